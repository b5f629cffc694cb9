//! *Audit*: the log, its verification, signed heads, and proofs to take away.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::response::Response;
use axum::routing::{get, post};
use exeat_register::{Event, SignedHead, Verified};
use serde::Deserialize;
use serde_json::{Value, json};

use super::frame::{Frame, Reader, Section, encoded, page};
use super::licences::Desk;
use super::trouble;
use crate::api::Who;
use crate::api::licences::who;
use crate::problem::Problem;
use crate::sent::download;
use crate::service::Service;

/// Events on a page.
const EVENTS_SHOWN: u32 = 50;

pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/audit", get(log))
        .route("/audit/check", get(check))
        .route("/audit/sign", post(sign))
        .route("/audit/events/{event}", get(event))
        .route("/audit/events/{event}/proof.json", get(proof))
        .route("/audit/heads/{size}/head.json", get(head))
        .route("/audit/heads/{size}/grown.json", get(grown))
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    object: String,
    /// Show events before this one.
    before: Option<i64>,
    /// Whether everything is checked.
    #[serde(default)]
    check: bool,
}

struct EventShown {
    event: Event,
    /// The object as the address of its events.
    of: String,
    at: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Log {
    frame: Frame,
    desk: Desk,
    events: Vec<EventShown>,
    object: String,
    /// The object as an address has it.
    of: String,
    total: i64,
    older: Option<i64>,
    newest: bool,
    /// What is said where no event is shown.
    none: &'static str,
    heads: Vec<SignedHead>,
    checked: Option<(Verified, u128)>,
}

fn short(at: &str) -> String {
    at.chars().take(19).collect::<String>().replace('T', " ")
}

async fn log(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    match made(&service, reader, desk, who(&parts).as_ref(), &asked) {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Audit, &problem),
    }
}

async fn check(State(service): State<Arc<Service>>, reader: Reader, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    let asked = Asked {
        check: true,
        ..Asked::default()
    };
    match made(&service, reader, desk, who(&parts).as_ref(), &asked) {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Audit, &problem),
    }
}

fn made(
    service: &Service,
    reader: Reader,
    desk: Desk,
    who: Option<&crate::access::Principal>,
    asked: &Asked,
) -> Result<Log, Problem> {
    let object = Some(asked.object.trim()).filter(|one| !one.is_empty());
    let one = match asked.check {
        true => Some(service.desk.checking()?),
        false => None,
    };
    let (events, older, total, heads, checked) = service.desk.with(who, |register| {
        let total = register.counts()?.events;
        // One more than is shown: it says whether there are older ones.
        let before = asked.before.unwrap_or(i64::MAX);
        let mut events = register.events_before(before, EVENTS_SHOWN + 1, object)?;
        let most = usize::try_from(EVENTS_SHOWN).unwrap_or(usize::MAX);
        let older = events.len() > most;
        let events = events.split_off(events.len().saturating_sub(most));
        let checked = if let Some(_one) = &one {
            let begun = std::time::Instant::now();
            let verified = register.verify(&[], &mut |_| {})?;
            Some((verified, begun.elapsed().as_millis()))
        } else {
            None
        };
        Ok((events, older, total, register.heads()?, checked))
    })?;
    let older = events.first().filter(|_| older).map(|event| event.sequence);
    let w = reader.words;
    let none = match (object, asked.before) {
        (None, None) => w.audit_none(),
        (Some(_), None) => w.pick(
            "The log has no event of this object. Is it written as the log writes it, such as licence/26AC000123?",
            "日志中没有此对象的记录。写法是否与日志一致，例如 licence/26AC000123？",
        ),
        (_, Some(_)) => w.pick("There are no older events.", "没有更早的记录。"),
    };
    Ok(Log {
        frame: Frame::new(reader, Section::Audit, reader.words.audit_title(), "/audit"),
        desk,
        of: encoded(asked.object.trim()),
        object: asked.object.trim().to_owned(),
        newest: asked.before.is_none(),
        older,
        none,
        total,
        heads,
        checked,
        events: events
            .into_iter()
            .rev()
            .map(|event| EventShown {
                of: encoded(&event.object),
                at: short(&event.at),
                event,
            })
            .collect(),
    })
}

#[derive(Template)]
#[template(path = "event.html")]
struct One {
    frame: Frame,
    event: Event,
    of: String,
    at: String,
    hash: String,
}

fn found(
    service: &Service,
    who: Option<&crate::access::Principal>,
    sequence: i64,
) -> Result<Event, Problem> {
    service
        .desk
        .with(who, |register| register.events(sequence, 1, None))?
        .into_iter()
        .find(|event| event.sequence == sequence)
        .ok_or_else(|| Problem::new("not-found", format!("there is no event {sequence}")))
}

async fn event(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(sequence): Path<i64>,
    who: Who,
) -> Response {
    match found(&service, who.get(), sequence) {
        Ok(event) => page(&One {
            frame: Frame::new(
                reader,
                Section::Audit,
                format!("{} {sequence}", reader.words.audit_event()),
                format!("/audit/events/{sequence}"),
            ),
            of: encoded(&event.object),
            at: short(&event.at),
            hash: event.hash().unwrap_or_default(),
            event,
        }),
        Err(problem) => trouble(reader, Section::Audit, &problem),
    }
}

/// A record to take away, for people to read.
fn taken(name: &str, value: &Value) -> Response {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    download("application/json", name, text)
}

async fn proof(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(sequence): Path<i64>,
    who: Who,
) -> Response {
    let proved = service.desk.signing(who.get(), |register, key, now| {
        register.prove(sequence, key, now)
    });
    match proved {
        Ok(proof) => taken(&format!("event-{sequence}.json"), &json!(proof)),
        Err(problem) => trouble(reader, Section::Audit, &problem),
    }
}

fn kept(
    service: &Service,
    who: Option<&crate::access::Principal>,
    size: u64,
) -> Result<SignedHead, Problem> {
    service
        .desk
        .with(who, exeat_register::Register::heads)?
        .into_iter()
        .find(|head| head.size == size)
        .ok_or_else(|| Problem::new("not-found", format!("no head of {size} events was signed")))
}

async fn head(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(size): Path<u64>,
    who: Who,
) -> Response {
    match kept(&service, who.get(), size) {
        Ok(head) => {
            // In one line, as it was signed: so the command reads it.
            let text = format!("{}\n", serde_json::to_string(&head).unwrap_or_default());
            download("application/json", "head.json", text)
        }
        Err(problem) => trouble(reader, Section::Audit, &problem),
    }
}

async fn grown(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(size): Path<u64>,
    who: Who,
) -> Response {
    let proved = kept(&service, who.get(), size).and_then(|old| {
        service.desk.signing(who.get(), |register, key, now| {
            register.prove_growth(&old, None, key, now)
        })
    });
    match proved {
        Ok(proof) => taken("grown.json", &json!(proof)),
        Err(problem) => trouble(reader, Section::Audit, &problem),
    }
}

/// The log is signed as it is now.
async fn sign(State(service): State<Arc<Service>>, reader: Reader, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    let done = async {
        desk.form(body).await?;
        service
            .desk
            .signing(who(&parts).as_ref(), |register, key, now| {
                register.sign(key, now)
            })
    };
    match done.await {
        Ok(_) => crate::sent::see_other("/audit#heads"),
        Err(problem) => trouble(reader, Section::Audit, &problem),
    }
}
