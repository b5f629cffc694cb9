//! What holds of every text: the same assertions as the fuzz targets make.

use exeat_syntax::invariants::{assert_formats, assert_parses, shape};
use exeat_syntax::parse;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::corpus::samples;

/// Words, punctuation and layout of the language, in no order that means anything.
fn soup() -> impl Strategy<Value = String> {
    let words = [
        "rule",
        "define",
        "case",
        "reading",
        "entry",
        "table",
        "list",
        "suspend",
        "coverage",
        "gap",
        "when",
        "cites",
        "all of",
        "any of",
        "none of",
        "and",
        "or",
        "not",
        "is",
        "is not",
        "is one of",
        "is at least",
        "includes",
        "some layer of item has",
        "given",
        "component x of item",
        "expect",
        "licence required",
        "in force from 2025-01-01",
        "share by value of components of layer where",
        "reading q is a",
        "item.form",
        "x",
        "5 %",
        "10ppm",
        "2025-1-9",
        "2025-10-09",
        "§1(1)",
        "\"t\"",
        "\"镝",
        "（",
        "“",
        "，",
        "(",
        ")",
        "[",
        "]",
        ",",
        ":",
        "/",
        "=>",
        "-",
        "--",
        ".",
        "unknown",
        "contested",
        "(a)",
        "$",
        "\t",
        "\n",
        "\n  ",
        "\n    ",
        "\n      ",
        "\r\n",
        "\u{3000}",
        "\u{202e}",
    ];
    let glue = prop_oneof![3 => Just(" "), 1 => Just("")];
    prop::collection::vec((select(words.to_vec()), glue), 0..80)
        .prop_map(|parts| parts.concat_pairs())
}

trait ConcatPairs {
    fn concat_pairs(&self) -> String;
}

impl ConcatPairs for Vec<(&str, &str)> {
    fn concat_pairs(&self) -> String {
        self.iter().flat_map(|&(word, glue)| [word, glue]).collect()
    }
}

/// A change of a text at places that are borders of characters.
#[derive(Debug, Clone)]
enum Change {
    Remove(Index, Index),
    Insert(Index, String),
    RemoveLine(Index),
    RepeatLine(Index),
    IndentLine(Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let inserted = prop_oneof![
        any::<char>().prop_map(String::from),
        select(vec![
            "\"", "(", ")", "\n", "  ", "\t", ",", "and", " or ", "--", "、"
        ])
        .prop_map(String::from),
    ];
    prop_oneof![
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Change::Remove(a, b)),
        (any::<Index>(), inserted).prop_map(|(place, text)| Change::Insert(place, text)),
        any::<Index>().prop_map(Change::RemoveLine),
        any::<Index>().prop_map(Change::RepeatLine),
        (any::<Index>(), 0..9_usize).prop_map(|(line, by)| Change::IndentLine(line, by)),
    ]
}

impl Change {
    fn apply(&self, text: &str) -> String {
        let border = |index: &Index| text.floor_char_boundary(index.index(text.len() + 1));
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let line = |index: &Index| index.index(lines.len().max(1));
        match self {
            Self::Remove(a, b) => {
                // Short pieces: most of the text should stay as it was.
                let start = border(a);
                let end = text.floor_char_boundary((start + b.index(40)).min(text.len()));
                format!("{}{}", &text[..start], &text[end.max(start)..])
            }
            Self::Insert(place, inserted) => {
                let (before, after) = text.split_at(border(place));
                format!("{before}{inserted}{after}")
            }
            Self::RemoveLine(at) => edit_line(&lines, line(at), |_| String::new()),
            Self::RepeatLine(at) => edit_line(&lines, line(at), |text| text.repeat(2)),
            Self::IndentLine(at, by) => edit_line(&lines, line(at), |text| {
                format!("{}{}", " ".repeat(*by), text.trim_start_matches(' '))
            }),
        }
    }
}

fn edit_line(lines: &[&str], at: usize, edit: impl Fn(&str) -> String) -> String {
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            if index == at {
                edit(line)
            } else {
                (*line).to_owned()
            }
        })
        .collect()
}

fn good_text() -> impl Strategy<Value = String> {
    let texts: Vec<String> = samples("good")
        .into_iter()
        .chain(samples("messy"))
        .map(|sample| sample.text)
        .collect();
    select(texts)
}

fn mutated() -> impl Strategy<Value = String> {
    (good_text(), prop::collection::vec(change(), 1..4)).prop_map(|(text, changes)| {
        changes
            .iter()
            .fold(text, |text, change| change.apply(&text))
    })
}

/// A good text, and the same with other blanks: nothing that is said changes.
fn respaced() -> impl Strategy<Value = (String, String)> {
    let line = (0..4_usize, 0..6_usize, 0..12_usize, 1..3_usize);
    (good_text(), 1..4_usize, prop::collection::vec(line, 1..40)).prop_map(
        |(text, levels, choices)| {
            let mut out = String::new();
            for (line, &(noise, end, depth, gaps)) in text.lines().zip(choices.iter().cycle()) {
                let margin = line.len() - line.trim_start_matches(' ').len();
                let words = line.trim_start_matches(' ');
                match noise {
                    1 => out.push('\n'),
                    2 => out.push_str(&format!("{}-- noise\n", " ".repeat(depth))),
                    _ => {}
                }
                out.push_str(&" ".repeat(margin * levels));
                out.push_str(&widen(words, gaps));
                out.push_str(match end {
                    1 => "   ",
                    2 if !words.contains("--") => " -- noise",
                    3 => "\r",
                    _ => "",
                });
                out.push('\n');
            }
            (text, out)
        },
    )
}

/// Repeats the spaces outside texts and comments.
fn widen(words: &str, times: usize) -> String {
    let mut out = String::new();
    let mut quoted = false;
    let mut escaped = false;
    for (index, c) in words.char_indices() {
        if !quoted && words[index..].starts_with("--") {
            return out + &words[index..];
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        let count = if c == ' ' && !quoted { times } else { 1 };
        out.extend(std::iter::repeat_n(c, count));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_parses(text in "\\PC*|(?s).*") {
        assert_parses(&text);
        assert_formats(&text);
    }

    #[test]
    fn any_soup_of_words_parses_and_formats(text in soup()) {
        assert_parses(&text);
        assert_formats(&text);
    }

    #[test]
    fn a_good_text_with_changes_parses_and_formats(text in mutated()) {
        assert_parses(&text);
        assert_formats(&text);
    }

    #[test]
    fn a_good_text_with_other_blanks_says_the_same((text, respaced) in respaced()) {
        assert_parses(&respaced);
        assert_formats(&respaced);
        prop_assert_eq!(shape(&parse(&text)), shape(&parse(&respaced)));
    }
}
