//! The parties of a transaction held against imported lists, in `exeat check`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::run::{Answer, finish, folder, program, root};

/// The day on which the invented lists were published.
const PUBLISHED: &str = "2026-11-18";
/// The day of the law, which is the same whenever the tests run.
const LAW: &str = "2026-10-05";

fn exeat(place: &Path, arguments: &[&str]) -> Answer {
    let mut command = program(place);
    command
        .args(arguments)
        .env("EXEAT_DATA", place.join("data"));
    finish(command, "")
}

/// A machine from Ohio to this buyer, who is said nothing else about.
fn shipment(place: &Path, buyer: &str, stated: &str) {
    let example = root().join("examples/two-laws/american-machine.toml");
    let text = fs::read_to_string(example).expect("the example");
    let text: String = text
        .lines()
        .filter(|line| !line.starts_with("on-us-"))
        .map(|line| match line {
            "eccn = \"2B001\"" => "eccn = \"EAR99\"\n".to_owned(),
            _ if line.starts_with("us-controls") => "us-controls = []\n".to_owned(),
            _ if line.contains("A maker of machine tools in Ohio") => {
                "name = \"Buckeye Spindle Corporation\"\n".to_owned()
            }
            _ if line.contains("name = \"A maker of pump impellers") => {
                format!("name = \"{buyer}\"\n{stated}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    fs::write(place.join("ship.toml"), text).expect("written");
}

/// A Consolidated Screening List with somebody on each of the lists that rules ask for.
pub(crate) fn list(place: &Path, day: &str) {
    let party = |source: &str, id: &str, name: &str| json!({ "id": id, "source": source, "name": name, "entity_number": id });
    let entities = "Entity List (EL) - Bureau of Industry and Security";
    let mut listed = party(entities, "101", "Example Magnet Works Co.");
    listed["license_requirement"] = json!("For all items subject to the EAR.");
    listed["start_date"] = json!("2025-03-25");
    listed["ids"] = json!([{ "type": "Registration Number", "number": "7707083893" }]);
    let mut bygone = party(entities, "102", "Bygone Bearings Pte Ltd");
    bygone["end_date"] = json!("2026-01-31");
    let sdn = "Specially Designated Nationals (SDN) - Treasury Department";
    let mut blocked = party(sdn, "90001", "Invented Turbines Holding");
    blocked["programs"] = json!(["SDGT"]);
    let results = vec![
        listed,
        bygone,
        party(
            "Denied Persons List (DPL) - Bureau of Industry and Security",
            "201",
            "Nobody Denied Inc",
        ),
        party(
            "Unverified List (UVL) - Bureau of Industry and Security",
            "301",
            "Unseen Freight LLC",
        ),
        party(
            "Military End User (MEU) List - Bureau of Industry and Security",
            "401",
            "Invented Arsenal",
        ),
        blocked,
    ];
    let list = json!({
        "search_performed_at": format!("{day}T06:00:00Z"),
        "sources_used": [{ "source": entities, "source_last_updated": format!("{day}T00:00:00+00:00") }],
        "total": results.len(),
        "results": results,
    });
    fs::write(place.join("csl.json"), list.to_string()).expect("written");
    let imported = exeat(place, &["lists", "import", "csl.json"]);
    assert_eq!(imported.status, 0, "{imported}");
}

fn place(test: &str) -> PathBuf {
    folder(&format!("check-screening-{test}"))
}

fn check(place: &Path, on: &str, more: &[&str]) -> Answer {
    let mut arguments = vec![
        "check",
        "ship.toml",
        "--on",
        on,
        "--known-at",
        on,
        "--law-date",
        LAW,
        "--jurisdiction",
        "US",
    ];
    arguments.extend_from_slice(more);
    exeat(place, &arguments)
}

fn of_buyer<'a>(record: &'a Value, key: &str) -> &'a Value {
    &record["screening"]["parties"][1][key]
}

#[test]
fn without_lists_nobody_is_looked_for_and_that_is_said() {
    let place = place("none");
    shipment(&place, "Impeller House Singapore", "");
    let report = check(&place, "2026-11-20", &[]);
    assert_eq!(report.status, 5, "{report}");
    assert!(
        report
            .stdout
            .contains("no list is imported, so nobody was looked for"),
        "{report}"
    );
    let record = check(&place, "2026-11-20", &["--format", "json"]).json();
    assert!(record.get("screening").is_none());
}

#[test]
fn a_name_in_which_there_is_nothing_to_look_for_settles_nothing() {
    let place = place("nameless");
    shipment(&place, "???", "");
    list(&place, PUBLISHED);
    let report = check(&place, "2026-11-20", &[]);
    assert_eq!(report.status, 5, "{report}");
    let words = report
        .stdout
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        words.contains("the end user): there is nothing in this name that can be looked for"),
        "{report}"
    );
    assert!(!words.contains("the end user): nobody found"), "{report}");
}

#[test]
fn nobody_found_on_a_fresh_list_settles_who_is_on_it() {
    let place = place("clean");
    shipment(&place, "Impeller House Singapore", "");
    list(&place, PUBLISHED);
    let report = check(&place, "2026-11-20", &[]);
    assert_eq!(report.status, 0, "{report}");
    for words in [
        "PARTIES SCREENED",
        "us-csl@2026-11-18: Consolidated Screening List: 6 entries, 2 days old",
        "exeat-names-",
        "from a score of\n0.8250 on",
        "Buckeye Spindle Corporation (the exporter, the producer): nobody found",
        "Impeller House Singapore (the importer, the ultimate consignee, the end user): nobody found",
        "the UK sanctions list. Whether a party is on\n  one stays open",
    ] {
        assert!(report.stdout.contains(words), "{words}\n{report}");
    }
    let page = check(&place, "2026-11-20", &["--format", "html"]);
    assert!(page.stdout.contains("us-csl@2026-11-18"), "{page}");
    let chinese = check(&place, "2026-11-20", &["--lang", "zh"]);
    assert!(chinese.stdout.contains("主体筛查"), "{chinese}");

    let answer = check(&place, "2026-11-20", &["--format", "json"]);
    let record = answer.json();
    assert_eq!(
        record["screening"]["editions"][0]["edition"],
        "us-csl@2026-11-18"
    );
    let buyer = &record["case"]["parties"][1]["facts"];
    assert_eq!(buyer["on-us-sdn-list"]["known"], false);
    assert!(buyer.get("on-eu-sanctions-list").is_none(), "{buyer}");

    // The record can be replayed, and nobody can change what was screened.
    fs::write(place.join("answer.json"), &answer.stdout).expect("written");
    assert_eq!(exeat(&place, &["replay", "answer.json"]).status, 0);
    let changed = answer
        .stdout
        .replacen("\"entries\": 6", "\"entries\": 7", 1);
    assert_ne!(changed, answer.stdout);
    fs::write(place.join("answer.json"), changed).expect("written");
    assert_eq!(exeat(&place, &["replay", "answer.json"]).status, 1);
}

#[test]
fn a_match_that_nobody_decided_is_the_question_where_it_matters() {
    let place = place("open");
    shipment(&place, "Example Magnet Works Company", "");
    list(&place, PUBLISHED);
    let report = check(&place, "2026-11-20", &[]);
    assert_eq!(report.status, 5, "{report}");
    let asked = report
        .stdout
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        asked.contains(
            "Is “Example Magnet Works Company” the listed “Example Magnet Works Co.” \
             (us-csl@2026-11-18/us-entity-list"
        ),
        "{report}"
    );
    let record = check(&place, "2026-11-20", &["--format", "json"]).json();
    assert_eq!(of_buyer(&record, "open"), &json!(["on-us-entity-list"]));
    let decisive = record["lines"][0]["verdicts"][0]["decisive"].to_string();
    assert!(
        decisive.contains("importer.on-us-entity-list"),
        "{decisive}"
    );

    // The law of a country that the machine neither leaves nor reaches does not ask.
    let elsewhere = exeat(
        &place,
        &[
            "check",
            "ship.toml",
            "--on",
            "2026-11-20",
            "--known-at",
            "2026-11-20",
            "--jurisdiction",
            "PK",
        ],
    );
    assert!(elsewhere.stdout.contains("not reached"), "{elsewhere}");
    assert!(elsewhere.stdout.contains("1 match"), "{elsewhere}");

    let declined = check(&place, "2026-11-20", &["--no-screening"]);
    assert!(!declined.stdout.contains("the listed"), "{declined}");
    assert!(
        declined
            .stdout
            .contains("nobody was looked for, because it was asked for so")
    );
}

