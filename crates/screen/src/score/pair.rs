//! Whether one word may stand for another, and what that costs.

use crate::edit::{self, EDIT};
use crate::normalise::{Class, Spelt, skeleton};
use crate::score::Kind;
use crate::symbols::{people, words};

/// A word of a name that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// Its letters.
    pub(crate) text: &'a str,
    /// Its letters folded.
    pub(crate) fold: &'a str,
    /// What it is.
    pub(crate) class: Class,
    /// Which letters it has, and whether it is a name with short forms: see [`traits`].
    pub(crate) traits: u32,
}

/// Set in the traits of a word that has nicknames or is one.
const NAMED: u32 = 1 << 31;
/// The traits that are letters and digits.
pub(crate) const LETTERS: u32 = !NAMED;

/// What is known of a word before it is looked at letter by letter: a bit for each letter, five
/// for the digits, and one for whether it has nicknames.
pub(crate) fn traits(word: &str) -> u32 {
    let letters = letters(word);
    if people::nicknames(word).is_empty() {
        letters
    } else {
        letters | NAMED
    }
}

/// A bit for each letter that a word has, and five for its digits.
pub(crate) fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| {
        letters
            | match byte {
                b'a'..=b'z' => 1 << (byte - b'a'),
                b'0'..=b'9' => 1 << (26 + (byte - b'0') % 5),
                _ => 0,
            }
    })
}

/// Whether words with these traits can be within so many edits: an edit takes away one letter at
/// most, and brings one at most.
pub(crate) fn may_be_near(a: u32, b: u32, edits: u32) -> bool {
    let (a, b) = (a & LETTERS, b & LETTERS);
    (a & !b).count_ones() <= edits && (b & !a).count_ones() <= edits
}

/// A name that is compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    /// Its words.
    pub(crate) tokens: &'a [Token<'a>],
    /// Its core words folded, without spaces; empty where it is too long to be compared whole.
    pub(crate) compact: &'a str,
    /// The name as it is written, where it is looked at letter by letter.
    pub(crate) spelt: Option<&'a Spelt>,
    /// Its syllables, where it is written in Han or Hangul and in nothing else.
    pub(crate) syllables: &'a [char],
    /// Whether it is written in a script that leaves vowels out.
    pub(crate) unvocalised: bool,
    /// Whether its Han is read otherwise than in Mandarin.
    pub(crate) reread: bool,
}

/// How one word stands for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// Letter by letter the same.
    Same,
    /// Another spelling of one sound.
    Spelling,
    /// A misspelling.
    Misspelt,
    /// A short form.
    Nickname,
    /// Its first letter.
    Initial,
    /// The same consonants.
    Consonants,
    /// The same letters in another order, as when a word is reversed.
    Shuffled,
    /// Several initials in one word.
    Initials,
    /// A place and the adjective made of it, as Russian names of plants have it.
    Adjective,
    /// The other word for a part of the world: `east` and `eastern`.
    Direction,
    /// Written as one word, or as several.
    Joined,
    /// Cut off at the end.
    CutOff,
    /// A number that differs in one digit.
    OtherNumber,
}

/// What a spelling costs at most that folds to the same letters.
const SPELLING_COST_MAX: u32 = 500;
/// What a nickname costs.
const NICKNAME_COST: u32 = 1000;
/// What an initial costs.
pub(crate) const INITIAL_COST: u32 = 700;
/// What it costs that only the consonants are the same.
pub(crate) const CONSONANTS_COST: u32 = 800;
/// What an adjective for its noun costs.
pub(crate) const ADJECTIVE_COST: u32 = 800;
/// What the other word for a part of the world costs.
pub(crate) const DIRECTION_COST: u32 = 600;
/// What it costs that letters are in another order.
const SHUFFLED_COST: u32 = 1800;

