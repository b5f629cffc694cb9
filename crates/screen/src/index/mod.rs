//! All names of some editions, so that those like a given one are found without looking at all.
//!
//! An index is built once and never changes. Whoever screens while a new edition comes in keeps the
//! old one until the new one is whole.
//!
//! Every name has one row or several: one for each way in which it is read. The words of all rows
//! make a dictionary, which [`scan`] goes through for words like a given one; [`find`] says which
//! rows can reach a threshold, and leaves out none that could.

pub(crate) mod build;
pub(crate) mod bytes;
mod entries;
pub(crate) mod find;
mod gather;
pub(crate) mod scan;
pub(crate) mod whole;

use crate::normalise::Class;
use crate::score::Kind;
use bytes::{Lists, Reader, Texts, Writer, at};

pub use build::{Builder, evidence};
pub use bytes::OpenError;
pub use find::{Found, Party, Searcher};

/// What is known of an entry beside its names.
#[derive(Debug, Clone, Default)]
struct Entries {
    /// Its id on its list.
    ids: Texts,
    /// Which of the lists it stands on.
    list: Vec<u32>,
    /// What it is.
    kind: Vec<u32>,
    /// Days since 1970 of its birth dates, each as earliest and latest, shifted to be unsigned.
    births: Lists,
    /// Countries, two letters each.
    countries: Lists,
    /// The days that say when it counts, as the builder writes them.
    dates: Lists,
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
    /// The names as published, and whose each is.
    names: Texts,
    name_entry: Vec<u32>,
    /// Bit 0: an alias too weak to identify by itself.
    name_flags: Vec<u32>,
    /// The rows: which name, as what it is read, its words with their classes.
    row_name: Vec<u32>,
    row_flags: Vec<u32>,
    row_words: Lists,
    /// The dictionary, sorted by length and then by letters.
    words: Texts,
    word_traits: Vec<u32>,
    word_fold: Vec<u32>,
    /// Where words of each length begin.
    word_lengths: Vec<u32>,
    /// Rows in which a word is a core word, as often as it is one.
    postings: Lists,
    /// Folded words, sorted, and the words of each.
    folds: Texts,
    fold_words: Lists,
    /// Skeletons as hashes, sorted, and the word of each.
    skeletons: Vec<u32>,
    skeleton_words: Vec<u32>,
    /// Pieces of whole names.
    whole: whole::Pieces,
}

/// A row's flags: kind in the lowest two bits, then whether it is written without vowels, then how
/// many initials it has (4 bits), and how many other core words (8 bits).
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowFlags(u32);

impl RowFlags {
    pub(crate) fn new(kind: Kind, unvocalised: bool, initials: usize, words: usize) -> Self {
        let initials = bytes::number(initials.min(15));
        let words = bytes::number(words.min(255));
        Self(kind_code(kind) | u32::from(unvocalised) << 2 | initials << 3 | words << 7)
    }

    pub(crate) fn kind(self) -> Kind {
        kind_of_code(self.0 & 3)
    }

    pub(crate) fn unvocalised(self) -> bool {
        self.0 & 4 != 0
    }

    pub(crate) fn initials(self) -> u32 {
        self.0 >> 3 & 15
    }

