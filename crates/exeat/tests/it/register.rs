//! `exeat licence`, `exeat audit` and `exeat assurance`.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use crate::run::{Answer, finish, folder, program, root};
use crate::serve::{Came, Running};

/// A folder of its own with a register of its own.
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    database: Option<String>,
}

impl Place {
    fn new(test: &str) -> Self {
        Self {
            folder: folder(test),
            database: None,
        }
    }

    /// Runs a command with these words.
    pub(crate) fn run(&self, words: &[&str]) -> Answer {
        let mut command = program(&self.folder);
        command.env("EXEAT_DATA", self.folder.join("data"));
        command.env_remove("EXEAT_DATABASE");
        command.env("EXEAT_ACTOR", "ana");
        if let Some(database) = &self.database {
            command.env("EXEAT_DATABASE", database);
        }
        command.args(words);
        finish(command, "")
    }

    /// Runs a command that has to end well.
    #[track_caller]
    pub(crate) fn well(&self, words: &[&str]) -> String {
        let answer = self.run(words);
        assert_eq!(answer.status, 0, "{words:?}: {answer}");
        answer.stdout
    }
}

fn example(name: &str) -> String {
    let path: PathBuf = root().join("examples/register").join(name);
    path.to_string_lossy().into_owned()
}

/// The story of the book, on whichever database.
fn a_quarter(place: &Place) {
    let answer = place.run(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    assert_eq!(answer.status, 0, "{answer}");
    assert!(
        answer.stderr.contains("`ana` is the first person"),
        "{answer}"
    );
    assert!(answer.stdout.contains("4 licences taken over"), "{answer}");
    let answer = place.run(&[
        "licence",
        "book",
        &example("shipments.csv"),
        "--on",
        "2026-09-30",
    ]);
    assert_eq!(answer.status, 1, "{answer}");
    for part in [
        "15 of 17 rows booked, 2 refused",
        "shipments-used-up",
        "over-use: line 1 of licence `26AC000123` allows 2000 kg, and this would make 2100.5 kg: 100.5 kg too much",
    ] {
        assert!(answer.stdout.contains(part), "{part}: {answer}");
    }
    let list = place.well(&["licence", "list", "--on", "2026-09-30"]);
    assert!(list.contains("199.5 kg, 972750 CNY"), "{list}");
    let shown = place.well(&["licence", "show", "26AC000123", "--on", "2027-01-01"]);
    assert!(shown.contains("EXPIRED on 2027-01-01"), "{shown}");
    let duties = place.well(&["licence", "duties", "--on", "2026-09-30"]);
    // Ten working days after 8 July 2026 in China.
    assert!(
        duties.contains("2026-07-22  OVERDUE  26AC000123/c1/10"),
        "{duties}"
    );
    place.well(&[
        "licence",
        "done",
        "26AC000123/c1/10",
        "--proof",
        "receipt 7",
    ]);
    let head = place.well(&["audit", "sign"]);
    fs::write(place.folder.join("head.json"), head).expect("a file");
    let verified = place.well(&["audit", "verify"]);
    assert!(
        verified.contains("nothing is wrong") && verified.contains("agrees with the head"),
        "{verified}"
    );
    place.well(&["audit", "export", "-o", "log.jsonl"]);
    place.well(&["audit", "verify", "log.jsonl", "--head", "head.json"]);
    let log = place.folder.join("log.jsonl");
    let text = fs::read_to_string(&log).expect("a log");
    fs::write(
        &log,
        text.replacen("\"verb\":\"draw\"", "\"verb\":\"free\"", 1),
    )
    .expect("a file");
    let answer = place.run(&["audit", "verify", "log.jsonl"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stdout.contains("WRONG"), "{answer}");
    let proof = place.well(&["audit", "prove", "5"]);
    fs::write(place.folder.join("proof.json"), proof).expect("a file");
    assert!(
        place
            .well(&["audit", "verify", "proof.json"])
            .contains("event 5")
    );
    // Later on: the log only grew since the head that was signed then, and nobody needs the register to see it.
    place.well(&["audit", "person", "dan", "--role", "auditor"]);
    let grown = place.well(&["audit", "prove", "--since", "head.json"]);
    fs::write(place.folder.join("grown.json"), &grown).expect("a file");
    let nowhere = ["--database", "no-register.sqlite"];
    let check = ["audit", "verify", "grown.json", "--head", "head.json"];
    let said = place.well(&[&check[..], &nowhere].concat());
    assert!(said.contains("nothing of them was changed"), "{said}");
    fs::write(
        place.folder.join("grown.json"),
        grown.replace("\"size\": 32", "\"size\": 31"),
    )
    .expect("a file");
    let answer = place.run(&[&check[..], &nowhere].concat());
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer.stdout.contains("the proof does not hold"),
        "{answer}"
    );
}

#[test]
fn a_quarter_of_shipments_in_a_file() {
    a_quarter(&Place::new("register-quarter"));
}

/// Starts a PostgreSQL server of its own on a socket in its folder, and stops it when its standard input closes.
const SERVER: &str = r#"
set -e
bin="$1"; at="$2"
"$bin/initdb" -D "$at/data" -A trust -U exeat -E UTF8 --no-sync >"$at/log" 2>&1
"$bin/pg_ctl" -w -s -D "$at/data" -l "$at/log" -o "-k $at -c listen_addresses= -c fsync=off" start >>"$at/log" 2>&1
echo ready
cat >/dev/null || true
"$bin/pg_ctl" -s -m immediate -D "$at/data" stop >>"$at/log" 2>&1 || true
rm -rf "$at"
"#;

/// A server and its address; none where Debian's package is not installed.
fn server(name: &str) -> Option<(Child, String)> {
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    let binaries = folders.pop()?;
    let place = std::env::temp_dir().join(format!("exeat-{name}-{}", std::process::id()));
    fs::create_dir_all(&place).ok()?;
    let is_root = Command::new("id").arg("-u").output().ok()?.stdout == b"0\n";
    let mut command = Command::new(if is_root { "setpriv" } else { "sh" });
    if is_root {
        Command::new("chown")
            .arg("postgres")
            .arg(&place)
            .status()
            .ok()?;
        command.args([
            "--reuid=postgres",
            "--regid=postgres",
            "--init-groups",
            "sh",
        ]);
    }
    let mut script = command
        .args(["-c", SERVER, "sh"])
        .arg(&binaries)
        .arg(&place)
        .current_dir(&place)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut line = String::new();
    BufReader::new(script.stdout.take()?)
        .read_line(&mut line)
        .ok()?;
    let url = format!("postgres:///postgres?host={}&user=exeat", place.display());
    (line == "ready\n").then_some((script, url))
}

#[test]
fn a_quarter_of_shipments_on_a_server() {
    let Some((mut script, url)) = server("command") else {
        println!(
            "skipped: a_quarter_of_shipments_on_a_server, since PostgreSQL is not installed here"
        );
        return;
    };
    let mut place = Place::new("register-server");
    place.database = Some(url);
    a_quarter(&place);
    // From the server into a file and on.
    place.well(&["licence", "backup", "backup.jsonl"]);
    place.database = None;
    place.well(&["licence", "restore", "backup.jsonl"]);
    assert!(
        place
            .well(&["audit", "verify"])
            .contains("nothing is wrong")
    );
    let list = place.well(&["licence", "list", "--on", "2026-09-30"]);
    assert!(list.contains("199.5 kg, 972750 CNY"), "{list}");
    drop(script.stdin.take());
    let _ = script.wait();
}

#[test]
fn papers_pictures_and_reports() {
    let place = Place::new("register-papers");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    place.run(&[
        "licence",
        "book",
        &example("shipments.csv"),
        "--on",
        "2026-09-30",
    ]);
    let answer = place.run(&[
        "licence",
        "papers",
        &example("dossier.toml"),
        "-o",
        "papers",
        "--on",
        "2026-09-30",
    ]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer
            .stdout
            .contains("missing: technical description or test report"),
        "{answer}"
    );
    for name in [
        "application.html",
        "end-user-statement.html",
        "compliance-notice.html",
    ] {
        let page = fs::read_to_string(place.folder.join("papers").join(name)).expect("a page");
        assert!(page.contains("Example Magnets"), "{name}");
    }
    assert!(place.folder.join("papers/application.xlsx").is_file());
    let period = [
        "licence",
        "usage",
        "--from",
        "2026-07-01",
        "--through",
        "2026-09-30",
        "-o",
    ];
    for name in ["usage.html", "usage.xlsx", "usage.csv"] {
        let said = place.well(&[&period[..], &[name]].concat());
        assert!(said.contains("8 rows written"), "{said}");
    }
    let page = fs::read_to_string(place.folder.join("usage.html")).expect("a page");
    assert!(
        page.contains("<svg") && page.contains("26CN-0901"),
        "{page}"
    );
    let svg = place.well(&[
        "licence",
        "show",
        "26AC000123",
        "--format",
        "svg",
        "--on",
        "2026-09-30",
    ]);
    assert!(
        svg.starts_with("<svg") && svg.contains("199.5 kg free"),
        "{svg}"
    );
    place.well(&[
        "licence",
        "duties",
        "-o",
        "duties.ics",
        "--on",
        "2026-09-30",
    ]);
    let feed = fs::read_to_string(place.folder.join("duties.ics")).expect("a calendar");
    assert!(
        feed.contains("DTSTART;VALUE=DATE:20260722") && feed.contains("TRIGGER:-P7D"),
        "{feed}"
    );
    let answer = place.run(&[
        "licence",
        "reconcile",
        &example("customs.csv"),
        "--on",
        "2026-09-30",
    ]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer
            .stdout
            .contains("5 matched, 1 missing in the register, 2 missing at customs, 1 different"),
        "{answer}"
    );
}

#[test]
fn a_check_names_the_licences_that_would_cover_it() {
    let place = Place::new("register-covers");
    let document = root().join("examples/gallium-to-us/gallium.toml");
    let document = document.to_string_lossy();
    let check = [
        "check",
        &document,
        "--jurisdiction",
        "CN",
        "--known-at",
        "2026-11-22",
        "--on",
        "2026-11-20",
    ];
    let before = place.run(&check);
    assert_eq!(before.status, 3, "{before}");
    assert!(!before.stdout.contains("LICENCES ON FILE"), "{before}");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    let after = place.run(&check);
    assert_eq!(before.status, after.status);
    assert!(after.stdout.contains("LICENCES ON FILE"), "{after}");
    assert!(
        after.stdout.contains("26AC000123: does not cover it: "),
        "{after}"
    );
    // The page and the record say the same.
    let page = place.run(&[&check[..], &["--format", "html", "--lang", "zh"]].concat());
    assert!(
        page.stdout.contains("现有许可证") && page.stdout.contains("26AC000123"),
        "{page}"
    );
    // What the law asks for lands in the same list.
    let mut json = check.to_vec();
    json.extend(["--format", "json"]);
    let answer = place.run(&json);
    let held = &answer.json()["licences_on_file"]["needs"][0];
    assert_eq!(held["jurisdiction"], "CN");
    assert!(
        held["licences"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["licence"] == "26AC000123")),
        "{held}"
    );
    fs::write(place.folder.join("answer.json"), &answer.stdout).expect("a file");
    let said = place.well(&[
        "licence",
        "duties",
        "--from",
        "answer.json",
        "--shipment",
        "S-9",
    ]);
    assert!(said.contains("in the determination"), "{said}");
    // What it says of licences was so then, and does not keep it from being computed again.
    place.well(&["replay", "answer.json"]);
}

