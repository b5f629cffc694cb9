//! Origins: what several articles go back to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Set;
use super::days::When;
use super::findings::{DayTold, Link, Origin, OriginKind};
use super::quotations::{self, find, only_person};
use super::speech::{Credit, Speaker, Way, same_speaker};
use super::words::{Kinds, Word};

/// An origin with the sentences that go back to it.
pub(crate) struct Found {
    pub(crate) origin: Origin,
    /// Article and sentence.
    pub(crate) sentences: BTreeSet<(usize, usize)>,
}

/// Somebody who speaks in one article.
struct Voice {
    article: usize,
    speaker: usize,
    sentences: Vec<usize>,
    askers: Vec<usize>,
    days: Vec<(When, usize)>,
    occasion: Option<String>,
    quotes: usize,
}

/// Clusters of one speaker beyond this are not merged further.
const CLUSTERS_MAX: usize = 200;
/// Members of a cluster that a newcomer is held against.
const MEMBERS_MAX: usize = 8;

pub(crate) fn origins(set: &Set<'_>, quotations: &[quotations::Found]) -> Vec<Found> {
    let voices = voices(set);
    let mut found = spoken(set, &voices, quotations);
    let credits = credits(set, &mut found);
    found.extend(credits);
    found.extend(hearsay(set));
    repeated(set, &mut found);
    linked(set, &mut found);
    common_texts(set, &mut found);
    for one in &mut found {
        one.origin
            .links
            .sort_by_key(|link| (link.article, link.passage.from));
        let mut seen = BTreeSet::new();
        one.origin
            .links
            .retain(|link| seen.insert((link.article, link.how.clone())));
    }
    found.sort_by_key(|one| {
        (
            std::cmp::Reverse(one.origin.articles().len()),
            one.origin.kind,
            one.origin.title.clone(),
        )
    });
    found
}

fn speaker_of<'s>(set: &'s Set<'_>, voice: &Voice) -> Option<&'s Speaker> {
    set.readings
        .get(voice.article)?
        .speech
        .speakers
        .get(voice.speaker)
}

fn voices(set: &Set<'_>) -> Vec<Voice> {
    let mut found = Vec::new();
    for (article, reading) in set.readings.iter().enumerate() {
        let speech = &reading.speech;
        let only = only_person(&speech.speakers);
        // What an institution or a place says is the person's, where one person alone speaks.
        let folded = |speaker: usize| match only {
            Some(only) if !speech.speakers.get(speaker).is_some_and(|one| one.person) => {
                let paper = speech.speakers.get(speaker).is_some_and(|one| {
                    speech
                        .credits
                        .iter()
                        .any(|credit| credit.way == Way::Paper && overlaps(&credit.key, &one.key))
                });
                if paper { speaker } else { only }
            }
            _ => speaker,
        };
        let mut own: BTreeMap<usize, Voice> = BTreeMap::new();
        for (sentence, speaker) in speech.by_sentence.iter().enumerate() {
            let Some(speaker) = *speaker else { continue };
            let speaker = folded(speaker);
            own.entry(speaker)
                .or_insert_with(|| Voice {
                    article,
                    speaker,
                    sentences: Vec::new(),
                    askers: Vec::new(),
                    days: Vec::new(),
                    occasion: None,
                    quotes: 0,
                })
                .sentences
                .push(sentence);
        }
        for quote in speech.by_quote.iter().flatten() {
            if let Some(voice) = own.get_mut(&folded(*quote)) {
                voice.quotes = voice.quotes.saturating_add(1);
            }
        }
        for voice in own.values_mut() {
            let alone = only == Some(voice.speaker) || only.is_none();
            let key = speech
                .speakers
                .get(voice.speaker)
                .map(|one| one.key.clone())
                .unwrap_or_default();
            let mentions = |sentence: usize| {
                reading.text.sentences.get(sentence).is_some_and(|one| {
                    reading
                        .text
                        .of(&one.tokens)
                        .iter()
                        .any(|token| key.contains(&token.word))
                })
            };
            let near = |sentence: usize| voice.sentences.contains(&sentence) || mentions(sentence);
            for (index, credit) in speech.credits.iter().enumerate() {
                if credit.way == Way::Asked && (alone || near(credit.sentence)) {
                    voice.askers.push(index);
                }
            }
            for (sentence, one) in reading.text.sentences.iter().enumerate() {
                let occasion = occasion(set, article, &one.tokens);
                if !(near(sentence) || alone && occasion.is_some()) {
                    continue;
                }
                if occasion.is_some() && voice.occasion.is_none() {
                    voice.occasion = occasion.clone();
                }
                for day in reading.days.iter().filter(|day| day.sentence == sentence) {
                    let quoted = reading.text.quoted(day.tokens.start);
                    let weekday = day.when.weekday.is_some();
                    // The day of the occasion, and not one that it speaks about.
                    let close =
                        occasion.is_some() || verb_near(set, article, &one.tokens, &day.tokens);
                    if !quoted && close && (weekday || day.when.is_day()) {
                        voice
                            .days
                            .push((day.when.resolved(reading.published), sentence));
                    }
                }
            }
        }
        found.extend(own.into_values());
    }
    found
}

