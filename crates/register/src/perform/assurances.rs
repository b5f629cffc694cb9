//! Assurances and what leans on them.

use super::given;
use crate::acting::Verb;
use crate::assurance::{Assurance, Reliance};
use crate::error::{RegisterError, Result};
use crate::writing::Writing;

pub(super) fn assure(writing: &mut Writing<'_>, assurance: &Assurance) -> Result<()> {
    assurance.check()?;
    if writing
        .latest::<Assurance>("assurance", &assurance.id)?
        .is_some()
    {
        return Err(RegisterError::refused(
            "name-taken",
            format!("there is an assurance `{}` in the register", assurance.id),
        )
        .with_help("an assurance is not changed: retract it, and record the new one"));
    }
    writing
        .put(Verb::Assure, "assurance", &assurance.id, assurance, None)
        .map(drop)
}

fn found(writing: &mut Writing<'_>, id: &str) -> Result<Assurance> {
    match writing.latest::<Assurance>("assurance", id)? {
        Some((assurance, _, _)) => Ok(assurance),
        None => Err(RegisterError::NotFound {
            what: "assurance",
            id: id.to_owned(),
        }),
    }
}

pub(super) fn retract(writing: &mut Writing<'_>, id: &str, cause: &str) -> Result<()> {
    let mut assurance = found(writing, id)?;
    if assurance.retracted.is_some() {
        return Err(RegisterError::refused(
            "retracted",
            format!("assurance `{id}` was taken back before"),
        ));
    }
    assurance.retracted = Some(given(cause)?);
    writing
        .put(Verb::Retract, "assurance", id, &assurance, None)
        .map(drop)
}

pub(super) fn lean(writing: &mut Writing<'_>, reliance: &Reliance) -> Result<()> {
    let assurance = found(writing, &reliance.assurance)?;
    if !assurance.holds(writing.acting.on) {
        return Err(RegisterError::refused(
            "assurance-does-not-hold",
            format!(
                "nothing can lean on assurance `{}` on {}: {}",
                assurance.id,
                writing.acting.on,
                match (&assurance.retracted, assurance.until) {
                    (Some(cause), _) => format!("it was taken back: {cause}"),
                    (None, Some(last)) if writing.acting.on > last =>
                        format!("its last day was {last}"),
                    _ => format!("it was given on {}", assurance.given),
                }
            ),
        ));
    }
    if reliance.shipment.trim().is_empty() || reliance.why.trim().is_empty() {
        return Err(RegisterError::Wrong(
            "say which shipment leans on the assurance, and for what".to_owned(),
        ));
    }
    let id = format!("{}/{}", reliance.assurance, reliance.shipment);
    writing
        .put(Verb::Lean, "reliance", &id, reliance, None)
        .map(drop)
}
