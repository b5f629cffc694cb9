//! What the values of a column look like.

use exeat_facts::{CodeListId, Vocabulary};
use exeat_value::Decimal;

use crate::tables::mapping::{DateFormat, NO, YES};
use crate::tables::{Cell, CellColumn};

/// Distinct values that are looked at.
const LOOKED_AT: usize = 2_000;
/// Codes that are proposed, and unknown ones that are told.
const CODES_MAX: usize = 100;
const UNKNOWN_MAX: usize = 5;

/// The ways of writing days that are tried, the unmistakable ones first.
const FORMATS: [&str; 14] = [
    "YYYY/MM/DD",
    "YYYYMMDD",
    "DD-MMM-YYYY",
    "DD MMM YYYY",
    "DD-MMM-YY",
    "DD.MM.YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "MM-DD-YYYY",
    "DD.MM.YY",
    "DD/MM/YY",
    "MM/DD/YY",
    "serial",
];

/// The distinct values of a column that are not blank.
pub(super) struct Seen {
    cells: Vec<Cell>,
}

/// How the days of a column are written.
pub(super) enum DateGuess {
    /// As days, or as 2025-10-09.
    Plain,
    One(&'static str),
    Several(Vec<&'static str>),
    None,
}

impl Seen {
    pub(super) fn of(column: Option<&CellColumn>) -> Self {
        let cells = column.map_or(&[][..], |column| &column.cells);
        Self {
            cells: cells
                .iter()
                .filter(|cell| !cell.is_blank() && !stands_for_nothing(&cell.text()))
                .take(LOOKED_AT)
                .cloned()
                .collect(),
        }
    }

    fn texts(&self) -> impl Iterator<Item = String> + '_ {
        self.cells.iter().map(|cell| cell.text().trim().to_owned())
    }

    pub(super) fn date_format(&self) -> DateGuess {
        if self.cells.is_empty() {
            return DateGuess::None;
        }
        let plain = |text: &str| {
            text.get(..10)
                .is_some_and(|day| day.parse::<exeat_value::Day>().is_ok())
        };
        let is_plain = |cell: &Cell| matches!(cell, Cell::Date(_)) || plain(&cell.text());
        if self.cells.iter().all(is_plain) {
            return DateGuess::Plain;
        }
        let fitting: Vec<&'static str> = FORMATS
            .into_iter()
            .filter(|format| {
                DateFormat::parse(format).is_some_and(|format| {
                    self.texts().all(|text| {
                        format
                            .read(&text)
                            .is_some_and(|day| (1990..=2060).contains(&day.year()))
                    })
                })
            })
            .collect();
        match fitting.as_slice() {
            [] => DateGuess::None,
            [one] => DateGuess::One(one),
            _ => DateGuess::Several(fitting),
        }
    }

    /// What the words of the column stand for, and those of which nothing is known.
    pub(super) fn codes(
        &self,
        list: CodeListId,
        set: bool,
    ) -> (Vec<(String, String)>, Vec<String>) {
        let vocabulary = Vocabulary::standard();
        let Some(known) = vocabulary.code_list(list) else {
            return (Vec::new(), Vec::new());
        };
        let mut codes = Vec::new();
        let mut unknown = Vec::new();
        for text in self.texts() {
            let words: Vec<&str> = if set {
                text.split([',', ';', '|', '/', '，', '、'])
                    .map(str::trim)
                    .collect()
            } else {
                vec![text.as_str()]
            };
            for word in words {
                let is_code = known.find(word).is_some()
                    || known.find(&word.to_uppercase()).is_some()
                    || known.find(&word.to_lowercase()).is_some();
                if is_code || word.is_empty() {
                    continue;
                }
                match known.nearest(word) {
                    Some(code) if codes.len() < CODES_MAX => {
                        let pair = (word.to_owned(), code.to_owned());
                        if !codes.contains(&pair) {
                            codes.push(pair);
                        }
                    }
                    _ if unknown.len() < UNKNOWN_MAX => unknown.push(word.to_owned()),
                    _ => {}
                }
            }
        }
        codes.sort();
        (codes, unknown)
    }

    pub(super) fn neither_yes_nor_no(&self) -> Vec<String> {
        self.cells
            .iter()
            .filter(|cell| !matches!(cell, Cell::YesNo(_)))
            .map(|cell| cell.text().trim().to_owned())
            .filter(|text| {
                let folded = text.to_lowercase();
                !YES.contains(&folded.as_str()) && !NO.contains(&folded.as_str())
            })
            .take(UNKNOWN_MAX)
            .collect()
    }

    /// Whether most cells hold letters or signs behind their numbers.
    pub(super) fn holds_units(&self) -> bool {
        let with = self
            .texts()
            .filter(|text| {
                text.starts_with(|one: char| one.is_ascii_digit() || one == '<')
                    && text.ends_with(|one: char| one.is_alphabetic() || matches!(one, '%' | '‰'))
            })
            .count();
        with > 0 && with.saturating_mul(2) > self.cells.len()
    }

    /// Whether every number is at most one.
    pub(super) fn at_most_one(&self) -> bool {
        !self.cells.is_empty()
            && self.cells.iter().all(|cell| match cell {
                Cell::Number(number) => *number <= Decimal::ONE,
                other => other
                    .text()
                    .replace(',', ".")
                    .parse::<Decimal>()
                    .is_ok_and(|number| number <= Decimal::ONE),
            })
    }

    /// The fewest and the most digits of values that are nothing but digits.
    pub(super) fn digits(&self) -> Option<(usize, usize)> {
        let lengths: Vec<usize> = self
            .texts()
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
            .map(|text| text.len())
            .collect();
        Some((*lengths.iter().min()?, *lengths.iter().max()?))
    }
}

fn stands_for_nothing(text: &str) -> bool {
    matches!(
        text.trim().to_lowercase().as_str(),
        "-" | "n/a" | "#n/a" | "na" | "null" | "?" | "unknown"
    )
}

/// What stands before decimals and between thousands in all columns together.
pub(super) fn marks(columns: &[Seen]) -> (char, Option<char>) {
    let mut comma_decimal = 0_usize;
    let mut point_decimal = 0_usize;
    let (mut comma_thousands, mut point_thousands) = (false, false);
    for text in columns.iter().flat_map(Seen::texts) {
        let digits = |one: char| one.is_ascii_digit() || matches!(one, ',' | '.' | '-');
        if !text.chars().all(digits) || text.matches(['.', '-']).count() > 6 {
            continue;
        }
        let behind = |mark: char| {
            text.rsplit_once(mark)
                .map(|(_, behind)| behind.len())
                .filter(|_| text.matches(mark).count() == 1)
        };
        match (text.rfind(','), text.rfind('.')) {
            (Some(comma), Some(point)) if comma > point => {
                comma_decimal = comma_decimal.saturating_add(1);
                point_thousands = true;
            }
            (Some(_), Some(_)) => {
                point_decimal = point_decimal.saturating_add(1);
                comma_thousands = true;
            }
            (Some(_), None) if behind(',').is_some_and(|digits| digits != 3) => {
                comma_decimal = comma_decimal.saturating_add(1);
            }
            (None, Some(_)) if behind('.').is_some_and(|digits| digits != 3) => {
                point_decimal = point_decimal.saturating_add(1);
            }
            _ => {}
        }
    }
    if comma_decimal > point_decimal {
        (',', point_thousands.then_some('.'))
    } else {
        ('.', comma_thousands.then_some(','))
    }
}
