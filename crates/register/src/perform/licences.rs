//! Licences along the edges of their states.

use std::sync::Arc;

use super::given;
use super::ledger::{into_line, release_all};
use crate::acting::Verb;
use crate::duty::{self, WorkingDays};
use crate::error::{RegisterError, Result};
use crate::ledger::{Account, Booking, Entry, EntryKind};
use crate::licence::{Licence, Recorded, Starts};
use crate::reading;
use crate::request::{Amounts, Done, Imported};
use crate::writing::Writing;

/// A licence with its account, and the way that a verb takes it.
fn on_edge(writing: &mut Writing<'_>, number: &str, verb: Verb) -> Result<(Licence, Arc<Account>)> {
    let licence = reading::licence(writing.database, number)?;
    let account = writing.account(&licence)?;
    let state = licence.state(writing.acting.on, account.is_used_up(&licence));
    crate::licence::edge(state, verb, &licence.number)?;
    Ok((licence, account))
}

fn keep(
    writing: &mut Writing<'_>,
    verb: Verb,
    licence: &Licence,
    note: Option<&str>,
) -> Result<()> {
    writing
        .put(verb, "licence", &licence.id, licence, note)
        .map(drop)
}

/// Refuses a number that another licence has or had.
fn must_be_free(writing: &mut Writing<'_>, licence: &Licence) -> Result<()> {
    for number in [&licence.id, &licence.number] {
        match reading::licence(writing.database, number) {
            Ok(other) if other.id != licence.id => {
                return Err(taken(number));
            }
            Ok(_) | Err(RegisterError::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn taken(number: &str) -> RegisterError {
    RegisterError::refused(
        "number-taken",
        format!("there is a licence `{number}` in the register"),
    )
    .with_help("a licence that has changed is amended: `exeat licence amend`")
}

pub(super) fn record(writing: &mut Writing<'_>, licence: &Licence) -> Result<()> {
    licence.check()?;
    new_here(writing, licence)?;
    if licence.recorded != Recorded::Draft {
        return Err(RegisterError::Wrong(format!(
            "licence `{}` is recorded as a draft first, and then issued",
            licence.number
        )));
    }
    keep(writing, Verb::Record, licence, None)
}

fn new_here(writing: &mut Writing<'_>, licence: &Licence) -> Result<()> {
    if writing.latest::<Licence>("licence", &licence.id)?.is_some() {
        return Err(taken(&licence.id));
    }
    let purged = writing.database.row(
        "SELECT number FROM version WHERE kind = 'licence' AND id = $1",
        &[licence.id.as_str().into()],
    )?;
    if purged.is_some() {
        return Err(taken(&licence.id));
    }
    must_be_free(writing, licence)
}

pub(super) fn import(
    writing: &mut Writing<'_>,
    licences: &[Imported],
    calendars: &dyn WorkingDays,
    done: &mut Done,
) -> Result<()> {
    for imported in licences {
        let licence = &imported.licence;
        licence.check()?;
        new_here(writing, licence)?;
        keep(writing, Verb::Import, licence, None)?;
        opening(writing, imported, done)?;
        if licence.recorded != Recorded::Draft {
            begin_duties(writing, licence, calendars, done)?;
        }
    }
    Ok(())
}

/// Books what was used of a licence before the register began. It counts as shipments as what comes after does.
fn opening(writing: &mut Writing<'_>, imported: &Imported, done: &mut Done) -> Result<()> {
    let licence = &imported.licence;
    let shipments = used_shipments(imported)?;
    let name = |number: u32| match shipments {
        0 | 1 => "before the register".to_owned(),
        _ => format!("before the register, {number} of {shipments}"),
    };
    let mut bookings = Vec::new();
    for used in &imported.used {
        let amounts = Amounts {
            quantity: used.quantity,
            value: used.value,
        };
        let mut booking = into_line(licence, used.line, &amounts)?;
        booking.shipment = Some(name(1));
        bookings.push(booking);
    }
    // Nobody says how much left in which of them: the first stands for all amounts, the others count.
    let first = match (bookings.first(), licence.lines.first()) {
        (Some(booking), _) => Some(booking.line),
        (None, Some(line)) => Some(line.number),
        (None, None) => None,
    };
    let counted = if bookings.is_empty() { 1 } else { 2 };
    for number in counted..=shipments {
        bookings.extend(first.map(|line| Booking {
            line,
            shipment: Some(name(number)),
            ..Booking::default()
        }));
    }
    let mut account = Account::counting_shipments();
    for booking in bookings {
        account.must_allow(licence, EntryKind::Correct, &booking)?;
        let entry = Entry {
            licence: licence.id.clone(),
            sequence: 0,
            line: booking.line,
            kind: EntryKind::Correct,
            reservation: None,
            day: writing.acting.on,
            quantity: booking.quantity,
            value: booking.value,
            shipment: booking.shipment,
            declaration: None,
            cause: Some("used before it was taken into the register".to_owned()),
            purged: false,
        };
        let entry = writing.enter(Verb::Import, entry, None)?;
        account.add(&entry)?;
        done.entries.push(entry);
    }
    account.must_fit(licence)
}

/// In how many shipments left what was used of a licence before the register began.
fn used_shipments(imported: &Imported) -> Result<u32> {
    let licence = &imported.licence;
    let is_used = !imported.used.is_empty();
    match (imported.used_shipments, licence.shipments_max) {
        (Some(0), _) if is_used => Err(RegisterError::refused(
            "shipments-contradict",
            format!(
                "something was used of licence `{}`, and in no shipment",
                licence.number
            ),
        )
        .with_help("say in `used-shipments` in how many shipments it left")),
        (Some(count), most) => match most {
            Some(most) if count > most => Err(RegisterError::refused(
                "shipments-used-up",
                format!(
                    "licence `{}` allows {most} shipments at most, and {count} were used",
                    licence.number
                ),
            )),
            // Only a licence that limits them counts them.
            Some(_) => Ok(count),
            None => Ok(count.min(1)),
        },
        (None, Some(most)) if is_used && most > 1 => Err(RegisterError::refused(
            "shipments-not-said",
            format!(
                "licence `{}` allows {most} shipments, and nobody says in how many left what was used of it",
                licence.number
            ),
        )
        .with_help("say it in the column `used-shipments` of the sheet `licences`")),
        (None, _) => Ok(u32::from(is_used)),
    }
}

/// Makes duties of the conditions whose periods run from the issue or the last day.
fn begin_duties(
    writing: &mut Writing<'_>,
    licence: &Licence,
    calendars: &dyn WorkingDays,
    done: &mut Done,
) -> Result<()> {
    let issued = [
        (Starts::Issue, Some(licence.valid_from)),
        (Starts::Expiry, licence.valid_through),
    ];
    for (starts, since) in issued {
        let Some(since) = since else { continue };
        for condition in duty::conditions(licence, starts) {
            let duty = duty::of_condition(licence, &condition, since, None, calendars);
            super::duties::keep_new(writing, duty, done)?;
        }
    }
    Ok(())
}

pub(super) fn issue(
    writing: &mut Writing<'_>,
    number: &str,
    calendars: &dyn WorkingDays,
    done: &mut Done,
) -> Result<()> {
    let (mut licence, _) = on_edge(writing, number, Verb::Issue)?;
    licence.check()?;
    licence.recorded = Recorded::Issued;
    keep(writing, Verb::Issue, &licence, None)?;
    begin_duties(writing, &licence, calendars, done)
}

pub(super) fn suspend(writing: &mut Writing<'_>, number: &str, cause: &str) -> Result<()> {
    let cause = given(cause)?;
    let (mut licence, _) = on_edge(writing, number, Verb::Suspend)?;
    licence.recorded = Recorded::Suspended;
    licence.cause = Some(cause);
    keep(writing, Verb::Suspend, &licence, None)
}

pub(super) fn reinstate(
    writing: &mut Writing<'_>,
    number: &str,
    cause: &str,
    note: Option<&str>,
) -> Result<()> {
    let cause = given(cause)?;
    let (mut licence, _) = on_edge(writing, number, Verb::Reinstate)?;
    licence.recorded = Recorded::Issued;
    licence.cause = Some(cause);
    keep(writing, Verb::Reinstate, &licence, note)
}

pub(super) fn surrender(
    writing: &mut Writing<'_>,
    number: &str,
    cause: Option<&str>,
) -> Result<()> {
    let (mut licence, account) = on_edge(writing, number, Verb::Surrender)?;
    if let Some(open) = account.open().next() {
        return Err(RegisterError::refused(
            "still-reserved",
            format!(
                "licence `{}` has an open reservation ({}) and cannot be given back",
                licence.number, open.sequence
            ),
        )
        .with_help("draw or release what is reserved first"));
    }
    licence.recorded = Recorded::Surrendered;
    licence.cause = cause.map(str::to_owned);
    keep(writing, Verb::Surrender, &licence, None)
}

pub(super) fn revoke(
    writing: &mut Writing<'_>,
    number: &str,
    cause: &str,
    done: &mut Done,
) -> Result<()> {
    let cause = given(cause)?;
    let (mut licence, account) = on_edge(writing, number, Verb::Revoke)?;
    release_all(writing, &licence, &account, "the licence was revoked", done)?;
    licence.recorded = Recorded::Revoked;
    licence.cause = Some(cause);
    keep(writing, Verb::Revoke, &licence, None)
}

pub(super) fn supersede(
    writing: &mut Writing<'_>,
    number: &str,
    successor: &str,
    done: &mut Done,
) -> Result<()> {
    let (mut licence, account) = on_edge(writing, number, Verb::Supersede)?;
    let other = reading::licence(writing.database, successor)?;
    if other.id == licence.id {
        return Err(RegisterError::refused(
            "own-successor",
            "a licence cannot stand in its own place",
        ));
    }
    release_all(
        writing,
        &licence,
        &account,
        "another licence stands in its place",
        done,
    )?;
    licence.recorded = Recorded::Superseded;
    licence.superseded_by = Some(other.id);
    keep(writing, Verb::Supersede, &licence, None)
}

pub(super) fn amend(
    writing: &mut Writing<'_>,
    number: &str,
    amended: &Licence,
    cause: &str,
    note: Option<&str>,
) -> Result<()> {
    let cause = given(cause)?;
    let (licence, _) = on_edge(writing, number, Verb::Amend)?;
    // The new version may limit what the old one did not.
    let account = writing.whole_account(&licence)?;
    let amended = Licence {
        id: licence.id.clone(),
        recorded: licence.recorded,
        superseded_by: None,
        cause: Some(cause),
        ..amended.clone()
    };
    amended.check()?;
    must_be_free(writing, &amended)?;
    for line in &amended.lines {
        let before = licence.line(line.number);
        let used = account.line(line.number);
        let unit = |line: &crate::licence::LicenceLine| {
            (
                line.quantity.map(|one| one.unit),
                line.value.map(|one| one.currency),
            )
        };
        let untouched = used.drawn.is_zero() && used.reserved.is_zero();
        if !untouched && before.is_some_and(|before| unit(before) != unit(line)) {
            return Err(RegisterError::refused(
                "unit-changed",
                format!(
                    "line {} was used, so its unit and currency stay as they are",
                    line.number
                ),
            )
            .with_help("give the new amount in the unit of the old one"));
        }
    }
    account.must_fit(&amended)?;
    keep(writing, Verb::Amend, &amended, note)
}
