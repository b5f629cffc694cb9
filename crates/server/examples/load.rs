//! How much a running service bears: requests over kept connections, first as fast as they go, then at half the load
//! that is asked of it, with the times of the slowest.
//!
//!     cargo build --release -p exeat && cargo build --release -p exeat-server --example load
//!     target/release/exeat serve --log off &
//!     target/release/examples/load 127.0.0.1:7326 --pid $!
//!
//! What counts on a machine that others use too is processor time: requests for a second of the service's own
//! (`/proc/PID/stat`), which is what one core bears. Every document differs from all others by its title and is worked
//! out, unless its name says `again`: then a few hundred come round and round, and are remembered. `--only NAME` measures
//! one of consignment, consignment-short, consignment-again, erp, erp-short, erp-again, erp-stream, open, open-one-law,
//! screening, pages; `--screening false` leaves the parties of transactions out.
//!
//! `--peer ADDRESS` asks another service `POST /` the rule of the table beside other engines, and ours, which is then
//! started with that rule alone (`--print-rule` writes it):
//!
//!     mkdir rule && target/release/examples/load --print-rule > rule/rule.law
//!     target/release/exeat serve --log off --rulebooks rule &
//!     target/release/examples/load 127.0.0.1:7326 --pid $! --only rule --peer 127.0.0.1:7403 --peer-pid PID

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
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// What is asked, one request after the other.
type Requests<'a> = &'a (dyn Fn(usize) -> Vec<u8> + Sync);

