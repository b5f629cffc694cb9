//! Where one stands when one decides: which rulebooks, known when, and the law of which days.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, PoisonError, RwLock};

use exeat_determine::{Options, Verdict, determine};
use exeat_facts::batch::{Batch, Codes, Column, ColumnKey, ColumnSubject};
use exeat_facts::{Fact, Role, Scope, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_sweep::{Options as SweepOptions, Signature, Sweep, SweepError};
use exeat_value::Day;
use rustc_hash::{FxHashMap, FxHashSet};

use super::answer::Answer;
use crate::failure::Failure;

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

/// Rows of which the law says the same, by their number within one stand.
pub(crate) type AnswerId = u32;

/// Every answer that was given, each once.
#[derive(Default)]
pub(crate) struct Answers {
    inner: RwLock<Given>,
}

#[derive(Default)]
struct Given {
    list: Vec<Arc<Answer>>,
    ids: FxHashMap<Arc<Answer>, AnswerId>,
}

impl Answers {
    fn id(&self, answer: Answer) -> AnswerId {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(&id) = inner.ids.get(&answer) {
            return id;
        }
        let answer = Arc::new(answer);
        let id = u32::try_from(inner.list.len()).unwrap_or(u32::MAX);
        inner.list.push(Arc::clone(&answer));
        inner.ids.insert(answer, id);
        id
    }

    /// An answer by its number.
    pub(crate) fn get(&self, id: AnswerId) -> Option<Arc<Answer>> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        inner.list.get(usize::try_from(id).ok()?).cloned()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        inner.list.len()
    }
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

/// What was worked out before, of one sweep.
#[derive(Default)]
struct Known {
    /// What is said of a signature under a law, before laws that nobody looked at.
    base: FxHashMap<(Signature, usize), Arc<Answer>>,
    /// What is said with those.
    whole: FxHashMap<(Signature, usize, u32), AnswerId>,
    /// Laws that nobody looked at, by number.
    unseen: Vec<Unseen>,
}

/// The places of a row whose law nobody looked at, with why each may matter.
type Unseen = Vec<(&'static str, &'static str)>;

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

    /// What is said of each row.
    fn words(
        &self,
        sweep: &Sweep<'_>,
        signatures: &[Signature],
        batch: &Batch,
        (eras, laws): (&Eras, &[FrozenLaw]),
        known: &mut Known,
        answers: &Answers,
    ) -> Result<Vec<AnswerId>, Failure> {
        let laws_of_rows = self.laws_of_rows(batch, eras);
        let unseen_of_rows = self.unseen_of_rows(batch, &mut known.unseen);
        // What was never asked before, each once, with a row that stands for it.
        let mut asked: Vec<(Signature, usize, usize)> = Vec::new();
        let mut met: FxHashSet<(Signature, usize)> = FxHashSet::default();
        for (row, (&signature, law)) in signatures.iter().zip(&laws_of_rows).enumerate() {
            if let Some(law) = *law
                && !known.base.contains_key(&(signature, law))
                && met.insert((signature, law))
            {
                asked.push((signature, law, row));
            }
        }
        let parts = self.threads.max(1);
        let size = asked.len().div_ceil(parts).max(1);
        let determined: Vec<Vec<Result<Answer, Failure>>> = std::thread::scope(|scope| {
            let threads: Vec<_> = asked
                .chunks(size)
                .map(|part| {
                    scope.spawn(move || {
                        part.iter()
                            .map(|&(signature, law, row)| {
                                let asked = (signature, law);
                                let answer = self.answer(sweep, asked, &laws[law], batch, row);
                                self.agrees(sweep, signature, law, &answer)?;
                                Ok(answer)
                            })
                            .collect()
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| {
                    thread.join().unwrap_or_else(|_| {
                        vec![Err(Failure::wrong("a row could not be determined"))]
                    })
                })
                .collect()
        });
        let determined = determined.into_iter().flatten();
        for (&(signature, law, _), answer) in asked.iter().zip(determined) {
            known.base.insert((signature, law), Arc::new(answer?));
        }
        let without_a_day = answers.id(Answer::without_a_day());
        let mut last: Option<((Signature, usize, u32), AnswerId)> = None;
        let mut out = Vec::with_capacity(signatures.len());
        for ((&signature, law), &unseen) in
            signatures.iter().zip(&laws_of_rows).zip(&unseen_of_rows)
        {
            let Some(law) = *law else {
                out.push(without_a_day);
                continue;
            };
            let key = (signature, law, unseen);
            if let Some((before, id)) = last
                && before == key
            {
                out.push(id);
                continue;
            }
            let id = match known.whole.get(&key) {
                Some(&id) => id,
                None => {
                    let Some(base) = known.base.get(&(signature, law)) else {
                        return Err(Failure::wrong("a row was not determined"));
                    };
                    let places = known
                        .unseen
                        .get(place(unseen))
                        .map_or(&[][..], Vec::as_slice);
                    let id = answers.id(base.with_unseen(places, !self.jurisdictions.is_empty()));
                    known.whole.insert(key, id);
                    id
                }
            };
            last = Some((key, id));
            out.push(id);
        }
        Ok(out)
    }

    /// That the sweep and the determination of one row say the same: two evaluators, one law.
    fn agrees(
        &self,
        sweep: &Sweep<'_>,
        signature: Signature,
        law: usize,
        answer: &Answer,
    ) -> Result<(), Failure> {
        let swept = sweep.answer(signature);
        let codes = sweep
            .jurisdictions()
            .filter(|(of_law, _)| *of_law == law)
            .map(|(_, code)| code);
        for (code, possible) in codes.zip(swept.of_law(law)) {
            let verdict = possible.verdict();
            let determined = answer.verdict_of(code);
            if verdict != determined {
                return Err(Failure::wrong(format!(
                    "the sweep says `{verdict}` under {code} where the determination of the row says `{determined}`: one of them is wrong"
                ))
                .with_help("decide the row with `exeat check`, and report this"));
            }
        }
        Ok(())
    }

    /// For each row the number of the places whose law nobody looked at.
    fn unseen_of_rows(&self, batch: &Batch, numbered: &mut Vec<Unseen>) -> Vec<u32> {
        let vocabulary = Vocabulary::standard();
        // One that was not asked for is told of as such.
        let seen = |code: &str| self.rulebook.find_jurisdiction(code).is_some();
        let key = |scope: Scope, subject: ColumnSubject, path: &str| {
            Some(ColumnKey::Fact(subject, vocabulary.find(scope, path)?))
        };
        let places = [
            (
                "departure",
                key(Scope::Shipment, ColumnSubject::Shipment, "from"),
            ),
            (
                "destination",
                key(Scope::Shipment, ColumnSubject::Shipment, "destination"),
            ),
            (
                "exporter",
                key(Scope::Party, ColumnSubject::Party(Role::Exporter), "place"),
            ),
        ];
        // Of each column, what each answer adds.
        let columns: Vec<PlaceColumn<'_>> = places
            .into_iter()
            .filter_map(|(why, key)| {
                let column = batch.column(key?)?;
                let adds = column
                    .dictionary()
                    .iter()
                    .map(|fact| match fact.value() {
                        Some(Value::Code(code)) => {
                            let text = vocabulary.code_text(*code);
                            (!seen(text)).then_some(text)
                        }
                        _ => None,
                    })
                    .collect();
                Some((why, column.codes(), adds))
            })
            .collect();
        let mut by_codes: FxHashMap<[u32; 3], u32> = FxHashMap::default();
        (0..batch.rows())
            .map(|row| {
                let mut key = [u32::MAX; 3];
                for (slot, (_, codes, adds)) in key.iter_mut().zip(&columns) {
                    let code = codes.get(row).unwrap_or(u32::MAX);
                    if adds.get(place(code)).is_some_and(Option::is_some) {
                        *slot = code;
                    }
                }
                *by_codes.entry(key).or_insert_with(|| {
                    let mut unseen: Unseen = Vec::new();
                    for (slot, (why, _, adds)) in key.iter().zip(&columns) {
                        if let Some(Some(code)) = adds.get(place(*slot))
                            && unseen.iter().all(|(other, _)| other != code)
                        {
                            unseen.push((code, why));
                        }
                    }
                    let known = numbered.iter().position(|one| *one == unseen);
                    let index = known.unwrap_or_else(|| {
                        numbered.push(unseen);
                        numbered.len() - 1
                    });
                    u32::try_from(index).unwrap_or(u32::MAX)
                })
            })
            .collect()
    }

    /// The words for one row. The sweep knows which laws reach it, so the others are not asked; and
    /// what is certain is proved, while of what is open the questions are what a reader needs.
    fn answer(
        &self,
        sweep: &Sweep<'_>,
        (signature, at): (Signature, usize),
        law: &FrozenLaw,
        batch: &Batch,
        row: usize,
    ) -> Answer {
        let case = batch.case_of_row(row, "a row of a table");
        let swept = sweep.answer(signature);
        let codes = sweep
            .jurisdictions()
            .filter(|(of_law, _)| *of_law == at)
            .map(|(_, code)| code);
        let mut reached = Vec::new();
        let mut certain = Vec::new();
        // Laws that do not reach it, as far as somebody has looked at them.
        let mut silent = Vec::new();
        for (code, possible) in codes.zip(swept.of_law(at)) {
            let Some(id) = self.rulebook.find_jurisdiction(code) else {
                continue;
            };
            let verdict = possible.verdict();
            if verdict == Verdict::NotReached {
                silent.push(id);
            } else {
                reached.push(id);
                if verdict != Verdict::Undetermined {
                    certain.push(id);
                }
            }
        }
        let mut unseen: Vec<String> = self
            .rulebook
            .jurisdictions
            .iter()
            .enumerate()
            .filter(|(index, _)| {
                !self.jurisdictions.is_empty()
                    && self.jurisdictions.iter().all(|id| id.index() != *index)
            })
            .map(|(_, one)| format!("{} (not asked for)", one.code))
            .collect();
        unseen.extend(silent.into_iter().filter_map(|id| {
            let one = self.rulebook.jurisdiction(id);
            let through = one.verified_through.filter(|day| *day < law.law_date())?;
            Some(format!(
                "{} (not reached by its law of {through}; not verified since)",
                one.code
            ))
        }));
        if reached.is_empty() {
            return Answer::unreached(unseen);
        }
        let mut options = Options {
            event_date: case.event_date().unwrap_or(law.law_date()),
            jurisdictions: reached,
            proof: false,
        };
        let determination = determine(law, &case, &options);
        let proofs = (!certain.is_empty()).then(|| {
            options.jurisdictions = certain;
            options.proof = true;
            determine(law, &case, &options)
        });
        Answer::of(&determination, proofs.as_ref(), unseen)
    }
}

/// A column of places: why its law may matter, and which of its answers name one that nobody
/// looked at.
type PlaceColumn<'b> = (&'static str, &'b Codes, Vec<Option<&'static str>>);

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
