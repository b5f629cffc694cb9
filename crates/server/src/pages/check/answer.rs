//! The answer: verdicts, what would decide them, and what answers moved.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::response::Response;
use exeat_determine::outcome::{JurisdictionVerdict, Question};
use exeat_determine::{Determination, Verdict};
use exeat_documents::set_answer;
use exeat_law::time;
use exeat_report::interview::Open;
use exeat_report::{Besides, HtmlBody, HtmlOptions, Svg, TimelineOptions, interview};
use exeat_value::Day;

use super::{FieldView, Matter, Start};
use crate::on_file::Held;
use crate::pages::facts;
use crate::pages::form::{Form, Written, refusal};
use crate::pages::frame::{Frame, Reader, Section, page, page_with};
use crate::pages::inputs::Field;
use crate::pages::words::Words;
use crate::problem::Mistake;
use crate::service::{Determined, Service};
use crate::share::Shared;

/// So many questions are asked at once; the rest follow when these are answered.
const QUESTIONS_MAX: usize = 6;

/// A question, and where its answer goes.
struct Asking {
    field: Field,
    number: usize,
    line: u32,
    of: Option<String>,
    contested: bool,
    settles: Vec<String>,
}

/// A verdict of one law, in short.
struct Short {
    jurisdiction: String,
    verdict: Verdict,
    words: String,
}

#[derive(Template)]
#[template(path = "answer.html")]
struct Answer {
    frame: Frame,
    document: String,
    on: String,
    body: HtmlBody,
    shorts: Vec<Short>,
    answered: bool,
    moves: Vec<String>,
    refused: Vec<String>,
    questions: Vec<Asking>,
    more: bool,
    /// Whether the verdict is open.
    is_open: bool,
    /// Whether so much is open that the questions settle nothing alone.
    is_wide: bool,
    /// The signed file that was opened, and whether the answer is still the same.
    shared: Option<(Shared, bool)>,
    beyond: Vec<String>,
}

impl Answer {
    fn field<'a>(&self, field: &'a Field) -> FieldView<'a> {
        FieldView {
            w: self.frame.w,
            field,
        }
    }
}

/// Writes the answers into the document, determines it, and makes the page.
pub(super) fn answer(
    service: &Service,
    reader: Reader,
    mut matter: Matter,
    written: &Written,
    back: &str,
) -> Response {
    let w = reader.words;
    let mut refused = Vec::new();
    let mut before = None;
    let answers = answers(written);
    if !answers.is_empty() {
        before = matter.determine(service, false).ok();
        for one in &answers {
            match set_answer(
                &matter.text,
                matter.format,
                &one.path,
                one.line,
                &one.answer,
            ) {
                Ok(answered) => matter.text = answered,
                Err(error) => {
                    let what = facts::asked(w, &one.path);
                    refused.push(format!("{what}{}{}", w.colon(), refusal(w, &error)));
                }
            }
        }
    }
    let Determined {
        determination,
        sifted,
        licences,
    } = match matter.determine(service, true) {
        Ok(determined) => determined,
        Err(problem) => {
            let mut start = Start::new(reader, Form::new(w, &Written::default()), false);
            let mut errors = problem.errors.clone();
            if errors.is_empty() {
                errors.push(Mistake {
                    code: String::new(),
                    line: 1,
                    message: problem.detail.clone(),
                    expected: String::new(),
                    mend: problem.help.clone().unwrap_or_default(),
                });
            }
            start.document = Some((matter.text, errors));
            return page_with(problem.status(), &start);
        }
    };
    let open = interview::open(&determination, &BTreeSet::new());
    let questions: Vec<Asking> = open
        .iter()
        .take(QUESTIONS_MAX)
        .enumerate()
        .filter_map(|(number, one)| asking(service, w, number, one))
        .collect();
    let is_open = determination.overall == Verdict::Undetermined;
    let is_wide = questions.is_empty() && is_open;
    let questions = if is_wide {
        asked_most(w, &determination)
    } else {
        questions
    };
    let page_title = determination.title.clone();
    let on_file = licences.as_ref().map(Held::told);
    let body = exeat_report::html_body_screened(
        &determination,
        Besides {
            screening: Some(&service.screened(&sifted)),
            licences: on_file.as_ref(),
        },
        &HtmlOptions {
            language: w.0,
            ..HtmlOptions::default()
        },
        &timelines(service, w, &determination, matter.known_at),
    );
    page(&Answer {
        frame: Frame::new(reader, Section::Check, page_title, back),
        on: matter.on.map(|day| day.to_string()).unwrap_or_default(),
        shorts: shorts(service, w, &determination),
        answered: before.is_some(),
        moves: before
            .map(|before| moves(w, &before.determination, &determination))
            .unwrap_or_default(),
        refused,
        more: open.len() > questions.len(),
        is_open,
        is_wide,
        shared: matter.shared.map(|shared| {
            let same = shared.id == determination.id;
            (shared, same)
        }),
        questions,
        beyond: interview::beyond_the_document(&determination)
            .into_iter()
            .map(|question| in_language(w, question))
            .collect(),
        body,
        document: matter.text,
    })
}

/// An answer that somebody gave in place.
struct Given {
    path: String,
    line: Option<u32>,
    answer: String,
}

/// The answers that were given in place, each with where it goes.
fn answers(written: &Written) -> Vec<Given> {
    (0..64)
        .filter_map(|number| {
            let path = written.one(&format!("path-{number}"));
            let answer = written.all(&format!("answer-{number}")).join(", ");
            (!path.is_empty() && !answer.is_empty()).then(|| Given {
                path: path.to_owned(),
                line: written.one(&format!("line-{number}")).parse().ok(),
                answer,
            })
        })
        .collect()
}

