//! Conflicts of laws: what one state demands and another forbids. They stand apart from the verdicts.

use exeat_determine::outcome::{ConflictShown, SideOfConflict};

use super::Context;

/// A conflict, laid out.
#[derive(Debug, Clone)]
pub(crate) struct Conflict {
    /// What cannot be had together.
    pub(crate) title: String,
    /// On which lines, and whether open facts decide.
    pub(crate) stands: String,
    /// What each side demands or forbids.
    pub(crate) sides: Vec<ConflictSide>,
    pub(crate) notes: Vec<String>,
    /// Name, citations and confidence.
    pub(crate) tail: String,
}

/// One side of a conflict.
#[derive(Debug, Clone)]
pub(crate) struct ConflictSide {
    pub(crate) name: String,
    /// Each provision: what it is about, and where it stands.
    pub(crate) provisions: Vec<(String, String)>,
}

/// The conflicts in the order of the rulebooks.
pub(crate) fn conflicts(context: &Context<'_>) -> Vec<Conflict> {
    let shown = context.determination.conflicts.iter();
    shown.map(|one| conflict(context, one)).collect()
}

fn conflict(context: &Context<'_>, shown: &ConflictShown) -> Conflict {
    let words = context.words;
    let mut stands = Vec::new();
    if !shown.lines.is_empty() {
        stands.push(words.conflict_stands(&context.lines(&shown.lines)));
    }
    if !shown.open_lines.is_empty() {
        stands.push(words.conflict_may_stand(&context.lines(&shown.open_lines)));
    }
    let mut tail = vec![shown.conflict.clone()];
    tail.extend(shown.cites.iter().cloned());
    tail.extend(
        shown
            .confidence
            .map(|confidence| words.confidence(confidence).to_owned()),
    );
    Conflict {
        title: words.of(&shown.title),
        stands: stands.join(words.semicolon()),
        sides: shown.between.iter().map(|one| side(context, one)).collect(),
        notes: shown
            .notes
            .iter()
            .filter_map(|note| context.text(note))
            .collect(),
        tail: tail.join(words.semicolon()),
    }
}

fn side(context: &Context<'_>, shown: &SideOfConflict) -> ConflictSide {
    let words = context.words;
    ConflictSide {
        name: context.name(&shown.jurisdiction),
        provisions: shown
            .provisions
            .iter()
            .map(|one| {
                let title = one.title.as_ref().and_then(|title| context.text(title));
                (
                    title.unwrap_or_else(|| one.provision.clone()),
                    one.cites.join(words.comma()),
                )
            })
            .collect(),
    }
}
