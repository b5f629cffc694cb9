//! Which entries a party may be.

use exeat_value::Day;
use fearless_simd::Level;

use super::addresses::SAME_ADDRESS;
use super::bytes::at;
use super::gather::{Gathered, Needs};
use super::identifiers::{Number, in_words};
use super::{Index, no_names, unpack};
use crate::compare::{self, Prepared};
use crate::explain;
use crate::list::sha256;
use crate::normalise::Class;
use crate::score::align::Alignment;
use crate::score::evidence;
use crate::score::judge::Judgement;
use crate::score::ofac;
use crate::score::pair::View;
use crate::score::{Kind, Mode, Score};

/// Below this threshold every name is compared: what the index is asked for rests on what names
/// that score more must have in common.
const INDEXED_MIN: u32 = 7_500;

/// A party to be looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Party<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is.
    pub kind: Kind,
    /// The first and the last day on which it may have been born.
    pub birth: Option<(Day, Day)>,
    /// Its country, as ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// Numbers and codes by which it is known.
    pub numbers: &'a [Number],
    /// Its address, in one line.
    pub address: Option<&'a str>,
}

impl Party<'_> {
    /// The hash of what there is to decide on about this party and an entry: of all that the edition
    /// says about the entry (`of_entry`, as [`super::Index::evidence_of`] gives it), and of what tells
    /// the party from others of its name, where that is known. A decision holds as long as this does.
    pub fn evidence(&self, of_entry: String) -> String {
        let address = self.address.map(|address| {
            let words: Vec<String> = address.split_whitespace().map(str::to_lowercase).collect();
            words.join(" ")
        });
        let address = address.filter(|address| !address.is_empty());
        let mut numbers: Vec<String> = self
            .numbers
            .iter()
            .map(|number| {
                let kept = number.value.chars().filter(char::is_ascii_alphanumeric);
                kept.map(|letter| letter.to_ascii_uppercase()).collect()
            })
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        if self.birth.is_none() && self.country.is_none() && numbers.is_empty() && address.is_none()
        {
            return of_entry;
        }
        let birth = self
            .birth
            .map(|(first, last)| format!("{first} {last}"))
            .unwrap_or_default();
        let matter = format!(
            "{of_entry}\n{birth}\n{}\n{}\n{}",
            self.country.unwrap_or_default(),
            numbers.join(" "),
            address.unwrap_or_default()
        );
        let hash = sha256(matter.as_bytes());
        hash.get(..16).unwrap_or(&hash).to_owned()
    }
}

/// An entry that a party may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The number of the entry in the index.
    pub entry: u32,
    /// The number of the name of it that is most alike.
    pub name: u32,
    /// How alike they are.
    pub score: Score,
    /// The row by which it was found, or [`NO_ROW`].
    pub(crate) row: u32,
}

/// As what the name of a party of this kind is read.
pub(super) fn families(kind: Kind) -> &'static [Kind] {
    match kind {
        // A company's name is no person's; but who is neither may be either.
        Kind::Organisation | Kind::Vessel => &[Kind::Organisation],
        Kind::Person | Kind::Unknown => &[Kind::Person, Kind::Organisation],
    }
}

/// Whether there is anything in a name of a party of this kind that can be looked for, so that it says something that
/// nobody is found. In `???` and `12345` there is nothing, and `unknown`, `to order` and the errors of spreadsheets are
/// nobody's names.
#[must_use]
pub fn can_be_looked_for(name: &str, kind: Kind) -> bool {
    let has_words = |family: Kind| !Prepared::forms(name, family).is_empty();
    if no_names::is_no_name(name) {
        return false;
    }
    match kind {
        Kind::Person => has_words(Kind::Person),
        Kind::Organisation | Kind::Vessel => has_words(Kind::Organisation),
        Kind::Unknown => has_words(Kind::Organisation) && has_words(Kind::Person),
    }
}

/// Which rows are compared.
#[derive(Debug, Clone, Copy)]
enum Rows<'r> {
    /// All, and letter by letter those that the index gives for that.
    All,
    /// All, each letter by letter too.
    Each,
    /// Those that can reach the threshold.
    Like,
    /// These.
    These(&'r [u32]),
}

