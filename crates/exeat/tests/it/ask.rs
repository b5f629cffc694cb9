//! `exeat ask`, with answers from a pipe.

use std::fs;

use insta::assert_snapshot;

use crate::run::{data, exeat_with, folder};

#[test]
fn the_interview_asks_what_decides_until_it_is_decided() {
    let completed = folder("ask").join("completed.toml");
    let path = completed.to_string_lossy();
    let answers = "0.2\n0.2 %\nmaybe\nno\n";
    let mut answer = exeat_with(
        [
            "ask",
            "documents/open.toml",
            "--known-at",
            "2025-12-01",
            "-o",
            &path,
        ],
        answers,
    );
    answer.stdout = answer.stdout.replace(&*path, "completed.toml");
    assert_snapshot!(answer);
    let text = fs::read_to_string(completed).expect("the completed document");
    assert_snapshot!(text, @r#"
    title = "Magnets of which little is known"

    [shipment]
    date = 2025-03-01
    from = "AQ"
    destination = "DE" # as the contract says

    [end-use]
    purpose = ["civil"]

    [[party]]
    name = "A maker of motors"
    roles = ["end-user"]
    military-user = false

    [items.magnet]
    form = "permanent-magnet-material" # from the data sheet
    content.Dy = "0.2 %"

    [[line]]
    item = "magnet"
    "#);
}

#[test]
fn the_answers_go_into_the_file_itself() {
    let file = folder("ask-in-place").join("open.toml");
    fs::copy(data().join("documents/open.toml"), &file).expect("a copy");
    let path = file.to_string_lossy();
    let answer = exeat_with(["ask", &path, "--known-at", "2025-12-01"], "skip\nyes\n");
    // A military user: prohibited, and nothing more to ask.
    assert_eq!((answer.status, answer.stderr.as_str()), (4, ""));
    let text = fs::read_to_string(&file).expect("the document");
    assert!(text.contains("military-user = true"), "{text}");
    assert!(text.contains("# from the data sheet"), "{text}");
}

#[test]
fn an_answer_can_be_taken_back_and_a_question_left() {
    let answer = exeat_with(
        [
            "ask",
            "documents/open.toml",
            "--known-at",
            "2025-12-01",
            "-o",
            "-",
        ],
        "0.3 %\nback\nunknown\nskip\n",
    );
    // What is not known is written, what was skipped is not.
    assert_eq!(answer.status, 5);
    assert!(!answer.stdout.contains("military-user"), "{answer}");
    assert!(
        answer.stdout.contains("content.Dy = \"unknown\""),
        "{answer}"
    );
    assert!(
        answer.stderr.contains("undetermined"),
        "the talk goes to standard error: {answer}"
    );
}

#[test]
fn nothing_is_written_when_nothing_is_answered() {
    let file = folder("ask-nothing").join("open.toml");
    fs::copy(data().join("documents/open.toml"), &file).expect("a copy");
    let path = file.to_string_lossy();
    let before = fs::read(&file).expect("the document");
    for input in ["", "stop\n", "back\nskip\nskip\n", "?\n"] {
        let answer = exeat_with(["ask", &path, "--known-at", "2025-12-01"], input);
        assert_eq!(
            (answer.status, answer.stderr.as_str()),
            (5, ""),
            "{input:?}"
        );
        assert!(answer.stdout.ends_with("is as it was.\n"), "{answer}");
        assert_eq!(fs::read(&file).expect("the document"), before);
    }
}

#[test]
fn the_day_is_asked_for_first() {
    let answer = exeat_with(
        [
            "ask",
            "documents/no-day.toml",
            "--known-at",
            "2025-12-01",
            "-o",
            "-",
        ],
        "tomorrow\n2025-03-01\n",
    );
    assert_eq!(answer.status, 3);
    assert!(answer.stdout.contains("date = 2025-03-01\n"), "{answer}");
    let answer = exeat_with(["ask", "documents/no-day.toml", "-o", "-"], "");
    assert_eq!((answer.status, answer.stdout.as_str()), (1, ""));
    let on = [
        "ask",
        "documents/no-day.toml",
        "-o",
        "-",
        "--on",
        "2025-03-01",
    ];
    let answer = exeat_with(on, "");
    assert_eq!(answer.status, 3);
    assert!(answer.stdout.contains("date = 2025-03-01\n"), "{answer}");
}

#[test]
fn a_settled_document_is_not_asked_about() {
    let arguments = ["ask", "documents/free.toml", "--known-at", "2025-12-01"];
    assert_snapshot!(exeat_with(arguments, "yes\n"), @r"
    status: 0
    ----- stdout
    Magnets with next to no dysprosium
    law of 2025-03-01, as known on 2025-12-01

      AQ: no licence required

    No fact that the document could state would change the answer.

    `documents/free.toml` is as it was.
    ");
}

#[test]
fn the_document_cannot_come_from_standard_input() {
    assert_eq!(exeat_with(["ask", "-"], "").status, 2);
}
