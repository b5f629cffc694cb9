//! Random walks over the life of a licence against a small model of it, written from the words of the issue and not
//! from the code.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use exeat_register::{Location, Register, Request, State};
use exeat_value::Decimal;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::place::{acting, amounts, day, draw, import, licence, on_both, open, release, reserve};

on_both!(random_walks_agree_with_a_small_model);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Reserve(u8, u8),
    Draw(u8, u8),
    DrawAll(u8),
    Release(u8),
    /// By how much, and of which shipment; none of the four is none.
    Correct(i8, u8),
    Suspend,
    Reinstate,
    Surrender,
    Revoke,
    Amend(u8),
    NextMonth,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_u8..4, 1_u8..60).prop_map(|(shipment, amount)| Step::Reserve(shipment, amount)),
        4 => (0_u8..4, 1_u8..60).prop_map(|(shipment, amount)| Step::Draw(shipment, amount)),
        3 => (0_u8..4).prop_map(Step::DrawAll),
        3 => (0_u8..4).prop_map(Step::Release),
        2 => (-40_i8..40, 0_u8..6).prop_map(|(amount, shipment)| Step::Correct(amount, shipment)),
        1 => Just(Step::Suspend),
        1 => Just(Step::Reinstate),
        1 => Just(Step::Surrender),
        1 => Just(Step::Revoke),
        1 => (50_u8..200).prop_map(Step::Amend),
        1 => Just(Step::NextMonth),
    ]
}

/// The model: a few numbers.
struct Model {
    limit: i64,
    drawn: i64,
    /// What is open for each shipment; at most one reservation each.
    open: BTreeMap<u8, i64>,
    shipments_max: usize,
    drawn_for: BTreeMap<u8, i64>,
    over: Option<State>,
    suspended: bool,
    month: i64,
}

impl Model {
    fn state(&self) -> State {
        match self.over {
            Some(state) => state,
            None if self.month > 12 => State::Expired,
            None if self.suspended => State::Suspended,
            None if self.drawn >= self.limit => State::Exhausted,
            None => State::Active,
        }
    }

    fn reserved(&self) -> i64 {
        self.open.values().sum()
    }

    fn shipments_with(&self, shipment: u8) -> usize {
        (0..4_u8)
            .filter(|one| {
                *one == shipment
                    || self.open.contains_key(one)
                    || self.drawn_for.get(one).is_some_and(|drawn| *drawn != 0)
            })
            .count()
    }

    /// Whether the step is allowed; if so it is taken.
    fn take(&mut self, step: Step) -> bool {
        let active = self.state() == State::Active;
        let free = self.limit - self.drawn - self.reserved();
        match step {
            Step::Reserve(shipment, amount) => {
                let amount = i64::from(amount);
                let may =
                    active && amount <= free && self.shipments_with(shipment) <= self.shipments_max;
                if may {
                    self.open.insert(shipment, amount);
                }
                may
            }
            Step::Draw(shipment, amount) => {
                let amount = i64::from(amount);
                let may = match self.open.get(&shipment) {
                    Some(open) => active && amount <= *open,
                    None => active && amount <= free,
                };
                let may = may && self.shipments_with(shipment) <= self.shipments_max;
                if may {
                    if let Some(open) = self.open.get_mut(&shipment) {
                        *open -= amount;
                        if *open == 0 {
                            self.open.remove(&shipment);
                        }
                    }
                    self.drawn += amount;
                    *self.drawn_for.entry(shipment).or_default() += amount;
                }
                may
            }
            Step::DrawAll(shipment) => match self.open.get(&shipment).copied() {
                Some(open) if active && self.shipments_with(shipment) <= self.shipments_max => {
                    self.open.remove(&shipment);
                    self.drawn += open;
                    *self.drawn_for.entry(shipment).or_default() += open;
                    true
                }
                _ => false,
            },
            Step::Release(shipment) => self.open.remove(&shipment).is_some(),
            Step::Correct(amount, shipment) => {
                let after = self.drawn + i64::from(amount);
                // What adds is of a shipment, which counts.
                let fits = amount < 0
                    || shipment < 4 && self.shipments_with(shipment) <= self.shipments_max;
                let may =
                    amount != 0 && after >= 0 && after + self.reserved() <= self.limit && fits;
                if may {
                    self.drawn = after;
                    if shipment < 4 {
                        *self.drawn_for.entry(shipment).or_default() += i64::from(amount);
                    }
                }
                may
            }
            Step::Suspend => {
                let may = active;
                self.suspended |= may;
                may
            }
            Step::Reinstate => {
                let may = self.state() == State::Suspended;
                if may {
                    self.suspended = false;
                }
                may
            }
            Step::Surrender => {
                let may = [State::Active, State::Suspended, State::Exhausted]
                    .contains(&self.state())
                    && self.open.is_empty();
                if may {
                    self.over = Some(State::Surrendered);
                }
                may
            }
            Step::Revoke => {
                let may =
                    [State::Active, State::Suspended, State::Exhausted].contains(&self.state());
                if may {
                    self.over = Some(State::Revoked);
                    self.open.clear();
                }
                may
            }
            Step::Amend(limit) => {
                let limit = i64::from(limit);
                let may = [State::Active, State::Suspended, State::Exhausted]
                    .contains(&self.state())
                    && self.drawn + self.reserved() <= limit
                    && self.shipments_with(u8::MAX) <= self.shipments_max;
                if may {
                    self.limit = limit;
                }
                may
            }
            Step::NextMonth => {
                self.month += 1;
                true
            }
        }
    }
}

