//! What is claimed about the law, held against the rulebooks.

use std::collections::BTreeSet;
use std::sync::Arc;

use exeat_determine::outcome::Standing;
use exeat_determine::{Options, Verdict, determine};
use exeat_evidence::case::{LawAsk, LawClaim, fact_at, set_fact, value_of};
use exeat_facts::{Case, Fact, Item, ItemIndex, Line, Party, Role, Scope, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::{InForce, Rulebook};
use exeat_law::time;
use exeat_value::Day;

use crate::failure::Failure;

/// The rare earths, among which claims about elements count.
const RARE_EARTHS: [&str; 17] = [
    "Sc", "Y", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb",
    "Lu",
];

/// How a claim about the law stands.
pub(crate) struct Held {
    /// `holds`, `does not hold`, `cannot be told`; the first two perhaps `as far as the law is
    /// modelled`.
    pub(crate) answer: &'static str,
    /// What is so.
    pub(crate) because: String,
    /// Where it stands.
    pub(crate) provisions: Vec<String>,
}

/// Holds a claim against the rulebooks, as they were known on `known_at`.
pub(crate) fn held(
    rulebook: &Arc<Rulebook>,
    claim: &LawClaim,
    known_at: Day,
    today: Day,
) -> Result<Held, Failure> {
    match claim.asks {
        LawAsk::Issued => instrument(rulebook, claim, |one| one.issued, "was issued on", today),
        LawAsk::InForceFrom => instrument(
            rulebook,
            claim,
            |one| match &one.in_force {
                Some(InForce::Span(span)) => Some(span.from),
                _ => None,
            },
            "binds by its own terms from",
            today,
        ),
        LawAsk::AddsElements => adds(rulebook, claim, known_at),
        LawAsk::CountOfElements => count(rulebook, claim, known_at, today),
    }
}

fn missing(what: &str) -> Failure {
    Failure::wrong(format!("a claim about the law lacks `{what}`"))
        .with_help("docs/book/evidence.md shows the four kinds of claims about the law")
}

fn instrument(
    rulebook: &Rulebook,
    claim: &LawClaim,
    day: impl Fn(&exeat_law::model::Instrument) -> Option<Day>,
    verb: &str,
    today: Day,
) -> Result<Held, Failure> {
    let name = claim
        .instrument
        .as_deref()
        .ok_or_else(|| missing("instrument"))?;
    let claimed: Day = claim
        .is
        .as_deref()
        .ok_or_else(|| missing("is"))?
        .parse()
        .map_err(|error| Failure::wrong(format!("a claim about the law: {error}")))?;
    let Some(id) = rulebook.find_instrument(name) else {
        return Ok(Held {
            answer: "cannot be told",
            because: format!("the rulebooks have no instrument `{name}`"),
            provisions: Vec::new(),
        });
    };
    let one = rulebook.instrument(id);
    let Some(found) = day(one) else {
        return Ok(Held {
            answer: "cannot be told",
            because: format!("the rulebooks give {name} no such day"),
            provisions: vec![name.to_owned()],
        });
    };
    let mut because = format!("{name} ({}) {verb} {found}", one.title.en);
    if found != claimed {
        because.push_str(&format!(", and not {claimed}"));
    }
    if claim.asks == LawAsk::InForceFrom {
        let provisions: Vec<_> = rulebook
            .provision_ids()
            .filter(|(_, own)| own.instrument == id)
            .map(|(id, _)| id)
            .collect();
        let timeline = time::timeline(rulebook, &provisions, today);
        let suspended: Vec<String> = timeline
            .entries
            .iter()
            .flat_map(|entry| entry.spans.iter())
            .filter(|span| {
                matches!(
                    span.state,
                    time::TimeState::Suspended { .. } | time::TimeState::Contested(_)
                )
            })
            .map(|span| span.days.to_string())
            .collect();
        // Instruments of entries alone are suspended as a whole.
        let whole = rulebook
            .suspensions
            .iter()
            .find(|one| one.instruments.contains(&id));
        if let Some(first) = suspended.first() {
            because.push_str(&format!("; it was suspended since, {first}"));
        } else if let Some(suspension) = whole {
            let by = &rulebook.instrument(suspension.instrument).name;
            because.push_str(&format!("; it was suspended since, by {by}"));
        }
    }
    Ok(Held {
        answer: if found == claimed {
            "holds"
        } else {
            "does not hold"
        },
        because,
        provisions: vec![name.to_owned()],
    })
}

/// The metal of one element, with nothing of others in it, that leaves on a day.
fn probe(element: &str, from: &str, on: Day, modelled_only: bool) -> Result<Case, Failure> {
    let mut case = Case::new(format!("{element} metal"));
    case.items
        .push(Item::new("metal", format!("{element} metal")));
    case.lines.push(Line {
        number: 1,
        item: ItemIndex(0),
        quantity: None,
        value: None,
    });
    case.parties.push(Party {
        id: "exporter".to_owned(),
        name: "an exporter".to_owned(),
        roles: vec![Role::Exporter],
        facts: exeat_facts::FactSet::new(),
    });
    // A civil buyer of whom nothing is known against: the claim is about the list, and not about
    // end uses.
    case.parties.push(Party {
        id: "buyer".to_owned(),
        name: "a buyer".to_owned(),
        roles: vec![Role::Importer, Role::EndUser],
        facts: exeat_facts::FactSet::new(),
    });
    let day = on.to_string();
    let buyer = if from == "US" { "CN" } else { "US" };
    let facts = [
        ("importer.place", buyer),
        ("importer.nationality", buyer),
        ("importer.knows-of-violation", "no"),
        ("importer.military-user", "no"),
        ("importer.on-cn-control-list", "no"),
        ("importer.on-cn-watch-list", "no"),
        ("importer.on-cn-unreliable-entity-list", "no"),
        ("importer.branch-of-cn-control-listed", "no"),
        ("importer.branch-of-cn-watch-listed", "no"),
        ("importer.share-held-by-cn-control-listed", "0 %"),
        ("importer.share-held-by-cn-watch-listed", "0 %"),
        ("exporter.knows-of-violation", "no"),
        ("end-use.purpose", "civil"),
        ("end-use.place", buyer),
        ("end-use.possible-military-use", "no"),
        ("end-use.raises-military-potential", "no"),
        ("end-use.possible-wmd-use", "no"),
        ("end-use.possible-terrorist-use", "no"),
        ("end-use.endangers-national-security", "no"),
        ("end-use.known-for-overseas-rare-earth-activity", "no"),
        (
            "end-use.substantially-helps-overseas-rare-earth-activity",
            "no",
        ),
        ("end-use.told-by-authority", "no"),
        ("shipment.mofcom-licence-held", "no"),
        ("shipment.kind", "export"),
        ("shipment.date", day.as_str()),
        ("shipment.from", from),
        (
            "shipment.destination",
            if from == "US" { "CN" } else { "US" },
        ),
        ("exporter.place", from),
        ("exporter.nationality", from),
        ("items.metal.kind", "goods"),
        ("items.metal.form", "metal"),
        ("items.metal.elements", element),
        ("items.metal.purity", "99.99 %"),
        ("items.metal.alloy-system", "none"),
        ("items.metal.origin", from),
        ("items.metal.made-in", from),
    ];
    for (path, text) in facts {
        let (_, ty) = fact_at(&case, path).map_err(|error| Failure::wrong(error.to_string()))?;
        let value = value_of(text, ty).map_err(|error| Failure::wrong(error.to_string()))?;
        set_fact(&mut case, path, Fact::known(value))
            .map_err(|error| Failure::wrong(error.to_string()))?;
    }
    if modelled_only {
        let vocabulary = Vocabulary::standard();
        let of_others: Vec<String> = vocabulary
            .iter()
            .filter(|(_, one)| {
                one.scope == Scope::Item
                    && one.path.starts_with("on-other-")
                    && one.path.ends_with("-entry")
            })
            .map(|(_, one)| format!("items.metal.{}", one.path))
            .collect();
        for path in of_others {
            set_fact(&mut case, &path, Fact::known(Value::YesNo(false)))
                .map_err(|error| Failure::wrong(error.to_string()))?;
        }
    }
    Ok(case)
}

/// The elements whose metal certainly needs a licence, those of which it cannot be told, and where
/// it stands.
struct Controlled {
    yes: BTreeSet<String>,
    /// Of those that are open, the ones that are open only since the control list has entries that
    /// the rulebooks do not model.
    elsewhere: BTreeSet<String>,
    open: BTreeSet<String>,
    provisions: BTreeSet<String>,
}

fn controlled(
    rulebook: &Arc<Rulebook>,
    code: &str,
    on: Day,
    known_at: Day,
) -> Result<Controlled, Failure> {
    let jurisdiction = rulebook
        .find_jurisdiction(code)
        .ok_or_else(|| Failure::wrong(format!("the rulebooks have no jurisdiction `{code}`")))?;
    let law = FrozenLaw::new(Arc::clone(rulebook), on, known_at);
    let mut found = Controlled {
        yes: BTreeSet::new(),
        elsewhere: BTreeSet::new(),
        open: BTreeSet::new(),
        provisions: BTreeSet::new(),
    };
    for element in RARE_EARTHS {
        let Ok(case) = probe(element, code, on, false) else {
            continue;
        };
        let options = Options {
            event_date: on,
            jurisdictions: vec![jurisdiction],
            proof: true,
        };
        let determination = determine(&law, &case, &options);
        for verdict in determination
            .lines
            .iter()
            .flat_map(|line| line.verdicts.iter())
        {
            let certain = verdict.verdict == Verdict::LicenceRequired
                || verdict.verdict == Verdict::Prohibited;
            let all = verdict
                .possible
                .iter()
                .all(|one| *one >= Verdict::LicenceRequired && *one != Verdict::Undetermined);
            if certain || all && !verdict.possible.is_empty() {
                found.yes.insert(element.to_owned());
                for proof in verdict
                    .proof
                    .iter()
                    .filter(|proof| proof.standing == Standing::Applies)
                    .filter(|proof| {
                        proof.effect.starts_with("licence")
                            || proof.effect.starts_with("prohibited")
                    })
                {
                    found.provisions.extend(proof.cites.iter().cloned());
                }
            } else if verdict
                .possible
                .iter()
                .any(|one| *one >= Verdict::LicenceRequired)
            {
                found.open.insert(element.to_owned());
                let case = probe(element, code, on, true)?;
                let free = determine(&law, &case, &options)
                    .lines
                    .iter()
                    .flat_map(|line| line.verdicts.iter())
                    .flat_map(|verdict| &verdict.possible)
                    .all(|one| *one < Verdict::LicenceRequired);
                if free {
                    found.elsewhere.insert(element.to_owned());
                }
            }
        }
    }
    Ok(found)
}

fn list(elements: &BTreeSet<String>) -> String {
    if elements.is_empty() {
        return "none".to_owned();
    }
    elements.iter().cloned().collect::<Vec<_>>().join(", ")
}

fn adds(rulebook: &Arc<Rulebook>, claim: &LawClaim, known_at: Day) -> Result<Held, Failure> {
    let code = claim
        .jurisdiction
        .as_deref()
        .ok_or_else(|| missing("jurisdiction"))?;
    let on = claim.on.ok_or_else(|| missing("on"))?;
    let (before, after) = (
        controlled(rulebook, code, on.previous(), known_at)?,
        controlled(rulebook, code, on, known_at)?,
    );
    let added: BTreeSet<String> = after.yes.difference(&before.yes).cloned().collect();
    let claimed: BTreeSet<String> = claim.elements.iter().cloned().collect();
    let open = !after.open.is_subset(&before.open);
    let answer = match (added == claimed, open) {
        (true, false) => "holds",
        (_, true) => "cannot be told",
        (false, false) => "does not hold",
    };
    Ok(Held {
        answer,
        because: format!(
            "as known on {known_at}, the metals of these rare earths begin to need a licence on {on}: {}; before: {}",
            list(&added),
            list(&before.yes)
        ),
        provisions: after
            .provisions
            .difference(&before.provisions)
            .cloned()
            .chain(claim.instrument.clone())
            .collect(),
    })
}

fn count(
    rulebook: &Arc<Rulebook>,
    claim: &LawClaim,
    known_at: Day,
    today: Day,
) -> Result<Held, Failure> {
    let code = claim
        .jurisdiction
        .as_deref()
        .ok_or_else(|| missing("jurisdiction"))?;
    let on = claim.on.ok_or_else(|| missing("on"))?;
    let claimed: usize = claim
        .is
        .as_deref()
        .and_then(|text| text.trim().parse().ok())
        .ok_or_else(|| missing("is"))?;
    let then = controlled(rulebook, code, on, known_at)?;
    let now = controlled(rulebook, code, on, today)?;
    // Entries that nobody modelled may name the others: that is said, and not taken for a no.
    let only_elsewhere = then.open == then.elsewhere;
    let answer = if then.open.is_empty() {
        if then.yes.len() == claimed {
            "holds"
        } else {
            "does not hold"
        }
    } else if claimed < then.yes.len() || claimed > then.yes.len().saturating_add(then.open.len()) {
        "does not hold"
    } else if only_elsewhere {
        if then.yes.len() == claimed {
            "holds as far as the law is modelled"
        } else {
            "does not hold as far as the law is modelled"
        }
    } else {
        "cannot be told"
    };
    let mut because = format!(
        "of 17 rare earths the metals of {} need a licence on {on}, as known on {known_at}: {}",
        then.yes.len(),
        list(&then.yes)
    );
    if only_elsewhere && !then.open.is_empty() {
        because.push_str(&format!(
            "; no entry that the rulebooks model names the metal of {}, and whether one that they do not model does, they cannot tell",
            list(&then.open)
        ));
    } else if !then.open.is_empty() {
        because.push_str(&format!(
            "; of these it cannot be told: {}",
            list(&then.open)
        ));
    }
    if now.yes != then.yes {
        because.push_str(&format!(
            "; as known today it is {} ({})",
            now.yes.len(),
            list(&now.yes)
        ));
    }
    Ok(Held {
        answer,
        because,
        provisions: then.provisions.into_iter().collect(),
    })
}
