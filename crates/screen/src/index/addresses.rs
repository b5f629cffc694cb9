//! Where listed parties are, and which of them are where somebody else is.
//!
//! An address is its numbers and its words, in whatever order and with whatever is left out of the
//! shorter one. Two are the same place if they share every number that both could have, and nearly
//! every word. That says less than a name or a number does, and is shown as what it is.

use std::collections::BTreeSet;

use super::bytes::{Lists, OpenError, Reader, Writer, at, number};
use crate::letters;
use crate::list::Address;
use crate::normalise::{compose, to_latin};

/// What a party scores that is at the address of a listed one and has another name: enough to be
/// looked at, and less than a name.
pub(crate) const SAME_ADDRESS: u32 = 8_300;
/// So many words have to be shared at least.
const WORDS_MIN: u32 = 2;
/// Set in the hash of a number.
const NUMBER: u32 = 1;

/// Words that are written in several ways, or left out.
const WORDS: &[(&str, &str)] = &[
    ("st", ""),
    ("str", ""),
    ("street", ""),
    ("strasse", ""),
    ("ul", ""),
    ("ulitsa", ""),
    ("rd", ""),
    ("road", ""),
    ("ave", ""),
    ("av", ""),
    ("avenue", ""),
    ("blvd", ""),
    ("boulevard", ""),
    ("lane", ""),
    ("ln", ""),
    ("bldg", ""),
    ("building", ""),
    ("house", ""),
    ("dom", ""),
    ("floor", ""),
    ("fl", ""),
    ("room", ""),
    ("rm", ""),
    ("office", ""),
    ("suite", ""),
    ("ste", ""),
    ("unit", ""),
    ("flat", ""),
    ("apt", ""),
    ("no", ""),
    ("number", ""),
    ("block", ""),
    ("district", ""),
    ("dist", ""),
    ("province", ""),
    ("prov", ""),
    ("city", ""),
    ("county", ""),
    ("region", ""),
    ("the", ""),
    ("of", ""),
    ("and", ""),
    ("near", ""),
    ("po", ""),
    ("box", ""),
    ("p", ""),
    ("o", ""),
    ("zone", "zone"),
    ("centre", "center"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
];

/// Addresses by their words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Addresses {
    /// Hashes of words and numbers, sorted, and the addresses of each.
    hashes: Vec<u32>,
    postings: Lists,
    /// Of each address its entry, its country as two letters or 0, and how many words (upper byte)
    /// and numbers it has.
    entries: Vec<u32>,
    countries: Vec<u16>,
    counts: Vec<u16>,
}

/// The hashes of the words and numbers of an address.
fn words(text: &str) -> BTreeSet<u32> {
    to_latin(&compose(text), false)
        .to_ascii_lowercase()
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            WORDS
                .iter()
                .find(|(written, _)| *written == word)
                .map_or(word, |(_, meant)| *meant)
        })
        .filter(|word| !word.is_empty())
        .map(|word| {
            let hash = letters::hash(word.bytes());
            let hash = u32::try_from((hash ^ (hash >> 32)) & u64::from(u32::MAX)).unwrap_or(0);
            let is_number = word.bytes().any(|byte| byte.is_ascii_digit());
            (hash & !NUMBER) | u32::from(is_number)
        })
        .collect()
}

/// How many words there are, and how many numbers.
fn counted(words: &BTreeSet<u32>) -> (u32, u32) {
    let numbers = words.iter().filter(|word| **word & NUMBER != 0).count();
    (number(words.len() - numbers), number(numbers))
}

fn country(code: Option<&str>) -> u16 {
    let code = code.and_then(super::find::country);
    code.and_then(|code| u16::try_from(code).ok()).unwrap_or(0)
}

/// Gathers the addresses of entries.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    addresses: Addresses,
    pairs: Vec<(u32, u32)>,
}

impl Gatherer {
    pub(super) fn push(&mut self, entry: u32, addresses: &[Address]) {
        for address in addresses {
            let words = words(&address.text);
            let (count, numbers) = counted(&words);
            if count < WORDS_MIN || numbers == 0 {
                continue;
            }
            let which = number(self.addresses.entries.len());
            let code = address.country.as_ref();
            let code = code.and_then(|country| country.code.as_deref());
            self.addresses.entries.push(entry);
            self.addresses.countries.push(country(code));
            let packed = count.min(255) << 8 | numbers.min(255);
            let packed = u16::try_from(packed).unwrap_or(u16::MAX);
            self.addresses.counts.push(packed);
            self.pairs
                .extend(words.into_iter().map(|word| (word, which)));
        }
    }

    pub(super) fn finish(mut self) -> Addresses {
        self.pairs.sort_unstable();
        let mut rest = self.pairs.iter().peekable();
        while let Some((word, _)) = rest.peek() {
            let word = *word;
            let of_word = std::iter::from_fn(|| rest.next_if(|(other, _)| *other == word));
            self.addresses
                .postings
                .push(of_word.map(|(_, which)| *which));
            self.addresses.hashes.push(word);
        }
        self.addresses
    }
}

impl Addresses {
    /// Calls `found` with the entry of every address that is the same place.
    pub(crate) fn same(&self, text: &str, code: Option<&str>, mut found: impl FnMut(u32)) {
        let words = words(text);
        let (count, numbers) = counted(&words);
        if count < WORDS_MIN || numbers == 0 {
            return;
        }
        let mut shared: Vec<(u32, bool)> = Vec::new();
        for word in &words {
            if let Ok(place) = self.hashes.binary_search(word) {
                let of_word = self.postings.get(number(place)).iter();
                shared.extend(of_word.map(|which| (*which, word & NUMBER != 0)));
            }
        }
        shared.sort_unstable();
        let wanted = country(code);
        for of_address in shared.chunk_by(|a, b| a.0 == b.0) {
            let Some((which, _)) = of_address.first() else {
                continue;
            };
            let same_numbers = number(of_address.iter().filter(|(_, number)| *number).count());
            let same_words = number(of_address.len()) - same_numbers;
            let counts = u32::from(self.counts.get(at(*which)).copied().unwrap_or_default());
            let its = self.countries.get(at(*which)).copied().unwrap_or_default();
            let fewer = count.min(counts >> 8);
            if same_numbers >= numbers.min(counts & 255).max(1)
                && same_words >= WORDS_MIN
                && same_words * 5 >= fewer * 4
                && (wanted == 0 || its == 0 || wanted == its)
            {
                found(self.entries.get(at(*which)).copied().unwrap_or_default());
            }
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.numbers(&self.hashes);
        self.postings.write(writer);
        writer.numbers(&self.entries);
        writer.halves(&self.countries);
        writer.halves(&self.counts);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, OpenError> {
        Ok(Self {
            hashes: reader.numbers()?,
            postings: Lists::read(reader)?,
            entries: reader.numbers()?,
            countries: reader.halves()?,
            counts: reader.halves()?,
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        (self.hashes.len() + self.entries.len()) * 4
            + self.postings.bytes()
            + (self.countries.len() + self.counts.len()) * 2
    }
}
