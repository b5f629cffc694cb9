//! The parties of transactions, and who holds what of them, against invented lists.

use exeat_facts::{
    Candidate, Case, Fact, FactId, HolderKind, Holding, Party, Role, Scope, Source, SourceIndex,
    Statement, Value, Vocabulary,
};
use exeat_screen::index::{Builder, Index};
use exeat_screen::list::{Edition, ImportOptions, Input, import};
use exeat_screen::score::{Mode, Score};
use exeat_screen::transaction::{Decision, Holdings, Screening, Terms, screen};
use exeat_value::{Day, Decimal};
use serde_json::json;

const LISTED: &str = "on-us-entity-list";
const HELD: &str = "share-held-by-us-listed";
/// The number of the one entry of the Entity List, `Example Magnet Works Co.`
const NUMBER: &str = "7707083893";

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn lists() -> (Index, Vec<Edition>) {
    let entities = "Entity List (EL) - Bureau of Industry and Security";
    let party = |source: &str, id: &str, name: &str| json!({ "id": id, "source": source, "name": name, "entity_number": id });
    let mut works = party(entities, "101", "Example Magnet Works Co.");
    works["ids"] = json!([{ "type": "Registration Number", "number": NUMBER }]);
    let results = json!([
        works,
        party(
            "Military End User (MEU) List - Bureau of Industry and Security",
            "401",
            "Invented Arsenal"
        ),
        party(
            "Specially Designated Nationals (SDN) - Treasury Department",
            "90001",
            "Invented Turbines Holding"
        ),
    ]);
    let list = json!({
        "search_performed_at": "2026-11-18T06:00:00Z",
        "sources_used": [{ "source": entities, "source_last_updated": "2026-11-18T00:00:00+00:00" }],
        "total": 3,
        "results": results,
    })
    .to_string();
    let input = Input {
        name: "csl.json".to_owned(),
        reader: Box::new(list.as_bytes()),
    };
    let options = ImportOptions::on(day("2026-11-20"));
    let imported = import(vec![input], &[], &options).expect("a list");
    let mut builder = Builder::new("test");
    for one in &imported {
        for entry in &one.entries {
            let label = format!("{}/{}", one.edition.full_name(), entry.list);
            builder.add(&label, entry);
        }
    }
    let editions = imported.into_iter().map(|one| one.edition).collect();
    (builder.finish(), editions)
}

/// The case as it is after it was screened.
fn screened(case: &mut Case, files: &[&str]) -> Screening {
    let (index, editions) = lists();
    let editions: Vec<&Edition> = editions.iter().collect();
    let mut holdings = Holdings::default();
    for text in files {
        holdings
            .add(text.as_bytes(), "holdings.csv")
            .expect("holdings");
    }
    let terms = Terms {
        index: &index,
        editions: &editions,
        event_date: day("2026-11-19"),
        known_at: day("2026-11-20"),
        age_max_days: 7,
        mode: Mode::Balanced,
        threshold: Score::ALERT,
        decided: &|_, _, _, _| Decision::Open(None),
        entry: &|_, _| None,
        holdings: Some(&holdings),
    };
    screen(case, &terms)
}

fn fact(path: &str) -> FactId {
    let found = Vocabulary::standard().find(Scope::Party, path);
    found.unwrap_or_else(|| panic!("{path} is no fact"))
}

fn party(role: Role, name: &str, facts: &[(&str, Value)]) -> Party {
    let mut party = Party::new(role.name(), name, [role]);
    for (path, value) in facts {
        party.facts.set(fact(path), Fact::known(value.clone()));
    }
    party
}

fn case(parties: Vec<Party>) -> Case {
    let mut case = Case::new("a transaction");
    case.parties = parties;
    case.sources = vec![Source::new("s1", "A"), Source::new("s2", "B")];
    case
}

/// What a case knows of a share of the party in a place.
fn share(case: &Case, place: usize) -> String {
    match case.parties[place].facts.get(fact(HELD)) {
        Fact::Known {
            value: Value::Share(share),
            ..
        } => share.to_string(),
        Fact::Between {
            low: Value::Share(low),
            high: Value::Share(high),
            ..
        } => format!("{low}..{high}"),
        _ => "unknown".to_owned(),
    }
}

const OWNED: &str = "owner,owned,share,owner_is\nQuiet Trading Pte,Target Pte,60,person\nA Person,Target Pte,40,person\n";

#[test]
fn every_party_of_the_name_of_an_owner_is_asked() {
    let listed = |is: bool| {
        [
            (LISTED, Value::YesNo(is)),
            ("on-us-meu-list", Value::YesNo(false)),
            ("us-sdn-programme-of-part-744", Value::YesNo(false)),
        ]
    };
    let number = [("identifiers", Value::Text(NUMBER.to_owned()))];
    let target = || party(Role::Importer, "Target Pte", &[]);
    let quiet = |role: Role, facts: &[(&str, Value)]| party(role, "Quiet Trading Pte", facts);
    for (first, last, expected) in [
        // Whether the second is the listed one nobody has decided.
        (&listed(false)[..], &number[..], "0..60"),
        (&number, &listed(false), "0..60"),
        (&listed(false), &listed(true), "60"),
        (&listed(true), &listed(false), "60"),
        (&listed(false), &listed(false), "0"),
    ] {
        let mut case = case(vec![
            quiet(Role::Exporter, first),
            target(),
            quiet(Role::EndUser, last),
        ]);
        screened(&mut case, &[OWNED]);
        assert_eq!(share(&case, 1), expected, "{first:?} {last:?}");
    }
}

