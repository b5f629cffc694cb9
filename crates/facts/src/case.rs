//! The case: one transaction with everything that is known of it.

mod canonical;
mod stored;

use std::collections::BTreeSet;

use exeat_value::{Day, Dimension};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::fact::{Fact, FactSet, Value};
use crate::holding::Holding;
use crate::item::{Component, Item, ItemIndex, Line};
use crate::party::{Party, Role};
use crate::source::Source;
use crate::vocabulary::{Scope, Type, Vocabulary};

pub use stored::StoredCaseError;

/// The most layers that an item may have, itself counted.
pub const DEPTH_MAX: usize = 32;
/// The most items, components, parties, holdings, sources and lines of a case, each.
pub const COUNT_MAX: usize = 65_536;

/// One transaction with everything that is known of it: the input of a determination.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// What readers call it.
    pub title: String,
    /// Where the statements behind its facts come from.
    pub sources: Vec<Source>,
    /// Facts of [`Scope::Shipment`].
    pub shipment: FactSet,
    /// Facts of [`Scope::EndUse`].
    pub end_use: FactSet,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// Who holds which share of whom, as far as it is stated.
    pub holdings: Vec<Holding>,
    /// What moves and what is inside it, in any order.
    pub items: Vec<Item>,
    /// What moves, line by line.
    pub lines: Vec<Line>,
}

/// Why a case does not hold together.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CaseError {
    /// Two of a kind have one name.
    #[error("two {what} are named `{id}`; give each a name of its own")]
    DuplicateId {
        /// `items`, `parties`, `sources` or `lines`.
        what: &'static str,
        /// The name, or the number of the line.
        id: String,
    },
    /// Two parties have one role, and a rule asks about one.
    #[error("two parties are {}; make a case for each", .role.english())]
    RoleTwice {
        /// The role.
        role: Role,
    },
    /// Something refers to an item, or a statement to a source, that is not there.
    #[error("{place} refers to {what} that the case does not have")]
    Dangling {
        /// Where.
        place: String,
        /// `an item` or `a source`.
        what: &'static str,
    },
    /// An item contains itself, through these items.
    #[error("an item contains itself: {}", path.join(" > "))]
    Cycle {
        /// The names of the items on the way round.
        path: Vec<String>,
    },
    /// An item has too many layers.
    #[error("`{id}` has more than {DEPTH_MAX} layers of components")]
    TooDeep {
        /// The outermost item.
        id: String,
    },
    /// There are too many of something.
    #[error("the case has more than {COUNT_MAX} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
    },
    /// A fact has a value that its type does not allow.
    #[error("{place} has a value that is not of its type: expected {expected}")]
    WrongType {
        /// The path.
        place: String,
        /// The type in words.
        expected: String,
    },
}

impl Case {
    /// A case without facts.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// The party that has the role; a case that holds together has at most one.
    pub fn party(&self, role: Role) -> Option<&Party> {
        self.parties.iter().find(|party| party.has(role))
    }

    /// The item at a place.
    pub fn item(&self, index: ItemIndex) -> Option<&Item> {
        self.items.get(index.0)
    }

