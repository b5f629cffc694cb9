//! The rows of an indented list, one after the other.

use std::collections::BTreeMap;

use exeat_value::Decimal;
use rustc_hash::FxHashMap;

use super::super::rollup::Range;
use super::figures::{figures, level, masses, money, number};
use super::{Bill, Fault, Mapping, PARTS_MAX, Part, Use};
use crate::tables::{Chunk, Flow, Sink, TableError};

/// The deepest indentation.
const LEVEL_MAX: usize = 64;

pub(super) struct Reading<'m> {
    mapping: &'m Mapping,
    bill: Bill,
    places: FxHashMap<String, usize>,
    /// The parts above, by level.
    above: Vec<usize>,
    /// Uses that are there already: a sub-assembly that is listed twice has its parts once.
    known: FxHashMap<(usize, usize), usize>,
    /// Parts whose inside was listed at an earlier place.
    closed: Vec<bool>,
    columns: FxHashMap<String, usize>,
}

impl<'m> Reading<'m> {
    pub(super) fn new(mapping: &'m Mapping) -> Self {
        Self {
            mapping,
            bill: Bill {
                currency: mapping.currency.clone(),
                complete: mapping.complete,
                ..Bill::default()
            },
            places: FxHashMap::default(),
            above: Vec::new(),
            known: FxHashMap::default(),
            closed: Vec::new(),
            columns: FxHashMap::default(),
        }
    }

    fn fault(&mut self, row: u64, message: String, mend: &str) {
        if self.bill.faults.len() < 100 {
            self.bill.faults.push(Fault {
                row,
                message,
                mend: mend.to_owned(),
                error: true,
            });
        }
    }