fn overlaps(one: &[Word], two: &[Word]) -> bool {
    one.iter().any(|word| two.contains(word))
}

/// The occasion that a sentence names: `press briefing`.
fn occasion(set: &Set<'_>, article: usize, sentence: &Range<usize>) -> Option<String> {
    let reading = set.readings.get(article)?;
    for at in sentence.clone() {
        let token = reading.text.tokens.get(at)?;
        if token.is_word() && set.words.is(token.word, Kinds::OCCASION) && !reading.text.quoted(at)
        {
            let before = at.checked_sub(1).and_then(|at| reading.text.tokens.get(at));
            let kind = before.map(|one| set.words.text(one.word)).filter(|word| {
                matches!(
                    *word,
                    "press"
                        | "news"
                        | "media"
                        | "regular"
                        | "daily"
                        | "joint"
                        | "radio"
                        | "television"
                        | "earnings"
                        | "court"
                        | "senate"
                )
            });
            let own = set.words.text(token.word);
            return Some(kind.map_or_else(|| own.to_owned(), |kind| format!("{kind} {own}")));
        }
    }
    let article = set.articles.get(article)?;
    let bytes = reading.text.bytes(sentence);
    let own = article.text.get(bytes)?;
    ["记者会", "发布会", "采访", "答记者问"]
        .into_iter()
        .find(|name| own.contains(name))
        .map(str::to_owned)
}

/// Whether a verb of speech stands near a day: `on Monday said`, `said on Monday`.
fn verb_near(set: &Set<'_>, article: usize, sentence: &Range<usize>, day: &Range<usize>) -> bool {
    let Some(reading) = set.readings.get(article) else {
        return false;
    };
    let from = day.start.saturating_sub(5).max(sentence.start);
    let to = day.end.saturating_add(4).min(sentence.end);
    (from..to).any(|at| {
        reading.text.tokens.get(at).is_some_and(|token| {
            set.words.is(token.word, Kinds::SPEECH)
                || set.words.is(token.word, Kinds::ASKS)
                || matches!(set.words.text(token.word), "说" | "称" | "示")
        })
    })
}

