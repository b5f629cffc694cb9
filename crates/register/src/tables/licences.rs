//! Licences out of the sheets `licences`, `lines`, `parties` and `conditions`.

use std::collections::BTreeSet;

use super::sheet::{Line, Sheet, TableError};
use crate::licence::{
    Condition, ConditionKind, Licence, LicenceKind, LicenceLine, LicenceParty, Recorded, Starts,
    Term,
};
use crate::request::{Imported, OpeningUse};

/// The licences of a register that was kept in tables.
///
/// # Errors
/// A cell cannot be read, or a row belongs to no licence.
pub fn imported(
    licences: &Sheet,
    lines: &Sheet,
    parties: Option<&Sheet>,
    conditions: Option<&Sheet>,
) -> Result<Vec<Imported>, TableError> {
    let mut found: Vec<Imported> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in licences.rows() {
        let licence = licence(&row)?;
        if !seen.insert(licence.number.clone()) {
            return Err(row.wrong(
                "number",
                format!("licence `{}` stands twice", licence.number),
            ));
        }
        found.push(Imported {
            licence,
            used: Vec::new(),
            used_shipments: row.read("used-shipments")?,
        });
    }
    for row in lines.rows() {
        let one = of(&mut found, &row)?;
        line(&row, one)?;
    }
    for row in parties.iter().flat_map(|sheet| sheet.rows()) {
        let party = LicenceParty {
            role: row.needed("role")?.to_lowercase(),
            name: row.needed("name")?.to_owned(),
            place: row.owned("place"),
        };
        of(&mut found, &row)?.licence.parties.push(party);
    }
    for row in conditions.iter().flat_map(|sheet| sheet.rows()) {
        let condition = condition(&row)?;
        of(&mut found, &row)?.licence.conditions.push(condition);
    }
    for (one, row) in found.iter().zip(licences.rows()) {
        one.licence
            .check()
            .map_err(|error| row.wrong("number", error))?;
    }
    Ok(found)
}

fn of<'a>(found: &'a mut [Imported], row: &Line<'_>) -> Result<&'a mut Imported, TableError> {
    let number = row.needed("licence")?;
    found
        .iter_mut()
        .find(|one| one.licence.number == number)
        .ok_or_else(|| {
            row.wrong(
                "licence",
                format!("the sheet of licences has none with the number `{number}`"),
            )
        })
}

const KINDS: &[&str] = &["individual", "general", "exception", "self-certificate"];
const STATES: &[&str] = &[
    "draft",
    "issued",
    "active",
    "suspended",
    "surrendered",
    "revoked",
];

fn licence(row: &Line<'_>) -> Result<Licence, TableError> {
    let number = row.needed("number")?.to_owned();
    let recorded = row.one_of(
        "state",
        |word| match word {
            "draft" => Some(Recorded::Draft),
            "issued" | "active" => Some(Recorded::Issued),
            "suspended" => Some(Recorded::Suspended),
            "surrendered" => Some(Recorded::Surrendered),
            "revoked" => Some(Recorded::Revoked),
            _ => None,
        },
        STATES,
    )?;
    Ok(Licence {
        id: number.clone(),
        number,
        jurisdiction: row.needed("jurisdiction")?.to_uppercase(),
        authority: row.needed("authority")?.to_owned(),
        kind: row
            .one_of("kind", LicenceKind::named, KINDS)?
            .ok_or_else(|| row.wrong("kind", "it is empty"))?,
        holder: row.needed("holder")?.to_owned(),
        parties: Vec::new(),
        destinations: row
            .words("destinations")
            .into_iter()
            .map(|word| word.to_uppercase())
            .collect(),
        valid_from: row.read_needed("valid-from")?,
        valid_through: row.day("valid-through")?,
        shipments_max: row.read("shipments-max")?,
        lines: Vec::new(),
        conditions: Vec::new(),
        recorded: recorded.unwrap_or(Recorded::Issued),
        cause: None,
        superseded_by: None,
        note: row.owned("note"),
    })
}

fn line(row: &Line<'_>, one: &mut Imported) -> Result<(), TableError> {
    let number: u32 = row.read_needed("line")?;
    let line = LicenceLine {
        number,
        item: row.owned("item"),
        codes: row.words("codes"),
        quantity: row.quantity("quantity", "unit")?,
        value: row.money("value", "currency")?,
    };
    let used = OpeningUse {
        line: number,
        quantity: row
            .quantity("used-quantity", "unit")?
            .filter(|one| !one.amount.is_zero()),
        value: row
            .money("used-value", "currency")?
            .filter(|one| !one.amount.is_zero()),
    };
    if used.quantity.is_some() || used.value.is_some() {
        one.used.push(used);
    }
    one.licence.lines.push(line);
    Ok(())
}

fn condition(row: &Line<'_>) -> Result<Condition, TableError> {
    let kinds: Vec<&str> = ConditionKind::ALL.iter().map(|kind| kind.name()).collect();
    let starts: Vec<&str> = Starts::ALL.iter().map(|one| one.name()).collect();
    Ok(Condition {
        number: row.read_needed("condition")?,
        kind: row
            .one_of("kind", ConditionKind::named, &kinds)?
            .unwrap_or(ConditionKind::Other),
        text: row.needed("text")?.to_owned(),
        starts: row
            .one_of("starts", Starts::named, &starts)?
            .ok_or_else(|| row.wrong("starts", format!("it is none of {}", starts.join(", "))))?,
        within: term(row)?,
        proof: row.owned("proof"),
    })
}

/// `10 working days`, `30 days`, `6 months`.
fn term(row: &Line<'_>) -> Result<Term, TableError> {
    let text = row.needed("within")?.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let count = |word: &str| -> Option<u32> { word.parse().ok() };
    let found = match words.as_slice() {
        [number, "working", "day" | "days"] => match (count(number), row.text("place")) {
            (Some(count), Some(place)) => Some(Term::WorkingDays(count, place.to_uppercase())),
            (Some(_), None) => {
                return Err(row.wrong(
                    "place",
                    "it is empty, and working days are those of a place",
                ));
            }
            (None, _) => None,
        },
        [number, "day" | "days"] => count(number).map(Term::Days),
        [number, "month" | "months"] => count(number).map(Term::Months),
        _ => None,
    };
    found.ok_or_else(|| {
        row.wrong("within", format!("`{text}` is no period"))
            .with_help("write `10 working days`, `30 days` or `6 months`")
    })
}
