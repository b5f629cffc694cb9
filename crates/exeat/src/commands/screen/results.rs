//! Results of screening, as they come.

use std::io::Write;

use exeat_screen::score::{Mode, Score};
use exeat_value::Day;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::{Value, json};

use super::ResultFormat;
use super::parties::Wanted;
use super::since;
use crate::dispositions::Standing;
use crate::failure::Failure;
use crate::layout;
use crate::screening::Lists;
use exeat_value::shown::printable;

/// What every result rests on.
pub(super) struct Header<'a> {
    pub(super) algorithm: &'static str,
    pub(super) mode: Mode,
    pub(super) threshold: Score,
    pub(super) on: Day,
    pub(super) lists: &'a Lists,
    /// What was not looked at, and should have been.
    pub(super) gaps: Vec<String>,
}

/// An entry that a party may be.
pub(super) struct Hit<'a> {
    pub(super) score: Score,
    pub(super) list: &'a str,
    pub(super) entry: &'a str,
    pub(super) name: &'a str,
    pub(super) evidence: String,
    /// What somebody has decided about it.
    pub(super) standing: Standing<'a>,
    pub(super) reasons: Vec<String>,
}

/// What whoever asks for a party again has to know.
pub(super) struct Again<'a> {
    /// What tells the party, as it was looked for.
    pub(super) asked: &'a str,
    /// Entries, by their lists and ids, that score a little too little.
    pub(super) near: &'a [(&'a str, &'a str)],
    /// How far scores may move for these to be all, in ten thousandths.
    pub(super) margin: u32,
}

impl Header<'_> {
    fn editions(&self) -> Vec<String> {
        self.lists
            .editions
            .iter()
            .map(|stored| stored.edition.full_name())
            .collect()
    }

    fn mode(&self) -> &'static str {
        match self.mode {
            Mode::Strict => "strict",
            Mode::Balanced => "balanced",
            Mode::Ofac => "ofac",
        }
    }

    fn as_json(&self) -> Value {
        json!({
            "algorithm": self.algorithm,
            "mode": self.mode(),
            "threshold": self.threshold,
            "on": self.on,
            "editions": self.lists.as_json(self.on),
            "gaps": self.gaps,
        })
    }

    /// What was looked at, in lines.
    fn in_words(&self) -> String {
        let mut text = String::from("Looked at:\n");
        for stored in &self.lists.editions {
            let edition = &stored.edition;
            text.push_str(&format!(
                "  {}: {} entries, {} names, {}\n",
                edition.full_name(),
                layout::thousands(edition.counts.entries),
                layout::thousands(edition.counts.names),
                edition.age_in_words(self.on),
            ));
        }
        text.push_str(&format!(
            "by {} in {} mode, from {} on.\n",
            self.algorithm,
            self.mode(),
            self.threshold
        ));
        for gap in &self.gaps {
            text.push_str(&format!("Gap: {gap}\n"));
        }
        text
    }
}

impl Hit<'_> {
    fn as_json(&self) -> Value {
        json!({
            "score": self.score,
            "list": self.list,
            "entry": self.entry,
            "name": self.name,
            "evidence": self.evidence,
            "standing": self.standing.word(),
            "decision": self.standing.in_words(),
            "reasons": self.reasons,
        })
    }
}

/// Where results go, one party after the other.
pub(super) struct Results<'a> {
    out: Box<dyn Write + 'a>,
    header: &'a Header<'a>,
    form: Form,
    parties: u64,
    matched: u64,
}

enum Form {
    Text,
    Json,
    Lines(Vec<String>, Vec<String>),
    Table(Box<csv::Writer<Vec<u8>>>),
    Sheet(Box<Sheet>),
}

struct Sheet {
    book: Workbook,
    results: Worksheet,
    row: u32,
}

