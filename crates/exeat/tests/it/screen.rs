//! `exeat screen` on invented lists.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{Answer, finish, folder, program, root};

/// A folder with the invented lists imported into its data folder.
pub(crate) fn place(test: &str) -> PathBuf {
    let place = folder(&format!("screen-{test}"));
    let files = root().join("crates/screen/tests/it/files");
    for name in ["us-csl.json", "un.xml"] {
        fs::copy(files.join(name), place.join(name)).expect("a copy");
    }
    let imported = exeat(&place, &["lists", "import", "us-csl.json", "un.xml"]);
    assert_eq!(imported.status, 0, "{imported}");
    place
}

pub(crate) fn exeat(place: &Path, arguments: &[&str]) -> Answer {
    let mut command = program(place);
    command
        .args(arguments)
        .env("EXEAT_DATA", place.join("data"));
    finish(command, "")
}

#[test]
fn without_lists_there_is_no_result() {
    let place = folder("screen-none");
    let answer = exeat(&place, &["screen", "Example Magnet Works"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (1, ""));
    assert!(answer.stderr.contains("there are no lists"), "{answer}");
}

#[test]
fn a_result_says_what_was_looked_at_and_why() {
    let place = place("names");
    let answer = exeat(
        &place,
        &[
            "screen",
            "--on",
            "2026-08-01",
            "Exmaple Magnet Works Company",
            "Nobody At All",
        ],
    );
    assert_eq!(answer.status, 0, "{answer}");
    for words in [
        "Example Magnet Works Co.",
        "us-csl@2026-07-30: 2 entries",
        "exeat-names-",
        "from 0.8250 on",
        "1 of 2 names may be listed",
        "is 155 days old, and more than 7 is stale",
    ] {
        assert!(answer.stdout.contains(words), "{words}: {answer}");
    }
    let strict = exeat(
        &place,
        &["screen", "--on", "2026-08-01", "--max-age", "7", "Nobody"],
    );
    assert_eq!((strict.status, strict.stdout.as_str()), (1, ""));
}

#[test]
fn a_file_is_screened_in_every_form() {
    let place = place("file");
    fs::write(
        place.join("parties.csv"),
        "id,name,kind,birth_date\nA,Jane Exampel,person,1970\nB,Quite Another Person,person,\n",
    )
    .expect("written");
    let lines = exeat(
        &place,
        &["screen", "--file", "parties.csv", "--format", "jsonl"],
    );
    let lines: Vec<serde_json::Value> = lines
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], "A");
    let on_sdn = |party: &serde_json::Value| {
        let matches = party["matches"].as_array().expect("matches");
        let found = matches
            .iter()
            .find(|one| one["list"] == "us-csl@2026-07-30/us-sdn");
        found.expect("a match on the list").clone()
    };
    let first = on_sdn(&lines[0]);
    assert_eq!(first["standing"], "open");
    assert_eq!(lines[1]["matches"].as_array().map(Vec::len), Some(0));
    let book = exeat(
        &place,
        &[
            "screen",
            "--file",
            "parties.csv",
            "--format",
            "xlsx",
            "--output",
            "results.xlsx",
        ],
    );
    assert_eq!(book.status, 0, "{book}");
    let written = fs::read(place.join("results.xlsx")).expect("the workbook");
    assert!(written.starts_with(b"PK"));

    // What was decided is shown until the entry says something else.
    let text = |key: &str| first[key].as_str().expect("a text").to_owned();
    let decided = exeat(
        &place,
        &[
            "screen",
            "decide",
            "Jane Exampel",
            "--list",
            "us-csl/us-sdn",
            "--entry",
            &text("entry"),
            "--evidence",
            &text("evidence"),
            "--as",
            "false-positive",
            "--by",
            "A. Clerk",
            "--because",
            "another Jane",
            "--until",
            "2099-01-01",
        ],
    );
    assert_eq!(decided.status, 0, "{decided}");
    let standing = |born: &[&str]| {
        let arguments = [&["screen", "--format", "json", "Jane Exampel"], born].concat();
        let again = exeat(&place, &arguments).json();
        on_sdn(&again["parties"][0])["standing"].clone()
    };
    assert_eq!(standing(&["--birth-date", "1970"]), "false-positive");
    // What is known of her has changed.
    assert_eq!(standing(&["--birth-date", "1970-01-15"]), "reopened");
    assert_eq!(standing(&[]), "reopened");
}

