//! Case files, and facts made of statements.

use exeat_evidence::case::{CaseFile, apply, fact_at, read};
use exeat_evidence::exchange;
use exeat_facts::{Case, Fact, FactSet, Item, ItemIndex, Line, Party, Role};

const SOURCES: &str = "transactions = [\"t.toml\"]\n[origins.briefing]\nwhat = \"a briefing\"\n\
    [sources.one]\noutlet = \"One\"\ndate = \"2025-01-02\"\norigin = \"briefing\"\n\
    [sources.two]\noutlet = \"Two\"\ndate = \"2025-01-03\"\norigin = \"briefing\"\n\
    [sources.three]\noutlet = \"Three\"\ndate = \"2025-01-04\"\nreliability = \"B\"\n";

fn file(claims: &str) -> CaseFile {
    read(&format!("{SOURCES}{claims}"), false).expect("a case file")
}

fn claim(name: &str, value: &str, statements: &[(&str, &str)]) -> String {
    let mut text = format!("[claims.{name}]\nfact = \"items.ring.{value}\n");
    for (source, does) in statements {
        text.push_str(&format!(
            "[[claims.{name}.statement]]\nsource = \"{source}\"\ndoes = \"{does}\"\n"
        ));
    }
    text
}

fn ring() -> Case {
    let mut case = Case::new("a ring");
    case.items.push(Item::new("ring", "ring"));
    case.lines.push(Line {
        number: 1,
        item: ItemIndex(0),
        quantity: None,
        value: None,
    });
    case.parties.push(Party {
        id: "x".to_owned(),
        name: "x".to_owned(),
        roles: vec![Role::Exporter],
        facts: FactSet::new(),
    });
    case
}

fn fact(claims: &str, path: &str) -> Fact {
    let mut case = ring();
    apply(&file(claims), "t.toml", &mut case, None, &|_, _| true).expect("facts");
    assert_eq!(case.validate(), Ok(()));
    fact_at(&case, path).expect("a fact").0
}

const ORIGIN: &str = "items.ring.origin";

#[test]
fn agreeing_statements_make_a_fact_known() {
    let claims = claim(
        "cn",
        "origin\"\nis = \"CN\"",
        &[("one", "asserts"), ("two", "asserts")],
    );
    let Fact::Known { evidence, .. } = fact(&claims, ORIGIN) else {
        panic!("known")
    };
    assert_eq!(evidence.len(), 2);
}

#[test]
fn conflicting_statements_make_it_contested_and_a_denial_deletes_nothing() {
    let claims = claim(
        "cn",
        "origin\"\nis = \"CN\"",
        &[("one", "asserts"), ("three", "denies")],
    ) + &claim("vn", "origin\"\nis = \"VN\"", &[("three", "asserts")]);
    let Fact::Contested(candidates) = fact(&claims, ORIGIN) else {
        panic!("contested")
    };
    assert_eq!(
        candidates
            .iter()
            .map(|one| one.statements.len())
            .collect::<Vec<_>>(),
        [2, 1]
    );
    // To deny a yes is to say no.
    let claims = claim(
        "made",
        "made-with-chinese-rare-earth-technology\"\nis = true",
        &[("one", "asserts"), ("three", "denies")],
    );
    assert!(
        matches!(fact(&claims, "items.ring.made-with-chinese-rare-earth-technology"), Fact::Contested(sides) if sides.len() == 2)
    );
}

#[test]
fn one_value_that_is_denied_leaves_the_fact_unknown() {
    let claims = claim(
        "cn",
        "origin\"\nis = \"CN\"",
        &[("one", "asserts"), ("three", "denies")],
    );
    assert!(matches!(fact(&claims, ORIGIN), Fact::Unknown(_)));
}

#[test]
fn what_was_taken_back_is_not_said_any_more() {
    let claims = claim(
        "cn",
        "origin\"\nis = \"CN\"",
        &[("one", "asserts"), ("one", "retracts")],
    ) + &claim("vn", "origin\"\nis = \"VN\"", &[("three", "asserts")]);
    assert_eq!(
        fact(&claims, ORIGIN)
            .value()
            .map(|value| value.text(exeat_facts::Vocabulary::standard())),
        Some("VN".to_owned())
    );
}

#[test]
fn a_resolution_supersedes_and_erases_nothing() {
    let claims = claim("cn", "origin\"\nis = \"CN\"", &[("one", "asserts")])
        + &claim("vn", "origin\"\nis = \"VN\"", &[("three", "asserts")])
        + "[[resolution]]\nfact = \"items.ring.origin\"\nis = \"VN\"\nbecause = \"certificate\"\nby = \"A. Person\"\non = \"2025-02-01\"\n";
    let Fact::Known { evidence, .. } = fact(&claims, ORIGIN) else {
        panic!("known")
    };
    assert_eq!(evidence.len(), 2, "both statements stay");
}

#[test]
fn figures_narrow_ranges_and_conflicts_widen_them() {
    let range = claim(
        "range",
        "content.Dy\"\nbetween = [\"0 %\", \"2 %\"]",
        &[("one", "asserts")],
    );
    assert!(matches!(
        fact(&range, "items.ring.content.Dy"),
        Fact::Between { .. }
    ));
    let inside = range.clone()
        + &claim(
            "figure",
            "content.Dy\"\nis = \"1.2 %\"",
            &[("three", "asserts")],
        );
    assert!(fact(&inside, "items.ring.content.Dy").value().is_some());
    let outside = range
        + &claim(
            "figure",
            "content.Dy\"\nis = \"5 %\"",
            &[("three", "asserts")],
        );
    assert!(matches!(
        fact(&outside, "items.ring.content.Dy"),
        Fact::Between { .. }
    ));
}

