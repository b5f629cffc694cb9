//! What an edition and its entries say, in one form for every publisher.
//!
//! The names of the fields are those of the JSON in which editions are kept, one entry a line, so
//! they are stable: a field may be added with a default, none changes its meaning.

use exeat_value::Day;
use serde::{Deserialize, Serialize};

/// One edition of one publication, which never changes once it is there.
///
/// A publication is what a publisher publishes as a whole, and so what the next edition replaces
/// as a whole. It may hold several lists: the US Consolidated Screening List holds more than ten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The publication, such as `us-csl`: lower-case letters, digits and hyphens.
    pub publication: String,
    /// What the publication is called, in words.
    pub title: String,
    /// Who publishes it, in words.
    pub publisher: String,
    /// What the edition is called, unique within its publication: mostly the day it was published.
    pub name: String,
    /// The day on which it was published, where the file or the person who imported it says so.
    pub published: Option<Day>,
    /// The SHA-256 of what came, in 64 hexadecimal digits: of the file, or where an edition comes
    /// in several files, of their hashes one after the other.
    pub sha256: String,
    /// The files it came in.
    pub sources: Vec<SourceFile>,
    /// The lists that it holds, in the order of their ids.
    pub lists: Vec<ListSummary>,
    /// What it holds altogether.
    pub counts: Counts,
    /// The SHA-256 of its entries, one JSON object a line, in 64 hexadecimal digits.
    pub entries_sha256: String,
    /// The day on which it was imported.
    pub imported: Day,
    /// The last day on which it was known to be its publisher's current edition: because it was
    /// fetched from the publisher's address or the server said that nothing has changed, or because
    /// the person who imported it says so. It is no part of what the edition is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Day>,
}

impl Edition {
    /// How editions are named where one is meant: `publication@name`.
    pub fn full_name(&self) -> String {
        format!("{}@{}", self.publication, self.name)
    }

    /// Why it does not say who was listed on a day, in words: nobody says how old it is, it is older
    /// than so many days, or so much younger than the day. Nothing where it does.
    pub fn why_not_of(&self, on: Day, days: u32) -> Option<String> {
        let name = self.full_name();
        if !self.is_age_known() {
            return Some(format!(
                "nobody says when `{name}` was published, so it may be of any day: import it again with `--published DATE`, or with `--current-on DATE` for the day on which it was the publisher's"
            ));
        }
        let age = self.age_in_days(on);
        let is_too_much = |count: i32| u32::try_from(count).is_ok_and(|count| count > days);
        if is_too_much(age) {
            return Some(format!(
                "`{name}` is {age} days old, and more than {days} is stale: who was listed since is not looked for"
            ));
        }
        is_too_much(-age).then(|| {
            format!(
                "`{name}` is {} days younger than {on}: who has left the list since is missing",
                -age
            )
        })
    }

    /// How old it is on a day, in words.
    pub fn age_in_words(&self, on: Day) -> String {
        match self.age_in_days(on) {
            _ if !self.is_age_known() => "nobody says how old".to_owned(),
            1 => "1 day old".to_owned(),
            age if age >= 0 => format!("{age} days old"),
            age => format!("{} days younger than {on}", -age),
        }
    }

    /// Whether anybody says when it was current: its file, its file's name, its publisher's server or
    /// the person who imported it. Else it may be of any day, and its silence says nothing.
    pub fn is_age_known(&self) -> bool {
        self.published.is_some() || self.confirmed.is_some()
    }

    /// How many days old it is on a day: none while it was its publisher's current edition, and else
    /// since it last was known to be. That is the day on which it was confirmed, or before any was,
    /// the day on which it was published, or where nobody said when that
    /// was, since it was imported.
    pub fn age_in_days(&self, today: Day) -> i32 {
        let since = self.published.unwrap_or(self.imported);
        let last = self
            .confirmed
            .map_or(since, |confirmed| confirmed.max(since));
        if since <= today && today <= last {
            return 0;
        }
        let since = if today < since { since } else { last };
        today.days_since_epoch() - since.days_since_epoch()
    }
}

impl Counts {
    /// Counts an entry.
    pub fn count(&mut self, entry: &ListEntry) {
        let length = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        self.entries += 1;
        self.names += length(entry.names.len());
        self.addresses += length(entry.addresses.len());
        self.identifiers += length(entry.identifiers.len());
    }
}

/// A file that an edition came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its name, without folders, or the address that it was fetched from.
    pub name: String,
    /// The layout that it was read by, such as `un-xml`.
    pub layout: String,
    /// Its SHA-256, in 64 hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

/// One list within an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSummary {
    /// The id of the list, as [`ListEntry::list`] has it.
    pub id: String,
    /// What it is called, in words.
    pub title: String,
    /// What it holds.
    pub counts: Counts,
}

