//! A party of a transaction as it is looked for.

use exeat_facts::{Fact, FactId, Party, Scope, Value, Vocabulary};

use super::Terms;
use crate::index::{self, Found, Index, Number, Searcher};
use crate::party::numbers;
use crate::score::Kind;

/// By what a party of a transaction is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sought {
    /// Its name.
    pub name: String,
    /// What it is, as far as that is stated.
    pub kind: Kind,
    /// Numbers and codes by which it is known.
    pub numbers: Vec<Number>,
    /// Its address, or nothing.
    pub address: String,
}

impl Sought {
    /// What a transaction says of a party: its name, whether it is a natural person, its numbers and
    /// its address.
    #[must_use]
    pub fn of(party: &Party) -> Self {
        let vocabulary = Vocabulary::standard();
        let known = |path: &str| {
            let fact: FactId = vocabulary.find(Scope::Party, path)?;
            match party.facts.get(fact) {
                Fact::Known { value, .. } => Some(value.clone()),
                _ => None,
            }
        };
        let text = |path: &str| match known(path) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        };
        Self {
            name: party.name.clone(),
            kind: match known("natural-person") {
                Some(Value::YesNo(true)) => Kind::Person,
                Some(Value::YesNo(false)) => Kind::Organisation,
                _ => Kind::Unknown,
            },
            numbers: numbers(&text("identifiers"), None).collect(),
            address: text("address"),
        }
    }

    /// As it is looked for.
    #[must_use]
    pub fn party(&self) -> index::Party<'_> {
        index::Party {
            name: &self.name,
            kind: self.kind,
            numbers: &self.numbers,
            address: (!self.address.trim().is_empty()).then_some(self.address.as_str()),
            ..index::Party::default()
        }
    }

    /// Whether there is anything in its name that can be looked for. Where there is not, it says nothing that nobody is
    /// found.
    #[must_use]
    pub fn can_be_looked_for(&self) -> bool {
        index::can_be_looked_for(&self.name, self.kind)
    }

    /// Whether the name is a single word that names in the index have among theirs.
    #[must_use]
    pub fn is_word_of_listed(&self, index: &Index) -> bool {
        index.has_as_a_word(&self.name, self.kind)
    }

    /// The entries that it may be.
    pub fn search(&self, searcher: &mut Searcher<'_>, terms: &Terms<'_>) -> Vec<Found> {
        // By an address alone half a street would be found.
        if self.name.trim().is_empty() && self.numbers.is_empty() {
            return Vec::new();
        }
        searcher.search(&self.party(), terms.mode, terms.threshold)
    }
}
