//! Figures: shares, sums and counts, with what they are of.

use std::ops::Range;

use exeat_value::Decimal;

use super::days::WhenSaid;
use super::text::{Sort, Text};
use super::words::{Kinds, Word, Words};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    Percent,
    Money(String),
    Count,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Exactly,
    About,
    Above,
    Below,
}

#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) sentence: usize,
    /// The number with what stands around it.
    pub(crate) tokens: Range<usize>,
    pub(crate) amount: Decimal,
    pub(crate) bound: Bound,
    pub(crate) measure: Measure,
    /// The stems of what is measured or counted, in order.
    pub(crate) of: Vec<Word>,
    /// Five more: an addition and not a whole.
    pub(crate) further: bool,
    /// Told as a whole.
    pub(crate) total: bool,
}

const NUMBERS: [(&str, u32); 24] = [
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("hundred", 100),
    ("dozen", 12),
];
const SCALES: [(&str, i64); 10] = [
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("mn", 1_000_000),
    ("bn", 1_000_000_000),
    ("m", 1_000_000),
    ("万", 10_000),
    ("亿", 100_000_000),
    ("hundred", 100),
];
const MONEY: [(&str, &str); 10] = [
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("yuan", "CNY"),
    ("yen", "JPY"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("rmb", "CNY"),
    ("pounds", "GBP"),
];

pub(crate) fn figures(text: &Text, words: &Words, days: &[WhenSaid]) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    for (index, sentence) in text.sentences.iter().enumerate() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let in_day = days
                .get(days.partition_point(|day| day.tokens.end <= at))
                .is_some_and(|day| day.tokens.contains(&at));
            let figure = if in_day {
                None
            } else {
                figure_at(text, words, sentence.tokens.clone(), at, index)
            };
            match figure {
                Some(mut figure) => {
                    let next = figure.tokens.end.max(at.saturating_add(1));
                    // `bringing the total to 17`: of what was counted before.
                    if figure.of.is_empty() && figure.measure == Measure::Count {
                        let before = found.last().filter(|last| {
                            last.sentence == index && last.measure == Measure::Count
                        });
                        if let Some(before) = before.filter(|_| figure.total) {
                            figure.of.clone_from(&before.of);
                        }
                    }
                    if !figure.of.is_empty() {
                        found.push(figure);
                    }
                    at = next;
                }
                None => at = at.saturating_add(1),
            }
        }
    }
    found
}

fn word<'w>(text: &Text, words: &'w Words, at: usize) -> &'w str {
    text.tokens
        .get(at)
        .map_or("", |token| words.text(token.word))
}

fn back(at: usize, steps: usize) -> Option<usize> {
    at.checked_sub(steps)
}

fn figure_at(
    text: &Text,
    words: &Words,
    sentence: Range<usize>,
    at: usize,
    index: usize,
) -> Option<Figure> {
    let token = text.tokens.get(at)?;
    let own = words.text(token.word);
    let (mut amount, digits) = match token.sort {
        Sort::Number => (own.parse::<Decimal>().ok()?, true),
        Sort::Word => {
            let (_, number) = NUMBERS.iter().find(|(name, _)| *name == own)?;
            (Decimal::from(*number), false)
        }
        _ => return None,
    };
    // Parts of names of announcements, addresses and the like: 2025-57, A4, 3:00.
    let joined = |at: Option<usize>| {
        at.and_then(|at| text.tokens.get(at)).is_some_and(|one| {
            matches!(one.sort, Sort::Mark('-' | '/' | ':' | '#' | '.'))
                && (one.end == token.start || one.start == token.end)
        })
    };
    if digits
        && (joined(back(at, 1))
            || joined(Some(at.saturating_add(1)))
                && text
                    .tokens
                    .get(at.saturating_add(2))
                    .is_some_and(|one| one.sort == Sort::Number))
    {
        return None;
    }
    let mut end = at.saturating_add(1);
    if let Some((_, scale)) = SCALES
        .iter()
        .find(|(name, _)| *name == word(text, words, end))
    {
        amount = amount.checked_mul(Decimal::from(*scale))?;
        end = end.saturating_add(1);
    }
    let before = back(at, 1).filter(|&one| one >= sentence.start);
    let sign = before
        .and_then(|at| text.tokens.get(at))
        .map(|one| one.sort);
    let currency = match sign {
        Some(Sort::Mark('$')) => Some("USD"),
        Some(Sort::Mark('€')) => Some("EUR"),
        Some(Sort::Mark('£')) => Some("GBP"),
        Some(Sort::Mark('¥')) => Some("CNY"),
        _ => None,
    };
    let after = word(text, words, end);
    let measure = if after == "%" || after == "percent" || after == "pct" {
        end = end.saturating_add(1);
        Measure::Percent
    } else if after == "per" && word(text, words, end.saturating_add(1)) == "cent" {
        end = end.saturating_add(2);
        Measure::Percent
    } else if let Some(code) = currency {
        Measure::Money(code.to_owned())
    } else if let Some((_, code)) = MONEY.iter().find(|(name, _)| *name == after) {
        end = end.saturating_add(1);
        Measure::Money((*code).to_owned())
    } else {
        Measure::Count
    };
    let mut from = if currency.is_some() {
        before.unwrap_or(at)
    } else {
        at
    };
    let bound = bound(text, words, from, sentence.start, &mut from);
    let mut further = false;
    let lead = back(from, 1).filter(|&one| one >= sentence.start);
    if lead.is_some_and(|at| matches!(word(text, words, at), "another" | "further" | "additional"))
    {
        further = true;
    }
    let mut cursor = end;
    if matches!(
        word(text, words, cursor),
        "more" | "additional" | "further" | "other" | "new"
    ) {
        further = true;
        cursor = cursor.saturating_add(1);
    }
    let lead_from = from.saturating_sub(5).max(sentence.start);
    let total = (lead_from..from).any(|at| {
        matches!(
            word(text, words, at),
            "total" | "altogether" | "all" | "overall"
        )
    }) || (end..end.saturating_add(3))
        .any(|at| matches!(word(text, words, at), "total" | "altogether"));
    let of = match &measure {
        Measure::Money(_) => clause(text, words, &sentence, at),
        _ => phrase(
            text,
            words,
            cursor,
            sentence.end,
            measure == Measure::Percent,
        ),
    };
    let of = if of.is_empty() && measure == Measure::Percent {
        clause(text, words, &sentence, at)
    } else {
        of
    };
    let tail = match measure {
        Measure::Count => cursor.saturating_add(of.len()).min(sentence.end),
        _ => end,
    };
    Some(Figure {
        sentence: index,
        tokens: from..tail.max(end),
        amount,
        bound,
        measure,
        of,
        further,
        total,
    })
}

