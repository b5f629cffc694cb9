//! All names of some editions, so that those like a given one are found without looking at all.
//!
//! An index is built once and never changes. Whoever screens while a new edition comes in keeps the
//! old one until the new one is whole.
//!
//! Every name has one row or several: one for each way in which it is read. The words of all rows
//! make a dictionary, which [`scan`] goes through for words like a given one; [`find`] says which
//! rows can reach a threshold, and leaves out none that could.

mod addresses;
mod alone;
mod anagrams;
pub(crate) mod build;
pub(crate) mod bytes;
mod entries;
pub(crate) mod find;
mod gather;
pub(crate) mod identifiers;
mod like;
mod no_names;
pub(crate) mod scan;
mod since;
pub(crate) mod whole;
mod words;

use crate::normalise::Class;
use crate::score::Kind;
use bytes::{Lists, Reader, Texts, Writer, at};
use words::Words;

pub use build::{Builder, evidence};
pub use bytes::OpenError;
pub use find::{Found, Party, Searcher, can_be_looked_for};
pub use identifiers::Number;
pub use since::{MARGIN, RowsOfEntries, drift};

/// What is known of an entry beside its names.
#[derive(Debug, Clone, Default)]
struct Entries {
    /// Its id on its list.
    ids: Texts,
    /// What it is (two bits), and which of the lists it stands on.
    list: Vec<u32>,
    /// Its dates of birth, its countries and the days that say when it counts, as [`entries`] packs
    /// them; nothing where none is known.
    known: Lists,
    /// The first eight bytes of the hash of what its edition says about it.
    evidence: Vec<u32>,
}

/// All names of some editions.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// What the index was built from, so that it is not used for anything else.
    source: String,
    /// `publication/edition/list` of each list.
    lists: Texts,
    entries: Entries,
    /// The names as published, and whose each is; [`WEAK`] is set where it is an alias too weak to
    /// identify by itself.
    names: Texts,
    name_entry: Vec<u32>,
    /// The rows: which name, as what it is read, its words with their classes. Those that are read
    /// as people's names come first.
    row_name: Vec<u32>,
    row_flags: Vec<u16>,
    row_words: Lists,
    /// Which letters the folded words of a row have, where it is compared as a whole.
    row_traits: Vec<u32>,
    /// The dictionary.
    words: Words,
    word_traits: Vec<u32>,
    /// Which letters stand side by side in a word: see [`scan::neighbours`].
    word_neighbours: Vec<u64>,
    word_fold: Vec<u32>,
    /// How often a word is a core word of a row.
    word_rows: Vec<u32>,
    /// Rows of which a word is the rarest that is no initial, each with the next rarest, or
    /// [`NO_WORD`]; people's first. [`MAY_BE_LEFT_OUT`] is set where the next one is a patronymic.
    rarest: Lists,
    /// Rows of people in which a word is a core word otherwise, each in the [`Group`] that the word
    /// has in it.
    postings: Lists,
    /// Folded words, and the words of each.
    folds: Words,
    fold_words: Lists,
    /// Skeletons as hashes, sorted, and the word of each.
    skeletons: Vec<u32>,
    skeleton_words: Vec<u32>,
    /// Pieces of whole names.
    whole: whole::Pieces,
    /// Names by the letters that they have.
    anagrams: anagrams::Anagrams,
    /// Numbers and codes, and addresses, of the entries.
    identifiers: identifiers::Identifiers,
    addresses: addresses::Addresses,
}

/// Set beside the entry of a name that is an alias too weak to identify by itself.
const WEAK: u32 = 1 << 31;

/// Where a row has no second word.
const NO_WORD: u32 = u32::MAX;

/// Set beside the next rarest word of a row where it is a patronymic, which may be left out. Words
/// have fewer numbers than this bit.
const MAY_BE_LEFT_OUT: u32 = 1 << 31;

/// What a word is to a person's name that it stands in, where it is not the rarest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    /// The second rarest of a name without initials.
    Second,
    /// Any but the rarest of a name without initials of which the rarest is a patronymic, which may
    /// be left out.
    BesidePatronymic,
    /// Any other of a name without initials.
    Other,
    /// Any such word of a name that has initials too.
    WithInitials,
}

