//! Bookings.

use exeat_value::{Money, Quantity};

use super::given;
use crate::acting::Verb;
use crate::duty::{self, WorkingDays};
use crate::error::{RegisterError, Result};
use crate::ledger::{Account, Booking, Entry, EntryKind, OpenReservation};
use crate::licence::{Licence, Starts, State};
use crate::reading;
use crate::request::{Amounts, Done};
use crate::writing::Writing;

/// How a reservation, or what is drawn without one, is named.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named<'a> {
    pub(super) shipment: Option<&'a str>,
    pub(super) declaration: Option<&'a str>,
    pub(super) reservation: Option<i64>,
}

/// Amounts in the unit and the currency of a line.
pub(crate) fn into_line(licence: &Licence, number: u32, amounts: &Amounts) -> Result<Booking> {
    let mut booking = Booking {
        line: number,
        ..Booking::default()
    };
    let line = licence.line(number);
    if line.is_none() {
        return Err(Account::no_such_line(licence, number));
    }
    if let Some(quantity) = amounts.quantity {
        booking.quantity = Some(match line.and_then(|line| line.quantity) {
            Some(limit) => {
                quantity
                    .to(limit.unit)
                    .ok_or_else(|| unit(licence, number, quantity, limit))?
                    .amount
            }
            None => {
                return Err(RegisterError::refused(
                    "no-unit",
                    format!(
                        "line {number} of licence `{}` counts no quantity",
                        licence.number
                    ),
                )
                .with_help("leave `--quantity` away"));
            }
        });
    }
    if let Some(value) = amounts.value {
        booking.value = Some(match line.and_then(|line| line.value) {
            Some(limit) if limit.currency == value.currency => value.amount,
            Some(limit) => return Err(currency(licence, number, value, limit)),
            None => {
                return Err(RegisterError::refused(
                    "no-currency",
                    format!(
                        "line {number} of licence `{}` counts no value",
                        licence.number
                    ),
                )
                .with_help("leave `--value` away"));
            }
        });
    }
    Ok(booking)
}

fn unit(licence: &Licence, number: u32, given: Quantity, limit: Quantity) -> RegisterError {
    RegisterError::refused(
        "other-unit",
        format!(
            "line {number} of licence `{}` counts in {}, and `{given}` is no exact amount of that",
            licence.number, limit.unit
        ),
    )
    .with_help(format!("give the quantity in {}", limit.unit))
}

fn currency(licence: &Licence, number: u32, given: Money, limit: Money) -> RegisterError {
    RegisterError::refused(
        "other-currency",
        format!(
            "line {number} of licence `{}` counts in {}, and `{given}` is in another currency",
            licence.number, limit.currency
        ),
    )
    .with_help(format!("give the value in {}", limit.currency))
}

/// Refuses bookings on a licence that may not be used on this day.
fn must_be_active(licence: &Licence, account: &Account, writing: &Writing<'_>) -> Result<()> {
    let on = writing.acting.on;
    let state = licence.state(on, account.is_used_up(licence));
    let why = match state {
        State::Active => return Ok(()),
        State::Draft => "nobody has issued it".to_owned(),
        State::Issued => format!("it may be used from {}", licence.valid_from),
        State::Expired => match licence.valid_through {
            Some(last) => format!("its last day was {last}"),
            None => "it is over".to_owned(),
        },
        State::Exhausted => "nothing is left of it".to_owned(),
        State::Superseded => match &licence.superseded_by {
            Some(other) => format!("`{other}` stands in its place"),
            None => "another stands in its place".to_owned(),
        },
        State::Suspended | State::Surrendered | State::Revoked => match &licence.cause {
            Some(cause) => format!("the cause was: {cause}"),
            None => "it may not be used".to_owned(),
        },
    };
    let rule = match state {
        State::Draft => "draft",
        State::Issued => "not-yet-valid",
        State::Expired => "expired",
        State::Exhausted => "exhausted",
        State::Superseded => "superseded",
        State::Suspended => "suspended",
        State::Surrendered => "surrendered",
        State::Revoked | State::Active => "revoked",
    };
    Err(RegisterError::refused(
        rule,
        format!(
            "licence `{}` is {} on {on}: {why}",
            licence.number,
            state.name()
        ),
    ))
}

