//! Reading a list whose layout nobody has told us of: a mapping file in TOML says which column or
//! path is what.

mod read;
mod select;

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use serde::Deserialize;

pub(crate) use read::read;
use select::Select;
pub(crate) use select::is_in;

use super::error::{Place, ReadError};

/// The mappings that come with the program.
const SHIPPED: &[(&str, &str)] = &[
    (
        "bis-denied-persons.toml",
        include_str!("../../../mappings/bis-denied-persons.toml"),
    ),
    (
        "cn-lists.toml",
        include_str!("../../../mappings/cn-lists.toml"),
    ),
    (
        "eu-json-lines.toml",
        include_str!("../../../mappings/eu-json-lines.toml"),
    ),
    (
        "uk-json-lines.toml",
        include_str!("../../../mappings/uk-json-lines.toml"),
    ),
    (
        "us-csl-flat.toml",
        include_str!("../../../mappings/us-csl-flat.toml"),
    ),
];

/// How a file of separated values or JSON lines is read into entries.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mapping {
    /// The publication that the file is an edition of.
    pub(crate) publication: String,
    /// What it is called, where our table does not know it.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// Who publishes it.
    pub(crate) publisher: String,
    /// How the file is written.
    pub(crate) format: Format,
    /// Columns, or paths of the first line, by which the file is known.
    pub(crate) known_by: Vec<String>,
    /// What stands between two values; a comma if nothing is said.
    #[serde(default)]
    delimiter: Option<char>,
    /// Lines before the headings.
    #[serde(default)]
    pub(crate) skip_lines: u64,
    /// The encoding, by its name of the WHATWG; UTF-8 if nothing is said.
    #[serde(default)]
    encoding: Option<String>,
    /// What comes first in dates of three numbers.
    #[serde(default)]
    pub(crate) dates: DateOrder,
    /// What the lists are called, by their ids.
    #[serde(default)]
    pub(crate) titles: BTreeMap<String, String>,
    pub(crate) entry: EntryMapping,
    pub(crate) names: Vec<NameMapping>,
    #[serde(default)]
    pub(crate) birth_dates: Vec<BirthMapping>,
    #[serde(default)]
    pub(crate) addresses: Vec<AddressMapping>,
    #[serde(default)]
    pub(crate) identifiers: Vec<IdentifierMapping>,
}

/// How a mapped file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    Csv,
    JsonLines,
}

/// What comes first in dates of three numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DateOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EntryMapping {
    pub(crate) list: Select,
    #[serde(default)]
    pub(crate) id: Option<Select>,
    #[serde(default)]
    pub(crate) kind: Option<Select>,
    #[serde(default)]
    pub(crate) from: Option<Select>,
    #[serde(default)]
    pub(crate) until: Option<Select>,
    #[serde(default)]
    pub(crate) countries: Vec<Select>,
    #[serde(default)]
    pub(crate) programmes: Vec<Select>,
    #[serde(default)]
    pub(crate) legal_basis: Vec<Select>,
    #[serde(default)]
    pub(crate) tags: Vec<Select>,
    #[serde(default)]
    pub(crate) citations: Vec<Select>,
    #[serde(default)]
    pub(crate) licence_requirement: Option<Select>,
    #[serde(default)]
    pub(crate) licence_policy: Option<Select>,
    #[serde(default)]
    pub(crate) remarks: Vec<Select>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NameMapping {
    #[serde(default)]
    pub(crate) each: Option<String>,
    #[serde(default)]
    pub(crate) text: Option<Select>,
    #[serde(default)]
    pub(crate) given: Option<Select>,
    #[serde(default)]
    pub(crate) middle: Vec<Select>,
    #[serde(default)]
    pub(crate) family: Option<Select>,
    /// Whether names of people stand as `FAMILY, Given`.
    #[serde(default)]
    pub(crate) family_first: bool,
    #[serde(default)]
    pub(crate) strength: Option<Select>,
    #[serde(default)]
    pub(crate) role: Option<Select>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BirthMapping {
    #[serde(default)]
    pub(crate) each: Option<String>,
    pub(crate) date: Select,
    #[serde(default)]
    pub(crate) approximate: Option<Select>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AddressMapping {
    #[serde(default)]
    pub(crate) each: Option<String>,
    #[serde(default)]
    pub(crate) text: Vec<Select>,
    #[serde(default)]
    pub(crate) city: Option<Select>,
    #[serde(default)]
    pub(crate) postal_code: Option<Select>,
    #[serde(default)]
    pub(crate) country: Option<Select>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct IdentifierMapping {
    #[serde(default)]
    pub(crate) each: Option<String>,
    pub(crate) value: Select,
    /// What the number is, in words such as `passport` or `IMO number`.
    #[serde(default)]
    pub(crate) kind: Option<Select>,
    #[serde(default)]
    pub(crate) country: Option<Select>,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// The text is no mapping: with the line and what was expected.
    pub fn parse(file: &str, text: &str) -> Result<Self, ReadError> {
        let wrong = |place, problem: String, expected: &str| ReadError {
            file: file.to_owned(),
            place,
            problem,
            expected: expected.to_owned(),
        };
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(0, |before| before.matches('\n').count());
            let line = u64::try_from(line).map_or(1, |line| line + 1);
            wrong(
                Place::Line(line),
                format!("is no mapping: {}", error.message()),
                "a mapping as the page on lists in the manual describes it",
            )
        })?;
        let id = &mapping.publication;
        if super::known::slug(id) != *id {
            return Err(wrong(
                Place::Whole,
                format!("`{id}` is no id of a publication"),
                "lower-case letters, digits and hyphens",
            ));
        }
        if mapping.names.is_empty() || mapping.known_by.is_empty() {
            return Err(wrong(
                Place::Whole,
                "it says nothing of `names`, or nothing of `known-by`".to_owned(),
                "at least one `[[names]]`, and at least one column or path in `known-by`",
            ));
        }
        if mapping
            .delimiter
            .is_some_and(|character| !character.is_ascii())
        {
            return Err(wrong(
                Place::Whole,
                "the `delimiter` is no ASCII character".to_owned(),
                "a character such as `,`, `;` or a tabulator",
            ));
        }
        if let Some(encoding) = &mapping.encoding
            && Encoding::for_label(encoding.as_bytes()).is_none()
        {
            return Err(wrong(
                Place::Whole,
                format!("`{encoding}` is no encoding that we know"),
                "a name such as `utf-8`, `windows-1252` or `gb18030`",
            ));
        }
        Ok(mapping)
    }

    /// The mappings that come with the program.
    ///
    /// # Errors
    /// Never, as a test makes sure.
    pub fn shipped() -> Result<Vec<Self>, ReadError> {
        SHIPPED
            .iter()
            .map(|(file, text)| Self::parse(file, text))
            .collect()
    }

    /// The publication that the mapping reads an edition of.
    pub fn publication(&self) -> &str {
        &self.publication
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
            .and_then(|character| u8::try_from(character).ok())
            .unwrap_or(b',')
    }

    pub(crate) fn encoding(&self) -> Option<&'static Encoding> {
        Encoding::for_label(self.encoding.as_ref()?.as_bytes())
    }
}
