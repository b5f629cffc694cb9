//! Duties.

use super::given;
use crate::acting::Verb;
use crate::duty::{Duty, DutyState};
use crate::error::{RegisterError, Result};
use crate::request::Done;
use crate::writing::Writing;

/// Keeps a duty that the register does not have yet.
pub(super) fn keep_new(writing: &mut Writing<'_>, duty: Duty, done: &mut Done) -> Result<()> {
    if writing.latest::<Duty>("duty", &duty.id)?.is_some() {
        return Ok(());
    }
    writing.put(Verb::Duty, "duty", &duty.id, &duty, None)?;
    done.duties.push(duty);
    Ok(())
}

pub(super) fn add(writing: &mut Writing<'_>, duties: &[Duty], done: &mut Done) -> Result<()> {
    for duty in duties {
        if duty.id.trim().is_empty() || duty.text.trim().is_empty() {
            return Err(RegisterError::Wrong(
                "a duty has no name or says nothing".to_owned(),
            ));
        }
        keep_new(writing, duty.clone(), done)?;
    }
    Ok(())
}

fn open(writing: &mut Writing<'_>, id: &str) -> Result<Duty> {
    let found = writing.latest::<Duty>("duty", id)?;
    let Some((duty, _, _)) = found else {
        return Err(RegisterError::NotFound {
            what: "duty",
            id: id.to_owned(),
        });
    };
    if duty.state != DutyState::Open {
        return Err(RegisterError::refused(
            "duty-settled",
            format!("duty `{id}` was settled before"),
        ));
    }
    Ok(duty)
}

pub(super) fn discharge(writing: &mut Writing<'_>, id: &str, proof: &str) -> Result<()> {
    let mut duty = open(writing, id)?;
    let proof = proof.trim();
    if proof.is_empty() {
        return Err(RegisterError::refused(
            "proof-missing",
            format!("nothing shows that duty `{id}` was done"),
        )
        .with_help("name the paper with `--proof`"));
    }
    duty.state = DutyState::Done {
        on: writing.acting.on,
        proof: proof.to_owned(),
    };
    writing
        .put(Verb::Discharge, "duty", id, &duty, None)
        .map(drop)
}

pub(super) fn waive(
    writing: &mut Writing<'_>,
    id: &str,
    cause: &str,
    note: Option<&str>,
) -> Result<()> {
    let mut duty = open(writing, id)?;
    duty.state = DutyState::Waived {
        cause: given(cause)?,
    };
    writing.put(Verb::Waive, "duty", id, &duty, note).map(drop)
}
