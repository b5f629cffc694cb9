//! The law for programs: what the commands and the service both answer.

use exeat_law::diff::{LawDiff, Movement};
use exeat_law::model::{
    Calendar, Conflict, Coverage, CoverageKind, CoverageLine, Entry, EntryId, InstrumentId,
    JurisdictionId, ProvisionId, Reading, ReadingId, Rulebook, Text,
};
use exeat_law::time;
use exeat_value::Day;
use serde_json::{Value, json};

use super::find::{self, At, Named};
use super::words;

/// The provisions of an instrument, as they stand on a day.
pub fn provisions(
    rulebook: &Rulebook,
    id: InstrumentId,
    on: Day,
    known_at: Day,
) -> impl Iterator<Item = Row<'_>> {
    rulebook
        .provision_ids()
        .filter(move |(_, provision)| provision.instrument == id)
        .map(move |(at, provision)| {
            let state = time::time_state(rulebook, time::Timed::Provision(at), on, known_at);
            Row {
                id: at,
                kind: find::provision_kind(&provision.kind),
                name: &provision.name,
                effect: exeat_law::words::effect(&provision.effect),
                state: words::state(&state),
                state_word: words::state_word(&state),
                cites: provision.cites.iter().map(exeat_law::words::cite).collect(),
            }
        })
}

/// The instruments of a jurisdiction.
pub fn instruments_of(
    rulebook: &Rulebook,
    jurisdiction: JurisdictionId,
) -> impl Iterator<Item = InstrumentId> + '_ {
    (0..rulebook.instruments.len())
        .map(InstrumentId::at)
        .filter(move |&id| rulebook.instrument(id).jurisdiction == jurisdiction)
}

/// The entries of an instrument.
pub fn entries(rulebook: &Rulebook, id: InstrumentId) -> impl Iterator<Item = &Entry> {
    (0..rulebook.entries.len())
        .map(|at| rulebook.entry(EntryId::at(at)))
        .filter(move |entry| entry.instrument == id)
}

/// The readings of an instrument.
pub fn readings(rulebook: &Rulebook, id: InstrumentId) -> impl Iterator<Item = &Reading> {
    (0..rulebook.readings.len())
        .map(|at| rulebook.reading(ReadingId::at(at)))
        .filter(move |reading| reading.instrument == id)
}

/// The calendars of working days of a jurisdiction and its authorities.
pub fn calendars_of(rulebook: &Rulebook, id: JurisdictionId) -> impl Iterator<Item = &Calendar> {
    rulebook
        .calendars
        .iter()
        .filter(move |one| one.jurisdiction == id)
}

/// The conflicts of laws in which a jurisdiction is one side.
pub fn conflicts_of(rulebook: &Rulebook, id: JurisdictionId) -> impl Iterator<Item = &Conflict> {
    rulebook
        .conflicts
        .iter()
        .filter(move |one| one.sides.iter().any(|side| side.jurisdiction == id))
}

/// The whole name of a conflict of laws.
pub fn conflict_name(rulebook: &Rulebook, conflict: &Conflict) -> String {
    let instrument = &rulebook.instrument(conflict.instrument).name;
    format!("{instrument}.{}", conflict.name)
}

fn calendar_json(calendar: &Calendar) -> Value {
    let (from, through) = calendar.covers;
    json!({
        "authority": calendar.authority,
        "title": calendar.title,
        "from": from,
        "through": through,
        "verified_through": calendar.verified_through,
        "confidence": calendar.confidence,
        "notes": calendar.notes,
    })
}

fn conflict_json(rulebook: &Rulebook, conflict: &Conflict) -> Value {
    let between: Vec<&str> = conflict
        .sides
        .iter()
        .map(|side| rulebook.jurisdiction(side.jurisdiction).code.as_str())
        .collect();
    json!({
        "conflict": conflict_name(rulebook, conflict),
        "title": conflict.title,
        "between": between,
        "cites": conflict.cites.iter().map(exeat_law::words::cite).collect::<Vec<_>>(),
        "confidence": conflict.confidence,
        "notes": conflict.notes,
    })
}

