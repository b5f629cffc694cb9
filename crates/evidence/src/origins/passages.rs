//! Passages that several articles have almost word for word, and whole articles that do.
//!
//! Sentences are compared as sets of stems and of pairs of neighbouring stems. In small sets every
//! pair of sentences is compared; in large ones `MinHash` (gaoya) says which pairs are worth it.

use std::cmp::Ordering;

use gaoya::minhash::{MinHasher, MinHasher32};
use rustc_hash::{FxHashMap, FxHashSet};

use super::text::{Text, stems};
use super::words::{Kinds, Word, Words, log2_milli, number};

/// Up to so many sentences every pair is compared.
const EXACT_MAX: usize = 1_500;
/// Numbers of a signature: bands times rows.
const BANDS: usize = 32;
const ROWS: usize = 2;
/// Sentences with fewer words of meaning are too short to be copies.
const WORDS_MIN: usize = 5;
/// In one bucket of a band more sentences than this are compared with their neighbours only.
const BUCKET_MAX: usize = 40;
/// The most pairs that are kept.
const PAIRS_MAX: usize = 100_000;
/// Thousandths of resemblance from which a passage is almost word for word.
const ALIKE: u64 = 500;

/// One sentence of one article.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    pub(crate) article: usize,
    pub(crate) sentence: usize,
    /// Its stems, each once.
    pub(crate) stems: Vec<Word>,
    /// Its pairs of neighbouring stems.
    pairs: Vec<u64>,
    /// A bit for each pair; several may share one.
    bits: u128,
}

impl Passage {
    /// Whether two passages may have so many pairs in common: each bit that one has and the other
    /// has not stands for a pair at least that they have not in common.
    fn may_share(&self, other: &Self, pairs: usize) -> bool {
        let most = |one: &Self, two: &Self| {
            let alone = (one.bits & !two.bits).count_ones();
            one.pairs.len().saturating_sub(super::text::place(alone))
        };
        most(self, other).min(most(other, self)) >= pairs
    }
}

/// One of 128 bits for a number.
fn bit(number: u64) -> u128 {
    let place = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 57;
    1_u128.rotate_left(u32::try_from(place).unwrap_or_default())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Alike {
    pub(crate) one: usize,
    pub(crate) two: usize,
    /// Thousandths.
    pub(crate) resemblance: u64,
}

/// How much each stem says, in thousandths: rare ones say more.
pub(crate) struct Weights {
    of: FxHashMap<Word, u64>,
    rarest: u64,
}

impl Weights {
    pub(crate) fn new(passages: &[Passage]) -> Self {
        let mut counts: FxHashMap<Word, u64> = FxHashMap::default();
        for stem in passages.iter().flat_map(|passage| &passage.stems) {
            let count = counts.entry(*stem).or_default();
            *count = count.saturating_add(1);
        }
        let all = u64::try_from(passages.len()).unwrap_or(u64::MAX);
        // Twice as common, a bit less telling; nothing says nothing.
        let weight = |count: u64| log2_milli(all.saturating_mul(2) / count.max(1)).max(500);
        Self {
            of: counts
                .into_iter()
                .map(|(stem, count)| (stem, weight(count)))
                .collect(),
            rarest: weight(1),
        }
    }

    pub(crate) fn weight(&self, stem: Word) -> u64 {
        self.of.get(&stem).copied().unwrap_or(self.rarest)
    }

    pub(crate) fn sum(&self, stems: &[Word]) -> u64 {
        stems
            .iter()
            .fold(0, |sum, &stem| sum.saturating_add(self.weight(stem)))
    }

    fn shared(&self, one: &[Word], two: &[Word]) -> u64 {
        both(one, two).fold(0, |sum, stem| sum.saturating_add(self.weight(stem)))
    }

    /// Whether something that two sets share is rare enough to tell.
    pub(crate) fn tells(&self, one: &[Word], two: &[Word]) -> bool {
        both(one, two)
            .any(|stem| self.weight(stem).saturating_mul(10) >= self.rarest.saturating_mul(7))
    }

    /// What two sets share of what both have together, in thousandths.
    pub(crate) fn resemblance(&self, one: &[Word], two: &[Word]) -> u64 {
        let shared = self.shared(one, two);
        let whole = self
            .sum(one)
            .saturating_add(self.sum(two))
            .saturating_sub(shared);
        shared.saturating_mul(1000) / whole.max(1)
    }

    /// What two sets share of the smaller one, in thousandths.
    pub(crate) fn containment(&self, one: &[Word], two: &[Word]) -> u64 {
        let smaller = self.sum(one).min(self.sum(two));
        self.shared(one, two).saturating_mul(1000) / smaller.max(1)
    }
}

/// A set of stems with what each says, made once for many comparisons.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    stems: Vec<Word>,
    weights: Vec<u64>,
    sum: u64,
    /// What the least of them says.
    least: u64,
    /// A bit for each stem; several may share one.
    bits: u128,
}

