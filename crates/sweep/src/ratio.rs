//! What a component is of its item, row by row, where both amounts are known: two products and a comparison.
//!
//! Of a part and a whole that are both known, conditions see only how their ratio stands to some percentages: those
//! that are asked about, and what these leave of a hundred, since what is not listed may be as much as the part leaves
//! over. So the ratio's place among these *marks* is all that a row needs. What each place means is reckoned once, as
//! for any row, on amounts that stand there.

use exeat_facts::{Fact, Value};
use exeat_law::model::Measure;
use exeat_law::share::{Contents, Part, bounds};
use exeat_law::world::ShareBounds;
use exeat_value::{Currency, Decimal, Money, Quantity, Truth, Unit, UnknownReason};

use crate::feature::at;
use crate::shape::{COMPONENT, ITEM};

/// Amounts of more digits behind the point are reckoned in the general way.
const PLACES_MAX: u32 = 6;

/// Products of larger amounts might not fit.
const AMOUNT_MAX: i64 = 1 << 40;

/// The amounts of two columns as whole numbers of one small unit.
#[derive(Debug)]
pub(crate) struct Amounts<'b> {
    parts: Vec<i64>,
    part_codes: &'b [u32],
    wholes: Vec<i64>,
    whole_codes: &'b [u32],
    /// Percentages in ascending order, each as the factors by which part and whole are compared.
    marks: Vec<(i64, i64)>,
    percentages: Vec<Decimal>,
}

/// What stands for an amount that is not known, or cannot be reckoned with here.
const NONE: i64 = -1;

/// What amounts are stated in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stated {
    Money(Currency),
    Mass,
}

fn stated(value: &Value) -> Option<(Stated, Decimal)> {
    match value {
        Value::Money(money) => Some((Stated::Money(money.currency), money.amount)),
        Value::Quantity(quantity) => Some((Stated::Mass, quantity.in_base()?)),
        _ => None,
    }
}

impl<'b> Amounts<'b> {
    /// None where nothing can be gained: a column is not there, or currencies differ, or amounts are too fine.
    pub(crate) fn new(
        part: (&[Fact], &'b [u32]),
        whole: (&[Fact], &'b [u32]),
        asked: &[Decimal],
        complete: bool,
    ) -> Option<Self> {
        let of = |fact: &Fact| fact.value().and_then(stated);
        let all = || part.0.iter().chain(whole.0).filter_map(of);
        let (unit, _) = all().next()?;
        if all().any(|(other, _)| other != unit) {
            return None;
        }
        let places = all().map(|(_, amount)| amount.places()).max()?;
        if places > PLACES_MAX {
            return None;
        }
        let whole_number = |fact: &Fact, least: i64| {
            let number = of(fact).and_then(|(_, amount)| lifted(amount, places));
            let fits = |number: &i64| (least..=AMOUNT_MAX).contains(number);
            number.filter(fits).unwrap_or(NONE)
        };
        let percentages = percentages(asked, complete)?;
        let marks: Option<Vec<(i64, i64)>> =
            percentages.iter().map(|&mark| factors(mark)).collect();
        Some(Self {
            parts: part.0.iter().map(|fact| whole_number(fact, 0)).collect(),
            part_codes: part.1,
            wholes: whole.0.iter().map(|fact| whole_number(fact, 1)).collect(),
            whole_codes: whole.1,
            marks: marks?,
            percentages,
        })
    }

    /// Whether the amounts of all rows can be reckoned with here.
    pub(crate) fn are_all_known(&self) -> bool {
        !self.parts.contains(&NONE) && !self.wholes.contains(&NONE)
    }

    /// The place of a row's ratio among the marks: two for each mark below it, one for a mark that it meets. None
    /// where an amount is not known.
    #[inline]
    pub(crate) fn place(&self, row: usize) -> Option<usize> {
        let part = self.parts[at(self.part_codes[row])];
        let whole = self.wholes[at(self.whole_codes[row])];
        (part != NONE && whole != NONE).then(|| self.place_of(part, whole))
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

    /// Joins the numbers of these rows' places to what was joined before.
    pub(crate) fn join(
        &self,
        rows: std::ops::Range<usize>,
        numbers: &[u32],
        count: u32,
        joined: &mut [u32],
    ) {
        let parts = &self.part_codes[rows.clone()];
        let wholes = &self.whole_codes[rows];
        if let [(of_part, of_whole)] = self.marks.as_slice() {
            for ((joined, &part), &whole) in joined.iter_mut().zip(parts).zip(wholes) {
                let part = self.parts[at(part)].wrapping_mul(*of_part);
                let whole = self.wholes[at(whole)].wrapping_mul(*of_whole);
                let place = usize::from(part >= whole) + usize::from(part > whole);
                *joined = joined.wrapping_mul(count).wrapping_add(numbers[place]);
            }
            return;
        }
        for ((joined, &part), &whole) in joined.iter_mut().zip(parts).zip(wholes) {
            let place = self.place_of(self.parts[at(part)], self.wholes[at(whole)]);
            *joined = joined.wrapping_mul(count).wrapping_add(numbers[place]);
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

/// By what part and whole are multiplied to be compared with a percentage.
fn factors(percent: Decimal) -> Option<(i64, i64)> {
    let of_part = 100_i64.checked_mul(10_i64.checked_pow(percent.places())?)?;
    let of_whole = i64::try_from(percent.mantissa()).ok()?;
    // Amounts are below 2^40, so that products of factors up to 2^22 fit.
    let fits = |factor: i64| factor < 1 << 22;
    (fits(of_part) && fits(of_whole)).then_some((of_part, of_whole))
}

/// A decimal as so many parts of a whole number.
fn lifted(amount: Decimal, places: u32) -> Option<i64> {
    let missing = places.checked_sub(amount.places())?;
    let factor = 10_i128.checked_pow(missing)?;
    i64::try_from(amount.mantissa().checked_mul(factor)?).ok()
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
