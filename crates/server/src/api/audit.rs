//! `/v1/audit/…`: the log of the register, its signed heads, and proofs that anybody can check without it.

use std::io;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use exeat_register::{Register, RegisterError, SignedHead};
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::json;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::timeout;
use utoipa::{IntoParams, ToSchema};

use super::{Params, Shared, Who, json_of, json_response, whole};
use crate::pieces::body_of;
use crate::problem::{Answer, Problem};
use crate::sent::download;

/// Events on a page.
const EVENTS_MAX: u32 = 1_000;
/// The log is sent in pieces of about so many bytes.
const PIECE: usize = 64 * 1024;
/// Who takes no piece for so long takes none any more.
const PATIENCE: Duration = Duration::from_mins(1);

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
    responses(
        (status = 200, description = "What was found; `findings` is empty where nothing is wrong", body = serde_json::Value),
        (status = 503, description = "A log is being checked already", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn verification(State(service): Shared, who: Who) -> Answer {
    let _one = service.desk.checking()?;
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
    let (pieces, mut coming) = mpsc::channel::<Result<Bytes, Problem>>(4);
    let here = Handle::current();
    tokio::task::spawn_blocking(move || {
        let send = |piece| {
            let sent = here.block_on(timeout(PATIENCE, pieces.send(piece)));
            match sent {
                Ok(Ok(())) => Ok(()),
                Ok(Err(_)) | Err(_) => {
                    let gone = "nobody takes the log any more".to_owned();
                    Err(RegisterError::Storage(gone))
                }
            }
        };
        let exported = service.desk.with(who.get(), |register| {
            let mut piece = Vec::new();
            register.export(&mut |line| {
                piece.extend_from_slice(line.as_bytes());
                piece.push(b'\n');
                match piece.len() >= PIECE {
                    true => send(Ok(std::mem::take(&mut piece).into())),
                    false => Ok(()),
                }
            })?;
            send(Ok(piece.into()))
        });
        if let Err(problem) = exported {
            // Where nobody is there, nobody is told.
            let _ = send(Err(problem));
        }
    });
    // What cannot be begun is told as a problem; what breaks off later ends without its end.
    let first = match coming.recv().await {
        Some(first) => first?,
        None => return Err(Problem::new("internal", "the log was not read")),
    };
    let rest = futures_util::stream::unfold(coming, async |mut coming| {
        let next = coming.recv().await?;
        Some((
            next.map_err(|problem| io::Error::other(problem.detail)),
            coming,
        ))
    });
    let all = futures_util::stream::once(async { Ok(first) }).chain(rest);
    Ok(download("application/x-ndjson", "log.jsonl", body_of(all)))
}
