//! Answers into JSON, by the places of the values.

use super::{Step, Target};
use crate::node::{Kind, Node};
use crate::write::Written;

/// The text with the field set; `None` when the place is not there.
pub(super) fn write(text: &str, root: &Node, target: &Target, value: &Written) -> Option<String> {
    let mut value = value.clone();
    let mut steps: Vec<Step> = target.place.clone();
    steps.extend(target.fields.iter().cloned().map(Step::Key));
    if let Some(role) = target.new_party {
        // A party of its own, with its role.
        let role = Written::List(vec![Written::Text(role.to_string())]);
        let mut entries = vec![("roles".to_owned(), role)];
        entries.extend(target.fields.last().map(|field| (field.clone(), value)));
        value = Written::Table(entries);
        steps = vec![Step::Key("party".to_owned()), Step::Index(usize::MAX)];
    }
    // As far as the document goes, then what is missing around the value.
    let mut node = root;
    let mut rest = steps.as_slice();
    while let Some((step, further)) = rest.split_first() {
        let Some(next) = child(node, step) else { break };
        node = next;
        rest = further;
    }
    let Some((missing, further)) = rest.split_first() else {
        return Some(replace(text, node.span.start, node.span.end, &json(&value)));
    };
    for step in further.iter().rev() {
        value = match step {
            Step::Key(key) => Written::Table(vec![(key.clone(), value)]),
            Step::Index(_) => Written::List(vec![value]),
        };
    }
    let new = match missing {
        Step::Key(key) => format!("{}: {}", json(&Written::Text(key.clone())), json(&value)),
        Step::Index(_) => json(&value),
    };
    insert_last(text, node, &new)
}

fn child<'n>(node: &'n Node, step: &Step) -> Option<&'n Node> {
    match (&node.kind, step) {
        (Kind::Table(table), Step::Key(key)) => Some(&table.get(key)?.value),
        (Kind::List(values), Step::Index(index)) => values.get(*index),
        _ => None,
    }
}

/// Adds an entry at the end of a table or list, indented as its last one is.
fn insert_last(text: &str, node: &Node, new: &str) -> Option<String> {
    let last = match &node.kind {
        Kind::Table(table) => table
            .entries
            .last()
            .map(|entry| (entry.key_span.start, entry.value.span.end)),
        Kind::List(values) => values
            .last()
            .map(|value| (value.span.start, value.span.end)),
        // A fact where a table should be: take its place.
        _ => return None,
    };
    let Some((start, end)) = last else {
        let inside = node.span.start.checked_add(1)?;
        return Some(replace(text, inside, inside, new));
    };
    let before = text.get(..start)?;
    let line = before.rfind('\n').and_then(|at| before.get(at..));
    let separator = match line {
        Some(line) if line.chars().all(char::is_whitespace) => format!(",{line}"),
        _ => ", ".to_owned(),
    };
    Some(replace(text, end, end, &format!("{separator}{new}")))
}

fn replace(text: &str, start: usize, end: usize, new: &str) -> String {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    format!("{before}{new}{after}")
}

fn json(value: &Written) -> String {
    // Serialising into a string fails only for keys that are not texts.
    serde_json::to_string(value).unwrap_or_default()
}