impl Weights {
    /// Stems in order, each once, with their weights.
    pub(crate) fn weigh(&self, stems: Vec<Word>) -> Weighed {
        let weights: Vec<u64> = stems.iter().map(|&stem| self.weight(stem)).collect();
        Weighed {
            sum: weights.iter().fold(0, |sum, &one| sum.saturating_add(one)),
            least: weights.iter().copied().min().unwrap_or_default(),
            bits: stems
                .iter()
                .fold(0, |bits, &stem| bits | bit(u64::from(stem))),
            stems,
            weights,
        }
    }
}

impl Weighed {
    pub(crate) fn stems(&self) -> &[Word] {
        &self.stems
    }

    fn shared(&self, other: &Self) -> u64 {
        let (mut one, mut two) = (self.stems.as_slice(), other.stems.as_slice());
        let mut weights = self.weights.as_slice();
        let mut sum = 0_u64;
        while let (Some((first, rest)), Some((second, others)), Some((weight, left))) =
            (one.split_first(), two.split_first(), weights.split_first())
        {
            match first.cmp(second) {
                Ordering::Less => (one, weights) = (rest, left),
                Ordering::Greater => two = others,
                Ordering::Equal => {
                    sum = sum.saturating_add(*weight);
                    (one, weights, two) = (rest, left, others);
                }
            }
        }
        sum
    }

    /// What both share at most, told by their bits alone: each bit that one has and the other has
    /// not stands for a stem at least that they do not share.
    fn shared_at_most(&self, other: &Self) -> u64 {
        let most = |one: &Self, two: &Self| {
            let alone = u64::from((one.bits & !two.bits).count_ones());
            one.sum.saturating_sub(alone.saturating_mul(one.least))
        };
        most(self, other).min(most(other, self))
    }

    /// Whether two sets share so many thousandths of what both have together.
    pub(crate) fn resembles(&self, other: &Self, thousandths: u64) -> bool {
        let enough = |shared: u64| {
            let whole = self.sum.saturating_add(other.sum).saturating_sub(shared);
            shared.saturating_mul(1000) / whole.max(1) >= thousandths
        };
        enough(self.shared_at_most(other)) && enough(self.shared(other))
    }

    /// What two sets share of the smaller one, in thousandths.
    pub(crate) fn containment(&self, other: &Self) -> u64 {
        let smaller = self.sum.min(other.sum);
        self.shared(other).saturating_mul(1000) / smaller.max(1)
    }

    /// Whether they may have a stem in common.
    pub(crate) fn may_meet(&self, other: &Self) -> bool {
        self.bits & other.bits != 0
    }
}

/// What two sorted lists have in common.
pub(crate) fn both<'a, T: Ord + Copy>(one: &'a [T], two: &'a [T]) -> impl Iterator<Item = T> + 'a {
    let mut rest = two;
    one.iter().copied().filter(move |item| {
        let skip = rest.partition_point(|other| other < item);
        rest = rest.get(skip..).unwrap_or_default();
        rest.first() == Some(item)
    })
}

