//! `/reconcile`: the lists as a reconciliation service, as OpenRefine asks one (W3C Reconciliation API 0.2).

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::Response;
use exeat_screen::party::{Wanted, country};
use exeat_screen::score::{Kind, Mode, Score};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Shared, json_of, json_response, whole};
use crate::pages::form_pairs;
use crate::problem::{Answer, Problem};
use crate::screening::{How, Match};
use crate::service::Service;

/// More queries are not answered at once.
const QUERIES_MAX: usize = 1_000;
/// From this score on, in ten-thousandths, one entry alone is called the match.
const CERTAIN: u32 = 9_500;
/// So many candidates of each, if nobody says how many.
const LIMIT: usize = 5;

/// One query of a batch.
#[derive(Debug, Deserialize)]
struct Query {
    query: String,
    #[serde(default)]
    r#type: Option<Value>,
    #[serde(default)]
    limit: Option<usize>,
    #[serde(default)]
    properties: Vec<Property>,
}

#[derive(Debug, Deserialize)]
struct Property {
    pid: String,
    #[serde(default)]
    v: Value,
}

/// The kinds of parties: how a client names them, and what they are called.
const TYPES: &[(&str, &str, Kind)] = &[
    ("Person", "Person", Kind::Person),
    ("Organization", "Organisation", Kind::Organisation),
    ("Vessel", "Vessel or aircraft", Kind::Vessel),
];

fn manifest(service: &Service, request: &Request) -> Value {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("127.0.0.1");
    let scheme = match service.config.listen.ip().is_loopback() {
        true => "http",
        false => "https",
    };
    json!({
        "versions": ["0.2"],
        "name": "Exeat: listed parties",
        "identifierSpace": format!("{scheme}://{host}/screen"),
        "schemaSpace": format!("{scheme}://{host}/reconcile"),
        "defaultTypes": TYPES.iter().map(|(id, name, _)| json!({ "id": id, "name": name })).collect::<Vec<_>>(),
        "batchSize": 100,
    })
}

/// Reconcile names, as OpenRefine does
///
/// Without `queries` the answer is the service's manifest; with them, the entries of the lists in force that each name
/// may be, with their scores from 0 to 100. `match` is set where one entry alone scores 95
/// or more. A query in which nothing can be looked for (`N/A`) has an `error` and no `result`.
#[utoipa::path(
    get, path = "/reconcile", tag = "screenings",
    params(("queries" = Option<String>, Query, description = "A JSON object of queries by the client's own keys")),
    responses(
        (status = 200, description = "The manifest, or candidates by key", body = Value),
        (status = 400, description = "The queries cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "There are no lists", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(State(service): Shared, request: Request) -> Answer {
    let pairs = form_pairs(request.uri().query().unwrap_or_default().as_bytes());
    match pairs.iter().find(|(name, _)| name == "queries") {
        Some((_, queries)) => answered(&service, queries).await,
        None => Ok(json_response(&manifest(&service, &request))),
    }
}

/// Reconcile names, as OpenRefine sends them
#[utoipa::path(
    post, path = "/reconcile", tag = "screenings",
    request_body(content = Option<String>, content_type = "application/x-www-form-urlencoded", description = "`queries`, a JSON object of queries by the client's own keys"),
    responses(
        (status = 200, description = "Candidates by key, or the manifest", body = Value),
        (status = 400, description = "The queries cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "There are no lists", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn post(State(service): Shared, request: Request) -> Answer {
    let manifest = manifest(&service, &request);
    let bytes = whole(request.into_body(), service.config.body_max).await?;
    let pairs = form_pairs(&bytes);
    match pairs.iter().find(|(name, _)| name == "queries") {
        Some((_, queries)) => answered(&service, queries).await,
        None => Ok(json_response(&manifest)),
    }
}

async fn answered(service: &Service, queries: &str) -> Answer<Response> {
    let pool = service.screening()?;
    let queries: BTreeMap<String, Query> = json_of(queries.as_bytes())?;
    if queries.len() > QUERIES_MAX {
        return Err(Problem::new(
            "too-large",
            format!("at most {QUERIES_MAX} names are looked for at once"),
        ));
    }
    let wanted: Vec<Wanted> = queries.values().map(wanted).collect();
    let reasons: Vec<_> = wanted.iter().map(Wanted::without_words).collect();
    let how = How {
        mode: Mode::Balanced,
        threshold: Score::MATCH,
    };
    let found = service.search(&pool, wanted, how).await?;
    let mut answers = Map::new();
    for (((key, query), reason), mut matches) in queries.iter().zip(reasons).zip(found) {
        if let Some(why) = reason.filter(|_| matches.is_empty()) {
            // Without `result`, which OpenRefine shows as an error of that cell, and not as a name that is on no list.
            let help = why.help().unwrap_or_default();
            answers.insert(
                key.clone(),
                json!({ "error": format!("the query {why}: {help}") }),
            );
            continue;
        }
        // One entry under two names is one candidate.
        let mut seen: Vec<(String, String)> = Vec::new();
        matches.retain(|one| {
            let of = (one.list.clone(), one.entry.clone());
            let new = !seen.contains(&of);
            seen.push(of);
            new
        });
        let same = matches.iter().filter(|one| is_certain(one)).count();
        let limit = query.limit.unwrap_or(LIMIT).min(100);
        let candidates: Vec<Value> = matches
            .iter()
            .take(limit)
            .map(|one| candidate(one, same))
            .collect();
        answers.insert(key.clone(), json!({ "result": candidates }));
    }
    Ok(json_response(&Value::Object(answers)))
}

/// Whether a client may take it without asking, if no other entry is as near.
fn is_certain(one: &Match) -> bool {
    one.score.ten_thousandths() >= CERTAIN
}

fn candidate(one: &Match, same: usize) -> Value {
    // From 0 to 100 with two digits behind the point, exactly.
    let score = one.score.ten_thousandths();
    let text = format!("{}.{:02}", score / 100, score % 100);
    json!({
        "id": format!("{}/{}", one.list, one.entry),
        "name": one.name,
        "description": one.reasons.join("; "),
        "score": text.parse::<serde_json::Number>().ok(),
        "match": is_certain(one) && same == 1,
        "type": [{ "id": one.list, "name": one.list }],
    })
}

fn wanted(query: &Query) -> Wanted {
    let named = match &query.r#type {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other["id"].as_str().unwrap_or_default().to_owned(),
        None => String::new(),
    };
    let kind = TYPES
        .iter()
        .find(|(id, ..)| *id == named)
        .map_or(Kind::Unknown, |(_, _, kind)| *kind);
    let property = |names: &[&str]| {
        query
            .properties
            .iter()
            .find(|one| names.contains(&one.pid.as_str()))
            .and_then(|one| one.v.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let birth_text = property(&["birthDate", "birth_date", "dob"]);
    Wanted {
        name: query.query.clone(),
        kind,
        birth: exeat_screen::party::birth(&birth_text).unwrap_or_default(),
        birth_text,
        country: country(&property(&["country", "nationality", "jurisdiction"])),
        ..Wanted::default()
    }
}
