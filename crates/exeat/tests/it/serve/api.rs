//! The API: what it answers, how it refuses, and how it describes itself.

use serde_json::{Value, json};

use super::{Came, MAGNET, Running};
use crate::run::{exeat_at_root, root};

#[test]
fn the_service_answers_what_the_command_answers() {
    let service = Running::start("serve-same", &[]);
    let known = "2026-11-01";
    for name in ["consignment.toml", "box.toml", "magnet-today.toml"] {
        let path = format!("examples/pakistan-samples/{name}");
        let command = exeat_at_root(["check", &path, "--format", "json", "--known-at", known]);
        let text = std::fs::read_to_string(root().join(&path)).expect("the example");
        let came = service.post(
            &format!("/v1/determinations?known_at={known}"),
            "application/toml",
            &text,
        );
        assert_eq!(came.status, 200, "{}", came.body);
        assert_eq!(came.json(), command.json(), "{name}");
    }
    for (path, arguments) in [
        (
            "/v1/law/instruments",
            ["law", "list", "--format", "json", "--known-at", known],
        ),
        (
            "/v1/law/instruments/CN.MOFCOM.2025-61?known_at=2026-11-01",
            [
                "law",
                "list",
                "CN.MOFCOM.2025-61",
                "--format",
                "json",
                "--known-at=2026-11-01",
            ],
        ),
        (
            "/v1/law/timeline/CN.MOFCOM.2025-61?known_at=2026-11-01",
            [
                "law",
                "timeline",
                "CN.MOFCOM.2025-61",
                "--format",
                "json",
                "--known-at=2026-11-01",
            ],
        ),
        (
            "/v1/law/diff?from=2025-10-08&to=2025-10-09&known_at=2026-11-01",
            [
                "law",
                "diff",
                "--from=2025-10-08",
                "--to=2025-10-09",
                "--format=json",
                "--known-at=2026-11-01",
            ],
        ),
    ] {
        let came = service.get(path);
        assert_eq!(came.status, 200, "{}", came.body);
        assert_eq!(came.json(), exeat_at_root(arguments).json(), "{path}");
    }
    let words = "NdFeB N52 arc segment, 1.2 % Dy";
    let came = service.post(
        "/v1/classifications",
        "application/json",
        &json!({ "words": words }).to_string(),
    );
    assert_eq!(
        came.json(),
        exeat_at_root(["classify", words, "--format", "json"]).json()
    );
}

#[test]
fn a_stream_is_answered_line_by_line() {
    let service = Running::start("serve-stream", &[]);
    let body = format!("{MAGNET}\n\n{{\"shipment\": 1}}\n{MAGNET}");
    let came = service.post("/v1/determinations", "application/x-ndjson", &body);
    assert_eq!(came.status, 200);
    let lines: Vec<Value> = came
        .body
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert_eq!(lines.len(), 3, "{}", came.body);
    assert_eq!(lines[0]["line"], 1);
    assert!(lines[0]["determination"]["overall"].is_string());
    assert_eq!(lines[1]["error"]["type"], "/problems/invalid-document");
    assert_eq!(
        lines[2]["determination"]["id"],
        lines[0]["determination"]["id"]
    );
    // With proof and without, the identity is the same.
    let whole = service
        .post("/v1/determinations", "application/json", MAGNET)
        .json();
    assert_eq!(whole["id"], lines[0]["determination"]["id"]);
}

