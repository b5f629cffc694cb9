//! What is said of each row: the words of a determination for every signature and law, asked once.

use std::sync::Arc;

use exeat_determine::outcome::ProvisionProof;
use exeat_determine::{Options, Verdict, acting, determine};
use exeat_facts::batch::{Batch, Codes, ColumnKey, ColumnSubject};
use exeat_facts::{Role, Scope, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_sweep::{Signature, Sweep};
use rustc_hash::{FxHashMap, FxHashSet};

use super::answers::{AnswerId, Answers};
use super::{Eras, Stand, place};
use crate::answer::Answer;
use crate::failure::Failure;

/// What was worked out before, of one sweep.
#[derive(Default)]
pub(super) struct Known {
    /// What is said of a signature under a law, before laws that nobody looked at.
    base: FxHashMap<(Signature, usize), Arc<Answer>>,
    /// What is said with those.
    whole: FxHashMap<(Signature, usize, u32), AnswerId>,
    /// Laws that nobody looked at, by number.
    unseen: Vec<Unseen>,
}

/// The places of a row whose law nobody looked at, with why each may matter.
type Unseen = Vec<(&'static str, &'static str)>;

/// A column of places: why its law may matter, and which of its answers name one that nobody
/// looked at.
type PlaceColumn<'b> = (&'static str, &'b Codes, Vec<Option<&'static str>>);

impl Stand {
    /// What is said of each row.
    pub(super) fn words(
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
        let options = Options {
            event_date: case.event_date().unwrap_or(law.law_date()),
            jurisdictions: reached,
            proof: false,
        };
        let determination = determine(law, &case, &options);
        let proofs: Vec<(&str, Vec<ProvisionProof>)> = acting(law, &case, &certain)
            .into_iter()
            .map(|(id, proofs)| (self.rulebook.jurisdiction(id).code.as_str(), proofs))
            .collect();
        Answer::of(&determination, &proofs, unseen)
    }
}
