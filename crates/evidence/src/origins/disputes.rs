//! What the articles do not agree about.

use std::collections::{BTreeMap, BTreeSet};

use super::Set;
use super::figures::{Bound, Figure, Measure, incompatible};
use super::findings::{Dispute, DisputeKind, LoneFigure, OriginKind, Passage, Side};
use super::frames::{Deed, Handled, contents, handled, not_that};
use super::occasions::Found;
use super::passages::both;
use super::text::stems;
use super::words::{Kinds, Word};

/// The most places of one kind that are held against each other.
const COMPARED_MAX: usize = 1_200;
/// The most passages that stand behind one side.
const SIDE_MAX: usize = 12;

pub(crate) fn disputes(set: &Set<'_>, origins: &[Found]) -> Vec<Dispute> {
    let mut found = things(set);
    found.extend(which_thing(set));
    found.extend(held(set, origins));
    found.extend(days_of_occasions(set, origins));
    found.extend(days_of_events(set));
    found.extend(figures(set));
    for dispute in &mut found {
        for side in &mut dispute.sides {
            side.passages.sort();
            side.passages.dedup();
            side.passages.truncate(SIDE_MAX);
        }
    }
    found
}

fn sentence_stems(set: &Set<'_>, article: usize, sentence: usize) -> Vec<Word> {
    set.readings.get(article).map_or_else(Vec::new, |reading| {
        reading
            .text
            .sentences
            .get(sentence)
            .map(|one| stems(&reading.text, &one.tokens, &set.words))
            .unwrap_or_default()
    })
}

