//! The rows of a table's CSV file, each cell of its column's type.

use std::ops::Range;

use exeat_facts::{Code as FactCode, Type, Value};
use exeat_syntax::{Code, Diagnostic, TextRange, TextSize, nearest};
use exeat_value::{Day, Decimal, Dimension, Money, Quantity};

use super::fields::split;
use super::resolve::Lowering;
use super::table::{Field, TableContent};

/// Rows of one table.
const ROWS_MAX: usize = 65_536;
/// Bytes of one file: positions are 32-bit numbers.
const BYTES_MAX: usize = 16 * 1024 * 1024;

/// One line of a table: its values, and where each of them stands.
pub(super) struct Row {
    pub(super) line: TextRange,
    pub(super) cells: Vec<(String, TextRange)>,
}

impl Lowering {
    /// Reads the rows of a table. Diagnostics point into the CSV file, in which the reader stands.
    pub(super) fn read_rows(&mut self, file: usize, table: &mut TableContent) {
        let Some(text) = self.rulebook.files.get(file).map(|file| file.text.clone()) else {
            return;
        };
        if text.len() > BYTES_MAX {
            let start = TextRange::empty(TextSize::new(0));
            self.report(
                Diagnostic::new(
                    Code::TOO_LARGE_RULEBOOK,
                    start,
                    "the table is longer than 16 MiB",
                )
                .with_help("split it, or leave out what no condition asks for"),
            );
            return;
        }
        let rows = match rows(&text) {
            Ok(rows) => rows,
            Err((range, message)) => {
                self.report(
                    Diagnostic::new(Code::TABLE_CONTENT, range, message)
                        .with_help("write one row a line, cells separated by commas"),
                );
                return;
            }
        };
        let mut rows = rows.into_iter();
        let Some(header) = rows.next() else {
            let start = TextRange::empty(TextSize::new(0));
            self.report(
                Diagnostic::new(Code::TABLE_CONTENT, start, "the table is empty")
                    .with_help("begin with a line of names: those of the keys and columns"),
            );
            return;
        };
        let fields: Vec<Field> = table.keys.iter().chain(&table.columns).cloned().collect();
        let Some(places) = self.places(&header, &fields) else {
            return;
        };
        let mut seen: std::collections::BTreeMap<Vec<FactCode>, TextRange> = Default::default();
        for (count, row) in rows.enumerate() {
            if count == ROWS_MAX {
                self.report(
                    Diagnostic::new(
                        Code::TOO_LARGE_RULEBOOK,
                        row.line,
                        format!("the table has more than {ROWS_MAX} rows"),
                    )
                    .with_help("leave out what no condition asks for"),
                );
                return;
            }
            if row.cells.len() != header.cells.len() {
                self.report(
                    Diagnostic::new(
                        Code::TABLE_CONTENT,
                        row.line,
                        format!(
                            "the first line names {} columns, and this row has {}",
                            header.cells.len(),
                            row.cells.len()
                        ),
                    )
                    .with_help(
                        "give every row as many cells as there are names; a cell may be empty",
                    ),
                );
                continue;
            }
            let mut values = Vec::new();
            for (field, &place) in fields.iter().zip(&places) {
                let Some((cell, range)) = row.cells.get(place) else {
                    continue;
                };
                values.push((self.cell(cell, field, *range), *range));
            }
            self.keep_row(values, table, &mut seen);
        }
    }

    /// Where each key and column stands in the file.
    fn places(&mut self, header: &Row, fields: &[Field]) -> Option<Vec<usize>> {
        for (position, (name, range)) in header.cells.iter().enumerate() {
            if header
                .cells
                .iter()
                .take(position)
                .any(|(earlier, _)| earlier == name)
            {
                self.report(
                    Diagnostic::new(
                        Code::TABLE_CONTENT,
                        *range,
                        format!("`{name}` heads two columns"),
                    )
                    .with_help("give each column a name of its own"),
                );
                return None;
            }
        }
        let mut places = Vec::new();
        for field in fields {
            let place = header
                .cells
                .iter()
                .position(|(name, _)| *name == field.name);
            if place.is_none() {
                let names = header.cells.iter().map(|(name, _)| name.as_str());
                let help = match nearest(&field.name, names) {
                    Some(near) => format!("write `{}` where it says `{near}`", field.name),
                    None => format!("add a column headed `{}`", field.name),
                };
                self.report(
                    Diagnostic::new(
                        Code::UNKNOWN_TABLE_COLUMN,
                        header.line,
                        format!(
                            "no column is headed `{}`, which the table declares",
                            field.name
                        ),
                    )
                    .with_help(help),
                );
            }
            places.push(place);
        }
        places.into_iter().collect()
    }

