//! Building an index.

use std::collections::{BTreeMap, HashMap};

use exeat_value::Day;
use sha2::{Digest as _, Sha256};

use super::addresses::Gatherer;
use super::anagrams::Anagrams;
use super::bytes::{Lists, at, number};
use super::{
    Entries, Group, Index, MAY_BE_LEFT_OUT, NO_WORD, RowFlags, WEAK, kind_code, pack, scan, whole,
};
use crate::compare::Prepared;
use crate::list::{EntryKind, ListEntry, Strength};
use crate::normalise::{Class, fold, skeleton};
use crate::score::Kind;
use crate::score::pair::{letters, traits};
use crate::symbols::people;

/// Gathers entries, and makes an index of them.
#[derive(Debug)]
pub struct Builder {
    index: Index,
    addresses: Gatherer,
    /// Numbers of lists by their labels, and of words by their letters, in the order in which they
    /// came.
    lists: BTreeMap<String, u32>,
    words: HashMap<String, u32>,
    came: Vec<String>,
    rows: Vec<Row>,
    unvocalised: Vec<bool>,
}

/// A name as it is read.
#[derive(Debug)]
struct Row {
    name: u32,
    flags: RowFlags,
    /// Its words with the numbers that they came under, and their classes.
    words: Vec<(u32, Class)>,
    /// The sum of its letters.
    sum: u32,
}

/// As what an entry's names are compared.
pub(crate) fn kind_of(kind: EntryKind) -> Kind {
    match kind {
        EntryKind::Person => Kind::Person,
        EntryKind::Organisation => Kind::Organisation,
        EntryKind::Vessel | EntryKind::Aircraft => Kind::Vessel,
        EntryKind::Other => Kind::Unknown,
    }
}

