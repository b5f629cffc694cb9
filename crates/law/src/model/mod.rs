//! The rulebook after names and types are resolved: one struct for each kind of declaration.
//!
//! Everything here is plain data. It says what the law is; [`crate::frozen`] says which of it binds on a day,
//! and the crate above evaluates it against a case.

mod calendar;
mod code_set;
mod expression;
mod identity;
mod instrument;
mod provision;
mod worked;

pub use calendar::{Calendar, Counted};
pub use code_set::CodeSet;
pub use expression::{Atom, Expression, GroupKind, Limb, Measure, Over, Quantifier, Subject, Test};
pub use identity::{
    ConflictId, DefineId, EntryId, InstrumentId, JurisdictionId, ListId, Place, ProvisionId,
    ReadingId, SuspensionId, Text,
};
pub use instrument::{
    Alternative, Cite, Confidence, Define, Entry, HsReferences, InForce, Instrument, Jurisdiction,
    List, Reading, SourceFile, Table,
};
pub use provision::{
    Commencement, Conflict, ConflictSide, Duty, DutyKind, Effect, Period, PeriodUnit, Provision,
    ProvisionKind, Review, Suspension,
};
pub use worked::{
    Acknowledgement, Coverage, CoverageKind, CoverageLine, Expectation, ExpectedVerdict, Ground,
    GroundTarget, LawCase,
};

use borsh::{BorshDeserialize, BorshSerialize};
use exeat_facts::Vocabulary;

use crate::words::Phrasebook;

/// A whole set of rulebooks, resolved and typed.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Rulebook {
    /// The facts that conditions may name.
    #[borsh(skip)]
    pub vocabulary: &'static Vocabulary,
    /// The jurisdictions whose law is modelled, in order of their files.
    pub jurisdictions: Vec<Jurisdiction>,
    /// The legal instruments: acts, announcements, orders.
    pub instruments: Vec<Instrument>,
    /// Groups of control-list entries that a condition may ask about as one.
    pub lists: Vec<List>,
    /// Control-list entries.
    pub entries: Vec<Entry>,
    /// Named conditions.
    pub defines: Vec<Define>,
    /// Tables that conditions look into.
    pub tables: Vec<Table>,
    /// The working days of authorities.
    pub calendars: Vec<Calendar>,
    /// Contested or presumed readings of the law.
    pub readings: Vec<Reading>,
    /// Rules, exceptions, review policies and gaps.
    pub provisions: Vec<Provision>,
    /// Suspensions of instruments, rules or entries.
    pub suspensions: Vec<Suspension>,
    /// Commencements set apart from the provision itself.
    pub commencements: Vec<Commencement>,
    /// Laws of two states that cannot both be obeyed.
    pub conflicts: Vec<Conflict>,
    /// What is modelled, what only flagged, what is not there.
    pub coverage: Vec<Coverage>,
    /// The worked cases that stand beside the rules.
    #[borsh(skip)]
    pub cases: Vec<LawCase>,
    /// Warnings that the authors have acknowledged.
    #[borsh(skip)]
    pub acknowledgements: Vec<Acknowledgement>,
    /// The files that all this was read from, tables included.
    pub files: Vec<SourceFile>,
    /// `sha256:` over the names and bytes of all files, in order of their names.
    pub digest: String,
    /// All this in words, as far as somebody has asked.
    #[borsh(skip)]
    pub phrases: Phrasebook,
}

macro_rules! lookup {
    ($($method:ident, $field:ident, $id:ty, $item:ty;)*) => {
        impl Rulebook {
            $(
                #[doc = concat!("The entry of `", stringify!($field), "` with this identity.")]
                ///
                /// # Panics
                /// Only when the identity was made by another rulebook.
                #[must_use]
                pub fn $method(&self, id: $id) -> &$item {
                    &self.$field[id.index()]
                }
            )*
        }
    };
}

lookup! {
    jurisdiction, jurisdictions, JurisdictionId, Jurisdiction;
    instrument, instruments, InstrumentId, Instrument;
    list, lists, ListId, List;
    entry, entries, EntryId, Entry;
    define, defines, DefineId, Define;
    reading, readings, ReadingId, Reading;
    provision, provisions, ProvisionId, Provision;
    suspension, suspensions, SuspensionId, Suspension;
    conflict, conflicts, ConflictId, Conflict;
}

impl Rulebook {
    /// All provisions with their identities, in order of declaration.
    pub fn provision_ids(&self) -> impl Iterator<Item = (ProvisionId, &Provision)> {
        self.provisions
            .iter()
            .enumerate()
            .map(|(index, provision)| (ProvisionId::at(index), provision))
    }

    /// The jurisdiction with this code (`CN`).
    #[must_use]
    pub fn find_jurisdiction(&self, code: &str) -> Option<JurisdictionId> {
        self.jurisdictions
            .iter()
            .position(|one| one.code == code)
            .map(JurisdictionId::at)
    }

    /// The instrument with this name (`CN.MOFCOM.2025-61`).
    #[must_use]
    pub fn find_instrument(&self, name: &str) -> Option<InstrumentId> {
        self.instruments
            .iter()
            .position(|one| one.name == name)
            .map(InstrumentId::at)
    }

    /// The provision with this name, with or without its instrument before it
    /// (`foreign-made-content` or `CN.MOFCOM.2025-61.foreign-made-content`).
    #[must_use]
    pub fn find_provision(&self, name: &str) -> Option<ProvisionId> {
        self.provisions
            .iter()
            .position(|one| one.name == name || self.full_name(one) == name)
            .map(ProvisionId::at)
    }

    /// The calendar of an authority: its own, or else that of the jurisdiction.
    #[must_use]
    pub fn calendar(
        &self,
        jurisdiction: JurisdictionId,
        authority: Option<&str>,
    ) -> Option<&Calendar> {
        let of = |authority: Option<&str>| {
            self.calendars.iter().find(|one| {
                one.jurisdiction == jurisdiction && one.authority.as_deref() == authority
            })
        };
        authority.and_then(|one| of(Some(one))).or_else(|| of(None))
    }

    /// A provision's name with its instrument's before it.
    #[must_use]
    pub fn full_name(&self, provision: &Provision) -> String {
        format!(
            "{}.{}",
            self.instrument(provision.instrument).name,
            provision.name
        )
    }
}
