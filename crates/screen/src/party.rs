//! A party as files and requests state it, in words.

use std::collections::BTreeMap;

use exeat_value::Day;
use thiserror::Error;

use crate::index::{Number, Party, can_be_looked_for};
use crate::list::IdentifierKind;
use crate::list::{countries, iso3};
use crate::score::Kind;

/// The text of a field of a JSON object: of several values between semicolons where the field may hold several, as
/// those of numbers.
///
/// # Errors
/// The field holds what it cannot hold; in words what that is.
pub fn field_of_json(name: &str, value: &serde_json::Value) -> Result<String, &'static str> {
    use serde_json::Value;
    let is_number = NUMBERS.iter().any(|(names, _)| names.contains(&name));
    let is_read = is_number || ONCE.contains(&name);
    match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        Value::Array(values) if is_number || values.len() < 2 => {
            let texts: Result<Vec<String>, _> = values
                .iter()
                .map(|value| field_of_json(name, value))
                .collect();
            Ok(texts?.join(";"))
        }
        Value::Array(_) if is_read => Err("holds several values where one is expected"),
        Value::Object(_) if is_read => Err("holds an object where a text is expected"),
        Value::Array(_) | Value::Object(_) => Ok(String::new()),
        other => Ok(other.to_string()),
    }
}

/// Fields that say one thing.
const ONCE: &[&str] = &[
    "id",
    "name",
    "full_name",
    "party",
    "kind",
    "type",
    "schema",
    "birth_date",
    "date_of_birth",
    "dob",
    "country",
    "nationality",
    "role",
    "address",
];

/// Fields that hold a name; one of them is enough.
const NAMES: [&str; 3] = ["name", "full_name", "party"];

/// What a field is called by whoever writes it in other letters: capitals do not count, nor whether
/// its words are parted by blanks, dashes or underscores.
#[must_use]
pub fn field_name(heading: &str) -> String {
    heading
        .trim()
        .chars()
        .map(|sign| {
            if sign.is_whitespace() || sign == '-' {
                '_'
            } else {
                sign
            }
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a field of this name says anything about a party.
#[must_use]
pub fn is_read(name: &str) -> bool {
    ONCE.contains(&name) || NUMBERS.iter().any(|(names, _)| names.contains(&name))
}

/// Whether a field of this name holds the name of a party.
#[must_use]
pub fn holds_name(name: &str) -> bool {
    NAMES.contains(&name)
}

/// Why fields are no party.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WantedError {
    /// Nobody can be looked for without a name.
    #[error("has no name")]
    NoName,
    /// Nor by a name in which there is nothing to look for.
    #[error("has `{0}` where a name is expected")]
    NoWords(String),
    /// One party is looked for, by one name.
    #[error("has two names, `{0}` and `{1}`")]
    Names(String, String),
    /// No kind of party.
    #[error("calls a party `{0}`")]
    Kind(String),
    /// No country that we know.
    #[error("says `{0}` where a country is expected, and is looked for without one")]
    Country(String),
    /// No date.
    #[error("says `{0}` where a date of birth is expected")]
    Birth(String),
}

impl WantedError {
    /// Whether somebody was not looked for because of it. Then it says nothing that nobody was found; whoever is looked for
    /// without a kind or a date of birth is found more easily, and not less.
    #[must_use]
    pub fn leaves_somebody_out(&self) -> bool {
        match self {
            Self::NoName | Self::NoWords(_) | Self::Names(..) => true,
            Self::Kind(_) | Self::Country(_) | Self::Birth(_) => false,
        }
    }

    /// One line that could mend it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NoName | Self::NoWords(_) => Some(
                "write its name as its papers have it, or a number by which it is known in `identifiers`",
            ),
            Self::Names(..) => Some("write the second name in a row of its own, with another `id`"),
            Self::Country(_) => Some("write the code of a country (DE, DEU) or its English name"),
            Self::Kind(_) => Some("a kind is person, organisation or vessel"),
            Self::Birth(_) => Some("write a day (1971-03-09), a month (1971-03) or a year (1971)"),
        }
    }
}

