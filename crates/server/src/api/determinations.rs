//! `POST /v1/determinations`: one transaction, or a stream of them.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use exeat_documents::Format;
use exeat_facts::Case;
use exeat_value::Day;
use futures_util::StreamExt as _;
use opentelemetry::Context;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc;
use utoipa::{IntoParams, ToSchema};

use super::{Params, Shared, content_type, json_bytes, short, text_of, whole};
use crate::access::{Action, Principal};
use crate::answers::{Answered, Answers, Key};
use crate::pieces::body_of;
use crate::problem::{Answer, Problem};
use crate::service::{Asked, Licences, Service};
use crate::work::Stop;

/// So many lines of a stream go to a processor together.
const CHUNK_MAX: usize = 64;
/// So long they keep it; the rest of them waits for another turn.
const SLICE: Duration = Duration::from_millis(25);

/// The days and the law that are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Query {
    /// The day on which it leaves; by default the one that the document states.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// Apply the law of this day; by default the day on which it leaves.
    #[param(value_type = Option<String>, format = Date)]
    law_date: Option<Day>,
    /// Look with what was known about the law on this day; by default today.
    #[param(value_type = Option<String>, format = Date)]
    known_at: Option<Day>,
    /// Look only at the law of these, such as `CN,US`; by default at all.
    #[serde(default)]
    jurisdiction: String,
    /// How much is told: `verdicts` (each with the provisions on which it rests and the next questions), `facts` (the
    /// record without proofs, quarrels and coverage) or `proof` (the whole record). By default `proof` for one document
    /// and `facts` in a stream; the identity of the determination is the same.
    #[param(inline)]
    detail: Option<Detail>,
    /// `true` for `detail=proof`, `false` for `detail=facts`.
    proof: Option<bool>,
    /// Whether to look for the parties on the lists in force; by default they are looked for.
    screening: Option<bool>,
    /// Whether to say which licences on file would cover what needs one, and why the others do not. By default that is
    /// said where a proof is given.
    licences: Option<bool>,
}

/// How much is told of a determination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Detail {
    /// Each verdict with the provisions on which it rests and the next questions, some hundred bytes a line.
    Verdicts,
    /// The record without proofs, quarrels and coverage.
    Facts,
    /// The whole record.
    Proof,
}

/// What is asked, in the form that it is to be told in.
#[derive(Debug, Clone)]
struct Wish {
    asked: Asked,
    detail: Detail,
    /// On what the answer rests besides the document; none where it rests on what may change unnoticed.
    rests_on: Option<String>,
}

impl Query {
    fn wish(
        &self,
        service: &Service,
        stream: bool,
        who: Option<&Principal>,
    ) -> Result<Wish, Problem> {
        let detail = match (self.detail, self.proof) {
            (Some(detail), None) => detail,
            (None, Some(true)) => Detail::Proof,
            (None, Some(false)) => Detail::Facts,
            (None, None) if stream => Detail::Facts,
            (None, None) => Detail::Proof,
            (Some(_), Some(_)) => {
                return Err(Problem::new(
                    "bad-request",
                    "`detail` and `proof` are two words for one thing: give one of them",
                ));
            }
        };
        let asked = self.asked(service, detail == Detail::Proof, who)?;
        let rests_on = matches!(asked.licences, Licences::Not).then(|| {
            let generation = asked.screening.then(|| service.parties.generation());
            format!("{detail:?} {asked:?} {generation:?}")
        });
        Ok(Wish {
            asked,
            detail,
            rests_on,
        })
    }