#[test]
fn two_files_are_compared_without_being_kept() {
    let place = place("diff");
    let files = root().join("examples/lists");
    for name in ["consolidated.json", "consolidated-later.json"] {
        fs::copy(files.join(name), place.join(name)).expect("a copy");
    }
    let said = exeat(
        &place,
        &[
            "lists",
            "diff",
            "consolidated.json",
            "consolidated-later.json",
        ],
    );
    assert_eq!(said.status, 0, "{said}");
    assert!(
        said.stdout.contains("1 added, 0 removed, 1 changed"),
        "{said}"
    );
    let status = exeat(&place, &["lists", "status", "--all", "--on", "2026-08-10"]);
    assert!(!status.stdout.contains("us-csl@2026-08-06"), "{status}");
}

/// People and companies with names that many share, as FollowTheMoney; which of them are there, and what they are
/// called, differs from one edition to the next.
fn edition(second: bool) -> String {
    const GIVEN: [&str; 8] = [
        "Ivan", "Pavel", "Muhammad", "Ali", "Maria", "Li", "Wei", "Carlos",
    ];
    const FAMILY: [&str; 9] = [
        "Petrov", "Sidorov", "Hassan", "Khan", "Gonzalez", "Wang", "Zhang", "Ivanov", "Primer",
    ];
    let mut text = String::new();
    for number in 0..360_usize {
        let is_gone = number % 17 == 3;
        let is_new = number % 19 == 4;
        if (second && is_gone) || (!second && is_new) {
            continue;
        }
        let (given, family) = (GIVEN[number % 8], FAMILY[number / 8 % 9]);
        let middle = if number % 23 == 5 && second {
            " Changed"
        } else {
            ["", " Abdul", " Sergeyevich"][number % 3]
        };
        let (schema, name) = if number % 5 == 0 {
            ("Company", format!("{family} {given} Trading {number} LLC"))
        } else {
            ("Person", format!("{given}{middle} {family}"))
        };
        let country = ["ru", "sy", "cn"][number % 3];
        text.push_str(&format!(
            "{{\"id\":\"x-{number:03}\",\"schema\":\"{schema}\",\"properties\":{{\"name\":[\"{name}\"],\"country\":[\"{country}\"],\"birthDate\":[\"19{}\"]}},\"datasets\":[\"invented\"]}}\n",
            40 + number % 50
        ));
    }
    text
}

/// Results without how far scores may move from there, which is less after each run.
fn without_margins(results: &str) -> Vec<Value> {
    results
        .lines()
        .map(|line| {
            let mut line: Value = serde_json::from_str(line).expect("JSON");
            if let Some(line) = line.as_object_mut() {
                line.remove("margin").expect("every line has one");
            }
            line
        })
        .collect()
}

/// A list on which so many people are called Ivan Quell, each with a name between that nobody shares.
fn people(count: usize) -> String {
    let letters = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"];
    let mut text = String::new();
    for number in 0..count {
        let between = format!(
            "{}{}{}vin",
            letters[number % 10].to_uppercase(),
            letters[number / 10],
            letters[(number + 3) % 10]
        );
        text.push_str(&format!(
            "{{\"id\":\"q-{number:02}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"Ivan {between} Quell\"]}},\"datasets\":[\"invented\"]}}\n"
        ));
    }
    text
}