/// A party as a file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What results call it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The first and the last day on which it may have been born.
    pub birth: Option<(Day, Day)>,
    /// The same as it was written.
    pub birth_text: String,
    /// Its country as two capitals, or nothing.
    pub country: String,
    /// Its role in the transaction, as it was written.
    pub role: String,
    /// Numbers and codes by which it is known.
    pub numbers: Vec<Number>,
    /// Its address in one line, or nothing.
    pub address: String,
}

/// What fields are called that hold a number, and which kind of number.
const NUMBERS: &[(&[&str], Option<IdentifierKind>)] = &[
    (&["identifiers", "identifier"], None),
    (&["lei"], Some(IdentifierKind::Lei)),
    (&["imo", "imo_number"], Some(IdentifierKind::Imo)),
    (&["mmsi"], Some(IdentifierKind::Mmsi)),
    (&["bic", "swift", "swift_bic"], Some(IdentifierKind::Bic)),
    (
        &["tax_number", "tax_id", "vat", "vat_number"],
        Some(IdentifierKind::Tax),
    ),
    (
        &["registration_number", "registration", "company_number"],
        Some(IdentifierKind::Registration),
    ),
    (
        &["passport", "passport_number"],
        Some(IdentifierKind::Passport),
    ),
    (&["national_id"], Some(IdentifierKind::NationalId)),
    (
        &["wallet", "crypto", "crypto_address"],
        Some(IdentifierKind::Crypto),
    ),
];

/// Numbers that stand in one field, between `;`, `,` or `|`, or on lines of their own.
pub fn numbers(text: &str, kind: Option<IdentifierKind>) -> impl Iterator<Item = Number> {
    text.split([';', ',', '|', '\n', '\r', '\t'])
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .map(move |value| Number {
            kind,
            value: value.to_owned(),
        })
}

impl Wanted {
    /// The party as it is looked for.
    pub fn party(&self) -> Party<'_> {
        Party {
            name: &self.name,
            kind: self.kind,
            birth: self.birth,
            country: (!self.country.is_empty()).then_some(self.country.as_str()),
            numbers: &self.numbers,
            address: (!self.address.is_empty()).then_some(self.address.as_str()),
        }
    }

    /// Whether nobody is looked for: by an address alone half a street would be found.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.name.trim().is_empty() && self.numbers.is_empty()
    }

    /// What stands against looking for a party by its name.
    #[must_use]
    pub fn without_words(&self) -> Option<WantedError> {
        if self.name.trim().is_empty() {
            Some(WantedError::NoName)
        } else if can_be_looked_for(&self.name, self.kind) {
            None
        } else {
            Some(WantedError::NoWords(self.name.clone()))
        }
    }

    /// A party from fields by their names.
    ///
    /// # Errors
    /// There is no name, or a field says what it cannot say.
    pub fn of_fields(fields: &BTreeMap<String, String>, number: u64) -> Result<Self, WantedError> {
        let (wanted, problems) = Self::as_far_as_read(fields, number);
        match problems.into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(wanted),
        }
    }

    /// A party from fields by their names, as far as they can be read, with all that is wrong with
    /// them. What a field says wrongly is left out, which finds more and not less; nobody can be
    /// looked for without a name.
    pub fn as_far_as_read(
        fields: &BTreeMap<String, String>,
        number: u64,
    ) -> (Self, Vec<WantedError>) {
        // Of several fields for one thing, all that are filled.
        let filled = |names: &'static [&'static str]| {
            let texts = names.iter().filter_map(|name| fields.get(*name));
            texts
                .map(|text| text.trim())
                .filter(|text| !text.is_empty())
        };
        let field = |names| filled(names).next().unwrap_or_default().to_owned();
        let mut problems = Vec::new();
        let name = field(&NAMES);
        let other = filled(&NAMES).find(|other| other.to_lowercase() != name.to_lowercase());
        if let Some(other) = other {
            problems.push(WantedError::Names(name.clone(), other.to_owned()));
        }
        let word = field(&["kind", "type", "schema"]);
        let kind = kind_of_word(&word).unwrap_or_else(|| {
            problems.push(WantedError::Kind(word));
            Kind::Unknown
        });
        let mut birth_text = field(&["birth_date", "date_of_birth", "dob"]);
        let birth = birth(&birth_text).unwrap_or_else(|problem| {
            problems.push(problem);
            birth_text.clear();
            None
        });
        let country_text = field(&["country", "nationality"]);
        let country = country(&country_text);
        if country.is_empty() && !country_text.is_empty() {
            problems.push(WantedError::Country(country_text));
        }
        let id = field(&["id"]);
        let wanted = Self {
            id: if id.is_empty() {
                number.to_string()
            } else {
                id
            },
            name,
            kind,
            birth,
            birth_text,
            country,
            role: field(&["role"]),
            numbers: NUMBERS
                .iter()
                .flat_map(|(names, kind)| {
                    filled(names).flat_map(|text| numbers(text, *kind).collect::<Vec<_>>())
                })
                .collect(),
            address: field(&["address"]),
        };
        // What keeps it from being found comes first.
        problems.splice(0..0, wanted.without_words());
        (wanted, problems)
    }
}

