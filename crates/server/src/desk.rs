//! The desk at which licences are kept: opens the register of whoever asks, and says who acts.
//!
//! Each organisation has a register of its own. Who may do what the register decides; what somebody is in the accounts
//! is written down there by the service under its own name, so that the log tells it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use exeat_determine::Determination;
use exeat_facts::Case;
use exeat_law::model::{Counted, Rulebook};
use exeat_register::{Acting, Location, Register, RegisterError, Request, Role, WorkingDays};
use exeat_value::Day;
use jiff::{Timestamp, Zoned};

use crate::access::{self, Principal};
use crate::guard::random_hex;
use crate::on_file::{Held, held_against, undecided};
use crate::problem::Problem;

/// The name under which the service tells a register who people are.
pub(crate) const SERVICE: &str = "accounts";
/// So many open registers are kept for an organisation between two requests.
const IDLE_MAX: usize = 4;

/// The working days of the rulebooks.
#[derive(Debug)]
pub struct Calendars(pub Arc<Rulebook>);

impl WorkingDays for Calendars {
    fn after(&self, place: &str, day: Day, count: u32) -> Result<Day, String> {
        let rulebook = &self.0;
        let unknown = || format!("no calendar of working days is known for `{place}`");
        let jurisdiction = rulebook.find_jurisdiction(place).ok_or_else(unknown)?;
        let calendar = rulebook.calendar(jurisdiction, None).ok_or_else(unknown)?;
        match calendar.working_days_after(day, count) {
            Counted::On(day) => Ok(day),
            Counted::Before => Err(format!(
                "the calendar of `{place}` begins on {}",
                calendar.covers.0
            )),
            Counted::Beyond(counted) => Err(format!(
                "the calendar of `{place}` ends on {}, and {counted} of {count} working days fall within it",
                calendar.covers.1
            )),
        }
    }
}

/// Where registers are kept, and who acts where nobody signs in.
pub(crate) struct Desk {
    location: Location,
    actor: String,
    rulebook: Arc<Rulebook>,
    idle: Mutex<BTreeMap<i64, Vec<Register>>>,
    /// One check of a whole log at a time.
    checking: tokio::sync::Mutex<()>,
    /// Stands for the session where nobody signs in.
    pub(crate) secret: String,
    /// The key that signs the log of the first organisation.
    key: PathBuf,
}

impl Desk {
    pub(crate) fn new(
        location: Location,
        actor: String,
        rulebook: Arc<Rulebook>,
        key: PathBuf,
    ) -> Self {
        Self {
            location,
            actor,
            rulebook,
            idle: Mutex::default(),
            checking: tokio::sync::Mutex::default(),
            secret: random_hex(16),
            key,
        }
    }