/// It was found by a number or by an address.
const NO_ROW: u32 = u32::MAX;

/// A day as a number that is not negative.
pub(crate) fn day(day: Day) -> u32 {
    u32::try_from(i64::from(day.days_since_epoch()) + 0x4000_0000).unwrap_or(0)
}

/// Two letters as a number.
pub(crate) fn country(code: &str) -> Option<u32> {
    match code.as_bytes() {
        [a, b] => Some(u32::from(a.to_ascii_uppercase()) << 8 | u32::from(b.to_ascii_uppercase())),
        _ => None,
    }
}

/// Looks for parties in an index. It keeps what it needs between two searches, so one is made for
/// each thread.
#[derive(Debug)]
pub struct Searcher<'a> {
    pub(super) index: &'a Index,
    /// The widest vector instructions of this processor.
    pub(super) level: Level,
    pub(super) gathered: Gathered,
    alignment: Alignment,
    found: Vec<Found>,
    compact: String,
    /// So much more names are taken to score when it is said which entries are found.
    pub(super) margin: u32,
}

impl<'a> Searcher<'a> {
    /// A searcher in this index.
    pub fn new(index: &'a Index) -> Self {
        Self {
            index,
            level: Level::new(),
            gathered: Gathered::new(index),
            alignment: Alignment::default(),
            found: Vec::new(),
            compact: String::new(),
            margin: 0,
        }
    }

    /// The entries that `party` scores at least `threshold` with, best first, each with the name
    /// that scores most. No entry is left out that a comparison with all names would find.
    pub fn search(&mut self, party: &Party<'_>, mode: Mode, threshold: Score) -> Vec<Found> {
        let all = self.floor(party, threshold) < INDEXED_MIN;
        self.run(
            party,
            mode,
            threshold,
            if all { Rows::All } else { Rows::Like },
        )
    }

    /// What names have to score so that all that is known besides can lift them to a threshold.
    fn floor(&self, party: &Party<'_>, threshold: Score) -> u32 {
        let threshold = threshold.ten_thousandths();
        let floor = if party.birth.is_some() {
            threshold.min(evidence::CONFIRMED_MIN)
        } else if party.country.is_some() {
            threshold.min(evidence::CONFIRMED_MIN.max(evidence::before_country(threshold)))
        } else {
            threshold
        };
        floor.saturating_sub(self.margin)
    }

    /// The same for some rows only.
    pub(super) fn of_rows(
        &mut self,
        party: &Party<'_>,
        mode: Mode,
        threshold: Score,
        rows: &[u32],
    ) -> Vec<Found> {
        self.run(party, mode, threshold, Rows::These(rows))
    }

    /// The same by comparing with every name. It is what [`Searcher::search`] is held against.
    pub fn search_all(&mut self, party: &Party<'_>, mode: Mode, threshold: Score) -> Vec<Found> {
        self.run(party, mode, threshold, Rows::Each)
    }

    /// Compares with the names that the index gives, with all, or with some.
    fn run(
        &mut self,
        party: &Party<'_>,
        mode: Mode,
        threshold: Score,
        which: Rows<'_>,
    ) -> Vec<Found> {
        self.found.clear();
        if mode == Mode::Ofac {
            return self.as_ofac(party, threshold);
        }
        for family in families(party.kind) {
            let family = *family;
            for form in Prepared::forms(party.name, family) {
                let tokens = form.tokens();
                let view = form.view(&tokens);
                match which {
                    Rows::All | Rows::Each => {
                        self.spelt(&view, family);
                        let spelt = std::mem::take(&mut self.gathered.rows);
                        for row in &spelt {
                            self.consider(*row, true, &view, party, mode, threshold);
                        }
                        self.gathered.rows = spelt;
                        self.forget();
                        let letters = matches!(which, Rows::Each);
                        for row in 0..self.index.rows() {
                            if self.index.row_flags(row).kind() == family {
                                self.consider(row, letters, &view, party, mode, threshold);
                            }
                        }
                    }
                    Rows::These(rows) => {
                        for row in rows {
                            if self.index.row_flags(*row).kind() == family {
                                self.consider(*row, true, &view, party, mode, threshold);
                            }
                        }
                    }
                    Rows::Like => {
                        let needs = Needs::of(&view, family, self.floor(party, threshold));
                        self.gather(&view, &needs);
                        self.sift(&view, &needs);
                        let rows = std::mem::take(&mut self.gathered.rows);
                        for (place, row) in rows.iter().enumerate() {
                            let spelt = place < self.gathered.spelt;
                            self.consider(*row, spelt, &view, party, mode, threshold);
                        }
                        self.gathered.rows = rows;
                        self.forget();
                    }
                }
            }
        }
        self.by_other_than_names(party, threshold);
        self.best()
    }

