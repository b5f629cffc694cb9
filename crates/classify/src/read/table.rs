//! The tables of terms and parameters: what words say of goods.

use std::collections::BTreeMap;

use exeat_facts::{Code, CodeListId, FactId, Scope, Type, Vocabulary};
use exeat_value::{Dimension, Quantity};
use thiserror::Error;

use super::text::Folded;

/// Words and what they say, as the crate ships them.
pub(crate) const TERMS: &str = include_str!("../../data/terms.csv");
/// Words for parameters, and which fact an amount beside them is.
pub(crate) const PARAMETERS: &str = include_str!("../../data/parameters.csv");

/// The rank of a code that a row states without one.
const RANK: u8 = 5;

/// Why a table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} of the table cannot be used: {what}")]
pub struct TableError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// What a term says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Act {
    /// A fact is this code. Of several, the one of the highest rank counts.
    Code { fact: FactId, code: Code, rank: u8 },
    /// A set holds this code.
    Add { fact: FactId, code: Code },
    /// A yes/no fact.
    YesNo { fact: FactId, yes: bool },
    /// An amount.
    Amount { fact: FactId, quantity: Quantity },
    /// The element is named.
    Element(Code),
}

/// A term in the table.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// Its signs, in lower case unless the case counts.
    pub(crate) signs: Vec<char>,
    /// Whether upper and lower case count.
    pub(crate) exact_case: bool,
    /// Beginnings of words that must stand somewhere in the text too.
    pub(crate) also: Vec<Vec<char>>,
    /// Which row it is of.
    pub(crate) row: usize,
}

/// Terms by their first sign, longer ones first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    by_first: BTreeMap<char, Vec<Term>>,
    rows: Vec<Vec<Act>>,
}

impl Term {
    /// Whether the other words that it needs stand in the text.
    fn stands_with(&self, text: &Folded) -> bool {
        self.also
            .iter()
            .all(|stem| (0..text.len()).any(|at| text.stem_at(at, stem)))
    }
}

/// The signs of a word group in lower case, with a blank for a hyphen.
fn signs_of(word: &str) -> Vec<char> {
    let folded = Folded::new(word);
    (0..folded.len())
        .filter_map(|at| folded.low(at))
        .map(|sign| if sign == '-' { ' ' } else { sign })
        .collect()
}

impl Terms {
    pub(crate) fn parse(table: &str, vocabulary: &Vocabulary) -> Result<Self, TableError> {
        let mut terms = Self::default();
        for (line, row) in rows(table) {
            let (words, acts) = row.split_once(',').ok_or_else(|| TableError {
                line,
                what: "a row has words, a comma, and what they say".to_owned(),
            })?;
            let acts: Result<Vec<Act>, String> = acts
                .split_whitespace()
                .map(|act| act_of(act, vocabulary))
                .collect();
            let acts = acts.map_err(|what| TableError { line, what })?;
            terms.add(words.split('|'), acts);
        }
        terms.add_elements(vocabulary);
        for of_sign in terms.by_first.values_mut() {
            of_sign.sort_by_key(|term| std::cmp::Reverse((term.signs.len(), term.also.len())));
        }
        Ok(terms)
    }

    fn add<'w>(&mut self, words: impl Iterator<Item = &'w str>, acts: Vec<Act>) {
        let row = self.rows.len();
        for word in words {
            let mut groups = word.split('&').map(str::trim);
            let word = groups.next().unwrap_or_default();
            let also = groups.map(signs_of).collect();
            let (word, exact_case) = match word.trim().strip_prefix('=') {
                Some(word) => (word, true),
                None => (word.trim(), false),
            };
            let folded = Folded::new(word);
            let signs: Vec<char> = (0..folded.len())
                .filter_map(|at| {
                    if exact_case {
                        folded.at(at)
                    } else {
                        folded.low(at)
                    }
                })
                .map(|sign| if sign == '-' { ' ' } else { sign })
                .collect();
            if let Some(&first) = signs.first() {
                self.by_first.entry(first).or_default().push(Term {
                    signs,
                    exact_case,
                    also,
                    row,
                });
            }
        }
        self.rows.push(acts);
    }

    /// The names of the elements, from the vocabulary.
    fn add_elements(&mut self, vocabulary: &Vocabulary) {
        let list = CodeListId::CHEMICAL_ELEMENT;
        let codes = vocabulary
            .code_list(list)
            .map_or(&[][..], |list| list.codes());
        for (index, definition) in (0..=u16::MAX).zip(codes) {
            let names = [definition.english, definition.chinese];
            let words = names.into_iter().chain(definition.aliases.iter().copied());
            // Symbols among the other words are read as symbols.
            let words = words.filter(|word| word.chars().count() > 2 || !word.is_ascii());
            self.add(words, vec![Act::Element(Code { list, index })]);
        }
    }

    /// The longest term that begins here, and where it ends.
    pub(crate) fn at(&self, text: &Folded, place: usize) -> Option<(usize, usize)> {
        let low = text.low(place)?;
        let exact = text.at(place)?;
        let of = |sign: char, exact_case: bool| {
            let terms = self.by_first.get(&sign)?;
            terms
                .iter()
                .filter(|term| term.exact_case == exact_case && term.stands_with(text))
                .find_map(|term| Some((term.row, text.term_at(place, &term.signs, exact_case)?)))
        };
        match (of(exact, true), of(low, false)) {
            (Some(one), Some(other)) if other.1 > one.1 => Some(other),
            (Some(one), _) => Some(one),
            (None, other) => other,
        }
    }

    /// What a row says.
    pub(crate) fn acts(&self, row: usize) -> &[Act] {
        self.rows.get(row).map_or(&[], Vec::as_slice)
    }
}

