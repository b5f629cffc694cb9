//! `exeat evidence`.

use std::fs;

use crate::run::{Answer, finish, folder, program};

fn run(place: &std::path::Path, arguments: &[&str]) -> Answer {
    let mut command = program(place);
    command.args(arguments);
    finish(command, "")
}

#[test]
fn a_folder_of_articles_has_its_origins() {
    let place = folder("evidence-origins");
    let reports = place.join("reports");
    fs::create_dir_all(&reports).expect("a folder");
    let write = |name: &str, text: &str| fs::write(reports.join(name), text).expect("a file");
    write(
        "one.txt",
        "date: 2024-05-16\n\nThe dam will hold\n\nThe engineer, Mara Voss, told the Valley Post on Thursday that the dam “will hold \
         for another winter”. The lake holds 40% of the region's drinking water.\n",
    );
    write(
        "two.md",
        "# Dam to hold\n\nMara Voss, an engineer, told the Valley Post on Friday that the dam “will hold one more winter”. \
         The lake holds over 55% of the region's drinking water.\n",
    );
    fs::write(reports.join("three.txt"), [0xff, 0xfe, 0x00]).expect("a file");
    fs::write(reports.join("notes.pdf"), "no article").expect("a file");

    let answer = run(
        &place,
        &["evidence", "origins", "reports", "--svg", "origins.svg"],
    );
    assert_eq!(answer.status, 0, "{answer}");
    for words in [
        "One origin is behind all 2: answer of Mara Voss to Valley Post on 2024-05-16.",
        "“will hold one more winter” (two)",
        "Friday",
        "40%",
    ] {
        assert!(answer.stdout.contains(words), "{words}: {answer}");
    }
    assert!(
        answer.stderr.contains("three.txt` is not UTF-8 text"),
        "{answer}"
    );
    let picture = fs::read_to_string(place.join("origins.svg")).expect("a picture");
    assert!(picture.starts_with("<svg ") && picture.contains("Mara Voss"));

    let json = run(
        &place,
        &["evidence", "origins", "reports", "--format", "json"],
    )
    .json();
    assert_eq!(json["origins"][0]["date"], "2024-05-16");
    assert_eq!(json["articles"].as_array().expect("articles").len(), 2);

    let nothing = place.join("nothing");
    fs::create_dir_all(&nothing).expect("a folder");
    let answer = run(&place, &["evidence", "origins", "nothing"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("holds no article"), "{answer}");
}
