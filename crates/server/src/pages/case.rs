//! *Case*: who says what on a board, from where they have it as a graph, and which quarrels matter.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use exeat_evidence::case::{CaseFile, Claim, Does, Statement};
use serde_json::Value;

use super::form::Written;
use super::frame::{Frame, Reader, Section, page, page_with};
use super::somebody::Somebody;
use super::words::Words;
use super::{facts, form_pairs, graph, trouble, worked};
use crate::api::whole;
use crate::cases::{CASE, FILE_MAX, Kept};
use crate::problem::Problem;
use crate::sent::{download, see_other};
use crate::service::Service;
use crate::tags::{short_hash, tagged};

#[derive(Template)]
#[template(path = "cases.html")]
struct All {
    frame: Frame,
    all: Vec<Kept>,
}

/// All cases, and a place to open one.
pub(super) async fn all(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    page(&All {
        frame: Frame::new(reader, Section::Case, reader.words.cases_title(), "/case"),
        all: service.cases.of(who.owner),
    })
}

/// The files of a case came.
pub(super) async fn open(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    let opened = match files(request).await {
        Ok(files) => {
            let open = || service.cases.open(who.owner, &who.name, files);
            service.work.here(open).await
        }
        Err(problem) => Err(problem),
    };
    match opened {
        Ok(kept) => see_other(&format!("/case/{}", kept.id)),
        Err(problem) => trouble(reader, Section::Case, &problem),
    }
}

