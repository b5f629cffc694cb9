//! Batch after batch under some laws.

use exeat_facts::batch::{Batch, Column, ColumnKey, Completeness};
use exeat_facts::{Fact, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::Measure;
use exeat_law::share;
use exeat_law::verdict::Verdict;
use exeat_law::verdicts::Possible;
use exeat_law::world::ShareBounds;
use exeat_value::Truth;
use rustc_hash::FxHashMap;
use thiserror::Error;

use crate::decide::{Decider, split};
use crate::feature::{Class, Feature, Subject, at};
use crate::group::{Numbers, OfRows, group};
use crate::plan::{Matter, Plan};
use crate::ratio::Amounts;
use crate::shape::{ITEM, Shape};
use crate::world::{Finder, RowWorld};

/// What to look at, and with how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The codes of the jurisdictions to look at; empty for all of each law.
    pub jurisdictions: Vec<String>,
    /// Columns whose different values get different signatures, whatever the law asks of them.
    pub apart: Vec<ColumnKey>,
    /// How many threads to use; at least one is.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            jurisdictions: Vec::new(),
            apart: Vec::new(),
            threads: 1,
        }
    }
}

/// Why a batch is not gone through.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SweepError {
    /// It does not state the same facts of the same things as the first batch.
    #[error(
        "the columns or parties of this batch are others than those of the first; sweep it apart"
    )]
    AnotherShape,
}

/// The number of a class of rows that no condition tells apart, in the order in which the first of each was met.
pub type Signature = u32;

/// What came out for the rows of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Swept {
    /// For each row, its signature.
    pub signatures: Vec<Signature>,
    /// The signatures that no earlier batch had, with the first row of this batch that has each.
    pub new: Vec<(Signature, usize)>,
}

/// Goes through batches of one shape, under some laws at once.
///
/// Everything is worked out from the batches and laws alone, so the same batches in the same order give the same
/// signatures, with any number of threads.
#[derive(Debug)]
pub struct Sweep<'l> {
    laws: &'l [FrozenLaw],
    vocabulary: &'static Vocabulary,
    options: Options,
    plan: Option<Plan>,
    signatures: FxHashMap<Box<[Class]>, Signature>,
    /// The verdicts that remain possible: of each signature, for each law and jurisdiction.
    possible: Vec<Possible>,
    /// Of each signature, for each law.
    overall: Vec<Verdict>,
    decider: Decider,
}

impl<'l> Sweep<'l> {
    /// A sweep under these laws, which has seen no rows yet.
    #[must_use]
    pub fn new(laws: &'l [FrozenLaw], options: Options) -> Self {
        let vocabulary = laws
            .first()
            .map_or_else(Vocabulary::standard, |law| law.rulebook().vocabulary);
        Self {
            laws,
            vocabulary,
            options,
            plan: None,
            signatures: FxHashMap::default(),
            possible: Vec::new(),
            overall: Vec::new(),
            decider: Decider::default(),
        }
    }

    /// Goes through the rows of a batch.
    ///
    /// # Errors
    /// The batch has other columns or parties than the first one.
    pub fn rows(&mut self, batch: &Batch) -> Result<Swept, SweepError> {
        let shape = Shape::of(batch);
        let plan = match self.plan.take() {
            Some(plan) if *plan.finder.shape() == shape => self.plan.insert(plan),
            Some(plan) => {
                self.plan = Some(plan);
                return Err(SweepError::AnotherShape);
            }
            None => self.plan.insert(Plan::new(
                self.laws,
                &self.options.jurisdictions,
                &self.options.apart,
                Finder::new(&shape, self.vocabulary),
                self.vocabulary,
            )),
        };
        let classified = classify(plan, batch, self.vocabulary);
        let parts = split(batch.rows(), self.options.threads);
        let grouped = in_parallel(&parts, |rows| group(&classified.numbers, rows.clone()));
        let mut swept = Swept::default();
        let mut new: Vec<(Box<[Class]>, usize)> = Vec::new();
        for mut groups in grouped {
            let numbers: Vec<Signature> = groups
                .first
                .iter()
                .map(|&row| {
                    let classes = classified.classes_of_row(row);
                    let next = Signature::try_from(self.signatures.len());
                    let signatures = &mut self.signatures;
                    *signatures.entry(classes).or_insert_with_key(|classes| {
                        // A batch of four thousand million signatures does not fit any memory.
                        let next = next.unwrap_or(Signature::MAX);
                        new.push((classes.clone(), row));
                        swept.new.push((next, row));
                        next
                    })
                })
                .collect();
            // Of the first rows that are seen the groups are the signatures already.
            if !(0..).zip(&numbers).all(|(group, &number)| group == number) {
                for group in &mut groups.of_rows {
                    *group = numbers[at(*group)];
                }
            }
            if swept.signatures.is_empty() {
                swept.signatures = groups.of_rows;
            } else {
                swept.signatures.extend(groups.of_rows);
            }
        }
        let decided = self
            .decider
            .decide(self.laws, plan, batch, &new, self.options.threads);
        self.possible.extend(decided.possible);
        self.overall.extend(decided.overall);
        Ok(swept)
    }

