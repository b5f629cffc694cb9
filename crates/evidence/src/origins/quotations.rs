//! The same words of one speaker in several articles, and where their wording differs.

use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Set;
use super::findings::{Passage, Quotation, Wording};
use super::passages::Weighed;
use super::speech::{Speaker, same_speaker};
use super::text::{Sort, stems};
use super::words::{Kinds, Word};

/// A set of quotations, with the sentences in which they stand.
pub(crate) struct Found {
    pub(crate) quotation: Quotation,
    /// Article, sentence and speaker (in the article) of each.
    pub(crate) places: Vec<(usize, usize, usize)>,
}

struct One {
    article: usize,
    sentence: usize,
    speaker: usize,
    /// All words, for sameness.
    exact: Vec<Word>,
    stems: Weighed,
    /// How many of the stems say something.
    tells: usize,
    /// The stems of the sentence around it.
    around: Rc<Weighed>,
    passage: Passage,
}

/// Above so many quotations of one speaker only those that share a rare word are compared.
const GROUP_MAX: usize = 600;

pub(crate) fn quotations(set: &Set<'_>) -> Vec<Found> {
    let all = gather(set);
    let mut groups: FxHashMap<Word, Vec<usize>> = FxHashMap::default();
    for (index, one) in all.iter().enumerate() {
        let speaker = speaker(set, one);
        for word in speaker
            .map(|speaker| speaker.key.as_slice())
            .unwrap_or_default()
        {
            groups.entry(*word).or_default().push(index);
        }
    }
    let mut parents: Vec<usize> = (0..all.len()).collect();
    let mut keys: Vec<Word> = groups.keys().copied().collect();
    keys.sort_unstable();
    // Those whose words always stand together have one group.
    let mut done: FxHashSet<&[usize]> = FxHashSet::default();
    for key in keys {
        let group = groups.get(&key).map(Vec::as_slice).unwrap_or_default();
        if !done.insert(group) {
            continue;
        }
        for (at, &one) in group.iter().enumerate() {
            for &two in group.iter().skip(at.saturating_add(1)).take(GROUP_MAX) {
                if find(&mut parents, one) == find(&mut parents, two) {
                    continue;
                }
                let (Some(first), Some(second)) = (all.get(one), all.get(two)) else {
                    continue;
                };
                if first.article != second.article && are_one(set, first, second) {
                    let (one, two) = (find(&mut parents, one), find(&mut parents, two));
                    if let Some(parent) = parents.get_mut(one.max(two)) {
                        *parent = one.min(two);
                    }
                }
            }
        }
    }
    let mut sets: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for index in 0..all.len() {
        sets.entry(find(&mut parents, index))
            .or_default()
            .push(index);
    }
    let mut roots: Vec<usize> = sets.keys().copied().collect();
    roots.sort_unstable();
    let mut found: Vec<Found> = roots
        .into_iter()
        .filter_map(|root| {
            let members: Vec<&One> = sets
                .get(&root)?
                .iter()
                .filter_map(|&index| all.get(index))
                .collect();
            let first = members.first()?.article;
            let several = members.iter().any(|one| one.article != first);
            several.then(|| as_found(set, &members))
        })
        .collect();
    found.sort_by_key(|one| {
        (
            std::cmp::Reverse(one.places.len()),
            one.places.first().copied(),
        )
    });
    found
}

fn speaker<'s>(set: &'s Set<'_>, one: &One) -> Option<&'s Speaker> {
    set.readings
        .get(one.article)?
        .speech
        .speakers
        .get(one.speaker)
}

/// All quotations with a speaker. Where an article has one person who speaks, what is quoted of an
/// institution or a place is that person's.
fn gather(set: &Set<'_>) -> Vec<One> {
    let mut all = Vec::new();
    for (article, reading) in set.readings.iter().enumerate() {
        let only = only_person(&reading.speech.speakers);
        for (index, quote) in reading.text.quotes.iter().enumerate() {
            let own = reading.speech.by_quote.get(index).copied().flatten();
            let person = |index: usize| {
                reading
                    .speech
                    .speakers
                    .get(index)
                    .is_some_and(|one| one.person)
            };
            let speaker = match (own, only) {
                (Some(own), Some(only)) if !person(own) => Some(only),
                (own, only) => own.or(only),
            };
            let Some(speaker) = speaker else { continue };
            let around = reading
                .text
                .sentences
                .get(quote.sentence)
                .map(|sentence| stems(&reading.text, &sentence.tokens, &set.words))
                .unwrap_or_default();
            let around = Rc::new(set.weights.weigh(around));
            for part in parts(set, article, &quote.tokens) {
                let exact: Vec<Word> = reading
                    .text
                    .of(&part)
                    .iter()
                    .filter(|token| !token.is_sign())
                    .map(|token| token.word)
                    .collect();
                let stems = stems(&reading.text, &part, &set.words);
                all.push(One {
                    article,
                    sentence: reading.text.sentence_of(part.start),
                    speaker,
                    exact,
                    tells: stems
                        .iter()
                        .filter(|&&stem| !set.words.is(stem, Kinds::STOP))
                        .count(),
                    stems: set.weights.weigh(stems),
                    around: Rc::clone(&around),
                    passage: set.passage(article, &reading.text.bytes(&part)),
                });
            }
        }
    }
    all
}

