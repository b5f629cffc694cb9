//! Choosing texts out of a row or an object.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::list::rows::Row;
use crate::list::text::clean;

/// What a mapping looks at: a row, or an object.
#[derive(Clone, Copy)]
pub(crate) enum Record<'a> {
    Row(&'a Row<'a>),
    Object(&'a Value),
}

/// Which texts: those under a column or path, or a table that says more.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Select {
    Path(String),
    Table(Table),
}

/// Which texts, and what becomes of them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Table {
    /// A text that is always the same.
    text: Option<String>,
    /// The column or path. Of several, the first that says something.
    from: Option<OneOrMore>,
    /// What separates several texts in one.
    split: Option<String>,
    /// Words and what they stand for.
    is: Option<BTreeMap<String, String>>,
    /// What any other word stands for; without it, other words stand for themselves.
    otherwise: Option<String>,
    /// What is put before each text.
    prefix: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Record<'_> {
    /// The texts under a column or path. A path goes through objects by dots, and through lists by
    /// itself.
    pub(crate) fn texts(self, path: &str) -> Vec<String> {
        match self {
            Self::Row(row) => row.get(path).map(str::to_owned).into_iter().collect(),
            Self::Object(value) => {
                let mut found = Vec::new();
                walk(value, path, &mut |value| {
                    let text = match value {
                        Value::String(text) => clean(text),
                        Value::Number(number) => Some(number.to_string()),
                        Value::Bool(truth) => Some(truth.to_string()),
                        _ => None,
                    };
                    found.extend(text);
                });
                found
            }
        }
    }
}

/// The objects under a path, each a record of its own; the record itself without one.
pub(crate) fn each<'a>(record: Record<'a>, path: Option<&str>) -> Vec<Record<'a>> {
    match (record, path) {
        (record, None) => vec![record],
        (Record::Row(_), Some(_)) => Vec::new(),
        (Record::Object(value), Some(path)) => {
            let mut found = Vec::new();
            walk(value, path, &mut |value| found.push(Record::Object(value)));
            found
        }
    }
}

/// Whether there is something under a path.
pub(crate) fn is_in(value: &Value, path: &str) -> bool {
    let mut found = false;
    walk(value, path, &mut |_| found = true);
    found
}

fn walk<'a>(value: &'a Value, path: &str, found: &mut dyn FnMut(&'a Value)) {
    if let Value::Array(values) = value {
        for value in values {
            walk(value, path, found);
        }
        return;
    }
    if path.is_empty() {
        found(value);
        return;
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    if let Some(value) = value.get(first) {
        walk(value, rest, found);
    }
}

impl Select {
    /// The texts that it chooses from a record.
    pub(crate) fn texts(&self, record: Record<'_>) -> Vec<String> {
        match self {
            Self::Path(path) => record.texts(path),
            Self::Table(table) => table.texts(record),
        }
    }

    /// The first of the texts that it chooses.
    pub(crate) fn text(&self, record: Record<'_>) -> Option<String> {
        self.texts(record).into_iter().next()
    }

    /// The columns or paths that it looks at.
    pub(crate) fn paths(&self) -> Vec<&str> {
        match self {
            Self::Path(path) => vec![path],
            Self::Table(table) => match &table.from {
                None => Vec::new(),
                Some(OneOrMore::One(path)) => vec![path],
                Some(OneOrMore::More(paths)) => paths.iter().map(String::as_str).collect(),
            },
        }
    }
}

impl Table {
    fn texts(&self, record: Record<'_>) -> Vec<String> {
        if let Some(text) = &self.text {
            return vec![text.clone()];
        }
        let found = match &self.from {
            None => Vec::new(),
            Some(OneOrMore::One(path)) => record.texts(path),
            Some(OneOrMore::More(paths)) => paths
                .iter()
                .map(|path| record.texts(path))
                .find(|texts| !texts.is_empty())
                .unwrap_or_default(),
        };
        let parts: Vec<String> = match &self.split {
            Some(split) if !split.is_empty() => found
                .iter()
                .flat_map(|text| text.split(split.as_str()))
                .filter_map(clean)
                .collect(),
            _ => found,
        };
        let parts = if parts.is_empty() && self.otherwise.is_some() {
            vec![String::new()]
        } else {
            parts
        };
        parts
            .into_iter()
            .map(|text| match &self.is {
                Some(is) => is
                    .get(&text)
                    .or(self.otherwise.as_ref())
                    .cloned()
                    .unwrap_or(text),
                None => match &self.otherwise {
                    Some(otherwise) if text.is_empty() => otherwise.clone(),
                    _ => text,
                },
            })
            .filter(|text| !text.is_empty())
            .map(|text| match &self.prefix {
                Some(prefix) => format!("{prefix}{text}"),
                None => text,
            })
            .collect()
    }
}
