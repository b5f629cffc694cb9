//! Cases as rows.

use std::collections::{BTreeMap, BTreeSet};

use exeat_determine::{CaseWorld, Options, Verdict, Verdicts, determine};
use exeat_facts::batch::{Amount, Batch, Column, ColumnKey, ColumnSubject, Completeness};
use exeat_facts::{Candidate, Case, Fact, FactSet, Line, Role, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::JurisdictionId;
use exeat_sweep::Answer;
use exeat_value::{Day, UnknownReason};

/// A line of a case, as far as a row can say it.
pub(crate) struct Row {
    pub(crate) shape: Shape,
    pub(crate) facts: BTreeMap<ColumnKey, Fact>,
    pub(crate) complete: bool,
}

/// What all rows of a batch have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shape {
    roles: BTreeSet<Role>,
    component: bool,
}

/// What of a line a row cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unsaid {
    SeveralComponents,
    ComponentsOfAComponent,
    APartyWithSeveralRoles,
    APartyWithoutARole,
}

/// The line as a row, and what of it the row does not say.
pub(crate) fn row(case: &Case, line: &Line) -> (Row, Vec<Unsaid>) {
    let mut unsaid = Vec::new();
    let mut facts = BTreeMap::new();
    let mut state = |subject: ColumnSubject, set: &FactSet| {
        for (id, fact) in set.iter() {
            facts.insert(ColumnKey::Fact(subject, id), without_evidence(fact));
        }
    };
    state(ColumnSubject::Shipment, &case.shipment);
    state(ColumnSubject::EndUse, &case.end_use);
    let mut roles = BTreeSet::new();
    for party in &case.parties {
        match party.roles.as_slice() {
            [] => unsaid.push(Unsaid::APartyWithoutARole),
            [_] => {}
            _ => unsaid.push(Unsaid::APartyWithSeveralRoles),
        }
        for &role in party.roles.iter().take(1) {
            roles.insert(role);
            state(ColumnSubject::Party(role), &party.facts);
        }
    }
    let item = case.item(line.item).expect("an item");
    state(ColumnSubject::Item, &item.facts);
    if item.components.len() > 1 {
        unsaid.push(Unsaid::SeveralComponents);
    }
    if let Some(component) = item.components.first() {
        let inside = case.item(component.item).expect("an item");
        state(ColumnSubject::Component, &inside.facts);
        if !inside.components.is_empty() || inside.components_complete {
            unsaid.push(Unsaid::ComponentsOfAComponent);
        }
        for (amount, fact) in [
            (Amount::Value, &component.value),
            (Amount::ValueShare, &component.value_share),
            (Amount::Mass, &component.mass),
            (Amount::MassShare, &component.mass_share),
        ] {
            facts.insert(ColumnKey::Amount(amount), without_evidence(fact));
        }
    }
    let shape = Shape {
        roles,
        component: !item.components.is_empty(),
    };
    let row = Row {
        shape,
        facts,
        complete: item.components_complete,
    };
    (row, unsaid)
}

fn without_evidence(fact: &Fact) -> Fact {
    match fact {
        Fact::Known { value, .. } => Fact::known(value.clone()),
        Fact::Unknown(reason) => Fact::Unknown(*reason),
        Fact::Between { low, high, .. } => Fact::Between {
            low: low.clone(),
            high: high.clone(),
            evidence: Vec::new(),
        },
        Fact::Contested(candidates) => Fact::Contested(
            candidates
                .iter()
                .map(|one| Candidate {
                    value: one.value.clone(),
                    statements: Vec::new(),
                })
                .collect(),
        ),
    }
}

/// Rows of one shape as a batch.
pub(crate) fn batch(rows: &[&Row], vocabulary: &Vocabulary) -> Batch {
    let shape = &rows.first().expect("a row").shape;
    let keys: BTreeSet<ColumnKey> = rows
        .iter()
        .flat_map(|row| row.facts.keys().copied())
        .collect();
    let blank = Fact::Unknown(UnknownReason::NotAsked);
    let columns = keys
        .into_iter()
        .map(|key| {
            let mut dictionary: Vec<Fact> = Vec::new();
            let codes = rows
                .iter()
                .map(|row| {
                    let fact = row.facts.get(&key).unwrap_or(&blank);
                    let known = dictionary.iter().position(|one| one == fact);
                    let place = known.unwrap_or_else(|| {
                        dictionary.push(fact.clone());
                        dictionary.len() - 1
                    });
                    u32::try_from(place).expect("few answers")
                })
                .collect();
            Column::of_key(key, dictionary, codes, vocabulary).expect("a column")
        })
        .collect();
    let roles: Vec<Role> = shape.roles.iter().copied().collect();
    let complete = rows.iter().map(|row| row.complete).collect();
    Batch::new(columns, rows.len())
        .expect("a batch")
        .naming(&roles)
        .with_components(Completeness::OfRows(complete))
        .expect("as many rows")
}

/// What a determination says of a case of one line, or of one line of a case: the verdicts that remain possible under
/// each jurisdiction, and the overall verdict.
pub(crate) fn determined(
    law: &FrozenLaw,
    case: &Case,
    line: usize,
    jurisdictions: &[JurisdictionId],
) -> (Vec<Vec<Verdict>>, Verdict) {
    let options = Options {
        event_date: case.event_date().unwrap_or(Day::MIN),
        jurisdictions: jurisdictions.to_vec(),
        proof: false,
    };
    let determination = determine(law, case, &options);
    let verdicts = determination.lines[line].verdicts.iter();
    (
        verdicts.map(|one| one.possible.clone()).collect(),
        determination.overall,
    )
}

/// The same of a row.
pub(crate) fn swept(answer: &Answer<'_>, law: usize) -> (Vec<Vec<Verdict>>, Verdict) {
    let possible = answer.of_law(law).map(|one| one.iter().collect()).collect();
    (possible, answer.overall(law))
}

/// The verdicts that remain possible for a line of a case under each jurisdiction, and nothing besides: what a
/// determination finds, without the words, which take their time.
pub(crate) fn verdicts(
    law: &FrozenLaw,
    case: &Case,
    line: usize,
    jurisdictions: &[JurisdictionId],
) -> Vec<Vec<Verdict>> {
    let world = CaseWorld::new(case, law.rulebook().vocabulary);
    let mut verdicts = Verdicts::new(law);
    let item = case.lines[line].item.0;
    jurisdictions
        .iter()
        .map(|&one| verdicts.of(&world, one, item).iter().collect())
        .collect()
}
