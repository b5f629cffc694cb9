//! Numbers as XML schemas and laboratories write them, and shares of two figures.

use exeat_value::Decimal;

use super::super::rollup::Range;

/// A number with or without an exponent, digit by digit: `1.2`, `.5`, `1.2E-3`. No infinities.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let (body, exponent) = match text.split_once(['e', 'E']) {
        Some((body, exponent)) => (body, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let body = body.strip_suffix('.').unwrap_or(body);
    let number: Decimal = if let Some(rest) = body.strip_prefix('.') {
        format!("0.{rest}").parse().ok()?
    } else if let Some(rest) = body.strip_prefix("-.") {
        format!("-0.{rest}").parse().ok()?
    } else {
        body.parse().ok()?
    };
    let mut found = number;
    let ten = Decimal::from(10_u32);
    let step = if exponent < 0 {
        Decimal::from_parts(1, 1)?
    } else {
        ten
    };
    if exponent.unsigned_abs() > 60 {
        return number.is_zero().then_some(Decimal::ZERO);
    }
    for _ in 0..exponent.unsigned_abs() {
        found = found.checked_mul(step)?;
    }
    Some(found)
}

/// A figure of a unit of mass, in kilograms.
pub(super) fn kilograms(number: Decimal, unit: &str) -> Option<Decimal> {
    let factor = match unit.to_ascii_lowercase().as_str() {
        "kg" => Decimal::ONE,
        "g" => Decimal::from_parts(1, 3)?,
        "mg" => Decimal::from_parts(1, 6)?,
        "ug" | "µg" => Decimal::from_parts(1, 9)?,
        "t" => Decimal::from(1_000_u32),
        _ => return None,
    };
    number.checked_mul(factor)
}

/// Places to which a share that does not end is rounded, outwards.
const PLACES: u32 = 8;

/// The share of a part in a whole, in percent: exact where it ends, otherwise between two bounds
/// that hold it.
pub(super) fn percent(part: &Range, whole: &Range) -> Option<Range> {
    Some(Range {
        low: divided(part.low.checked_mul(Decimal::HUNDRED)?, whole.high, false)?,
        high: divided(part.high.checked_mul(Decimal::HUNDRED)?, whole.low, true)?
            .min(Decimal::HUNDRED.max(Decimal::ZERO)),
    })
    .filter(|share| share.low <= share.high)
}

/// A quotient of two numbers that are not negative, rounded up or down where it does not end.
pub(in crate::materials) fn divided(
    dividend: Decimal,
    divisor: Decimal,
    up: bool,
) -> Option<Decimal> {
    if divisor.is_zero() || divisor.is_negative() || dividend.is_negative() {
        return None;
    }
    if let Some(exact) = dividend.checked_div_exact(divisor)
        && exact.places() <= PLACES
    {
        return Some(exact);
    }
    // dividend / divisor = (a / 10^p) / (b / 10^q) = a * 10^(q + PLACES - p) / b / 10^PLACES
    let lift = |mantissa: i128, places: u32| mantissa.checked_mul(10_i128.checked_pow(places)?);
    let (mut above, mut below) = (dividend.mantissa(), divisor.mantissa());
    let wanted = divisor.places().checked_add(PLACES)?;
    if wanted >= dividend.places() {
        above = lift(above, wanted.checked_sub(dividend.places())?)?;
    } else {
        below = lift(below, dividend.places().checked_sub(wanted)?)?;
    }
    let quotient = above.checked_div(below)?;
    let rest = above.checked_rem(below)?;
    let rounded = if up && rest != 0 {
        quotient.checked_add(1)?
    } else {
        quotient
    };
    Decimal::from_parts(rounded, PLACES)
}

/// A range as a fact of percent says it: `1.2 %`, or two bounds.
pub(super) fn as_said(share: &Range) -> super::Said {
    if share.is_exact() {
        super::Said::Is(format!("{} %", share.low))
    } else {
        super::Said::Between(format!("{} %", share.low), format!("{} %", share.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    fn numbers_of_schemas_are_taken_digit_by_digit() {
        assert_eq!(number("1.2E-3"), Some(decimal("0.0012")));
        assert_eq!(number("+5."), Some(decimal("5")));
        assert_eq!(number(".5e2"), Some(decimal("50")));
        for wrong in ["INF", "NaN", "1e99", "", "1,2", "0x10"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shares_that_do_not_end_are_rounded_outwards() {
        let one = Range::exactly(decimal("1"));
        let three = Range::exactly(decimal("3"));
        let share = percent(&one, &three).expect("a share");
        assert_eq!(share.low, decimal("33.33333333"));
        assert_eq!(share.high, decimal("33.33333334"));
        let exact = percent(&one, &Range::exactly(decimal("8"))).expect("a share");
        assert_eq!(exact, Range::exactly(decimal("12.5")));
        assert_eq!(percent(&one, &Range::exactly(Decimal::ZERO)), None);
    }
}
