//! TOML to values with places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Entry, Kind, NESTING_MAX, NODES_MAX, Node, Table};
use crate::read::mend_day;

/// Up to this size all errors of form are looked for; in longer texts the first
/// suffices, since each error costs memory.
const RECOVER_SIZE_MAX: usize = 256 * 1024;
/// The most errors of form that are told at once.
const ERRORS_MAX: usize = 20;

/// Reads TOML. When the text is not well formed, only that is told: what is read of a
/// broken text would give false alarms.
pub(crate) fn read(text: &str) -> Result<Node, Vec<DocumentDiagnostic>> {
    let table = DeTable::parse(text).map_err(|first| {
        if text.len() > RECOVER_SIZE_MAX {
            return vec![syntax(text, &first)];
        }
        let (_, errors) = DeTable::parse_recoverable(text);
        let errors = errors.iter().take(ERRORS_MAX);
        errors.map(|error| syntax(text, error)).collect()
    })?;
    let mut nodes = 0;
    let span = 0..text.len();
    table_node(table.get_ref(), span.clone(), 0, &mut nodes)
        .map(|table| Node {
            span,
            kind: Kind::Table(table),
        })
        .map_err(|error| vec![error])
}

type Read<T> = Result<T, DocumentDiagnostic>;

fn table_node(
    table: &DeTable<'_>,
    span: Range<usize>,
    depth: usize,
    nodes: &mut usize,
) -> Read<Table> {
    if depth > NESTING_MAX {
        return Err(too_deep(span));
    }
    let mut entries = Vec::with_capacity(table.len());
    for (key, value) in table {
        entries.push(Entry {
            key: key.get_ref().to_string(),
            key_span: key.span(),
            value: node(value, depth.saturating_add(1), nodes)?,
        });
    }
    // The library orders by key; a reader reads from the top.
    entries.sort_by_key(|entry| (entry.key_span.start, entry.value.span.start));
    Ok(Table { entries })
}

fn node(value: &Spanned<DeValue<'_>>, depth: usize, nodes: &mut usize) -> Read<Node> {
    let span = value.span();
    *nodes = nodes.saturating_add(1);
    if *nodes > NODES_MAX {
        return Err(too_many(span));
    }
    let kind = match value.get_ref() {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Integer(number) => Kind::Number(number.to_string()),
        DeValue::Float(number) => Kind::Number(number.to_string()),
        DeValue::Boolean(answer) => Kind::YesNo(*answer),
        DeValue::Datetime(date) => Kind::Date(date.to_string()),
        DeValue::Array(values) => {
            if depth > NESTING_MAX {
                return Err(too_deep(span));
            }
            let values: Read<Vec<Node>> = values
                .iter()
                .map(|value| node(value, depth.saturating_add(1), nodes))
                .collect();
            Kind::List(values?)
        }
        DeValue::Table(table) => Kind::Table(table_node(table, span.clone(), depth, nodes)?),
    };
    Ok(Node { span, kind })
}

pub(crate) fn too_deep(span: Range<usize>) -> DocumentDiagnostic {
    let message = format!("tables and lists are nested more than {NESTING_MAX} deep");
    DocumentDiagnostic::new(DocumentCode::LIMIT, span, message)
        .mend("give each item a table of its own, `[items.NAME]`, and refer to it by name")
}

pub(crate) fn too_many(span: Range<usize>) -> DocumentDiagnostic {
    let message = format!("the document has more than {NODES_MAX} values");
    DocumentDiagnostic::new(DocumentCode::LIMIT, span, message)
        .mend("split the transaction into several documents")
}

/// The library's message, with a line that mends the slips that people make most.
fn syntax(text: &str, error: &Error) -> DocumentDiagnostic {
    let span = error.span().unwrap_or(0..0);
    let found = text.get(span.clone()).unwrap_or_default();
    let message = error.message();
    let code = DocumentCode::SYNTAX;
    if message.starts_with("duplicate key") {
        let message = format!("{} is given twice in one table", quoted(found));
        return DocumentDiagnostic::new(DocumentCode::DUPLICATE_KEY, span, message).mend(
            "keep one of the two; for a second party or line, repeat `[[party]]` or `[[line]]`",
        );
    }
    if message.starts_with("string values must be quoted") {
        let mend = match found {
            "yes" | "Yes" | "YES" => "write `true`, or `\"yes\"` in quotes".to_owned(),
            "no" | "No" | "NO" => "write `false`, or `\"no\"` in quotes".to_owned(),
            _ if looks_like_a_date(text, &span) => mend_day(found),
            _ => format!("write `\"{}\"`", found.replace('"', "").replace('`', "'")),
        };
        let message = format!("{} is not in quotes", quoted(found));
        return DocumentDiagnostic::new(code, span, message)
            .expected("a text in quotes")
            .mend(mend);
    }
    let mend = if message.starts_with("invalid date") || looks_like_a_date(text, &span) {
        "write the day as year, month and day: `2025-10-02`"
    } else if message.starts_with("key with no value") {
        "write `field = \"value\"`"
    } else if message.starts_with("unclosed array") || message.starts_with("unclosed table") {
        "close it with `]`"
    } else if message.starts_with("unclosed inline table") {
        "close it with `}`"
    } else if message.starts_with("invalid basic string") {
        "close the text with `\"` on the same line"
    } else if message.starts_with("invalid literal string") {
        "close the text with `'` on the same line"
    } else if message.contains("recursion") || message.contains("recurse") {
        return too_deep(span);
    } else {
        "see https://toml.io for the form of the file"
    };
    let (message, expected) = match message.split_once(", expected ") {
        Some((message, expected)) => (message, expected),
        None => (message, ""),
    };
    // Tools of the form speak of strings and keys; the rest of our words do not matter here.
    DocumentDiagnostic::new(code, span, format!("not well-formed TOML: {message}"))
        .expected(expected.replace("nothing", "nothing more here"))
        .mend(mend)
}

/// Whether the line of the place holds something like `13.10.2025` or `13/10/2025`.
fn looks_like_a_date(text: &str, span: &Range<usize>) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let line = text.get(start..).unwrap_or_default();
    let line = line.lines().next().unwrap_or_default();
    let value = line.split_once('=').map_or("", |(_, value)| value).trim();
    let parts: Vec<&str> = value.split(['.', '/', '-']).collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}
