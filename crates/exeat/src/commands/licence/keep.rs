//! `exeat licence backup|restore|hold|lift|retention|purge`.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use exeat_register::{Hold as Held, RegisterError, Request};

use super::Place;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::register::failed;

/// Write everything into a file, from either database
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence backup register.jsonl")]
pub(crate) struct Backup {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Backup {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut register = place.register.open_to_read()?;
        let path = &self.file;
        let wrong = |error: std::io::Error| Failure::file("write", path, &error);
        // A backup that was cut off must not stand in the place of one that was not.
        let mut beside = path.clone().into_os_string();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        let file = fs::File::create(&beside).map_err(wrong)?;
        let mut out = std::io::BufWriter::new(file);
        let copied = register.backup(&mut |line| {
            writeln!(out, "{line}").map_err(|error| RegisterError::Storage(error.to_string()))
        });
        let written = copied.map_err(|error| failed(&error)).and_then(|()| {
            out.flush().map_err(wrong)?;
            out.get_ref().sync_all().map_err(wrong)?;
            fs::rename(&beside, path).map_err(wrong)
        });
        if let Err(failure) = written {
            let _ = fs::remove_file(&beside);
            return Err(failure);
        }
        console.say(&format!(
            "{} is backed up in {}\n",
            register.location(),
            path.display()
        ))?;
        Ok(DONE)
    }
}

/// Write a backup into an empty register, of either database, and check it
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence restore register.jsonl --database restored.sqlite")]
pub(crate) struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Restore {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let bytes =
            fs::read(&self.file).map_err(|error| Failure::file("read", &self.file, &error))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Failure::wrong(format!("`{}` is not UTF-8 text", self.file.display())))?;
        let mut register = place.register.open()?;
        let rows = register
            .restore(text.lines())
            .map_err(|error| failed(&error))?;
        console.say(&format!(
            "{} rows restored into {}, and nothing is wrong with them\n",
            crate::layout::thousands(rows),
            register.location()
        ))?;
        Ok(DONE)
    }
}

/// Hold what is on record: nothing of it is purged until the hold is lifted
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence hold audit-2031 --licence 26AC000123 --cause 'customs ask for the records'")]
pub(crate) struct Hold {
    /// A name for it
    #[arg(value_name = "NAME")]
    name: String,
    /// The licence [default: everything]
    #[arg(long, value_name = "NUMBER")]
    licence: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: String,
}

impl Hold {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("held as {}", self.name);
        let hold = Held {
            id: self.name,
            licence: self.licence,
            cause: self.cause,
            lifted: None,
        };
        place.perform(&Request::Hold { hold }, &words, console)
    }
}

/// Lift a hold; this takes two people
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence lift audit-2031 --cause 'the audit is over'")]
pub(crate) struct Lift {
    /// The hold
    #[arg(value_name = "NAME")]
    name: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: String,
}

impl Lift {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("lifted {}", self.name);
        let request = Request::Lift {
            hold: self.name,
            cause: self.cause,
        };
        place.perform(&request, &words, console)
    }
}

/// Say for how long a licence must be kept
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence retention 26AC000123 --years 5")]
pub(crate) struct Retention {
    /// Its number
    #[arg(value_name = "NUMBER")]
    licence: String,
    /// For how many years the law asks for it
    #[arg(long, value_name = "N")]
    years: u32,
}

impl Retention {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut register = place.register.open_to_read()?;
        let kept = register
            .retention(&self.licence, self.years)
            .map_err(|error| failed(&error))?;
        let mut text = String::new();
        for (what, day) in &kept.triggers {
            text.push_str(&format!("{day}  {what}\n"));
        }
        match kept.through {
            Some(through) => text.push_str(&format!("to be kept through {through}\n")),
            None => text.push_str("nothing says yet when the period begins\n"),
        }
        for hold in &kept.holds {
            text.push_str(&format!("held: {hold}\n"));
        }
        console.say(&text)?;
        Ok(DONE)
    }
}

/// Purge what need not be kept any longer: its content goes, its hashes stay; this takes two people
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence purge 26AC000123 --years 5 --cites 'Export Control Law, records'")]
pub(crate) struct Purge {
    /// Its number
    #[arg(value_name = "NUMBER")]
    licence: String,
    /// For how many years the law asked for it
    #[arg(long, value_name = "N")]
    years: u32,
    /// Which provision says so
    #[arg(long, value_name = "TEXT")]
    cites: String,
}

impl Purge {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("purged {}", self.licence);
        let request = Request::Purge {
            licence: self.licence,
            years: self.years,
            cites: self.cites,
        };
        place.perform(&request, &words, console)
    }
}
