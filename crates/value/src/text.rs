//! Small helpers around text: quoting what a reader wrote, nearest names, and
//! serde through the text forms.

use std::fmt;

/// The most characters of a reader's text that an error message repeats.
const LONGEST_QUOTE: usize = 60;

/// What the reader wrote, safe to put on one line of a message: characters
/// that would break the line, close the quotation or turn the direction of the
/// text are escaped, and a long text is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quoted(String);

impl Quoted {
    pub(crate) fn new(text: &str) -> Self {
        let mut shown = String::new();
        for (index, character) in text.chars().enumerate() {
            if index == LONGEST_QUOTE {
                shown.push('…');
                break;
            }
            match character {
                '`' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' => {
                    shown.extend(character.escape_unicode());
                }
                '\u{2060}'..='\u{206F}' | '\u{FEFF}' => shown.extend(character.escape_unicode()),
                character if character.is_control() => shown.extend(character.escape_default()),
                character => shown.push(character),
            }
        }
        Self(shown)
    }
}

impl fmt::Display for Quoted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`", self.0)
    }
}

/// The candidate most like `wanted`, if any is like it enough to be worth
/// showing. Among equals the first one wins, so the answer depends on the
/// order of the candidates and on nothing else.
pub(crate) fn nearest<'names>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'names str>,
) -> Option<&'names str> {
    let wanted = wanted.to_lowercase();
    // About one slip in three letters still counts as a slip; more is another
    // word.
    let limit = wanted.chars().count().div_ceil(3);
    let mut best: Option<(usize, &'names str)> = None;
    for candidate in candidates {
        let distance = strsim::osa_distance(&wanted, &candidate.to_lowercase());
        let better = best.is_none_or(|(least, _)| distance < least);
        if distance <= limit && better {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Serialises a type as its `Display` text and reads it back with `FromStr`.
macro_rules! serde_as_text {
    ($type:ty, $expected:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl serde::de::Visitor<'_> for Text {
                    type Value = $type;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        formatter.write_str($expected)
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }
    };
}

/// A compact form for what is compiled in: the text form, so that only what the type allows comes back.
macro_rules! borsh_as_text {
    ($type:ty) => {
        impl borsh::BorshSerialize for $type {
            fn serialize<W: borsh::io::Write>(&self, writer: &mut W) -> borsh::io::Result<()> {
                borsh::BorshSerialize::serialize(&self.to_string(), writer)
            }
        }

        impl borsh::BorshDeserialize for $type {
            fn deserialize_reader<R: borsh::io::Read>(reader: &mut R) -> borsh::io::Result<Self> {
                let text = String::deserialize_reader(reader)?;
                text.parse().map_err(|error| {
                    borsh::io::Error::new(borsh::io::ErrorKind::InvalidData, error)
                })
            }
        }
    };
}

pub(crate) use borsh_as_text;
pub(crate) use serde_as_text;