/// The first eight bytes of the hash of all that an edition says about an entry. A decision about
/// an entry holds as long as this does.
pub fn evidence(entry: &ListEntry) -> [u8; 8] {
    let text = serde_json::to_string(entry).unwrap_or_default();
    let hash = Sha256::digest(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    first
}

impl Builder {
    /// Begins an index; `source` says what it is made from, so that nobody takes it for another.
    pub fn new(source: &str) -> Self {
        Self {
            index: Index {
                source: source.to_owned(),
                ..Index::default()
            },
            addresses: Gatherer::default(),
            lists: BTreeMap::new(),
            words: HashMap::new(),
            came: Vec::new(),
            rows: Vec::new(),
            unvocalised: Vec::new(),
        }
    }

    /// Adds an entry of an edition, which `label` names (`publication/edition/list`).
    pub fn add(&mut self, label: &str, entry: &ListEntry) {
        let list = match self.lists.get(label) {
            Some(list) => *list,
            None => {
                let list = number(self.index.lists.len());
                self.index.lists.push(label);
                self.lists.insert(label.to_owned(), list);
                list
            }
        };
        let which = number(self.index.entries.ids.len());
        let kind = kind_of(entry.kind);
        push_entry(&mut self.index.entries, entry, list, kind);
        self.index.identifiers.push(which, &entry.identifiers);
        self.addresses.push(which, &entry.addresses);
        for name in &entry.names {
            let number_of_name = number(self.index.names.len());
            self.index.names.push(&name.text);
            let weak = if name.strength == Strength::Weak {
                WEAK
            } else {
                0
            };
            self.index.name_entry.push(which | weak);
            for family in families(kind, &name.text) {
                for form in Prepared::forms(&name.text, family) {
                    self.row(number_of_name, family, &form);
                }
            }
        }
    }

    fn row(&mut self, name: u32, family: Kind, form: &Prepared) {
        let mut words = Vec::new();
        let (mut initials, mut core) = (0, 0);
        for token in form.tokens() {
            let word = match self.words.get(token.text) {
                Some(word) => *word,
                None => {
                    let word = number(self.came.len());
                    self.came.push(token.text.to_owned());
                    self.unvocalised.push(false);
                    self.words.insert(token.text.to_owned(), word);
                    word
                }
            };
            if form.is_unvocalised() {
                self.unvocalised[at(word)] = true;
            }
            if token.class == Class::Initial {
                initials += 1;
            } else if token.class.is_core() {
                core += 1;
            }
            words.push((word, token.class));
        }
        let flags = RowFlags::new(family, form.is_unvocalised(), initials, core);
        self.rows.push(Row {
            name,
            flags: if form.is_reread() {
                flags.reread()
            } else {
                flags
            },
            words,
            sum: Anagrams::of(form.spelt()),
        });
    }

    /// The index of all that was added.
    pub fn finish(mut self) -> Index {
        // People first, and else as they came.
        self.rows
            .sort_by_key(|row| row.flags.kind() != Kind::Person);
        let place = self.words();
        self.rows(&place);
        self.index.identifiers.sort();
        self.index.addresses = self.addresses.finish();
        self.index
    }

    /// Makes the dictionary, and says which number each word has in it.
    fn words(&mut self) -> Vec<u32> {
        let index = &mut self.index;
        // Words by length and then by letters.
        let by_length = |a: &str, b: &str| a.len().cmp(&b.len()).then_with(|| a.cmp(b));
        let mut order: Vec<u32> = (0..number(self.came.len())).collect();
        order.sort_by(|a, b| by_length(&self.came[at(*a)], &self.came[at(*b)]));
        let mut place = vec![0_u32; order.len()];
        let mut folded: Vec<(String, u32)> = Vec::with_capacity(order.len());
        let mut skeletons: Vec<(u32, u32)> = Vec::with_capacity(order.len());
        for (new, old) in (0_u32..).zip(&order) {
            place[at(*old)] = new;
            let word = &self.came[at(*old)];
            index.words.push(word);
            index.word_traits.push(traits(word));
            index
                .word_neighbours
                .push(scan::neighbours(word.as_bytes()));
            let fold = fold(word);
            let bones = skeleton(&fold);
            if bones.len() >= 3 {
                skeletons.push((hash(&bones, self.unvocalised[at(*old)]), new));
            }
            folded.push((fold, new));
        }
        index.word_fold = vec![0; folded.len()];
        folded.sort_unstable_by(|(a, x), (b, y)| by_length(a, b).then_with(|| x.cmp(y)));
        let mut fold_pairs: Vec<(u32, u32)> = Vec::with_capacity(folded.len());
        let mut last: Option<&str> = None;
        for (fold, word) in &folded {
            if last != Some(fold) {
                index.folds.push(fold);
                last = Some(fold);
            }
            let which = number(index.folds.len() - 1);
            fold_pairs.push((which, *word));
            index.word_fold[at(*word)] = which;
        }
        index.fold_words = Lists::of_pairs(index.folds.len(), fold_pairs);
        skeletons.sort_unstable();
        (index.skeletons, index.skeleton_words) = skeletons.into_iter().unzip();
        place
    }

    /// Makes the rows, of words that have these numbers.
    fn rows(&mut self, place: &[u32]) {
        let index = &mut self.index;
        index.word_rows = vec![0; place.len()];
        for row in &self.rows {
            for (word, class) in &row.words {
                index.word_rows[at(place[at(*word)])] += u32::from(class.is_core());
            }
        }
        let mut postings: Vec<(u32, u32)> = Vec::new();
        let mut rarest: Vec<(u32, [u32; 2])> = Vec::with_capacity(self.rows.len());
        let mut whole: Vec<(u32, String)> = Vec::with_capacity(self.rows.len());
        let mut core: Vec<(bool, u32, u32)> = Vec::new();
        for (number, row) in (0_u32..).zip(&self.rows) {
            let words = row.words.iter();
            let words = words.map(|(word, class)| (place[at(*word)], *class));
            index.row_name.push(row.name);
            index.row_flags.push(row.flags.0);
            let packed = words.clone().map(|(word, class)| pack(word, class));
            index.row_words.push(packed);
            let mut compact = String::new();
            core.clear();
            for (word, class) in words.filter(|(_, class)| class.is_core()) {
                core.push((class == Class::Initial, index.word_rows[at(word)], word));
                compact.push_str(index.folds.get(index.word_fold[at(word)]));
            }
            index.row_traits.push(letters(&compact));
            whole.push((number, compact));
            // The rarest first, initials last.
            core.sort_unstable();
            let person = row.flags.kind() == Kind::Person;
            let initials = person && row.flags.initials() > 0;
            let is_patronymic = |word: u32| person && people::is_patronymic(index.words.get(word));
            let beside = core.first().is_some_and(|first| is_patronymic(first.2));
            for (rank, (initial, _, word)) in core.iter().enumerate() {
                let group = match rank {
                    0 => {
                        let next = core.get(1).filter(|(initial, ..)| !initial);
                        let next = next.map_or(NO_WORD, |next| match is_patronymic(next.2) {
                            true => next.2 | MAY_BE_LEFT_OUT,
                            false => next.2,
                        });
                        rarest.push((*word, [number, next]));
                        continue;
                    }
                    _ if !person || *initial => continue,
                    _ if initials => Group::WithInitials,
                    _ if beside => Group::BesidePatronymic,
                    1 => Group::Second,
                    _ => Group::Other,
                };
                postings.push((*word, group.tag() | number));
            }
        }
        rarest.sort_unstable();
        let mut rest = rarest.iter().peekable();
        for word in 0..super::bytes::number(index.words.len()) {
            let of_word = std::iter::from_fn(|| rest.next_if(|(other, _)| *other == word));
            index.rarest.push(of_word.flat_map(|(_, pair)| *pair));
        }
        index.postings = Lists::of_pairs(index.words.len(), postings);
        let sums = (0_u32..).zip(&self.rows);
        index.anagrams = Anagrams::build(sums.map(|(number, row)| (number, row.sum)));
        index.whole = whole::Pieces::build(whole.iter().map(|(row, name)| (*row, name.as_str())));
    }
}

/// A hash of a skeleton. Words that are written without vowels somewhere stand apart, because
/// words that are not are looked up among them only.
pub(crate) fn hash(skeleton: &str, unvocalised: bool) -> u32 {
    let hash = skeleton.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash & !1) | u32::from(unvocalised)
}