fn bound(text: &Text, words: &Words, at: usize, start: usize, from: &mut usize) -> Bound {
    let read = |steps: usize| {
        back(at, steps)
            .filter(|&one| one >= start)
            .map_or("", |one| word(text, words, one))
    };
    let pair = (read(2), read(1));
    let (bound, steps) = match pair {
        ("more" | "greater" | "higher", "than") | ("at", "least") => (Bound::Above, 2),
        ("less" | "fewer" | "lower", "than") | ("at", "most") | ("up", "to") => (Bound::Below, 2),
        (_, one) => {
            let kinds = back(at, 1)
                .filter(|&one| one >= start)
                .and_then(|one| text.tokens.get(one))
                .map(|one| words.kinds(one.word))
                .unwrap_or_default();
            if one.is_empty() {
                (Bound::Exactly, 0)
            } else if kinds.has(Kinds::ABOVE) {
                (Bound::Above, 1)
            } else if kinds.has(Kinds::BELOW) {
                (Bound::Below, 1)
            } else if kinds.has(Kinds::ABOUT) {
                (Bound::About, 1)
            } else {
                (Bound::Exactly, 0)
            }
        }
    };
    *from = from.saturating_sub(steps);
    bound
}

/// The words after a number that say what is counted: up to a mark, a small word or a verb.
fn phrase(text: &Text, words: &Words, from: usize, end: usize, share: bool) -> Vec<Word> {
    let mut found = Vec::new();
    let mut at = from;
    while at < end && found.len() < 6 {
        let Some(token) = text.tokens.get(at) else {
            break;
        };
        if token.is_mark('-') {
            at = at.saturating_add(1);
            continue;
        }
        if token.is_sign() {
            break;
        }
        let name = words.text(token.word);
        if share && matches!(name, "of" | "the" | "all" | "and" | "its" | "in") {
            at = at.saturating_add(1);
            continue;
        }
        if words.is(token.word, Kinds::STOP) || words.is(token.word, Kinds::SPEECH) {
            break;
        }
        if !(share && matches!(name, "world" | "global" | "worldwide")) {
            found.push(words.stem(token.word));
        }
        at = at.saturating_add(1);
    }
    found
}

/// The words of the clause around a figure.
fn clause(text: &Text, words: &Words, sentence: &Range<usize>, at: usize) -> Vec<Word> {
    let stops = |at: usize| {
        text.tokens.get(at).is_none_or(|token| {
            matches!(
                token.sort,
                Sort::Mark(',' | ';' | ':' | '—' | '“' | '”' | '"')
            )
        })
    };
    let mut from = at;
    while from > sentence.start && !stops(from.saturating_sub(1)) {
        from = from.saturating_sub(1);
    }
    let mut to = at;
    while to < sentence.end && !stops(to) {
        to = to.saturating_add(1);
    }
    text.of(&(from..to))
        .iter()
        .filter(|token| {
            token.is_word()
                && !words.is(token.word, Kinds::STOP)
                && !SCALES
                    .iter()
                    .any(|(name, _)| *name == words.text(token.word))
        })
        .map(|token| words.stem(token.word))
        .collect()
}

/// Whether two figures cannot both be right of one thing. `more than 60 %` is told of what is a
/// little more, and not of 95 %.
pub(crate) fn incompatible(one: &Figure, two: &Figure) -> bool {
    let range = |figure: &Figure| {
        let scaled = |percent: u32| {
            figure
                .amount
                .checked_mul(Decimal::from(percent))
                .unwrap_or(figure.amount)
        };
        match figure.bound {
            Bound::Exactly => (scaled(100), scaled(100)),
            Bound::About => (scaled(90), scaled(110)),
            Bound::Above => (scaled(100), scaled(120)),
            Bound::Below => (scaled(80), scaled(100)),
        }
    };
    let ((low, high), (other_low, other_high)) = (range(one), range(two));
    high < other_low || other_high < low
}
