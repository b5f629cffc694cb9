//! Which rows of an index may reach what is asked for.

use std::rc::Rc;

use super::bytes::{at, number};
use super::find::{Searcher, commonness_of};
use super::like::{Like, Remembered};
use super::{Group, Index, MAY_BE_LEFT_OUT, NO_WORD, RowFlags, unpack, whole};
use crate::compare;
use crate::normalise::{Class, WORDS_MAX};
use crate::score::Kind;
use crate::score::judge::{WHOLE, edit_loss, person_extra_loss};
use crate::score::middle::{self, MIDDLE_MIN};
use crate::score::pair::{INITIAL_COST, View, letters, may_be_near};
use crate::symbols::{people, words};

/// Set among the bits of a word that may stand for words of the query otherwise than one for one.
/// A name has fewer words than this bit.
const OTHER: u32 = 1 << 31;

/// So many rows are read before any of them is looked at.
const AHEAD: usize = 64;

/// What is gathered for a query, and what is kept from one query to the next.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Rows to be looked at, each once. The first ones are like the query as wholes.
    pub(super) rows: Vec<u32>,
    /// So many of them are to be looked at letter by letter, and so many in any case.
    pub(super) spelt: usize,
    wholes: usize,
    /// A bit for each row that is among them.
    is_queued: Vec<u64>,
    /// How many rows are people's. They come first.
    people: u32,
    /// Which words of the query each word of the dictionary may stand for, and for which words that
    /// is not nothing.
    bits: Vec<u32>,
    marked: Vec<u32>,
    /// What may stand for each word of the query, with the word's place.
    places: Vec<(usize, Rc<Like>)>,
    /// Words that stand for several words of the query, or for a piece of one.
    others: Vec<(u32, u32)>,
    pub(super) remembered: Remembered,
}

impl Gathered {
    pub(super) fn new(index: &Index) -> Self {
        let people = index
            .row_flags
            .partition_point(|flags| RowFlags(*flags).kind() == Kind::Person);
        Self {
            rows: Vec::new(),
            spelt: 0,
            wholes: 0,
            is_queued: vec![0; at(index.rows()) / 64 + 1],
            people: number(people),
            bits: vec![0; index.words.len()],
            marked: Vec::new(),
            places: Vec::new(),
            others: Vec::new(),
            remembered: Remembered::default(),
        }
    }

    fn mark(&mut self, word: u32, bits: u32) {
        if let Some(here) = self.bits.get_mut(at(word)) {
            if *here == 0 {
                self.marked.push(word);
            }
            *here |= bits;
        }
    }

    fn is_marked(&self, word: u32) -> bool {
        self.bits.get(at(word)).is_some_and(|bits| *bits != 0)
    }

    fn forget(&mut self, row: u32) {
        if let Some(queued) = self.is_queued.get_mut(at(row / 64)) {
            *queued &= !(1_u64 << (row % 64));
        }
    }

    fn queue(&mut self, row: u32) {
        if let Some(queued) = self.is_queued.get_mut(at(row / 64)) {
            let bit = 1_u64 << (row % 64);
            if *queued & bit == 0 {
                *queued |= bit;
                self.rows.push(row);
            }
        }
    }
}

/// What a query asks of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    family: Kind,
    /// How many words that are no initials the query has.
    words: u32,
    /// How many initials it has.
    initials: u32,
    /// How many letters it has.
    letters: u32,
    /// What names have to score at least.
    floor: u32,
}

impl Needs {
    pub(super) fn of(query: &View<'_>, family: Kind, floor: u32) -> Self {
        let (mut words, mut initials, mut letters) = (0, 0, 0);
        for token in query.tokens {
            if token.class.is_core() {
                letters += number(token.text.len());
            }
            if token.class == Class::Initial {
                initials += 1;
            } else if token.class.is_core() {
                words += 1;
            }
        }
        Self {
            family,
            words,
            initials,
            letters,
            floor,
        }
    }

    /// Whether names may reach the floor if what their words cost is no less than this.
    fn may_cost(&self, cost: u32) -> bool {
        let best = WHOLE.saturating_sub(edit_loss(cost, self.letters));
        compare::ceiling_of(best, self.letters) >= self.floor
    }

    /// Whether people of whom one has so many other names too may reach the floor if the rarest word
    /// that they share stands in so many rows, and what their words cost is no less than this.
    fn may_share(&self, rows: u32, extra: u32, cost: u32) -> bool {
        let best = WHOLE.saturating_sub(edit_loss(cost, self.letters));
        let best = best.saturating_sub(person_extra_loss(extra, self.letters, best));
        compare::ceiling_of(best, self.letters).saturating_sub(commonness_of(rows)) >= self.floor
    }

    /// The same for any such people.
    fn is_rare(&self, rows: u32) -> bool {
        self.may_share(rows, 1, 0)
    }
}