#[test]
fn a_letter_that_expired_before_the_event_does_not_count() {
    let claims = "[claims.cn]\nfact = \"items.ring.origin\"\nis = \"CN\"\n[[claims.cn.statement]]\nsource = \"one\"\ndoes = \"asserts\"\nexpires = \"2025-06-30\"\n";
    let mut case = ring();
    let settled = apply(
        &file(claims),
        "t.toml",
        &mut case,
        "2025-07-01".parse().ok(),
        &|_, _| true,
    )
    .expect("facts");
    assert_eq!(settled.expired.len(), 1);
    assert!(matches!(
        fact_at(&case, ORIGIN).expect("a fact").0,
        Fact::Unknown(_)
    ));
}

#[test]
fn faults_are_told() {
    for (text, words) in [
        (
            "[claims.a]\nfact = \"items.ring.origin\"\n",
            "names a fact and no value",
        ),
        (
            "[claims.a]\n[[claims.a.statement]]\nsource = \"nobody\"\ndoes = \"asserts\"\n",
            "there is no source `nobody`",
        ),
        (
            "[sources.a]\noutlet = \"A\"\norigin = \"a\"\n",
            "goes back to itself",
        ),
        (
            "[sources.a]\noutlet = \"A\"\nreliability = \"G\"\n",
            "line 3",
        ),
        (
            "[sources.a]\noutlet = \"A\"\ncapture = { file = \"../x\", sha256 = \"00\" }\n",
            "is no SHA-256",
        ),
        (
            "[claims.a]\n[[claims.a.statement]]\nsource = \"x\"\ndoes = \"asserts\"\ncredibility = 7\n",
            "1 to 6",
        ),
        (
            "[[flag]]\nwhat = \"x\"\nraised-by = [\"none\"]\n",
            "there is no claim `none`",
        ),
    ] {
        let error = read(text, false).expect_err(text);
        assert!(error.message.contains(words), "{text}: {}", error.message);
    }
    let unknown = read("[sources.a]\noutlet = \"A\"\n", false).expect("a case file");
    assert_eq!(
        format!("{:?}", unknown.sources["a"].reliability),
        "F",
        "no grade is no low grade"
    );
}

#[test]
fn exports_have_the_form_of_their_standards() {
    let file = file(
        &(claim(
            "cn",
            "origin\"\nis = \"CN\"",
            &[("one", "asserts"), ("three", "denies")],
        ) + "[[assessment]]\nclaim = \"cn\"\nlikelihood = \"likely\"\nconfidence = \"low\"\nbecause = \"so it seems\"\n"),
    );
    let bundle = exchange::stix(&file);
    let objects = bundle["objects"].as_array().expect("objects");
    let ids: Vec<&str> = objects
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    for object in objects {
        let (kind, id) = (
            object["type"].as_str().expect("a type"),
            object["id"].as_str().expect("an id"),
        );
        let uuid = id
            .strip_prefix(&format!("{kind}--"))
            .expect("an id of its type");
        assert_eq!(uuid.len(), 36);
        assert_eq!(object["spec_version"], "2.1");
        for reference in object["object_refs"]
            .as_array()
            .into_iter()
            .flatten()
            .chain([&object["created_by_ref"]])
        {
            assert!(
                reference.is_null() || ids.contains(&reference.as_str().unwrap_or_default()),
                "{reference}"
            );
        }
        assert!(
            object["confidence"].is_null(),
            "a grade of 6 is no confidence"
        );
    }
    let prov = exchange::prov(&file);
    for relation in prov["wasDerivedFrom"]
        .as_object()
        .expect("relations")
        .values()
    {
        for end in ["prov:generatedEntity", "prov:usedEntity"] {
            assert!(!prov["entity"][relation[end].as_str().expect("an entity")].is_null());
        }
    }
    let review = exchange::claim_review(&file);
    assert_eq!(review["@graph"][0]["@type"], "ClaimReview");
    assert_eq!(review["@graph"][0]["reviewRating"]["ratingValue"], 5);
    assert_eq!(exchange::stix(&file), bundle);
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_case_file_or_refused(text in "(?s).{0,300}", json in proptest::bool::ANY) {
        let _ = read(&text, json);
    }
}

/// Sources of which each goes back to the next, in an order that is not theirs.
fn chain(count: usize) -> String {
    let one = |number: usize| {
        let origin = match number + 1 < count {
            true => format!("origin = \"s{:05}\"\n", number + 1),
            false => String::new(),
        };
        format!("[sources.s{number:05}]\noutlet = \"A\"\n{origin}")
    };
    (0..count).rev().map(one).collect()
}

#[test]
fn long_chains_of_origins_are_walked_once_and_bounded() {
    assert!(read(&chain(1_001), false).is_ok());
    for count in [1_002, 20_000] {
        let refused = read(&chain(count), false).expect_err("too far back");
        assert!(
            refused.message.contains("and more than 1000"),
            "{}",
            refused.message
        );
    }
    // Of many that go back to one, each is at its end at once.
    let many: String = (0..19_000)
        .map(|number| format!("[sources.t{number:05}]\noutlet = \"A\"\norigin = \"s00000\"\n"))
        .collect();
    assert!(read(&format!("{}{many}", chain(999)), false).is_ok());
    let round = chain(999).replacen("outlet", "origin = \"s00000\"\noutlet", 1);
    let refused = read(&round, false).expect_err("a round");
    assert!(
        refused.message.contains("goes back to itself"),
        "{}",
        refused.message
    );
}
