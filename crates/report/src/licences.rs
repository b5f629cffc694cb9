//! The licences on file that would cover what needs one, as a report is told of them.

use exeat_value::Day;

use crate::screening::Screening;

/// What a report says besides the determination.
#[derive(Debug, Clone, Copy, Default)]
pub struct Besides<'a> {
    /// How the parties were screened.
    pub screening: Option<&'a Screening>,
    /// The licences on file; none where nobody looked, or where nothing needs a licence.
    pub licences: Option<&'a OnFile>,
}

impl<'a> From<Option<&'a Screening>> for Besides<'a> {
    fn from(screening: Option<&'a Screening>) -> Self {
        Self {
            screening,
            licences: None,
        }
    }
}

/// The licences of a register, held against what needs one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnFile {
    /// The day on which they would be used.
    pub on: Day,
    /// One for each line and authority that asks for a licence.
    pub needs: Vec<NeedOnFile>,
    /// Why the register could not be read; then nobody knows which licences there are.
    pub unread: Option<String>,
}

/// What needs a licence, and the licences that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedOnFile {
    /// The line of the transaction.
    pub line: u32,
    /// Its item.
    pub item: String,
    /// The jurisdiction that asks.
    pub jurisdiction: String,
    /// The authority that grants.
    pub authority: Option<String>,
    /// The licences of this jurisdiction, those that cover it first.
    pub licences: Vec<LicenceOnFile>,
}

/// A licence on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceOnFile {
    /// Its number.
    pub number: String,
    /// The line of it that fits best.
    pub line: Option<u32>,
    /// Why it does not cover it, in English and in Chinese; nothing where it does.
    pub not: Vec<(String, String)>,
}