    /// Entries with a number of the party, or at its address.
    fn by_other_than_names(&mut self, party: &Party<'_>, threshold: Score) {
        let index = self.index;
        let mut add = |entry: u32, score: u32| {
            if score >= threshold.ten_thousandths() {
                self.found.push(Found {
                    entry,
                    name: index.first_name_of(entry),
                    score: Score::of(score),
                    row: NO_ROW,
                });
            }
        };
        for number in party.numbers {
            index
                .identifiers
                .with(number, |entry, _, score| add(entry, score));
        }
        if let Some(address) = party.address {
            index
                .addresses
                .same(address, party.country, |entry| add(entry, SAME_ADDRESS));
        }
    }

    /// What an entry and a party share beside names, in sentences.
    fn shared(&self, party: &Party<'_>, entry: u32) -> Vec<String> {
        let index = self.index;
        let mut reasons = Vec::new();
        for number in party.numbers {
            index.identifiers.with(number, |other, kind, _| {
                let reason = format!("the same {}: {}", in_words(kind), number.value);
                if other == entry && !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            });
        }
        if let Some(address) = party.address {
            index.addresses.same(address, party.country, |other| {
                let reason = "the same address, as far as it is given".to_owned();
                if other == entry && !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            });
        }
        reasons
    }

    /// Every name as OFAC's search would score it. It knows nothing else of a party.
    fn as_ofac(&mut self, party: &Party<'_>, threshold: Score) -> Vec<Found> {
        let index = self.index;
        for name in 0..super::bytes::number(index.names()) {
            let score = Score::of(ofac::score(party.name, index.names.get(name)));
            if score >= threshold {
                self.found.push(Found {
                    entry: index.entry_of_name(name),
                    name,
                    score,
                    row: 0,
                });
            }
        }
        self.best()
    }

