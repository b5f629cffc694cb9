//! The talk: question, answer, what it changed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _};
use std::path::Path;

use exeat_determine::outcome::JurisdictionVerdict;
use exeat_determine::{Determination, Verdict};
use exeat_documents::{AnswerError, Format, set_answer};
use exeat_facts::{Role, Scope, Type, Vocabulary};
use exeat_report::interview::{self as questions, Key, Open};
use exeat_value::Day;

use crate::console::Console;
use crate::documents::{self, Document};
use crate::failure::Failure;
use crate::law::LawBook;
use crate::layout;
use crate::screening::PartyScreening;

/// The day on which it leaves, as answers name it.
const DATE: &str = "shipment.date";

/// The longest answer, in bytes.
const ANSWER_MAX: u64 = 64 * 1024;

const HELP: &str = "\
  a value         as a document writes it, without quotes: yes, DE, 1.2 %, 12500 USD, 2025-12-15
  A, B            several codes, where a set is asked for
  between A and B a range, for amounts, shares and days
  unknown         it is not known yet           not-answerable  nobody can tell
  withheld        somebody knows and does not say
  skip            leave it as it is, and go on
  back            take the last answer back
  stop            write down what was answered, and end
";

/// An interview about one document.
pub(super) struct Interview<'a> {
    pub(super) law: LawBook,
    pub(super) screening: PartyScreening,
    pub(super) on: Option<Day>,
    pub(super) law_date: Option<Day>,
    pub(super) path: &'a Path,
    pub(super) console: &'a Console,
    pub(super) talk_on_stderr: bool,
}

/// What somebody answered.
enum Reply {
    Value(String),
    Skip,
    Back,
    Stop,
}

/// A state to which `back` returns.
struct Step {
    text: String,
    set_aside: BTreeSet<Key>,
}

