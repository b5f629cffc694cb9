//! The same tests on a file and on a server.

#[expect(
    dead_code,
    reason = "the tests of the register stop and start the server too"
)]
#[path = "../../../../register/tests/it/served.rs"]
mod served;

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use exeat_register::Roots;

use super::*;

/// Runs each of these functions over accounts in memory, and over accounts on a PostgreSQL server.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[test]
            fn $name() {
                let register = super::Location::File(":memory:".into());
                super::$name(&super::Accounts::open(&register, super::Path::new(":memory:")).expect("accounts"));
            })*
        }
        mod on_postgres {
            $(#[test]
            fn $name() {
                if let Some(accounts) = super::on_a_server(stringify!($name)) {
                    super::$name(&accounts);
                }
            })*
        }
    };
}

on_both!(
    an_invitation_is_good_once,
    a_session_is_its_secret_and_nothing_else,
    organisations_do_not_see_each_other,
    a_key_does_what_it_is_for,
    nobody_changes_their_own_role,
    wrong_passwords_shut_a_name,
    an_invitation_makes_one_person_though_many_take_it,
);

/// Accounts in a new database of a server; none, and said so, where PostgreSQL is not installed.
fn on_a_server(test: &str) -> Option<Accounts> {
    static SERVER: OnceLock<Option<Mutex<(served::Server, u32)>>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let server = served::start("accounts", "-c listen_addresses=", &[])?;
        Some(Mutex::new((server, 0)))
    });
    let Some(server) = server else {
        println!("skipped: {test} on PostgreSQL, which is not installed here");
        return None;
    };
    let mut server = server.lock().unwrap_or_else(PoisonError::into_inner);
    let (server, number) = &mut *server;
    *number += 1;
    server.tell(&format!("create accounts_{number}"));
    let place = server.folder.display();
    let url = format!("postgres:///accounts_{number}?host={place}&user=exeat");
    let register = Location::Server(url, Roots::default());
    let accounts = Accounts::open(&register, Path::new("no-file.sqlite"));
    Some(accounts.expect("accounts"))
}

fn administrator(accounts: &Accounts) -> Principal {
    let secret = accounts.first_invitation().expect("read").expect("a link");
    accounts
        .accept(&secret, "ada", "a long enough one")
        .expect("an account");
    signed_in(accounts, "ada")
}

fn signed_in(accounts: &Accounts, name: &str) -> Principal {
    let session = accounts
        .sign_in(name, "a long enough one")
        .expect("signed in");
    accounts.of_session(&session).expect("a session")
}

fn an_invitation_is_good_once(accounts: &Accounts) {
    let secret = accounts.first_invitation().expect("read").expect("a link");
    let short = accounts.accept(&secret, "ada", "short");
    assert!(short.is_err_and(|error| error.contains("a password has")));
    // A password is not even looked at without a good invitation.
    let uninvited = accounts.accept("anything", "ada", "short");
    assert_eq!(
        uninvited,
        Err("this invitation is not good any more".to_owned())
    );
    accounts
        .accept(&secret, "ada", "a long enough one")
        .expect("an account");
    assert!(
        accounts
            .accept(&secret, "eve", "a long enough one")
            .is_err()
    );
    assert_eq!(accounts.first_invitation(), Ok(None));
}

fn a_session_is_its_secret_and_nothing_else(accounts: &Accounts) {
    let ada = administrator(accounts);
    assert_eq!(ada.role, Role::Administrator);
    assert!(accounts.sign_in("ada", "a long enough two").is_err());
    let session = accounts
        .sign_in("ada", "a long enough one")
        .expect("signed in");
    let Cell::Text(kept) = hash(&session) else {
        panic!("a hash is text")
    };
    assert!(accounts.of_session(&kept).is_none());
    accounts.sign_out(&session);
    assert!(accounts.of_session(&session).is_none());
}