    fn asked(
        &self,
        service: &Service,
        proof: bool,
        who: Option<&Principal>,
    ) -> Result<Asked, Problem> {
        let may = who.is_none_or(|who| who.may(Action::SeeLicences));
        if self.licences == Some(true) && !may {
            return Err(Problem::new(
                "forbidden",
                "this key is not for seeing licences",
            ));
        }
        let licences = self.licences.unwrap_or(proof && may);
        if licences && !proof {
            return Err(Problem::new(
                "bad-request",
                "`licences` needs `detail=proof`: without it nobody knows which entries a licence has to name",
            ));
        }
        Ok(Asked {
            on: self.on,
            law_date: self.law_date,
            known_at: self.known_at.unwrap_or_else(|| service.today()),
            jurisdictions: service.jurisdictions(&self.jurisdiction)?,
            proof,
            screening: self.screening.unwrap_or(true),
            own: crate::access::is_first(who),
            licences: match licences {
                true => Licences::Of(who.cloned()),
                false => Licences::Not,
            },
        })
    }
}

/// Determine a transaction
///
/// The body is a transaction document in JSON or TOML, as `exeat check` reads it; the answer is the
/// record that `exeat check --format json` writes, with the parties looked for on the lists in force. With
/// `Content-Type: application/x-ndjson` each line is a document and each line of the answer is
/// `{"line": N, "determination": {…}}` or `{"line": N, "error": {…}}`, in order, as they are done.
///
/// A program that asks often takes `detail=verdicts`: some hundred bytes a line of goods instead of the record, with the
/// same identity.
#[utoipa::path(
    post,
    path = "/v1/determinations",
    tag = "determinations",
    params(Query),
    request_body(
        content((serde_json::Value = "application/json"), (String = "application/toml"), (String = "application/x-ndjson")),
        description = "A transaction document; the schema is at /schema/transaction.json"
    ),
    responses(
        (status = 200, description = "The determination", content((serde_json::Value = "application/json"), (String = "application/x-ndjson"))),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The document is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Another type of content", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The document has mistakes, or states no day", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn determine(State(service): Shared, request: Request) -> Answer {
    let (mut parts, body) = request.into_parts();
    let Params(query) = Params::<Query>::from_request_parts(&mut parts, &()).await?;
    let who = parts.extensions.get::<Principal>();
    let format = match content_type(&parts.headers).as_str() {
        "" | "application/json" | "text/json" => Format::Json,
        "application/toml" | "text/toml" | "text/plain" => Format::Toml,
        "application/x-ndjson" | "application/jsonl" | "application/json-lines" => {
            let wish = query.wish(&service, true, who)?;
            return Ok(stream(service, wish, body));
        }
        other => {
            return Err(Problem::new(
                "unsupported-media-type",
                format!("`{other}` is not read here"),
            ));
        }
    };
    let wish = query.wish(&service, false, who)?;
    let text = text_of(whole(body, service.config.body_max).await?)?;
    let key = wish.key(&service, &text, format);
    if let Some(answer) = remembered(&service, key.as_ref()) {
        return Ok(json_bytes(answer.text));
    }
    // What is settled at once is answered at once; what is open goes where it can be given up.
    let begun = service
        .work
        .here(|| {
            let mut case = read(&text, format)?;
            Ok(match service.is_settled(&case, &wish.asked) {
                true => Begun::Done(determined(
                    &service,
                    &mut case,
                    &wish,
                    &service.work.limit(),
                )?),
                false => Begun::Open(Box::new(case)),
            })
        })
        .await?;
    let answer = match begun {
        Begun::Done(answer) => answer,
        Begun::Open(mut case) => {
            let own = Arc::clone(&service);
            let trace = Context::current();
            service
                .work
                .run(move |stop| {
                    let _trace = trace.attach();
                    determined(&own, &mut case, &wish, stop)
                })
                .await?
        }
    };
    if let Some(key) = key {
        service.answers.keep(key, &answer);
    }
    Ok(json_bytes(answer.text))
}

impl Wish {
    /// The key under which an answer about this document is remembered.
    fn key(&self, service: &Service, text: &str, format: Format) -> Option<Key> {
        let rests_on = self.rests_on.as_ref()?;
        let format = match format {
            Format::Json => "json",
            Format::Toml => "toml",
        };
        Some(Answers::key(&[
            format.as_bytes(),
            rests_on.as_bytes(),
            service.rulebook.digest.as_bytes(),
            text.as_bytes(),
        ]))
    }
}

/// What was answered before, under this key.
fn remembered(service: &Service, key: Option<&Key>) -> Option<Answered> {
    let answer = service.answers.get(key?)?;
    service.metrics.determined(answer.verdict);
    service.metrics.remembered.inc();
    Some(answer)
}

/// How far a request was brought where it came in.
enum Begun {
    /// It is answered.
    Done(Answered),
    /// Its case, of which more is open than three values tell.
    Open(Box<Case>),
}

fn read(text: &str, format: Format) -> Result<Case, Problem> {
    let outcome = exeat_documents::read(text, format);
    let diagnostics = outcome.diagnostics;
    outcome
        .case
        .ok_or_else(|| Problem::document(text, &diagnostics))
}

/// Determines a case, and gives back the record in one line.
fn determined(
    service: &Service,
    case: &mut Case,
    wish: &Wish,
    stop: &Stop,
) -> Result<Answered, Problem> {
    let determined = service.determine(case, &wish.asked, stop)?;
    Ok(Answered {
        text: match wish.detail {
            Detail::Verdicts => short::line(&service.rulebook, &determined),
            Detail::Facts | Detail::Proof => determined.line(),
        }
        .into(),
        verdict: determined.determination.overall.word(),
    })
}

/// Lines that came together, with the number of the first.
struct Chunk {
    first: u64,
    lines: Vec<Vec<u8>>,
}

/// Answers line after line, in their order, on as many processors as there are. What is sent faster than it is
/// determined waits in the sender's hands.
fn stream(service: Arc<Service>, wish: Wish, body: Body) -> Response {
    let (chunks, coming) = mpsc::channel::<Result<Chunk, (u64, Problem)>>(4);
    let (line_max, stream_max) = (service.config.body_max, service.config.stream_max);
    tokio::spawn(cut(Lines::new(line_max, stream_max), body, chunks));
    let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let wish = Arc::new(wish);
    let answers = futures_util::stream::unfold(coming, async |mut coming| {
        let next = coming.recv().await?;
        Some((next, coming))
    })
    .map(move |chunk| {
        let (service, wish) = (Arc::clone(&service), Arc::clone(&wish));
        async move {
            match chunk {
                Ok(chunk) => answered(&service, &wish, chunk).await,
                Err((number, problem)) => told(number, Err(problem)),
            }
        }
    })
    .buffered(at_once)
    .map(|text| Ok::<_, Infallible>(Bytes::from(text)));
    let mut response = (StatusCode::OK, body_of(answers)).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-ndjson"),
    );
    response
}