impl Interview<'_> {
    /// Says something in the talk.
    pub(super) fn tell(&self, text: &str) -> Result<(), Failure> {
        if self.talk_on_stderr {
            self.console.remark(text);
            Ok(())
        } else {
            self.console.say(text)
        }
    }

    /// Asks until nothing is open, or nobody answers any more. Gives back the document and the
    /// overall verdict.
    pub(super) fn hold(&mut self, document: Document) -> Result<(String, Verdict), Failure> {
        let format = document.format;
        let mut text = self.with_a_day(document)?;
        let mut set_aside: BTreeSet<Key> = BTreeSet::new();
        let mut history: Vec<Step> = Vec::new();
        let mut determination = self.determine(&text, format)?;
        self.tell(&opening(&determination))?;
        let mut asked_anything = false;
        while let Some(open) = questions::next(&determination, &set_aside) {
            self.tell(&asked(&open))?;
            asked_anything = true;
            let step = Step {
                text: text.clone(),
                set_aside: set_aside.clone(),
            };
            match self.reply()? {
                Reply::Stop => break,
                Reply::Skip => {
                    history.push(step);
                    set_aside.insert(open.key());
                }
                Reply::Back => match history.pop() {
                    Some(step) => {
                        text = step.text;
                        set_aside = step.set_aside;
                        determination = self.moved(&determination, &text, format)?;
                    }
                    None => self.tell("  there is no answer to take back\n")?,
                },
                Reply::Value(answer) => {
                    match set_answer(&text, format, &open.path(), Some(open.line), &answer) {
                        Ok(answered) => {
                            history.push(step);
                            // Whatever was answered, it is not asked for again.
                            set_aside.insert(open.key());
                            text = answered;
                            determination = self.moved(&determination, &text, format)?;
                        }
                        Err(error) => self.tell(&refused(&error))?,
                    }
                }
            }
        }
        self.tell(&closing(&determination, asked_anything))?;
        Ok((text, determination.overall))
    }

    /// The document with a day on which it leaves: without one there is no law to ask. A day given
    /// with `--on` is written down where the document states none.
    fn with_a_day(&self, document: Document) -> Result<String, Failure> {
        let Document {
            mut text,
            format,
            mut case,
        } = document;
        let states_a_day = case.event_date().is_some();
        loop {
            let failure = match documents::event_date(&mut case, self.on, self.path) {
                Ok(event) => {
                    if let Some(remark) = &event.remark {
                        self.console.note(remark);
                    }
                    if states_a_day || event.remark.is_some() {
                        return Ok(text);
                    }
                    let day = event.day.to_string();
                    // It was said in the talk and stands there already, or with `--on`.
                    return Ok(set_answer(&text, format, DATE, None, &day).unwrap_or(text));
                }
                Err(failure) => failure,
            };
            self.tell(&format!(
                "\nOn which day does it leave?\n  {DATE}: a day such as 2025-12-15\n"
            ))?;
            match self.reply()? {
                Reply::Value(answer) => match set_answer(&text, format, DATE, None, &answer) {
                    Ok(answered) => {
                        text = answered;
                        case = self.read(&text, format)?;
                    }
                    Err(error) => self.tell(&refused(&error))?,
                },
                Reply::Back => self.tell("  there is no answer to take back\n")?,
                Reply::Skip | Reply::Stop => return Err(failure),
            }
        }
    }

    fn read(&self, text: &str, format: Format) -> Result<exeat_facts::Case, Failure> {
        exeat_documents::read(text, format).case.ok_or_else(|| {
            Failure::wrong(format!(
                "`{}` cannot be read with the answers in it",
                self.path.display()
            ))
        })
    }

    fn determine(&mut self, text: &str, format: Format) -> Result<Determination, Failure> {
        let mut case = self.read(text, format)?;
        let event_date = documents::event_date(&mut case, self.on, self.path)?.day;
        let law_date = self.law_date.unwrap_or(event_date);
        self.screening.sift(&mut case, event_date)?;
        Ok(self.law.determine(&case, event_date, law_date))
    }

    /// Determines again, and says which verdicts moved.
    fn moved(
        &mut self,
        before: &Determination,
        text: &str,
        format: Format,
    ) -> Result<Determination, Failure> {
        let now = self.determine(text, format)?;
        let mut moves = String::new();
        let (old, new) = (verdicts(before), verdicts(&now));
        for ((place, old), (_, new)) in old.iter().zip(&new) {
            if (old.verdict, &old.possible) != (new.verdict, &new.possible) {
                // Writing to a string does not fail.
                let _ = writeln!(moves, "  {place}: {} → {}", words(old), words(new));
            }
        }
        if moves.is_empty() {
            moves.push_str("  no verdict moves\n");
        }
        self.tell(&moves)?;
        Ok(now)
    }

    /// Reads one answer. The end of the input is `stop`, an empty line is `skip`.
    fn reply(&self) -> Result<Reply, Failure> {
        loop {
            self.tell("> ")?;
            let mut line = String::new();
            let mut input = io::stdin().lock().take(ANSWER_MAX);
            let length = input
                .read_line(&mut line)
                .map_err(|error| Failure::file("read", Path::new("standard input"), &error))?;
            if length == 0 {
                self.tell("\n")?;
                return Ok(Reply::Stop);
            }
            if !io::stdin().is_terminal() {
                // So that the talk can be read where nobody typed into it.
                self.tell(&format!("{}\n", line.trim()))?;
            }
            match line.trim() {
                "?" | "help" => self.tell(HELP)?,
                "" | "skip" => return Ok(Reply::Skip),
                "back" => return Ok(Reply::Back),
                "stop" | "quit" => return Ok(Reply::Stop),
                answer => return Ok(Reply::Value(answer.to_owned())),
            }
        }
    }
}

/// Every verdict with its place: the law, after the line where there are several.
fn verdicts(determination: &Determination) -> Vec<(String, &JurisdictionVerdict)> {
    let several = determination.lines.len() > 1;
    determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter().map(move |verdict| (line, verdict)))
        .map(|(line, verdict)| {
            let place = if several {
                format!(
                    "line {} ({}), {}",
                    line.line, line.item, verdict.jurisdiction
                )
            } else {
                verdict.jurisdiction.clone()
            };
            (place, verdict)
        })
        .collect()
}

