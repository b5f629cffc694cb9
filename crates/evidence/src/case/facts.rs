//! From statements to facts.

use std::collections::BTreeMap;

use exeat_facts::{
    Candidate, Case, Fact, SourceIndex, Stance, Statement as FactStatement, Type, Value,
};
use exeat_value::{Day, UnknownReason};

use super::model::{CaseFile, Claim, Does, Statement};
use super::values::{PathError, fact_at, set_fact, value_of};

/// A statement in the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'f> {
    /// The claim's name.
    pub claim: &'f str,
    /// Its place among the claim's statements.
    pub at: usize,
    /// The statement.
    pub statement: &'f Statement,
    /// The day on which it was made, where that is known.
    pub day: Option<Day>,
}

/// A statement that no longer held on the day of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expired {
    /// The claim.
    pub claim: String,
    /// The source.
    pub source: String,
    /// Through when it held.
    pub expires: Day,
}

/// What came of applying statements to a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// The paths that claims speak of, in order.
    pub facts: Vec<String>,
    /// Facts that a person resolved, with the reason.
    pub resolved: Vec<(String, String)>,
    /// Statements that no longer held.
    pub expired: Vec<Expired>,
}

/// All statements about facts of a transaction, oldest first; those without a day last.
pub fn statements_in_order<'f>(file: &'f CaseFile, transaction: &str) -> Vec<Place<'f>> {
    let mut found: Vec<Place<'f>> = file
        .claims
        .iter()
        .filter(|(_, claim)| {
            speaks_of(file, claim.transaction.as_deref(), transaction) && claim.fact.is_some()
        })
        .flat_map(|(name, claim)| {
            claim
                .statements
                .iter()
                .enumerate()
                .map(move |(at, statement)| Place {
                    claim: name,
                    at,
                    statement,
                    day: day_of(file, statement),
                })
        })
        .collect();
    found.sort_by_key(|one| (one.day.is_none(), one.day, one.claim, one.at));
    found
}

fn day_of(file: &CaseFile, statement: &Statement) -> Option<Day> {
    statement
        .on
        .or_else(|| file.sources.get(&statement.source)?.date)
}

fn speaks_of(file: &CaseFile, named: Option<&str>, transaction: &str) -> bool {
    named.map_or(
        file.transactions.len() <= 1
            || file
                .transactions
                .first()
                .is_some_and(|first| first == transaction),
        |named| named == transaction,
    )
}

/// What is said of one fact.
#[derive(Default)]
struct Said {
    /// Values with who asserts or denies them.
    values: Vec<(Value, Vec<FactStatement>)>,
    /// Ranges with who asserts them.
    ranges: Vec<(Value, Value, Vec<FactStatement>)>,
}

/// Makes facts of statements: agreeing ones make a fact known with its evidence, conflicting ones
/// make it contested with its candidates, and a person's resolution supersedes the quarrel without
/// erasing it. `counts` says which statements are looked at; what was retracted, or had expired on
/// the day of the event, is not.
///
/// # Errors
///
/// A claim names a fact that the transaction does not have, or a value that it cannot take.
pub fn apply(
    file: &CaseFile,
    transaction: &str,
    case: &mut Case,
    event: Option<Day>,
    counts: &dyn Fn(&str, usize) -> bool,
) -> Result<Settled, PathError> {
    let mut settled = Settled::default();
    let mut said: BTreeMap<&str, (Type, Said)> = BTreeMap::new();
    for (name, claim) in &file.claims {
        let Some(path) = claim
            .fact
            .as_deref()
            .filter(|_| speaks_of(file, claim.transaction.as_deref(), transaction))
        else {
            continue;
        };
        let place = |error: PathError| PathError(format!("claim `{name}`: {error}"));
        let (_, ty) = fact_at(case, path).map_err(place)?;
        let statements = counted(file, name, claim, event, counts, case, &mut settled);
        if !settled.facts.iter().any(|one| one == path) {
            settled.facts.push(path.to_owned());
        }
        let (_, own) = said.entry(path).or_insert_with(|| (ty, Said::default()));
        if statements.is_empty() {
            continue;
        }
        if let Some(is) = &claim.is {
            let value = value_of(&is.text(), ty).map_err(place)?;
            match own.values.iter_mut().find(|(known, _)| *known == value) {
                Some((_, known)) => known.extend(statements),
                None => own.values.push((value, statements)),
            }
        } else if let Some([low, high]) = &claim.between {
            let (low, high) = (
                value_of(low, ty).map_err(place)?,
                value_of(high, ty).map_err(place)?,
            );
            if low.compare(&high).is_none_or(std::cmp::Ordering::is_gt) {
                return Err(place(PathError(format!(
                    "`{path}` has no range that begins above its end, or has no order"
                ))));
            }
            own.ranges.push((low, high, statements));
        }
    }
    for (path, (_, own)) in said {
        let (before, _) = fact_at(case, path)?;
        let resolution = file.resolutions.iter().rev().find(|one| {
            one.fact == path && speaks_of(file, one.transaction.as_deref(), transaction)
        });
        let mut fact = merged(before, own);
        if let Some(resolution) = resolution {
            let (_, ty) = fact_at(case, path)?;
            let value = value_of(&resolution.is.text(), ty)?;
            let evidence = fact.statements().cloned().collect();
            fact = Fact::Known { value, evidence };
            settled.resolved.push((
                path.to_owned(),
                format!(
                    "{} by {} on {}: {}",
                    resolution.is.text(),
                    resolution.by,
                    resolution.on,
                    resolution.because
                ),
            ));
        }
        set_fact(case, path, fact)?;
    }
    Ok(settled)
}

