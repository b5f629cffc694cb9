//! The fields of a mapping, one by one: texts, numbers and words, each told where it is wrong.

use super::Faults;
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Entry, Kind, Node, Table};

pub(super) fn fault(
    node: &Node,
    code: DocumentCode,
    message: String,
    mend: impl Into<String>,
) -> DocumentDiagnostic {
    DocumentDiagnostic::new(code, node.span.clone(), message).mend(mend)
}

pub(super) fn known_keys(table: &Table, known: &[&str], faults: &mut Faults) {
    for entry in &table.entries {
        if known.contains(&entry.key.as_str()) {
            continue;
        }
        let nearest = known
            .iter()
            .map(|name| (strsim::damerau_levenshtein(name, &entry.key), name))
            .min();
        let mend = match nearest {
            Some((distance, name)) if distance <= 3 => format!("write `{name}`"),
            _ => format!("use one of these: {}", known.join(", ")),
        };
        faults.push(
            DocumentDiagnostic::new(
                DocumentCode::UNKNOWN_FIELD,
                entry.key_span.clone(),
                format!("there is no field {}", quoted(&entry.key)),
            )
            .mend(mend),
        );
    }
}

pub(super) fn sub_table<'a>(top: &'a Table, name: &str, faults: &mut Faults) -> Option<&'a Table> {
    let entry = top.get(name)?;
    match &entry.value.kind {
        Kind::Table(table) => Some(table),
        _ => {
            faults.push(fault(
                &entry.value,
                DocumentCode::WRONG_KIND,
                format!("`{name}` is a table"),
                format!("write `[{name}]` on a line of its own"),
            ));
            None
        }
    }
}

pub(super) fn text<'a>(entry: &'a Entry, faults: &mut Faults) -> Option<&'a str> {
    let text = entry.value.as_text();
    if text.is_none() {
        faults.push(fault(
            &entry.value,
            DocumentCode::WRONG_KIND,
            format!("`{}` is a text in quotes", entry.key),
            format!("write `{} = \"…\"`", entry.key),
        ));
    }
    text
}

pub(super) fn character(entry: &Entry, faults: &mut Faults) -> Option<char> {
    let text = text(entry, faults)?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) if !one.is_ascii_digit() => Some(one),
        _ => {
            faults.push(fault(
                &entry.value,
                DocumentCode::WRONG_KIND,
                format!("`{}` is one character", entry.key),
                format!("write `{} = \",\"`", entry.key),
            ));
            None
        }
    }
}

pub(super) fn whole(entry: &Entry, faults: &mut Faults) -> Option<u64> {
    if let Kind::Number(number) = &entry.value.kind
        && let Ok(number) = number.parse()
    {
        return Some(number);
    }
    faults.push(fault(
        &entry.value,
        DocumentCode::WRONG_KIND,
        format!("`{}` is a whole number", entry.key),
        format!("write `{} = 1`", entry.key),
    ));
    None
}

pub(super) fn yes_no(entry: &Entry, faults: &mut Faults) -> bool {
    if let Kind::YesNo(answer) = entry.value.kind {
        return answer;
    }
    faults.push(fault(
        &entry.value,
        DocumentCode::WRONG_KIND,
        format!("`{}` is `true` or `false`", entry.key),
        format!("write `{} = true`", entry.key),
    ));
    false
}

/// One text or several.
pub(super) fn texts(entry: &Entry, faults: &mut Faults) -> Vec<String> {
    match &entry.value.kind {
        Kind::Text(text) => vec![text.clone()],
        Kind::List(nodes) if nodes.iter().all(|node| node.as_text().is_some()) => nodes
            .iter()
            .filter_map(Node::as_text)
            .map(str::to_owned)
            .collect(),
        _ => {
            faults.push(fault(
                &entry.value,
                DocumentCode::WRONG_KIND,
                format!("`{}` is a list of texts", entry.key),
                format!("write `{} = [\"…\"]`", entry.key),
            ));
            Vec::new()
        }
    }
}
