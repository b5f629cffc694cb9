//! *May it leave?*: the form, the drop zone, and the answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{FromRequest as _, Multipart, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use exeat_determine::outcome::{JurisdictionVerdict, Question};
use exeat_determine::{CaseWorld, Determination, Verdict, Verdicts};
use exeat_documents::{Format, set_answer};
use exeat_facts::{Case, Line};
use exeat_law::model::JurisdictionId;
use exeat_law::time::{self, Timed};
use exeat_report::interview::{self, Open};
use exeat_report::{Besides, HtmlBody, HtmlOptions, Svg, TimelineOptions};
use exeat_value::Day;
use serde::Deserialize;

use super::form::{Form, Written, refusal};
use super::frame::{Frame, Reader, Section, page, page_with};
use super::inputs::{Control, Field};
use super::trouble;
use super::words::Words;
use crate::access::Principal;
use crate::api::{content_type, text_of, whole};
use crate::on_file::Held;
use crate::problem::{Mistake, Problem};
use crate::service::{Asked, Determined, Licences, Service};
use crate::share::Shared;

/// So many questions are asked at once; the rest follow when these are answered.
const QUESTIONS_MAX: usize = 6;
/// So many stretches of days are shown.
const STRETCHES_MAX: usize = 40;
/// Days before and after the event that are looked at.
const DAYS_AROUND: u32 = 800;

/// The examples: their word in the address, and their text.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "consignment",
        include_str!("../../../../examples/pakistan-samples/consignment.toml"),
    ),
    (
        "box",
        include_str!("../../../../examples/pakistan-samples/box.toml"),
    ),
    (
        "magnet-today",
        include_str!("../../../../examples/pakistan-samples/magnet-today.toml"),
    ),
];

#[derive(Template)]
#[template(path = "field.html")]
struct FieldView<'a> {
    w: Words,
    field: &'a Field,
}

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    form: Form,
    /// Whether something that was written could not be taken.
    wrong: bool,
    /// A document with mistakes, and those.
    document: Option<(String, Vec<Mistake>)>,
    examples: Vec<(&'static str, &'static str, &'static str)>,
}

impl Start {
    fn new(reader: Reader, form: Form, wrong: bool) -> Self {
        let w = reader.words;
        Self {
            frame: Frame::new(reader, Section::Check, w.check_title(), "/"),
            form,
            wrong,
            document: None,
            examples: vec![
                (
                    "consignment",
                    w.example_consignment(),
                    w.example_consignment_lead(),
                ),
                ("box", w.example_box(), w.example_box_lead()),
                (
                    "magnet-today",
                    w.example_magnet_today(),
                    w.example_magnet_today_lead(),
                ),
            ],
        }
    }

    fn field<'a>(&self, field: &'a Field) -> FieldView<'a> {
        FieldView {
            w: self.frame.w,
            field,
        }
    }
}

/// The first page: the form, a place for a file, and examples.
pub(super) async fn start(reader: Reader) -> Response {
    let form = Form::new(reader.words, &Written::default());
    page(&Start::new(reader, form, false))
}

/// Which example, and from which day it is looked at.
#[derive(Debug, Deserialize)]
pub(super) struct Example {
    #[serde(default)]
    example: String,
    on: Option<Day>,
}

/// The answer to an example: an address that can be shared.
pub(super) async fn example(
    State(service): State<Arc<Service>>,
    reader: Reader,
    who: Option<Extension<Principal>>,
    Query(asked): Query<Example>,
) -> Response {
    let Some((name, text)) = EXAMPLES.iter().find(|(name, _)| *name == asked.example) else {
        return start(reader).await;
    };
    let mut request = Matter::new(&service, reader, (*text).to_owned());
    request.on = asked.on;
    request.who = who.map(|Extension(who)| who);
    let back = match asked.on {
        Some(on) => format!("/check?example={name}&on={on}"),
        None => format!("/check?example={name}"),
    };
    tokio::task::block_in_place(|| answer(&service, reader, request, &Written::default(), &back))
}

/// What is to be answered.
struct Matter {
    text: String,
    format: Format,
    on: Option<Day>,
    known_at: Day,
    own: bool,
    /// Whose licences are held against what needs one.
    who: Option<Principal>,
    /// The signed file that it came in.
    shared: Option<Shared>,
}

impl Matter {
    /// What a signed file holds, looked at from the day of its answer.
    fn of_shared(service: &Service, reader: Reader, shared: Shared) -> Self {
        let mut matter = Self::new(service, reader, shared.document.clone());
        if let Some(day) = shared.known_at {
            matter.known_at = day;
        }
        matter.shared = Some(shared);
        matter
    }

