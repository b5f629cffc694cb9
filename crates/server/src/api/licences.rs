//! `/v1/licences`, `/v1/duties`, `/v1/assurances`, `/v1/proposals`: the register, and `POST /v1/requests`, by which
//! everything is done to it.

use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use exeat_register::{Acting, Done, Register, RegisterError, Request as Asked};
use exeat_value::Day;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::{PAGE_MAX, Params, Shared, Who, json_of, json_response, whole};
use crate::access::{Action, Principal};
use crate::problem::{Answer, Problem};
use crate::service::Service;

/// No request to a register is longer.
const BODY_MAX: usize = 4 * 1024 * 1024;
/// The header of a key under which a request is done once.
const KEY: &str = "idempotency-key";

/// The day of which the answer is.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct AsOf {
    /// As things stand on this day; by default today.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// How many are given where there are several; by default 1,000, which is also the most.
    limit: Option<usize>,
    /// How many are passed over first.
    #[serde(default)]
    offset: usize,
}

impl AsOf {
    fn day(&self, service: &Service) -> Day {
        self.on.unwrap_or_else(|| service.today())
    }

    fn part<T: Serialize>(&self, name: &str, all: &[T]) -> Value {
        part(name, all, self.limit, self.offset)
    }
}

/// Which part of a long list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    /// How many are given; by default 1,000, which is also the most.
    limit: Option<usize>,
    /// How many are passed over first.
    #[serde(default)]
    offset: usize,
}

/// The part of a list that is asked for, by its name, and how many there are.
fn part<T: Serialize>(name: &str, all: &[T], limit: Option<usize>, offset: usize) -> Value {
    let limit = limit.unwrap_or(PAGE_MAX).min(PAGE_MAX);
    let part: Vec<&T> = all.iter().skip(offset).take(limit).collect();
    json!({ "format": 1, "total": all.len(), name: part })
}

/// Which page of a long list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    /// From this entry on; by default the first.
    #[serde(default)]
    from: i64,
    /// At most so many; by default 1,000, which is also the most.
    limit: Option<usize>,
}

/// What is to be done to the register, and on which day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Doing {
    /// The day on which it is done, or was; by default today.
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// What: an object with `do`, such as `reserve`, `draw`, `release`, `correct`, `discharge` or `lean`, and what goes
    /// with it.
    #[schema(value_type = Object, example = json!({"do": "draw", "licence": "26AC000123", "line": 1, "amounts": {"quantity": "400 kg"}, "shipment": "S-17"}))]
    request: Value,
}

/// A decision on what somebody else asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    /// Whether it is agreed to.
    agree: bool,
    /// Why not, where it is not.
    #[serde(default)]
    cause: String,
}

/// Who asks.
pub(crate) fn who(parts: &Parts) -> Option<Principal> {
    parts.extensions.get::<Principal>().cloned()
}

/// What a request may do by itself: what is no booking needs more than leave to book.
pub(crate) fn action(request: &Asked) -> Action {
    match request {
        Asked::Reserve { .. }
        | Asked::Draw { .. }
        | Asked::Release { .. }
        | Asked::Duties { .. }
        | Asked::Discharge { .. }
        | Asked::Lean { .. } => Action::Book,
        Asked::Approve { .. } | Asked::Reject { .. } => Action::Approve,
        Asked::Person { .. } | Asked::Hold { .. } | Asked::Lift { .. } | Asked::Purge { .. } => {
            Action::ManagePeople
        }
        _ => Action::KeepLicences,
    }
}

/// Refuses what the policy does not allow, before the register is asked.
pub(crate) fn must_be_allowed(who: Option<&Principal>, request: &Asked) -> Result<(), Problem> {
    let action = action(request);
    match who {
        Some(who) if !who.may(action) => Err(Problem::new(
            "forbidden",
            format!(
                "this asks for `{}`, which {} may not",
                action.word(),
                who.name
            ),
        )),
        _ => Ok(()),
    }
}

