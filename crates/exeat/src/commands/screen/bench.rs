//! `exeat screen bench`: how fast the lists in force are searched on this machine.

use std::time::{Duration, Instant};

use clap::Args;
use exeat_screen::index::{Builder, Index, Party, Searcher};
use exeat_screen::list::{EntryKind, ListEntry, Name};
use exeat_screen::score::{ALGORITHM, Mode, Score};

use crate::console::Console;
use crate::failure::{DONE, Outcome};
use crate::layout;
use crate::screening::Lists;

/// Measure how fast the lists in force are searched
///
/// Queries are listed names with a letter swapped or left out, and names made of the words of two
/// listed ones, in one thread. Rates are of processor time where the system tells it, so that
/// other work on the machine counts less; the longest are of the clock.
#[derive(Debug, Args)]
pub(super) struct Bench {
    /// How many queries
    #[arg(long, default_value_t = 5_000)]
    queries: usize,
    /// Make so many names of the words of the listed ones, and search those
    #[arg(long, value_name = "COUNT")]
    names: Option<usize>,
}

impl Bench {
    pub(super) fn run(self, console: &Console) -> Outcome {
        let lists = Lists::open()?;
        let mut rows: Vec<(String, String)> = Vec::new();
        let index = match self.names {
            None => std::sync::Arc::unwrap_or_clone(lists.index),
            Some(names) => {
                let start = Instant::now();
                let index = recombined(&lists.index, names);
                rows.push((
                    "building, names made included".to_owned(),
                    seconds(start.elapsed()),
                ));
                index
            }
        };
        let bytes = index.to_bytes();
        let start = Instant::now();
        let opened = Index::open(&bytes);
        rows.push(("opening from memory".to_owned(), seconds(start.elapsed())));
        drop(opened);
        let queries = queries(&index, self.queries);
        let mut searcher = Searcher::new(&index);
        let mut times: Vec<Duration> = Vec::with_capacity(queries.len());
        let (start, processor) = (Instant::now(), processor_time());
        let mut found = 0;
        for query in &queries {
            let party = Party {
                name: query,
                ..Party::default()
            };
            let start = Instant::now();
            found += usize::from(
                !searcher
                    .search(&party, Mode::Balanced, Score::ALERT)
                    .is_empty(),
            );
            times.push(start.elapsed());
        }
        let clock = start.elapsed();
        let spent = processor_time()
            .zip(processor)
            .map(|(after, before)| after.saturating_sub(before));
        times.sort_unstable();
        let at = |thousandths: usize| {
            let place = (times.len() * thousandths / 1000).min(times.len().saturating_sub(1));
            times.get(place).map_or(0, Duration::as_micros)
        };
        let rate = |time: Duration| {
            let micros = time.as_micros().max(1);
            u64::try_from(u128::try_from(queries.len()).unwrap_or(0) * 1_000_000 / micros)
                .unwrap_or(0)
        };
        let count = |count: usize| layout::thousands(u64::try_from(count).unwrap_or(0));
        rows.push((
            "names".to_owned(),
            format!(
                "{} with {} different words",
                count(index.names()),
                count(index.words())
            ),
        ));
        rows.push((
            "memory".to_owned(),
            format!("{} bytes a name", index.bytes() / index.names().max(1)),
        ));
        rows.push((
            "queries".to_owned(),
            format!(
                "{}, {} of them with a match",
                count(queries.len()),
                count(found)
            ),
        ));
        if let Some(spent) = spent {
            rows.push((
                "queries a second of processor time".to_owned(),
                layout::thousands(rate(spent)),
            ));
        }
        rows.push((
            "queries a second by the clock".to_owned(),
            layout::thousands(rate(clock)),
        ));
        rows.push((
            "time of a query by the clock".to_owned(),
            format!(
                "half within {} µs, 99 % within {} µs, all within {} µs",
                at(500),
                at(990),
                at(1000)
            ),
        ));
        console.say(&format!(
            "{ALGORITHM}, threshold {}\n\n{}",
            Score::ALERT,
            layout::columns(&rows)
        ))?;
        Ok(DONE)
    }
}

fn seconds(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

/// Names of the index, misspelt, and names of the words of two.
fn queries(index: &Index, count: usize) -> Vec<String> {
    let all = index.names();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut name = || u32::try_from(random.below(all.max(1))).unwrap_or(0);
    (0..count)
        .map(|number| {
            let first = index.name(name());
            match number % 3 {
                0 => misspelt(first, number),
                1 => {
                    let half = first.split_whitespace().take(1);
                    half.chain(index.name(name()).split_whitespace().skip(1).take(2))
                        .collect::<Vec<_>>()
                        .join(" ")
                }
                _ => first.to_owned(),
            }
        })
        .collect()
}

/// A name with two neighbouring letters swapped.
fn misspelt(name: &str, number: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() > 4 {
        let place = 1 + number % (letters.len() - 3);
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}

/// An index of names that are made of the words of listed ones, one letter changed in every fourth
/// word.
fn recombined(index: &Index, count: usize) -> Index {
    let words: Vec<&str> = (0..u32::try_from(index.names()).unwrap_or(0))
        .flat_map(|name| index.name(name).split_whitespace())
        .collect();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut builder = Builder::new("recombined");
    for number in 0..count {
        let length = index
            .name(u32::try_from(random.below(index.names().max(1))).unwrap_or(0))
            .split_whitespace()
            .count();
        let mut text = String::new();
        for _ in 0..length.clamp(1, 8) {
            let word = words
                .get(random.below(words.len().max(1)))
                .copied()
                .unwrap_or_default();
            if !text.is_empty() {
                text.push(' ');
            }
            if word.is_ascii() && word.len() > 3 && random.below(4) == 0 {
                let place = random.below(word.len());
                let letter = char::from(b'a' + u8::try_from(random.below(26)).unwrap_or(0));
                text.push_str(&word[..place]);
                text.push(letter);
                text.push_str(&word[place + 1..]);
            } else {
                text.push_str(word);
            }
        }
        let entry = ListEntry {
            list: "recombined".to_owned(),
            id: number.to_string(),
            kind: if number % 2 == 0 {
                EntryKind::Person
            } else {
                EntryKind::Organisation
            },
            names: vec![Name {
                text,
                ..Name::default()
            }],
            ..ListEntry::default()
        };
        builder.add("recombined", &entry);
    }
    builder.finish()
}

/// A sequence that is the same every time (xorshift).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit.max(1)).unwrap_or(1);
        usize::try_from(self.0 % limit).unwrap_or(0)
    }
}

/// The time that the processor has worked for this process, where the system tells it.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanos: u64 = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}
