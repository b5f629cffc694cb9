//! A mapping bound to the headings of a table: chunks in, batches out.

use exeat_facts::batch::{Amount, Batch, Column, ColumnKey, Completeness};
use exeat_facts::{Fact, Role, Type, Value, Vocabulary};
use exeat_value::{Dimension, Money};
use rustc_hash::FxHashMap;

use super::convert::{Fault, Reading};
use super::{ColumnMapping, Label, Mapping, Measured};
use crate::diagnostic::quoted;
use crate::tables::cell::{code, index};
use crate::tables::{
    Cell, CellColumn, Chunk, TableError, TableOptions, all_letters, first_of, letters,
    others_of_the_heading,
};

/// Whether one heading may be a slip for another: no more than a third of its letters differ.
fn is_alike(name: &str, wanted: &str) -> bool {
    let (name, wanted) = (name.to_lowercase(), wanted.to_lowercase());
    strsim::levenshtein(&name, &wanted).saturating_mul(3) <= wanted.chars().count()
}

/// A mapping that knows where its columns stand in a table.
#[derive(Debug, Clone)]
pub struct Bound {
    table: TableOptions,
    constants: Vec<(ColumnKey, Fact)>,
    columns: Vec<BoundColumn>,
    components: Completeness,
    parties: Vec<Role>,
    wanted: Vec<bool>,
}

#[derive(Debug, Clone)]
struct BoundColumn {
    mapping: ColumnMapping,
    at: usize,
    measured_at: Option<usize>,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Where: the line of a CSV, the row of a sheet or of a Parquet file, from 1.
    pub place: u64,
    /// The column; empty where the row as a whole is wrong.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong: lower case, no full stop.
    pub reason: String,
    /// One line that could mend it.
    pub mend: String,
}

/// A chunk as facts.
#[derive(Debug, Clone)]
pub struct Mapped {
    /// The rows that could be read.
    pub batch: Batch,
    /// Where each of them stands in the chunk.
    pub rows: Vec<usize>,
    /// The rows that could not.
    pub rejects: Vec<Reject>,
    /// What the rows are called, by label; of the rows that could be read.
    labels: Vec<(Label, CellColumn)>,
    /// The names of the parties, by role; of the rows that could be read.
    parties: Vec<(Role, CellColumn)>,
    /// What the distinct values are worth, beside [`Label::Value`].
    worth: Vec<Option<Money>>,
    worth_codes: Vec<u32>,
}

impl Mapped {
    /// What the rows are called under a label; none where the mapping does not say.
    pub fn label(&self, label: Label) -> Option<&CellColumn> {
        self.labels
            .iter()
            .find(|(one, _)| *one == label)
            .map(|(_, column)| column)
    }

    /// The names of the parties of the rows, for each role whose party a column names.
    pub fn parties(&self) -> &[(Role, CellColumn)] {
        &self.parties
    }

    /// What a row is worth, where the mapping says where that stands and something stands there.
    pub fn worth(&self, row: usize) -> Option<Money> {
        let code = self.worth_codes.get(row).copied()?;
        self.worth.get(index(code)).copied().flatten()
    }
}

/// A column's cells as something else, by their codes.
struct Converted<T> {
    /// What each distinct cell, or pair of cells, became.
    distinct: Vec<Result<T, (Cell, Fault)>>,
    /// For each row of the chunk the place of its own.
    codes: Vec<u32>,
}

