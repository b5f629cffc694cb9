//! For how long what is on record must be kept.

use exeat_value::Day;
use serde::{Deserialize, Serialize};

use crate::error::{RegisterError, Result};
use crate::ledger::Entry;
use crate::licence::Licence;

/// A hold: while it stands, nothing of its object is purged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its name.
    pub id: String,
    /// The licence that it holds; none, everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Why: an authority asks for the records, a proceeding, an audit.
    pub cause: String,
    /// Why it was lifted, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted: Option<String>,
}

/// What a period of keeping runs from: the latest of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// What happened, and when.
    pub triggers: Vec<(String, Day)>,
    /// The latest of them.
    pub since: Option<Day>,
    /// The last day of keeping.
    pub through: Option<Day>,
    /// The holds that stop it.
    pub holds: Vec<String>,
}

/// The period of keeping of a licence that must be kept for so many years.
pub(crate) fn retention(
    licence: &Licence,
    entries: &[Entry],
    discharged: impl IntoIterator<Item = Day>,
    holds: &[Hold],
    years: u32,
) -> Result<Retention> {
    let mut triggers = Vec::new();
    if let Some(last) = licence.valid_through {
        triggers.push(("the licence's last day".to_owned(), last));
    }
    if let Some(day) = entries.iter().map(|entry| entry.day).max() {
        triggers.push(("the last entry of its ledger".to_owned(), day));
    }
    if let Some(day) = discharged.into_iter().max() {
        triggers.push(("the last duty that was done".to_owned(), day));
    }
    let since = triggers.iter().map(|(_, day)| *day).max();
    let months = years
        .checked_mul(12)
        .ok_or_else(|| RegisterError::Wrong("so many years nobody keeps".to_owned()))?;
    Ok(Retention {
        through: since.and_then(|day| day.plus_months(months)),
        since,
        triggers,
        holds: holds
            .iter()
            .filter(|hold| hold.lifted.is_none())
            .filter(|hold| hold.licence.as_ref().is_none_or(|one| *one == licence.id))
            .map(|hold| hold.id.clone())
            .collect(),
    })
}

/// The same from what is stored.
pub(crate) fn of(
    database: &mut crate::database::Database,
    licence: &Licence,
    years: u32,
) -> Result<Retention> {
    let entries = crate::reading::entries(database, &licence.id)?;
    let from = format!("licence/{}", licence.id);
    let duties: Vec<crate::duty::Duty> = crate::reading::all(database, "duty")?;
    let discharged = duties
        .into_iter()
        .filter(|duty| duty.from == from)
        .filter_map(|duty| match duty.state {
            crate::duty::DutyState::Done { on, .. } => Some(on),
            _ => None,
        });
    let holds: Vec<Hold> = crate::reading::all(database, "hold")?;
    retention(licence, &entries, discharged, &holds, years)
}
