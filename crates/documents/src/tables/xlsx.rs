//! The parts of a workbook besides its rows: which sheets there are, what texts they share, and
//! which styles make a number a day.

use std::collections::BTreeSet;
use std::io::{BufReader, Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use exeat_value::{Day, Decimal};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::TableError;
use super::decode::{Bounded, Passed};
use crate::diagnostic::quoted;

/// The most bytes of the small parts, unpacked.
const PART_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The most bytes of the shared texts, unpacked.
const SHARED_BYTES_MAX: u64 = 1024 * 1024 * 1024;
/// The most bytes of shared texts that are kept.
const SHARED_TEXT_MAX: usize = 256 * 1024 * 1024;
/// The most bytes of a sheet, unpacked.
pub(super) const SHEET_BYTES_MAX: u64 = 8 * 1024 * 1024 * 1024;
/// The most bytes of one row of a sheet, or of one shared text, as XML.
pub(super) const ELEMENT_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// The most rows that a sheet has, in any program that keeps to the format.
pub(super) const SHEET_ROWS_MAX: u64 = 1_048_576;
/// The most sheets, styles and parts.
const COUNT_MAX: usize = 65_536;

/// What is known of a workbook before its rows are read.
pub(super) struct Workbook {
    pub(super) shared: Vec<Box<str>>,
    /// For each cell style whether its numbers are days.
    pub(super) days: Vec<bool>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
    /// The part that holds the sheet.
    pub(super) part: String,
    /// The other sheets that are shown, by their names and relations.
    pub(super) others: Vec<(String, String)>,
}

/// A sheet as the workbook names it.
struct Sheet {
    name: String,
    relation: String,
    hidden: bool,
}

pub(super) fn broken(part: &str, why: impl std::fmt::Display) -> TableError {
    TableError::new(
        format!("the workbook cannot be read: `{part}`: {why}"),
        "open it in a spreadsheet program and save it as XLSX again",
    )
}

fn too_large(part: &str) -> TableError {
    TableError::new(
        format!("the workbook unpacks to more than is read: `{part}`"),
        "save the table as CSV or Parquet, or split it",
    )
}

/// A part of the workbook as events.
pub(super) struct Part<'a> {
    reader: Reader<BufReader<Bounded<Box<dyn Read + 'a>>>>,
    buffer: Vec<u8>,
    passed: Passed,
    name: String,
}

impl<'a> Part<'a> {
    fn new(name: &str, inner: impl Read + 'a, most: u64) -> Self {
        let passed = Arc::new(AtomicU64::new(0));
        let whole: Box<dyn Read + 'a> = Box::new(Whole { inner, left: most });
        let mut reader = Reader::from_reader(BufReader::new(Bounded::new(
            whole,
            Arc::clone(&passed),
            ELEMENT_BYTES_MAX,
        )));
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_end_names = true;
        Self {
            reader,
            buffer: Vec::new(),
            passed,
            name: name.to_owned(),
        }
    }

    /// That an element of the kind that repeats has ended.
    pub(super) fn between(&mut self) {
        self.passed.store(0, Ordering::Relaxed);
    }

    pub(super) fn next(&mut self) -> Result<Event<'_>, TableError> {
        self.buffer.clear();
        let name = &self.name;
        let event = self
            .reader
            .read_event_into(&mut self.buffer)
            .map_err(|error| broken(name, error))?;
        if matches!(event, Event::DocType(_)) {
            return Err(broken(name, "it declares a document type"));
        }
        Ok(event)
    }
}

/// A reader that fails, instead of ending, when there is more than was allowed.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let count = u64::try_from(read).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(count).ok_or_else(|| {
            std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                "it unpacks to more than is read",
            )
        })?;
        Ok(read)
    }
}

/// Opens a part.
pub(super) fn part<'a, R: Read + Seek>(
    archive: &'a mut ZipArchive<R>,
    name: &str,
    most: u64,
) -> Result<Option<Part<'a>>, TableError> {
    let Some(index) = archive.index_for_name(name) else {
        return Ok(None);
    };
    let file = archive
        .by_index(index)
        .map_err(|error| broken(name, error))?;
    if file.size() > most {
        return Err(too_large(name));
    }
    Ok(Some(Part::new(name, file, most)))
}

/// An attribute by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name.as_bytes())
        .and_then(|one| one.unescape_value().ok().map(|value| value.into_owned()))
}

/// What stands for a reference such as `&amp;`.
pub(super) fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character.to_string());
    }
    let name = reference.decode().ok()?;
    quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
}

