//! From a jurisdiction's columns to its verdict: three-valued first, then over the open questions.

use exeat_value::Truth;

use crate::diagram::{Node, TooLarge};
use crate::frozen::{Columns, NodeIndex};
use crate::kleene::Evaluator;
use crate::symbolic::{Gate, Symbolic};
use crate::verdict::Verdict;
use crate::world::{Bindings, World};

/// What remains possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The verdicts that remain possible, worst first.
    pub possible: Vec<Verdict>,
    /// Whether the open questions were too many, so that this is an outer bound.
    pub bounded: bool,
}

impl Judgement {
    /// One verdict, whatever is still open.
    #[must_use]
    pub fn certain(verdict: Verdict) -> Self {
        Self {
            possible: vec![verdict],
            bounded: false,
        }
    }

    /// The one verdict they agree on.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        // An outer bound that holds only free verdicts is exact enough; any other is open.
        Verdict::agreed(&self.possible)
    }
}

/// The columns in the order in which they decide, each with its verdict.
#[must_use]
pub fn in_order(columns: &Columns) -> [(NodeIndex, Verdict); 4] {
    [
        (columns.prohibited, Verdict::Prohibited),
        (columns.licence, Verdict::LicenceRequired),
        (columns.licence_or_exception, Verdict::ExceptionAvailable),
        (columns.reach, Verdict::NoLicenceRequired),
    ]
}

/// The verdict as far as three values tell it; none where a column that decides is unknown.
pub fn by_kleene<W: World>(
    evaluator: &mut Evaluator<'_, W>,
    columns: &Columns,
    bindings: &Bindings,
) -> Option<Verdict> {
    // Whatever a law demands or forbids, it does so within its reach, which is soon told.
    if evaluator.truth(columns.reach, bindings) == Truth::False {
        return Some(Verdict::NotReached);
    }
    for (node, verdict) in in_order(columns) {
        match evaluator.truth(node, bindings) {
            Truth::True => return Some(verdict),
            Truth::False => {}
            Truth::Unknown => return None,
        }
    }
    Some(Verdict::NotReached)
}

/// The verdicts that three values leave open: all that come before the first certain one.
pub fn outer_bound<W: World>(
    evaluator: &mut Evaluator<'_, W>,
    columns: &Columns,
    bindings: &Bindings,
) -> Judgement {
    let mut possible = Vec::new();
    for (node, verdict) in in_order(columns) {
        match evaluator.truth(node, bindings) {
            Truth::True => {
                possible.push(verdict);
                return Judgement {
                    possible,
                    bounded: true,
                };
            }
            Truth::False => {}
            Truth::Unknown => possible.push(verdict),
        }
    }
    possible.push(Verdict::NotReached);
    Judgement {
        possible,
        bounded: true,
    }
}

/// The diagram that leads from answers to verdicts.
///
/// # Errors
/// When the open questions combine in too many ways.
pub fn diagram<W: World>(
    symbolic: &mut Symbolic<'_, '_, W>,
    columns: &Columns,
    bindings: &Bindings,
) -> Result<Node, TooLarge> {
    let mut result = Node::terminal(Verdict::NotReached.terminal());
    for (node, verdict) in in_order(columns).into_iter().rev() {
        let condition = symbolic.build(node, bindings)?;
        let yes = Node::terminal(verdict.terminal());
        result = symbolic.diagram().choose(condition, yes, result)?;
    }
    Ok(result)
}

/// The conditions that the diagram is built from.
#[must_use]
pub fn roots(columns: &Columns, bindings: &Bindings) -> Vec<(NodeIndex, Bindings)> {
    in_order(columns)
        .into_iter()
        .map(|(node, _)| (node, *bindings))
        .collect()
}

/// The verdicts that some combination of answers leads to, worst first.
#[must_use]
pub fn possible_of(terminals: &[u8]) -> Vec<Verdict> {
    Verdict::ALL
        .into_iter()
        .rev()
        .filter(|verdict| terminals.contains(&verdict.terminal()))
        .collect()
}

/// The verdict of a line under a jurisdiction.
pub fn judge<W: World>(
    evaluator: &mut Evaluator<'_, W>,
    columns: &Columns,
    bindings: &Bindings,
) -> Judgement {
    match by_kleene(evaluator, columns, bindings) {
        Some(verdict) => Judgement::certain(verdict),
        None => by_answers(evaluator, columns, bindings),
    }
}

/// The verdicts that what three values leave open can lead to.
pub fn by_answers<W: World>(
    evaluator: &mut Evaluator<'_, W>,
    columns: &Columns,
    bindings: &Bindings,
) -> Judgement {
    let bound = outer_bound(evaluator, columns, bindings);
    let mut symbolic = Symbolic::new(evaluator, &roots(columns, bindings));
    open(&mut symbolic, columns, bindings, bound)
}

/// The verdicts that some open questions can lead to, where these are their outer bound.
pub fn open<W: World>(
    symbolic: &mut Symbolic<'_, '_, W>,
    columns: &Columns,
    bindings: &Bindings,
    bound: Judgement,
) -> Judgement {
    let Ok(reached) = reachable(symbolic, columns, bindings, &bound.possible) else {
        return bound;
    };
    if reached.all_told {
        return Judgement {
            possible: reached.verdicts,
            bounded: false,
        };
    }
    symbolic.forget_diagrams();
    match diagram(symbolic, columns, bindings) {
        Ok(whole) => Judgement {
            possible: possible_of(&symbolic.diagram().terminals(whole)),
            bounded: false,
        },
        Err(TooLarge { .. }) => Judgement {
            possible: reached.verdicts,
            bounded: true,
        },
    }
}

/// Verdicts to which a combination of answers may lead.
struct Reached {
    verdicts: Vec<Verdict>,
    /// Whether one leads to each of them; else to some it may or may not.
    all_told: bool,
}

/// Those of some verdicts to which a combination of answers leads.
fn reachable<W: World>(
    symbolic: &mut Symbolic<'_, '_, W>,
    columns: &Columns,
    bindings: &Bindings,
    verdicts: &[Verdict],
) -> Result<Reached, TooLarge> {
    let mut weaker = Vec::new();
    let mut reached = Reached {
        verdicts: Vec::with_capacity(verdicts.len()),
        all_told: true,
    };
    for (node, verdict) in in_order(columns) {
        let gate = symbolic.gate(node, bindings)?;
        // The rarest first: what it takes to come here, then that nothing stronger holds.
        if verdicts.contains(&verdict) {
            reached.may_be(verdict, symbolic, gate, &weaker);
        }
        weaker.push(!gate);
    }
    if verdicts.contains(&Verdict::NotReached)
        && let Some(unreached) = weaker.pop()
    {
        reached.may_be(Verdict::NotReached, symbolic, unreached, &weaker);
    }
    Ok(reached)
}

impl Reached {
    fn may_be<W: World>(
        &mut self,
        verdict: Verdict,
        symbolic: &mut Symbolic<'_, '_, W>,
        gate: Gate,
        others: &[Gate],
    ) {
        // Where one diagram was too large already, no second is drawn for a part of the answer.
        let told = if self.all_told {
            symbolic.can_be(gate, others).ok()
        } else {
            symbolic.can_plainly_be(gate, others)
        };
        self.all_told &= told.is_some();
        if told != Some(false) {
            self.verdicts.push(verdict);
        }
    }
}
