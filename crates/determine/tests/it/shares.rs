//! Shares: whatever the amounts turn out to be, the share lies within the bounds that were told before.

use std::cmp::Ordering;

use exeat_determine::CaseWorld;
use exeat_facts::{Candidate, Case, Component, Fact, Item, ItemIndex, Line, Scope, Value};
use exeat_law::model::Measure;
use exeat_law::world::{ShareBounds, World};
use exeat_value::{Comparison, Decimal, Interval, Money, Truth, UnknownReason};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::harness::check;
use crate::random::vocabulary::vocabulary;

/// The value of the whole in money. Whole percents of whole percents of whole percents of it are whole numbers.
const WHOLE: i64 = 1_000_000;

/// A thing as it really is.
#[derive(Debug, Clone)]
struct Thing {
    counts: bool,
    parts: Vec<(i64, Thing)>,
    /// Whether the case lists all parts.
    complete: bool,
    /// How many hundredths of what the list leaves over count.
    hidden: i64,
    /// How the case tells it: see [`tell`].
    told: u8,
    counts_told: bool,
}

fn thing() -> impl Strategy<Value = Thing> {
    let leaf = (
        any::<bool>(),
        any::<bool>(),
        0..=100_i64,
        any::<u8>(),
        any::<bool>(),
    )
        .prop_map(|(counts, complete, hidden, told, counts_told)| Thing {
            counts,
            parts: Vec::new(),
            complete,
            hidden,
            told,
            counts_told,
        });
    leaf.prop_recursive(3, 8, 3, |part| {
        let own = (
            any::<bool>(),
            any::<bool>(),
            0..=100_i64,
            any::<u8>(),
            any::<bool>(),
        );
        (own, vec((0..=60_i64, part), 1..4)).prop_map(
            |((counts, complete, hidden, told, counts_told), parts)| {
                // Parts are no more than the whole: what does not fit any more is cut.
                let mut left = 100;
                let parts = parts
                    .into_iter()
                    .map(|(percent, part)| {
                        let percent = percent.min(left);
                        left -= percent;
                        (percent, part)
                    })
                    .collect();
                Thing {
                    counts,
                    parts,
                    complete,
                    hidden,
                    told,
                    counts_told,
                }
            },
        )
    })
}

impl Thing {
    /// How much of what is inside an amount of it counts, in hundredths of units.
    fn inside(&self, amount: i64) -> i64 {
        if self.parts.is_empty() {
            return 0;
        }
        let listed: i64 = self.parts.iter().map(|(percent, _)| percent).sum();
        let of_parts: i64 = self
            .parts
            .iter()
            .map(|(percent, part)| {
                let own = amount * percent / 100;
                if part.counts {
                    own * 100
                } else {
                    part.inside(own)
                }
            })
            .sum();
        let over = amount * (100 - listed) / 100;
        let hidden = if self.complete { 0 } else { over * self.hidden };
        of_parts + hidden
    }

    /// Writes the thing and its parts into a case, and gives its place there.
    fn write(&self, case: &mut Case, counted: &mut Vec<Truth>, amount: i64) -> usize {
        let place = case.items.len();
        case.items.push(Item::new(format!("item-{place}"), ""));
        counted.push(if self.counts_told {
            Truth::from(self.counts)
        } else {
            Truth::Unknown
        });
        let mut components = Vec::new();
        for (percent, part) in &self.parts {
            let own = amount * percent / 100;
            let index = part.write(case, counted, own);
            let mut component = Component::new(ItemIndex(index));
            let (value, share) = (money(own), Value::Share(Decimal::from(*percent)));
            match part.told % 8 {
                0 => component.value = Fact::known(value),
                1 => component.value_share = Fact::known(share),
                2 => {
                    component.value = Fact::Between {
                        low: money(own / 2),
                        high: money(own * 2),
                        evidence: Vec::new(),
                    };
                }
                3 => {
                    component.value_share = Fact::Between {
                        low: Value::Share(Decimal::from(percent / 2)),
                        high: Value::Share(Decimal::from(*percent)),
                        evidence: Vec::new(),
                    };
                }
                4 => component.value_share = contested(share, Value::Share(Decimal::ONE)),
                // Both, as bills tell them: the same, or what only together is narrow.
                6 => {
                    component.value = Fact::known(value);
                    component.value_share = Fact::known(share);
                }
                7 => {
                    component.value = Fact::Between {
                        low: money(own / 2),
                        high: money(own),
                        evidence: Vec::new(),
                    };
                    component.value_share = Fact::Between {
                        low: share,
                        high: Value::Share(Decimal::HUNDRED),
                        evidence: Vec::new(),
                    };
                }
                _ => {}
            }
            components.push(component);
        }
        case.items[place].components = components;
        case.items[place].components_complete = self.complete;
        place
    }
}

