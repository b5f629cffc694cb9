//! From the parts of a text to facts: which amount is what, which element is the goods and which a trace.

mod bare;
mod contents;
mod derived;
mod finish;
mod geometry;
mod isotopes;
mod naming;
mod parameters;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use exeat_facts::{Candidate, Code, CodeListId, Fact, FactId, Scope, Type, Value};
use exeat_value::{Decimal, Dimension, Quantity, Unit};

use super::amount::Amount;
use super::derive;
use super::formula::Makes;
use super::grade::Grade;
use super::spans::Spans;
use super::text::{Folded, is_latin};
use super::{Act, Doubt, Piece, ReadFact, Reader, Reading, What, basis_at};

/// How far before an amount the word for it may stand, in characters.
const WORD_BEFORE_MAX: usize = 36;
/// How far after.
const WORD_AFTER_MAX: usize = 24;
/// Between an element and its percentage stand so many characters at most.
const BESIDE_MAX: usize = 14;

/// Ranks of what formulas say about the form, between those of the table.
const RANK_SHAPE: u8 = 1;
const RANK_ALLOY: u8 = 3;
const RANK_COMPOUND: u8 = 4;
const RANK_MAGNET: u8 = 6;
const RANK_MACHINE: u8 = 8;
/// What a grade says of the family of a magnet: others have grades with the same letters, so that a name goes before it.
const RANK_GRADE: u8 = 3;

pub(super) fn resolve(reader: &Reader, text: &Folded, pieces: &[Piece]) -> Reading {
    let mut resolver = Resolver {
        reader,
        text,
        pieces,
        codes: BTreeMap::new(),
        sets: BTreeMap::new(),
        yes: BTreeMap::new(),
        amounts: BTreeMap::new(),
        words: BTreeMap::new(),
        named: Vec::new(),
        whole_formula: false,
        unread: Vec::new(),
        used: BTreeSet::new(),
        spans: Spans::of(text),
        on_support: false,
    };
    resolver.listed_contents();
    resolver.denied();
    resolver.size_shares();
    resolver.contents();
    resolver.precursors();
    resolver.names();
    resolver.contents_by_formula();
    resolver.contents_by_purity();
    resolver.further_elements();
    resolver.bare_purity();
    resolver.isotopes();
    resolver.zinc_by_mole();
    resolver.technology();
    resolver.magnets();
    resolver.batteries();
    resolver.crystals();
    resolver.nuclear_traces();
    resolver.hafnium();
    resolver.other_amounts();
    resolver.geometry();
    resolver.bare_parameters();
    resolver.bare_permeability();
    resolver.power_to_weight();
    resolver.superconductors();
    resolver.dilution();
    resolver.fibre();
    resolver.fuels_by_purity();
    resolver.made_of_oxide();
    resolver.finish()
}

struct Resolver<'a> {
    reader: &'a Reader,
    text: &'a Folded,
    pieces: &'a [Piece],
    codes: BTreeMap<FactId, Vec<(u8, Code)>>,
    sets: BTreeMap<FactId, BTreeSet<Code>>,
    yes: BTreeMap<FactId, BTreeSet<bool>>,
    amounts: BTreeMap<FactId, Vec<Amount>>,
    words: BTreeMap<FactId, Vec<String>>,
    /// The elements as which the goods are described.
    named: Vec<(Code, String)>,
    /// Whether a formula or compound name tells all elements.
    whole_formula: bool,
    unread: Vec<String>,
    /// Pieces that are spoken for.
    used: BTreeSet<usize>,
    /// Where the text says what the goods are for, or what is beside them, as against what they are.
    spans: Spans,
    /// Whether the goods lie on something else.
    on_support: bool,
}

impl Resolver<'_> {
    fn words_of(&self, piece: &Piece) -> String {
        self.text.slice(piece.from, piece.to)
    }

    fn note(&mut self, fact: FactId, words: String) {
        let of_fact = self.words.entry(fact).or_default();
        if !of_fact.contains(&words) {
            of_fact.push(words);
        }
    }

    fn content_fact(&self, element: Code) -> Option<FactId> {
        let symbol = self.reader.vocabulary.code_text(element);
        let path = format!("content.{symbol}");
        self.reader.vocabulary.find(Scope::Item, &path)
    }

    fn element_of(&self, index: usize) -> Option<Code> {
        match self.pieces.get(index)?.what {
            What::Element(code, _) => Some(code),
            _ => None,
        }
    }

    fn yes_no(&mut self, act: Act, words: &str) {
        if let Act::YesNo { fact, yes } = act {
            self.yes.entry(fact).or_default().insert(yes);
            self.note(fact, words.to_owned());
        }
    }

    fn form(&mut self, form: &str, rank: u8, words: &str) {
        self.code(self.reader.names.form, form, rank, words);
    }

    fn code(&mut self, fact: FactId, code: &str, rank: u8, words: &str) {
        let vocabulary = self.reader.vocabulary;
        if let Type::Code(list) = vocabulary.get(fact).ty
            && let Some(code) = vocabulary.find_code(list, code)
        {
            self.codes.entry(fact).or_default().push((rank, code));
            self.note(fact, words.to_owned());
        }
    }

    fn chosen(&self, fact: FactId) -> Vec<Code> {
        let found = self.codes.get(&fact).map_or(&[][..], Vec::as_slice);
        let best = found.iter().map(|(rank, _)| *rank).max();
        let mut codes: Vec<Code> = found
            .iter()
            .filter(|(rank, _)| Some(*rank) == best)
            .map(|(_, code)| *code)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    fn is_form(&self, forms: &[&str]) -> bool {
        let chosen = self.chosen(self.reader.names.form);
        !chosen.is_empty()
            && chosen
                .iter()
                .all(|&one| forms.contains(&self.reader.vocabulary.code_text(one)))
    }

    fn names_all(&self, symbols: &[&str]) -> bool {
        symbols.iter().all(|symbol| {
            self.named
                .iter()
                .any(|(code, _)| self.reader.vocabulary.code_text(*code) == *symbol)
        })
    }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| {
        !word.starts_with(is_latin) || !rest.chars().next_back().is_some_and(is_latin)
    })
}

/// Where the last occurrence of a word ends, in characters.
fn last_end(text: &str, word: &[char]) -> Option<usize> {
    occurrences(text, word)
        .last()
        .map(|start| start + word.len())
}

/// Where the first occurrence of a word begins.
fn first_start(text: &str, word: &[char]) -> Option<usize> {
    occurrences(text, word).first().copied()
}

fn occurrences(text: &str, word: &[char]) -> Vec<usize> {
    let text: Vec<char> = text.chars().collect();
    if word.is_empty() {
        return Vec::new();
    }
    let inside = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .copied()
            .is_some_and(is_latin)
    };
    text.windows(word.len())
        .enumerate()
        .filter(|(start, window)| {
            let begins = !word[0].is_ascii_alphanumeric() || !inside(start.checked_sub(1));
            let last = word[word.len() - 1];
            let ends = !last.is_ascii_alphanumeric() || !inside(Some(start + word.len()));
            *window == word && begins && ends
        })
        .map(|(start, _)| start)
        .collect()
}
