//! The minerals templates of the Responsible Minerals Initiative: CMRT and EMRT.
//!
//! Sheets, labels and headings change with versions and languages, so they are looked for by what
//! they say, and only the company's cell by its place where no label is found. Which sheets and
//! columns there are was read from programs that read and fill the templates of the versions 6.4
//! and 6.5; see docs/book/materials.md.

mod answers;

use std::io::Cursor;

use exeat_facts::{CodeListId, Vocabulary};
use exeat_value::Day;

use super::{COUNT_MAX, Declaration, DeclarationError, Declared, Form, Smelter};
use crate::tables::xlsx_in::{rows, sheet_names};
use crate::tables::{Cell, Flow, TableError};

/// The rows of a sheet that are looked at.
const ROWS_MAX: u64 = 50_000;
/// The row and column of the company, where its label is in another language than English.
const COMPANY: (u64, usize) = (8, 3);

pub(super) fn read(bytes: &[u8]) -> Result<Declaration, DeclarationError> {
    let names = sheet_names(Cursor::new(bytes)).map_err(of_table)?;
    let sheet = |wanted: &str| {
        names
            .iter()
            .find(|name| name.trim().eq_ignore_ascii_case(wanted))
            .cloned()
    };
    let (Some(front), Some(list)) = (sheet("Declaration"), sheet("Smelter List")) else {
        return Err(DeclarationError::new(
            format!(
                "the workbook is no minerals template: it has no sheets `Declaration` and `Smelter List`, but {}",
                names
                    .iter()
                    .take(20)
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            "a bill of materials in a workbook is read by a mapping: docs/book/materials.md",
        ));
    };
    let mut declaration = Declaration::new(Form::Cmrt);
    let title = head(bytes, &front, &mut declaration)?;
    smelters(bytes, &list, &mut declaration)?;
    declaration.form = form(title, &declaration)?;
    let whose = declaration
        .issuer
        .clone()
        .unwrap_or_else(|| "the supplier".to_owned());
    say(&mut declaration, &whose);
    answers::answers(bytes, &front, &whose, &mut declaration)?;
    for list in [&answers::PRODUCTS, &answers::MINES] {
        if let Some(own) = sheet(list.sheet) {
            answers::listed(bytes, &own, list, &whose, &mut declaration)?;
        }
    }
    Ok(declaration)
}

fn of_table(error: TableError) -> DeclarationError {
    DeclarationError::new(error.message, error.mend)
}

/// Which template the head names.
#[derive(Clone, Copy)]
enum Title {
    None,
    Form(Form),
    Additional,
}

fn form(title: Title, declaration: &Declaration) -> Result<Form, DeclarationError> {
    let of_conflict = |metal: &str| {
        ["tin", "tantalum", "tungsten", "gold"]
            .iter()
            .any(|known| metal.eq_ignore_ascii_case(known))
    };
    match title {
        Title::Form(form) => Ok(form),
        Title::Additional => Err(DeclarationError::new(
            "the workbook is an Additional Minerals Reporting Template, whose layout is not read",
            "ask for a CMRT or an EMRT",
        )),
        Title::None if declaration.smelters.is_empty() => Err(DeclarationError::new(
            "the workbook has the sheets of a minerals template, but says neither which one it is nor names any smelter",
            "ask for the template as its publisher made it",
        )),
        Title::None
            if declaration
                .smelters
                .iter()
                .all(|one| of_conflict(&one.metal)) =>
        {
            Ok(Form::Cmrt)
        }
        Title::None => Ok(Form::Emrt),
    }
}

/// The first sheet: which template, whose, and from when.
fn head(
    bytes: &[u8],
    sheet: &str,
    declaration: &mut Declaration,
) -> Result<Title, DeclarationError> {
    let mut title = Title::None;
    let mut by_place = None;
    let mut version = None;
    let (mut company, mut date, mut scope) = (None, None, None);
    rows(Cursor::new(bytes), sheet, &mut |row, cells| {
        if row > 120 {
            return Flow::Stop;
        }
        if row == COMPANY.0 {
            by_place = cells.get(COMPANY.1).and_then(text);
        }
        for (at, cell) in cells.iter().enumerate() {
            let Some(own) = text(cell) else { continue };
            let lower = own.to_lowercase();
            if row <= 8 {
                if lower.contains("conflict minerals reporting template") || own.contains("CMRT") {
                    title = Title::Form(Form::Cmrt);
                } else if lower.contains("extended minerals reporting template")
                    || own.contains("EMRT")
                {
                    title = Title::Form(Form::Emrt);
                } else if lower.contains("additional minerals reporting template")
                    || own.contains("AMRT")
                {
                    title = Title::Additional;
                }
                if version.is_none()
                    && let Some(rest) = lower.split_once("revision")
                {
                    version = rest
                        .1
                        .split_whitespace()
                        .next()
                        .map(str::to_owned)
                        .filter(|text| text.starts_with(|one: char| one.is_ascii_digit()));
                }
            }
            let beside = || {
                cells
                    .iter()
                    .skip(at.saturating_add(1))
                    .find(|one| !one.is_blank())
            };
            if company.is_none() && lower.starts_with("company name") {
                company = beside().and_then(text);
            } else if scope.is_none() && lower.starts_with("declaration scope") {
                scope = beside().and_then(text);
            } else if date.is_none()
                && (lower.starts_with("effective date") || lower.starts_with("date of completion"))
            {
                date = beside().cloned();
            }
        }
        Flow::On
    })
    .map_err(of_table)?;
    declaration.version = version;
    declaration.issuer = company.or(by_place);
    declaration.date = match date {
        Some(Cell::Date(day)) => Some(day),
        Some(Cell::Text(text)) => text.get(..10).and_then(|day| day.parse::<Day>().ok()),
        _ => None,
    };
    if let Some(scope) = scope {
        declaration.note(format!("scope of the declaration: {scope}"));
    }
    Ok(title)
}

fn text(cell: &Cell) -> Option<String> {
    let text = cell.text().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Where each column of the list stands.
#[derive(Clone, Copy, Default)]
struct Columns {
    metal: usize,
    look_up: Option<usize>,
    name: Option<usize>,
    country: usize,
    number: Option<usize>,
    number_put_in: Option<usize>,
    mines: Option<usize>,
}

fn columns(cells: &[Cell]) -> Option<Columns> {
    let headings: Vec<String> = cells
        .iter()
        .map(|cell| {
            cell.text()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase()
        })
        .collect();
    let begins = |wanted: &str| {
        headings
            .iter()
            .position(|heading| heading.starts_with(wanted))
    };
    Some(Columns {
        metal: begins("metal").or_else(|| begins("mineral"))?,
        country: begins("smelter country")
            .or_else(|| begins("smelter facility location: country"))?,
        look_up: begins("smelter look-up"),
        name: begins("smelter name").or_else(|| begins("standard smelter name")),
        number: headings
            .iter()
            .position(|heading| heading == "smelter identification" || heading == "smelter id"),
        number_put_in: begins("smelter identification number"),
        mines: begins("location (country) of mine"),
    })
}

fn smelters(
    bytes: &[u8],
    sheet: &str,
    declaration: &mut Declaration,
) -> Result<(), DeclarationError> {
    let mut at: Option<Columns> = None;
    let mut found = Vec::new();
    let mut faults: Vec<(u64, String)> = Vec::new();
    let mut too_many = false;
    rows(Cursor::new(bytes), sheet, &mut |row, cells| {
        let Some(columns) = at else {
            at = columns(cells);
            return if row > 30 { Flow::Stop } else { Flow::On };
        };
        if row > ROWS_MAX || found.len() >= COUNT_MAX {
            too_many = true;
            return Flow::Stop;
        }
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).and_then(text);
        let Some(metal) = cell(Some(columns.metal)) else {
            if cell(columns.name).is_some() || cell(columns.look_up).is_some() {
                faults.push((row, "a smelter is named without its metal".to_owned()));
            }
            return Flow::On;
        };
        let Some(name) = cell(columns.name).or_else(|| cell(columns.look_up)) else {
            return Flow::On;
        };
        found.push(Smelter {
            metal,
            name,
            country: cell(Some(columns.country)),
            number: cell(columns.number).or_else(|| cell(columns.number_put_in)),
            mines: cell(columns.mines),
            row,
        });
        Flow::On
    })
    .map_err(of_table)?;
    if at.is_none() {
        return Err(DeclarationError::new(
            format!(
                "the sheet `{sheet}` has no row with the headings `Metal` and `Smelter Country`"
            ),
            "ask for the template as its publisher made it, in English",
        ));
    }
    if too_many {
        return Err(DeclarationError::new(
            format!("the sheet `{sheet}` has more than {ROWS_MAX} rows"),
            "take the empty rows out, or split the list by metal",
        ));
    }
    for (row, message) in faults {
        declaration.fault(
            row,
            format!("row {row}: {message}"),
            "write the metal, or take the row out",
        );
    }
    declaration.smelters = found;
    Ok(())
}

/// What the list says, as statements. Where a metal was smelted is no origin of the goods: none of
/// it is a fact of the transaction.
fn say(declaration: &mut Declaration, whose: &str) {
    let statements: Vec<Declared> = declaration
        .smelters
        .iter()
        .map(|one| {
            let number = one
                .number
                .as_deref()
                .map(|number| format!(" ({number})"))
                .unwrap_or_default();
            let country = one
                .country
                .as_deref()
                .map(|country| format!(", {}", with_code(country)))
                .unwrap_or_else(|| ", country not told".to_owned());
            let mines = one
                .mines
                .as_deref()
                .map(|mines| format!("; mines: {mines}"))
                .unwrap_or_default();
            let object = format!("{}{number}{country}", one.name);
            Declared {
                item: None,
                says: format!(
                    "{} in what {whose} sells is smelted by {object}{mines}",
                    one.metal
                ),
                predicate: format!("{} is smelted by", one.metal.to_lowercase()),
                object,
                fact: None,
                value: None,
                expires: None,
                place: one.row,
            }
        })
        .collect();
    declaration.statements = statements;
}

/// A country with its code, where the name is known.
fn with_code(name: &str) -> String {
    let known = Vocabulary::standard()
        .code_list(CodeListId::COUNTRY)
        .into_iter()
        .flat_map(|list| list.codes().iter())
        .find(|code| {
            code.english.eq_ignore_ascii_case(name) || code.code.eq_ignore_ascii_case(name)
        });
    match known {
        Some(code) if !code.code.eq_ignore_ascii_case(name) => format!("{name} ({})", code.code),
        _ => name.to_owned(),
    }
}