/// Cuts what comes into lines, and gives those on that came together.
async fn cut(mut lines: Lines, body: Body, chunks: mpsc::Sender<Result<Chunk, (u64, Problem)>>) {
    let mut pieces = body.into_data_stream();
    let mut first = 1;
    loop {
        let piece = match pieces.next().await {
            Some(Ok(piece)) => piece,
            Some(Err(_)) => {
                let problem = Problem::new("bad-request", "the stream broke off");
                let _ = chunks.send(Err((first, problem))).await;
                return;
            }
            None => break,
        };
        if let Err(problem) = lines.push(&piece) {
            let _ = chunks.send(Err((first, problem))).await;
            return;
        }
        loop {
            let some: Vec<Vec<u8>> = std::iter::from_fn(|| lines.next())
                .take(CHUNK_MAX)
                .collect();
            if some.is_empty() {
                break;
            }
            let chunk = Chunk { first, lines: some };
            first += u64::try_from(chunk.lines.len()).unwrap_or(u64::MAX);
            // Where nobody is there to take the answers, the rest is not read.
            if chunks.send(Ok(chunk)).await.is_err() {
                return;
            }
        }
    }
    if let Some(line) = lines.last() {
        let lines = vec![line];
        let _ = chunks.send(Ok(Chunk { first, lines })).await;
    }
}

