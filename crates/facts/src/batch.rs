//! Rows of a table as facts: each column once, each distinct answer once.
//!
//! A [`Batch`] says the same as one [`Case`] for each of its rows: a transaction of one line and one item, perhaps
//! with one component that the row describes too. It is what a table of a million shipments becomes, and what is
//! evaluated a column at a time instead of a case at a time.
//!
//! ```
//! use exeat_facts::batch::{Batch, Column, ColumnSubject};
//! use exeat_facts::{CodeListId, Fact, Scope, Value, Vocabulary};
//! use exeat_value::UnknownReason;
//!
//! let vocabulary = Vocabulary::standard();
//! let destination = vocabulary.find(Scope::Shipment, "destination").unwrap();
//! let country = |text| Fact::known(Value::Code(vocabulary.find_code(CodeListId::COUNTRY, text).unwrap()));
//! let blank = Fact::Unknown(UnknownReason::NotAsked);
//! let column = Column::new(
//!     ColumnSubject::Shipment,
//!     destination,
//!     vec![country("DE"), country("JP"), blank],
//!     vec![0, 1, 0, 2],
//! )?;
//! let batch = Batch::new(vec![column], 4)?;
//! let case = batch.case_of_row(1, "the second row");
//! assert_eq!(case.shipment.get(destination), &country("JP"));
//! assert_eq!(batch.case_of_row(3, "the last row").shipment.len(), 0);
//! # Ok::<(), exeat_facts::batch::BatchError>(())
//! ```

mod amounts;
mod codes;

use thiserror::Error;

use crate::case::{Case, component_facts};
use crate::fact::Fact;
use crate::item::{Component, Item, ItemIndex, Line};
use crate::party::{Party, Role};
use crate::vocabulary::{FactId, Scope, Type, Vocabulary};

pub use amounts::{StatedIn, WholeAmounts};
pub use codes::Codes;

/// Which thing of a row a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnSubject {
    /// The movement.
    Shipment,
    /// What it is for.
    EndUse,
    /// What moves.
    Item,
    /// The one thing inside the item that the row describes. With any column about it, the item has it as a component.
    Component,
    /// Whoever has this role. With any column about it, the row names a party in this role.
    Party(Role),
}

impl ColumnSubject {
    /// The scope of the facts that may be stated of it.
    #[must_use]
    pub fn scope(self) -> Scope {
        match self {
            Self::Shipment => Scope::Shipment,
            Self::EndUse => Scope::EndUse,
            Self::Item | Self::Component => Scope::Item,
            Self::Party(_) => Scope::Party,
        }
    }

    /// The word before the dot in a path: `shipment`, `item`, `end-user`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Party(role) => role.name(),
            _ => self.scope().name(),
        }
    }
}

/// How much of the item the component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Amount {
    /// Its value inside one of the item: money.
    Value,
    /// Its share of the item's value.
    ValueShare,
    /// Its mass inside one of the item.
    Mass,
    /// Its share of the item's mass.
    MassShare,
}

impl Amount {
    /// The name in paths: `component.value-share`.
    #[must_use]
    pub fn name(self) -> &'static str {
        component_facts(&Component::new(ItemIndex(0)))[self.place()].0
    }

    fn ty(self) -> Type {
        component_facts(&Component::new(ItemIndex(0)))[self.place()].2
    }

    /// Its place in [`component_facts`].
    fn place(self) -> usize {
        match self {
            Self::Value => 0,
            Self::ValueShare => 1,
            Self::Mass => 2,
            Self::MassShare => 3,
        }
    }
}

/// What a column states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnKey {
    /// A fact of a thing.
    Fact(ColumnSubject, FactId),
    /// How much of the item the component is.
    Amount(Amount),
}

impl ColumnKey {
    /// The thing that it is about.
    #[must_use]
    pub fn subject(self) -> ColumnSubject {
        match self {
            Self::Fact(subject, _) => subject,
            Self::Amount(_) => ColumnSubject::Component,
        }
    }

    /// The path as documents write it: `shipment.destination`, `end-user.place`, `component.value-share`.
    #[must_use]
    pub fn path(self, vocabulary: &Vocabulary) -> String {
        let name = match self {
            Self::Fact(_, fact) => vocabulary.get(fact).path,
            Self::Amount(amount) => amount.name(),
        };
        format!("{}.{name}", self.subject().name())
    }
}

