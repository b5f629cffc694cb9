//! Sets of codes that conditions name.

use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeSet;
use std::sync::Arc;

use exeat_facts::Code;

/// A set of codes of one list. Tables make sets of hundreds of codes that many conditions share, so copies share
/// what is in them, and a look-up is a binary search.
///
/// ```
/// use exeat_facts::Vocabulary;
/// use exeat_law::model::CodeSet;
///
/// let vocabulary = Vocabulary::standard();
/// let (countries, _) = vocabulary.find_code_list("country").unwrap();
/// let [japan, china] = ["JP", "CN"].map(|code| vocabulary.find_code(countries, code).unwrap());
/// let set: CodeSet = [china].into_iter().collect();
/// assert!(set.contains(&china) && !set.contains(&japan));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct CodeSet(Arc<[Code]>);

impl CodeSet {
    /// Whether the code is in the set.
    #[inline]
    #[must_use]
    pub fn contains(&self, code: &Code) -> bool {
        match &*self.0 {
            [] => false,
            [only] => only == code,
            codes => codes.binary_search(code).is_ok(),
        }
    }

    /// Whether there is no code in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many codes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The codes, in the order of their list.
    pub fn iter(&self) -> std::slice::Iter<'_, Code> {
        self.0.iter()
    }
}

impl Default for CodeSet {
    fn default() -> Self {
        Self(Arc::from([]))
    }
}

impl FromIterator<Code> for CodeSet {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Self {
        codes.into_iter().collect::<BTreeSet<Code>>().into()
    }
}

impl From<BTreeSet<Code>> for CodeSet {
    fn from(codes: BTreeSet<Code>) -> Self {
        Self(codes.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a CodeSet {
    type Item = &'a Code;
    type IntoIter = std::slice::Iter<'a, Code>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
