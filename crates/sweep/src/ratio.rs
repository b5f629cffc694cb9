//! What a component is of its item, row by row, where both amounts are known: two products and a comparison.
//!
//! Of a part and a whole that are both known, conditions see only how their ratio stands to some percentages: those
//! that are asked about, and what these leave of a hundred, since what is not listed may be as much as the part leaves
//! over. So the ratio's place among these *marks* is all that a row needs. What each place means is reckoned once, as
//! for any row, on amounts that stand there.

use std::ops::Range;

use exeat_facts::batch::{Column, WholeAmounts};
use exeat_facts::{Fact, Value};
use exeat_law::model::Measure;
use exeat_law::share::{Contents, Part, bounds};
use exeat_law::world::ShareBounds;
use exeat_value::{Currency, Decimal, Money, Quantity, Truth, Unit, UnknownReason};

use crate::feature::at;
use crate::shape::{COMPONENT, ITEM};

/// The amounts of two columns as whole numbers.
#[derive(Debug)]
pub(crate) struct Amounts<'b> {
    parts: &'b WholeAmounts,
    part_codes: &'b [u32],
    wholes: &'b WholeAmounts,
    whole_codes: &'b [u32],
    /// Percentages in ascending order, each as the factors by which part and whole are compared.
    marks: Vec<(i64, i64)>,
    percentages: Vec<Decimal>,
}

impl<'b> Amounts<'b> {
    /// None where nothing can be gained: a column has no whole numbers, or currencies differ, or amounts are too large.
    pub(crate) fn new(
        part: &'b Column,
        whole: &'b Column,
        asked: &[Decimal],
        complete: bool,
    ) -> Option<Self> {
        let (parts, wholes) = (part.whole_amounts()?, whole.whole_amounts()?);
        if parts.stated_in() != wholes.stated_in() {
            return None;
        }
        let percentages = percentages(asked, complete)?;
        let marks: Option<Vec<(i64, i64)>> = percentages
            .iter()
            .map(|&mark| factors(mark, parts, wholes))
            .collect();
        Some(Self {
            parts,
            part_codes: part.codes(),
            wholes,
            whole_codes: whole.codes(),
            marks: marks?,
            percentages,
        })
    }

    /// Whether the amounts of all rows can be reckoned with here.
    pub(crate) fn are_all_known(&self) -> bool {
        self.parts.least() >= 0 && self.wholes.least() > 0
    }

    /// The amount of a part that is stated, by its code.
    #[inline]
    pub(crate) fn part(&self, code: u32) -> Option<i64> {
        let part = self.parts.numbers()[at(code)];
        (part >= 0).then_some(part)
    }

    /// The amount of a whole that is stated and more than nothing, by its code.
    #[inline]
    pub(crate) fn whole(&self, code: u32) -> Option<i64> {
        let whole = self.wholes.numbers()[at(code)];
        (whole > 0).then_some(whole)
    }

    /// The place of a row's ratio among the marks: two for each mark below it, one for a mark that it meets. None
    /// where an amount is not known.
    #[inline]
    pub(crate) fn place(&self, row: usize) -> Option<usize> {
        let part = self.part(self.part_codes[row])?;
        let whole = self.whole(self.whole_codes[row])?;
        Some(self.place_of(part, whole))
    }

    #[inline]
    fn place_of(&self, part: i64, whole: i64) -> usize {
        let mut place = 0_usize;
        for &(of_part, of_whole) in &self.marks {
            // Both fit: amounts and factors are limited.
            let (part, whole) = (part.wrapping_mul(of_part), whole.wrapping_mul(of_whole));
            place += usize::from(part >= whole) + usize::from(part > whole);
        }
        place
    }

    /// Adds what stands for these rows' places to what was joined before. All amounts have to be known.
    pub(crate) fn join(&self, rows: Range<usize>, numbers: &[u32], joined: &mut [u32]) {
        let parts = &self.part_codes[rows.clone()];
        let wholes = &self.whole_codes[rows];
        let (of_parts, of_wholes) = (self.parts.numbers(), self.wholes.numbers());
        if let ([(of_part, of_whole)], &[below, meets, above]) = (self.marks.as_slice(), numbers) {
            for ((joined, &part), &whole) in joined.iter_mut().zip(parts).zip(wholes) {
                let part = of_parts[at(part)].wrapping_mul(*of_part);
                let whole = of_wholes[at(whole)].wrapping_mul(*of_whole);
                let reaches = if part >= whole { meets } else { below };
                let number = if part > whole { above } else { reaches };
                *joined = joined.wrapping_add(number);
            }
            return;
        }
        for ((joined, &part), &whole) in joined.iter_mut().zip(parts).zip(wholes) {
            let place = self.place_of(of_parts[at(part)], of_wholes[at(whole)]);
            *joined = joined.wrapping_add(numbers[place]);
        }
    }