/// Why columns do not make a batch.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// A value is not of the type of the fact, or the fact is none of the thing's.
    #[error("column {path}: answer {place} is not of its type: expected {expected}")]
    WrongType {
        /// The path of the column.
        path: String,
        /// Which answer of the dictionary, from 1.
        place: usize,
        /// The type in words.
        expected: String,
    },
    /// A fact is stated of a thing that does not have it.
    #[error("column {path}: {subject} has no such fact")]
    WrongSubject {
        /// The path of the column.
        path: String,
        /// The thing.
        subject: &'static str,
    },
    /// An answer names a source, and rows have none.
    #[error("column {path}: answer {place} names a source, and a row has none")]
    Evidence {
        /// The path of the column.
        path: String,
        /// Which answer of the dictionary, from 1.
        place: usize,
    },
    /// A row points outside the dictionary.
    #[error("column {path}: row {row} points at answer {code} of {answers}")]
    OutOfRange {
        /// The path of the column.
        path: String,
        /// The row, from 1.
        row: usize,
        /// What it points at, from 0.
        code: u32,
        /// How many answers there are.
        answers: usize,
    },
    /// A column is longer or shorter than the batch.
    #[error("column {path} has {found} rows where {expected} were expected")]
    Length {
        /// The path of the column.
        path: String,
        /// Its rows.
        found: usize,
        /// Those of the batch.
        expected: usize,
    },
    /// Two columns state the same.
    #[error("two columns state {path}; keep one")]
    Twice {
        /// The path of the columns.
        path: String,
    },
}

/// The answers of all rows to one question: each distinct answer once, and for each row which it is.
///
/// A blank is [`Fact::Unknown`], never a default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    key: ColumnKey,
    dictionary: Vec<Fact>,
    codes: Codes,
    amounts: Option<WholeAmounts>,
}

impl Column {
    /// A column of the standard vocabulary. `codes` holds a place in `dictionary` for each row.
    ///
    /// # Errors
    ///
    /// The thing has no such fact, an answer is not of its type or names a source, or a code points outside the
    /// dictionary.
    pub fn new(
        subject: ColumnSubject,
        fact: FactId,
        dictionary: Vec<Fact>,
        codes: Vec<u32>,
    ) -> Result<Self, BatchError> {
        let key = ColumnKey::Fact(subject, fact);
        Self::of_key(key, dictionary, codes, Vocabulary::standard())
    }

    /// The same for how much of the item its component is.
    ///
    /// # Errors
    ///
    /// An answer is not of the type of the amount or names a source, or a code points outside the dictionary.
    pub fn amount(
        amount: Amount,
        dictionary: Vec<Fact>,
        codes: Vec<u32>,
    ) -> Result<Self, BatchError> {
        let key = ColumnKey::Amount(amount);
        Self::of_key(key, dictionary, codes, Vocabulary::standard())
    }

    /// A column that says the same in each of so many rows.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn constant(
        subject: ColumnSubject,
        fact: FactId,
        answer: Fact,
        rows: usize,
    ) -> Result<Self, BatchError> {
        Self::new(subject, fact, vec![answer], vec![0; rows])
    }

    /// A column of another vocabulary.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn of_key(
        key: ColumnKey,
        dictionary: Vec<Fact>,
        codes: Vec<u32>,
        vocabulary: &Vocabulary,
    ) -> Result<Self, BatchError> {
        let path = || key.path(vocabulary);
        let ty = match key {
            ColumnKey::Fact(subject, fact) => {
                let definition = vocabulary.get(fact);
                if definition.scope != subject.scope() {
                    return Err(BatchError::WrongSubject {
                        path: path(),
                        subject: subject.name(),
                    });
                }
                definition.ty
            }
            ColumnKey::Amount(amount) => amount.ty(),
        };
        for (place, fact) in (1_usize..).zip(&dictionary) {
            if !fact.fits(ty) {
                return Err(BatchError::WrongType {
                    path: path(),
                    place,
                    expected: vocabulary.type_in_words(ty),
                });
            }
            if fact.statements().next().is_some() {
                return Err(BatchError::Evidence {
                    path: path(),
                    place,
                });
            }
        }
        let answers = dictionary.len();
        let outside = |code: u32| usize::try_from(code).map_or(true, |code| code >= answers);
        if let Some((row, &code)) = (1_usize..).zip(&codes).find(|&(_, &code)| outside(code)) {
            return Err(BatchError::OutOfRange {
                path: path(),
                row,
                code,
                answers,
            });
        }
        let codes = Codes::of(codes, answers);
        Ok(Self {
            key,
            amounts: WholeAmounts::of(ty, &dictionary, &codes),
            codes,
            dictionary,
        })
    }

    /// What it states.
    #[must_use]
    pub fn key(&self) -> ColumnKey {
        self.key
    }

    /// The answers.
    #[must_use]
    pub fn dictionary(&self) -> &[Fact] {
        &self.dictionary
    }

    /// For each row, the place of its answer in the dictionary.
    #[must_use]
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The answers as whole numbers of one small unit; none where they are no money or mass, or are stated in several
    /// currencies or in very small fractions.
    #[must_use]
    pub fn whole_amounts(&self) -> Option<&WholeAmounts> {
        self.amounts.as_ref()
    }

    /// The answer of a row; none past the last one.
    #[must_use]
    pub fn fact(&self, row: usize) -> Option<&Fact> {
        let code = self.codes.get(row)?;
        self.dictionary.get(usize::try_from(code).ok()?)
    }
}

/// Whether the rows say that what they list inside the item is all that is inside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Completeness {
    /// No row does: there may be other things inside, of which nothing is known.
    #[default]
    Open,
    /// Each row does.
    Complete,
    /// Some do: for each row, whether it does.
    OfRows(Vec<bool>),
}

