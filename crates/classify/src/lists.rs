//! Lists of entries that serve classification alone: their law decides by the number that the exporter states, so that no
//! rulebook needs their thresholds.

use exeat_law::lower::SourceText;

/// The entries of the multilateral regimes, as the United States write them.
const COMMON: &str = include_str!("../data/us-ccl.law");

/// The list of which those entries are in that text.
const COMMON_LIST: &str = "US.EAR.CCL.figures";

/// Entries that only the United States have, by the beginning of their numbers.
const AMERICAN: &[&str] = &["3C907", "3C908", "3C909", "1C298", "1C990", "3A991"];

/// Entries of the nuclear regime that China has in the same words.
const OF_CHINA: &[&str] = &[
    "1C202", "1C216", "1C225", "1C226", "1C227", "1C228", "1C230", "1C231", "1C233", "1C234",
    "1C240", "1C241",
];

/// Entries of Annex I that the rulebooks of the Union leave out.
const OF_THE_UNION: &[&str] = &["1C210", "6C002", "6C004", "6C005"];

/// Whether a list has an entry of this number.
type Has = fn(&str) -> bool;

/// A list for classification.
struct List {
    jurisdiction: &'static str,
    path: &'static str,
    /// Its own text: the instrument, the list, and the entries that only it has.
    text: &'static str,
    /// The list that the entries in common come into, and whether it has one with such a number.
    takes: Option<(&'static str, Has)>,
}

/// The lists, in the language of the rulebooks.
const LISTS: &[List] = &[
    List {
        jurisdiction: "US",
        path: "us/classification/commerce-control-list.law",
        text: COMMON,
        takes: None,
    },
    List {
        jurisdiction: "CN",
        path: "cn/classification/control-list.law",
        text: include_str!("../data/cn-control-list.law"),
        takes: Some(("CN.control-list.figures", |code| begins(code, OF_CHINA))),
    },
    List {
        jurisdiction: "EU",
        path: "eu/classification/annex-i.law",
        text: include_str!("../data/eu-annex-i.law"),
        takes: Some(("EU.annex-i.figures", |code| begins(code, OF_THE_UNION))),
    },
    List {
        jurisdiction: "GB",
        path: "uk/classification/annex-i.law",
        text: include_str!("../data/uk-annex-i.law"),
        takes: Some(("GB.annex-i.figures", |code| !begins(code, AMERICAN))),
    },
];

fn begins(code: &str, numbers: &[&str]) -> bool {
    numbers.iter().any(|number| code.starts_with(number))
}

impl List {
    /// Its whole text.
    fn whole(&self) -> String {
        let mut text = self.text.to_owned();
        let Some((list, has)) = self.takes else {
            return text;
        };
        for entry in COMMON.split("\nentry ").skip(1) {
            let code = entry.split(' ').next().unwrap_or_default();
            if has(code) {
                text.push_str("\nentry ");
                text.push_str(&entry.replacen(COMMON_LIST, list, 1));
            }
        }
        text
    }
}

/// The sources with those lists whose jurisdiction they declare.
#[must_use]
pub fn with_lists(mut sources: Vec<SourceText>) -> Vec<SourceText> {
    for list in LISTS {
        let line = format!("jurisdiction {}", list.jurisdiction);
        let declared = sources
            .iter()
            .any(|source| source.text.lines().any(|one| one.trim_end() == line));
        if declared {
            sources.push(SourceText {
                path: list.path.to_owned(),
                text: list.whole(),
            });
        }
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> usize {
        let source = SourceText {
            path: "a.law".to_owned(),
            text: text.to_owned(),
        };
        with_lists(vec![source]).len()
    }

    #[test]
    fn lists_come_with_their_jurisdictions_alone() {
        assert_eq!(with("jurisdiction US\n  name \"United States\"\n"), 2);
        assert_eq!(with("jurisdiction AQ\n"), 1);
        assert_eq!(with("jurisdiction GB\n"), 2);
        assert_eq!(with("-- jurisdiction US\n"), 1);
    }

    #[test]
    fn entries_in_common_stand_in_each_list_that_has_them() {
        let text = |jurisdiction: &str| {
            LISTS
                .iter()
                .find(|list| list.jurisdiction == jurisdiction)
                .map(List::whole)
                .expect("a list")
        };
        assert!(text("CN").contains("\nentry 1C240.a of CN.control-list.figures\n"));
        assert!(!text("CN").contains("\nentry 3C005.a "));
        assert!(text("EU").contains("\nentry 6C002.a of EU.annex-i.figures\n"));
        assert!(text("GB").contains("\nentry 3C005.a of GB.annex-i.figures\n"));
        assert!(!text("GB").contains("\nentry 1C990 "));
    }
}
