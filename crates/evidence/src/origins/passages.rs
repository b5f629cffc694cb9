//! Passages that several articles have almost word for word, and whole articles that do.
//!
//! Sentences are compared as sets of stems and of pairs of neighbouring stems. In small sets every
//! pair of sentences is compared; in large ones `MinHash` (gaoya) says which pairs are worth it.

use std::cmp::Ordering;

use gaoya::minhash::{MinHasher, MinHasher32};
use rustc_hash::FxHashMap;

use super::parallel::in_parallel;
use super::text::{Text, place, stems};
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
}

/// A set of stems with what each says, made once for many comparisons.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    stems: Vec<Word>,
    weights: Vec<u64>,
    sum: u64,
    /// What so many of them say at least together.
    least: Least,
    /// A bit for each stem; several may share one.
    bits: u128,
}

/// What one, two, three and more stems of a set say together at the least: the sums of its least weights.
#[derive(Debug, Clone, Copy)]
struct Least([u32; 16]);

impl Least {
    fn of(weights: impl Iterator<Item = u64>) -> Self {
        let mut weights: Vec<u64> = weights.collect();
        weights.sort_unstable();
        let mut sums = [0; 16];
        let mut sum = 0_u32;
        for (slot, weight) in sums
            .iter_mut()
            .zip(weights.into_iter().chain(std::iter::repeat(0)))
        {
            sum = sum.saturating_add(u32::try_from(weight).unwrap_or(u32::MAX));
            *slot = sum;
        }
        Self(sums)
    }

    /// What so many stems say at least.
    fn sum(&self, stems: u32) -> u64 {
        let Some(last) = stems.checked_sub(1) else {
            return 0;
        };
        let Self(sums) = self;
        let known = sums.get(place(last)).or(sums.last());
        known.copied().map_or(0, u64::from)
    }
}

