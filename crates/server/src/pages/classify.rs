//! *Classify*: words or a data sheet in, candidates with thresholds met and missed out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, Query, State};
use axum::response::Response;
use exeat_classify::{Candidate, Classification, Standing};
use exeat_facts::Vocabulary;
use exeat_report::lawbook;
use exeat_value::Truth;
use serde::Deserialize;

use super::facts;
use super::frame::{Frame, Reader, Section, encoded, page};
use super::trouble;
use super::words::Words;
use crate::api::classifications::{of_case, of_words};
use crate::api::text_of;
use crate::problem::Problem;
use crate::service::Service;

/// Candidates of each jurisdiction that are shown.
const SHOWN_MAX: usize = 6;

/// A description.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Described {
    #[serde(default)]
    words: String,
}

struct LimbView {
    mark: &'static str,
    class: &'static str,
    label: Option<String>,
    says: String,
    detail: Option<String>,
}

struct CandidateView {
    code: String,
    title: String,
    instrument: Option<String>,
    state: Option<String>,
    standing: &'static str,
    class: &'static str,
    limbs: Vec<LimbView>,
}

struct InView {
    name: String,
    held: usize,
    candidates: Vec<CandidateView>,
    others: Vec<CandidateView>,
    /// What the law leaves open about such goods.
    unsettled: Vec<String>,
}

struct FoundView {
    subject: String,
    taken: Vec<(String, String, Option<String>)>,
    unread: Vec<String>,
    recognised: bool,
    jurisdictions: Vec<InView>,
}

#[derive(Template)]
#[template(path = "classify.html")]
struct Page {
    frame: Frame,
    words: String,
    found: Vec<FoundView>,
}

/// The form, and where something is described, what was found.
pub(super) async fn classify(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Query(described): Query<Described>,
) -> Response {
    let words = described.words.trim().to_owned();
    let back = format!("/classify?words={}", encoded(&words));
    let found = if words.is_empty() {
        Ok(Vec::new())
    } else {
        service
            .work
            .here(|| {
                let ready = service.classifier()?;
                Ok(vec![view(
                    &service,
                    reader.words,
                    &of_words(&ready, &words)?,
                )])
            })
            .await
    };
    shown(reader, words, &back, found)
}

/// A data sheet or a document as a file.
pub(super) async fn classify_file(
    State(service): State<Arc<Service>>,
    reader: Reader,
    mut parts: Multipart,
) -> Response {
    let mut text = String::new();
    let mut name = String::new();
    loop {
        match parts.next_field().await {
            Ok(Some(part)) => {
                let own = part.file_name().unwrap_or_default().to_owned();
                let read = match part.bytes().await {
                    Ok(bytes) => text_of(bytes),
                    Err(error) => Err(Problem::new("bad-request", error.body_text())),
                };
                match read {
                    Ok(one) if !one.trim().is_empty() => (text, name) = (one, own),
                    Ok(_) => {}
                    Err(problem) => return trouble(reader, Section::Classify, &problem),
                }
            }
            Ok(None) => break,
            Err(error) => {
                let problem = Problem::new("bad-request", error.body_text());
                return trouble(reader, Section::Classify, &problem);
            }
        }
    }
    let found = service
        .work
        .here(|| {
            let ready = service.classifier()?;
            let lower = name.to_ascii_lowercase();
            let all = if lower.ends_with(".toml") || lower.ends_with(".json") {
                let outcome =
                    exeat_documents::read(&text, exeat_documents::Format::of_name(&lower));
                match outcome.case {
                    Some(case) => of_case(&ready, &case)?,
                    None => return Err(Problem::document(&text, &outcome.diagnostics)),
                }
            } else {
                vec![of_words(&ready, text.trim())?]
            };
            Ok(all
                .iter()
                .map(|one| view(&service, reader.words, one))
                .collect())
        })
        .await;
    shown(reader, String::new(), "/classify", found)
}

fn shown(
    reader: Reader,
    words: String,
    back: &str,
    found: Result<Vec<FoundView>, Problem>,
) -> Response {
    match found {
        Ok(found) => page(&Page {
            frame: Frame::new(
                reader,
                Section::Classify,
                reader.words.classify_title(),
                back,
            ),
            words,
            found,
        }),
        Err(problem) => trouble(reader, Section::Classify, &problem),
    }
}

fn view(service: &Service, w: Words, found: &Classification) -> FoundView {
    let vocabulary = service.rulebook.vocabulary;
    FoundView {
        subject: found.subject.clone(),
        taken: found
            .taken
            .iter()
            .map(|one| {
                let fact = vocabulary.get(one.fact);
                (
                    w.pick(fact.phrase_en, fact.phrase_zh).to_owned(),
                    facts::value_of(w, fact, &one.stated),
                    one.words.clone(),
                )
            })
            .collect(),
        unread: found.unread.clone(),
        recognised: found.is_recognised(vocabulary),
        jurisdictions: found
            .jurisdictions
            .iter()
            .map(|one| {
                let (fit, others): (Vec<_>, Vec<_>) = one
                    .candidates
                    .iter()
                    .filter(|one| one.standing > Standing::Rejected)
                    .partition(|one| {
                        one.standing > Standing::Words && one.standing != Standing::Missed
                    });
                let views = |all: Vec<&Candidate>| {
                    all.into_iter()
                        .take(SHOWN_MAX)
                        .map(|one| candidate(w, vocabulary, one))
                        .collect()
                };
                InView {
                    name: lawbook::pick(&one.name, w.0).to_owned(),
                    held: one.held,
                    candidates: views(fit),
                    others: views(others),
                    unsettled: one
                        .unsettled
                        .iter()
                        .map(|open| lawbook::pick(&open.question, w.0).to_owned())
                        .collect(),
                }
            })
            .collect(),
    }
}

fn candidate(w: Words, vocabulary: &Vocabulary, one: &Candidate) -> CandidateView {
    let (standing, class) = match one.standing {
        Standing::Met => (w.met(), "applies"),
        Standing::Open | Standing::OpenInName => (w.open(), "open"),
        Standing::Named => (w.named(), "open"),
        Standing::Conditional => (w.conditional(), "open"),
        Standing::NearlyMissed => (w.nearly(), "near"),
        Standing::Missed | Standing::Rejected => (w.missed(), "fails"),
        Standing::Words => (w.by_words(), "fails"),
    };
    let limbs = one
        .limbs
        .iter()
        .flat_map(exeat_classify::Limb::leaves)
        .map(|limb| {
            let (mark, class) = match limb.truth {
                Truth::True => (w.pick("holds", "成立"), "yes"),
                Truth::False => (w.pick("fails", "不成立"), "no"),
                Truth::Unknown => (w.open(), "maybe"),
            };
            let question = limb
                .fact
                .filter(|_| limb.truth == Truth::Unknown)
                .map(|fact| {
                    let fact = vocabulary.get(fact);
                    w.pick(fact.question_en, fact.question_zh).to_owned()
                });
            let missed = limb
                .threshold
                .as_ref()
                .and_then(|threshold| threshold.missed_by.as_ref())
                .map(|by| format!("{} {by}", w.missed_by()));
            LimbView {
                mark,
                class,
                label: limb.label.clone(),
                says: lawbook::pick(&limb.says, w.0).to_owned(),
                detail: missed.or(question),
            }
        })
        .collect();
    CandidateView {
        code: one.code.clone(),
        title: lawbook::pick(&one.title, w.0).to_owned(),
        instrument: one.instrument.as_ref().map(|(name, _)| name.clone()),
        state: one.time.as_ref().map(lawbook::state),
        standing,
        class,
        limbs,
    }
}