#[test]
fn what_moved_in_many_editions_adds_up() {
    let place = folder("screen-since-since");
    fs::write(
        place.join("parties.csv"),
        "id,name,kind\n1,Ivan Quell,person\n2,Quell,person\n3,Ivan Quell,\n4,Iwan Kwell,person\n",
    )
    .expect("written");
    let screen = |output: &str, more: &[&str]| {
        let mut arguments = vec!["screen", "--file", "parties.csv", "--on", "2026-11-20"];
        arguments.extend(["--format", "jsonl", "--output", output]);
        arguments.extend_from_slice(more);
        let answer = exeat(&place, &arguments);
        assert_eq!(answer.status, 0, "{answer}");
        let text = fs::read_to_string(place.join(output)).expect("results");
        let results: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        results
    };
    let matches = |results: &[Value]| -> Vec<Value> {
        results.iter().map(|line| line["matches"].clone()).collect()
    };
    let mut counts = Vec::new();
    let mut kept = 0;
    // Fewer and fewer are called so, and each time those who are left score a little more.
    for (number, count) in [64, 52, 40, 34, 28, 22, 16, 12, 8].into_iter().enumerate() {
        fs::write(place.join("list.jsonl"), people(count)).expect("written");
        let day = format!("2026-11-{:02}", number + 5);
        let imported = exeat(
            &place,
            &[
                "lists",
                "import",
                "list.jsonl",
                "--publication",
                "invented",
                "--published",
                &day,
                "--accept-fewer",
            ],
        );
        assert_eq!(imported.status, 0, "{imported}");
        let whole = screen("whole.jsonl", &[]);
        let before = format!("{}.jsonl", number.wrapping_sub(1));
        let since: &[&str] = if number == 0 {
            &[]
        } else {
            &["--since", &before]
        };
        let again = screen(&format!("{number}.jsonl"), since);
        assert_eq!(matches(&again), matches(&whole), "{count} people");
        counts.push(again[0]["matches"].as_array().expect("a list").len());
        kept += again.iter().filter(|line| line["margin"] != 400).count();
    }
    assert_eq!(counts.first(), Some(&0), "{counts:?}");
    assert_ne!(counts.last(), Some(&0), "{counts:?}");
    assert!(kept > 0, "some are not looked for anew");
}

#[test]
fn what_is_screened_again_comes_out_as_if_everybody_was() {
    let place = folder("screen-since");
    fs::write(place.join("first.jsonl"), edition(false)).expect("written");
    fs::write(place.join("second.jsonl"), edition(true)).expect("written");
    let mut parties = String::from("id,name,kind,birth_date,country\n");
    for number in 0..240_usize {
        let name = [
            "Ivan Petrov",
            "Petrov Ivn",
            "Muhammad Abdul Hassan",
            "Wang Wei",
            "Ali Kahn",
            "Zhang Li",
            "Carlos Gonzales",
            "Petrov Ivan Trading 40",
        ][number % 8];
        let more = ["", " Sergeyevich", " Abdul"][number / 8 % 3];
        let kind = ["person", "", "organisation"][number / 24 % 3];
        let birth = ["", "1950", ""][number % 3];
        let country = ["", "RU"][number / 3 % 2];
        parties.push_str(&format!("{number},{name}{more},{kind},{birth},{country}\n"));
    }
    fs::write(place.join("parties.csv"), &parties).expect("written");
    let import = |file: &str, day: &str| {
        let arguments = [
            "lists",
            "import",
            file,
            "--publication",
            "invented",
            "--published",
            day,
        ];
        let answer = exeat(&place, &arguments);
        assert_eq!(answer.status, 0, "{answer}");
    };
    let screen = |output: &str, format: &str, more: &[&str]| {
        let mut arguments = vec![
            "screen",
            "--file",
            "parties.csv",
            "--on",
            "2026-11-20",
            "--format",
            format,
            "--output",
            output,
        ];
        arguments.extend_from_slice(more);
        let answer = exeat(&place, &arguments);
        assert_eq!(answer.status, 0, "{answer}");
        (
            fs::read_to_string(place.join(output)).expect("results"),
            answer.stderr,
        )
    };
    import("first.jsonl", "2026-11-13");
    let (first, _) = screen("first-results.jsonl", "jsonl", &[]);
    import("second.jsonl", "2026-11-20");
    let (whole, _) = screen("whole.jsonl", "jsonl", &[]);
    // A party that is new, and one that is called otherwise.
    parties.push_str("new,Pavel Sidorov,person,,\n");
    let parties = parties.replace("0,Ivan Petrov,person,,\n", "0,Ivan Hassan,person,,\n");
    let (again, said) = screen("again.jsonl", "jsonl", &["--since", "first-results.jsonl"]);
    assert_eq!(without_margins(&again), without_margins(&whole));
    assert_ne!(first, whole);
    assert!(said.contains("were looked for before"), "{said}");
    fs::write(place.join("parties.csv"), parties).expect("written");
    let (whole, _) = screen("whole.csv", "csv", &[]);
    let (again, _) = screen("again.csv", "csv", &["--since", "again.jsonl"]);
    assert_eq!(again, whole);
    let wrong = exeat(
        &place,
        &["screen", "--file", "parties.csv", "--since", "again.csv"],
    );
    assert_eq!((wrong.status, wrong.stdout.as_str()), (1, ""), "{wrong}");
    assert!(wrong.stderr.contains("line 1"), "{wrong}");
}