/// The files of a form, by their names without folders.
async fn files(request: Request) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let wrong = |text: String| Problem::new("bad-request", text);
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|error| wrong(error.body_text()))?;
    let mut files = BTreeMap::new();
    while let Some(mut part) = parts
        .next_field()
        .await
        .map_err(|error| wrong(error.body_text()))?
    {
        let name = part.file_name().unwrap_or_default();
        let name = name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let mut bytes = Vec::new();
        while let Some(piece) = part
            .chunk()
            .await
            .map_err(|error| wrong(error.body_text()))?
        {
            bytes.extend_from_slice(&piece);
            if bytes.len() > FILE_MAX {
                return Err(Problem::new(
                    "too-large",
                    format!("a file is larger than {FILE_MAX} bytes"),
                ));
            }
        }
        if !name.is_empty() && !bytes.is_empty() {
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

/// A statement on the board.
struct Said {
    who: String,
    speaker: Option<String>,
    does: &'static str,
    class: &'static str,
    day: Option<String>,
    graded: String,
    url: Option<String>,
    note: Option<String>,
}

/// A claim, with everybody who has something to say about it.
struct OnBoard {
    says: String,
    fact: Option<String>,
    is: Option<String>,
    said: Vec<Said>,
    /// What the rulebooks say of a claim about the law.
    law: Option<(String, String)>,
}

/// A side of a quarrel.
struct Side {
    is: String,
    origins: u64,
    said: Vec<String>,
    gives: String,
    verdict: String,
}

struct Quarrel {
    fact: String,
    question: Option<String>,
    matters: bool,
    sides: Vec<Side>,
}

struct Step {
    said: String,
    verdict: String,
    words: String,
    moves: bool,
}

struct Transaction {
    document: String,
    title: String,
    verdict: String,
    words: String,
    laws: Vec<String>,
    quarrels: Vec<Quarrel>,
    settles: Vec<String>,
    steps: Vec<Step>,
}

#[derive(Template)]
#[template(path = "case.html")]
struct One {
    frame: Frame,
    kept: Kept,
    board: Vec<OnBoard>,
    graph: String,
    sources: usize,
    origins: usize,
    transactions: Vec<Transaction>,
    /// Why the case could not be held against the law.
    wrong: Option<(String, Option<String>)>,
    flags: Vec<(String, bool)>,
    files: Vec<(String, u64)>,
    text: String,
    error: Option<Problem>,
    changeable: bool,
}

/// One case.
pub(super) async fn show(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    worked(&service, reader, Section::Case, || {
        let shown = service
            .cases
            .find(who.owner, &id)
            .and_then(|kept| shown(&service, reader, &who, kept, None));
        match shown {
            Ok(template) => page(&template),
            Err(problem) => trouble(reader, Section::Case, &problem),
        }
    })
    .await
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts_of(value: &Value) -> Vec<String> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .map(text_of)
        .collect()
}

fn shown(
    service: &Service,
    reader: Reader,
    who: &Somebody,
    kept: Kept,
    written: Option<(String, Problem)>,
) -> Result<One, Problem> {
    let w = reader.words;
    let file = service.cases.file(&kept.id)?;
    let (record, wrong) = match service.weighed(&kept.id) {
        Ok(record) => (record, None),
        Err(why) => (Value::Null, Some(why)),
    };
    let (text, error) = match written {
        Some((text, problem)) => (text, Some(problem)),
        None => (service.cases.text(&kept.id, CASE)?, None),
    };
    Ok(One {
        frame: Frame::new(
            reader,
            Section::Case,
            kept.title.clone(),
            format!("/case/{}", kept.id),
        ),
        board: board(w, &file, &record),
        graph: graph::picture(w, &file),
        sources: file.sources.len(),
        origins: graph::origins(&file),
        transactions: record["transactions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| transaction(w, one))
            .collect(),
        wrong,
        flags: file
            .flags
            .iter()
            .map(|flag| (flag.what.clone(), flag.resolution.is_some()))
            .collect(),
        files: service.cases.files(&kept.id),
        text,
        error,
        // The demonstration belongs to everybody, and is changed by nobody where people sign in.
        changeable: service.accounts.is_none() || !kept.is_the_demonstration() || who.owner == 0,
        kept,
    })
}

fn board(w: Words, file: &CaseFile, record: &Value) -> Vec<OnBoard> {
    let held = |name: &str| {
        record["law"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|one| one["claim"] == name)
            .map(|one| (text_of(&one["answer"]), text_of(&one["because"])))
    };
    file.claims
        .iter()
        .map(|(name, claim)| OnBoard {
            says: if claim.says.is_empty() {
                name.clone()
            } else {
                claim.says.clone()
            },
            fact: claim.fact.clone(),
            is: value(claim),
            said: claim
                .statements
                .iter()
                .map(|one| said(w, file, one))
                .collect(),
            law: held(name),
        })
        .collect()
}

fn value(claim: &Claim) -> Option<String> {
    match (&claim.is, &claim.between) {
        (Some(is), _) => Some(is.text()),
        (None, Some([low, high])) => Some(format!("{low} – {high}")),
        (None, None) => None,
    }
}

fn said(w: Words, file: &CaseFile, one: &Statement) -> Said {
    let source = file.sources.get(&one.source);
    let (does, class) = match one.does {
        Does::Asserts => (w.case_asserts(), "yes"),
        Does::Denies => (w.case_denies(), "no"),
        Does::Retracts => (w.case_retracts(), "maybe"),
    };
    let speaker = match (&one.speaker, &one.capacity) {
        (Some(speaker), Some(capacity)) => Some(format!("{speaker}, {capacity}")),
        (Some(speaker), None) => Some(speaker.clone()),
        (None, capacity) => capacity.clone(),
    };
    let credibility = u8::from(one.credibility);
    Said {
        who: source.map_or_else(|| one.source.clone(), |source| source.outlet.clone()),
        speaker,
        does,
        class,
        day: one
            .on
            .or_else(|| source.and_then(|source| source.date))
            .map(|day| day.to_string()),
        graded: format!(
            "{:?}{credibility}",
            source.map_or(exeat_evidence::case::Reliability::F, |source| source
                .reliability)
        ),
        url: source
            .and_then(|source| source.url.clone())
            .filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        note: one.note.clone(),
    }
}

fn words_of(w: Words, word: &str) -> String {
    exeat_determine::Verdict::ALL
        .into_iter()
        .find(|one| one.word() == word)
        .map_or_else(|| word.to_owned(), |verdict| w.verdict(verdict).to_owned())
}

fn transaction(w: Words, one: &Value) -> Transaction {
    let list = |name: &str| one[name].as_array().into_iter().flatten();
    Transaction {
        document: text_of(&one["document"]),
        title: text_of(&one["title"]),
        words: words_of(w, one["overall"].as_str().unwrap_or_default()),
        verdict: text_of(&one["overall"]),
        laws: texts_of(&one["verdicts"])
            .into_iter()
            .filter(|text| !text.contains("not_reached"))
            .map(|text| w.with_verdicts(&text))
            .collect(),
        quarrels: list("quarrels").map(|one| quarrel(w, one)).collect(),
        settles: texts_of(&one["settles"])
            .into_iter()
            .map(|text| w.with_verdicts(&facts::in_text(w, &text)))
            .collect(),
        steps: list("steps")
            .map(|one| Step {
                said: text_of(&one["statement"]),
                words: words_of(w, one["overall"].as_str().unwrap_or_default()),
                verdict: text_of(&one["overall"]),
                moves: one["changes"] == true,
            })
            .collect(),
    }
}

fn quarrel(w: Words, one: &Value) -> Quarrel {
    let fact = text_of(&one["fact"]);
    let value = |value: &Value| facts::value(w, &fact, &text_of(value));
    let question = super::inputs::definition(&fact)
        .map(|fact| w.pick(fact.question_en, fact.question_zh).to_owned());
    Quarrel {
        question,
        matters: one["matters"] == true,
        sides: one["sides"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|side| Side {
                is: value(&side["is"]),
                origins: side["independent_origins"].as_u64().unwrap_or(0),
                said: texts_of(&side["statements"]),
                gives: words_of(w, side["gives"].as_str().unwrap_or_default()),
                verdict: text_of(&side["gives"]),
            })
            .collect(),
        fact,
    }
}

/// A case file was changed.
pub(super) async fn act(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    let bytes = match whole(request.into_body(), service.config.body_max).await {
        Ok(bytes) => bytes,
        Err(problem) => return trouble(reader, Section::Case, &problem),
    };
    let written = Written(form_pairs(&bytes));
    let text = written.raw("case").replace("\r\n", "\n");
    worked(&service, reader, Section::Case, || {
        let mut kept = match service.cases.find(who.owner, &id) {
            Ok(kept) => kept,
            Err(problem) => return trouble(reader, Section::Case, &problem),
        };
        if service.accounts.is_some() && kept.is_the_demonstration() {
            let problem = Problem::new("forbidden", "the demonstration is changed by nobody");
            return trouble(reader, Section::Case, &problem);
        }
        match service.cases.put(&mut kept, CASE, text.as_bytes()) {
            Ok(()) => see_other(&format!("/case/{}", kept.id)),
            Err(problem) => {
                let status = problem.status();
                match shown(&service, reader, &who, kept, Some((text, problem))) {
                    Ok(template) => page_with(status, &template),
                    Err(problem) => trouble(reader, Section::Case, &problem),
                }
            }
        }
    })
    .await
}

/// A file of a case, as it lies there.
pub(super) async fn file(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    let text = service
        .cases
        .find(who.owner, &id)
        .and_then(|kept| service.cases.text(&kept.id, &name));
    match text {
        Ok(text) => tagged(&headers, &short_hash(&text), || {
            download("text/plain; charset=utf-8", &name, text)
        }),
        Err(problem) => trouble(reader, Section::Case, &problem),
    }
}
