//! What the service does under load: short answers, answers that were given before, streams, turns, a log that nobody
//! reads, and a process that is killed while it books.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{MAGNET, Running, import, with_lists};
use crate::run::{finish, folder, program, root};

const JSON: &str = "application/json";

fn magnet(number: usize) -> String {
    MAGNET.replacen('{', &format!("{{\"title\":\"S-{number}\","), 1)
}

#[test]
fn a_short_answer_says_what_the_record_says() {
    let service = Running::over(&with_lists("serve-short"), &[]);
    let whole = service.post("/v1/determinations?known_at=2026-11-01", JSON, MAGNET);
    let most = whole.body.len() / 10;
    let whole = whole.json();
    let short = service.post(
        "/v1/determinations?detail=verdicts&known_at=2026-11-01",
        JSON,
        MAGNET,
    );
    assert_eq!(short.status, 200, "{}", short.body);
    assert!(short.body.len() < most, "{}", short.body);
    let short = short.json();
    for name in ["id", "facts", "rulebook", "overall", "event_date"] {
        assert_eq!(short[name], whole[name], "{name}");
    }
    let (brief, full) = (&short["lines"][0], &whole["lines"][0]);
    let reached: Vec<&Value> = full["verdicts"]
        .as_array()
        .expect("verdicts")
        .iter()
        .filter(|one| one["verdict"] != "not_reached")
        .collect();
    let told = brief["verdicts"].as_array().expect("verdicts");
    assert_eq!(told.len(), reached.len());
    for (told, whole) in told.iter().zip(&reached) {
        assert_eq!(told["jurisdiction"], whole["jurisdiction"]);
        assert_eq!(told["verdict"], whole["verdict"]);
        // The provisions on which it rests are among those that the proof puts first.
        if whole["verdict"] == "licence_required" {
            let proof = whole["proof"].as_array().expect("a proof");
            let provisions = told["provisions"].as_array().expect("provisions");
            assert!(!provisions.is_empty(), "{told}");
            for one in provisions {
                let proved = proof
                    .iter()
                    .find(|proved| proved["provision"] == one["provision"])
                    .unwrap_or_else(|| panic!("{one} is not proved"));
                assert_eq!(proved["truth"], "true", "{proved}");
            }
        }
    }
    let unreached = full["verdicts"].as_array().expect("verdicts").len() - reached.len();
    assert_eq!(
        brief["not_reached"].as_array().map_or(0, Vec::len),
        unreached
    );
    assert_eq!(
        short["screening"]["editions"].as_array().map(Vec::len),
        Some(1)
    );
    let both = service.post("/v1/determinations?detail=facts&proof=true", JSON, MAGNET);
    assert_eq!(both.status, 400, "{}", both.body);
}

