//! Record batches in, record batches with verdicts out.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::builder::StringDictionaryBuilder;
use arrow_array::types::Int16Type;
use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt32Array};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use exeat_documents::tables::{Bound, Mapping, TableError, arrow_in};
use exeat_law::frozen::FrozenLaw;
use exeat_law::verdict::Verdict;
use exeat_law::verdicts::Possible;
use exeat_portfolio::{Dates, Listed, SCREENING_COLUMN, screened};
use exeat_screen::transaction::Holdings;
use exeat_sweep::{Options, Signature, Sweep};
use exeat_value::Day;
use pyo3::prelude::*;

use crate::law::{day, known_jurisdictions, laws};
use crate::screen::{ReadShelf, Screener};
use crate::wrong;

/// Goes through record batches of one schema. Keeps what it found, so that equal rows are decided once.
#[pyclass(module = "exeat._exeat")]
pub(crate) struct Sweeper {
    mapping: Mapping,
    laws: &'static [FrozenLaw],
    days: Vec<Day>,
    bound: Option<(SchemaRef, Bound)>,
    sweep: Sweep<'static>,
    codes: Vec<Vec<String>>,
    parties: Option<Parties>,
    first: u64,
}

/// Who looks for the parties of the rows.
struct Parties {
    listed: Listed<ReadShelf>,
    /// The days on which the rows leave.
    dates: Dates,
}

#[pymethods]
impl Sweeper {
    #[new]
    #[pyo3(signature = (mapping, *, on, known_at, jurisdictions, rulebooks, threads, screener, max_list_age, holdings))]
    #[expect(clippy::too_many_arguments, reason = "Python calls them by their names")]
    fn new(
        mapping: &str,
        on: Vec<String>,
        known_at: &str,
        jurisdictions: Vec<String>,
        rulebooks: Option<PathBuf>,
        threads: usize,
        screener: Option<PyRef<'_, Screener>>,
        max_list_age: u32,
        holdings: Vec<PathBuf>,
    ) -> PyResult<Self> {
        let text = mapping;
        let mapping = Mapping::read(text).map_err(|diagnostics| {
            let said: Vec<String> = diagnostics
                .iter()
                .map(|one| {
                    let before = text.get(..one.span.start).unwrap_or(text);
                    let line = before.matches('\n').count() + 1;
                    format!("mapping, line {line}: {}", one.message)
                })
                .collect();
            wrong(said.join("\n"), "")
        })?;
        let days: Vec<Day> = on.iter().map(|one| day(one)).collect::<PyResult<_>>()?;
        let known_at = day(known_at)?;
        let parties = match screener {
            Some(screener) => Some(Parties {
                listed: Listed::new(screener.shelf(known_at, max_list_age), read(&holdings)?),
                // A row that states no day leaves on the day whose law is applied, if that is one.
                dates: Dates::Law(match days.as_slice() {
                    [day] => *day,
                    _ => known_at,
                }),
            }),
            None if holdings.is_empty() => None,
            None => {
                return Err(wrong(
                    "holdings say nothing without lists: nobody knows who of the owners is listed",
                    "give a `screener`",
                ));
            }
        };
        let laws = laws(rulebooks.as_deref(), &days, known_at)?;
        for law in laws {
            known_jurisdictions(law.rulebook(), &jurisdictions)?;
        }
        let codes = laws
            .iter()
            .map(|law| {
                let all = law.rulebook().jurisdictions.iter();
                let asked = all.filter(|one| {
                    jurisdictions.is_empty() || jurisdictions.contains(&one.code)
                });
                asked.map(|one| one.code.clone()).collect()
            })
            .collect();
        let options = Options {
            jurisdictions,
            threads,
            ..Options::default()
        };
        Ok(Self {
            mapping,
            laws,
            days,
            bound: None,
            sweep: Sweep::new(laws, options),
            codes,
            parties,
            first: 1,
        })
    }

    /// The batch with its verdicts: the same rows, the same columns, and more columns behind them.
    fn sweep(
        &mut self,
        py: Python<'_>,
        batch: PyArrowType<RecordBatch>,
    ) -> PyResult<PyArrowType<RecordBatch>> {
        py.detach(|| self.swept(&batch.0)).map(PyArrowType)
    }

    /// The schema of what comes out for batches of a schema.
    fn schema(&self, schema: PyArrowType<Schema>) -> PyArrowType<Schema> {
        PyArrowType(Schema::new(self.fields(&schema.0)))
    }

    /// Signatures met, how often something was left open for one of them, and how often that had to be decided anew.
    fn work(&self) -> (usize, usize, usize) {
        let work = self.sweep.work();
        (work.signatures, work.open, work.residuals)
    }

    /// The digests of the rulebooks, law after law.
    fn rulebook_digests(&self) -> Vec<String> {
        let digests = self.laws.iter();
        digests.map(|law| law.rulebook().digest.clone()).collect()
    }
}

/// Files that say who holds what of whom; none where there are none.
fn read(paths: &[PathBuf]) -> PyResult<Option<Arc<Holdings>>> {
    let mut all = Holdings::default();
    for path in paths {
        let file = File::open(path).map_err(|error| wrong(format!("cannot read `{}`: {error}", path.display()), ""))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        all.add(file, &name)
            .map_err(|error| wrong(error.to_string(), &format!("expected was {}", error.expected)))?;
    }
    Ok((!all.is_empty()).then(|| Arc::new(all)))
}

fn of_table(error: &TableError) -> PyErr {
    wrong(error.message.clone(), &error.mend)
}

/// Few different words, over and over.
fn words() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8))
}

