//! What a name stands for in the rulebooks.

use std::fmt;

use exeat_law::model::{
    DefineId, EntryId, InstrumentId, JurisdictionId, ListId, Place, ProvisionId, ProvisionKind,
    ReadingId, Rulebook,
};

/// Why a name stands for nothing, or for too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// What happened.
    pub message: String,
    /// The whole names of the things that have this one.
    pub several: Vec<String>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NotFound {}

/// Something that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A jurisdiction.
    Jurisdiction(JurisdictionId),
    /// An instrument.
    Instrument(InstrumentId),
    /// A provision.
    Provision(ProvisionId),
    /// An entry.
    Entry(EntryId),
    /// A list.
    List(ListId),
    /// A named condition.
    Define(DefineId),
    /// A reading.
    Reading(ReadingId),
    /// Index into [`Rulebook::tables`].
    Table(usize),
    /// Index into [`Rulebook::calendars`]. It is named after whose working days it holds, as in `CN.calendar`.
    Calendar(usize),
    /// Index into [`Rulebook::conflicts`].
    Conflict(usize),
}

impl Named {
    /// The word with which it is declared.
    pub fn kind(self, rulebook: &Rulebook) -> &'static str {
        match self {
            Self::Jurisdiction(_) => "jurisdiction",
            Self::Instrument(_) => "instrument",
            Self::Provision(id) => provision_kind(&rulebook.provision(id).kind),
            Self::Entry(_) => "entry",
            Self::List(_) => "list",
            Self::Define(_) => "define",
            Self::Reading(_) => "reading",
            Self::Table(_) => "table",
            Self::Calendar(_) => "calendar",
            Self::Conflict(_) => "conflict",
        }
    }

    /// Its whole name, by which it can be found again.
    pub fn name(self, rulebook: &Rulebook) -> String {
        let within = |instrument: InstrumentId, name: &str| {
            format!("{}.{name}", rulebook.instrument(instrument).name)
        };
        match self {
            Self::Jurisdiction(id) => rulebook.jurisdiction(id).code.clone(),
            Self::Instrument(id) => rulebook.instrument(id).name.clone(),
            Self::Provision(id) => rulebook.full_name(rulebook.provision(id)),
            Self::Entry(id) => {
                let entry = rulebook.entry(id);
                within(entry.instrument, &entry.code)
            }
            Self::List(id) => rulebook.list(id).name.clone(),
            Self::Define(id) => {
                let define = rulebook.define(id);
                match define.instrument {
                    Some(instrument) => within(instrument, &define.name),
                    None => define.name.clone(),
                }
            }
            Self::Reading(id) => {
                let reading = rulebook.reading(id);
                within(reading.instrument, &reading.name)
            }
            Self::Table(index) => rulebook
                .tables
                .get(index)
                .map(|table| table.name.clone())
                .unwrap_or_default(),
            Self::Calendar(index) => {
                let calendar = rulebook.calendars.get(index);
                calendar.map_or_else(String::new, |one| {
                    let code = &rulebook.jurisdiction(one.jurisdiction).code;
                    format!("{}.calendar", one.authority.as_ref().unwrap_or(code))
                })
            }
            Self::Conflict(index) => {
                let conflict = rulebook.conflicts.get(index);
                conflict.map_or_else(String::new, |one| within(one.instrument, &one.name))
            }
        }
    }

    /// Its name without its instrument's before it.
    fn short_name(self, rulebook: &Rulebook) -> &str {
        match self {
            Self::Jurisdiction(id) => &rulebook.jurisdiction(id).code,
            Self::Instrument(id) => &rulebook.instrument(id).name,
            Self::Provision(id) => &rulebook.provision(id).name,
            Self::Entry(id) => &rulebook.entry(id).code,
            Self::List(id) => &rulebook.list(id).name,
            Self::Define(id) => &rulebook.define(id).name,
            Self::Reading(id) => &rulebook.reading(id).name,
            Self::Table(index) => rulebook
                .tables
                .get(index)
                .map_or("", |table| table.name.as_str()),
            Self::Calendar(_) => "",
            Self::Conflict(index) => rulebook
                .conflicts
                .get(index)
                .map_or("", |one| one.name.as_str()),
        }
    }

    /// Where it is declared.
    pub fn place(self, rulebook: &Rulebook) -> Option<&Place> {
        Some(match self {
            Self::Jurisdiction(id) => &rulebook.jurisdiction(id).place,
            Self::Instrument(id) => &rulebook.instrument(id).place,
            Self::Provision(id) => &rulebook.provision(id).place,
            Self::Entry(id) => &rulebook.entry(id).place,
            Self::List(id) => &rulebook.list(id).place,
            Self::Define(id) => &rulebook.define(id).place,
            Self::Reading(id) => &rulebook.reading(id).place,
            Self::Table(index) => &rulebook.tables.get(index)?.place,
            Self::Calendar(index) => &rulebook.calendars.get(index)?.place,
            Self::Conflict(index) => &rulebook.conflicts.get(index)?.place,
        })
    }

    /// The instrument in which it stands; itself for an instrument.
    pub fn instrument(self, rulebook: &Rulebook) -> Option<InstrumentId> {
        match self {
            Self::Jurisdiction(_) => None,
            Self::Instrument(id) => Some(id),
            Self::Provision(id) => Some(rulebook.provision(id).instrument),
            Self::Entry(id) => Some(rulebook.entry(id).instrument),
            Self::List(id) => Some(rulebook.list(id).instrument),
            Self::Define(id) => rulebook.define(id).instrument,
            Self::Reading(id) => Some(rulebook.reading(id).instrument),
            Self::Table(index) => rulebook.tables.get(index)?.instrument,
            Self::Calendar(_) => None,
            Self::Conflict(index) => Some(rulebook.conflicts.get(index)?.instrument),
        }
    }

    /// The provisions that it holds: itself, those of the instrument, or those of the jurisdiction.
    pub fn provisions(self, rulebook: &Rulebook) -> Vec<ProvisionId> {
        let of = |wanted: &dyn Fn(InstrumentId) -> bool| {
            rulebook
                .provision_ids()
                .filter(|(_, provision)| wanted(provision.instrument))
                .map(|(id, _)| id)
                .collect()
        };
        match self {
            Self::Provision(id) => vec![id],
            Self::Instrument(id) => of(&|instrument| instrument == id),
            Self::Jurisdiction(id) => {
                of(&|instrument| rulebook.instrument(instrument).jurisdiction == id)
            }
            Self::Entry(_)
            | Self::List(_)
            | Self::Define(_)
            | Self::Reading(_)
            | Self::Table(_)
            | Self::Calendar(_)
            | Self::Conflict(_) => Vec::new(),
        }
    }
}