fn money(amount: i64) -> Value {
    Value::Money(Money::new(
        Decimal::from(amount),
        "USD".parse().expect("a currency"),
    ))
}

fn contested(one: Value, other: Value) -> Fact {
    if one == other {
        return Fact::known(one);
    }
    let candidate = |value| Candidate {
        value,
        statements: Vec::new(),
    };
    Fact::Contested(vec![candidate(one), candidate(other)])
}

/// The bounds of the share by value of what counts, as the case tells it.
fn bounds(thing: &Thing, whole_told: bool) -> ShareBounds {
    let mut case = Case::new("a share");
    let mut counted = Vec::new();
    thing.write(&mut case, &mut counted, WHOLE);
    let value = vocabulary().find(Scope::Item, "value").expect("a fact");
    let whole = if whole_told {
        Fact::known(money(WHOLE))
    } else {
        Fact::Unknown(UnknownReason::NotAsked)
    };
    case.items[0].facts.set(value, whole);
    case.lines.push(Line {
        number: 1,
        item: ItemIndex(0),
        quantity: None,
        value: None,
    });
    case.validate_in(vocabulary())
        .expect("a case that holds together");
    CaseWorld::new(&case, vocabulary()).share(Measure::Value, 0, &mut |item| counted[item])
}

fn percent_of_whole(counted: i64) -> Decimal {
    // Hundredths of units of a million: a ten-thousandth of them is a ten-thousandth of a percent.
    Decimal::from_parts(i128::from(counted), 6).expect("few digits")
}

#[test]
fn the_share_lies_within_its_bounds() {
    check(
        &(thing(), any::<bool>()),
        12,
        3_000,
        |(thing, whole_told)| {
            let told = bounds(&thing, whole_told);
            let really = percent_of_whole(thing.inside(WHOLE));
            prop_assert_ne!(
                told.low.compare(really),
                Ordering::Greater,
                "{} at least",
                really
            );
            prop_assert_ne!(
                told.high.compare(really),
                Ordering::Less,
                "{} at most",
                really
            );
            Ok(())
        },
    );
}

/// The bounds of the share that a part has of a whole of a thousand, in hundredths of what is one of the thousand.
fn share_of_part(value: Fact, share: Fact) -> (Decimal, Decimal) {
    let mut case = Case::new("a share");
    case.items.push(Item::new("whole", ""));
    case.items.push(Item::new("part", ""));
    let mut component = Component::new(ItemIndex(1));
    (component.value, component.value_share) = (value, share);
    case.items[0].components = vec![component];
    case.items[0].components_complete = true;
    let value = vocabulary().find(Scope::Item, "value").expect("a fact");
    case.items[0].facts.set(value, Fact::known(money(1_000)));
    let counts = [Truth::False, Truth::True];
    let told =
        CaseWorld::new(&case, vocabulary()).share(Measure::Value, 0, &mut |item| counts[item]);
    assert_eq!(told.low.whole, Decimal::from(1_000_i64));
    (told.low.part, told.high.part)
}