impl Mapping {
    /// Binds the mapping to the headings of a table.
    ///
    /// # Errors
    /// The table lacks a column that the mapping names, or has several of that heading.
    pub fn bind(&self, names: &[String]) -> Result<Bound, TableError> {
        // As it is written, or else in other capitals.
        let find = |wanted: &str| -> Vec<usize> {
            if let Some(at) = names.iter().position(|name| name == wanted) {
                return vec![at];
            }
            let folded = wanted.trim().to_lowercase();
            let is = |at: &usize| {
                names
                    .get(*at)
                    .is_some_and(|name| name.to_lowercase() == folded)
            };
            (0..names.len()).filter(is).collect()
        };
        let place = |wanted: &str| -> Result<Option<usize>, TableError> {
            let found = find(wanted);
            if let [at, rest @ ..] = found.as_slice() {
                let mut all = vec![*at];
                all.extend(rest);
                all.extend(others_of_the_heading(names, *at));
                return match all.len() {
                    1 => Ok(Some(*at)),
                    _ => Err(ambiguous(wanted, &all, names)),
                };
            }
            let first = wanted.trim().strip_suffix(" (1)").map(find);
            let first = first.and_then(|found| found.first().copied());
            Ok(first.filter(|&at| !others_of_the_heading(names, at).is_empty()))
        };
        let missing = |wanted: &str| {
            let shown: Vec<String> = names.iter().take(40).map(|name| quoted(name)).collect();
            let nearest = names
                .iter()
                .map(|name| {
                    (
                        strsim::jaro_winkler(&name.to_lowercase(), &wanted.to_lowercase()),
                        name,
                    )
                })
                .max_by(|one, two| one.0.total_cmp(&two.0));
            let mend = match nearest {
                None => "give the table a row of headings".to_owned(),
                Some((_, name)) if is_alike(name, wanted) => format!(
                    "write `name = {name:?}`, or `optional = true` where the column may be missing"
                ),
                Some(_) => {
                    "write the heading as the table has it, or `optional = true` where the column may be missing"
                        .to_owned()
                }
            };
            TableError::new(
                format!(
                    "the table has no column {}; it has {}",
                    quoted(wanted),
                    shown.join(", ")
                ),
                mend,
            )
        };
        let mut columns = Vec::new();
        let mut wanted = vec![false; names.len()];
        for mapping in &self.columns {
            let at = match place(&mapping.name)? {
                Some(at) => at,
                None if mapping.optional => continue,
                None => return Err(missing(&mapping.name)),
            };
            let measured_at = match &mapping.convert.measured {
                Measured::Column(name) => Some(place(name)?.ok_or_else(|| missing(name))?),
                _ => None,
            };
            for place in [Some(at), measured_at].into_iter().flatten() {
                if let Some(wanted) = wanted.get_mut(place) {
                    *wanted = true;
                }
            }
            columns.push(BoundColumn {
                mapping: mapping.clone(),
                at,
                measured_at,
            });
        }
        if columns.is_empty() {
            return Err(TableError::new(
                "the mapping names no column of the table",
                "`exeat sweep --infer FILE` proposes a mapping for it",
            ));
        }
        Ok(Bound {
            table: self.table.clone(),
            constants: self.constants.clone(),
            columns,
            components: self.components.clone(),
            parties: self.parties.clone(),
            wanted,
        })
    }
}

/// Which of several columns of one heading is meant, nobody but the reader can tell.
fn ambiguous(wanted: &str, all: &[usize], names: &[String]) -> TableError {
    let called: Vec<String> = all
        .iter()
        .enumerate()
        .filter_map(|(index, &at)| {
            let name = names.get(at)?;
            let name = match index {
                0 if !others_of_the_heading(names, at).is_empty() => first_of(name),
                _ => name.clone(),
            };
            Some(format!("`name = {name:?}` for {}", letters(at)))
        })
        .collect();
    TableError::new(
        format!(
            "the heading {} stands over several columns: {}",
            quoted(wanted),
            all_letters(all.iter().copied())
        ),
        format!("say which: {}", called.join(", ")),
    )
}

impl Bound {
    /// For each column of the table whether its cells are wanted.
    pub fn wanted(&self) -> &[bool] {
        &self.wanted
    }

    /// The heading's place of the column with a label.
    pub fn place_of(&self, label: Label) -> Option<usize> {
        self.columns
            .iter()
            .find(|column| column.mapping.label == Some(label))
            .map(|column| column.at)
    }

