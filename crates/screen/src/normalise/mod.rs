//! From a name as somebody wrote it to the words that are compared.

mod fold;
mod script;
mod spelt;
mod words;

pub(crate) use fold::{fold, skeleton};
pub(crate) use script::{Script, compose, script_of, syllables, to_latin};
pub(crate) use spelt::Spelt;

use crate::edit::WORD_LENGTH_MAX;
use crate::score::Kind;
use crate::symbols::han;
use crate::symbols::readings::Reading;

/// At most this many words of a name are looked at.
pub(crate) const WORDS_MAX: usize = 24;

/// What a word is in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    /// A word that names.
    Word,
    /// One letter that stands for a name.
    Initial,
    /// A number, in digits however it was written.
    Number,
    /// What very many organisations are called.
    Generic,
    /// A country, a part of the world, a city.
    Place,
    /// A legal form, by its class.
    Form,
    /// A title or a form of address.
    Title,
    /// A word that is left out at will.
    Particle,
    /// `son of` and its like.
    ChildOf,
}

impl Class {
    /// Whether a word of this class has to be met by one of the other name.
    pub(crate) fn is_core(self) -> bool {
        matches!(
            self,
            Self::Word | Self::Initial | Self::Number | Self::Generic | Self::Place
        )
    }

    /// All classes, in the order of their codes in an index.
    pub(crate) const ALL: [Self; 9] = [
        Self::Word,
        Self::Initial,
        Self::Number,
        Self::Generic,
        Self::Place,
        Self::Form,
        Self::Title,
        Self::Particle,
        Self::ChildOf,
    ];

    /// The code of the class in an index.
    pub(crate) fn code(self) -> u32 {
        Self::ALL
            .iter()
            .zip(0_u32..)
            .find(|(class, _)| **class == self)
            .map_or(0, |(_, code)| code)
    }

    /// The class with this code.
    pub(crate) fn of_code(code: u32) -> Self {
        usize::try_from(code)
            .ok()
            .and_then(|code| Self::ALL.get(code))
            .copied()
            .unwrap_or(Self::Word)
    }
}

/// One word of a name: letters `a` to `z` and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its letters, at most [`WORD_LENGTH_MAX`].
    pub(crate) text: String,
    /// What it is here.
    pub(crate) class: Class,
    /// Of how many words of the written name it is made; none for the second half of one.
    pub(crate) taken: usize,
}

/// A name in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Normalised {
    /// Its words, in the order in which they are spoken; at most [`WORDS_MAX`].
    pub(crate) words: Vec<Word>,
    /// Its letters, as they are written.
    pub(crate) spelt: Spelt,
    /// Its syllables, where it is written in Han or Hangul and in nothing else.
    pub(crate) syllables: Vec<char>,
    /// Whether its Han is read otherwise than in Mandarin.
    pub(crate) reread: bool,
}

impl Normalised {
    /// Whether it has a word that only organisations have.
    pub(crate) fn looks_like_organisation(&self) -> bool {
        self.words
            .iter()
            .any(|word| matches!(word.class, Class::Form | Class::Generic))
    }
}

/// Whether a name is written in a script that leaves vowels out.
pub(crate) fn is_unvocalised(name: &str) -> bool {
    name.chars().any(|letter| {
        letter.is_alphabetic() && script::script_of(letter) == script::Script::Consonants
    })
}

/// The forms of a name: itself, and each side of a slash, where one separates two names.
pub(crate) fn normalise(name: &str, kind: Kind) -> Vec<Normalised> {
    let composed = script::compose(name);
    let mut forms = Vec::new();
    let whole = one(&composed, kind);
    let sides: Vec<&str> = composed.split('/').map(str::trim).collect();
    // `A/S` and `c/o` are no two names.
    if kind != Kind::Person
        && sides.len() == 2
        && sides.iter().all(|side| side.chars().count() >= 4)
    {
        forms.extend(sides.iter().map(|side| one(side, kind)));
    }
    forms.insert(0, whole);
    // Who is from Hong Kong or Korea is called in Latin letters as people there speak.
    for reading in Reading::ALL {
        if let Some(text) = han::read_as(&composed, kind == Kind::Person, reading) {
            forms.push(Normalised {
                reread: true,
                ..words_of(&text, kind, script::syllables(&composed))
            });
        }
    }
    forms.retain(|form| form.words.iter().any(|word| word.class.is_core()));
    forms
}

fn one(composed: &str, kind: Kind) -> Normalised {
    words_of(composed, kind, script::syllables(composed))
}

fn words_of(text: &str, kind: Kind, syllables: Vec<char>) -> Normalised {
    let latin = script::to_latin(text, kind == Kind::Person);
    let mut pieces = words::split(&latin, kind);
    for piece in &mut pieces {
        piece.truncate(WORD_LENGTH_MAX);
    }
    let mut words = if kind == Kind::Person && !syllables.is_empty() {
        // `Bin` and `De` are names where no name has particles.
        words::all_names(&pieces)
    } else {
        words::classify(&pieces, kind)
    };
    words.truncate(WORDS_MAX);
    Normalised {
        spelt: Spelt::of(&pieces, &words),
        words,
        syllables,
        reread: false,
    }
}
