//! What becomes of a row when the law changes.

use exeat_determine::Verdict;
use serde::{Deserialize, Serialize};

use super::answer::Answer;

/// What becomes of a row. The order is that of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    /// It was free, and is not any more.
    Controlled,
    /// It was controlled, and more strictly now, or by more laws.
    Stricter,
    /// It could be told, and cannot any more.
    Undetermined,
    /// It could not be told, and can now.
    Decided,
    /// It was controlled, and less strictly now, or by fewer laws.
    Looser,
    /// It was controlled, and is free now.
    Freed,
    /// Nothing changes.
    Same,
}

impl Class {
    pub(crate) const ALL: [Self; 7] = [
        Self::Controlled,
        Self::Stricter,
        Self::Undetermined,
        Self::Decided,
        Self::Looser,
        Self::Freed,
        Self::Same,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Controlled => "controlled",
            Self::Stricter => "stricter",
            Self::Undetermined => "undetermined",
            Self::Decided => "decided",
            Self::Looser => "looser",
            Self::Freed => "freed",
            Self::Same => "same",
        }
    }

    /// For readers.
    pub(crate) fn says(self) -> &'static str {
        match self {
            Self::Controlled => "becomes controlled",
            Self::Stricter => "stricter",
            Self::Undetermined => "can no longer be told",
            Self::Decided => "can now be told",
            Self::Looser => "looser",
            Self::Freed => "freed",
            Self::Same => "unchanged",
        }
    }
}

/// A change with its reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) class: Class,
    /// The jurisdictions whose verdicts change.
    pub(crate) jurisdictions: Vec<String>,
    pub(crate) from: Verdict,
    pub(crate) to: Verdict,
    /// The limb that does it: that which decides now, or that which decided before and is gone.
    pub(crate) limb: String,
}