    fn row(&mut self, row: u64, cell: &dyn Fn(&str) -> String) {
        let columns = &self.mapping.columns;
        let read =
            |name: &Option<String>| name.as_deref().map(cell).filter(|text| !text.is_empty());
        let id = cell(&columns.part);
        if id.is_empty() {
            self.fault(
                row,
                format!("row {row} has no part number"),
                "write one in each row",
            );
            return;
        }
        let Some(level) = level(&cell(&columns.level)).filter(|&level| level <= LEVEL_MAX) else {
            self.fault(
                row,
                format!("part `{id}` stands at no level: `{}`", cell(&columns.level)),
                "write 0 for the whole, 1 for what is in it, and so on",
            );
            return;
        };
        let depth = if self.bill.parts.is_empty() {
            0
        } else {
            level.saturating_sub(self.base_level())
        };
        if self.bill.parts.is_empty() {
            self.above.clear();
            self.columns.insert("\u{0}base".to_owned(), level);
        }
        if depth > self.above.len() {
            self.fault(
                row,
                format!(
                    "part `{id}` stands {} levels below the row before it",
                    depth.saturating_sub(self.above.len()).saturating_add(1)
                ),
                "a part stands one level below the one that it is in",
            );
            return;
        }
        if self.bill.parts.len() >= PARTS_MAX || self.bill.uses.len() >= PARTS_MAX {
            if !self
                .bill
                .faults
                .iter()
                .any(|fault| fault.message.starts_with("the bill has more"))
            {
                self.fault(
                    row,
                    format!("the bill has more than {PARTS_MAX} parts"),
                    "split it by assembly",
                );
            }
            return;
        }
        let mut problems: Vec<String> = Vec::new();
        let mut range =
            |text: Option<String>, what: &str, parse: &dyn Fn(&str) -> Option<Range>| {
                let text = text?;
                let found = parse(&text);
                if found.is_none() {
                    problems.push(format!("part `{id}`: `{text}` is no {what}"));
                }
                found
            };
        let decimal = self.mapping.decimal.unwrap_or('.');
        let currency = self.bill.currency.clone();
        let value = range(
            read(&columns.value),
            "amount of money in the currency of the bill, or a range such as `8-14`",
            &|text| money(text, currency.as_deref(), decimal),
        );
        let percent = |text: &str| {
            figures(text.trim_end_matches('%').trim(), decimal, &|one| {
                number(one.trim_end_matches('%').trim(), decimal)
            })
        };
        let of_shares = "share or range of shares such as `0-10 %`";
        let share = range(read(&columns.value_share), of_shares, &percent);
        let mass_share = range(read(&columns.mass_share), of_shares, &percent);
        let unit = self.mapping.mass_unit.clone();
        let mass = range(
            read(&columns.mass),
            "mass or range of masses such as `12 g`",
            &|text| masses(text, unit.as_deref(), decimal),
        );
        let quantity = range(read(&columns.quantity), "number of pieces", &|text| {
            number(text, decimal).map(Range::exactly)
        });
        for message in problems {
            self.fault(
                row,
                message,
                "write a number, `LOW-HIGH`, `<NUMBER` or nothing where it is not known",
            );
        }
        for (what, one) in [
            ("value", &value),
            ("share", &share),
            ("share", &mass_share),
            ("mass", &mass),
            ("quantity", &quantity),
        ] {
            if one.as_ref().is_some_and(|one| one.low.is_negative()) {
                self.fault(
                    row,
                    format!("part `{id}` has a {what} below nought"),
                    "mend the figure, or leave it out",
                );
            }
        }
        let index = match self.places.get(&id) {
            Some(&index) => index,
            None => {
                let index = self.bill.parts.len();
                self.places.insert(id.clone(), index);
                let mut facts: Vec<(String, String)> = columns
                    .facts
                    .iter()
                    .map(|(path, column)| (path.clone(), cell(column)))
                    .filter(|(_, text)| !text.is_empty())
                    .collect();
                facts.sort();
                self.bill.parts.push(Part {
                    name: read(&columns.name).unwrap_or_else(|| id.clone()),
                    id: id.clone(),
                    supplier: read(&columns.supplier),
                    value: value.clone(),
                    mass: mass.clone(),
                    origin: read(&columns.origin),
                    technology: read(&columns.technology)
                        .map(|country| (country, read(&columns.statement))),
                    facts,
                    row,
                });
                self.closed.push(false);
                index
            }
        };
        // What is told of a part at another place has to be the same.
        if let Some(part) = self.bill.parts.get_mut(index)
            && part.row != row
        {
            let first = part.row;
            let mut told: Vec<&str> = Vec::new();
            // A statement that is not named again is still the statement.
            let technology = read(&columns.technology).map(|country| {
                let known = part
                    .technology
                    .as_ref()
                    .filter(|(known, _)| *known == country)
                    .and_then(|(_, statement)| statement.clone());
                (country, read(&columns.statement).or(known))
            });
            if let (Some((known, slot @ None)), Some((country, statement))) =
                (&mut part.technology, &technology)
                && known == country
            {
                slot.clone_from(statement);
            }
            let mut facts: BTreeMap<&str, String> = columns
                .facts
                .iter()
                .map(|(path, column)| (path.as_str(), cell(column)))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            for (path, known) in &part.facts {
                if facts
                    .insert(path, known.clone())
                    .is_some_and(|text| text != *known)
                {
                    told.push(
                        columns
                            .facts
                            .get_key_value(path)
                            .map_or("", |(path, _)| path),
                    );
                }
            }
            let facts = facts
                .into_iter()
                .map(|(path, text)| (path.to_owned(), text))
                .collect();
            part.facts = facts;
            for (what, differs) in [
                ("value", differs(&mut part.value, value)),
                ("mass", differs(&mut part.mass, mass)),
                ("origin", differs(&mut part.origin, read(&columns.origin))),
                ("technology", differs(&mut part.technology, technology)),
                (
                    "supplier",
                    differs(&mut part.supplier, read(&columns.supplier)),
                ),
            ] {
                if differs {
                    told.push(what);
                }
            }
            if !told.is_empty() {
                let told = told.join(" and ");
                self.fault(
                    row,
                    format!("part `{id}` has another {told} here than in row {first}"),
                    "give parts that differ numbers of their own",
                );
            }
        }
        // Going up closes what lies below.
        for left in self.above.split_off(depth.min(self.above.len())) {
            if let Some(closed) = self.closed.get_mut(left) {
                *closed = true;
            }
        }
        if let Some(&parent) = depth.checked_sub(1).and_then(|at| self.above.get(at)) {
            let count = quantity.map_or(Decimal::ONE, |one| one.low);
            let again = self.closed.get(parent).copied().unwrap_or_default()
                && self.known.contains_key(&(parent, index));
            match self.known.get(&(parent, index)) {
                Some(_) if again => {}
                Some(&place) => {
                    if let Some(known) = self.bill.uses.get_mut(place) {
                        match known.quantity.checked_add(count) {
                            Some(sum) => known.quantity = sum,
                            None => self.too_many(row, &id),
                        }
                    }
                    if let Some(known) = self.bill.uses.get_mut(place) {
                        let sum = |one: &Option<Range>, two: &Option<Range>| {
                            one.as_ref()
                                .zip(two.as_ref())
                                .and_then(|(one, two)| one.plus(two))
                        };
                        known.value_share = sum(&known.value_share, &share);
                        known.mass_share = sum(&known.mass_share, &mass_share);
                    }
                }
                None => {
                    self.known.insert((parent, index), self.bill.uses.len());
                    self.bill.uses.push(Use {
                        parent,
                        child: index,
                        quantity: count,
                        value_share: share,
                        mass_share,
                    });
                }
            }
        }
        self.above.push(index);
    }

