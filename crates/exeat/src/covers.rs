//! Which licences on file would cover what a determination asks for.

use std::collections::BTreeSet;

use exeat_determine::outcome::{JurisdictionVerdict, LimbProof, Standing};
use exeat_determine::{Determination, Verdict};
use exeat_facts::{Case, Fact, Scope, Value, Vocabulary};
use exeat_register::{Need, NeededParty};
use exeat_value::Day;

use crate::failure::Failure;
use crate::layout;
use crate::register::{RegisterOption, failed};

/// For each line that needs a licence: the licences on file that would cover it, and why the others do not. Nothing
/// where no licence is asked for, or where there is no register and none was named.
pub(crate) fn in_words(
    case: &Case,
    determination: &Determination,
    on: Day,
    register: Option<&str>,
) -> Result<String, Failure> {
    let needs: Vec<(u32, Need)> = determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter().map(move |verdict| (line, verdict)))
        .filter(|(_, verdict)| verdict.verdict == Verdict::LicenceRequired)
        .flat_map(|(line, verdict)| needs(case, line.line, &line.item, verdict))
        .collect();
    let option = RegisterOption {
        database: register.map(str::to_owned),
    };
    if needs.is_empty() || (register.is_none() && !option.exists()) {
        return Ok(String::new());
    }
    let mut register = option.open_to_read()?;
    let mut text = String::from("\nLicences on file\n");
    for (line, need) in needs {
        let authority = need.authority.clone().unwrap_or_default();
        let covers = register.cover(&need, on).map_err(|error| failed(&error))?;
        text.push_str(&format!(
            "  line {line}, {} {authority}:\n",
            need.jurisdiction
        ));
        if covers.is_empty() {
            text.push_str("    there is none of this jurisdiction\n");
        }
        for cover in covers {
            match cover.line {
                Some(number) if cover.covers() => {
                    text.push_str(&format!(
                        "    {} line {number} would cover it\n",
                        cover.licence
                    ));
                }
                _ => {
                    let why: Vec<String> = cover.not.iter().map(|one| one.in_words()).collect();
                    let why = format!("{} does not: {}", cover.licence, why.join("; "));
                    text.push_str(&layout::wrapped(&why, "    "));
                }
            }
        }
    }
    Ok(text)
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

/// The entries on which a condition rests: the words of its limbs that look like entries and came out true or open.
fn codes_of(limb: &LimbProof, codes: &mut BTreeSet<String>) {
    if limb.truth.is_false() {
        return;
    }
    for word in limb
        .limb
        .split(|one: char| !(one.is_ascii_alphanumeric() || one == '.' || one == '-'))
    {
        let mut letters = word.chars();
        let is_entry = letters.next().is_some_and(|one| one.is_ascii_digit())
            && letters.next().is_some_and(|one| one.is_ascii_uppercase())
            && letters.next().is_some_and(|one| one.is_ascii_digit());
        if is_entry {
            codes.insert(word.to_owned());
        }
    }
    for part in &limb.parts {
        codes_of(part, codes);
    }
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
