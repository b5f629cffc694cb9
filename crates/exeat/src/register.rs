//! Opening the register, and who acts.

use std::env;
use std::fs;
use std::path::PathBuf;

use clap::Args;
use exeat_register::{Acting, Location, Register, RegisterError, Request, Role, Roots};
use exeat_server::Calendars;
use exeat_value::Day;

use crate::clock;
use crate::console::Console;
use crate::data;
use crate::failure::Failure;
use crate::rulebooks::RulebookOption;

/// The register's file in the data folder.
const FILE: &str = "register.sqlite";

/// `--database`: which register.
#[derive(Debug, Args)]
pub(crate) struct RegisterOption {
    /// The register: a file, or postgres://USER@HOST/NAME [default: register.sqlite in the data folder]
    #[arg(
        long,
        value_name = "WHERE",
        env = "EXEAT_DATABASE",
        hide_env = true,
        global = true
    )]
    pub(crate) database: Option<String>,
}

/// `--by` and `--on`: who acts, and on which day.
#[derive(Debug, Args)]
pub(crate) struct ActingOption {
    /// Who acts, as the log will call them [default: the user of this machine]
    #[arg(
        long,
        value_name = "NAME",
        env = "EXEAT_ACTOR",
        hide_env = true,
        global = true
    )]
    by: Option<String>,
    /// The day [default: today]
    #[arg(long, value_name = "DATE", global = true)]
    on: Option<Day>,
}

impl RegisterOption {
    /// Where the register is.
    pub(crate) fn location(&self) -> Result<Location, Failure> {
        match &self.database {
            Some(place)
                if place.starts_with("postgres://") || place.starts_with("postgresql://") =>
            {
                server(place)
            }
            Some(place) if place.contains("://") => Err(Failure::usage(format!(
                "`{place}` is no database that is known here"
            ))
            .with_help("give a file, or `postgres://USER@HOST/NAME`")),
            Some(place) => Ok(Location::File(PathBuf::from(place))),
            None => Ok(Location::File(data::folder()?.join(FILE))),
        }
    }

    /// Whether it is there, as far as can be told without asking a server.
    pub(crate) fn exists(&self) -> bool {
        match self.location() {
            Ok(Location::File(path)) => path.exists(),
            Ok(Location::Server(..)) => true,
            Err(_) => false,
        }
    }

    /// Opens it to write, and makes it if it is not there.
    pub(crate) fn open(&self) -> Result<Register, Failure> {
        let location = self.location()?;
        if let Location::File(path) = &location
            && let Some(folder) = path.parent().filter(|one| !one.as_os_str().is_empty())
        {
            fs::create_dir_all(folder).map_err(|error| Failure::file("make", folder, &error))?;
        }
        Register::open(&location).map_err(|error| failed(&error))
    }

    /// The same, with the calendars of the rulebooks.
    pub(crate) fn open_with_calendars(&self, console: &Console) -> Result<Register, Failure> {
        let rulebooks = RulebookOption::default();
        let rulebook = rulebooks.load_law(console)?;
        Ok(self.open()?.with_calendars(Box::new(Calendars(rulebook))))
    }

    /// Opens it to read.
    pub(crate) fn open_to_read(&self) -> Result<Register, Failure> {
        let location = self.location()?;
        if let Location::File(path) = &location
            && !path.exists()
        {
            return Err(
                Failure::wrong(format!("there is no register `{}`", path.display())).with_help(
                    "the first thing that is written makes it: `exeat licence import FILE`",
                ),
            );
        }
        Register::open_to_read(&location).map_err(|error| failed(&error))
    }
}

/// A server by its address, as other programs of PostgreSQL write it. Two words of it are ours to understand:
/// `sslrootcert=FILE` names the authorities to believe, and whatever `sslmode` asks for more than TLS is always done.
fn server(address: &str) -> Result<Location, Failure> {
    let Some((before, query)) = address.split_once('?') else {
        return Ok(Location::Server(address.to_owned(), Roots::default()));
    };
    let mut roots = Roots::default();
    let mut kept = Vec::new();
    for part in query.split('&') {
        match part.split_once('=') {
            Some(("sslrootcert", file)) => {
                let path = PathBuf::from(file.replace("%2F", "/").replace("%20", " "));
                let text = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
                roots = Roots::of_pem(&text)
                    .map_err(|error| Failure::wrong(format!("`{}`: {error}", path.display())))?;
            }
            Some(("sslmode", "verify-full" | "verify-ca")) => kept.push("sslmode=require"),
            _ => kept.push(part),
        }
    }
    let address = if kept.is_empty() {
        before.to_owned()
    } else {
        format!("{before}?{}", kept.join("&"))
    };
    Ok(Location::Server(address, roots))
}

impl ActingOption {
    /// The day that was given, or today.
    pub(crate) fn day(&self) -> Day {
        self.on.unwrap_or_else(clock::today)
    }

    /// Who acts.
    pub(crate) fn acting(&self) -> Result<Acting, Failure> {
        let on = self.day();
        if on > clock::today() {
            return Err(Failure::usage(format!("{on} has not come yet"))
                .with_help("what is written is written on a day that was, or today"));
        }
        let by = self.by.clone().or_else(user);
        let by = by.ok_or_else(|| {
            Failure::usage("nobody is named who acts").with_help("say it with `--by NAME`")
        })?;
        Ok(Acting {
            by,
            on,
            at: clock::now(),
        })
    }

    /// Who acts. In a register without people they become its first, with every role.
    pub(crate) fn acting_in(
        &self,
        register: &mut Register,
        console: &Console,
    ) -> Result<Acting, Failure> {
        let acting = self.acting()?;
        if register
            .people()
            .map_err(|error| failed(&error))?
            .is_empty()
        {
            let request = Request::Person {
                name: acting.by.clone(),
                roles: Role::ALL.to_vec(),
            };
            match register.perform(&acting, &request) {
                Ok(_) => console.note(&format!(
                    "`{}` is the first person of the register `{}` and has every role",
                    acting.by,
                    register.location()
                )),
                // Somebody else was first.
                Err(error) if error.rule() == Some("unknown-person") => {}
                Err(error) => return Err(failed(&error)),
            }
        }
        Ok(acting)
    }
}

/// The user of this machine.
pub(crate) fn user() -> Option<String> {
    env::var("USER")
        .or_else(|_| env::var("USERNAME"))
        .ok()
        .filter(|name| !name.trim().is_empty())
}

/// An error of the register for the reader.
pub(crate) fn failed(error: &RegisterError) -> Failure {
    let message = match error.rule() {
        Some(rule) => format!("refused ({rule}): {error}"),
        None => error.to_string(),
    };
    let failure = Failure::wrong(message);
    match error.help() {
        Some(help) => failure.with_help(help),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_a_server_is_believed() {
        let of = |address: &str| match server(address) {
            Ok(Location::Server(url, _)) => url,
            _ => String::new(),
        };
        for (given, kept) in [
            ("postgres://a@db/x", "postgres://a@db/x"),
            (
                "postgres://a@db/x?sslmode=verify-full&connect_timeout=5",
                "postgres://a@db/x?sslmode=require&connect_timeout=5",
            ),
            (
                "postgres://a@db/x?sslmode=disable",
                "postgres://a@db/x?sslmode=disable",
            ),
        ] {
            assert_eq!(of(given), kept);
        }
        assert!(server("postgres://a@db/x?sslrootcert=/no/such/file").is_err());
    }
}
