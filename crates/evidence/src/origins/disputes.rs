//! What the articles do not agree about.

mod days;
mod figures;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::Set;
use super::findings::{Dispute, DisputeKind, OriginKind, Passage, Side};
use super::frames::{Deed, Handled, contents, handled, not_that};
use super::occasions::Found;
use super::passages::both;
use super::text::stems;
use super::words::{Kinds, Word};
use days::{days_of_events, days_of_occasions};
use figures::figures;
pub(crate) use figures::lone_figures;

/// The most places of one kind that are held against each other.
const COMPARED_MAX: usize = 1_200;
/// The most passages that stand behind one side.
const SIDE_MAX: usize = 12;

pub(crate) fn disputes(
    set: &Set<'_>,
    origins: &[Found],
    left_out: &mut Vec<String>,
) -> Vec<Dispute> {
    let mut found = things(set, left_out);
    found.extend(which_thing(set, left_out));
    found.extend(held(set, origins, left_out));
    found.extend(days_of_occasions(set, origins));
    found.extend(days_of_events(set, left_out));
    found.extend(figures(set, left_out));
    for dispute in &mut found {
        for side in &mut dispute.sides {
            side.passages.sort();
            side.passages.dedup();
            side.passages.truncate(SIDE_MAX);
        }
    }
    found
}

/// Says where there are more than are held against each other.
fn too_many(what: &str, count: usize, left_out: &mut Vec<String>) -> bool {
    let many = count > COMPARED_MAX;
    if many {
        left_out.push(format!(
            "contradictions between {what}: of {count} no more than {COMPARED_MAX} are held against each other, so take fewer articles to see them"
        ));
    }
    many
}

/// All sentences that are prose, with where each stem stands.
struct Sentences {
    all: Vec<(usize, usize, Vec<Word>)>,
    of: FxHashMap<Word, Vec<usize>>,
}

impl Sentences {
    fn new(set: &Set<'_>) -> Self {
        let mut all = Vec::new();
        let mut of: FxHashMap<Word, Vec<usize>> = FxHashMap::default();
        for (article, reading) in set.readings.iter().enumerate() {
            for (sentence, one) in reading.text.sentences.iter().enumerate() {
                if !one.prose {
                    continue;
                }
                let words = stems(&reading.text, &one.tokens, &set.words);
                for &stem in &words {
                    of.entry(stem).or_default().push(all.len());
                }
                all.push((article, sentence, words));
            }
        }
        Self { all, of }
    }

    /// Those with one of these stems, in order.
    fn with(&self, stems: &[Word]) -> Vec<&(usize, usize, Vec<Word>)> {
        let mut places: Vec<usize> = stems
            .iter()
            .filter_map(|stem| self.of.get(stem))
            .flatten()
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        places
            .into_iter()
            .filter_map(|place| self.all.get(place))
            .collect()
    }
}

