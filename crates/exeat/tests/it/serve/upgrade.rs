//! What an earlier version kept is there after an upgrade, and goes on.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Running, session};
use crate::run::{data, finish, folder, program, root};

/// The key that the earlier version issued.
const KEY: &str = "exeat_f2accccadb6c704dd9d4ba60b2216fa2dc56f6afba9d12f7";

/// A data folder as version 0.1 left it.
fn of_version_0_1(test: &str) -> PathBuf {
    let place = folder(test).join("data");
    let kept = data().join("version-0.1");
    copy(&kept, &place);
    for name in ["register", "serve"] {
        let statements = fs::read_to_string(kept.join(format!("{name}.sql"))).expect("statements");
        let file = rusqlite::Connection::open(place.join(format!("{name}.sqlite")));
        file.and_then(|file| file.execute_batch(&statements))
            .expect("a database");
    }
    place
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match from.is_dir() {
            true => copy(&from, &to),
            false => fs::copy(&from, &to).map(drop).expect("a file"),
        }
    }
}

#[test]
fn what_version_0_1_kept_goes_on() {
    let place = of_version_0_1("serve-upgrade");
    // Twice, since the first start may have written what the second has to read.
    for start in 1..=2_u32 {
        let service = Running::over(&place, &["--set", "accounts=on"]);
        assert_eq!(service.invitation, None, "an administrator is known");
        let form = "Content-Type: application/x-www-form-urlencoded";
        let entered = "name=ada&password=a+long+enough+one";
        let ada = session(&service.ask("POST", "/sign-in", &[form], entered));
        let key = format!("Authorization: Bearer {KEY}");
        let ask = |path: &str| {
            let came = service.ask("GET", path, &[&ada], "");
            assert_eq!(came.status, 200, "{path}: {}", came.body);
            came.json()
        };
        let licences = service.ask("GET", "/v1/licences", &[&key], "");
        assert_eq!(licences.status, 200, "{}", licences.body);
        assert!(licences.body.contains("OLD-1"), "{}", licences.body);
        assert_eq!(ask("/v1/portfolios")["portfolios"][0]["name"], "old.csv");
        let cases = ask("/v1/cases").to_string();
        assert!(cases.contains("An old case"), "{cases}");
        let ready = ask("/ready");
        assert_eq!(ready["status"], "ok", "{ready}");
        assert!(ready["lists"]["names"].as_u64() > Some(0), "{ready}");
        // What was drawn stays drawn, the ledger goes on, and the log holds from its first entry on.
        let entries = ask("/v1/licences/OLD-1/entries").to_string();
        assert!(entries.contains("S-OLD"), "{entries}");
        let draw = json!({ "on": "2026-09-02", "request": { "do": "draw", "licence": "OLD-1", "line": 1,
            "shipment": format!("S-NEW-{start}"), "amounts": { "quantity": "50 kg", "value": "1000 CNY" } } });
        let json = "Content-Type: application/json";
        let drawn = service.ask("POST", "/v1/requests", &[&ada, json], &draw.to_string());
        assert_eq!(drawn.status, 200, "{}", drawn.body);
    }
    let mut verify = program(&root());
    verify.env("EXEAT_DATA", &place).args(["audit", "verify"]);
    let verified = finish(verify, "");
    assert!(verified.stdout.contains("nothing is wrong"), "{verified}");
}