pub(crate) fn results(place: &Path, file: &str) -> (Answer, Vec<serde_json::Value>) {
    let answer = exeat(place, &["screen", "--file", file, "--format", "jsonl"]);
    let lines = answer.stdout.lines();
    let lines = lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    (answer, lines)
}

/// A row that cannot be read in full comes out with what is wrong with it, and those after it are looked for.
#[test]
fn no_row_of_a_file_is_lost() {
    let place = place("odd-rows");
    let long = "x".repeat(2_000_000);
    let csv = format!(
        "\u{feff}ID;Name;Kind;birth_date\n\
         1;;person;\n\
         ;;;\n\
         2;\"Example\nMagnet Works \"\"Co.\"\"\";;\n\
         3;Example Magnet Works;robot;\n\
         4;Jane Exampel;person;soon\n\
         5;X;;\n\
         5;LLC;;\n\
         6;🧲🚢;;\n\
         7;Exаmple Mаgnet Works;;\n\
         8;Example Magnet Works;;;Acme\n\
         9\n\
         10;{long};;\n\
         11;Example Magnet Works;;\n"
    );
    fs::write(place.join("odd.csv"), csv).expect("written");
    let (answer, lines) = results(&place, "odd.csv");
    assert_eq!(answer.status, 1, "{}", answer.stderr);
    let ids: Vec<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(
        ids,
        ["1", "2", "3", "4", "5", "5", "6", "7", "8", "9", "10", "11"]
    );
    let problem = |row: usize| lines[row]["problem"].as_str().unwrap_or_default();
    let is_found = |row: usize| lines[row]["matches"][0]["score"].as_f64() > Some(0.85);
    assert_eq!(problem(0), "has no name");
    assert_eq!(lines[0]["matches"], Value::Null, "{}", lines[0]);
    assert!(lines[4]["matches"].is_array(), "{}", lines[4]);
    assert_eq!((problem(1), is_found(1)), ("", true), "a name in two lines");
    assert!(
        problem(2).contains("`robot`") && is_found(2),
        "{}",
        lines[2]
    );
    assert!(problem(3).contains("`soon`") && is_found(3), "{}", lines[3]);
    for row in [4, 5, 10] {
        assert_eq!(problem(row), "", "row {row}");
    }
    assert!(problem(6).contains("`🧲🚢`"), "no letter: {}", lines[6]);
    assert!(is_found(7), "letters of another script: {}", lines[7]);
    assert!(
        problem(8).contains("5 fields for 4 columns"),
        "{}",
        lines[8]
    );
    assert_eq!(
        problem(9),
        "has 1 fields for 4 columns: it may be cut off; has no name"
    );
    assert!(is_found(11));
    assert!(
        answer.stderr.contains("`odd.csv`, line 2 has no name"),
        "{}",
        answer.stderr
    );
    assert!(
        answer.stderr.contains("6 rows could not be read in full"),
        "{}",
        answer.stderr
    );

    fs::write(
        place.join("odd.jsonl"),
        format!(
            "{{\"id\":\"1\",\"name\":\"Example Magnet Works\"}}\nnonsense\n[1]\n{{\"id\":\"4\",\"name\":7}}\n{{\"id\":\"5\",\"name\":\"{long}\"}}\n{{\"id\":6,\"name\":\"Example Magnet Works\"}}"
        ),
    )
    .expect("written");
    let (answer, lines) = results(&place, "odd.jsonl");
    assert_eq!((answer.status, lines.len()), (1, 6), "{}", answer.stderr);
    assert!(lines[5]["matches"][0]["score"].as_f64() > Some(0.9));
    for (row, said) in [
        (1, "is no JSON"),
        (2, "no JSON object"),
        (3, "no text"),
        (4, "longer than"),
    ] {
        let problem = lines[row]["problem"].as_str().unwrap_or_default();
        assert!(problem.contains(said), "{problem}");
    }

    for (file, text, said) in [
        ("none.csv", "", "has no column `name`"),
        ("heads.csv", "id,kind\n1,person\n", "has no column `name`"),
        ("book.ods", "x", "save it as .xlsx"),
        ("book.csv", "PK\u{3}\u{4}", "is a workbook"),
    ] {
        fs::write(place.join(file), text).expect("written");
        let (answer, _) = results(&place, file);
        assert_eq!(answer.status, 1, "{file}: {answer}");
        assert!(answer.stderr.contains(said), "{file}: {answer}");
    }
    fs::write(
        place.join("latin.csv"),
        b"id,name\n1,Example\n2,M\xfcller\n",
    )
    .expect("written");
    let (answer, lines) = results(&place, "latin.csv");
    assert_eq!((answer.status, lines.len()), (1, 1), "{answer}");
    assert!(answer.stderr.contains("line 3 is not UTF-8"), "{answer}");
}