/// The first and the last day that a date can mean.
///
/// # Errors
/// It is no day, month or year.
pub fn birth(text: &str) -> Result<Option<(Day, Day)>, WantedError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || WantedError::Birth(text.to_owned());
    let numbers: Vec<i16> = text
        .split('-')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| wrong())?;
    let day = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Day::new(year, month, day).ok()
    };
    let span = match numbers.as_slice() {
        [year] => day(*year, 1, 1).zip(day(*year, 12, 31)),
        [year, month] => day(*year, *month, 1).zip(
            [31, 30, 29, 28]
                .into_iter()
                .find_map(|last| day(*year, *month, last)),
        ),
        [year, month, date] => day(*year, *month, *date).map(|day| (day, day)),
        _ => None,
    };
    span.map(Some).ok_or_else(wrong)
}

/// A country as two capitals, by its code in two letters or three or by a name of it; nothing where it
/// is none that we know, which is not the same as another country.
pub fn country(text: &str) -> String {
    let text = text.trim();
    let capitals = text.to_ascii_uppercase();
    let code = match capitals.as_str() {
        // What everybody writes for Great Britain is no code of the standard.
        "UK" => Some("GB"),
        _ => iso3::in_two_letters(text),
    };
    let code = code.map_or(capitals.as_str(), |code| code);
    let by_code = (code.len() == 2).then(|| countries::country(code));
    let known = by_code.unwrap_or_else(|| countries::country(text));
    known.and_then(|known| known.code).unwrap_or_default()
}