impl Weights {
    /// Stems in order, each once, with their weights.
    pub(crate) fn weigh(&self, stems: Vec<Word>) -> Weighed {
        let weights: Vec<u64> = stems.iter().map(|&stem| self.weight(stem)).collect();
        Weighed {
            sum: weights.iter().fold(0, |sum, &one| sum.saturating_add(one)),
            least: Least::of(weights.iter().copied()),
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
            let alone = (one.bits & !two.bits).count_ones();
            one.sum.saturating_sub(one.least.sum(alone))
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

    /// Whether two sets may share so many thousandths of the smaller one.
    pub(crate) fn may_contain(&self, other: &Self, thousandths: u64) -> bool {
        let smaller = self.sum.min(other.sum).max(1);
        self.shared_at_most(other).saturating_mul(1000) / smaller >= thousandths
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
    let outlines: Vec<Outline> = passages
        .iter()
        .map(|passage| Outline::of(passage, weights))
        .collect();
    let pairs = if passages.len() <= EXACT_MAX {
        let all = 0..number(passages.len());
        all.clone()
            .flat_map(|one| (one.saturating_add(1)..all.end).map(move |two| (one, two)))
            .filter(|&(one, two)| may_be_alike(&outlines, one, two))
            .collect()
    } else {
        candidates(passages, &outlines)
    };
    let held = |&(one, two): &(u32, u32)| {
        let (one, two) = (place(one), place(two));
        let (first, second) = (passages.get(one)?, passages.get(two)?);
        if both(&first.pairs, &second.pairs).take(3).count() < 3 {
            return None;
        }
        let resemblance = weights.resemblance(&first.stems, &second.stems);
        (resemblance >= ALIKE).then_some(Alike {
            one,
            two,
            resemblance,
        })
    };
    let parts = in_parallel(pairs.len(), |part| {
        let own = pairs.get(part).unwrap_or_default();
        own.iter().filter_map(held).collect::<Vec<Alike>>()
    });
    let mut found = parts.concat();
    let cut = found.len() > PAIRS_MAX;
    found.truncate(PAIRS_MAX);
    found.sort_by(|one, two| two.resemblance.cmp(&one.resemblance).then(one.cmp(two)));
    (found, cut)
}

/// What tells of most pairs of passages that they are not alike; small, since many millions of pairs are asked about.
#[derive(Clone, Copy)]
struct Outline {
    article: u32,
    /// How many pairs of neighbouring stems it has.
    pairs: u32,
    /// A bit for each of them.
    pair_bits: u128,
    /// A bit for each stem.
    stem_bits: u128,
    /// What its stems say together.
    sum: u64,
    /// What so many of them say at least together.
    least: Least,
}

impl Outline {
    fn of(passage: &Passage, weights: &Weights) -> Self {
        let each = || passage.stems.iter().map(|&stem| weights.weight(stem));
        Self {
            article: number(passage.article),
            pairs: number(passage.pairs.len()),
            pair_bits: passage.bits,
            stem_bits: passage
                .stems
                .iter()
                .fold(0, |bits, &stem| bits | bit(u64::from(stem))),
            sum: each().fold(0, u64::saturating_add),
            least: Least::of(each()),
        }
    }

    /// Whether two passages of different articles may be alike: each bit that one has and the other has not stands for
    /// something at least that they have not in common.
    fn may_be_alike(&self, other: &Self) -> bool {
        if self.article == other.article {
            return false;
        }
        let alone = |one: u128, two: u128| (one & !two).count_ones();
        let most = |one: &Self, two: &Self| {
            let alone = alone(one.stem_bits, two.stem_bits);
            one.sum.saturating_sub(one.least.sum(alone))
        };
        let shared = most(self, other).min(most(other, self));
        let whole = self.sum.saturating_add(other.sum).saturating_sub(shared);
        if shared.saturating_mul(1000) / whole.max(1) < ALIKE {
            return false;
        }
        let pairs = |one: &Self, two: &Self| {
            one.pairs
                .saturating_sub(alone(one.pair_bits, two.pair_bits))
        };
        pairs(self, other).min(pairs(other, self)) >= 3
    }
}

fn may_be_alike(outlines: &[Outline], one: u32, two: u32) -> bool {
    outlines
        .get(place(one))
        .zip(outlines.get(place(two)))
        .is_some_and(|(one, two)| one.may_be_alike(two))
}

/// Pairs whose signatures agree in a whole band, and that may be alike; in order, each once.
fn candidates(passages: &[Passage], outlines: &[Outline]) -> Vec<(u32, u32)> {
    let hasher = MinHasher32::new(BANDS.saturating_mul(ROWS));
    let keys: Vec<Vec<u64>> = in_parallel(passages.len(), |part| {
        let mut keys = Vec::with_capacity(part.len().saturating_mul(BANDS));
        for passage in passages.get(part).unwrap_or_default() {
            let signature = hasher.create_signature(passage.pairs.iter());
            // A passage without pairs has no signature.
            let mut own = [0_u64; BANDS];
            for (key, rows) in own.iter_mut().zip(signature.chunks(ROWS)) {
                *key = rows.iter().fold(0_u64, |key, &row| {
                    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
                        .wrapping_add(u64::from(row))
                });
            }
            keys.extend(own);
        }
        keys
    });
    let keys = keys.concat();
    let parts = in_parallel(BANDS, |bands| {
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut band: Vec<(u64, u32)> = Vec::with_capacity(passages.len());
        for place in bands {
            band.clear();
            let own = keys.iter().skip(place).step_by(BANDS);
            band.extend(own.copied().zip(0_u32..));
            band.sort_unstable();
            for bucket in band.chunk_by(|one, two| one.0 == two.0) {
                in_bucket(bucket, outlines, &mut found);
            }
            found.sort_unstable();
            found.dedup();
        }
        found
    });
    let mut found = parts.concat();
    found.sort_unstable();
    found.dedup();
    found
}

/// The pairs of one bucket that may be alike; of a large one only neighbours.
fn in_bucket(bucket: &[(u64, u32)], outlines: &[Outline], found: &mut Vec<(u32, u32)>) {
    if bucket.len() > BUCKET_MAX {
        for two in bucket.windows(2) {
            if let [(_, one), (_, two)] = two
                && may_be_alike(outlines, *one, *two)
            {
                found.push((*one.min(two), *one.max(two)));
            }
        }
        return;
    }
    // Side by side, so that each is fetched once.
    let own: Vec<(u32, Outline)> = bucket
        .iter()
        .filter_map(|&(_, at)| Some((at, *outlines.get(place(at))?)))
        .collect();
    let mut rest = own.as_slice();
    while let Some(((one, first), others)) = rest.split_first() {
        rest = others;
        for (two, second) in others {
            if first.may_be_alike(second) {
                found.push((*one.min(two), *one.max(two)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn passage(article: usize, stems: &[u8]) -> Passage {
        let words: Vec<Word> = stems.iter().map(|&stem| u32::from(stem % 60)).collect();
        let mut pairs: Vec<u64> = words
            .windows(2)
            .map(|two| (u64::from(two[0]) << 32) | u64::from(two[1]))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut stems = words;
        stems.sort_unstable();
        stems.dedup();
        Passage {
            article,
            sentence: 0,
            stems,
            bits: pairs.iter().fold(0, |bits, &pair| bits | bit(pair)),
            pairs,
        }
    }

    proptest! {
        /// What outlines leave out is not alike.
        #[test]
        fn outlines_leave_out_nothing_that_is_alike(
            texts in prop::collection::vec(prop::collection::vec(any::<u8>(), 5..30), 2..12),
            cuts in prop::collection::vec(0..5_usize, 12),
        ) {
            // Each text stands there a second time with its beginning cut off.
            let passages: Vec<Passage> = texts
                .iter()
                .zip(&cuts)
                .flat_map(|(text, &cut)| [text.as_slice(), text.get(cut..).unwrap_or_default()])
                .enumerate()
                .map(|(article, text)| passage(article, text))
                .collect();
            let weights = Weights::new(&passages);
            let outlines: Vec<Outline> =
                passages.iter().map(|one| Outline::of(one, &weights)).collect();
            let mut wanted = Vec::new();
            for (at, one) in passages.iter().enumerate() {
                for (next, two) in passages.iter().enumerate().skip(at + 1) {
                    let alike = both(&one.pairs, &two.pairs).count() >= 3
                        && weights.resemblance(&one.stems, &two.stems) >= ALIKE;
                    if alike {
                        prop_assert!(outlines[at].may_be_alike(&outlines[next]));
                        wanted.push((at, next));
                    }
                    let weighed = (weights.weigh(one.stems.clone()), weights.weigh(two.stems.clone()));
                    let exact = weights.resemblance(&one.stems, &two.stems);
                    prop_assert_eq!(weighed.0.resembles(&weighed.1, 450), exact >= 450);
                }
            }
            let (found, cut) = alike(&passages, &weights);
            let mut found: Vec<(usize, usize)> = found.iter().map(|one| (one.one, one.two)).collect();
            found.sort_unstable();
            prop_assert_eq!(found, wanted);
            prop_assert!(!cut);
        }
    }
}
