//! Which entries a party may be.

use std::collections::HashMap;
use std::rc::Rc;

use exeat_value::Day;

use super::bytes::{at, number};
use super::{Index, build, kind_of_code, scan, unpack};
use crate::compare::{self, Prepared};
use crate::explain;
use crate::normalise::{Class, skeleton};
use crate::score::align::{Alignment, CUT_OFF_LETTERS_MIN};
use crate::score::evidence::{self, Known};
use crate::score::judge::Judgement;
use crate::score::ofac;
use crate::score::pair::{Token, View};
use crate::score::{Kind, Mode, Score};
use crate::symbols::people;

/// Below this threshold every name is compared: what the index is asked for rests on what names
/// that score more must have in common.
const INDEXED_MIN: u32 = 7_500;
/// So many words are remembered with the words like them.
const REMEMBERED_MAX: usize = 8_192;

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
    /// The row by which it was found.
    pub(crate) row: u32,
}

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
    index: &'a Index,
    /// Which words of the query each row has something like, and how many of its own words are.
    row_query: Vec<u32>,
    row_found: Vec<u16>,
    touched: Vec<u32>,
    remembered: HashMap<String, Rc<[u32]>>,
    hits: Vec<(u32, u32)>,
    alignment: Alignment,
    found: Vec<Found>,
    compact: String,
}

impl<'a> Searcher<'a> {
    /// A searcher in this index.
    pub fn new(index: &'a Index) -> Self {
        let rows = at(index.rows());
        Self {
            index,
            row_query: vec![0; rows],
            row_found: vec![0; rows],
            touched: Vec::new(),
            remembered: HashMap::new(),
            hits: Vec::new(),
            alignment: Alignment::default(),
            found: Vec::new(),
            compact: String::new(),
        }
    }

    /// The entries that `party` scores at least `threshold` with, best first, each with the name
    /// that scores most. No entry is left out that a comparison with all names would find.
    pub fn search(&mut self, party: &Party<'_>, mode: Mode, threshold: Score) -> Vec<Found> {
        self.run(
            party,
            mode,
            threshold,
            threshold.ten_thousandths() < INDEXED_MIN,
        )
    }

    /// The same by comparing with every name. It is what [`Searcher::search`] is held against.
    pub fn search_all(&mut self, party: &Party<'_>, mode: Mode, threshold: Score) -> Vec<Found> {
        self.run(party, mode, threshold, true)
    }

    fn run(&mut self, party: &Party<'_>, mode: Mode, threshold: Score, all: bool) -> Vec<Found> {
        self.found.clear();
        if mode == Mode::Ofac {
            return self.as_ofac(party, threshold);
        }
        for family in [Kind::Person, Kind::Organisation] {
            let wanted = match party.kind {
                Kind::Person => true,
                // A company's name is no person's; but who is neither may be either.
                Kind::Organisation | Kind::Vessel => family == Kind::Organisation,
                Kind::Unknown => true,
            };
            if !wanted {
                continue;
            }
            for form in Prepared::forms(party.name, family) {
                let tokens = form.tokens();
                let view = form.view(&tokens);
                if all {
                    for row in 0..self.index.rows() {
                        if self.index.row_flags(row).kind() == family {
                            self.consider(row, &view, party, family, mode, threshold);
                        }
                    }
                } else {
                    self.gather(&view, family);
                    let touched = std::mem::take(&mut self.touched);
                    for row in &touched {
                        if self.index.row_flags(*row).kind() == family
                            && self.may_reach(*row, &view, family)
                        {
                            self.consider(*row, &view, party, family, mode, threshold);
                        }
                    }
                    for row in &touched {
                        self.row_query[at(*row)] = 0;
                        self.row_found[at(*row)] = 0;
                    }
                    self.touched = touched;
                    self.touched.clear();
                }
            }
        }
        self.best()
    }

