//! Frames: `A is B, not C`, and what is done with a thing.

use std::ops::Range;

use super::Set;
use super::ends_clause;
use super::text::{Sort, Token};
use super::words::{Kinds, Word};

/// `The samples were gem ores, not rare earths`.
pub(crate) struct NotThat {
    pub(crate) article: usize,
    pub(crate) sentence: usize,
    /// What it is about, as stems.
    pub(crate) thing: Vec<Word>,
    /// What it is said to be.
    pub(crate) is: Range<usize>,
    /// What it is said not to be.
    pub(crate) is_not: Range<usize>,
}

/// What is done with a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Deed {
    Moved,
    Shown,
    Seized,
    Tested,
    Found,
    Made,
    Got,
}

impl Deed {
    const ALL: [(Self, Kinds); 7] = [
        (Self::Moved, Kinds::MOVES),
        (Self::Shown, Kinds::SHOWS),
        (Self::Seized, Kinds::SEIZES),
        (Self::Tested, Kinds::TESTS),
        (Self::Found, Kinds::FINDS),
        (Self::Made, Kinds::MAKES),
        (Self::Got, Kinds::GETS),
    ];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Moved => "sent, supplied or sold",
            Self::Shown => "shown or presented",
            Self::Seized => "seized or stopped",
            Self::Tested => "tested or inspected",
            Self::Found => "found",
            Self::Made => "made",
            Self::Got => "bought or received",
        }
    }
}

/// A thing with what is done to it in one clause.
pub(crate) struct Handled {
    pub(crate) article: usize,
    pub(crate) sentence: usize,
    /// The noun's stem: `sampl`.
    pub(crate) thing: Word,
    pub(crate) deed: Deed,
    /// The noun with the words before it that describe it: `rare earth mineral samples`.
    pub(crate) phrase: Range<usize>,
}

/// What a load is said to hold.
pub(crate) struct Contents {
    pub(crate) article: usize,
    pub(crate) sentence: usize,
    /// The words that list it.
    pub(crate) tokens: Range<usize>,
}

fn token<'s>(set: &'s Set<'_>, article: usize, at: usize) -> Option<&'s Token> {
    set.readings.get(article)?.text.tokens.get(at)
}

fn reads(set: &Set<'_>, article: usize, at: usize, word: &str) -> bool {
    token(set, article, at).is_some_and(|one| set.words.text(one.word) == word)
}

fn is(set: &Set<'_>, article: usize, at: usize, kind: Kinds) -> bool {
    token(set, article, at).is_some_and(|one| one.is_word() && set.words.is(one.word, kind))
}

fn ends(set: &Set<'_>, article: usize, at: usize) -> bool {
    token(set, article, at).is_none_or(|one| ends_clause(one.sort))
}

/// Small words and verbs at which a list of things is over.
fn leaves_phrase(set: &Set<'_>, article: usize, at: usize) -> bool {
    token(set, article, at).is_none_or(|one| {
        let word = set.words.text(one.word);
        let link = matches!(
            word,
            "to" | "from"
                | "by"
                | "with"
                | "that"
                | "which"
                | "who"
                | "while"
                | "within"
                | "in"
                | "through"
                | "after"
                | "before"
                | "for"
                | "at"
                | "on"
                | "into"
                | "as"
                | "but"
                | "however"
                | "via"
                | "between"
        );
        link || set.words.is(one.word, Kinds::SPEECH)
            || [
                "obtained",
                "linked",
                "purchased",
                "bought",
                "made",
                "shipped",
                "destined",
                "bound",
            ]
            .contains(&word)
    })
}