impl Group {
    /// Where a row of this group stands among the rows of a word: the groups one after the other.
    pub(crate) fn tag(self) -> u32 {
        let group: u32 = match self {
            Self::Second => 0,
            Self::BesidePatronymic => 1,
            Self::Other => 2,
            Self::WithInitials => 3,
        };
        group << ROW_BITS
    }
}

/// A row's number has so many bits.
const ROW_BITS: u32 = 30;

/// A row's flags: kind in the lowest two bits, then whether it is written without vowels, then how
/// many initials it has (4 bits), how many other core words (8 bits), and whether its Han is read
/// otherwise than in Mandarin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowFlags(u16);

impl RowFlags {
    pub(crate) fn new(kind: Kind, unvocalised: bool, initials: usize, words: usize) -> Self {
        let initials = bytes::number(initials.min(15));
        let words = bytes::number(words.min(255));
        let flags = kind_code(kind) | u32::from(unvocalised) << 2 | initials << 3 | words << 7;
        Self(u16::try_from(flags).unwrap_or(u16::MAX >> 1))
    }

    /// The same for Han that is read otherwise than in Mandarin.
    pub(crate) fn reread(self) -> Self {
        Self(self.0 | 1 << 15)
    }

    pub(crate) fn is_reread(self) -> bool {
        self.0 & 1 << 15 != 0
    }

    pub(crate) fn kind(self) -> Kind {
        kind_of_code(u32::from(self.0 & 3))
    }

    pub(crate) fn unvocalised(self) -> bool {
        self.0 & 4 != 0
    }

    pub(crate) fn initials(self) -> u32 {
        u32::from(self.0 >> 3 & 15)
    }

    pub(crate) fn words(self) -> u32 {
        u32::from(self.0 >> 7 & 255)
    }
}

pub(crate) fn kind_code(kind: Kind) -> u32 {
    match kind {
        Kind::Person => 0,
        Kind::Organisation => 1,
        Kind::Vessel => 2,
        Kind::Unknown => 3,
    }
}

pub(crate) fn kind_of_code(code: u32) -> Kind {
    match code {
        0 => Kind::Person,
        1 => Kind::Organisation,
        2 => Kind::Vessel,
        _ => Kind::Unknown,
    }
}

/// A word of a row: the word's number, and its class in the top eight bits.
pub(crate) fn pack(word: u32, class: Class) -> u32 {
    word | class.code() << 24
}

/// The word's number and its class.
pub(crate) fn unpack(packed: u32) -> (u32, Class) {
    (packed & 0x00ff_ffff, Class::of_code(packed >> 24))
}

impl Index {
    /// What the index was built from, as it was told to its builder.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How many names it has.
    pub fn names(&self) -> usize {
        self.names.len()
    }

    /// How many entries it has.
    pub fn entries(&self) -> usize {
        self.entries.ids.len()
    }

    /// How many different words its names have.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// How many bytes of memory it takes.
    pub fn bytes(&self) -> usize {
        let numbers = [
            &self.entries.list,
            &self.entries.evidence,
            &self.name_entry,
            &self.row_name,
            &self.word_traits,
            &self.word_fold,
            &self.word_rows,
            &self.row_traits,
            &self.skeletons,
            &self.skeleton_words,
        ];
        numbers
            .iter()
            .map(|numbers| numbers.len() * 4)
            .sum::<usize>()
            + self.row_flags.len() * 2
            + self.word_neighbours.len() * 8
            + self.rarest.bytes()
            + self.lists.bytes()
            + self.entries.ids.bytes()
            + self.entries.known.bytes()
            + self.names.bytes()
            + self.row_words.bytes()
            + self.words.bytes()
            + self.postings.bytes()
            + self.folds.bytes()
            + self.fold_words.bytes()
            + self.whole.bytes()
            + self.anagrams.bytes()
            + self.identifiers.bytes()
            + self.addresses.bytes()
    }

