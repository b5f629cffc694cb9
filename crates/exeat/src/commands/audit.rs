//! `exeat audit`: the log of the register.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use exeat_register::{
    Exported, Growth, Key, Proof, RegisterError, Request, Role, SignedHead, Verified, verify_export,
};
use serde_json::json;

use super::licence::Place;
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::data;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::files::{self, Whole};
use crate::layout;
use crate::progress::Progress;
use crate::register::failed;
use crate::tables;

/// The key that signs the log, in the data folder.
const KEY: &str = "log-key";

/// Show, sign, export and check the log of the register
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat audit show                      the last events
  exeat audit sign                      sign the log as it is now; give the head to somebody else
  exeat audit verify                    check the log, the ledgers and everything else
  exeat audit export -o log.jsonl       the log as a file
  exeat audit verify log.jsonl          check that file, with nothing else at hand
  exeat audit prove 41                  prove that event 41 is in the log
  exeat audit prove --since head.json   prove that the log only grew since that head")]
pub(crate) struct Audit {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Show(Show),
    Verify(Verify),
    Export(Export),
    Sign(Sign),
    Prove(Prove),
    Person(Person),
}

impl Audit {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let place = self.place;
        match self.what {
            What::Show(one) => one.run(&place, console),
            What::Verify(one) => one.run(&place, console),
            What::Export(one) => one.run(&place, console),
            What::Sign(one) => one.run(&place, console),
            What::Prove(one) => one.run(&place, console),
            What::Person(one) => one.run(&place, console),
        }
    }
}

/// Show events: the last, or those of one object
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat audit show
  exeat audit show --object licence/26AC000123")]
struct Show {
    /// Only those of one object, such as licence/26AC000123
    #[arg(long, value_name = "OBJECT")]
    object: Option<String>,
    /// From this event on
    #[arg(long, value_name = "N")]
    from: Option<i64>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: u32,
    #[command(flatten)]
    format: FormatOption,
}

impl Show {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut register = place.register.open_to_read()?;
        let from = match (self.from, &self.object) {
            (Some(from), _) => from,
            (None, Some(_)) => 1,
            (None, None) => {
                let events = register.counts().map_err(|error| failed(&error))?.events;
                events
                    .saturating_sub(i64::from(self.limit))
                    .saturating_add(1)
            }
        };
        let events = register
            .events(from, self.limit, self.object.as_deref())
            .map_err(|error| failed(&error))?;
        if self.format.is_json() {
            console.say(&layout::json(&json!({ "format": 1, "events": events })))?;
            return Ok(DONE);
        }
        let rows: Vec<Vec<String>> = events
            .iter()
            .map(|event| {
                vec![
                    event.sequence.to_string(),
                    event.at.chars().take(19).collect(),
                    event.actor.clone(),
                    event.verb.clone(),
                    event.object.clone(),
                    event.note.clone().unwrap_or_default(),
                ]
            })
            .collect();
        console.say(&tables::aligned(
            &["event", "at", "by", "did", "to", "note"],
            &rows,
        ))?;
        Ok(DONE)
    }
}

/// Check the log of the register, or one that was exported, or a proof
#[derive(Debug, Args)]
#[command(after_help = "\
Without a file everything is checked: the chain, the signed heads, and that every entry and version
says what the log says it said. An export is checked with nothing else at hand. --head gives a signed
head that was got in another way: with it, it shows whether what came before was changed since.
Exit status: 0 nothing is wrong, 1 something is.

Examples:
  exeat audit verify
  exeat audit verify log.jsonl --head head.json")]
struct Verify {
    /// An export of a log, or a proof
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// A signed head that is trusted; may be said several times
    #[arg(long, value_name = "FILE")]
    head: Vec<PathBuf>,
    /// The public key that must have signed; others are refused
    #[arg(long, value_name = "HEX")]
    key: Option<String>,
    #[command(flatten)]
    format: FormatOption,
}

