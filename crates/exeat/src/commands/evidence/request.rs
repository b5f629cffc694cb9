//! `exeat evidence request`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use exeat_determine::outcome::QuestionKind;
use exeat_determine::{Determination, Options, determine};
use exeat_documents::tables::{Chunk, Flow, Sink, TableError, TableOptions, xlsx_in};
use exeat_evidence::case::{apply, fact_at, value_of};
use exeat_facts::{Case, Component, Fact, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_value::Day;
use rust_xlsxwriter::{Format, Workbook};

use super::folder::Folder;
use crate::arguments::KnownAtOption;
use crate::clock;
use crate::console::Console;
use crate::documents;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::rulebooks::{RulebookOption, jurisdictions};
use exeat_value::shown::printable;

/// Write letters to suppliers with the questions that would decide, and read their answers back
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence request CASE -o letters/            a letter to each supplier, as text and XLSX
  exeat evidence request CASE --read letters/magnetics.xlsx

Answers become statements in the case file, with the supplier as their source; what was said before
stays. A letter asks only what could still change the answer.")]
pub(crate) struct Request {
    /// The folder of the case, or its case file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The folder for the letters
    #[arg(short, long, value_name = "FOLDER", required_unless_present = "read")]
    output: Option<PathBuf>,
    /// Read a letter that came back: .xlsx, or text
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    read: Option<PathBuf>,
    /// The day of the answer [default: today]
    #[arg(long, value_name = "DATE", requires = "read")]
    answered_on: Option<Day>,
    /// The day on which it leaves [default: the day that the document states]
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// Look only at the law of these, such as CN,US [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

/// One question of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Question {
    path: String,
    words: String,
    known: String,
    expected: String,
}

const HEADINGS: [&str; 5] = [
    "reference",
    "question",
    "what we know",
    "how to answer",
    "answer",
];
/// The column of the answers.
const ANSWER: u16 = 4;
const NOBODY: &str = "supplier not named";

impl Request {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let folder = Folder::read(&self.case, console)?;
        if let Some(path) = &self.read {
            return self.take(path, &folder, console);
        }
        let rulebook = self.rulebooks.load_law(console)?;
        let only = jurisdictions(&rulebook, &self.jurisdiction)?;
        let mut letters: BTreeMap<String, Vec<Question>> = BTreeMap::new();
        for (name, case) in &folder.transactions {
            let mut case = case.clone();
            let event = documents::event_date(&mut case, self.on, &folder.path.join(name))?;
            apply(&folder.file, name, &mut case, Some(event.day), &|_, _| true)
                .map_err(|error| Failure::wrong(format!("`{name}`: {error}")))?;
            let law = FrozenLaw::new(Arc::clone(&rulebook), event.day, self.known_at.day());
            let options = Options {
                event_date: event.day,
                jurisdictions: only.clone(),
                proof: false,
            };
            for (supplier, question) in questions(&folder, &case, &determine(&law, &case, &options))
            {
                let letter = letters.entry(supplier).or_default();
                if !letter.contains(&question) {
                    letter.push(question);
                }
            }
        }
        if letters.is_empty() {
            console.say("Nothing that a supplier could answer would change the answer; there is no letter to write.\n")?;
            return Ok(DONE);
        }
        let Some(output) = &self.output else {
            return Ok(DONE);
        };
        fs::create_dir_all(output).map_err(|error| Failure::file("write", output, &error))?;
        let mut said = String::new();
        for (supplier, questions) in &letters {
            let name = file_name(supplier);
            let text = letter(&folder.file.title, supplier, questions);
            files::write_text(&output.join(format!("{name}.txt")), &text)?;
            workbook(&output.join(format!("{name}.xlsx")), supplier, questions)?;
            let _ = writeln!(
                said,
                "{}: {} in {name}.txt and {name}.xlsx",
                printable(supplier),
                crate::layout::counted(questions.len(), "question")
            );
            for one in questions {
                let _ = writeln!(said, "  {}: {}", one.path, printable(&one.words));
            }
        }
        console.say(&said)?;
        Ok(DONE)
    }

    /// Reads a letter back: its answers become claims with the supplier as their source.
    fn take(&self, path: &Path, folder: &Folder, console: &Console) -> Outcome {
        let workbook = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        let answers = if workbook {
            of_workbook(path)?
        } else {
            of_text(&files::read_text(path)?)
        };
        let answers: Vec<(String, String)> = answers
            .into_iter()
            .filter(|(_, answer)| !answer.trim().is_empty())
            .collect();
        if answers.is_empty() {
            return Err(
                Failure::wrong(format!("`{}` holds no answer", path.display())).with_help(
                    "answers stand in the column `answer`, or behind `answer:` in a text",
                ),
            );
        }
        if folder
            .file_path
            .extension()
            .is_some_and(|ending| ending == "json")
        {
            return Err(
                Failure::wrong("answers are written into case files in TOML only")
                    .with_help("keep the case as `case.toml`"),
            );
        }
        let on = self.answered_on.unwrap_or_else(clock::today);
        let mut added = String::new();
        let mut said = String::new();
        let mut sources: BTreeSet<String> = BTreeSet::new();
        for (reference, answer) in &answers {
            let found = folder
                .transactions
                .iter()
                .find_map(|(name, case)| Some((name, fact_at(case, reference).ok()?)));
            let Some((transaction, (_, ty))) = found else {
                return Err(
                    Failure::wrong(format!("`{reference}` is no fact of this case"))
                        .with_help("leave the references of the letter as they are"),
                );
            };
            let bounds = answer
                .trim()
                .strip_prefix("between ")
                .and_then(|rest| rest.split_once(" and "))
                .map(|(low, high)| (low.trim().to_owned(), high.trim().to_owned()));
            let values: Vec<&str> = match &bounds {
                Some((low, high)) => vec![low, high],
                None => vec![answer.trim()],
            };
            for value in values {
                value_of(value, ty).map_err(|error| {
                    Failure::wrong(format!(
                        "the answer to `{reference}`: {error}; nothing was written"
                    ))
                    .with_help("mend the answer, and read the letter again")
                })?;
            }
            let supplier = supplier_of_path(folder, reference).unwrap_or_else(|| NOBODY.to_owned());
            let source = format!("answer-{}-{on}", file_name(&supplier));
            if !folder.file.sources.contains_key(&source) && sources.insert(source.clone()) {
                let _ = write!(
                    added,
                    "\n[sources.{}]\noutlet = {}\nkind = \"supplier\"\ndate = \"{on}\"\n",
                    quoted(&source),
                    quoted(&supplier)
                );
            }
            let mut claim = format!("{source}-{}", file_name(reference));
            while folder.file.claims.contains_key(&claim) {
                claim.push('+');
            }
            let value = match &bounds {
                Some((low, high)) => format!("between = [{}, {}]", quoted(low), quoted(high)),
                None => format!("is = {}", quoted(answer.trim())),
            };
            let _ = write!(
                added,
                "\n[claims.{}]\nsays = {}\ntransaction = {}\nfact = {}\n{value}\n\n[[claims.{}.statement]]\nsource = {}\ndoes = \"asserts\"\n",
                quoted(&claim),
                quoted(&format!("{supplier} answers: {}", answer.trim())),
                quoted(transaction),
                quoted(reference),
                quoted(&claim),
                quoted(&source)
            );
            let _ = writeln!(
                said,
                "{}: {} is {}",
                printable(&supplier),
                reference,
                printable(answer.trim())
            );
        }
        let text = files::read_text(&folder.file_path)? + &added;
        // It has to be a case file still.
        exeat_evidence::case::read(&text, false)
            .map_err(|error| Failure::wrong(error.message).with_help(error.mend))?;
        files::write_text(&folder.file_path, &text)?;
        console.say(&said)?;
        Ok(DONE)
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

pub(super) fn file_name(text: &str) -> String {
    let mut name = String::new();
    for sign in text.chars().take(60) {
        if sign.is_alphanumeric() {
            name.extend(sign.to_lowercase());
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

/// The questions that could still change the answer, each with the supplier who can answer it.
fn questions(
    folder: &Folder,
    case: &Case,
    determination: &Determination,
) -> Vec<(String, Question)> {
    let mut found: Vec<(String, Question)> = Vec::new();
    for line in &determination.lines {
        let own = case
            .lines
            .iter()
            .find(|one| one.number == line.line)
            .map(|one| one.item.0);
        for verdict in line.verdicts.iter() {
            let answers = verdict
                .decisive
                .shortest
                .iter()
                .flatten()
                .map(|one| &one.question);
            for question in verdict.decisive.guaranteed.iter().chain(answers) {
                let at = match &question.of {
                    Some(of) => case
                        .items
                        .iter()
                        .position(|item| item.id == *of || item.name == *of),
                    None => own,
                };
                let Some(at) = at else { continue };
                match question.kind {
                    QuestionKind::Share => shares(folder, case, at, &mut found),
                    QuestionKind::Fact => {
                        let Some(path) = question
                            .fact
                            .strip_prefix("item.")
                            .or_else(|| question.fact.strip_prefix("layer."))
                            .or_else(|| question.fact.strip_prefix("component."))
                        else {
                            continue;
                        };
                        let item = case.items.get(at).map_or("", |item| item.id.as_str());
                        let path = format!("items.{item}.{path}");
                        if let Some(supplier) = supplier_of_path(folder, &path) {
                            found.push((supplier, asked(case, &path, &question.question)));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

/// The figures behind the shares that are open, each with what is known and who can tell it.
pub(super) fn figures(folder: &Folder, case: &Case, determination: &Determination) -> Vec<String> {
    let is_share = |kind: &QuestionKind| *kind == QuestionKind::Share;
    let open = determination.lines.iter().any(|line| {
        line.verdicts.iter().any(|verdict| {
            let answers = verdict
                .decisive
                .shortest
                .iter()
                .flatten()
                .map(|one| &one.question);
            verdict
                .decisive
                .guaranteed
                .iter()
                .chain(answers)
                .any(|question| is_share(&question.kind))
        })
    });
    if !open {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    for (supplier, question) in questions(folder, case, determination) {
        if !question.path.contains(".components.") {
            continue;
        }
        let words = format!(
            "{}: {} (known: {}); {supplier} can tell",
            question.path, question.words, question.known
        );
        if !found.contains(&words) {
            found.push(words);
        }
    }
    found
}

/// A share is open because figures inside are: those are what to ask for.
fn shares(folder: &Folder, case: &Case, whole: usize, found: &mut Vec<(String, Question)>) {
    let mut seen = BTreeSet::new();
    let mut stack = vec![whole];
    while let Some(at) = stack.pop() {
        let Some(item) = case.items.get(at).filter(|_| seen.insert(at)) else {
            continue;
        };
        for (place, component) in item.components.iter().enumerate() {
            stack.push(component.item.0);
            if !is_open(component) {
                continue;
            }
            let inside = case
                .items
                .get(component.item.0)
                .map_or("", |one| one.name.as_str());
            let name = if matches!(component.value, Fact::Between { .. } | Fact::Contested(_)) {
                "value"
            } else {
                "value-share"
            };
            let path = format!(
                "items.{}.components.{}.{name}",
                item.id,
                place.saturating_add(1)
            );
            let words = match name {
                "value" => format!("What is {inside} worth in one {}?", item.name),
                _ => format!("Which share of the value of one {} is {inside}?", item.name),
            };
            let supplier = supplier_of_path(folder, &path).unwrap_or_else(|| NOBODY.to_owned());
            found.push((supplier, asked(case, &path, &words)));
        }
    }
}

fn is_open(component: &Component) -> bool {
    component.value.value().is_none() && component.value_share.value().is_none()
}

/// Who supplies the thing that a path speaks of: of a component its own supplier, else that of what
/// it is in.
fn supplier_of_path(folder: &Folder, path: &str) -> Option<String> {
    let rest = path.strip_prefix("items.")?;
    let (_, case) = folder.transactions.iter().find(|(_, case)| {
        case.items.iter().any(|item| {
            rest.strip_prefix(item.id.as_str())
                .is_some_and(|tail| tail.starts_with('.'))
        })
    })?;
    let item = case
        .items
        .iter()
        .filter(|item| {
            rest.strip_prefix(item.id.as_str())
                .is_some_and(|tail| tail.starts_with('.'))
        })
        .max_by_key(|item| item.id.len())?;
    let tail = rest.get(item.id.len().saturating_add(1)..)?;
    let inside = tail.strip_prefix("components.").and_then(|tail| {
        let number: usize = tail.split('.').next()?.parse().ok()?;
        let component = item.components.get(number.checked_sub(1)?)?;
        Some(case.items.get(component.item.0)?.id.clone())
    });
    // Whoever delivers the part knows what is in it; what it buys in has a supplier of its own only
    // where that is named.
    folder
        .supplier_of(&item.id)
        .filter(|_| inside.is_some())
        .or_else(|| inside.and_then(|inside| folder.supplier_of(&inside)))
        .or_else(|| folder.supplier_of(&item.id))
}

fn asked(case: &Case, path: &str, words: &str) -> Question {
    let vocabulary = Vocabulary::standard();
    let (known, expected) = match fact_at(case, path) {
        Ok((fact, ty)) => {
            let known = match &fact {
                Fact::Between { low, high, .. } => format!(
                    "between {} and {}",
                    low.text(vocabulary),
                    high.text(vocabulary)
                ),
                Fact::Contested(candidates) => candidates
                    .iter()
                    .map(|one| one.value.text(vocabulary))
                    .collect::<Vec<_>>()
                    .join(" or "),
                Fact::Known { value, .. } => value.text(vocabulary),
                Fact::Unknown(_) => "nothing".to_owned(),
            };
            let range = if ty.has_order() {
                ", or `between LOW and HIGH`"
            } else {
                ""
            };
            (known, format!("{}{range}", vocabulary.type_in_words(ty)))
        }
        Err(_) => ("nothing".to_owned(), String::new()),
    };
    Question {
        path: path.to_owned(),
        words: words.to_owned(),
        known,
        expected,
    }
}

fn letter(title: &str, supplier: &str, questions: &[Question]) -> String {
    let mut text = format!(
        "To: {}\nAbout: {}\n\nDear supplier,\n\nwhether the goods named above may leave turns on what follows. Please answer each question, as\n\
         exactly as you can, and send this letter or the table that comes with it back. A figure is worth more\n\
         than a range; where you cannot tell, say so. Please leave the references as they are.\n",
        printable(supplier),
        printable(title)
    );
    for (number, one) in questions.iter().enumerate() {
        let _ = write!(
            text,
            "\n{}. {}\n   what we know: {}\n   how to answer: {}\n   reference: {}\n   answer:\n",
            number.saturating_add(1),
            printable(&one.words),
            one.known,
            one.expected,
            one.path
        );
    }
    text
}

fn workbook(path: &Path, supplier: &str, questions: &[Question]) -> Result<(), Failure> {
    let wrong = |error: rust_xlsxwriter::XlsxError| {
        Failure::wrong(format!("cannot write `{}`: {error}", path.display()))
    };
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap();
    let as_text = Format::new().set_text_wrap().set_num_format("@");
    let sheet = workbook.add_worksheet();
    sheet.set_name("questions").map_err(wrong)?;
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet
            .write_with_format(0, column, heading, &bold)
            .map_err(wrong)?;
        sheet
            .set_column_width(column, if column == 1 { 60 } else { 34 })
            .map_err(wrong)?;
    }
    for (row, one) in (1_u32..).zip(questions) {
        for (column, text) in (0_u16..).zip([&one.path, &one.words, &one.known, &one.expected]) {
            sheet
                .write_string_with_format(row, column, text.as_str(), &wrap)
                .map_err(wrong)?;
        }
        // As text, so that a spreadsheet keeps `4 %` as it is written and makes no 0.04 of it.
        sheet.write_blank(row, ANSWER, &as_text).map_err(wrong)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("to").map_err(wrong)?;
    sheet.write_string(0, 0, supplier).map_err(wrong)?;
    workbook.save(path).map_err(wrong)
}

/// `reference: …` and `answer: …` of a text.
fn of_text(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut reference = None;
    for line in text.lines().map(str::trim) {
        if let Some(own) = line.strip_prefix("reference:") {
            reference = Some(own.trim().to_owned());
        } else if let Some(answer) = line.strip_prefix("answer:")
            && let Some(reference) = reference.take()
        {
            found.push((reference, answer.trim().to_owned()));
        }
    }
    found
}

fn of_workbook(path: &Path) -> Result<Vec<(String, String)>, Failure> {
    #[derive(Default)]
    struct Answers {
        columns: Option<(usize, usize)>,
        found: Vec<(String, String)>,
    }
    impl Sink for Answers {
        fn headings(&mut self, names: &[String]) -> Result<Flow, TableError> {
            let at = |wanted: &str| names.iter().position(|name| name.trim() == wanted);
            self.columns = at("reference").zip(at("answer"));
            Ok(Flow::On)
        }

        fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError> {
            let Some((reference, answer)) = self.columns else {
                return Ok(Flow::Stop);
            };
            let read = |column: usize, row: usize| {
                chunk
                    .columns
                    .get(column)
                    .and_then(Option::as_ref)
                    .map_or_else(String::new, |cells| cells.get(row).text().trim().to_owned())
            };
            for row in 0..chunk.rows() {
                self.found.push((read(reference, row), read(answer, row)));
            }
            Ok(Flow::On)
        }
    }
    let mut answers = Answers::default();
    let bytes = files::read_bytes(path)?;
    xlsx_in::read(
        std::io::Cursor::new(bytes),
        &TableOptions::default(),
        &mut answers,
    )
    .map_err(|error| {
        Failure::wrong(format!("`{}`: {}", path.display(), error.message)).with_help(error.mend)
    })?;
    Ok(answers.found)
}