/// The licences, as they stand on a day
///
/// Each with its state, what was reserved and drawn of each line, and what is left.
#[utoipa::path(
    get,
    path = "/v1/licences",
    tag = "licences",
    params(AsOf),
    responses((status = 200, description = "Every licence", body = serde_json::Value))
)]
pub(crate) async fn list(State(service): Shared, Params(as_of): Params<AsOf>, who: Who) -> Answer {
    let on = as_of.day(&service);
    let views = service
        .desk
        .with(who.get(), |register| register.licences(on))?;
    let mut record = as_of.part("licences", &views);
    record["on"] = json!(on);
    Ok(json_response(&record))
}

/// One licence, as it stands on a day
#[utoipa::path(
    get,
    path = "/v1/licences/{number}",
    tag = "licences",
    params(("number" = String, Path, description = "The licence's number"), AsOf),
    responses(
        (status = 200, description = "The licence and what is left of it", body = serde_json::Value),
        (status = 404, description = "There is none with this number", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn one(
    State(service): Shared,
    Path(number): Path<String>,
    Params(as_of): Params<AsOf>,
    who: Who,
) -> Answer {
    let on = as_of.day(&service);
    let view = service
        .desk
        .with(who.get(), |register| register.licence(&number, on))?;
    Ok(json_response(&json!({ "format": 1, "view": view })))
}

/// The ledger of a licence, oldest entry first
#[utoipa::path(
    get,
    path = "/v1/licences/{number}/entries",
    tag = "licences",
    params(("number" = String, Path, description = "The licence's number"), Page),
    responses(
        (status = 200, description = "Entries; `next` is where the next page begins, where there is one", body = serde_json::Value),
        (status = 404, description = "There is none with this number", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn entries(
    State(service): Shared,
    Path(number): Path<String>,
    Params(page): Params<Page>,
    who: Who,
) -> Answer {
    let entries = service
        .desk
        .with(who.get(), |register| register.entries(&number))?;
    let limit = page.limit.unwrap_or(1_000).clamp(1, 1_000);
    let mut rest = entries.into_iter().filter(|one| one.sequence >= page.from);
    let shown: Vec<_> = rest.by_ref().take(limit).collect();
    let next = rest.next().map(|one| one.sequence);
    Ok(json_response(
        &json!({ "format": 1, "entries": shown, "next": next }),
    ))
}

/// Duties, those that fall due first before the others
#[utoipa::path(
    get,
    path = "/v1/duties",
    tag = "licences",
    params(Which),
    responses((status = 200, description = "Every duty", body = serde_json::Value))
)]
pub(crate) async fn duties(
    State(service): Shared,
    Params(which): Params<Which>,
    who: Who,
) -> Answer {
    let duties = service.desk.with(who.get(), Register::duties)?;
    Ok(json_response(&part(
        "duties",
        &duties,
        which.limit,
        which.offset,
    )))
}

/// Assurances, and what leans on them
#[utoipa::path(
    get,
    path = "/v1/assurances",
    tag = "licences",
    params(AsOf),
    responses((status = 200, description = "Every assurance", body = serde_json::Value))
)]
pub(crate) async fn assurances(
    State(service): Shared,
    Params(as_of): Params<AsOf>,
    who: Who,
) -> Answer {
    let on = as_of.day(&service);
    let views = service
        .desk
        .with(who.get(), |register| register.assurances(on))?;
    let mut record = as_of.part("assurances", &views);
    record["on"] = json!(on);
    Ok(json_response(&record))
}

/// What waits for a second person, and what became of the rest
#[utoipa::path(
    get,
    path = "/v1/proposals",
    tag = "licences",
    params(Which),
    responses((status = 200, description = "Every proposal", body = serde_json::Value))
)]
pub(crate) async fn proposals(
    State(service): Shared,
    Params(which): Params<Which>,
    who: Who,
) -> Answer {
    let proposals = service.desk.with(who.get(), Register::proposals)?;
    Ok(json_response(&part(
        "proposals",
        &proposals,
        which.limit,
        which.offset,
    )))
}