#[test]
fn what_is_wrong_is_told_as_a_problem() {
    let service = Running::start("serve-problems", &["--set", "body_max=20000"]);
    let of = |came: &Came, status: u16, kind: &str| {
        assert_eq!(came.status, status, "{}", came.body);
        assert_eq!(
            came.header("content-type"),
            Some("application/problem+json")
        );
        let problem = came.json();
        assert_eq!(problem["type"], format!("/problems/{kind}"));
        assert_eq!(problem["status"], status);
        assert!(came.header("x-request-id").is_some());
        problem
    };
    let wrong = service.post(
        "/v1/determinations",
        "application/json",
        "{\n\"shipment\":{\"destination\":\"Germany\",\"date\":\"2025-12-15\"},\"items\":{\"a\":{}},\"line\":[{\"item\":\"a\"}]}",
    );
    let problem = of(&wrong, 422, "invalid-document");
    assert_eq!(problem["errors"][0]["line"], 2);
    let undated = MAGNET.replace("\"date\":\"2025-12-15\",", "");
    of(
        &service.post("/v1/determinations", "application/json", &undated),
        422,
        "no-event-date",
    );
    of(
        &service.post("/v1/determinations?on=soon", "application/json", MAGNET),
        400,
        "bad-request",
    );
    of(
        &service.post(
            "/v1/determinations?jurisdiction=XX",
            "application/json",
            MAGNET,
        ),
        400,
        "bad-request",
    );
    of(
        &service.post("/v1/determinations", "image/png", MAGNET),
        415,
        "unsupported-media-type",
    );
    of(
        &service.post(
            "/v1/determinations",
            "application/json",
            &" ".repeat(30_000),
        ),
        413,
        "too-large",
    );
    of(
        &service.get("/v1/law/named/CN.MOFCOM.2025-6"),
        404,
        "not-found",
    );
    of(&service.get("/v1/nowhere"), 404, "not-found");
    of(&service.get("/v1/screenings"), 405, "method-not-allowed");
    // Without lists nobody is said to be on none.
    of(
        &service.post(
            "/v1/screenings",
            "application/json",
            "{\"parties\":[{\"name\":\"A\"}]}",
        ),
        503,
        "no-lists",
    );
    // Every kind has a page that says what it means.
    assert_eq!(service.get("/problems/no-lists").status, 200);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let service = Running::over(&super::with_lists("serve-tags"), &[]);
    let cases = service.get("/v1/cases").json();
    let case = cases["cases"][0]["id"].as_str().expect("a case").to_owned();
    let file = format!("/v1/cases/{case}/files/case.toml");
    for address in [
        "/v1/law/coverage",
        "/v1/law/diff?from=2025-11-06&to=2025-11-07",
        "/catalog",
        "/openapi.json",
        "/schema/transaction.json",
        &file,
        &format!("/case/{case}/file/case.toml"),
    ] {
        assert_tagged(&service, address);
    }
    // Whoever holds a file that was changed since is sent it anew.
    let tag = service.get(&file);
    let (tag, text) = (tag.header("etag").expect("a tag").to_owned(), tag.body);
    let bytes = "Content-Type: application/octet-stream";
    let changed = format!("{text}\n# changed\n");
    let put = service.ask("PUT", &file, &[bytes], &changed);
    assert_eq!(put.status, 204, "{}", put.body);
    let held = format!("If-None-Match: {tag}");
    let now = service.ask("GET", &file, &[&held], "");
    assert_eq!((now.status, now.body), (200, changed));

    // The files of a portfolio, as programs and as pages ask for them.
    let example = |name: &str| {
        std::fs::read_to_string(root().join("examples/portfolio").join(name)).expect("the example")
    };
    let table = example("deliveries.csv");
    let few: Vec<&str> = table.lines().take(20).collect();
    let brought = service.ask(
        "POST",
        "/v1/portfolios?name=few.csv",
        &[bytes],
        &few.join("\n"),
    );
    assert_eq!(brought.status, 201, "{}", brought.body);
    let id = brought.json()["id"].as_str().expect("an id").to_owned();
    let address = format!("/v1/portfolios/{id}");
    let toml = "Content-Type: application/toml";
    let mapping = example("mapping.toml");
    let run = || {
        let mapped = service.ask("PUT", &format!("{address}/mapping"), &[toml], &mapping);
        assert_eq!(mapped.status, 204, "{}", mapped.body);
        assert_eq!(service.post(&format!("{address}/run"), "", "").status, 202);
        let begun = std::time::Instant::now();
        while service.get(&address).json()["stage"] != "done" {
            assert!(begun.elapsed() < std::time::Duration::from_secs(180));
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    };
    run();
    let csv = format!("{address}/files/csv");
    let first = assert_tagged(&service, &csv);
    assert_tagged(&service, &format!("/portfolio/{id}/file/csv"));
    // Decided again, it is another file.
    run();
    assert_ne!(assert_tagged(&service, &csv), first);
}

/// What has a tag is not sent to whoever holds it; the tag.
fn assert_tagged(service: &Running, address: &str) -> String {
    let first = service.get(address);
    assert_eq!(first.status, 200, "{address}: {}", first.body);
    let tag = first
        .header("etag")
        .unwrap_or_else(|| panic!("{address} has no tag"));
    let held = service.ask("GET", address, &[&format!("If-None-Match: {tag}")], "");
    assert_eq!((held.status, held.body.as_str()), (304, ""), "{address}");
    assert_eq!(held.header("etag"), Some(tag), "{address}");
    let other = service.ask("GET", address, &["If-None-Match: \"other\""], "");
    assert_eq!(other.status, 200, "{address}");
    tag.to_owned()
}

#[test]
fn what_comes_twice_with_one_key_is_done_once() {
    let service = Running::start("serve-idempotent", &[]);
    let table = "name,destination\nx,DE\n";
    let send = |key: &str, body: &str| {
        let key = format!("Idempotency-Key: {key}");
        service.ask(
            "POST",
            "/v1/portfolios?name=x.csv",
            &[&key, "Content-Type: application/octet-stream"],
            body,
        )
    };
    let (one, two) = (send("a", table), send("a", table));
    assert_eq!((one.status, two.status), (201, 201), "{}", one.body);
    assert_eq!(one.json()["id"], two.json()["id"]);
    assert_eq!(two.header("idempotent-replayed"), Some("true"));
    assert_eq!(send("a", "name\nanother\n").status, 409);
    assert_ne!(send("b", table).json()["id"], one.json()["id"]);
    let all = service.get("/v1/portfolios?limit=1").json();
    assert_eq!(all["total"], 2);
    assert_eq!(all["portfolios"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_api_describes_itself() {
    let service = Running::start("serve-openapi", &[]);
    let document = service.get("/openapi.json").json();
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1")),
        "{document}"
    );
    for path in [
        "/v1/determinations",
        "/v1/screenings",
        "/v1/classifications",
        "/match/{dataset}",
        "/v1/law/diff",
    ] {
        assert!(document["paths"][path].is_object(), "{path}");
    }
    let metrics = service.get("/metrics").body;
    assert!(metrics.contains("exeat_requests_total"), "{metrics}");
    let ready = service.get("/ready").json();
    assert!(ready["lists"]["error"].is_string(), "{ready}");
}