fn entry(writing: &Writing<'_>, licence: &Licence, kind: EntryKind, booking: &Booking) -> Entry {
    Entry {
        licence: licence.id.clone(),
        sequence: 0,
        line: booking.line,
        kind,
        reservation: booking.reservation,
        day: writing.acting.on,
        quantity: booking.quantity,
        value: booking.value,
        shipment: booking.shipment.clone(),
        declaration: None,
        cause: None,
        purged: false,
    }
}

fn named(what: &str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 200 || text.chars().any(char::is_control) {
        return Err(RegisterError::Wrong(format!(
            "the {what} has no name that can be printed"
        )));
    }
    Ok(text.to_owned())
}

pub(super) fn reserve(
    writing: &mut Writing<'_>,
    number: &str,
    line: u32,
    amounts: &Amounts,
    shipment: &str,
    declaration: Option<&str>,
    done: &mut Done,
) -> Result<()> {
    let licence = reading::licence(writing.database, number)?;
    let account = writing.account(&licence)?;
    must_be_active(&licence, &account, writing)?;
    let mut booking = into_line(&licence, line, amounts)?;
    booking.shipment = Some(named("shipment", shipment)?);
    account.must_allow(&licence, EntryKind::Reserve, &booking)?;
    let declaration = declaration
        .map(|one| named("declaration", one))
        .transpose()?;
    let entry = Entry {
        declaration,
        ..entry(writing, &licence, EntryKind::Reserve, &booking)
    };
    done.entries
        .push(writing.enter(Verb::Reserve, entry, None)?);
    Ok(())
}

/// The open reservation that is meant: the one that is named, else the one of this line with this declaration, else
/// the one of this line for this shipment.
fn find(account: &Account, line: u32, named: Named<'_>) -> Result<Option<OpenReservation>> {
    if let Some(sequence) = named.reservation {
        let found = account
            .open()
            .find(|open| open.sequence == sequence)
            .cloned();
        return match found {
            Some(open) => Ok(Some(open)),
            None => Err(RegisterError::refused(
                "nothing-reserved",
                format!("reservation {sequence} is not open on this licence"),
            )),
        };
    }
    let of = |wanted: &dyn Fn(&OpenReservation) -> bool| -> Vec<OpenReservation> {
        account
            .open()
            .filter(|open| open.line == line && wanted(open))
            .cloned()
            .collect()
    };
    let found = match (named.declaration, named.shipment) {
        (Some(declaration), _) => {
            let by = of(&|open| open.declaration.as_deref() == Some(declaration));
            match (by.is_empty(), named.shipment) {
                // The declaration was not known when it was reserved.
                (true, Some(shipment)) => of(&|open| {
                    open.declaration.is_none() && open.shipment.as_deref() == Some(shipment)
                }),
                _ => by,
            }
        }
        (None, Some(shipment)) => of(&|open| open.shipment.as_deref() == Some(shipment)),
        (None, None) => Vec::new(),
    };
    match found.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(only.clone())),
        several => Err(RegisterError::refused(
            "several-reservations",
            format!(
                "{} reservations could be meant: {}",
                several.len(),
                several
                    .iter()
                    .map(|one| one.sequence.to_string())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        )
        .with_help("name one with `--reservation NUMBER`")),
    }
}

/// What is booked against a reservation: what was said, or all that is left of it.
fn against(
    licence: &Licence,
    line: u32,
    amounts: &Amounts,
    open: &OpenReservation,
) -> Result<Booking> {
    let mut booking = into_line(licence, line, amounts)?;
    if amounts.quantity.is_none() && amounts.value.is_none() {
        let terms = licence.line(line);
        booking.quantity = terms
            .and_then(|one| one.quantity)
            .map(|_| open.left.quantity);
        booking.value = terms.and_then(|one| one.value).map(|_| open.left.value);
    }
    booking.reservation = Some(open.sequence);
    booking.shipment.clone_from(&open.shipment);
    Ok(booking)
}

