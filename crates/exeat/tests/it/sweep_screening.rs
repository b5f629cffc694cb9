//! The parties of rows held against imported lists in `exeat sweep`, row by row as in `exeat check`.

use std::fs;

use crate::check_screening::list;
use crate::run::folder;
use crate::swept::{KNOWN_AT, THEN, column, document, exeat, mapping, sweep, swept_as_checked};

/// Rows: day, importer, end user, whether the end user is stated to be on the Entity List, the end user's numbers.
const ROWS: &[[&str; 5]] = &[
    [
        "2026-11-19",
        "Impeller House Singapore",
        "Impeller House Singapore",
        "",
        "",
    ],
    [
        "2026-11-19",
        "Impeller House Singapore",
        "Example Magnet Works Co.",
        "",
        "",
    ],
    [
        "2026-11-19",
        "Example Magnet Works Co., Ltd.",
        "Impeller House Singapore",
        "",
        "",
    ],
    [
        "2026-11-19",
        "Impeller House Singapore",
        "Example Magnet Works Co.",
        "no",
        "",
    ],
    [
        "2026-11-19",
        "Impeller House Singapore",
        "Example Magnet Works Co.",
        "yes",
        "",
    ],
    ["2026-11-19", "Impeller House Singapore", "", "", ""],
    [
        "2026-11-19",
        "Invented Turbines Holding",
        "Another Customer Pte",
        "",
        "",
    ],
    [
        "2026-11-19",
        "Bygone Bearings Pte Ltd",
        "Another Customer Pte",
        "",
        "",
    ],
    [
        "2026-11-19",
        "Unseen Freight LLC",
        "Nobody Denied Inc",
        "",
        "",
    ],
    [
        "2026-11-19",
        "Owned By Listed Pte",
        "Owned By Listed Pte",
        "",
        "",
    ],
    ["2026-11-19", "Widely Held Pte", "Widely Held Pte", "", ""],
    // Younger by so much than the edition that who has left since is missing.
    [
        "2026-10-05",
        "Impeller House Singapore",
        "Impeller House Singapore",
        "",
        "",
    ],
    [
        "2026-10-05",
        "Impeller House Singapore",
        "Example Magnet Works Co.",
        "",
        "",
    ],
    // Later than the edition knows.
    [
        "2027-02-01",
        "Impeller House Singapore",
        "Impeller House Singapore",
        "",
        "",
    ],
    [
        "2026-11-19",
        "Impeller House Singapore",
        "Whoever Has This Number",
        "",
        "LEI 529900T8BM49AURSDO55",
    ],
];

const HOLDINGS: &str = "\
owner,owned,share,owner_is
A Founder,Buckeye Spindle Corporation,100,person
Example Magnet Works Co.,Owned By Listed Pte,60,
A Natural Person,Widely Held Pte,70,person
Another Natural Person,Widely Held Pte,30,person
";

fn table() -> String {
    let mut text = String::from("Row,Day,Seller,Buyer,User,Listed,Numbers\n");
    for (number, [day, buyer, user, listed, numbers]) in (1..).zip(ROWS) {
        text.push_str(&format!(
            "{number},{day},Buckeye Spindle Corporation,\"{buyer}\",\"{user}\",{listed},{numbers}\n"
        ));
    }
    text
}

