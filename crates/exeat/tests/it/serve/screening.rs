//! Names against the lists, by every way that leads there.

use serde_json::{Value, json};

use super::{Running, field, with_lists};
use crate::run::{finish, program, root};

#[test]
fn the_lists_in_force_are_searched() {
    let data = with_lists("serve-lists");
    let service = Running::over(&data, &[]);
    let listed =
        std::fs::read_to_string(root().join("examples/lists/consolidated.json")).expect("the list");
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let name = listed["results"][0]["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    let came = service.post(
        "/v1/screenings",
        "application/json",
        &json!({ "parties": [{ "name": name }, { "name": "Quxwark Zyblom" }] }).to_string(),
    );
    assert_eq!(came.status, 200, "{}", came.body);
    let answer = came.json();
    assert!(
        !answer["screening"]["editions"]
            .as_array()
            .expect("editions")
            .is_empty()
    );
    assert_eq!(answer["parties"][1]["matches"], json!([]));
    // The same as the command, but for what somebody decided, which the service does not keep yet.
    let mut screen = program(&root());
    screen
        .args(["screen", &name, "--format", "json"])
        .env("EXEAT_DATA", &data);
    let command: Value = finish(screen, "").json();
    for member in ["score", "list", "entry", "name", "evidence", "reasons"] {
        assert_eq!(
            answer["parties"][0]["matches"][0][member], command["parties"][0]["matches"][0][member],
            "{member}"
        );
    }
    let matched = service.post(
        "/match/default",
        "application/json",
        &json!({ "queries": { "q": { "schema": "LegalEntity", "properties": { "name": [name] } } } }).to_string(),
    );
    let matched = matched.json();
    assert_eq!(matched["responses"]["q"]["status"], 200, "{matched}");
    assert_eq!(matched["responses"]["q"]["results"][0]["match"], true);
    let page = service.post(
        "/screen",
        "application/x-www-form-urlencoded",
        &format!("names={}", field(&name)),
    );
    assert!(page.body.contains("badge v-undetermined"), "{}", page.body);
}

#[test]
fn names_are_reconciled_as_openrefine_asks() {
    let service = Running::over(&with_lists("serve-reconcile"), &[]);
    let manifest = service.get("/reconcile").json();
    assert_eq!(manifest["versions"], json!(["0.2"]));
    let listed =
        std::fs::read_to_string(root().join("examples/lists/consolidated.json")).expect("the list");
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let name = &listed["results"][0]["name"];
    let queries =
        json!({ "q0": { "query": name, "limit": 2 }, "q1": { "query": "Quxwark Zyblom" } });
    let came = service.post(
        "/reconcile",
        "application/x-www-form-urlencoded",
        &format!("queries={}", field(&queries.to_string())),
    );
    assert_eq!(came.status, 200, "{}", came.body);
    let answer = came.json();
    let best = &answer["q0"]["result"][0];
    assert!(best["score"].to_string().starts_with("9"), "{answer}");
    assert_eq!(best["match"], true, "{answer}");
    assert_eq!(answer["q1"]["result"], json!([]));
}

#[test]
fn lists_that_are_imported_meanwhile_are_searched() {
    let data = with_lists("serve-renewed");
    // Nobody reads the log while so much is asked.
    let service = Running::over(&data, &["--log", "off"]);
    let names = |service: &Running| service.get("/ready").json()["lists"]["names"].clone();
    let before = names(&service);
    // Somebody screens all the while, and always has an answer.
    let stop = std::sync::atomic::AtomicBool::new(false);
    let asked = json!({ "parties": [{ "name": "Example Magnet Works Co." }] }).to_string();
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| {
            let mut answers = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                let came = service.post("/v1/screenings", "application/json", &asked);
                assert_eq!(came.status, 200, "{}", came.body);
                let matches = &came.json()["parties"][0]["matches"];
                assert_ne!(matches, &json!([]), "{}", came.body);
                answers += 1;
            }
            answers
        });
        let own = [
            "examples/lists/own-list.csv",
            "--mapping",
            "examples/lists/own-list.toml",
            "--published",
            "2026-08-01",
        ];
        super::import(&data, &own);
        let begun = std::time::Instant::now();
        while names(&service) == before {
            assert!(
                begun.elapsed() < std::time::Duration::from_secs(30),
                "the service searches the lists of before"
            );
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(asking.join().expect("it goes on") > 0);
    });
    // The same editions stand behind transactions, and in both the new list.
    let editions = service.get("/ready").json()["lists"]["editions"].to_string();
    assert!(
        editions.contains("own-list") || editions.matches('@').count() > 1,
        "{editions}"
    );
}