    /// Keeps a row whose key is whole and new.
    fn keep_row(
        &mut self,
        values: Vec<(Option<Option<Value>>, TextRange)>,
        table: &mut TableContent,
        seen: &mut std::collections::BTreeMap<Vec<FactCode>, TextRange>,
    ) {
        let mut key = Vec::new();
        let mut cells = Vec::new();
        let mut key_range: Option<TextRange> = None;
        for (position, (value, range)) in values.into_iter().enumerate() {
            if position >= table.keys.len() {
                // A cell that could not be read has been reported; the table is silent there.
                cells.push(value.flatten());
                continue;
            }
            key_range = Some(key_range.map_or(range, |first| first.cover(range)));
            match value {
                Some(Some(Value::Code(code))) => key.push(code),
                Some(None) => {
                    self.report(
                        Diagnostic::new(Code::TABLE_CONTENT, range, "this row has no key")
                            .with_help("write the code that the row is about"),
                    );
                    return;
                }
                // Reported where the cell or the key's type was read.
                _ => return,
            }
        }
        let range = key_range.unwrap_or_default();
        if let Some(first) = seen.get(&key) {
            self.report(
                Diagnostic::new(Code::TABLE_CONTENT, range, "a second row for this key")
                    .with_label(*first, "the first one")
                    .with_help("keep one of them"),
            );
            return;
        }
        seen.insert(key.clone(), range);
        table.rows.insert(key, cells);
    }

    /// One cell: an answer, none where the table is silent (an empty cell, or `unknown`), or nothing where it
    /// could not be read. The empty set is written `none`, as in a case.
    fn cell(&mut self, text: &str, field: &Field, range: TextRange) -> Option<Option<Value>> {
        let ty = field.ty?;
        if text.is_empty() || text == "unknown" {
            return Some(None);
        }
        let name = format!("the column `{}`", field.name);
        let value = match ty {
            Type::YesNo => match text {
                "yes" => Ok(Value::YesNo(true)),
                "no" => Ok(Value::YesNo(false)),
                _ => Err(format!(
                    "`{text}` is no answer to {name}, which takes yes or no"
                )),
            },
            Type::Date => text
                .parse::<Day>()
                .map(Value::Date)
                .map_err(|error| error.to_string()),
            Type::Text => Ok(Value::Text(text.to_owned())),
            Type::Code(list) => {
                return self
                    .code(list, text, range)
                    .map(|code| Some(Value::Code(code)));
            }
            Type::Set(_) if text == "none" => Ok(Value::Set(Default::default())),
            Type::Set(list) => {
                let codes: Vec<Option<FactCode>> = text
                    .split([' ', ';'])
                    .filter(|code| !code.is_empty())
                    .map(|code| self.code(list, code, range))
                    .collect();
                let codes: Option<_> = codes.into_iter().collect();
                return codes.map(|codes| Some(Value::Set(codes)));
            }
            Type::Quantity(dimension) => self
                .cell_quantity(text, field, dimension)
                .map(Value::Quantity),
            Type::Share => self
                .cell_quantity(text, field, Dimension::Fraction)
                .and_then(|quantity| {
                    quantity
                        .in_base()
                        .ok_or_else(|| format!("`{text}` has no exact value in percent"))
                })
                .map(Value::Share),
            Type::Money => text
                .parse::<Money>()
                .map(Value::Money)
                .map_err(|error| error.to_string()),
        };
        match value {
            Ok(value) => Some(Some(value)),
            Err(error) => {
                let (message, help) = split(&error);
                let help = help.unwrap_or_else(|| self.example(ty));
                self.report(Diagnostic::new(Code::TABLE_CONTENT, range, message).with_help(help));
                None
            }
        }
    }