/// The answers to some lines. They are worked out a few at a time, so that a line that takes long does not keep others
/// from a processor.
async fn answered(service: &Arc<Service>, wish: &Arc<Wish>, chunk: Chunk) -> String {
    let chunk = Arc::new(chunk);
    let mut text = String::new();
    let mut done = 0;
    while done < chunk.lines.len() {
        let (own, asked, some) = (Arc::clone(service), Arc::clone(wish), Arc::clone(&chunk));
        let trace = Context::current();
        let turn = service
            .work
            .part(move || {
                let _trace = trace.attach();
                let begun = Instant::now();
                let mut text = String::new();
                let mut at = done;
                for line in some.lines.iter().skip(done) {
                    let number = some.first + u64::try_from(at).unwrap_or(u64::MAX);
                    if let Some(result) = of_line(&own, &asked, line) {
                        text.push_str(&told(number, result));
                    }
                    at += 1;
                    if begun.elapsed() > SLICE {
                        break;
                    }
                }
                Ok((text, at))
            })
            .await;
        match turn {
            Ok((some, at)) => {
                text.push_str(&some);
                done = at;
            }
            // Nobody knows at which of these lines it broke: each is told that it has no answer.
            Err(problem) => {
                for at in done..chunk.lines.len() {
                    let number = chunk.first + u64::try_from(at).unwrap_or(u64::MAX);
                    text.push_str(&told(number, Err(problem.clone())));
                }
                break;
            }
        }
    }
    text
}

/// The answer to a line; none to an empty one.
fn of_line(service: &Service, wish: &Wish, line: &[u8]) -> Option<Result<Answered, Problem>> {
    let text = match std::str::from_utf8(line) {
        Ok(text) if text.trim().is_empty() => return None,
        Ok(text) => text,
        Err(_) => {
            return Some(Err(Problem::new("bad-request", "the line is not UTF-8")));
        }
    };
    let key = wish.key(service, text, Format::Json);
    if let Some(answer) = remembered(service, key.as_ref()) {
        return Some(Ok(answer));
    }
    let answer = read(text, Format::Json)
        .and_then(|mut case| determined(service, &mut case, wish, &service.work.limit()));
    if let (Some(key), Ok(answer)) = (key, &answer) {
        service.answers.keep(key, answer);
    }
    Some(answer)
}

fn told(number: u64, result: Result<Answered, Problem>) -> String {
    match result {
        Ok(answer) => {
            // It was written as text.
            let text = std::str::from_utf8(&answer.text).unwrap_or_default();
            format!("{{\"line\":{number},\"determination\":{text}}}\n")
        }
        Err(problem) => format!("{}\n", json!({ "line": number, "error": problem })),
    }
}

/// Lines out of pieces.
struct Lines {
    held: Vec<u8>,
    from: usize,
    line_max: usize,
    left: usize,
}

impl Lines {
    fn new(line_max: usize, stream_max: usize) -> Self {
        Self {
            held: Vec::new(),
            from: 0,
            line_max,
            left: stream_max,
        }
    }

    fn push(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        self.left = self.left.checked_sub(chunk.len()).ok_or_else(|| {
            Problem::new(
                "too-large",
                "the stream is longer than this service reads at once",
            )
        })?;
        self.held.drain(..self.from);
        self.from = 0;
        if self.held.len().saturating_add(chunk.len()) > self.line_max.saturating_mul(2) {
            return Err(Problem::new(
                "too-large",
                format!("a line is longer than {} bytes", self.line_max),
            ));
        }
        self.held.extend_from_slice(chunk);
        Ok(())
    }

    fn next(&mut self) -> Option<Vec<u8>> {
        let rest = self.held.get(self.from..)?;
        let end = rest.iter().position(|&byte| byte == b'\n')?;
        let line = rest.get(..end)?.to_vec();
        self.from += end + 1;
        Some(line)
    }

    fn last(&mut self) -> Option<Vec<u8>> {
        let rest = self.held.get(self.from..)?.to_vec();
        (!rest.is_empty()).then_some(rest)
    }
}
