//! `/v1/portfolios`: tables of shipments, decided in the background.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use exeat_determine::Verdict;
use exeat_portfolio::{By, Found, Wanted};
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use super::{PAGE_MAX, Paged, Params, Shared, Who, json_response, text_of, whole};
use crate::portfolios::{ANSWER, Owner, Portfolio, Stage};
use crate::problem::{Answer, Problem};
use crate::service::Service;
use crate::{sent, tags};

fn record(service: &Service, one: &Portfolio) -> Value {
    let mut record = json!(one);
    if let Some(object) = record.as_object_mut() {
        object.remove("organisation");
        if one.stage == Stage::Running {
            let progress = service.portfolios.progress(&one.id);
            object.insert("progress".to_owned(), json!(progress));
        }
    }
    record
}

/// What a table is called.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Called {
    /// What it is called.
    #[serde(default)]
    name: String,
}

/// Bring a table of shipments
///
/// The body is the table: CSV, XLSX or Parquet. The answer holds its identity and the mapping that is proposed for
/// it; look it through, put it back if it is wrong, and have the table decided.
#[utoipa::path(
    post, path = "/v1/portfolios", tag = "portfolios", params(Called),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "It is kept, with a proposed mapping", body = Value),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "It is too large", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It is no table", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn bring(
    State(service): Shared,
    Params(called): Params<Called>,
    who: Who,
    request: Request,
) -> Answer {
    let owner = who.owner();
    let mut arriving = service.portfolios.arrive(owner)?;
    let mut body = request.into_body().into_data_stream();
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(|_| Problem::new("bad-request", "the body broke off"))?;
        arriving.push(&piece, service.config.table_max)?;
    }
    let one = tokio::task::block_in_place(|| {
        service
            .portfolios
            .arrived(owner, who.name(), &called.name, arriving)
    })?;
    let mut record = record(&service, &one);
    record["mapping"] = json!(service.portfolios.mapping(&one.id));
    let mut response = json_response(&record);
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// The tables that are kept, the latest first
#[utoipa::path(
    get, path = "/v1/portfolios", tag = "portfolios", params(Paged),
    responses(
        (status = 200, description = "Each, with how far it is", body = Value),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(State(service): Shared, Params(paged): Params<Paged>, who: Who) -> Answer {
    let owner = who.owner();
    let all = service.portfolios.of(owner);
    let portfolios: Vec<Value> = paged.of(&all).map(|one| record(&service, one)).collect();
    Ok(json_response(
        &json!({ "total": all.len(), "portfolios": portfolios }),
    ))
}

/// One table: how far it is, and what was counted
#[utoipa::path(
    get, path = "/v1/portfolios/{id}", tag = "portfolios",
    params(("id" = String, Path, description = "Its identity")),
    responses(
        (status = 200, description = "How far it is; the counts by verdict, law, destination, item, customer and month once it was decided", body = Value),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn one(State(service): Shared, Path(id): Path<String>, who: Who) -> Answer {
    let owner = who.owner();
    tokio::task::block_in_place(|| {
        let one = service.portfolios.find(owner, &id)?;
        let mut record = record(&service, &one);
        if one.stage == Stage::Done {
            let counts = service.portfolios.counts(&one)?;
            record["counts"] = exeat_portfolio::json(&counts);
        }
        record["mapping"] = json!(service.portfolios.mapping(&one.id));
        Ok(json_response(&record))
    })
}

/// Say what the columns mean
#[utoipa::path(
    put, path = "/v1/portfolios/{id}/mapping", tag = "portfolios",
    params(("id" = String, Path, description = "Its identity")),
    request_body(content = String, content_type = "application/toml"),
    responses(
        (status = 204, description = "It is kept"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is being decided", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The mapping has mistakes", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn map(
    State(service): Shared,
    Path(id): Path<String>,
    who: Who,
    request: Request,
) -> Answer {
    let owner = who.owner();
    let text = text_of(whole(request.into_body(), service.config.body_max).await?)?;
    let mut one = service.portfolios.find(owner, &id)?;
    service.portfolios.map(&mut one, &text)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Have it decided
///
/// It is decided in the background, from where it stopped if the service ends meanwhile; ask for the table to see how
/// far it is.
#[utoipa::path(
    post, path = "/v1/portfolios/{id}/run", tag = "portfolios",
    params(("id" = String, Path, description = "Its identity")),
    responses(
        (status = 202, description = "It will be", body = Value),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is being decided already", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The mapping has mistakes", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn run(State(service): Shared, Path(id): Path<String>, who: Who) -> Answer {
    let owner = who.owner();
    let mut one = service.portfolios.find(owner, &id)?;
    service.portfolios.run(&mut one, service.today())?;
    let mut response = json_response(&record(&service, &one));
    *response.status_mut() = StatusCode::ACCEPTED;
    Ok(response)
}

/// Take it away
#[utoipa::path(
    delete, path = "/v1/portfolios/{id}", tag = "portfolios",
    params(("id" = String, Path, description = "Its identity")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is being decided", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn remove(State(service): Shared, Path(id): Path<String>, who: Who) -> Answer {
    let owner = who.owner();
    let one = service.portfolios.find(owner, &id)?;
    service.portfolios.remove(&one)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Which rows are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Behind {
    /// `destination`, `item`, `customer` or `month`.
    #[serde(default)]
    by: String,
    /// Which of these, such as `DE` or `2025-11`.
    #[serde(default)]
    of: String,
    /// With which verdict, such as `licence_required`.
    #[serde(default)]
    is: String,
    /// How many are passed over first.
    #[serde(default)]
    offset: u64,
    /// How many are given; by default 100.
    limit: Option<usize>,
}

/// The rows behind a count
#[utoipa::path(
    get, path = "/v1/portfolios/{id}/rows", tag = "portfolios",
    params(("id" = String, Path, description = "Its identity"), Behind),
    responses(
        (status = 200, description = "Headings, rows, and how many there are in all", body = Value),
        (status = 400, description = "That is nothing to count by", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It was not decided yet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn rows(
    State(service): Shared,
    Path(id): Path<String>,
    Params(behind): Params<Behind>,
    who: Who,
) -> Answer {
    let owner = who.owner();
    tokio::task::block_in_place(|| {
        let one = service.portfolios.find(owner, &id)?;
        let wanted = wanted(&behind.by, &behind.of, &behind.is)?;
        let most = behind.limit.unwrap_or(100).min(PAGE_MAX);
        let found = found(&service, &one, &wanted, behind.offset, most)?;
        Ok(json_response(&json!({
            "total": found.total,
            "headings": found.headings,
            "rows": found.rows,
        })))
    })
}

/// Which rows are meant by these words.
///
/// # Errors
/// One of them is nothing to count by.
pub(crate) fn wanted(by: &str, of: &str, is: &str) -> Result<Wanted, Problem> {
    let wrong =
        |text: &str| Problem::new("bad-request", format!("rows are not counted by `{text}`"));
    let of = match by {
        "" => None,
        word => {
            let by = By::ALL.into_iter().find(|by| by.word() == word);
            Some((by.ok_or_else(|| wrong(word))?, of.to_owned()))
        }
    };
    let is = match is {
        "" => None,
        word => {
            let verdict = Verdict::ALL.into_iter().find(|one| one.word() == word);
            Some(verdict.ok_or_else(|| wrong(word))?)
        }
    };
    Ok(Wanted { of, is })
}

/// The rows that are meant.
///
/// # Errors
/// It was not decided yet, or cannot be read.
pub(crate) fn found(
    service: &Service,
    one: &Portfolio,
    wanted: &Wanted,
    from: u64,
    most: usize,
) -> Result<Found, Problem> {
    if one.stage != Stage::Done {
        return Err(Problem::new("conflict", "it was not decided yet"));
    }
    let path = service.portfolios.path(&one.id).join(ANSWER);
    exeat_portfolio::rows(&path, wanted, from, most)
        .map_err(|failure| Problem::new("internal", failure.message))
}

/// The table with its verdicts, as a file
#[utoipa::path(
    get, path = "/v1/portfolios/{id}/files/{kind}", tag = "portfolios",
    params(
        ("id" = String, Path, description = "Its identity"),
        ("kind" = String, Path, description = "`csv`, `xlsx` (with charts), `parquet`, or `rejects` for the rows that could not be read"),
    ),
    responses(
        (status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 304, description = "The same as the tag that was sent"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It was not decided yet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn download(
    State(service): Shared,
    Path((id, kind)): Path<(String, String)>,
    headers: HeaderMap,
    who: Who,
) -> Answer {
    let owner = who.owner();
    file(&service, owner, &id, &kind, &headers)
}

/// The kinds of files: their word, the name in the folder, the type, and the ending.
const FILES: &[(&str, &str, &str, &str)] = &[
    ("csv", "answer.csv", "text/csv; charset=utf-8", "csv"),
    (
        "xlsx",
        "answer.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    (
        "parquet",
        ANSWER,
        "application/vnd.apache.parquet",
        "parquet",
    ),
    (
        "rejects",
        "answer.parquet.rejects.csv",
        "text/csv; charset=utf-8",
        "rejects.csv",
    ),
];

/// A file of a portfolio.
///
/// # Errors
/// There is none, or it was not decided yet.
pub(crate) fn file(
    service: &Arc<Service>,
    owner: Owner,
    id: &str,
    kind: &str,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let one = service.portfolios.find(owner, id)?;
    let Some((_, name, kind, ending)) = FILES.iter().find(|(word, ..)| *word == kind) else {
        return Err(Problem::new("not-found", "there is no such file"));
    };
    if one.stage != Stage::Done {
        return Err(Problem::new("conflict", "it was not decided yet"));
    }
    let path = service.portfolios.path(&one.id).join(name);
    let file = std::fs::File::open(path)
        .map_err(|_| Problem::new("not-found", "there is no such file"))?;
    let stem = one
        .name
        .rsplit_once('.')
        .map_or(one.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}.exeat.{ending}");
    let tag = tags::of_file(&file, &format!("{id} {name}"));
    let whole = || sent::download(kind, &name, sent::of_file(file));
    Ok(match tag {
        Some(tag) => tags::tagged(headers, &tag, whole),
        None => whole(),
    })
}
