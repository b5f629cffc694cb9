//! The questions of a template, and what was answered for each mineral.
//!
//! A question begins with its number (`1) …`), and below it stand the minerals, each with an answer
//! and a comment; a question about the company begins with a letter (`A. …`) and has its answer
//! beside it. Both are found by that alone, so that a question that was worded anew is read too.

use std::io::Cursor;

use super::super::{Declaration, DeclarationError, Declared};
use super::{of_table, text};
use crate::tables::xlsx_in::rows;
use crate::tables::{Cell, Flow};

/// The rows of the sheet that are looked at.
const ROWS_MAX: u64 = 300;
/// So many names that are no known mineral are told.
const UNKNOWN_MAX: usize = 10;
/// Minerals, as the templates of several years name them.
const MINERALS: [&str; 10] = [
    "tantalum", "tin", "tungsten", "gold", "cobalt", "mica", "copper", "graphite", "lithium",
    "nickel",
];

/// The answers of the first sheet as statements.
pub(super) fn answers(
    bytes: &[u8],
    sheet: &str,
    whose: &str,
    declaration: &mut Declaration,
) -> Result<(), DeclarationError> {
    let mut question: Option<String> = None;
    let mut columns: Option<(usize, usize)> = None;
    let mut found: Vec<Declared> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    rows(Cursor::new(bytes), sheet, &mut |row, cells| {
        if row > ROWS_MAX {
            notes.push(format!(
                "the end of the sheet `{sheet}` was not read: it has more than {ROWS_MAX} rows"
            ));
            return Flow::Stop;
        }
        columns = headings(cells).or(columns);
        let Some(place) = cells.iter().position(|cell| text(cell).is_some()) else {
            return Flow::On;
        };
        let first = cells.get(place).and_then(text).unwrap_or_default();
        let first = plain(&first);
        let (answer, comment) = beside(cells, place, columns);
        let (about, mineral) = match begins(&first) {
            Begins::Number => {
                question = Some(first);
                return Flow::On;
            }
            Begins::Letter => (first.clone(), None),
            Begins::Other => {
                let Some(question) = &question else {
                    return Flow::On;
                };
                let mineral = MINERALS
                    .iter()
                    .find(|mineral| starts_with_word(&first, mineral));
                let Some(mineral) = mineral else {
                    // A heading has no answer beside it.
                    if answer.is_some() && !unknown.contains(&first) {
                        unknown.push(first);
                    }
                    return Flow::On;
                };
                (question.clone(), Some(*mineral))
            }
        };
        match answer {
            Some(answer) => {
                found.push(said(whose, &about, mineral, &answer, comment.as_ref(), row));
            }
            // What is only remarked on is not answered.
            None if comment.is_some() => notes.push(format!(
                "row {row} (`{first}`) has a comment and no answer, and was not read"
            )),
            None => {}
        }
        Flow::On
    })
    .map_err(of_table)?;
    if found.is_empty() {
        declaration.note("no answers to the questions were found");
    }
    if !unknown.is_empty() {
        let more = unknown.len().saturating_sub(UNKNOWN_MAX);
        unknown.truncate(UNKNOWN_MAX);
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        declaration.note(format!(
            "answers were not read where no known mineral is named: `{}`{more}",
            unknown.join("`, `")
        ));
    }
    for note in notes {
        declaration.note(note);
    }
    declaration.statements.extend(found);
    Ok(())
}

/// Where the answers and the comments stand, in a row that says so.
fn headings(cells: &[Cell]) -> Option<(usize, usize)> {
    let of = |wanted: &[&str]| {
        cells.iter().position(|cell| {
            text(cell).is_some_and(|text| wanted.iter().any(|one| text.eq_ignore_ascii_case(one)))
        })
    };
    of(&["answer"])
        .zip(of(&["comments", "comment"]))
        .filter(|(answer, comment)| answer < comment)
}

/// The answer and the comment in a row, by their columns where a row above has named them.
fn beside(
    cells: &[Cell],
    place: usize,
    columns: Option<(usize, usize)>,
) -> (Option<String>, Option<String>) {
    let within = |from: usize, until: usize| {
        cells
            .iter()
            .take(until)
            .skip(from.max(place.saturating_add(1)))
            .filter_map(text)
            .find(|text| !is_heading(text))
    };
    match columns {
        Some((answer, comment)) => (within(answer, comment), within(comment, usize::MAX)),
        None => {
            let mut rest = cells
                .iter()
                .skip(place.saturating_add(1))
                .filter_map(text)
                .filter(|text| !is_heading(text));
            (rest.next(), rest.next())
        }
    }
}

enum Begins {
    Number,
    Letter,
    Other,
}