    /// The index as bytes, which [`Index::open`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.text(&self.source);
        self.lists.write(&mut writer);
        self.entries.ids.write(&mut writer);
        writer.numbers(&self.entries.list);
        self.entries.known.write(&mut writer);
        writer.numbers(&self.entries.evidence);
        self.names.write(&mut writer);
        writer.numbers(&self.name_entry);
        writer.numbers(&self.row_name);
        writer.halves(&self.row_flags);
        self.row_words.write(&mut writer);
        writer.numbers(&self.row_traits);
        self.words.write(&mut writer);
        writer.numbers(&self.word_traits);
        writer.longs(&self.word_neighbours);
        writer.numbers(&self.word_fold);
        writer.numbers(&self.word_rows);
        self.rarest.write(&mut writer);
        self.postings.write(&mut writer);
        self.folds.write(&mut writer);
        self.fold_words.write(&mut writer);
        writer.numbers(&self.skeletons);
        writer.numbers(&self.skeleton_words);
        self.whole.write(&mut writer);
        self.anagrams.write(&mut writer);
        self.identifiers.write(&mut writer);
        self.addresses.write(&mut writer);
        writer.finish()
    }

    /// Reads an index.
    ///
    /// # Errors
    /// The bytes are no index of this version, are cut off, or are damaged.
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        let mut reader = Reader::new(bytes)?;
        let index = Self {
            source: reader.text()?,
            lists: Texts::read(&mut reader)?,
            entries: Entries {
                ids: Texts::read(&mut reader)?,
                list: reader.numbers()?,
                known: Lists::read(&mut reader)?,
                evidence: reader.numbers()?,
            },
            names: Texts::read(&mut reader)?,
            name_entry: reader.numbers()?,
            row_name: reader.numbers()?,
            row_flags: reader.halves()?,
            row_words: Lists::read(&mut reader)?,
            row_traits: reader.numbers()?,
            words: Words::read(&mut reader)?,
            word_traits: reader.numbers()?,
            word_neighbours: reader.longs()?,
            word_fold: reader.numbers()?,
            word_rows: reader.numbers()?,
            rarest: Lists::read(&mut reader)?,
            postings: Lists::read(&mut reader)?,
            folds: Words::read(&mut reader)?,
            fold_words: Lists::read(&mut reader)?,
            skeletons: reader.numbers()?,
            skeleton_words: reader.numbers()?,
            whole: whole::Pieces::read(&mut reader)?,
            anagrams: anagrams::Anagrams::read(&mut reader)?,
            identifiers: identifiers::Identifiers::read(&mut reader)?,
            addresses: addresses::Addresses::read(&mut reader)?,
        };
        reader.finish()?;
        Ok(index)
    }

    /// The words that fold to these letters.
    pub(crate) fn words_folded(&self, fold: &str) -> &[u32] {
        self.folds
            .find(fold)
            .map_or(&[], |fold| self.fold_words.get(fold))
    }

    /// The entry whose name this is.
    pub(crate) fn entry_of_name(&self, name: u32) -> u32 {
        self.name_entry.get(at(name)).copied().unwrap_or_default() & !WEAK
    }

    /// The first name of an entry.
    pub(crate) fn first_name_of(&self, entry: u32) -> u32 {
        let names = &self.name_entry;
        bytes::number(names.partition_point(|other| other & !WEAK < entry))
    }

    /// Whether a name is an alias too weak to identify by itself.
    pub(crate) fn is_weak(&self, name: u32) -> bool {
        self.name_entry.get(at(name)).copied().unwrap_or_default() & WEAK != 0
    }

    /// In how many rows a word is a core word.
    pub(crate) fn rows_with(&self, word: u32) -> u32 {
        self.word_rows.get(at(word)).copied().unwrap_or_default()
    }

    /// The rows of which a word is the rarest, and the next rarest of each.
    pub(crate) fn rarest_in(&self, word: u32) -> &[[u32; 2]] {
        self.rarest.get(word).as_chunks::<2>().0
    }

    /// The rows of a word that are in one of the groups from `first` through `last`.
    pub(crate) fn rows_in(
        &self,
        word: u32,
        first: Group,
        last: Group,
    ) -> impl Iterator<Item = u32> {
        let all = self.postings.get(word);
        let start = all.partition_point(|row| *row < first.tag());
        let rest = all.get(start..).unwrap_or_default();
        let end = rest.partition_point(|row| *row >> ROW_BITS <= last.tag() >> ROW_BITS);
        let rows = rest.get(..end).unwrap_or_default();
        rows.iter().map(|row| row & ((1 << ROW_BITS) - 1))
    }

    pub(crate) fn row_flags(&self, row: u32) -> RowFlags {
        RowFlags(self.row_flags.get(at(row)).copied().unwrap_or_default())
    }

    pub(crate) fn rows(&self) -> u32 {
        bytes::number(self.row_name.len())
    }
}