/// A jurisdiction with its instruments, its calendars and its conflicts with the law of others.
pub fn jurisdiction_json(rulebook: &Rulebook, id: JurisdictionId) -> Value {
    let jurisdiction = rulebook.jurisdiction(id);
    let instruments: Vec<Value> = instruments_of(rulebook, id)
        .map(|id| {
            let one = rulebook.instrument(id);
            json!({
                "instrument": one.name,
                "title": one.title,
                "issued": one.issued,
                "in_force": words::in_force(rulebook, one.in_force.as_ref()),
                "verified_through": one.verified_through,
                "sources": one.sources,
            })
        })
        .collect();
    json!({
        "jurisdiction": jurisdiction.code,
        "name": jurisdiction.name,
        "verified_through": jurisdiction.verified_through,
        "instruments": instruments,
        "calendars": calendars_of(rulebook, id).map(calendar_json).collect::<Vec<_>>(),
        "conflicts": conflicts_of(rulebook, id)
            .map(|one| conflict_json(rulebook, one))
            .collect::<Vec<_>>(),
    })
}

/// An instrument with what stands in it on a day.
pub fn instrument_json(rulebook: &Rulebook, id: InstrumentId, on: Day, known_at: Day) -> Value {
    let instrument = rulebook.instrument(id);
    let provisions: Vec<Value> = provisions(rulebook, id, on, known_at)
        .map(|row| {
            json!({
                "kind": row.kind,
                "provision": row.name,
                "effect": row.effect,
                "cites": row.cites,
                "state": row.state_word,
            })
        })
        .collect();
    let entries: Vec<Value> = entries(rulebook, id)
        .map(|entry| json!({ "entry": entry.code, "title": entry.title, "hs": entry.hs }))
        .collect();
    let readings: Vec<Value> = readings(rulebook, id)
        .map(|reading| json!({ "reading": reading.name, "question": reading.question }))
        .collect();
    json!({
        "instrument": instrument.name,
        "title": instrument.title,
        "issued": instrument.issued,
        "in_force": words::in_force(rulebook, instrument.in_force.as_ref()),
        "verified_through": instrument.verified_through,
        "sources": instrument.sources,
        "on": on,
        "known_at": known_at,
        "provisions": provisions,
        "entries": entries,
        "readings": readings,
    })
}

/// A provision in a table.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// The provision.
    pub id: ProvisionId,
    /// The word with which it is declared.
    pub kind: &'static str,
    /// Its name within the instrument.
    pub name: &'a str,
    /// What it does.
    pub effect: String,
    /// Whether it binds on the day, in words.
    pub state: String,
    /// The same as a stable word.
    pub state_word: &'static str,
    /// Citations.
    pub cites: Vec<String>,
}

/// What has a name, with its days and its text.
pub fn show_json(rulebook: &Rulebook, named: Named, known_at: Day) -> Value {
    let mut record = json!({
        "kind": named.kind(rulebook),
        "name": named.name(rulebook),
        "known_at": known_at,
    });
    if let Some(id) = named.instrument(rulebook) {
        let instrument = rulebook.instrument(id);
        record["instrument"] = json!({
            "name": instrument.name,
            "title": instrument.title,
            "sources": instrument.sources,
            "verified_through": instrument.verified_through,
        });
    }
    if let Named::Provision(id) = named {
        let provision = rulebook.provision(id);
        record["effect"] = json!(exeat_law::words::effect(&provision.effect));
        record["cites"] = json!(provision.cites);
        record["confidence"] = json!(provision.confidence);
        record["notes"] = json!(provision.notes);
    }
    let provisions = named.provisions(rulebook);
    if !provisions.is_empty() {
        record["timeline"] =
            timeline_json(rulebook, &time::timeline(rulebook, &provisions, known_at));
    }
    if let Some(place) = named.place(rulebook) {
        record["place"] = json!(At(rulebook, place).to_string());
        record["text"] = json!(find::source(rulebook, place));
    }
    record
}

/// A timeline for programs. `through` is the last day of a stretch; the last stretch has none.
pub fn timeline_json(rulebook: &Rulebook, timeline: &time::Timeline) -> Value {
    let provisions: Vec<Value> = timeline
        .entries
        .iter()
        .map(|entry| {
            let stretches: Vec<Value> = entry
                .spans
                .iter()
                .map(|stretch| {
                    let mut record = json!({
                        "from": stretch.days.from,
                        "through": stretch.days.last(),
                        "state": words::state_word(&stretch.state),
                    });
                    match &stretch.state {
                        time::TimeState::Suspended { by, .. } => {
                            let by = rulebook.suspension(*by);
                            record["by"] = json!(rulebook.instrument(by.instrument).name);
                        }
                        time::TimeState::Contested(conditions) => {
                            record["readings"] = conditions
                                .iter()
                                .map(|one| contested(rulebook, one))
                                .collect();
                        }
                        _ => {}
                    }
                    record
                })
                .collect();
            json!({
                "provision": rulebook.full_name(rulebook.provision(entry.provision)),
                "stretches": stretches,
            })
        })
        .collect();
    json!({ "known_at": timeline.known_at, "provisions": provisions })
}