    /// The bounds of the share at each place, where the component does not count, may count and counts.
    pub(crate) fn bounds(&self, measure: Measure, complete: bool) -> Option<Vec<[ShareBounds; 3]>> {
        let half = Decimal::from_parts(5, 1)?;
        let mut places = Vec::with_capacity(self.percentages.len() * 2 + 1);
        let mut below = Decimal::ZERO;
        for &mark in &self.percentages {
            places.push(below.checked_add(mark)?.checked_mul(half)?);
            places.push(mark);
            below = mark;
        }
        places.push(below.checked_add(Decimal::ONE)?);
        let known = places.into_iter().map(|percent| {
            let example = Example {
                part: Fact::known(amount(measure, percent)?),
                whole: amount(measure, Decimal::HUNDRED)?,
                complete,
                unknown: Fact::Unknown(UnknownReason::NotAsked),
            };
            let counted = |counts: Truth| {
                bounds(&example, measure, ITEM, &mut |_| counts).unwrap_or(ShareBounds::UNKNOWN)
            };
            Some([Truth::False, Truth::Unknown, Truth::True].map(counted))
        });
        known.collect()
    }
}

/// The percentages that tell ratios apart, in ascending order.
fn percentages(asked: &[Decimal], complete: bool) -> Option<Vec<Decimal>> {
    let mut marks: Vec<Decimal> = asked.to_vec();
    if !complete {
        for &percent in asked {
            marks.push(Decimal::HUNDRED.checked_sub(percent)?);
        }
    }
    // More of a part than there is of the whole counts as the whole: to be told apart where that is still open.
    if !complete || asked.iter().any(|percent| *percent >= Decimal::HUNDRED) {
        marks.push(Decimal::HUNDRED);
    }
    marks.retain(|mark| *mark > Decimal::ZERO);
    // Nought is a part that is not there.
    marks.push(Decimal::ZERO);
    marks.sort_unstable();
    marks.dedup();
    if complete && asked.iter().all(|percent| *percent > Decimal::ZERO) {
        marks.retain(|mark| !mark.is_zero());
    }
    Some(marks)
}

/// By what part and whole are multiplied to be compared with a percentage. None where a product might not fit.
fn factors(percent: Decimal, parts: &WholeAmounts, wholes: &WholeAmounts) -> Option<(i64, i64)> {
    let tens = |exponent: u32| 10_i64.checked_pow(exponent);
    let finer = |one: &WholeAmounts, other: &WholeAmounts| {
        tens(other.places().saturating_sub(one.places()))
    };
    let of_part = tens(percent.places())?
        .checked_mul(100)?
        .checked_mul(finer(parts, wholes)?)?;
    let of_whole = i64::try_from(percent.mantissa())
        .ok()?
        .checked_mul(finer(wholes, parts)?)?;
    let fits = |amounts: &WholeAmounts, factor: i64| amounts.most().checked_mul(factor).is_some();
    (fits(parts, of_part) && fits(wholes, of_whole)).then_some((of_part, of_whole))
}

fn amount(measure: Measure, number: Decimal) -> Option<Value> {
    Some(match measure {
        Measure::Value => Value::Money(Money::new(number, "USD".parse::<Currency>().ok()?)),
        Measure::Mass => Value::Quantity(Quantity::new(number, "kg".parse::<Unit>().ok()?)),
    })
}

/// A part and a whole that stand in some ratio.
struct Example {
    part: Fact,
    whole: Value,
    complete: bool,
    unknown: Fact,
}

impl Contents for Example {
    fn part(&self, _measure: Measure, item: usize, place: usize) -> Option<Part<'_>> {
        (item == ITEM && place == 0).then_some(Part {
            item: COMPONENT,
            amount: &self.part,
            share: &self.unknown,
        })
    }

    fn is_complete(&self, item: usize) -> bool {
        item == ITEM && self.complete
    }

    fn amount(&self, _measure: Measure, item: usize) -> Option<&Value> {
        (item == ITEM).then_some(&self.whole)
    }
}