/// What it costs that `a` stands for `b`, if it can: in thousandths of an edit.
pub(crate) fn pair(
    a: &Token<'_>,
    b: &Token<'_>,
    kind: Kind,
    unvocalised: bool,
) -> Option<(u32, How)> {
    if a.text == b.text {
        return Some((0, How::Same));
    }
    match (a.class, b.class) {
        (Class::Number, Class::Number) => return numbers(a.text, b.text),
        (Class::Number, _) | (_, Class::Number)
            if kind != Kind::Person && digits_only(a.text) != digits_only(b.text) =>
        {
            return None;
        }
        (Class::Place, Class::Place) => return None,
        (Class::Initial, _) | (_, Class::Initial) => {
            let alike = kind == Kind::Person
                && a.class != b.class
                && a.text.as_bytes().first() == b.text.as_bytes().first();
            return alike.then_some((INITIAL_COST, How::Initial));
        }
        _ => {}
    }
    let directions = (words::direction(a.text), words::direction(b.text));
    if kind != Kind::Person
        && let (Some(one), Some(two)) = directions
        && one != two
    {
        return None;
    }
    if kind == Kind::Person && is_other_devotion(a, b) {
        return None;
    }
    let length = a.text.len().max(b.text.len());
    let mut best: Option<(u32, How)> = None;
    let mut offer = |cost: u32, how: How| {
        if best.is_none_or(|(other, _)| cost < other) {
            best = Some((cost, how));
        }
    };
    let same_fold = a.fold == b.fold && a.fold.len() >= 2;
    let tolerance = edit::tolerance(length);
    let near = a.text.len().abs_diff(b.text.len()) <= 3
        && may_be_near(a.traits, b.traits, tolerance)
        && edit::distance(a.text.as_bytes(), b.text.as_bytes()) <= tolerance;
    if same_fold || near {
        let cost = edit::cost(a.text.as_bytes(), b.text.as_bytes());
        if same_fold {
            offer(cost.min(SPELLING_COST_MAX), How::Spelling);
        } else {
            offer(cost, How::Misspelt);
        }
    }
    if kind != Kind::Person
        && !near
        && (is_adjective(a.text, b.text) || is_adjective(b.text, a.text))
    {
        offer(ADJECTIVE_COST, How::Adjective);
    }
    if kind != Kind::Person && words::other_direction(a.text) == Some(b.text) {
        offer(DIRECTION_COST, How::Direction);
    }
    if kind == Kind::Person
        && a.traits & b.traits & NAMED != 0
        && people::share_nickname(a.text, b.text)
    {
        offer(NICKNAME_COST, How::Nickname);
    }
    if unvocalised && !same_fold {
        let bones = skeleton(a.fold);
        if bones.len() >= 3 && bones == skeleton(b.fold) {
            offer(CONSONANTS_COST, How::Consonants);
        }
    }
    if !near
        && a.traits & LETTERS == b.traits & LETTERS
        && a.text.len() == b.text.len()
        && a.text.len() >= 5
        && same_letters(a.text, b.text)
    {
        offer(SHUFFLED_COST, How::Shuffled);
    }
    best
}

/// What a part of a name before `-uddin` or `-ullah` may cost to be the same.
const DEVOTION_COST_MAX: u32 = 1_600;

/// Whether two names end alike (`of the faith`, `of God`) and what they begin with is no spelling of
/// one word: `Shamsuddin` and `Shahabuddin` have most letters in common, and are two names.
fn is_other_devotion(a: &Token<'_>, b: &Token<'_>) -> bool {
    let (Some(one), Some(two)) = (people::devoted(a.text), people::devoted(b.text)) else {
        return false;
    };
    a.fold != b.fold && edit::cost(one.as_bytes(), two.as_bytes()) > DEVOTION_COST_MAX
}

/// Whether one word is an adjective of the other: `muromskiy` of `murom`.
fn is_adjective(word: &str, stem: &str) -> bool {
    stem.len() >= ADJECTIVE_STEM_MIN
        && word
            .strip_prefix(stem)
            .is_some_and(|ending| ADJECTIVES.contains(&ending))
}

/// So many letters a place has at least of which an adjective is known.
pub(crate) const ADJECTIVE_STEM_MIN: usize = 4;

/// How the adjectives of places end.
pub(crate) const ADJECTIVES: &[&str] = &[
    "skiy", "sky", "skyy", "skii", "ski", "skaya", "skoye", "skoe", "skogo", "skie",
];

/// What it costs that one number stands for another: only where one digit differs.
fn numbers(a: &str, b: &str) -> Option<(u32, How)> {
    let differing = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count();
    (a.len() == b.len() && differing == 1).then_some((EDIT, How::OtherNumber))
}

fn digits_only(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether two words have the same letters, in whatever order.
fn same_letters(a: &str, b: &str) -> bool {
    sorted_letters(a) == sorted_letters(b)
}

/// The letters of a word in the order of the alphabet.
fn sorted_letters(word: &str) -> Vec<u8> {
    let mut letters = word.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}
