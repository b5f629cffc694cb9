//! `exeat classify`.

use crate::run::{Answer, data, finish, program, root};

/// The day on which the tests look.
const DAY: &str = "2026-11-22";

fn classify(arguments: &[&str]) -> Answer {
    let mut command = program(&root());
    command.args(["classify", "--on", DAY, "--known-at", DAY]);
    command.args(arguments);
    finish(command, "")
}

#[test]
fn words_are_classified_in_text_and_json() {
    let text = classify(&["NdFeB N52 arc segment, 1.2 % Dy", "--jurisdiction", "CN"]).said();
    assert!(text.contains("1. 1C905.a.4 "), "{text}");
    assert!(
        text.contains("met: the dysprosium content by mass is more than 0 % (stated: 1.2 %)"),
        "{text}"
    );
    let answer = classify(&["钕铁硼磁体", "--jurisdiction", "CN", "--format", "json"]).json();
    let first = &answer["jurisdictions"][0]["candidates"][0];
    assert_eq!(first["standing"], "open");
    assert_eq!(first["code"], "1C904.a.4");
    let asked = first["limbs"][2]["question"]["fact"].as_str();
    assert_eq!(asked, Some("item.content.Tb"));
}

#[test]
fn the_answer_comes_in_chinese() {
    let text = classify(&["wire saw 40 µm", "--jurisdiction", "CN", "--lang", "zh"]).said();
    assert!(text.contains("1. 2C902.c 人造金刚石线锯"), "{text}");
    assert!(text.contains("符合: 线径不高于 45 um"), "{text}");
}

#[test]
fn what_a_document_states_goes_before_what_is_read() {
    let file = "examples/pakistan-samples/magnet-today.toml";
    let answer = classify(&[file, "--jurisdiction", "CN", "--format", "json"]).json();
    let own = &answer["jurisdictions"][0];
    assert_eq!(own["candidates"][0]["code"], "1C905.a.4");
    // The name says that it contains dysprosium; the document says how much.
    let facts = answer["facts"].as_array().expect("facts");
    let content = facts
        .iter()
        .find(|one| one["fact"] == "item.content.Dy")
        .expect("the content");
    assert_eq!(
        (&content["is"], &content["words"]),
        (&"1.2 %".into(), &serde_json::Value::Null)
    );
}

#[test]
fn every_line_of_a_document_is_classified() {
    let file = "examples/pakistan-samples/consignment.toml";
    let answer = classify(&[file, "--format", "json"]).json();
    assert_eq!(answer.as_array().map(Vec::len), Some(3));
}

#[test]
fn the_accuracy_of_the_frozen_set_is_counted() {
    let answer = classify(&[
        "--accuracy",
        "tests/classification.toml",
        "--format",
        "json",
    ])
    .json();
    assert_eq!(answer["refused"].as_array().map(Vec::len), Some(0));
    let scores = answer["by_jurisdiction"].as_array().expect("scores");
    for held_out in [false, true] {
        let of_all = |what: &str| -> u64 {
            let those = scores.iter().filter(|one| one["held_out"] == held_out);
            those.map(|one| one[what].as_u64().expect("a count")).sum()
        };
        // At the moment nothing may be held out: what was, is learnt from once it was counted.
        assert!(held_out || of_all("asked") >= 120, "{scores:?}");
        // The goal for the first place is 90 of 100, and what hands that never saw the table reached when they were first
        // counted is told in the manual.
        let least = if held_out { 84 } else { 90 };
        assert!(
            of_all("first") * 100 >= of_all("asked") * least,
            "{scores:?}"
        );
    }
}

/// The products of `examples/products`, with the entry of China's list that comes first, if any may hold them.
const PRODUCTS: &[(&str, Option<&str>)] = &[
    ("amprius-silicon-anode", Some("3A001")),
    ("antimony-trioxide-fr", Some("3C003.c")),
    ("awork-xg-20a", Some("1C902.a.4")),
    ("benchchem-b022738", Some("1C914.c.5")),
    ("beryllium-s-200", Some("1C230")),
    ("cytec-cyanex-272", Some("1C914.c.5")),
    ("diamond-pureoptics", Some("2C901.b")),
    ("inco-type-123", Some("1C240.a")),
    ("panasonic-ncr18650b", None),
    ("panasonic-ncr18650bd", None),
    ("plansee-tungsten", Some("1C117.c")),
    ("poco-axf-5q10w", Some("1C108.b")),
    ("shalom-bgo", Some("6C001.b")),
    ("shanghai-n52", Some("1C904.a.4")),
    ("shanghai-n54m", Some("1C904.a.4")),
    ("si-group-sc-27", Some("1C902.a.4")),
    ("sinoceramics-bgo", Some("6C001.b")),
    ("syrah-balama-spherical", Some("1C108.c")),
    ("terfenol-d", Some("1C905.a.2.b")),
    ("toray-t300", Some("1C210.a")),
];

#[test]
fn the_products_are_classified_and_checked() {
    let folder = std::fs::read_dir(root().join("examples/products")).expect("the folder");
    assert_eq!(folder.count(), PRODUCTS.len());
    for (name, expected) in PRODUCTS {
        let file = format!("examples/products/{name}.toml");
        let answer = classify(&[&file, "--jurisdiction", "CN", "--format", "json"]).json();
        let candidates = answer["jurisdictions"][0]["candidates"]
            .as_array()
            .expect("candidates");
        let first = candidates.iter().find(|one| one["candidate"] == true);
        let code = first.and_then(|one| one["code"].as_str());
        assert_eq!(code, *expected, "{name}");
    }
    // The same files are transaction documents; what they do not say keeps their verdicts open.
    let mut check = program(&root());
    check.args([
        "check",
        "--on",
        DAY,
        "--known-at",
        DAY,
        "--jurisdiction",
        "CN",
    ]);
    check.args(
        PRODUCTS
            .iter()
            .map(|(name, _)| format!("examples/products/{name}.toml")),
    );
    let checked = finish(check, "");
    assert!([0, 3, 4, 5].contains(&checked.status), "{checked}");
}

#[test]
fn nonsense_is_refused() {
    let empty = classify(&[" "]);
    assert_eq!(empty.status, 2, "{empty}");
    let missing = classify(&["not-there.toml"]);
    assert_eq!(missing.status, 1, "{missing}");
    let wrong = data().join("documents/wrong.toml");
    let wrong = classify(&[wrong.to_str().expect("a path")]);
    assert_eq!(wrong.status, 1, "{wrong}");
    let set = data().join("documents/magnet.toml");
    let no_set = classify(&["--accuracy", set.to_str().expect("a path")]);
    assert_eq!(no_set.status, 1, "{no_set}");
}