const COLUMNS: [&str; 14] = [
    "id",
    "name",
    "kind",
    "birth_date",
    "country",
    "role",
    "score",
    "list",
    "entry",
    "listed_name",
    "reasons",
    "evidence",
    "standing",
    "problem",
];
/// Rows of a sheet, its heading left out.
const ROWS_MAX: u32 = 1_048_575;

impl<'a> Results<'a> {
    /// Begins, with what every result rests on.
    pub(super) fn begin(
        format: ResultFormat,
        out: Box<dyn Write + 'a>,
        header: &'a Header<'a>,
    ) -> Result<Self, Failure> {
        let form = match format {
            ResultFormat::Text => Form::Text,
            ResultFormat::Json => Form::Json,
            ResultFormat::Jsonl => {
                Form::Lines(header.editions(), since::against(&header.lists.editions))
            }
            ResultFormat::Csv => Form::Table(Box::new(csv::Writer::from_writer(Vec::new()))),
            ResultFormat::Xlsx => Form::Sheet(Box::new(Sheet::new()?)),
        };
        let mut results = Self {
            out,
            header,
            form,
            parties: 0,
            matched: 0,
        };
        match &mut results.form {
            Form::Text | Form::Lines(..) | Form::Sheet(_) => {}
            Form::Json => {
                let head = json!({ "format": 1, "screening": header.as_json() });
                let head = layout::json(&head);
                // The object stays open for the parties.
                let open = head.trim_end().trim_end_matches('}').trim_end().to_owned();
                results.write(&format!("{open},\n  \"parties\": ["))?;
            }
            Form::Table(table) => {
                let columns = COLUMNS
                    .iter()
                    .copied()
                    .chain(["editions", "algorithm", "threshold"]);
                table
                    .write_record(columns)
                    .map_err(|error| unwritten(&error))?;
            }
        }
        Ok(results)
    }

    /// One party with the entries that it may be, and what whoever asks again has to know.
    pub(super) fn party(
        &mut self,
        wanted: &Wanted,
        hits: &[Hit<'_>],
        again: Option<&Again<'_>>,
        problem: Option<&str>,
    ) -> Result<(), Failure> {
        self.parties += 1;
        self.matched += u64::from(!hits.is_empty());
        let text = match &mut self.form {
            Form::Text => in_words(wanted, hits, problem),
            Form::Json => {
                let comma = if self.parties == 1 { "\n" } else { ",\n" };
                format!("{comma}    {}", party_json(wanted, hits, problem))
            }
            Form::Lines(editions, against) => {
                let mut line = party_json(wanted, hits, problem);
                if let Value::Object(line) = &mut line {
                    line.insert("editions".to_owned(), json!(editions));
                    line.insert("algorithm".to_owned(), json!(self.header.algorithm));
                    line.insert("threshold".to_owned(), json!(self.header.threshold));
                    if let Some(again) = again {
                        line.insert("asked".to_owned(), json!(again.asked));
                        line.insert("against".to_owned(), json!(against));
                        line.insert("margin".to_owned(), json!(again.margin));
                    }
                    let near = again.map_or(&[][..], |again| again.near);
                    if !near.is_empty() {
                        let near = near
                            .iter()
                            .map(|(list, entry)| json!({ "list": list, "entry": entry }));
                        line.insert("near".to_owned(), near.collect());
                    }
                }
                format!("{line}\n")
            }
            Form::Table(table) => {
                let editions = self.header.editions().join(" ");
                let threshold = self.header.threshold.to_string();
                let rows = rows(wanted, hits, problem);
                for row in rows {
                    let row = row.into_iter().chain([
                        editions.clone(),
                        self.header.algorithm.to_owned(),
                        threshold.clone(),
                    ]);
                    table.write_record(row).map_err(|error| unwritten(&error))?;
                }
                return self.flush_table();
            }
            Form::Sheet(sheet) => return sheet.party(&rows(wanted, hits, problem)),
        };
        self.write(&text)
    }

    /// Ends, and writes what is not yet written.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        match &mut self.form {
            Form::Lines(..) => {}
            Form::Text => {
                let text = format!(
                    "{} of {} may be listed.\n\n{}",
                    self.matched,
                    layout::counted(usize::try_from(self.parties).unwrap_or(usize::MAX), "name"),
                    self.header.in_words()
                );
                self.write(&text)?;
            }
            Form::Json => self.write("\n  ]\n}\n")?,
            Form::Table(_) => self.flush_table()?,
            Form::Sheet(sheet) => {
                let bytes = sheet.finish(self.header, self.parties, self.matched)?;
                self.out
                    .write_all(&bytes)
                    .map_err(|error| unwritten(&error))?;
            }
        }
        self.out.flush().or_else(ignore_closed)
    }

    fn flush_table(&mut self) -> Result<(), Failure> {
        if let Form::Table(table) = &mut self.form {
            table.flush().map_err(|error| unwritten(&error))?;
            let full = std::mem::replace(table, Box::new(csv::Writer::from_writer(Vec::new())));
            let bytes = full.into_inner().map_err(|error| unwritten(&error))?;
            self.out.write_all(&bytes).or_else(ignore_closed)?;
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.out.write_all(text.as_bytes()).or_else(ignore_closed)
    }
}

