//! A document as read: values with their places, whatever the format.

use std::ops::Range;

/// The deepest nesting of tables and lists. The deepest that a document needs is 9: a
/// statement about a candidate of a share of a component of an inline item.
pub(crate) const NESTING_MAX: usize = 24;

/// The most values of one document.
pub(crate) const NODES_MAX: usize = 2_000_000;

/// A value with its place in the text, in bytes.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Text(String),
    YesNo(bool),
    /// As it stands in the text; documents never hold bare numbers, so it is
    /// only shown in diagnostics and tried as an amount without unit.
    Number(String),
    /// A date of TOML, with whatever else stands beside the day.
    Date(String),
    /// JSON's `null`.
    Null,
    List(Vec<Node>),
    Table(Table),
}

/// Entries in the order of the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Range<usize>,
    pub(crate) value: Node,
}

impl Table {
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

impl Node {
    /// What it is, for messages: `a text`, `a list`.
    pub(crate) fn what(&self) -> &'static str {
        match &self.kind {
            Kind::Text(_) => "a text",
            Kind::YesNo(_) => "`true` or `false`",
            Kind::Number(_) => "a number",
            Kind::Date(_) => "a date",
            Kind::Null => "`null`",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }
}
