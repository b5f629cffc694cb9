//! Answers and statements by word of mouth: one occasion, however many reports.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Set;
use super::super::days::When;
use super::super::findings::{DayTold, Link, Origin, OriginKind};
use super::super::passages::Weighed;
use super::super::quotations::{self, find};
use super::super::speech::same_speaker;
use super::super::words::Word;
use super::*;

/// Occasions on which one person speaks in several articles, or is asked in one.
pub(super) fn spoken(
    set: &Set<'_>,
    voices: &[Voice],
    quotations: &[quotations::Found],
) -> Vec<Found> {
    let mut parents: Vec<usize> = (0..voices.len()).collect();
    let mut place: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for (index, voice) in voices.iter().enumerate() {
        place.insert((voice.article, voice.speaker), index);
    }
    // What they quote alike makes them one.
    for found in quotations {
        let mut members = found
            .places
            .iter()
            .filter_map(|&(article, _, speaker)| place.get(&(article, speaker)).copied());
        let Some(first) = members.next() else {
            continue;
        };
        for other in members {
            join(&mut parents, first, other);
        }
    }
    // So do the same asker, the same day, or sentences in almost the same words.
    let mut groups: BTreeMap<Word, Vec<usize>> = BTreeMap::new();
    for (index, voice) in voices.iter().enumerate() {
        for word in speaker_of(set, voice)
            .map(|one| one.key.clone())
            .unwrap_or_default()
        {
            groups.entry(word).or_default().push(index);
        }
    }
    let heard: Vec<Heard> = voices.iter().map(|voice| Heard::of(set, voice)).collect();
    // Those whose words always stand together have one group.
    let mut done: FxHashSet<&[usize]> = FxHashSet::default();
    for group in groups.values() {
        if !done.insert(group) {
            continue;
        }
        let mut clusters: Vec<Vec<usize>> = Vec::new();
        for &index in group {
            let Some(voice) = voices.get(index).zip(heard.get(index)) else {
                continue;
            };
            let home = clusters.iter().position(|cluster| {
                cluster.iter().take(MEMBERS_MAX).any(|&other| {
                    find(&mut parents, index) == find(&mut parents, other)
                        || voices
                            .get(other)
                            .zip(heard.get(other))
                            .is_some_and(|other| one_occasion(set, voice, other))
                })
            });
            let room = clusters.len() < CLUSTERS_MAX;
            match home.and_then(|home| clusters.get_mut(home)) {
                Some(cluster) => {
                    if let Some(&first) = cluster.first() {
                        join(&mut parents, first, index);
                    }
                    cluster.push(index);
                }
                None if room => clusters.push(vec![index]),
                None => {}
            }
        }
    }
    let mut sets: BTreeMap<usize, Vec<&Voice>> = BTreeMap::new();
    for (index, voice) in voices.iter().enumerate() {
        sets.entry(find(&mut parents, index))
            .or_default()
            .push(voice);
    }
    sets.into_values()
        .filter_map(|members| as_occasion(set, &members))
        .collect()
}

pub(super) fn join(parents: &mut [usize], one: usize, two: usize) {
    let (one, two) = (find(parents, one), find(parents, two));
    if let Some(parent) = parents.get_mut(one.max(two)) {
        *parent = one.min(two);
    }
}

/// What tells of a voice whether it is that of another article on the same occasion.
struct Heard {
    /// By whom it was asked.
    askers: Vec<Vec<Word>>,
    /// The days on which it spoke.
    days: Vec<exeat_value::Day>,
    /// Its longer sentences.
    lines: Vec<Weighed>,
}

impl Heard {
    fn of(set: &Set<'_>, voice: &Voice) -> Self {
        const LINES_MAX: usize = 40;
        let reading = set.readings.get(voice.article);
        let credits = reading
            .map(|one| one.speech.credits.as_slice())
            .unwrap_or_default();
        let line = |&sentence: &usize| {
            let reading = reading?;
            let tokens = reading.text.sentences.get(sentence)?.tokens.clone();
            let stems = super::super::text::stems(&reading.text, &tokens, &set.words);
            (stems.len() >= 5).then(|| set.weights.weigh(stems))
        };
        Self {
            askers: voice
                .askers
                .iter()
                .filter_map(|&index| Some(credits.get(index)?.key.clone()))
                .collect(),
            days: voice
                .days
                .iter()
                .filter_map(|(when, _)| when.full())
                .collect(),
            lines: voice
                .sentences
                .iter()
                .take(LINES_MAX)
                .filter_map(line)
                .collect(),
        }
    }
}

