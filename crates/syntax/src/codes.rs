//! The register of all diagnostic codes: one table, stable for good.
//!
//! R0001–R0099 are about form and belong to this crate; from R0101 on they are about
//! law and belong to `exeat-law`. A code is never given to another trouble.

use std::fmt;
use std::str::FromStr;

use crate::Severity;

/// The stable code of a kind of trouble: `R0101`.
///
/// ```
/// use exeat_syntax::Code;
///
/// let code: Code = "R0101".parse()?;
/// assert_eq!(code, Code::UNKNOWN_FACT);
/// assert_eq!(code.title(), "unknown fact");
/// assert!("R9999".parse::<Code>().is_err());
/// # Ok::<(), exeat_syntax::UnknownCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

/// There is no diagnostic with this code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode(String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no diagnostic code `{}`", self.0)
    }
}

impl std::error::Error for UnknownCode {}

struct Entry {
    code: Code,
    severity: Severity,
    title: &'static str,
}

macro_rules! codes {
    ($($name:ident = $number:literal, $severity:ident, $title:literal;)*) => {
        impl Code {
            $(
                #[doc = concat!("Code ", stringify!($number), ": ", $title, ".")]
                pub const $name: Code = Code($number);
            )*
        }

        /// In ascending order.
        const TABLE: &[Entry] = &[
            $(Entry { code: Code::$name, severity: Severity::$severity, title: $title },)*
        ];
    };
}

codes! {
    // --- form -------------------------------------------------------------
    UNEXPECTED_TEXT = 1, Error, "unexpected text";
    UNKNOWN_DECLARATION = 2, Error, "unknown declaration";
    UNKNOWN_FIELD = 3, Error, "unknown field";
    REPEATED_FIELD = 4, Error, "field given twice";
    MISSING_FIELD = 5, Error, "missing field";
    UNEXPECTED_INDENTATION = 6, Error, "unexpected indentation";
    UNEVEN_INDENTATION = 7, Error, "uneven indentation";
    TAB = 8, Error, "tab";
    UNCLOSED_TEXT = 9, Error, "text without its closing quote";
    UNKNOWN_ESCAPE = 10, Error, "unknown escape in a text";
    STRAY_CHARACTER = 11, Error, "character that begins nothing";
    WIDE_PUNCTUATION = 12, Error, "full-width or curly punctuation";
    MIXED_CONNECTIVES = 13, Error, "`and` and `or` without parentheses";
    TOO_DEEP = 14, Error, "nested too deeply";
    NUMBER_WITHOUT_SPACE = 15, Error, "number and unit run together";
    MISSING_BLOCK = 16, Error, "missing block";
    MISPLACED_BLOCK = 17, Error, "block in the middle of a line";
    TEST_OF_IGNORANCE = 18, Error, "condition on what is not known";
    REPEATED_LABEL = 19, Error, "limb label given twice";
    TOO_MANY_LIMBS = 20, Error, "too many limbs";
    TOO_LONG_FILE = 21, Error, "file too long";
    HIDDEN_DIRECTION = 22, Error, "hidden change of writing direction";
    DATE_FORM = 23, Error, "date not written as year-month-day";
    ODD_BLANK = 24, Error, "blank that is not a space";
    // --- law --------------------------------------------------------------
    UNKNOWN_FACT = 101, Error, "unknown fact";
    UNIT_MISMATCH = 102, Error, "unit mismatch";
    MISSING_CITATION = 103, Error, "missing citation";
    NO_IN_FORCE_DATE = 104, Error, "no in-force date";
    EMPTY_IN_FORCE_INTERVAL = 105, Error, "empty in-force interval";
    SUSPENDED_BEFORE_IT_BEGAN = 106, Warning, "suspended before it began";
    CONFLICTING_RULES = 107, Error, "conflicting rules";
    EXCEPTION_NEVER_APPLIES = 108, Warning, "exception that can never apply";
    LIMB_NEVER_MATTERS = 109, Warning, "limb that can never matter";
    CASE_COVERS_NO_LIMB = 110, Warning, "case that no longer covers any limb";
    UNKNOWN_NAME = 111, Error, "unknown name";
    REPEATED_NAME = 112, Error, "name given twice";
    WRONG_KIND_OF_NAME = 113, Error, "name of another kind";
    TYPE_MISMATCH = 114, Error, "type mismatch";
    UNKNOWN_CODE = 115, Error, "unknown code";
    UNKNOWN_CODE_LIST = 116, Error, "unknown code list";
    UNKNOWN_TABLE_COLUMN = 117, Error, "unknown table column";
    TABLE_CONTENT = 118, Error, "table that cannot be read";
    UNKNOWN_UNIT = 119, Error, "unknown unit";
    UNKNOWN_CURRENCY = 120, Error, "unknown currency";
    NO_SUCH_DAY = 121, Error, "no such day";
    NUMBER_OUT_OF_RANGE = 122, Error, "number out of range";
    SUBJECT_OUT_OF_PLACE = 123, Error, "subject out of place";
    CIRCULAR_DEFINITION = 124, Error, "circular definition";
    CIRCULAR_PRIORITY = 125, Error, "circular priority";
    UNKNOWN_AUTHORITY = 126, Error, "unknown authority";
    UNKNOWN_ALTERNATIVE = 127, Error, "unknown alternative of a reading";
    ALTERNATIVE_WITHOUT_DATES = 128, Error, "alternative without dates";
    UNKNOWN_LIMB = 129, Error, "unknown limb";
    UNKNOWN_ROLE = 130, Error, "unknown role or subject";
    NO_INSTRUMENT = 131, Error, "no instrument";
    NO_JURISDICTION = 132, Error, "no jurisdiction";
    UNKNOWN_WARNING_CODE = 133, Error, "unknown warning code";
    IDLE_ACKNOWLEDGEMENT = 134, Warning, "acknowledgement of nothing";
    TOO_LARGE_RULEBOOK = 135, Error, "rulebook too large";
    CASE_FAILED = 136, Error, "case that fails";
    NOT_VERIFIED = 137, Warning, "law without a verification date";
    UNUSED_NAME = 138, Warning, "name that nothing uses";
    SEVERAL_PRESUMPTIONS = 139, Error, "more than one presumption";
    DAYS_OUT_OF_PLACE = 140, Error, "days out of place";
    EFFECT_OUT_OF_PLACE = 141, Error, "effect out of place";
}

impl Code {
    /// Every code, ascending.
    pub fn all() -> impl Iterator<Item = Code> {
        TABLE.iter().map(|entry| entry.code)
    }

    /// What the trouble is called: `unknown fact`.
    pub fn title(self) -> &'static str {
        self.entry().map_or("", |entry| entry.title)
    }

    /// How bad it normally is.
    pub fn severity(self) -> Severity {
        self.entry().map_or(Severity::Error, |entry| entry.severity)
    }

    // Codes are made from the table only, so every code has its entry.
    fn entry(self) -> Option<&'static Entry> {
        TABLE
            .binary_search_by_key(&self, |entry| entry.code)
            .ok()
            .and_then(|index| TABLE.get(index))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "R{:04}", self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        text.strip_prefix('R')
            .filter(|digits| digits.len() == 4)
            .and_then(|digits| digits.parse().ok())
            .map(Code)
            .filter(|code| code.entry().is_some())
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, TABLE};

    #[test]
    fn the_table_ascends_and_every_code_reads_back() {
        assert!(TABLE.is_sorted_by(|a, b| a.code < b.code));
        for code in Code::all() {
            assert_eq!(code.to_string().parse(), Ok(code));
            assert!(!code.title().is_empty());
        }
    }
}