#[test]
fn what_somebody_decided_makes_the_fact() {
    let today = jiff::Zoned::now().date().to_string();
    for (decision, name, entry, list_name, status, fact, known) in [
        (
            "false-positive",
            "Example Magnet Works Company",
            0,
            "us-entity-list",
            0,
            "on-us-entity-list",
            Some(false),
        ),
        (
            "true-match",
            "Invented Turbines Holding",
            0,
            "us-sdn",
            3,
            "on-us-sdn-list",
            Some(true),
        ),
        (
            "escalated",
            "Example Magnet Works Company",
            0,
            "us-entity-list",
            5,
            "on-us-entity-list",
            None,
        ),
    ] {
        let place = place(decision);
        shipment(&place, name, "");
        list(&place, &today);
        let record = check(&place, &today, &["--format", "json"]).json();
        let matched = &of_buyer(&record, "matches")[entry];
        let text = |key: &str| matched[key].as_str().expect("a text").to_owned();
        let decided = exeat(
            &place,
            &[
                "screen",
                "decide",
                name,
                "--list",
                &format!("us-csl/{list_name}"),
                "--entry",
                &text("entry"),
                "--evidence",
                &text("evidence"),
                "--as",
                decision,
                "--by",
                "A. Clerk",
                "--because",
                "looked at the registers",
                "--until",
                "2099-01-01",
            ],
        );
        assert_eq!(decided.status, 0, "{decided}");
        let answer = check(&place, &today, &["--format", "json"]);
        let record = answer.json();
        let facts = &record["case"]["parties"][1]["facts"];
        assert_eq!(facts[fact]["known"].as_bool(), known, "{decision}");
        assert_eq!(of_buyer(&record, "matches")[entry]["standing"], decision);
        if decision == "true-match" {
            assert_ne!(answer.status, 0);
            assert_eq!(facts["us-sdn-programme-of-part-744"]["known"], true);
        } else {
            assert_eq!(answer.status, status, "{decision}");
        }
    }
}