/// What becomes of a row: only the jurisdictions whose verdicts change are looked at, so that a law
/// that leaves open what it left open before does not hide what another one does.
pub(crate) fn step(from: &Answer, to: &Answer) -> Step {
    let mut codes: Vec<&str> = from
        .laws
        .iter()
        .chain(&to.laws)
        .map(|law| law.jurisdiction.as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let free = |verdict: Verdict| verdict.is_free();
    let changed: Vec<&str> = codes
        .iter()
        .copied()
        .filter(|code| {
            let (one, two) = (from.verdict_of(code), to.verdict_of(code));
            one != two && !(free(one) && free(two))
        })
        .collect();
    if changed.is_empty() {
        return by_review(from, to, &codes);
    }
    let worst = |answer: &Answer| {
        changed
            .iter()
            .map(|code| answer.verdict_of(code))
            .max()
            .unwrap_or(Verdict::NotReached)
    };
    let (before, after) = (worst(from), worst(to));
    // Other laws that control it make a new one an addition, not a beginning.
    let controlled_elsewhere = |answer: &Answer| {
        answer.laws.iter().any(|law| {
            !changed.contains(&law.jurisdiction.as_str())
                && matches!(
                    law.verdict,
                    Verdict::LicenceRequired | Verdict::Prohibited | Verdict::ExceptionAvailable
                )
        })
    };
    let class = match (before, after) {
        (Verdict::Undetermined, after) if after != Verdict::Undetermined => Class::Decided,
        (before, Verdict::Undetermined) if before != Verdict::Undetermined => Class::Undetermined,
        (before, after) if free(before) && !free(after) => {
            if controlled_elsewhere(to) {
                Class::Stricter
            } else {
                Class::Controlled
            }
        }
        (before, after) if !free(before) && free(after) => {
            if controlled_elsewhere(to) {
                Class::Looser
            } else {
                Class::Freed
            }
        }
        (before, after) if after > before => Class::Stricter,
        (before, after) if after < before => Class::Looser,
        _ => Class::Stricter,
    };
    let cause = match class {
        Class::Freed | Class::Looser => from,
        Class::Decided if after.is_free() => from,
        _ => to,
    };
    let limb = |answer: &Answer, verdict: Verdict| {
        changed
            .iter()
            .filter_map(|code| answer.law(code))
            .filter(|law| law.verdict == verdict && !law.limb.is_empty())
            .map(|law| law.limb.clone())
            .next()
    };
    let limb = limb(
        cause,
        if std::ptr::eq(cause, from) {
            before
        } else {
            after
        },
    )
    .or_else(|| limb(to, after))
    .or_else(|| limb(from, before))
    .unwrap_or_default();
    Step {
        class,
        jurisdictions: changed.into_iter().map(str::to_owned).collect(),
        from: before,
        to: after,
        limb,
    }
}

/// The verdicts are the same: perhaps applications are looked at in another way.
fn by_review(from: &Answer, to: &Answer, codes: &[&str]) -> Step {
    let rank = |review: Option<&str>| match review {
        Some("presumption of denial") => 3,
        Some("case by case") => 2,
        None => 1,
        Some(_) => 0,
    };
    for code in codes {
        let (Some(one), Some(two)) = (from.law(code), to.law(code)) else {
            continue;
        };
        let (before, after) = (rank(one.review.as_deref()), rank(two.review.as_deref()));
        if before != after {
            return Step {
                class: if after > before {
                    Class::Stricter
                } else {
                    Class::Looser
                },
                jurisdictions: vec![(*code).to_owned()],
                from: one.verdict,
                to: two.verdict,
                limb: two.limb.clone(),
            };
        }
    }
    Step {
        class: Class::Same,
        jurisdictions: Vec::new(),
        from: from.verdict,
        to: to.verdict,
        limb: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::LawAnswer;

    fn answer(laws: &[(&str, Verdict)]) -> Answer {
        Answer {
            verdict: laws
                .iter()
                .map(|(_, verdict)| *verdict)
                .max()
                .unwrap_or(Verdict::NotReached),
            laws: laws
                .iter()
                .map(|(code, verdict)| LawAnswer {
                    jurisdiction: (*code).to_owned(),
                    verdict: *verdict,
                    possible: vec![*verdict],
                    authority: Vec::new(),
                    review: None,
                    limb: format!("{code} §1"),
                    asks: Vec::new(),
                    duties: Vec::new(),
                    coverage: Vec::new(),
                })
                .collect(),
            unseen: Vec::new(),
        }
    }

    #[test]
    fn what_becomes_of_a_row_is_what_the_changed_law_says() {
        use Verdict::{
            LicenceRequired as Licence, NoLicenceRequired as Free, Prohibited, Undetermined as Open,
        };
        let class = |from: &[(&str, Verdict)], to: &[(&str, Verdict)]| {
            step(&answer(from), &answer(to)).class
        };
        assert_eq!(class(&[], &[("CN", Licence)]), Class::Controlled);
        assert_eq!(class(&[("CN", Licence)], &[("CN", Free)]), Class::Freed);
        assert_eq!(
            class(&[("CN", Licence)], &[("CN", Prohibited)]),
            Class::Stricter
        );
        assert_eq!(
            class(&[("CN", Prohibited)], &[("CN", Licence)]),
            Class::Looser
        );
        assert_eq!(class(&[("CN", Free)], &[("CN", Open)]), Class::Undetermined);
        assert_eq!(class(&[("CN", Open)], &[("CN", Free)]), Class::Decided);
        // That American law stays open hides nothing.
        assert_eq!(
            class(&[("US", Open)], &[("US", Open), ("CN", Licence)]),
            Class::Controlled
        );
        // A licence was needed anyhow.
        assert_eq!(
            class(&[("US", Licence)], &[("US", Licence), ("CN", Licence)]),
            Class::Stricter
        );
        assert_eq!(class(&[("CN", Free)], &[]), Class::Same);
        assert_eq!(class(&[("CN", Licence)], &[("CN", Licence)]), Class::Same);
    }
}
