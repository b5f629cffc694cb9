//! What people decided about parties and listed entries, kept in the data folder.
//!
//! One decision a line, and lines are only added: what was decided before stays to be read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use exeat_value::Day;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// Somebody looked, and it is somebody else.
pub(crate) const FALSE_POSITIVE: &str = "false-positive";
/// Somebody looked, and it is the listed one.
pub(crate) const TRUE_MATCH: &str = "true-match";
/// Somebody looked, and somebody else has to.
pub(crate) const ESCALATED: &str = "escalated";

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Disposition {
    /// The party, as [`party`] writes it.
    pub(crate) party: String,
    /// The list without its edition, as [`list`] writes it.
    pub(crate) list: String,
    /// The entry's id.
    pub(crate) entry: String,
    /// The hash of what the edition said about the entry, and of what was known of the party.
    pub(crate) evidence: String,
    /// One of the constants above.
    pub(crate) decision: String,
    /// Who decided.
    pub(crate) by: String,
    /// Why.
    pub(crate) because: String,
    /// When.
    pub(crate) on: Day,
    /// The last day on which it holds.
    pub(crate) until: Day,
}

/// Where a match stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing<'a> {
    /// Nobody has decided.
    Open,
    /// Somebody has, and what was looked at has changed since, or the time is over.
    Reopened(&'a Disposition, &'static str),
    /// Somebody has.
    Decided(&'a Disposition),
}

/// A party as decisions name it: without what does not count.
pub(crate) fn party(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `publication/list` of `publication@edition/list`: a decision outlives an edition in which the
/// entry says the same.
pub(crate) fn list(label: &str) -> String {
    match (label.split_once('@'), label.rsplit_once('/')) {
        (Some((publication, _)), Some((_, list))) => format!("{publication}/{list}"),
        _ => label.to_owned(),
    }
}

/// All decisions, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dispositions {
    all: Vec<Disposition>,
}

fn path() -> Result<PathBuf, Failure> {
    Ok(crate::data::folder()?
        .join("screen")
        .join("dispositions.jsonl"))
}

/// How much of the text is whole: without a last line that was torn off while it was written. Such a line ends without
/// a line end, and is no decision.
fn whole(text: &str) -> usize {
    let end = text.rfind('\n').map_or(0, |end| end + 1);
    let last = text.get(end..).unwrap_or_default();
    match last.is_empty() || serde_json::from_str::<Disposition>(last).is_ok() {
        true => text.len(),
        false => end,
    }
}

/// Appends a decision; where that fails, what was written of it is taken back, so that the next one does not stand in
/// its line.
fn append(
    path: &Path,
    disposition: &Disposition,
    write: impl FnOnce(&mut File, &[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .create(true)
        .read(true)
        .append(true)
        .open(path)?;
    // Nobody else adds one meanwhile.
    file.lock()?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let whole = whole(&text);
    let length = u64::try_from(whole).map_err(io::Error::other)?;
    if whole < text.len() {
        file.set_len(length)?;
    }
    let has_end = text
        .get(..whole)
        .is_none_or(|text| text.is_empty() || text.ends_with('\n'));
    // A structure of texts is always JSON.
    let line = serde_json::to_string(disposition).unwrap_or_default();
    let line = format!("{}{line}\n", if has_end { "" } else { "\n" });
    write(&mut file, line.as_bytes())
        .and_then(|()| file.sync_all())
        .inspect_err(|_| {
            let _ = file.set_len(length);
        })
}

impl Dispositions {
    /// Reads the decisions of the data folder; there are none where there is no file.
    ///
    /// # Errors
    /// The file cannot be read, or a line of it is broken: a decision that cannot be read is not
    /// passed over.
    pub(crate) fn open() -> Result<Self, Failure> {
        let path = path()?;
        Self::read(&path)
    }

    fn read(path: &Path) -> Result<Self, Failure> {
        match fs::read_to_string(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::file("read", path, &error)),
            // What was torn off at the end was never acknowledged.
            Ok(text) => {
                Self::parse(text.get(..whole(&text)).unwrap_or(&text)).map_err(|(line, error)| {
                    Failure::wrong(format!(
                        "`{}`, line {line}, is no decision: {error}",
                        path.display()
                    ))
                })
            }
        }
    }

    fn parse(text: &str) -> Result<Self, (usize, serde_json::Error)> {
        let all = (1..)
            .zip(text.lines())
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(number, line)| serde_json::from_str(line).map_err(|error| (number, error)))
            .collect::<Result<_, _>>()?;
        Ok(Self { all })
    }

    /// The hash of all of them.
    pub(crate) fn digest(&self) -> String {
        let lines: Vec<String> = self
            .all
            .iter()
            // A structure of texts is always JSON.
            .map(|made| serde_json::to_string(made).unwrap_or_default())
            .collect();
        exeat_screen::list::sha256(lines.join("\n").as_bytes())
    }

    /// Adds a decision.
    ///
    /// # Errors
    /// The data folder cannot be written.
    pub(crate) fn add(disposition: &Disposition) -> Result<(), Failure> {
        let path = path()?;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::file("write", folder, &error))?;
        }
        append(&path, disposition, |file, line| file.write_all(line))
            .map_err(|error| Failure::file("write", &path, &error))
    }

    /// Where a match stands on a day: the last decision until then about a party of this name and this
    /// entry counts, of those that rest on the same evidence. Two parties may have one name.
    pub(crate) fn standing(
        &self,
        name: &str,
        label: &str,
        entry: &str,
        evidence: &str,
        on: Day,
    ) -> Standing<'_> {
        let (party, list) = (party(name), list(label));
        let mut all = self.all.iter().rev().filter(|made| {
            made.on <= on && made.party == party && made.list == list && made.entry == entry
        });
        let last = all.clone().find(|made| made.evidence == evidence);
        match last.or_else(|| all.next()) {
            None => Standing::Open,
            Some(made) if made.evidence != evidence => {
                Standing::Reopened(made, "the entry or the party has changed since")
            }
            Some(made) if made.until < on => Standing::Reopened(made, "its time is over"),
            Some(made) => Standing::Decided(made),
        }
    }
}

