//! What would decide: the shortest settling answers and the guaranteed set.

use exeat_law::diagram::{Node, TooLarge};
use exeat_law::frozen::Columns;
use exeat_law::kleene::Evaluator;
use exeat_law::symbolic::Symbolic;
use exeat_law::world::{Bindings, World};

use crate::bearing::one_free;
use crate::case_world::CaseWorld;
use crate::outcome::{Answer, Decisive, Verdict};
use crate::questions::Namer;

/// How many settling answers are shown for each verdict that is possible.
const SHORTEST_EACH_MAX: usize = 3;

/// What would settle the verdict of this diagram.
pub(crate) fn decisive<W: World>(
    symbolic: &mut Symbolic<'_, '_, W>,
    verdicts: Node,
    possible: &[Verdict],
    namer: &Namer<'_>,
) -> Result<Decisive, TooLarge> {
    let costs = costs(symbolic, namer);
    // Where the law may not even reach the transaction, "free" is one answer.
    let reaches_or_not =
        possible.contains(&Verdict::NotReached) && possible.contains(&Verdict::NoLicenceRequired);
    let verdicts = if reaches_or_not {
        one_free(symbolic, verdicts)?
    } else {
        verdicts
    };
    let mut found = Vec::new();
    for &verdict in possible {
        if reaches_or_not && verdict == Verdict::NotReached {
            continue;
        }
        let holds = symbolic.diagram().ends_in(verdicts, verdict.terminal())?;
        settling(symbolic, holds, &costs, verdict, namer, &mut found)?;
    }
    let mut guaranteed: Vec<_> = symbolic
        .diagram()
        .support(verdicts)
        .into_iter()
        .map(|variable| namer.question(&symbolic.questions()[variable].variable))
        .collect();
    // Stable: questions of one cost stay in the order in which the law asks them.
    guaranteed.sort_by_key(|question| question.cost);
    // Members of one set, and amounts in two currencies, may be asked for by one question.
    let mut asked = Vec::with_capacity(guaranteed.len());
    for question in guaranteed {
        if !asked.contains(&question) {
            asked.push(question);
        }
    }
    Ok(Decisive {
        guaranteed: asked,
        ..in_order(found)
    })
}

/// What would settle a verdict whose open questions are too many to be told together, as far as one condition by itself
/// does: that the law does not reach the line, or that it forbids it. That these questions are all is not said.
pub(crate) fn in_part<'a>(
    evaluator: &mut Evaluator<'a, CaseWorld<'a>>,
    columns: &Columns,
    bindings: &Bindings,
    possible: &[Verdict],
    namer: &Namer<'_>,
) -> Decisive {
    let mut found = Vec::new();
    for (condition, holds, verdict) in [
        (columns.reach, false, Verdict::NotReached),
        (columns.prohibited, true, Verdict::Prohibited),
    ] {
        if !possible.contains(&verdict) {
            continue;
        }
        let mut symbolic = Symbolic::new(evaluator, &[(condition, *bindings)]);
        let costs = costs(&symbolic, namer);
        let told = symbolic.build(condition, bindings).and_then(|built| {
            let settled = if holds {
                built
            } else {
                symbolic.diagram().not(built)?
            };
            settling(&mut symbolic, settled, &costs, verdict, namer, &mut found)
        });
        // What is too much by itself is not told; the other may be.
        let _: Result<(), TooLarge> = told;
    }
    Decisive {
        in_part: true,
        ..in_order(found)
    }
}

/// Answers that settle a verdict, with what they cost together.
type Settling = (u32, Vec<Answer>, Verdict);

fn costs<W: World>(symbolic: &Symbolic<'_, '_, W>, namer: &Namer<'_>) -> Vec<u32> {
    let questions = symbolic.questions().iter();
    questions
        .map(|question| namer.cost(&question.variable))
        .collect()
}

/// The shortest answers after which a diagram holds, and with it a verdict.
fn settling<W: World>(
    symbolic: &mut Symbolic<'_, '_, W>,
    holds: Node,
    costs: &[u32],
    verdict: Verdict,
    namer: &Namer<'_>,
    found: &mut Vec<Settling>,
) -> Result<(), TooLarge> {
    let implicants = symbolic
        .diagram()
        .shortest_implicants(holds, costs, SHORTEST_EACH_MAX)?;
    for implicant in implicants {
        let mut answers: Vec<Answer> = implicant
            .literals
            .iter()
            .map(|literal| {
                let question = &symbolic.questions()[literal.variable];
                Answer {
                    question: namer.question(&question.variable),
                    is: namer.answer(question, &literal.cells),
                }
            })
            .collect();
        answers.sort_by_key(|answer| answer.question.cost);
        found.push((implicant.cost, answers, verdict));
    }
    Ok(())
}

/// The cheapest first; nothing is said of which questions are all.
fn in_order(mut found: Vec<Settling>) -> Decisive {
    found.sort_by(|one, two| {
        (one.0, one.1.len(), one.2, &one.1).cmp(&(two.0, two.1.len(), two.2, &two.1))
    });
    let (shortest, gives) = found
        .into_iter()
        .map(|(_, answers, verdict)| (answers, verdict))
        .unzip();
    Decisive {
        shortest,
        gives,
        guaranteed: Vec::new(),
        in_part: false,
    }
}
