//! Suspensions and commencements.

use exeat_syntax::ast::{self, AstNode};

use super::names::Kind;
use super::resolve::Lowering;
use super::words::range_of;
use crate::model::{Commencement, EntryId, InstrumentId, ListId, ProvisionId, Suspension};

/// What a suspension or commencement names.
#[derive(Default)]
struct Targets {
    instruments: Vec<InstrumentId>,
    provisions: Vec<ProvisionId>,
    entries: Vec<EntryId>,
}

impl Lowering {
    /// A suspension.
    pub(super) fn suspension(&mut self, node: &ast::Suspension) {
        let Some(instrument) = self.here.home.instrument else {
            return;
        };
        let syntax = node.syntax();
        let cites = self.required_cites(syntax, "this suspension", &[]);
        let targets = self.timed(node.targets(), "an instrument suspends");
        let recorded = self.recorded(syntax);
        let confidence = self.confidence(syntax);
        let notes = self.notes(syntax);
        let place = self.place(syntax);
        let Some(in_force) = self.in_force(syntax) else {
            // A line that cannot be read has been reported, as has one that is missing.
            return;
        };
        self.rulebook.suspensions.push(Suspension {
            instrument,
            instruments: targets.instruments,
            provisions: targets.provisions,
            entries: targets.entries,
            cites,
            recorded,
            in_force,
            confidence,
            notes,
            place,
        });
    }

    /// A commencement.
    pub(super) fn commencement(&mut self, node: &ast::Commencement) {
        let Some(instrument) = self.here.home.instrument else {
            return;
        };
        let syntax = node.syntax();
        let cites = self.required_cites(syntax, "this commencement", &[]);
        let targets = self.timed(node.targets(), "an instrument brings into force");
        let recorded = self.recorded(syntax);
        let Some(from) = node.day().and_then(|day| self.day(&day)) else {
            return;
        };
        let commencement = Commencement {
            instrument,
            instruments: targets.instruments,
            provisions: targets.provisions,
            entries: targets.entries,
            cites,
            recorded,
            from,
            confidence: self.confidence(syntax),
            notes: self.notes(syntax),
            place: self.place(syntax),
        };
        self.rulebook.commencements.push(commencement);
    }

    /// The things that are named; a list stands for its entries.
    fn timed(&mut self, named: impl Iterator<Item = ast::NameRef>, what: &str) -> Targets {
        let mut targets = Targets::default();
        for named in named {
            let range = range_of(named.syntax());
            let Some(site) = self.resolve(&named, Kind::TIMED) else {
                continue;
            };
            if !self.own_jurisdiction(&site, range, what) {
                continue;
            }
            match site.kind {
                Kind::Instrument => targets.instruments.push(InstrumentId::at(site.index)),
                Kind::Entry => targets.entries.push(EntryId::at(site.index)),
                Kind::List => {
                    let list = self.rulebook.lists.get(ListId::at(site.index).index());
                    targets
                        .entries
                        .extend(list.map(|list| list.entries.clone()).unwrap_or_default());
                }
                _ => targets.provisions.push(ProvisionId::at(site.index)),
            }
        }
        targets
    }
}