/// `The samples were gem ores, not rare earths`, and who says that they were rare earths.
fn things(set: &Set<'_>, left_out: &mut Vec<String>) -> Vec<Dispute> {
    let mut frames = not_that(set);
    too_many("what a thing is and is not", frames.len(), left_out);
    frames.truncate(COMPARED_MAX);
    if frames.is_empty() {
        return Vec::new();
    }
    let sentences = Sentences::new(set);
    let of = |article: usize, tokens: &std::ops::Range<usize>| {
        set.readings
            .get(article)
            .map_or_else(Vec::new, |reading| stems(&reading.text, tokens, &set.words))
    };
    let inside: Vec<_> = contents(set)
        .into_iter()
        .map(|one| (of(one.article, &one.tokens), one))
        .collect();
    let denials: Vec<Vec<Word>> = frames
        .iter()
        .map(|frame| of(frame.article, &frame.is_not))
        .collect();
    let mut done: Vec<Vec<Word>> = Vec::new();
    let mut tried: BTreeSet<(&[Word], &[Word])> = BTreeSet::new();
    let mut found = Vec::new();
    for (frame, denied) in frames.iter().zip(&denials) {
        let Some(reading) = set.readings.get(frame.article) else {
            continue;
        };
        if denied.is_empty()
            || done.iter().any(|other| alike(other, denied))
            || !tried.insert((frame.thing.as_slice(), denied.as_slice()))
        {
            continue;
        }
        let mut is = Vec::new();
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut own: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut asserted: Vec<Word> = Vec::new();
        for (other, not) in frames.iter().zip(&denials) {
            if !alike(not, denied) || both(&other.thing, &frame.thing).next().is_none() {
                continue;
            }
            is.push(set.sentence(other.article, other.sentence));
            names.insert(set.span(other.article, &other.is).text);
            asserted.extend(of(other.article, &other.is));
            own.insert((other.article, other.sentence));
        }
        asserted.sort_unstable();
        asserted.dedup();
        // The head of what is denied: its first words.
        let head: Vec<Word> = head(set, frame.article, &frame.is_not);
        let needed = head.len().min(2);
        let mut says_so = Vec::new();
        for &(article, sentence, ref words) in sentences.with(&frame.thing) {
            let Some(one) = set
                .readings
                .get(article)
                .and_then(|reading| reading.text.sentences.get(sentence).zip(Some(reading)))
                .filter(|_| !own.contains(&(article, sentence)))
            else {
                continue;
            };
            let tokens = one.1.text.of(&one.0.tokens);
            let about = both(words, &frame.thing)
                .any(|stem| is_thing(set, stem, frame.article, frame.sentence));
            let same_thing =
                both(words, &frame.thing).count().saturating_mul(2) >= frame.thing.len();
            if same_thing
                && both(words, &asserted).next().is_some()
                && both(words, denied).count() < needed
            {
                // Says what it is, without the denial.
                let plain = tokens
                    .iter()
                    .any(|token| set.words.is(token.word, Kinds::BEING));
                if plain {
                    is.push(set.sentence(article, sentence));
                }
                continue;
            }
            let named = head.iter().filter(|stem| words.contains(stem)).count() >= needed;
            let negated = tokens
                .iter()
                .any(|token| matches!(set.words.text(token.word), "not" | "no" | "nothing" | "不"));
            if about && named && !negated {
                says_so.push(set.sentence(article, sentence));
            }
        }
        let load = frame
            .thing
            .iter()
            .any(|&stem| set.words.is(stem, Kinds::LOAD))
            || reading
                .text
                .sentences
                .get(frame.sentence)
                .is_some_and(|one| {
                    reading
                        .text
                        .of(&one.tokens)
                        .iter()
                        .any(|token| set.words.is(token.word, Kinds::LOAD))
                });
        if load {
            for (words, one) in inside
                .iter()
                .filter(|(_, one)| !own.contains(&(one.article, one.sentence)))
            {
                if head.iter().filter(|stem| words.contains(stem)).count() >= needed {
                    says_so.push(set.sentence(one.article, one.sentence));
                }
            }
        }
        if says_so.is_empty() {
            continue;
        }
        done.push(denied.clone());
        let denied_words = set.span(frame.article, &frame.is_not).text;
        let names: Vec<String> = names.into_iter().collect();
        let names = names.join("; ");
        found.push(Dispute {
            kind: DisputeKind::Thing,
            title: format!("{names} – or {denied_words}?"),
            remark: "One side says what it is and denies the other. Where one article has both, it reports a quarrel.".to_owned(),
            sides: vec![
                Side {
                    says: format!("{names}; not {denied_words}"),
                    passages: is,
                },
                Side {
                    says: denied_words,
                    passages: says_so,
                },
            ],
        });
    }
    found
}

/// Whether two sets of stems have at least half of the smaller one in common.
fn alike(one: &[Word], two: &[Word]) -> bool {
    both(one, two).count().saturating_mul(2) >= one.len().min(two.len()).max(1)
}

fn head(set: &Set<'_>, article: usize, tokens: &std::ops::Range<usize>) -> Vec<Word> {
    set.readings.get(article).map_or_else(Vec::new, |reading| {
        reading
            .text
            .of(tokens)
            .iter()
            .filter(|token| !token.is_sign() && !set.words.is(token.word, Kinds::STOP))
            .map(|token| set.words.stem(token.word))
            .take(3)
            .collect()
    })
}