    fn cell_quantity(
        &self,
        text: &str,
        field: &Field,
        dimension: Dimension,
    ) -> Result<Quantity, String> {
        if let (Some(unit), Ok(number)) = (field.unit, text.parse::<Decimal>()) {
            return Ok(Quantity::new(number, unit));
        }
        let quantity: Quantity = text
            .parse()
            .map_err(|error: exeat_value::QuantityError| error.to_string())?;
        if quantity.unit.dimension() == dimension {
            return Ok(quantity);
        }
        Err(format!(
            "`{}` measures {}, and the column `{}` is {dimension}; write it in {}",
            quantity.unit,
            quantity.unit.dimension(),
            field.name,
            dimension.base(),
        ))
    }
}

/// The rows of a CSV text; lines that are empty or begin with `#` are for people.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, (TextRange, String)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let start = offset(reader.position().byte());
        let read = reader.read_record(&mut record);
        let end = offset(reader.position().byte());
        let start = first_line(text, start, end);
        let slice = text.get(start..end).unwrap_or_default();
        let line = range(start, start + slice.trim_end().len());
        match read {
            Ok(false) => return Ok(rows),
            Ok(true) => {}
            Err(error) => return Err((line, format!("the table cannot be read: {error}"))),
        }
        let places = cell_ranges(slice.trim_end());
        let cells = record
            .iter()
            .enumerate()
            .map(|(index, cell)| {
                let place = places
                    .get(index)
                    .map(|cell| range(start + cell.start, start + cell.end));
                // The first name of a file may follow a mark of its encoding, which is no part of it.
                (
                    cell.trim_start_matches('\u{FEFF}').trim().to_owned(),
                    place.unwrap_or(line),
                )
            })
            .collect();
        rows.push(Row { line, cells });
    }
}

fn offset(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

fn range(start: usize, end: usize) -> TextRange {
    // Longer files are refused before they are read.
    let size = |offset| TextSize::new(u32::try_from(offset).unwrap_or(u32::MAX));
    TextRange::new(size(start), size(end.max(start)))
}

/// Where the record itself begins: the reader counts the comments and empty lines before it in.
fn first_line(text: &str, mut start: usize, end: usize) -> usize {
    while start < end {
        let rest = text.get(start..end).unwrap_or_default();
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        if line.is_empty() || !(line.trim().is_empty() || line.starts_with('#')) {
            return start;
        }
        start += line.len();
    }
    start
}

/// The bytes of each cell of a record, quotes and blanks left out.
fn cell_ranges(record: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let ends = record.char_indices().filter(|&(_, character)| {
        quoted ^= character == '"';
        character == ',' && !quoted
    });
    let ends: Vec<usize> = ends.map(|(index, _)| index).chain([record.len()]).collect();
    for end in ends {
        let cell = record.get(start..end).unwrap_or_default();
        let inner =
            cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\u{FEFF}');
        let from = start + (cell.len() - inner.len());
        let inner = inner.trim_end_matches(|c: char| c.is_whitespace() || c == '"');
        cells.push(from..from + inner.len());
        start = end + 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn cells_know_where_they_stand() {
        let text = "\u{FEFF}place,\"in words, short\"\n# a remark\n\nKP ,\"a \"\"b\"\"\"\n";
        let rows = rows(text).expect("it is a table");
        let shown: Vec<(&str, &str)> = rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|(cell, range)| (cell.as_str(), &text[std::ops::Range::<usize>::from(*range)]))
            .collect();
        assert_eq!(
            shown,
            [
                ("place", "place"),
                ("in words, short", "in words, short"),
                ("KP", "KP"),
                ("a \"b\"", "a \"\"b"),
            ]
        );
        assert_eq!(
            &text[std::ops::Range::<usize>::from(rows[1].line)],
            "KP ,\"a \"\"b\"\"\""
        );
    }
}