    fn new(service: &Service, reader: Reader, text: String) -> Self {
        let format = if text.trim_start().starts_with('{') {
            Format::Json
        } else {
            Format::Toml
        };
        Self {
            text,
            format,
            on: None,
            known_at: service.today(),
            own: reader.own,
            who: None,
            shared: None,
        }
    }

    fn asked(&self, proof: bool) -> Asked {
        Asked {
            on: self.on,
            law_date: None,
            known_at: self.known_at,
            jurisdictions: Vec::new(),
            proof,
            screening: true,
            own: self.own,
            // Without the proof nobody knows which entries a licence has to name.
            licences: match proof {
                true => Licences::Of(self.who.clone()),
                false => Licences::Not,
            },
        }
    }

    fn case(&self) -> Result<Case, Problem> {
        let outcome = exeat_documents::read(&self.text, self.format);
        outcome
            .case
            .ok_or_else(|| Problem::document(&self.text, &outcome.diagnostics))
    }

    fn determine(&self, service: &Service, proof: bool) -> Result<Determined, Problem> {
        service.determine(&mut self.case()?, &self.asked(proof))
    }
}

/// What a form sent, whichever way it did.
pub(super) async fn written(service: &Service, request: Request) -> Result<Written, Problem> {
    if content_type(request.headers()) == "multipart/form-data" {
        let wrong = |text: String| Problem::new("bad-request", text);
        let mut parts = Multipart::from_request(request, &())
            .await
            .map_err(|error| wrong(error.body_text()))?;
        let mut pairs = Vec::new();
        while let Some(part) = parts
            .next_field()
            .await
            .map_err(|error| wrong(error.body_text()))?
        {
            let name = part.name().unwrap_or_default().to_owned();
            let bytes = part
                .bytes()
                .await
                .map_err(|error| wrong(error.body_text()))?;
            pairs.push((name, text_of(bytes)?));
        }
        return Ok(Written(pairs));
    }
    let bytes = whole(request.into_body(), service.config.body_max).await?;
    Ok(Written(super::form_pairs(&bytes)))
}

/// A form or a document came: answers it.
pub(super) async fn check(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let who = request.extensions().get::<Principal>().cloned();
    let written = match written(&service, request).await {
        Ok(written) => written,
        Err(problem) => return trouble(reader, Section::Check, &problem),
    };
    tokio::task::block_in_place(|| {
        let given = [written.one("file"), written.one("document")]
            .into_iter()
            .find(|text| !text.is_empty());
        let mut matter = match given {
            Some(text) => {
                // A browser sends the line ends of its own.
                match crate::share::opened(&service.data, text) {
                    Some(Ok(shared)) => Matter::of_shared(&service, reader, shared),
                    Some(Err(problem)) => return trouble(reader, Section::Check, &problem),
                    None => {
                        let text = text.replace("\r\n", "\n");
                        let mut matter = Matter::new(&service, reader, text);
                        matter.on = written.one("on").parse().ok();
                        matter
                    }
                }
            }
            None if written.one("guided").is_empty() => {
                let form = Form::new(reader.words, &written);
                return page(&Start::new(reader, form, false));
            }
            None => {
                let form = Form::new(reader.words, &written);
                match form.document(reader.words, &written) {
                    Ok(text) => Matter::new(&service, reader, text),
                    Err(form) => {
                        return page_with(
                            StatusCode::UNPROCESSABLE_ENTITY,
                            &Start::new(reader, *form, true),
                        );
                    }
                }
            }
        };
        matter.who = who;
        answer(&service, reader, matter, &written, "/")
    })
}

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
fn answer(
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
                    refused.push(format!("{}{}{}", one.path, w.colon(), refusal(w, &error)))
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
            screening: Some(&sifted.told),
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
            w.pick(
                &format!("{law}: if it {is}, then {}", w.verdict(*verdict)),
                &format!("{law}：若 {is}，则{}", w.verdict(*verdict)),
            )
            .to_owned()
        })
        .collect();
    let label = in_language(w, &open.question);
    Some(Asking {
        field: Field { label, ..field },
        number,
        line: open.line,
        of: open.of(),
        contested: open.question.contested,
        settles,
    })
}