/// What a word in a file says a party is.
pub fn kind_of_word(word: &str) -> Option<Kind> {
    Some(match word.trim().to_ascii_lowercase().as_str() {
        "" | "unknown" | "other" | "legalentity" | "legal-entity" => Kind::Unknown,
        "person" | "individual" | "natural-person" => Kind::Person,
        "organisation" | "organization" | "company" | "entity" | "publicbody" => Kind::Organisation,
        "vessel" | "ship" | "aircraft" | "airplane" => Kind::Vessel,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn values(text: &str) -> Vec<String> {
        numbers(text, None).map(|number| number.value).collect()
    }

    #[test]
    fn numbers_stand_between_whatever_people_put_there() {
        for text in [
            "7707083893; 1027700132195",
            "7707083893, 1027700132195",
            "7707083893|1027700132195",
            "7707083893\n1027700132195\n",
        ] {
            assert_eq!(values(text), ["7707083893", "1027700132195"], "{text}");
        }
    }

    fn of(fields: &[(&str, &str)]) -> (Wanted, Vec<WantedError>) {
        let fields = fields
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        Wanted::as_far_as_read(&fields, 1)
    }

    #[test]
    fn every_number_counts_in_whichever_of_its_fields_it_stands() {
        for fields in [
            [("name", "Quiet"), ("tax_id", ""), ("vat", "7707083893")],
            [("name", "Quiet"), ("tax_id", "7707083893"), ("vat", " ")],
        ] {
            let (wanted, problems) = of(&fields);
            assert_eq!(wanted.numbers[0].value, "7707083893", "{fields:?}");
            assert_eq!(problems, []);
        }
        let both = of(&[
            ("name", "Quiet"),
            ("tax_id", "11111111"),
            ("vat", "7707083893"),
        ])
        .0;
        assert_eq!(both.numbers.len(), 2);
        let born = of(&[("name", "Ivan"), ("birth_date", ""), ("dob", "1971")]).0;
        assert!(born.birth.is_some());
    }

    #[test]
    fn two_names_are_not_one_party() {
        let (wanted, problems) = of(&[("name", "Quiet"), ("full_name", "Loud")]);
        assert_eq!(wanted.name, "Quiet");
        let two = WantedError::Names("Quiet".to_owned(), "Loud".to_owned());
        assert_eq!(problems, [two]);
        let (wanted, problems) = of(&[("name", ""), ("full_name", "Loud"), ("party", "LOUD ")]);
        assert_eq!((wanted.name.as_str(), problems), ("Loud", Vec::new()));
    }

    #[test]
    fn fields_are_known_by_their_words() {
        for heading in ["tax_number", " Tax Number", "TAX-NUMBER"] {
            assert_eq!(field_name(heading), "tax_number");
        }
        assert!(is_read("tax_number") && is_read("name") && !is_read("ogrn"));
    }

    #[test]
    fn countries_are_read_as_people_write_them() {
        for (text, code) in [
            ("RUS", "RU"),
            ("uk", "GB"),
            ("UK", "GB"),
            ("de", "DE"),
            ("Great Britain", "GB"),
            ("Korea, North", "KP"),
            ("USA", "US"),
            ("Germany", "DE"),
            ("德国", "DE"),
            ("XX", ""),
            ("ZZ", ""),
            ("Atlantis", ""),
            ("", ""),
        ] {
            assert_eq!(country(text), code, "{text}");
        }
        let fields = BTreeMap::from([
            ("name".to_owned(), "Ivan Petrov".to_owned()),
            ("country".to_owned(), "Atlantis".to_owned()),
        ]);
        let (wanted, problems) = Wanted::as_far_as_read(&fields, 1);
        assert_eq!(wanted.country, "");
        assert_eq!(problems, [WantedError::Country("Atlantis".to_owned())]);
    }

    #[test]
    fn what_is_no_name_is_told() {
        let of = |name: &str| {
            let fields = BTreeMap::from([("name".to_owned(), name.to_owned())]);
            Wanted::of_fields(&fields, 1)
        };
        for name in ["-", "???", "N/A", "unknown", "to order"] {
            assert_eq!(of(name), Err(WantedError::NoWords(name.to_owned())));
        }
        assert_eq!(of(" "), Err(WantedError::NoName));
        assert!(of("Unknown Pleasures Ltd").is_ok());
    }

    #[test]
    fn lists_in_json_are_several_numbers_and_no_name() {
        let field = |name: &str, value| field_of_json(name, &value);
        let numbers = field("identifiers", json!(["7707083893", 1_027_700_132_195_u64]));
        assert_eq!(values(&numbers.unwrap()), ["7707083893", "1027700132195"]);
        assert_eq!(field("name", json!(["Alfa"])), Ok("Alfa".to_owned()));
        assert!(field("name", json!(["Alfa", "Beta"])).is_err());
        assert!(field("name", json!({ "en": "Alfa" })).is_err());
        assert_eq!(field("note", json!({ "en": "Alfa" })), Ok(String::new()));
    }
}