/// A verdict in words, an open one with what remains possible.
fn words(verdict: &JurisdictionVerdict) -> String {
    let word = |verdict: Verdict| verdict.word().replace('_', " ");
    let possible: Vec<String> = verdict.possible.iter().map(|&one| word(one)).collect();
    match verdict.verdict {
        Verdict::Undetermined if !possible.is_empty() => {
            format!("undetermined ({})", possible.join(" or "))
        }
        settled => word(settled),
    }
}

fn opening(determination: &Determination) -> String {
    let mut text = format!(
        "{}\nlaw of {}, as known on {}\n\n",
        determination.title, determination.law_date, determination.known_at
    );
    for (place, verdict) in verdicts(determination) {
        let _ = writeln!(text, "  {place}: {}", words(verdict));
    }
    text
}

/// A question with what it means and how to answer it.
fn asked(open: &Open) -> String {
    let question = &open.question;
    let of = open.of().map(|of| format!(" ({of})"));
    let mut text = format!("\n{}{}\n", question.question, of.unwrap_or_default());
    let path = open.path();
    if let Some((ty, help)) = described(&question.fact) {
        let _ = writeln!(text, "  {path}: {ty}");
        text.push_str(&layout::wrapped(help, "  "));
    } else {
        let _ = writeln!(text, "  {path}");
    }
    for (law, is, verdict) in &open.settles {
        let verdict = verdict.word().replace('_', " ");
        let _ = writeln!(text, "  {law}: if it {is}, then {verdict}");
    }
    if question.contested {
        text.push_str("  the sources disagree; your answer takes the place of their statements\n");
    }
    text
}

/// The type and the help of a fact.
fn described(path: &str) -> Option<(String, &'static str)> {
    let vocabulary = Vocabulary::standard();
    let (head, tail) = path.split_once('.')?;
    let scope = match head {
        _ if head.parse::<Role>().is_ok() => Scope::Party,
        _ => Scope::ALL.into_iter().find(|scope| scope.name() == head)?,
    };
    let fact = vocabulary.get(vocabulary.find(scope, tail)?);
    let mut ty = vocabulary.type_in_words(fact.ty);
    if let Type::Code(list) | Type::Set(list) = fact.ty
        && let Some(list) = vocabulary.code_list(list)
    {
        let _ = write!(ty, " (`exeat facts {list}` lists the codes)");
    }
    Some((ty, fact.help_en))
}

/// Why an answer was not taken.
fn refused(error: &AnswerError) -> String {
    let mut text = String::new();
    match error {
        AnswerError::Value(diagnostics) | AnswerError::Document(diagnostics) => {
            for one in diagnostics {
                let _ = writeln!(text, "  {}", one.message);
                if !one.expected.is_empty() {
                    let _ = writeln!(text, "  expected {}", one.expected);
                }
                if !one.mend.is_empty() {
                    let _ = writeln!(text, "  {}", one.mend);
                }
            }
        }
        AnswerError::Path(message) => {
            let _ = writeln!(text, "  {message}");
        }
    }
    text
}

fn closing(determination: &Determination, asked_anything: bool) -> String {
    let mut text = String::from("\n");
    if asked_anything {
        for (place, verdict) in verdicts(determination) {
            let _ = writeln!(text, "  {place}: {}", words(verdict));
        }
    } else {
        text.push_str("No fact that the document could state would change the answer.\n");
    }
    let beyond = questions::beyond_the_document(determination);
    if !beyond.is_empty() {
        text.push_str("\nWhat remains open, and no document answers:\n");
        for question in beyond {
            text.push_str(&layout::wrapped(&question.question, "  "));
        }
    }
    text.push('\n');
    text
}
