//! What to ask where so much is open that no few answers settle it: the facts that the rules which may apply ask for
//! most often.

use std::collections::BTreeMap;

use exeat_determine::outcome::{LimbProof, Standing};
use exeat_determine::{Determination, Verdict};
use exeat_value::Truth;

/// A fact that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// The path under which the answer is written.
    pub(super) path: String,
    /// The line.
    pub(super) line: u32,
    /// Of what, where it is not the line's own item.
    pub(super) of: Option<String>,
}

/// The open facts of verdicts that are open, those that are asked for most often first.
pub(super) fn asked(determination: &Determination) -> Vec<Asked> {
    let mut counted: BTreeMap<(String, u32, Option<String>), usize> = BTreeMap::new();
    for line in &determination.lines {
        for verdict in line.verdicts.iter() {
            if verdict.verdict != Verdict::Undetermined {
                continue;
            }
            let open = verdict
                .proof
                .iter()
                .filter(|one| one.standing == Standing::Open);
            for provision in open {
                gather(&provision.condition, line.line, &mut counted);
            }
        }
    }
    let mut all: Vec<_> = counted.into_iter().collect();
    all.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    all.into_iter()
        .map(|((path, line, of), _)| Asked { path, line, of })
        .collect()
}

fn gather(
    limb: &LimbProof,
    line: u32,
    counted: &mut BTreeMap<(String, u32, Option<String>), usize>,
) {
    if limb.truth != Truth::Unknown {
        return;
    }
    if let Some(fact) = &limb.fact
        && fact.state == "unknown"
        && !fact.fact.starts_with("party.")
    {
        let path = match (&fact.of, fact.fact.strip_prefix("item.")) {
            (Some(item), Some(rest)) => format!("items.{item}.{rest}"),
            _ => fact.fact.clone(),
        };
        *counted.entry((path, line, fact.of.clone())).or_default() += 1;
    }
    for part in &limb.parts {
        gather(part, line, counted);
    }
}
