//! Random walks over assurances, undertakings, duties, holds and proposals against a small model of them, written from
//! the words of the book and not from the code. Licences have a model of their own, in `model.rs`.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use exeat_register::{
    Assurance, AssuranceKind, AssuranceStatement, Duty, DutyState, Hold, Location, ProposalState,
    Register, Reliance, Request,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::place::{acting, day, on_both, open};

on_both!(what_takes_two_and_what_falls_due_agree_with_a_small_model);

/// Who: ana has every role, ben is officer and administrator, cem is clerk, dan only reads.
const PEOPLE: [&str; 4] = ["ana", "ben", "cem", "dan"];
const DECIDES: [bool; 4] = [true, true, false, false];
const BOOKS: [bool; 4] = [true, true, true, false];
/// Days of a walk.
const DAYS: u8 = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// By a government or an end user, for so many days or without an end.
    Assure(u8, bool, Option<u8>),
    Retract(u8),
    Lean(u8, u8),
    Add(u8, u8),
    Discharge(u8, bool),
    Waive(u8),
    Hold(u8),
    Lift(u8),
    Approve(u8),
    Reject(u8),
    NextDay,
}

fn step() -> impl Strategy<Value = (usize, Step)> {
    let what = prop_oneof![
        3 => (0_u8..3, any::<bool>(), proptest::option::of(0_u8..6)).prop_map(|(id, by, until)| Step::Assure(id, by, until)),
        1 => (0_u8..3).prop_map(Step::Retract),
        4 => (0_u8..3, 0_u8..3).prop_map(|(id, shipment)| Step::Lean(id, shipment)),
        4 => (0_u8..4, 0_u8..6).prop_map(|(id, within)| Step::Add(id, within)),
        2 => (0_u8..4, any::<bool>()).prop_map(|(id, proof)| Step::Discharge(id, proof)),
        3 => (0_u8..4).prop_map(Step::Waive),
        2 => (0_u8..3).prop_map(Step::Hold),
        3 => (0_u8..3).prop_map(Step::Lift),
        5 => (0_u8..6).prop_map(Step::Approve),
        2 => (0_u8..6).prop_map(Step::Reject),
        2 => Just(Step::NextDay),
    ];
    (prop_oneof![4 => 0_usize..2, 1 => 0_usize..4], what)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Open,
    Done,
    Waived,
}

