//! Looking for parties on the lists in force.

use std::io::{self, BufWriter, Write};

use exeat_screen::index::{MARGIN, Party, RowsOfEntries, Searcher};
use exeat_screen::party::{WantedError, numbers};
use exeat_screen::score::{ALGORITHM, Kind, Mode, Score};
use exeat_value::Day;

use super::parties::{self, Unread, Wanted};
use super::results::{Again, Header, Hit, Results};
use super::since::{self, Changes, Since};
use super::{ResultFormat, Screen};
use crate::clock;
use crate::console::Console;
use crate::dispositions::Dispositions;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::files::{Whole, is_same};
use crate::layout;
use crate::screening::Lists;

/// Days after which a list is called stale if nothing is said.
const MAX_AGE: u32 = 7;
/// So many rows that cannot be read in full are told on standard error; the results tell of all.
const PROBLEMS_SHOWN: u64 = 20;

/// So many columns or sheets that are not read are named.
const UNREAD_SHOWN: usize = 20;

pub(super) fn run(screen: &Screen, console: &Console) -> Outcome {
    let on = screen.on.unwrap_or_else(clock::today);
    let lists = Lists::open()?;
    let dispositions = Dispositions::open()?;
    let stale = stale(screen, &lists, on)?;
    for note in &stale {
        console.note(note);
    }
    let mode = screen.mode.or(Mode::Balanced);
    let header = Header {
        algorithm: ALGORITHM,
        mode,
        threshold: screen.threshold,
        on,
        lists: &lists,
        gaps: stale,
    };
    if screen.format == ResultFormat::Xlsx && screen.output.is_none() {
        return Err(
            Failure::usage("a workbook cannot be written to standard output")
                .with_help("say where: `--output results.xlsx`"),
        );
    }
    if let (Some(file), Some(output)) = (&screen.file, &screen.output)
        && is_same(file, output)
    {
        return Err(Failure::usage(format!(
            "the results would be written over the parties in `{}`",
            output.display()
        ))
        .with_help("give another name after `--output`"));
    }
    // Results that were cut off would say of whoever is missing that nobody was found.
    let mut whole = match &screen.output {
        Some(path) => Some(Whole::begin(path)?),
        None => None,
    };
    let out: Box<dyn Write> = match &mut whole {
        Some(whole) => Box::new(BufWriter::new(whole)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let mut results = Results::begin(screen.format, out, &header)?;
    let mut searcher = Searcher::new(&lists.index);
    let since = match &screen.since {
        Some(path) => Some(Since::open(path, &lists)?),
        None => None,
    };
    let mut of_new: Vec<Searcher<'_>> = since
        .iter()
        .flat_map(Since::changes)
        .map(|changes| Searcher::new(&changes.new))
        .collect();
    let rows = since.as_ref().map(|_| RowsOfEntries::of(&lists.index));
    // What is nearly found is remembered for the next time.
    let remember = screen.format == ResultFormat::Jsonl && mode != Mode::Ofac;
    let mut one = |wanted: &Wanted, problem: Option<&str>| -> Result<(), Failure> {
        // Nobody can be looked for without a name or a number.
        if wanted.is_nobody() {
            return results.party(wanted, &[], None, problem);
        }
        let party: Party<'_> = wanted.party();
        let asked = since::asked(wanted, mode, screen.threshold);
        let left = match (&since, &rows) {
            (Some(since), Some(rows)) if mode != Mode::Ofac => {
                since.of(&asked, wanted).map(|before| {
                    let changes = since.changes().get(before.changes);
                    let new = of_new.get_mut(before.changes).zip(changes);
                    let entries = left(before.kept, new, &party, mode, screen.threshold);
                    (entries, rows, before.margin)
                })
            }
            _ => None,
        };
        // A person of whom a date of birth is known is looked for anew where anything has moved, so what
        // is nearly found is of no use; to look for that would be to compare with every name.
        let remember = remember && wanted.birth.is_none();
        let of_full = if remember { MARGIN } else { 0 };
        let margin = left.as_ref().map_or(of_full, |(.., margin)| *margin);
        let found = match left {
            Some((entries, rows, _)) if remember => {
                searcher.among_near(&party, mode, screen.threshold, entries.into_iter(), rows)
            }
            Some((entries, rows, _)) => {
                searcher.among(&party, mode, screen.threshold, entries.into_iter(), rows)
            }
            None if remember => searcher.search_near(&party, mode, screen.threshold),
            None => searcher.search(&party, mode, screen.threshold),
        };
        let (found, nearly): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|one| one.score >= screen.threshold);
        let near: Vec<(&str, &str)> = nearly
            .iter()
            .map(|one| (lists.index.list_of(one.entry), lists.index.id_of(one.entry)))
            .collect();
        let hits: Vec<Hit<'_>> = found
            .iter()
            .map(|found| {
                let list = lists.index.list_of(found.entry);
                let entry = lists.index.id_of(found.entry);
                let evidence = party.evidence(lists.index.evidence_of(found.entry));
                Hit {
                    score: found.score,
                    list,
                    entry,
                    name: lists.index.name(found.name),
                    standing: dispositions.standing(&wanted.name, list, entry, &evidence, on),
                    evidence,
                    reasons: searcher.explain(&party, found, mode),
                }
            })
            .collect();
        let again = Again {
            asked: &asked,
            near: &near,
            margin,
        };
        results.party(wanted, &hits, Some(&again), problem)
    };
    let mut problems = 0_u64;
    let mut unread = Unread::default();
    match &screen.file {
        Some(path) => {
            unread = parties::read(path, screen.sheet.as_deref(), |mut row| {
                if !row.problems.is_empty() {
                    problems += 1;
                    if problems <= PROBLEMS_SHOWN {
                        let said = format!("{} {}", row.place, row.problems.join("; it "));
                        console.note(&match &row.help {
                            Some(help) => format!("{said} ({help})"),
                            None => said,
                        });
                    }
                }
                fill(&mut row.wanted, screen)?;
                let problem = (!row.problems.is_empty()).then(|| row.problems.join("; "));
                one(&row.wanted, problem.as_deref())
            })?
        }
        None => {
            for (number, name) in screen.names.iter().enumerate() {
                let mut wanted = Wanted {
                    id: (number + 1).to_string(),
                    name: name.clone(),
                    ..Wanted::default()
                };
                fill(&mut wanted, screen)?;
                match wanted.without_words() {
                    Some(WantedError::NoName) => {
                        return Err(Failure::usage("a name that is empty is nobody's"));
                    }
                    Some(_) => {
                        let said = format!("`{name}` is no name that can be looked for");
                        return Err(Failure::usage(said));
                    }
                    None => {}
                }
                one(&wanted, None)?;
            }
        }
    }
    results.end()?;
    if let Some(whole) = whole {
        whole.finish()?;
    }
    if let Some(since) = &since {
        console.note(&format!(
            "of {} parties {} were looked for before: for these only {} new or changed entries were looked at",
            layout::thousands(since.asked.get()),
            layout::thousands(since.kept.get()),
            layout::thousands(u64::try_from(since.changed()).unwrap_or(0)),
        ));
    }
    tell(&unread, console);
    if problems > 0 {
        if problems > PROBLEMS_SHOWN {
            console.note(&format!(
                "{} rows more could not be read in full",
                layout::thousands(problems - PROBLEMS_SHOWN)
            ));
        }
        console.note(&format!(
            "{} rows could not be read in full: the results say beside each what is wrong with it",
            layout::thousands(problems)
        ));
        return Ok(WRONG);
    }
    // Whoever stands on another sheet was not looked for.
    Ok(if unread.sheets.is_empty() {
        DONE
    } else {
        WRONG
    })
}

/// Says what of a file was not read.
fn tell(unread: &Unread, console: &Console) {
    let listed = |names: Vec<&String>| -> String {
        let shown: Vec<String> = names
            .iter()
            .take(UNREAD_SHOWN)
            .map(|name| format!("`{name}`"))
            .collect();
        match names.len().saturating_sub(UNREAD_SHOWN) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    };
    if !unread.columns.is_empty() {
        console.note(&format!(
            "columns that are not read: {} (`exeat screen --help` names those that are)",
            listed(unread.columns.iter().collect())
        ));
    }
    if !unread.sheets.is_empty() {
        console.note(&format!(
            "the workbook holds more on other sheets, and nobody there was looked for: {} (`--sheet NAME` says which one is meant)",
            listed(unread.sheets.iter().collect())
        ));
    }
}

/// The entries that are left to look at for a party that was looked for before.
fn left(
    kept: &[u32],
    new: Option<(&mut Searcher<'_>, &Changes)>,
    party: &Party<'_>,
    mode: Mode,
    threshold: Score,
) -> Vec<u32> {
    let mut entries = kept.to_vec();
    if let Some((searcher, changes)) = new
        && changes.new.entries() > 0
    {
        // Words are rarer there, so that nobody scores less.
        let found = searcher.search_near(party, mode, threshold);
        entries.extend(
            found
                .iter()
                .filter_map(|one| changes.places.get(usize::try_from(one.entry).ok()?)),
        );
    }
    entries
}

/// What the command line says of all parties, where a party says nothing itself.
fn fill(wanted: &mut Wanted, screen: &Screen) -> Result<(), Failure> {
    if wanted.kind == Kind::Unknown
        && let Some(kind) = screen.kind
    {
        wanted.kind = kind.into();
    }
    if wanted.birth.is_none()
        && let Some(date) = &screen.birth_date
    {
        wanted.birth = parties::birth(date, "`--birth-date`")?;
        wanted.birth_text.clone_from(date);
    }
    if wanted.country.is_empty()
        && let Some(country) = &screen.country
    {
        wanted.country = parties::country(country);
        if wanted.country.is_empty() {
            return Err(
                Failure::usage(format!("`{country}` is no country that we know"))
                    .with_help("write its code (DE, DEU) or its English name"),
            );
        }
    }
    for identifier in &screen.identifiers {
        wanted.numbers.extend(numbers(identifier, None));
    }
    if wanted.address.is_empty()
        && let Some(address) = &screen.address
    {
        wanted.address.clone_from(address);
    }
    Ok(())
}

/// Lists that are stale: an error where an age was asked for, and a gap that is stated else.
fn stale(screen: &Screen, lists: &Lists, on: Day) -> Result<Vec<String>, Failure> {
    let max_age = screen.max_age.unwrap_or(MAX_AGE);
    let stale = lists.stale(on, max_age);
    match (screen.max_age, stale.first()) {
        (Some(_), Some(first)) => {
            Err(Failure::wrong(first.clone())
                .with_help("import a newer edition, or allow more days"))
        }
        _ => Ok(stale),
    }
}
