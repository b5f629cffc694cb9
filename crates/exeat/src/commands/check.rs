//! `exeat check`: decides transactions.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use exeat_determine::{Determination, Verdict};
use exeat_facts::Case;
use exeat_law::time;
use exeat_report::{Besides, HtmlOptions, OnFile, Screening, TextOptions, TimelineOptions};
use exeat_server::on_file::Held;
use exeat_value::Day;
use serde_json::{Value, json};

use crate::arguments::{KnownAtOption, Lang};
use crate::console::Console;
use crate::covers;
use crate::documents;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::files;
use crate::law::LawBook;
use crate::layout;
use crate::rulebooks::{RulebookOption, jurisdictions};
use crate::screening::{HoldingsOption, PartyScreening, ScreeningOption, Sifted};

/// Decide whether it may leave: the verdict, why, and what would decide
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat check --template > shipment.toml        a document to fill in
  exeat check shipment.toml                     decide it under every law there is
  exeat check shipment.toml --jurisdiction CN   under China's alone
  exeat check shipment.toml --on 2026-11-20     if it left on that day
  exeat check shipment.toml --on 2026-11-09,2026-11-10,2026-11-27
                                                the answers for these days, one under the other
  exeat check *.toml --format json > answers.json

Exit status: 0 it may leave, 3 a licence is required, 4 prohibited, 5 undetermined; of several files
the worst. 1 an input could not be read or is wrong; 2 wrong usage.")]
pub(crate) struct Check {
    /// The transaction documents, in TOML or JSON; `-` reads standard input
    #[arg(value_name = "FILE", required_unless_present = "template")]
    files: Vec<PathBuf>,
    /// Print a commented document to begin with
    #[arg(long, conflicts_with_all = ["files", "on", "known_at", "law_date", "jurisdiction", "format", "depth"])]
    template: bool,
    /// The day on which it leaves; of several, the answers one under the other [default: the day that the
    /// document states]
    #[arg(long, value_name = "DATES", value_delimiter = ',')]
    on: Vec<Day>,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// Apply the law of this day [default: the day on which it leaves]
    #[arg(long, value_name = "DATE")]
    law_date: Option<Day>,
    /// Look only at the law of these, such as CN,US [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    /// How the answer is written: text, json or html
    #[arg(long, value_enum, default_value_t = ReportFormat::Text, hide_possible_values = true)]
    format: ReportFormat,
    /// How far the reasons go down into conditions: 0 to 3, and more [default: 2; html: all]
    #[arg(long, value_name = "N")]
    depth: Option<usize>,
    /// The language of text and html: en or zh
    #[arg(long, value_enum, default_value_t = Lang::En, hide_possible_values = true)]
    lang: Lang,
    /// Write the answer to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    screening: ScreeningOption,
    #[command(flatten)]
    holdings: HoldingsOption,
    /// Say which licences of this register would cover it: a file, or postgres://USER@HOST/NAME
    /// [default: register.sqlite in the data folder, where it is there]
    #[arg(long, value_name = "WHERE", env = "EXEAT_DATABASE", hide_env = true)]
    register: Option<String>,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

/// How a determination is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people
    Text,
    /// The record, for programs
    Json,
    /// One page to print or to send
    Html,
}

/// One file on one day, and what came of it.
struct Checked<'a> {
    path: &'a Path,
    /// The day that was asked for.
    on: Option<Day>,
    result: Result<Answer, Failure>,
}

/// A determination, and how the parties were screened for it.
struct Answer {
    determination: Determination,
    sifted: Sifted,
    /// Which licences on file would cover it; nothing where no licence is asked for or there is no register.
    licences: Option<Held>,
}

impl Answer {
    /// The record, for programs.
    fn json(&self) -> String {
        match (&self.sifted, &self.licences) {
            (Sifted::Declined | Sifted::NoLists, None) => exeat_report::json(&self.determination),
            _ => layout::json(&self.value()),
        }
    }

    /// What a report says besides.
    fn told(&self) -> (Screening, Option<OnFile>) {
        (self.sifted.told(), self.licences.as_ref().map(Held::told))
    }

    fn value(&self) -> Value {
        let mut value = json!(self.determination);
        self.sifted.put_into(&mut value);
        if let Some(held) = &self.licences {
            held.put_into(&mut value);
        }
        value
    }
}

