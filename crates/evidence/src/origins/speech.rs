//! Who says what: names, speakers, and the phrases by which an article says where it has it from.

mod credits;
mod names;
mod speakers;

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::text::{Text, Token};
use super::words::{Kinds, Word, Words};
pub(crate) use names::{SmallSeen, names, small_words};

/// Somebody who says something in an article.
#[derive(Debug, Clone)]
pub(crate) struct Speaker {
    /// The words of the name, or of the description.
    pub(crate) key: Vec<Word>,
    /// As the article writes it.
    pub(crate) shown: String,
    /// What the article says that they are: `Foreign Ministry spokesman`.
    pub(crate) role: String,
    pub(crate) person: bool,
    /// A description without a name.
    pub(crate) nameless: bool,
    /// Says something in the article.
    pub(crate) spoke: bool,
}

/// How an article says where it has something from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// Somebody asked for an outlet, or was told something for it.
    Asked,
    /// An outlet or agency reported it.
    Reported,
    /// A paper says it: a statement, a filing.
    Paper,
    /// Reports, rumours, posts that nobody signs.
    Hearsay,
}

/// A phrase that says where something is from.
#[derive(Debug, Clone)]
pub(crate) struct Credit {
    pub(crate) way: Way,
    /// The words of the name; empty for hearsay.
    pub(crate) key: Vec<Word>,
    /// As the article writes it: `US Embassy in Islamabad`.
    pub(crate) shown: String,
    /// What sort of paper.
    pub(crate) paper: String,
    pub(crate) sentence: usize,
    /// What it is about: the rest of the sentence, as words.
    pub(crate) about: Range<usize>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Speech {
    pub(crate) speakers: Vec<Speaker>,
    /// The speaker of each sentence.
    pub(crate) by_sentence: Vec<Option<usize>>,
    /// The speaker of each quotation.
    pub(crate) by_quote: Vec<Option<usize>>,
    pub(crate) credits: Vec<Credit>,
    /// The names of the article, by their words.
    pub(crate) names: FxHashSet<Vec<Word>>,
}

/// Prepositions after which a name is no subject.
const BEFORE_OBJECTS: [&str; 18] = [
    "to", "with", "of", "in", "on", "from", "against", "by", "for", "at", "between", "about",
    "into", "toward", "towards", "via", "near", "over",
];

pub(crate) struct Listener<'a> {
    pub(crate) source: &'a str,
    pub(crate) text: &'a Text,
    pub(crate) words: &'a Words,
    pub(crate) small: &'a SmallSeen,
}

enum Subject {
    Speaker(usize),
    Pronoun(bool),
    Hearsay,
}

impl Listener<'_> {
    pub(crate) fn listen(&self) -> Speech {
        let mut speech = Speech::default();
        let runs: Vec<Vec<Range<usize>>> = self
            .text
            .sentences
            .iter()
            .map(|sentence| names(self.text, &sentence.tokens, self.words, self.small))
            .collect();
        self.persons(&runs, &mut speech);
        for run in runs.iter().flatten() {
            speech.names.insert(self.key(run));
        }
        let mut last: Option<usize> = None;
        for (index, sentence) in self.text.sentences.iter().enumerate() {
            let own = runs.get(index).map(Vec::as_slice).unwrap_or_default();
            let speaker = self.speaker(&sentence.tokens, own, &mut speech, last);
            self.credits(index, &sentence.tokens, own, &mut speech);
            if speaker.is_some() {
                last = speaker;
            }
            speech.by_sentence.push(speaker);
        }
        super::chinese::listen(self.source, self.text, self.words, &mut speech);
        for index in speech.by_sentence.iter().flatten() {
            if let Some(one) = speech.speakers.get_mut(*index) {
                one.spoke = true;
            }
        }
        speech.by_quote = self
            .text
            .quotes
            .iter()
            .map(|quote| {
                let of = |token: usize| {
                    let sentence = self.text.sentence_of(token);
                    speech.by_sentence.get(sentence).copied().flatten()
                };
                // A quotation of several sentences has its speaker at its end.
                of(quote.tokens.end)
                    .or_else(|| of(quote.tokens.end.saturating_sub(1)))
                    .or_else(|| of(quote.tokens.start))
            })
            .collect();
        speech
    }

    fn word(&self, at: usize) -> Option<&Token> {
        self.text.tokens.get(at)
    }

    fn is(&self, at: usize, kind: Kinds) -> bool {
        self.word(at)
            .is_some_and(|token| token.is_word() && self.words.is(token.word, kind))
    }

    fn reads(&self, at: usize, word: &str) -> bool {
        self.word(at)
            .is_some_and(|token| self.words.text(token.word) == word)
    }

    fn key(&self, range: &Range<usize>) -> Vec<Word> {
        self.text
            .of(range)
            .iter()
            .filter(|token| token.is_word() && !self.words.is(token.word, Kinds::STOP))
            .map(|token| token.word)
            .collect()
    }

    fn shown(&self, range: &Range<usize>) -> String {
        let span = self.text.bytes(range);
        let text = self.source.get(span).unwrap_or_default();
        let text = text
            .strip_suffix("’s")
            .or_else(|| text.strip_suffix("'s"))
            .unwrap_or(text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Whether two speakers may be one: equal names, or one a part of the other.
pub(crate) fn same_speaker(one: &Speaker, two: &Speaker) -> bool {
    if one.key.is_empty() || two.key.is_empty() || one.nameless != two.nameless {
        return false;
    }
    let (short, long) = if one.key.len() <= two.key.len() {
        (one, two)
    } else {
        (two, one)
    };
    short.key.iter().all(|word| long.key.contains(word))
        && (short.key.len() == long.key.len() || one.person || two.person)
}
