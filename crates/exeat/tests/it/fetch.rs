//! `exeat lists fetch`, from a server on this machine.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::run::{Answer, finish, folder, program, root};

/// What the server does with a request for a path.
#[derive(Clone)]
enum Page {
    /// Sends it, with this mark of its version, and answers 304 to whoever has it.
    Whole(Vec<u8>, &'static str),
    /// Announces more than it sends.
    Cut(Vec<u8>),
    /// Says nothing for a while.
    Silent,
    /// Answers with a status.
    Status(u16),
}

struct Server {
    address: String,
    /// Paths with the status that they were answered with.
    log: Arc<Mutex<Vec<String>>>,
}

fn serve(pages: Vec<(&'static str, Page)>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let log = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&log);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A silent page must not silence the others.
            let (pages, heard) = (pages.clone(), Arc::clone(&heard));
            thread::spawn(move || answer(stream, &pages, &heard));
        }
    });
    Server { address, log }
}

fn answer(mut stream: TcpStream, pages: &[(&'static str, Page)], log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut request = String::new();
    while reader.read_line(&mut request).is_ok_and(|read| read > 2) {}
    let path = request
        .split_whitespace()
        .nth(1)
        .unwrap_or_default()
        .to_owned();
    let page = pages.iter().find(|(other, _)| *other == path);
    let said = |text: &str| log.lock().expect("the log").push(format!("{path} {text}"));
    let head = |status: &str, length: usize, more: &str| {
        format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{more}Connection: close\r\n\r\n")
    };
    let (head, body) = match page.map(|(_, page)| page) {
        Some(Page::Whole(_, mark)) if request.contains(mark) => {
            said("304");
            (head("304 Not Modified", 0, ""), Vec::new())
        }
        Some(Page::Whole(body, mark)) => {
            said("200");
            (
                head("200 OK", body.len(), &format!("ETag: {mark}\r\n")),
                body.clone(),
            )
        }
        Some(Page::Cut(body)) => (head("200 OK", body.len() + 100, ""), body.clone()),
        Some(Page::Silent) => {
            thread::sleep(Duration::from_secs(5));
            return;
        }
        Some(Page::Status(status)) => (head(&format!("{status} No"), 0, ""), Vec::new()),
        None => (head("404 Not Found", 0, ""), Vec::new()),
    };
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&body));
}

fn invented(name: &str) -> Vec<u8> {
    let path = root().join("crates/screen/tests/it/files").join(name);
    fs::read(path).expect("an invented file")
}

fn table(place: &Path, rows: &[(&str, Vec<String>)]) {
    let text: String = rows
        .iter()
        .map(|(publication, files)| {
            format!("[[source]]\npublication = \"{publication}\"\nfiles = {files:?}\n")
        })
        .collect();
    fs::write(place.join("table.toml"), text).expect("a table");
}

fn fetch(place: &Path, more: &[&str]) -> Answer {
    let mut command = program(place);
    command
        .args(["lists", "fetch", "--config", "table.toml"])
        .args(more);
    command.env("EXEAT_DATA", place.join("data"));
    finish(command, "")
}