impl Verify {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut trusted = Vec::new();
        for path in &self.head {
            trusted.push(signed_head(path)?);
        }
        let verified = match &self.file {
            None => {
                let mut register = place.register.open_to_read()?;
                let counts = register.counts().map_err(|error| failed(&error))?;
                let total = counts
                    .events
                    .saturating_add(counts.entries)
                    .saturating_add(counts.versions);
                let mut progress = Progress::new("checking", u64::try_from(total).unwrap_or(0));
                register
                    .verify(&trusted, &mut |more| progress.add(more))
                    .map_err(|error| failed(&error))?
            }
            Some(path) => {
                let bytes = fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
                let text = String::from_utf8(bytes).map_err(|_| {
                    Failure::wrong(format!("`{}` is not UTF-8 text", path.display()))
                })?;
                if let Ok(proof) = serde_json::from_str::<Proof>(&text) {
                    return self.proof(&proof, &trusted, console);
                }
                if let Ok(growth) = serde_json::from_str::<Growth>(&text) {
                    return self.growth(&growth, &trusted, console);
                }
                verify_export(text.lines(), &trusted).map_err(|error| failed(&error))?
            }
        };
        let verified = self.with_key(verified);
        if self.format.is_json() {
            console.say(&layout::json(&json!(verified)))?;
        } else {
            console.say(&in_words(&verified))?;
        }
        Ok(if verified.holds() { DONE } else { WRONG })
    }

    /// Refuses heads of another key than the one that is expected, and a log that the expected one has not signed.
    fn with_key(&self, mut verified: Verified) -> Verified {
        let Some(key) = &self.key else {
            return verified;
        };
        let key = key.to_lowercase();
        verified.heads.retain(|head| head.key == key);
        if verified.heads.is_empty() {
            verified.findings.push(exeat_register::Finding {
                sequence: None,
                what: format!("no head in it is signed by the key {key}"),
            });
        }
        verified
    }

    fn proof(&self, proof: &Proof, trusted: &[SignedHead], console: &Console) -> Outcome {
        let head = &proof.head;
        let event = &proof.event;
        let words = format!(
            "event {} (`{}` {} {} at {}) is in the log of {} events that {} signed on {}\n",
            event.sequence,
            event.actor,
            event.verb,
            event.object,
            event.at,
            layout::thousands(head.size),
            head.key,
            head.at
        );
        let why_not = if !proof.holds() {
            Some("the proof does not hold: it was changed, or is of another event or log")
        } else {
            self.strange(&[head], trusted.is_empty() || trusted.contains(head))
        };
        self.answer(why_not, &words, console)
    }

    fn growth(&self, growth: &Growth, trusted: &[SignedHead], console: &Console) -> Outcome {
        let Growth { old, new, .. } = growth;
        let words = format!(
            "the log of {} events that {} signed on {}\nbegins with the {} events that {} signed on {}: \
             nothing of them was changed or taken away\n",
            layout::thousands(new.size),
            new.key,
            new.at,
            layout::thousands(old.size),
            old.key,
            old.at
        );
        let why_not = if !growth.holds() {
            Some(
                "the proof does not hold: one of its heads is not signed, or they are not of one log",
            )
        } else {
            self.strange(
                &[old, new],
                trusted.iter().all(|head| head == old || head == new),
            )
        };
        self.answer(why_not, &words, console)
    }

    /// Why a proof that holds is not about what the reader trusts.
    fn strange(&self, heads: &[&SignedHead], is_trusted: bool) -> Option<&'static str> {
        let key_fits = self
            .key
            .as_ref()
            .is_none_or(|key| heads.iter().all(|head| key.eq_ignore_ascii_case(&head.key)));
        if !key_fits {
            Some("the proof holds, but for a head that another key has signed")
        } else if !is_trusted {
            Some("the proof holds, but for another head than the one that was given with --head")
        } else {
            None
        }
    }

    fn answer(&self, why_not: Option<&str>, words: &str, console: &Console) -> Outcome {
        if self.format.is_json() {
            console.say(&layout::json(&json!({
                "format": 1,
                "holds": why_not.is_none(),
                "why": why_not.unwrap_or_else(|| words.trim_end()),
            })))?;
        } else {
            match why_not {
                None => console.say(words)?,
                Some(why) => console.say(&format!("WRONG  {why}\n"))?,
            }
        }
        Ok(if why_not.is_none() { DONE } else { WRONG })
    }
}

/// A signed head in a file.
fn signed_head(path: &Path) -> Result<SignedHead, Failure> {
    let text = files::read_text(path)?;
    match Exported::of(text.trim()) {
        Ok(Exported::Head(head)) => Ok(head),
        _ => Err(
            Failure::wrong(format!("`{}` is no signed head", path.display()))
                .with_help("a head is what `exeat audit sign` prints"),
        ),
    }
}

fn in_words(verified: &Verified) -> String {
    let mut text = format!(
        "{} events, root {}\n",
        layout::thousands(verified.events),
        verified.root
    );
    if verified.entries > 0 || verified.versions > 0 || verified.purged > 0 {
        text.push_str(&format!(
            "{} ledger entries and {} versions say what they said, {} were purged\n",
            layout::thousands(verified.entries),
            layout::thousands(verified.versions),
            layout::thousands(verified.purged)
        ));
    }
    for head in &verified.heads {
        text.push_str(&format!(
            "agrees with the head of {} events that {} signed on {}\n",
            layout::thousands(head.size),
            head.key,
            head.at
        ));
    }
    if verified.holds() {
        text.push_str("nothing is wrong\n");
        if verified.heads.is_empty() {
            text.push_str(
                "no signed head was held against it: that its end was cut off would not show\n",
            );
        }
    }
    for finding in &verified.findings {
        match finding.sequence {
            Some(sequence) => {
                text.push_str(&format!("WRONG  event {sequence}: {}\n", finding.what))
            }
            None => text.push_str(&format!("WRONG  {}\n", finding.what)),
        }
    }
    if verified.more > 0 {
        text.push_str(&format!(
            "WRONG  and {} more\n",
            layout::thousands(verified.more)
        ));
    }
    text
}