/// As what the names of an entry are read: where nobody says what it is, as a person's too, unless
/// it has a word that only organisations have.
pub(crate) fn families(kind: Kind, name: &str) -> Vec<Kind> {
    match kind {
        Kind::Person => vec![Kind::Person],
        Kind::Organisation | Kind::Vessel => vec![Kind::Organisation],
        Kind::Unknown => {
            let organisation = Prepared::forms(name, Kind::Organisation)
                .iter()
                .any(Prepared::looks_like_organisation);
            if organisation {
                vec![Kind::Organisation]
            } else {
                vec![Kind::Organisation, Kind::Person]
            }
        }
    }
}

/// The days from which and until which an entry counts, and that from which its measures are
/// suspended, each 0 where it is not said; nothing where none is.
fn dates(entry: &ListEntry) -> Vec<u32> {
    let number = |day: Option<Day>| day.map_or(0, super::entries::packed_day);
    let suspended = entry
        .tags
        .iter()
        .find_map(|tag| tag.strip_prefix(SUSPENDED))
        .map(|day| day.trim().parse::<Day>().unwrap_or(Day::MIN));
    let dates = [number(entry.from), number(entry.until), number(suspended)];
    if dates == [0; 3] {
        Vec::new()
    } else {
        dates.to_vec()
    }
}

/// How an entry says that its measures are suspended, before the day.
const SUSPENDED: &str = "suspended from";

fn push_entry(entries: &mut Entries, entry: &ListEntry, list: u32, kind: Kind) {
    entries.ids.push(&entry.id);
    entries.list.push(list << 2 | kind_code(kind));
    let births: Vec<u32> = entry
        .birth_dates
        .iter()
        .flat_map(|date| {
            [
                super::find::day(date.earliest),
                super::find::day(date.latest),
            ]
        })
        .collect();
    let mut countries: Vec<u32> = entry
        .countries
        .iter()
        .filter_map(|country| country.code.as_deref())
        .filter_map(super::find::country)
        .collect();
    countries.sort_unstable();
    countries.dedup();
    entries.known.push(super::entries::packed_known(
        &births,
        &countries,
        &dates(entry),
    ));
    let evidence = evidence(entry);
    let (first, second) = evidence.split_at(4);
    for half in [first, second] {
        entries
            .evidence
            .push(half.try_into().map_or(0, u32::from_le_bytes));
    }
}