fn organisations_do_not_see_each_other(accounts: &Accounts) {
    let ada = administrator(accounts);
    let secret = accounts
        .invite(&ada, Role::Reader, Some("Other"))
        .expect("invited");
    accounts
        .accept(&secret, "bo", "a long enough one")
        .expect("an account");
    let bo = signed_in(accounts, "bo");
    assert_ne!(bo.organisation, ada.organisation);
    assert_eq!(bo.role, Role::Administrator);
    assert_eq!(accounts.members(&ada).len(), 1);
    assert_eq!(accounts.members(&bo).len(), 1);
    assert!(
        accounts
            .change(&bo, ada.person, Some(Role::Reader))
            .is_err()
    );
    assert!(accounts.deeds(&bo).iter().all(|deed| deed.actor == "bo"));
    assert!(accounts.deeds(&ada).iter().all(|deed| deed.actor == "ada"));
    assert!(accounts.invite(&bo, Role::Reader, Some("Third")).is_err());
    assert!(accounts.invite(&ada, Role::Reader, Some("Other")).is_err());
}

fn a_key_does_what_it_is_for(accounts: &Accounts) {
    let ada = administrator(accounts);
    assert!(accounts.issue_key(&ada, "erp", &[]).is_err());
    assert!(
        accounts
            .issue_key(&ada, "erp", &[Action::ManagePeople])
            .is_err()
    );
    let secret = accounts
        .issue_key(&ada, "erp", &[Action::Determine])
        .expect("a key");
    let key = accounts.of_key(&secret).expect("a key");
    assert!(
        key.may(Action::Determine) && !key.may(Action::Screen) && !key.may(Action::ManagePeople)
    );
    assert!(
        accounts
            .issue_key(&key, "more", &[Action::Determine])
            .is_err()
    );
    let id = accounts.keys(&ada)[0].id;
    assert!(accounts.withdraw_key(&key, id).is_err());
    assert!(accounts.of_key(&secret).is_some());
    accounts.withdraw_key(&ada, id).expect("withdrawn");
    assert!(accounts.of_key(&secret).is_none());
}

fn nobody_changes_their_own_role(accounts: &Accounts) {
    let ada = administrator(accounts);
    assert!(
        accounts
            .change(&ada, ada.person, Some(Role::Reader))
            .is_err()
    );
    let secret = accounts.invite(&ada, Role::Officer, None).expect("invited");
    accounts
        .accept(&secret, "bo", "a long enough one")
        .expect("an account");
    let session = accounts
        .sign_in("bo", "a long enough one")
        .expect("signed in");
    let bo = accounts.of_session(&session).expect("a session");
    assert!(accounts.change(&bo, ada.person, None).is_err());
    assert!(accounts.members(&bo).is_empty());
    accounts.change(&ada, bo.person, None).expect("removed");
    assert!(accounts.of_session(&session).is_none());
    assert!(accounts.sign_in("bo", "a long enough one").is_err());
    let told = accounts.deeds(&ada);
    assert!(
        told.iter()
            .any(|deed| deed.deed == "made removed" && deed.object == "bo"),
        "{told:?}"
    );
}

fn wrong_passwords_shut_a_name(accounts: &Accounts) {
    let ada = administrator(accounts);
    for _ in 0..10 {
        assert!(accounts.sign_in("ada", "not the right one").is_err());
    }
    let shut = accounts.sign_in("ada", "a long enough one");
    assert!(shut.is_err_and(|why| why.contains("quarter of an hour")));
    let failures = accounts.deeds(&ada);
    let failures = failures
        .iter()
        .filter(|deed| deed.deed == "failed to sign in");
    assert_eq!(failures.count(), 10);
}

fn an_invitation_makes_one_person_though_many_take_it(accounts: &Accounts) {
    let secret = accounts.first_invitation().expect("read").expect("a link");
    if !accounts.take().is_ok_and(|one| one.is_on_a_server()) {
        // What is in memory has one connection.
        return;
    }
    let made = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..4)
            .map(|number| {
                let secret = &secret;
                scope.spawn(move || {
                    accounts
                        .accept(secret, &format!("ada {number}"), "a long enough one")
                        .is_ok()
                })
            })
            .collect();
        tries
            .into_iter()
            .filter_map(|one| one.join().ok())
            .filter(|&made| made)
            .count()
    });
    assert_eq!(made, 1);
}
