//! Two parties as records side by side: names, dates of birth, countries and numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare;
use crate::score::{Kind, Mode, Score};

/// A party as a record has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Its names.
    pub names: BTreeSet<String>,
    /// Its parts of a name, where they are told apart: given, middle and family names.
    pub given: BTreeSet<String>,
    /// Names between given and family name, patronymics among them.
    pub middle: BTreeSet<String>,
    /// Family names.
    pub family: BTreeSet<String>,
    /// Days, months or years of birth or founding, in ISO 8601: `1971`, `1971-03`, `1971-03-09`.
    pub births: BTreeSet<String>,
    /// Countries, in small letters.
    pub countries: BTreeSet<String>,
    /// `male` and `female`.
    pub genders: BTreeSet<String>,
    /// Numbers that name it, by what they are.
    pub identifiers: BTreeMap<String, BTreeSet<String>>,
}

/// What another date of birth takes, and another one near it.
const OTHER_BIRTH_LOSS: u32 = 3_000;
const NEAR_BIRTH_LOSS: u32 = 700;
/// What another country takes.
const OTHER_COUNTRY_LOSS: u32 = 500;
/// What another gender takes.
const OTHER_GENDER_LOSS: u32 = 2_000;
/// What another number of the same sort takes.
const OTHER_IDENTIFIER_LOSS: u32 = 1_000;
/// Two parties with the same number are at least so much the same.
const SAME_IDENTIFIER_MIN: u32 = 9_600;
/// Given and family name exchanged where both are told apart.
const EXCHANGED_MAX: u32 = 6_000;

impl Record {
    /// The names by which it is compared: those given whole, and else those made of parts.
    fn whole_names(&self) -> Vec<String> {
        if !self.names.is_empty() {
            return self.names.iter().cloned().collect();
        }
        let part = |part: &BTreeSet<String>| part.iter().cloned().collect::<Vec<_>>().join(" ");
        let whole = [part(&self.given), part(&self.middle), part(&self.family)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if whole.is_empty() {
            Vec::new()
        } else {
            vec![whole]
        }
    }
}

/// How alike two records are.
pub fn compare(a: &Record, b: &Record, mode: Mode) -> Score {
    let kind = if a.kind == Kind::Unknown {
        b.kind
    } else {
        a.kind
    };
    let mut score = 0;
    for x in a.whole_names() {
        for y in b.whole_names() {
            score = score.max(compare::names(&x, &y, kind, mode).score.ten_thousandths());
        }
    }
    if exchanged(a, b, mode) {
        score = score.min(EXCHANGED_MAX);
    }
    let mut same_identifier = false;
    for (sort, numbers) in &a.identifiers {
        if let Some(others) = b.identifiers.get(sort) {
            if numbers.iter().any(|number| others.contains(number)) {
                same_identifier = true;
            } else {
                score = score.saturating_sub(OTHER_IDENTIFIER_LOSS);
            }
        }
    }
    score = score.saturating_sub(births(&a.births, &b.births));
    let disjoint = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
    };
    if disjoint(&a.countries, &b.countries) {
        score = score.saturating_sub(OTHER_COUNTRY_LOSS);
    }
    if disjoint(&a.genders, &b.genders) {
        score = score.saturating_sub(OTHER_GENDER_LOSS);
    }
    if a.kind != Kind::Unknown && b.kind != Kind::Unknown && a.kind != b.kind {
        score = score.saturating_sub(OTHER_GENDER_LOSS);
    }
    if same_identifier {
        score = score.max(SAME_IDENTIFIER_MIN);
    }
    Score::of(score)
}

/// Whether the given name of each is the family name of the other and not its given name.
fn exchanged(a: &Record, b: &Record, mode: Mode) -> bool {
    let alike = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        a.iter()
            .flat_map(|x| b.iter().map(move |y| (x, y)))
            .any(|(x, y)| compare::names(x, y, Kind::Person, mode).score >= Score::MATCH)
    };
    alike(&a.given, &b.family) && alike(&a.family, &b.given) && !alike(&a.given, &b.given)
}

/// What dates of birth take: the least of all pairs.
fn births(a: &BTreeSet<String>, b: &BTreeSet<String>) -> u32 {
    a.iter()
        .flat_map(|x| b.iter().map(move |y| birth(x, y)))
        .min()
        .unwrap_or(0)
}

fn birth(a: &str, b: &str) -> u32 {
    if a.starts_with(b) || b.starts_with(a) {
        return 0;
    }
    let parts = |date: &str| date.split('-').map(str::to_owned).collect::<Vec<_>>();
    let (x, y) = (parts(a), parts(b));
    // Day and month exchanged, or one digit misread.
    let swapped = x.len() == 3 && y.len() == 3 && x[0] == y[0] && x[1] == y[2] && x[2] == y[1];
    let digits = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count();
    if swapped || (a.len() == b.len() && digits == 1) {
        NEAR_BIRTH_LOSS
    } else {
        OTHER_BIRTH_LOSS
    }
}