#[test]
fn two_people_and_their_roles() {
    let place = Place::new("register-two");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    place.well(&["audit", "person", "ben", "--role", "officer"]);
    let correct = [
        "licence",
        "correct",
        "26AC000123",
        "--quantity",
        "-20 kg",
        "--cause",
        "weighed again",
    ];
    let said = place.well(&correct);
    assert!(said.contains("this takes two people"), "{said}");
    let proposal = said
        .split_whitespace()
        .find(|word| word.starts_with('P'))
        .expect("a proposal")
        .to_owned();
    let answer = place.run(&["licence", "approve", &proposal]);
    assert_eq!(answer.status, 1);
    assert!(answer.stderr.contains("refused (four-eyes)"), "{answer}");
    place.well(&["licence", "approve", &proposal, "--by", "ben"]);
    let json = place
        .run(&["licence", "show", "26AC000123", "--format", "json"])
        .json();
    assert_eq!(json["view"]["lines"][0]["drawn"], "130");
    let answer = place.run(&["licence", "import", &example("register"), "--by", "eve"]);
    assert!(
        answer.stderr.contains("refused (unknown-person)"),
        "{answer}"
    );
}

#[test]
fn a_table_that_cannot_be_read_is_told_with_its_place() {
    let place = Place::new("register-wrong");
    let write = |name: &str, text: &str| fs::write(place.folder.join(name), text).expect("a file");
    write(
        "licences.csv",
        "number,jurisdiction,authority,kind,holder,valid-from\nL,CN,MOFCOM,individual,X,2026-01-01\n",
    );
    for (lines, place_of_it) in [
        (
            "licence,line,item,quantity,unit\nL,1,oxide,1e3,kg\n",
            "row 2, column quantity",
        ),
        (
            "licence,line,item,quantity,unit\nL,1,oxide,10,kilo\n",
            "row 2, column unit",
        ),
        (
            "licence,line,item,quantity\nM,1,oxide,10 kg\n",
            "row 2, column licence",
        ),
        (
            "licence,line,item,amount\nL,1,oxide,10 kg\n",
            "there is no column `amount`",
        ),
    ] {
        write("lines.csv", lines);
        let answer = place.run(&["licence", "import", "."]);
        assert_eq!(answer.status, 1, "{answer}");
        assert!(
            answer.stderr.contains(place_of_it),
            "{place_of_it}: {answer}"
        );
    }
    assert!(!place.folder.join("data/register.sqlite").exists());
}