#[test]
fn what_is_new_is_fetched_and_what_is_not_is_not() {
    let place = folder("fetch-new");
    let server = serve(vec![
        ("/un.xml", Page::Whole(invented("un.xml"), "\"un-1\"")),
        ("/SDN.CSV", Page::Whole(invented("sdn.csv"), "\"sdn-1\"")),
        ("/ALT.CSV", Page::Whole(invented("alt.csv"), "\"alt-1\"")),
        ("/ADD.CSV", Page::Whole(invented("add.csv"), "\"add-1\"")),
    ]);
    let at = |name: &str| format!("{}/{name}", server.address);
    table(
        &place,
        &[
            ("un-security-council", vec![at("un.xml")]),
            (
                "us-ofac-sdn",
                vec![at("SDN.CSV"), at("ALT.CSV"), at("ADD.CSV")],
            ),
        ],
    );
    let first = fetch(&place, &[]).said();
    assert!(
        first.contains("un-security-council@2026-02-27: 2 entries, 5 names; in force"),
        "{first}"
    );
    assert!(first.contains("us-ofac-sdn@"), "{first}");
    assert_eq!(first.matches("sha256 ").count(), 4, "{first}");
    let second = fetch(&place, &[]).said();
    assert_eq!(
        second,
        "un-security-council: unchanged\nus-ofac-sdn: unchanged\n"
    );
    let log = server.log.lock().expect("the log").clone();
    assert_eq!(
        log.iter().filter(|line| line.ends_with("304")).count(),
        4,
        "{log:?}"
    );
    let again = fetch(&place, &["--again", "un-security-council"]).said();
    assert!(again.contains("was in force already"), "{again}");
    let left = fs::read_dir(place.join("data/lists")).expect("the store");
    let names: Vec<String> = left
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert!(
        names.iter().all(|name| !name.ends_with(".part")),
        "{names:?}"
    );
}

#[test]
fn a_list_that_fails_does_not_stop_the_others() {
    let place = folder("fetch-fails");
    let whole = invented("un.xml");
    let server = serve(vec![
        ("/cut.xml", Page::Cut(whole[..whole.len() - 100].to_vec())),
        ("/gone.xml", Page::Status(503)),
        ("/silent.xml", Page::Silent),
        ("/other.xml", Page::Whole(invented("un.xml"), "\"x\"")),
        ("/uk.xml", Page::Whole(invented("uk.xml"), "\"uk\"")),
        (
            "/page.xml",
            Page::Whole(b"<!DOCTYPE html><html></html>".to_vec(), "\"p\""),
        ),
    ]);
    let at = |name: &str| vec![format!("{}/{name}", server.address)];
    table(
        &place,
        &[
            ("un-security-council", at("cut.xml")),
            ("us-csl", at("gone.xml")),
            ("us-ofac-sdn", at("silent.xml")),
            ("eu-financial-sanctions", at("other.xml")),
            ("us-ofac-consolidated", at("page.xml")),
            ("uk-sanctions", at("uk.xml")),
        ],
    );
    let answer = fetch(&place, &["--timeout", "1"]);
    assert_eq!(answer.status, 1);
    assert_eq!(
        answer
            .stdout
            .matches("failed; the edition in force stays")
            .count(),
        5,
        "{answer}"
    );
    assert!(
        answer.stdout.contains("uk-sanctions@2026-08-22"),
        "{answer}"
    );
    for said in [
        "cut.xml`: broke off",
        "status 503",
        "silent.xml`: ",
        "is an edition of `un-security-council` and not of `eu-financial-sanctions`",
        "it is a web page and no list",
    ] {
        assert!(answer.stderr.contains(said), "{said}: {answer}");
    }
}

#[test]
fn what_is_too_long_or_not_encrypted_is_refused() {
    let place = folder("fetch-long");
    let long = vec![b' '; 2 * 1024 * 1024];
    let server = serve(vec![("/long.xml", Page::Whole(long, "\"l\""))]);
    table(
        &place,
        &[("uk-sanctions", vec![format!("{}/long.xml", server.address)])],
    );
    let answer = fetch(&place, &["--max-mib", "1"]);
    assert_eq!(answer.status, 1);
    assert!(answer.stderr.contains("is longer than 1 MiB"), "{answer}");

    table(
        &place,
        &[("uk-sanctions", vec!["http://example.org/uk.xml".to_owned()])],
    );
    let answer = fetch(&place, &[]);
    assert_eq!(answer.status, 1);
    assert!(answer.stderr.contains("`https://`"), "{answer}");

    fs::write(place.join("table.toml"), "[[source]]\npublikation = 1\n").expect("a table");
    let answer = fetch(&place, &[]);
    assert!(answer.stderr.contains("`table.toml`, line 2"), "{answer}");
}
