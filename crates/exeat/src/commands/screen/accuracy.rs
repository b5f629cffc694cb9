//! `exeat screen accuracy`: how often the comparison is right, on labelled pairs.

use std::path::{Path, PathBuf};

use clap::Args;
use exeat_screen::compare;
use exeat_screen::index::{Party, Searcher};
use exeat_screen::record;
use exeat_screen::score::{ALGORITHM, Kind, Mode, Score};

use super::{compare as pairs, slips};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::progress::Progress;
use crate::screening::Lists;
use exeat_screen::party::kind_of_word;

/// Measure the comparison of names on labelled pairs
///
/// The folder holds any of name_pairs.csv (schema,name1,name2,is_match,quality), entity_pairs.yml,
/// ofac_scores.csv (query_name,result_name,ofac_score), un_positives.csv (listed_name,query_name)
/// and clean_people.csv (full_name). The last two are held against the lists in force.
#[derive(Debug, Args)]
pub(super) struct Accuracy {
    /// Where the labelled files are
    #[arg(value_name = "FOLDER", required_unless_present = "slips")]
    folder: Option<PathBuf>,
    /// Ask the lists in force for so many of their own names with each kind of slip: two letters
    /// swapped, one left out, a space elsewhere, a patronymic or another middle name left out
    #[arg(long, value_name = "COUNT")]
    slips: Option<u32>,
    /// Show every row that came out wrong
    #[arg(long)]
    wrong: bool,
    /// From which score on a listed name is found
    #[arg(long, default_value_t = Score::ALERT)]
    threshold: Score,
}

/// Rights and wrongs.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    found: u32,
    missed: u32,
    false_alarms: u32,
    left_alone: u32,
}

impl Tally {
    fn count(&mut self, is_match: bool, said: bool) {
        match (is_match, said) {
            (true, true) => self.found += 1,
            (true, false) => self.missed += 1,
            (false, true) => self.false_alarms += 1,
            (false, false) => self.left_alone += 1,
        }
    }

    fn rows(self) -> u32 {
        self.found + self.missed + self.false_alarms + self.left_alone
    }

    fn in_words(self) -> String {
        format!(
            "F1 {}, precision {}, recall {} ({} rows: {} found, {} missed, {} false alarms)",
            share(
                2 * self.found,
                2 * self.found + self.missed + self.false_alarms
            ),
            share(self.found, self.found + self.false_alarms),
            share(self.found, self.found + self.missed),
            self.rows(),
            self.found,
            self.missed,
            self.false_alarms
        )
    }
}