pub(crate) fn not_that(set: &Set<'_>) -> Vec<NotThat> {
    let mut found = Vec::new();
    for (article, reading) in set.readings.iter().enumerate() {
        for (sentence, one) in reading.text.sentences.iter().enumerate() {
            found.extend(not_that_in_chinese(set, article, sentence, &one.tokens));
            for at in one.tokens.clone() {
                let not = reads(set, article, at, "not")
                    || reads(set, article, at, "rather")
                        && reads(set, article, at.saturating_add(1), "than")
                    || reads(set, article, at, "instead")
                        && reads(set, article, at.saturating_add(1), "of");
                if !not {
                    continue;
                }
                let plain = reads(set, article, at, "not");
                let comma = at.checked_sub(1).is_some_and(|before| {
                    ends(set, article, before) || reads(set, article, before, "and")
                });
                // `not rare earths but gems`.
                let but = (at..one.tokens.end).find(|&at| reads(set, article, at, "but"));
                let after = at.saturating_add(if plain { 1 } else { 2 });
                let being = (one.tokens.start..at)
                    .rev()
                    .find(|&at| is(set, article, at, Kinds::BEING));
                let Some(being) = being else { continue };
                let (is_range, not_range) = if plain && !comma {
                    let Some(but) = but.filter(|&but| but > after && at == being.saturating_add(1))
                    else {
                        continue;
                    };
                    (
                        phrase(set, article, but.saturating_add(1), one.tokens.end),
                        phrase(set, article, after, but),
                    )
                } else {
                    (
                        phrase(set, article, being.saturating_add(1), at),
                        phrase(set, article, after, one.tokens.end),
                    )
                };
                if is_range.is_empty() || not_range.is_empty() || at.saturating_sub(being) > 24 {
                    continue;
                }
                let subject = subject(set, article, one.tokens.start, being);
                let thing = super::text::stems(&reading.text, &subject, &set.words);
                if thing.is_empty() {
                    continue;
                }
                found.push(NotThat {
                    article,
                    sentence,
                    thing,
                    is: is_range,
                    is_not: not_range,
                });
            }
        }
    }
    found
}

/// `样机是农用发动机，不是军用发动机`, `而不是`, `并非`.
fn not_that_in_chinese(
    set: &Set<'_>,
    article: usize,
    sentence: usize,
    tokens: &Range<usize>,
) -> Option<NotThat> {
    let han = |at: usize, sign: &str| {
        token(set, article, at)
            .is_some_and(|one| one.sort == Sort::Han && set.words.text(one.word) == sign)
    };
    let not = tokens.clone().find(|&at| {
        let next = at.saturating_add(1);
        let negates = han(at, "不") && han(next, "是") || han(at, "并") && han(next, "非");
        let before = at.checked_sub(1);
        negates && before.is_some_and(|before| ends(set, article, before) || han(before, "而"))
    })?;
    let being = (tokens.start..not).rev().find(|&at| han(at, "是"))?;
    let end = |from: usize| {
        (from..tokens.end)
            .find(|&at| ends(set, article, at))
            .unwrap_or(tokens.end)
    };
    let (is_from, not_from) = (being.saturating_add(1), not.saturating_add(2));
    let mut is_end = end(is_from).min(not);
    if is_end.checked_sub(1).is_some_and(|last| han(last, "而")) {
        is_end = is_end.saturating_sub(1);
    }
    let from = (tokens.start..being)
        .rev()
        .find(|&at| ends(set, article, at) || han(at, "说") || han(at, "称"))
        .map_or(tokens.start, |at| at.saturating_add(1));
    let (is, is_not) = (is_from..is_end, not_from..end(not_from));
    // Small words tell nothing of the thing.
    let thing = set.readings.get(article).map(|reading| {
        let mut stems = super::text::stems(&reading.text, &(from..being), &set.words);
        stems.retain(|&stem| !["的", "了", "在", "和", "与", "有"].contains(&set.words.text(stem)));
        stems
    })?;
    if is.is_empty() || is_not.is_empty() || thing.is_empty() {
        return None;
    }
    Some(NotThat {
        article,
        sentence,
        thing,
        is,
        is_not,
    })
}

