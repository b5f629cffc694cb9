//! How much a running service bears: requests over kept connections, first as fast as they go, then at half the load
//! that is asked of it, with the times of the slowest.
//!
//!     cargo build --release -p exeat && cargo build --release -p exeat-server --example load
//!     target/release/exeat serve --log off &
//!     target/release/examples/load 127.0.0.1:7326 --pid $!
//!
//! What counts on a machine that others use too is processor time: requests for a second of the service's own
//! (`/proc/PID/stat`), which is what one core bears. `--only NAME` measures one of determination, one-law, open,
//! open-one-law, screening, pages; `--screening false` leaves the parties of transactions out; `--peer ADDRESS` asks another service `POST /` with the body that `--body` names, for a comparison in one run.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::float_arithmetic,
    reason = "a measurement prints figures, which are no facts, and ends where something is wrong"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// For so long each load goes on.
const SECONDS: u64 = 8;
/// Connections that are kept open, each by a thread that waits for its answer.
const CONNECTIONS: usize = 8;

struct Kept {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Kept {
    fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the service listens");
        stream.set_nodelay(true).unwrap();
        Self {
            stream: BufReader::with_capacity(1 << 16, stream),
            body: Vec::new(),
        }
    }

    /// Sends a request and reads its answer to the end: the status, and how long the answer was.
    fn ask(&mut self, request: &[u8]) -> (u16, usize) {
        self.stream.get_mut().write_all(request).unwrap();
        let (mut status, mut length, mut chunked) = (0, 0, false);
        let mut line = String::new();
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            if status == 0 {
                status = text.split(' ').nth(1).unwrap().parse().unwrap();
            } else if let Some((name, value)) = text.split_once(':') {
                if name.eq_ignore_ascii_case("content-length") {
                    length = value.trim().parse().unwrap();
                } else if name.eq_ignore_ascii_case("transfer-encoding") {
                    chunked = true;
                }
            }
        }
        if !chunked {
            self.read(length);
            return (status, length);
        }
        let mut whole = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            let size = usize::from_str_radix(line.trim(), 16).unwrap();
            self.read(size + 2);
            whole += size;
            if size == 0 {
                return (status, whole);
            }
        }
    }

    fn read(&mut self, length: usize) {
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body).unwrap();
    }
}

/// Seconds of processor time that a process has worked.
fn worked(pid: Option<u32>) -> f64 {
    let Some(pid) = pid else { return 0.0 };
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("the process lives");
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}

/// Megabytes that a process holds in memory.
fn resident(pid: Option<u32>) -> f64 {
    let Some(pid) = pid else { return 0.0 };
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("the process lives");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<f64>()
        .unwrap()
        / 1024.0
}

/// One load: the times of all requests, sorted; with a rate, at so many a second together, each time counted from when
/// the request should have been sent.
fn load(address: &str, requests: &[Vec<u8>], rate: Option<f64>) -> (Vec<Duration>, usize) {
    let times = Mutex::new(Vec::new());
    let bytes = Mutex::new(0);
    let begun = Instant::now();
    thread::scope(|scope| {
        for number in 0..CONNECTIONS {
            let (times, bytes) = (&times, &bytes);
            scope.spawn(move || {
                let mut kept = Kept::open(address);
                let mut own = Vec::new();
                let mut sent = 0_u32;
                let mut length = 0;
                while begun.elapsed() < Duration::from_secs(SECONDS) {
                    let due = match rate {
                        None => Instant::now(),
                        Some(rate) => {
                            let turn = f64::from(sent) * CONNECTIONS as f64 + number as f64;
                            let due = begun + Duration::from_secs_f64(turn / rate);
                            if let Some(wait) = due.checked_duration_since(Instant::now()) {
                                thread::sleep(wait);
                            }
                            due
                        }
                    };
                    let at = (sent as usize * CONNECTIONS + number) % requests.len();
                    let (status, came) = kept.ask(&requests[at]);
                    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&kept.body));
                    own.push(due.elapsed());
                    length = came;
                    sent += 1;
                }
                times.lock().unwrap().extend(own);
                *bytes.lock().unwrap() = length;
            });
        }
    });
    let mut times = times.into_inner().unwrap();
    times.sort();
    (times, bytes.into_inner().unwrap())
}

fn at(times: &[Duration], share: f64) -> f64 {
    let place = (times.len() as f64 * share) as usize;
    times[place.min(times.len() - 1)].as_secs_f64() * 1000.0
}

