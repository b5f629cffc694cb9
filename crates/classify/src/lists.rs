//! Lists of entries that serve classification alone: their law decides by the number that the exporter states, so that no
//! rulebook needs their thresholds.

use exeat_law::lower::SourceText;

/// The jurisdiction, the path and the text of each list, in the language of the rulebooks.
const LISTS: &[(&str, &str, &str)] = &[(
    "US",
    "us/classification/commerce-control-list.law",
    include_str!("../data/us-ccl.law"),
)];

/// The sources with those lists whose jurisdiction they declare.
#[must_use]
pub fn with_lists(mut sources: Vec<SourceText>) -> Vec<SourceText> {
    for (jurisdiction, path, text) in LISTS {
        let line = format!("jurisdiction {jurisdiction}");
        let declared = sources
            .iter()
            .any(|source| source.text.lines().any(|one| one.trim_end() == line));
        if declared {
            sources.push(SourceText {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
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
        assert_eq!(with("-- jurisdiction US\n"), 1);
    }
}