/// `The samples were gem ores, not rare earths`, and who says that they were rare earths.
fn things(set: &Set<'_>) -> Vec<Dispute> {
    let frames = not_that(set);
    let inside = contents(set);
    let mut done: Vec<Vec<Word>> = Vec::new();
    let mut found = Vec::new();
    for frame in frames.iter().take(COMPARED_MAX) {
        let Some(reading) = set.readings.get(frame.article) else {
            continue;
        };
        let denied = stems(&reading.text, &frame.is_not, &set.words);
        if denied.is_empty() || done.iter().any(|other| alike(other, &denied)) {
            continue;
        }
        done.push(denied.clone());
        let mut is = Vec::new();
        let mut names: BTreeSet<String> = BTreeSet::new();
        let mut own: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut asserted: Vec<Word> = Vec::new();
        for other in &frames {
            let Some(reading) = set.readings.get(other.article) else {
                continue;
            };
            let not = stems(&reading.text, &other.is_not, &set.words);
            if !alike(&not, &denied) || both(&other.thing, &frame.thing).next().is_none() {
                continue;
            }
            is.push(set.sentence(other.article, other.sentence));
            names.insert(set.span(other.article, &other.is).text);
            asserted.extend(stems(&reading.text, &other.is, &set.words));
            own.insert((other.article, other.sentence));
        }
        asserted.sort_unstable();
        asserted.dedup();
        // The head of what is denied: its first words.
        let head: Vec<Word> = head(set, frame.article, &frame.is_not);
        let needed = head.len().min(2);
        let mut says_so = Vec::new();
        for (article, reading) in set.readings.iter().enumerate() {
            for (sentence, one) in reading.text.sentences.iter().enumerate() {
                if own.contains(&(article, sentence)) || !one.prose {
                    continue;
                }
                let words = stems(&reading.text, &one.tokens, &set.words);
                let about = both(&words, &frame.thing)
                    .any(|stem| is_thing(set, stem, frame.article, frame.sentence));
                let same_thing =
                    both(&words, &frame.thing).count().saturating_mul(2) >= frame.thing.len();
                if same_thing
                    && both(&words, &asserted).next().is_some()
                    && both(&words, &denied).count() < needed
                {
                    // Says what it is, without the denial.
                    let plain = reading
                        .text
                        .of(&one.tokens)
                        .iter()
                        .any(|token| set.words.is(token.word, Kinds::BEING));
                    if plain {
                        is.push(set.sentence(article, sentence));
                    }
                    continue;
                }
                let named = head.iter().filter(|stem| words.contains(stem)).count() >= needed;
                let negated =
                    reading.text.of(&one.tokens).iter().any(|token| {
                        matches!(set.words.text(token.word), "not" | "no" | "nothing")
                    });
                if about && named && !negated {
                    says_so.push(set.sentence(article, sentence));
                }
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
            for one in inside
                .iter()
                .filter(|one| !own.contains(&(one.article, one.sentence)))
            {
                let Some(reading) = set.readings.get(one.article) else {
                    continue;
                };
                let words = stems(&reading.text, &one.tokens, &set.words);
                if head.iter().filter(|stem| words.contains(stem)).count() >= needed {
                    says_so.push(set.sentence(one.article, one.sentence));
                }
            }
        }
        if says_so.is_empty() {
            continue;
        }
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
fn which_thing(set: &Set<'_>) -> Vec<Dispute> {
    let all = handled(set);
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

/// What a load held, where articles tell it differently.
fn held(set: &Set<'_>, origins: &[Found]) -> Vec<Dispute> {
    let all = contents(set);
    let all: Vec<_> = all.iter().take(COMPARED_MAX).collect();
    let list = |index: usize| {
        all.get(index).and_then(|one| {
            let reading = set.readings.get(one.article)?;
            Some(stems(&reading.text, &one.tokens, &set.words))
        })
    };
    let together = |one: usize, two: usize| {
        let common = set
            .readings
            .get(one)
            .zip(set.readings.get(two))
            .is_some_and(|(one, two)| {
                one.speech
                    .names
                    .iter()
                    .any(|name| name.len() > 1 && two.speech.names.contains(name))
            });
        common
            || origins.iter().any(|found| {
                found.origin.kind == OriginKind::Occasion
                    && found.origin.links.iter().any(|link| link.article == one)
                    && found.origin.links.iter().any(|link| link.article == two)
            })
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

/// Occasions to which articles give different days.
fn days_of_occasions(set: &Set<'_>, origins: &[Found]) -> Vec<Dispute> {
    let mut found = Vec::new();
    for one in origins.iter().filter(|one| one.origin.days.len() > 1) {
        let days: Vec<&str> = one.origin.days.iter().map(|day| day.day.as_str()).collect();
        // `Monday` and `Monday 2025-10-13` agree.
        let clash = days.iter().any(|first| {
            days.iter().any(|second| {
                let weekday = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
                let plain = |text: &str| !text.contains(' ');
                if plain(first) || plain(second) {
                    weekday(first) != weekday(second)
                } else {
                    first != second
                }
            })
        });
        if !clash {
            continue;
        }
        let mut merged: BTreeMap<String, (String, BTreeSet<usize>)> = BTreeMap::new();
        for day in &one.origin.days {
            let weekday = day.day.split(' ').next().unwrap_or_default().to_owned();
            let slot = merged.entry(weekday).or_default();
            if slot.0.len() < day.day.len() {
                slot.0.clone_from(&day.day);
            }
            slot.1.extend(&day.articles);
        }
        let sides = merged
            .into_values()
            .map(|(day, articles)| Side {
                says: day,
                passages: articles
                    .into_iter()
                    .flat_map(|article| day_sentences(set, one, article))
                    .collect(),
            })
            .collect();
        found.push(Dispute {
            kind: DisputeKind::Day,
            title: format!("the day of: {}", one.origin.title),
            remark: "One occasion has one day; an article that gives another is wrong in this at least, or speaks of another occasion.".to_owned(),
            sides,
        });
    }
    found
}

fn day_sentences(set: &Set<'_>, origin: &Found, article: usize) -> Vec<Passage> {
    let Some(reading) = set.readings.get(article) else {
        return Vec::new();
    };
    let mut found: Vec<Passage> = reading
        .days
        .iter()
        .filter(|day| day.when.weekday.is_some() || day.when.is_day())
        .filter(|day| {
            origin.sentences.contains(&(article, day.sentence)) || day.when.weekday.is_some()
        })
        .map(|day| set.sentence(article, day.sentence))
        .collect();
    found.dedup();
    found
}

/// Events that articles tell in much the same words, with different days.
fn days_of_events(set: &Set<'_>) -> Vec<Dispute> {
    let mut dated: Vec<(usize, usize, super::days::When, Vec<Word>)> = Vec::new();
    for (article, reading) in set.readings.iter().enumerate() {
        for (sentence, one) in reading.text.sentences.iter().enumerate() {
            let own: Vec<_> = reading
                .days
                .iter()
                .filter(|day| {
                    day.sentence == sentence && (day.when.is_day() || day.when.weekday.is_some())
                })
                .collect();
            // A sentence with several days does not say which belongs to what.
            if let [day] = own.as_slice() {
                let mut words = stems(&reading.text, &one.tokens, &set.words);
                let own: Vec<Word> = reading
                    .text
                    .of(&day.tokens)
                    .iter()
                    .map(|token| set.words.stem(token.word))
                    .collect();
                words.retain(|stem| !own.contains(stem));
                dated.push((
                    article,
                    sentence,
                    day.when.resolved(reading.published),
                    words,
                ));
            }
        }
    }
    let mut found: Vec<Dispute> = Vec::new();
    if dated.len() > COMPARED_MAX {
        return found;
    }
    for (at, one) in dated.iter().enumerate() {
        for two in dated.iter().skip(at.saturating_add(1)) {
            let comparable = one.2.is_day() && two.2.is_day() || !one.2.is_day() && !two.2.is_day();
            if one.0 == two.0 || one.2.agrees(two.2) || !comparable {
                continue;
            }
            let common = both(&one.3, &two.3).count();
            if common < 4 || set.weights.resemblance(&one.3, &two.3) < 400 {
                continue;
            }
            found.push(Dispute {
                kind: DisputeKind::Day,
                title: "the day of an event that both tell".to_owned(),
                remark: String::new(),
                sides: [one, two]
                    .map(|side| Side {
                        says: side.2.words(),
                        passages: vec![set.sentence(side.0, side.1)],
                    })
                    .to_vec(),
            });
        }
    }
    found
}

/// Figures for one thing that cannot both be right.
fn figures(set: &Set<'_>) -> Vec<Dispute> {
    let all = all_figures(set);
    if all.len() > COMPARED_MAX {
        return Vec::new();
    }
    let mut parents: Vec<usize> = (0..all.len()).collect();
    let mut quarrels: BTreeSet<usize> = BTreeSet::new();
    for (at, (article, one)) in all.iter().enumerate() {
        for (next, (other, two)) in all.iter().enumerate().skip(at.saturating_add(1)) {
            if article == other || !of_one_thing(set, *article, one, *other, two) {
                continue;
            }
            if incompatible(one, two) {
                let (first, second) = (
                    super::quotations::find(&mut parents, at),
                    super::quotations::find(&mut parents, next),
                );
                if let Some(parent) = parents.get_mut(first.max(second)) {
                    *parent = first.min(second);
                }
                quarrels.extend([at, next]);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &index in &quarrels {
        groups
            .entry(super::quotations::find(&mut parents, index))
            .or_default()
            .push(index);
    }
    groups
        .into_values()
        .map(|group| {
            let mut sides: Vec<Side> = Vec::new();
            let mut topic = String::new();
            for index in group {
                let Some((article, figure)) = all.get(index) else { continue };
                let says = shown(set, *article, figure);
                if topic.is_empty() {
                    topic = figure.of.iter().map(|&stem| set.words.text(stem).to_owned()).collect::<Vec<_>>().join(" ");
                }
                let passage = set.sentence(*article, figure.sentence);
                match sides.iter_mut().find(|side| side.says == says) {
                    Some(side) => side.passages.push(passage),
                    None => sides.push(Side {
                        says,
                        passages: vec![passage],
                    }),
                }
            }
            let what = sides.first().map(|side| side.says.clone()).unwrap_or_default();
            Dispute {
                kind: DisputeKind::Figure,
                title: format!("how much or how many: {what}"),
                remark: "Different figures for what has much the same name. Look whether they measure the same: production is not processing, and a share of one year is not that of another.".to_owned(),
                sides,
            }
        })
        .collect()
}

fn all_figures<'s>(set: &'s Set<'_>) -> Vec<(usize, &'s Figure)> {
    set.readings
        .iter()
        .enumerate()
        .flat_map(|(article, reading)| reading.figures.iter().map(move |figure| (article, figure)))
        .collect()
}

fn of_one_thing(set: &Set<'_>, article: usize, one: &Figure, other: usize, two: &Figure) -> bool {
    if one.measure != two.measure || one.further != two.further {
        return false;
    }
    let sorted = |figure: &Figure| {
        let mut of = figure.of.clone();
        of.sort_unstable();
        of.dedup();
        of
    };
    let (mine, theirs) = (sorted(one), sorted(two));
    let common = both(&mine, &theirs).count();
    match one.measure {
        Measure::Count => {
            let head = |figure: &Figure| figure.of.last().copied();
            let whole = common == mine.len().min(theirs.len());
            // A short name such as `people` says too little: the sentences have to be alike.
            let same = head(one) == head(two) && (common >= 2 || whole);
            let near = set.weights.resemblance(
                &sentence_stems(set, article, one.sentence),
                &sentence_stems(set, other, two.sentence),
            );
            same && (common >= 2 && whole && near >= 80 || near >= 250)
        }
        Measure::Percent => {
            common >= 2
                && common.saturating_mul(2) >= mine.len().min(theirs.len())
                && share_a_name(set, article, one, other, two)
        }
        Measure::Money(_) => {
            common >= 3
                && common.saturating_mul(10) >= mine.len().max(theirs.len()).saturating_mul(6)
        }
    }
}

/// Whether the sentences of two figures name somebody in common, or one of them names nobody.
fn share_a_name(set: &Set<'_>, article: usize, one: &Figure, other: usize, two: &Figure) -> bool {
    let capitals = |article: usize, figure: &Figure| -> BTreeSet<Word> {
        let Some(reading) = set.readings.get(article) else {
            return BTreeSet::new();
        };
        let Some(sentence) = reading.text.sentences.get(figure.sentence) else {
            return BTreeSet::new();
        };
        reading
            .text
            .of(&sentence.tokens)
            .iter()
            .filter(|token| {
                token.upper && token.is_word() && !set.words.is(token.word, Kinds::STOP)
            })
            .map(|token| token.word)
            .collect()
    };
    let (mine, theirs) = (capitals(article, one), capitals(other, two));
    mine.is_empty() || theirs.is_empty() || mine.intersection(&theirs).next().is_some()
}

fn shown(set: &Set<'_>, article: usize, figure: &Figure) -> String {
    let own = set.span(article, &figure.tokens).text;
    let of: Vec<&str> = figure.of.iter().map(|&stem| set.words.text(stem)).collect();
    match figure.measure {
        Measure::Percent => {
            let reading = set.readings.get(article);
            let end = reading
                .and_then(|one| one.text.sentences.get(figure.sentence))
                .map_or(figure.tokens.end, |one| one.tokens.end);
            let mut to = figure.tokens.end;
            while to < end
                && to.saturating_sub(figure.tokens.end) < 9
                && reading
                    .and_then(|one| one.text.tokens.get(to))
                    .is_some_and(|one| !super::ends_clause(one.sort))
            {
                to = to.saturating_add(1);
            }
            let before = figure.tokens.start.saturating_sub(1);
            set.span(article, &(before..to)).text
        }
        Measure::Count => {
            let words = if own.contains(' ') || figure.of.is_empty() {
                own
            } else {
                format!("{own} ({})", of.join(" "))
            };
            match (figure.total, figure.further) {
                (true, _) => format!("{words}, in total"),
                (false, true) => format!("{words}, in addition"),
                _ => words,
            }
        }
        Measure::Money(_) => own,
    }
}

/// Shares and counts with a subject that no other article gives.
pub(crate) fn lone_figures(set: &Set<'_>) -> Vec<LoneFigure> {
    if set.articles.len() < 2 {
        return Vec::new();
    }
    let all = all_figures(set);
    if all.len() > COMPARED_MAX {
        return Vec::new();
    }
    all.iter()
        .filter(|(article, one)| {
            let told =
                one.measure != Measure::Count || one.of.len() >= 2 || one.bound != Bound::Exactly;
            told && !all.iter().any(|(other, two)| {
                article != other && of_one_thing(set, *article, one, *other, two)
            })
        })
        .map(|(article, one)| LoneFigure {
            says: shown(set, *article, one),
            passage: set.sentence(*article, one.sentence),
        })
        .collect()
}
