//! A file of names for *Screen*: separated values with a heading `name`, or a name a line. Whatever is wrong with one row is
//! told beside it, and the rows after it are read on; what would swallow rows ends the reading.

use std::collections::BTreeMap;

use exeat_documents::tables::quotes::Quoted;
use exeat_screen::party::{Wanted, WantedError, field_name, holds_name, is_read};
use serde_json::json;

use crate::problem::Problem;

/// A party, and what is wrong with what is said of it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) wanted: Wanted,
    pub(super) wrong: Vec<WantedError>,
    /// What is wrong with its row.
    pub(super) row: Vec<RowError>,
    /// The fields of its row as JSON, where it came in a file.
    pub(super) fields: String,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowError {
    /// It has another number of fields than there are columns.
    Fields {
        /// How many it has.
        has: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// Its quotation marks are not in order.
    Quotes(String),
}

/// The parties of a file, and the headings of columns that mean nothing here.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) parties: Vec<Asked>,
    pub(super) unread: Vec<String>,
}

impl Asked {
    /// A party of which a name alone is known, or what was said of all.
    pub(super) fn of(wanted: Wanted) -> Self {
        Self {
            wrong: wanted.without_words().into_iter().collect(),
            wanted,
            row: Vec::new(),
            fields: String::new(),
        }
    }

    /// Whether somebody may be meant who was not looked for.
    pub(super) fn leaves_somebody_out(&self) -> bool {
        !self.row.is_empty() || self.wrong.iter().any(WantedError::leaves_somebody_out)
    }
}

/// Reads a file.
///
/// # Errors
/// A quotation mark is never closed, two columns say the same, or there are columns of which none is a name's.
pub(super) fn read(text: &str) -> Result<Read, Problem> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let Some(first) = text.lines().next() else {
        return Ok(Read::default());
    };
    let mark = [',', ';', '\t', '|']
        .into_iter()
        .max_by_key(|mark| (first.matches(*mark).count(), *mark == ','))
        .unwrap_or(',');
    let mut names = first
        .split(mark)
        .map(|name| field_name(name.trim_matches('"')));
    if names.any(|one| holds_name(&one)) {
        return table(text, mark);
    }
    if text.contains([',', ';', '\t', '|']) {
        // Whole lines would be looked for as names, and nobody is called so.
        return Err(Problem::new(
            "invalid-document",
            "the file has columns, and none has the heading `name`",
        )
        .with_help(
            "give the column of the names the heading `name`; names alone, one a line, may be written among the names",
        ));
    }
    let parties = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|name| {
            Asked::of(Wanted {
                name: name.to_owned(),
                ..Wanted::default()
            })
        })
        .collect();
    Ok(Read {
        parties,
        unread: Vec::new(),
    })
}

fn table(text: &str, mark: char) -> Result<Read, Problem> {
    let wrong = |text: String, help: &str| Problem::new("invalid-document", text).with_help(help);
    let mark = u8::try_from(mark).unwrap_or(b',');
    let quoted = Quoted::new(text.as_bytes(), mark);
    let quotes = quoted.quotes();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(mark)
        .has_headers(false)
        .from_reader(quoted);
    let mut record = csv::ByteRecord::new();
    let mut headings: Option<Vec<String>> = None;
    let mut read = Read::default();
    let mut number = 0;
    loop {
        let more = reader
            .read_byte_record(&mut record)
            .map_err(|error| wrong(error.to_string(), "save the table as CSV in UTF-8"))?;
        if !more {
            return Ok(read);
        }
        let line = record.position().map_or(number + 1, csv::Position::line);
        if quotes.are_left_open() {
            return Err(wrong(
                format!("a quotation mark in the row that begins in line {line} is never closed"),
                "close it, and write a mark inside a field twice",
            ));
        }
        let columns = headings.as_ref().map_or(usize::MAX, Vec::len);
        let disorder = quotes.wrong(&record, reader.position().byte(), columns);
        let cells: Vec<String> = record
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).trim().to_owned())
            .collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let Some(headings) = &headings else {
            let names: Vec<String> = cells.iter().map(|name| field_name(name)).collect();
            for (place, name) in names.iter().enumerate() {
                if !is_read(name) {
                    read.unread
                        .extend(cells.get(place).filter(|name| !name.is_empty()).cloned());
                } else if names.iter().take(place).any(|before| before == name) {
                    return Err(wrong(
                        format!("the file has two columns `{name}`"),
                        "give one of them another heading; several numbers stand in one column between semicolons",
                    ));
                }
            }
            headings = Some(names);
            continue;
        };
        number += 1;
        let is_even = cells.len() == headings.len()
            || (cells.len() > headings.len()
                && cells.iter().skip(headings.len()).all(String::is_empty));
        let fields = (!is_even).then_some(RowError::Fields {
            has: cells.len(),
            columns: headings.len(),
        });
        let of_row: BTreeMap<String, String> = headings.iter().cloned().zip(cells).collect();
        let (wanted, wrong) = Wanted::as_far_as_read(&of_row, number);
        read.parties.push(Asked {
            wanted,
            wrong,
            row: fields
                .into_iter()
                .chain(disorder.map(RowError::Quotes))
                .collect(),
            fields: json!(of_row).to_string(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_parties_are_read() {
        let all = read("\u{feff}Name;Country\r\n\"Acme; Trading\";AE\r\n").expect("a file");
        let one = &all.parties[0].wanted;
        assert_eq!(
            (one.name.as_str(), one.country.as_str()),
            ("Acme; Trading", "AE")
        );
        let all = read("Acme Trading LLC\nIvan Petrov\n").expect("names");
        assert_eq!(all.parties.len(), 2);
        let all = read("name,note\n\"Acme\nTrading\",x\n").expect("a name in two lines");
        assert_eq!(
            (all.parties.len(), all.unread),
            (1, vec!["note".to_owned()])
        );
        assert!(read("").expect("nothing").parties.is_empty());
    }

    #[test]
    fn a_row_that_cannot_be_read_in_full_takes_nothing_from_the_others() {
        let all = read("\nname,kind\nAcme,rock\nN/A,\n,person\nIvan Petrov\nIvan Petrov,person\n")
            .expect("a file");
        let wrong: Vec<_> = all
            .parties
            .iter()
            .map(|one| (one.wrong.clone(), one.row.len(), one.leaves_somebody_out()))
            .collect();
        assert_eq!(
            wrong,
            [
                (vec![WantedError::Kind("rock".to_owned())], 0, false),
                (vec![WantedError::NoWords("N/A".to_owned())], 0, true),
                (vec![WantedError::NoName], 0, true),
                (vec![], 1, true),
                (vec![], 0, false),
            ]
        );
    }

    #[test]
    fn what_would_swallow_rows_is_refused() {
        assert!(read("name,kind\n\"Acme,person\nIvan Petrov,person\n").is_err());
        assert!(read("name,kind,Name\nAcme,,Beta\n").is_err());
    }

    #[test]
    fn a_table_without_a_column_of_names_is_no_list_of_names() {
        let text = "No;Company;Country\n17;Example Magnet Works Co.;AE\n";
        assert!(read(text).is_err());
        assert!(read("Example Magnet Works Co.\nIvan Petrov\n").is_ok());
    }
}
