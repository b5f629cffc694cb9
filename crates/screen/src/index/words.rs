//! Different words, kept by length and then by letters, with nothing between them.

use super::bytes::{OpenError, Reader, Writer, at, number};

/// Different words. A word's number follows from its length and its letters, and the word from its
/// number, so that no place has to be kept for each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    letters: String,
    count: u32,
    /// The first word of each length.
    firsts: Vec<u32>,
    /// Where the letters of each length begin.
    places: Vec<u32>,
}

impl Words {
    /// Adds a word that is no shorter than the last, and none that has been added.
    pub(crate) fn push(&mut self, word: &str) {
        while self.firsts.len() <= word.len() {
            self.firsts.push(self.count);
            self.places.push(number(self.letters.len()));
        }
        self.letters.push_str(word);
        self.count += 1;
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        at(self.count)
    }

    /// The word with this number; an index never asks for one that it does not have.
    pub(crate) fn get(&self, word: u32) -> &str {
        let Some(length) = self
            .firsts
            .partition_point(|first| *first <= word)
            .checked_sub(1)
        else {
            return "";
        };
        let first = self.firsts.get(length).copied().unwrap_or_default();
        let place = self.places.get(length).copied().unwrap_or_default();
        let start = at(place) + at(word - first) * length;
        self.letters.get(start..start + length).unwrap_or_default()
    }

    /// The number of a word, if it is here.
    pub(crate) fn find(&self, word: &str) -> Option<u32> {
        let (first, end) = self.of_length(word.len());
        let letters = self.letters_of(word.len());
        let (mut low, mut high) = (0, at(end - first));
        while low < high {
            let middle = low + (high - low) / 2;
            let other = letters.get(middle * word.len()..(middle + 1) * word.len())?;
            match other.cmp(word.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(first + number(middle)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The words of a length that begin with these letters.
    pub(crate) fn beginning(&self, head: &str, length: usize) -> std::ops::Range<u32> {
        let (start, end) = self.of_length(length);
        let first = |before: &dyn Fn(&str) -> bool| {
            let (mut low, mut high) = (start, end);
            while low < high {
                let middle = low + (high - low) / 2;
                if before(self.get(middle)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        first(&|word| word < head)..first(&|word| word < head || word.starts_with(head))
    }

    /// The first word of a length, and the first after them.
    pub(crate) fn of_length(&self, length: usize) -> (u32, u32) {
        match self.firsts.get(length) {
            Some(first) => {
                let next = self.firsts.get(length + 1).copied();
                (*first, next.unwrap_or(self.count))
            }
            None => (0, 0),
        }
    }

    /// The letters of all words of a length, one word after the other.
    pub(crate) fn letters_of(&self, length: usize) -> &[u8] {
        let (first, end) = self.of_length(length);
        let place = at(self.places.get(length).copied().unwrap_or_default());
        let bytes = self.letters.as_bytes();
        bytes
            .get(place..place + at(end - first) * length)
            .unwrap_or_default()
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.text(&self.letters);
        writer.numbers(&[self.count]);
        writer.numbers(&self.firsts);
        writer.numbers(&self.places);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, OpenError> {
        let words = Self {
            letters: reader.text()?,
            count: match reader.numbers()?.as_slice() {
                [count] => *count,
                _ => return Err(OpenError::Damaged),
            },
            firsts: reader.numbers()?,
            places: reader.numbers()?,
        };
        let ordered = |numbers: &[u32]| numbers.is_sorted();
        if words.firsts.len() == words.places.len()
            && ordered(&words.firsts)
            && ordered(&words.places)
            && words.firsts.last().is_none_or(|last| *last <= words.count)
        {
            Ok(words)
        } else {
            Err(OpenError::Damaged)
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.letters.len() + (self.firsts.len() + self.places.len()) * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_number_by_letters_and_by_their_beginning() {
        let all = ["a", "x", "abc", "abd", "bcd", "ivanov", "petrov"];
        let mut words = Words::default();
        all.iter().for_each(|word| words.push(word));
        for (number, word) in (0_u32..).zip(all) {
            assert_eq!(words.get(number), word);
            assert_eq!(words.find(word), Some(number));
        }
        for absent in ["", "b", "ab", "abe", "petroff", "aaaaaaaaaa"] {
            assert_eq!(words.find(absent), None, "{absent}");
        }
        assert_eq!(words.beginning("ab", 3), 2..4);
        assert_eq!(words.beginning("z", 3), 5..5);
        assert_eq!(words.letters_of(6), b"ivanovpetrov");
    }
}