impl Check {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        if self.template {
            self.write(exeat_documents::template(), console)?;
            return Ok(DONE);
        }
        self.refuse_nonsense()?;
        let rulebook = self.rulebooks.load_law(console)?;
        let jurisdictions = jurisdictions(&rulebook, &self.jurisdiction)?;
        let mut law = LawBook::new(rulebook, self.known_at.day(), jurisdictions);
        let mut screening =
            PartyScreening::new(self.screening, self.known_at.day(), &self.holdings)?;
        let checked: Vec<Checked<'_>> = self
            .files
            .iter()
            .flat_map(|path| self.check_file(path, &mut law, &mut screening, console))
            .collect();
        for failure in checked.iter().filter_map(|one| one.result.as_ref().err()) {
            console.complain(failure);
        }
        if checked.iter().any(|one| one.result.is_ok()) || self.format == ReportFormat::Json {
            self.write(&self.report(&checked, &law, console), console)?;
        }
        Ok(status(&checked))
    }

    /// Refuses combinations of options that cannot be meant.
    fn refuse_nonsense(&self) -> Result<(), Failure> {
        if self.format == ReportFormat::Html && self.files.len() > 1 {
            return Err(
                Failure::usage("one page holds the answer for one file").with_help(
                    "write a page for each: `exeat check FILE --format html -o PAGE.html`",
                ),
            );
        }
        if self.format == ReportFormat::Html && self.on.len() > 1 {
            return Err(
                Failure::usage("one page holds the answer for one day").with_help(
                    "write a page for each: `exeat check FILE --on DATE --format html -o PAGE.html`",
                ),
            );
        }
        if let Some(output) = &self.output
            && self.files.iter().any(|file| same_file(file, output))
        {
            return Err(Failure::usage(format!(
                "the answer would be written over the document `{}`",
                output.display()
            ))
            .with_help("give another name after `-o`"));
        }
        let dashes = self
            .files
            .iter()
            .filter(|file| file.as_os_str() == files::STANDARD);
        if dashes.count() > 1 {
            return Err(Failure::usage("standard input can be read once only"));
        }
        Ok(())
    }

    /// The answers for a file: one for each day that was asked for, or one for the day that it states.
    fn check_file<'a>(
        &self,
        path: &'a Path,
        law: &mut LawBook,
        screening: &mut PartyScreening,
        console: &Console,
    ) -> Vec<Checked<'a>> {
        let case = match documents::read(path, console) {
            Ok(document) => document.case,
            Err(failure) => {
                return vec![Checked {
                    path,
                    on: None,
                    result: Err(failure),
                }];
            }
        };
        let days: Vec<Option<Day>> = match self.on.as_slice() {
            [] => vec![None],
            days => days.iter().copied().map(Some).collect(),
        };
        let alone = days.len() == 1;
        days.into_iter()
            .map(|on| Checked {
                path,
                on,
                result: {
                    let mut case = case.clone();
                    documents::event_date(&mut case, on, path).and_then(|event| {
                        // Of several days, each stands beside its answer.
                        if let Some(remark) = event.remark.filter(|_| alone) {
                            console.note(&remark);
                        }
                        self.check(case, event.day, law, screening)
                    })
                },
            })
            .collect()
    }

    fn check(
        &self,
        mut case: Case,
        day: Day,
        law: &mut LawBook,
        screening: &mut PartyScreening,
    ) -> Result<Answer, Failure> {
        let sifted = screening.sift(&mut case, day)?;
        let determination = law.determine(&case, day, self.law_date.unwrap_or(day));
        let licences = covers::held(
            &case,
            &determination,
            &sifted.told(),
            day,
            self.register.as_deref(),
        )?;
        Ok(Answer {
            determination,
            sifted,
            licences,
        })
    }

    fn report(&self, checked: &[Checked<'_>], law: &LawBook, console: &Console) -> String {
        match (self.format, checked) {
            (ReportFormat::Json, [only]) => match &only.result {
                Ok(answer) => answer.json(),
                Err(_) => layout::json(&record(only)),
            },
            (ReportFormat::Json, several) => {
                let records: Vec<Value> = several.iter().map(record).collect();
                layout::json(&json!(records))
            }
            (ReportFormat::Html, _) => checked
                .iter()
                .filter_map(|one| one.result.as_ref().ok())
                .map(|answer| self.html(answer, law))
                .collect(),
            (ReportFormat::Text, several) => self.texts(several, console),
        }
    }

    /// The answers for several files, or for several days, one after the other, and a summary of several files.
    fn texts(&self, several: &[Checked<'_>], console: &Console) -> String {
        let mut text = String::new();
        let mut rows = Vec::new();
        let files: Vec<&[Checked<'_>]> = several
            .chunk_by(|one, next| std::ptr::eq(one.path, next.path))
            .collect();
        for &file in &files {
            let Some(path) = file.first().map(|one| one.path.display()) else {
                continue;
            };
            let answers: Vec<&Answer> = file
                .iter()
                .filter_map(|one| one.result.as_ref().ok())
                .collect();
            let written = match answers.as_slice() {
                [] => None,
                _ if self.on.len() > 1 => Some(self.days(&answers, console)),
                [answer, ..] => Some(self.text(answer, console)),
            };
            if let ([_], Some(written)) = (files.as_slice(), &written) {
                return written.clone();
            }
            if let Some(written) = written {
                // Writing to a string does not fail.
                let _ = write!(text, "==> {path} <==\n\n{written}\n");
            }
            for one in file {
                let verdict = match &one.result {
                    Ok(answer) => answer.determination.overall.word(),
                    Err(_) => "not checked",
                };
                let name = match one.on.filter(|_| self.on.len() > 1) {
                    Some(day) => format!("{path} on {day}"),
                    None => path.to_string(),
                };
                rows.push((name, verdict.to_owned()));
            }
        }
        text.push_str("==> summary <==\n\n");
        text.push_str(&layout::columns(&rows));
        text
    }

    fn text_options(&self, console: &Console) -> TextOptions {
        let defaults = TextOptions::default();
        TextOptions {
            depth: self.depth.unwrap_or(defaults.depth),
            color: console.colour_out() && self.output.is_none(),
            width: match &self.output {
                Some(_) => defaults.width,
                None => console.width(),
            },
            language: self.lang.into(),
        }
    }

    /// The answers for several days, one under the other.
    fn days(&self, answers: &[&Answer], console: &Console) -> String {
        let determinations: Vec<&Determination> =
            answers.iter().map(|one| &one.determination).collect();
        exeat_report::text_of_days(&determinations, &self.text_options(console))
    }

    fn text(&self, answer: &Answer, console: &Console) -> String {
        let (screening, licences) = answer.told();
        let besides = Besides {
            screening: Some(&screening),
            licences: licences.as_ref(),
        };
        exeat_report::text_screened(&answer.determination, besides, &self.text_options(console))
    }

    /// A page with the timelines of the provisions that the answer turns on.
    fn html(&self, answer: &Answer, law: &LawBook) -> String {
        let determination = &answer.determination;
        let defaults = HtmlOptions::default();
        let options = HtmlOptions {
            language: self.lang.into(),
            depth: self.depth.unwrap_or(defaults.depth),
        };
        let rulebook = law.rulebook();
        let provisions = exeat_report::deciding_provisions(rulebook, determination);
        let timelines = if provisions.is_empty() {
            Vec::new()
        } else {
            let timeline = time::timeline(rulebook, &provisions, law.known_at());
            let mark = match self.lang {
                Lang::En => "event date",
                Lang::Zh => "行为日",
            };
            let options = TimelineOptions {
                language: self.lang.into(),
                marks: vec![(determination.event_date, mark.to_owned())],
                ..TimelineOptions::default()
            };
            vec![exeat_report::timeline_svg(rulebook, &timeline, &options)]
        };
        let (screening, licences) = answer.told();
        let besides = Besides {
            screening: Some(&screening),
            licences: licences.as_ref(),
        };
        exeat_report::html_screened(determination, besides, &options, &timelines)
    }

    fn write(&self, text: &str, console: &Console) -> Result<(), Failure> {
        match &self.output {
            Some(path) if path.as_os_str() != files::STANDARD => files::write_text(path, text),
            _ => console.say(text),
        }
    }
}

/// Whether two paths name one file that is there.
fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// What programs read of one of several files.
fn record(checked: &Checked<'_>) -> Value {
    let file = checked.path.to_string_lossy();
    match &checked.result {
        Ok(answer) => json!({ "file": file, "determination": answer.value() }),
        Err(failure) => json!({ "file": file, "error": failure.message }),
    }
}

/// The exit status: that of the worst verdict, but a file that nobody looked at is worse than any.
fn status(checked: &[Checked<'_>]) -> u8 {
    let mut worst = Verdict::NotReached;
    for one in checked {
        match &one.result {
            Ok(answer) => worst = worst.max(answer.determination.overall),
            Err(failure) => return failure.status.max(WRONG),
        }
    }
    worst.exit_status()
}
