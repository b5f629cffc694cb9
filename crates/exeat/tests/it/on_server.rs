//! Databases on a PostgreSQL server of the tests' own.

#[expect(
    dead_code,
    reason = "the tests of the register stop and start the server too"
)]
#[path = "../../../register/tests/it/served.rs"]
mod served;

use std::sync::{Mutex, OnceLock, PoisonError};

use served::{Server, start};

/// The address of a new database; none where PostgreSQL is not installed, which is said by the name of the test. The
/// server ends with the tests.
#[expect(
    clippy::print_stdout,
    reason = "a test that is skipped says by name what it needs"
)]
pub(crate) fn database(test: &str) -> Option<String> {
    static SERVER: OnceLock<Option<Mutex<(Server, u32)>>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let server = start("databases", "-c listen_addresses=", &[])?;
        Some(Mutex::new((server, 0)))
    });
    let Some(server) = server else {
        println!("skipped: {test}, since PostgreSQL is not installed here");
        return None;
    };
    let mut server = server.lock().unwrap_or_else(PoisonError::into_inner);
    let (server, number) = &mut *server;
    *number += 1;
    server.tell(&format!("create test_{number}"));
    let place = server.folder.display();
    Some(format!("postgres:///test_{number}?host={place}&user=exeat"))
}