/// The words before a verb of being, back to the last sign or `that`.
fn subject(set: &Set<'_>, article: usize, start: usize, being: usize) -> Range<usize> {
    // `said that the drums`, and not `the drums that were opened`.
    let leads = |at: usize| {
        reads(set, article, at, "that")
            && at.checked_sub(1).is_none_or(|before| {
                before < start
                    || is(set, article, before, Kinds::SPEECH)
                    || is(set, article, before, Kinds::CLAIM)
                    || is(set, article, before, Kinds::HEARSAY)
            })
    };
    let mut from = being;
    while from > start
        && !ends(set, article, from.saturating_sub(1))
        && !leads(from.saturating_sub(1))
    {
        from = from.saturating_sub(1);
    }
    from..being
}

/// The things named from a place on: up to a sign, a verb or a small word that leads on.
fn phrase(set: &Set<'_>, article: usize, from: usize, end: usize) -> Range<usize> {
    let mut from = from;
    while from < end
        && (reads(set, article, from, "actually")
            || reads(set, article, from, "the")
            || reads(set, article, from, "a")
            || reads(set, article, from, "merely")
            || reads(set, article, from, "only"))
    {
        from = from.saturating_add(1);
    }
    let mut to = from;
    while to < end && !ends(set, article, to) && !leaves_phrase(set, article, to) {
        to = to.saturating_add(1);
    }
    from..to
}

/// Things with what is done to them: a noun of the kinds that are moved about, and a verb of
/// handling in the same clause.
pub(crate) fn handled(set: &Set<'_>) -> Vec<Handled> {
    let mut found = Vec::new();
    for (article, reading) in set.readings.iter().enumerate() {
        for (sentence, one) in reading.text.sentences.iter().enumerate() {
            for at in one.tokens.clone() {
                if !is(set, article, at, Kinds::LOAD) {
                    continue;
                }
                let Some(noun) = token(set, article, at) else {
                    continue;
                };
                let mut from = at;
                while from > one.tokens.start {
                    let before = from.saturating_sub(1);
                    let good = token(set, article, before).is_some_and(|one| {
                        one.is_word()
                            && !one.possessive
                            && !set.words.is(one.word, Kinds::STOP)
                            && !handles(set, one.word).is_some_and(|_| true)
                            && !set.words.is(one.word, Kinds::SPEECH)
                    });
                    if !good {
                        break;
                    }
                    from = before;
                }
                // The verb before the noun, or the participle right after it.
                let next = at.saturating_add(1);
                let relative =
                    reads(set, article, next, "that") || reads(set, article, next, "which");
                let near = at.saturating_add(if relative { 7 } else { 4 });
                let after = (next..near.min(one.tokens.end)).find(|&at| {
                    token(set, article, at).is_some_and(|one| handles(set, one.word).is_some())
                });
                let before = (one.tokens.start..from)
                    .rev()
                    .take(10)
                    .take_while(|&at| !ends(set, article, at))
                    .find(|&at| {
                        token(set, article, at).is_some_and(|one| handles(set, one.word).is_some())
                    });
                let Some(verb) = after.or(before) else {
                    continue;
                };
                let Some(deed) = token(set, article, verb).and_then(|one| handles(set, one.word))
                else {
                    continue;
                };
                found.push(Handled {
                    article,
                    sentence,
                    thing: set.words.stem(noun.word),
                    deed,
                    phrase: from..at.saturating_add(1),
                });
            }
        }
    }
    found
}

fn handles(set: &Set<'_>, word: Word) -> Option<Deed> {
    // `shipment` and `sample` are things here, though they look like verbs.
    if set.words.is(word, Kinds::LOAD) {
        return None;
    }
    Deed::ALL
        .iter()
        .find(|(_, kind)| set.words.is(word, *kind))
        .map(|(deed, _)| *deed)
}

