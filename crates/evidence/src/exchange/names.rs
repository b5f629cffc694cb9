//! Identifiers that are made from names, and times that are made from days.

use exeat_value::Day;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::case::{CaseFile, ClaimedValue};

/// The time that stands for a case without any day.
pub(super) const BEGINNING: &str = "1970-01-01T00:00:00.000Z";

/// A UUID made from a name: the bytes are a digest's, in place of the random ones of version 4. The
/// published schemas of STIX know the versions 1 to 5 only.
pub(super) fn uuid(name: &str) -> String {
    let digest = Sha256::digest(format!("exeat:{name}"));
    let mut bytes: Vec<u8> = digest.iter().take(16).copied().collect();
    if let Some(byte) = bytes.get_mut(6) {
        *byte = (*byte & 0x0f) | 0x40;
    }
    if let Some(byte) = bytes.get_mut(8) {
        *byte = (*byte & 0x3f) | 0x80;
    }
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

pub(super) fn id(kind: &str, name: &str) -> String {
    format!("{kind}--{}", uuid(&format!("{kind}:{name}")))
}

pub(super) fn time(day: Option<Day>) -> String {
    day.map_or_else(
        || BEGINNING.to_owned(),
        |day| format!("{day}T00:00:00.000Z"),
    )
}

/// The day of a time such as `2025-10-13T00:00:00.000Z`; none for the beginning, which stands for no
/// day.
pub(super) fn day(time: Option<&Value>) -> Option<Day> {
    let text = time?.as_str()?;
    if text.starts_with("1970-01-01") {
        return None;
    }
    text.get(..10)?.parse().ok()
}

/// What was read of others, and what of it was left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The case file.
    pub file: CaseFile,
    /// What was left out, and why.
    pub left_out: Vec<String>,
}

impl Imported {
    pub(super) fn new(title: &str) -> Self {
        Self {
            file: CaseFile {
                format: 1,
                title: title.to_owned(),
                ..CaseFile::default()
            },
            left_out: Vec::new(),
        }
    }

    pub(super) fn leave(&mut self, what: String) {
        if self.left_out.len() < 1_000 && !self.left_out.contains(&what) {
            self.left_out.push(what);
        }
    }
}

/// A name for a section of a case file: the one that stands there, or one made from words.
pub(super) fn key(stated: Option<&str>, words: &str, taken: impl Fn(&str) -> bool) -> String {
    let plain = |text: &str| {
        let mut name = String::new();
        for sign in text.chars() {
            if name.chars().count() >= 60 {
                break;
            }
            if sign.is_alphanumeric() {
                name.extend(sign.to_lowercase());
            } else if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        name.trim_end_matches('-').to_owned()
    };
    let base = match stated {
        Some(stated) if !stated.is_empty() && stated.chars().count() <= 200 => stated.to_owned(),
        _ => plain(words),
    };
    let base = if base.is_empty() {
        "nameless".to_owned()
    } else {
        base
    };
    let mut name = base.clone();
    let mut count = 1_usize;
    while taken(&name) {
        count = count.saturating_add(1);
        name = format!("{base}-{count}");
    }
    name
}

/// The fact of a claim, as it is added to its words: ` [items.x.y is 1.2 %]`.
pub(super) fn fact_words(
    fact: &str,
    is: Option<&ClaimedValue>,
    between: Option<&[String; 2]>,
) -> String {
    match (is, between) {
        (Some(is), _) => format!(" [{fact} is {}]", is.text()),
        (None, Some([low, high])) => format!(" [{fact} is between {low} and {high}]"),
        (None, None) => String::new(),
    }
}

/// Words, and the fact that was added to them.
pub(super) type WithFact<'t> = (
    &'t str,
    Option<(String, Option<ClaimedValue>, Option<[String; 2]>)>,
);

/// Takes a fact from the end of words again.
pub(super) fn without_fact(words: &str) -> WithFact<'_> {
    let found = (|| {
        let (says, rest) = words.strip_suffix(']')?.rsplit_once(" [")?;
        let (fact, value) = rest.split_once(" is ")?;
        if !fact.contains('.') || fact.contains(char::is_whitespace) {
            return None;
        }
        let between = value
            .strip_prefix("between ")
            .and_then(|range| range.split_once(" and "));
        Some(match between {
            Some((low, high)) => (
                says,
                (
                    fact.to_owned(),
                    None,
                    Some([low.to_owned(), high.to_owned()]),
                ),
            ),
            None => {
                let is = match value {
                    "yes" => ClaimedValue::YesNo(true),
                    "no" => ClaimedValue::YesNo(false),
                    value => ClaimedValue::Text(value.to_owned()),
                };
                (says, (fact.to_owned(), Some(is), None))
            }
        })
    })();
    match found {
        Some((says, fact)) => (says, Some(fact)),
        None => (words, None),
    }
}