/// The statements of a claim that count, as statements of the transaction.
fn counted(
    file: &CaseFile,
    name: &str,
    claim: &Claim,
    event: Option<Day>,
    counts: &dyn Fn(&str, usize) -> bool,
    case: &mut Case,
    settled: &mut Settled,
) -> Vec<FactStatement> {
    let mut found = Vec::new();
    for (at, statement) in claim.statements.iter().enumerate() {
        if !counts(name, at) || statement.does == Does::Retracts {
            continue;
        }
        // What the same speaker took back in the same claim, later or on the same day, is not said any more.
        let retracted = claim.statements.iter().enumerate().any(|(other, one)| {
            one.does == Does::Retracts
                && counts(name, other)
                && (one.source == statement.source
                    || one.speaker.is_some() && one.speaker == statement.speaker)
                && day_of(file, one) >= day_of(file, statement)
        });
        if retracted {
            continue;
        }
        if let (Some(expires), Some(event)) = (statement.expires, event)
            && expires < event
        {
            settled.expired.push(Expired {
                claim: name.to_owned(),
                source: statement.source.clone(),
                expires,
            });
            continue;
        }
        let mut one = match statement.does {
            Does::Denies => FactStatement::denies(source(file, &statement.source, case)),
            Does::Asserts | Does::Retracts => {
                FactStatement::asserts(source(file, &statement.source, case))
            }
        };
        one.speaker.clone_from(&statement.speaker);
        one.note.clone_from(&statement.note);
        found.push(one);
    }
    found
}

/// The source in the transaction, which is added where it is not there.
fn source(file: &CaseFile, name: &str, case: &mut Case) -> SourceIndex {
    if let Some(known) = case.sources.iter().position(|one| one.id == name) {
        return SourceIndex(known);
    }
    let mut added = exeat_facts::Source::new(name, "");
    if let Some(own) = file.sources.get(name) {
        added.outlet.clone_from(&own.outlet);
        added.date = own.date;
        added.title.clone_from(&own.title);
        added.url.clone_from(&own.url);
        // The first origin, so that all that goes back to one counts once.
        let mut at = own.origin.as_deref();
        while let Some(next) = at
            .and_then(|name| file.sources.get(name))
            .and_then(|one| one.origin.as_deref())
        {
            at = Some(next);
        }
        added.origin = at.map(|name| {
            file.origins
                .get(name)
                .map_or_else(|| name.to_owned(), |origin| origin.what.clone())
        });
    }
    case.sources.push(added);
    SourceIndex(case.sources.len().saturating_sub(1))
}

/// The fact that follows from these values with who asserts or denies each, and nothing else.
pub fn fact_of(values: Vec<(Value, Vec<FactStatement>)>) -> Fact {
    let said = Said {
        values,
        ranges: Vec::new(),
    };
    merged(Fact::Unknown(UnknownReason::NotAsked), said)
}

