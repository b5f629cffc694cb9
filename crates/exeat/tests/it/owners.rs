//! `exeat owners`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Answer, finish, folder, program};

fn place(test: &str) -> PathBuf {
    let place = folder(test);
    let holdings = "owner,owned,share,kind,from,until,evidence\n\
        Alpha,Gamma,30,,,,register of 2025\nBeta,Gamma,20,,,,\nGamma,Delta,50,,,,\n\
        Beta,Epsilon,,,,,\nAlpha,Zeta,,control,,,\nAlpha,Eta,10,,,,\n";
    fs::write(place.join("holdings.csv"), holdings).expect("a file");
    let listed = "party,list,from,until\nAlpha,us-sdn,,\nBeta,us-sdn,,\nTheta,us-entity-list,,\n";
    fs::write(place.join("listed.csv"), listed).expect("a file");
    place
}

fn owners(place: &Path, regime: &str, more: &[&str]) -> Answer {
    let mut command = program(place);
    command.args([
        "owners",
        "--holdings",
        "holdings.csv",
        "--listed",
        "listed.csv",
    ]);
    command
        .args(["--regime", regime, "--on", "2026-06-01"])
        .args(more);
    finish(command, "")
}

#[test]
fn every_party_has_a_verdict_and_a_proof() {
    let place = place("owners-json");
    let answer = owners(&place, "us-ofac", &["--format", "json"]);
    assert_eq!(answer.status, 0, "{answer}");
    assert!(
        answer
            .stderr
            .contains("`us-entity-list` is no list of this regime"),
        "{answer}"
    );
    let json = answer.json();
    let results: Vec<(&str, &str)> = json["parties"]
        .as_array()
        .expect("parties")
        .iter()
        .map(|party| {
            let text = |key: &str| party[key].as_str().expect("a text");
            (text("party"), text("result"))
        })
        .collect();
    assert_eq!(
        results,
        [
            ("Alpha", "blocked"),
            ("Beta", "blocked"),
            ("Delta", "blocked"),
            ("Epsilon", "possible"),
            ("Eta", "not_blocked"),
            ("Gamma", "blocked"),
            ("Theta", "not_blocked"),
            ("Zeta", "not_blocked"),
        ]
    );
    let epsilon = &json["parties"][3];
    assert_eq!(epsilon["ask"][0]["owner"], "Beta");
    let gamma = &json["parties"][5];
    assert_eq!(gamma["proof"]["held"], "50 %");
    assert_eq!(
        gamma["proof"]["holdings"][0]["evidence"],
        "register of 2025"
    );
}

#[test]
fn in_words_and_as_a_picture() {
    let place = place("owners-text");
    let text = owners(&place, "eu", &["--party", "Zeta"]);
    assert!(
        text.stdout.contains("no list") || text.stderr.contains("no list"),
        "{text}"
    );
    fs::write(place.join("listed.csv"), "party\nAlpha\nBeta\n").expect("a file");
    let text = owners(&place, "eu", &["--party", "Zeta"]).said();
    assert!(
        text.contains("blocked      Zeta\n    Alpha controls it"),
        "{text}"
    );
    let svg = owners(&place, "eu", &["--format", "svg"]).said();
    assert!(svg.starts_with("<svg ") && svg.contains("Gamma"), "{svg}");
    let joint = owners(&place, "uk", &["--party", "Gamma", "--together"]).said();
    assert!(
        joint.contains("not_blocked  Gamma"),
        "half is not more than half: {joint}"
    );
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let place = place("owners-wrong");
    fs::write(place.join("holdings.csv"), "owner,owned,share\nA,B,120\n").expect("a file");
    let wrong = owners(&place, "us-ofac", &[]);
    assert_eq!((wrong.status, wrong.stdout.as_str()), (1, ""));
    assert!(
        wrong
            .stderr
            .contains("`holdings.csv`, line 2: `120` is no share"),
        "{wrong}"
    );
    let unknown = owners(&place, "mars", &[]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("us-bis"), "{unknown}");
}
