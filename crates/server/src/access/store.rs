//! Who there is: organisations, people, sessions, keys and invitations, in one SQLite file.
//!
//! What lets somebody in (a session, a key, an invitation) is kept as its hash alone.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::Digest as _;

use super::password;
use super::policy::{Action, Role};
use crate::guard::random_hex;

/// A session ends so many seconds after it began.
const SESSION_SECONDS: i64 = 12 * 60 * 60;
/// An invitation is good for so many seconds.
const INVITATION_SECONDS: i64 = 7 * 24 * 60 * 60;
/// After so many wrong passwords in a row nobody signs in under a name for a while.
const WRONG_MAX: i64 = 10;
const WRONG_SECONDS: i64 = 15 * 60;

const TABLES: &str = "
create table if not exists organisation (id integer primary key, name text not null unique);
create table if not exists person (
  id integer primary key, organisation integer not null references organisation(id),
  name text not null unique, role text not null, password text not null,
  wrong integer not null default 0, wrong_at integer not null default 0, removed integer not null default 0);
create table if not exists session (
  hash text primary key, person integer not null references person(id), ends integer not null);
create table if not exists key (
  id integer primary key, hash text not null unique, person integer not null references person(id),
  name text not null, scopes text not null, withdrawn integer not null default 0);
create table if not exists invitation (
  hash text primary key, organisation integer not null references organisation(id),
  role text not null, ends integer not null, used integer not null default 0);
create table if not exists deed (
  id integer primary key, at text not null, organisation integer not null,
  actor text not null, deed text not null, object text not null);
pragma user_version = 1;
";

/// Somebody who was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Principal {
    pub(crate) person: i64,
    pub(crate) organisation: i64,
    pub(crate) name: String,
    pub(crate) organisation_name: String,
    pub(crate) role: Role,
    /// What the key is for; nothing for a person who signed in.
    pub(crate) scopes: Option<Vec<Action>>,
}

impl Principal {
    /// Whether the policy allows it, and the key is for it.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.role.may(action)
            && self
                .scopes
                .as_ref()
                .is_none_or(|scopes| scopes.contains(&action))
    }
}

/// A person of an organisation, as its administrator sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) role: Role,
}

/// A key, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyShown {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) scopes: String,
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deed {
    pub(crate) at: String,
    pub(crate) actor: String,
    pub(crate) deed: String,
    pub(crate) object: String,
}

/// All accounts.
#[derive(Debug)]
pub(crate) struct Accounts {
    database: Mutex<Connection>,
}

type Result<T> = std::result::Result<T, String>;

fn failed(error: rusqlite::Error) -> String {
    format!("the accounts cannot be read or written: {error}")
}

