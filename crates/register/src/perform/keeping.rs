//! Holds, and the end of keeping.

use super::given;
use crate::acting::Verb;
use crate::error::{RegisterError, Result};
use crate::licence::State;
use crate::reading;
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
    let hash = writing
        .latest::<serde_json::Value>("licence", &licence.id)?
        .map(|(_, _, hash)| hash);
    let remark = match note {
        Some(note) => format!("after {years} years under {cites}; {note}"),
        None => format!("after {years} years under {cites}"),
    };
    writing.mark(
        Verb::Purge,
        format!("licence/{}", licence.id),
        hash,
        Some(&remark),
    )?;
    writing.database.execute(
        "UPDATE version SET body = NULL WHERE kind = 'licence' AND id = $1",
        &[licence.id.as_str().into()],
    )?;
    let duties: Vec<crate::duty::Duty> = reading::all(writing.database, "duty")?;
    let from = format!("licence/{}", licence.id);
    for duty in duties.iter().filter(|duty| duty.from == from) {
        writing.database.execute(
            "UPDATE version SET body = NULL WHERE kind = 'duty' AND id = $1",
            &[duty.id.as_str().into()],
        )?;
    }
    writing.database.execute(
        "UPDATE entry SET purged = 1, shipment = NULL, declaration = NULL, cause = NULL WHERE licence = $1",
        &[licence.id.as_str().into()],
    )?;
    Ok(())
}