fn held(owner: &str, percent: u32) -> Holding {
    Holding {
        owner_is: HolderKind::Person,
        share: Fact::known(Value::Share(Decimal::from(percent))),
        ..Holding::new(owner, "Target Pte")
    }
}

#[test]
fn a_holding_that_is_denied_is_not_held_for_certain() {
    let asserts = Statement::asserts(SourceIndex(0));
    let denies = Statement::denies(SourceIndex(1));
    let of = |evidence: Vec<Statement>, holding: Holding| {
        let mut case = case(vec![party(Role::EndUser, "Target Pte", &[])]);
        case.holdings.push(Holding {
            evidence,
            ..holding
        });
        screened(&mut case, &[]);
        share(&case, 0)
    };
    let quiet = || held("Alfa Quiet", 100);
    assert_eq!(of(vec![], quiet()), "0");
    assert_eq!(of(vec![asserts.clone()], quiet()), "0");
    assert_eq!(of(vec![denies.clone()], quiet()), "unknown");
    let both = vec![asserts.clone(), denies.clone()];
    assert_eq!(of(both.clone(), quiet()), "unknown");
    // Nor does a denial say that somebody listed holds it.
    assert_eq!(
        of(vec![denies.clone()], held("Invented Arsenal", 60)),
        "unknown"
    );
    // What is denied is the figure.
    let figure = |evidence: Vec<Statement>| Holding {
        share: Fact::Known {
            value: Value::Share(Decimal::HUNDRED),
            evidence,
        },
        ..quiet()
    };
    assert_eq!(of(vec![], figure(vec![asserts])), "0");
    assert_eq!(of(vec![], figure(vec![denies.clone()])), "unknown");
    assert_eq!(of(vec![], figure(both)), "unknown");
    let candidate = |percent: u32| Candidate {
        value: Value::Share(Decimal::from(percent)),
        statements: vec![denies.clone()],
    };
    let contested = Holding {
        share: Fact::Contested(vec![candidate(90), candidate(100)]),
        ..quiet()
    };
    assert_eq!(of(vec![], contested), "unknown");
}

#[test]
fn a_name_in_which_nothing_can_be_looked_for_is_on_no_list_for_nobody() {
    for name in [
        "-", "???", "...", "—", "", "unknown", "N/A", "To order", "不详",
    ] {
        let mut case = case(vec![party(Role::EndUser, name, &[])]);
        let screening = screened(&mut case, &[]);
        assert_eq!(screening.parties[0].settled, [], "{name}");
        assert!(screening.parties[0].is_nameless, "{name}");
    }
    // A word of a listed name is not the whole of one.
    for (name, settles) in [
        ("Invented", false),
        ("Invented Ltd", false),
        ("Quxwark", true),
    ] {
        let mut case = case(vec![party(Role::EndUser, name, &[])]);
        let screening = screened(&mut case, &[]);
        let party = &screening.parties[0];
        assert_eq!(!party.settled.is_empty(), settles, "{name}: {party:?}");
        assert_eq!(party.is_word_of_listed, !settles, "{name}");
    }
    for name in ["Impeller House Singapore", "未知科技", "Order Systems AB"] {
        let mut case = case(vec![party(Role::EndUser, name, &[])]);
        let screening = screened(&mut case, &[]);
        assert!(!screening.parties[0].settled.is_empty(), "{name}");
    }
    // By its number it is found all the same.
    let number = [("identifiers", Value::Text(NUMBER.to_owned()))];
    let mut one = case(vec![party(Role::EndUser, "???", &number)]);
    let screening = screened(&mut one, &[]);
    assert_eq!(screening.parties[0].open, [LISTED]);
    assert_eq!(screening.parties[0].settled, []);
    // Nor is an owner who is called so nobody.
    for owner in ["???", "N/A"] {
        let file = format!(
            "owner,owned,share,owner_is\n{owner},Target Pte,40,person\nA Person,Target Pte,60,person\n"
        );
        let mut case = case(vec![party(Role::EndUser, "Target Pte", &[])]);
        screened(&mut case, &[&file]);
        assert_eq!(share(&case, 0), "0..40", "{owner}");
    }
}

#[test]
fn an_owner_that_is_a_party_without_a_name_may_be_anybody() {
    let mut case = case(vec![
        party(Role::Exporter, "Target Pte", &[]),
        party(Role::EndUser, "", &[]),
    ]);
    case.holdings.push(held("end-user", 100));
    screened(&mut case, &[]);
    assert_eq!(share(&case, 0), "unknown");
}
