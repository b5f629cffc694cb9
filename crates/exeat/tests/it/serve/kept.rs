//! What the service keeps: it outlives the process, and no organisation sees another's.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Running, session};
use crate::run::{folder, program, root};

const BYTES: &str = "Content-Type: application/octet-stream";
const JSON: &str = "Content-Type: application/json";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

fn started(data: &Path) -> Running {
    let mut command = program(&root());
    command
        .env("EXEAT_DATA", data)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "off"]);
    Running::of(command)
}

fn example(name: &str) -> String {
    std::fs::read_to_string(root().join("examples/portfolio").join(name)).expect("the example")
}

#[test]
fn what_was_acknowledged_outlives_a_kill() {
    let data = folder("serve-killed").join("data");
    let service = started(&data);
    let brought = service.ask(
        "POST",
        "/v1/portfolios?name=year.csv",
        &[BYTES],
        &example("deliveries.csv"),
    );
    assert_eq!(brought.status, 201, "{}", brought.body);
    let id = brought.json()["id"].as_str().expect("an id").to_owned();
    let address = format!("/v1/portfolios/{id}");
    let mapped = service.ask(
        "PUT",
        &format!("{address}/mapping"),
        &["Content-Type: application/toml"],
        &example("mapping.toml"),
    );
    assert_eq!(mapped.status, 204, "{}", mapped.body);
    assert_eq!(service.post(&format!("{address}/run"), "", "").status, 202);
    // The process is killed in the middle, as a machine that loses power would end it.
    drop(service);
    let service = started(&data);
    let begun = Instant::now();
    let done: Value = loop {
        let now = service.get(&address).json();
        if now["stage"] != "running" {
            break now;
        }
        assert!(begun.elapsed() < Duration::from_secs(180), "{now}");
        std::thread::sleep(Duration::from_millis(200));
    };
    assert_eq!(done["stage"], "done", "{}", done["error"]);
    let counts = &done["counts"];
    assert_eq!(
        (&counts["rows_in"], &counts["rows_out"], &counts["rejected"]),
        (&json!(1000), &json!(1000), &json!(0))
    );
    service.comes_whole(&format!("{address}/files/csv"));
    // The rows behind a count are as many as were counted.
    let counted = counts["by_destination"]
        .as_array()
        .expect("counts")
        .iter()
        .find(|one| one["of"] == "DE" && one["is"] == "licence_required")
        .expect("some go to Germany");
    let rows = service
        .get(&format!(
            "{address}/rows?by=destination&of=DE&is=licence_required&limit=3"
        ))
        .json();
    assert_eq!(rows["total"], counted["sum"]["rows"]);
    assert_eq!(rows["rows"].as_array().map(Vec::len), Some(3));
}

#[test]
fn no_organisation_sees_what_another_keeps() {
    let service = Running::start("serve-tenants", &["--set", "accounts=on"]);
    let secret = service.invitation.clone().expect("a link");
    let joined = |invitation: &str, name: &str| {
        let form = format!("invitation={invitation}&name={name}&password=a+long+enough+one");
        session(&service.ask("POST", "/sign-in", &[FORM], &form))
    };
    let ada = joined(&secret, "ada");
    let account = service.ask("GET", "/account", &[&ada, "Accept: text/html"], "");
    let between = |text: &str, from: &str, until: char| {
        text.split(from)
            .nth(1)
            .and_then(|rest| rest.split(until).next())
            .unwrap_or_else(|| panic!("{text}"))
            .to_owned()
    };
    let token = between(&account.body, "name=\"token\" value=\"", '"');
    let invited = service.ask(
        "POST",
        "/account",
        &[&ada, FORM],
        &format!("token={token}&do=invite&role=analyst&organisation=Other"),
    );
    let bo = joined(&between(&invited.body, "/join?invitation=", '<'), "bo");
    // Ada brings a table and opens a case.
    let table = service.ask(
        "POST",
        "/v1/portfolios?name=x.csv",
        &[&ada, BYTES],
        "name\nx\n",
    );
    assert_eq!(table.status, 201, "{}", table.body);
    let table = table.json()["id"].as_str().expect("an id").to_owned();
    let files = json!({ "files": { "case.toml": "title = \"Ada's\"\n" } }).to_string();
    let case = service.ask("POST", "/v1/cases", &[&ada, JSON], &files);
    assert_eq!(case.status, 201, "{}", case.body);
    let case = case.json()["id"].as_str().expect("an id").to_owned();
    // Bo sees none of it, by whichever way.
    for (method, path) in [
        ("GET", format!("/v1/portfolios/{table}")),
        ("GET", format!("/v1/portfolios/{table}/rows")),
        ("GET", format!("/v1/portfolios/{table}/files/csv")),
        ("PUT", format!("/v1/portfolios/{table}/mapping")),
        ("POST", format!("/v1/portfolios/{table}/run")),
        ("DELETE", format!("/v1/portfolios/{table}")),
        ("GET", format!("/portfolio/{table}")),
        ("GET", format!("/portfolio/{table}/file/csv")),
        ("GET", format!("/v1/cases/{case}")),
        ("GET", format!("/v1/cases/{case}/files/case.toml")),
        ("PUT", format!("/v1/cases/{case}/files/case.toml")),
        ("GET", format!("/case/{case}")),
        ("GET", format!("/case/{case}/file/case.toml")),
    ] {
        let came = service.ask(method, &path, &[&bo], "");
        assert_eq!(came.status, 404, "{method} {path}: {}", came.body);
        if method == "GET" && !path.contains("/rows") && !path.contains("csv") {
            assert_ne!(
                service.ask(method, &path, &[&ada], "").status,
                404,
                "{path}"
            );
        }
    }
    let lists = service.ask("GET", "/v1/portfolios", &[&bo], "").json();
    assert_eq!(lists["total"], 0, "{lists}");
    // The demonstration is everybody's to look into, and nobody's to change.
    let cases = service.ask("GET", "/v1/cases", &[&bo], "").json();
    assert_eq!(cases["total"], 1, "{cases}");
    let demonstration = cases["cases"][0]["id"].as_str().expect("an id");
    let path = format!("/v1/cases/{demonstration}/files/case.toml");
    let changed = service.ask("PUT", &path, &[&bo], "title = \"mine\"\n");
    assert_eq!(changed.status, 403, "{}", changed.body);
    // Decisions about matches are the first organisation's.
    let decided = service.ask("POST", "/screen/decide", &[&bo, FORM], "party=x");
    assert_eq!(decided.status, 403, "{}", decided.body);
}
