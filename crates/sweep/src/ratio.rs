//! What a component is of its item, row by row, where both amounts are known: two products and a comparison.
//!
//! Of a part and a whole that are both known, conditions see only how their ratio stands to some percentages: those
//! that are asked about, and what these leave of a hundred, since what is not listed may be as much as the part leaves
//! over. So the ratio's place among these *marks* is all that a row needs. What each place means is reckoned once, as
//! for any row, on amounts that stand there.

use std::ops::Range;

use exeat_facts::batch::{Codes, Column, WholeAmounts};
use exeat_facts::{Fact, Value};
use exeat_law::model::Measure;
use exeat_law::share::{Contents, Part, bounds};
use exeat_law::world::ShareBounds;
use exeat_value::{Currency, Decimal, Money, Quantity, Truth, Unit, UnknownReason};

use crate::feature::at;
use crate::group::Place;
use crate::shape::{COMPONENT, ITEM};

/// The amounts of two columns as whole numbers.
#[derive(Debug)]
pub(crate) struct Amounts<'b> {
    parts: &'b WholeAmounts,
    part_codes: &'b Codes,
    wholes: &'b WholeAmounts,
    whole_codes: &'b Codes,
    /// Percentages in ascending order, each as the factors by which part and whole are compared.
    marks: Vec<(i64, i64)>,
    percentages: Vec<Decimal>,
    /// Whether no amount is anything but a number that can be reckoned with, or unknown.
    has_places_only: bool,
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
        let unknown_or = |column: &Column, amounts: &WholeAmounts, least: i64| {
            let mut numbers = amounts.numbers().iter().zip(column.dictionary());
            numbers.all(|(&number, fact)| number >= least || matches!(fact, Fact::Unknown(_)))
        };
        Some(Self {
            has_places_only: unknown_or(part, parts, 0) && unknown_or(whole, wholes, 1),
            parts,
            part_codes: part.codes(),
            wholes,
            whole_codes: whole.codes(),
            marks: marks?,
            percentages,
        })
    }

    /// Whether each row has a place among the marks, or an amount of which nothing is known.
    pub(crate) fn are_known_or_unknown(&self) -> bool {
        self.has_places_only
    }

    fn are_all_known(&self) -> bool {
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
        let part = self.part(self.part_codes.get(row)?)?;
        let whole = self.whole(self.whole_codes.get(row)?)?;
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

    /// The place of a row where [`are_known_or_unknown`](Self::are_known_or_unknown): behind those among the marks
    /// come that of an unknown part, and that of an unknown whole.
    pub(crate) fn place_or_unknown(&self, row: usize) -> usize {
        let whole = self.whole_codes.get(row).and_then(|code| self.whole(code));
        let part = self.part_codes.get(row).and_then(|code| self.part(code));
        let among = self.marks.len() * 2 + 1;
        match (part, whole) {
            (_, None) => among + 1,
            (None, Some(_)) => among,
            (Some(part), Some(whole)) => self.place_of(part, whole),
        }
    }

    /// Adds what stands for these rows' places to what was joined before, as
    /// [`place_or_unknown`](Self::place_or_unknown) has them.
    pub(crate) fn join(&self, rows: Range<usize>, adds: &[u16], joined: &mut [u16]) {
        let numbers = self.parts.numbers();
        match (self.parts.of_rows(), self.part_codes) {
            (Some(parts), _) => {
                self.join_parts(parts[rows.clone()].iter().copied(), rows, adds, joined);
            }
            (None, Codes::Bytes(codes)) => {
                self.join_parts(looked_up(&codes[rows.clone()], numbers), rows, adds, joined);
            }
            (None, Codes::Halves(codes)) => {
                self.join_parts(looked_up(&codes[rows.clone()], numbers), rows, adds, joined);
            }
            (None, Codes::Words(codes)) => {
                self.join_parts(looked_up(&codes[rows.clone()], numbers), rows, adds, joined);
            }
        }
    }

    fn join_parts(
        &self,
        parts: impl Iterator<Item = i64>,
        rows: Range<usize>,
        adds: &[u16],
        joined: &mut [u16],
    ) {
        let numbers = self.wholes.numbers();
        match (self.wholes.of_rows(), self.whole_codes) {
            (Some(wholes), _) => {
                self.join_both(parts.zip(wholes[rows].iter().copied()), adds, joined);
            }
            (None, Codes::Bytes(codes)) => {
                self.join_both(parts.zip(looked_up(&codes[rows], numbers)), adds, joined);
            }
            (None, Codes::Halves(codes)) => {
                self.join_both(parts.zip(looked_up(&codes[rows], numbers)), adds, joined);
            }
            (None, Codes::Words(codes)) => {
                self.join_both(parts.zip(looked_up(&codes[rows], numbers)), adds, joined);
            }
        }
    }

    fn join_both(
        &self,
        amounts: impl Iterator<Item = (i64, i64)>,
        adds: &[u16],
        joined: &mut [u16],
    ) {
        match (self.marks.as_slice(), adds) {
            ([mark], &[below, meets, above]) => {
                for (joined, (part, whole)) in joined.iter_mut().zip(amounts) {
                    let add = of_mark(part, whole, *mark, [below, meets, above]);
                    *joined = joined.wrapping_add(add);
                }
            }
            ([mark], &[below, meets, above, no_part, no_whole]) => {
                for (joined, (part, whole)) in joined.iter_mut().zip(amounts) {
                    let place = of_mark(part, whole, *mark, [below, meets, above]);
                    let add = if part < 0 { no_part } else { place };
                    let add = if whole < 0 { no_whole } else { add };
                    *joined = joined.wrapping_add(add);
                }
            }
            _ => {
                let among = self.marks.len() * 2 + 1;
                for (joined, (part, whole)) in joined.iter_mut().zip(amounts) {
                    let place = if whole < 0 {
                        among + 1
                    } else if part < 0 {
                        among
                    } else {
                        self.place_of(part, whole)
                    };
                    *joined = joined.wrapping_add(adds[place]);
                }
            }
        }
    }

    /// The bounds of the share at each place, where the component does not count, may count and counts; those of
    /// unknown amounts where there are such.
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
        let unknown = || Fact::Unknown(UnknownReason::NotAsked);
        let of = |part: Fact, whole: Option<Value>| {
            let example = Example {
                part,
                whole,
                complete,
                unknown: unknown(),
            };
            let counted = |counts: Truth| {
                bounds(&example, measure, ITEM, &mut |_| counts).unwrap_or(ShareBounds::UNKNOWN)
            };
            [Truth::False, Truth::Unknown, Truth::True].map(counted)
        };
        let hundred = amount(measure, Decimal::HUNDRED)?;
        let mut all = Vec::with_capacity(places.len() + 2);
        for percent in places {
            let part = Fact::known(amount(measure, percent)?);
            all.push(of(part, Some(hundred.clone())));
        }
        if !self.are_all_known() {
            all.push(of(unknown(), Some(hundred)));
            all.push(of(unknown(), None));
        }
        Some(all)
    }
}

/// The numbers of these codes.
fn looked_up<C: Place>(codes: &[C], numbers: &[i64]) -> impl Iterator<Item = i64> {
    codes.iter().map(|code| numbers[code.place()])
}

/// What stands for a ratio below a mark, at it, above it.
#[inline]
fn of_mark(
    part: i64,
    whole: i64,
    (of_part, of_whole): (i64, i64),
    [below, meets, above]: [u16; 3],
) -> u16 {
    // Both fit: amounts and factors are limited.
    let (part, whole) = (part.wrapping_mul(of_part), whole.wrapping_mul(of_whole));
    let reaches = if part >= whole { meets } else { below };
    if part > whole { above } else { reaches }
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
    whole: Option<Value>,
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
        self.whole.as_ref().filter(|_| item == ITEM)
    }
}