impl Standing<'_> {
    /// For a program: `open`, `reopened`, or what was decided.
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Reopened(..) => "reopened",
            Self::Decided(made) => &made.decision,
        }
    }

    /// For a person; nothing where nobody has decided.
    pub(crate) fn in_words(&self) -> Option<String> {
        let (made, reopened) = match self {
            Self::Open => return None,
            Self::Reopened(made, why) => (made, format!("; open again: {why}")),
            Self::Decided(made) => (made, String::new()),
        };
        Some(format!(
            "{} by {} on {}, until {}: {}{reopened}",
            made.decision, made.by, made.on, made.until, made.because
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn decisions() -> Dispositions {
        let made = Disposition {
            party: party("Ivan  Petrov"),
            list: list("us-csl@2026-07-31/us-sdn"),
            entry: "7".to_owned(),
            evidence: "00".repeat(8),
            decision: FALSE_POSITIVE.to_owned(),
            by: "A. Clerk".to_owned(),
            because: "born later".to_owned(),
            on: day("2026-11-22"),
            until: day("2027-11-22"),
        };
        let line = serde_json::to_string(&made).expect("texts");
        Dispositions::parse(&format!("{line}\n\n")).expect("it was just written")
    }

    #[test]
    fn a_decision_holds_for_later_editions_that_say_the_same() {
        let all = decisions();
        let evidence = "00".repeat(8);
        let standing = all.standing(
            "IVAN PETROV",
            "us-csl@2026-08-31/us-sdn",
            "7",
            &evidence,
            day("2027-01-01"),
        );
        assert_eq!(standing.word(), FALSE_POSITIVE);
    }

    #[test]
    fn it_is_open_again_when_anything_changes() {
        let all = decisions();
        let (evidence, other) = ("00".repeat(8), "11".repeat(8));
        let label = "us-csl@2026-07-31/us-sdn";
        for (name, entry, evidence, on, word) in [
            ("Ivan Petrov", "7", &other, "2027-01-01", "reopened"),
            ("Ivan Petrov", "7", &evidence, "2027-11-23", "reopened"),
            ("Ivan Petrov", "8", &evidence, "2027-01-01", "open"),
            ("Ivan Petrovich", "7", &evidence, "2027-01-01", "open"),
        ] {
            assert_eq!(
                all.standing(name, label, entry, evidence, day(on)).word(),
                word,
                "{name} {entry} {on}"
            );
        }
    }

    /// Two customers of one name at two addresses, each decided by itself.
    #[test]
    fn what_is_decided_about_one_of_a_name_leaves_the_others_decided() {
        let one = decisions().all.remove(0);
        let made = |evidence: &str, decision: &str, on: &str| Disposition {
            evidence: evidence.to_owned(),
            decision: decision.to_owned(),
            on: day(on),
            ..one.clone()
        };
        let all = Dispositions {
            all: vec![
                made("11", FALSE_POSITIVE, "2026-11-22"),
                made("22", FALSE_POSITIVE, "2026-11-23"),
                made("33", TRUE_MATCH, "2026-11-24"),
                made("22", ESCALATED, "2026-11-25"),
            ],
        };
        let word = |evidence: &str, on: &str| {
            let label = "us-csl@2026-07-31/us-sdn";
            let standing = all.standing("Ivan Petrov", label, "7", evidence, day(on));
            standing.word().to_owned()
        };
        assert_eq!(word("11", "2026-12-01"), FALSE_POSITIVE);
        assert_eq!(word("22", "2026-11-23"), FALSE_POSITIVE);
        assert_eq!(word("22", "2026-12-01"), ESCALATED);
        assert_eq!(word("33", "2026-12-01"), TRUE_MATCH);
        assert_eq!(word("44", "2026-12-01"), "reopened");
        assert_eq!(word("11", "2027-11-23"), "reopened");
        assert_eq!(word("33", "2026-11-23"), "reopened");
        assert_eq!(word("33", "2026-11-21"), "open");
    }

    #[test]
    fn a_line_that_was_torn_shuts_nothing() {
        let made = decisions().all.remove(0);
        let path = std::env::temp_dir().join(format!("exeat-torn-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        let add = || append(&path, &made, |file, line| file.write_all(line));
        let count = || Dispositions::read(&path).expect("decisions").all.len();
        add().expect("written");
        // The disk is full in the middle of a line: what was written of it is taken back.
        let full = append(&path, &made, |file, line| {
            file.write_all(&line[..line.len() / 2])?;
            Err(io::Error::other("full"))
        });
        assert!(full.is_err());
        assert_eq!(count(), 1);
        add().expect("written");
        assert_eq!(count(), 2);
        // The machine stops in the middle of a line, and nothing is taken back.
        let text = fs::read_to_string(&path).expect("text");
        fs::write(&path, &text[..text.len() - 20]).expect("written");
        assert_eq!(count(), 1);
        add().expect("written");
        assert_eq!(count(), 2);
        // Somebody's editor left the last line end out.
        fs::write(&path, text.trim_end()).expect("written");
        assert_eq!(count(), 2);
        add().expect("written");
        assert_eq!(count(), 3);
        fs::remove_file(&path).expect("removed");
    }

    #[test]
    fn a_broken_line_is_not_passed_over() {
        assert!(Dispositions::parse("{}\n").is_err());
    }
}
