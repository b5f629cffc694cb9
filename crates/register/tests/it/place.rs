//! Places for registers: files, and databases of a server that is started once and ends with the tests.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests make files, start a server and look for it, and say so where there is none"
)]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use exeat_register::{
    Acting, Amounts, Imported, Licence, LicenceKind, LicenceLine, Location, Recorded, Register,
    Request, Role, Roots,
};
use exeat_value::Day;

pub(crate) use crate::served::{Server, start};

/// Runs each of these functions on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[test]
            fn $name() {
                super::$name(&crate::place::file(concat!(module_path!(), "-", stringify!($name))));
            })*
        }
        mod on_postgres {
            $(#[test]
            fn $name() {
                if let Some(place) = crate::place::server(stringify!($name)) {
                    super::$name(&place);
                }
            })*
        }
    };
}
pub(crate) use on_both;

/// A register in a new file.
pub(crate) fn file(name: &str) -> Location {
    let name = name.replace("::", "-");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.sqlite"));
    for ending in ["", "-wal", "-shm"] {
        let mut one = path.clone().into_os_string();
        one.push(ending);
        let _ = fs::remove_file(one);
    }
    Location::File(path)
}

/// A register in a new database of the server; none, and said so, where there is no server.
pub(crate) fn server(name: &str) -> Option<Location> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let started = SERVER.get_or_init(|| start("postgres", "-c listen_addresses=", &[]));
    let Some(server) = started else {
        println!("skipped: {name} on PostgreSQL, which is not installed here");
        return None;
    };
    let host = server.folder.display();
    let url = |database: &str| format!("postgres:///{database}?host={host}&user=exeat");
    let database = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut client =
        postgres::Client::connect(&url("postgres"), postgres::NoTls).expect("a server");
    client
        .batch_execute(&format!("CREATE DATABASE {database}"))
        .expect("a database");
    Some(Location::Server(url(&database), Roots::default()))
}

/// A day.
pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Somebody on a day.
pub(crate) fn acting(by: &str, on: &str) -> Acting {
    Acting {
        by: by.to_owned(),
        on: day(on),
        at: format!("{on}T12:00:00Z"),
    }
}

/// A register with `ana` (every role), `ben` (officer and administrator) and `cem` (clerk).
pub(crate) fn open(place: &Location) -> Register {
    let mut register = Register::open(place).expect("a register");
    let ana = acting("ana", "2026-01-01");
    for (name, roles) in [
        ("ana", Role::ALL.to_vec()),
        ("ben", vec![Role::Officer, Role::Administrator]),
        ("cem", vec![Role::Clerk]),
    ] {
        let name = name.to_owned();
        register
            .perform(&ana, &Request::Person { name, roles })
            .expect("a person");
    }
    register
}

/// A licence for 100 kg over the year 2026.
pub(crate) fn licence(number: &str) -> Licence {
    Licence {
        id: number.to_owned(),
        number: number.to_owned(),
        jurisdiction: "CN".to_owned(),
        authority: "MOFCOM".to_owned(),
        kind: LicenceKind::Individual,
        holder: "Example Magnets".to_owned(),
        parties: Vec::new(),
        destinations: Vec::new(),
        valid_from: day("2026-01-01"),
        valid_through: Some(day("2026-12-31")),
        shipments_max: None,
        lines: vec![LicenceLine {
            number: 1,
            item: Some("dysprosium oxide".to_owned()),
            codes: vec!["1C902.a".to_owned()],
            quantity: Some("100 kg".parse().expect("a quantity")),
            value: None,
        }],
        conditions: Vec::new(),
        recorded: Recorded::Issued,
        cause: None,
        superseded_by: None,
        note: None,
    }
}

/// Takes over a licence.
pub(crate) fn import(register: &mut Register, licence: Licence) {
    let licences = vec![Imported {
        licence,
        used: Vec::new(),
        used_shipments: None,
    }];
    register
        .perform(&acting("ana", "2026-01-01"), &Request::Import { licences })
        .expect("a licence");
}

/// So many kilograms, or whatever stands there.
pub(crate) fn amounts(quantity: &str) -> Amounts {
    Amounts {
        quantity: (!quantity.is_empty()).then(|| quantity.parse().expect("a quantity")),
        value: None,
    }
}

/// A reservation on line 1.
pub(crate) fn reserve(licence: &str, quantity: &str, shipment: &str) -> Request {
    Request::Reserve {
        licence: licence.to_owned(),
        line: 1,
        amounts: amounts(quantity),
        shipment: shipment.to_owned(),
        declaration: None,
    }
}

/// A draw on line 1.
pub(crate) fn draw(licence: &str, quantity: &str, shipment: &str) -> Request {
    Request::Draw {
        licence: licence.to_owned(),
        line: 1,
        amounts: amounts(quantity),
        shipment: Some(shipment.to_owned()),
        declaration: None,
        reservation: None,
    }
}

/// A release on line 1.
pub(crate) fn release(licence: &str, quantity: &str, shipment: &str) -> Request {
    Request::Release {
        licence: licence.to_owned(),
        line: 1,
        amounts: amounts(quantity),
        shipment: Some(shipment.to_owned()),
        declaration: None,
        reservation: None,
        cause: None,
    }
}

/// What is left of line 1, as text.
pub(crate) fn left(register: &mut Register, licence: &str, on: &str) -> String {
    let view = register.licence(licence, day(on)).expect("a licence");
    let line = view.lines.first().expect("a line");
    line.left.map(|left| left.to_string()).unwrap_or_default()
}
