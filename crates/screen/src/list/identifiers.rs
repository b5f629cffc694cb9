//! What kind of number a number is, by the publisher's words for it.

use super::text::clean;
use super::{Country, Identifier, IdentifierKind};

/// Words in a publisher's description, in lower case, and what they mean. The first that is met
/// decides.
const WORDS: &[(&str, IdentifierKind)] = &[
    ("legal entity identifier", IdentifierKind::Lei),
    ("lei code", IdentifierKind::Lei),
    ("digital currency", IdentifierKind::Crypto),
    ("crypto", IdentifierKind::Crypto),
    ("imo", IdentifierKind::Imo),
    ("mmsi", IdentifierKind::Mmsi),
    ("call sign", IdentifierKind::CallSign),
    ("aircraft", IdentifierKind::Aircraft),
    ("tail number", IdentifierKind::Aircraft),
    ("swift", IdentifierKind::Bic),
    ("passport", IdentifierKind::Passport),
    ("phone", IdentifierKind::Phone),
    ("fax", IdentifierKind::Phone),
    ("email", IdentifierKind::Email),
    ("e-mail", IdentifierKind::Email),
    ("website", IdentifierKind::Website),
    ("web site", IdentifierKind::Website),
    ("tax", IdentifierKind::Tax),
    ("vat ", IdentifierKind::Tax),
    ("fiscal", IdentifierKind::Tax),
    ("r.f.c.", IdentifierKind::Tax),
    ("rif #", IdentifierKind::Tax),
    ("nit #", IdentifierKind::Tax),
    ("c.u.i.t.", IdentifierKind::Tax),
    ("regist", IdentifierKind::Registration),
    ("business number", IdentifierKind::Registration),
    ("company number", IdentifierKind::Registration),
    ("company id", IdentifierKind::Registration),
    ("chamber of commerce", IdentifierKind::Registration),
    ("commercial", IdentifierKind::Registration),
    ("trade license", IdentifierKind::Registration),
    ("unified social credit", IdentifierKind::Registration),
    ("enterprise number", IdentifierKind::Registration),
    ("c.r. no", IdentifierKind::Registration),
    ("national id", IdentifierKind::NationalId),
    ("national foreign id", IdentifierKind::NationalId),
    ("national identification", IdentifierKind::NationalId),
    ("identification number", IdentifierKind::NationalId),
    ("identity card", IdentifierKind::NationalId),
    ("id card", IdentifierKind::NationalId),
    ("personal id", IdentifierKind::NationalId),
    ("birth certificate", IdentifierKind::NationalId),
    ("cedula", IdentifierKind::NationalId),
    ("c.u.r.p.", IdentifierKind::NationalId),
    ("d.n.i.", IdentifierKind::NationalId),
    ("ssn", IdentifierKind::NationalId),
];

/// The kind that a publisher's description names.
pub(crate) fn kind(description: &str) -> IdentifierKind {
    let lower = description.to_lowercase();
    match lower.as_str() {
        "lei" => return IdentifierKind::Lei,
        "bic" => return IdentifierKind::Bic,
        "inn" | "ein" => return IdentifierKind::Tax,
        "ogrn" | "regnumber" => return IdentifierKind::Registration,
        "id" => return IdentifierKind::NationalId,
        _ => {}
    }
    WORDS
        .iter()
        .find(|(word, _)| lower.contains(word))
        .map_or(IdentifierKind::Other, |(_, kind)| *kind)
}

/// An identifier by the publisher's description; `None` if there is no number. `IMO 1234567` under
/// any description is an IMO number.
pub(crate) fn identifier(
    description: &str,
    value: &str,
    country: Option<Country>,
) -> Option<Identifier> {
    let value = clean(value)?;
    let (kind, value) = match value.strip_prefix("IMO ") {
        Some(number) => (IdentifierKind::Imo, number.to_owned()),
        None => (kind(description), value),
    };
    Some(Identifier {
        kind,
        value,
        note: clean(description),
        country,
    })
}

/// Adds an identifier if it is not there yet.
pub(crate) fn add(list: &mut Vec<Identifier>, identifier: Option<Identifier>) {
    if let Some(identifier) = identifier
        && !list
            .iter()
            .any(|other| other.kind == identifier.kind && other.value == identifier.value)
    {
        list.push(identifier);
    }
}

/// Numbers of one kind in one text, separated by `;` or `|`.
pub(crate) fn add_all(list: &mut Vec<Identifier>, description: &str, text: Option<&str>) {
    for part in text.unwrap_or_default().split([';', '|']) {
        add(list, identifier(description, part, None));
    }
}