/// The sentences of an article that are long enough to tell.
pub(crate) fn passages(article: usize, text: &Text, words: &Words, found: &mut Vec<Passage>) {
    for (sentence, one) in text.sentences.iter().enumerate() {
        let stems = stems(text, &one.tokens, words);
        if stems.len() < WORDS_MIN {
            continue;
        }
        let in_order: Vec<Word> = text
            .of(&one.tokens)
            .iter()
            .filter(|token| !token.is_sign() && !words.is(token.word, Kinds::STOP))
            .map(|token| words.stem(token.word))
            .collect();
        let mut pairs: Vec<u64> = in_order
            .windows(2)
            .filter_map(|two| match two {
                [one, two] => Some((u64::from(*one) << 32) | u64::from(*two)),
                _ => None,
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        found.push(Passage {
            article,
            sentence,
            stems,
            bits: pairs.iter().fold(0, |bits, &pair| bits | bit(pair)),
            pairs,
        });
    }
}

/// Pairs of passages of different articles that are almost the same, most alike first; and whether
/// some may have been left out.
pub(crate) fn alike(passages: &[Passage], weights: &Weights) -> (Vec<Alike>, bool) {
    let mut found = Vec::new();
    let mut cut = false;
    let mut compare = |one: usize, two: usize, found: &mut Vec<Alike>| {
        let (Some(first), Some(second)) = (passages.get(one), passages.get(two)) else {
            return;
        };
        if first.article == second.article || !first.may_share(second, 3) {
            return;
        }
        let neighbours = both(&first.pairs, &second.pairs).take(3).count();
        if neighbours < 3 {
            return;
        }
        let resemblance = weights.resemblance(&first.stems, &second.stems);
        if resemblance >= ALIKE {
            if found.len() >= PAIRS_MAX {
                cut = true;
                return;
            }
            found.push(Alike {
                one: one.min(two),
                two: one.max(two),
                resemblance,
            });
        }
    };
    if passages.len() <= EXACT_MAX {
        for one in 0..passages.len() {
            for two in one.saturating_add(1)..passages.len() {
                compare(one, two, &mut found);
            }
        }
    } else {
        for (one, two) in candidates(passages) {
            compare(one, two, &mut found);
        }
    }
    found.sort_by(|one, two| two.resemblance.cmp(&one.resemblance).then(one.cmp(two)));
    (found, cut)
}

/// Pairs whose signatures agree in a whole band.
fn candidates(passages: &[Passage]) -> Vec<(usize, usize)> {
    let hasher = MinHasher32::new(BANDS.saturating_mul(ROWS));
    let mut bands: Vec<Vec<(u64, u32)>> = vec![Vec::new(); BANDS];
    for (index, passage) in passages.iter().enumerate() {
        let signature = hasher.create_signature(passage.pairs.iter());
        for (band, rows) in bands.iter_mut().zip(signature.chunks(ROWS)) {
            let key = rows.iter().fold(0_u64, |key, &row| {
                key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
                    .wrapping_add(u64::from(row))
            });
            band.push((key, number(index)));
        }
    }
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    let mut found = Vec::new();
    let mut add = |one: u32, two: u32| {
        let key = (u64::from(one.min(two)) << 32) | u64::from(one.max(two));
        if one != two && seen.insert(key) {
            let of = super::text::place;
            found.push((of(one.min(two)), of(one.max(two))));
        }
    };
    for mut band in bands {
        band.sort_unstable();
        for bucket in band.chunk_by(|one, two| one.0 == two.0) {
            if bucket.len() > BUCKET_MAX {
                for two in bucket.windows(2) {
                    if let [one, two] = two {
                        add(one.1, two.1);
                    }
                }
                continue;
            }
            for (at, one) in bucket.iter().enumerate() {
                for two in bucket.iter().skip(at.saturating_add(1)) {
                    add(one.1, two.1);
                }
            }
        }
    }
    found.sort_unstable();
    found
}