#[test]
fn what_is_asked_again_is_not_worked_out_again_until_the_lists_are_others() {
    let data = with_lists("serve-again");
    let service = Running::over(&data, &[]);
    let party = |name: &str| {
        MAGNET.replacen(
            '{',
            &format!("{{\"party\":[{{\"name\":\"{name}\",\"roles\":[\"end-user\"]}}],"),
            1,
        )
    };
    let ask = |text: &str| {
        let came = service.post("/v1/determinations?detail=verdicts", JSON, text);
        assert_eq!(came.status, 200, "{}", came.body);
        came.body
    };
    let remembered = || {
        let text = service.get("/metrics").body;
        let line = text
            .lines()
            .find(|line| line.starts_with("exeat_determinations_remembered_total"))
            .expect("it is counted");
        line.rsplit(' ')
            .next()
            .and_then(|number| number.parse::<u32>().ok())
    };
    let beta = party("Example Beta Mining LLC");
    let first = ask(&beta);
    assert_eq!(remembered(), Some(0));
    assert_eq!((ask(&beta), remembered()), (first.clone(), Some(1)));
    // Another document, another question: nothing is taken for the same.
    ask(&party("Example Beta Mining LLC."));
    let other = service.post("/v1/determinations?detail=facts", JSON, &beta);
    assert_ne!(other.body, first);
    assert_eq!(remembered(), Some(1));
    // Another list comes into force: the answer of before names editions that are no longer all.
    import(
        &data,
        &[
            "examples/lists/own-list.csv",
            "--mapping",
            "examples/lists/own-list.toml",
            "--published",
            "2026-08-01",
        ],
    );
    let begun = Instant::now();
    while ask(&beta) == first {
        assert!(begun.elapsed() < Duration::from_secs(30), "{first}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_stream_keeps_its_order_on_all_processors() {
    let service = Running::start("serve-parallel", &[]);
    let mut body = String::new();
    for number in 0..400 {
        // Every tenth is wrong, and every second the same as another.
        match number % 10 {
            0 => body.push_str("{\"shipment\":1}"),
            _ => body.push_str(&magnet(number / 2)),
        }
        body.push('\n');
    }
    let came = service.post(
        "/v1/determinations?detail=verdicts&jurisdiction=CN&screening=false",
        "application/x-ndjson",
        &body,
    );
    let lines: Vec<Value> = came
        .body
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert_eq!(lines.len(), 400);
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(line["line"], number + 1);
        assert_eq!(line["error"].is_object(), number % 10 == 0, "{line}");
    }
}

#[test]
fn what_is_too_much_is_told_and_the_rest_goes_on() {
    let service = Running::start(
        "serve-turns",
        &["--set", "work_max=1", "--set", "request_seconds=2"],
    );
    let answered = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..12)
            .map(|number| {
                let (service, answered) = (&service, &answered);
                scope.spawn(move || {
                    // Little is said, so that much is open.
                    let text = format!(
                        "{{\"title\":\"{number}\",\"shipment\":{{\"date\":\"2025-12-15\"}},\"items\":{{\"a\":{{}}}},\"line\":[{{\"item\":\"a\"}}]}}"
                    );
                    let came = service.post("/v1/determinations?jurisdiction=CN", JSON, &text);
                    answered.fetch_add(1, Ordering::AcqRel);
                    came
                })
            })
            .collect();
        // Meanwhile the service is well, and says so without waiting for their turns.
        assert_eq!(service.get("/health").status, 200);
        assert!(answered.load(Ordering::Acquire) < 12);
        for one in asked {
            let came = one.join().expect("an answer");
            match came.status {
                200 => {}
                503 => {
                    let kind = came.json()["type"].clone();
                    assert!(
                        kind == "/problems/busy" || kind == "/problems/too-hard",
                        "{kind}"
                    );
                    let waits = came.header("retry-after").is_some();
                    assert_eq!(waits, kind == "/problems/busy");
                }
                other => panic!("{other}: {}", came.body),
            }
        }
    });
    // What was begun is done to its end, and then it is the turn of others.
    let begun = Instant::now();
    while service
        .post("/v1/determinations?jurisdiction=CN", JSON, MAGNET)
        .status
        != 200
    {
        assert!(begun.elapsed() < Duration::from_secs(60));
    }
}

#[test]
fn a_log_that_nobody_reads_stops_nothing() {
    // The pipe of the log is never read: it is full after some hundred lines.
    let service = Running::start("serve-unread", &[]);
    let address = service.address.clone();
    let ask = |many: usize| {
        for _ in 0..many {
            assert_eq!(service.get("/health").status, 200);
        }
    };
    ask(600);
    // The reader goes away altogether.
    let mut service = service;
    drop(service.child.stderr.take());
    let service = service;
    for _ in 0..50 {
        assert_eq!(service.get("/health").status, 200);
    }
    let metrics = service.get("/metrics").body;
    let lost = metrics
        .lines()
        .find_map(|line| line.strip_prefix("exeat_log_lines_lost "))
        .and_then(|number| number.parse::<u64>().ok());
    assert!(lost.is_some_and(|lost| lost > 0), "{lost:?}: {address}");
}