/// The facts that are asked for most often, where no few answers settle the verdict.
fn asked_most(w: Words, determination: &Determination) -> Vec<Asking> {
    let mut questions: Vec<Asking> = Vec::new();
    for one in super::wide::asked(determination) {
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

fn jurisdiction_name(service: &Service, w: Words, code: &str) -> String {
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
    for verdict in determination.lines.iter().flat_map(|line| &line.verdicts) {
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
        for (was, is) in old.verdicts.iter().zip(&new.verdicts) {
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
fn timelines(
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

/// A stretch of days with one verdict.
struct Stretch {
    from: Day,
    through: Option<Day>,
    verdict: Verdict,
    words: &'static str,
    here: bool,
    /// Where it lies in the picture, in thousandths.
    left: i64,
    width: i64,
}

#[derive(Template)]
#[template(path = "dates.html")]
struct Dates {
    w: Words,
    stretches: Vec<Stretch>,
    document: String,
    event: Day,
    at: i64,
}

/// The verdict on other days, as a part of the page.
pub(super) async fn dates(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let written = match written(&service, request).await {
        Ok(written) => written,
        Err(problem) => return trouble(reader, Section::Check, &problem),
    };
    let mut matter = Matter::new(
        &service,
        reader,
        written.one("document").replace("\r\n", "\n"),
    );
    matter.on = written.one("on").parse().ok();
    let part = written.one("part") == "yes";
    tokio::task::block_in_place(|| match other_dates(&service, reader.words, matter) {
        Ok(dates) if part => match dates.render() {
            Ok(text) => Html(text).into_response(),
            Err(error) => Problem::new("internal", error.to_string()).into_response(),
        },
        Ok(dates) => {
            let body = dates.render().unwrap_or_default();
            page(&Wrapped {
                frame: Frame::new(reader, Section::Check, reader.words.other_dates(), "/"),
                body,
            })
        }
        Err(problem) if part => problem.into_response(),
        Err(problem) => trouble(reader, Section::Check, &problem),
    })
}

/// A part of a page as a page.
#[derive(Template)]
#[template(path = "wrapped.html")]
struct Wrapped {
    frame: Frame,
    body: String,
}

fn other_dates(service: &Service, w: Words, matter: Matter) -> Result<Dates, Problem> {
    let case = matter.case()?;
    let mut own = case.clone();
    let event = exeat_documents::event_date(&mut own, matter.on)
        .map_err(|error| Problem::new("no-event-date", error.to_string()))?
        .day;
    let asked = matter.asked(false);
    let determination = service.determine(&mut own, &asked)?.determination;
    let reached: Vec<&str> = determination
        .lines
        .iter()
        .flat_map(|line| &line.verdicts)
        .filter(|verdict| verdict.verdict != Verdict::NotReached)
        .map(|verdict| verdict.jurisdiction.as_str())
        .collect();
    let rulebook = &service.rulebook;
    let first = back_days(event, DAYS_AROUND);
    let last = event.plus_days(DAYS_AROUND).unwrap_or(event);
    let mut days: BTreeSet<Day> = rulebook
        .provision_ids()
        .filter(|(_, provision)| {
            let of = rulebook.instrument(provision.instrument).jurisdiction;
            reached.contains(&rulebook.jurisdiction(of).code.as_str())
        })
        .flat_map(|(id, _)| time::turning_days(rulebook, Timed::Provision(id), matter.known_at))
        .filter(|day| *day > first && *day <= last)
        .collect();
    days.insert(first);
    // The nearest to the event, where there are too many.
    let mut days: Vec<Day> = days.into_iter().collect();
    while days.len() > STRETCHES_MAX {
        let far = |day: &Day| (day.days_since_epoch() - event.days_since_epoch()).abs();
        if days.first().map(far) > days.last().map(far) {
            days.remove(0);
        } else {
            days.pop();
        }
    }
    let mut stretches: Vec<(Day, Verdict, Vec<Verdict>)> = Vec::new();
    // A law that nobody looked at leaves the whole open on every day alike.
    let worst = |each: &[Verdict]| each.iter().copied().max().unwrap_or(Verdict::Undetermined);
    let raised = determination
        .lines
        .iter()
        .flat_map(|line| &line.verdicts)
        .map(|one| one.verdict)
        .max()
        .is_some_and(|worst| worst < determination.overall);
    for day in days {
        let mut on_that_day = case.clone();
        exeat_documents::event_date(&mut on_that_day, Some(day))
            .map_err(|error| Problem::new("no-event-date", error.to_string()))?;
        service.sift(&mut on_that_day, day, &asked)?;
        let each = verdicts_on(service, &on_that_day, day, matter.known_at);
        let overall = match worst(&each) {
            worst if raised && worst < Verdict::LicenceRequired => Verdict::Undetermined,
            worst => worst,
        };
        if stretches.last().is_none_or(|(_, _, last)| *last != each) {
            stretches.push((day, overall, each));
        }
    }
    let begin = stretches.first().map_or(first, |(day, ..)| *day);
    let place = |day: Day| {
        let all = i64::from(last.days_since_epoch() - begin.days_since_epoch()).max(1);
        i64::from(day.days_since_epoch() - begin.days_since_epoch()) * 1000 / all
    };
    let ends: Vec<Option<Day>> = stretches
        .iter()
        .skip(1)
        .map(|(day, ..)| Some(*day))
        .chain([None])
        .collect();
    let stretches = stretches
        .iter()
        .zip(ends)
        .map(|((from, verdict, _), until)| Stretch {
            from: *from,
            through: until.map(Day::previous),
            verdict: *verdict,
            words: w.verdict(*verdict),
            here: *from <= event && until.is_none_or(|until| event < until),
            left: place(*from),
            width: until.map_or(1000, place) - place(*from),
        })
        .collect();
    Ok(Dates {
        w,
        stretches,
        document: matter.text,
        event,
        at: place(event),
    })
}

/// The verdict of each line under each law on a day, without anything besides.
fn verdicts_on(service: &Service, case: &Case, day: Day, known_at: Day) -> Vec<Verdict> {
    let law = service.law(day, known_at);
    let mut verdicts = Verdicts::new(&law);
    let world = CaseWorld::new(case, service.rulebook.vocabulary);
    let mut each = Vec::new();
    for jurisdiction in (0..service.rulebook.jurisdictions.len()).map(JurisdictionId::at) {
        let of_line = |line: &Line| verdicts.of(&world, jurisdiction, line.item.0).verdict();
        each.extend(case.lines.iter().map(of_line));
    }
    each
}

fn back_days(day: Day, count: u32) -> Day {
    (0..count).fold(day, |day, _| day.previous())
}

/// The document as a file.
pub(super) async fn document(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    match written(&service, request).await {
        Ok(written) => {
            let text = written.one("document").replace("\r\n", "\n");
            let matter = Matter::new(&service, reader, text);
            match matter.format {
                Format::Json => file("application/json", "shipment.json", matter.text),
                Format::Toml => file("application/toml", "shipment.toml", matter.text + "\n"),
            }
        }
        Err(problem) => trouble(reader, Section::Check, &problem),
    }
}

/// The record as a file, byte for byte as the command writes it.
pub(super) async fn record(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    determined(&service, reader, request, |determined, _| {
        file("application/json", "determination.json", determined.json())
    })
    .await
}

/// The document and the record as a signed file.
pub(super) async fn share(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let written = match written(&service, request).await {
        Ok(written) => written,
        Err(problem) => return trouble(reader, Section::Check, &problem),
    };
    let made = tokio::task::block_in_place(|| {
        let text = written.one("document").replace("\r\n", "\n");
        let mut matter = Matter::new(&service, reader, text);
        matter.on = written.one("on").parse().ok();
        // What others are given does not say which licences we hold.
        let determined = Determined {
            licences: None,
            ..matter.determine(&service, true)?
        };
        crate::share::signed(&service.data, &matter.text, &determined.value())
    });
    match made {
        Ok(text) => file("application/json", "answer.exeat.json", text),
        Err(problem) => trouble(reader, Section::Check, &problem),
    }
}

/// The report as one page that needs nothing else.
pub(super) async fn report(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let state = Arc::clone(&service);
    determined(&service, reader, request, move |determined, known_at| {
        let w = reader.words;
        let options = HtmlOptions {
            language: w.0,
            ..HtmlOptions::default()
        };
        let determination = &determined.determination;
        let pictures = timelines(&state, w, determination, known_at);
        file(
            "text/html; charset=utf-8",
            "report.html",
            exeat_report::html_screened(
                determination,
                Besides {
                    screening: Some(&determined.sifted.told),
                    licences: determined.licences.as_ref().map(Held::told).as_ref(),
                },
                &options,
                &pictures,
            ),
        )
    })
    .await
}

async fn determined(
    service: &Service,
    reader: Reader,
    request: Request,
    answer: impl FnOnce(&Determined, Day) -> Response,
) -> Response {
    let who = request.extensions().get::<Principal>().cloned();
    let written = match written(service, request).await {
        Ok(written) => written,
        Err(problem) => return trouble(reader, Section::Check, &problem),
    };
    tokio::task::block_in_place(|| {
        let mut matter = Matter::new(
            service,
            reader,
            written.one("document").replace("\r\n", "\n"),
        );
        matter.who = who;
        matter.on = written.one("on").parse().ok();
        match matter.determine(service, true) {
            Ok(determined) => answer(&determined, matter.known_at),
            Err(problem) => trouble(reader, Section::Check, &problem),
        }
    })
}

/// The commented document to begin with.
pub(super) async fn template() -> Response {
    file(
        "application/toml",
        "shipment.toml",
        exeat_documents::template().to_owned(),
    )
}

pub(super) fn file(kind: &'static str, name: &str, text: String) -> Response {
    let mut response = (StatusCode::OK, text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