fn request(method: &str, path: &str, kind: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: load\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// As fast as it goes, then at half of what is asked of a core.
fn measured(name: &str, address: &str, pid: Option<u32>, requests: &[Vec<u8>], goal: Option<f64>) {
    load_for(address, requests, 40);
    let (before, begun) = (worked(pid), Instant::now());
    let (times, bytes) = load(address, requests, None);
    let (took, spent) = (begun.elapsed().as_secs_f64(), worked(pid) - before);
    let many = times.len() as f64;
    print!("{name}: {:.0} a second", many / took);
    if pid.is_some() {
        print!(", {:.0} a second of processor time", many / spent);
    }
    println!(
        ", {bytes} bytes each; median {:.2} ms, 99 % {:.2} ms",
        at(&times, 0.5),
        at(&times, 0.99)
    );
    if let Some(goal) = goal {
        let (times, _) = load(address, requests, Some(goal / 2.0));
        println!(
            "    at {:.0} a second: median {:.2} ms, 99 % {:.2} ms, slowest {:.2} ms",
            times.len() as f64 / SECONDS as f64,
            at(&times, 0.5),
            at(&times, 0.99),
            at(&times, 1.0)
        );
    }
}

/// A few requests, so that what is made once has been made.
fn load_for(address: &str, requests: &[Vec<u8>], many: usize) {
    let mut kept = Kept::open(address);
    for request in requests.iter().cycle().take(many) {
        assert_eq!(
            kept.ask(request).0,
            200,
            "{}",
            String::from_utf8_lossy(&kept.body)
        );
    }
}

/// A shipment of a magnet; every number another amount, so that nothing can be remembered.
fn shipment(number: usize) -> String {
    format!(
        r#"{{"title":"S-{number}","shipment":{{"date":"2025-12-15","kind":"export","from":"CN","destination":"DE","value":"{}.50 EUR"}},"party":[{{"name":"Example Magnets Co. Ltd","roles":["exporter"],"place":"CN"}},{{"name":"Beispiel Motoren GmbH","roles":["end-user"],"place":"DE"}}],"items":{{"magnet":{{"kind":"goods","form":"permanent-magnet-material","magnet-family":"NdFeB","origin":"CN","content":{{"Dy":"{}.{:02} %","Tb":"0 %"}}}}}},"line":[{{"item":"magnet"}}]}}"#,
        1_000 + number,
        number % 3,
        number % 100
    )
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|one| one == name)?;
        arguments.get(at + 1).cloned()
    };
    let address = arguments.get(1).expect("the address of the service");
    let pid = value("--pid").map(|pid| pid.parse().expect("a process"));
    let only = value("--only").unwrap_or_default();
    let wanted = |name: &str| only.is_empty() || only == name;
    let screening = value("--screening").unwrap_or_else(|| "true".to_owned());

    // The transaction of docs/benchmarks.md, whose answer most laws give at once, and one of which little is said.
    let consignment = include_str!("../../../examples/pakistan-samples/consignment.toml");
    for (name, laws, many) in [
        ("determination", "", 500),
        ("one-law", "&jurisdiction=CN", 500),
    ] {
        if !wanted(name) {
            continue;
        }
        let path = format!("/v1/determinations?proof=false&screening={screening}{laws}");
        let all: Vec<Vec<u8>> = (0..many)
            .map(|number| {
                let text = consignment.replacen("title = \"", &format!("title = \"S-{number} "), 1);
                request("POST", &path, "application/toml", &text)
            })
            .collect();
        measured(name, address, pid, &all, Some(5_000.0));
    }
    for (name, laws) in [("open", ""), ("open-one-law", "&jurisdiction=CN")] {
        if wanted(name) {
            let path = format!("/v1/determinations?proof=false&screening={screening}{laws}");
            let all: Vec<Vec<u8>> = (0..500)
                .map(|number| request("POST", &path, "application/json", &shipment(number)))
                .collect();
            measured(name, address, pid, &all, None);
        }
    }
    if wanted("screening") {
        let all: Vec<Vec<u8>> = (0..500)
            .map(|number| {
                let (first, second) = (NAMES[number % 25], NAMES[(number / 25) % 20]);
                let body = format!(r#"{{"parties":[{{"name":"{first} {second} Trading"}}]}}"#);
                request("POST", "/v1/screenings", "application/json", &body)
            })
            .collect();
        measured("screening", address, pid, &all, Some(2_000.0));
    }
    if wanted("pages") {
        for path in PAGES {
            let one = [request("GET", path, "text/html", "")];
            load_for(address, &one, 3);
            let (times, bytes) = load(address, &one, Some(20.0));
            println!(
                "page {path}: median {:.1} ms, 99 % {:.1} ms, {bytes} bytes",
                at(&times, 0.5),
                at(&times, 0.99)
            );
        }
    }
    if let Some(peer) = value("--peer") {
        let body = value("--body").expect("the body to send");
        let one = [request("POST", "/", "application/json", &body)];
        let of = value("--peer-pid").map(|pid| pid.parse().expect("a process"));
        measured("the other service", &peer, of, &one, Some(5_000.0));
    }
    println!("resident: {:.0} MB", resident(pid));
}

/// Words of which names are made.
const NAMES: [&str; 25] = [
    "Northern", "Ivan", "Example", "Pacific", "Delta", "Orient", "Ruby", "Granite", "Falcon",
    "Harbour", "Lotus", "Zenith", "Amber", "Summit", "Cedar", "Vector", "Beacon", "Juniper",
    "Mirza", "Chen", "Petrov", "Hassan", "Silva", "Kowalski", "Nakamura",
];

/// The pages whose times are told.
const PAGES: [&str; 9] = [
    "/",
    "/check?example=consignment",
    "/check?example=magnet-today",
    "/classify?words=NdFeB+N52+arc+segment",
    "/screen",
    "/law",
    "/law/CN.MOFCOM.2025-61",
    "/law/coverage",
    "/case",
];