fn request(step: Step, number: &str) -> Option<Request> {
    let cause = "a letter".to_owned();
    let licence_number = number.to_owned();
    let kg = |amount: i64| format!("{amount} kg");
    let named = |shipment: u8| format!("S{shipment}");
    Some(match step {
        Step::Reserve(shipment, amount) => reserve(number, &kg(amount.into()), &named(shipment)),
        Step::Draw(shipment, amount) => draw(number, &kg(amount.into()), &named(shipment)),
        Step::DrawAll(shipment) => draw(number, "", &named(shipment)),
        Step::Release(shipment) => release(number, "", &named(shipment)),
        Step::Correct(amount, shipment) => Request::Correct {
            licence: licence_number,
            line: 1,
            amounts: amounts(&kg(amount.into())),
            cause,
            shipment: (shipment < 4).then(|| named(shipment)),
            declaration: None,
        },
        Step::Suspend => Request::Suspend {
            licence: licence_number,
            cause,
        },
        Step::Reinstate => Request::Reinstate {
            licence: licence_number,
            cause,
        },
        Step::Surrender => Request::Surrender {
            licence: licence_number,
            cause: None,
        },
        Step::Revoke => Request::Revoke {
            licence: licence_number,
            cause,
        },
        Step::Amend(limit) => {
            let mut amended = licence(number);
            amended.shipments_max = Some(3);
            amended.lines.first_mut()?.quantity = kg(limit.into()).parse().ok();
            Request::Amend {
                licence: licence_number,
                amended,
                cause,
            }
        }
        Step::NextMonth => return None,
    })
}

fn today(model: &Model) -> String {
    if model.month > 12 {
        format!("2027-{:02}-01", (model.month - 12).min(12))
    } else {
        format!("2026-{:02}-01", model.month)
    }
}

fn walk(register: &mut Register, number: &str, steps: &[Step]) {
    let mut one = licence(number);
    one.shipments_max = Some(3);
    import(register, one);
    let mut model = Model {
        limit: 100,
        drawn: 0,
        open: BTreeMap::new(),
        shipments_max: 3,
        drawn_for: BTreeMap::new(),
        over: None,
        suspended: false,
        month: 6,
    };
    for (index, step) in steps.iter().enumerate() {
        // The model keeps one reservation for a shipment.
        if let Step::Reserve(shipment, _) = step
            && model.open.contains_key(shipment)
        {
            continue;
        }
        let on = today(&model);
        let expected = model.take(*step);
        if let Some(request) = request(*step, number) {
            let answer =
                register
                    .perform(&acting("ana", &on), &request)
                    .and_then(|done| match done.proposal {
                        Some(proposal) => {
                            register.perform(&acting("ben", &on), &Request::Approve { proposal })
                        }
                        None => Ok(done),
                    });
            assert_eq!(
                answer.is_ok(),
                expected,
                "step {index}: {step:?} on {on}: {answer:?}"
            );
        }
        let on = today(&model);
        let view = register.licence(number, day(&on)).expect("a licence");
        let line = view.lines.first().expect("a line");
        assert_eq!(view.state, model.state(), "after step {index}: {step:?}");
        assert_eq!(
            line.drawn,
            Decimal::from(model.drawn),
            "after step {index}: {step:?}"
        );
        assert_eq!(
            line.reserved,
            Decimal::from(model.reserved()),
            "after step {index}: {step:?}"
        );
        assert!(
            line.drawn.checked_add(line.reserved).expect("small") <= Decimal::from(model.limit)
        );
    }
}

fn random_walks_agree_with_a_small_model(place: &Location) {
    let register = RefCell::new(open(place));
    let number = Cell::new(0);
    let mut runner = TestRunner::new(Config {
        cases: 48,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    });
    let walks = proptest::collection::vec(step(), 1..40);
    runner
        .run(&walks, |steps| {
            number.set(number.get() + 1);
            walk(
                &mut register.borrow_mut(),
                &format!("L{}", number.get()),
                &steps,
            );
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    let verified = register
        .borrow_mut()
        .verify(&[], &mut |_| {})
        .expect("an answer");
    assert!(verified.holds(), "{:?}", verified.findings);
}
