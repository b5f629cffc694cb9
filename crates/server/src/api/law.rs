//! `GET /v1/law/…`: what the rulebooks say, and when it binds. The same records as `exeat law` writes.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use exeat_law::model::{JurisdictionId, ProvisionId};
use exeat_law::time;
use exeat_report::lawbook::{self, Named, NotFound};
use exeat_value::Day;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use super::{Params, Shared, json_response};
use crate::problem::{Answer, Problem};
use crate::service::Service;
use crate::tags::{self, short_hash};

/// The days that are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Query {
    /// Say whether a provision binds on this day; by default the known-at date.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// Look with what was known about the law on this day; by default today.
    #[param(value_type = Option<String>, format = Date)]
    known_at: Option<Day>,
    /// Only the law of these, such as `CN,US`; by default all.
    #[serde(default)]
    jurisdiction: String,
}

/// The two days that are compared.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Between {
    /// The earlier day.
    #[param(value_type = String, format = Date)]
    from: Day,
    /// The later day.
    #[param(value_type = String, format = Date)]
    to: Day,
    /// Look with what was known about the law on this day; by default today.
    #[param(value_type = Option<String>, format = Date)]
    known_at: Option<Day>,
}

fn asked(service: &Service, codes: &str) -> Result<Vec<JurisdictionId>, Problem> {
    let asked = service.jurisdictions(codes)?;
    Ok(if asked.is_empty() {
        (0..service.rulebook.jurisdictions.len())
            .map(JurisdictionId::at)
            .collect()
    } else {
        asked
    })
}

/// What a name stands for, with what was probably meant where it stands for nothing.
pub(crate) fn find(service: &Service, name: &str) -> Result<Vec<Named>, Problem> {
    lawbook::find(&service.rulebook, name).map_err(|error| not_found(service, name, &error))
}

fn not_found(service: &Service, name: &str, error: &NotFound) -> Problem {
    let problem = Problem::new("not-found", error.message.clone());
    if !error.several.is_empty() {
        return problem.with_help(format!("one of {}", error.several.join(", ")));
    }
    let names = lawbook::names(&service.rulebook);
    match exeat_syntax::nearest(name, names.iter().map(String::as_str)) {
        Some(near) => problem.with_help(format!("did you mean `{near}`?")),
        None => problem.with_help("`GET /v1/law/instruments` lists what there is"),
    }
}

/// A record under its tag.
fn tagged(headers: &HeaderMap, tag: &str, value: impl FnOnce() -> Value) -> Response {
    tags::tagged(headers, tag, || json_response(&value()))
}

/// The tag of what depends on the rulebooks and these words alone.
fn tag(service: &Service, words: &[&str]) -> String {
    short_hash(format!("{} {}", service.rulebook.digest, words.join(" ")))
}

