//! Tables that the register writes.

use exeat_value::Day;

use super::sheet::Table;
use crate::assurance::AssuranceView;
use crate::duty::{Duty, DutyState};
use crate::error::Result;
use crate::ledger::{Account, Entry, EntryKind};
use crate::licence::Licence;
use crate::request::LicenceView;

fn show<T: ToString>(value: Option<T>) -> String {
    value.map(|one| one.to_string()).unwrap_or_default()
}

/// The licences as they stand.
#[must_use]
pub fn licences(views: &[LicenceView]) -> Table {
    let rows = views
        .iter()
        .map(|view| {
            let licence = &view.licence;
            vec![
                licence.number.clone(),
                licence.jurisdiction.clone(),
                licence.authority.clone(),
                licence.kind.name().to_owned(),
                licence.holder.clone(),
                licence.valid_from.to_string(),
                show(licence.valid_through),
                show(licence.shipments_max),
                licence.destinations.join(" "),
                view.state.name().to_owned(),
                licence.note.clone().unwrap_or_default(),
            ]
        })
        .collect();
    Table {
        name: "licences",
        columns: vec![
            "number",
            "jurisdiction",
            "authority",
            "kind",
            "holder",
            "valid-from",
            "valid-through",
            "shipments-max",
            "destinations",
            "state",
            "note",
        ],
        rows,
    }
}

/// Their lines with what was used and what is left.
#[must_use]
pub fn lines(views: &[LicenceView]) -> Table {
    let mut rows = Vec::new();
    for view in views {
        for (line, use_) in view.licence.lines.iter().zip(&view.lines) {
            rows.push(vec![
                view.licence.number.clone(),
                line.number.to_string(),
                line.item.clone().unwrap_or_default(),
                line.codes.join(" "),
                show(line.quantity.map(|one| one.amount)),
                show(line.quantity.map(|one| one.unit)),
                show(line.value.map(|one| one.amount)),
                show(line.value.map(|one| one.currency)),
                use_.reserved.to_string(),
                use_.drawn.to_string(),
                show(use_.left.map(|one| one.amount)),
                use_.reserved_value.to_string(),
                use_.drawn_value.to_string(),
                show(use_.left_value.map(|one| one.amount)),
            ]);
        }
    }
    Table {
        name: "lines",
        columns: vec![
            "licence",
            "line",
            "item",
            "codes",
            "quantity",
            "unit",
            "value",
            "currency",
            "reserved-quantity",
            "drawn-quantity",
            "left-quantity",
            "reserved-value",
            "drawn-value",
            "left-value",
        ],
        rows,
    }
}

/// The entries of ledgers, with the units of their lines.
#[must_use]
pub fn ledger(views: &[(LicenceView, Vec<Entry>)]) -> Table {
    let mut rows = Vec::new();
    for (view, entries) in views {
        for entry in entries {
            rows.push(entry_row(view, entry));
        }
    }
    Table {
        name: "ledger",
        columns: LEDGER.to_vec(),
        rows,
    }
}

const LEDGER: &[&str] = &[
    "entry",
    "day",
    "do",
    "licence",
    "line",
    "quantity",
    "unit",
    "value",
    "currency",
    "shipment",
    "declaration",
    "reservation",
    "cause",
];

fn entry_row(view: &LicenceView, entry: &Entry) -> Vec<String> {
    let line = view.licence.line(entry.line);
    vec![
        entry.sequence.to_string(),
        entry.day.to_string(),
        entry.kind.name().to_owned(),
        view.licence.number.clone(),
        entry.line.to_string(),
        show(entry.quantity),
        show(
            entry
                .quantity
                .and(line.and_then(|line| line.quantity))
                .map(|one| one.unit),
        ),
        show(entry.value),
        show(
            entry
                .value
                .and(line.and_then(|line| line.value))
                .map(|one| one.currency),
        ),
        entry.shipment.clone().unwrap_or_default(),
        entry.declaration.clone().unwrap_or_default(),
        show(entry.reservation),
        entry.cause.clone().unwrap_or_default(),
    ]
}

/// A licence as it stood at the end of a day, with the entries up to that day.
///
/// # Errors
/// The entries do not follow from one another, as only damage can bring about.
pub fn as_of(licence: &Licence, entries: &[Entry], on: Day) -> Result<LicenceView> {
    let account = Account::of(entries.iter().filter(|entry| entry.day <= on))?;
    Ok(LicenceView::new(licence.clone(), &account, on))
}

/// What left under each licence within a period: draws and corrections, as an authority asks for it.
#[must_use]
pub fn usage(views: &[(LicenceView, Vec<Entry>)], from: Day, through: Day) -> Table {
    let mut rows = Vec::new();
    for (view, entries) in views {
        for entry in entries.iter().filter(|entry| {
            matches!(entry.kind, EntryKind::Draw | EntryKind::Correct)
                && (from..=through).contains(&entry.day)
        }) {
            rows.push(entry_row(view, entry));
        }
    }
    Table {
        name: "usage",
        columns: LEDGER.to_vec(),
        rows,
    }
}

/// Duties as they stand on a day.
#[must_use]
pub fn duties(duties: &[Duty], on: Day) -> Table {
    let rows = duties
        .iter()
        .map(|duty| {
            let (state, proof) = match &duty.state {
                DutyState::Open if duty.is_overdue(on) => ("overdue", String::new()),
                DutyState::Open => ("open", String::new()),
                DutyState::Done { on, proof } => ("done", format!("{on}: {proof}")),
                DutyState::Waived { cause } => ("waived", cause.clone()),
            };
            vec![
                duty.id.clone(),
                show(duty.due),
                state.to_owned(),
                duty.kind.clone(),
                duty.text.clone(),
                duty.from.clone(),
                duty.cites.clone().unwrap_or_default(),
                show(duty.since),
                duty.shipment.clone().unwrap_or_default(),
                duty.proof_wanted.clone().unwrap_or_default(),
                proof,
                duty.not_counted.clone().unwrap_or_default(),
            ]
        })
        .collect();
    Table {
        name: "duties",
        columns: vec![
            "duty",
            "due",
            "state",
            "kind",
            "text",
            "from",
            "cites",
            "since",
            "shipment",
            "proof-wanted",
            "proof",
            "not-counted",
        ],
        rows,
    }
}

/// Assurances, and what leans on them.
#[must_use]
pub fn reliances(views: &[AssuranceView]) -> Table {
    let mut rows = Vec::new();
    for view in views {
        let one = &view.assurance;
        let head = vec![
            one.id.clone(),
            one.kind.name().to_owned(),
            one.by.clone(),
            one.to.clone(),
            one.of.clone(),
            one.given.to_string(),
            show(one.until),
            if view.holds { "yes" } else { "no" }.to_owned(),
            one.statement.speaker.clone().unwrap_or_default(),
            one.statement.source.clone().unwrap_or_default(),
        ];
        let with = |shipment: &str, why: &str| {
            let mut row = head.clone();
            row.extend([shipment.to_owned(), why.to_owned()]);
            row
        };
        if view.reliances.is_empty() {
            rows.push(with("", ""));
        }
        for reliance in &view.reliances {
            rows.push(with(&reliance.shipment, &reliance.why));
        }
    }
    Table {
        name: "assurances",
        columns: vec![
            "assurance",
            "kind",
            "by",
            "to",
            "of",
            "given",
            "until",
            "holds",
            "speaker",
            "source",
            "shipment",
            "why",
        ],
        rows,
    }
}