impl Searcher<'_> {
    /// Gathers the rows that may reach what is asked for.
    ///
    /// Every word of the dictionary that may stand for a word of the query is marked with it. Of an
    /// organisation's name every word has to be met, so its rarest word has to be marked, and it is
    /// looked for by that alone. So is a person's name all of whose words have to be met. A person's
    /// name that has other words too counts only if a word that it shares with the query is rare,
    /// so it is looked for by rare words.
    pub(super) fn gather(&mut self, query: &View<'_>, needs: &Needs) {
        let index = self.index;
        for (place, token) in query.tokens.iter().enumerate() {
            if token.class.is_core() && token.class != Class::Initial {
                let remembered = &mut self.gathered.remembered;
                let like = remembered.like(index, self.level, token, query.unvocalised);
                for word in like.words() {
                    self.gathered.mark(*word, 1 << place);
                }
                self.gathered.places.push((place, like));
                if needs.family == Kind::Person {
                    let others = people::other_names(token.text);
                    let others = others.filter_map(|other| index.words.find(other));
                    let others = others.map(|word| (word, 1 << place));
                    self.gathered.others.extend(others);
                }
            }
        }
        self.otherwise(query);
        let others = std::mem::take(&mut self.gathered.others);
        for (word, bits) in &others {
            self.gathered.mark(*word, *bits | OTHER);
        }
        self.gathered.others = others;
        self.spelt(query, needs.family);
        if !query.compact.is_empty() {
            // A row that is like the query as a whole is looked at in any case.
            let wanted = letters(query.compact);
            index.whole.like(query.compact, |row| {
                let has = index.row_traits.get(at(row)).copied().unwrap_or_default();
                if (row < self.gathered.people) == (needs.family == Kind::Person)
                    && may_be_near(has, wanted, whole::EDITS)
                {
                    self.gathered.queue(row);
                }
            });
        }
        self.gathered.wholes = self.gathered.rows.len();
        let marked = std::mem::take(&mut self.gathered.marked);
        if needs.family == Kind::Person {
            self.people(&marked, needs);
        } else {
            self.organisations(&marked);
        }
        self.gathered.marked = marked;
    }

    /// Rows that may be the same as the query but for one slip.
    pub(super) fn spelt(&mut self, query: &View<'_>, family: Kind) {
        if let Some(spelt) = query.spelt {
            self.index.anagrams.like(spelt, |row| {
                if (row < self.gathered.people) == (family == Kind::Person) {
                    self.gathered.queue(row);
                }
            });
        }
        self.gathered.spelt = self.gathered.rows.len();
    }

    /// Organisations' names whose two rarest words are among the marked ones.
    fn organisations(&mut self, marked: &[u32]) {
        let index = self.index;
        for word in marked {
            let rows = index.rarest_in(*word);
            let first = rows.partition_point(|[row, _]| *row < self.gathered.people);
            for [row, next] in rows.get(first..).unwrap_or_default() {
                if *next == NO_WORD || self.gathered.is_marked(*next) {
                    self.gathered.queue(*row);
                }
            }
        }
    }

    /// People's names with a word among the marked ones.
    fn people(&mut self, marked: &[u32], needs: &Needs) {
        if needs.words == 0 {
            // Initials alone are no name.
            return;
        }
        let index = self.index;
        for word in marked {
            // A row with an unmarked word counts only by a rare one, or where an initial of the
            // query stands for it.
            let any = needs.initials > 0 || needs.is_rare(index.rows_with(*word));
            for [row, next] in index.rarest_in(*word) {
                if *row >= self.gathered.people {
                    break;
                }
                // Where the next one is a patronymic it may be what the query leaves out.
                if any || next & MAY_BE_LEFT_OUT != 0 || self.gathered.is_marked(*next) {
                    self.gathered.queue(*row);
                }
            }
        }
        // What is left are rows whose rarest word is not marked.
        match needs.initials {
            0 => {}
            // It may be the one for which the initial stands.
            1 => {
                self.queue_rows(marked, Group::Second, Group::BesidePatronymic);
                self.queue_rows(marked, Group::WithInitials, Group::WithInitials);
            }
            _ => {
                self.queue_rows(marked, Group::Second, Group::WithInitials);
                return;
            }
        }
        // They have something for every word of the query, and more; where the query has no
        // initials, what they share is rare, or the more is a patronymic.
        let rows_of = |words: &[u32]| {
            words
                .iter()
                .map(|word| u64::from(index.rows_with(*word)))
                .sum::<u64>()
        };
        let rare: Vec<u32> = marked
            .iter()
            .copied()
            .filter(|word| needs.is_rare(index.rows_with(*word)))
            .collect();
        let places = std::mem::take(&mut self.gathered.places);
        let others: Vec<u32> = self.gathered.others.iter().map(|other| other.0).collect();
        let fewest = places.iter().map(|(_, like)| like.words());
        let fewest = fewest.min_by_key(|words| rows_of(words)).unwrap_or(&[]);
        if needs.initials == 0 && rows_of(&rare) <= rows_of(fewest) + rows_of(&others) {
            self.queue_rows(&rare, Group::Second, Group::WithInitials);
            // However many have what they share, where the rarest word is what was left out.
            let beside = Group::BesidePatronymic;
            self.queue_rows(fewest, beside, beside);
            self.queue_rows(&others, beside, beside);
        } else {
            self.queue_rows(fewest, Group::Second, Group::Other);
            self.queue_rows(&others, Group::Second, Group::Other);
            // An initial of a row may stand for that word of the query.
            if needs.initials == 0 {
                self.queue_rows(&rare, Group::WithInitials, Group::WithInitials);
            }
        }
        self.gathered.places = places;
    }

    fn queue_rows(&mut self, words: &[u32], first: Group, last: Group) {
        let index = self.index;
        for word in words {
            for row in index.rows_in(*word, first, last) {
                self.gathered.queue(row);
            }
        }
    }

    /// Forgets what was gathered.
    pub(super) fn forget(&mut self) {
        let gathered = &mut self.gathered;
        for word in gathered.marked.drain(..) {
            if let Some(bits) = gathered.bits.get_mut(at(word)) {
                *bits = 0;
            }
        }
        let rows = std::mem::take(&mut gathered.rows);
        for row in &rows {
            gathered.forget(*row);
        }
        gathered.rows = rows;
        gathered.rows.clear();
        gathered.places.clear();
        gathered.others.clear();
    }

    /// Words that stand for several words of the query, for initials, or for a word that is cut off.
    fn otherwise(&mut self, query: &View<'_>) {
        let index = self.index;
        let others = &mut self.gathered.others;
        // A name of nothing but initials is its initials.
        if self.gathered.places.is_empty() {
            for (place, token) in query.tokens.iter().enumerate() {
                if token.class.is_core()
                    && let Some(word) = index.words.find(token.text)
                {
                    others.push((word, 1 << place));
                }
            }
        }
        self.gathered.remembered.cut_off(index, query, others);
        // Words of the query that are one word of the name.
        let mut joined = String::new();
        for start in 0..query.tokens.len() {
            joined.clear();
            let mut bits = 0;
            for (place, token) in query.tokens.iter().enumerate().skip(start).take(3) {
                joined.push_str(token.text);
                bits |= 1 << place;
                if place > start {
                    let forms = [Some(joined.as_str()), words::other_direction(&joined)];
                    let forms = forms.into_iter().flatten();
                    others.extend(forms.filter_map(|form| Some((index.words.find(form)?, bits))));
                }
            }
        }
    }

    /// Keeps of the gathered rows those that can score what the index is asked for.
    pub(super) fn sift(&mut self, query: &View<'_>, needs: &Needs) {
        let mut rows = std::mem::take(&mut self.gathered.rows);
        let mut kept = self.gathered.wholes.min(rows.len());
        let mut place = kept;
        while place < rows.len() {
            let end = rows.len().min(place + AHEAD);
            self.fetch(&rows[place..end]);
            for here in place..end {
                let row = rows[here];
                if self.may_reach(row, query, needs) {
                    rows[kept] = row;
                    kept += 1;
                } else {
                    // It stands nowhere else from now on.
                    self.gathered.forget(row);
                }
            }
            place = end;
        }
        rows.truncate(kept);
        self.gathered.rows = rows;
    }

    /// Reads what is soon to be asked of some rows. They lie far apart in memory, and reads that do
    /// not wait for one another take a fraction of the time.
    fn fetch(&self, rows: &[u32]) {
        let index = self.index;
        let words = rows.iter().fold(0, |all, row| {
            all ^ index.row_words.get(*row).first().copied().unwrap_or(0)
                ^ u32::from(index.row_flags(*row).0)
        });
        let bits = rows.iter().flat_map(|row| index.row_words.get(*row));
        let bits = bits.fold(words, |all, packed| {
            let (word, _) = unpack(*packed);
            all ^ self.gathered.bits.get(at(word)).copied().unwrap_or(0)
        });
        std::hint::black_box(bits);
    }

    /// Whether a row can score what the index is asked for. It may say yes too often and never no
    /// too often: the tests hold it against a comparison with every name.
    fn may_reach(&self, row: u32, query: &View<'_>, needs: &Needs) -> bool {
        let flags = self.index.row_flags(row);
        let (mut seen, mut found) = (0_u32, 0_u32);
        let words = self.index.row_words.get(row);
        for packed in words {
            let (word, class) = unpack(*packed);
            if class.is_core() {
                let bits = self.gathered.bits.get(at(word)).copied().unwrap_or(0);
                seen |= bits;
                found += u32::from(bits != 0 && class != Class::Initial);
            }
        }
        // Where every word is like one of the other name, one of the longer name may be left over all
        // the same: `Ivanovich` in `Ivan Ivanovich Ivanov`, which need not stand for anything then.
        let may_have_more = needs.family == Kind::Person
            && (seen & OTHER != 0
                || flags.words() + flags.initials() != needs.words + needs.initials);
        let seen_places = seen & !OTHER;
        let seen = seen_places.count_ones();
        let person = needs.family == Kind::Person;
        // Initials stand for names of people only.
        let (of_row, of_query) = if person {
            (flags.initials(), needs.initials)
        } else {
            (0, 0)
        };
        let row_extra = flags.words().saturating_sub(found + of_query);
        let query_extra = needs.words.saturating_sub(seen + of_row);
        if row_extra > 0 && query_extra > 0 {
            return false;
        }
        let extra = row_extra.max(query_extra);
        // One of two people may have more names than the other, if they share two, and not only
        // what very many are called.
        if extra > 0 && !(person && seen.max(found) >= 2) {
            return false;
        }
        // How many share a name does not count where a patronymic is all that is left over.
        let middle = extra > 0 && self.may_lack_patronymics(words, query, seen_places, needs);
        if middle && needs.floor <= MIDDLE_MIN {
            return true;
        }
        let rarest = if extra > 0 && !middle {
            self.rarest(words, of_query)
        } else {
            0
        };
        if extra > 0 && !needs.may_share(rarest, extra, 0) {
            return false;
        }
        let (for_query, for_row) = self.costs(words, query, of_row, of_query);
        let cost = match (row_extra, query_extra) {
            (0, 0) if may_have_more => for_query.min(for_row),
            (0, 0) => for_query.max(for_row),
            (0, _) => for_row,
            _ => for_query,
        };
        if extra > 0 {
            needs.may_share(rarest, extra, cost)
        } else {
            needs.may_cost(cost)
        }
    }

    /// Whether every word of a row and of the query that has nothing to stand for it is a patronymic.
    fn may_lack_patronymics(
        &self,
        words: &[u32],
        query: &View<'_>,
        seen_places: u32,
        needs: &Needs,
    ) -> bool {
        let of_query = query.tokens.iter().enumerate();
        needs.initials == 0
            && words
                .iter()
                .map(|packed| unpack(*packed))
                .all(|(word, class)| {
                    !class.is_core()
                        || self.gathered.is_marked(word)
                        || (class == Class::Word
                            && people::is_patronymic(self.index.words.get(word)))
                })
            && of_query.into_iter().all(|(place, token)| {
                !token.class.is_core()
                    || seen_places & (1 << place) != 0
                    || middle::may_be_left_out(token)
            })
    }

    /// In how many rows the rarest word of a row stands that may stand for one of the query.
    fn rarest(&self, words: &[u32], initials: u32) -> u32 {
        words
            .iter()
            .map(|packed| unpack(*packed))
            .filter(|(word, class)| {
                class.is_core()
                    && *class != Class::Initial
                    && (initials > 0 || self.gathered.is_marked(*word))
            })
            .map(|(word, _)| self.index.rows_with(word))
            .min()
            .unwrap_or(0)
    }

    /// What it costs at least that words of a row stand for all those of the query, and that words
    /// of the query stand for all those of the row: for each word the one that costs least, whether
    /// or not another one needs it too.
    fn costs(&self, words: &[u32], query: &View<'_>, of_row: u32, of_query: u32) -> (u32, u32) {
        let most = |initials: u32| if initials > 0 { INITIAL_COST } else { u32::MAX };
        let mut least = [u32::MAX; WORDS_MAX];
        let mut for_row = 0;
        for packed in words {
            let (word, class) = unpack(*packed);
            let bits = self.gathered.bits.get(at(word)).copied().unwrap_or(0);
            if !class.is_core() || bits == 0 {
                continue;
            }
            let mut of_word = u32::MAX;
            for (place, like) in &self.gathered.places {
                if bits & (1 << place) != 0
                    && let (Some(least), Some(token)) =
                        (least.get_mut(*place), query.tokens.get(*place))
                {
                    let cost = if bits & OTHER != 0 {
                        0
                    } else {
                        like.cost(self.index, token.text, word)
                    };
                    *least = (*least).min(cost);
                    of_word = of_word.min(cost);
                }
            }
            if class != Class::Initial && of_word != u32::MAX {
                for_row += of_word.min(most(of_query));
            }
        }
        let for_query = least
            .iter()
            .filter(|cost| **cost != u32::MAX)
            .map(|cost| (*cost).min(most(of_row)))
            .sum();
        (for_query, for_row)
    }
}
