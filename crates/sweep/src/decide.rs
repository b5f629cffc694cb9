//! From signatures to verdicts: by planes first, then over the open questions.

use std::ops::Range;

use exeat_facts::batch::Batch;
use exeat_law::frozen::FrozenLaw;
use exeat_law::judge::judge;
use exeat_law::kleene::{Evaluator, Memory};
use exeat_law::verdict::Verdict;
use exeat_law::verdicts::Possible;
use exeat_law::world::Bindings;
use exeat_value::Truth;
use rustc_hash::FxHashMap;

use crate::feature::{Class, Kind, at};
use crate::plan::{Matter, Op, OpIndex, Plan};
use crate::planes::{Planes, ROWS_MAX};
use crate::shape::ITEM;
use crate::sweep::in_parallel;
use crate::world::RowWorld;

/// What came out for some signatures.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    pub(crate) possible: Vec<Possible>,
    pub(crate) overall: Vec<Verdict>,
}

/// What remains of a matter when everything that is settled has been taken out: equal ones have equal answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Residual {
    matter: usize,
    /// Of each feature on which it rests, what its conditions see.
    seen: Box<[(Kind, Box<[Truth]>)]>,
}

/// What is still open of a matter, operation by operation: those that are unknown and on which it still rests.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Remains {
    matter: usize,
    /// What is known of the conditions that decide.
    deciding: [Truth; 4],
    open: Box<[Open]>,
}

/// An unknown operation that may still matter. Of its parts those that are known change nothing, and those that are
/// unknown are there too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Open {
    Op(OpIndex),
    /// A question, with what is known of the fact.
    Leaf(OpIndex, Kind),
    /// A share, with whether the component counts and what is known of the amounts.
    Share(OpIndex, Truth, Kind),
}

/// What was decided over open questions.
#[derive(Debug, Default)]
pub(crate) struct Decider {
    /// By what the conditions see of a row: found without a walk.
    known: FxHashMap<Residual, Possible>,
    /// By what is still open once everything settled is taken out.
    remains: FxHashMap<Remains, Possible>,
    /// How often three values left something open.
    pub(crate) asked: usize,
}

/// Something that is to be decided over the open questions.
struct Job {
    residual: Residual,
    /// A signature that has it.
    signature: usize,
}

impl Decider {
    pub(crate) fn residuals(&self) -> usize {
        self.remains.len()
    }

    /// Decides signatures: their classes, and a row of the batch for each.
    pub(crate) fn decide(
        &mut self,
        laws: &[FrozenLaw],
        plan: &Plan,
        batch: &Batch,
        signatures: &[(Box<[Class]>, usize)],
        threads: usize,
    ) -> Decided {
        let parts = split(signatures.len(), threads);
        let by_planes = in_parallel(&parts, |part| {
            by_planes(plan, signatures.get(part.clone()).unwrap_or_default())
        });
        let mut found: Vec<Option<Possible>> = Vec::new();
        let mut departs: Vec<bool> = Vec::new();
        for part in by_planes {
            found.extend(part.found);
            departs.extend(part.departs);
        }
        let mut jobs: FxHashMap<Residual, usize> = FxHashMap::default();
        let mut to_do: Vec<Job> = Vec::new();
        let mut open: Vec<(usize, Result<Possible, usize>)> = Vec::new();
        let matters = plan.matters.len();
        for (place, _) in found.iter().enumerate().filter(|(_, one)| one.is_none()) {
            // There is one for each signature and matter.
            let signature = place / matters;
            let (classes, _) = &signatures[signature];
            let matter = place % matters;
            let residual = residual(plan, matter, classes);
            self.asked += 1;
            let answer = match self.known.get(&residual) {
                Some(&known) => Ok(known),
                None => Err(*jobs.entry(residual).or_insert_with_key(|residual| {
                    to_do.push(Job {
                        residual: residual.clone(),
                        signature,
                    });
                    to_do.len() - 1
                })),
            };
            open.push((place, answer));
        }
        let done = self.decide_open(laws, plan, batch, signatures, &to_do, threads);
        for (place, answer) in open {
            let possible = answer.unwrap_or_else(|job| done[job]);
            found[place] = Some(possible);
        }
        for (job, &possible) in to_do.into_iter().zip(&done) {
            self.known.insert(job.residual, possible);
        }
        // Everything that planes left open has been decided.
        let possible: Vec<Possible> = found.into_iter().flatten().collect();
        let mut overall = Vec::with_capacity(departs.len());
        for (signature, departs) in departs.chunks(laws.len().max(1)).enumerate() {
            let start = signature * matters;
            let of_signature = &possible[start..start + matters];
            for (law, &departs) in departs.iter().enumerate() {
                overall.push(overall_of(&plan.matters, of_signature, law, departs));
            }
        }
        Decided { possible, overall }
    }
}