    pub(crate) fn words(self) -> u32 {
        self.0 >> 7 & 255
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
            &self.entries.kind,
            &self.entries.evidence,
            &self.name_entry,
            &self.name_flags,
            &self.row_name,
            &self.row_flags,
            &self.word_traits,
            &self.word_fold,
            &self.word_lengths,
            &self.skeletons,
            &self.skeleton_words,
        ];
        numbers
            .iter()
            .map(|numbers| numbers.len() * 4)
            .sum::<usize>()
            + self.lists.bytes()
            + self.entries.ids.bytes()
            + self.entries.births.bytes()
            + self.entries.countries.bytes()
            + self.entries.dates.bytes()
            + self.names.bytes()
            + self.row_words.bytes()
            + self.words.bytes()
            + self.postings.bytes()
            + self.folds.bytes()
            + self.fold_words.bytes()
            + self.whole.bytes()
    }

    /// The index as bytes, which [`Index::open`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.text(&self.source);
        self.lists.write(&mut writer);
        self.entries.ids.write(&mut writer);
        writer.numbers(&self.entries.list);
        writer.numbers(&self.entries.kind);
        self.entries.births.write(&mut writer);
        self.entries.countries.write(&mut writer);
        self.entries.dates.write(&mut writer);
        writer.numbers(&self.entries.evidence);
        self.names.write(&mut writer);
        writer.numbers(&self.name_entry);
        writer.numbers(&self.name_flags);
        writer.numbers(&self.row_name);
        writer.numbers(&self.row_flags);
        self.row_words.write(&mut writer);
        self.words.write(&mut writer);
        writer.numbers(&self.word_traits);
        writer.numbers(&self.word_fold);
        writer.numbers(&self.word_lengths);
        self.postings.write(&mut writer);
        self.folds.write(&mut writer);
        self.fold_words.write(&mut writer);
        writer.numbers(&self.skeletons);
        writer.numbers(&self.skeleton_words);
        self.whole.write(&mut writer);
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
                kind: reader.numbers()?,
                births: Lists::read(&mut reader)?,
                countries: Lists::read(&mut reader)?,
                dates: Lists::read(&mut reader)?,
                evidence: reader.numbers()?,
            },
            names: Texts::read(&mut reader)?,
            name_entry: reader.numbers()?,
            name_flags: reader.numbers()?,
            row_name: reader.numbers()?,
            row_flags: reader.numbers()?,
            row_words: Lists::read(&mut reader)?,
            words: Texts::read(&mut reader)?,
            word_traits: reader.numbers()?,
            word_fold: reader.numbers()?,
            word_lengths: reader.numbers()?,
            postings: Lists::read(&mut reader)?,
            folds: Texts::read(&mut reader)?,
            fold_words: Lists::read(&mut reader)?,
            skeletons: reader.numbers()?,
            skeleton_words: reader.numbers()?,
            whole: whole::Pieces::read(&mut reader)?,
        };
        reader.finish()?;
        Ok(index)
    }

    /// The number of a word, if any name has it.
    pub(crate) fn word(&self, text: &str) -> Option<u32> {
        let (start, end) = self.words_of_length(text.len());
        let mut range = start..end;
        while range.start < range.end {
            let middle = range.start + (range.end - range.start) / 2;
            match self.words.get(middle).cmp(text) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => range.start = middle + 1,
                std::cmp::Ordering::Greater => range.end = middle,
            }
        }
        None
    }

    /// The words of a length that begin with these letters.
    pub(crate) fn words_beginning(&self, head: &str, length: usize) -> std::ops::Range<u32> {
        let (start, end) = self.words_of_length(length);
        let first = |wanted: &dyn Fn(&str) -> bool| {
            let (mut low, mut high) = (start, end);
            while low < high {
                let middle = low + (high - low) / 2;
                if wanted(self.words.get(middle)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        first(&|word| word < head)..first(&|word| word < head || word.starts_with(head))
    }

    /// The words that fold to these letters.
    pub(crate) fn words_folded(&self, fold: &str) -> &[u32] {
        let (mut start, mut end) = (0, bytes::number(self.folds.len()));
        while start < end {
            let middle = start + (end - start) / 2;
            match self.folds.get(middle).cmp(fold) {
                std::cmp::Ordering::Equal => return self.fold_words.get(middle),
                std::cmp::Ordering::Less => start = middle + 1,
                std::cmp::Ordering::Greater => end = middle,
            }
        }
        &[]
    }

    /// The first word of a length, and the first after them.
    pub(crate) fn words_of_length(&self, length: usize) -> (u32, u32) {
        match self.word_lengths.get(length..length + 2) {
            Some([start, end]) => (*start, *end),
            _ => (0, 0),
        }
    }

    pub(crate) fn row_flags(&self, row: u32) -> RowFlags {
        RowFlags(self.row_flags.get(at(row)).copied().unwrap_or_default())
    }

    pub(crate) fn rows(&self) -> u32 {
        bytes::number(self.row_name.len())
    }
}
