//! The service from end to end: the built program listens, and is asked through HTTP.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{exeat_at_root, finish, folder, program, root};

/// A service that is running; it ends with the test.
pub(crate) struct Running {
    child: Child,
    pub(crate) address: String,
    /// The secret of the first invitation, where one was printed.
    pub(crate) invitation: Option<String>,
}

/// What came back.
pub(crate) struct Came {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Came {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The value of a header, in small letters of its name.
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Running {
    pub(crate) fn start(test: &str, arguments: &[&str]) -> Self {
        let place = folder(test);
        let mut command = program(&root());
        command
            .env("EXEAT_DATA", place.join("data"))
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "json"])
            .args(arguments);
        Self::of(command)
    }

    /// Starts it by a command.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the service starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let first = lines.next().expect("a line").expect("text");
        let address = first
            .rsplit_once("http://")
            .unwrap_or_else(|| panic!("{first}"))
            .1
            .to_owned();
        // Then what to begin with: a link, or the invitation of the administrator.
        let mut invitation = None;
        for line in lines.map_while(Result::ok) {
            if let Some((_, secret)) = line.split_once("invitation=") {
                invitation = Some(secret.to_owned());
                break;
            }
            if line.starts_with("To begin with") {
                break;
            }
        }
        Self {
            child,
            address,
            invitation,
        }
    }

    /// Sends a request, byte for byte, and reads what comes until the end.
    pub(crate) fn raw(&self, request: &[u8]) -> Came {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .expect("a time");
        // A service that refuses early may close before everything is sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head
            .split_whitespace()
            .nth(1)
            .and_then(|word| word.parse().ok())
            .unwrap_or(0);
        let body = if head
            .to_ascii_lowercase()
            .contains("transfer-encoding: chunked")
        {
            unchunked(body)
        } else {
            body.to_owned()
        };
        Came {
            status,
            head: head.to_owned(),
            body,
        }
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Came {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
            self.address
        );
        for header in headers {
            head.push_str(header);
            head.push_str("\r\n");
        }
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        self.raw(format!("{head}\r\n{body}").as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Came {
        self.ask("GET", path, &[], "")
    }

    pub(crate) fn post(&self, path: &str, kind: &str, body: &str) -> Came {
        self.ask("POST", path, &[&format!("Content-Type: {kind}")], body)
    }

    /// Ends the service as an operator does, and gives back what it logged.
    #[cfg(unix)]
    fn end(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &id]).status();
        assert!(killed.is_ok_and(|status| status.success()));
        let status = self.child.wait().expect("it ends");
        let mut log = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            let _ = stderr.read_to_string(&mut log);
        }
        (status.code(), log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The text of a body that came in chunks.
fn unchunked(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((size, tail)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        out.push_str(tail.get(..size).unwrap_or(tail));
        rest = tail.get(size + 2..).unwrap_or_default();
    }
    out
}

const MAGNET: &str = r#"{"shipment":{"date":"2025-12-15","from":"CN","destination":"DE"},"items":{"magnet":{"form":"permanent-magnet-material","content":{"Dy":"1.2 %"}}},"line":[{"item":"magnet"}]}"#;

/// A text as the value of a field of a form.
fn field(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

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
            "/v1/law/diff?from=2025-11-06&to=2025-11-10&known_at=2026-11-01",
            [
                "law",
                "diff",
                "--from=2025-11-06",
                "--to=2025-11-10",
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
    let service = Running::start("serve-tags", &[]);
    let first = service.get("/v1/law/coverage");
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = service.ask(
        "GET",
        "/v1/law/coverage",
        &[&format!("If-None-Match: {tag}")],
        "",
    );
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn the_lists_in_force_are_searched() {
    let place = folder("serve-lists");
    let data = place.join("data");
    let mut import = program(&root());
    import
        .args(["lists", "import", "examples/lists/consolidated.json"])
        .env("EXEAT_DATA", &data);
    let imported = finish(import, "");
    assert_eq!(imported.status, 0, "{imported}");
    let mut command = program(&root());
    command
        .env("EXEAT_DATA", &data)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "off"]);
    let service = Running::of(command);
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
fn a_form_is_answered_and_an_answer_moves_the_verdict() {
    let service = Running::start("serve-form", &[]);
    let form = "guided=yes&title=Magnets&date=2025-12-15&from=CN&destination=DE&item=Arc+magnet&form=permanent-magnet-material";
    let kind = "application/x-www-form-urlencoded";
    let page = service.post("/check", kind, form);
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("v-undetermined"), "{}", page.body);
    let path = page
        .body
        .split("name=\"path-0\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a question");
    assert!(!path.is_empty());
    let document = page
        .body
        .split("<textarea name=\"document\" hidden aria-hidden=\"true\">\n")
        .nth(1)
        .and_then(|rest| rest.split("</textarea>").next())
        .expect("the document")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"");
    let answered = format!(
        "document={}&path-0=item.content.Dy&line-0=1&answer-0=1.2+%25&path-1=shipment.kind&line-1=1&answer-1=export",
        field(&document)
    );
    let next = service.post("/check", kind, &answered);
    assert_eq!(next.status, 200, "{}", next.body);
    assert!(next.body.contains("id=\"moved\""), "{}", next.body);
    assert!(
        next.body.contains("content.Dy = &#34;1.2 %&#34;")
            || next.body.contains("content.Dy = &quot;1.2 %&quot;"),
        "{}",
        next.body
    );
    let dates = service.post(
        "/check/dates",
        kind,
        &format!("document={}&part=yes", field(&document)),
    );
    assert_eq!(dates.status, 200, "{}", dates.body);
    assert!(dates.body.contains("data-from="), "{}", dates.body);
    for (path, kind_back) in [
        ("/check/record", "application/json"),
        ("/check/report", "text/html; charset=utf-8"),
        ("/check/document", "application/toml"),
    ] {
        let file = service.post(path, kind, &format!("document={}", field(&document)));
        assert_eq!(
            file.header("content-type"),
            Some(kind_back),
            "{}",
            file.body
        );
    }
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
fn names_are_reconciled_as_openrefine_asks() {
    let data = folder("serve-reconcile").join("data");
    let mut import = program(&root());
    import
        .args(["lists", "import", "examples/lists/consolidated.json"])
        .env("EXEAT_DATA", &data);
    assert_eq!(finish(import, "").status, 0);
    let mut command = program(&root());
    command
        .env("EXEAT_DATA", &data)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "off"]);
    let service = Running::of(command);
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
fn an_answer_is_shared_as_a_signed_file() {
    let service = Running::start("serve-share", &[]);
    let text = std::fs::read_to_string(root().join("examples/pakistan-samples/box.toml"))
        .expect("the example");
    let form = "application/x-www-form-urlencoded";
    let file = service.post("/check/share", form, &format!("document={}", field(&text)));
    assert_eq!(file.status, 200, "{}", file.body);
    let open = |text: &str| service.post("/check", form, &format!("document={}", field(text)));
    let page = open(&file.body);
    assert!(
        page.body.contains("signed by this service"),
        "{}",
        page.body
    );
    assert!(page.body.contains("the answer is the same"));
    let changed = file.body.replacen("\\\"US\\\"", "\\\"DE\\\"", 1);
    assert_ne!(changed, file.body);
    assert_eq!(open(&changed).status, 422);
}

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
    for back in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let came = service.get(&format!("/preferences?set=lang&to=zh&back={}", field(back)));
        assert_eq!(came.header("location"), Some("/"), "{back}");
    }
    // What was sent is in no line of the log.
    let (_, log) = service.end();
    assert!(log.contains("\"route\":\"/check\""), "{log}");
    assert!(!log.contains("alert(1)"), "{log}");
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