    /// The day on which the thing leaves, when exactly one is known.
    pub fn event_date(&self) -> Option<Day> {
        let date = Vocabulary::standard().find(Scope::Shipment, "date")?;
        match self.shipment.get(date).value() {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }

    /// The case as one line of JSON in which equal cases are equal texts: keys
    /// sorted, numbers as decimal strings, sets ordered by their codes, and paths
    /// instead of keys. For cases of the standard vocabulary.
    pub fn canonical_json(&self) -> String {
        self.canonical_json_in(Vocabulary::standard())
    }

    /// The same for a case of another vocabulary.
    pub fn canonical_json_in(&self, vocabulary: &Vocabulary) -> String {
        canonical::json(self, vocabulary)
    }

    /// Reads back what [`canonical_json`](Self::canonical_json) wrote: the same case.
    ///
    /// ```
    /// use exeat_facts::Case;
    ///
    /// let case = Case::new("a magnet to Germany");
    /// assert_eq!(Case::from_canonical_json(&case.canonical_json()), Ok(case));
    ///
    /// let error = Case::from_canonical_json(r#"{"title":"a magnet","colour":"red"}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "case: `colour` does not belong there");
    /// ```
    ///
    /// # Errors
    ///
    /// The text is not the canonical form of a case of the standard vocabulary.
    pub fn from_canonical_json(text: &str) -> Result<Self, StoredCaseError> {
        Self::from_canonical_json_in(text, Vocabulary::standard())
    }

    /// The same for a case of another vocabulary.
    ///
    /// # Errors
    ///
    /// The text is not the canonical form of a case of that vocabulary.
    pub fn from_canonical_json_in(
        text: &str,
        vocabulary: &Vocabulary,
    ) -> Result<Self, StoredCaseError> {
        stored::read(text, vocabulary)
    }

    /// The SHA-256 of [`canonical_json`](Self::canonical_json), as `sha256:…` in
    /// lower-case hexadecimal digits.
    pub fn digest(&self) -> String {
        self.digest_in(Vocabulary::standard())
    }

    /// The same for a case of another vocabulary.
    pub fn digest_in(&self, vocabulary: &Vocabulary) -> String {
        let mut text = String::from("sha256:");
        for byte in Sha256::digest(self.canonical_json_in(vocabulary)) {
            text.push_str(&format!("{byte:02x}"));
        }
        text
    }

    /// Checks that the case holds together, in the standard vocabulary: names are
    /// unique, no role is held twice, nothing refers to what is not there, no item
    /// contains itself, items are at most [`DEPTH_MAX`] layers deep, and every fact is
    /// of its type.
    ///
    /// # Errors
    ///
    /// The first fault found, in the order of the fields.
    pub fn validate(&self) -> Result<(), CaseError> {
        self.validate_in(Vocabulary::standard())
    }

    /// The same in another vocabulary.
    ///
    /// # Errors
    ///
    /// The first fault found, in the order of the fields.
    pub fn validate_in(&self, vocabulary: &Vocabulary) -> Result<(), CaseError> {
        self.validate_counts()?;
        let items = self.items.iter().map(|item| item.id.as_str());
        let parties = self.parties.iter().map(|party| party.id.as_str());
        let sources = self.sources.iter().map(|source| source.id.as_str());
        unique("sources", sources)?;
        unique("parties", parties)?;
        unique("items", items)?;
        unique("lines", self.lines.iter().map(|line| line.number))?;
        for role in Role::ALL {
            if self.parties.iter().filter(|party| party.has(role)).count() > 1 {
                return Err(CaseError::RoleTwice { role });
            }
        }
        self.validate_facts(vocabulary)?;
        for line in &self.lines {
            self.validate_reference(line.item, || format!("line {}", line.number))?;
        }
        for item in &self.items {
            for component in &item.components {
                self.validate_reference(component.item, || format!("item `{}`", item.id))?;
            }
        }
        self.validate_graph()
    }

    fn validate_counts(&self) -> Result<(), CaseError> {
        let components = self.items.iter().map(|item| item.components.len());
        let counts = [
            ("sources", self.sources.len()),
            ("parties", self.parties.len()),
            ("holdings", self.holdings.len()),
            ("items", self.items.len()),
            ("components", components.fold(0, usize::saturating_add)),
            ("lines", self.lines.len()),
        ];
        match counts.iter().find(|(_, count)| *count > COUNT_MAX) {
            Some((what, _)) => Err(CaseError::TooMany { what }),
            None => Ok(()),
        }
    }

    fn validate_reference(
        &self,
        index: ItemIndex,
        place: impl FnOnce() -> String,
    ) -> Result<(), CaseError> {
        if self.item(index).is_some() {
            return Ok(());
        }
        Err(CaseError::Dangling {
            place: place(),
            what: "an item",
        })
    }

    fn validate_facts(&self, vocabulary: &Vocabulary) -> Result<(), CaseError> {
        self.validate_set("shipment", &self.shipment, vocabulary)?;
        self.validate_set("end-use", &self.end_use, vocabulary)?;
        for party in &self.parties {
            let place = format!("party `{}`", party.id);
            self.validate_set(&place, &party.facts, vocabulary)?;
        }
        for (number, holding) in (1_usize..).zip(&self.holdings) {
            let place = || format!("holding {number}: share");
            self.validate_fact(&holding.share, Type::Share, place, vocabulary)?;
            let known = |one: &crate::source::Statement| one.source.0 < self.sources.len();
            if !holding.evidence.iter().all(known) {
                return Err(CaseError::Dangling {
                    place: format!("holding {number}"),
                    what: "a source",
                });
            }
        }
        for item in &self.items {
            let place = format!("item `{}`", item.id);
            self.validate_set(&place, &item.facts, vocabulary)?;
            for component in &item.components {
                for (name, fact, ty) in component_facts(component) {
                    let place = || format!("component {name} of item `{}`", item.id);
                    self.validate_fact(fact, ty, place, vocabulary)?;
                }
            }
        }
        Ok(())
    }

    fn validate_set(
        &self,
        owner: &str,
        facts: &FactSet,
        vocabulary: &Vocabulary,
    ) -> Result<(), CaseError> {
        for (id, fact) in facts.iter() {
            let definition = vocabulary.get(id);
            let place = || format!("{owner}: {}", definition.path);
            self.validate_fact(fact, definition.ty, place, vocabulary)?;
        }
        Ok(())
    }

    fn validate_fact(
        &self,
        fact: &Fact,
        ty: Type,
        place: impl Fn() -> String,
        vocabulary: &Vocabulary,
    ) -> Result<(), CaseError> {
        if !fact.fits(ty) {
            return Err(CaseError::WrongType {
                place: place(),
                expected: vocabulary.type_in_words(ty),
            });
        }
        let dangling = fact
            .statements()
            .any(|statement| statement.source.0 >= self.sources.len());
        if dangling {
            return Err(CaseError::Dangling {
                place: place(),
                what: "a source",
            });
        }
        Ok(())
    }

    /// Finds cycles and too many layers, each item being measured once.
    fn validate_graph(&self) -> Result<(), CaseError> {
        let mut heights = vec![Height::Unseen; self.items.len()];
        for index in 0..self.items.len() {
            let mut path = Vec::new();
            self.height(ItemIndex(index), &mut heights, &mut path)?;
        }
        Ok(())
    }

    /// How many layers an item has. `path` holds the items above it.
    fn height(
        &self,
        index: ItemIndex,
        heights: &mut [Height],
        path: &mut Vec<ItemIndex>,
    ) -> Result<usize, CaseError> {
        let name = |index: ItemIndex| self.item(index).map_or("", |item| &item.id).to_owned();
        match heights.get(index.0) {
            Some(Height::Known(height)) => return Ok(*height),
            Some(Height::Open) => {
                let from = path.iter().position(|&above| above == index).unwrap_or(0);
                let round = path.iter().skip(from).copied().chain([index]);
                return Err(CaseError::Cycle {
                    path: round.map(name).collect(),
                });
            }
            Some(Height::Unseen) | None => {}
        }
        // Also bounds the recursion.
        let outermost = path.first().copied().unwrap_or(index);
        if path.len() >= DEPTH_MAX {
            return Err(CaseError::TooDeep {
                id: name(outermost),
            });
        }
        if let Some(height) = heights.get_mut(index.0) {
            *height = Height::Open;
        }
        path.push(index);
        let mut tallest = 0;
        for component in self.item(index).map_or(&[][..], |item| &item.components) {
            let height = self.height(component.item, heights, path)?;
            tallest = tallest.max(height);
        }
        path.pop();
        let total = tallest.saturating_add(1);
        if path.len().saturating_add(total) > DEPTH_MAX {
            return Err(CaseError::TooDeep {
                id: name(outermost),
            });
        }
        if let Some(height) = heights.get_mut(index.0) {
            *height = Height::Known(total);
        }
        Ok(total)
    }
}

/// What is known of the layers of an item while the graph is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Height {
    Unseen,
    /// On the way from the outermost item to the one in hand.
    Open,
    Known(usize),
}

/// The facts that a component carries, with their names and types.
pub(crate) fn component_facts(component: &Component) -> [(&'static str, &Fact, Type); 4] {
    [
        ("value", &component.value, Type::Money),
        ("value-share", &component.value_share, Type::Share),
        ("mass", &component.mass, Type::Quantity(Dimension::Mass)),
        ("mass-share", &component.mass_share, Type::Share),
    ]
}

fn unique<T: Ord + ToString>(
    what: &'static str,
    ids: impl Iterator<Item = T>,
) -> Result<(), CaseError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        let text = id.to_string();
        if !seen.insert(id) {
            return Err(CaseError::DuplicateId { what, id: text });
        }
    }
    Ok(())
}
