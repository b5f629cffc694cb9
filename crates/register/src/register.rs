//! The register: what can be asked of it.

use std::path::{Path, PathBuf};

use exeat_value::Day;
use serde::Serialize;

use crate::accounts::Accounts;
use crate::acting::{Acting, Person};
use crate::assurance::{Assurance, AssuranceView, Reliance};
use crate::database::{Database, LATEST, Roots};
use crate::duty::{Duty, NoCalendars, WorkingDays};
use crate::error::{RegisterError, Result};
use crate::ledger::{ENTRY_COLUMNS, Entry};
use crate::licence::Licence;
use crate::request::{Done, LicenceView, Proposal, Request};
use crate::retention::{Hold, Retention};
use crate::writing::Writing;
use crate::{perform, reading, reply, retention};

/// How often a request is tried again when others were in the way.
const TRIES: u32 = 16;

/// Where a register is kept.
#[derive(Debug, Clone)]
pub enum Location {
    /// A file.
    File(PathBuf),
    /// A PostgreSQL server, as `postgres://…`, and whom to believe that it is the right one.
    Server(String, Roots),
}

/// A register that is open. It can be given from one thread to another; a server opens several, one for each worker.
pub struct Register {
    database: Database,
    accounts: Accounts,
    location: Location,
    calendars: Box<dyn WorkingDays>,
}

impl Register {
    /// Opens a register, makes it if it is not there, and brings its tables to the form of this program.
    ///
    /// # Errors
    /// It cannot be opened or written, or was written by a later program.
    pub fn open(location: &Location) -> Result<Self> {
        let mut database = match location {
            Location::File(path) => Database::sqlite(path)?,
            Location::Server(url, roots) => Database::postgres(url, roots)?,
        };
        database.migrate()?;
        Ok(Self {
            database,
            accounts: Accounts::default(),
            location: location.clone(),
            calendars: Box::new(NoCalendars),
        })
    }

    /// Opens a register only to read it: nothing of it is changed.
    ///
    /// # Errors
    /// It is not there, cannot be read, or has tables of another form than this program's.
    pub fn open_to_read(location: &Location) -> Result<Self> {
        let mut database = match location {
            Location::File(path) => Database::sqlite_to_read(path)?,
            Location::Server(url, roots) => Database::postgres(url, roots)?,
        };
        match database.form()? {
            Some(LATEST) => Ok(Self {
                database,
                accounts: Accounts::default(),
                location: location.clone(),
                calendars: Box::new(NoCalendars),
            }),
            Some(form) => Err(RegisterError::Wrong(format!(
                "the register has form {form}, and this program reads form {LATEST}: open it once to write"
            ))),
            None => Err(RegisterError::NotFound {
                what: "register",
                id: location.to_string(),
            }),
        }
    }

    /// Brings the calendars with which working days are counted.
    #[must_use]
    pub fn with_calendars(mut self, calendars: Box<dyn WorkingDays>) -> Self {
        self.calendars = calendars;
        self
    }

    /// Where it is kept.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Does something, whole or not at all. When this returns, it survives a power cut.
    ///
    /// # Errors
    /// A rule stands against it, somebody may not do it, or the database failed. Nothing was written then, except
    /// where the error is [`RegisterError::InDoubt`].
    pub fn perform(&mut self, acting: &Acting, request: &Request) -> Result<Done> {
        let calendars = &*self.calendars;
        write(&mut self.database, &mut self.accounts, acting, |writing| {
            perform::perform(writing, request, calendars)
        })
    }

    /// Does something once, however often it is asked for under this key: whoever did not get the answer asks again
    /// and gets it. Says besides whether it was done before. `given` is the day that whoever asks has given: where they
    /// gave none, they ask for the same after midnight, though it would be done on another day.
    ///
    /// # Errors
    /// As [`Register::perform`]; and the key was used for another request, or by somebody else.
    pub fn perform_once(
        &mut self,
        acting: &Acting,
        given: Option<Day>,
        key: &str,
        request: &Request,
    ) -> Result<(Done, bool)> {
        let calendars = &*self.calendars;
        write(&mut self.database, &mut self.accounts, acting, |writing| {
            reply::once(writing, given, key, request, calendars)
        })
    }