/// The word with which a provision is declared.
pub fn provision_kind(kind: &ProvisionKind) -> &'static str {
    match kind {
        ProvisionKind::Rule { .. } => "rule",
        ProvisionKind::Exception { .. } => "exception",
        ProvisionKind::Policy { .. } => "policy",
        ProvisionKind::Gap { .. } => "gap",
    }
}

/// Everything that has a name, in the order of the files.
fn everything(rulebook: &Rulebook) -> Vec<Named> {
    fn all<T>(of: &[T], named: impl Fn(usize) -> Named) -> Vec<Named> {
        (0..of.len()).map(named).collect()
    }
    let mut found = all(&rulebook.jurisdictions, |at| {
        Named::Jurisdiction(JurisdictionId::at(at))
    });
    found.extend(all(&rulebook.instruments, |at| {
        Named::Instrument(InstrumentId::at(at))
    }));
    found.extend(all(&rulebook.provisions, |at| {
        Named::Provision(ProvisionId::at(at))
    }));
    found.extend(all(&rulebook.entries, |at| Named::Entry(EntryId::at(at))));
    found.extend(all(&rulebook.lists, |at| Named::List(ListId::at(at))));
    found.extend(all(&rulebook.defines, |at| Named::Define(DefineId::at(at))));
    found.extend(all(&rulebook.readings, |at| {
        Named::Reading(ReadingId::at(at))
    }));
    found.extend(all(&rulebook.tables, Named::Table));
    found.extend(all(&rulebook.calendars, Named::Calendar));
    found.extend(all(&rulebook.conflicts, Named::Conflict));
    found
}

/// Every name, whole and within its instrument, to look for the one that was meant.
pub fn names(rulebook: &Rulebook) -> Vec<String> {
    everything(rulebook)
        .iter()
        .flat_map(|one| [one.name(rulebook), one.short_name(rulebook).to_owned()])
        .collect()
}

/// What a name stands for: the one thing that has it as its whole name, or everything that has it
/// as its name within an instrument.
///
/// # Errors
/// Nothing has this name.
pub fn find(rulebook: &Rulebook, name: &str) -> Result<Vec<Named>, NotFound> {
    let all = everything(rulebook);
    let whole: Vec<Named> = all
        .iter()
        .copied()
        .filter(|one| one.name(rulebook) == name)
        .collect();
    if !whole.is_empty() {
        return Ok(whole);
    }
    let short: Vec<Named> = all
        .iter()
        .copied()
        .filter(|one| one.short_name(rulebook) == name)
        .collect();
    if !short.is_empty() {
        return Ok(short);
    }
    Err(NotFound {
        message: format!("the rulebooks have nothing named `{name}`"),
        several: Vec::new(),
    })
}

/// The one thing with this name.
///
/// # Errors
/// Nothing has it, or several have; those are then named.
pub fn find_one(rulebook: &Rulebook, name: &str) -> Result<Named, NotFound> {
    match find(rulebook, name)?.as_slice() {
        [one] => Ok(*one),
        several => Err(NotFound {
            message: format!("{} things are named `{name}`", several.len()),
            several: several.iter().map(|one| one.name(rulebook)).collect(),
        }),
    }
}

/// `path:line` of a declaration, as editors open it.
pub struct At<'a>(pub &'a Rulebook, pub &'a Place);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(rulebook, place) = self;
        match rulebook.files.get(place.file) {
            Some(file) => {
                let before = file.text.get(..place.range.start).unwrap_or_default();
                write!(f, "{}:{}", file.path, before.matches('\n').count() + 1)
            }
            None => f.write_str("?"),
        }
    }
}

/// The text of a declaration as its author wrote it.
pub fn source<'a>(rulebook: &'a Rulebook, place: &Place) -> &'a str {
    rulebook
        .files
        .get(place.file)
        .and_then(|file| file.text.get(place.range.clone()))
        .unwrap_or_default()
        .trim_end()
}