/// A reading, and the alternatives under which the provision binds.
fn contested(rulebook: &Rulebook, condition: &time::ReadingCondition) -> Value {
    let reading = rulebook.reading(condition.reading);
    let binds_under: Vec<&str> = reading
        .alternatives
        .iter()
        .zip(&condition.binds)
        .filter(|&(_, &binds)| binds)
        .map(|(alternative, _)| alternative.name.as_str())
        .collect();
    json!({ "reading": reading.name, "binds_under": binds_under })
}

/// The name of what has days.
pub fn timed_name(rulebook: &Rulebook, timed: time::Timed) -> String {
    match timed {
        time::Timed::Provision(id) => rulebook.full_name(rulebook.provision(id)),
        time::Timed::Entry(id) => {
            let entry = rulebook.entry(id);
            format!(
                "{}.{}",
                rulebook.instrument(entry.instrument).name,
                entry.code
            )
        }
    }
}

/// Which way a provision's reach moves: `newly caught`, `newly free`.
pub fn movement(movement: Movement) -> &'static str {
    match movement {
        Movement::NewlyCaught => "newly caught",
        Movement::NewlyFree => "newly free",
    }
}

/// The comparison of the law of two days.
pub fn diff_json(rulebook: &Rulebook, diff: &LawDiff) -> Value {
    let states: Vec<Value> = diff
        .states
        .iter()
        .map(|one| {
            json!({
                "of": timed_name(rulebook, one.what),
                "before": words::state_word(&one.before),
                "after": words::state_word(&one.after),
            })
        })
        .collect();
    let limbs: Vec<Value> = diff
        .limbs
        .iter()
        .map(
            |one| json!({ "of": one.of, "label": one.label, "limb": one.limb, "joins": one.joins }),
        )
        .collect();
    let meanings: Vec<Value> = diff
        .meanings
        .iter()
        .map(|one| {
            json!({
                "provision": rulebook.full_name(rulebook.provision(one.provision)),
                "movement": movement(one.movement).replace(' ', "_"),
                "shortest": one.shortest,
                "witness": one.witness,
                "too_large": one.too_large,
            })
        })
        .collect();
    json!({
        "from": diff.from,
        "to": diff.to,
        "known_at": diff.known_at,
        "states": states,
        "limbs": limbs,
        "meanings": meanings,
    })
}

/// What is said of how far a jurisdiction's law is modelled.
pub fn coverage_of(rulebook: &Rulebook, id: JurisdictionId) -> impl Iterator<Item = &Coverage> {
    rulebook
        .coverage
        .iter()
        .filter(move |one| one.jurisdiction == id)
}

/// How far a jurisdiction's law is modelled.
pub fn coverage_json(rulebook: &Rulebook, id: JurisdictionId) -> Value {
    let jurisdiction = rulebook.jurisdiction(id);
    let statements: Vec<Value> = coverage_of(rulebook, id)
        .map(|statement| {
            let instrument = statement.instrument.map(|id| rulebook.instrument(id));
            json!({
                "instrument": instrument.map(|one| &one.name),
                "verified_through": instrument.and_then(|one| one.verified_through),
                "lines": statement.lines,
            })
        })
        .collect();
    json!({
        "jurisdiction": jurisdiction.code,
        "name": jurisdiction.name,
        "verified_through": jurisdiction.verified_through,
        "coverage": statements,
    })
}

/// The worked cases that are known and that the rulebooks do not hold: the instrument or jurisdiction, and which and why.
pub fn untested(rulebook: &Rulebook) -> impl Iterator<Item = (&str, &Text)> {
    rulebook.coverage.iter().flat_map(|statement| {
        let name = match statement.instrument {
            Some(instrument) => rulebook.instrument(instrument).name.as_str(),
            None => rulebook.jurisdiction(statement.jurisdiction).code.as_str(),
        };
        let untested = |line: &&CoverageLine| line.kind == CoverageKind::Untested;
        let lines = statement.lines.iter().filter(untested);
        lines.map(move |line| (name, &line.what))
    })
}

/// A stable word for how far something is modelled.
pub fn coverage_kind(kind: CoverageKind) -> &'static str {
    match kind {
        CoverageKind::Modelled => "modelled",
        CoverageKind::Flagged => "flagged",
        CoverageKind::Absent => "absent",
        CoverageKind::Untested => "untested",
    }
}