/// Which fact an amount is.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    /// The fact.
    pub(crate) fact: FactId,
    /// What it measures.
    pub(crate) dimension: Dimension,
    /// Words for it.
    pub(crate) words: Vec<Vec<char>>,
    /// It is this fact only where one of these codes was read.
    pub(crate) context: Vec<Code>,
    /// Whether an amount without words is it, in its context.
    pub(crate) default: bool,
}

pub(crate) fn parameters(
    table: &str,
    vocabulary: &Vocabulary,
) -> Result<Vec<Parameter>, TableError> {
    rows(table)
        .map(|(line, row)| {
            let failed = |what: String| TableError { line, what };
            let cells: Vec<&str> = row.split(',').collect();
            let [fact, words, context, default] = cells.as_slice() else {
                return Err(failed("a row has four cells".to_owned()));
            };
            let id = fact_of(fact, vocabulary).map_err(failed)?;
            let Type::Quantity(dimension) = vocabulary.get(id).ty else {
                return Err(failed(format!("`{fact}` is no amount")));
            };
            let words = words
                .split('|')
                .map(str::trim)
                .filter(|word| !word.is_empty());
            let context: Result<Vec<Code>, String> = context
                .split_whitespace()
                .map(|one| {
                    let (path, code) = one.split_once(':').ok_or("a context is `fact:code`")?;
                    code_of(fact_of(path, vocabulary)?, code, vocabulary)
                })
                .collect();
            Ok(Parameter {
                fact: id,
                dimension,
                words: words
                    .map(|word| {
                        let folded = Folded::new(word);
                        (0..folded.len()).filter_map(|at| folded.low(at)).collect()
                    })
                    .collect(),
                context: context.map_err(failed)?,
                default: *default == "default",
            })
        })
        .collect()
}

/// The rows of a table with their lines: without the head, remarks and empty lines.
fn rows(table: &str) -> impl Iterator<Item = (usize, &str)> {
    table
        .lines()
        .enumerate()
        .skip(1)
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

fn fact_of(path: &str, vocabulary: &Vocabulary) -> Result<FactId, String> {
    vocabulary
        .find(Scope::Item, path)
        .ok_or_else(|| format!("no fact of an item is called `{path}`"))
}

fn code_of(fact: FactId, code: &str, vocabulary: &Vocabulary) -> Result<Code, String> {
    let (Type::Code(list) | Type::Set(list)) = vocabulary.get(fact).ty else {
        return Err(format!("`{}` takes no codes", vocabulary.get(fact).path));
    };
    vocabulary
        .find_code(list, code)
        .ok_or_else(|| format!("`{code}` is no code of `{}`", vocabulary.get(fact).path))
}

/// `form@4=oxide`, `elements+=W`, `single-crystal=yes`, `purity=99.99_%`, `element:Dy`.
fn act_of(act: &str, vocabulary: &Vocabulary) -> Result<Act, String> {
    if let Some(symbol) = act.strip_prefix("element:") {
        return vocabulary
            .find_code(CodeListId::CHEMICAL_ELEMENT, symbol)
            .map(Act::Element)
            .ok_or_else(|| format!("`{symbol}` is no element"));
    }
    let (path, value) = act
        .split_once('=')
        .ok_or_else(|| format!("`{act}` says nothing"))?;
    if let Some(path) = path.strip_suffix('+') {
        let fact = fact_of(path, vocabulary)?;
        let code = code_of(fact, value, vocabulary)?;
        return Ok(Act::Add { fact, code });
    }
    let (path, rank) = match path.split_once('@') {
        Some((path, rank)) => {
            let rank = rank.parse().map_err(|_| format!("`{rank}` is no rank"))?;
            (path, rank)
        }
        None => (path, RANK),
    };
    let fact = fact_of(path, vocabulary)?;
    match vocabulary.get(fact).ty {
        Type::YesNo => match value {
            "yes" => Ok(Act::YesNo { fact, yes: true }),
            "no" => Ok(Act::YesNo { fact, yes: false }),
            other => Err(format!("`{other}` is neither yes nor no")),
        },
        Type::Code(_) => Ok(Act::Code {
            fact,
            code: code_of(fact, value, vocabulary)?,
            rank,
        }),
        Type::Quantity(dimension) => {
            let quantity: Quantity = value
                .replace('_', " ")
                .parse()
                .map_err(|error| format!("{error}"))?;
            if quantity.unit.dimension() == dimension {
                Ok(Act::Amount { fact, quantity })
            } else {
                Err(format!("`{value}` measures something else"))
            }
        }
        _ => Err(format!("`{path}` cannot be stated in the table")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_fit_the_vocabulary() {
        let vocabulary = Vocabulary::standard();
        Terms::parse(TERMS, vocabulary).expect("the terms");
        parameters(PARAMETERS, vocabulary).expect("the parameters");
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_line() {
        let vocabulary = Vocabulary::standard();
        for row in [
            "apt",
            "apt,form=bucket",
            "apt,colour=red",
            "apt,element:Xx",
            "apt,purity=5_m",
        ] {
            let table = format!("words,says\n{row}\n");
            let error = Terms::parse(&table, vocabulary).expect_err(row);
            assert_eq!(error.line, 2, "{row}");
        }
    }
}
