//! Conflicts of laws: two states, two sides.

use crate::support::{PRELUDE, load_files};

const OTHER: &str = "\
jurisdiction YY
  name \"Other\"
  authority MOT \"Ministry of Trade\"
  verified through 2026-12-31

instrument YY.1
  in force from 2025-01-01
  verified through 2026-12-31

rule demand
  cites §1
  licence from MOT
  when item.dual-use

rule second
  cites §2
  duty report \"report\"
  when item.dual-use
";

/// What is wrong with declarations of `XX.1`, which stands beside `YY.1`.
fn wrong(declarations: &str) -> Vec<String> {
    let text = format!(
        "instrument XX.1\n  in force from 2025-01-01\n  verified through 2026-12-31\n\n\
         rule ban\n  cites §1\n  prohibited\n  when item.dual-use\n\n{declarations}"
    );
    assert!(!PRELUDE.is_empty());
    let (_, found) = load_files(&[("example.law", &text), ("other.law", OTHER)]);
    found
        .iter()
        .map(|one| format!("{} {}", one.diagnostic.code, one.diagnostic.message))
        .collect()
}

fn conflict(sides: &str) -> Vec<String> {
    wrong(&format!(
        "conflict quarrel between {sides}\n  title \"one asks what the other forbids\"\n  cites §3\n"
    ))
}

#[test]
fn the_sides_are_provisions_instruments_or_whole_laws_of_two_states() {
    assert!(conflict("ban and YY.1.demand").is_empty());
    assert!(conflict("ban and YY.1.demand, YY.1.second").is_empty());
    assert!(conflict("XX.1 and YY.1").is_empty());
    assert!(conflict("ban and YY").is_empty());
    assert_eq!(
        conflict("ban and XX"),
        ["R0113 both sides of this conflict are the law of one jurisdiction"]
    );
    assert_eq!(
        conflict("ban, YY.1.demand and YY"),
        ["R0113 `YY.1.demand` is the law of another jurisdiction than what stands before it"]
    );
    assert_eq!(
        conflict("ban and nobody"),
        [
            "R0111 nothing here is called `nobody`: a rule, a gap, an instrument or a jurisdiction is expected"
        ]
    );
}

#[test]
fn a_conflict_cites_law_and_has_a_title_and_a_name_of_its_own() {
    assert_eq!(
        wrong("conflict quarrel between ban and YY\n  title \"a title\"\n"),
        ["R0103 the conflict `quarrel` cites no law"]
    );
    assert_eq!(
        wrong("conflict quarrel between ban and YY\n  cites §1\n"),
        ["R0005 this `conflict` has no `title` line"]
    );
    assert_eq!(
        wrong("conflict ban between ban and YY\n  title \"a title\"\n  cites §1\n")
            .first()
            .map(String::as_str),
        Some("R0112 `ban` is the name of a rule already")
    );
}
