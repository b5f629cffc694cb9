//! Where one stands when one decides: which rulebooks, known when, and the law of which days.

mod answers;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

use exeat_facts::batch::{Batch, Column, ColumnKey, ColumnSubject};
use exeat_facts::{Fact, Scope, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_sweep::{Options as SweepOptions, Sweep, SweepError};
use exeat_value::Day;

use crate::failure::Failure;
use words::Known;

pub(crate) use answers::{AnswerId, Answers};

/// The law of which day is applied to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// That of the day on which the row leaves.
    OfRows,
    /// That of this day, whenever the row leaves.
    Law(Day),
    /// That of this day, as if the row left on it.
    AllOn(Day),
}

/// A batch to decide, and whom to tell.
pub(crate) struct Request {
    pub(crate) batch: Arc<Batch>,
    pub(crate) reply: SyncSender<Result<Vec<AnswerId>, Failure>>,
}

/// Rulebooks, seen from a day, with the law of some days.
pub struct Stand {
    rulebook: Arc<Rulebook>,
    /// The day from which the law is looked at.
    pub known_at: Day,
    /// The law of which days.
    pub dates: Dates,
    jurisdictions: Vec<JurisdictionId>,
    threads: usize,
}

/// The laws of the days that were met: days on which the law is the same share one.
#[derive(Default)]
struct Eras {
    by_day: BTreeMap<Day, usize>,
    laws: Vec<FrozenLaw>,
}

impl Stand {
    /// A stand.
    pub fn new(
        rulebook: Arc<Rulebook>,
        known_at: Day,
        dates: Dates,
        jurisdictions: Vec<JurisdictionId>,
        threads: usize,
    ) -> Self {
        Self {
            rulebook,
            known_at,
            dates,
            jurisdictions,
            threads,
        }
    }

    /// The rulebooks.
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// The codes of the jurisdictions looked at.
    pub fn codes(&self) -> Vec<String> {
        let looked_at = |index: usize| {
            self.jurisdictions.is_empty() || self.jurisdictions.iter().any(|id| id.index() == index)
        };
        let all = self.rulebook.jurisdictions.iter().enumerate();
        all.filter(|(index, _)| looked_at(*index))
            .map(|(_, one)| one.code.clone())
            .collect()
    }

    /// Decides batches until nobody asks any more.
    ///
    /// A batch with a day whose law is another than those met so far, or with other columns, begins
    /// a new sweep under all of them.
    pub(crate) fn serve(&self, requests: &Receiver<Request>, answers: &Answers) {
        let mut eras = Eras::default();
        let mut pending: Option<Request> = None;
        loop {
            let Some(first) = pending.take().or_else(|| requests.recv().ok()) else {
                return;
            };
            self.meet(&first.batch, &mut eras);
            let laws = eras.laws.clone();
            let mut sweep = Sweep::new(
                &laws,
                SweepOptions {
                    jurisdictions: self.codes(),
                    apart: Vec::new(),
                    threads: self.threads,
                },
            );
            let mut known = Known::default();
            let mut next = Some(first);
            while let Some(request) = next.take().or_else(|| requests.recv().ok()) {
                self.meet(&request.batch, &mut eras);
                if eras.laws.len() > laws.len() {
                    pending = Some(request);
                    break;
                }
                let shown = self.shown(&request.batch);
                match sweep.rows(&shown) {
                    Err(SweepError::AnotherShape) => {
                        pending = Some(request);
                        break;
                    }
                    Err(error) => {
                        let _ = request.reply.send(Err(Failure::wrong(error.to_string())));
                    }
                    Ok(swept) => {
                        let decided = self.words(
                            &sweep,
                            &swept.signatures,
                            &shown,
                            (&eras, &laws),
                            &mut known,
                            answers,
                        );
                        // Whoever asked may have given up.
                        let _ = request.reply.send(decided);
                    }
                }
            }
            if pending.is_none() {
                return;
            }
        }
    }

    /// The rows as the law is asked about them.
    fn shown(&self, batch: &Arc<Batch>) -> Arc<Batch> {
        match (self.dates, date_key()) {
            (Dates::AllOn(day), Some(key)) => Arc::new(on_day(batch, key, day)),
            _ => Arc::clone(batch),
        }
    }