/// A share with three digits behind the point.
pub(super) fn share(part: u32, whole: u32) -> String {
    let thousandths = (u64::from(part) * 1000 + u64::from(whole) / 2) / u64::from(whole.max(1));
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// A small share in percent with two digits behind the point.
fn percent(part: u32, whole: u32) -> String {
    let of_ten_thousand =
        (u64::from(part) * 10_000 + u64::from(whole) / 2) / u64::from(whole.max(1));
    format!("{}.{:02} %", of_ten_thousand / 100, of_ten_thousand % 100)
}

impl Accuracy {
    pub(super) fn run(self, console: &Console) -> Outcome {
        let mut rows: Vec<(String, String)> = Vec::new();
        let mut wrong = String::new();
        self.names(&mut rows, &mut wrong)?;
        self.entities(&mut rows, &mut wrong)?;
        self.ofac(&mut rows, &mut wrong)?;
        self.searches(&mut rows, &mut wrong)?;
        if rows.is_empty() {
            let folder = self.folder.unwrap_or_default();
            return Err(Failure::wrong(format!(
                "`{}` holds none of the labelled files",
                folder.display()
            ))
            .with_help("`exeat screen accuracy --help` says what they are called"));
        }
        let mut text = format!("{ALGORITHM}\n\n{}", layout::columns(&rows));
        if self.wrong {
            text.push('\n');
            text.push_str(&wrong);
        }
        console.say(&text)?;
        Ok(DONE)
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        let path = self.folder.as_ref()?.join(name);
        path.is_file().then_some(path)
    }

    fn names(&self, rows: &mut Vec<(String, String)>, wrong: &mut String) -> Result<(), Failure> {
        let Some(path) = self.file("name_pairs.csv") else {
            return Ok(());
        };
        let mut all = Tally::default();
        let mut strong = Tally::default();
        for [schema, a, b, is_match, quality] in
            table(&path, ["schema", "name1", "name2", "is_match", "quality"])?
        {
            let kind = kind_of_word(&schema).unwrap_or_default();
            let score = compare::names(&a, &b, kind, Mode::Balanced).score;
            let is_match = is_match == "true";
            let said = score >= Score::MATCH;
            all.count(is_match, said);
            if quality == "STRONG" {
                strong.count(is_match, said);
            }
            if is_match != said {
                wrong.push_str(&format!(
                    "name pair  {score}  {is_match} {quality}  {a} | {b}\n"
                ));
            }
        }
        rows.push(("name pairs from 0.7000".to_owned(), all.in_words()));
        rows.push((
            "  of them STRONG".to_owned(),
            format!(
                "{} of {} right",
                strong.found + strong.left_alone,
                strong.rows()
            ),
        ));
        Ok(())
    }

    fn entities(
        &self,
        rows: &mut Vec<(String, String)>,
        wrong: &mut String,
    ) -> Result<(), Failure> {
        let Some(path) = self.file("entity_pairs.yml") else {
            return Ok(());
        };
        let mut all = Tally::default();
        for (number, check) in (1..).zip(pairs::checks(
            &files::read_text(&path)?,
            &files::name(&path),
        )?) {
            let (query, candidate) = check.records();
            let score = record::compare(&query, &candidate, Mode::Strict);
            let is_match = check.is_match.unwrap_or_default();
            let said = score >= Score::MATCH;
            all.count(is_match, said);
            if is_match != said {
                wrong.push_str(&format!("entity pair {number}  {score}  {is_match}\n"));
            }
        }
        rows.push((
            "entity pairs from 0.7000, strict".to_owned(),
            all.in_words(),
        ));
        Ok(())
    }

    fn ofac(&self, rows: &mut Vec<(String, String)>, wrong: &mut String) -> Result<(), Failure> {
        let Some(path) = self.file("ofac_scores.csv") else {
            return Ok(());
        };
        let (mut near, mut all) = (0, 0);
        for [a, b, shown] in table(&path, ["query_name", "result_name", "ofac_score"])? {
            // A row that the search did not show has no score to be near to.
            let Some(shown) = shown.parse::<u32>().ok() else {
                continue;
            };
            let score = compare::names(&a, &b, Kind::Unknown, Mode::Ofac)
                .score
                .ten_thousandths()
                / 100;
            all += 1;
            if score.abs_diff(shown) <= 5 {
                near += 1;
            } else {
                wrong.push_str(&format!("ofac  {score} for {shown}  {a} | {b}\n"));
            }
        }
        rows.push((
            "OFAC's search, within 5 points".to_owned(),
            format!("{} ({near} of {all} rows that it shows)", share(near, all)),
        ));
        Ok(())
    }

    fn searches(
        &self,
        rows: &mut Vec<(String, String)>,
        wrong: &mut String,
    ) -> Result<(), Failure> {
        let (misspelt, clean) = (self.file("un_positives.csv"), self.file("clean_people.csv"));
        if misspelt.is_none() && clean.is_none() && self.slips.is_none() {
            return Ok(());
        }
        let lists = Lists::open()?;
        let mut searcher = Searcher::new(&lists.index);
        if let Some(path) = misspelt {
            let all = table(&path, ["listed_name", "query_name"])?;
            let (mut found, mut absent) = (0, 0);
            for [listed, query] in &all {
                let wanted = plain(listed);
                let is_it = |entry| {
                    lists
                        .index
                        .names_of(entry)
                        .any(|name| plain(name) == wanted)
                };
                let hits = searcher.search(&person(query), Mode::Balanced, self.threshold);
                if hits.iter().any(|hit| is_it(hit.entry)) {
                    found += 1;
                } else if searcher
                    .search(&person(listed), Mode::Balanced, Score::of(9_500))
                    .iter()
                    .any(|hit| is_it(hit.entry))
                {
                    wrong.push_str(&format!("misspelt  {query} for {listed}\n"));
                } else {
                    absent += 1;
                    wrong.push_str(&format!("not on these lists  {listed}\n"));
                }
            }
            let all = u32::try_from(all.len()).unwrap_or(u32::MAX) - absent;
            rows.push((
                format!("misspelt UN names found from {}", self.threshold),
                format!(
                    "{} ({found} of {all}; {absent} more are not on the lists in force)",
                    share(found, all)
                ),
            ));
        }
        if let Some(path) = clean {
            let all = table(&path, ["full_name"])?;
            let mut alarms = 0;
            let mut progress = Progress::new(
                "screening people on no list",
                u64::try_from(all.len()).unwrap_or(0),
            );
            for [name] in &all {
                progress.add(1);
                if let Some(hit) = searcher
                    .search(&person(name), Mode::Balanced, self.threshold)
                    .first()
                {
                    alarms += 1;
                    wrong.push_str(&format!(
                        "false alarm  {}  {name} | {}\n",
                        hit.score,
                        lists.index.name(hit.name)
                    ));
                }
            }
            let all = u32::try_from(all.len()).unwrap_or(u32::MAX);
            rows.push((
                format!("people on no list alerted from {}", self.threshold),
                format!("{} ({alarms} of {all})", percent(alarms, all)),
            ));
        }
        if let Some(count) = self.slips {
            let slips = slips::table(&lists.index, count, self.threshold, wrong);
            rows.extend(slips);
        }
        rows.push((
            "lists".to_owned(),
            format!(
                "{} names of {} entries in {}",
                layout::thousands(u64::try_from(lists.index.names()).unwrap_or(0)),
                layout::thousands(u64::try_from(lists.index.entries()).unwrap_or(0)),
                lists
                    .editions
                    .iter()
                    .map(|stored| stored.edition.full_name())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        ));
        Ok(())
    }
}

/// A person of whom nothing but the name is known.
fn person(name: &str) -> Party<'_> {
    Party {
        name,
        kind: Kind::Person,
        ..Party::default()
    }
}

/// A name without what does not count: capitals and spaces.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Some columns of a CSV.
fn table<const N: usize>(path: &Path, columns: [&str; N]) -> Result<Vec<[String; N]>, Failure> {
    let name = files::name(path);
    let wrong =
        |error: &dyn std::fmt::Display| Failure::wrong(format!("cannot read `{name}`: {error}"));
    let text = files::read_text(path)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| wrong(&error))?.clone();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = headers
            .iter()
            .position(|header| header == column)
            .ok_or_else(|| Failure::wrong(format!("`{name}` has no column `{column}`")))?;
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| wrong(&error))?;
        rows.push(places.map(|place| record.get(place).unwrap_or_default().to_owned()));
    }
    Ok(rows)
}
