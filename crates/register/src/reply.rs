//! Requests that are done once, however often they are sent.

use exeat_value::Day;
use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::duty::{Duty, WorkingDays};
use crate::error::{RegisterError, Result};
use crate::ledger::{ENTRY_COLUMNS, Entry};
use crate::perform;
use crate::request::{Done, Request};
use crate::writing::Writing;

/// No key is longer.
const KEY_MAX: usize = 200;

/// What is kept of an answer. What the events say stands where it always does, so that a purge reaches it.
#[derive(Serialize, Deserialize)]
struct Kept {
    events: Vec<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proposal: Option<String>,
    /// The names of the duties that were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    duties: Vec<String>,
}

pub(crate) fn once(
    writing: &mut Writing<'_>,
    given: Option<Day>,
    key: &str,
    request: &Request,
    calendars: &dyn WorkingDays,
) -> Result<(Done, bool)> {
    if key.trim().is_empty() || key.len() > KEY_MAX || key.chars().any(char::is_control) {
        return Err(RegisterError::Wrong(format!(
            "a key has 1 to {KEY_MAX} characters that can be printed"
        )));
    }
    let asked = serde_json::json!({ "by": writing.acting.by, "on": given, "request": request });
    let digest = canonical::digest(&canonical::text(&asked)?);
    let before = writing.database.row(
        "SELECT digest, body FROM reply WHERE key = $1",
        &[key.into()],
    )?;
    if let Some(mut row) = before {
        if row.text()? != digest {
            return Err(RegisterError::refused(
                "key-used",
                format!("the key `{key}` was used for another request"),
            )
            .with_help("take a new key for each request, and the same one only to send it again"));
        }
        let body = row.text()?;
        return done_before(writing, &body).map(|done| (done, true));
    }
    let done = perform::perform(writing, request, calendars)?;
    let kept = Kept {
        events: done.events.clone(),
        proposal: done.proposal.clone(),
        duties: done.duties.iter().map(|duty| duty.id.clone()).collect(),
    };
    writing.database.execute(
        "INSERT INTO reply (key, digest, body) VALUES ($1, $2, $3)",
        &[key.into(), digest.into(), canonical::text(&kept)?.into()],
    )?;
    Ok((done, false))
}

fn done_before(writing: &mut Writing<'_>, body: &str) -> Result<Done> {
    let kept: Kept = serde_json::from_str(body)
        .map_err(|error| RegisterError::Damaged(format!("an answer cannot be read: {error}")))?;
    let mut entries = Vec::new();
    let sql = format!("SELECT {ENTRY_COLUMNS} FROM entry WHERE sequence = $1");
    for sequence in &kept.events {
        writing
            .database
            .each(&sql, &[(*sequence).into()], &mut |row| {
                entries.push(Entry::of(row)?.0);
                Ok(())
            })?;
    }
    let mut duties = Vec::new();
    for id in &kept.duties {
        duties.extend(writing.latest::<Duty>("duty", id)?.map(|(duty, _, _)| duty));
    }
    Ok(Done {
        events: kept.events,
        entries,
        duties,
        proposal: kept.proposal,
    })
}
