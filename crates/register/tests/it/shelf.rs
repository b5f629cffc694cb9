//! Tables of others in the register's database: whole or not at all, also when the server goes away in the middle.

#![expect(clippy::print_stdout, reason = "tests say so where there is no server")]

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;

use exeat_register::{Cell, Location, Register, RegisterError, Roots, Shelf, Step};

use crate::place::{Server, acting, draw, import, left, licence, on_both, open, start};
use crate::server::port;

on_both!(what_fails_is_forgotten_whole);

const STEPS: &[Step] = &[Step {
    sqlite: "CREATE TABLE writer (id INTEGER NOT NULL PRIMARY KEY); INSERT INTO writer (id) VALUES (1); \
             CREATE TABLE note (text TEXT NOT NULL PRIMARY KEY)",
    postgres: "CREATE TABLE writer (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO writer (id) VALUES (1); \
               CREATE TABLE note (text TEXT NOT NULL PRIMARY KEY)",
}];

fn shelf(place: &Location) -> Shelf {
    Shelf::open(place, "notes", STEPS).expect("a shelf")
}

fn put(shelf: &mut Shelf, text: &str) -> Result<u64, RegisterError> {
    shelf.execute("INSERT INTO note (text) VALUES ($1)", &[Cell::from(text)])
}

fn notes(shelf: &mut Shelf) -> Vec<String> {
    let rows = shelf
        .rows("SELECT text FROM note ORDER BY text", &[])
        .expect("notes");
    rows.into_iter()
        .map(|mut row| row.text().expect("a text"))
        .collect()
}

fn what_fails_is_forgotten_whole(place: &Location) {
    let mut shelf = shelf(place);
    shelf
        .write(|shelf| put(shelf, "a").map(drop))
        .expect("written");
    let refused: Result<(), RegisterError> = shelf.write(|shelf| {
        put(shelf, "b")?;
        put(shelf, "a").map(drop)
    });
    assert!(refused.is_err());
    // What failed in the middle is not taken for done, though whoever wrote went on: a file undoes the one statement,
    // a server everything.
    let went_on = shelf.write(|shelf| {
        put(shelf, "c")?;
        let _ = put(shelf, "a");
        Ok::<(), RegisterError>(())
    });
    assert_eq!(went_on.is_ok(), notes(&mut shelf).contains(&"c".to_owned()));
    shelf
        .write(|shelf| put(shelf, "d").map(drop))
        .expect("written");
    let there = notes(&mut shelf);
    assert!(there.contains(&"a".to_owned()) && there.contains(&"d".to_owned()));
    assert!(!there.contains(&"b".to_owned()), "{there:?}");
}

/// A server on a port of its own, and its address through which a test can cut the wire.
fn reachable(name: &str) -> Option<(Server, Arc<Wire>)> {
    let to = port();
    let options = format!("-c listen_addresses=127.0.0.1 -p {to}");
    let Some(server) = start(name, &options, &[]) else {
        println!("skipped: {name}, since PostgreSQL is not installed here");
        return None;
    };
    Some((server, Wire::new(to)))
}

const WHOLE: u8 = 0;
/// Cut when the client asks to keep what it wrote, before the server hears of it.
const CUT_BEFORE: u8 = 1;
/// Cut when the server has kept it, before the client hears of it.
const CUT_AFTER: u8 = 2;

/// A wire between a client and its server, which can be cut at the one moment that matters.
struct Wire {
    port: u16,
    cut: AtomicU8,
}

