//! Origins: what several articles go back to.

mod borrowed;
mod spoken;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Set;
use super::days::When;
use super::findings::Origin;
use super::quotations::{self, only_person};
use super::speech::{Speaker, Way};
use super::words::{Kinds, Word};
use borrowed::{common_texts, credits, hearsay, linked, repeated};
use spoken::spoken;

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
                    // A country that `announced on 10 October` does something else than its
                    // spokesman who answers: such a day counts where he is named himself.
                    let own = occasion.is_some() || weekday || mentions(sentence);
                    let close = close && own;
                    let when = day.when.resolved(reading.published);
                    if !quoted && close && (weekday || when.is_day()) {
                        voice.days.push((when, sentence));
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