    /// The register of an organisation. The first has the one of the command.
    fn location(&self, organisation: i64) -> Location {
        if organisation <= 1 {
            return self.location.clone();
        }
        match &self.location {
            Location::File(path) => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                Location::File(path.with_file_name(format!("{stem}-{organisation}.sqlite")))
            }
            Location::Server(url, roots) => {
                let joint = if url.contains('?') { '&' } else { '?' };
                Location::Server(
                    format!("{url}{joint}options=-c%20search_path%3Dorganisation_{organisation}"),
                    roots.clone(),
                )
            }
        }
    }

    /// The licences on file that would cover what a determination asks for. Nothing where it asks for none, or where
    /// no register has been begun. Where it cannot be read, the answer says so.
    pub(crate) fn on_file(
        &self,
        who: Option<&Principal>,
        case: &Case,
        determination: &Determination,
        screening: &exeat_report::Screening,
        on: Day,
    ) -> Option<Held> {
        let needs = exeat_register::needs_of(case, determination, &undecided(screening));
        if needs.is_empty() {
            return None;
        }
        let begun = match self.location(who.map_or(1, |who| who.organisation)) {
            Location::File(path) => path.try_exists(),
            Location::Server(..) => Ok(true),
        };
        match begun {
            Ok(true) => {}
            Ok(false) => return None,
            // Whether there is one is not known, and none that was begun is another thing.
            Err(error) => {
                let why = format!("the register cannot be reached: {error}");
                tracing::warn!(%error, "the register was not read");
                return Some(Held::unread(needs, on, why));
            }
        }
        let held = self.with(who, |register| held_against(register, needs.clone(), on));
        Some(held.unwrap_or_else(|problem| {
            tracing::warn!(detail = %problem.detail, "the register was not read");
            Held::unread(needs, on, problem.detail)
        }))
    }

    fn take(&self, organisation: i64) -> Result<Register, RegisterError> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(register) = idle.get_mut(&organisation).and_then(Vec::pop) {
            return Ok(register);
        }
        drop(idle);
        let location = self.location(organisation);
        if let Location::File(path) = &location
            && let Some(folder) = path.parent()
        {
            // Where it cannot be made, opening says so.
            let _ = std::fs::create_dir_all(folder);
        }
        let calendars = Calendars(Arc::clone(&self.rulebook));
        Register::open(&location).map(|one| one.with_calendars(Box::new(calendars)))
    }

    /// Works with the register of whoever asks.
    ///
    /// # Errors
    /// The register cannot be opened, or a rule of it stands against the work.
    pub(crate) fn with<T>(
        &self,
        who: Option<&Principal>,
        work: impl FnOnce(&mut Register) -> Result<T, RegisterError>,
    ) -> Result<T, Problem> {
        let organisation = who.map_or(1, |who| who.organisation);
        tokio::task::block_in_place(|| {
            let mut register = self.take(organisation).map_err(|error| told(&error))?;
            let answer = work(&mut register).map_err(|error| told(&error));
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = idle.entry(organisation).or_default();
            if kept.len() < IDLE_MAX {
                kept.push(register);
            }
            answer
        })
    }

    /// Does something in the name of whoever asks.
    ///
    /// # Errors
    /// As [`Desk::with`].
    pub(crate) fn act<T>(
        &self,
        who: Option<&Principal>,
        on: Option<Day>,
        work: impl FnOnce(&mut Register, &Acting) -> Result<T, RegisterError>,
    ) -> Result<T, Problem> {
        let today = Day::from(Zoned::now().date());
        if on.is_some_and(|on| on > today) {
            return Err(Problem::new(
                "bad-request",
                "the day has not come yet: what is written is written on a day that was, or today",
            ));
        }
        let acting = Acting {
            by: who.map_or_else(|| self.actor.clone(), |who| who.name.clone()),
            on: on.unwrap_or(today),
            at: Timestamp::now().to_string(),
        };
        if who.is_some() && acting.by == SERVICE {
            return Err(Problem::new(
                "forbidden",
                format!("`{SERVICE}` is how the service calls itself; nobody else acts under it"),
            ));
        }
        self.with(who, |register| {
            introduce(register, who, &acting)?;
            work(register, &acting)
        })
    }

    /// Works with the register of whoever asks, with the key that signs the log and the instant.
    ///
    /// # Errors
    /// There is no key, the register cannot be opened, or a rule of it stands against the work.
    pub(crate) fn signing<T>(
        &self,
        who: Option<&Principal>,
        work: impl FnOnce(&mut Register, &exeat_register::Key, &str) -> Result<T, RegisterError>,
    ) -> Result<T, Problem> {
        let key = self.key(who)?;
        let now = Timestamp::now().to_string();
        self.with(who, |register| work(register, &key, &now))
    }

    /// Leave to check a whole log, which takes as long as it is: one at a time.
    ///
    /// # Errors
    /// Another is being checked.
    pub(crate) fn checking(&self) -> Result<tokio::sync::MutexGuard<'_, ()>, Problem> {
        self.checking
            .try_lock()
            .map_err(|_| Problem::new("busy", "a log is being checked already; one at a time is"))
    }

    /// The key that signs the log of whoever asks, which is made when it is first needed. Each organisation has its own,
    /// as it has its own log: what one of them signed is no proof about another's.
    pub(crate) fn key(&self, who: Option<&Principal>) -> Result<exeat_register::Key, Problem> {
        let failed = |error: &dyn std::fmt::Display| {
            Problem::new("internal", format!("the key of the log: {error}"))
        };
        let path = self.key_of(who.map_or(1, |who| who.organisation));
        let new = || {
            let mut secret = [0; 32];
            getrandom::fill(&mut secret).map_err(std::io::Error::other)?;
            Ok(exeat_register::Key::new(secret).to_text())
        };
        let (text, _) = crate::secret::kept(&path, new).map_err(|error| failed(&error))?;
        exeat_register::Key::of_text(&text).map_err(|error| failed(&error))
    }

    /// Where the key of an organisation lies. The first has the one of the command.
    fn key_of(&self, organisation: i64) -> PathBuf {
        if organisation <= 1 {
            return self.key.clone();
        }
        let mut name = self.key.file_name().unwrap_or_default().to_owned();
        name.push(format!("-{organisation}"));
        self.key.with_file_name(name)
    }
}