impl Decider {
    /// Decides over the open questions, once where the same is open.
    fn decide_open(
        &mut self,
        laws: &[FrozenLaw],
        plan: &Plan,
        batch: &Batch,
        signatures: &[(Box<[Class]>, usize)],
        jobs: &[Job],
        threads: usize,
    ) -> Vec<Possible> {
        let parts = split(jobs.len(), threads);
        let remains = in_parallel(&parts, |part| {
            remaining(plan, signatures, jobs.get(part.clone()).unwrap_or_default())
        });
        let mut to_do: Vec<(Remains, usize)> = Vec::new();
        let mut places: FxHashMap<Remains, usize> = FxHashMap::default();
        let mut found: Vec<Result<Possible, usize>> = Vec::with_capacity(jobs.len());
        for (job, remains) in jobs.iter().zip(remains.into_iter().flatten()) {
            found.push(match self.remains.get(&remains) {
                Some(&known) => Ok(known),
                None => Err(*places.entry(remains).or_insert_with_key(|remains| {
                    let (_, row) = &signatures[job.signature];
                    to_do.push((remains.clone(), *row));
                    to_do.len() - 1
                })),
            });
        }
        let parts = split(to_do.len(), threads);
        let done: Vec<Possible> = in_parallel(&parts, |part| {
            symbolic(
                laws,
                plan,
                batch,
                to_do.get(part.clone()).unwrap_or_default(),
            )
        })
        .concat();
        for ((remains, _), &possible) in to_do.into_iter().zip(&done) {
            self.remains.insert(remains, possible);
        }
        let possible = |one: Result<Possible, usize>| one.unwrap_or_else(|place| done[place]);
        found.into_iter().map(possible).collect()
    }
}

/// What is still open for each job.
fn remaining(plan: &Plan, signatures: &[(Box<[Class]>, usize)], jobs: &[Job]) -> Vec<Remains> {
    let mut planes = Planes::new();
    let mut visited = vec![0_usize; plan.ops.len()];
    let mut found = Vec::with_capacity(jobs.len());
    for block in jobs.chunks(ROWS_MAX) {
        let rows: Vec<&[Class]> = block
            .iter()
            .map(|job| &*signatures[job.signature].0)
            .collect();
        planes.evaluate(plan, &rows);
        for (row, job) in block.iter().enumerate() {
            let walk = found.len() + 1;
            found.push(remains(
                plan,
                &planes,
                row,
                job,
                rows[row],
                (&mut visited, walk),
            ));
        }
    }
    found
}

/// Walks from the conditions that decide through what is unknown. `visited` says in which walk an operation was met.
fn remains(
    plan: &Plan,
    planes: &Planes,
    row: usize,
    job: &Job,
    classes: &[Class],
    (visited, walk): (&mut [usize], usize),
) -> Remains {
    let matter = job.residual.matter;
    let roots = plan.matters[matter].deciding;
    let kind = |feature: usize| plan.features[feature].kind(classes[feature]);
    let mut open = Vec::new();
    let mut stack = roots.to_vec();
    while let Some(op) = stack.pop() {
        if !planes.truth(op, row).is_unknown() || visited[at(op)] == walk {
            continue;
        }
        visited[at(op)] = walk;
        open.push(match &plan.ops[at(op)] {
            Op::Leaf { feature, .. } => Open::Leaf(op, kind(*feature)),
            Op::Choose { counts, no, .. } => {
                let of_share = match &plan.ops[at(*no)] {
                    Op::Leaf { feature, .. } => kind(*feature),
                    _ => Kind::Unknown,
                };
                Open::Share(op, planes.truth(*counts, row), of_share)
            }
            Op::Not(part) => {
                stack.push(*part);
                Open::Op(op)
            }
            Op::All(parts) | Op::Any(parts) => {
                stack.extend(parts.iter());
                Open::Op(op)
            }
            Op::Constant(_) => Open::Op(op),
        });
    }
    Remains {
        matter,
        deciding: roots.map(|root| planes.truth(root, row)),
        open: open.into_boxed_slice(),
    }
}