    /// Does many things in one transaction, each whole or not at all: what a rule stands against is told in its place
    /// and the others go on. When this returns, they survive a power cut together, which is quicker by far than one
    /// by one.
    ///
    /// # Errors
    /// As [`Register::perform`], but for rules: none of them was written then.
    pub fn perform_each(&mut self, requests: &[(Acting, Request)]) -> Result<Vec<Result<Done>>> {
        let Some((first, _)) = requests.first() else {
            return Ok(Vec::new());
        };
        let calendars = &*self.calendars;
        write(&mut self.database, &mut self.accounts, first, |writing| {
            let mut answers = Vec::with_capacity(requests.len());
            for (acting, request) in requests {
                writing.acting = acting.clone();
                writing.events.clear();
                let answer = writing.whole(|writing| perform::perform(writing, request, calendars));
                match answer {
                    Ok(_)
                    | Err(
                        RegisterError::Refused(_)
                        | RegisterError::NotFound { .. }
                        | RegisterError::Wrong(_),
                    ) => answers.push(answer),
                    Err(error) => return Err(error),
                }
            }
            Ok(answers)
        })
    }

    /// Reads what is of one moment; once again where the connection was lost in the meantime.
    pub(crate) fn read<T>(
        &mut self,
        mut work: impl FnMut(&mut Database, &mut Accounts) -> Result<T>,
    ) -> Result<T> {
        match self.read_once(&mut work) {
            Err(RegisterError::Unreachable(_)) => {
                self.database.connect_again()?;
                self.read_once(&mut work)
            }
            other => other,
        }
    }

    fn read_once<T>(
        &mut self,
        work: &mut impl FnMut(&mut Database, &mut Accounts) -> Result<T>,
    ) -> Result<T> {
        self.database.begin_to_read()?;
        let answer = work(&mut self.database, &mut self.accounts);
        self.database.roll_back();
        answer
    }

    fn all<T: serde::de::DeserializeOwned>(&mut self, kind: &str) -> Result<Vec<T>> {
        self.read(|database, _| reading::all(database, kind))
    }

    /// The people of the register.
    ///
    /// # Errors
    /// The database failed.
    pub fn people(&mut self) -> Result<Vec<Person>> {
        self.all("person")
    }

    /// A licence as it stands on a day.
    ///
    /// # Errors
    /// There is none with this number, or the database failed.
    pub fn licence(&mut self, number: &str, on: Day) -> Result<LicenceView> {
        self.read(|database, accounts| {
            let licence = reading::licence(database, number)?;
            let account = accounts.of(database, &licence)?;
            Ok(LicenceView::new(licence, &account, on))
        })
    }

    /// All licences as they stand on a day, by number.
    ///
    /// # Errors
    /// The database failed.
    pub fn licences(&mut self, on: Day) -> Result<Vec<LicenceView>> {
        self.read(|database, accounts| {
            let licences: Vec<Licence> = reading::all(database, "licence")?;
            licences
                .into_iter()
                .map(|licence| {
                    let account = accounts.of(database, &licence)?;
                    Ok(LicenceView::new(licence, &account, on))
                })
                .collect()
        })
    }

    /// The versions of a licence, oldest first, each with the event that wrote it.
    ///
    /// # Errors
    /// The database failed.
    pub fn versions(&mut self, number: &str) -> Result<Vec<(i64, Licence)>> {
        self.read(|database, _| {
            let licence = reading::licence(database, number)?;
            reading::versions(database, "licence", &licence.id)
        })
    }

    /// The ledger of a licence, oldest entry first.
    ///
    /// # Errors
    /// There is none with this number, or the database failed.
    pub fn entries(&mut self, number: &str) -> Result<Vec<Entry>> {
        self.read(|database, _| {
            let licence = reading::licence(database, number)?;
            reading::entries(database, &licence.id)
        })
    }