/// What is known before, with what is said.
fn merged(before: Fact, said: Said) -> Fact {
    let mut candidates: Vec<Candidate> = match &before {
        Fact::Known { value, evidence } => vec![Candidate {
            value: value.clone(),
            statements: evidence.clone(),
        }],
        Fact::Contested(candidates) => candidates.clone(),
        Fact::Unknown(_) | Fact::Between { .. } => Vec::new(),
    };
    let mut ranges = said.ranges;
    if let Fact::Between {
        low,
        high,
        evidence,
    } = &before
    {
        ranges.push((low.clone(), high.clone(), evidence.clone()));
    }
    for (value, statements) in said.values {
        match candidates.iter_mut().find(|one| one.value == value) {
            // The document may have recorded the same statement.
            Some(one) => {
                for statement in statements {
                    let known = one.statements.iter().any(|other| {
                        other.source == statement.source && other.stance == statement.stance
                    });
                    if !known {
                        one.statements.push(statement);
                    }
                }
            }
            None => candidates.push(Candidate { value, statements }),
        }
    }
    let asserted = |one: &Candidate| {
        one.statements.is_empty()
            || one
                .statements
                .iter()
                .any(|one| one.stance == Stance::Asserts)
    };
    let denied = |one: &Candidate| {
        one.statements
            .iter()
            .any(|one| one.stance == Stance::Denies)
    };
    // To deny a yes is to say no.
    if let [only] = candidates.as_slice()
        && let Value::YesNo(answer) = only.value
        && denied(only)
    {
        let (against, for_it): (Vec<_>, Vec<_>) = only
            .statements
            .iter()
            .cloned()
            .partition(|one| one.stance == Stance::Denies);
        let other = Candidate {
            value: Value::YesNo(!answer),
            statements: against
                .into_iter()
                .map(|one| FactStatement {
                    stance: Stance::Asserts,
                    ..one
                })
                .collect(),
        };
        let own = Candidate {
            value: Value::YesNo(answer),
            statements: for_it.clone(),
        };
        candidates = if for_it.is_empty() {
            vec![other]
        } else {
            vec![own, other]
        };
    }
    match candidates.as_slice() {
        [] => of_ranges(ranges, before),
        [only] if asserted(only) && !denied(only) => {
            let inside = ranges.iter().all(|(low, high, _)| {
                low.compare(&only.value)
                    .is_none_or(std::cmp::Ordering::is_le)
                    && only
                        .value
                        .compare(high)
                        .is_none_or(std::cmp::Ordering::is_le)
            });
            if inside {
                let mut evidence = only.statements.clone();
                evidence.extend(ranges.into_iter().flat_map(|(_, _, statements)| statements));
                return Fact::Known {
                    value: only.value.clone(),
                    evidence,
                };
            }
            // A figure outside the range that another gives: everything between is open.
            ranges.push((
                only.value.clone(),
                only.value.clone(),
                only.statements.clone(),
            ));
            hull(ranges)
        }
        // One value, asserted by some and denied by others, or only denied: what else it could be nobody says.
        [_] => Fact::Unknown(UnknownReason::NotAsked),
        _ => {
            // A value that is only denied is nobody's candidate, unless nobody asserts any.
            let some: Vec<Candidate> = candidates
                .iter()
                .filter(|one| asserted(one))
                .cloned()
                .collect();
            match some.as_slice() {
                [only] if !denied(only) => {
                    let evidence = only.statements.clone();
                    Fact::Known {
                        value: only.value.clone(),
                        evidence,
                    }
                }
                [] | [_] => Fact::Contested(candidates),
                _ => Fact::Contested(some),
            }
        }
    }
}

fn of_ranges(ranges: Vec<(Value, Value, Vec<FactStatement>)>, before: Fact) -> Fact {
    if ranges.is_empty() {
        before
    } else {
        hull(ranges)
    }
}

/// What ranges that several give come to. One that lies inside all others contradicts none of them,
/// as a figure inside a range does not, and is taken. Otherwise it is from the lowest to the highest
/// bound that anybody gives, so that it is not narrower than what any of them says.
fn hull(ranges: Vec<(Value, Value, Vec<FactStatement>)>) -> Fact {
    let inside = |one: &(Value, Value, Vec<FactStatement>),
                  other: &(Value, Value, Vec<FactStatement>)| {
        other
            .0
            .compare(&one.0)
            .is_some_and(std::cmp::Ordering::is_le)
            && one
                .1
                .compare(&other.1)
                .is_some_and(std::cmp::Ordering::is_le)
    };
    let innermost = ranges
        .iter()
        .position(|one| ranges.iter().all(|other| inside(one, other)));
    if let Some((low, high)) = innermost
        .and_then(|at| ranges.get(at))
        .map(|(low, high, _)| (low.clone(), high.clone()))
    {
        let evidence = ranges
            .into_iter()
            .flat_map(|(_, _, statements)| statements)
            .collect();
        return if low == high {
            Fact::Known {
                value: low,
                evidence,
            }
        } else {
            Fact::Between {
                low,
                high,
                evidence,
            }
        };
    }
    let mut all: Option<(Value, Value)> = None;
    let mut evidence = Vec::new();
    for (low, high, statements) in ranges {
        evidence.extend(statements);
        all = Some(match all {
            None => (low, high),
            Some((known_low, known_high)) => {
                let (Some(lower), Some(higher)) =
                    (low.compare(&known_low), high.compare(&known_high))
                else {
                    // In two currencies nothing can be compared.
                    return Fact::Unknown(UnknownReason::NotAsked);
                };
                (
                    if lower.is_lt() { low } else { known_low },
                    if higher.is_gt() { high } else { known_high },
                )
            }
        });
    }
    match all {
        Some((low, high)) if low == high => Fact::Known {
            value: low,
            evidence,
        },
        Some((low, high)) => Fact::Between {
            low,
            high,
            evidence,
        },
        None => Fact::Unknown(UnknownReason::NotAsked),
    }
}
