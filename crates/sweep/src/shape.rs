//! What every row of a batch has: which columns, which parties, whether a component.

use exeat_facts::batch::{Batch, ColumnKey, ColumnSubject};
use exeat_facts::{FactId, Role};
use exeat_law::model::Over;
use exeat_law::world::Place;
use rustc_hash::FxHashMap;

/// The index of the item of a row.
pub(crate) const ITEM: usize = 0;
/// The index of the component that a row may describe.
pub(crate) const COMPONENT: usize = 1;

/// What every row of a batch has. Batches of one shape are gone through with one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    keys: Vec<ColumnKey>,
    roles: Vec<Role>,
    component: bool,
}

/// Whether the members that a row names are all that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum All {
    Always,
    Never,
    /// Where the row says that what it lists inside its item is complete.
    AsTheRowSays,
}

impl Shape {
    pub(crate) fn of(batch: &Batch) -> Self {
        Self {
            keys: batch.columns().iter().map(|column| column.key()).collect(),
            roles: batch.roles().to_vec(),
            component: batch.has_component(),
        }
    }

    pub(crate) fn has_component(&self) -> bool {
        self.component
    }

    /// The columns by the place and fact that conditions ask for.
    pub(crate) fn columns(&self) -> FxHashMap<(Place, FactId), usize> {
        let mut columns = FxHashMap::default();
        for (index, key) in self.keys.iter().enumerate() {
            if let ColumnKey::Fact(subject, fact) = key {
                columns.insert((self.place(*subject), *fact), index);
            }
        }
        columns
    }

    pub(crate) fn column_of(&self, key: ColumnKey) -> Option<usize> {
        self.keys.iter().position(|one| *one == key)
    }

    fn place(&self, subject: ColumnSubject) -> Place {
        match subject {
            ColumnSubject::Shipment => Place::Shipment,
            ColumnSubject::EndUse => Place::EndUse,
            ColumnSubject::Item => Place::Item(ITEM),
            ColumnSubject::Component => Place::Item(COMPONENT),
            ColumnSubject::Party(role) => self.role(role),
        }
    }

    /// The party in a role, as a world has it.
    pub(crate) fn role(&self, role: Role) -> Place {
        let position = self.roles.iter().position(|one| *one == role);
        position.map_or(Place::Role(role), Place::Party)
    }

    /// What a quantifier ranges over, seen from an item.
    pub(crate) fn members(&self, over: Over, item: usize) -> (Vec<usize>, All) {
        // What is inside the component nobody lists.
        let inside = if item == ITEM && self.component {
            vec![COMPONENT]
        } else {
            Vec::new()
        };
        let all = if item == ITEM {
            All::AsTheRowSays
        } else {
            All::Never
        };
        match over {
            Over::Layers(_) => ([vec![item], inside].concat(), all),
            Over::Components(_) => (inside, all),
            Over::Parties if self.roles.is_empty() => (Vec::new(), All::Never),
            Over::Parties => ((0..self.roles.len()).collect(), All::Always),
        }
    }
}