/// Workbooks of parties, far cells and empty rows among them, in bounded memory.
#[test]
fn parties_are_read_from_workbooks() {
    let place = place("workbooks");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for (column, heading) in (0..).zip(["id", "name", "kind", "birth_date"]) {
        sheet.write_string(2, column, heading).expect("a cell");
    }
    sheet.write_number(4, 0, 17).expect("a cell");
    sheet.write_string(4, 1, "Jane Exampel").expect("a cell");
    sheet.write_string(4, 2, "person").expect("a cell");
    sheet
        .write_number_with_format(4, 3, 25_569, &day)
        .expect("a cell");
    // The last row that a sheet has.
    sheet
        .write_string(1_048_575, 1, "Example Magnet Works")
        .expect("a cell");
    // Only coloured, in the last column that a sheet has.
    sheet.write_blank(5, 16_383, &day).expect("a cell");
    book.save(place.join("parties.xlsx")).expect("a workbook");
    let (answer, lines) = results(&place, "parties.xlsx");
    assert_eq!((answer.status, lines.len()), (0, 2), "{answer}");
    assert_eq!(lines[0]["id"], "17");
    assert_eq!(lines[0]["birth_date"], "1970-01-01");
    assert!(lines[1]["matches"][0]["score"].as_f64() > Some(0.9));

    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "name").expect("a cell");
    sheet
        .write_string(1_048_575, 16_383, "far away")
        .expect("a cell");
    book.save(place.join("far.xlsx")).expect("a workbook");
    let (answer, _) = results(&place, "far.xlsx");
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("cell XFD1048576"), "{answer}");

    // The results are a workbook that our own reader reads.
    let output = [
        "screen",
        "--file",
        "parties.xlsx",
        "--format",
        "xlsx",
        "--output",
        "r.xlsx",
    ];
    assert_eq!(exeat(&place, &output).status, 0);
    let results = fs::File::open(place.join("r.xlsx")).expect("the results");
    let cells = exeat_documents::tables::sheets::cells(results, "Results").expect("a sheet");
    assert_eq!(cells[0][1], "name");
    assert!(cells.iter().any(|row| row[1] == "Jane Exampel"));
}
