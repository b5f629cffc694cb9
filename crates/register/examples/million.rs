//! How fast a register with a million ledger entries is: `cargo run --release -p exeat-register --example million`.
//!
//! The entries are written through the register itself, many to a transaction, so that the log and every digest are as
//! in life; what is measured afterwards is written one to a transaction, as in life.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement looks at the clock, makes files and prints"
)]

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use exeat_register::{
    Acting, Amounts, Imported, Licence, LicenceKind, LicenceLine, Location, Recorded, Register,
    Request, Role,
};

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

fn licence(number: &str) -> Answer<Licence> {
    Ok(Licence {
        id: number.to_owned(),
        number: number.to_owned(),
        jurisdiction: "CN".to_owned(),
        authority: "MOFCOM".to_owned(),
        kind: LicenceKind::Individual,
        holder: "Example Magnets".to_owned(),
        parties: Vec::new(),
        destinations: Vec::new(),
        valid_from: "2026-01-01".parse()?,
        valid_through: Some("2026-12-31".parse()?),
        shipments_max: None,
        lines: vec![LicenceLine {
            number: 1,
            item: Some("dysprosium oxide".to_owned()),
            codes: vec!["1C902.a".to_owned()],
            quantity: Some("1000000 kg".parse()?),
            value: None,
        }],
        conditions: Vec::new(),
        recorded: Recorded::Issued,
        cause: None,
        superseded_by: None,
        note: None,
    })
}

fn told(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| {
        times
            .get(times.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    println!("{name}: median {:?}, 99 of 100 within {:?}", at(50), at(99));
}

fn reserve(licence: &str, shipment: &str) -> Answer<Request> {
    Ok(Request::Reserve {
        licence: licence.to_owned(),
        line: 1,
        amounts: Amounts {
            quantity: Some("0.125 kg".parse()?),
            value: None,
        },
        shipment: shipment.to_owned(),
        declaration: None,
    })
}

fn draw(licence: &str, shipment: &str) -> Request {
    Request::Draw {
        licence: licence.to_owned(),
        line: 1,
        amounts: Amounts::default(),
        shipment: Some(shipment.to_owned()),
        declaration: None,
        reservation: None,
    }
}

/// What a commit costs on this disk whatever is written: some pages at the end of a file, and waiting until they are
/// on the disk.
fn floor(folder: &Path) -> Answer<Vec<Duration>> {
    let path = folder.join(format!("floor-{}", std::process::id()));
    let mut file = std::fs::File::create(&path)?;
    let pages = vec![7_u8; 8 * 4_096];
    let mut times = Vec::new();
    for _ in 0..500 {
        let start = Instant::now();
        file.write_all(&pages)?;
        file.sync_data()?;
        times.push(start.elapsed());
    }
    drop(file);
    std::fs::remove_file(&path)?;
    Ok(times)
}

fn timed<T>(times: &mut Vec<Duration>, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    times.push(start.elapsed());
    done
}

fn main() -> Answer<()> {
    let number = |place: usize, default: usize| -> usize {
        env::args()
            .nth(place)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let (licences, each) = (number(1, 1_000), number(2, 1_000));
    let folder = env::var_os("EXEAT_BENCH_DIR").map_or_else(env::temp_dir, PathBuf::from);
    let path = folder.join(format!("million-{}.sqlite", std::process::id()));
    let mut register = Register::open(&Location::File(path.clone()))?;
    let ana = Acting {
        by: "ana".to_owned(),
        on: "2026-03-01".parse()?,
        at: "2026-03-01T12:00:00Z".to_owned(),
    };
    register.perform(
        &ana,
        &Request::Person {
            name: "ana".to_owned(),
            roles: Role::ALL.to_vec(),
        },
    )?;
    let start = Instant::now();
    for index in 0..licences {
        let name = format!("L{index}");
        let licences = vec![Imported {
            licence: licence(&name)?,
            used: Vec::new(),
            used_shipments: None,
        }];
        let mut requests = vec![(ana.clone(), Request::Import { licences })];
        for shipment in 0..each / 2 {
            let shipment = format!("S{shipment}");
            requests.push((ana.clone(), reserve(&name, &shipment)?));
            requests.push((ana.clone(), draw(&name, &shipment)));
        }
        for answer in register.perform_each(&requests)? {
            answer?;
        }
    }
    let counts = register.counts()?;
    println!(
        "{licences} licences of {each} entries: {counts:?}, written in {:?}",
        start.elapsed()
    );

    told("a write of 32 KiB that waits for the disk", floor(&folder)?);
    // Each of another licence than the one before, and of none whose sum the program still remembers.
    let turns = 2_000.min(licences.saturating_mul(4));
    let other = |turn: usize| format!("L{}", turn.wrapping_mul(7_919) % licences);
    let (mut reserves, mut draws, mut balances) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..turns {
        let request = reserve(&other(turn), &format!("T{turn}"))?;
        timed(&mut reserves, || register.perform(&ana, &request))?;
    }
    for turn in 0..turns {
        let request = draw(&other(turn), &format!("T{turn}"));
        timed(&mut draws, || register.perform(&ana, &request))?;
    }
    for turn in 0..turns {
        let name = other(turn);
        timed(&mut balances, || register.licence(&name, ana.on))?;
    }
    told("reserve", reserves);
    told("draw", draws);
    told("balance", balances);
    // One licence again and again, as a service does whose program goes on.
    let (mut draws, mut balances) = (Vec::new(), Vec::new());
    for turn in 0..turns {
        let shipment = format!("U{turn}");
        register.perform(&ana, &reserve("L0", &shipment)?)?;
        let request = draw("L0", &shipment);
        timed(&mut draws, || register.perform(&ana, &request))?;
        timed(&mut balances, || register.licence("L0", ana.on))?;
    }
    told("draw, the licence before once more", draws);
    told("balance, the licence before once more", balances);
    let start = Instant::now();
    let verified = register.verify(&[], &mut |_| {})?;
    println!(
        "audit verify of {} events, {} entries: {:?}, {} findings",
        verified.events,
        verified.entries,
        start.elapsed(),
        verified.findings.len()
    );
    drop(register);
    let bytes = std::fs::metadata(&path)?.len();
    println!("the file has {} MiB", bytes / 1_048_576);
    for ending in ["", "-wal", "-shm"] {
        let mut one = path.clone().into_os_string();
        one.push(ending);
        let _ = std::fs::remove_file(one);
    }
    Ok(())
}
