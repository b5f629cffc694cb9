//! The short answer: each verdict with the provisions on which it rests and the next questions, for a program that asks
//! often and wants to know whether it may go on. The whole record of the same determination has the same identity.

use exeat_determine::Verdict;
use exeat_determine::outcome::{Answer, JurisdictionVerdict, LineDetermination, NotLookedAt};
use exeat_law::model::{Review, Rulebook};
use exeat_law::words;
use exeat_screen::transaction::Screening;
use exeat_value::Day;
use serde::Serialize;

use crate::service::Determined;

/// More provisions of one verdict are not named, but counted: where little is known, nearly every one may apply.
const PROVISIONS_MAX: usize = 8;

/// A determination, told briefly.
#[derive(Serialize)]
struct Short<'a> {
    format: u32,
    detail: &'static str,
    id: &'a str,
    rulebook: &'a str,
    facts: &'a str,
    event_date: Day,
    law_date: Day,
    known_at: Day,
    overall: Verdict,
    lines: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "is_empty")]
    not_looked_at: &'a [NotLookedAt],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conflicts: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    screening: Option<Screened<'a>>,
}

/// One line of it.
#[derive(Serialize)]
struct Line<'a> {
    line: u32,
    item: &'a str,
    /// The worst of its verdicts.
    verdict: Verdict,
    verdicts: Vec<Told<'a>>,
    /// The jurisdictions whose law does not reach it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_reached: Vec<&'a str>,
}

/// A verdict under one law.
#[derive(Serialize)]
struct Told<'a> {
    jurisdiction: &'a str,
    verdict: Verdict,
    /// What is possible, where that is more than one.
    #[serde(skip_serializing_if = "is_empty")]
    possible: &'a [Verdict],
    /// The provisions on which it rests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    provisions: Vec<Provision>,
    /// How many more there are.
    #[serde(skip_serializing_if = "is_zero")]
    more_provisions: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authority: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_policy: Option<Review>,
    /// The provisions of duties that come with it, for certain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    duties: Vec<&'a str>,
    /// Readings that are presumed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    presumed: Vec<&'a str>,
    /// The cheapest answers that would settle it.
    #[serde(skip_serializing_if = "is_empty")]
    asks: &'a [Answer],
    /// The law was checked through this day only.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_verified_after: Option<Day>,
}

#[derive(Serialize)]
struct Provision {
    provision: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cites: Option<String>,
}

/// What came of looking for the parties.
#[derive(Serialize)]
struct Screened<'a> {
    /// The editions that were looked at.
    editions: Vec<&'a str>,
    /// Parties about whom somebody has to decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    open: Vec<&'a str>,
    /// Parties who are listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    listed: Vec<&'a str>,
    /// Lists whose silence settles nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gaps: Vec<&'a str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

fn is_empty<T>(all: &[T]) -> bool {
    all.is_empty()
}

/// The short answer, in one line.
pub(super) fn line(rulebook: &Rulebook, determined: &Determined) -> String {
    let one = &determined.determination;
    let short = Short {
        format: one.format,
        detail: "verdicts",
        id: &one.id,
        rulebook: &one.rulebook,
        facts: &one.facts,
        event_date: one.event_date,
        law_date: one.law_date,
        known_at: one.known_at,
        overall: one.overall,
        lines: one.lines.iter().map(|line| told(rulebook, line)).collect(),
        not_looked_at: &one.not_looked_at,
        conflicts: one
            .conflicts
            .iter()
            .map(|one| one.conflict.as_str())
            .collect(),
        screening: determined.sifted.record().map(screened),
    };
    // It is made of texts, numbers and lists of them, which can always be written.
    serde_json::to_string(&short).unwrap_or_default()
}

fn told<'a>(rulebook: &Rulebook, line: &'a LineDetermination) -> Line<'a> {
    let (unreached, reached): (Vec<_>, Vec<_>) = line
        .verdicts
        .iter()
        .partition(|one| one.verdict == Verdict::NotReached);
    let verdict = line.verdicts.iter().map(|one| one.verdict).max();
    Line {
        line: line.line,
        item: &line.item,
        // Where no law was looked at, nothing is known of it.
        verdict: verdict.unwrap_or(Verdict::Undetermined),
        verdicts: reached
            .into_iter()
            .map(|one| under(rulebook, one))
            .collect(),
        not_reached: unreached
            .into_iter()
            .map(|one| one.jurisdiction.as_str())
            .collect(),
    }
}

fn under<'a>(rulebook: &Rulebook, one: &'a JurisdictionVerdict) -> Told<'a> {
    Told {
        jurisdiction: &one.jurisdiction,
        verdict: one.verdict,
        possible: match one.possible.len() {
            1 => &[],
            _ => &one.possible,
        },
        provisions: one
            .deciding
            .iter()
            .take(PROVISIONS_MAX)
            .map(|&id| {
                let provision = rulebook.provision(id);
                Provision {
                    provision: rulebook.full_name(provision),
                    cites: provision.cites.first().map(words::cite),
                }
            })
            .collect(),
        more_provisions: one.deciding.len().saturating_sub(PROVISIONS_MAX),
        authority: one.authority.iter().map(|one| one.code.as_str()).collect(),
        review_policy: one.review_policy.is,
        duties: one
            .duties
            .iter()
            .filter(|duty| duty.certain)
            .map(|duty| duty.provision.as_str())
            .collect(),
        presumed: one
            .presumed
            .iter()
            .map(|one| one.reading.as_str())
            .collect(),
        asks: one.decisive.shortest.first().map_or(&[], Vec::as_slice),
        not_verified_after: one.coverage.not_verified_after,
    }
}

fn screened(screening: &Screening) -> Screened<'_> {
    let standing = |word: &'static str| {
        screening
            .parties
            .iter()
            .filter(|party| party.matches.iter().any(|one| one.standing == word))
            .map(|party| party.name.as_str())
            .collect()
    };
    let mut open: Vec<&str> = standing("open");
    for name in standing("escalated") {
        if !open.contains(&name) {
            open.push(name);
        }
    }
    Screened {
        editions: screening
            .editions
            .iter()
            .map(|one| one.edition.as_str())
            .collect(),
        open,
        listed: standing("true-match"),
        gaps: screening.gaps.iter().map(|gap| gap.title).collect(),
    }
}