    /// A chunk as facts. Every row is either among the rows or among the rejects.
    ///
    /// # Errors
    /// The columns make no batch, which the mapping should have told.
    pub fn map(&self, chunk: &Chunk) -> Result<Mapped, TableError> {
        let rows = chunk.rows();
        let mut rejects: Vec<Reject> = chunk
            .faults
            .iter()
            .map(|fault| Reject {
                place: fault.place,
                column: String::new(),
                value: String::new(),
                reason: fault.message.clone(),
                mend: fault.mend.clone(),
            })
            .collect();
        // First what each distinct cell says, then which rows hold one that says nothing that can
        // be read.
        let mut first_fault: Vec<Option<(usize, u32)>> = vec![None; rows];
        let mut faults: Vec<(usize, &BoundColumn, Cell, Fault)> = Vec::new();
        let mut facts: Vec<(ColumnKey, Converted<Fact>)> = Vec::new();
        let mut worth: Option<Converted<Option<Money>>> = None;
        let mut names: Vec<(Role, Converted<Cell>)> = Vec::new();
        for column in &self.columns {
            for &key in &column.mapping.facts {
                let ty = type_of(key);
                let converted = column.convert(chunk, &self.table, |reading, cell, measured| {
                    reading.fact(cell, measured, ty)
                });
                note_faults(column, &converted, &mut faults, &mut first_fault);
                facts.push((key, converted));
            }
            if column.mapping.label == Some(Label::Value) {
                let converted = column.convert(chunk, &self.table, |reading, cell, measured| {
                    if reading.is_blank(cell) {
                        return Ok(None);
                    }
                    reading.money(cell, cell.text().trim(), measured).map(Some)
                });
                note_faults(column, &converted, &mut faults, &mut first_fault);
                worth = Some(converted);
            }
            if let Some(role) = column.mapping.party
                && names.iter().all(|(other, _)| *other != role)
                && matches!(chunk.columns.get(column.at), Some(Some(_)))
            {
                // Whoever cannot be read is nobody who could be looked for, and no name either.
                let converted =
                    column.convert(chunk, &self.table, |reading, cell, _| reading.name(cell));
                note_faults(column, &converted, &mut faults, &mut first_fault);
                names.push((role, converted));
            }
        }
        let mut kept = Vec::with_capacity(rows);
        for (row, fault) in first_fault.iter().enumerate() {
            let Some((fault, more)) = *fault else {
                kept.push(row);
                continue;
            };
            let Some((_, column, cell, fault)) = faults.get(fault) else {
                continue;
            };
            let reason = match more {
                0 => fault.message.clone(),
                more => format!("{}; {more} more in this row", fault.message),
            };
            rejects.push(Reject {
                place: chunk.places.get(row).copied().unwrap_or_default(),
                column: column.mapping.name.clone(),
                value: cell.text().into_owned(),
                reason,
                mend: fault.mend.clone(),
            });
        }
        rejects.sort_by_key(|reject| reject.place);
        let columns = self.columns_of(facts, &kept)?;
        let batch = Batch::new(columns, kept.len())
            .map(|batch| batch.naming(&self.parties))
            .and_then(|batch| batch.with_components(self.components.clone()))
            .map_err(|error| TableError::new(error.to_string(), "look through the mapping"))?;
        let labels = self
            .columns
            .iter()
            .filter_map(|column| {
                let label = column.mapping.label?;
                let cells = chunk.columns.get(column.at)?.as_ref()?;
                Some((label, cells.of_rows(&kept)))
            })
            .collect();
        let parties = names
            .into_iter()
            .map(|(role, converted)| {
                let cells = converted.distinct.into_iter();
                let column = CellColumn {
                    cells: cells.map(|cell| cell.unwrap_or(Cell::Blank)).collect(),
                    codes: of_rows(&converted.codes, &kept),
                };
                (role, column)
            })
            .collect();
        let (worth, worth_codes) = match worth {
            Some(converted) => (
                converted
                    .distinct
                    .iter()
                    .map(|one| one.as_ref().ok().copied().flatten())
                    .collect(),
                of_rows(&converted.codes, &kept),
            ),
            None => (Vec::new(), Vec::new()),
        };
        Ok(Mapped {
            batch,
            rows: kept,
            rejects,
            labels,
            parties,
            worth,
            worth_codes,
        })
    }

    fn columns_of(
        &self,
        facts: Vec<(ColumnKey, Converted<Fact>)>,
        kept: &[usize],
    ) -> Result<Vec<Column>, TableError> {
        let vocabulary = Vocabulary::standard();
        let wrong = |error: exeat_facts::batch::BatchError| {
            TableError::new(error.to_string(), "look through the mapping")
        };
        let mut columns = Vec::new();
        for (key, converted) in facts {
            let mut dictionary: Vec<Fact> = Vec::new();
            let mut by_value: FxHashMap<Option<Value>, u32> = FxHashMap::default();
            let places: Vec<u32> = converted
                .distinct
                .into_iter()
                .map(|one| {
                    let fact = one.unwrap_or(Fact::Unknown(exeat_value::UnknownReason::NotAsked));
                    let known = match &fact {
                        Fact::Known { value, .. } => Some(Some(value.clone())),
                        Fact::Unknown(_) => Some(None),
                        _ => None,
                    };
                    let mut add = |fact: Fact| {
                        dictionary.push(fact);
                        code(dictionary.len().saturating_sub(1))
                    };
                    match known {
                        Some(known) => *by_value.entry(known).or_insert_with(|| add(fact)),
                        None => add(fact),
                    }
                })
                .collect();
            let codes = kept
                .iter()
                .filter_map(|&row| converted.codes.get(row))
                .filter_map(|&code| places.get(index(code)).copied())
                .collect();
            columns.push(Column::of_key(key, dictionary, codes, vocabulary).map_err(wrong)?);
        }
        for (key, fact) in &self.constants {
            let codes = vec![0; kept.len()];
            columns
                .push(Column::of_key(*key, vec![fact.clone()], codes, vocabulary).map_err(wrong)?);
        }
        Ok(columns)
    }
}

