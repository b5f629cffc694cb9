//! Words of company names that were mistyped. `Lmiited` is no word of its own: left as it is, it
//! would tell two companies apart that are one.

use std::sync::LazyLock;

use super::{forms, known, words};
use crate::edit::distance;
use crate::score::pair::{letters, may_be_near};

/// Words that say what very many companies are, long enough that one slip leaves no other word.
const COMMON: &[&str] = &[
    "limited",
    "company",
    "liability",
    "corporation",
    "incorporated",
    "international",
    "industries",
    "industrial",
    "industry",
    "trading",
    "technology",
    "technologies",
    "engineering",
    "manufacturing",
    "electronics",
    "electronic",
    "enterprise",
    "enterprises",
    "holding",
    "holdings",
    "investment",
    "investments",
    "development",
    "construction",
    "logistics",
    "shipping",
    "services",
    "solutions",
    "systems",
    "association",
    "foundation",
    "organization",
    "organisation",
    "department",
    "institute",
    "university",
    "laboratory",
    "gesellschaft",
    "aktiengesellschaft",
    "sociedad",
    "obshchestvo",
    "ogranichennoi",
    "ogranichennoy",
    "otvetstvennostyu",
    "aktsionernoe",
    "aktsionernoye",
    "predpriyatie",
];

static LETTERS: LazyLock<Vec<(u32, &'static str)>> =
    LazyLock::new(|| COMMON.iter().map(|word| (letters(word), *word)).collect());

/// The word that was meant, where `word` is one slip away from a common one and is none itself, or
/// any known word of four letters or more with two of them swapped.
pub(crate) fn meant(word: &str) -> Option<&'static str> {
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(meant) = known::swapped(word)
        && !words::is_place(word)
    {
        return Some(meant);
    }
    if word.len() < 6 {
        return None;
    }
    let has = letters(word);
    let meant = LETTERS.iter().find(|(other, common)| {
        may_be_near(has, *other, 1)
            && word.len().abs_diff(common.len()) <= 1
            && distance(word.as_bytes(), common.as_bytes()) == 1
    });
    let (_, meant) = meant?;
    let known = COMMON.contains(&word)
        || words::canonical(word).is_some()
        || words::is_generic(word)
        || words::is_place(word)
        || forms::at_start(&[word]).is_some();
    (!known).then_some(*meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended_and_another_word_is_not() {
        for (written, common) in [
            ("lmiited", "limited"),
            ("comapny", "company"),
            ("compny", "company"),
            ("industreis", "industries"),
            ("obschestvo", "obshchestvo"),
        ] {
            assert_eq!(meant(written), Some(common), "{written}");
        }
        for word in [
            "limited",
            "companies",
            "ltd",
            "laimiteed",
            "holding",
            "companyx7",
        ] {
            assert_eq!(meant(word), None, "{word}");
        }
    }
}