/// A long quotation in its clauses, since one article may quote of it what another leaves out. An
/// enumeration stays whole.
fn parts(set: &Set<'_>, article: usize, quote: &Range<usize>) -> Vec<Range<usize>> {
    const SHORTEST: usize = 4;
    let Some(reading) = set.readings.get(article) else {
        return Vec::new();
    };
    let sign = |at: usize| {
        reading.text.tokens.get(at).is_some_and(|one| {
            matches!(
                one.sort,
                Sort::Mark(',' | ';' | '.' | '—' | '，' | '。' | '；')
            )
        })
    };
    let words = |range: Range<usize>| {
        reading
            .text
            .of(&range)
            .iter()
            .filter(|one| !one.is_sign())
            .count()
    };
    let mut found = Vec::new();
    let mut from = quote.start;
    for at in quote.clone().filter(|&at| sign(at)) {
        let next = at.saturating_add(1);
        let end = (next..quote.end).find(|&at| sign(at)).unwrap_or(quote.end);
        let goes_on = reading
            .text
            .tokens
            .get(next)
            .is_some_and(|one| set.words.text(one.word) == "or");
        if words(from..at) >= SHORTEST && words(next..end) >= SHORTEST && !goes_on {
            found.push(from..at);
            from = next;
        }
    }
    let mut end = quote.end;
    while end > from && sign(end.saturating_sub(1)) {
        end = end.saturating_sub(1);
    }
    found.push(from..end);
    found
}

/// The person who speaks, where there is one alone.
pub(crate) fn only_person(speakers: &[Speaker]) -> Option<usize> {
    let mut persons = speakers
        .iter()
        .enumerate()
        .filter(|(_, one)| one.person && one.spoke);
    let (first, _) = persons.next()?;
    persons.next().is_none().then_some(first)
}

/// Whether two quotations are of the same words, perhaps told differently.
fn are_one(set: &Set<'_>, one: &One, two: &One) -> bool {
    // Whatever makes them one but the same words all through takes a stem in common.
    let equal = one.exact == two.exact;
    if !equal && !one.stems.may_meet(&two.stems) {
        return false;
    }
    let same = match (speaker(set, one), speaker(set, two)) {
        (Some(one), Some(two)) => same_speaker(one, two),
        _ => false,
    };
    if !same || equal {
        return same;
    }
    // A part of the other, in the same order.
    let (short, long) = if one.exact.len() <= two.exact.len() {
        (one, two)
    } else {
        (two, one)
    };
    if short.tells >= 2 && contains(&long.exact, &short.exact) {
        return true;
    }
    let alike = one.stems.containment(&two.stems);
    if alike < 280 {
        return false;
    }
    let common = super::passages::both(one.stems.stems(), two.stems.stems()).count();
    let around = |thousandths| one.around.resembles(&two.around, thousandths);
    common >= 2 && (alike >= 350 || around(150))
        || common >= 1 && alike >= 300 && around(220)
        || common >= 1 && alike >= 400 && set.weights.tells(one.stems.stems(), two.stems.stems())
}

fn contains(long: &[Word], short: &[Word]) -> bool {
    !short.is_empty() && long.windows(short.len()).any(|window| window == short)
}

fn as_found(set: &Set<'_>, members: &[&One]) -> Found {
    let mut wordings: Vec<(Vec<Word>, Wording)> = Vec::new();
    for one in members {
        match wordings.iter_mut().find(|(exact, _)| *exact == one.exact) {
            Some((_, wording)) => wording.passages.push(one.passage.clone()),
            None => wordings.push((
                one.exact.clone(),
                Wording {
                    words: one.passage.text.clone(),
                    passages: vec![one.passage.clone()],
                },
            )),
        }
    }
    let longest = members
        .iter()
        .filter_map(|one| speaker(set, one))
        .max_by_key(|one| one.shown.len());
    Found {
        places: members
            .iter()
            .map(|one| (one.article, one.sentence, one.speaker))
            .collect(),
        quotation: Quotation {
            speaker: longest.map(|one| one.shown.clone()).unwrap_or_default(),
            differs: wordings.len() > 1,
            wordings: wordings.into_iter().map(|(_, wording)| wording).collect(),
        },
    }
}

/// The root of a set, with the way there shortened.
pub(crate) fn find(parents: &mut [usize], at: usize) -> usize {
    let mut root = at;
    while let Some(&parent) = parents.get(root).filter(|&&parent| parent != root) {
        root = parent;
    }
    let mut one = at;
    while let Some(slot) = parents.get_mut(one).filter(|slot| **slot != root) {
        one = std::mem::replace(slot, root);
    }
    root
}