    fn too_many(&mut self, row: u64, id: &str) {
        self.fault(
            row,
            format!("part `{id}` is there more often than can be counted"),
            "mend the number of pieces",
        );
    }

    fn base_level(&self) -> usize {
        self.columns.get("\u{0}base").copied().unwrap_or_default()
    }

    pub(super) fn finish(mut self) -> Bill {
        if self.bill.parts.is_empty() && self.bill.faults.is_empty() {
            self.fault(
                0,
                "the bill has no parts".to_owned(),
                "write the whole in the first row, at level 0",
            );
        }
        self.bill
    }
}

/// Whether something is told anew and otherwise; what was not told before is taken over.
fn differs<T: PartialEq>(known: &mut Option<T>, told: Option<T>) -> bool {
    if known.is_none() {
        *known = told;
        return false;
    }
    told.is_some() && *known != told
}

impl Sink for Reading<'_> {
    fn headings(&mut self, names: &[String]) -> Result<Flow, TableError> {
        let columns = &self.mapping.columns;
        let wanted = [
            Some(&columns.level),
            Some(&columns.part),
            columns.name.as_ref(),
            columns.quantity.as_ref(),
            columns.value.as_ref(),
            columns.value_share.as_ref(),
            columns.mass.as_ref(),
            columns.mass_share.as_ref(),
            columns.origin.as_ref(),
            columns.supplier.as_ref(),
            columns.technology.as_ref(),
            columns.statement.as_ref(),
        ];
        let mut facts: Vec<&String> = columns.facts.values().collect();
        facts.sort();
        for name in wanted.into_iter().flatten().chain(facts) {
            match names.iter().position(|one| one.eq_ignore_ascii_case(name)) {
                Some(at) => {
                    self.columns.insert(name.clone(), at);
                }
                None => {
                    return Err(TableError::new(
                        format!("the bill has no column `{name}`"),
                        format!("its columns are {}", names.join(", ")),
                    ));
                }
            }
        }
        Ok(Flow::On)
    }

    fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError> {
        for fault in &chunk.faults {
            self.fault(
                fault.place,
                format!("row {}: {}", fault.place, fault.message),
                &fault.mend,
            );
        }
        let columns = self.columns.clone();
        for (row, &place) in chunk.places.iter().enumerate() {
            let cell = |name: &str| -> String {
                let column = columns
                    .get(name)
                    .and_then(|&at| chunk.columns.get(at))
                    .and_then(Option::as_ref);
                column.map_or_else(String::new, |column| {
                    column.get(row).text().trim().to_owned()
                })
            };
            self.row(place, &cell);
        }
        Ok(Flow::On)
    }
}
