//! A row as the world that conditions are asked of: for what three values leave open.

use exeat_facts::batch::{Amount, Batch, ColumnKey};
use exeat_facts::{Fact, FactId, Role, Scope, Value, Vocabulary};
use exeat_law::model::{Measure, Over};
use exeat_law::share::{self, Contents, Part};
use exeat_law::world::{Members, Place, ShareBounds, World};
use exeat_value::{Truth, UnknownReason};
use rustc_hash::FxHashMap;

use crate::shape::{All, COMPONENT, ITEM, Shape};

static NOT_ASKED: Fact = Fact::Unknown(UnknownReason::NotAsked);

/// Where the facts of rows stand, found once for all rows of a shape.
#[derive(Debug, Clone)]
pub(crate) struct Finder {
    shape: Shape,
    columns: FxHashMap<(Place, FactId), usize>,
    amounts: [Option<usize>; 4],
    item_amounts: [Option<usize>; 2],
}

impl Finder {
    pub(crate) fn new(shape: &Shape, vocabulary: &Vocabulary) -> Self {
        let columns = shape.columns();
        let of_item = |path: &str| {
            let fact = vocabulary.find(Scope::Item, path)?;
            columns.get(&(Place::Item(ITEM), fact)).copied()
        };
        let item_amounts = [of_item("value"), of_item("mass")];
        let amounts = [
            Amount::Value,
            Amount::ValueShare,
            Amount::Mass,
            Amount::MassShare,
        ]
        .map(|amount| shape.column_of(ColumnKey::Amount(amount)));
        Self {
            shape: shape.clone(),
            columns,
            amounts,
            item_amounts,
        }
    }

    /// The column of a fact, if rows have it.
    pub(crate) fn column(&self, place: Place, fact: FactId) -> Option<usize> {
        self.columns.get(&(place, fact)).copied()
    }

    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The columns on which a share of the item by this measure rests: how much there is of the item, how much of the
    /// component, and the component's share.
    pub(crate) fn share_columns(&self, measure: Measure) -> [Option<usize>; 3] {
        let [value, value_share, mass, mass_share] = self.amounts;
        let [item_value, item_mass] = self.item_amounts;
        match measure {
            Measure::Value => [item_value, value, value_share],
            Measure::Mass => [item_mass, mass, mass_share],
        }
    }
}

/// One row of a batch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowWorld<'b> {
    finder: &'b Finder,
    batch: &'b Batch,
    row: usize,
}

impl<'b> RowWorld<'b> {
    pub(crate) fn new(finder: &'b Finder, batch: &'b Batch, row: usize) -> Self {
        Self { finder, batch, row }
    }

    fn answer(&self, column: Option<usize>) -> &'b Fact {
        let column = column.and_then(|column| self.batch.columns().get(column));
        column
            .and_then(|column| column.fact(self.row))
            .unwrap_or(&NOT_ASKED)
    }

    fn is_listed_whole(&self, item: usize) -> bool {
        item == ITEM && self.batch.components().of_row(self.row)
    }
}

impl Contents for RowWorld<'_> {
    fn part(&self, measure: Measure, item: usize, place: usize) -> Option<Part<'_>> {
        if item != ITEM || place != 0 || !self.finder.shape.has_component() {
            return None;
        }
        let [_, amount, share] = self.finder.share_columns(measure);
        Some(Part {
            item: COMPONENT,
            amount: self.answer(amount),
            share: self.answer(share),
        })
    }

    fn is_complete(&self, item: usize) -> bool {
        self.is_listed_whole(item)
    }

    fn amount(&self, measure: Measure, item: usize) -> Option<&Value> {
        if item != ITEM {
            return None;
        }
        let [of_item, ..] = self.finder.share_columns(measure);
        self.answer(of_item).value()
    }
}

impl World for RowWorld<'_> {
    fn fact(&self, place: Place, fact: FactId) -> &Fact {
        self.answer(self.finder.column(place, fact))
    }

    fn role(&self, role: Role) -> Place {
        self.finder.shape.role(role)
    }

    fn members(&self, over: Over, item: usize) -> Members {
        let (indices, all) = self.finder.shape.members(over, item);
        let complete = match all {
            All::Always => true,
            All::Never => false,
            All::AsTheRowSays => self.is_listed_whole(ITEM),
        };
        Members { indices, complete }
    }

    fn share(
        &self,
        measure: Measure,
        whole: usize,
        counts: &mut dyn FnMut(usize) -> Truth,
    ) -> ShareBounds {
        share::bounds(self, measure, whole, counts).unwrap_or(ShareBounds::UNKNOWN)
    }
}