/// List the instruments, by jurisdiction
#[utoipa::path(
    get,
    path = "/v1/law/instruments",
    tag = "law",
    params(Query),
    responses(
        (status = 200, description = "Jurisdictions with their instruments", body = serde_json::Value),
        (status = 304, description = "The same as the tag that was sent"),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn instruments(
    State(service): Shared,
    Params(query): Params<Query>,
    headers: HeaderMap,
) -> Answer {
    let ids = asked(&service, &query.jurisdiction)?;
    let tag = tag(&service, &["instruments", &query.jurisdiction]);
    Ok(tagged(&headers, &tag, || {
        let all: Vec<Value> = ids
            .iter()
            .map(|&id| lawbook::jurisdiction_json(&service.rulebook, id))
            .collect();
        json!({ "digest": service.rulebook.digest, "jurisdictions": all })
    }))
}

/// Show an instrument: its provisions as they stand on a day, its entries and readings
#[utoipa::path(
    get,
    path = "/v1/law/instruments/{name}",
    tag = "law",
    params(("name" = String, Path, description = "Its name, such as `CN.MOFCOM.2025-61`"), Query),
    responses(
        (status = 200, description = "The instrument", body = serde_json::Value),
        (status = 304, description = "The same as the tag that was sent"),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nothing of that name", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn instrument(
    State(service): Shared,
    Path(name): Path<String>,
    Params(query): Params<Query>,
    headers: HeaderMap,
) -> Answer {
    let Some(id) = service.rulebook.find_instrument(&name) else {
        find(&service, &name)?;
        return Err(
            Problem::new("not-found", format!("`{name}` is no instrument"))
                .with_help(format!("`GET /v1/law/named/{name}` shows it")),
        );
    };
    let known_at = query.known_at.unwrap_or_else(|| service.today());
    let on = query.on.unwrap_or(known_at);
    let tag = tag(
        &service,
        &["instrument", &name, &on.to_string(), &known_at.to_string()],
    );
    Ok(tagged(&headers, &tag, || {
        lawbook::instrument_json(&service.rulebook, id, on, known_at)
    }))
}

/// Show what has a name: a jurisdiction, instrument, provision, entry, list, reading or table
#[utoipa::path(
    get,
    path = "/v1/law/named/{name}",
    tag = "law",
    params(("name" = String, Path, description = "A name, whole or within its instrument"), Query),
    responses(
        (status = 200, description = "Everything of that name, with its days and its text", body = serde_json::Value),
        (status = 304, description = "The same as the tag that was sent"),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nothing of that name", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn named(
    State(service): Shared,
    Path(name): Path<String>,
    Params(query): Params<Query>,
    headers: HeaderMap,
) -> Answer {
    let found = find(&service, &name)?;
    let known_at = query.known_at.unwrap_or_else(|| service.today());
    let tag = tag(&service, &["named", &name, &known_at.to_string()]);
    Ok(tagged(&headers, &tag, || {
        found
            .iter()
            .map(|&one| lawbook::show_json(&service.rulebook, one, known_at))
            .collect()
    }))
}

/// Show on which days provisions bind
#[utoipa::path(
    get,
    path = "/v1/law/timeline/{name}",
    tag = "law",
    params(("name" = String, Path, description = "A jurisdiction, instrument or provision"), Query),
    responses(
        (status = 200, description = "Each provision with its stretches of days", body = serde_json::Value),
        (status = 304, description = "The same as the tag that was sent"),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nothing of that name", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn timeline(
    State(service): Shared,
    Path(name): Path<String>,
    Params(query): Params<Query>,
    headers: HeaderMap,
) -> Answer {
    let mut provisions: Vec<ProvisionId> = find(&service, &name)?
        .into_iter()
        .flat_map(|one| one.provisions(&service.rulebook))
        .collect();
    provisions.dedup();
    let known_at = query.known_at.unwrap_or_else(|| service.today());
    let tag = tag(&service, &["timeline", &name, &known_at.to_string()]);
    Ok(tagged(&headers, &tag, || {
        let timeline = time::timeline(&service.rulebook, &provisions, known_at);
        lawbook::timeline_json(&service.rulebook, &timeline)
    }))
}

/// Compare the law of two days
#[utoipa::path(
    get,
    path = "/v1/law/diff",
    tag = "law",
    params(Between),
    responses(
        (status = 200, description = "What binds, which limbs and what is caught on one of the days only", body = serde_json::Value),
        (status = 304, description = "The same as the tag that was sent"),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It could not be compared in time; it may be there when it is asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn diff(
    State(service): Shared,
    Params(between): Params<Between>,
    headers: HeaderMap,
) -> Answer {
    let Between { from, to, known_at } = between;
    if to < from {
        return Err(Problem::new(
            "bad-request",
            format!("`to`, {to}, is before `from`, {from}"),
        ));
    }
    let known_at = known_at.unwrap_or_else(|| service.today());
    let tag = tag(
        &service,
        &[
            "diff",
            &from.to_string(),
            &to.to_string(),
            &known_at.to_string(),
        ],
    );
    if tags::is_held(&headers, &tag) {
        return Ok(tagged(&headers, &tag, || Value::Null));
    }
    let diff = service.diff((from, to, known_at)).await?;
    Ok(tagged(&headers, &tag, || {
        lawbook::diff_json(&service.rulebook, &diff)
    }))
}

/// Show how far the law is modelled
#[utoipa::path(
    get,
    path = "/v1/law/coverage",
    tag = "law",
    params(Query),
    responses(
        (status = 200, description = "What is modelled, what only flagged, what absent", body = serde_json::Value),
        (status = 304, description = "The same as the tag that was sent"),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn coverage(
    State(service): Shared,
    Params(query): Params<Query>,
    headers: HeaderMap,
) -> Answer {
    let ids = asked(&service, &query.jurisdiction)?;
    let tag = tag(&service, &["coverage", &query.jurisdiction]);
    Ok(tagged(&headers, &tag, || {
        let all: Vec<Value> = ids
            .iter()
            .map(|&id| lawbook::coverage_json(&service.rulebook, id))
            .collect();
        json!({ "jurisdictions": all })
    }))
}
