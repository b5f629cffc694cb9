//! `POST /v1/determinations`: one transaction, or a stream of them.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use exeat_documents::Format;
use exeat_value::Day;
use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc;
use utoipa::IntoParams;

use super::{Params, Shared, content_type, json_text, text_of, whole};
use crate::access::{Action, Principal};
use crate::problem::{Answer, Problem};
use crate::service::{Asked, Licences, Service};

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
    /// Whether to give proofs, quarrels and coverage too. By default they come with one document and
    /// not in a stream; the verdicts, decisive facts, duties and the identity are the same.
    proof: Option<bool>,
    /// Whether to look for the parties on the lists in force; by default they are looked for.
    screening: Option<bool>,
    /// Whether to say which licences on file would cover what needs one, and why the others do not. By default that is
    /// said where a proof is given.
    licences: Option<bool>,
}

impl Query {
    fn asked(
        &self,
        service: &Service,
        stream: bool,
        who: Option<&Principal>,
    ) -> Result<Asked, Problem> {
        let proof = self.proof.unwrap_or(!stream);
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
                "`licences` needs `proof`: without it nobody knows which entries a licence has to name",
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
/// record that `exeat check --format json` writes, with the parties looked for on the lists in force. With `Content-Type: application/x-ndjson` each
/// line is a document and each line of the answer is
/// `{"line": N, "determination": {…}}` or `{"line": N, "error": {…}}`, in order, as they are done.
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
            let asked = query.asked(&service, true, who)?;
            return Ok(stream(service, asked, body));
        }
        other => {
            return Err(Problem::new(
                "unsupported-media-type",
                format!("`{other}` is not read here"),
            ));
        }
    };
    let asked = query.asked(&service, false, who)?;
    let text = text_of(whole(body, service.config.body_max).await?)?;
    let determination = tokio::task::block_in_place(|| one(&service, &text, format, &asked))?;
    Ok(json_text(determination))
}

/// Determines one document, and gives back the record in one line.
fn one(service: &Service, text: &str, format: Format, asked: &Asked) -> Result<String, Problem> {
    let outcome = exeat_documents::read(text, format);
    let Some(mut case) = outcome.case else {
        return Err(Problem::document(text, &outcome.diagnostics));
    };
    Ok(service.determine(&mut case, asked)?.line())
}

/// Answers line after line. What is sent faster than it is determined waits in the sender's hands.
fn stream(service: Arc<Service>, asked: Asked, body: Body) -> Response {
    let (answers, mut answered) = mpsc::channel::<Bytes>(64);
    tokio::spawn(async move {
        let mut lines = Lines::new(service.config.body_max, service.config.stream_max);
        let mut chunks = body.into_data_stream();
        let mut number = 0_u64;
        while let Some(chunk) = chunks.next().await {
            let Ok(chunk) = chunk else {
                let problem = Problem::new("bad-request", "the stream broke off");
                let _ = answers.send(told(number + 1, Err(problem))).await;
                return;
            };
            if let Err(problem) = lines.push(&chunk) {
                let _ = answers.send(told(number + 1, Err(problem))).await;
                return;
            }
            while let Some(line) = lines.next() {
                number += 1;
                if !answer(&service, &asked, &line, number, &answers).await {
                    return;
                }
            }
        }
        if let Some(line) = lines.last() {
            answer(&service, &asked, &line, number + 1, &answers).await;
        }
    });
    let body = futures_util::stream::poll_fn(move |context| {
        answered
            .poll_recv(context)
            .map(|next| next.map(Ok::<_, Infallible>))
    });
    let mut response = (StatusCode::OK, Body::from_stream(body)).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-ndjson"),
    );
    response
}

/// Determines a line and sends the answer; false when nobody is there to take it.
async fn answer(
    service: &Service,
    asked: &Asked,
    line: &[u8],
    number: u64,
    answers: &mpsc::Sender<Bytes>,
) -> bool {
    let result = match std::str::from_utf8(line) {
        Ok(text) if text.trim().is_empty() => return true,
        Ok(text) => tokio::task::block_in_place(|| one(service, text, Format::Json, asked)),
        Err(_) => Err(Problem::new("bad-request", "the line is not UTF-8")),
    };
    answers.send(told(number, result)).await.is_ok()
}

fn told(number: u64, result: Result<String, Problem>) -> Bytes {
    let text = match result {
        Ok(determination) => format!("{{\"line\":{number},\"determination\":{determination}}}\n"),
        Err(problem) => format!("{}\n", json!({ "line": number, "error": problem })),
    };
    Bytes::from(text)
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
