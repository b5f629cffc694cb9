//! Names as publishers write them.

use super::text::{clean, join};
use super::{Name, NamePart, NamePartKind, NameRole, Strength};

/// A name in one piece; `None` if it is empty.
pub(crate) fn whole(text: &str, strength: Strength, role: NameRole) -> Option<Name> {
    Some(Name {
        text: clean(text)?,
        strength,
        role,
        ..Name::default()
    })
}

/// A person's name that is written `FAMILY, Given`: turned round, with its parts.
pub(crate) fn family_first(text: &str, strength: Strength, role: NameRole) -> Option<Name> {
    let Some((family, given)) = text.split_once(',') else {
        return whole(text, strength, role);
    };
    of_parts(
        &[
            (NamePartKind::Given, Some(given)),
            (NamePartKind::Family, Some(family)),
        ],
        strength,
        role,
    )
}

/// A name from its parts, in the order in which they are spoken; `None` if all are empty.
pub(crate) fn of_parts(
    parts: &[(NamePartKind, Option<&str>)],
    strength: Strength,
    role: NameRole,
) -> Option<Name> {
    let text = join(parts.iter().map(|(_, text)| *text), " ");
    let parts: Vec<NamePart> = parts
        .iter()
        .filter_map(|(kind, text)| {
            Some(NamePart {
                kind: *kind,
                text: clean((*text)?)?,
            })
        })
        .collect();
    (!text.is_empty()).then_some(Name {
        text,
        strength,
        role,
        // One part tells nothing that the text does not.
        parts: if parts.len() > 1 { parts } else { Vec::new() },
        ..Name::default()
    })
}

/// Adds a name if the same text is not there yet. Of two strengths the greater stays, so that a
/// primary name is never weakened by standing among the aliases too.
pub(crate) fn add(list: &mut Vec<Name>, name: Option<Name>) {
    let Some(name) = name else { return };
    match list.iter_mut().find(|other| other.text == name.text) {
        None => list.push(name),
        Some(other) if name.strength < other.strength => {
            other.strength = name.strength;
            other.role = name.role;
        }
        Some(other) => {
            if other.script.is_none() {
                other.script = name.script;
            }
            if other.parts.is_empty() {
                other.parts = name.parts;
            }
        }
    }
}

/// Puts the primary names first, and makes the first name primary where the publisher marks none.
pub(crate) fn settle(list: &mut [Name]) {
    list.sort_by_key(|name| name.strength);
    if let Some(first) = list.first_mut()
        && first.strength != Strength::Primary
    {
        first.strength = Strength::Primary;
        first.role = NameRole::Name;
    }
}
