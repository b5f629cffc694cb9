//! Quarrels: contested facts and readings, who says what, and whether it matters.

use std::collections::BTreeSet;

use exeat_determine::Verdict;
use exeat_determine::outcome::{ContestShown, Evidence, QuestionKind, SideShown};

use super::{Context, add_line, proof};

/// One quarrel, wherever it comes up.
#[derive(Debug, Clone)]
pub(crate) struct Quarrel {
    pub(crate) question: String,
    pub(crate) path: String,
    pub(crate) reading: bool,
    /// The lines whose answer it touches.
    pub(crate) lines: String,
    /// Whether it changes any answer.
    pub(crate) matters: bool,
    pub(crate) sides: Vec<Side>,
    /// Where it makes no difference, though elsewhere it does: jurisdiction and answer.
    pub(crate) no_difference: Vec<String>,
}

/// One side of it.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub(crate) is: String,
    pub(crate) why: Option<String>,
    /// How many outlets and origins assert it.
    pub(crate) support: Option<String>,
    pub(crate) asserted: Vec<String>,
    pub(crate) denied: Vec<String>,
    /// What would follow where the quarrel matters: jurisdiction and verdicts.
    pub(crate) gives: Vec<String>,
}

/// Where a quarrel comes up: what it gives there on each side.
struct Occurrence<'a> {
    jurisdiction: &'a str,
    lines: Vec<u32>,
    matters: bool,
    gives: Vec<&'a [Verdict]>,
}

/// The quarrels; those that matter first, otherwise in the order of the answers.
pub(crate) fn quarrels(context: &Context<'_>) -> Vec<Quarrel> {
    let mut groups: Vec<(&ContestShown, Vec<Occurrence<'_>>)> = Vec::new();
    for line in &context.determination.lines {
        for verdict in line.verdicts.iter() {
            for contest in &verdict.contested {
                let found = groups
                    .iter()
                    .position(|(known, _)| same_quarrel(known, contest));
                let at = found.unwrap_or_else(|| {
                    groups.push((contest, Vec::new()));
                    groups.len().saturating_sub(1)
                });
                if let Some((_, occurrences)) = groups.get_mut(at) {
                    occur(occurrences, &verdict.jurisdiction, line.line, contest);
                }
            }
        }
    }
    let mut quarrels: Vec<Quarrel> = groups
        .into_iter()
        .map(|(contest, occurrences)| quarrel(context, contest, &occurrences))
        .collect();
    quarrels.sort_by_key(|quarrel| !quarrel.matters);
    quarrels
}

/// Whether it is the same question with the same sides, whatever follows from them.
fn same_quarrel(one: &ContestShown, other: &ContestShown) -> bool {
    let same_side = |(one, other): (&SideShown, &SideShown)| {
        one.is == other.is && one.statements == other.statements && one.why == other.why
    };
    one.question.fact == other.question.fact
        && one.question.of == other.question.of
        && one.question.kind == other.question.kind
        && one.sides.len() == other.sides.len()
        && one.sides.iter().zip(&other.sides).all(same_side)
}

fn occur<'a>(
    occurrences: &mut Vec<Occurrence<'a>>,
    jurisdiction: &'a str,
    line: u32,
    contest: &'a ContestShown,
) {
    let gives: Vec<&[Verdict]> = contest
        .sides
        .iter()
        .map(|side| side.gives.as_slice())
        .collect();
    let same = occurrences.iter_mut().find(|one| {
        one.jurisdiction == jurisdiction && one.matters == contest.matters && one.gives == gives
    });
    match same {
        Some(one) => add_line(&mut one.lines, line),
        None => occurrences.push(Occurrence {
            jurisdiction,
            lines: vec![line],
            matters: contest.matters,
            gives,
        }),
    }
}

fn quarrel(
    context: &Context<'_>,
    contest: &ContestShown,
    occurrences: &[Occurrence<'_>],
) -> Quarrel {
    let words = context.words;
    let mut numbers = Vec::new();
    for one in occurrences {
        one.lines
            .iter()
            .for_each(|&line| add_line(&mut numbers, line));
    }
    let at = |one: &Occurrence<'_>| {
        format!(
            "{}{}{}",
            context.name(one.jurisdiction),
            words.clause(),
            context.lines(&one.lines)
        )
    };
    let sides = contest
        .sides
        .iter()
        .enumerate()
        .map(|(index, side)| {
            let gives = occurrences
                .iter()
                .filter(|one| one.matters)
                .filter_map(|one| one.gives.get(index).map(|gives| (one, *gives)))
                .map(|(one, gives)| {
                    format!("{}{}{}", at(one), words.colon(), context.verdicts(gives))
                })
                .collect();
            shown_side(context, side, gives)
        })
        .collect();
    let mut unmoved: Vec<(&str, &[u32], Vec<String>)> = Vec::new();
    for one in occurrences.iter().filter(|one| !one.matters) {
        // All sides agree here, so that the first of them speaks for all.
        let agreed = one.gives.first().map(|gives| Verdict::agreed(gives));
        let verdict = agreed.map(|one| words.verdict(one)).unwrap_or_default();
        let name = context.name(one.jurisdiction);
        match unmoved
            .iter_mut()
            .find(|(known, lines, _)| *known == verdict && *lines == one.lines)
        {
            Some((_, _, names)) => names.push(name),
            None => unmoved.push((verdict, &one.lines, vec![name])),
        }
    }
    let no_difference = unmoved
        .into_iter()
        .map(|(verdict, lines, names)| {
            format!(
                "{}{}{}{}{verdict}",
                names.join(words.comma()),
                words.clause(),
                context.lines(lines),
                words.colon()
            )
        })
        .collect();
    Quarrel {
        question: words.of_pair(
            &contest.question.question,
            contest.question.question_zh.as_deref(),
        ),
        path: words.of_thing(&contest.question.fact, contest.question.of.as_deref()),
        reading: matches!(contest.question.kind, QuestionKind::Reading),
        lines: context.lines(&numbers),
        matters: occurrences.iter().any(|one| one.matters),
        sides,
        no_difference,
    }
}

fn shown_side(context: &Context<'_>, side: &SideShown, gives: Vec<String>) -> Side {
    let words = context.words;
    let (denied, asserted): (Vec<&Evidence>, Vec<&Evidence>) = side
        .statements
        .iter()
        .partition(|one| one.stance == "denies");
    // An outlet that says it twice is still one outlet.
    let outlets: BTreeSet<&str> = asserted
        .iter()
        .map(|one| {
            let source = context
                .determination
                .sources
                .iter()
                .find(|source| source.id == one.source);
            source.map_or(one.source.as_str(), |source| source.outlet.as_str())
        })
        .collect();
    Side {
        is: words.relation(&side.is),
        why: side.why.as_ref().and_then(|why| context.text(why)),
        support: (!asserted.is_empty()).then(|| words.support(outlets.len(), side.origins)),
        asserted: proof::statements(context, &asserted),
        denied: proof::statements(context, &denied),
        gives,
    }
}
