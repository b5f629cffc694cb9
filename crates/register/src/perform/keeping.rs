//! Holds, and the end of keeping.

use std::collections::BTreeSet;

use super::given;
use crate::acting::Verb;
use crate::duty::{Duty, DutyState};
use crate::error::{RegisterError, Result};
use crate::licence::{Licence, State};
use crate::reading;
use crate::request::{Proposal, ProposalState, Request};
use crate::retention::{self, Hold};
use crate::writing::Writing;

pub(super) fn hold(writing: &mut Writing<'_>, hold: &Hold) -> Result<()> {
    given(&hold.cause)?;
    if hold.id.trim().is_empty() || hold.lifted.is_some() {
        return Err(RegisterError::Wrong(
            "a hold needs a name, and stands until it is lifted".to_owned(),
        ));
    }
    let mut hold = hold.clone();
    if let Some(number) = &hold.licence {
        hold.licence = Some(reading::licence(writing.database, number)?.id);
    }
    if writing.latest::<Hold>("hold", &hold.id)?.is_some() {
        return Err(RegisterError::refused(
            "name-taken",
            format!("there is a hold `{}` in the register", hold.id),
        ));
    }
    writing
        .put(Verb::Hold, "hold", &hold.id, &hold, None)
        .map(drop)
}

pub(super) fn lift(
    writing: &mut Writing<'_>,
    id: &str,
    cause: &str,
    note: Option<&str>,
) -> Result<()> {
    let Some((mut hold, _, _)) = writing.latest::<Hold>("hold", id)? else {
        return Err(RegisterError::NotFound {
            what: "hold",
            id: id.to_owned(),
        });
    };
    if hold.lifted.is_some() {
        return Err(RegisterError::refused(
            "hold-lifted",
            format!("hold `{id}` was lifted before"),
        ));
    }
    hold.lifted = Some(given(cause)?);
    writing.put(Verb::Lift, "hold", id, &hold, note).map(drop)
}

pub(super) fn purge(
    writing: &mut Writing<'_>,
    number: &str,
    years: u32,
    cites: &str,
    note: Option<&str>,
) -> Result<()> {
    let cites = given(cites)?;
    let on = writing.acting.on;
    let licence = reading::licence(writing.database, number)?;
    let account = writing.account(&licence)?;
    let state = licence.state(on, account.is_used_up(&licence));
    let over = [
        State::Expired,
        State::Surrendered,
        State::Revoked,
        State::Superseded,
    ];
    if !over.contains(&state) {
        return Err(RegisterError::refused(
            "not-over",
            format!(
                "licence `{}` is {} and not over",
                licence.number,
                state.name()
            ),
        ));
    }
    let kept = retention::of(writing.database, &licence, years)?;
    if !kept.holds.is_empty() {
        return Err(RegisterError::refused(
            "held",
            format!(
                "licence `{}` is held: {}",
                licence.number,
                kept.holds.join(", ")
            ),
        )
        .with_help("an administrator lifts a hold, and a second one agrees"));
    }
    match kept.through {
        Some(last) if on > last => {}
        Some(last) => {
            return Err(RegisterError::refused(
                "still-kept",
                format!("licence `{}` must be kept through {last}", licence.number),
            ));
        }
        None => {
            return Err(RegisterError::refused(
                "still-kept",
                format!(
                    "nothing says when the period of keeping of licence `{}` begins",
                    licence.number
                ),
            ));
        }
    }
    let duties: Vec<Duty> = reading::all(writing.database, "duty")?;
    let from = format!("licence/{}", licence.id);
    let duties: Vec<Duty> = duties.into_iter().filter(|one| one.from == from).collect();
    if let Some(open) = duties.iter().find(|duty| duty.state == DutyState::Open) {
        return Err(RegisterError::refused(
            "duty-open",
            format!(
                "licence `{}` has a duty that nobody has done: `{}`",
                licence.number, open.id
            ),
        )
        .with_help("prove that it was done, or let it be waived, before its record goes"));
    }
    let proposals = proposals_about(writing, &licence)?;
    if let Some(open) = proposals
        .iter()
        .find(|one| one.state == ProposalState::Open)
    {
        return Err(RegisterError::refused(
            "proposal-open",
            format!(
                "proposal `{}` about licence `{}` waits for a second person",
                open.id, licence.number
            ),
        )
        .with_help("approve or reject it first"));
    }
    let before = hash(writing, "licence", &licence.id)?;
    let remark = match note {
        Some(note) => format!("after {years} years under {cites}; {note}"),
        None => format!("after {years} years under {cites}"),
    };
    writing.mark(Verb::Purge, from, before, Some(&remark))?;
    empty(writing, "licence", &licence.id)?;
    for duty in &duties {
        empty(writing, "duty", &duty.id)?;
    }
    // Whoever asked for something wrote down the licence with it, as it was to be.
    for proposal in &proposals {
        let before = hash(writing, "proposal", &proposal.id)?;
        let object = format!("proposal/{}", proposal.id);
        let remark = format!("with licence/{}", licence.id);
        writing.mark(Verb::Purge, object, before, Some(&remark))?;
        empty(writing, "proposal", &proposal.id)?;
    }
    writing.database.execute(
        "UPDATE entry SET purged = 1, shipment = NULL, declaration = NULL, cause = NULL WHERE licence = $1",
        &[licence.id.as_str().into()],
    )?;
    Ok(())
}

fn hash(writing: &mut Writing<'_>, kind: &str, id: &str) -> Result<Option<String>> {
    let latest = writing.latest::<serde_json::Value>(kind, id)?;
    Ok(latest.map(|(_, _, hash)| hash))
}

/// Takes away what every version of something said.
fn empty(writing: &mut Writing<'_>, kind: &str, id: &str) -> Result<()> {
    let sql = "UPDATE version SET body = NULL WHERE kind = $1 AND id = $2";
    writing.database.execute(sql, &[kind.into(), id.into()])?;
    Ok(())
}

/// What somebody asked for about a licence that takes two, under whichever number; but not the purges, which say
/// nothing of it and of which one is being approved.
fn proposals_about(writing: &mut Writing<'_>, licence: &Licence) -> Result<Vec<Proposal>> {
    let versions: Vec<(i64, Licence)> =
        reading::versions(writing.database, "licence", &licence.id)?;
    let numbers: BTreeSet<String> = versions
        .into_iter()
        .map(|(_, version)| version.number)
        .chain([licence.id.clone()])
        .collect();
    let holds: Vec<Hold> = reading::all(writing.database, "hold")?;
    let proposals: Vec<Proposal> = reading::all(writing.database, "proposal")?;
    Ok(proposals
        .into_iter()
        .filter(|one| match &*one.request {
            Request::Reinstate { licence, .. }
            | Request::Amend { licence, .. }
            | Request::Correct { licence, .. } => numbers.contains(licence),
            Request::Waive { duty, .. } => duty
                .strip_prefix(&licence.id)
                .is_some_and(|rest| rest.starts_with('/')),
            Request::Lift { hold, .. } => holds
                .iter()
                .any(|one| one.id == *hold && one.licence.as_ref() == Some(&licence.id)),
            _ => false,
        })
        .collect())
}