#[test]
fn a_stale_list_settles_nothing_by_its_silence() {
    let place = place("stale");
    shipment(&place, "Impeller House Singapore", "");
    list(&place, PUBLISHED);
    let report = check(&place, "2026-12-20", &[]);
    assert_eq!(report.status, 5, "{report}");
    assert!(
        report.stdout.contains(
            "us-csl@2026-11-18 is too old: that a party is not found in it settles nothing"
        ),
        "{report}"
    );
    let allowed = check(&place, "2026-12-20", &["--max-list-age", "60"]);
    assert_eq!(allowed.status, 0, "{allowed}");
    // A list of today says nothing about who was on it a year ago and has left it since.
    let past = exeat(
        &place,
        &[
            "check",
            "ship.toml",
            "--on",
            "2026-08-01",
            "--known-at",
            "2026-11-20",
            "--law-date",
            LAW,
            "--jurisdiction",
            "US",
        ],
    );
    assert_eq!(past.status, 5, "{past}");
    assert!(past.stdout.contains("is younger than the event"), "{past}");
}

#[test]
fn an_entry_counts_on_its_days_only() {
    let place = place("days");
    shipment(&place, "Bygone Bearings Pte Ltd", "");
    list(&place, PUBLISHED);
    let report = check(&place, "2026-11-20", &[]);
    assert_eq!(report.status, 0, "{report}");
    assert!(
        report.stdout.contains("listed no more from 2026-"),
        "{report}"
    );
}

#[test]
fn what_the_document_states_stays_and_a_match_against_it_is_said() {
    let place = place("stated");
    shipment(
        &place,
        "Example Magnet Works Company",
        "on-us-entity-list = false",
    );
    list(&place, PUBLISHED);
    let report = check(&place, "2026-11-20", &[]);
    assert_eq!(report.status, 0, "{report}");
    assert!(
        report
            .stdout
            .contains("The lists speak against the document"),
        "{report}"
    );
    let record = check(&place, "2026-11-20", &["--format", "json"]).json();
    assert_eq!(
        of_buyer(&record, "contradicted"),
        &json!(["on-us-entity-list"])
    );
}