#[derive(Debug, Clone, Copy)]
enum Asked {
    Waive(u8),
    Lift(u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Settled {
    Open,
    Approved(usize),
    Rejected(usize),
}

/// An assurance: its last day, whether it was taken back, and what leans on it.
struct Given {
    first: u8,
    last: Option<u8>,
    retracted: bool,
    leaning: BTreeSet<u8>,
}

#[derive(Default)]
struct Model {
    today: u8,
    assurances: BTreeMap<u8, Given>,
    /// What is due, and by which day.
    duties: BTreeMap<u8, (Due, u8)>,
    /// Whether each stands.
    holds: BTreeMap<u8, bool>,
    proposals: Vec<(usize, Asked, Settled)>,
}

impl Model {
    fn holds(&self, id: u8) -> bool {
        self.assurances.get(&id).is_some_and(|one| {
            !one.retracted
                && self.today >= one.first
                && one.last.is_none_or(|last| self.today <= last)
        })
    }

    /// Whether what was asked for can be done now.
    fn can(&self, asked: Asked) -> bool {
        match asked {
            Asked::Waive(id) => self
                .duties
                .get(&id)
                .is_some_and(|(due, _)| *due == Due::Open),
            Asked::Lift(id) => self.holds.get(&id) == Some(&true),
        }
    }

    fn ask(&mut self, who: usize, asked: Asked) -> bool {
        let may = DECIDES[who] && self.can(asked);
        if may {
            self.proposals.push((who, asked, Settled::Open));
        }
        may
    }

    /// Whether the step is allowed; if so it is taken.
    fn take(&mut self, who: usize, step: Step) -> bool {
        match step {
            Step::Assure(id, _, until) => {
                let may = DECIDES[who] && !self.assurances.contains_key(&id);
                if may {
                    let given = Given {
                        first: self.today,
                        last: until.map(|days| self.today + days),
                        retracted: false,
                        leaning: BTreeSet::new(),
                    };
                    self.assurances.insert(id, given);
                }
                may
            }
            Step::Retract(id) => match self.assurances.get_mut(&id) {
                Some(one) if DECIDES[who] && !one.retracted => {
                    one.retracted = true;
                    true
                }
                _ => false,
            },
            Step::Lean(id, shipment) => {
                let may = BOOKS[who] && self.holds(id);
                if let Some(one) = self.assurances.get_mut(&id).filter(|_| may) {
                    one.leaning.insert(shipment);
                }
                may
            }
            Step::Add(id, within) => {
                if BOOKS[who] {
                    let due = self.today + within;
                    self.duties.entry(id).or_insert((Due::Open, due));
                }
                BOOKS[who]
            }
            Step::Discharge(id, proof) => match self.duties.get_mut(&id) {
                Some((due, _)) if BOOKS[who] && proof && *due == Due::Open => {
                    *due = Due::Done;
                    true
                }
                _ => false,
            },
            Step::Waive(id) => self.ask(who, Asked::Waive(id)),
            Step::Lift(id) => self.ask(who, Asked::Lift(id)),
            Step::Hold(id) => {
                let may = DECIDES[who] && !self.holds.contains_key(&id);
                if may {
                    self.holds.insert(id, true);
                }
                may
            }
            Step::Approve(place) => {
                let Some(&(by, asked, settled)) = self.proposals.get(usize::from(place)) else {
                    return false;
                };
                // It may have become impossible in the meantime; then it waits on.
                let may = DECIDES[who] && settled == Settled::Open && by != who && self.can(asked);
                if may {
                    match asked {
                        Asked::Waive(id) => {
                            self.duties.get_mut(&id).expect("a duty").0 = Due::Waived;
                        }
                        Asked::Lift(id) => {
                            self.holds.insert(id, false);
                        }
                    }
                    self.proposals[usize::from(place)].2 = Settled::Approved(who);
                }
                may
            }
            Step::Reject(place) => match self.proposals.get_mut(usize::from(place)) {
                Some((_, _, settled)) if DECIDES[who] && *settled == Settled::Open => {
                    *settled = Settled::Rejected(who);
                    true
                }
                _ => false,
            },
            Step::NextDay => {
                self.today = (self.today + 1).min(DAYS);
                true
            }
        }
    }
}

fn date(of: u8) -> String {
    format!("2026-03-{:02}", of + 1)
}

/// The step as a request. Names carry the walk's number, so that all walks of a run share one register.
fn request(model: &Model, walk: u32, proposals: &[String], step: Step) -> Option<Request> {
    let cause = "a letter".to_owned();
    let named = |what: &str, id: u8| format!("{what}{walk}-{id}");
    let proposal = |place: u8| {
        let missing = || "P0".to_owned();
        proposals
            .get(usize::from(place))
            .cloned()
            .unwrap_or_else(missing)
    };
    Some(match step {
        Step::Assure(id, government, until) => Request::Assure {
            assurance: Assurance {
                id: named("A", id),
                kind: if government {
                    AssuranceKind::Government
                } else {
                    AssuranceKind::EndUser
                },
                by: "one".to_owned(),
                to: "another".to_owned(),
                of: "no other use".to_owned(),
                items: Vec::new(),
                given: day(&date(model.today)),
                until: until.map(|days| day(&date(model.today + days))),
                statement: AssuranceStatement::default(),
                retracted: None,
                note: None,
            },
        },
        Step::Retract(id) => Request::Retract {
            assurance: named("A", id),
            cause,
        },
        Step::Lean(id, shipment) => Request::Lean {
            reliance: Reliance {
                assurance: named("A", id),
                shipment: format!("S{shipment}"),
                why: "as was said".to_owned(),
            },
        },
        Step::Add(id, within) => Request::Duties {
            duties: vec![Duty {
                id: named("D", id),
                kind: "report".to_owned(),
                text: "tell the authority".to_owned(),
                from: format!("determination/{walk}"),
                cites: None,
                since: Some(day(&date(model.today))),
                due: Some(day(&date(model.today + within))),
                not_counted: None,
                shipment: None,
                proof_wanted: None,
                state: DutyState::Open,
            }],
        },
        Step::Discharge(id, proof) => Request::Discharge {
            duty: named("D", id),
            proof: if proof { "receipt" } else { " " }.to_owned(),
        },
        Step::Waive(id) => Request::Waive {
            duty: named("D", id),
            cause,
        },
        Step::Hold(id) => Request::Hold {
            hold: Hold {
                id: named("H", id),
                licence: None,
                cause,
                lifted: None,
            },
        },
        Step::Lift(id) => Request::Lift {
            hold: named("H", id),
            cause,
        },
        Step::Approve(place) => Request::Approve {
            proposal: proposal(place),
        },
        Step::Reject(place) => Request::Reject {
            proposal: proposal(place),
            cause,
        },
        Step::NextDay => return None,
    })
}

fn walk(register: &mut Register, number: u32, steps: &[(usize, Step)]) {
    let mut model = Model::default();
    let mut proposals = Vec::new();
    for (index, (who, step)) in steps.iter().enumerate() {
        let request = request(&model, number, &proposals, *step);
        let on = date(model.today);
        let expected = model.take(*who, *step);
        if let Some(request) = request {
            let answer = register.perform(&acting(PEOPLE[*who], &on), &request);
            assert_eq!(
                answer.is_ok(),
                expected,
                "step {index}: {step:?} by {} on {on}: {answer:?}",
                PEOPLE[*who]
            );
            proposals.extend(answer.ok().and_then(|done| done.proposal));
        }
        agree(register, number, &model, &proposals);
    }
}

/// Everything that the register says is what the model says.
fn agree(register: &mut Register, number: u32, model: &Model, proposals: &[String]) {
    let on = day(&date(model.today));
    let place = |name: &str, what: &str| -> Option<u8> {
        name.strip_prefix(&format!("{what}{number}-"))?.parse().ok()
    };
    let mut seen = 0;
    for view in register.assurances(on).expect("assurances") {
        let Some(id) = place(&view.assurance.id, "A") else {
            continue;
        };
        seen += 1;
        assert_eq!(view.holds, model.holds(id), "{on}: {view:?}");
        let leaning: BTreeSet<String> =
            view.reliances.into_iter().map(|one| one.shipment).collect();
        let expected: BTreeSet<String> = model.assurances[&id]
            .leaning
            .iter()
            .map(|shipment| format!("S{shipment}"))
            .collect();
        assert_eq!(leaning, expected, "{on}: assurance {id}");
    }
    assert_eq!(seen, model.assurances.len());

    let mut seen = 0;
    for duty in register.duties().expect("duties") {
        let Some(id) = place(&duty.id, "D") else {
            continue;
        };
        seen += 1;
        let (due, last) = model.duties[&id];
        let state = match duty.state {
            DutyState::Open => Due::Open,
            DutyState::Done { .. } => Due::Done,
            DutyState::Waived { .. } => Due::Waived,
        };
        assert_eq!(state, due, "{on}: duty {id}");
        let late = due == Due::Open && model.today > last;
        assert_eq!(duty.is_overdue(on), late, "{on}: duty {id}");
    }
    assert_eq!(seen, model.duties.len());

    for hold in register.holds().expect("holds") {
        if let Some(id) = place(&hold.id, "H") {
            assert_eq!(hold.lifted.is_none(), model.holds[&id], "{on}: hold {id}");
        }
    }
    let settled: BTreeMap<String, ProposalState> = register
        .proposals()
        .expect("proposals")
        .into_iter()
        .map(|one| (one.id, one.state))
        .collect();
    assert_eq!(proposals.len(), model.proposals.len());
    for (name, (_, _, expected)) in proposals.iter().zip(&model.proposals) {
        let state = match &settled[name] {
            ProposalState::Open => Settled::Open,
            ProposalState::Approved { by } => Settled::Approved(who(by)),
            ProposalState::Rejected { by, .. } => Settled::Rejected(who(by)),
        };
        assert_eq!(state, *expected, "{on}: proposal {name}");
    }
}

fn who(name: &str) -> usize {
    PEOPLE
        .iter()
        .position(|one| *one == name)
        .expect("somebody")
}

fn what_takes_two_and_what_falls_due_agree_with_a_small_model(place: &Location) {
    let register = RefCell::new(open(place));
    let request = Request::Person {
        name: "dan".to_owned(),
        roles: vec![exeat_register::Role::Auditor],
    };
    register
        .borrow_mut()
        .perform(&acting("ana", "2026-01-01"), &request)
        .expect("a person");
    let number = Cell::new(0_u32);
    let mut runner = TestRunner::new(Config {
        cases: 40,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    });
    let walks = proptest::collection::vec(step(), 1..50);
    runner
        .run(&walks, |steps| {
            number.set(number.get() + 1);
            walk(&mut register.borrow_mut(), number.get(), &steps);
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    let verified = register
        .borrow_mut()
        .verify(&[], &mut |_| {})
        .expect("an answer");
    assert!(verified.holds(), "{:?}", verified.findings);
}