/// So many tenths of a percent.
fn percent(tenths: i64) -> Value {
    Value::Share(Decimal::from_parts(i128::from(tenths), 1).expect("few digits"))
}

fn between(low: Value, high: Value) -> Fact {
    Fact::Between {
        low,
        high,
        evidence: Vec::new(),
    }
}

/// A figure and a share of one part: what both allow, and where one of them was rounded, all between them.
#[test]
fn a_figure_and_a_share_of_one_part_both_count() {
    let known = Fact::known;
    for (value, share, low, high) in [
        // Of a thousand 104 are told as a tenth: neither may be taken for the other.
        (known(money(104)), known(percent(100)), "100", "104"),
        (known(money(250)), known(percent(254)), "250", "254"),
        (known(money(250)), known(percent(250)), "250", "250"),
        (
            known(money(104)),
            between(percent(95), percent(105)),
            "104",
            "104",
        ),
        // What is not known of the figure makes it no less: the tenth may be 104.
        (
            between(money(100), money(104)),
            known(percent(100)),
            "100",
            "104",
        ),
        (
            between(money(101), money(104)),
            known(percent(100)),
            "100",
            "104",
        ),
        (
            contested(money(98), money(104)),
            known(percent(100)),
            "98",
            "104",
        ),
        (
            known(money(100)),
            contested(percent(90), percent(104)),
            "90",
            "104",
        ),
        // Half a percent of a thousand and of what the thousand may have been before it was rounded, and half a unit.
        (
            between(money(0), money(500)),
            known(percent(100)),
            "94.4475",
            "105.5525",
        ),
        (
            between(money(100), money(300)),
            between(percent(200), percent(400)),
            "194.2975",
            "305.7025",
        ),
        // What contradicts by more than rounding is in doubt, both.
        (
            between(money(300), money(500)),
            known(percent(100)),
            "100",
            "500",
        ),
        // A claim in another currency leaves the share.
        (
            contested(
                money(104),
                Value::Money(Money::new(
                    Decimal::from(120_i64),
                    "CNY".parse().expect("a currency"),
                )),
            ),
            known(percent(100)),
            "100",
            "104",
        ),
    ] {
        let told = share_of_part(value.clone(), share.clone());
        let number = |text: &str| text.parse::<Decimal>().expect("a decimal");
        assert_eq!(told, (number(low), number(high)), "{value:?} and {share:?}");
    }
}

/// Something said of an amount, as far as it is known: numbers from a least one on.
fn said(least: std::ops::Range<i64>) -> impl Strategy<Value = Vec<i64>> {
    vec(least, 1..4).prop_map(|mut numbers| {
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    })
}

/// What numbers are said, as claims or as bounds.
fn stated(numbers: &[i64], claims: bool, value: impl Fn(i64) -> Value) -> Fact {
    match numbers {
        [] => Fact::Unknown(UnknownReason::NotAsked),
        [one] => Fact::known(value(*one)),
        [low, .., high] if !claims => between(value(*low), value(*high)),
        several => Fact::Contested(
            several
                .iter()
                .map(|&one| Candidate {
                    value: value(one),
                    statements: Vec::new(),
                })
                .collect(),
        ),
    }
}

