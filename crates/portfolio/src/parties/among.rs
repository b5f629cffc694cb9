//! Owners that are parties of the same row.
//!
//! Who owns a party is told by names, and of an owner is known what the lists say of its name. Where
//! the owner is a party of the same row, the row may say more of it: that it stands on a list, a
//! number, an address, a decision. As in a transaction, that is what counts then.

use exeat_facts::batch::{Batch, Column, ColumnKey, ColumnSubject};
use exeat_facts::{FactId, Party};
use rustc_hash::FxHashMap;

use super::{AmongOwners, NOBODY, OfRole, Screen, at, code, is_open, key_of_name, rests_on};
use crate::failure::Failure;

/// An owned party (its role and place), and its owners in the row: the role and place of each, and
/// what the row states of it, by the codes of its columns.
type Concerned = (usize, u32, Vec<(usize, u32, Vec<u32>)>);

/// What rows state of the parties of a role about lists.
struct Stated<'b> {
    columns: Vec<(FactId, &'b Column)>,
}

/// Looks once more for parties whose owners are parties of their rows.
///
/// # Errors
/// The lists cannot be read.
pub(super) fn owners(
    batch: &Batch,
    roles: &mut [OfRole],
    screen: &dyn Screen,
) -> Result<(), Failure> {
    let has_owners = |one: &OfRole| one.looked.iter().any(|looked| !looked.owners.is_empty());
    if !roles.iter().any(has_owners) {
        return Ok(());
    }
    let stated: Vec<Stated<'_>> = roles
        .iter()
        .map(|one| Stated::of(batch, one, screen.facts()))
        .collect();
    let keys: Vec<Vec<u64>> = roles
        .iter()
        .map(|one| {
            let names = one.asked.iter().map(|(named, _)| named.name.as_str());
            names.map(key_of_name).collect()
        })
        .collect();
    // Rows with the same parties have the same owners among them.
    let mut known: FxHashMap<Vec<u32>, Vec<(usize, Vec<usize>)>> = FxHashMap::default();
    let mut numbered: FxHashMap<Concerned, usize> = FxHashMap::default();
    let mut asked: Vec<AmongOwners> = Vec::new();
    // The role and the row of each party that was looked for once more.
    let mut rows: Vec<(usize, usize, usize)> = Vec::new();
    for row in 0..batch.rows() {
        let places: Vec<u32> = roles
            .iter()
            .map(|one| one.rows.get(row).copied().unwrap_or(NOBODY))
            .collect();
        let of_row = known
            .entry(places)
            .or_insert_with_key(|places| owned(roles, &keys, places));
        for (role, owners) in of_row.iter() {
            let place = |role: usize| roles.get(role).and_then(|one| one.rows.get(row)).copied();
            let concerned: Concerned = (
                *role,
                place(*role).unwrap_or(NOBODY),
                owners
                    .iter()
                    .filter_map(|&owner| {
                        let codes = stated.get(owner)?.codes(row);
                        Some((owner, place(owner)?, codes))
                    })
                    .collect(),
            );
            let number = match numbered.get(&concerned) {
                Some(number) => *number,
                None => {
                    let (role, place, owners) = &concerned;
                    let Some((named, day)) =
                        roles.get(*role).and_then(|one| one.asked.get(at(*place)))
                    else {
                        continue;
                    };
                    let owners = owners
                        .iter()
                        .filter_map(|(owner, place, _)| {
                            party(roles.get(*owner)?, *place, stated.get(*owner)?, row)
                        })
                        .collect();
                    asked.push((named.clone(), *day, owners));
                    let number = asked.len() - 1;
                    numbered.insert(concerned, number);
                    number
                }
            };
            rows.push((*role, row, number));
        }
    }
    let looked = screen.look_among(&asked)?;
    let mut places: FxHashMap<(usize, usize), u32> = FxHashMap::default();
    for (role, row, number) in rows {
        let (Some(one), Some(looked)) = (roles.get_mut(role), looked.get(number)) else {
            continue;
        };
        let place = *places.entry((role, number)).or_insert_with(|| {
            one.looked.push(std::sync::Arc::clone(looked));
            code(one.looked.len() - 1)
        });
        if let Some(of_row) = one.rows.get_mut(row) {
            *of_row = place;
        }
    }
    Ok(())
}

/// The roles whose parties are owned by parties in other roles, with those.
fn owned(roles: &[OfRole], keys: &[Vec<u64>], places: &[u32]) -> Vec<(usize, Vec<usize>)> {
    let mut all = Vec::new();
    for (role, (one, place)) in roles.iter().zip(places).enumerate() {
        let Some(looked) = one.looked.get(at(*place)) else {
            continue;
        };
        if looked.owners.is_empty() {
            continue;
        }
        let owners: Vec<usize> = (0..roles.len())
            .filter(|&other| {
                let key = places
                    .get(other)
                    .zip(keys.get(other))
                    .and_then(|(place, keys)| keys.get(at(*place)));
                other != role && key.is_some_and(|key| looked.owners.binary_search(key).is_ok())
            })
            .collect();
        if !owners.is_empty() {
            all.push((role, owners));
        }
    }
    all
}

/// A party with what its row says of it and what was found of it.
fn party(of_role: &OfRole, place: u32, stated: &Stated<'_>, row: usize) -> Option<Party> {
    let (named, _) = of_role.asked.get(at(place))?;
    let looked = of_role.looked.get(at(place))?;
    let mut party = Party::new("owner", named.name.clone(), []);
    for (fact, value) in &looked.facts {
        let is_stated = rests_on(*fact).is_some_and(|list| stated.says(list, row));
        if !is_stated {
            party.facts.set(*fact, value.clone());
        }
    }
    for (fact, column) in &stated.columns {
        if let Some(value) = column.fact(row).filter(|value| !is_open(value)) {
            party.facts.set(*fact, value.clone());
        }
    }
    Some(party)
}

impl<'b> Stated<'b> {
    fn of(batch: &'b Batch, one: &OfRole, facts: &[FactId]) -> Self {
        let subject = ColumnSubject::Party(one.role);
        let column = |fact: &FactId| Some((*fact, batch.column(ColumnKey::Fact(subject, *fact))?));
        Self {
            columns: facts.iter().filter_map(column).collect(),
        }
    }

    fn codes(&self, row: usize) -> Vec<u32> {
        let codes = self.columns.iter().map(|(_, column)| column.codes());
        codes.map(|codes| codes.get(row).unwrap_or(0)).collect()
    }

    /// Whether a row says something of a fact.
    fn says(&self, fact: FactId, row: usize) -> bool {
        let mut columns = self.columns.iter().filter(|(one, _)| *one == fact);
        columns.any(|(_, column)| column.fact(row).is_some_and(|value| !is_open(value)))
    }
}
