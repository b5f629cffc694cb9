//! `POST /v1/classifications`: from words or a document to entries of control lists.

use axum::extract::{FromRequestParts as _, Request, State};
use exeat_classify::Classification;
use exeat_documents::Format;
use exeat_facts::{Case, ItemIndex};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::{Params, Shared, content_type, json_of, json_response, text_of, whole};
use crate::problem::{Answer, Problem};
use crate::service::{Ready, Service};

/// More candidates of each jurisdiction are not shown.
const LIMIT_MAX: usize = 50;

/// Which lists are asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Query {
    /// Look only at the lists of these, such as `CN,US`; by default at all.
    #[serde(default)]
    jurisdiction: String,
    /// How many candidates of each jurisdiction come back; by default 5.
    limit: Option<usize>,
}

/// A description.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// What the goods are, in English or Chinese.
    #[schema(example = "NdFeB N52 arc segment, 1.2 % Dy")]
    words: String,
}

/// Find the entries of control lists to which goods may belong
///
/// The body is `{"words": "…"}`, plain text, or a transaction document in TOML
/// (`application/toml`), of which each item is classified. Words only find; conditions decide; a
/// classification is no verdict.
#[utoipa::path(
    post,
    path = "/v1/classifications",
    tag = "classifications",
    params(Query),
    request_body(content((Words = "application/json"), (String = "text/plain"), (String = "application/toml"))),
    responses(
        (status = 200, description = "Candidates by jurisdiction, with thresholds met and missed", body = serde_json::Value),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The document has mistakes", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn classify(State(service): Shared, request: Request) -> Answer {
    let (mut parts, body) = request.into_parts();
    let Params(query) = Params::<Query>::from_request_parts(&mut parts, &()).await?;
    let bytes = whole(body, service.config.body_max).await?;
    let kind = content_type(&parts.headers);
    service
        .work
        .here(|| {
            let ready = service.classifier()?;
            let found = match kind.as_str() {
                "application/toml" | "text/toml" => {
                    let text = text_of(bytes)?;
                    let outcome = exeat_documents::read(&text, Format::Toml);
                    let Some(case) = outcome.case else {
                        return Err(Problem::document(&text, &outcome.diagnostics));
                    };
                    of_case(&ready, &case)?
                }
                "text/plain" => vec![of_words(&ready, &text_of(bytes)?)?],
                "" | "application/json" | "text/json" => {
                    let Words { words } = json_of(&bytes)?;
                    vec![of_words(&ready, &words)?]
                }
                other => {
                    return Err(Problem::new(
                        "unsupported-media-type",
                        format!("`{other}` is not read here"),
                    ));
                }
            };
            let found = only(&service, found, &query.jurisdiction)?;
            let limit = query.limit.unwrap_or(5).min(LIMIT_MAX);
            let mut records: Vec<Value> = found
                .iter()
                .map(|one| exeat_classify::json(&ready.rulebook, one, limit))
                .collect();
            Ok(match records.len() {
                1 => json_response(&records.remove(0)),
                _ => json_response(&Value::Array(records)),
            })
        })
        .await
}

/// Classifies a description.
pub(crate) fn of_words(ready: &Ready, words: &str) -> Result<Classification, Problem> {
    ready
        .classifier
        .words(words)
        .map_err(|error| Problem::new("bad-request", error.to_string()))
}

/// Classifies every item of a case that a line names, or every item where there are no lines.
pub(crate) fn of_case(ready: &Ready, case: &Case) -> Result<Vec<Classification>, Problem> {
    let mut items: Vec<ItemIndex> = Vec::new();
    for line in &case.lines {
        if !items.contains(&line.item) {
            items.push(line.item);
        }
    }
    if items.is_empty() {
        items = (0..case.items.len()).map(ItemIndex).collect();
    }
    items
        .into_iter()
        .map(|item| {
            ready
                .classifier
                .item(case, item)
                .map_err(|error| Problem::new("bad-request", error.to_string()))
        })
        .collect()
}

/// Leaves only the jurisdictions that were asked for.
pub(crate) fn only(
    service: &Service,
    mut found: Vec<Classification>,
    codes: &str,
) -> Result<Vec<Classification>, Problem> {
    let asked = service.jurisdictions(codes)?;
    if !asked.is_empty() {
        for one in &mut found {
            one.jurisdictions.retain(|own| {
                let id = service.rulebook.find_jurisdiction(&own.jurisdiction);
                id.is_some_and(|id| asked.contains(&id))
            });
        }
    }
    Ok(found)
}