#[test]
fn the_log_is_sent_to_its_end_packed_or_not() {
    let service = Running::start("serve-packed", &[]);
    service.comes_whole("/v1/audit/export");
}

#[test]
fn what_was_booked_before_a_kill_is_there_once() {
    let data = folder("serve-killed-booking").join("data");
    let mut import = program(&root());
    import
        .args(["licence", "import", "examples/register/register"])
        .args(["--on", "2026-07-01"])
        .env("EXEAT_DATA", &data)
        .env("EXEAT_ACTOR", "ana");
    let imported = finish(import, "");
    assert_eq!(imported.status, 0, "{imported}");
    let draw = |service: &Running, key: &str| {
        let body = json!({
            "on": "2026-08-01",
            "request": { "do": "draw", "licence": "26AC000123", "line": 1, "amounts": { "quantity": "1 kg", "value": "1 CNY" }, "shipment": key },
        });
        let key = format!("Idempotency-Key: {key}");
        service.ask(
            "POST",
            "/v1/requests",
            &[&key, "Content-Type: application/json"],
            &body.to_string(),
        )
    };
    let begin = || {
        let mut command = program(&root());
        command
            .env("EXEAT_DATA", &data)
            .env("EXEAT_ACTOR", "ana")
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "off"]);
        Running::of(command)
    };
    // All of them together fit into one answer of a thousand entries.
    const KEYS: usize = 80;
    let (mut acknowledged, mut asked) = (Vec::new(), Vec::new());
    for round in 0..3 {
        let service = begin();
        let (ended, booked) = (AtomicBool::new(false), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..4)
                .map(|writer| {
                    let (service, ended, booked) = (&service, &ended, &booked);
                    scope.spawn(move || {
                        let (mut done, mut sent) = (Vec::new(), Vec::new());
                        for number in 0..KEYS {
                            let key = format!("R{round}-W{writer}-{number}");
                            sent.push(key.clone());
                            let came = draw(service, &key);
                            if came.status == 200 && came.body.ends_with('}') {
                                done.push(key);
                                booked.fetch_add(1, Ordering::AcqRel);
                            }
                            if ended.load(Ordering::Acquire) {
                                break;
                            }
                        }
                        (done, sent)
                    })
                })
                .collect();
            // It is killed in the middle of its work, on a fast machine as on a slow one.
            let begun = Instant::now();
            while booked.load(Ordering::Acquire) < 20 && begun.elapsed() < Duration::from_secs(60) {
                std::thread::sleep(Duration::from_millis(2));
            }
            ended.store(true, Ordering::Release);
            service.kill();
            for writer in writers {
                let (done, sent) = writer.join().expect("a writer");
                acknowledged.extend(done);
                asked.extend(sent);
            }
        });
    }
    let service = begin();
    let first = draw(&service, "first");
    assert_eq!(first.status, 200, "{}", first.body);
    assert!(acknowledged.len() >= 60, "{}", acknowledged.len());
    // Whoever has no answer asks again under the same key; then everything is there, once.
    for key in &asked {
        let came = draw(&service, key);
        assert_eq!(came.status, 200, "{}", came.body);
        if acknowledged.contains(key) {
            assert_eq!(came.header("idempotent-replayed"), Some("true"), "{key}");
        }
    }
    let entries = service
        .get("/v1/licences/26AC000123/entries?limit=1000")
        .json();
    let entries = entries["entries"].as_array().expect("entries");
    for key in &asked {
        let booked = entries.iter().filter(|one| one["shipment"] == key.as_str());
        assert_eq!(booked.count(), 1, "{key}");
    }
    let verified = service.get("/v1/audit/verification").json();
    assert_eq!(verified["holds"], true, "{verified}");
}
