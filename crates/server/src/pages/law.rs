//! *Law*: instruments, provisions and their days, the picture of the timeline, the difference of two days, coverage.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use exeat_law::diff::{LawDiff, MeaningChange, Movement};
use exeat_law::model::{Effect, InstrumentId, JurisdictionId, ProvisionId};
use exeat_law::time;
use exeat_report::lawbook::{self, Named};
use exeat_report::{Svg, TimelineOptions};
use exeat_value::Day;
use serde::Deserialize;

use super::facts::{self, Condition};
use super::frame::{Frame, Reader, Section, encoded, page};
use super::trouble;
use super::words::Words;
use crate::api;
use crate::problem::Problem;
use crate::sent::see_other;
use crate::service::Service;

/// More provisions are not drawn in one picture.
const DRAWN_MAX: usize = 40;

/// The days that are asked for; a field that is left empty is none.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Days {
    #[serde(default)]
    on: String,
    #[serde(default)]
    known_at: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// A day that was written into a field; what is no day is told.
fn day(w: Words, text: &str, usual: Day) -> Result<Day, Problem> {
    if text.is_empty() {
        return Ok(usual);
    }
    text.parse().map_err(|_| {
        Problem::new(
            "bad-request",
            w.pick(
                &format!("`{text}` is no day; write one such as 2025-12-15"),
                &format!("“{text}”不是日期；请填写如 2025-12-15 的日期"),
            ),
        )
    })
}

struct JurisdictionRow {
    code: String,
    name: String,
    verified: Option<Day>,
    instruments: Vec<InstrumentRow>,
}

struct InstrumentRow {
    name: String,
    title: String,
    in_force: String,
    provisions: usize,
    verified: Option<Day>,
}

#[derive(Template)]
#[template(path = "law.html")]
struct Overview {
    frame: Frame,
    jurisdictions: Vec<JurisdictionRow>,
    today: Day,
    digest: String,
}

/// All instruments, by jurisdiction.
pub(super) async fn law(State(service): State<Arc<Service>>, reader: Reader) -> Response {
    let w = reader.words;
    let rulebook = &service.rulebook;
    let jurisdictions = (0..rulebook.jurisdictions.len())
        .map(JurisdictionId::at)
        .map(|id| {
            let one = rulebook.jurisdiction(id);
            JurisdictionRow {
                code: one.code.clone(),
                name: lawbook::pick(&one.name, w.0).to_owned(),
                verified: one.verified_through,
                instruments: lawbook::instruments_of(rulebook, id)
                    .map(|id| {
                        let one = rulebook.instrument(id);
                        InstrumentRow {
                            name: one.name.clone(),
                            title: lawbook::pick(&one.title, w.0).to_owned(),
                            in_force: lawbook::in_force(rulebook, one.in_force.as_ref()),
                            provisions: rulebook
                                .provisions
                                .iter()
                                .filter(|provision| provision.instrument == id)
                                .count(),
                            verified: one.verified_through,
                        }
                    })
                    .collect(),
            }
        })
        .collect();
    page(&Overview {
        frame: Frame::new(reader, Section::Law, w.law_title(), "/law"),
        jurisdictions,
        today: service.today(),
        digest: rulebook.digest.clone(),
    })
}

/// What somebody looks for.
#[derive(Debug, Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    name: String,
}

/// Goes to what has a name.
pub(super) async fn find(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Query(search): Query<Search>,
) -> Response {
    let name = search.name.trim();
    match api::law::find(&service, name) {
        Ok(_) => see_other(&format!("/law/{}", encoded(name))),
        Err(problem) => trouble(reader, Section::Law, &problem),
    }
}

struct ProvisionRow {
    kind: &'static str,
    name: String,
    full_name: String,
    effect: String,
    state: String,
    state_word: &'static str,
    cites: String,
}

struct Shown {
    kind: &'static str,
    name: String,
    title: String,
    instrument: Option<(String, String)>,
    sources: Vec<String>,
    notes: Vec<String>,
    facts: Vec<(&'static str, String)>,
    provisions: Vec<ProvisionRow>,
    entries: Vec<(String, String)>,
    readings: Vec<(String, String)>,
    picture: Option<Svg>,
    place: String,
    text: String,
}

#[derive(Template)]
#[template(path = "named.html")]
struct NamedPage {
    frame: Frame,
    shown: Vec<Shown>,
    path: String,
    on: Day,
    known_at: Day,
}

/// What has a name, with its days and its text.
pub(super) async fn named(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(name): Path<String>,
    Query(days): Query<Days>,
) -> Response {
    let w = reader.words;
    let made = || {
        let found = api::law::find(&service, &name)?;
        let known_at = day(w, &days.known_at, service.today())?;
        let on = day(w, &days.on, known_at)?;
        let shown = found
            .iter()
            .map(|&one| shown(&service, w, one, on, known_at))
            .collect();
        let path = format!("/law/{}", encoded(&name));
        Ok(NamedPage {
            frame: Frame::new(
                reader,
                Section::Law,
                name.clone(),
                format!("{path}?on={on}&known_at={known_at}"),
            ),
            shown,
            path,
            on,
            known_at,
        })
    };
    match service.work.here(made).await {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Law, &problem),
    }
}