    /// How many signatures were met so far.
    #[must_use]
    pub fn signature_count(&self) -> usize {
        self.signatures.len()
    }

    /// The laws and jurisdictions that are looked at: for each the place of the law and the code of the jurisdiction.
    /// Empty before the first batch.
    pub fn jurisdictions(&self) -> impl Iterator<Item = (usize, &str)> {
        self.matters().iter().map(|matter| {
            let rulebook = self.laws[matter.law].rulebook();
            (
                matter.law,
                rulebook.jurisdiction(matter.jurisdiction).code.as_str(),
            )
        })
    }

    /// How much work was done so far.
    #[must_use]
    pub fn work(&self) -> Work {
        Work {
            signatures: self.signatures.len(),
            conditions: self.plan.as_ref().map_or(0, |plan| plan.ops.len()),
            open: self.decider.asked,
            residuals: self.decider.residuals(),
        }
    }

    /// What came out for a signature.
    ///
    /// # Panics
    /// When the signature is of another sweep.
    #[must_use]
    pub fn answer(&self, signature: Signature) -> Answer<'_> {
        let matters = self.matters();
        let start = at(signature) * matters.len();
        let laws = at(signature) * self.laws.len();
        Answer {
            matters,
            possible: &self.possible[start..start + matters.len()],
            overall: &self.overall[laws..laws + self.laws.len()],
        }
    }

    fn matters(&self) -> &[Matter] {
        self.plan.as_ref().map_or(&[], |plan| &plan.matters)
    }
}

/// How much work a sweep took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Signatures that were met.
    pub signatures: usize,
    /// Conditions of all laws and jurisdictions, once everything that rows cannot answer has been left out.
    pub conditions: usize,
    /// Signatures and jurisdictions that three values left open.
    pub open: usize,
    /// How many of these had to be decided over the open questions; the others had been met before.
    pub residuals: usize,
}

/// What came out for the rows of one signature.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'s> {
    matters: &'s [Matter],
    possible: &'s [Possible],
    overall: &'s [Verdict],
}

impl<'s> Answer<'s> {
    /// The overall verdict under a law: that of a determination.
    ///
    /// # Panics
    /// When there is no such law.
    #[must_use]
    pub fn overall(&self, law: usize) -> Verdict {
        self.overall[law]
    }

    /// The verdicts that remain possible under a law, jurisdiction after jurisdiction as
    /// [`jurisdictions`](Sweep::jurisdictions) has them.
    pub fn of_law(&self, law: usize) -> impl Iterator<Item = Possible> + 's {
        let all = self.matters.iter().zip(self.possible);
        all.filter(move |(matter, _)| matter.law == law)
            .map(|(_, &possible)| possible)
    }
}

/// The classes of the rows of a batch.
struct Classified<'b> {
    numbers: Vec<Numbers<'b>>,
    /// For each feature, the class that each number stands for.
    classes: Vec<Vec<Class>>,
}

impl Classified<'_> {
    fn classes_of_row(&self, row: usize) -> Box<[Class]> {
        self.numbers
            .iter()
            .zip(&self.classes)
            .map(|(numbers, classes)| classes[at(numbers.of_row(row))])
            .collect()
    }
}

/// Classes, numbered in the order in which they are met.
#[derive(Default)]
struct Numbering {
    classes: Vec<Class>,
    numbers: FxHashMap<Class, u32>,
}

