//! Days, and the many other ways in which people write them.

use exeat_value::Day;

use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Kind, Node};

/// Reads a day of `field`.
pub(super) fn read(node: &Node, field: &str) -> Result<Day, DocumentDiagnostic> {
    let text = match &node.kind {
        Kind::Text(text) | Kind::Date(text) | Kind::Number(text) => text,
        _ => {
            let message = format!("`{field}` is a day, and here stands {}", node.what());
            return Err(wrong(
                node,
                message,
                "write the day as `2025-10-02`".to_owned(),
            ));
        }
    };
    // A bare number is never a day, though `20251002` can be mended to one.
    if !matches!(node.kind, Kind::Number(_))
        && let Ok(day) = text.parse()
    {
        return Ok(day);
    }
    let message = format!("{} is not a day of the form year, month, day", quoted(text));
    Err(wrong(node, message, mend_day(text)))
}

fn wrong(node: &Node, message: String, mend: String) -> DocumentDiagnostic {
    DocumentDiagnostic::new(DocumentCode::WRONG_DATE, node.span.clone(), message)
        .expected("a day as `2025-10-02`")
        .mend(mend)
}

/// One line that mends a day in another form.
pub(crate) fn mend_day(text: &str) -> String {
    let day = |year: i16, month: i8, day: i8| Day::new(year, month, day).ok();
    let written = |day: Day| format!("write `{day}`");
    // `2025-10-02T08:00:00Z`
    if let Some((date, _)) = text.split_once(['T', ' '])
        && let Ok(day) = date.parse::<Day>()
    {
        return format!("leave out the time of day: `{day}`");
    }
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| part.parse::<i16>().ok();
    let small = |part: &str| part.parse::<i8>().ok();
    let found = match parts.as_slice() {
        [only] if only.len() == 8 => {
            let piece = |from, to| only.get(from..to);
            let parts = (piece(0, 4), piece(4, 6), piece(6, 8));
            if let (Some(year), Some(month), Some(date)) = parts
                && let (Some(year), Some(month), Some(date)) =
                    (number(year), small(month), small(date))
            {
                day(year, month, date)
            } else {
                None
            }
        }
        [first, second, third] => {
            if let (Some(date), Some(month), Some(year)) =
                (small(first), month_name(second), number(third))
            {
                // 2 October 2025
                day(year, month, date)
            } else if let (Some(month), Some(date), Some(year)) =
                (month_name(first), small(second), number(third))
            {
                // October 2, 2025
                day(year, month, date)
            } else if let (Some(year), Some(month), Some(date)) =
                (number(first), small(second), small(third))
                && first.len() == 4
            {
                // 2025/10/2
                day(year, month, date)
            } else if let (Some(one), Some(two), Some(year)) =
                (small(first), small(second), number(third))
                && third.len() == 4
            {
                // 13.10.2025 is plain; 02/10/2025 is one day in London, another in New York.
                let candidates = [day(year, two, one), day(year, one, two)];
                match candidates {
                    [Some(european), Some(american)] if european != american => {
                        return format!("write `{european}` or `{american}`, whichever is meant");
                    }
                    [european, american] => european.or(american),
                }
            } else {
                None
            }
        }
        _ => None,
    };
    found.map_or_else(|| "write the day as `2025-10-02`".to_owned(), written)
}

fn month_name(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_lowercase();
    if text.len() < 3 {
        return None;
    }
    (1..)
        .zip(NAMES)
        .find(|(_, name)| name.starts_with(&text))
        .map(|(month, _)| month)
}
