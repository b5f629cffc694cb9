//! The register behind the service: pages and API.

use std::fs;

use serde_json::json;

use super::{Place, server};
use crate::serve::{Came, Running};

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
    let sent = |token: &str, rest: &str| {
        format!(
            "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n{rest}--x--\r\n"
        )
    };
    let example = "--x\r\nContent-Disposition: form-data; name=\"example\"\r\n\r\nyes\r\n";
    let boundary = |token: &str| sent(token, example);
    let multipart = "Content-Type: multipart/form-data; boundary=x";
    // A form that is not ours, and one from a page of another site, are refused.
    let wrong = service.ask("POST", "/licences/import", &[multipart], &boundary("no"));
    assert_eq!(wrong.status, 403, "{}", wrong.body);
    let foreign = [multipart, "Origin: http://elsewhere.example"];
    let wrong = service.ask("POST", "/licences/import", &foreign, &boundary(&token));
    assert_eq!(wrong.status, 403, "{}", wrong.body);
    // A file in which nothing stands is no wish for the example.
    let nothing =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"mine.xlsx\"\r\n\r\n\r\n";
    for rest in [nothing, ""] {
        let wrong = service.ask(
            "POST",
            "/licences/import",
            &[multipart],
            &sent(&token, rest),
        );
        assert_eq!(wrong.status, 400, "{}", wrong.body);
        assert!(wrong.body.contains("no workbook came"), "{}", wrong.body);
    }
    let taken = service.ask("POST", "/licences/import", &[multipart], &boundary(&token));
    assert_eq!(taken.status, 303, "{}", taken.body);
    let twice = service.ask("POST", "/licences/import", &[multipart], &boundary(&token));
    assert_eq!(twice.status, 422, "{}", twice.body);

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
    // What was refused is looked at again, since what stood against it may be mended; and a key may be long.
    let longer = "k".repeat(200);
    let draw = json!({ "do": "draw", "licence": "26AC000123", "line": 1, "shipment": "S-2",
        "amounts": { "quantity": "1700 kg", "value": "1 CNY" } });
    for key in ["two", &longer, &longer] {
        let over = ask(key, draw.clone());
        assert_eq!(over.status, 422, "{}", over.body);
        assert!(over.body.contains("over-use"), "{}", over.body);
        assert!(
            !over.head.to_lowercase().contains("idempotent-replayed"),
            "{}",
            over.head
        );
    }

    // On the page: the reservation is there, and is drawn once, however often the form is sent.
    let page = service.get("/licences/26AC000123");
    assert!(
        page.body.contains("1,450 kg") && page.body.contains("<svg"),
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
    // A reservation that is none is not another one.
    let unread = format!("token={token}&do=release&line=1&reservation=x1&shipment=S-1");
    let unread = service.ask("POST", "/licences/26AC000123/book", &[form], &unread);
    assert_eq!(unread.status, 400, "{}", unread.body);
    let mistyped = service.get("/audit?object=licence/26AC999999").body;
    assert!(mistyped.contains("no event of this object"), "{mistyped}");

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