/// What a transaction states of who owns its parties comes to the same as a file of holdings that says it.
#[test]
fn holdings_in_the_transaction_say_what_a_file_of_holdings_says() {
    let place = place("stated-holdings");
    list(&place, PUBLISHED);
    shipment(&place, "Owned By Listed Pte", "id = \"buyer\"");
    fs::write(
        place.join("holdings.csv"),
        "owner,owned,share,owner_is\nExample Magnet Works Co.,Owned By Listed Pte,60,\nA Founder,Owned By Listed Pte,10-15,person\n",
    )
    .expect("written");
    let shares = |record: &Value| {
        let facts = &record["case"]["parties"][1]["facts"]["share-held-by-us-listed"];
        (facts["known"].clone(), facts["between"].clone())
    };
    let nobody_says = check(&place, "2026-11-20", &["--format", "json"]).json();
    assert_eq!(shares(&nobody_says), (Value::Null, Value::Null));
    let of_file = [&["--format", "json"][..], &["--holdings", "holdings.csv"]].concat();
    let of_file = check(&place, "2026-11-20", &of_file).json();

    let plain = fs::read_to_string(place.join("ship.toml")).expect("the document");
    let stated = "
[[holding]]
owner = \"Example Magnet Works Co.\"
owned = \"buyer\"
share = { value = \"60 %\", source = \"register\", note = \"extract of 3 May\" }
from = 2020-01-01

[[holding]]
owner = \"A Founder\"
owner-is = \"person\"
owned = \"Owned By Listed Pte\"
share = { between = [\"10 %\", \"15 %\"] }

[[holding]]
owner = \"A Former Owner\"
owned = \"buyer\"
share = \"25 %\"
until = 2020-01-01
";
    let with =
        format!("{plain}\n[sources.register]\noutlet = \"The register of companies\"\n{stated}");
    fs::write(place.join("ship.toml"), &with).expect("written");
    let answer = check(&place, "2026-11-20", &["--format", "json"]);
    let of_document = answer.json();
    assert_eq!(shares(&of_document), shares(&of_file));
    assert_ne!(shares(&of_document), shares(&nobody_says));
    let owned = &of_document["screening"]["owned"][0];
    assert_eq!(owned["files"], json!(["transaction"]), "{owned}");
    let because = owned["because"].as_str().expect("words");
    assert!(
        because.contains("`Example Magnet Works Co.` holds 60 % (holding 1)"),
        "{because}"
    );
    assert!(!because.contains("Former"), "{because}");
    let evidence = &of_document["case"]["parties"][1]["facts"]["share-held-by-us-listed"];
    assert!(
        evidence.to_string().contains("extract of 3 May"),
        "{evidence}"
    );
    // It is part of the case, so that it is replayed.
    assert_eq!(
        of_document["case"]["holdings"].as_array().map(Vec::len),
        Some(3)
    );
    fs::write(place.join("answer.json"), &answer.stdout).expect("written");
    assert_eq!(exeat(&place, &["replay", "answer.json"]).status, 0);

    // Of an owner that is a party of the transaction, what is stated counts as it does of the party itself.
    let listed = with.replace(
        "[[holding]]\nowner = \"Example Magnet Works Co.\"",
        "[[party]]\nid = \"parent\"\nname = \"Example Magnet Works Co.\"\nroles = [\"broker\"]\non-us-entity-list = true\n\n[[holding]]\nowner = \"parent\"",
    );
    fs::write(place.join("ship.toml"), listed).expect("written");
    let record = check(&place, "2026-11-20", &["--format", "json"]).json();
    assert_eq!(shares(&record).1, json!(["60 %", "90 %"]));
    assert_eq!(shares(&of_document).1, json!(["0 %", "90 %"]));

    // A mistake is told with its line.
    let wrong = with.replace("60 %", "160 %");
    fs::write(place.join("ship.toml"), wrong).expect("written");
    let refused = check(&place, "2026-11-20", &[]);
    assert_eq!(refused.status, 1, "{refused}");
    assert!(refused.stderr.contains("160 %"), "{refused}");
}

/// An edition that was thought to be current for long says nothing of whoever was added in between.
#[test]
fn of_then_is_the_last_that_was_published_by_then() {
    let place = place("of-then");
    list(&place, "2026-01-01");
    let confirmed = exeat(
        &place,
        &["lists", "import", "csl.json", "--current-on", "2026-03-01"],
    );
    assert_eq!(confirmed.status, 0, "{confirmed}");
    shipment(&place, "Example Magnet Works Co.", "");
    let editions = |on: &str| {
        let arguments = [
            "check",
            "ship.toml",
            "--on",
            on,
            "--known-at",
            "2026-03-12",
            "--format",
            "json",
        ];
        let record = exeat(&place, &arguments).json();
        record["screening"]["editions"][0]["edition"]
            .as_str()
            .map(str::to_owned)
    };
    let of = |day: &str| Some(format!("us-csl@{day}"));
    assert_eq!(editions("2026-02-15"), of("2026-01-01"));
    // Published before the event, and brought in after it.
    list(&place, "2026-02-01");
    list(&place, "2026-03-10");
    assert_eq!(editions("2026-02-03"), of("2026-02-01"));
    assert_eq!(editions("2026-01-20"), of("2026-01-01"));
    assert_eq!(editions("2026-02-15"), of("2026-03-10"));
}
