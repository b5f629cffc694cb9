//! What nobody well-meaning sends: refused, logged, and nothing lost.

use serde_json::json;

use super::{Running, field};
use crate::run::exeat_at_root;

#[test]
fn nothing_that_is_sent_becomes_a_path() {
    let service = Running::start("serve-paths", &[]);
    for path in [
        "/v1/portfolios/..%2f..%2fserve.sqlite",
        "/v1/portfolios/0123456789abcdef/files/..%2ftable",
        "/v1/cases/0123456789abcdef",
        "/v1/cases/..%2f",
    ] {
        assert_eq!(service.get(path).status, 404, "{path}");
    }
    for name in ["../x.toml", "/etc/passwd", "x.exe", ".toml"] {
        let body = json!({ "files": { "case.toml": "title = \"x\"\n", name: "x" } });
        let came = service.post("/v1/cases", "application/json", &body.to_string());
        assert_eq!(came.status, 400, "{name}: {}", came.body);
    }
    let body = json!({ "files": { "case.toml": "title = \"x\"\ntransactions = [\"../../../etc/passwd\"]\n" } });
    let came = service.post("/v1/cases", "application/json", &body.to_string());
    assert_eq!(came.status, 422, "{}", came.body);
    // The demonstration can be looked into, and says what the command says.
    let all = service.get("/v1/cases").json();
    let id = all["cases"][0]["id"]
        .as_str()
        .expect("the demonstration")
        .to_owned();
    let case = service.get(&format!("/v1/cases/{id}")).json();
    let command = exeat_at_root([
        "evidence",
        "check",
        "examples/pakistan-samples",
        "--format",
        "json",
    ]);
    assert_eq!(
        case["evidence"]["transactions"],
        command.json()["transactions"]
    );
}

#[test]
fn hostile_text_stays_text() {
    let service = Running::start("serve-hostile", &[]);
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let kind = "application/x-www-form-urlencoded";
    let form = format!(
        "guided=yes&date=2025-12-15&title={0}&item={0}&exporter={0}&end-user={0}&form=permanent-magnet-material",
        field(evil)
    );
    let pages = [
        service.post("/check", kind, &form),
        service.post("/check", kind, &form.replace("2025-12-15", "never")),
        service.post("/check", kind, &format!("document={}", field(evil))),
        service.get(&format!("/law/{}", field(evil))),
        service.get(&format!("/classify?words={}", field(evil))),
        service.get(&format!("/law/diff?from={}", field(evil))),
        service.post("/screen", kind, &format!("names={}", field(evil))),
    ];
    for page in &pages {
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
        assert!(!page.body.contains("<img src=x"), "{}", page.body);
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    }
    for back in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
    ] {
        let came = service.get(&format!("/preferences?set=lang&to=zh&back={}", field(back)));
        assert_eq!(came.header("location"), Some("/"), "{back}");
    }
    let made_up = service.ask("MADEUP", "/health", &[], "");
    assert_eq!(made_up.status, 405, "{}", made_up.body);
    let counts = service.get("/metrics").body;
    assert!(
        counts.contains("method=\"other\"") && !counts.contains("MADEUP"),
        "{counts}"
    );
    // What was sent is in no line of the log.
    let (_, log) = service.end();
    assert!(log.contains("\"route\":\"/check\""), "{log}");
    assert!(
        !log.contains("alert(1)") && !log.contains("MADEUP"),
        "{log}"
    );
}

#[test]
fn broken_requests_break_nothing() {
    let service = Running::start("serve-broken", &["--set", "request_seconds=2"]);
    for request in [
        &b"\x00\x01\x02\r\n\r\n"[..],
        b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /v1/determinations HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 100\r\n\r\n{",
        b"POST /check HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 12\r\n\r\n--x\r\n\r\nabcde",
        b"GET /law/%ff%fe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /assets/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ] {
        let came = service.raw(request);
        assert!(came.status == 0 || (400..500).contains(&came.status), "{} {}", came.status, came.body);
        assert!(!came.body.contains("root:"), "{}", came.body);
    }
    assert_eq!(service.get("/health").status, 200);
}

#[test]
fn a_page_of_another_site_does_not_reach_a_service_without_accounts() {
    let service = Running::start("serve-rebound", &[]);
    for (host, status) in [
        ("evil.example:7326", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost:7326", 200),
        ("[::1]", 200),
    ] {
        let request =
            format!("GET /v1/cases HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let came = service.raw(request.as_bytes());
        assert_eq!(came.status, status, "{host}: {}", came.body);
    }
    // Who says that a proxy stands before it has the names looked at there.
    let behind = Running::start("serve-rebound-proxy", &["--set", "trust_proxy=true"]);
    let request = b"GET /v1/cases HTTP/1.1\r\nHost: exeat.example\r\nConnection: close\r\n\r\n";
    assert_eq!(behind.raw(request).status, 200);
}

#[test]
fn clients_are_held_to_a_rate() {
    let service = Running::start("serve-rates", &["--set", "requests_per_second=1"]);
    let statuses: Vec<u16> = (0..15).map(|_| service.get("/health").status).collect();
    assert_eq!(statuses[0], 200);
    assert!(statuses.contains(&429), "{statuses:?}");
    let refused = (0..30)
        .map(|_| service.get("/health"))
        .find(|came| came.status == 429)
        .expect("one is refused");
    assert!(refused.header("retry-after").is_some());
}

#[cfg(unix)]
#[test]
fn it_ends_well() {
    let service = Running::start("serve-end", &[]);
    assert_eq!(service.get("/ready").status, 200);
    let (status, log) = service.end();
    assert_eq!(status, Some(0), "{log}");
    assert!(log.contains("listening") && log.contains("ending"), "{log}");
}
