//! Conflicts of laws: shown beside the verdicts, of which they change none.

use exeat_facts::Case;
use exeat_law::frozen::FrozenLaw;
use exeat_law::kleene::Evaluator;
use exeat_law::model::{ConflictId, ConflictSide, Effect, JurisdictionId, ProvisionId};
use exeat_law::words;
use exeat_law::world::{Bindings, World};
use exeat_value::Truth;

use crate::outcome::{ConflictShown, ProvisionOfConflict, SideOfConflict};

/// The conflicts that stand, or may stand, on some line between jurisdictions that were looked at.
pub(crate) fn conflicts<W: World>(
    law: &FrozenLaw,
    case: &Case,
    asked: &[JurisdictionId],
    evaluator: &mut Evaluator<'_, W>,
) -> Vec<ConflictShown> {
    let rulebook = law.rulebook();
    let mut shown = Vec::new();
    for (index, conflict) in rulebook.conflicts.iter().enumerate() {
        let both_asked = conflict
            .sides
            .iter()
            .all(|side| asked.contains(&side.jurisdiction));
        if !both_asked {
            continue;
        }
        let node = law.conflict(ConflictId::at(index));
        let mut lines = Vec::new();
        let mut open_lines = Vec::new();
        let mut items = Vec::new();
        for line in &case.lines {
            let bindings = Bindings::of_item(line.item.0);
            let found = match evaluator.truth(node, &bindings) {
                Truth::True => &mut lines,
                Truth::Unknown => &mut open_lines,
                Truth::False => continue,
            };
            found.push(line.number);
            items.push(bindings);
        }
        if items.is_empty() {
            continue;
        }
        let mut side = |side: &ConflictSide| SideOfConflict {
            jurisdiction: rulebook.jurisdiction(side.jurisdiction).code.clone(),
            provisions: provisions(law, side)
                .into_iter()
                .filter(|&id| {
                    let node = law.provision(id).effective;
                    items
                        .iter()
                        .any(|bindings| evaluator.truth(node, bindings) != Truth::False)
                })
                .map(|id| {
                    let provision = rulebook.provision(id);
                    ProvisionOfConflict {
                        provision: rulebook.full_name(provision),
                        title: provision.title.clone(),
                        cites: provision.cites.iter().map(words::cite).collect(),
                    }
                })
                .collect(),
        };
        let [one, other] = &conflict.sides;
        let between = [side(one), side(other)];
        let instrument = rulebook.instrument(conflict.instrument);
        shown.push(ConflictShown {
            conflict: format!("{}.{}", instrument.name, conflict.name),
            title: conflict.title.clone(),
            between,
            notes: conflict.notes.clone(),
            cites: conflict.cites.iter().map(words::cite).collect(),
            lines,
            open_lines,
            confidence: conflict.confidence.or(instrument.confidence),
        });
    }
    shown
}

/// The provisions of a side; where it is a whole state, all that forbid or license.
fn provisions(law: &FrozenLaw, side: &ConflictSide) -> Vec<ProvisionId> {
    let mut ids = side.provisions.clone();
    if side.whole {
        let rulebook = law.rulebook();
        let more = rulebook.provision_ids().filter(|(_, provision)| {
            let of = rulebook.instrument(provision.instrument).jurisdiction;
            let effect = match &provision.effect {
                Effect::May(worst) => worst.as_ref(),
                effect => effect,
            };
            of == side.jurisdiction && matches!(effect, Effect::Prohibited | Effect::Licence(_))
        });
        for (id, _) in more {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}