/// What loads are said to hold: `a shipment of …`, `the consignment … includes …`, `exported … to`.
pub(crate) fn contents(set: &Set<'_>) -> Vec<Contents> {
    let mut found: Vec<Contents> = Vec::new();
    for (article, reading) in set.readings.iter().enumerate() {
        for (sentence, one) in reading.text.sentences.iter().enumerate() {
            let load = one
                .tokens
                .clone()
                .find(|&at| is(set, article, at, Kinds::LOAD));
            let mut ranges: Vec<Range<usize>> = Vec::new();
            if let Some(load) = load {
                if reads(set, article, load.saturating_add(1), "of") {
                    ranges.push(listing(
                        set,
                        article,
                        load.saturating_add(2),
                        one.tokens.end,
                    ));
                }
                let holds = (load.saturating_add(1)..one.tokens.end)
                    .find(|&at| is(set, article, at, Kinds::HOLDS));
                if let Some(holds) = holds {
                    let skip = usize::from(reads(set, article, holds.saturating_add(1), "of"));
                    ranges.push(listing(
                        set,
                        article,
                        holds.saturating_add(1).saturating_add(skip),
                        one.tokens.end,
                    ));
                }
            }
            // `exported rare earth minerals and other precious metals to …`.
            for at in one.tokens.clone() {
                // `has not shipped a single engine` was no load.
                let denied = (at.saturating_sub(3).max(one.tokens.start)..at)
                    .any(|at| is(set, article, at, Kinds::NEGATION));
                if is(set, article, at, Kinds::MOVES)
                    && !is(set, article, at, Kinds::LOAD)
                    && !denied
                {
                    let range = listing(set, article, at.saturating_add(1), one.tokens.end);
                    let to = reads(set, article, range.end, "to")
                        || reads(set, article, range.end, "from");
                    let own = range.clone().any(|at| is(set, article, at, Kinds::LOAD));
                    if to && !own && range.len() >= 2 {
                        ranges.push(range);
                    } else if to
                        && range.len() >= 2
                        && range
                            .clone()
                            .next_back()
                            .is_some_and(|at| is(set, article, at, Kinds::LOAD))
                    {
                        // `sent rare earth samples to`.
                        let end = range.end.saturating_sub(1);
                        if end > range.start
                            && !(range.start..end).all(|at| {
                                matches!(
                                    reading
                                        .text
                                        .tokens
                                        .get(at)
                                        .map(|one| set.words.text(one.word)),
                                    Some("its" | "first" | "a" | "the" | "their" | "new")
                                )
                            })
                        {
                            ranges.push(range.start..end);
                        }
                    }
                }
            }
            for range in ranges {
                // `its first shipment of …` is the load and not what is in it.
                let end = range.end.saturating_sub(1);
                if (range.start..end).any(|at| is(set, article, at, Kinds::LOAD)) {
                    continue;
                }
                let stems = super::text::stems(&reading.text, &range, &set.words);
                if !stems.is_empty()
                    && !found
                        .iter()
                        .any(|one| one.article == article && one.tokens == range)
                {
                    found.push(Contents {
                        article,
                        sentence,
                        tokens: range,
                    });
                }
            }
        }
    }
    found
}

/// A list of things: commas and `and` go on, a verb or another small word ends it.
fn listing(set: &Set<'_>, article: usize, from: usize, end: usize) -> Range<usize> {
    let mut to = from;
    while to < end && to.saturating_sub(from) < 30 {
        let comma = token(set, article, to).is_some_and(|one| one.is_mark(','));
        let such =
            reads(set, article, to, "such") && reads(set, article, to.saturating_add(1), "as");
        if such {
            to = to.saturating_add(2);
            continue;
        }
        if comma {
            // A comma before a small word or a name in apposition ends the list.
            let next = to.saturating_add(1);
            let goes_on = token(set, article, next).is_some_and(|one| {
                one.is_word()
                    && (reads(set, article, next, "and") || !set.words.is(one.word, Kinds::STOP))
                    && !ends_verb(set, article, next)
            });
            if !goes_on {
                break;
            }
            to = next;
            continue;
        }
        if ends(set, article, to)
            || leaves_phrase(set, article, to)
            || is(set, article, to, Kinds::BEING)
        {
            break;
        }
        to = to.saturating_add(1);
    }
    from..to
}

fn ends_verb(set: &Set<'_>, article: usize, at: usize) -> bool {
    token(set, article, at).is_some_and(|one| {
        let word = set.words.text(one.word);
        word.ends_with("ing") && !one.upper || matches!(word, "prompting" | "leading" | "a" | "an")
    })
}