impl Sweeper {
    /// What stands behind a name when several days are asked about.
    fn suffix(&self, law: usize) -> String {
        match self.days.as_slice() {
            [_] => String::new(),
            days => days.get(law).map(|day| format!("_{day}")).unwrap_or_default(),
        }
    }

    fn fields(&self, schema: &Schema) -> Vec<Arc<Field>> {
        let mut fields: Vec<Arc<Field>> = schema.fields().iter().cloned().collect();
        let mut add = |name: String, ty: DataType| {
            fields.push(Arc::new(Field::new(name, ty, true)));
        };
        for law in 0..self.laws.len() {
            let suffix = self.suffix(law);
            add(format!("exeat_verdict{suffix}"), words());
            for code in self.codes.get(law).into_iter().flatten() {
                add(format!("exeat_{code}{suffix}"), words());
                add(format!("exeat_{code}_possible{suffix}"), words());
            }
        }
        if self.parties.is_some() {
            add(SCREENING_COLUMN.to_owned(), DataType::Utf8);
        }
        add("exeat_signature".to_owned(), DataType::UInt32);
        add("exeat_reject".to_owned(), DataType::Utf8);
        fields
    }

    fn swept(&mut self, batch: &RecordBatch) -> PyResult<RecordBatch> {
        let schema = batch.schema();
        if self.bound.as_ref().is_none_or(|(known, _)| *known != schema) {
            let names: Vec<String> = schema.fields().iter().map(|one| one.name().clone()).collect();
            let bound = self.mapping.bind(&names).map_err(|error| of_table(&error))?;
            self.bound = Some((Arc::clone(&schema), bound));
        }
        let Some((_, bound)) = &self.bound else {
            return Err(wrong("the mapping is not bound", ""));
        };
        let chunk = arrow_in::chunk(batch, bound.wanted(), self.first)
            .map_err(|error| of_table(&error))?;
        let first = self.first;
        let rows = batch.num_rows();
        self.first = first.saturating_add(u64::try_from(rows).unwrap_or(u64::MAX));
        let mapped = bound.map(&chunk).map_err(|error| of_table(&error))?;
        let screened = match &self.parties {
            Some(parties) => Some(
                screened(&mapped, &parties.listed, parties.dates)
                    .map_err(|failure| wrong(failure.message, failure.help.as_deref().unwrap_or_default()))?,
            ),
            None => None,
        };
        let facts = screened.as_ref().map_or(&mapped.batch, |screened| &screened.batch);
        let swept = self
            .sweep
            .rows(facts)
            .map_err(|error| wrong(error.to_string(), ""))?;

        let mut signatures: Vec<Option<Signature>> = vec![None; rows];
        for (&row, &signature) in mapped.rows.iter().zip(&swept.signatures) {
            signatures[row] = Some(signature);
        }
        let mut reasons: Vec<Option<String>> = vec![None; rows];
        for reject in &mapped.rejects {
            let row = usize::try_from(reject.place.saturating_sub(first)).unwrap_or(usize::MAX);
            if let Some(reason) = reasons.get_mut(row) {
                let said = if reject.column.is_empty() {
                    reject.reason.clone()
                } else {
                    format!("{}: {}", reject.column, reject.reason)
                };
                *reason = Some(match reason.take() {
                    Some(before) => format!("{before}; {said}"),
                    None => said,
                });
            }
        }
        let mut columns: Vec<ArrayRef> = batch.columns().to_vec();
        for (law, codes) in self.codes.iter().enumerate() {
            let answer = |signature| self.sweep.answer(signature);
            columns.push(said(&signatures, |one| answer(one).overall(law).word().to_owned()));
            for place in 0..codes.len() {
                let of_place = |one| answer(one).of_law(law).nth(place);
                columns.push(said(&signatures, |one| {
                    let verdict = of_place(one).map_or(Verdict::Undetermined, Possible::verdict);
                    verdict.word().to_owned()
                }));
                columns.push(said(&signatures, |one| {
                    let possible = of_place(one).into_iter().flat_map(Possible::iter);
                    let words: Vec<&str> = possible.map(Verdict::word).collect();
                    words.join(" ")
                }));
            }
        }
        if let Some(screened) = &screened {
            let (texts, codes) = screened.said();
            let mut of_rows: Vec<Option<&str>> = vec![None; rows];
            for (&row, code) in mapped.rows.iter().zip(codes) {
                of_rows[row] = usize::try_from(*code).ok().and_then(|code| texts.get(code)).map(String::as_str);
            }
            // A batch may say something else of each row, which are more words than the others need.
            columns.push(Arc::new(StringArray::from(of_rows)));
        }
        columns.push(Arc::new(UInt32Array::from(signatures)));
        columns.push(Arc::new(StringArray::from(reasons)));
        let schema = Arc::new(Schema::new(self.fields(&schema)));
        RecordBatch::try_new(schema, columns).map_err(|error| wrong(error.to_string(), ""))
    }
}

/// A word for each row; nothing for those that could not be read.
fn said(signatures: &[Option<Signature>], word: impl Fn(Signature) -> String) -> ArrayRef {
    // A chunk has fewer signatures than rows, so each is put into words once.
    let mut known: std::collections::HashMap<Signature, String> = std::collections::HashMap::new();
    let mut column = StringDictionaryBuilder::<Int16Type>::new();
    for signature in signatures {
        match signature {
            Some(one) => {
                let word = known.entry(*one).or_insert_with(|| word(*one));
                column.append_value(word.as_str());
            }
            None => column.append_null(),
        }
    }
    Arc::new(column.finish())
}
