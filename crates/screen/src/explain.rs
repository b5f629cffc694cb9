//! Why two names score what they score, for a person to read.

use crate::edit::EDIT;
use crate::normalise::{Class, Spelt};
use crate::score::align::{Alignment, Pairing};
use crate::score::judge::{Judgement, Limit};
use crate::score::letters::Slip;
use crate::score::pair::{How, Token, View};

/// Which word met which, what it cost, and what limited the score.
pub(crate) fn names(
    query: &View<'_>,
    name: &View<'_>,
    alignment: &Alignment,
    judged: &Judgement,
) -> Vec<String> {
    if judged.whole {
        return vec![
            "written without spaces the names are the same but for a letter or two".to_owned(),
        ];
    }
    if let Some((slip, (a, b))) = judged.slip.zip(query.spelt.zip(name.spelt)) {
        return vec![slipped(slip, a, b)];
    }
    let mut reasons = Vec::new();
    let mut pairs: Vec<&Pairing> = alignment.pairs.iter().collect();
    pairs.sort_by_key(|pairing| pairing.query.0);
    let (same, other): (Vec<&Pairing>, Vec<&Pairing>) = pairs
        .into_iter()
        .partition(|pairing| pairing.how == How::Same);
    if !same.is_empty() {
        let words: Vec<String> = same
            .iter()
            .map(|pairing| format!("`{}`", words(query, pairing.query)))
            .collect();
        reasons.push(format!("{} on both sides", words.join(", ")));
    }
    for pairing in other {
        reasons.push(format!(
            "`{}` for `{}`: {}, {}",
            words(query, pairing.query),
            words(name, pairing.name),
            how(pairing.how),
            cost(pairing.cost)
        ));
    }
    for (left, view, whose) in [
        (&alignment.left_query, query, "the name looked for"),
        (&alignment.left_name, name, "the listed name"),
    ] {
        if !left.is_empty() {
            let words: Vec<String> = left
                .iter()
                .filter_map(|place| view.tokens.get(*place))
                .map(|token| format!("`{}`{}", token.text, what(token)))
                .collect();
            reasons.push(format!("only {whose} has {}", words.join(", ")));
        }
    }
    if let Some(limit) = judged.limit {
        reasons.push(because(limit).to_owned());
    }
    reasons
}

/// What was slipped, and where.
fn slipped(slip: Slip, query: &Spelt, name: &Spelt) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (query.words().collect(), name.words().collect());
    let first = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = a.iter().rev().zip(b.iter().rev());
    let last = rest
        .take(a.len().min(b.len()) - first)
        .take_while(|(a, b)| a == b)
        .count();
    let differing = |words: &[&str]| {
        let words = words.get(first..words.len() - last);
        words.unwrap_or_default().join(" ")
    };
    let what = match slip {
        Slip::Space if a.len() == b.len() => "letters moved over a space".to_owned(),
        Slip::Space => "the space elsewhere".to_owned(),
        Slip::Swap(class) => format!("two neighbouring letters swapped{}", in_what(class)),
        Slip::Known(class) => format!("a slip{}", in_what(class)),
    };
    format!(
        "letter by letter the same but for one slip: `{}` for `{}`, {what}",
        differing(&a),
        differing(&b)
    )
}

/// In what kind of word a slip is.
fn in_what(class: Class) -> &'static str {
    match class {
        Class::Form => " in a legal form",
        Class::Title => " in a title",
        Class::Particle | Class::ChildOf => " in a small word",
        Class::Generic => " in a word that many have",
        Class::Place => " in a place",
        Class::Number => " in a number",
        Class::Word | Class::Initial => "",
    }
}

fn words(view: &View<'_>, (start, length): (usize, usize)) -> String {
    let words: Vec<&str> = view
        .tokens
        .iter()
        .skip(start)
        .take(length)
        .map(|token| token.text)
        .collect();
    words.join(" ")
}

fn how(how: How) -> &'static str {
    match how {
        How::Same => "the same",
        How::Spelling => "another spelling",
        How::Misspelt => "a misspelling",
        How::Nickname => "another form of the name",
        How::Initial => "an initial",
        How::Consonants => "the same consonants",
        How::Shuffled => "the same letters in another order",
        How::Initials => "initials",
        How::Adjective => "the adjective of a place",
        How::Direction => "the other word for a part of the world",
        How::Joined => "the space elsewhere",
        How::CutOff => "cut off",
        How::OtherNumber => "one digit differs",
    }
}

/// A cost in edits, with one digit behind the point.
fn cost(cost: u32) -> String {
    let tenths = (cost * 10 + EDIT / 2) / EDIT;
    format!("{}.{} edits", tenths / 10, tenths % 10)
}

fn what(token: &Token<'_>) -> &'static str {
    match token.class {
        Class::Generic => " (what many are called)",
        Class::Place => " (a place)",
        Class::Number => " (a number)",
        Class::Initial => " (an initial)",
        _ => "",
    }
}

fn because(limit: Limit) -> &'static str {
    match limit {
        Limit::BothDiffer => "each name has a word of its own",
        Limit::OneWordShared => "they share one word only",
        Limit::OnlyInitials => "no whole word is shared",
        Limit::ExtraPlace => "a branch or a namesake elsewhere may be meant",
        Limit::ExtraGeneric => "a sister company may be meant",
        Limit::ExtraNumber => "one of the names has a number",
        Limit::ExtraWord => "one of the names has a word that tells it apart",
        Limit::OtherNumber => "the numbers differ",
        Limit::ChainReversed => "father and son are exchanged",
        Limit::OtherCharacters => "written in other characters",
        Limit::Acronym => "one is the initials of the other",
        Limit::ShortWord => "a short name differs in up to two letters",
        Limit::Shuffled => "a word is not quite the same word",
        Limit::OtherForm => "the legal forms are of different kinds",
    }
}
