//! Sums of rows and of what they are worth.

use std::collections::BTreeMap;

use exeat_value::Decimal;
use serde::{Deserialize, Serialize};

/// What counts under one name from here on, so that memory stays bounded.
pub(super) const NAMES_MAX: usize = 50_000;
/// What the others are called.
const OTHERS: &str = "(others)";

/// How many rows, and what they are worth by currency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    /// None where the sum has more digits than can be kept.
    pub worth: BTreeMap<String, Option<Decimal>>,
}

impl Sum {
    pub(super) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        for (currency, worth) in &other.worth {
            let sum = self
                .worth
                .entry(currency.clone())
                .or_insert(Some(Decimal::ZERO));
            *sum = match (*sum, *worth) {
                (Some(sum), Some(worth)) => sum.checked_add(worth),
                _ => None,
            };
        }
    }
}

/// Sums by something, kept as a list so that any key can be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    from = "Vec<(K, Sum)>",
    into = "Vec<(K, Sum)>",
    bound(
        serialize = "K: Clone + Ord + Serialize",
        deserialize = "K: Ord + Deserialize<'de>"
    )
)]
pub struct Cube<K: Ord>(pub BTreeMap<K, Sum>);

impl<K: Ord> Default for Cube<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> From<Vec<(K, Sum)>> for Cube<K> {
    fn from(list: Vec<(K, Sum)>) -> Self {
        Self(list.into_iter().collect())
    }
}

impl<K: Ord> From<Cube<K>> for Vec<(K, Sum)> {
    fn from(cube: Cube<K>) -> Self {
        cube.0.into_iter().collect()
    }
}

impl<K: Ord + Clone> Cube<K> {
    pub(super) fn add(&mut self, key: K, sum: &Sum) {
        self.0.entry(key).or_default().add(sum);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (key, sum) in &other.0 {
            self.add(key.clone(), sum);
        }
    }
}

impl<T: Ord + Clone> Cube<(String, T)> {
    /// Adds under a name, unless there are too many names.
    pub(super) fn add_named(&mut self, name: &str, to: T, sum: &Sum) {
        let key = (name.to_owned(), to.clone());
        if self.0.len() >= NAMES_MAX && !self.0.contains_key(&key) {
            self.add((OTHERS.to_owned(), to), sum);
        } else {
            self.add(key, sum);
        }
    }

    pub(super) fn merge_named(&mut self, other: &Self) {
        for ((name, to), sum) in &other.0 {
            self.add_named(name, to.clone(), sum);
        }
    }
}