impl Workbook {
    pub(super) fn open<R: Read + Seek>(
        archive: &mut ZipArchive<R>,
        wanted: Option<&str>,
    ) -> Result<Self, TableError> {
        if archive.len() > COUNT_MAX {
            return Err(too_large("the archive"));
        }
        let (sheets, from_1904) = sheets(archive)?;
        let sheet = chosen(&sheets, wanted)?;
        let part = target(archive, &sheet.relation)?;
        let others = sheets
            .iter()
            .filter(|other| !other.hidden && !std::ptr::eq(*other, sheet))
            .map(|other| (other.name.clone(), other.relation.clone()))
            .collect();
        Ok(Self {
            shared: shared(archive)?,
            days: styles(archive)?,
            from_1904,
            part,
            others,
        })
    }

    /// A number that a style shows as a day.
    pub(super) fn day(&self, serial: &str) -> Option<Day> {
        let whole = serial.split(['.', ',']).next().unwrap_or(serial);
        let count: u32 = whole.parse().ok()?;
        if self.from_1904 {
            return Day::new(1904, 1, 1).ok()?.plus_days(count);
        }
        // Day 60 is 29 February 1900, which there was not.
        let first = match count {
            0..60 => Day::new(1899, 12, 31),
            60 => return None,
            _ => Day::new(1899, 12, 30),
        };
        first.ok()?.plus_days(count)
    }
}

fn sheets<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<(Vec<Sheet>, bool), TableError> {
    const NAME: &str = "xl/workbook.xml";
    let mut part = part(archive, NAME, PART_BYTES_MAX)?
        .ok_or_else(|| broken(NAME, "it is not there; this is no XLSX"))?;
    let mut sheets = Vec::new();
    let mut from_1904 = false;
    loop {
        match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                b"sheet" if sheets.len() < COUNT_MAX => sheets.push(Sheet {
                    name: attribute(&element, "name").unwrap_or_default(),
                    relation: attribute(&element, "id").unwrap_or_default(),
                    hidden: attribute(&element, "state").is_some_and(|state| state != "visible"),
                }),
                b"workbookPr" => {
                    from_1904 = attribute(&element, "date1904")
                        .is_some_and(|value| value == "1" || value == "true");
                }
                _ => {}
            },
            Event::Eof => return Ok((sheets, from_1904)),
            _ => {}
        }
    }
}

/// The names of all sheets, in order.
pub(super) fn sheet_names<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
) -> Result<Vec<String>, TableError> {
    let (sheets, _) = sheets(archive)?;
    Ok(sheets.into_iter().map(|sheet| sheet.name).collect())
}

fn chosen<'a>(sheets: &'a [Sheet], wanted: Option<&str>) -> Result<&'a Sheet, TableError> {
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    match wanted {
        Some(wanted) => sheets
            .iter()
            .find(|sheet| sheet.name == wanted)
            .ok_or_else(|| {
                TableError::new(
                    format!("the workbook has no sheet {}", quoted(wanted)),
                    format!("it has: {}", names.join(", ")),
                )
            }),
        None => sheets
            .iter()
            .find(|sheet| !sheet.hidden)
            .or(sheets.first())
            .ok_or_else(|| broken("xl/workbook.xml", "it has no sheets")),
    }
}

/// The part to which a relation of the workbook points.
pub(super) fn target<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    relation: &str,
) -> Result<String, TableError> {
    const NAME: &str = "xl/_rels/workbook.xml.rels";
    let mut part =
        part(archive, NAME, PART_BYTES_MAX)?.ok_or_else(|| broken(NAME, "it is not there"))?;
    loop {
        match part.next()? {
            Event::Start(element)
                if element.local_name().as_ref() == b"Relationship"
                    && attribute(&element, "Id").is_some_and(|id| id == relation) =>
            {
                let target = attribute(&element, "Target").unwrap_or_default();
                return Ok(match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("xl/{target}"),
                });
            }
            Event::Eof => return Err(broken(NAME, "it does not say where the sheet is")),
            _ => {}
        }
    }
}