/// Whether a text begins as a question does: `1) `, `A. `.
fn begins(text: &str) -> Begins {
    let Some((mark, rest)) = text.split_once([')', '.']) else {
        return Begins::Other;
    };
    if rest.trim().is_empty() {
        return Begins::Other;
    }
    let is_number = (1..=2).contains(&mark.len()) && mark.bytes().all(|one| one.is_ascii_digit());
    let is_letter = mark.len() == 1 && mark.bytes().all(|one| one.is_ascii_uppercase());
    match (is_number, is_letter) {
        (true, _) => Begins::Number,
        (_, true) => Begins::Letter,
        _ => Begins::Other,
    }
}

/// Without the mark of what has to be answered.
fn plain(text: &str) -> String {
    text.replace("(*)", "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_heading(text: &str) -> bool {
    ["answer", "comments", "comment"]
        .iter()
        .any(|heading| text.trim().eq_ignore_ascii_case(heading))
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(word))
        && text
            .get(word.len()..)
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

fn said(
    whose: &str,
    question: &str,
    mineral: Option<&str>,
    answer: &str,
    comment: Option<&String>,
    row: u64,
) -> Declared {
    let about = mineral.map(|one| format!(" for {one}")).unwrap_or_default();
    let comment = comment
        .map(|comment| format!(" ({comment})"))
        .unwrap_or_default();
    Declared {
        item: None,
        says: format!("{whose} answers{about}: {answer}{comment}, asked “{question}”"),
        predicate: format!("answers{about}: {question}"),
        object: format!("{answer}{comment}"),
        fact: None,
        value: None,
        expires: None,
        place: row,
    }
}

/// What a sheet of products or mines is found by: its name, and words of its headings.
pub(super) struct List {
    pub(super) sheet: &'static str,
    /// What the first column is called; without it the sheet is not read.
    pub(super) needed: &'static [&'static str],
    pub(super) others: &'static [&'static str],
    /// What is said of each row.
    pub(super) predicate: &'static str,
}

/// Products for which all of it is declared.
pub(super) const PRODUCTS: List = List {
    sheet: "Product List",
    needed: &["product number"],
    others: &["product name", "comment"],
    predicate: "is declared for the product",
};

/// Mines.
pub(super) const MINES: List = List {
    sheet: "Mine List",
    needed: &["mine name", "name of mine"],
    others: &["metal", "mineral", "country"],
    predicate: "names the mine",
};

/// A sheet that lists products or mines, as statements; `true` where it is there and was read.
pub(super) fn listed(
    bytes: &[u8],
    sheet: &str,
    list: &List,
    whose: &str,
    declaration: &mut Declaration,
) -> Result<(), DeclarationError> {
    let mut at: Option<Vec<usize>> = None;
    let mut found: Vec<Declared> = Vec::new();
    let mut too_many = false;
    rows(Cursor::new(bytes), sheet, &mut |row, cells| {
        let Some(places) = &at else {
            at = places(cells, list);
            return if row > 30 { Flow::Stop } else { Flow::On };
        };
        if found.len() >= super::super::COUNT_MAX {
            too_many = true;
            return Flow::Stop;
        }
        let mut shown = places.iter().map(|&place| cells.get(place).and_then(text));
        let Some(Some(name)) = shown.next() else {
            return Flow::On;
        };
        let others: Vec<String> = shown.flatten().collect();
        let object = if others.is_empty() {
            name
        } else {
            format!("{name} ({})", others.join(", "))
        };
        found.push(Declared {
            item: None,
            says: format!("the declaration of {whose} {} {object}", list.predicate),
            predicate: list.predicate.to_owned(),
            object,
            fact: None,
            value: None,
            expires: None,
            place: row,
        });
        Flow::On
    })
    .map_err(of_table)?;
    if at.is_none() {
        declaration.note(format!(
            "the sheet `{sheet}` has no heading `{}` and was not read",
            list.needed.first().copied().unwrap_or_default()
        ));
    }
    if too_many {
        declaration.note(format!(
            "the end of the sheet `{sheet}` was not read: it is too long"
        ));
    }
    declaration.statements.extend(found);
    Ok(())
}

/// Where the columns stand, the needed one first.
fn places(cells: &[Cell], list: &List) -> Option<Vec<usize>> {
    let headings: Vec<String> = cells
        .iter()
        .map(|cell| plain(&cell.text()).to_lowercase())
        .collect();
    let of = |words: &[&str]| -> Vec<usize> {
        words
            .iter()
            .filter_map(|word| headings.iter().position(|heading| heading.contains(word)))
            .collect()
    };
    let needed = *of(list.needed).first()?;
    let mut places = vec![needed];
    for place in of(list.others) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Some(places)
}
