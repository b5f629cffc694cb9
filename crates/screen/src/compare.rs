//! Two names, or two parties, side by side.

use crate::explain;
use crate::normalise::{Normalised, Spelt, fold, normalise};
use crate::score::align::Alignment;
use crate::score::judge::{Judgement, judge, whole_tolerance};
use crate::score::middle::MIDDLE_MIN;
use crate::score::ofac;
use crate::score::pair::{Token, View, traits};
use crate::score::{Kind, Mode, Score};

/// A name made ready to be compared.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    words: Normalised,
    folds: Vec<String>,
    compact: String,
    unvocalised: bool,
}

impl Prepared {
    /// All forms of a name.
    pub(crate) fn forms(name: &str, kind: Kind) -> Vec<Self> {
        let unvocalised = crate::normalise::is_unvocalised(name);
        normalise(name, kind)
            .into_iter()
            .map(|words| Self::of(words, unvocalised))
            .collect()
    }

    fn of(words: Normalised, unvocalised: bool) -> Self {
        let folds: Vec<String> = words.words.iter().map(|word| fold(&word.text)).collect();
        let mut compact = String::new();
        for (word, fold) in words.words.iter().zip(&folds) {
            if word.class.is_core() {
                compact.push_str(fold);
            }
        }
        if whole_tolerance(compact.len()).is_none() {
            compact.clear();
        }
        Self {
            words,
            folds,
            compact,
            unvocalised,
        }
    }

    /// Whether it is written in a script that leaves vowels out.
    pub(crate) fn is_unvocalised(&self) -> bool {
        self.unvocalised
    }

    /// Whether its Han is read otherwise than in Mandarin.
    pub(crate) fn is_reread(&self) -> bool {
        self.words.reread
    }

    /// The name as it is written.
    pub(crate) fn spelt(&self) -> &Spelt {
        &self.words.spelt
    }

    /// Whether it has a word that only organisations have.
    pub(crate) fn looks_like_organisation(&self) -> bool {
        self.words.looks_like_organisation()
    }

    /// Its words as tokens.
    pub(crate) fn tokens(&self) -> Vec<Token<'_>> {
        self.words
            .words
            .iter()
            .zip(&self.folds)
            .map(|(word, fold)| Token {
                text: &word.text,
                fold,
                class: word.class,
                traits: traits(&word.text),
            })
            .collect()
    }

    /// The whole name, with the tokens that [`Prepared::tokens`] made.
    pub(crate) fn view<'a>(&'a self, tokens: &'a [Token<'a>]) -> View<'a> {
        View {
            tokens,
            compact: &self.compact,
            spelt: Some(&self.words.spelt),
            syllables: &self.words.syllables,
            unvocalised: self.unvocalised,
            reread: self.words.reread,
        }
    }
}

/// Two names side by side, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// How alike they are.
    pub score: Score,
    /// As what they were read.
    pub kind: Kind,
    /// Why, in sentences.
    pub reasons: Vec<String>,
}

/// Compares two names.
pub fn names(a: &str, b: &str, kind: Kind, mode: Mode) -> Comparison {
    let kind = resolve(kind, a, b);
    if mode == Mode::Ofac {
        return Comparison {
            score: Score::of(ofac::score(a, b)),
            kind,
            reasons: vec![ofac::REASON.to_owned()],
        };
    }
    let mut best: Option<Comparison> = None;
    let mut alignment = Alignment::default();
    for x in Prepared::forms(a, kind) {
        for y in Prepared::forms(b, kind) {
            let (tokens_x, tokens_y) = (x.tokens(), y.tokens());
            let (query, name) = (x.view(&tokens_x), y.view(&tokens_y));
            let judged = prepared(&query, &name, kind, mode, &mut alignment);
            let score = Score::of(scored(&judged, &query));
            if best.as_ref().is_none_or(|best| score > best.score) {
                best = Some(Comparison {
                    score,
                    kind,
                    reasons: explain::names(&query, &name, &alignment, &judged),
                });
            }
        }
    }
    best.unwrap_or(Comparison {
        score: Score::NONE,
        kind,
        reasons: vec!["one of the names has no letters".to_owned()],
    })
}

/// What two names say when nothing says whether they are people's.
fn resolve(kind: Kind, a: &str, b: &str) -> Kind {
    if kind != Kind::Unknown {
        return kind;
    }
    let organisation = [a, b]
        .iter()
        .flat_map(|name| normalise(name, Kind::Organisation))
        .any(|form| form.looks_like_organisation());
    if organisation {
        Kind::Organisation
    } else {
        Kind::Person
    }
}

/// Judges two prepared names.
pub(crate) fn prepared(
    query: &View<'_>,
    name: &View<'_>,
    kind: Kind,
    mode: Mode,
    alignment: &mut Alignment,
) -> Judgement {
    alignment.align(query, name, kind);
    judge(query, name, alignment, kind, mode)
}

/// What names score by themselves, before it is asked how many have them.
pub(crate) fn scored(judged: &Judgement, view: &View<'_>) -> u32 {
    let score = ceiling(judged.score, view);
    if judged.middle {
        score.max(MIDDLE_MIN)
    } else {
        score
    }
}

/// Names alone prove less than everything, and a short name less than a long one.
fn ceiling(score: u32, view: &View<'_>) -> u32 {
    let letters: usize = view
        .tokens
        .iter()
        .filter(|token| token.class.is_core())
        .map(|token| token.text.len())
        .sum();
    ceiling_of(score, u32::try_from(letters).unwrap_or(u32::MAX))
}

/// The same for a name with so many letters.
pub(crate) fn ceiling_of(score: u32, letters: u32) -> u32 {
    // What cannot be proved stays as far from the whole as it was.
    let most = 9_900 - (1_600 / letters.max(1)).min(800);
    if score <= 7_500 {
        return score;
    }
    7_500 + (score - 7_500) * (most - 7_500) / 2_500
}
