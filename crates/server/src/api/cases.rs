//! `/v1/cases`: case folders, and what they come to.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Paged, Params, Shared, Who, json_of, json_response, whole};
use crate::cases::Kept;
use crate::problem::{Answer, Problem};
use crate::tags::{short_hash, tagged};

fn record(kept: &Kept) -> Value {
    json!({ "id": kept.id, "title": kept.title, "by": kept.by, "at": kept.at })
}

/// The files of a case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Files {
    /// Each file's text by its name; one is `case.toml`, and the transaction documents that it names are among them.
    files: BTreeMap<String, String>,
}

/// Open a case
#[utoipa::path(
    post, path = "/v1/cases", tag = "cases", request_body = Files,
    responses(
        (status = 201, description = "It is kept", body = Value),
        (status = 400, description = "A file has no plain name", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The case file cannot be read", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn open(State(service): Shared, who: Who, request: Request) -> Answer {
    let owner = who.owner();
    let asked: Files = json_of(&whole(request.into_body(), service.config.body_max).await?)?;
    let files = asked
        .files
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let kept = service
        .work
        .here(|| service.cases.open(owner, who.name(), files))
        .await?;
    let mut response = json_response(&record(&kept));
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// The cases that are kept, the latest first
#[utoipa::path(
    get, path = "/v1/cases", tag = "cases", params(Paged),
    responses(
        (status = 200, description = "Each, with its title", body = Value),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(service): Shared, Params(paged): Params<Paged>, who: Who) -> Answer {
    let owner = who.owner();
    let all = service.cases.of(owner);
    let cases: Vec<Value> = paged.of(&all).map(record).collect();
    Ok(json_response(
        &json!({ "total": all.len(), "cases": cases }),
    ))
}

/// One case: its files, and what they come to
///
/// `evidence` is the record that `exeat evidence check --format json` writes: for each transaction its verdict, the
/// facts that sources contest, what each side gives and whether the quarrel matters.
#[utoipa::path(
    get, path = "/v1/cases/{id}", tag = "cases",
    params(("id" = String, Path, description = "Its identity")),
    responses(
        (status = 200, description = "The case", body = Value),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It cannot be held against the law", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn one(State(service): Shared, Path(id): Path<String>, who: Who) -> Answer {
    let owner = who.owner();
    service
        .work
        .here(|| {
            let kept = service.cases.find(owner, &id)?;
            let file = service.cases.file(&kept.id)?;
            let evidence = service.weighed(&kept.id).map_err(|(message, help)| {
                let problem = Problem::new("invalid-document", message);
                match help {
                    Some(help) => problem.with_help(help),
                    None => problem,
                }
            })?;
            let mut record = record(&kept);
            record["files"] = service
                .cases
                .files(&kept.id)
                .iter()
                .map(|(name, bytes)| json!({ "name": name, "bytes": bytes }))
                .collect();
            record["case"] = json!(file);
            record["evidence"] = evidence;
            Ok(json_response(&record))
        })
        .await
}

/// Put a file into a case
///
/// What stood under its name before is kept.
#[utoipa::path(
    put, path = "/v1/cases/{id}/files/{name}", tag = "cases",
    params(("id" = String, Path, description = "Its identity"), ("name" = String, Path, description = "The file, such as `case.toml`")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 204, description = "It is kept"),
        (status = 400, description = "It has no plain name", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such case", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is a case file that cannot be read", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn put(
    State(service): Shared,
    Path((id, name)): Path<(String, String)>,
    who: Who,
    request: Request,
) -> Answer {
    let owner = who.owner();
    let mut kept = service.cases.find(owner, &id)?;
    if service.accounts.is_some() && kept.is_the_demonstration() {
        return Err(Problem::new(
            "forbidden",
            "the demonstration is changed by nobody",
        ));
    }
    let bytes = whole(request.into_body(), service.config.body_max).await?;
    service
        .work
        .here(|| service.cases.put(&mut kept, &name, &bytes))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A file of a case
#[utoipa::path(
    get, path = "/v1/cases/{id}/files/{name}", tag = "cases",
    params(("id" = String, Path, description = "Its identity"), ("name" = String, Path, description = "The file, such as `case.toml`")),
    responses(
        (status = 200, description = "Its text", body = String, content_type = "text/plain"),
        (status = 304, description = "The same as the tag that was sent"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn file(
    State(service): Shared,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
    who: Who,
) -> Answer {
    let owner = who.owner();
    let kept = service.cases.find(owner, &id)?;
    let text = service.cases.text(&kept.id, &name)?;
    let tag = short_hash(&text);
    Ok(tagged(&headers, &tag, || text.into_response()))
}