fn shared<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Vec<Box<str>>, TableError> {
    const NAME: &str = "xl/sharedStrings.xml";
    let Some(mut part) = part(archive, NAME, SHARED_BYTES_MAX)? else {
        return Ok(Vec::new());
    };
    let mut texts: Vec<Box<str>> = Vec::new();
    let mut total = 0_usize;
    let mut text = String::new();
    let (mut inside, mut phonetic) = (false, false);
    loop {
        match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                b"t" => inside = true,
                b"rPh" => phonetic = true,
                _ => {}
            },
            Event::Text(piece) if inside && !phonetic => {
                text.push_str(&piece.decode().map_err(|error| broken(NAME, error))?);
            }
            Event::CData(piece) if inside && !phonetic => {
                text.push_str(&piece.decode().map_err(|error| broken(NAME, error))?);
            }
            Event::GeneralRef(reference) if inside && !phonetic => {
                text.push_str(&resolved(&reference).unwrap_or_default());
            }
            Event::End(element) => match element.local_name().as_ref() {
                b"t" => inside = false,
                b"rPh" => phonetic = false,
                b"si" => {
                    total = total.saturating_add(text.len()).saturating_add(16);
                    if total > SHARED_TEXT_MAX {
                        return Err(too_large(NAME));
                    }
                    texts.push(std::mem::take(&mut text).into());
                    part.between();
                }
                _ => {}
            },
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// The styles of a workbook: which of them show numbers as days.
fn styles<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Vec<bool>, TableError> {
    const NAME: &str = "xl/styles.xml";
    let Some(mut part) = part(archive, NAME, PART_BYTES_MAX)? else {
        return Ok(Vec::new());
    };
    let mut own: BTreeSet<u32> = BTreeSet::new();
    let mut days = Vec::new();
    let mut inside = false;
    loop {
        match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                b"numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    let code = attribute(&element, "formatCode").unwrap_or_default();
                    if let Some(id) = id
                        && shows_days(&code)
                        && own.len() < COUNT_MAX
                    {
                        own.insert(id);
                    }
                }
                b"cellXfs" => inside = true,
                b"xf" if inside && days.len() < COUNT_MAX => {
                    let id: u32 = attribute(&element, "numFmtId")
                        .and_then(|id| id.parse().ok())
                        .unwrap_or_default();
                    // The built-in formats of days and times, East Asian ones included.
                    let built_in = matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58);
                    days.push(built_in || own.contains(&id));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == b"cellXfs" => inside = false,
            Event::Eof => return Ok(days),
            _ => {}
        }
    }
}

/// Whether a format of numbers shows days: it asks for days, months or years outside quotes and
/// brackets.
fn shows_days(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                characters.by_ref().find(|&one| one == '"');
            }
            '[' => {
                characters.by_ref().find(|&one| one == ']');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            'd' | 'D' | 'y' | 'Y' | 'm' | 'M' => return true,
            'G' => return false,
            _ => {}
        }
    }
    false
}

/// A number as a spreadsheet writes it, exponents included. A spreadsheet reckons with fifteen
/// significant digits and writes up to seventeen, the last of which are noise: `0.1` may stand
/// there as `0.10000000000000001`. So it is taken with fifteen.
pub(crate) fn number(text: &str) -> Option<Decimal> {
    const SIGNIFICANT: usize = 15;
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, unsigned) = match mantissa.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, mantissa),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut digits: Vec<u8> = Vec::new();
    for digit in whole.bytes().chain(fraction.bytes()) {
        if !digit.is_ascii_digit() || digits.len() > 400 {
            return None;
        }
        if !(digits.is_empty() && digit == b'0') {
            digits.push(digit);
        }
    }
    let mut places = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    let mut value: i128 = 0;
    for &digit in digits.iter().take(SIGNIFICANT) {
        value = value
            .checked_mul(10)?
            .checked_add(i128::from(digit.checked_sub(b'0')?))?;
    }
    if let Some(&next) = digits.get(SIGNIFICANT) {
        let dropped = i32::try_from(digits.len().saturating_sub(SIGNIFICANT)).ok()?;
        places = places.checked_sub(dropped)?;
        if next >= b'5' {
            value = value.checked_add(1)?;
        }
    }
    while value != 0 && value.checked_rem(10) == Some(0) && places > 0 {
        value = value.checked_div(10)?;
        places = places.checked_sub(1)?;
    }
    if value == 0 {
        return Some(Decimal::ZERO);
    }
    while places < 0 {
        value = value.checked_mul(10)?;
        places = places.checked_add(1)?;
    }
    let signed = if negative {
        value.checked_neg()?
    } else {
        value
    };
    Decimal::from_parts(signed, u32::try_from(places).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_spreadsheets_lose_their_noise() {
        let of = |text: &str| number(text).map(|number| number.to_string());
        assert_eq!(of("0.10000000000000001"), Some("0.1".to_owned()));
        assert_eq!(of("0.30000000000000004"), Some("0.3".to_owned()));
        assert_eq!(of("1E-3"), Some("0.001".to_owned()));
        assert_eq!(of("-1.5e3"), Some("-1500".to_owned()));
        assert_eq!(of("9.9999999999999995E-2"), Some("0.1".to_owned()));
        assert_eq!(of("45931"), Some("45931".to_owned()));
        assert_eq!(of("0"), Some("0".to_owned()));
        assert_eq!(of("1E400"), None);
        assert_eq!(of("abc"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn formats_of_days_are_known() {
        assert!(shows_days("yyyy-mm-dd"));
        assert!(shows_days("[$-409]d-mmm-yy"));
        assert!(!shows_days("0.00 \"mm\""));
        assert!(!shows_days("General"));
        assert!(!shows_days("#,##0.00"));
    }
}