/// Every row comes out as its document does, before anybody decided about a match and after.
#[test]
fn every_row_says_what_check_says_of_its_parties() {
    let place = folder("sweep-screening");
    list(&place, "2026-11-18");
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    fs::write(place.join("table.csv"), table()).unwrap();
    fs::write(place.join("holdings.csv"), HOLDINGS).unwrap();
    let compare = |output: &str, more: &[&str]| {
        let more = [&["--holdings", "holdings.csv"], more].concat();
        let documents: Vec<String> = ROWS.iter().map(document).collect();
        swept_as_checked(&place, output, &more, &documents)
    };
    let (open, answer) = compare("open.csv", &THEN);
    // Nobody is found in an edition that counts; a match that nobody decided is a question; what is stated stays.
    assert_eq!(open[0], "no_licence_required");
    assert_eq!(open[1], "undetermined");
    assert_eq!(open[2], "undetermined");
    assert_eq!(open[3], "no_licence_required");
    // A party without a name was not looked for, and is not free for that.
    assert_eq!(open[5], "undetermined");
    assert_eq!(open[7], "no_licence_required", "it has left the list");
    assert_eq!(
        open[11], "undetermined",
        "the edition is younger than the event"
    );
    assert!(
        answer
            .stdout
            .contains("Example Magnet Works Co. (end-user)"),
        "{answer}"
    );
    assert!(
        answer.stdout.contains("us-csl@2026-11-18 (2 days old)"),
        "{answer}"
    );
    let said = column(&place, "open.csv", "exeat_screening");
    assert!(
        said[1].contains("end-user: may be `Example Magnet Works Co.`"),
        "{}",
        said[1]
    );
    assert!(said[0].contains("importer: nobody found"), "{}", said[0]);
    assert!(said[5].contains("end-user: no name"), "{}", said[5]);
    assert!(said[0].contains("exeat-names-"), "{}", said[0]);
    assert!(!column(&place, "open.csv", "exeat_coverage")[0].contains("not screened"));
    let facts = column(&place, "open.csv", "exeat_decisive_facts");
    assert!(
        facts[1].contains("end-user.on-us-entity-list"),
        "{}",
        facts[1]
    );

    let hit = exeat(
        &place,
        &["screen", "Example Magnet Works Co.", "--format", "json"],
    )
    .json();
    let hit = &hit["parties"][0]["matches"][0];
    let text = |name: &str| hit[name].as_str().unwrap();
    let made = serde_json::json!({
        "party": "example magnet works co.",
        "list": text("list").replace("@2026-11-18", ""),
        "entry": text("entry"),
        "evidence": text("evidence"),
        "decision": "true-match",
        "by": "A. Clerk",
        "because": "the address is the same",
        "on": "2026-11-19",
        "until": "2999-01-01",
    });
    fs::write(
        place.join("data/screen/dispositions.jsonl"),
        format!("{made}\n"),
    )
    .unwrap();
    let (after, _) = compare("decided.csv", &THEN);
    // Under all laws of the days on which they leave, owners matter too.
    compare("all.csv", &[]);
    let facts = column(&place, "all.csv", "exeat_decisive_facts");
    assert!(facts[0].contains("share-held-by-us-listed"), "{}", facts[0]);
    assert!(
        !facts[10].contains("share-held-by-us-listed"),
        "{}",
        facts[10]
    );
    // That it is listed is known now, and what its entry says of the goods is what is left to ask.
    let facts = column(&place, "decided.csv", "exeat_decisive_facts");
    assert!(
        facts[1].contains("end-user.us-entity-entry-covers-item"),
        "{}",
        facts[1]
    );
    assert!(!facts[1].contains("on-us-entity-list"), "{}", facts[1]);
    assert_eq!(after[0], open[0]);
}

/// A sweep without screening says so, and one under other lists does not go on from chunks of the one before.
#[test]
fn that_nobody_was_looked_for_is_said() {
    let place = folder("sweep-unscreened");
    list(&place, "2026-11-18");
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    fs::write(place.join("table.csv"), table()).unwrap();
    let answer = sweep(&place, "table.csv", "out.csv", &["--no-screening"]);
    assert_eq!(answer.status, 0, "{answer}");
    assert!(
        answer.stdout.contains("Parties were not screened"),
        "{answer}"
    );
    assert!(
        column(&place, "out.csv", "exeat_verdict")
            .iter()
            .all(|one| one != "no_licence_required")
    );
    assert_eq!(
        column(&place, "out.csv", "exeat_screening")[0],
        "parties not screened"
    );
    let stale = sweep(&place, "table.csv", "stale.csv", &["--max-list-age", "1"]);
    assert_eq!(stale.status, 0, "{stale}");
    assert!(
        column(&place, "stale.csv", "exeat_verdict")
            .iter()
            .all(|one| one != "no_licence_required")
    );
    assert!(column(&place, "stale.csv", "exeat_screening")[0].contains("stale"));
}

/// What an earlier run had done is told with the lists that it looked at.
#[test]
fn what_an_earlier_run_looked_at_is_told() {
    let place = folder("sweep-screening-resumed");
    list(&place, "2026-11-18");
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    fs::write(place.join("table.csv"), table()).unwrap();
    let json = [&THEN[..], &["--format", "json"]].concat();
    let whole = sweep(&place, "table.csv", "whole.csv", &json).json();
    // A folder in its place: the rows are decided, and the output cannot be written.
    fs::create_dir(place.join("out.csv")).unwrap();
    let failed = sweep(&place, "table.csv", "out.csv", &json);
    assert_eq!(failed.status, 1, "{failed}");
    fs::remove_dir(place.join("out.csv")).unwrap();
    let again = sweep(&place, "table.csv", "out.csv", &json);
    assert_eq!(again.status, 0, "{again}");
    assert!(again.stderr.contains("done by an earlier run"), "{again}");
    let again = again.json();
    assert_eq!(again["screened"], whole["screened"]);
    let lines = again["screened"]["on"].to_string();
    assert!(lines.contains("us-csl@2026-11-18"), "{lines}");
    let rows = again["screened"]["rows"].as_u64().unwrap();
    assert_eq!(rows, u64::try_from(ROWS.len()).unwrap());
}

