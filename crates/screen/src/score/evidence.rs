//! What else is known about two parties, and how it moves the score of their names.
//!
//! Evidence confirms names that match and speaks against them; it does not make a match of names
//! that are not alike.

use crate::index::find::{self, Party};
use crate::score::Kind;

/// What is known of an entry beside its names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) kind: Kind,
    /// Days of birth, each as the earliest and the latest.
    pub(crate) births: &'a [u32],
    pub(crate) countries: &'a [u32],
}

/// Evidence that speaks for or against two parties being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Point {
    SameBirthDay,
    SameBirthYear,
    NearBirth,
    OtherBirth,
    SameCountry,
    OtherCountry,
    OtherKind,
    WeakAlias,
}

impl Point {
    /// What it does to a score: which part of what is missing it adds, or what it takes.
    fn effect(self) -> Effect {
        match self {
            Self::SameBirthDay => Effect::Adds(4),
            Self::SameBirthYear => Effect::Adds(10),
            Self::SameCountry => Effect::Adds(20),
            Self::NearBirth => Effect::Takes(200),
            Self::OtherBirth => Effect::Takes(1_300),
            Self::OtherCountry => Effect::Takes(200),
            Self::OtherKind => Effect::Takes(2_000),
            Self::WeakAlias => Effect::Takes(400),
        }
    }

    /// In words, for the explanation.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::SameBirthDay => "the same day of birth",
            Self::SameBirthYear => "the same year of birth, as far as is known",
            Self::NearBirth => "dates of birth a little apart",
            Self::OtherBirth => "another date of birth",
            Self::SameCountry => "the same country",
            Self::OtherCountry => "another country",
            Self::OtherKind => "not the same kind of party",
            Self::WeakAlias => "an alias that its publisher calls weak",
        }
    }
}

enum Effect {
    /// One part in so many of what is missing.
    Adds(u32),
    /// So much.
    Takes(u32),
}

/// Names have to score so much before anything confirms them.
pub(crate) const CONFIRMED_MIN: u32 = 7_500;
/// Two dates are near one another within so many days: a year misread or misremembered.
const NEAR_DAYS: u32 = 731;

/// The points of evidence about a party and an entry.
pub(crate) fn points(party: &Party<'_>, known: &Known<'_>, weak: bool) -> Vec<Point> {
    let mut points = Vec::new();
    if weak {
        points.push(Point::WeakAlias);
    }
    if party.kind != Kind::Unknown && known.kind != Kind::Unknown && party.kind != known.kind {
        points.push(Point::OtherKind);
    }
    if let Some((earliest, latest)) = party.birth {
        let (earliest, latest) = (find::day(earliest), find::day(latest));
        points.extend(birth(earliest, latest, known.births));
    }
    if let Some(country) = party.country.and_then(find::country)
        && !known.countries.is_empty()
    {
        points.push(if known.countries.contains(&country) {
            Point::SameCountry
        } else {
            Point::OtherCountry
        });
    }
    points
}

/// What days of birth say: the kindest of an entry's several.
fn birth(earliest: u32, latest: u32, births: &[u32]) -> Option<Point> {
    births
        .chunks_exact(2)
        .map(|pair| {
            let (from, through) = (pair[0], pair[1]);
            if earliest <= through && from <= latest {
                if earliest == latest && from == through {
                    Point::SameBirthDay
                } else {
                    Point::SameBirthYear
                }
            } else {
                let apart = if earliest > through {
                    earliest - through
                } else {
                    from - latest
                };
                if apart <= NEAR_DAYS {
                    Point::NearBirth
                } else {
                    Point::OtherBirth
                }
            }
        })
        .min()
}

/// The least that names have to score so that the same country can lift them to a threshold.
pub(crate) fn before_country(threshold: u32) -> u32 {
    let Effect::Adds(part) = Point::SameCountry.effect() else {
        return threshold;
    };
    // names + (10,000 - names) / part >= threshold, with one for what was rounded off.
    let least = (threshold * part).saturating_sub(10_000) / (part - 1);
    least.saturating_sub(1)
}

/// The score of two names with the evidence about their bearers.
pub(crate) fn apply(names: u32, party: &Party<'_>, known: &Known<'_>, weak: bool) -> u32 {
    let mut score = names;
    let points = points(party, known, weak);
    for point in &points {
        if let Effect::Adds(part) = point.effect()
            && names >= CONFIRMED_MIN
        {
            score += (10_000_u32.saturating_sub(score)) / part;
        }
    }
    for point in &points {
        if let Effect::Takes(loss) = point.effect() {
            score = score.saturating_sub(loss);
        }
    }
    score
}