impl Numbering {
    fn number(&mut self, class: Class) -> u32 {
        let classes = &mut self.classes;
        *self.numbers.entry(class).or_insert_with(|| {
            classes.push(class);
            u32::try_from(classes.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// Puts the questions of the law to the distinct answers of each column.
fn classify<'b>(plan: &mut Plan, batch: &'b Batch, vocabulary: &Vocabulary) -> Classified<'b> {
    let Plan {
        finder, features, ..
    } = plan;
    let mut numbers = Vec::with_capacity(features.len());
    let mut classes = Vec::with_capacity(features.len());
    for feature in features {
        let mut numbering = Numbering::default();
        let of_rows = match feature.subject {
            Subject::Column(column) => {
                // The columns are those of the shape.
                let column = &batch.columns()[column];
                let answers = column.dictionary().iter().map(|fact| {
                    let class = feature.class_of_fact(fact, vocabulary);
                    numbering.number(class)
                });
                OfRows::Coded {
                    numbers: answers.collect(),
                    codes: column.codes(),
                }
            }
            Subject::Completeness => match batch.components() {
                Completeness::OfRows(rows) => {
                    let number = |&complete: &bool| {
                        numbering.number(feature.class_of_completeness(complete))
                    };
                    OfRows::Each(rows.iter().map(number).collect())
                }
                every => {
                    let complete = *every == Completeness::Complete;
                    numbering.number(feature.class_of_completeness(complete));
                    OfRows::Each(Vec::new())
                }
            },
            Subject::Share(measure) => shares(finder, batch, feature, measure, &mut numbering),
        };
        numbers.push(Numbers {
            of_rows,
            count: u32::try_from(numbering.classes.len()).unwrap_or(u32::MAX),
        });
        classes.push(numbering.classes);
    }
    Classified { numbers, classes }
}

/// Codes of no answer, where it makes no difference which it is: of all answers, and of those that are more than nothing.
const ANY: u32 = u32::MAX;
const SOME: u32 = u32::MAX - 1;

/// The classes of what the component is of the item.
fn shares<'b>(
    finder: &Finder,
    batch: &'b Batch,
    feature: &mut Feature,
    measure: Measure,
    numbering: &mut Numbering,
) -> OfRows<'b> {
    let columns = finder
        .share_columns(measure)
        .map(|column| column.and_then(|column| batch.columns().get(column)));
    // Where rows state the share too, what they say of both counts.
    let says_share = columns[2].is_some_and(|share| !share.dictionary().iter().all(is_unknown));
    let amounts = match columns {
        [Some(whole), Some(part), _] if !says_share => Amounts::new(
            part,
            whole,
            &feature.percentages(),
            *batch.components() == Completeness::Complete,
        ),
        _ => None,
    };
    // What each place among the marks means, for rows that do not say that their list is complete, and that do.
    let mut of_places: [Vec<u32>; 2] = [Vec::new(), Vec::new()];
    let amounts = amounts.and_then(|amounts| {
        for (numbers, complete) in of_places.iter_mut().zip([false, true]) {
            let bounds = amounts.bounds(measure, complete)?;
            let number = |bounds| numbering.number(feature.class_of_share(bounds));
            match batch.components() {
                Completeness::Open if complete => {}
                Completeness::Complete if !complete => {}
                _ => *numbers = bounds.into_iter().map(number).collect(),
            }
        }
        Some(amounts)
    });
    let [open, complete] = of_places;
    let amounts = match (amounts, batch.components()) {
        (Some(amounts), Completeness::Open) if amounts.are_known_or_unknown() => {
            return OfRows::Ratio {
                amounts,
                numbers: open,
            };
        }
        (Some(amounts), Completeness::Complete) if amounts.are_known_or_unknown() => {
            return OfRows::Ratio {
                amounts,
                numbers: complete,
            };
        }
        (amounts, _) => amounts,
    };
    let amounts = amounts.as_ref();
    let [whole, part, share] = columns;
    // An amount that nobody knows is the same amount in every row. Of a part that nobody knows conditions see the same
    // whatever the whole is, and of any part where nobody knows the whole.
    let no_share = !says_share;
    let unknowns = |column: Option<&Column>| -> Vec<bool> {
        column.map_or_else(Vec::new, |one| {
            one.dictionary().iter().map(is_unknown).collect()
        })
    };
    let (unknown_wholes, unknown_parts) = (unknowns(whole), unknowns(part));
    let code = |column: Option<&Column>, row: usize| {
        column.and_then(|one| one.codes().get(row)).unwrap_or(0)
    };
    let is_one_of = |unknown: &[bool], code: u32| unknown.get(at(code)).copied().unwrap_or(true);
    let mut known: FxHashMap<([u32; 3], bool), u32> = FxHashMap::default();
    let mut before = None;
    let mut number = |row: usize| {
        let is_complete = batch.components().of_row(row);
        if let Some(place) = amounts.and_then(|amounts| amounts.place(row)) {
            let of_places = if is_complete { &complete } else { &open };
            return of_places[place];
        }
        let mut codes = [whole, part, share].map(|column| code(column, row));
        if is_one_of(&unknown_wholes, codes[0]) {
            // A hundred percent, against which no amount is held.
            (codes[0], codes[1]) = (ANY, ANY);
        } else if no_share
            && is_one_of(&unknown_parts, codes[1])
            && amounts.is_some_and(|amounts| amounts.whole(codes[0]).is_some())
        {
            // Anything from none to all of it.
            (codes[0], codes[1]) = (SOME, ANY);
        }
        let key = (codes, is_complete);
        if let Some((known, number)) = before
            && known == key
        {
            return number;
        }
        let number = *known.entry(key).or_insert_with(|| {
            let world = RowWorld::new(finder, batch, row);
            let bounds = [Truth::False, Truth::Unknown, Truth::True].map(|counts| {
                share::bounds(&world, measure, ITEM, &mut |_| counts)
                    .unwrap_or(ShareBounds::UNKNOWN)
            });
            numbering.number(feature.class_of_share(bounds))
        });
        before = Some((key, number));
        number
    };
    OfRows::Each((0..batch.rows()).map(&mut number).collect())
}

fn is_unknown(fact: &Fact) -> bool {
    matches!(fact, Fact::Unknown(_))
}

/// Does the same for each part, each in a thread of its own.
pub(crate) fn in_parallel<P: Sync, R: Send>(parts: &[P], work: impl Fn(&P) -> R + Sync) -> Vec<R> {
    if let [only] = parts {
        return vec![work(only)];
    }
    std::thread::scope(|scope| {
        let threads: Vec<_> = parts
            .iter()
            .map(|part| scope.spawn(|| work(part)))
            .collect();
        threads
            .into_iter()
            .map(|thread| match thread.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}
