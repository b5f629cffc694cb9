//! `exeat licence backup|restore|hold|lift|retention|purge`.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use exeat_register::{Hold as Held, Location, RegisterError, Request};
use serde_json::Value;

use super::Place;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files::{Whole, is_same};
use crate::register::failed;

/// Write everything into a file, from either database
#[derive(Debug, Args)]
#[command(after_help = "\
A file that is there is replaced where it is an older backup of the same register, and nothing else is.

Example:
  exeat licence backup register.jsonl")]
pub(crate) struct Backup {
    /// Where the backup goes
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Backup {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut register = place.register.open_to_read()?;
        let path = &self.file;
        if let Location::File(database) = register.location()
            && belongs_to(path, database)
        {
            return Err(Failure::usage(format!(
                "`{}` is where the register itself lies",
                path.display()
            ))
            .with_help("give another name, such as `register.jsonl`"));
        }
        // A backup that was cut off must not stand in the place of one that was not.
        let mut out = BufWriter::new(Whole::begin(path)?);
        register
            .backup(&mut |line| {
                writeln!(out, "{line}").map_err(|error| RegisterError::Storage(error.to_string()))
            })
            .map_err(|error| failed(&error))?;
        let whole = out
            .into_inner()
            .map_err(|error| Failure::file("write", path, error.error()))?;
        if fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0) {
            let older = is_older(path, whole.so_far())
                .map_err(|error| Failure::file("read", path, &error))?;
            if !older {
                return Err(Failure::wrong(format!(
                    "`{}` is there already, and is no older backup of this register",
                    path.display()
                ))
                .with_help("give a name that is free, or move the file away"));
            }
        }
        whole.finish()?;
        console.say(&format!(
            "{} is backed up in {}\n",
            register.location(),
            path.display()
        ))?;
        Ok(DONE)
    }
}

/// Whether a name is that of a database, or of what SQLite keeps beside it.
fn belongs_to(path: &Path, database: &Path) -> bool {
    let whole = |path: &Path| {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        folder.join(path.file_name().unwrap_or_default())
    };
    let database = database
        .canonicalize()
        .unwrap_or_else(|_| database.to_owned());
    ["", "-wal", "-shm", "-journal"].iter().any(|ending| {
        let mut name = database.clone().into_os_string();
        name.push(ending);
        whole(path) == whole(Path::new(&name))
    }) || is_same(path, &database)
}

/// Whether a file is a backup all of whose events are in a newer one too, which may stand in its place then.
fn is_older(older: &Path, newer: &Path) -> io::Result<bool> {
    const HEAD_MAX: u64 = 4_096;
    let mut older = BufReader::new(File::open(older)?);
    let mut newer = BufReader::new(File::open(newer)?);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    // Of what is no backup the first line may be all of it.
    (&mut older).take(HEAD_MAX).read_until(b'\n', &mut old)?;
    newer.read_until(b'\n', &mut new)?;
    let head: Value = serde_json::from_slice(&old).unwrap_or_default();
    if head.get("backup") != Some(&Value::from("exeat-register")) {
        return Ok(false);
    }
    loop {
        old.clear();
        new.clear();
        older.read_until(b'\n', &mut old)?;
        newer.read_until(b'\n', &mut new)?;
        if !old.starts_with(b"[\"event\",") {
            return Ok(true);
        }
        if old != new {
            return Ok(false);
        }
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