fn one_occasion(set: &Set<'_>, one: (&Voice, &Heard), two: (&Voice, &Heard)) -> bool {
    if one.0.article == two.0.article {
        return false;
    }
    let (Some(first), Some(second)) = (speaker_of(set, one.0), speaker_of(set, two.0)) else {
        return false;
    };
    if !same_speaker(first, second) {
        return false;
    }
    let (one, two) = (one.1, two.1);
    let same_day = one.days.iter().any(|day| two.days.contains(day));
    let apart = !one.days.is_empty() && !two.days.is_empty() && !same_day;
    if !apart && one.askers.iter().any(|key| two.askers.contains(key)) {
        return true;
    }
    if same_day && (first.person || second.person) {
        return true;
    }
    one.lines
        .iter()
        .any(|mine| two.lines.iter().any(|theirs| mine.resembles(theirs, 450)))
}

pub(super) fn as_occasion(set: &Set<'_>, members: &[&Voice]) -> Option<Found> {
    let several = members.iter().any(|one| {
        members
            .first()
            .is_some_and(|first| first.article != one.article)
    });
    let strong = members
        .iter()
        .any(|one| one.quotes > 0 || !one.askers.is_empty() || one.occasion.is_some());
    let person = members
        .iter()
        .any(|one| speaker_of(set, one).is_some_and(|one| one.person));
    // One article that lets somebody speak goes back to them; an institution that merely `said` in
    // several places, without words in common, is no occasion.
    if !strong || !(several || person || members.iter().any(|one| one.quotes > 0)) {
        return None;
    }
    let shown = members
        .iter()
        .filter_map(|one| speaker_of(set, one))
        .max_by_key(|one| (one.person, one.shown.len(), one.role.len()))?;
    let role = members
        .iter()
        .filter_map(|one| speaker_of(set, one))
        .map(|one| one.role.as_str())
        .max_by_key(|role| role.len())
        .unwrap_or_default();
    let mut askers: Vec<(String, usize, usize)> = Vec::new();
    let mut occasions: BTreeMap<String, usize> = BTreeMap::new();
    let mut days: BTreeMap<When, BTreeSet<usize>> = BTreeMap::new();
    let mut links = Vec::new();
    let mut sentences = BTreeSet::new();
    for voice in members {
        let reading = set.readings.get(voice.article)?;
        for &asker in &voice.askers {
            let Some(credit) = reading.speech.credits.get(asker) else {
                continue;
            };
            match askers.iter_mut().find(|(name, _, _)| *name == credit.shown) {
                Some(known) => known.1 = known.1.saturating_add(1),
                None => askers.push((credit.shown.clone(), 1, credit.sentence)),
            }
            links.push(Link {
                article: voice.article,
                how: format!("names it: {}", credit.shown),
                passage: set.sentence(voice.article, credit.sentence),
            });
        }
        if let Some(occasion) = &voice.occasion {
            let count = occasions.entry(occasion.clone()).or_default();
            *count = count.saturating_add(1);
        }
        for (when, _) in &voice.days {
            days.entry(*when).or_default().insert(voice.article);
        }
        let first = voice.sentences.first().copied().unwrap_or_default();
        if voice.askers.is_empty() {
            links.push(Link {
                article: voice.article,
                how: if voice.quotes > 0 {
                    "quotes the same speaker".to_owned()
                } else {
                    "reports the same speaker".to_owned()
                },
                passage: set.sentence(voice.article, first),
            });
        }
        sentences.extend(
            voice
                .sentences
                .iter()
                .map(|&sentence| (voice.article, sentence)),
        );
    }
    askers.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    let date = agreed_day(&days);
    let occasion = occasions
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(name, _)| name.clone());
    let what = match (askers.first(), &occasion) {
        (Some((asker, _, _)), _) => format!("answer of {} to {asker}", shown.shown),
        (None, Some(occasion)) => format!("{} at a {occasion}", shown.shown),
        (None, None) => format!("words of {}", shown.shown),
    };
    let on = date.map(|day| format!(" on {day}")).unwrap_or_else(|| {
        days.keys()
            .next()
            .filter(|_| days.len() == 1)
            .map(|when| format!(" on {}", when.words()))
            .unwrap_or_default()
    });
    let mut about: Vec<String> = Vec::new();
    if !role.is_empty() {
        about.push(role.to_owned());
    }
    about.extend(occasion);
    Some(Found {
        sentences,
        origin: Origin {
            kind: OriginKind::Occasion,
            title: what + &on,
            about: about.join(", "),
            date,
            days: days
                .into_iter()
                .map(|(when, articles)| DayTold {
                    day: when.words(),
                    articles: articles.into_iter().collect(),
                })
                .collect(),
            through: Vec::new(),
            links,
        },
    })
}

/// The day on which most articles agree, where one of them tells it whole.
pub(super) fn agreed_day(days: &BTreeMap<When, BTreeSet<usize>>) -> Option<exeat_value::Day> {
    days.keys()
        .filter_map(|when| {
            let full = when.full()?;
            let votes = days
                .iter()
                .filter(|(other, _)| when.agrees(**other))
                .map(|(_, articles)| articles.len())
                .sum::<usize>();
            Some((votes, std::cmp::Reverse(full)))
        })
        .max()
        .map(|(_, std::cmp::Reverse(day))| day)
}