impl Wire {
    fn new(to: u16) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let wire = Arc::new(Self {
            port: listener.local_addr().expect("an address").port(),
            cut: AtomicU8::new(WHOLE),
        });
        let ours = Arc::clone(&wire);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(("127.0.0.1", to)) else {
                    continue;
                };
                let wire = Arc::clone(&ours);
                thread::spawn(move || wire.carry(client, server));
            }
        });
        wire
    }

    fn location(&self) -> Location {
        let port = self.port;
        let url = format!("postgres://exeat@127.0.0.1:{port}/postgres");
        Location::Server(url, Roots::default())
    }

    fn carry(&self, mut client: TcpStream, mut server: TcpStream) {
        let (mut back, mut to) = (
            server.try_clone().expect("a stream"),
            client.try_clone().expect("a stream"),
        );
        let answers = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = back.read(&mut bytes) {
                if to.write_all(&bytes[..count]).is_err() {
                    break;
                }
            }
            let _ = to.shutdown(Shutdown::Both);
        });
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = client.read(&mut bytes) {
            let said = &bytes[..count];
            let keeps = said.windows(7).any(|end| end == b"COMMIT\0");
            let cut = match keeps {
                true => self.cut.swap(WHOLE, Ordering::SeqCst),
                false => WHOLE,
            };
            if cut == CUT_AFTER {
                let _ = client.shutdown(Shutdown::Both);
            }
            if cut == CUT_BEFORE || server.write_all(said).is_err() {
                break;
            }
            if cut == CUT_AFTER {
                break;
            }
        }
        // The server reads what it was sent before it sees that nobody is there any more.
        let _ = server.shutdown(Shutdown::Write);
        let _ = client.shutdown(Shutdown::Both);
        let _ = answers.join();
    }
}

/// A server that is started again in the middle of a change has forgotten the first half, and the second is not written
/// without it.
#[test]
fn a_server_that_is_started_again_in_the_middle_keeps_nothing() {
    let Some(mut server) = start("middle", "-c listen_addresses=", &[]) else {
        println!(
            "skipped: a_server_that_is_started_again_in_the_middle_keeps_nothing, since PostgreSQL is not installed here"
        );
        return;
    };
    let url = format!(
        "postgres:///postgres?host={}&user=exeat",
        server.folder.display()
    );
    let mut shelf = shelf(&Location::Server(url, Roots::default()));
    let answer = shelf.write(|shelf| {
        put(shelf, "the change")?;
        server.tell("stop");
        server.tell("start");
        shelf.rows("SELECT text FROM note", &[])?;
        put(shelf, "what was done").map(drop)
    });
    assert!(
        matches!(answer, Err(RegisterError::Unreachable(_))),
        "{answer:?}"
    );
    assert_eq!(notes(&mut shelf), Vec::<String>::new());
    shelf
        .write(|shelf| put(shelf, "the change").map(drop))
        .expect("written");
    assert_eq!(notes(&mut shelf), ["the change"]);
}

#[test]
fn a_connection_that_is_lost_at_the_end_leaves_no_doubt() {
    let Some((_server, wire)) = reachable("end") else {
        return;
    };
    let mut shelf = shelf(&wire.location());
    for round in 0..8 {
        let text = format!("{round}");
        wire.cut.store(CUT_AFTER, Ordering::SeqCst);
        shelf
            .write(|shelf| put(shelf, &text).map(drop))
            .expect("it was kept");
        wire.cut.store(CUT_BEFORE, Ordering::SeqCst);
        let lost = shelf.write(|shelf| put(shelf, "lost").map(drop));
        assert!(
            matches!(lost, Err(RegisterError::Unreachable(_))),
            "{lost:?}"
        );
    }
    assert_eq!(notes(&mut shelf), ["0", "1", "2", "3", "4", "5", "6", "7"]);
}

/// The same of the register itself: whoever is told that it is drawn has drawn it once.
#[test]
fn a_draw_whose_answer_is_lost_is_drawn_once() {
    let Some((_server, wire)) = reachable("once") else {
        return;
    };
    let place = wire.location();
    let mut register: Register = open(&place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    for cut in [CUT_AFTER, CUT_BEFORE, CUT_AFTER, CUT_BEFORE] {
        wire.cut.store(cut, Ordering::SeqCst);
        register
            .perform(&cem, &draw("L", "1 kg", "S"))
            .expect("drawn");
    }
    assert_eq!(left(&mut register, "L", "2026-03-01"), "96 kg");
}