    /// Every name as OFAC's search would score it. It knows nothing else of a party.
    fn as_ofac(&mut self, party: &Party<'_>, threshold: Score) -> Vec<Found> {
        let index = self.index;
        for row in 0..index.rows() {
            let name = index.row_name.get(at(row)).copied().unwrap_or_default();
            // A name with several rows is compared once.
            if row > 0 && index.row_name.get(at(row - 1)) == Some(&name) {
                continue;
            }
            let score = Score::of(ofac::score(party.name, index.names.get(name)));
            if score >= threshold {
                self.found.push(Found {
                    entry: index.name_entry.get(at(name)).copied().unwrap_or_default(),
                    name,
                    score,
                    row,
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
        let family = index.row_flags(found.row).kind();
        let mut best: Option<(u32, Vec<String>)> = None;
        let mut compact = String::new();
        for form in Prepared::forms(party.name, family) {
            let tokens = form.tokens();
            let query = form.view(&tokens);
            let alignment = &mut self.alignment;
            let (score, reasons) = index.with_row(found.row, &mut compact, |name| {
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
        let weak = index
            .name_flags
            .get(at(found.name))
            .copied()
            .unwrap_or_default()
            & 1
            != 0;
        let known = index.known(found.entry);
        for point in evidence::points(party, &known, weak) {
            reasons.push(point.in_words().to_owned());
        }
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

    /// Notes for every row which words of the query it has something like.
    fn gather(&mut self, query: &View<'_>, family: Kind) {
        self.hits.clear();
        for (place, token) in query.tokens.iter().enumerate() {
            if token.class.is_core() && token.class != Class::Initial {
                let bit = 1_u32 << place;
                self.hit_like(token, bit, family, query.unvocalised);
                self.hit_parts(token.text, bit);
            }
        }
        // A name of nothing but initials is its initials.
        let initials_only = query
            .tokens
            .iter()
            .all(|token| !token.class.is_core() || token.class == Class::Initial);
        if initials_only {
            for (place, token) in query.tokens.iter().enumerate() {
                if let Some(word) = self.index.word(token.text) {
                    self.hits.push((word, 1 << place));
                }
            }
        }
        self.hit_cut_off(query);
        // Words of the query that are one word of the name.
        let mut joined = String::new();
        for start in 0..query.tokens.len() {
            joined.clear();
            let mut bits = 0;
            for (place, token) in query.tokens.iter().enumerate().skip(start).take(3) {
                joined.push_str(token.text);
                bits |= 1 << place;
                if place > start
                    && let Some(word) = self.index.word(&joined)
                {
                    self.hits.push((word, bits));
                }
            }
        }
        // Each word of the dictionary once, with all that it is like.
        self.hits.sort_unstable();
        let mut hits = std::mem::take(&mut self.hits);
        let mut last: Option<(u32, u32)> = None;
        for (word, bits) in hits.drain(..) {
            match &mut last {
                Some((same, all)) if *same == word => *all |= bits,
                _ => {
                    if let Some((word, bits)) = last.replace((word, bits)) {
                        self.post(word, bits);
                    }
                }
            }
        }
        if let Some((word, bits)) = last {
            self.post(word, bits);
        }
        self.hits = hits;
        if !query.compact.is_empty() {
            let index = self.index;
            index.whole.like(query.compact, |row| {
                let seen = &mut self.row_query[at(row)];
                if *seen == 0 {
                    self.touched.push(row);
                }
                // A row that is like the query as a whole is looked at in any case.
                *seen |= WHOLE;
            });
        }
    }

    fn post(&mut self, word: u32, bits: u32) {
        let index = self.index;
        for row in index.postings.get(word) {
            let seen = &mut self.row_query[at(*row)];
            if *seen == 0 {
                self.touched.push(*row);
            }
            *seen |= bits;
            self.row_found[at(*row)] += 1;
        }
    }

    /// Words that may stand for a word of the query.
    fn hit_like(&mut self, token: &Token<'_>, bit: u32, family: Kind, unvocalised: bool) {
        if token.class == Class::Number {
            if let Some(word) = self.index.word(token.text) {
                self.hits.push((word, bit));
            }
            return;
        }
        let like = match self.remembered.get(token.text) {
            Some(like) => Rc::clone(like),
            None => {
                let mut like = Vec::new();
                scan::like(self.index, token.text, &mut like);
                if token.fold.len() >= 2 {
                    like.extend_from_slice(self.index.words_folded(token.fold));
                }
                like.sort_unstable();
                like.dedup();
                let like: Rc<[u32]> = like.into();
                if self.remembered.len() >= REMEMBERED_MAX {
                    self.remembered.clear();
                }
                self.remembered
                    .insert(token.text.to_owned(), Rc::clone(&like));
                like
            }
        };
        self.hits.extend(like.iter().map(|word| (*word, bit)));
        if family == Kind::Person {
            for other in people::other_names(token.text) {
                if let Some(word) = self.index.word(other) {
                    self.hits.push((word, bit));
                }
            }
        }
        let bones = skeleton(token.fold);
        if bones.len() >= 3 {
            for of_unvocalised in [true, false] {
                if of_unvocalised || unvocalised {
                    let hash = build::hash(&bones, of_unvocalised);
                    let start = self.index.skeletons.partition_point(|other| *other < hash);
                    let all = self.index.skeletons[start..]
                        .iter()
                        .zip(&self.index.skeleton_words[start..]);
                    for (_, word) in all.take_while(|(other, _)| **other == hash) {
                        self.hits.push((*word, bit));
                    }
                }
            }
        }
    }

    /// Words that the last word of a long query may be cut off from, or the other way round.
    fn hit_cut_off(&mut self, query: &View<'_>) {
        let letters: usize = query.tokens.iter().map(|token| token.text.len() + 1).sum();
        let Some((place, last)) = query.tokens.iter().enumerate().next_back() else {
            return;
        };
        // Either name has to be long, and they are as long as one another but for a few letters.
        if letters < CUT_OFF_LETTERS_MIN - 10 || last.class != Class::Word {
            return;
        }
        let bit = 1 << place;
        for end in 2..last.text.len() {
            if let Some(word) = last.text.get(..end).and_then(|head| self.index.word(head)) {
                self.hits.push((word, bit));
            }
        }
        if last.text.len() >= 2 {
            for length in last.text.len() + 2..=crate::edit::WORD_LENGTH_MAX {
                for word in self.index.words_beginning(last.text, length) {
                    self.hits.push((word, bit));
                }
            }
        }
    }

    /// Words that a word of the query may be made of.
    fn hit_parts(&mut self, text: &str, bit: u32) {
        if text.len() < 4 {
            return;
        }
        for middle in 1..text.len() {
            let (Some(head), Some(tail)) = (text.get(..middle), text.get(middle..)) else {
                continue;
            };
            let Some(first) = self.index.word(head) else {
                continue;
            };
            if let Some(second) = self.index.word(tail) {
                self.hits.push((first, bit));
                self.hits.push((second, bit));
            }
            for end in 1..tail.len() {
                let (Some(inner), Some(outer)) = (tail.get(..end), tail.get(end..)) else {
                    continue;
                };
                if let Some(second) = self.index.word(inner)
                    && let Some(third) = self.index.word(outer)
                {
                    self.hits.push((first, bit));
                    self.hits.push((second, bit));
                    self.hits.push((third, bit));
                }
            }
        }
    }

    /// Whether a row can score what the index is asked for. It may say yes too often and never no
    /// too often: the tests hold it against a comparison with every name.
    fn may_reach(&self, row: u32, query: &View<'_>, family: Kind) -> bool {
        let seen = self.row_query[at(row)];
        if seen & WHOLE != 0 {
            return true;
        }
        let flags = self.index.row_flags(row);
        let (mut words, mut initials) = (0_u32, 0_u32);
        for token in query.tokens {
            if token.class == Class::Initial {
                initials += 1;
            } else if token.class.is_core() {
                words += 1;
            }
        }
        let of_query = seen.count_ones() + flags.initials() >= words;
        let of_name = u32::from(self.row_found[at(row)]) + initials >= flags.words();
        if family == Kind::Person {
            // One of two people may have more names than the other, if they share two.
            let shared = seen.count_ones().max(u32::from(self.row_found[at(row)]));
            (of_query && of_name) || ((of_query || of_name) && shared >= 2)
        } else {
            of_query && of_name
        }
    }

    /// Compares a row with the query, and keeps its entry if it scores enough.
    fn consider(
        &mut self,
        row: u32,
        query: &View<'_>,
        party: &Party<'_>,
        family: Kind,
        mode: Mode,
        threshold: Score,
    ) {
        let Some((judged, name)) = self.judge(row, query, family, mode) else {
            return;
        };
        let mut names = compare::ceiling(judged.score, query);
        if judged.extra {
            names = names.saturating_sub(self.commonness(row));
        }
        if names < threshold.ten_thousandths() && names < evidence::CONFIRMED_MIN {
            return;
        }
        let entry = self
            .index
            .name_entry
            .get(at(name))
            .copied()
            .unwrap_or_default();
        let weak = self
            .index
            .name_flags
            .get(at(name))
            .copied()
            .unwrap_or_default()
            & 1
            != 0;
        let known = self.index.known(entry);
        let score = evidence::apply(names, party, &known, weak);
        if score >= threshold.ten_thousandths() {
            self.found.push(Found {
                entry,
                name,
                score: Score::of(score),
                row,
            });
        }
    }

    /// What the names of the query and of a row say.
    fn judge(
        &mut self,
        row: u32,
        query: &View<'_>,
        family: Kind,
        mode: Mode,
    ) -> Option<(Judgement, u32)> {
        let mut alignment = std::mem::take(&mut self.alignment);
        let mut compact = std::mem::take(&mut self.compact);
        let judged = self.index.with_row(row, &mut compact, |view| {
            compare::prepared(query, view, family, mode, &mut alignment)
        });
        self.alignment = alignment;
        self.compact = compact;
        let name = self.index.row_name.get(at(row)).copied()?;
        Some((judged, name))
    }
}

/// So many names may share a word before it is called common.
const COMMON_MIN: u32 = 8;
/// What every doubling above takes.
const COMMON_LOSS: u32 = 800;

impl Searcher<'_> {
    /// What it takes from a score that all that two people share is names that many have, where
    /// one of them has other names too: by the rarest of what they share.
    fn commonness(&self, row: u32) -> u32 {
        let words = self.index.row_words.get(row);
        let rarest = self
            .alignment
            .pairs
            .iter()
            .flat_map(|pairing| words.get(pairing.name.0..pairing.name.0 + pairing.name.1))
            .flatten()
            .map(|packed| unpack(*packed))
            .filter(|(_, class)| *class == Class::Word)
            .map(|(word, _)| number(self.index.postings.get(word).len()))
            .min()
            .unwrap_or(0);
        (rarest / COMMON_MIN)
            .checked_ilog2()
            .map_or(0, |doublings| {
                // Between two doublings in proportion.
                let below = COMMON_MIN << doublings;
                doublings * COMMON_LOSS + (rarest - below) * COMMON_LOSS / below
            })
    }
}

/// A row is like the query as a whole. Names have fewer words than this bit.
const WHOLE: u32 = 1 << 31;

impl Index {
    /// A row as a name that can be compared.
    pub(crate) fn with_row<T>(
        &self,
        row: u32,
        compact: &mut String,
        use_it: impl FnOnce(&View<'_>) -> T,
    ) -> T {
        const NONE: Token<'_> = Token {
            text: "",
            fold: "",
            class: Class::Particle,
            traits: 0,
        };
        let mut tokens = [NONE; crate::normalise::WORDS_MAX];
        compact.clear();
        let mut count = 0;
        for (token, packed) in tokens.iter_mut().zip(self.row_words.get(row)) {
            let (word, class) = unpack(*packed);
            let fold = self.word_fold.get(at(word)).copied().unwrap_or_default();
            *token = Token {
                text: self.words.get(word),
                fold: self.folds.get(fold),
                class,
                traits: self.word_traits.get(at(word)).copied().unwrap_or_default(),
            };
            if class.is_core() {
                compact.push_str(token.fold);
            }
            count += 1;
        }
        if crate::score::judge::whole_tolerance(compact.len()).is_none() {
            compact.clear();
        }
        let name = self.row_name.get(at(row)).copied().unwrap_or_default();
        let text = self.names.get(name);
        let syllables = if text.is_ascii() {
            Vec::new()
        } else {
            crate::normalise::syllables(text)
        };
        use_it(&View {
            tokens: &tokens[..count],
            compact,
            syllables: &syllables,
            unvocalised: self.row_flags(row).unvocalised(),
        })
    }

    /// What is known of an entry beside its names.
    pub(crate) fn known(&self, entry: u32) -> Known<'_> {
        Known {
            kind: kind_of_code(self.entries.kind.get(at(entry)).copied().unwrap_or(3)),
            births: self.entries.births.get(entry),
            countries: self.entries.countries.get(entry),
        }
    }

    /// `publication/edition/list` of the list that an entry stands on.
    pub fn list_of(&self, entry: u32) -> &str {
        let list = self
            .entries
            .list
            .get(at(entry))
            .copied()
            .unwrap_or(u32::MAX);
        self.lists.get(list)
    }

    /// The id of an entry on its list.
    pub fn id_of(&self, entry: u32) -> &str {
        self.entries.ids.get(entry)
    }

    /// A name as it was published.
    pub fn name(&self, name: u32) -> &str {
        self.names.get(name)
    }

    /// All names of an entry, as they were published.
    pub fn names_of(&self, entry: u32) -> impl Iterator<Item = &str> {
        let first = self.name_entry.partition_point(|other| *other < entry);
        let entries = self.name_entry.iter().enumerate().skip(first);
        entries
            .take_while(move |(_, other)| **other == entry)
            .map(|(name, _)| self.names.get(number(name)))
    }

    /// The hash of what its edition says about an entry, in sixteen hexadecimal digits.
    pub fn evidence_of(&self, entry: u32) -> String {
        let place = at(entry) * 2;
        let halves = self
            .entries
            .evidence
            .get(place..place + 2)
            .unwrap_or_default();
        halves
            .iter()
            .flat_map(|half| half.to_le_bytes())
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}
