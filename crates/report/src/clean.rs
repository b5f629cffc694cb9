//! Text that others wrote, made safe to print: names and remarks come from documents that anybody may have sent.

/// Whether a character may be printed as it is. Control characters could rewrite a terminal's screen, and the marks
/// that turn the direction of writing could make a line read as something else than it says.
fn harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

/// The character, or what stands for it: a space for white space, the replacement character for harm.
pub(crate) fn clean(character: char) -> char {
    if character.is_whitespace() {
        ' '
    } else if harmless(character) {
        character
    } else {
        char::REPLACEMENT_CHARACTER
    }
}
