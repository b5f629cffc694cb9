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
use std::path::PathBuf;
use std::time::{Duration, Instant};

use exeat_register::{
    Acting, Amounts, Imported, Licence, LicenceKind, LicenceLine, Location, OpeningUse, Recorded,
    Register, Request, Role,
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
        let used = (0..each)
            .map(|_| -> Answer<OpeningUse> {
                Ok(OpeningUse {
                    line: 1,
                    quantity: Some("0.125 kg".parse()?),
                    value: None,
                })
            })
            .collect::<Answer<Vec<_>>>()?;
        let licences = vec![Imported {
            licence: licence(&format!("L{index}"))?,
            used,
        }];
        register.perform(&ana, &Request::Import { licences })?;
    }
    let counts = register.counts()?;
    println!(
        "{licences} licences of {each} entries: {counts:?}, written in {:?}",
        start.elapsed()
    );

    let mut draws = Vec::new();
    let mut reserves = Vec::new();
    let mut balances = Vec::new();
    for turn in 0..2_000_usize {
        let number = format!("L{}", turn.wrapping_mul(7_919) % licences);
        let amounts = Amounts {
            quantity: Some("0.5 kg".parse()?),
            value: None,
        };
        let shipment = format!("S{turn}");
        let reserve = Request::Reserve {
            licence: number.clone(),
            line: 1,
            amounts,
            shipment: shipment.clone(),
            declaration: None,
        };
        let start = Instant::now();
        register.perform(&ana, &reserve)?;
        reserves.push(start.elapsed());
        let draw = Request::Draw {
            licence: number.clone(),
            line: 1,
            amounts: Amounts::default(),
            shipment: Some(shipment),
            declaration: None,
            reservation: None,
        };
        let start = Instant::now();
        register.perform(&ana, &draw)?;
        draws.push(start.elapsed());
        let start = Instant::now();
        register.licence(&number, ana.on)?;
        balances.push(start.elapsed());
    }
    told("reserve", reserves);
    told("draw", draws);
    told("balance", balances);
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