/// Occasions on which one person speaks in several articles, or is asked in one.
fn spoken(set: &Set<'_>, voices: &[Voice], quotations: &[quotations::Found]) -> Vec<Found> {
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
    for group in groups.values() {
        let mut clusters: Vec<Vec<usize>> = Vec::new();
        for &index in group {
            let Some(voice) = voices.get(index) else {
                continue;
            };
            let home = clusters.iter().position(|cluster| {
                cluster.iter().take(MEMBERS_MAX).any(|&other| {
                    find(&mut parents, index) == find(&mut parents, other)
                        || voices
                            .get(other)
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

fn join(parents: &mut [usize], one: usize, two: usize) {
    let (one, two) = (find(parents, one), find(parents, two));
    if let Some(parent) = parents.get_mut(one.max(two)) {
        *parent = one.min(two);
    }
}

fn one_occasion(set: &Set<'_>, one: &Voice, two: &Voice) -> bool {
    if one.article == two.article {
        return false;
    }
    let (Some(first), Some(second)) = (speaker_of(set, one), speaker_of(set, two)) else {
        return false;
    };
    if !same_speaker(first, second) {
        return false;
    }
    let askers = |voice: &Voice| -> Vec<Vec<Word>> {
        let credits = set
            .readings
            .get(voice.article)
            .map(|one| one.speech.credits.as_slice())
            .unwrap_or_default();
        voice
            .askers
            .iter()
            .filter_map(|&index| Some(credits.get(index)?.key.clone()))
            .collect()
    };
    let (asked, also) = (askers(one), askers(two));
    let days = |voice: &Voice| -> Vec<_> {
        voice
            .days
            .iter()
            .filter_map(|(when, _)| when.full())
            .collect()
    };
    let (told, told_too) = (days(one), days(two));
    let apart =
        !told.is_empty() && !told_too.is_empty() && !told.iter().any(|day| told_too.contains(day));
    if !apart && asked.iter().any(|key| also.contains(key)) {
        return true;
    }
    if told.iter().any(|day| told_too.contains(day)) && (first.person || second.person) {
        return true;
    }
    let lines = |voice: &Voice| -> Vec<Vec<Word>> {
        voice
            .sentences
            .iter()
            .take(40)
            .filter_map(|&sentence| {
                let reading = set.readings.get(voice.article)?;
                let tokens = reading.text.sentences.get(sentence)?.tokens.clone();
                let stems = super::text::stems(&reading.text, &tokens, &set.words);
                (stems.len() >= 5).then_some(stems)
            })
            .collect()
    };
    let (mine, theirs) = (lines(one), lines(two));
    mine.iter().any(|one| {
        theirs
            .iter()
            .any(|two| set.weights.resemblance(one, two) >= 450)
    })
}

fn as_occasion(set: &Set<'_>, members: &[&Voice]) -> Option<Found> {
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
fn agreed_day(days: &BTreeMap<When, BTreeSet<usize>>) -> Option<exeat_value::Day> {
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

/// Papers and reports that articles name. What an outlet reports of an occasion that is known is
/// no origin of its own: it is how the article has it.
fn credits(set: &Set<'_>, occasions: &mut [Found]) -> Vec<Found> {
    let mut found: Vec<(Way, Vec<Word>, Found)> = Vec::new();
    for (article, reading) in set.readings.iter().enumerate() {
        for credit in &reading.speech.credits {
            if !matches!(credit.way, Way::Paper | Way::Reported) {
                continue;
            }
            let covered = occasions.iter_mut().find(|one| {
                credit.way == Way::Reported
                    && (one.sentences.contains(&(article, credit.sentence))
                        || one.origin.title.contains(&credit.shown))
            });
            if let Some(occasion) = covered {
                if !occasion.origin.through.contains(&credit.shown) {
                    occasion.origin.through.push(credit.shown.clone());
                }
                occasion.origin.links.push(Link {
                    article,
                    how: format!("has it through {}", credit.shown),
                    passage: set.sentence(article, credit.sentence),
                });
                continue;
            }
            let same = |one: &&mut (Way, Vec<Word>, Found)| {
                one.0 == credit.way
                    && (credit.key.iter().all(|word| one.1.contains(word))
                        || one.1.iter().all(|word| credit.key.contains(word)))
            };
            let sentences = spread(set, article, credit);
            let link = Link {
                article,
                how: format!("names it: {}", credit.shown),
                passage: set.sentence(article, credit.sentence),
            };
            if let Some((_, _, known)) = found.iter_mut().find(same) {
                known.origin.links.push(link);
                known.sentences.extend(sentences);
                continue;
            }
            let (kind, title) = match credit.way {
                Way::Paper => (
                    OriginKind::Paper,
                    format!("{} from {}", credit.paper, credit.shown),
                ),
                _ => (OriginKind::Report, format!("report of {}", credit.shown)),
            };
            // What was said just before tells what it is about.
            let before = credit
                .sentence
                .checked_sub(1)
                .filter(|&one| reading.text.sentences.get(one).is_some_and(|one| one.prose));
            let about = match kind {
                OriginKind::Paper => {
                    before.map(|before| format!("after: {}", set.sentence(article, before).text))
                }
                _ => Some(set.sentence(article, credit.sentence).text),
            };
            let date = reading
                .days
                .iter()
                .find(|day| {
                    day.sentence == credit.sentence
                        && (day.when.is_day() || day.when.weekday.is_some())
                })
                .and_then(|day| day.when.resolved(reading.published).full());
            found.push((
                credit.way,
                credit.key.clone(),
                Found {
                    sentences,
                    origin: Origin {
                        kind,
                        title,
                        about: about.unwrap_or_default(),
                        date,
                        days: Vec::new(),
                        through: Vec::new(),
                        links: vec![link],
                    },
                },
            ));
        }
    }
    found.into_iter().map(|(_, _, one)| one).collect()
}

/// The sentence of a credit, and those after it that go on about the same without naming anybody.
fn spread(set: &Set<'_>, article: usize, credit: &Credit) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::from([(article, credit.sentence)]);
    let Some(reading) = set.readings.get(article) else {
        return found;
    };
    let stems = |sentence: usize| {
        reading
            .text
            .sentences
            .get(sentence)
            .filter(|one| one.prose)
            .map(|one| super::text::stems(&reading.text, &one.tokens, &set.words))
    };
    let Some(first) = stems(credit.sentence) else {
        return found;
    };
    for next in credit.sentence.saturating_add(1)..credit.sentence.saturating_add(4) {
        let spoken = reading
            .speech
            .by_sentence
            .get(next)
            .copied()
            .flatten()
            .is_some();
        let credited = reading
            .speech
            .credits
            .iter()
            .any(|one| one.sentence == next);
        let Some(own) = stems(next) else { break };
        if spoken || credited || super::passages::both(&first, &own).count() < 2 {
            break;
        }
        found.insert((article, next));
    }
    found
}

/// Reports that nobody signs, those of one content together.
fn hearsay(set: &Set<'_>) -> Vec<Found> {
    let mut found: Vec<(Vec<Word>, Found)> = Vec::new();
    for (article, reading) in set.readings.iter().enumerate() {
        for credit in reading
            .speech
            .credits
            .iter()
            .filter(|one| one.way == Way::Hearsay)
        {
            let stems = super::text::stems(&reading.text, &credit.about, &set.words);
            if stems.len() < 2 {
                continue;
            }
            let link = Link {
                article,
                how: format!("names it: {}", credit.paper),
                passage: set.sentence(article, credit.sentence),
            };
            let home = found
                .iter()
                .enumerate()
                .map(|(index, one)| (set.weights.containment(&one.0, &stems), index, one))
                .filter(|(alike, _, one)| {
                    *alike >= 550 && super::passages::both(&one.0, &stems).count() >= 2
                })
                .max_by_key(|(alike, index, _)| (*alike, std::cmp::Reverse(*index)))
                .map(|(_, index, _)| index);
            let room = found.len() < 5_000;
            match home.and_then(|home| found.get_mut(home)) {
                Some((_, known)) => {
                    known.origin.links.push(link);
                    known.sentences.insert((article, credit.sentence));
                }
                None if room => found.push((
                    stems,
                    Found {
                        sentences: BTreeSet::from([(article, credit.sentence)]),
                        origin: Origin {
                            kind: OriginKind::Hearsay,
                            title: format!("unnamed {}: {}", credit.paper, credit.shown),
                            about: String::new(),
                            date: None,
                            days: Vec::new(),
                            through: Vec::new(),
                            links: vec![link],
                        },
                    },
                )),
                None => {}
            }
        }
    }
    found.into_iter().map(|(_, one)| one).collect()
}

/// Articles that repeat a passage which another has from an origin that it names.
fn repeated(set: &Set<'_>, found: &mut [Found]) {
    let mut by_sentence: FxHashMap<(usize, usize), Vec<usize>> = FxHashMap::default();
    for (index, one) in found.iter().enumerate() {
        for &place in &one.sentences {
            by_sentence.entry(place).or_default().push(index);
        }
    }
    for alike in &set.alike {
        let (Some(one), Some(two)) = (set.lines.get(alike.one), set.lines.get(alike.two)) else {
            continue;
        };
        for (from, to) in [(one, two), (two, one)] {
            let owners = by_sentence
                .get(&(from.article, from.sentence))
                .cloned()
                .unwrap_or_default();
            for owner in owners {
                let Some(own) = found.get_mut(owner) else {
                    continue;
                };
                // Its own links name the origin; this one does not, so it is said how it is known.
                if own
                    .origin
                    .links
                    .iter()
                    .any(|link| link.article == to.article)
                {
                    continue;
                }
                let name = set
                    .articles
                    .get(from.article)
                    .map_or("", |one| one.name.as_str());
                own.origin.links.push(Link {
                    article: to.article,
                    how: format!("repeats a passage of {name} without saying where it is from"),
                    passage: set.sentence(to.article, to.sentence),
                });
            }
        }
    }
}

/// Articles that link to another of the set go back to what that one goes back to.
fn linked(set: &Set<'_>, found: &mut Vec<Found>) {
    let tidy = |url: &str| {
        url.trim_end_matches('/')
            .trim_start_matches("https://")
            .trim_start_matches("http://")
            .trim_start_matches("www.")
            .to_owned()
    };
    let mut by_url: FxHashMap<String, usize> = FxHashMap::default();
    for (index, article) in set.articles.iter().enumerate() {
        if let Some(url) = &article.url {
            by_url.entry(tidy(url)).or_insert(index);
        }
    }
    if by_url.is_empty() {
        return;
    }
    for (index, article) in set.articles.iter().enumerate() {
        for link in article.links() {
            let Some(&target) = by_url.get(&tidy(link)).filter(|&&target| target != index) else {
                continue;
            };
            let name = set
                .articles
                .get(target)
                .map_or("", |one| one.name.as_str())
                .to_owned();
            let at = article.text.find(link).unwrap_or_default();
            let passage = set.passage(index, &(at..at.saturating_add(link.len())));
            let mut known = false;
            for one in found
                .iter_mut()
                .filter(|one| one.origin.links.iter().any(|link| link.article == target))
            {
                known = true;
                if !one.origin.links.iter().any(|link| link.article == index) {
                    one.origin.links.push(Link {
                        article: index,
                        how: format!("links to {name}"),
                        passage: passage.clone(),
                    });
                }
            }
            if !known {
                found.push(Found {
                    sentences: BTreeSet::new(),
                    origin: Origin {
                        kind: OriginKind::Report,
                        title: format!("report {name}"),
                        about: set.sentence(target, 0).text,
                        date: set.articles.get(target).and_then(|one| one.date),
                        days: Vec::new(),
                        through: Vec::new(),
                        links: vec![
                            Link {
                                article: target,
                                how: "is it".to_owned(),
                                passage: set.sentence(target, 0),
                            },
                            Link {
                                article: index,
                                how: format!("links to {name}"),
                                passage,
                            },
                        ],
                    },
                });
            }
        }
    }
}

/// Articles that share much of their text and go back to nothing that any of them names.
fn common_texts(set: &Set<'_>, found: &mut Vec<Found>) {
    let mut shared: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for alike in &set.alike {
        let (Some(one), Some(two)) = (set.lines.get(alike.one), set.lines.get(alike.two)) else {
            continue;
        };
        shared
            .entry((one.article, two.article))
            .or_default()
            .push((one.sentence, two.sentence));
    }
    let mut parents: Vec<usize> = (0..set.articles.len()).collect();
    let mut joined: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for ((one, two), sentences) in &shared {
        let together = found.iter().any(|own| {
            own.origin.links.iter().any(|link| link.article == *one)
                && own.origin.links.iter().any(|link| link.article == *two)
        });
        if sentences.len() >= 3 && !together {
            join(&mut parents, *one, *two);
            for &(first, second) in sentences {
                joined.entry(*one).or_default().push((*one, first));
                joined.entry(*two).or_default().push((*two, second));
            }
        }
    }
    let mut sets: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &article in joined.keys() {
        sets.entry(find(&mut parents, article))
            .or_default()
            .insert(article);
    }
    for members in sets.into_values() {
        let earliest = members.iter().copied().min_by_key(|&article| {
            (
                set.articles.get(article).and_then(|one| one.date).is_none(),
                set.articles.get(article).and_then(|one| one.date),
                article,
            )
        });
        let Some(earliest) = earliest else { continue };
        let names: Vec<&str> = members
            .iter()
            .filter_map(|&article| set.articles.get(article))
            .map(|one| one.name.as_str())
            .take(6)
            .collect();
        let dated = set.articles.get(earliest).and_then(|one| one.date);
        let about = match dated {
            Some(day) => format!(
                "the earliest that is dated is {} of {day}",
                set.articles
                    .get(earliest)
                    .map_or("", |one| one.name.as_str())
            ),
            None => "none of them says where it is from".to_owned(),
        };
        let links = members
            .iter()
            .filter_map(|&article| {
                let &(_, sentence) = joined.get(&article)?.first()?;
                Some(Link {
                    article,
                    how: "shares passages with the others".to_owned(),
                    passage: set.sentence(article, sentence),
                })
            })
            .collect();
        found.push(Found {
            sentences: members
                .iter()
                .filter_map(|article| joined.get(article))
                .flatten()
                .copied()
                .collect(),
            origin: Origin {
                kind: OriginKind::CommonText,
                title: format!("common text of {}", names.join(", ")),
                about,
                date: None,
                days: Vec::new(),
                through: Vec::new(),
                links,
            },
        });
    }
}
