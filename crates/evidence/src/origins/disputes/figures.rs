//! Different figures for one thing, and those that one article alone gives.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Set;
use super::super::figures::{Bound, Figure, Measure, incompatible};
use super::super::findings::{Dispute, DisputeKind, LoneFigure, Side};
use super::super::passages::both;
use super::super::words::{Kinds, Word};
use super::*;

/// Figures for one thing that cannot both be right.
pub(super) fn figures(set: &Set<'_>, left_out: &mut Vec<String>) -> Vec<Dispute> {
    let all = all_figures(set);
    if too_many("figures", all.len(), left_out) {
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
                    super::super::quotations::find(&mut parents, at),
                    super::super::quotations::find(&mut parents, next),
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
            .entry(super::super::quotations::find(&mut parents, index))
            .or_default()
            .push(index);
    }
    groups
        .into_values()
        .map(|group| {
            let mut sides: Vec<Side> = Vec::new();
            let mut amounts = Vec::new();
            let mut topic = String::new();
            for index in group {
                let Some((article, figure)) = all.get(index) else { continue };
                let says = shown(set, *article, figure);
                if topic.is_empty() {
                    topic = figure.of.iter().map(|&stem| set.words.text(stem).to_owned()).collect::<Vec<_>>().join(" ");
                }
                let passage = set.sentence(*article, figure.sentence);
                let amount = (figure.amount, figure.bound);
                match amounts.iter().position(|one| *one == amount).and_then(|at| sides.get_mut(at)) {
                    Some(side) => side.passages.push(passage),
                    None => {
                        amounts.push(amount);
                        sides.push(Side {
                            says,
                            passages: vec![passage],
                        });
                    }
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

pub(super) fn all_figures<'s>(set: &'s Set<'_>) -> Vec<(usize, &'s Figure)> {
    set.readings
        .iter()
        .enumerate()
        .flat_map(|(article, reading)| reading.figures.iter().map(move |figure| (article, figure)))
        .collect()
}

pub(super) fn of_one_thing(
    set: &Set<'_>,
    article: usize,
    one: &Figure,
    other: usize,
    two: &Figure,
) -> bool {
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
                &set.stems(article, one.sentence),
                &set.stems(other, two.sentence),
            );
            same && (common >= 2 && whole && near >= 80
                || near >= 250
                || share_a_load(set, (article, one), (other, two)))
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

/// Whether two sentences count what is in one load: `a container with 60 drums`, `the container held 80 drums`.
fn share_a_load(set: &Set<'_>, one: (usize, &Figure), two: (usize, &Figure)) -> bool {
    let head = one.1.of.last().copied();
    let is_load = |stem: Word| set.words.is(stem, Kinds::LOAD);
    head.is_some_and(is_load)
        && both(
            &set.stems(one.0, one.1.sentence),
            &set.stems(two.0, two.1.sentence),
        )
        .any(|stem| Some(stem) != head && is_load(stem))
}

/// Whether the sentences of two figures name somebody in common, or one of them names nobody.
pub(super) fn share_a_name(
    set: &Set<'_>,
    article: usize,
    one: &Figure,
    other: usize,
    two: &Figure,
) -> bool {
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

pub(super) fn shown(set: &Set<'_>, article: usize, figure: &Figure) -> String {
    let own = set.span(article, &figure.tokens).text;
    // The words as they stand there, and not their stems.
    let sentence = set
        .readings
        .get(article)
        .and_then(|one| Some((one, one.text.sentences.get(figure.sentence)?)));
    let of: Vec<&str> = figure
        .of
        .iter()
        .map(|&stem| {
            let word = sentence.and_then(|(one, sentence)| {
                let mut tokens = one.text.of(&sentence.tokens).iter();
                tokens.find(|token| token.is_word() && set.words.stem(token.word) == stem)
            });
            set.words.text(word.map_or(stem, |token| token.word))
        })
        .collect();
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
                    .is_some_and(|one| !super::super::ends_clause(one.sort))
            {
                to = to.saturating_add(1);
            }
            let mut before = figure.tokens.start.saturating_sub(1);
            // `accounts for 12 %`, and not `for 12 %`.
            let small = reading
                .and_then(|one| one.text.tokens.get(before))
                .is_some_and(|one| matches!(set.words.text(one.word), "for" | "by" | "to" | "of"));
            if small {
                before = before.saturating_sub(1);
            }
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
