//! The register of diagnostic codes of documents. A code never changes its meaning and
//! is never used again; each has a page in `tests/diagnostics`.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $severity:ident, $title:literal;)*) => {
        /// Which trouble a [`DocumentDiagnostic`](crate::DocumentDiagnostic) is, for good.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct DocumentCode(u16);

        impl DocumentCode {
            $(
                #[doc = concat!("D", stringify!($number), ", ", $title, ".")]
                $(#[$doc])*
                pub const $name: Self = Self($number);
            )*

            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What it is called: `unknown field`.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)*
                    _ => "",
                }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                    _ => Severity::Error,
                }
            }
        }
    };
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Probably not meant; the document can be used.
    Warning,
    /// Wrong; the document cannot be used.
    Error,
}

codes! {
    SYNTAX = 1, Error, "not well formed";
    LIMIT = 2, Error, "too much";
    DUPLICATE_KEY = 3, Error, "given twice";
    UNKNOWN_FIELD = 101, Error, "unknown field";
    MISSING_FIELD = 102, Error, "missing field";
    WRONG_KIND = 103, Error, "another kind of value";
    UNKNOWN_CODE = 104, Error, "unknown code";
    WRONG_AMOUNT = 105, Error, "not an amount of this kind";
    WRONG_DATE = 106, Error, "not a date";
    WRONG_MONEY = 107, Error, "not an amount of money";
    IMPOSSIBLE = 108, Error, "an impossible amount";
    WRONG_STATE = 109, Error, "not a state of a fact";
    WRONG_RANGE = 110, Error, "not a range";
    NO_QUARREL = 111, Error, "nothing contested";
    UNKNOWN_SOURCE = 112, Error, "unknown source";
    UNKNOWN_ITEM = 113, Error, "unknown item";
    INSIDE_ITSELF = 114, Error, "inside itself, or too deep";
    TWICE = 115, Error, "one name for two things";
    UNKNOWN_ROLE = 116, Error, "unknown role";
    CONTRADICTION = 117, Error, "figures that contradict";
    UNUSED = 201, Warning, "not used";
}

impl fmt::Display for DocumentCode {
    /// `D0101`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "D{:04}", self.0)
    }
}
