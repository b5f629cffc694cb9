//! Who there is: organisations, people, sessions, keys and invitations, in a SQLite file or on a PostgreSQL server.
//!
//! What lets somebody in (a session, a key, an invitation) is kept as its hash alone. The statements are written once
//! for both databases; the tables and the way from each form of them to the next stand in `forms`.

mod entry;
mod forms;
mod keys;
mod people;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use exeat_register::{Cell, Location, RegisterError, Row, Shelf};
use jiff::Timestamp;
use sha2::Digest as _;

use super::policy::{Action, Role};

/// So many open connections are kept between two requests.
const IDLE_MAX: usize = 8;
/// The schema on a server in which accounts lie, apart from the registers.
const SCHEMA: &str = "exeat_accounts";

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
pub(crate) struct Accounts {
    location: Location,
    idle: Mutex<Vec<Shelf>>,
}

type Result<T> = std::result::Result<T, String>;

/// Why something was not done; what was written with it is forgotten.
enum Refused {
    /// A rule stands against it, in words.
    Rule(String),
    /// The database failed.
    Failed(RegisterError),
}

impl From<RegisterError> for Refused {
    fn from(error: RegisterError) -> Self {
        Self::Failed(error)
    }
}

impl From<Refused> for String {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Rule(why) => why,
            Refused::Failed(error) => failed(&error),
        }
    }
}

fn refuse<T>(why: impl Into<String>) -> std::result::Result<T, Refused> {
    Err(Refused::Rule(why.into()))
}

fn failed(error: &RegisterError) -> String {
    format!("the accounts cannot be read or written: {error}")
}

fn hash(secret: &str) -> Cell {
    let digest = sha2::Sha256::digest(secret.as_bytes());
    let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Cell::from(text)
}

fn now() -> i64 {
    Timestamp::now().as_second()
}

/// The next number of a table. Nobody else writes meanwhile.
fn next(shelf: &mut Shelf, table: &str) -> std::result::Result<i64, RegisterError> {
    let query = format!("SELECT COALESCE(MAX(id), 0) + 1 FROM {table}");
    match shelf.rows(&query, &[])?.pop() {
        Some(mut row) => row.integer(),
        None => Ok(1),
    }
}

/// Writes down who did what.
fn done(
    shelf: &mut Shelf,
    organisation: i64,
    actor: &str,
    deed: &str,
    object: &str,
) -> std::result::Result<(), Refused> {
    let id = next(shelf, "deed")?;
    shelf.execute(
        "INSERT INTO deed (id, at, organisation, actor, deed, object) VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            id.into(),
            Timestamp::now().to_string().into(),
            organisation.into(),
            actor.into(),
            deed.into(),
            object.into(),
        ],
    )?;
    Ok(())
}

impl Accounts {
    /// Opens the accounts of a service whose licences lie at `register`: on its server, or in the file `path`, which
    /// is made where it is not there yet. Where a server knows nobody yet, who was in the file is taken over.
    ///
    /// # Errors
    /// They cannot be opened.
    pub(crate) fn open(register: &Location, path: &Path) -> Result<Self> {
        let location = match register {
            Location::Server(url, roots) => {
                let joint = if url.contains('?') { '&' } else { '?' };
                let url = format!("{url}{joint}options=-c%20search_path%3D{SCHEMA}");
                Location::Server(url, roots.clone())
            }
            Location::File(_) => Location::File(path.to_path_buf()),
        };
        if let Location::File(path) = &location
            && let Some(folder) = path.parent()
        {
            std::fs::create_dir_all(folder)
                .map_err(|error| format!("cannot make `{}`: {error}", folder.display()))?;
        }
        let one = Self {
            location,
            idle: Mutex::default(),
        };
        let mut shelf = one.take().map_err(|error| failed(&error))?;
        if shelf.is_on_a_server() && path.exists() {
            forms::take_over(&mut shelf, path)?;
        }
        one.put(shelf);
        Ok(one)
    }

    fn take(&self) -> std::result::Result<Shelf, RegisterError> {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        match idle {
            Some(shelf) => Ok(shelf),
            None => Shelf::open(&self.location, "accounts", forms::STEPS),
        }
    }

    fn put(&self, shelf: Shelf) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push(shelf);
        }
    }

    /// Works with an open connection. One over which something failed is not used again.
    fn with<T>(
        &self,
        work: impl FnOnce(&mut Shelf) -> std::result::Result<T, Refused>,
    ) -> Result<T> {
        let work = || {
            let mut shelf = self.take()?;
            let done = work(&mut shelf);
            if !matches!(done, Err(Refused::Failed(_))) {
                self.put(shelf);
            }
            done
        };
        Ok(match self.location {
            Location::File(_) => work(),
            // What a server answers is waited for.
            Location::Server(..) => tokio::task::block_in_place(work),
        }?)
    }

    /// Writes, whole or not at all.
    fn write<T>(
        &self,
        work: impl FnOnce(&mut Shelf) -> std::result::Result<T, Refused>,
    ) -> Result<T> {
        self.with(|shelf| shelf.write(work))
    }

    /// Rows as something else. Nothing where they cannot be read.
    fn list<T>(
        &self,
        query: &str,
        of: i64,
        row: impl Fn(&mut Row) -> std::result::Result<T, RegisterError>,
    ) -> Vec<T> {
        self.with(|shelf| {
            let rows = shelf.rows(query, &[of.into()])?;
            let all: std::result::Result<Vec<T>, RegisterError> =
                rows.into_iter().map(|mut one| row(&mut one)).collect();
            Ok(all?)
        })
        .inspect_err(|error| tracing::error!(%error, "a list of accounts was not read"))
        .unwrap_or_default()
    }

    /// Whether the accounts can be read.
    ///
    /// # Errors
    /// They cannot.
    pub(crate) fn is_readable(&self) -> Result<()> {
        self.with(|shelf| {
            shelf.rows("SELECT COUNT(*) FROM organisation", &[])?;
            Ok(())
        })
    }

    /// What was done in the actor's organisation, the last first.
    pub(crate) fn deeds(&self, actor: &Principal) -> Vec<Deed> {
        if !actor.may(Action::SeeLog) {
            return Vec::new();
        }
        self.list(
            "SELECT at, actor, deed, object FROM deed WHERE organisation = $1 ORDER BY id DESC LIMIT 200",
            actor.organisation,
            |row| {
                Ok(Deed {
                    at: row.text()?,
                    actor: row.text()?,
                    deed: row.text()?,
                    object: row.text()?,
                })
            },
        )
    }
}
