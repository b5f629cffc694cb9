//! What a determination asks licences for.

use std::collections::{BTreeMap, BTreeSet};

use exeat_determine::outcome::{JurisdictionVerdict, LimbProof, Standing};
use exeat_determine::{Determination, Verdict};
use exeat_facts::{Case, Fact, Party, Scope, Value, Vocabulary};

use super::{Need, NeededParty};

/// A line that needs a licence, and what the licence would have to cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineNeed {
    /// The line.
    pub line: u32,
    /// Its item.
    pub item: String,
    /// What is needed.
    pub need: Need,
}

/// The lists on which parties may stand, since nobody has decided about a match yet, by the name of the party.
pub type Undecided = BTreeMap<String, BTreeSet<String>>;

/// For each line that needs a licence, and each authority that would grant it: what the licence would have to cover.
/// Nothing where no licence is asked for. `undecided` is what a screening of the parties left open, which no fact of
/// the case says.
#[must_use]
pub fn needs_of(
    case: &Case,
    determination: &Determination,
    undecided: &Undecided,
) -> Vec<LineNeed> {
    determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter().map(move |verdict| (line, verdict)))
        .filter(|(_, verdict)| verdict.verdict == Verdict::LicenceRequired)
        .flat_map(|(line, verdict)| needs(case, line.line, &line.item, verdict, undecided))
        .map(|(line, need)| LineNeed {
            line,
            item: need.item.clone().unwrap_or_default(),
            need,
        })
        .collect()
}

/// What a licence of each authority that is asked would have to cover.
fn needs(
    case: &Case,
    number: u32,
    item: &str,
    verdict: &JurisdictionVerdict,
    undecided: &Undecided,
) -> Vec<(u32, Need)> {
    let line = case.lines.iter().find(|line| line.number == number);
    let mut codes = BTreeSet::new();
    for proof in &verdict.proof {
        if proof.standing != Standing::Fails {
            codes_of(&proof.condition, &mut codes);
        }
    }
    let need = Need {
        jurisdiction: verdict.jurisdiction.clone(),
        authority: None,
        codes: codes.into_iter().collect(),
        item: Some(item.to_owned()),
        destination: destination(case),
        quantity: line.and_then(|line| line.quantity),
        value: line.and_then(|line| line.value),
        parties: case
            .parties
            .iter()
            .flat_map(|party| {
                party.roles.iter().map(|role| NeededParty {
                    role: role.to_string(),
                    name: party.name.clone(),
                    listed: listed(party, |fact| {
                        matches!(fact, Fact::Known { value, .. } if *value == Value::YesNo(true))
                    }),
                    may_be_listed: may_be_listed(party, undecided),
                })
            })
            .collect(),
    };
    if verdict.authority.is_empty() {
        return vec![(number, need)];
    }
    verdict
        .authority
        .iter()
        .map(|authority| {
            let authority = Some(authority.code.clone());
            (
                number,
                Need {
                    authority,
                    ..need.clone()
                },
            )
        })
        .collect()
}

/// The entries on which a condition rests, as far as they are certain: those of a list that are met, and the numbers
/// that a fact states, as `3A001` in `item.eccn is 3A001`. A licence for an entry that is only open covers nothing.
fn codes_of(limb: &LimbProof, codes: &mut BTreeSet<String>) {
    if !limb.truth.is_true() {
        return;
    }
    if limb.entries.is_some() {
        let met = limb.parts.iter().filter(|part| part.truth.is_true());
        codes.extend(met.filter_map(|part| part.label.as_deref().map(str::to_owned)));
    } else if limb.parts.is_empty() {
        let is_part = |one: char| one.is_ascii_alphanumeric() || one == '.' || one == '-';
        let words = limb.limb.split(|one: char| !is_part(one));
        codes.extend(
            words
                .filter(|word| looks_like_an_entry(word))
                .map(str::to_owned),
        );
    }
    for part in &limb.parts {
        codes_of(part, codes);
    }
}

fn looks_like_an_entry(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|one| one.is_ascii_digit())
        && letters.next().is_some_and(|one| one.is_ascii_uppercase())
        && letters.next().is_some_and(|one| one.is_ascii_digit())
}

fn destination(case: &Case) -> Option<String> {
    let vocabulary = Vocabulary::standard();
    let fact = vocabulary.find(Scope::Shipment, "destination")?;
    match case.shipment.get(fact) {
        Fact::Known {
            value: Value::Code(code),
            ..
        } => Some(vocabulary.code_text(*code).to_owned()),
        _ => None,
    }
}

/// The lists about which the facts of a party say so.
fn listed(party: &Party, says: impl Fn(&Fact) -> bool) -> Vec<String> {
    let vocabulary = Vocabulary::standard();
    party
        .facts
        .iter()
        .filter(|(_, fact)| says(fact))
        .filter_map(|(id, _)| list_of(vocabulary.get(id).path))
        .map(str::to_owned)
        .collect()
}

/// The list that a fact of a party is about, such as `cn-watch-list` for `on-cn-watch-list`.
#[must_use]
pub fn list_of(fact: &str) -> Option<&str> {
    fact.strip_prefix("on-")
        .filter(|list| list.ends_with("-list"))
}

/// The lists on which somebody says that a party stands and somebody else that it does not, and those of which nobody
/// has decided.
fn may_be_listed(party: &Party, undecided: &Undecided) -> Vec<String> {
    let mut lists: BTreeSet<String> = listed(party, |fact| matches!(fact, Fact::Contested(_)))
        .into_iter()
        .collect();
    if let Some(more) = undecided.get(&party.name) {
        lists.extend(more.iter().cloned());
    }
    lists.into_iter().collect()
}
