//! Wrong usage, and help.

use insta::assert_snapshot;

use crate::run::{exeat, folder};

#[test]
fn without_a_command_the_help_is_shown() {
    let answer = exeat([]);
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    assert!(answer.stderr.contains("Usage: exeat <COMMAND>"), "{answer}");
}

#[test]
fn every_command_has_an_example() {
    let commands: &[&[&str]] = &[
        &["check"],
        &["ask"],
        &["replay"],
        &["facts"],
        &["completions"],
        &["law", "list"],
        &["law", "show"],
        &["law", "timeline"],
        &["law", "coverage"],
        &["law", "test"],
        &["law", "fmt"],
        &["law", "lint"],
        &["law", "diff"],
    ];
    for words in commands {
        let help = match words {
            [one] => exeat([one, "--help"]),
            [one, two] => exeat([one, two, "--help"]),
            _ => unreachable!("a command has one word or two"),
        };
        let help = help.said();
        let example = format!("\n  exeat {}", words.join(" "));
        assert!(help.contains(&example), "{words:?}: {help}");
    }
}

#[test]
fn a_word_that_is_no_command() {
    assert_snapshot!(exeat(["chek"]), @r"
    status: 2
    ----- stderr
    error: unrecognized subcommand 'chek'

      tip: a similar subcommand exists: 'check'

    Usage: exeat <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn a_day_that_is_none() {
    let answer = exeat(["check", "documents/magnet.toml", "--on", "2025-02-30"]);
    assert_eq!(answer.status, 2);
    assert!(answer.stderr.contains("2025-02-30"), "{answer}");
}

#[test]
fn a_law_that_is_not_there() {
    assert_snapshot!(exeat(["check", "documents/magnet.toml", "--jurisdiction", "AQ,US"]), @r"
    status: 2
    ----- stderr
    error: no rulebook is about the law of `US`
      help: there are rulebooks for AQ
    ");
}

#[test]
fn an_answer_is_not_written_over_its_document() {
    assert_snapshot!(exeat(["check", "documents/magnet.toml", "-o", "documents/magnet.toml"]), @r"
    status: 2
    ----- stderr
    error: the answer would be written over the document `documents/magnet.toml`
      help: give another name after `-o`
    ");
}

#[test]
fn one_page_for_one_file() {
    let files = ["documents/magnet.toml", "documents/open.toml"];
    assert_snapshot!(exeat(["check", files[0], files[1], "--format", "html"]), @r"
    status: 2
    ----- stderr
    error: one page holds the answer for one file
      help: write a page for each: `exeat check FILE --format html -o PAGE.html`
    ");
}

#[test]
fn a_template_takes_no_file() {
    assert_eq!(
        exeat(["check", "--template", "documents/magnet.toml"]).status,
        2
    );
    assert_eq!(exeat(["check"]).status, 2);
}

#[test]
fn a_folder_without_rulebooks() {
    let folder = folder("no-rulebooks");
    let path = folder.to_string_lossy();
    let answer = exeat(["law", "list", "--rulebooks", &path]);
    assert_eq!(answer.status, 1);
    assert!(answer.stderr.contains("holds no rulebooks"), "{answer}");
    // Tables are no law: where nothing else is there, nothing would stand in the way of anything.
    std::fs::write(folder.join("table.csv"), "a\n1\n").expect("written");
    let answer = exeat(["check", "documents/magnet.toml", "--rulebooks", &path]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("holds no rulebooks"), "{answer}");
    let answer = exeat(["law", "list", "--rulebooks", "documents/nowhere"]);
    assert_snapshot!(answer, @r"
    status: 1
    ----- stderr
    error: cannot read `documents/nowhere`: there is no such file or folder
    ");
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = exeat(["completions", shell]).said();
        assert!(script.contains("timeline"), "{shell}");
    }
    assert_eq!(exeat(["completions", "cmd"]).status, 2);
}

#[test]
fn the_version_is_told() {
    let version = exeat(["--version"]).said();
    assert_eq!(version, concat!("exeat ", env!("CARGO_PKG_VERSION"), "\n"));
}
