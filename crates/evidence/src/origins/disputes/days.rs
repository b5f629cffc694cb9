//! Different days for one occasion or one event.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Set;
use super::super::findings::{Dispute, DisputeKind, Passage, Side};
use super::super::occasions::Found;
use super::super::passages::both;
use super::super::quotations::find;
use super::super::text::stems;
use super::super::words::Word;
use super::*;

/// Occasions to which articles give different days.
pub(super) fn days_of_occasions(set: &Set<'_>, origins: &[Found]) -> Vec<Dispute> {
    let mut found = Vec::new();
    for one in origins.iter().filter(|one| one.origin.days.len() > 1) {
        let days: Vec<&str> = one.origin.days.iter().map(|day| day.day.as_str()).collect();
        // `Monday` and `Monday 2025-10-13` agree.
        let clash = days.iter().any(|first| {
            days.iter().any(|second| {
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
            let slot = merged.entry(weekday(&day.day).to_owned()).or_default();
            if slot.0.len() < day.day.len() {
                slot.0.clone_from(&day.day);
            }
            slot.1.extend(&day.articles);
        }
        let sides = merged
            .into_values()
            .map(|(day, articles)| {
                let passages = articles
                    .into_iter()
                    .flat_map(|article| day_sentences(set, one, article, weekday(&day)))
                    .collect();
                Side {
                    says: day,
                    passages,
                }
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

/// The weekday of a day in words, or what stands in its place.
fn weekday(day: &str) -> &str {
    day.split(' ').next().unwrap_or_default()
}

/// The sentences in which an article gives the occasion that day.
fn day_sentences(set: &Set<'_>, origin: &Found, article: usize, wanted: &str) -> Vec<Passage> {
    let Some(reading) = set.readings.get(article) else {
        return Vec::new();
    };
    let mut found: Vec<Passage> = reading
        .days
        .iter()
        .filter(|day| day.when.weekday.is_some() || day.when.is_day())
        .filter(|day| weekday(&day.when.resolved(reading.published).words()) == wanted)
        .filter(|day| {
            origin.sentences.contains(&(article, day.sentence)) || day.when.weekday.is_some()
        })
        .map(|day| set.sentence(article, day.sentence))
        .collect();
    found.dedup();
    found
}

/// Events that articles tell in much the same words, with different days.
pub(super) fn days_of_events(set: &Set<'_>, left_out: &mut Vec<String>) -> Vec<Dispute> {
    let mut dated: Vec<(usize, usize, super::super::days::When, Vec<Word>)> = Vec::new();
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
    if too_many("the days of events", dated.len(), left_out) {
        return Vec::new();
    }
    let mut parents: Vec<usize> = (0..dated.len()).collect();
    let mut quarrels: BTreeSet<usize> = BTreeSet::new();
    for (at, one) in dated.iter().enumerate() {
        for (next, two) in dated.iter().enumerate().skip(at.saturating_add(1)) {
            let comparable = one.2.is_day() && two.2.is_day() || !one.2.is_day() && !two.2.is_day();
            if one.0 == two.0 || one.2.agrees(two.2) || !comparable {
                continue;
            }
            let common = both(&one.3, &two.3).count();
            if common < 4 || set.weights.resemblance(&one.3, &two.3) < 400 {
                continue;
            }
            let (first, second) = (find(&mut parents, at), find(&mut parents, next));
            if let Some(parent) = parents.get_mut(first.max(second)) {
                *parent = first.min(second);
            }
            quarrels.extend([at, next]);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in quarrels {
        groups
            .entry(find(&mut parents, index))
            .or_default()
            .push(index);
    }
    groups
        .into_values()
        .map(|group| {
            let mut sides: Vec<(super::super::days::When, Side)> = Vec::new();
            for one in group.into_iter().filter_map(|index| dated.get(index)) {
                let passage = set.sentence(one.0, one.1);
                match sides.iter_mut().find(|(when, _)| when.agrees(one.2)) {
                    Some((_, side)) => side.passages.push(passage),
                    None => sides.push((
                        one.2,
                        Side {
                            says: one.2.words(),
                            passages: vec![passage],
                        },
                    )),
                }
            }
            Dispute {
                kind: DisputeKind::Day,
                title: "the day of an event that several tell".to_owned(),
                remark: String::new(),
                sides: sides.into_iter().map(|(_, side)| side).collect(),
            }
        })
        .collect()
}
