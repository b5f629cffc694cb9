//! Text that others wrote, made safe to show: names and remarks come from documents, lists and tables that anybody may
//! have sent.
//!
//! ```
//! use exeat_value::shown::{Markup, printable};
//!
//! assert_eq!(printable("Works\u{202e}.oC\u{7}"), "Works\u{fffd}.oC\u{fffd}");
//! assert_eq!(Markup("Smith & <Sons>").to_string(), "Smith &amp; &lt;Sons&gt;");
//! ```

use std::fmt::{self, Write as _};

/// Whether a character may be shown as it is. Control characters could rewrite a terminal's screen, and the marks
/// that turn the direction of writing could make a line read as something else than it says.
fn harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

/// The character, or what stands for it: a space for white space, the replacement character for harm.
#[must_use]
pub fn printable_character(character: char) -> char {
    if character.is_whitespace() {
        ' '
    } else if harmless(character) {
        character
    } else {
        char::REPLACEMENT_CHARACTER
    }
}

/// A text on one line, each character as [`printable_character`] has it.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(printable_character).collect()
}

/// A text that stands for nothing but itself in HTML and XML, in elements and in attributes; printable, and broken into
/// lines where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markup<'text>(pub &'text str);

impl fmt::Display for Markup<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                '\n' => formatter.write_char('\n')?,
                other => formatter.write_char(printable_character(other))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_or_obeys_is_not_shown() {
        for harm in [
            '\u{202e}', '\u{2066}', '\u{200f}', '\u{1b}', '\u{0}', '\u{feff}',
        ] {
            assert_eq!(printable(&format!("a{harm}b")), "a\u{fffd}b", "{harm:?}");
            assert_eq!(
                Markup(&format!("a{harm}b")).to_string(),
                "a\u{fffd}b",
                "{harm:?}"
            );
        }
    }

    #[test]
    fn lines_are_kept_in_markup_alone() {
        assert_eq!(
            printable("one\ntwo\tthree\u{3000}four"),
            "one two three four"
        );
        assert_eq!(Markup("one\ntwo\tthree").to_string(), "one\ntwo three");
    }

    #[test]
    fn markup_opens_and_closes_nothing() {
        let text = Markup("</text><script>'\"&amp;").to_string();
        assert_eq!(text, "&lt;/text&gt;&lt;script&gt;&#39;&quot;&amp;amp;");
    }
}