    /// The entries of every ledger that name a declaration, in the order of the log.
    ///
    /// # Errors
    /// The database failed.
    pub fn declared(&mut self) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {ENTRY_COLUMNS} FROM entry WHERE declaration IS NOT NULL ORDER BY sequence"
        );
        self.read(|database, _| {
            let mut entries = Vec::new();
            database.each(&sql, &[], &mut |row| {
                entries.push(Entry::of(row)?.0);
                Ok(())
            })?;
            Ok(entries)
        })
    }

    /// All duties, those that fall due first before the others.
    ///
    /// # Errors
    /// The database failed.
    pub fn duties(&mut self) -> Result<Vec<Duty>> {
        let mut duties: Vec<Duty> = self.all("duty")?;
        duties.sort_by(|one, other| {
            let key = |duty: &Duty| (duty.due.is_none(), duty.due);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.id.cmp(&other.id))
        });
        Ok(duties)
    }

    /// What waits for a second person, and what became of the rest.
    ///
    /// # Errors
    /// The database failed.
    pub fn proposals(&mut self) -> Result<Vec<Proposal>> {
        self.all("proposal")
    }

    /// All assurances, and what leans on each.
    ///
    /// # Errors
    /// The database failed.
    pub fn assurances(&mut self, on: Day) -> Result<Vec<AssuranceView>> {
        self.read(|database, _| {
            let reliances: Vec<Reliance> = reading::all(database, "reliance")?;
            let assurances: Vec<Assurance> = reading::all(database, "assurance")?;
            Ok(assurances
                .into_iter()
                .map(|assurance| AssuranceView {
                    holds: assurance.holds(on),
                    reliances: reliances
                        .iter()
                        .filter(|one| one.assurance == assurance.id)
                        .cloned()
                        .collect(),
                    assurance,
                })
                .collect())
        })
    }

    /// All holds, also those that were lifted.
    ///
    /// # Errors
    /// The database failed.
    pub fn holds(&mut self) -> Result<Vec<Hold>> {
        self.all("hold")
    }

    /// How long a licence must be kept, if the law says for so many years.
    ///
    /// # Errors
    /// There is none with this number, or the database failed.
    pub fn retention(&mut self, number: &str, years: u32) -> Result<Retention> {
        self.read(|database, _| {
            let licence = reading::licence(database, number)?;
            retention::of(database, &licence, years)
        })
    }

    pub(crate) fn database(&mut self) -> &mut Database {
        &mut self.database
    }

    /// How many rows a table has, for tests and reports.
    ///
    /// # Errors
    /// The database failed.
    pub fn counts(&mut self) -> Result<Counts> {
        self.read(|database, _| counts(database))
    }
}

/// How many rows the tables have.
pub(crate) fn counts(database: &mut Database) -> Result<Counts> {
    let mut count = |sql: &str| -> Result<i64> {
        match database.row(sql, &[])? {
            Some(mut row) => row.integer(),
            None => Ok(0),
        }
    };
    Ok(Counts {
        events: count("SELECT COUNT(*) FROM event")?,
        entries: count("SELECT COUNT(*) FROM entry")?,
        versions: count("SELECT COUNT(*) FROM version")?,
    })
}

/// How much a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Events of the log.
    pub events: i64,
    /// Entries of the ledgers.
    pub entries: i64,
    /// Versions of everything else.
    pub versions: i64,
}

/// Writes in one transaction, again where others were in the way or the connection was lost.
fn write<T>(
    database: &mut Database,
    accounts: &mut Accounts,
    acting: &Acting,
    work: impl Fn(&mut Writing<'_>) -> Result<T>,
) -> Result<T> {
    let mut tries = 0;
    let mut connected_again = false;
    loop {
        match attempt(database, accounts, acting, &work) {
            Err(RegisterError::Busy) if tries < TRIES => tries += 1,
            Err(RegisterError::Unreachable(_)) if !connected_again => {
                connected_again = true;
                database.connect_again()?;
            }
            other => return other,
        }
    }
}

fn attempt<T>(
    database: &mut Database,
    accounts: &mut Accounts,
    acting: &Acting,
    work: &impl Fn(&mut Writing<'_>) -> Result<T>,
) -> Result<T> {
    database.begin()?;
    let done = Writing::new(database, accounts, acting)
        .and_then(|mut writing| work(&mut writing).map(|done| (done, writing.last)));
    let (done, last) = match done {
        Ok(done) => done,
        Err(error) => {
            database.roll_back();
            return Err(error);
        }
    };
    match database.commit() {
        Ok(()) => Ok(done),
        // The server may have kept it and not lived to say so. The log knows.
        Err(RegisterError::Unreachable(why)) => {
            let kept = database.connect_again().and_then(|()| {
                database.after_the_others(|database| reading::holds(database, &last))
            });
            match kept {
                Ok(true) => Ok(done),
                Ok(false) => Err(RegisterError::Unreachable(why)),
                Err(_) => Err(RegisterError::InDoubt(why)),
            }
        }
        Err(error) => {
            database.roll_back();
            Err(error)
        }
    }
}

impl Location {
    /// A register in a file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            // A password may stand in the address.
            Self::Server(url, _) => {
                let after = url.rsplit_once('@').map_or_else(
                    || url.split_once("://").map_or(url.as_str(), |(_, rest)| rest),
                    |(_, rest)| rest,
                );
                write!(f, "postgres://{after}")
            }
        }
    }
}