fn asking(service: &Service, w: Words, number: usize, open: &Open) -> Option<Asking> {
    let path = open.path();
    let field = Field::new(w, &format!("answer-{number}"), &path, &[])?;
    let settles = open
        .settles
        .iter()
        .map(|(law, is, verdict)| {
            let law = jurisdiction_name(service, w, law);
            let said = exeat_report::answer_in_words(
                w.0,
                &open.question.fact,
                open.question.of.as_deref(),
                is,
            )
            .unwrap_or_else(|| is.clone());
            w.pick(
                &format!("{law}: if {said}, then {}", w.verdict(*verdict)),
                &format!("{law}：若{said}，则{}", w.verdict(*verdict)),
            )
            .to_owned()
        })
        .collect();
    let label = in_language(w, &open.question);
    Some(Asking {
        field: Field { label, ..field },
        number,
        line: open.line,
        of: of(w, open),
        contested: open.question.contested,
        settles,
    })
}

/// Of what it asks, where the question does not say it.
fn of(w: Words, open: &Open) -> Option<String> {
    match (&open.question.of, &open.item) {
        (None, Some(item)) if w.is_chinese() && open.question.fact.starts_with("item.") => {
            Some(format!("行项{}，{item}", open.line))
        }
        _ => open.of(),
    }
}

/// The facts that are asked for most often, where no few answers settle the verdict.
fn asked_most(w: Words, determination: &Determination) -> Vec<Asking> {
    let mut questions: Vec<Asking> = Vec::new();
    for one in crate::pages::wide::asked(determination) {
        let number = questions.len();
        if number >= QUESTIONS_MAX {
            break;
        }
        if questions.iter().any(|other| other.field.path == one.path) {
            continue;
        }
        if let Some(field) = Field::new(w, &format!("answer-{number}"), &one.path, &[]) {
            questions.push(Asking {
                field,
                number,
                line: one.line,
                of: one.of,
                contested: false,
                settles: Vec::new(),
            });
        }
    }
    questions
}

fn in_language(w: Words, question: &Question) -> String {
    match (&question.question_zh, w.is_chinese()) {
        (Some(chinese), true) => chinese.clone(),
        _ => question.question.clone(),
    }
}

pub(super) fn jurisdiction_name(service: &Service, w: Words, code: &str) -> String {
    match service.rulebook.find_jurisdiction(code) {
        Some(id) => {
            exeat_report::lawbook::pick(&service.rulebook.jurisdiction(id).name, w.0).to_owned()
        }
        None => code.to_owned(),
    }
}

/// The worst verdict of each law, the worst first; laws that do not reach it are left out unless all do.
fn shorts(service: &Service, w: Words, determination: &Determination) -> Vec<Short> {
    let mut worst: BTreeMap<&str, &JurisdictionVerdict> = BTreeMap::new();
    for verdict in determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
    {
        let known = worst.entry(&verdict.jurisdiction).or_insert(verdict);
        if verdict.verdict > known.verdict {
            *known = verdict;
        }
    }
    let mut shorts: Vec<Short> = worst
        .into_iter()
        .map(|(code, verdict)| Short {
            jurisdiction: jurisdiction_name(service, w, code),
            verdict: verdict.verdict,
            words: in_words(w, verdict),
        })
        .collect();
    shorts.sort_by_key(|one| std::cmp::Reverse(one.verdict));
    shorts
}

/// A verdict in words, an open one with what remains possible.
fn in_words(w: Words, verdict: &JurisdictionVerdict) -> String {
    if verdict.verdict != Verdict::Undetermined || verdict.possible.is_empty() {
        return w.verdict(verdict.verdict).to_owned();
    }
    let possible: Vec<&str> = verdict.possible.iter().map(|&one| w.verdict(one)).collect();
    match w.is_chinese() {
        true => possible.join("或"),
        false => possible.join(" or "),
    }
}

/// What moved from one determination to the next, in lines.
fn moves(w: Words, before: &Determination, after: &Determination) -> Vec<String> {
    let several = after.lines.len() > 1;
    let mut moves = Vec::new();
    for (old, new) in before.lines.iter().zip(&after.lines) {
        for (was, is) in old.verdicts.iter().zip(new.verdicts.iter()) {
            if (was.verdict, &was.possible) == (is.verdict, &is.possible) {
                continue;
            }
            let place = if several {
                format!("{} {}, {}", w.line(), new.line, is.jurisdiction)
            } else {
                is.jurisdiction.clone()
            };
            moves.push(format!(
                "{place}{}{} → {}",
                w.colon(),
                in_words(w, was),
                in_words(w, is)
            ));
        }
    }
    moves
}

/// The timelines of what the answer turns on.
pub(super) fn timelines(
    service: &Service,
    w: Words,
    determination: &Determination,
    known_at: Day,
) -> Vec<Svg> {
    let provisions = exeat_report::deciding_provisions(&service.rulebook, determination);
    if provisions.is_empty() {
        return Vec::new();
    }
    let timeline = time::timeline(&service.rulebook, &provisions, known_at);
    let options = TimelineOptions {
        language: w.0,
        marks: vec![(
            determination.event_date,
            w.pick("event date", "行为日").to_owned(),
        )],
        ..TimelineOptions::default()
    };
    vec![exeat_report::timeline_svg(
        &service.rulebook,
        &timeline,
        &options,
    )]
}
