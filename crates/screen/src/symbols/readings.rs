//! How Chinese characters are read where they are not read in Mandarin.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A language in which Chinese characters are read, beside Mandarin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As the government of Hong Kong spells names.
    Cantonese,
    /// In Hangul.
    Korean,
}

impl Reading {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Cantonese, Self::Korean];
}

static CANTONESE: LazyLock<HashMap<char, &'static str>> =
    LazyLock::new(|| table(include_str!("readings/cantonese.txt")));
static KOREAN: LazyLock<HashMap<char, &'static str>> =
    LazyLock::new(|| table(include_str!("readings/korean.txt")));

/// A reading a line, and then the characters that are read so.
fn table(text: &'static str) -> HashMap<char, &'static str> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(reading, characters)| {
            characters
                .chars()
                .map(move |character| (character, reading))
        })
        .collect()
}

/// How a character is read in Cantonese.
pub(crate) fn cantonese(character: char) -> Option<&'static str> {
    CANTONESE.get(&character).copied()
}

/// How a character is read in Korean, as a syllable of Hangul.
pub(crate) fn korean(character: char) -> Option<char> {
    KOREAN.get(&character)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_read_in_both_languages_simplified_or_not() {
        for (character, in_cantonese, in_korean) in [
            ('張', "cheung", '장'),
            ('张', "cheung", '장'),
            ('國', "kwok", '국'),
            ('星', "sing", '성'),
        ] {
            assert_eq!(cantonese(character), Some(in_cantonese));
            assert_eq!(korean(character), Some(in_korean));
        }
        assert_eq!(cantonese('x'), None);
        let all = include_str!("readings/cantonese.txt").lines();
        for line in all.filter(|line| !line.starts_with('#')) {
            let (reading, _) = line.split_once(' ').expect("a reading and its characters");
            assert!(
                reading.bytes().all(|byte| byte.is_ascii_lowercase()),
                "{line}"
            );
        }
        let all = include_str!("readings/korean.txt").lines();
        for line in all.filter(|line| !line.starts_with('#')) {
            let (reading, _) = line.split_once(' ').expect("a reading and its characters");
            assert!(
                reading.chars().all(|one| ('가'..='힣').contains(&one)),
                "{line}"
            );
        }
    }
}