/// Where rows name nobody, or no day, it is not said that nobody of theirs has a name like a listed one.
#[test]
fn rows_without_a_party_or_a_day_are_not_told_as_free() {
    let place = folder("sweep-screening-nobody");
    list(&place, "2026-11-18");
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    let book = |rows: &str| {
        let text = format!("Row,Day,Seller,Buyer,User,Listed,Numbers\n{rows}");
        fs::write(place.join("table.csv"), text).unwrap();
        let answer = sweep(&place, "table.csv", "out.xlsx", &[]);
        assert_eq!(answer.status, 0, "{answer}");
        answer.stdout
    };
    let said = book("1,2026-11-19,,,,,\n2,,Alfa,Beta,Gamma,,\n");
    assert!(
        said.contains("so nobody was looked for. (2 rows)"),
        "{said}"
    );
    let said = book("1,2026-11-19,,,,,\n2,2026-11-19,Quill Ltd,Quill Ltd,Quill Ltd,,\n");
    assert!(
        said.contains("Rows that name no party, or no day: nobody was looked for. (1 rows)"),
        "{said}"
    );
}

#[test]
fn holdings_without_lists_are_refused() {
    let place = folder("sweep-holdings-alone");
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    fs::write(place.join("table.csv"), table()).unwrap();
    fs::write(place.join("holdings.csv"), HOLDINGS).unwrap();
    fs::write(place.join("row.toml"), document(&ROWS[0])).unwrap();
    let sweep = ["sweep", "table.csv", "-m", "mapping.toml"];
    let impact = [
        "impact",
        "table.csv",
        "-m",
        "mapping.toml",
        "--from",
        "2026-10-05",
        "--to",
        "2026-10-06",
    ];
    let check = ["check", "row.toml"];
    for arguments in [&sweep[..], &impact[..], &check[..]] {
        let answer = exeat(
            &place,
            &[arguments, &["--holdings", "holdings.csv"]].concat(),
        );
        assert_eq!((answer.status, answer.stdout.as_str()), (2, ""), "{answer}");
        assert!(
            answer.stderr.contains("holdings say nothing without lists")
                && answer.stderr.contains("exeat lists import"),
            "{answer}"
        );
    }
}

/// A comparison of two days looks for the parties too: once, and for both days.
#[test]
fn impact_looks_for_the_parties() {
    let place = folder("impact-screening");
    list(&place, "2026-11-18");
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    fs::write(place.join("table.csv"), table()).unwrap();
    let impact = |output: &str, more: &[&str]| {
        let mut arguments = vec!["impact", "table.csv", "-m", "mapping.toml"];
        arguments.extend(["--from", "2026-10-05", "--to", "2026-10-06"]);
        arguments.extend(["--known-at", KNOWN_AT, "--jurisdiction", "US"]);
        arguments.extend(["--rows", output, "-o", "page.html"]);
        arguments.extend_from_slice(more);
        let answer = exeat(&place, &arguments);
        assert_eq!(answer.status, 0, "{answer}");
        let verdicts = [
            column(&place, output, "exeat_verdict_from"),
            column(&place, output, "exeat_verdict_to"),
        ];
        let page = fs::read_to_string(place.join("page.html")).unwrap();
        (verdicts, page, answer)
    };
    let ([from, to], page, answer) = impact("rows.csv", &[]);
    for verdicts in [&from, &to] {
        assert_eq!(verdicts[0], "no_licence_required");
        assert_eq!(verdicts[1], "undetermined");
        assert_eq!(verdicts[5], "undetermined", "a party without a name");
    }
    let said = column(&place, "rows.csv", "exeat_screening");
    assert!(
        said[1].contains("may be `Example Magnet Works Co.`"),
        "{}",
        said[1]
    );
    assert!(answer.stdout.contains("us-csl@2026-11-18"), "{answer}");
    assert!(page.contains("us-csl@2026-11-18"), "{page}");
    assert!(page.contains("Parties that may be listed"), "{page}");
    let (verdicts, page, answer) = impact("declined.csv", &["--no-screening"]);
    assert!(
        verdicts
            .iter()
            .flatten()
            .all(|one| one != "no_licence_required"),
        "{verdicts:?}"
    );
    assert!(
        answer.stdout.contains("Parties were not screened"),
        "{answer}"
    );
    assert!(page.contains("Parties were not screened"), "{page}");
}
