//! The sheets of workbooks as cells of text.

use calamine::Data;

/// The cells of a sheet as it shows them: rows and columns counted from its first, days in the form of days.
#[must_use]
pub fn cells(range: &calamine::Range<Data>) -> Vec<Vec<String>> {
    let (above, left) = range.start().unwrap_or_default();
    let mut rows: Vec<Vec<String>> = (0..above).map(|_| Vec::new()).collect();
    rows.extend(range.rows().map(|row| {
        let blank = (0..left).map(|_| String::new());
        blank.chain(row.iter().map(cell)).collect()
    }));
    rows
}

/// What a cell shows: a day in the form of days, a number as it was typed.
fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(instant) => {
            let (year, month, day, ..) = instant.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.chars().take(10).collect(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