pub(super) fn draw(
    writing: &mut Writing<'_>,
    number: &str,
    line: u32,
    amounts: &Amounts,
    name: Named<'_>,
    calendars: &dyn WorkingDays,
    done: &mut Done,
) -> Result<()> {
    let licence = reading::licence(writing.database, number)?;
    let account = writing.account(&licence)?;
    must_be_active(&licence, &account, writing)?;
    let open = find(&account, line, name)?;
    let booking = match &open {
        Some(open) => against(&licence, line, amounts, open)?,
        None => Booking {
            shipment: Some(named("shipment", name.shipment.unwrap_or_default())?),
            ..into_line(&licence, line, amounts)?
        },
    };
    account.must_allow(&licence, EntryKind::Draw, &booking)?;
    let declaration = name
        .declaration
        .map(str::to_owned)
        .or_else(|| open.and_then(|open| open.declaration))
        .map(|one| named("declaration", &one))
        .transpose()?;
    let entry = Entry {
        declaration,
        ..entry(writing, &licence, EntryKind::Draw, &booking)
    };
    let entry = writing.enter(Verb::Draw, entry, None)?;
    let occasion = (entry.shipment.clone().unwrap_or_default(), entry.sequence);
    done.entries.push(entry);
    for condition in duty::conditions(&licence, Starts::Draw) {
        let duty = duty::of_condition(
            &licence,
            &condition,
            writing.acting.on,
            Some((&occasion.0, occasion.1)),
            calendars,
        );
        super::duties::keep_new(writing, duty, done)?;
    }
    Ok(())
}

pub(super) fn release(
    writing: &mut Writing<'_>,
    number: &str,
    line: u32,
    amounts: &Amounts,
    name: Named<'_>,
    cause: Option<&str>,
    done: &mut Done,
) -> Result<()> {
    let licence = reading::licence(writing.database, number)?;
    let account = writing.account(&licence)?;
    let Some(open) = find(&account, line, name)? else {
        return Err(RegisterError::refused(
            "nothing-reserved",
            format!(
                "nothing is reserved on line {line} of licence `{}` that this names",
                licence.number
            ),
        )
        .with_help("`exeat licence show` lists the open reservations"));
    };
    let booking = against(&licence, line, amounts, &open)?;
    account.must_allow(&licence, EntryKind::Release, &booking)?;
    let entry = Entry {
        declaration: open.declaration,
        cause: cause.map(str::to_owned),
        ..entry(writing, &licence, EntryKind::Release, &booking)
    };
    done.entries
        .push(writing.enter(Verb::Release, entry, None)?);
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "they are the parts of one request"
)]
pub(super) fn correct(
    writing: &mut Writing<'_>,
    number: &str,
    line: u32,
    amounts: &Amounts,
    cause: &str,
    name: Named<'_>,
    note: Option<&str>,
    done: &mut Done,
) -> Result<()> {
    let cause = given(cause)?;
    let licence = reading::licence(writing.database, number)?;
    let account = writing.account(&licence)?;
    if licence.state(writing.acting.on, false) == State::Draft {
        return Err(RegisterError::refused("draft", "a draft has no ledger"));
    }
    let mut booking = into_line(&licence, line, amounts)?;
    if booking.quantity.is_none_or(|one| one.is_zero())
        && booking.value.is_none_or(|one| one.is_zero())
    {
        return Err(RegisterError::refused(
            "nothing-booked",
            "no amount is given, or one of nought",
        ));
    }
    booking.shipment = name
        .shipment
        .map(|one| named("shipment", one))
        .transpose()?;
    account.must_allow(&licence, EntryKind::Correct, &booking)?;
    let entry = Entry {
        declaration: name
            .declaration
            .map(|one| named("declaration", one))
            .transpose()?,
        cause: Some(cause),
        ..entry(writing, &licence, EntryKind::Correct, &booking)
    };
    done.entries
        .push(writing.enter(Verb::Correct, entry, note)?);
    Ok(())
}

/// Releases whatever is reserved.
pub(super) fn release_all(
    writing: &mut Writing<'_>,
    licence: &Licence,
    account: &Account,
    cause: &str,
    done: &mut Done,
) -> Result<()> {
    let open: Vec<OpenReservation> = account.open().cloned().collect();
    for one in open {
        let booking = against(licence, one.line, &Amounts::default(), &one)?;
        let entry = Entry {
            declaration: one.declaration,
            cause: Some(cause.to_owned()),
            ..entry(writing, licence, EntryKind::Release, &booking)
        };
        done.entries
            .push(writing.enter(Verb::Release, entry, None)?);
    }
    Ok(())
}
