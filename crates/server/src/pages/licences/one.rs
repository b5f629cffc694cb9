//! One licence: what it says, what is left, its picture, its ledger, and booking on it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::response::Response;
use exeat_register::{
    Account, Amounts, Drawn, Entry, LicenceView, Request as Asked, grouped, picture_as, tables,
};
use exeat_value::Day;

use super::super::form::Written;
use super::super::frame::{Frame, Reader, Section, encoded, page, page_with};
use super::super::trouble;
use super::super::words::Words;
use super::{Desk, LineShown, Look, back, condition, day, href, lines, look, once, told};
use crate::problem::Problem;
use crate::sent::download;
use crate::service::Service;

/// Entries of the ledger on the page.
const ENTRIES_SHOWN: usize = 100;

struct OpenShown {
    sequence: i64,
    line: u32,
    left: String,
    shipment: String,
    declaration: String,
    once: String,
}

struct EntryShown {
    sequence: i64,
    day: Day,
    kind: &'static str,
    line: u32,
    quantity: String,
    value: String,
    shipment: String,
    declaration: String,
    cause: String,
}

#[derive(Template)]
#[template(path = "licence.html")]
struct One {
    frame: Frame,
    desk: Desk,
    told: String,
    refused: Option<(String, Option<String>)>,
    on: Day,
    href: String,
    /// Its name in the register, as an address has it.
    encoded_id: String,
    number: String,
    state: &'static str,
    look: &'static str,
    authority: String,
    holder: String,
    from: Day,
    through: Option<Day>,
    parties: Vec<(String, String)>,
    destinations: String,
    shipments: Option<(usize, u32)>,
    cause: Option<String>,
    note: Option<String>,
    lines: Vec<LineShown>,
    picture: String,
    open: Vec<OpenShown>,
    entries: Vec<EntryShown>,
    more: bool,
    conditions: Vec<String>,
    once: String,
    once_correct: String,
    /// What was written into the form that was refused.
    written: Booking,
}

/// A booking as it stands in its form.
#[derive(Default)]
struct Booking {
    line: String,
    quantity: String,
    value: String,
    shipment: String,
    declaration: String,
}

