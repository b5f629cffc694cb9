//! JSON to values with places.
//!
//! The parser is `serde_json`; places come from its raw values, which are slices of the
//! text. Each table or list is parsed once for its extent and once for its entries, so a
//! text is read as often as it is nested, which [`NESTING_MAX`] bounds.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Entry, Kind, NESTING_MAX, NODES_MAX, Node, Table};
use crate::toml_in::{too_deep, too_many};

/// Reads JSON. When the text is not well formed, only that is told.
pub(crate) fn read(text: &str) -> Result<Node, Vec<DocumentDiagnostic>> {
    // A byte order mark says nothing; places are counted with it.
    let content = text.strip_prefix('\u{feff}').unwrap_or(text);
    let root: &RawValue =
        serde_json::from_str(content).map_err(|error| vec![syntax(text, content, &error)])?;
    let mut reader = Reader {
        text,
        nodes: 0,
        twice: Vec::new(),
    };
    let root = reader.node(root, 0).map_err(|error| vec![error])?;
    if reader.twice.is_empty() {
        Ok(root)
    } else {
        Err(reader.twice)
    }
}

struct Reader<'a> {
    text: &'a str,
    nodes: usize,
    /// Keys that are given twice in one table.
    twice: Vec<DocumentDiagnostic>,
}

impl Reader<'_> {
    fn node(&mut self, raw: &RawValue, depth: usize) -> Result<Node, DocumentDiagnostic> {
        let span = self.span(raw);
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > NODES_MAX {
            return Err(too_many(span));
        }
        if depth > NESTING_MAX {
            return Err(too_deep(span));
        }
        let failed = |error: serde_json::Error| {
            DocumentDiagnostic::new(DocumentCode::SYNTAX, span.clone(), error.to_string())
        };
        let source = raw.get();
        let kind = match source.as_bytes().first() {
            Some(b'"') => Kind::Text(serde_json::from_str(source).map_err(failed)?),
            Some(b't') => Kind::YesNo(true),
            Some(b'f') => Kind::YesNo(false),
            Some(b'n') => Kind::Null,
            Some(b'[') => {
                let raws: Vec<&RawValue> = serde_json::from_str(source).map_err(failed)?;
                let mut values = Vec::with_capacity(raws.len());
                for raw in raws {
                    values.push(self.node(raw, depth.saturating_add(1))?);
                }
                Kind::List(values)
            }
            Some(b'{') => {
                let entries: Entries<'_> = serde_json::from_str(source).map_err(failed)?;
                Kind::Table(self.table(entries, depth)?)
            }
            _ => Kind::Number(source.to_owned()),
        };
        Ok(Node { span, kind })
    }

    fn table(&mut self, raw: Entries<'_>, depth: usize) -> Result<Table, DocumentDiagnostic> {
        let mut entries = Vec::with_capacity(raw.0.len());
        let mut seen = BTreeSet::new();
        for (raw_key, raw_value) in raw.0 {
            let key_span = self.span(raw_key);
            let key: String = serde_json::from_str(raw_key.get()).map_err(|error| {
                DocumentDiagnostic::new(DocumentCode::SYNTAX, key_span.clone(), error.to_string())
            })?;
            if !seen.insert(key.clone()) {
                let message = format!("{} is given twice in one table", quoted(&key));
                let twice = DocumentDiagnostic::new(DocumentCode::DUPLICATE_KEY, key_span, message)
                    .mend("keep one of the two");
                self.twice.push(twice);
                continue;
            }
            entries.push(Entry {
                key,
                key_span,
                value: self.node(raw_value, depth.saturating_add(1))?,
            });
        }
        Ok(Table { entries })
    }

    /// Where a raw value, which is a slice of the text, lies in it.
    fn span(&self, raw: &RawValue) -> Range<usize> {
        let raw = raw.get();
        let start = raw
            .as_ptr()
            .addr()
            .saturating_sub(self.text.as_ptr().addr());
        start..start.saturating_add(raw.len())
    }
}

/// The entries of an object as slices of the text.
struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

fn syntax(text: &str, content: &str, error: &serde_json::Error) -> DocumentDiagnostic {
    // Line and column are from 1, the column in bytes; an end of file is told at the
    // last byte read.
    let mark = text.len().saturating_sub(content.len());
    let line_start = content
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .fold(0, usize::saturating_add);
    let at = mark
        .saturating_add(line_start)
        .saturating_add(error.column().saturating_sub(1))
        .min(text.len());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let mend = if message.contains("key must be a string") {
        "take out the comma after the last entry, or put the key in quotes"
    } else if message.contains("trailing comma") {
        "take out the comma after the last entry"
    } else if message.contains("EOF") {
        "close what is open with `}` or `]`"
    } else if message.contains("expected `:`") {
        "write `\"field\": \"value\"`"
    } else if message.contains("expected `,`") {
        "put a comma between the entries"
    } else {
        "put texts in quotes: `\"value\"`"
    };
    let message = message.replace("EOF while parsing", "the text ends inside");
    let end = at.saturating_add(1).min(text.len());
    DocumentDiagnostic::new(
        DocumentCode::SYNTAX,
        at..end,
        format!("not well-formed JSON: {message}"),
    )
    .mend(mend)
}