/// Do something to the register: reserve, draw, release, correct, and whatever else
///
/// It is done whole or not at all, and survives a power cut when this answers. With the header `Idempotency-Key` it is
/// done once however often it is sent: the same answer comes again, with `Idempotent-Replayed: true`. What takes two
/// people answers 202 with a proposal.
#[utoipa::path(
    post,
    path = "/v1/requests",
    tag = "licences",
    request_body = Doing,
    params(("Idempotency-Key" = Option<String>, Header, description = "Done once under this key, of 1 to 200 characters")),
    responses(
        (status = 200, description = "It was done", body = serde_json::Value),
        (status = 202, description = "It takes two people, and waits for the second", body = serde_json::Value),
        (status = 403, description = "It may not be done in this role", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such licence, duty or assurance", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The key was used for another request", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A rule of the register stands against it", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It may have been done or not: send it again with the same key, or read the ledger", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn perform(State(service): Shared, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let doing: Doing = json_of(&whole(body, BODY_MAX).await?)?;
    let asked: Asked = serde_json::from_value(doing.request).map_err(|error| {
        Problem::new("bad-request", format!("`request` cannot be read: {error}"))
    })?;
    done(&service, &parts, doing.on, &asked)
}

/// Agree to what somebody else asked for, or not
#[utoipa::path(
    post,
    path = "/v1/proposals/{proposal}",
    tag = "licences",
    params(
        ("proposal" = String, Path, description = "The proposal"),
        ("Idempotency-Key" = Option<String>, Header, description = "Done once under this key"),
    ),
    request_body = Decision,
    responses(
        (status = 200, description = "It was done", body = serde_json::Value),
        (status = 403, description = "Nobody agrees to what they asked for themselves", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such proposal", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "It was settled before, or cannot be done any more", body = Problem, content_type = "application/problem+json"),
        (status = 504, description = "It may have been done or not: send it again with the same key, or read the ledger", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn decide(
    State(service): Shared,
    Path(proposal): Path<String>,
    request: Request,
) -> Answer {
    let (parts, body) = request.into_parts();
    let decision: Decision = json_of(&whole(body, BODY_MAX).await?)?;
    let asked = if decision.agree {
        Asked::Approve { proposal }
    } else {
        let cause = decision.cause;
        Asked::Reject { proposal, cause }
    };
    done(&service, &parts, None, &asked)
}

fn done(service: &Service, parts: &Parts, on: Option<Day>, asked: &Asked) -> Answer {
    let who = who(parts);
    must_be_allowed(who.as_ref(), asked)?;
    let key = match parts.headers.get(KEY) {
        None => None,
        Some(value) => Some(value.to_str().map_err(|_| {
            Problem::new(
                "bad-request",
                "the idempotency key has characters that cannot be printed",
            )
        })?),
    };
    let (done, before) = service.desk.act(who.as_ref(), on, |register, acting| {
        once(register, acting, on, key, asked)
    })?;
    Ok(answer(&done, before))
}

/// Does something, once under its key where it has one.
fn once(
    register: &mut Register,
    acting: &Acting,
    given: Option<Day>,
    key: Option<&str>,
    asked: &Asked,
) -> Result<(Done, bool), RegisterError> {
    match key {
        Some(key) => register.perform_once(acting, given, key, asked),
        None => register.perform(acting, asked).map(|done| (done, false)),
    }
}

fn answer(done: &Done, before: bool) -> Response {
    let mut response = json_response(&json!({ "format": 1, "done": done }));
    if done.proposal.is_some() {
        *response.status_mut() = StatusCode::ACCEPTED;
    }
    if before {
        response
            .headers_mut()
            .insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    response.into_response()
}