/// One load: the times of all requests, sorted; with a rate, at so many a second together, each time counted from when
/// the request should have been sent.
fn load(address: &str, requests: Requests<'_>, rate: Option<f64>) -> (Vec<Duration>, usize) {
    let times = Mutex::new(Vec::new());
    let bytes = Mutex::new(0);
    // No two loads ask the same.
    static LOADS: AtomicUsize = AtomicUsize::new(1);
    let first = LOADS.fetch_add(1, Ordering::Relaxed) * 10_000_000;
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
                    let at = first + sent as usize * CONNECTIONS + number;
                    let (status, came) = kept.ask(&requests(at));
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
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// As fast as it goes, then at half of what is asked of a core.
fn measured(
    name: &str,
    address: &str,
    pid: Option<u32>,
    requests: Requests<'_>,
    goal: Option<f64>,
) {
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
fn load_for(address: &str, requests: Requests<'_>, many: usize) {
    let mut kept = Kept::open(address);
    for number in 0..many {
        assert_eq!(
            kept.ask(&requests(number)).0,
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

/// What an ERP system knows of one line of an order: who, whence, whither, what, what it is for, and what the laboratory
/// says; every law has an answer.
fn order(number: usize) -> String {
    format!(
        r#"{{"title":"SO-{number}","shipment":{{"date":"2025-12-15","kind":"export","from":"PK","destination":"US","value":"{}.50 USD","sample":false}},"end-use":{{"purpose":["civil"]}},"party":[{{"name":"Example Copper (Pvt) Ltd","roles":["exporter"],"place":"PK","nationality":"PK"}},{{"name":"Example Smelting Inc.","roles":["importer","end-user"],"place":"US","nationality":"US"}}],"items":{{"copper":{{"name":"Copper concentrate","kind":"goods","form":"ore-or-concentrate","elements":["Cu"],"origin":"PK","made-in":"PK","usable-in-wmd-or-delivery":false,"content":{{"Th":"0 %","U":"0 %"}}}}}},"line":[{{"item":"copper"}}]}}"#,
        1_000 + number % 10_000
    )
}

/// A row of the table beside other engines, as a document: every number another one, and every verdict among them.
fn under_the_rule(number: usize) -> String {
    let row = Row::of(number);
    format!(
        r#"{{"title":"R-{number}","shipment":{{"date":"2025-10-{:02}"}},"end-use":{{"purpose":["{}"]}},"party":[{{"name":"End user","roles":["end-user"],"on-cn-control-list":{}}}],"items":{{"product":{{"value":"{} USD","made-with-chinese-rare-earth-technology":{},"components":[{{"item":"part","value":"{} USD"}}],"components-complete":true}},"part":{{"origin":"{}","form":"{}"}}}},"line":[{{"item":"product"}}]}}"#,
        row.day,
        if row.relief {
            "disaster-relief"
        } else {
            "civil"
        },
        row.listed,
        row.whole,
        row.technology,
        row.part,
        if row.china { "CN" } else { "JP" },
        if row.magnet {
            "permanent-magnet-material"
        } else {
            "alloy"
        },
    )
}

/// The same row as the other service is told of it.
fn context(number: usize) -> String {
    let row = Row::of(number);
    format!(
        r#"{{"day":202510{:02},"part_value":{},"whole_value":{},"part_from_china":{},"part_is_magnet":{},"chinese_technology":{},"end_user_listed":{},"relief":{}}}"#,
        row.day, row.part, row.whole, row.china, row.magnet, row.technology, row.listed, row.relief
    )
}

struct Row {
    day: usize,
    whole: usize,
    part: usize,
    china: bool,
    magnet: bool,
    technology: bool,
    listed: bool,
    relief: bool,
}

impl Row {
    fn of(number: usize) -> Self {
        Self {
            day: 1 + number % 28,
            whole: 1_000 + number % 977,
            part: number % 5,
            china: number.is_multiple_of(2),
            magnet: number.is_multiple_of(3),
            technology: number.is_multiple_of(7),
            listed: number.is_multiple_of(11),
            relief: number.is_multiple_of(13),
        }
    }
}

/// The rule of the table beside other engines.
const RULE: &str = r#"jurisdiction XX
  name "Examplia"
  authority MOT "Ministry of Trade"
  verified through 2026-12-31

instrument XX.2025-1
  title "Export controls on what was made with foreign magnets"
  of XX
  issued 2025-10-09
  in force from 2025-09-01
  verified through 2026-12-31

rule foreign-made-content
  cites §1
  licence from MOT
  when all of
    (from) shipment.date is on or after 2025-10-09
    (until) shipment.date is before 2025-11-07
    (caught) any of
      (content) share by value of components of item where (component.origin is CN and component.form is permanent-magnet-material) is at least 0.1 %
      (technology) item.made-with-chinese-rare-earth-technology
      (list) end-user.on-cn-control-list

exception disaster-relief to foreign-made-content
  cites §5
  exempt
  when end-use.purpose includes disaster-relief
"#;

/// Lines of one stream: so many documents through one connection.
fn streamed(address: &str, pid: Option<u32>, screening: &str) {
    const LINES: usize = 20_000;
    let path = format!("/v1/determinations?detail=verdicts&screening={screening}");
    let lines: Vec<String> = (0..LINES)
        .map(|number| order(900_000_000 + number))
        .collect();
    let whole = request("POST", &path, "application/x-ndjson", &lines.join("\n"));
    let (before, begun) = (worked(pid), Instant::now());
    let mut kept = Kept::open(address);
    let mut sending = kept.stream.get_ref().try_clone().unwrap();
    let sent = thread::spawn(move || sending.write_all(&whole));
    let (status, bytes) = kept.ask(&[]);
    assert_eq!(status, 200);
    sent.join().unwrap().unwrap();
    let (took, spent) = (begun.elapsed().as_secs_f64(), worked(pid) - before);
    println!(
        "erp-stream: {:.0} lines a second, {:.0} a second of processor time, {} bytes each",
        LINES as f64 / took,
        LINES as f64 / spent,
        bytes / LINES
    );
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    if arguments.iter().any(|one| one == "--print-rule") {
        print!("{RULE}");
        return;
    }
    let value = |name: &str| {
        let at = arguments.iter().position(|one| one == name)?;
        arguments.get(at + 1).cloned()
    };
    let address = arguments.get(1).expect("the address of the service");
    let pid = value("--pid").map(|pid| pid.parse().expect("a process"));
    let only = value("--only").unwrap_or_default();
    let wanted = |name: &str| only.is_empty() || only == name;
    let screening = value("--screening").unwrap_or_else(|| "true".to_owned());

    // The transaction of docs/benchmarks.md, whose answer most laws give at once; what an ERP system asks about one line
    // of an order; and one of which little is said.
    let consignment = include_str!("../../../examples/pakistan-samples/consignment.toml");
    let consignment =
        |number: usize| consignment.replacen("title = \"", &format!("title = \"S-{number} "), 1);
    for (name, about, detail, round) in [
        ("consignment", true, "facts", None),
        ("consignment-short", true, "verdicts", None),
        ("consignment-again", true, "facts", Some(200)),
        ("erp", false, "facts", None),
        ("erp-short", false, "verdicts", None),
        ("erp-again", false, "verdicts", Some(500)),
    ] {
        if !wanted(name) {
            continue;
        }
        let path = format!("/v1/determinations?detail={detail}&screening={screening}");
        let ask = |number: usize| {
            let number = round.map_or(number, |round| number % round);
            match about {
                true => request("POST", &path, "application/toml", &consignment(number)),
                false => request("POST", &path, "application/json", &order(number)),
            }
        };
        measured(name, address, pid, &ask, Some(5_000.0));
    }
    if wanted("erp-stream") {
        streamed(address, pid, &screening);
    }
    for (name, laws) in [("open", ""), ("open-one-law", "&jurisdiction=CN")] {
        if wanted(name) {
            let path = format!("/v1/determinations?detail=facts&screening={screening}{laws}");
            let ask = |number| request("POST", &path, "application/json", &shipment(number));
            measured(name, address, pid, &ask, None);
        }
    }
    if wanted("screening") {
        let ask = |number: usize| {
            let (first, second) = (NAMES[number % 25], NAMES[(number / 25) % 20]);
            let third = NAMES[(number / 500) % 25];
            let body = format!(r#"{{"parties":[{{"name":"{first} {second} {third} Trading"}}]}}"#);
            request("POST", "/v1/screenings", "application/json", &body)
        };
        measured("screening", address, pid, &ask, Some(2_000.0));
    }
    if wanted("pages") {
        for path in PAGES {
            let one = |_: usize| request("GET", path, "text/html", "");
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
        let rule = |number| {
            let path = "/v1/determinations?detail=verdicts&screening=false";
            request("POST", path, "application/json", &under_the_rule(number))
        };
        measured("rule, Exeat", address, pid, &rule, None);
        let of = value("--peer-pid").map(|pid| pid.parse().expect("a process"));
        let rule = |number| request("POST", "/", "application/json", &context(number));
        measured("rule, the other service", &peer, of, &rule, None);
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
