//! What would decide: the shortest settling answers and the guaranteed set.

use exeat_law::diagram::{Node, TooLarge};
use exeat_law::symbolic::Symbolic;
use exeat_law::world::World;

use crate::bearing::one_free;
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
    let costs: Vec<u32> = symbolic
        .questions()
        .iter()
        .map(|question| namer.cost(&question.variable))
        .collect();
    // Where the law may not even reach the transaction, "free" is one answer.
    let reaches_or_not =
        possible.contains(&Verdict::NotReached) && possible.contains(&Verdict::NoLicenceRequired);
    let verdicts = if reaches_or_not {
        one_free(symbolic, verdicts)?
    } else {
        verdicts
    };
    let mut found: Vec<(u32, Vec<Answer>, Verdict)> = Vec::new();
    for &verdict in possible {
        if reaches_or_not && verdict == Verdict::NotReached {
            continue;
        }
        let holds = symbolic.diagram().ends_in(verdicts, verdict.terminal())?;
        let implicants =
            symbolic
                .diagram()
                .shortest_implicants(holds, &costs, SHORTEST_EACH_MAX)?;
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
    }
    found.sort_by(|one, two| {
        (one.0, one.1.len(), one.2, &one.1).cmp(&(two.0, two.1.len(), two.2, &two.1))
    });
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
    let (shortest, gives) = found
        .into_iter()
        .map(|(_, answers, verdict)| (answers, verdict))
        .unzip();
    Ok(Decisive {
        shortest,
        gives,
        guaranteed: asked,
    })
}