#[test]
fn every_page_speaks_both_languages() {
    let service = Running::start("serve-languages", &[]);
    for path in [
        "/",
        "/check?example=consignment",
        "/check?example=box",
        "/classify?words=NdFeB+magnet",
        "/screen",
        "/law",
        "/law/CN.MOFCOM.2025-61",
        "/law/diff?from=2025-11-06&to=2025-11-10",
        "/law/coverage",
        "/api",
    ] {
        let english = service.get(path);
        assert_eq!(english.status, 200, "{path}");
        assert!(english.body.contains("<html lang=\"en\""), "{path}");
        let chinese = service.ask("GET", path, &["Accept-Language: zh-CN,zh;q=0.9"], "");
        assert!(chinese.body.contains("<html lang=\"zh-Hans\""), "{path}");
        assert!(chinese.body.contains("能否放行"), "{path}");
        if path.starts_with("/check") {
            // No answer is silent about parties that nobody looked for.
            assert!(
                english
                    .body
                    .contains("no list is imported, so nobody was looked for"),
                "{path}"
            );
            assert!(chinese.body.contains("未导入任何名单，故未筛查"), "{path}");
        }
    }
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

/// The session that a sign-in gave.
pub(crate) fn session(came: &Came) -> String {
    let cookie = came
        .header("set-cookie")
        .unwrap_or_else(|| panic!("{}", came.body));
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    format!("Cookie: {}", cookie.split(';').next().unwrap_or_default())
}

#[test]
fn nobody_comes_in_without_leave() {
    let service = Running::start("serve-accounts", &["--set", "accounts=on"]);
    let form = "Content-Type: application/x-www-form-urlencoded";
    let page = "Accept: text/html";
    // Everything is shut but what is for everybody.
    let shut = service.post("/v1/determinations", "application/json", MAGNET);
    assert_eq!(shut.status, 401, "{}", shut.body);
    assert_eq!(shut.header("www-authenticate"), Some("Bearer"));
    let door = service.ask("GET", "/check?example=box", &[page], "");
    assert_eq!(
        (door.status, door.header("location")),
        (303, Some("/sign-in?back=/check"))
    );
    assert_eq!(service.get("/health").status, 200);
    // The link of the first start makes the administrator, once.
    let secret = service.invitation.clone().expect("a link");
    let join = format!("invitation={secret}&name=ada&password=a+long+enough+one");
    let joined = service.ask("POST", "/sign-in", &[form], &join);
    assert_eq!(joined.status, 303, "{}", joined.body);
    let ada = session(&joined);
    assert_eq!(
        service
            .ask("POST", "/sign-in", &[form], &join.replace("ada", "eve"))
            .status,
        422
    );
    let wrong = service.ask(
        "POST",
        "/sign-in",
        &[form],
        "name=ada&password=not+the+one+at+all",
    );
    assert_eq!(wrong.status, 422);
    // With the cookie, and not with a forged one.
    assert_eq!(
        service
            .ask("GET", "/check?example=box", &[&ada, page], "")
            .status,
        200
    );
    let forged = format!("{}0", &ada[..ada.len() - 1]);
    let forged = if forged == ada {
        format!("{}1", &ada[..ada.len() - 1])
    } else {
        forged
    };
    assert_eq!(
        service
            .ask("GET", "/check?example=box", &[&forged], "")
            .status,
        401
    );
    // A page of another site may not use the cookie, and a form needs the session's token.
    let json = "Content-Type: application/json";
    let elsewhere = service.ask(
        "POST",
        "/v1/determinations",
        &[&ada, json, "Origin: https://evil.example"],
        MAGNET,
    );
    assert_eq!(elsewhere.status, 403, "{}", elsewhere.body);
    let untold = service.ask("POST", "/account", &[&ada, form], "do=invite&role=officer");
    assert_eq!(untold.status, 403);
    let account = service.ask("GET", "/account", &[&ada, page], "");
    let token = account
        .body
        .split("name=\"token\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a token")
        .to_owned();
    // A key does what it is for and nothing else.
    let issued = service.ask(
        "POST",
        "/account",
        &[&ada, form],
        &format!("token={token}&do=issue&name=erp&scope=determine"),
    );
    let key = issued
        .body
        .split("<pre>exeat_")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a key");
    let bearer = format!("Authorization: Bearer exeat_{key}");
    assert_eq!(
        service
            .ask("POST", "/v1/determinations", &[&bearer, json], MAGNET)
            .status,
        200
    );
    assert_eq!(
        service
            .ask("GET", "/v1/law/coverage", &[&bearer], "")
            .status,
        403
    );
    assert_eq!(service.ask("GET", "/account", &[&bearer], "").status, 200);
    // Another organisation sees nothing of this one.
    let invited = service.ask(
        "POST",
        "/account",
        &[&ada, form],
        &format!("token={token}&do=invite&role=reader&organisation=Other"),
    );
    let link = invited
        .body
        .split("/join?invitation=")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a link");
    let other = service.ask(
        "POST",
        "/sign-in",
        &[form],
        &format!("invitation={link}&name=bo&password=another+long+one"),
    );
    let bo = session(&other);
    let seen = service.ask("GET", "/account", &[&bo, page], "").body;
    assert!(
        seen.contains("Other") && !seen.contains("ada") && !seen.contains("erp"),
        "{seen}"
    );
    // The log names who did it, and no secret stands in it.
    let (_, log) = service.end();
    assert!(log.contains("\"actor\":\"1/ada\""), "{log}");
    for hidden in [
        secret.as_str(),
        key,
        "long+enough",
        "long enough",
        ada.as_str(),
    ] {
        assert!(!log.contains(hidden), "{hidden} is in the log");
    }
}

#[test]
fn the_book_has_the_settings_and_the_policy() {
    let path = root().join("docs/book/service.md");
    let text = std::fs::read_to_string(&path).expect("the page");
    let mut again = text.clone();
    for (name, table) in [
        ("settings", exeat_server::table()),
        ("policy", exeat_server::policy_table()),
    ] {
        let (open, shut) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let (before, rest) = again.split_once(&open).expect("its beginning");
        let (_, after) = rest.split_once(&shut).expect("its end");
        again = format!("{before}{open}{table}{shut}{after}");
    }
    if std::env::var_os("EXEAT_WRITE_BOOK").is_some() {
        std::fs::write(&path, &again).expect("the page is written");
    }
    assert_eq!(
        text, again,
        "docs/book/service.md is not of today; run the tests with EXEAT_WRITE_BOOK=1"
    );
}