/// Whether a stem is of the thing itself: written small, and no verb of handling.
fn is_thing(set: &Set<'_>, stem: Word, article: usize, sentence: usize) -> bool {
    let Some(reading) = set.readings.get(article) else {
        return false;
    };
    reading.text.sentences.get(sentence).is_some_and(|one| {
        reading.text.of(&one.tokens).iter().any(|token| {
            let handles = Kinds::MOVES;
            set.words.stem(token.word) == stem
                && !token.upper
                && (set.words.is(token.word, Kinds::LOAD)
                    || !set.words.is(token.word, handles)
                        && !set.words.is(token.word, Kinds::SHOWS))
        })
    })
}

/// A denial that speaks of a thing with which one thing was done, where the reports speak of one
/// with which another was done: perhaps they are two things.
fn which_thing(set: &Set<'_>, left_out: &mut Vec<String>) -> Vec<Dispute> {
    let all = handled(set);
    too_many("what was done with a thing", all.len(), left_out);
    let frames = not_that(set);
    let denial = |one: &Handled| {
        frames
            .iter()
            .any(|frame| frame.article == one.article && frame.sentence == one.sentence)
    };
    let mut by_thing: BTreeMap<Word, Vec<&Handled>> = BTreeMap::new();
    for one in all.iter().take(COMPARED_MAX) {
        by_thing.entry(one.thing).or_default().push(one);
    }
    let mut found = Vec::new();
    for (thing, group) in &by_thing {
        let denied: BTreeSet<Deed> = group
            .iter()
            .filter(|one| denial(one))
            .map(|one| one.deed)
            .collect();
        let Some(&deed) = denied.iter().next() else {
            continue;
        };
        // What is said of the thing elsewhere, and of other loads that are moved as it is.
        let others: BTreeSet<Deed> = group
            .iter()
            .filter(|one| !denial(one) && one.deed != deed)
            .map(|one| one.deed)
            .collect();
        let Some(&other) = others.iter().next() else {
            continue;
        };
        let side = |deed: Deed, wide: bool| -> Vec<&Handled> {
            all.iter()
                .filter(|one| one.deed == deed && (one.thing == *thing || wide))
                .collect()
        };
        let (first, second) = (side(deed, false), side(other, true));
        let times = |side: &[&Handled]| -> String {
            let mut told: BTreeSet<String> = BTreeSet::new();
            for one in side {
                let Some(reading) = set.readings.get(one.article) else {
                    continue;
                };
                for day in reading
                    .days
                    .iter()
                    .filter(|day| day.sentence == one.sentence && day.when.month.is_some())
                {
                    told.insert(day.when.words());
                }
            }
            let told: Vec<String> = told.into_iter().collect();
            if told.is_empty() {
                String::new()
            } else {
                format!(" ({})", told.join(", "))
            }
        };
        let noun = group
            .first()
            .map(|one| {
                set.span(
                    one.article,
                    &(one.phrase.end.saturating_sub(1)..one.phrase.end),
                )
                .text
            })
            .unwrap_or_default();
        let passages = |side: &[&Handled]| -> Vec<Passage> {
            side.iter()
                .map(|one| set.sentence(one.article, one.sentence))
                .collect()
        };
        found.push(Dispute {
            kind: DisputeKind::WhichThing,
            title: format!("the {noun} {} – or those {}?", deed.words(), other.words()),
            remark: format!(
                "The denial speaks of {noun} that were {}{}; the reports that it answers speak of what was {}{}. These may be two things: the one says nothing of the other until somebody says that they are one.",
                deed.words(), times(&first), other.words(), times(&second)
            ),
            sides: vec![
                Side {
                    says: format!("{}{}: of this the denial speaks", deed.words(), times(&first)),
                    passages: passages(&first),
                },
                Side {
                    says: format!("{}{}", other.words(), times(&second)),
                    passages: passages(&second),
                },
            ],
        });
    }
    found
}