/// How much an edition or a list holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Listed parties.
    pub entries: u64,
    /// Their names, aliases among them.
    pub names: u64,
    /// Their addresses.
    pub addresses: u64,
    /// Their identifiers.
    pub identifiers: u64,
}

/// A listed party.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListEntry {
    /// The list that it stands on, such as `us-sdn` or `us-entity-list`. An entry keeps its own
    /// list however many lists a file mixes.
    pub list: String,
    /// Its id, unique within its list and edition: the publisher's own where there is one.
    pub id: String,
    /// What it is.
    pub kind: EntryKind,
    /// Its names, the primary one first. There is at least one.
    pub names: Vec<Name>,
    /// When it was born, or founded, or built: several where the publisher says several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub birth_dates: Vec<BirthDate>,
    /// Nationality, citizenship, place of incorporation, flag, or the country it is listed under.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
    /// Its addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// Numbers and codes that name it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// Programmes or regimes that it is listed under, as the publisher calls them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<String>,
    /// Regulations, orders or announcements that list it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<String>,
    /// What else the publisher marks it with, such as the measures imposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The first day on which it is listed, where it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The first day on which it is listed no more, where it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// For which items a licence is needed, in the list's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_requirement: Option<String>,
    /// How applications are reviewed, in the list's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence_policy: Option<String>,
    /// Where the listing stands in the Federal Register or another official journal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<String>,
    /// Whatever else the publisher says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

/// What a listed party is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A natural person.
    Person,
    /// A company, an agency, a group.
    Organisation,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// Anything else, or the publisher does not say.
    #[default]
    Other,
}

/// One name of a listed party.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The whole name, in the order in which it is spoken: `Given Family`, not `Family, Given`,
    /// wherever the publisher's layout tells the parts apart.
    pub text: String,
    /// The script, by its code of ISO 15924 (`Latn`, `Arab`), where the publisher says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// How much the publisher says that it identifies.
    #[serde(default)]
    pub strength: Strength,
    /// Which kind of name it is.
    #[serde(default)]
    pub role: NameRole,
    /// Its parts, where the publisher tells them apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<NamePart>,
}

/// How much a name identifies, by the publisher's own word.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// The name under which the party is listed.
    Primary,
    /// An alias that identifies well; also every alias that its publisher does not grade.
    #[default]
    Strong,
    /// An alias too common or too vague to identify by itself.
    Weak,
}

/// Which kind of name a name is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum NameRole {
    /// The party's own name.
    #[default]
    Name,
    /// Also known as.
    Alias,
    /// Formerly known as.
    Former,
}

/// One part of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePart {
    /// Which part.
    pub kind: NamePartKind,
    /// Its text.
    pub text: String,
}

/// Which part of a name a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamePartKind {
    /// Given names.
    Given,
    /// Names between the given and the family name, patronymics among them.
    Middle,
    /// Family name.
    Family,
    /// Title or rank.
    Title,
    /// `Jr`, `III`.
    Suffix,
}

/// When a party was born, as exactly as the publisher says.
///
/// `1971` is from 1 January to 31 December of that year; both days belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BirthDate {
    /// The earliest day it can be.
    pub earliest: Day,
    /// The latest day it can be.
    pub latest: Day,
    /// Whether the publisher calls it approximate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
}

/// A country, by its code where we know which one the publisher means.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2, in capitals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the publisher wrote, where that is not the code itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An address, as far as the publisher gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Everything but the country, in one line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The city, where it is told apart. It stands in `text` too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The postal code, where it is told apart. It stands in `text` too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
}

/// A number or code that names a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// What kind of number it is.
    pub kind: IdentifierKind,
    /// The number, as published.
    pub value: String,
    /// Who issued it, or for what the publisher says it stands, in the publisher's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The country that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
}

/// What kind of number an identifier is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierKind {
    /// Legal Entity Identifier, ISO 17442.
    Lei,
    /// IMO number of a ship or of a shipping company.
    Imo,
    /// Maritime Mobile Service Identity.
    Mmsi,
    /// Call sign of a ship or an aircraft.
    CallSign,
    /// Tail number or serial number of an aircraft.
    Aircraft,
    /// Business Identifier Code (SWIFT), ISO 9362.
    Bic,
    /// Tax number.
    Tax,
    /// Number in a register of companies.
    Registration,
    /// Passport.
    Passport,
    /// National identity card or number.
    NationalId,
    /// Address of a crypto-currency.
    Crypto,
    /// Telephone number.
    Phone,
    /// Electronic mail.
    Email,
    /// Web site.
    Website,
    /// The same party on another list, by that list's reference.
    Listing,
    /// Any other number.
    #[default]
    Other,
}