    /// For each answer of the column of days, the day whose law is applied.
    fn law_days(&self, batch: &Batch) -> Vec<Option<Day>> {
        match self.dates {
            Dates::AllOn(day) | Dates::Law(day) => vec![Some(day)],
            Dates::OfRows => date_key()
                .and_then(|key| batch.column(key))
                .map_or(Vec::new(), |column| {
                    column.dictionary().iter().map(day_of).collect()
                }),
        }
    }

    /// Freezes the laws of days that were not met before.
    fn meet(&self, batch: &Batch, eras: &mut Eras) {
        for day in self.law_days(batch).into_iter().flatten() {
            if eras.by_day.contains_key(&day) {
                continue;
            }
            let law = FrozenLaw::new(Arc::clone(&self.rulebook), day, self.known_at);
            // The law is most often that of the day before.
            let same = eras.laws.iter().rposition(|era| is_same(era, &law));
            let index = same.unwrap_or_else(|| {
                eras.laws.push(law);
                eras.laws.len() - 1
            });
            eras.by_day.insert(day, index);
        }
    }

    /// For each row, the law that is applied; none where nobody knows the day.
    fn laws_of_rows(&self, batch: &Batch, eras: &Eras) -> Vec<Option<usize>> {
        let of_codes: Vec<Option<usize>> = self
            .law_days(batch)
            .into_iter()
            .map(|day| eras.by_day.get(&day?).copied())
            .collect();
        if self.dates != Dates::OfRows {
            return vec![of_codes.first().copied().flatten(); batch.rows()];
        }
        match date_key().and_then(|key| batch.column(key)) {
            Some(column) => column
                .codes()
                .iter()
                .map(|code| of_codes.get(place(code)).copied().flatten())
                .collect(),
            None => vec![None; batch.rows()],
        }
    }
}

/// The fact that says when a row leaves.
fn date_key() -> Option<ColumnKey> {
    let date = Vocabulary::standard().find(Scope::Shipment, "date")?;
    Some(ColumnKey::Fact(ColumnSubject::Shipment, date))
}

pub(crate) fn day_of(fact: &Fact) -> Option<Day> {
    match fact.value() {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    }
}

fn place(code: u32) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}

/// The rows as if they all left on a day.
fn on_day(batch: &Batch, key: ColumnKey, day: Day) -> Batch {
    let mut columns: Vec<Column> = batch
        .columns()
        .iter()
        .filter(|column| column.key() != key)
        .cloned()
        .collect();
    let rows = batch.rows();
    if let ColumnKey::Fact(subject, fact) = key
        && let Ok(column) = Column::constant(subject, fact, Fact::known(Value::Date(day)), rows)
    {
        columns.push(column);
    }
    let again = Batch::new(columns, rows)
        .map(|batch_again| batch_again.naming(batch.roles()))
        .and_then(|one| one.with_components(batch.components().clone()));
    // The columns held together before one was replaced.
    again.unwrap_or_else(|_| batch.clone())
}

/// Whether the law is the same on two days: every condition, what binds, and what is warned of.
fn is_same(one: &FrozenLaw, two: &FrozenLaw) -> bool {
    let rulebook = one.rulebook();
    let columns = |law: &FrozenLaw| {
        law.columns()
            .iter()
            .map(|column| {
                (
                    column.reach,
                    column.prohibited,
                    column.licence,
                    column.licence_or_exception,
                )
            })
            .collect::<Vec<_>>()
    };
    let warned = |law: &FrozenLaw| {
        let day = law.law_date();
        let of_jurisdictions = rulebook
            .jurisdictions
            .iter()
            .map(|one| one.verified_through.is_some_and(|through| through < day));
        let of_instruments = rulebook
            .instruments
            .iter()
            .map(|one| one.verified_through.is_some_and(|through| through < day));
        of_jurisdictions
            .chain(of_instruments)
            .collect::<Vec<bool>>()
    };
    one.graph().nodes() == two.graph().nodes()
        && columns(one) == columns(two)
        && one.provisions().len() == two.provisions().len()
        && one
            .provisions()
            .iter()
            .zip(two.provisions())
            .all(|(one, two)| {
                one.time == two.time
                    && one.condition == two.condition
                    && one.effective == two.effective
            })
        && warned(one) == warned(two)
}