fn shown(service: &Service, w: Words, named: Named, on: Day, known_at: Day) -> Shown {
    let rulebook = &*service.rulebook;
    let pick = |text| lawbook::pick(text, w.0).to_owned();
    let title = match named {
        Named::Jurisdiction(id) => pick(&rulebook.jurisdiction(id).name),
        Named::Instrument(id) => pick(&rulebook.instrument(id).title),
        Named::Entry(id) => pick(&rulebook.entry(id).title),
        Named::List(id) => pick(&rulebook.list(id).title),
        Named::Reading(id) => pick(&rulebook.reading(id).question),
        Named::Provision(id) => exeat_law::words::effect(&rulebook.provision(id).effect),
        Named::Define(_) | Named::Table(_) | Named::Calendar(_) | Named::Conflict(_) => {
            String::new()
        }
    };
    let mut facts = Vec::new();
    let mut notes = Vec::new();
    let mut sources = Vec::new();
    if let Named::Instrument(id) = named {
        let one = rulebook.instrument(id);
        let in_force = lawbook::in_force(rulebook, one.in_force.as_ref());
        if !in_force.is_empty() {
            facts.push((w.in_force(), in_force));
        }
        if let Some(day) = one.verified_through {
            facts.push((w.verified_through(), day.to_string()));
        }
        sources.clone_from(&one.sources);
        notes.extend(one.notes.iter().map(pick));
    }
    if let Named::Provision(id) = named {
        let one = rulebook.provision(id);
        let cites: Vec<String> = one.cites.iter().map(exeat_law::words::cite).collect();
        facts.push((w.cites(), cites.join("; ")));
        let state = time::time_state(rulebook, time::Timed::Provision(id), on, known_at);
        facts.push((
            w.state_on(),
            format!("{on}{}{}", w.colon(), lawbook::state(&state)),
        ));
        notes.extend(one.notes.iter().map(pick));
    }
    let instrument = match named {
        Named::Instrument(_) => None,
        other => other.instrument(rulebook).map(|id| {
            let one = rulebook.instrument(id);
            (one.name.clone(), pick(&one.title))
        }),
    };
    let inside = |id: InstrumentId| {
        lawbook::provisions(rulebook, id, on, known_at).map(|row| ProvisionRow {
            kind: row.kind,
            name: row.name.to_owned(),
            full_name: rulebook.full_name(rulebook.provision(row.id)),
            effect: row.effect,
            state: row.state,
            state_word: row.state_word,
            cites: row.cites.join("; "),
        })
    };
    let (provisions, entries, readings) = match named {
        Named::Instrument(id) => (
            inside(id).collect(),
            lawbook::entries(rulebook, id)
                .map(|one| (one.code.clone(), pick(&one.title)))
                .collect(),
            lawbook::readings(rulebook, id)
                .map(|one| (one.name.clone(), pick(&one.question)))
                .collect(),
        ),
        _ => (Vec::new(), Vec::new(), Vec::new()),
    };
    let mut drawn: Vec<ProvisionId> = match named {
        Named::Jurisdiction(_) => Vec::new(),
        other => other.provisions(rulebook),
    };
    drawn.truncate(DRAWN_MAX);
    let picture = (!drawn.is_empty()).then(|| {
        let timeline = time::timeline(rulebook, &drawn, known_at);
        let options = TimelineOptions {
            language: w.0,
            marks: vec![(on, w.day().to_owned())],
            ..TimelineOptions::default()
        };
        exeat_report::timeline_svg(rulebook, &timeline, &options)
    });
    let (place, text) = match named {
        // Its whole file; what stands in it is shown piece by piece.
        Named::Jurisdiction(_) => (String::new(), String::new()),
        other => other
            .place(rulebook)
            .map_or_else(Default::default, |place| {
                (
                    lawbook::At(rulebook, place).to_string(),
                    lawbook::source(rulebook, place).to_owned(),
                )
            }),
    };
    Shown {
        kind: named.kind(rulebook),
        name: named.name(rulebook),
        title,
        instrument,
        sources,
        notes,
        facts,
        provisions,
        entries,
        readings,
        picture,
        place,
        text,
    }
}

struct Meaning {
    movement: &'static str,
    caught: bool,
    provision: String,
    /// What the provision does.
    effect: String,
    /// The fewest conditions.
    first: Vec<Condition>,
    /// Other sets of conditions.
    others: Vec<Vec<Condition>>,
    /// A transaction that shows it.
    witness: Vec<Condition>,
    too_large: bool,
}

struct Compared {
    states: Vec<(String, String, String)>,
    limbs: Vec<(bool, String, String)>,
    meanings: Vec<Meaning>,
}

#[derive(Template)]
#[template(path = "diff.html")]
struct DiffPage {
    frame: Frame,
    from: Day,
    to: Day,
    known_at: Day,
    compared: Option<Compared>,
}

