//! How levels, numbers and ranges are written in lists.

use exeat_value::{Decimal, Money, Quantity};

use super::super::rollup::Range;

/// `2`, `..2`, `1.2.3` (three levels deep).
pub(super) fn level(text: &str) -> Option<usize> {
    let text = text.trim();
    let bare = text.trim_start_matches(['.', ' ', '-', '>']);
    if bare.contains('.') {
        return bare
            .split('.')
            .all(|one| one.parse::<u32>().is_ok())
            .then(|| bare.split('.').count().saturating_sub(1));
    }
    bare.parse().ok()
}

pub(super) fn number(text: &str, decimal: char) -> Option<Decimal> {
    let text = text.trim();
    if decimal == '.' {
        text.parse().ok()
    } else {
        text.replace('.', "").replace(decimal, ".").parse().ok()
    }
}

/// `12`, `8-14`, `8 to 14`, `<5`, `>3` is refused since nothing bounds it above.
pub(super) fn figures(
    text: &str,
    _decimal: char,
    parse: &dyn Fn(&str) -> Option<Decimal>,
) -> Option<Range> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('<').or_else(|| text.strip_prefix('≤')) {
        return Some(Range {
            low: Decimal::ZERO,
            high: parse(rest.trim_start_matches('=').trim())?,
        });
    }
    for sign in ["–", " to ", ".."] {
        if let Some((low, high)) = text.split_once(sign) {
            return ordered(parse(low.trim())?, parse(high.trim())?);
        }
    }
    if let Some((low, high)) = text.get(1..).and_then(|rest| rest.split_once('-')) {
        let low = format!("{}{low}", text.get(..1).unwrap_or_default());
        return ordered(parse(low.trim())?, parse(high.trim())?);
    }
    parse(text).map(Range::exactly)
}

pub(super) fn ordered(low: Decimal, high: Decimal) -> Option<Range> {
    (low <= high).then_some(Range { low, high })
}

pub(super) fn money(text: &str, currency: Option<&str>, decimal: char) -> Option<Range> {
    let text = text.trim();
    let (body, code) = match text.rsplit_once(' ') {
        Some((body, code))
            if code.len() == 3 && code.bytes().all(|one| one.is_ascii_uppercase()) =>
        {
            (body, Some(code))
        }
        _ => (text, None),
    };
    // One bill has one currency; there are no rates here.
    if code.is_some() && currency.is_some() && code != currency || code.or(currency).is_none() {
        return None;
    }
    format!("1 {}", code.or(currency)?).parse::<Money>().ok()?;
    figures(body, decimal, &|one| number(one, decimal))
}

pub(super) fn masses(text: &str, unit: Option<&str>, decimal: char) -> Option<Range> {
    let text = text.trim();
    let (body, own) = match text.rsplit_once(' ') {
        Some((body, own)) if own.chars().all(char::is_alphabetic) => (body, own),
        _ => (text, unit?),
    };
    let in_kilograms = |one: &str| -> Option<Decimal> {
        let amount = number(one, decimal)?;
        let quantity: Quantity = format!("{amount} {own}").parse().ok()?;
        (quantity.unit.dimension() == exeat_value::Dimension::Mass)
            .then(|| quantity.in_base())
            .flatten()
    };
    figures(body, decimal, &in_kilograms)
}