/// What somebody is in the accounts, as the register calls it.
fn roles(role: access::Role) -> Vec<Role> {
    match role {
        access::Role::Reader => Vec::new(),
        access::Role::Analyst => vec![Role::Clerk],
        access::Role::Officer => vec![Role::Clerk, Role::Officer],
        access::Role::Approver => vec![Role::Clerk, Role::Officer, Role::Auditor],
        access::Role::Administrator => Role::ALL.to_vec(),
    }
}

/// Sees to it that a register knows who acts, and what they are.
fn introduce(
    register: &mut Register,
    who: Option<&Principal>,
    acting: &Acting,
) -> Result<(), RegisterError> {
    let people = register.people()?;
    let mut tell = |by: &str, name: &str, roles: Vec<Role>| {
        let by = Acting {
            by: by.to_owned(),
            ..acting.clone()
        };
        let name = name.to_owned();
        register
            .perform(&by, &Request::Person { name, roles })
            .map(drop)
    };
    let Some(who) = who else {
        return match people.is_empty() {
            true => tell(&acting.by, &acting.by, Role::ALL.to_vec()),
            false => Ok(()),
        };
    };
    let wanted = roles(who.role);
    let known = people.iter().find(|one| one.name == who.name);
    if known.is_some_and(|one| one.roles == wanted) {
        return Ok(());
    }
    let ours = people
        .iter()
        .any(|one| one.name == SERVICE && one.roles.contains(&Role::Administrator));
    if people.is_empty() {
        tell(SERVICE, SERVICE, vec![Role::Administrator])?;
    } else if !ours {
        // The register was begun by somebody else, who says there who is who.
        return Ok(());
    }
    tell(SERVICE, &who.name, wanted)
}

/// An error of the register as a problem.
pub(crate) fn told(error: &RegisterError) -> Problem {
    let kind = match error {
        RegisterError::Refused(refusal) => match refusal.rule {
            "role" | "unknown-person" | "four-eyes" => "forbidden",
            "key-used" => "conflict",
            _ => "refused",
        },
        RegisterError::NotFound { .. } => "not-found",
        RegisterError::Wrong(_) => "bad-request",
        RegisterError::Busy | RegisterError::Unreachable(_) | RegisterError::Untrusted(_) => {
            "register-away"
        }
        RegisterError::InDoubt(_) => {
            return Problem::new("in-doubt", error.to_string()).with_help(
                "send the same request again with the same idempotency key; without a key, read the ledger first",
            );
        }
        _ => "internal",
    };
    let detail = match error.rule() {
        Some(rule) => format!("{error} ({rule})"),
        None => error.to_string(),
    };
    let problem = Problem::new(kind, detail);
    // What is said to people at a terminal is no help on a page.
    match error
        .help()
        .filter(|help| !help.contains("`exeat ") && !help.contains("`--"))
    {
        Some(help) => problem.with_help(help),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_organisation_has_its_own_register() {
        let of = |location: Location| {
            let vocabulary = exeat_facts::Vocabulary::standard();
            let rulebook = exeat_law::lower::load_law(Vec::new(), vocabulary).0.into();
            let desk = Desk::new(location, "ana".to_owned(), rulebook, PathBuf::new());
            [0, 1, 2].map(|organisation| match desk.location(organisation) {
                Location::File(path) => path.display().to_string(),
                Location::Server(url, _) => url,
            })
        };
        assert_eq!(
            of(Location::File("d/register.sqlite".into())),
            [
                "d/register.sqlite",
                "d/register.sqlite",
                "d/register-2.sqlite"
            ]
        );
        let server = of(Location::Server(
            "postgres://a@h/b?x=1".to_owned(),
            exeat_register::Roots::default(),
        ));
        assert_eq!(server[1], "postgres://a@h/b?x=1");
        assert!(server[2].ends_with("&options=-c%20search_path%3Dorganisation_2"));
    }

    #[test]
    fn what_may_have_been_written_is_not_called_unwritten() {
        let problem = told(&RegisterError::InDoubt("cut off".to_owned()));
        assert_eq!((problem.kind, problem.status), ("in-doubt", 504));
        assert!(problem.help.is_some_and(|help| help.contains("ledger")));
        let (.., said) = crate::problem::KINDS
            .iter()
            .find(|(kind, ..)| *kind == "in-doubt")
            .expect("a kind");
        assert!(!said.contains("Nothing was"), "{said}");
    }

    #[test]
    fn each_role_of_an_account_is_one_of_the_register() {
        let mut before = 0;
        for role in access::ROLES {
            let here = roles(role).len();
            assert!(here >= before, "{role}");
            before = here;
        }
        assert!(roles(access::Role::Reader).is_empty());
        assert!(!roles(access::Role::Analyst).contains(&Role::Officer));
        assert!(!roles(access::Role::Approver).contains(&Role::Administrator));
    }
}