fn hash(secret: &str) -> String {
    let digest = sha2::Sha256::digest(secret.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn now() -> i64 {
    Timestamp::now().as_second()
}

impl Accounts {
    /// Opens the file, and makes it where it is not there yet.
    ///
    /// # Errors
    /// It cannot be opened.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| format!("cannot make `{}`: {error}", folder.display()))?;
        }
        let database = Connection::open(path).map_err(failed)?;
        database
            .execute_batch(
                "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;",
            )
            .map_err(failed)?;
        database.execute_batch(TABLES).map_err(failed)?;
        Ok(Self {
            database: Mutex::new(database),
        })
    }

    /// Whether the accounts can be read.
    ///
    /// # Errors
    /// They cannot.
    pub(crate) fn is_readable(&self) -> Result<()> {
        self.database()
            .query_row("select count(*) from organisation", [], |row| {
                row.get::<_, i64>(0)
            })
            .map(|_| ())
            .map_err(failed)
    }

    fn database(&self) -> MutexGuard<'_, Connection> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down who did what.
    fn done(
        database: &Connection,
        organisation: i64,
        actor: &str,
        deed: &str,
        object: &str,
    ) -> Result<()> {
        database
            .execute(
                "insert into deed (at, organisation, actor, deed, object) values (?1, ?2, ?3, ?4, ?5)",
                params![Timestamp::now().to_string(), organisation, actor, deed, object],
            )
            .map_err(failed)?;
        Ok(())
    }

    /// A secret that makes the first administrator, where there is none yet.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub(crate) fn first_invitation(&self) -> Result<Option<String>> {
        let database = self.database();
        let administrators: i64 = database
            .query_row(
                "select count(*) from person where role = 'administrator' and removed = 0",
                [],
                |row| row.get(0),
            )
            .map_err(failed)?;
        if administrators > 0 {
            return Ok(None);
        }
        database
            .execute(
                "insert or ignore into organisation (id, name) values (1, 'first')",
                [],
            )
            .map_err(failed)?;
        // A link that nobody used is good no longer once a newer one is shown.
        database
            .execute(
                "update invitation set used = 1 where used = 0 and organisation = 1",
                [],
            )
            .map_err(failed)?;
        Self::invite_with(&database, 1, Role::Administrator).map(Some)
    }

    fn invite_with(database: &Connection, organisation: i64, role: Role) -> Result<String> {
        let secret = random_hex(24);
        database
            .execute(
                "insert into invitation (hash, organisation, role, ends) values (?1, ?2, ?3, ?4)",
                params![
                    hash(&secret),
                    organisation,
                    role.word(),
                    now() + INVITATION_SECONDS
                ],
            )
            .map_err(failed)?;
        Ok(secret)
    }

    /// Invites somebody into the actor's organisation, or into a new one of this name.
    ///
    /// # Errors
    /// The policy does not allow it, or the file cannot be written.
    pub(crate) fn invite(
        &self,
        actor: &Principal,
        role: Role,
        organisation: Option<&str>,
    ) -> Result<String> {
        if !actor.may(Action::ManagePeople) {
            return Err("only an administrator invites people".to_owned());
        }
        let database = self.database();
        let into = match organisation.map(str::trim).filter(|name| !name.is_empty()) {
            // Only who runs the first organisation makes others; the first person of one administers it.
            Some(name) if actor.organisation == 1 => {
                database
                    .execute("insert into organisation (name) values (?1)", params![name])
                    .map_err(|_| format!("there is an organisation called `{name}` already"))?;
                database.last_insert_rowid()
            }
            Some(_) => {
                return Err(
                    "only an administrator of the first organisation makes others".to_owned(),
                );
            }
            None => actor.organisation,
        };
        let role = if into == actor.organisation {
            role
        } else {
            Role::Administrator
        };
        let secret = Self::invite_with(&database, into, role)?;
        Self::done(
            &database,
            actor.organisation,
            &actor.name,
            "invited",
            role.word(),
        )?;
        Ok(secret)
    }

    /// Makes an account out of an invitation, which is then used up.
    ///
    /// # Errors
    /// The invitation is not good, the name is taken, or the password is too short.
    pub(crate) fn accept(&self, secret: &str, name: &str, password: &str) -> Result<()> {
        let name = name.trim();
        let plain = name
            .chars()
            .all(|one| one.is_alphanumeric() || " .-_@".contains(one));
        if name.is_empty() || name.chars().count() > 80 || !plain {
            return Err("a name has letters, digits, blanks and . - _ @, 80 at most".to_owned());
        }
        let kept = password::kept(password)?;
        let mut database = self.database();
        let transaction = database.transaction().map_err(failed)?;
        let found: Option<(i64, String)> = transaction
            .query_row(
                "select organisation, role from invitation where hash = ?1 and used = 0 and ends > ?2",
                params![hash(secret), now()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()
            .map_err(failed)?;
        let Some((organisation, role)) = found else {
            return Err("this invitation is not good any more".to_owned());
        };
        transaction
            .execute(
                "insert into person (organisation, name, role, password) values (?1, ?2, ?3, ?4)",
                params![organisation, name, role, kept],
            )
            .map_err(|_| format!("somebody is called `{name}` already"))?;
        transaction
            .execute(
                "update invitation set used = 1 where hash = ?1",
                params![hash(secret)],
            )
            .map_err(failed)?;
        Self::done(&transaction, organisation, name, "joined", &role)?;
        transaction.commit().map_err(failed)
    }

    /// Signs somebody in: the secret of the session, for the cookie.
    ///
    /// # Errors
    /// Name and password do not belong together, or there were too many wrong ones.
    pub(crate) fn sign_in(&self, name: &str, password: &str) -> Result<String> {
        const WRONG: &str = "name and password do not belong together";
        let found: Option<(i64, i64, String, i64, i64)> = self
            .database()
            .query_row(
                "select id, organisation, password, wrong, wrong_at from person where name = ?1 and removed = 0",
                params![name.trim()],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
            )
            .optional()
            .map_err(failed)?;
        let Some((person, organisation, kept, wrong, wrong_at)) = found else {
            password::nobody(password);
            return Err(WRONG.to_owned());
        };
        if wrong >= WRONG_MAX && wrong_at + WRONG_SECONDS > now() {
            return Err("too many wrong passwords; wait a quarter of an hour".to_owned());
        }
        // The database is not held while the password is worked at.
        let right = password::is(&kept, password);
        let database = self.database();
        if !right {
            database
                .execute(
                    "update person set wrong = wrong + 1, wrong_at = ?2 where id = ?1",
                    params![person, now()],
                )
                .map_err(failed)?;
            Self::done(
                &database,
                organisation,
                name.trim(),
                "failed to sign in",
                "",
            )?;
            return Err(WRONG.to_owned());
        }
        let secret = random_hex(32);
        database
            .execute("update person set wrong = 0 where id = ?1", params![person])
            .map_err(failed)?;
        database
            .execute("delete from session where ends < ?1", params![now()])
            .map_err(failed)?;
        database
            .execute(
                "insert into session (hash, person, ends) values (?1, ?2, ?3)",
                params![hash(&secret), person, now() + SESSION_SECONDS],
            )
            .map_err(failed)?;
        Self::done(&database, organisation, name.trim(), "signed in", "")?;
        Ok(secret)
    }

    /// Ends a session.
    pub(crate) fn sign_out(&self, secret: &str) {
        // What cannot be deleted now ends by itself.
        let _ = self
            .database()
            .execute("delete from session where hash = ?1", params![hash(secret)]);
    }

    /// Whose session it is.
    pub(crate) fn of_session(&self, secret: &str) -> Option<Principal> {
        self.principal(
            "select p.id, p.organisation, p.name, o.name, p.role, null
             from session s join person p on p.id = s.person join organisation o on o.id = p.organisation
             where s.hash = ?1 and s.ends > ?2 and p.removed = 0",
            secret,
        )
    }

    /// Whose key it is.
    pub(crate) fn of_key(&self, secret: &str) -> Option<Principal> {
        self.principal(
            "select p.id, p.organisation, p.name, o.name, p.role, k.scopes
             from key k join person p on p.id = k.person join organisation o on o.id = p.organisation
             where k.hash = ?1 and k.withdrawn = 0 and ?2 = ?2 and p.removed = 0",
            secret,
        )
    }

    fn principal(&self, query: &str, secret: &str) -> Option<Principal> {
        let database = self.database();
        let mut statement = database.prepare_cached(query).ok()?;
        let found: (i64, i64, String, String, String, Option<String>) = statement
            .query_row(params![hash(secret), now()], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                ))
            })
            .ok()?;
        let (person, organisation, name, organisation_name, role, scopes) = found;
        Some(Principal {
            person,
            organisation,
            name,
            organisation_name,
            role: role.parse().ok()?,
            scopes: scopes.map(|scopes| {
                scopes
                    .split(' ')
                    .filter_map(|one| one.parse().ok())
                    .collect()
            }),
        })
    }

    /// Makes a key for a program: its secret, which is shown once.
    ///
    /// # Errors
    /// The policy does not allow it, or the key is for nothing that its owner may do.
    pub(crate) fn issue_key(
        &self,
        actor: &Principal,
        name: &str,
        scopes: &[Action],
    ) -> Result<String> {
        if !actor.may(Action::IssueKeys) || actor.scopes.is_some() {
            return Err("only officers and those above them issue keys".to_owned());
        }
        if scopes.is_empty()
            || scopes
                .iter()
                .any(|scope| !scope.fits_a_key() || !actor.may(*scope))
        {
            return Err(
                "say what the key is for; it can be for nothing that you may not do".to_owned(),
            );
        }
        let secret = format!("exeat_{}", random_hex(24));
        let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
        let database = self.database();
        database
            .execute(
                "insert into key (hash, person, name, scopes) values (?1, ?2, ?3, ?4)",
                params![hash(&secret), actor.person, name.trim(), words.join(" ")],
            )
            .map_err(failed)?;
        Self::done(
            &database,
            actor.organisation,
            &actor.name,
            "issued a key",
            name.trim(),
        )?;
        Ok(secret)
    }

    /// Withdraws one of the actor's keys.
    ///
    /// # Errors
    /// It is none of theirs.
    pub(crate) fn withdraw_key(&self, actor: &Principal, id: i64) -> Result<()> {
        let database = self.database();
        let changed = database
            .execute(
                "update key set withdrawn = 1 where id = ?1 and person = ?2",
                params![id, actor.person],
            )
            .map_err(failed)?;
        if changed == 0 {
            return Err("you have no such key".to_owned());
        }
        Self::done(
            &database,
            actor.organisation,
            &actor.name,
            "withdrew a key",
            &id.to_string(),
        )
    }

    /// The actor's keys.
    pub(crate) fn keys(&self, actor: &Principal) -> Vec<KeyShown> {
        self.rows(
            "select id, name, scopes from key where person = ?1 and withdrawn = 0 order by id",
            actor.person,
            |row| {
                Ok(KeyShown {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    scopes: row.get(2)?,
                })
            },
        )
    }

    /// The people of the actor's organisation, and of no other.
    pub(crate) fn members(&self, actor: &Principal) -> Vec<Member> {
        if !actor.may(Action::ManagePeople) {
            return Vec::new();
        }
        self.rows(
            "select id, name, role from person where organisation = ?1 and removed = 0 order by name",
            actor.organisation,
            |row| {
                let role: String = row.get(2)?;
                Ok(Member {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    role: role.parse().unwrap_or(Role::Reader),
                })
            },
        )
    }

    /// Gives somebody of the actor's organisation another role, or none.
    ///
    /// # Errors
    /// The policy does not allow it; the person is of another organisation, or the actor.
    pub(crate) fn change(&self, actor: &Principal, person: i64, role: Option<Role>) -> Result<()> {
        if !actor.may(Action::ManagePeople) {
            return Err("only an administrator gives roles".to_owned());
        }
        if person == actor.person {
            return Err("nobody changes their own role: ask another administrator".to_owned());
        }
        let database = self.database();
        let changed = match role {
            Some(role) => database.execute(
                "update person set role = ?3 where id = ?1 and organisation = ?2 and removed = 0",
                params![person, actor.organisation, role.word()],
            ),
            None => database.execute(
                "update person set removed = 1 where id = ?1 and organisation = ?2",
                params![person, actor.organisation],
            ),
        }
        .map_err(failed)?;
        if changed == 0 {
            return Err("there is nobody like that in your organisation".to_owned());
        }
        database
            .execute("delete from session where person = ?1", params![person])
            .map_err(failed)?;
        let word = role.map_or("removed", Role::word);
        Self::done(
            &database,
            actor.organisation,
            &actor.name,
            &format!("made {word}"),
            &person.to_string(),
        )
    }

    /// What was done in the actor's organisation, the last first.
    pub(crate) fn deeds(&self, actor: &Principal) -> Vec<Deed> {
        if !actor.may(Action::SeeLog) {
            return Vec::new();
        }
        self.rows(
            "select at, actor, deed, object from deed where organisation = ?1 order by id desc limit 200",
            actor.organisation,
            |row| {
                Ok(Deed {
                    at: row.get(0)?,
                    actor: row.get(1)?,
                    deed: row.get(2)?,
                    object: row.get(3)?,
                })
            },
        )
    }

    fn rows<T>(
        &self,
        query: &str,
        of: i64,
        row: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        let database = self.database();
        let Ok(mut statement) = database.prepare_cached(query) else {
            return Vec::new();
        };
        statement
            .query_map(params![of], row)
            .map(|rows| rows.flatten().collect())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts() -> Accounts {
        Accounts::open(Path::new(":memory:")).expect("accounts")
    }

    fn administrator(accounts: &Accounts) -> Principal {
        let secret = accounts.first_invitation().expect("read").expect("a link");
        accounts
            .accept(&secret, "ada", "a long enough one")
            .expect("an account");
        let session = accounts
            .sign_in("ada", "a long enough one")
            .expect("signed in");
        accounts.of_session(&session).expect("a session")
    }

    #[test]
    fn an_invitation_is_good_once() {
        let accounts = accounts();
        let secret = accounts.first_invitation().expect("read").expect("a link");
        assert!(accounts.accept(&secret, "ada", "short").is_err());
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

    #[test]
    fn a_session_is_its_secret_and_nothing_else() {
        let accounts = accounts();
        let ada = administrator(&accounts);
        assert_eq!(ada.role, Role::Administrator);
        assert!(accounts.sign_in("ada", "a long enough two").is_err());
        let session = accounts
            .sign_in("ada", "a long enough one")
            .expect("signed in");
        assert!(accounts.of_session(&hash(&session)).is_none());
        accounts.sign_out(&session);
        assert!(accounts.of_session(&session).is_none());
    }

    #[test]
    fn organisations_do_not_see_each_other() {
        let accounts = accounts();
        let ada = administrator(&accounts);
        let secret = accounts
            .invite(&ada, Role::Reader, Some("Other"))
            .expect("invited");
        accounts
            .accept(&secret, "bo", "a long enough one")
            .expect("an account");
        let session = accounts
            .sign_in("bo", "a long enough one")
            .expect("signed in");
        let bo = accounts.of_session(&session).expect("a session");
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
        assert!(accounts.invite(&bo, Role::Reader, Some("Third")).is_err());
    }

    #[test]
    fn a_key_does_what_it_is_for() {
        let accounts = accounts();
        let ada = administrator(&accounts);
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
            key.may(Action::Determine)
                && !key.may(Action::Screen)
                && !key.may(Action::ManagePeople)
        );
        assert!(
            accounts
                .issue_key(&key, "more", &[Action::Determine])
                .is_err()
        );
        let id = accounts.keys(&ada)[0].id;
        accounts.withdraw_key(&ada, id).expect("withdrawn");
        assert!(accounts.of_key(&secret).is_none());
    }

    #[test]
    fn nobody_changes_their_own_role() {
        let accounts = accounts();
        let ada = administrator(&accounts);
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
    }
}
