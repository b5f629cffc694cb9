//! What articles have from papers, agencies, hearsay, links and each other.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::super::Set;
use super::super::findings::{Link, Origin, OriginKind};
use super::super::passages::{Weighed, both};
use super::super::quotations::find;
use super::super::speech::{Credit, Way};
use super::super::words::Word;
use super::spoken::join;
use super::*;

/// Papers and reports that articles name. What an outlet reports of an occasion that is known is
/// no origin of its own: it is how the article has it.
pub(super) fn credits(set: &Set<'_>, occasions: &mut [Found]) -> Vec<Found> {
    struct Named {
        way: Way,
        key: Vec<Word>,
        /// The stems of the first sentence, where it is named by what it is alone: `the company`.
        nameless: Option<Vec<Word>>,
        found: Found,
    }
    let mut found: Vec<Named> = Vec::new();
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
            // A report that somebody signs is what an agency reported.
            let way = if credit.paper == "report" {
                Way::Reported
            } else {
                credit.way
            };
            // The company of one article need not be that of another.
            let nameless = credit
                .key
                .iter()
                .all(|&word| set.words.is(word, Kinds::BODY))
                .then(|| set.stems(article, credit.sentence));
            let same = |one: &&mut Named| {
                one.way == way
                    && match (&one.nameless, &nameless) {
                        (None, None) => {
                            credit.key.iter().all(|word| one.key.contains(word))
                                || one.key.iter().all(|word| credit.key.contains(word))
                        }
                        (Some(theirs), Some(own)) => {
                            one.key == credit.key && set.weights.resemblance(theirs, own) >= 400
                        }
                        _ => false,
                    }
            };
            let sentences = spread(set, article, credit);
            let link = Link {
                article,
                how: format!("names it: {}", credit.shown),
                passage: set.sentence(article, credit.sentence),
            };
            if let Some(known) = found.iter_mut().find(same) {
                known.found.origin.links.push(link);
                known.found.sentences.extend(sentences);
                continue;
            }
            let (kind, title) = match way {
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
            found.push(Named {
                way,
                key: credit.key.clone(),
                nameless,
                found: Found {
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
            });
        }
    }
    found.into_iter().map(|one| one.found).collect()
}

/// The sentence of a credit, and those after it that go on about the same without naming anybody.
pub(super) fn spread(set: &Set<'_>, article: usize, credit: &Credit) -> BTreeSet<(usize, usize)> {
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
            .map(|one| super::super::text::stems(&reading.text, &one.tokens, &set.words))
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
        if spoken || credited || super::super::passages::both(&first, &own).count() < 2 {
            break;
        }
        found.insert((article, next));
    }
    found
}

/// Words that say the same in a rumour: who sent, supplied or exported something moved it.
#[derive(Default)]
struct Canon {
    moves: Option<Word>,
}

impl Canon {
    fn of(&mut self, set: &Set<'_>, mut stems: Vec<Word>) -> Vec<Word> {
        for stem in &mut stems {
            if set.words.is(*stem, Kinds::MOVES) && !set.words.is(*stem, Kinds::LOAD) {
                *stem = *self.moves.get_or_insert(*stem);
            }
        }
        // `the United States` and `the US`.
        let word = |text: &str| set.words.met(text);
        if let (Some(united), Some(states), Some(short)) =
            (word("united"), word("states"), word("usa"))
        {
            let parts = [set.words.stem(united), set.words.stem(states)];
            if parts.iter().all(|part| stems.contains(part)) {
                stems.retain(|stem| !parts.contains(stem));
                stems.push(short);
            }
        }
        stems.sort_unstable();
        stems.dedup();
        stems
    }
}

/// Reports that nobody signs, those of one content together.
pub(super) fn hearsay(set: &Set<'_>) -> Vec<Found> {
    let mut found: Vec<([Weighed; 2], Found)> = Vec::new();
    let mut canon = Canon::default();
    for (article, reading) in set.readings.iter().enumerate() {
        for credit in reading
            .speech
            .credits
            .iter()
            .filter(|one| one.way == Way::Hearsay)
        {
            let stems = super::super::text::stems(&reading.text, &credit.about, &set.words);
            if stems.len() < 2 {
                continue;
            }
            let link = Link {
                article,
                how: format!("names it: {}", credit.paper),
                passage: set.sentence(article, credit.sentence),
            };
            let canonical = set.weights.weigh(canon.of(set, stems.clone()));
            let stems = set.weights.weigh(stems);
            let home = found
                .iter()
                .enumerate()
                .filter_map(|(index, ([told, plain], _))| {
                    if told.may_contain(&stems, 550) {
                        let alike = told.containment(&stems);
                        let common = both(told.stems(), stems.stems()).count();
                        if alike >= 550 && common >= 2 {
                            return Some((alike, index));
                        }
                    }
                    // In other words they have to have more in common.
                    plain.resembles(&canonical, 700).then_some((700, index))
                })
                .max_by_key(|(alike, index)| (*alike, std::cmp::Reverse(*index)))
                .map(|(_, index)| index);
            let room = found.len() < 5_000;
            match home.and_then(|home| found.get_mut(home)) {
                Some((_, known)) => {
                    known.origin.links.push(link);
                    known.sentences.insert((article, credit.sentence));
                }
                None if room => found.push((
                    [stems, canonical],
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
pub(super) fn repeated(set: &Set<'_>, found: &mut [Found]) {
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
pub(super) fn linked(set: &Set<'_>, found: &mut Vec<Found>) {
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
pub(super) fn common_texts(set: &Set<'_>, found: &mut Vec<Found>) {
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