/// What the law of one day catches or frees that the law of another does not.
pub(super) async fn diff(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Query(days): Query<Days>,
) -> Response {
    let w = reader.words;
    let made = async {
        let today = service.today();
        let known_at = day(w, &days.known_at, today)?;
        let to = day(w, &days.to, today)?;
        // The last year, where nobody says which days.
        let is_asked = !days.from.is_empty() || !days.to.is_empty();
        let from = day(w, &days.from, (0..365).fold(to, |day, _| day.previous()))?;
        if to < from {
            return Err(Problem::new(
                "bad-request",
                w.pick(
                    &format!("{to} is before {from}"),
                    &format!("{to} 早于 {from}"),
                ),
            ));
        }
        let compared = match is_asked && from != to {
            false => None,
            true => {
                let diff = service.diff((from, to, known_at)).await?;
                Some(compared(&service, w, &diff))
            }
        };
        Ok::<_, Problem>(DiffPage {
            frame: Frame::new(
                reader,
                Section::Law,
                w.law_diff(),
                format!("/law/diff?from={from}&to={to}&known_at={known_at}"),
            ),
            from,
            to,
            known_at,
            compared,
        })
    };
    match made.await {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Law, &problem),
    }
}

fn compared(service: &Service, w: Words, diff: &LawDiff) -> Compared {
    let rulebook = &service.rulebook;
    let conditions = |texts: &Vec<String>| -> Vec<Condition> {
        texts.iter().map(|text| facts::condition(w, text)).collect()
    };
    let meaning = |one: &MeaningChange| {
        let provision = rulebook.provision(one.provision);
        let mut shortest = one.shortest.iter().map(conditions);
        Meaning {
            caught: one.movement == Movement::NewlyCaught,
            movement: match one.movement {
                Movement::NewlyCaught => w.newly_caught(),
                Movement::NewlyFree => w.newly_free(),
            },
            provision: rulebook.full_name(provision),
            effect: exeat_law::words::effect(&provision.effect),
            first: shortest.next().unwrap_or_default(),
            others: shortest.collect(),
            witness: conditions(&one.witness),
            too_large: one.too_large,
        }
    };
    // What decides whether it may leave, before what has to be done besides.
    let is_duty =
        |one: &MeaningChange| matches!(rulebook.provision(one.provision).effect, Effect::Duty(_));
    let mut meanings: Vec<&MeaningChange> = diff.meanings.iter().collect();
    meanings.sort_by_key(|one| is_duty(one));
    Compared {
        states: diff
            .states
            .iter()
            .map(|one| {
                (
                    lawbook::timed_name(rulebook, one.what),
                    lawbook::state(&one.before),
                    lawbook::state(&one.after),
                )
            })
            .collect(),
        limbs: diff
            .limbs
            .iter()
            .map(|one| {
                let label = one.label.as_ref().map(|label| format!("({label}) "));
                let limb = format!("{}{}", label.unwrap_or_default(), one.limb);
                (one.joins, one.of.clone(), limb)
            })
            .collect(),
        meanings: meanings.into_iter().map(meaning).collect(),
    }
}

struct CoverageOf {
    code: String,
    name: String,
    verified: Option<Day>,
    groups: Vec<CoverageGroup>,
}

struct CoverageGroup {
    title: String,
    instrument: Option<String>,
    lines: Vec<(&'static str, &'static str, String)>,
}

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage {
    frame: Frame,
    jurisdictions: Vec<CoverageOf>,
}

/// How far the law is modelled.
pub(super) async fn coverage(State(service): State<Arc<Service>>, reader: Reader) -> Response {
    let w = reader.words;
    let rulebook = &service.rulebook;
    let jurisdictions = (0..rulebook.jurisdictions.len())
        .map(JurisdictionId::at)
        .map(|id| {
            let one = rulebook.jurisdiction(id);
            CoverageOf {
                code: one.code.clone(),
                name: lawbook::pick(&one.name, w.0).to_owned(),
                verified: one.verified_through,
                groups: lawbook::coverage_of(rulebook, id)
                    .map(|statement| {
                        let of = statement.instrument.map(|id| rulebook.instrument(id));
                        CoverageGroup {
                            title: of.map_or_else(
                                || w.law_as_whole().to_owned(),
                                |one| lawbook::pick(&one.title, w.0).to_owned(),
                            ),
                            instrument: of.map(|one| one.name.clone()),
                            lines: statement
                                .lines
                                .iter()
                                .map(|line| {
                                    let kind = lawbook::coverage_kind(line.kind);
                                    let said = match kind {
                                        "modelled" => w.modelled(),
                                        "flagged" => w.flagged(),
                                        _ => w.absent(),
                                    };
                                    (kind, said, lawbook::pick(&line.what, w.0).to_owned())
                                })
                                .collect(),
                        }
                    })
                    .collect(),
            }
        })
        .collect();
    page(&CoveragePage {
        frame: Frame::new(reader, Section::Law, w.law_coverage(), "/law/coverage"),
        jurisdictions,
    })
}