/// Notes which rows hold something that cannot be read: the first fault of each, and how many more.
fn note_faults<'a, T>(
    column: &'a BoundColumn,
    converted: &Converted<T>,
    faults: &mut Vec<(usize, &'a BoundColumn, Cell, Fault)>,
    rows: &mut [Option<(usize, u32)>],
) {
    let mut of_code: FxHashMap<u32, usize> = FxHashMap::default();
    for (place, one) in converted.distinct.iter().enumerate() {
        if let Err((cell, fault)) = one {
            of_code.insert(code(place), faults.len());
            faults.push((place, column, cell.clone(), fault.clone()));
        }
    }
    if of_code.is_empty() {
        return;
    }
    for (row, code) in rows.iter_mut().zip(&converted.codes) {
        if let Some(&fault) = of_code.get(code) {
            *row = match *row {
                // One cell that states two facts is one fault.
                Some((first, more)) => {
                    let same = faults
                        .get(first)
                        .is_some_and(|(_, before, ..)| before.mapping.name == column.mapping.name);
                    Some((first, if same { more } else { more.saturating_add(1) }))
                }
                None => Some((fault, 0)),
            };
        }
    }
}

impl BoundColumn {
    /// Each distinct cell, or pair of a cell and its unit, through `convert`.
    fn convert<T>(
        &self,
        chunk: &Chunk,
        table: &TableOptions,
        mut convert: impl FnMut(&Reading<'_>, &Cell, Option<&str>) -> Result<T, Fault>,
    ) -> Converted<T> {
        let reading = Reading {
            convert: &self.mapping.convert,
            table,
        };
        let empty = CellColumn::default();
        let of = |at: usize| {
            chunk
                .columns
                .get(at)
                .and_then(Option::as_ref)
                .unwrap_or(&empty)
        };
        let cells = of(self.at);
        let mut one = |cell: &Cell, measured: Option<&str>| {
            convert(&reading, cell, measured).map_err(|fault| (cell.clone(), fault))
        };
        let Some(measured_at) = self.measured_at else {
            return Converted {
                distinct: cells.cells.iter().map(|cell| one(cell, None)).collect(),
                codes: cells.codes.clone(),
            };
        };
        let units = of(measured_at);
        let mut by_pair: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut distinct = Vec::new();
        let codes = cells
            .codes
            .iter()
            .zip(&units.codes)
            .map(|(&cell, &unit)| {
                *by_pair.entry((cell, unit)).or_insert_with(|| {
                    let cell = cells.cells.get(index(cell)).unwrap_or(&Cell::Blank);
                    let unit = units.cells.get(index(unit)).unwrap_or(&Cell::Blank);
                    let text = unit.text();
                    let text = text.trim();
                    distinct.push(one(cell, (!text.is_empty()).then_some(text)));
                    code(distinct.len().saturating_sub(1))
                })
            })
            .collect();
        Converted { distinct, codes }
    }
}

fn of_rows(codes: &[u32], rows: &[usize]) -> Vec<u32> {
    rows.iter()
        .filter_map(|&row| codes.get(row).copied())
        .collect()
}

/// The type of what a column states.
pub(crate) fn type_of(key: ColumnKey) -> Type {
    match key {
        ColumnKey::Fact(_, fact) => Vocabulary::standard().get(fact).ty,
        ColumnKey::Amount(Amount::Value) => Type::Money,
        ColumnKey::Amount(Amount::Mass) => Type::Quantity(Dimension::Mass),
        ColumnKey::Amount(Amount::ValueShare | Amount::MassShare) => Type::Share,
    }
}