/// That nobody reads on (`| head`) is no error.
fn ignore_closed(error: std::io::Error) -> Result<(), Failure> {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        Ok(())
    } else {
        Err(unwritten(&error))
    }
}

fn unwritten(error: &dyn std::fmt::Display) -> Failure {
    Failure::wrong(format!("cannot write the results: {error}"))
}

fn kind(wanted: &Wanted) -> String {
    serde_json::to_value(wanted.kind)
        .ok()
        .and_then(|kind| kind.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// Whether it says nothing that nobody was found, because there is nothing in the name that could be looked for.
fn says_nothing(wanted: &Wanted, hits: &[Hit<'_>]) -> bool {
    hits.is_empty() && wanted.without_words().is_some()
}

fn party_json(wanted: &Wanted, hits: &[Hit<'_>], problem: Option<&str>) -> Value {
    let mut party = json!({
        "id": wanted.id,
        "name": wanted.name,
        "kind": kind(wanted),
        "matches": (!says_nothing(wanted, hits)).then(|| hits.iter().map(Hit::as_json).collect::<Vec<_>>()),
    });
    if let Value::Object(members) = &mut party {
        for (name, text) in [
            ("birth_date", &wanted.birth_text),
            ("country", &wanted.country),
            ("role", &wanted.role),
        ] {
            if !text.is_empty() {
                members.insert(name.to_owned(), json!(text));
            }
        }
        if let Some(problem) = problem {
            members.insert("problem".to_owned(), json!(problem));
        }
    }
    party
}

/// A row for each entry, and one for a party without any.
fn rows(wanted: &Wanted, hits: &[Hit<'_>], problem: Option<&str>) -> Vec<Vec<String>> {
    let party = [
        wanted.id.clone(),
        wanted.name.clone(),
        kind(wanted),
        wanted.birth_text.clone(),
        wanted.country.clone(),
        wanted.role.clone(),
    ];
    if hits.is_empty() {
        let mut row = party.to_vec();
        row.resize(COLUMNS.len().saturating_sub(1), String::new());
        row.push(problem.unwrap_or_default().to_owned());
        return vec![row];
    }
    hits.iter()
        .map(|hit| {
            let mut row = party.to_vec();
            row.extend([
                hit.score.to_string(),
                hit.list.to_owned(),
                hit.entry.to_owned(),
                hit.name.to_owned(),
                hit.reasons.join("; "),
                hit.evidence.clone(),
                hit.standing.word().to_owned(),
                problem.unwrap_or_default().to_owned(),
            ]);
            row
        })
        .collect()
}

fn in_words(wanted: &Wanted, hits: &[Hit<'_>], problem: Option<&str>) -> String {
    let name = match printable(&wanted.name) {
        name if name.is_empty() => format!("(row {})", printable(&wanted.id)),
        name => name,
    };
    let problem = problem
        .map(|problem| format!("          the row {}\n", printable(problem)))
        .unwrap_or_default();
    if says_nothing(wanted, hits) {
        let what = if wanted.numbers.is_empty() {
            "was not looked for"
        } else {
            "nobody on these lists has such a number"
        };
        return format!("{name}: {what}\n{problem}\n");
    }
    if hits.is_empty() {
        return format!("{name}: nobody on these lists is called so\n{problem}\n");
    }
    let mut text = format!("{name}: may be\n{problem}");
    for hit in hits {
        text.push_str(&format!(
            "  {}  {}  ({}, entry {}, evidence {})\n",
            hit.score,
            printable(hit.name),
            hit.list,
            hit.entry,
            hit.evidence
        ));
        if let Some(decision) = hit.standing.in_words() {
            text.push_str(&format!("          {}\n", printable(&decision)));
        }
        for reason in &hit.reasons {
            text.push_str(&format!("          {}\n", printable(reason)));
        }
    }
    text.push('\n');
    text
}

impl Sheet {
    fn new() -> Result<Self, Failure> {
        let mut results = Worksheet::new();
        let bold = Format::new().set_bold();
        results
            .set_name("Results")
            .map_err(|error| unwritten(&error))?;
        for (column, title) in (0_u16..).zip(COLUMNS) {
            results
                .write_string_with_format(0, column, title, &bold)
                .map_err(|error| unwritten(&error))?;
        }
        for (column, width) in
            (0_u16..).zip([8_u32, 36, 14, 12, 9, 18, 9, 30, 16, 44, 80, 20, 16, 40])
        {
            results
                .set_column_width(column, width)
                .map_err(|error| unwritten(&error))?;
        }
        results
            .set_freeze_panes(1, 0)
            .map_err(|error| unwritten(&error))?;
        Ok(Self {
            book: Workbook::new(),
            results,
            row: 0,
        })
    }

    fn party(&mut self, rows: &[Vec<String>]) -> Result<(), Failure> {
        for row in rows {
            self.row += 1;
            if self.row > ROWS_MAX {
                return Err(Failure::wrong("a sheet holds no more than 1,048,576 rows")
                    .with_help("write them as `csv` or `jsonl`"));
            }
            for (column, cell) in (0_u16..).zip(row) {
                // A cell holds no more than 32,767 characters.
                let cell: String = cell.chars().take(32_767).collect();
                self.results
                    .write_string(self.row, column, cell)
                    .map_err(|error| unwritten(&error))?;
            }
        }
        Ok(())
    }

    fn finish(
        &mut self,
        header: &Header<'_>,
        parties: u64,
        matched: u64,
    ) -> Result<Vec<u8>, Failure> {
        let columns = u16::try_from(COLUMNS.len()).unwrap_or(1) - 1;
        self.results
            .autofilter(0, 0, self.row.max(1), columns)
            .map_err(|error| unwritten(&error))?;
        let mut about = Worksheet::new();
        about
            .set_name("Screening")
            .map_err(|error| unwritten(&error))?;
        about
            .set_column_width(0, 110_u32)
            .map_err(|error| unwritten(&error))?;
        let text = format!(
            "{matched} of {parties} names may be listed.\n{}",
            header.in_words()
        );
        for (row, line) in (0_u32..).zip(text.lines()) {
            about
                .write_string(row, 0, line)
                .map_err(|error| unwritten(&error))?;
        }
        self.book
            .push_worksheet(std::mem::replace(&mut self.results, Worksheet::new()));
        self.book.push_worksheet(about);
        self.book
            .save_to_buffer()
            .map_err(|error| unwritten(&error))
    }
}