#[test]
fn what_is_written_comes_back_as_a_workbook() {
    let place = Place::new("register-workbook");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    place.well(&["licence", "list", "-o", "list.xlsx"]);
    place.well(&["licence", "list", "-o", "list.csv"]);
    place.well(&["licence", "duties", "-o", "duties.xlsx"]);
    let csv = fs::read_to_string(place.folder.join("list.csv")).expect("a table");
    assert!(
        csv.starts_with("licence,line,item,codes,quantity,unit,value,currency,reserved-quantity"),
        "{csv}"
    );
    for name in ["list.xlsx", "duties.xlsx"] {
        let bytes = fs::read(place.folder.join(name)).expect("a workbook");
        assert_eq!(bytes.get(..2), Some(&b"PK"[..]), "{name}");
    }
}

#[test]
fn an_assurance_and_what_leans_on_it() {
    let place = Place::new("register-assurance");
    place.well(&[
        "assurance",
        "add",
        &example("assurance.toml"),
        "--on",
        "2025-10-14",
    ]);
    let lean = [
        "assurance",
        "lean",
        "pk-cn-2025-10",
        "--shipment",
        "S-1",
        "--why",
        "gems, as was said",
    ];
    place.well(&[&lean[..], &["--on", "2025-10-20"]].concat());
    let list = place.well(&["assurance", "list"]);
    assert!(
        list.contains("Pakistan assured China") && list.contains("S-1: gems, as was said"),
        "{list}"
    );
    let said = place.well(&[
        "assurance",
        "retract",
        "pk-cn-2025-10",
        "--cause",
        "another statement",
    ]);
    assert!(said.contains("leaned on it: S-1"), "{said}");
    let answer = place.run(&lean);
    assert!(
        answer.stderr.contains("refused (assurance-does-not-hold)"),
        "{answer}"
    );
}

