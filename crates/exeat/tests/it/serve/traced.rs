//! Traces, as a collector on this machine gets them.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::{MAGNET, Running};

/// A collector: it takes what is sent to it, says that all is well, and gives the bodies on.
fn collector() -> (String, mpsc::Receiver<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (bodies, came) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let bodies = bodies.clone();
            std::thread::spawn(move || answer(stream, &bodies));
        }
    });
    (address, came)
}

fn answer(mut stream: std::net::TcpStream, bodies: &mpsc::Sender<(String, Vec<u8>)>) {
    let mut held = Vec::new();
    let mut piece = [0; 8192];
    loop {
        let Some(end) = held.windows(4).position(|four| four == b"\r\n\r\n") else {
            match stream.read(&mut piece) {
                Ok(many) if many > 0 => held.extend_from_slice(&piece[..many]),
                _ => return,
            }
            continue;
        };
        let head = String::from_utf8_lossy(&held[..end]).into_owned();
        let length = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .and_then(|(_, length)| length.trim().parse().ok())
            .unwrap_or(0);
        while held.len() < end + 4 + length {
            match stream.read(&mut piece) {
                Ok(many) if many > 0 => held.extend_from_slice(&piece[..many]),
                _ => return,
            }
        }
        let body: Vec<u8> = held.drain(..end + 4 + length).skip(end + 4).collect();
        if bodies.send((head, body)).is_err() {
            return;
        }
        let _ = stream.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n",
        );
    }
}

#[test]
fn a_collector_gets_the_spans_of_a_request() {
    let (address, came) = collector();
    let traces = format!("traces={address}");
    let service = Running::start("serve-traces", &["--set", &traces]);
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let parent = format!("traceparent: 00-{trace}-b7ad6b7169203331-01");
    let json = "Content-Type: application/json";
    let secret = MAGNET.replace("\"items\"", "\"title\":\"nobody is told this\",\"items\"");
    let determined = service.ask("POST", "/v1/determinations", &[&parent, json], &secret);
    assert_eq!(determined.status, 200, "{}", determined.body);
    assert_eq!(service.get("/v1/nowhere").status, 404);
    // The rest is sent when the service ends.
    drop(service.end());
    let mut all = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        match came.recv_timeout(Duration::from_millis(500)) {
            Ok((head, body)) => {
                assert!(head.starts_with("POST /v1/traces "), "{head}");
                all.extend(body);
            }
            Err(_) if all.is_empty() => {}
            Err(_) => break,
        }
    }
    let has = |text: &[u8]| all.windows(text.len()).any(|here| here == text);
    let bytes: Vec<u8> = (0..16)
        .map(|at| u8::from_str_radix(&trace[at * 2..at * 2 + 2], 16).expect("two digits"))
        .collect();
    assert!(has(&bytes), "the trace of the client goes on");
    for text in [
        "exeat",
        "POST /v1/determinations",
        "freeze the law",
        "determine",
        "http.response.status_code",
        "GET (none)",
    ] {
        assert!(has(text.as_bytes()), "`{text}` is not in the spans");
    }
    // What was sent is in no span.
    assert!(!has(b"nobody is told this"));
}

#[test]
fn a_collector_that_is_not_there_keeps_nobody_waiting() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let traces = format!(
        "traces=http://{}",
        listener.local_addr().expect("an address")
    );
    drop(listener);
    let service = Running::start("serve-traces-gone", &["--set", &traces]);
    let begun = Instant::now();
    for _ in 0..50 {
        assert_eq!(service.get("/health").status, 200);
    }
    // One that waits for it would take longer than that by itself.
    assert!(begun.elapsed() < Duration::from_secs(60));
}
