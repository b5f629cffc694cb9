//! What is done when all of a declaration was read.

use exeat_value::Decimal;
use rustc_hash::FxHashMap;

use super::super::{Declaration, Declared, Said, substances};
use super::Reading;

impl Reading {
    pub(super) fn finish(mut self) -> Declaration {
        if !self.unread.is_empty() {
            self.declaration.note(format!(
                "not read: {}",
                self.unread
                    .iter()
                    .map(|name| format!("`<{name}>`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
        }
        self.name_parts();
        self.open_masses();
        let countries = std::mem::take(&mut self.countries);
        let mut made: Vec<(usize, Vec<String>)> = countries.into_iter().collect();
        made.sort();
        for (part, mut codes) in made {
            codes.sort();
            codes.dedup();
            let Some(own) = self.declaration.bill.parts.get(part) else {
                continue;
            };
            let (item, place) = (own.id.clone(), own.row);
            let one = codes.len() == 1;
            let object = codes.join(", ");
            self.declaration.statements.push(Declared {
                says: format!("{item} is made in {object}"),
                item: Some(item),
                predicate: "made-in".to_owned(),
                fact: one.then(|| "made-in".to_owned()),
                value: one.then(|| Said::Is(object.clone())),
                object,
                expires: None,
                place,
            });
        }
        substances::declare(&self.substances, &mut self.declaration);
        if self.declaration.products.is_empty() {
            self.declaration.fault(
                0,
                "the declaration names no product",
                "ask for the declaration again: a product has a number or a name",
            );
        }
        self.declaration
    }

    /// Gives materials the number of the part that they are in, and parts without a number one.
    pub(super) fn name_parts(&mut self) {
        let uses = &self.declaration.bill.uses;
        let parents: FxHashMap<usize, usize> =
            uses.iter().map(|one| (one.child, one.parent)).collect();
        let mut taken: FxHashMap<String, usize> = FxHashMap::default();
        for index in 0..self.declaration.bill.parts.len() {
            let above = parents
                .get(&index)
                .and_then(|&parent| self.declaration.bill.parts.get(parent))
                .map(|parent| parent.id.clone());
            let Some(part) = self.declaration.bill.parts.get_mut(index) else {
                continue;
            };
            let base = if part.id.is_empty() {
                let own = if part.name.is_empty() {
                    "part"
                } else {
                    &part.name
                };
                above.map_or_else(|| own.to_owned(), |above| format!("{above}/{own}"))
            } else {
                part.id.clone()
            };
            if part.name.is_empty() {
                part.name.clone_from(&base);
            }
            let count = taken.entry(base.clone()).or_default();
            *count = count.saturating_add(1);
            part.id = if *count == 1 {
                base
            } else {
                format!("{base} ({count})")
            };
        }
        let complete = self.substances.is_empty() && self.declaration.bill.uses.is_empty();
        // A declaration lists what has to be declared, which need not be all there is.
        self.declaration.bill.complete = false;
        if complete {
            self.declaration
                .note("no part, material or substance is declared");
        }
    }

    /// Whether the mass of a part that is in another several times is of one or of all of them, the
    /// forms do not say: it stays open.
    pub(super) fn open_masses(&mut self) {
        let several: Vec<usize> = self
            .declaration
            .bill
            .uses
            .iter()
            .filter(|one| one.quantity != Decimal::ONE)
            .map(|one| one.child)
            .collect();
        for child in several {
            let Some(part) = self.declaration.bill.parts.get_mut(child) else {
                continue;
            };
            if part.mass.take().is_some() {
                let note = format!(
                    "`{}` is in it several times, and whether its mass is of one or of all is not told: it is left open",
                    part.id
                );
                self.declaration.note(note);
            }
        }
    }
}
