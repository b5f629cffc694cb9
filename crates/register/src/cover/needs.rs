//! What a determination asks licences for.

use std::collections::BTreeSet;

use exeat_determine::outcome::{JurisdictionVerdict, LimbProof, Standing};
use exeat_determine::{Determination, Verdict};
use exeat_facts::{Case, Fact, Scope, Value, Vocabulary};

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

/// For each line that needs a licence, and each authority that would grant it: what the licence would have to cover.
/// Nothing where no licence is asked for.
#[must_use]
pub fn needs_of(case: &Case, determination: &Determination) -> Vec<LineNeed> {
    determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter().map(move |verdict| (line, verdict)))
        .filter(|(_, verdict)| verdict.verdict == Verdict::LicenceRequired)
        .flat_map(|(line, verdict)| needs(case, line.line, &line.item, verdict))
        .map(|(line, need)| LineNeed {
            line,
            item: need.item.clone().unwrap_or_default(),
            need,
        })
        .collect()
}

/// What a licence of each authority that is asked would have to cover.
fn needs(case: &Case, number: u32, item: &str, verdict: &JurisdictionVerdict) -> Vec<(u32, Need)> {
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
                    listed: listed(party),
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

/// The lists on which a party stands, or on which somebody says that it does.
fn listed(party: &exeat_facts::Party) -> Vec<String> {
    let vocabulary = Vocabulary::standard();
    party
        .facts
        .iter()
        .filter(|(_, fact)| match fact {
            Fact::Known { value, .. } => *value == Value::YesNo(true),
            Fact::Contested(_) => true,
            Fact::Unknown(_) | Fact::Between { .. } => false,
        })
        .map(|(id, _)| vocabulary.get(id).path)
        .filter(|path| path.starts_with("on-") && path.ends_with("-list"))
        .map(|path| path.trim_start_matches("on-").to_owned())
        .collect()
}