#[test]
fn every_command_of_the_register_has_an_example() {
    let place = Place::new("register-help");
    for (command, words) in [
        (
            "licence",
            &[
                "import",
                "columns",
                "list",
                "show",
                "reserve",
                "draw",
                "release",
                "correct",
                "book",
                "issue",
                "suspend",
                "reinstate",
                "surrender",
                "revoke",
                "supersede",
                "amend",
                "proposals",
                "approve",
                "reject",
                "duties",
                "done",
                "waive",
                "reconcile",
                "papers",
                "usage",
                "backup",
                "restore",
                "hold",
                "lift",
                "retention",
                "purge",
            ][..],
        ),
        (
            "audit",
            &["show", "verify", "export", "sign", "prove", "person"][..],
        ),
        ("assurance", &["add", "list", "lean", "retract"][..]),
    ] {
        for word in words {
            let help = place.well(&[command, word, "--help"]);
            assert!(
                help.contains(&format!("\n  exeat {command} {word}")),
                "{command} {word}: {help}"
            );
        }
    }
}

/// Whether a folder holds nothing of a register.
#[test]
fn reading_makes_no_register() {
    let place = Place::new("register-none");
    let answer = place.run(&["licence", "list"]);
    assert_eq!(answer.status, 1);
    assert!(answer.stderr.contains("there is no register"), "{answer}");
    assert!(!Path::new(&place.folder.join("data")).exists());
}

/// What a page put into its forms so that they are believed.
fn token(page: &Came) -> String {
    let (_, rest) = page
        .body
        .split_once("name=\"token\" value=\"")
        .unwrap_or_else(|| panic!("{}", page.body));
    rest.chars().take(32).collect()
}