/// The worst verdict; where nothing stops it, but the law of the place it leaves from was not looked at, it cannot be
/// told whether it may leave.
fn overall_of(matters: &[Matter], possible: &[Possible], law: usize, departs: bool) -> Verdict {
    let of_law = matters.iter().zip(possible);
    let worst = of_law
        .filter(|(matter, _)| matter.law == law)
        .map(|(_, possible)| possible.verdict())
        .max()
        .unwrap_or(Verdict::Undetermined);
    if worst < Verdict::LicenceRequired && departs {
        Verdict::Undetermined
    } else {
        worst
    }
}

/// What three values tell of some signatures.
#[derive(Default)]
struct ByPlanes {
    /// For each signature and matter.
    found: Vec<Option<Possible>>,
    /// For each signature and law, whether rows leave from where the law does not look.
    departs: Vec<bool>,
}

fn by_planes(plan: &Plan, signatures: &[(Box<[Class]>, usize)]) -> ByPlanes {
    let mut planes = Planes::new();
    let mut told = ByPlanes::default();
    for block in signatures.chunks(ROWS_MAX) {
        let rows: Vec<&[Class]> = block.iter().map(|(classes, _)| &**classes).collect();
        planes.evaluate(plan, &rows);
        for row in 0..rows.len() {
            for matter in &plan.matters {
                let verdict = planes.verdict(matter, row);
                told.found
                    .push(verdict.map(|verdict| Possible::of(&[verdict])));
            }
            for &departure in &plan.departures {
                told.departs.push(planes.truth(departure, row).is_true());
            }
        }
    }
    told
}

fn residual(plan: &Plan, matter: usize, classes: &[Class]) -> Residual {
    let rests_on = plan.matters[matter].rests_on.iter();
    let seen = rests_on
        .map(|(index, questions)| {
            let feature = &plan.features[*index];
            let class = classes[*index];
            let answers = questions
                .iter()
                .map(|&question| feature.answer(class, question))
                .collect();
            (feature.kind(class), answers)
        })
        .collect();
    Residual { matter, seen }
}

fn symbolic(
    laws: &[FrozenLaw],
    plan: &Plan,
    batch: &Batch,
    jobs: &[(Remains, usize)],
) -> Vec<Possible> {
    let mut memory = Memory::default();
    jobs.iter()
        .map(|(remains, row)| {
            let matter = &plan.matters[remains.matter];
            let law = &laws[matter.law];
            let world = RowWorld::new(&plan.finder, batch, *row);
            let room = std::mem::take(&mut memory);
            let assumptions = &plan.assumptions[matter.law];
            let mut evaluator = Evaluator::with_memory(law, &world, assumptions, room);
            let columns = &law.columns()[matter.jurisdiction.index()];
            let judgement = judge(&mut evaluator, columns, &Bindings::of_item(ITEM));
            memory = evaluator.into_memory();
            Possible::of(&judgement.possible)
        })
        .collect()
}

/// Cuts so many things into as many runs as there are threads, or fewer.
pub(crate) fn split(count: usize, threads: usize) -> Vec<Range<usize>> {
    let length = count.div_ceil(threads.max(1)).max(1);
    let parts = count.div_ceil(length).max(1);
    (0..parts)
        .map(|part| part * length..count.min(part * length + length))
        .collect()
}
