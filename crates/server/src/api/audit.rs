//! `/v1/audit/…`: the log of the register, its signed heads, and proofs that anybody can check without it.

use std::fmt::Write as _;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use exeat_register::{Register, RegisterError, SignedHead};
use serde::Deserialize;
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{Params, Shared, Who, json_of, json_response, whole};
use crate::problem::{Answer, Problem};

/// Events on a page.
const EVENTS_MAX: u32 = 1_000;

/// Which events.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    /// From this event on; by default the first.
    from: Option<i64>,
    /// At most so many; by default 100, at most 1,000.
    #[param(value_type = Option<u64>)]
    limit: Option<u32>,
    /// Only those of one object, such as `licence/26AC000123`.
    object: Option<String>,
}

/// Two heads of one log.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Between {
    /// The earlier head, as it was signed.
    #[schema(value_type = Object)]
    since: SignedHead,
    /// The later one; where there is none, one that is signed now.
    #[schema(value_type = Option<Object>)]
    until: Option<SignedHead>,
}

/// Events of the log, oldest first
#[utoipa::path(
    get,
    path = "/v1/audit/events",
    tag = "audit",
    params(Which),
    responses((status = 200, description = "Events; `next` is where the next page begins, where there is one", body = serde_json::Value))
)]
pub(crate) async fn events(
    State(service): Shared,
    Params(which): Params<Which>,
    who: Who,
) -> Answer {
    let limit = which.limit.unwrap_or(100).clamp(1, EVENTS_MAX);
    let from = which.from.unwrap_or(1);
    let mut events = service.desk.with(who.get(), |register| {
        register.events(from, limit.saturating_add(1), which.object.as_deref())
    })?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let next = events.get(limit).map(|event| event.sequence);
    events.truncate(limit);
    Ok(json_response(
        &json!({ "format": 1, "events": events, "next": next }),
    ))
}

/// Check the log, the signed heads, and that everything says what the log says it said
#[utoipa::path(
    get,
    path = "/v1/audit/verification",
    tag = "audit",
    responses((status = 200, description = "What was found; `findings` is empty where nothing is wrong", body = serde_json::Value))
)]
pub(crate) async fn verification(State(service): Shared, who: Who) -> Answer {
    let verified = service
        .desk
        .with(who.get(), |register| register.verify(&[], &mut |_| {}))?;
    Ok(json_response(
        &json!({ "format": 1, "holds": verified.holds(), "verified": verified }),
    ))
}

/// The heads that were signed
#[utoipa::path(
    get,
    path = "/v1/audit/heads",
    tag = "audit",
    responses((status = 200, description = "Signed heads, oldest first", body = serde_json::Value))
)]
pub(crate) async fn heads(State(service): Shared, who: Who) -> Answer {
    let heads = service.desk.with(who.get(), Register::heads)?;
    Ok(json_response(&json!({ "format": 1, "heads": heads })))
}

/// Sign the log as it is now
///
/// Keep the head where nobody who can change the register can change it as well.
#[utoipa::path(
    post,
    path = "/v1/audit/heads",
    tag = "audit",
    responses((status = 200, description = "The signed head", body = serde_json::Value))
)]
pub(crate) async fn sign(State(service): Shared, who: Who) -> Answer {
    let head = service
        .desk
        .signing(who.get(), |register, key, now| register.sign(key, now))?;
    Ok(json_response(&json!(head)))
}

/// Prove that an event is in the log
///
/// `exeat audit verify` checks the proof on any machine, without the register.
#[utoipa::path(
    get,
    path = "/v1/audit/proofs/{event}",
    tag = "audit",
    params(("event" = i64, Path, description = "The number of the event")),
    responses(
        (status = 200, description = "The event, a signed head, and the path from the one to the other", body = serde_json::Value),
        (status = 404, description = "There is no such event", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn prove(State(service): Shared, Path(event): Path<String>, who: Who) -> Answer {
    // A number that is none, or too large for any log, is told like every other mistake.
    let event: i64 = event
        .parse()
        .map_err(|_| Problem::new("bad-request", "an event is named by its number"))?;
    let proof = service.desk.signing(who.get(), |register, key, now| {
        register.prove(event, key, now)
    })?;
    Ok(json_response(&json!(proof)))
}

/// Prove that the log only grew since a head that somebody has kept
#[utoipa::path(
    post,
    path = "/v1/audit/proofs",
    tag = "audit",
    request_body = Between,
    responses(
        (status = 200, description = "Both heads, and the path from the one to the other", body = serde_json::Value),
        (status = 400, description = "A head is none of this log", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn grown(State(service): Shared, who: Who, request: Request) -> Answer {
    let body = request.into_body();
    let between: Between = json_of(&whole(body, 64 * 1024).await?)?;
    let proof = service.desk.signing(who.get(), |register, key, now| {
        register.prove_growth(&between.since, between.until.as_ref(), key, now)
    })?;
    Ok(json_response(&json!(proof)))
}

/// The log as a file: every event as the line that is hashed, and the signed heads
#[utoipa::path(
    get,
    path = "/v1/audit/export",
    tag = "audit",
    responses((status = 200, description = "One JSON object a line", body = String, content_type = "application/x-ndjson"))
)]
pub(crate) async fn export(State(service): Shared, who: Who) -> Answer {
    let text = service.desk.with(who.get(), |register| {
        let mut text = String::new();
        register.export(&mut |line| {
            writeln!(text, "{line}").map_err(|error| RegisterError::Storage(error.to_string()))
        })?;
        Ok(text)
    })?;
    let mut response: Response = text.into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"log.jsonl\"",
        ),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