/// Write the log as a file: every event as the line that is hashed, and the signed heads
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat audit export -o log.jsonl")]
struct Export {
    /// Write it to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut register = place.register.open_to_read()?;
        let Some(path) = &self.output else {
            let mut text = String::new();
            register
                .export(&mut |line| {
                    text.push_str(line);
                    text.push('\n');
                    Ok(())
                })
                .map_err(|error| failed(&error))?;
            console.say(&text)?;
            return Ok(DONE);
        };
        let mut out = std::io::BufWriter::new(Whole::begin(path)?);
        register
            .export(&mut |line| {
                writeln!(out, "{line}").map_err(|error| RegisterError::Storage(error.to_string()))
            })
            .map_err(|error| failed(&error))?;
        out.into_inner()
            .map_err(|error| Failure::file("write", path, error.error()))?
            .finish()?;
        Ok(DONE)
    }
}

/// Sign the log as it is now, and print the head; whoever has it can tell later if the past was changed
#[derive(Debug, Args)]
#[command(after_help = "\
The key lies in the data folder and is made when it is first needed.

Example:
  exeat audit sign > head.json")]
struct Sign {}

impl Sign {
    #[expect(clippy::unused_self, reason = "every command is run alike")]
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut register = place.register.open()?;
        let head = register
            .sign(&key(console)?, &crate::clock::now())
            .map_err(|error| failed(&error))?;
        console.say(&format!("{}\n", head_line(&head)))?;
        Ok(DONE)
    }
}

fn head_line(head: &SignedHead) -> String {
    serde_json::to_string(head).unwrap_or_default()
}

/// Prove to somebody who does not have the log that an event is in it, or that it only grew
#[derive(Debug, Args)]
#[command(after_help = "\
A proof is a file of its own: `exeat audit verify` checks it on any machine, without the register.

Examples:
  exeat audit prove 41 > proof.json && exeat audit verify proof.json
  exeat audit prove --since march.json > grown.json
  exeat audit prove --since march.json --until june.json > grown.json")]
#[group(id = "of", required = true, multiple = false, args = ["event", "since"])]
struct Prove {
    /// The number of the event that is in the log
    #[arg(value_name = "N")]
    event: Option<i64>,
    /// A signed head: prove that the log still begins with what was signed then
    #[arg(long, value_name = "HEAD")]
    since: Option<PathBuf>,
    /// A later signed head, up to which to prove it [default: one that is signed now]
    #[arg(long, value_name = "HEAD", requires = "since")]
    until: Option<PathBuf>,
}

impl Prove {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let old = self.since.as_deref().map(signed_head).transpose()?;
        let new = self.until.as_deref().map(signed_head).transpose()?;
        let mut register = place.register.open_to_read()?;
        let (key, now) = (key(console)?, crate::clock::now());
        let proof = match (&old, self.event) {
            (Some(old), _) => register
                .prove_growth(old, new.as_ref(), &key, &now)
                .map(|proof| json!(proof)),
            (None, event) => register
                .prove(event.unwrap_or_default(), &key, &now)
                .map(|proof| json!(proof)),
        };
        console.say(&layout::json(&proof.map_err(|error| failed(&error))?))?;
        Ok(DONE)
    }
}

/// The key in the data folder, which is made when it is first needed.
fn key(console: &Console) -> Result<Key, Failure> {
    let path = data::folder()?.join(KEY);
    let new = || {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(std::io::Error::other)?;
        Ok(Key::new(secret).to_text())
    };
    let (text, is_new) = exeat_server::secret::kept(&path, new)
        .map_err(|error| Failure::file("keep the key", &path, &error))?;
    let key = Key::of_text(&text).map_err(|error| failed(&error))?;
    if is_new {
        console.note(&format!(
            "a key to sign the log was made in `{}`; its public half is {}",
            path.display(),
            key.public()
        ));
    }
    Ok(key)
}

/// Say who a person is and what they may do, or list the people
#[derive(Debug, Args)]
#[command(after_help = "\
Roles: clerk (books shipments), officer (keeps licences, corrects), administrator (people, holds),
auditor (reads and signs).

Examples:
  exeat audit person
  exeat audit person ben --role officer --role clerk")]
struct Person {
    /// How the log calls them
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// What they may do; may be said several times
    #[arg(long, value_name = "ROLE", value_parser = role)]
    role: Vec<Role>,
}

fn role(text: &str) -> Result<Role, String> {
    Role::named(text).ok_or_else(|| {
        let names: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        format!("the roles are {}", names.join(", "))
    })
}

impl Person {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        if let Some(name) = self.name {
            let words = format!("wrote down `{name}`");
            let request = Request::Person {
                name,
                roles: self.role,
            };
            return place.perform(&request, &words, console);
        }
        let mut register = place.register.open_to_read()?;
        let people = register.people().map_err(|error| failed(&error))?;
        let rows: Vec<Vec<String>> = people
            .iter()
            .map(|person| {
                let roles: Vec<&str> = person.roles.iter().map(|role| role.name()).collect();
                vec![person.name.clone(), roles.join(", ")]
            })
            .collect();
        console.say(&tables::aligned(&["name", "roles"], &rows))?;
        Ok(DONE)
    }
}