/// The service over a register: what is done on pages and through the API stands in one log.
fn served(name: &str, arguments: &[&str]) {
    let service = Running::start(name, arguments);
    let form = "Content-Type: application/x-www-form-urlencoded";
    let empty = service.get("/licences");
    assert_eq!(empty.status, 200, "{}", empty.head);
    assert!(empty.body.contains("There is no licence on file yet"));
    let token = token(&empty);
    let boundary = |token: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--x--\r\n")
    };
    let multipart = "Content-Type: multipart/form-data; boundary=x";
    // A form that is not ours, and one from a page of another site, are refused.
    let wrong = service.ask("POST", "/licences/import", &[multipart], &boundary("no"));
    assert_eq!(wrong.status, 403, "{}", wrong.body);
    let foreign = [multipart, "Origin: http://elsewhere.example"];
    let wrong = service.ask("POST", "/licences/import", &foreign, &boundary(&token));
    assert_eq!(wrong.status, 403, "{}", wrong.body);
    let taken = service.ask("POST", "/licences/import", &[multipart], &boundary(&token));
    assert_eq!(taken.status, 303, "{}", taken.body);

    let ask = |key: &str, request: serde_json::Value| {
        let body = json!({ "on": "2026-09-01", "request": request }).to_string();
        let headers = [
            "Content-Type: application/json",
            &format!("Idempotency-Key: {key}"),
        ];
        service.ask("POST", "/v1/requests", &headers, &body)
    };
    let reserve = json!({ "do": "reserve", "licence": "26AC000123", "line": 1, "shipment": "S-1",
        "amounts": { "quantity": "400 kg", "value": "1800000 CNY" } });
    let first = ask("one", reserve.clone());
    let again = ask("one", reserve);
    assert_eq!((first.status, again.status), (200, 200), "{}", first.body);
    assert_eq!(first.body, again.body);
    assert!(
        again
            .head
            .to_lowercase()
            .contains("idempotent-replayed: true")
    );
    let other = ask(
        "one",
        json!({ "do": "release", "licence": "26AC000123", "line": 1, "shipment": "S-1" }),
    );
    assert_eq!(other.status, 409, "{}", other.body);
    let over = ask(
        "two",
        json!({ "do": "draw", "licence": "26AC000123", "line": 1, "shipment": "S-2",
        "amounts": { "quantity": "1700 kg", "value": "1 CNY" } }),
    );
    assert_eq!(over.status, 422, "{}", over.body);
    assert!(over.body.contains("over-use"), "{}", over.body);

    // On the page: the reservation is there, and is drawn once, however often the form is sent.
    let page = service.get("/licences/26AC000123");
    assert!(
        page.body.contains("1450 kg") && page.body.contains("<svg"),
        "{}",
        page.body
    );
    let draw = format!("token={token}&once=abc&do=draw&line=1&shipment=S-1&on=2026-09-02");
    for _ in 0..2 {
        let drawn = service.ask("POST", "/licences/26AC000123/book", &[form], &draw);
        assert_eq!(drawn.status, 303, "{}", drawn.body);
    }
    let view = service.get("/v1/licences/26AC000123").json();
    assert_eq!(view["view"]["lines"][0]["drawn"], "550", "{view}");
    assert_eq!(view["view"]["lines"][0]["reserved"], "0", "{view}");
    let refused = format!("token={token}&do=draw&line=1&quantity=9000+kg&value=1+CNY&shipment=S-9");
    let refused = service.ask("POST", "/licences/26AC000123/book", &[form], &refused);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("over-use") && refused.body.contains("9000 kg"));

    for page in [
        "/duties",
        "/assurances",
        "/proposals",
        "/audit",
        "/audit/events/1",
    ] {
        for language in ["en", "zh"] {
            let came = service.get(&format!("{page}?lang={language}"));
            assert_eq!(came.status, 200, "{page}: {}", came.body);
        }
    }
    assert!(
        service
            .get("/duties/calendar.ics")
            .body
            .contains("BEGIN:VEVENT")
    );
    assert!(
        service
            .get("/audit/check")
            .body
            .contains("Nothing is wrong")
    );
    let verified = service.get("/v1/audit/verification").json();
    assert_eq!(verified["holds"], true, "{verified}");
    let signed = service.ask("POST", "/v1/audit/heads", &[], "");
    assert_eq!(signed.status, 200, "{}", signed.body);
    // What is taken away holds without the service.
    let place = Place::new(&format!("{name}-elsewhere"));
    for (file, path) in [
        ("proof.json", "/v1/audit/proofs/3"),
        ("log.jsonl", "/v1/audit/export"),
    ] {
        fs::write(place.folder.join(file), service.get(path).body).expect("a file");
    }
    fs::write(place.folder.join("head.json"), &signed.body).expect("a file");
    assert!(
        place
            .well(&["audit", "verify", "proof.json"])
            .contains("event 3")
    );
    place.well(&["audit", "verify", "log.jsonl", "--head", "head.json"]);
}

#[test]
fn licences_on_pages_in_a_file() {
    served("register-served", &[]);
}

#[test]
fn licences_on_pages_on_a_server() {
    let Some((mut script, url)) = server("served") else {
        println!("skipped: licences_on_pages_on_a_server, since PostgreSQL is not installed here");
        return;
    };
    served("register-served-server", &["--database", &url]);
    drop(script.stdin.take());
    let _ = script.wait();
}