/// The page of a licence.
pub(super) async fn show(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(number): Path<String>,
    Query(asked): Query<Look>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    match made(&service, reader, desk, &number, &asked) {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}

fn read(
    service: &Service,
    desk: &Desk,
    number: &str,
    on: Day,
) -> Result<(LicenceView, Vec<Entry>), Problem> {
    service.desk.with(desk.who.as_ref(), |register| {
        let view = register.licence(number, on)?;
        let entries = register.entries(&view.licence.id)?;
        // As it stood on the day: what was booked later is not there yet.
        let view = tables::as_of(&view.licence, &entries, on)?;
        Ok((view, entries))
    })
}

fn made(
    service: &Service,
    reader: Reader,
    desk: Desk,
    number: &str,
    asked: &Look,
) -> Result<One, Problem> {
    let w = reader.words;
    let on = asked.day(service)?;
    let (view, entries) = read(service, &desk, number, on)?;
    let licence = &view.licence;
    let account = Account::of(entries.iter().filter(|entry| entry.day <= on))
        .map_err(|error| crate::desk::told(&error))?;
    let unit = |line: u32| {
        let terms = licence.line(line);
        (
            terms
                .and_then(|one| one.quantity)
                .map(|one| one.unit.to_string())
                .unwrap_or_default(),
            terms
                .and_then(|one| one.value)
                .map(|one| one.currency.to_string())
                .unwrap_or_default(),
        )
    };
    let with = |amount: Option<exeat_value::Decimal>, unit: &str| {
        amount.map_or_else(String::new, |amount| format!("{} {unit}", grouped(amount)))
    };
    let open = account
        .open()
        .map(|one| {
            let (quantity, currency) = unit(one.line);
            let left: Vec<String> = [
                (!quantity.is_empty()).then(|| format!("{} {quantity}", one.left.quantity)),
                (!currency.is_empty()).then(|| format!("{} {currency}", one.left.value)),
            ]
            .into_iter()
            .flatten()
            .collect();
            OpenShown {
                sequence: one.sequence,
                line: one.line,
                left: left.join(", "),
                shipment: one.shipment.clone().unwrap_or_default(),
                declaration: one.declaration.clone().unwrap_or_default(),
                once: once(),
            }
        })
        .collect();
    let shown = entries
        .iter()
        .rev()
        .filter(|entry| entry.day <= on)
        .take(ENTRIES_SHOWN)
        .map(|entry| {
            let (quantity, currency) = unit(entry.line);
            EntryShown {
                sequence: entry.sequence,
                day: entry.day,
                kind: w.entry_kind(entry.kind),
                line: entry.line,
                quantity: with(entry.quantity, &quantity),
                value: with(entry.value, &currency),
                shipment: entry.shipment.clone().unwrap_or_default(),
                declaration: entry.declaration.clone().unwrap_or_default(),
                cause: entry.cause.clone().unwrap_or_default(),
            }
        })
        .collect();
    let drawn = Drawn {
        chinese: w.is_chinese(),
        bare: true,
    };
    let address = href(&licence.id);
    Ok(One {
        frame: Frame::new(reader, Section::Licences, &licence.number, &address),
        told: asked.told.clone(),
        refused: None,
        on,
        encoded_id: encoded(&licence.id),
        number: licence.number.clone(),
        state: w.licence_state(view.state),
        look: look(view.state),
        authority: format!("{} {}", licence.jurisdiction, licence.authority),
        holder: licence.holder.clone(),
        from: licence.valid_from,
        through: licence.valid_through,
        parties: licence
            .parties
            .iter()
            .map(|party| {
                let place = party.place.as_ref().map(|one| format!(" ({one})"));
                let name = format!("{}{}", party.name, place.unwrap_or_default());
                (role(w, &party.role), name)
            })
            .collect(),
        destinations: licence.destinations.join(", "),
        shipments: licence
            .shipments_max
            .map(|most| (view.shipments.len(), most)),
        cause: licence.cause.clone(),
        note: licence.note.clone(),
        lines: lines(&view),
        picture: picture_as(licence, &entries, on, drawn),
        open,
        more: entries.len() > ENTRIES_SHOWN,
        entries: shown,
        conditions: licence.conditions.iter().map(condition).collect(),
        once: once(),
        once_correct: once(),
        written: Booking::default(),
        href: address,
        desk,
    })
}

/// Something is booked.
pub(super) async fn book(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(number): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    let form = match desk.form(body).await {
        Ok(form) => form,
        Err(problem) => return trouble(reader, Section::Licences, &problem),
    };
    let w = reader.words;
    let done = asked_for(w, &number, &form).and_then(|asked| {
        let on = match form.one("on") {
            "" => None,
            text => Some(day(text, service.today())?),
        };
        desk.perform(&service, on, &form, &asked)
    });
    match done {
        Ok(done) => back(&href(&number), &told(w, &done)),
        // What was written stays in the form.
        Err(problem) => match made(&service, reader, desk, &number, &Look::default()) {
            Ok(template) => page_with(
                problem.status(),
                &One {
                    refused: Some((problem.detail, problem.help)),
                    written: Booking {
                        line: form.one("line").to_owned(),
                        quantity: form.one("quantity").to_owned(),
                        value: form.one("value").to_owned(),
                        shipment: form.one("shipment").to_owned(),
                        declaration: form.one("declaration").to_owned(),
                    },
                    ..template
                },
            ),
            Err(problem) => trouble(reader, Section::Licences, &problem),
        },
    }
}

/// A role of the register in the reader's words.
fn role(w: Words, name: &str) -> String {
    let known = name
        .parse::<exeat_facts::Role>()
        .ok()
        .filter(|_| w.is_chinese());
    known.map_or_else(|| name.replace('-', " "), |role| role.chinese().to_owned())
}

fn asked_for(w: Words, number: &str, form: &Written) -> Result<Asked, Problem> {
    let wrong = |name: &str, error: &dyn std::fmt::Display| {
        Problem::new("bad-request", format!("{name}{}{error}", w.colon()))
    };
    let some = |name: &str| Some(form.one(name).to_owned()).filter(|text| !text.is_empty());
    let quantity = some("quantity")
        .map(|text| {
            text.parse()
                .map_err(|error| wrong(w.book_quantity(), &error))
        })
        .transpose()?;
    let value = some("value")
        .map(|text| text.parse().map_err(|error| wrong(w.book_value(), &error)))
        .transpose()?;
    let amounts = Amounts { quantity, value };
    let line = match form.one("line") {
        "" => 1,
        text => text.parse().map_err(|error| wrong(w.book_line(), &error))?,
    };
    // A number that is none would have another reservation drawn, or nothing released.
    let reservation = some("reservation")
        .map(|text| {
            text.parse()
                .map_err(|error| wrong(w.pick("Reservation", "预留"), &error))
        })
        .transpose()?;
    let licence = number.to_owned();
    let declaration = some("declaration");
    Ok(match form.one("do") {
        "reserve" => Asked::Reserve {
            licence,
            line,
            amounts,
            shipment: form.one("shipment").to_owned(),
            declaration,
        },
        "draw" => Asked::Draw {
            licence,
            line,
            amounts,
            shipment: some("shipment"),
            declaration,
            reservation,
        },
        "release" => Asked::Release {
            licence,
            line,
            amounts,
            shipment: some("shipment"),
            declaration,
            reservation,
            cause: some("cause"),
        },
        "correct" => Asked::Correct {
            licence,
            line,
            amounts,
            cause: form.one("cause").to_owned(),
            shipment: some("shipment"),
            declaration,
        },
        _ => return Err(Problem::new("bad-request", "there is no such thing to do")),
    })
}

/// The whole ledger as separated values.
pub(super) async fn ledger(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(number): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    match read(&service, &desk, &number, service.today()) {
        Ok(read) => {
            let table = tables::ledger(&[read]);
            let mut writer = csv::Writer::from_writer(Vec::new());
            // Writing to memory does not fail.
            let _ = writer.write_record(&table.columns);
            for row in &table.rows {
                let _ = writer.write_record(row);
            }
            let text = writer.into_inner().unwrap_or_default();
            download("text/csv; charset=utf-8", "ledger.csv", text)
        }
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}
