//! The definitional evaluator: slow, obvious, and written from the meaning of the language alone.
//!
//! The engine proper freezes the law into a shared graph, evaluates it in three values and builds decision diagrams
//! over what stays open. This module does none of that. It writes out what the law of a day asks, as a tree
//! ([`written`]); it answers that tree in three values by plain recursion ([`kleene`]); and it finds the verdicts that
//! remain possible by going through every completion of the facts, every reading and every gap, one after the other
//! ([`completions`]). It knows nothing of graphs, memories or diagrams, and imports only the law's model, the case and
//! the values, so that a mistake in the engine is not repeated here. Tests hold the two against each other on random
//! rulebooks and cases; nothing in the product calls it.

mod completions;
mod days;
mod fraction;
mod kleene;
mod scene;
mod share;
mod written;

use exeat_facts::{Case, ItemIndex};
use exeat_law::model::{ExpectedVerdict, JurisdictionId, ProvisionId, Rulebook};
use exeat_value::{Day, Truth};

use completions::Completions;
use kleene::Kleene;
use scene::{Bound, Scene};
use written::Written;

/// The law of a day, written out.
#[derive(Debug, Clone)]
pub struct Oracle<'a> {
    rulebook: &'a Rulebook,
    written: Written,
}

/// What decides a verdict, in three values; the first that holds gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnTruths {
    /// Some prohibition applies.
    pub prohibited: Truth,
    /// Some licence requirement applies that no licence exception covers.
    pub licence: Truth,
    /// Some licence requirement applies, covered or not.
    pub licence_or_exception: Truth,
    /// The law reaches the transaction.
    pub reach: Truth,
}

/// The verdicts that remain possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible {
    /// The verdicts, worst first.
    pub verdicts: Vec<ExpectedVerdict>,
    /// How many completions were gone through.
    pub completions: usize,
}

/// Which open questions are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All that the law mentions.
    Everything,
    /// Those that stand in what three values leave unknown; every completion of the others agrees.
    WhatKleeneLeavesOpen,
}

impl<'a> Oracle<'a> {
    /// The law of `law_date` as it was known on `known_at`.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, law_date: Day, known_at: Day) -> Self {
        Self {
            rulebook,
            written: Written::new(rulebook, law_date, known_at),
        }
    }

    /// The verdict in three values: `None` where they do not settle it.
    #[must_use]
    pub fn kleene_verdict(
        &self,
        case: &Case,
        jurisdiction: JurisdictionId,
        item: ItemIndex,
    ) -> Option<ExpectedVerdict> {
        let columns = self.columns(case, jurisdiction, item);
        let in_order = [
            (columns.prohibited, ExpectedVerdict::Prohibited),
            (columns.licence, ExpectedVerdict::LicenceRequired),
            (
                columns.licence_or_exception,
                ExpectedVerdict::ExceptionAvailable,
            ),
            (columns.reach, ExpectedVerdict::NoLicenceRequired),
        ];
        for (truth, verdict) in in_order {
            match truth {
                Truth::True => return Some(verdict),
                Truth::False => {}
                Truth::Unknown => return None,
            }
        }
        Some(ExpectedVerdict::NotReached)
    }

    /// What decides the verdict, in three values.
    #[must_use]
    pub fn columns(
        &self,
        case: &Case,
        jurisdiction: JurisdictionId,
        item: ItemIndex,
    ) -> ColumnTruths {
        let scene = Scene::new(self.rulebook, case);
        let kleene = Kleene::new(&self.written, &scene);
        let bound = Bound::item(item);
        let columns = self.written.columns(jurisdiction);
        ColumnTruths {
            prohibited: kleene.truth(&columns.prohibited, bound),
            licence: kleene.truth(&columns.licence, bound),
            licence_or_exception: kleene.truth(&columns.licence_or_exception, bound),
            reach: kleene.truth(&columns.reach, bound),
        }
    }

    /// Whether a provision applies to an item, in three values.
    #[must_use]
    pub fn applies(&self, case: &Case, provision: ProvisionId, item: ItemIndex) -> Truth {
        let scene = Scene::new(self.rulebook, case);
        let applies = self.written.applies(provision);
        Kleene::new(&self.written, &scene).truth(applies, Bound::item(item))
    }

    /// The verdicts that some completion leads to; `None` where there are more than `most` completions.
    #[must_use]
    pub fn possible(
        &self,
        case: &Case,
        jurisdiction: JurisdictionId,
        item: ItemIndex,
        extent: Extent,
        most: usize,
    ) -> Option<Possible> {
        let scene = Scene::new(self.rulebook, case);
        let columns = self.written.columns(jurisdiction);
        let bound = Bound::item(item);
        let completions = Completions::of(&self.written, &scene, columns, bound, extent)?;
        let count = completions.count();
        if count > most {
            return None;
        }
        let mut found = Vec::new();
        for replies in completions.all() {
            let completed = Kleene::with(&self.written, &scene, replies);
            let in_order = [
                (&columns.prohibited, ExpectedVerdict::Prohibited),
                (&columns.licence, ExpectedVerdict::LicenceRequired),
                (
                    &columns.licence_or_exception,
                    ExpectedVerdict::ExceptionAvailable,
                ),
                (&columns.reach, ExpectedVerdict::NoLicenceRequired),
            ];
            let verdict = in_order
                .into_iter()
                .find(|(column, _)| {
                    let truth = completed.truth(column, bound);
                    debug_assert_ne!(truth, Truth::Unknown, "a completion leaves nothing open");
                    truth == Truth::True
                })
                .map_or(ExpectedVerdict::NotReached, |(_, verdict)| verdict);
            if !found.contains(&verdict) {
                found.push(verdict);
            }
        }
        let worst_first = [
            ExpectedVerdict::Prohibited,
            ExpectedVerdict::LicenceRequired,
            ExpectedVerdict::ExceptionAvailable,
            ExpectedVerdict::NoLicenceRequired,
            ExpectedVerdict::NotReached,
        ];
        Some(Possible {
            verdicts: worst_first
                .into_iter()
                .filter(|verdict| found.contains(verdict))
                .collect(),
            completions: count,
        })
    }
}
