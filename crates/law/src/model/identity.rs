//! Identities, places in files, and text in two languages.

use borsh::{BorshDeserialize, BorshSerialize};
use std::ops::Range;

use serde::Serialize;

macro_rules! identity {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
            pub struct $name(u32);

            impl $name {
                /// The identity of the thing at this index. More than `u32::MAX` things cannot be declared:
                /// the readers refuse files long before that, and an index past it would only alias the last.
                #[must_use]
                pub fn at(index: usize) -> Self {
                    Self(u32::try_from(index).unwrap_or(u32::MAX))
                }

                /// The index it stands for.
                #[must_use]
                pub fn index(self) -> usize {
                    usize::try_from(self.0).unwrap_or(usize::MAX)
                }
            }
        )*
    };
}

identity! {
    /// A jurisdiction of a rulebook.
    JurisdictionId;
    /// A legal instrument of a rulebook.
    InstrumentId;
    /// A list of entries.
    ListId;
    /// A control-list entry.
    EntryId;
    /// A named condition.
    DefineId;
    /// A reading.
    ReadingId;
    /// A rule, exception, policy or gap.
    ProvisionId;
    /// A suspension.
    SuspensionId;
    /// A conflict between laws.
    ConflictId;
}

/// Where in the rulebook's files something stands: the file's index and the bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Place {
    /// Index into [`super::Rulebook::files`].
    pub file: usize,
    /// Bytes of the declaration or expression in that file.
    pub range: Range<usize>,
}

/// Text for readers, in English and, where the author gave it, Chinese.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Text {
    /// English.
    pub en: String,
    /// Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
}

impl Text {
    /// Text in English alone.
    #[must_use]
    pub fn english(text: impl Into<String>) -> Self {
        Self {
            en: text.into(),
            zh: None,
        }
    }
}