/// What ties each of these articles to others: the longer names in it, and the occasions that it goes back to, as
/// numbers in order.
fn ties(
    set: &Set<'_>,
    origins: &[Found],
    articles: impl Iterator<Item = usize>,
) -> BTreeMap<usize, Vec<usize>> {
    let mut ties: BTreeMap<usize, Vec<usize>> = articles.map(|one| (one, Vec::new())).collect();
    for (number, found) in origins.iter().enumerate() {
        if found.origin.kind != OriginKind::Occasion {
            continue;
        }
        for link in &found.origin.links {
            if let Some(own) = ties.get_mut(&link.article)
                && own.last() != Some(&number)
            {
                own.push(number);
            }
        }
    }
    let mut numbers: FxHashMap<&[Word], usize> = FxHashMap::default();
    for (article, own) in &mut ties {
        let names = set.readings.get(*article).map(|one| &one.speech.names);
        own.extend(
            names
                .into_iter()
                .flatten()
                .filter(|name| name.len() > 1)
                .map(|name| {
                    let next = origins.len().saturating_add(numbers.len());
                    *numbers.entry(name).or_insert(next)
                }),
        );
        own.sort_unstable();
        own.dedup();
    }
    ties
}

/// What a load held, where articles tell it differently.
fn held(set: &Set<'_>, origins: &[Found], left_out: &mut Vec<String>) -> Vec<Dispute> {
    let all = contents(set);
    too_many("what loads held", all.len(), left_out);
    let all: Vec<_> = all.iter().take(COMPARED_MAX).collect();
    let list = |index: usize| {
        all.get(index).and_then(|one| {
            let reading = set.readings.get(one.article)?;
            Some(stems(&reading.text, &one.tokens, &set.words))
        })
    };
    // Articles that name somebody in common, or go back to one occasion.
    let ties = ties(set, origins, all.iter().map(|one| one.article));
    let together = |one: usize, two: usize| {
        ties.get(&one)
            .zip(ties.get(&two))
            .is_some_and(|(one, two)| both(one, two).next().is_some())
    };
    let lists: Vec<Vec<Word>> = (0..all.len())
        .map(|index| list(index).unwrap_or_default())
        .collect();
    let mut parents: Vec<usize> = (0..all.len()).collect();
    let mut differ: BTreeSet<usize> = BTreeSet::new();
    for (at, one) in all.iter().enumerate() {
        for (next, two) in all.iter().enumerate().skip(at.saturating_add(1)) {
            let (Some(mine), Some(theirs)) = (lists.get(at), lists.get(next)) else {
                continue;
            };
            let common = both(mine, theirs).count();
            if common == 0 || one.article == two.article || !together(one.article, two.article) {
                continue;
            }
            let (one_root, two_root) = (
                super::quotations::find(&mut parents, at),
                super::quotations::find(&mut parents, next),
            );
            if let Some(parent) = parents.get_mut(one_root.max(two_root)) {
                *parent = one_root.min(two_root);
            }
            if common < mine.len() && common < theirs.len() {
                differ.insert(at);
                differ.insert(next);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..all.len() {
        groups
            .entry(super::quotations::find(&mut parents, index))
            .or_default()
            .push(index);
    }
    let mut found = Vec::new();
    for group in groups.into_values() {
        if !group.iter().any(|index| differ.contains(index)) {
            continue;
        }
        let mut sides: Vec<(BTreeSet<Word>, Side)> = Vec::new();
        for index in group {
            let (Some(one), Some(words)) = (all.get(index), lists.get(index)) else {
                continue;
            };
            let words: BTreeSet<Word> = words.iter().copied().collect();
            let passage = set.sentence(one.article, one.sentence);
            match sides.iter_mut().find(|(known, _)| *known == words) {
                Some((_, side)) => side.passages.push(passage),
                None => sides.push((
                    words,
                    Side {
                        says: set.span(one.article, &one.tokens).text,
                        passages: vec![passage],
                    },
                )),
            }
        }
        if sides.len() < 2 {
            continue;
        }
        found.push(Dispute {
            kind: DisputeKind::Contents,
            title: "what was in it, or was sent".to_owned(),
            remark: "The articles list different things. A list that is longer need not contradict a shorter one, but no two of these say the same.".to_owned(),
            sides: sides.into_iter().map(|(_, side)| side).collect(),
        });
    }
    found
}