/// Of a figure and a share, whichever is learnt, nothing becomes possible that was not, as long as they are one amount
/// but for the rounding of the share.
#[test]
fn what_is_learnt_of_a_figure_or_a_share_never_widens_what_both_allow() {
    let strategy = (
        said(90..115),
        said(90..115),
        any::<bool>(),
        any::<bool>(),
        any::<usize>(),
        any::<bool>(),
    );
    check(
        &strategy,
        18,
        5_000,
        |(figures, shares, claimed, of_whole, pick, of_figure)| {
            // Shares in tenths or in whole percents: a tenth is one of the thousand.
            let unit = if of_whole { 10 } else { 1 };
            let mut shares: Vec<i64> = shares.iter().map(|one| one / unit * unit).collect();
            shares.dedup();
            let before = share_of_part(
                stated(&figures, claimed, money),
                stated(&shares, claimed, percent),
            );
            let learnt = |numbers: &[i64]| vec![numbers[pick % numbers.len()]];
            let (figures, shares) = if of_figure {
                (learnt(&figures), shares)
            } else if figures.len() == 1 {
                // A known figure that a share allows stands; what contradicts it later is nothing that is learnt.
                return Ok(());
            } else {
                (figures, learnt(&shares))
            };
            let ends = |numbers: &[i64]| Some((*numbers.first()?, *numbers.last()?));
            let (Some(figure), Some(share)) = (ends(&figures), ends(&shares)) else {
                return Ok(());
            };
            let apart = (share.0 - figure.1).max(figure.0 - share.1);
            if !claimed && apart * 2 > unit {
                return Ok(());
            }
            let after = share_of_part(
                stated(&figures, claimed, money),
                stated(&shares, claimed, percent),
            );
            prop_assert!(
                before.0 <= after.0 && after.1 <= before.1,
                "{:?} became {:?}",
                before,
                after
            );
            Ok(())
        },
    );
}

#[test]
fn what_is_told_in_full_is_one_share() {
    fn in_full(thing: &Thing, whole_told: bool) -> Thing {
        Thing {
            parts: thing
                .parts
                .iter()
                .map(|(percent, part)| (*percent, in_full(part, whole_told)))
                .collect(),
            complete: true,
            told: if whole_told { thing.told % 2 } else { 1 },
            counts_told: true,
            ..thing.clone()
        }
    }
    check(
        &(thing(), any::<bool>()),
        13,
        1_000,
        |(thing, whole_told)| {
            let thing = in_full(&thing, whole_told);
            let told = bounds(&thing, whole_told);
            let really = percent_of_whole(thing.inside(WHOLE));
            prop_assert_eq!(told.low.compare(really), Ordering::Equal);
            prop_assert_eq!(told.high.compare(really), Ordering::Equal);
            Ok(())
        },
    );
}

#[test]
fn comparisons_of_bounds_are_those_of_every_share_within() {
    let percent = || {
        (0..=20_i64)
            .prop_map(|tenths| Decimal::from_parts(i128::from(tenths), 1).expect("few digits"))
    };
    let strategy = (percent(), percent(), percent(), percent());
    check(&strategy, 14, 1_000, |(one, other, threshold, beyond)| {
        let ratio = |part| exeat_law::world::Ratio {
            part,
            whole: Decimal::HUNDRED,
        };
        let (low, high) = (one.min(other), one.max(other));
        let bounds = ShareBounds {
            low: ratio(low),
            high: ratio(high),
        };
        let within: Vec<Decimal> = (0..=40)
            .map(|half| Decimal::from_parts(i128::from(half) * 5, 2).expect("few digits"))
            .filter(|share| low <= *share && *share <= high)
            .collect();
        for comparison in Comparison::ALL {
            let answers: Vec<bool> = within
                .iter()
                .map(|share| comparison.holds(share.cmp(&threshold)))
                .collect();
            let expected = match (answers.contains(&true), answers.contains(&false)) {
                (true, false) => Truth::True,
                (false, true) => Truth::False,
                _ => Truth::Unknown,
            };
            prop_assert_eq!(
                bounds.is(comparison, threshold),
                expected,
                "{} {}",
                comparison,
                threshold
            );
            let range = Interval::passing(comparison, threshold)
                .intersect(&Interval::at_most(threshold.max(beyond)));
            if range.is_empty() {
                continue;
            }
            let meets = within.iter().any(|share| range.contains(*share));
            prop_assert_eq!(bounds.meets(&range), meets, "{}", range);
        }
        Ok(())
    });
}
