//! Canonical text.

use exeat_syntax::invariants::assert_formats;
use exeat_syntax::{format, parse};

use crate::corpus::samples;

#[test]
fn messy_texts_become_canonical() {
    for sample in samples("messy") {
        assert_formats(&sample.text);
        let formatted = format(&sample.text);
        assert_eq!(parse(&formatted).diagnostics(), [], "{}", sample.name);
        insta::assert_snapshot!(sample.name, formatted);
    }
}

#[test]
fn the_sample_of_everything_is_canonical() {
    for sample in samples("good") {
        if sample.name == "everything" || sample.name == "suspension" {
            assert_eq!(format(&sample.text), sample.text, "{}", sample.name);
        }
    }
}

#[test]
fn a_text_with_errors_is_left_alone() {
    let wrong = "rule   r\n      cites   §1\n  whenn x\n";
    assert_eq!(format(wrong), wrong);
}

#[test]
fn declarations_stand_apart_unless_they_are_lines_of_one_kind() {
    assert_eq!(
        format("define a as x\ndefine b as y\nlist l\nlist m\n  note \"n\"\nlist o\n"),
        "define a as x\ndefine b as y\n\nlist l\n\nlist m\n  note \"n\"\n\nlist o\n",
    );
}

#[test]
fn an_empty_text_stays_empty() {
    assert_eq!(format(""), "");
    assert_eq!(format("\n  \n\n"), "");
    assert_eq!(format("   -- alone"), "-- alone\n");
}