    /// Why an entry scores what it scores, in sentences.
    pub fn explain(&mut self, party: &Party<'_>, found: &Found, mode: Mode) -> Vec<String> {
        if mode == Mode::Ofac {
            return vec![ofac::REASON.to_owned()];
        }
        let index = self.index;
        if found.row == NO_ROW {
            return self.shared(party, found.entry);
        }
        let family = index.row_flags(found.row).kind();
        let mut best: Option<(u32, Vec<String>)> = None;
        let spelt = index.spelt(found.row);
        let mut compact = String::new();
        for form in Prepared::forms(party.name, family) {
            let tokens = form.tokens();
            let query = form.view(&tokens);
            let alignment = &mut self.alignment;
            let spelt = spelt.as_ref();
            let (score, reasons) = index.with_row(found.row, spelt, &mut compact, |name| {
                let judged = compare::prepared(&query, name, family, mode, alignment);
                (
                    judged.score,
                    explain::names(&query, name, alignment, &judged),
                )
            });
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, reasons));
            }
        }
        let mut reasons = best.map(|(_, reasons)| reasons).unwrap_or_default();
        let weak = index.is_weak(found.name);
        let known = index.known(found.entry);
        for point in evidence::points(party, &known, weak) {
            reasons.push(point.in_words().to_owned());
        }
        reasons.extend(self.shared(party, found.entry));
        reasons
    }

    /// Each entry once, by its best name, best first.
    fn best(&mut self) -> Vec<Found> {
        self.found.sort_by(|a, b| {
            a.entry
                .cmp(&b.entry)
                .then_with(|| b.score.cmp(&a.score))
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.row.cmp(&b.row))
        });
        self.found.dedup_by_key(|found| found.entry);
        let mut found = self.found.clone();
        found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.entry.cmp(&b.entry)));
        found
    }

    /// Compares a row with the query, and keeps its entry if it scores enough.
    fn consider(
        &mut self,
        row: u32,
        spelt: bool,
        query: &View<'_>,
        party: &Party<'_>,
        mode: Mode,
        threshold: Score,
    ) {
        let Some((judged, name)) = self.judge(row, spelt, query, party.name, mode) else {
            return;
        };
        let mut names = compare::scored(&judged, query);
        if judged.extra && !judged.middle {
            names = names.saturating_sub(self.commonness(row, query));
        }
        let could = (names + self.margin).min(10_000).max(names);
        if could < threshold.ten_thousandths() && could < evidence::CONFIRMED_MIN {
            return;
        }
        let entry = self.index.entry_of_name(name);
        let weak = self.index.is_weak(name);
        let known = self.index.known(entry);
        let score = evidence::apply(names, party, &known, weak);
        let reach = match self.margin {
            0 => score,
            _ => evidence::apply(could, party, &known, weak),
        };
        if reach >= threshold.ten_thousandths() {
            self.found.push(Found {
                entry,
                name,
                score: Score::of(score),
                row,
            });
        }
    }

    /// What the names of the query and of a row say, compared letter by letter too if so asked.
    fn judge(
        &mut self,
        row: u32,
        spelt: bool,
        query: &View<'_>,
        written: &str,
        mode: Mode,
    ) -> Option<(Judgement, u32)> {
        let name = self.index.row_name.get(at(row)).copied()?;
        let family = self.index.row_flags(row).kind();
        // A name that is written in the same way has no slip.
        let spelt = (spelt && self.index.name(name) != written)
            .then(|| self.index.spelt(row))
            .flatten();
        let mut alignment = std::mem::take(&mut self.alignment);
        let mut compact = std::mem::take(&mut self.compact);
        let judged = self
            .index
            .with_row(row, spelt.as_ref(), &mut compact, |view| {
                compare::prepared(query, view, family, mode, &mut alignment)
            });
        self.alignment = alignment;
        self.compact = compact;
        Some((judged, name))
    }
}

/// So many names may share a word before it is called common.
const COMMON_MIN: u32 = 8;
/// What every doubling above takes.
const COMMON_LOSS: u32 = 800;

impl Searcher<'_> {
    /// What it takes from a score that all that two people share is names that many have, where
    /// one of them has other names too: by the rarest of what they share. A misspelling is no rarer
    /// than what it is a misspelling of: else a name would score more where it is misspelt.
    fn commonness(&self, row: u32, query: &View<'_>) -> u32 {
        let words = self.index.row_words.get(row);
        let rarest = self.alignment.pairs.iter().filter_map(|pairing| {
            let of_name = words.get(pairing.name.0..pairing.name.0 + pairing.name.1)?;
            let of_name = of_name.iter().map(|packed| unpack(*packed));
            let listed = of_name
                .filter(|(_, class)| *class == Class::Word)
                .map(|(word, _)| self.index.rows_with(word))
                .min()?;
            let asked = match (pairing.query.1, query.tokens.get(pairing.query.0)) {
                (1, Some(token)) if pairing.cost > 0 => self.index.words.find(token.text),
                _ => None,
            };
            Some(asked.map_or(listed, |word| listed.max(self.index.rows_with(word))))
        });
        commonness_of(rarest.min().unwrap_or(0))
    }
}

/// What it takes that the rarest word which two people share stands in so many rows.
pub(super) fn commonness_of(rarest: u32) -> u32 {
    (rarest / COMMON_MIN)
        .checked_ilog2()
        .map_or(0, |doublings| {
            // Between two doublings in proportion.
            let below = COMMON_MIN << doublings;
            let above = u64::from(rarest - below) * u64::from(COMMON_LOSS) / u64::from(below);
            doublings * COMMON_LOSS + u32::try_from(above).unwrap_or(COMMON_LOSS)
        })
}