#[test]
fn a_service_that_began_without_lists_takes_them_up() {
    let data = crate::run::folder("serve-first-list").join("data");
    let service = Running::over(&data, &[]);
    let asked = json!({ "parties": [{ "name": "Example Magnet Works Co." }] }).to_string();
    let screen = || service.post("/v1/screenings", "application/json", &asked);
    assert_eq!(screen().status, 503);
    super::import(&data, &["examples/lists/consolidated.json"]);
    let begun = std::time::Instant::now();
    while screen().status != 200 {
        assert!(begun.elapsed() < std::time::Duration::from_secs(30));
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_ne!(screen().json()["parties"][0]["matches"], json!([]));
}

#[test]
fn who_stands_behind_parties_is_told_as_the_command_tells_it() {
    let service = Running::over(&with_lists("serve-owners"), &[]);
    let example = |name: &str| {
        std::fs::read_to_string(root().join("examples/ownership").join(name)).expect("the example")
    };
    let (holdings, listed) = (example("holdings.csv"), example("listed.csv"));
    for regime in ["us-ofac", "eu", "uk"] {
        let asked = json!({ "holdings": holdings, "listed": listed, "regime": regime, "on": "2026-06-01", "lists": false });
        let came = service.post("/v1/owners", "application/json", &asked.to_string());
        assert_eq!(came.status, 200, "{}", came.body);
        let mut owners = program(&root());
        owners.args(["owners", "--holdings", "examples/ownership/holdings.csv"]);
        owners.args(["--listed", "examples/ownership/listed.csv", "--regime"]);
        owners.args([regime, "--on", "2026-06-01", "--format", "json"]);
        let (answer, command) = (came.json(), finish(owners, "").json());
        for member in ["parties", "counts", "rule", "on", "regime"] {
            assert_eq!(answer[member], command[member], "{regime} {member}");
        }
        assert_eq!(answer["screening"], Value::Null);
    }
    // By rows, and with everybody looked for on the lists in force.
    let rows = json!([{ "owner": "Example Magnet Works Co.", "owned": "Beta", "share": "60" }]);
    let asked = json!({ "holdings": rows, "regime": "us-ofac", "parties": ["Beta"] });
    let came = service.post("/v1/owners", "application/json", &asked.to_string());
    let answer = came.json();
    assert_eq!(
        answer["parties"].as_array().map(Vec::len),
        Some(1),
        "{answer}"
    );
    assert_eq!(
        answer["taken_to_be_listed"][0]["party"],
        "Example Magnet Works Co."
    );
    assert!(answer["screening"]["editions"][0].is_object(), "{answer}");
    for (wrong, status) in [
        (json!({ "holdings": [], "regime": "us-ofac" }), 400),
        (json!({ "holdings": rows, "regime": "moon" }), 400),
        (
            json!({ "holdings": [{ "owner": "A", "owned": "B", "share": "120" }], "regime": "eu" }),
            422,
        ),
        (
            json!({ "holdings": rows, "regime": "eu", "parties": ["Nobody"] }),
            400,
        ),
    ] {
        let came = service.post("/v1/owners", "application/json", &wrong.to_string());
        assert_eq!(came.status, status, "{}", came.body);
    }
    // Without lists there is no answer that would look like a clean one.
    let service = Running::start("serve-owners-unlisted", &[]);
    let came = service.post("/v1/owners", "application/json", &asked.to_string());
    assert_eq!(came.status, 503, "{}", came.body);
}
