//! The parties of a transaction and the lists that the command keeps: what the service asks it.

use exeat_facts::Case;
use exeat_screen::transaction::Screening;
use exeat_value::Day;

use crate::service::Lists;

/// What became of looking for the parties of one transaction.
#[derive(Debug, Clone)]
pub enum Sifted {
    /// Nobody wanted it.
    Declined,
    /// There are no lists.
    NoLists,
    /// Every party was looked for: the record, which stands in the JSON of a determination.
    Done(Box<Screening>),
}

impl Sifted {
    /// The record, where somebody was looked for.
    #[must_use]
    pub fn record(&self) -> Option<&Screening> {
        match self {
            Self::Done(screening) => Some(screening),
            Self::Declined | Self::NoLists => None,
        }
    }
}

/// Which match is meant: a party, a list, an entry of it, and what was said of the entry.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'a> {
    /// The name that was looked for.
    pub name: &'a str,
    /// `publication@edition/list`.
    pub list: &'a str,
    /// The entry.
    pub entry: &'a str,
    /// The hash of what the edition said about it.
    pub evidence: &'a str,
}

/// What somebody decided about a match.
#[derive(Debug, Clone)]
pub struct Decided<'a> {
    /// The match.
    pub hit: Hit<'a>,
    /// `false-positive`, `true-match` or `escalated`.
    pub decision: &'a str,
    /// Who decided.
    pub by: &'a str,
    /// Why.
    pub because: &'a str,
    /// When.
    pub on: Day,
    /// The last day on which it holds.
    pub until: Day,
}

/// Where a match stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// `open`, `reopened`, or what was decided.
    pub word: String,
    /// In words; none where nobody has decided.
    pub said: Option<String>,
}

/// The lists that are kept, as transactions are held against them, and what people decided about
/// matches. The command knows where they lie.
pub trait Parties: Send + Sync {
    /// Looks for every party of a case, and puts what comes of it into its facts. What people decided about
    /// matches counts for their own organisation alone.
    ///
    /// # Errors
    /// What is kept cannot be read.
    fn sift(
        &self,
        case: &mut Case,
        event_date: Day,
        known_at: Day,
        own: bool,
    ) -> Result<Sifted, String>;

    /// A number that is another as soon as the lists that are kept, or the decisions about matches, are others: what was
    /// found before need not be found now.
    fn generation(&self) -> u64;

    /// The record of a screening, for a report.
    fn told(&self, screening: &Screening) -> exeat_report::Screened;

    /// Whoever looks for the parties of a table, from a day; none where there are no lists. What people decided about
    /// matches counts for their own organisation alone.
    ///
    /// # Errors
    /// What is kept cannot be read.
    fn of_table(
        &self,
        known_at: Day,
        own: bool,
    ) -> Result<Option<Box<dyn exeat_portfolio::Screen>>, String>;

    /// The lists in force, where they are others than when this was last asked: somebody imported some meanwhile. Where
    /// they cannot be read it says why, each time until they can. It may take as long as they take to read.
    fn renewed(&self) -> Option<Result<Lists, String>>;

    /// Where a match stands on a day.
    ///
    /// # Errors
    /// What is kept cannot be read.
    fn standing(&self, hit: &Hit<'_>, on: Day) -> Result<Standing, String>;

    /// Keeps what somebody decided.
    ///
    /// # Errors
    /// It cannot be kept; then nothing was.
    fn decide(&self, decided: &Decided<'_>) -> Result<(), String>;
}