impl Completeness {
    /// Whether a row says so.
    #[must_use]
    pub fn of_row(&self, row: usize) -> bool {
        match self {
            Self::Open => false,
            Self::Complete => true,
            Self::OfRows(rows) => rows.get(row).copied().unwrap_or(false),
        }
    }
}

/// Rows of a table as facts. What no column states is unknown in every row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    columns: Vec<Column>,
    rows: usize,
    roles: Vec<Role>,
    components: Completeness,
}

impl Batch {
    /// A batch of so many rows. The rows name the parties of whose facts there are columns, and list no components
    /// but the one of which there are columns.
    ///
    /// # Errors
    ///
    /// A column has another number of rows, or two state the same.
    pub fn new(columns: Vec<Column>, rows: usize) -> Result<Self, BatchError> {
        let path = |column: &Column| column.key.path(Vocabulary::standard());
        for (place, column) in columns.iter().enumerate() {
            if column.codes.len() != rows {
                return Err(BatchError::Length {
                    path: path(column),
                    found: column.codes.len(),
                    expected: rows,
                });
            }
            let earlier = columns.iter().take(place);
            if earlier.into_iter().any(|other| other.key == column.key) {
                return Err(BatchError::Twice { path: path(column) });
            }
        }
        let mut batch = Self {
            roles: Vec::new(),
            columns,
            rows,
            components: Completeness::Open,
        };
        let roles: Vec<Role> = batch
            .columns
            .iter()
            .filter_map(|column| match column.key.subject() {
                ColumnSubject::Party(role) => Some(role),
                _ => None,
            })
            .collect();
        batch.name(&roles);
        Ok(batch)
    }

    /// The same rows, which also name parties in these roles, whether or not anything is known of them. Naming any
    /// party says that these are all of them, as in a document.
    #[must_use]
    pub fn naming(mut self, roles: &[Role]) -> Self {
        self.name(roles);
        self
    }

    fn name(&mut self, roles: &[Role]) {
        self.roles.extend(roles);
        self.roles.sort_unstable();
        self.roles.dedup();
    }

    /// The same rows, which say this about what is inside the item.
    ///
    /// # Errors
    ///
    /// It is said of another number of rows.
    pub fn with_components(mut self, components: Completeness) -> Result<Self, BatchError> {
        if let Completeness::OfRows(rows) = &components
            && rows.len() != self.rows
        {
            return Err(BatchError::Length {
                path: "`components of item complete`".to_owned(),
                found: rows.len(),
                expected: self.rows,
            });
        }
        self.components = components;
        Ok(self)
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column that states this, if there is one.
    #[must_use]
    pub fn column(&self, key: ColumnKey) -> Option<&Column> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The roles in which every row names a party, each once and in order.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Whether every row describes a component of its item.
    #[must_use]
    pub fn has_component(&self) -> bool {
        let of_component = |column: &Column| column.key.subject() == ColumnSubject::Component;
        self.columns.iter().any(of_component)
    }

    /// What the rows say about what is inside the item.
    #[must_use]
    pub fn components(&self) -> &Completeness {
        &self.components
    }

    /// A row as a case of one line: what the row says, and nothing besides. Past the last row it is a case of which
    /// nothing is known.
    #[must_use]
    pub fn case_of_row(&self, row: usize, title: impl Into<String>) -> Case {
        let mut case = Case::new(title);
        let mut item = Item::new("item", case.title.clone());
        item.components_complete = self.components.of_row(row);
        let mut inside = Item::new("component", "component");
        let mut component = Component::new(ItemIndex(1));
        for &role in &self.roles {
            case.parties
                .push(Party::new(role.name(), role.english(), [role]));
        }
        for column in &self.columns {
            let Some(answer) = column.fact(row).cloned() else {
                continue;
            };
            match column.key {
                ColumnKey::Fact(ColumnSubject::Shipment, fact) => case.shipment.set(fact, answer),
                ColumnKey::Fact(ColumnSubject::EndUse, fact) => case.end_use.set(fact, answer),
                ColumnKey::Fact(ColumnSubject::Item, fact) => item.facts.set(fact, answer),
                ColumnKey::Fact(ColumnSubject::Component, fact) => inside.facts.set(fact, answer),
                ColumnKey::Fact(ColumnSubject::Party(role), fact) => {
                    if let Some(party) = case.parties.iter_mut().find(|party| party.has(role)) {
                        party.facts.set(fact, answer);
                    }
                }
                ColumnKey::Amount(Amount::Value) => component.value = answer,
                ColumnKey::Amount(Amount::ValueShare) => component.value_share = answer,
                ColumnKey::Amount(Amount::Mass) => component.mass = answer,
                ColumnKey::Amount(Amount::MassShare) => component.mass_share = answer,
            }
        }
        let line = Line {
            number: 1,
            item: ItemIndex(0),
            quantity: None,
            value: None,
        };
        case.lines.push(line);
        if self.has_component() {
            item.components.push(component);
            case.items = vec![item, inside];
        } else {
            case.items = vec![item];
        }
        case
    }
}
