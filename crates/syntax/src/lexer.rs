//! Text to tokens, every byte kept. Layout is not decided here: see `layout`.

use rowan::{TextRange, TextSize};

use crate::syntax_kind::SyntaxKind;
use crate::{Code, Diagnostic};

/// A token: what it is and how long it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawToken {
    pub(crate) kind: SyntaxKind,
    pub(crate) length: TextSize,
}

/// The tokens of a text; their lengths add up to the text's.
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<RawToken>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Splits a text into tokens. The text is within `limits::FILE_BYTES_MAX`.
pub(crate) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        rest: text,
        position: TextSize::new(0),
        diagnostics: Vec::new(),
    };
    let mut tokens = Vec::new();
    while let Some(first) = lexer.rest.chars().next() {
        let start = lexer.position;
        let kind = lexer.token(first);
        let length = lexer.position - start;
        debug_assert!(length > TextSize::new(0), "every token moves on");
        tokens.push(RawToken { kind, length });
    }
    Lexed {
        tokens,
        diagnostics: lexer.diagnostics,
    }
}

struct Lexer<'t> {
    rest: &'t str,
    position: TextSize,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Lexer<'t> {
    fn token(&mut self, first: char) -> SyntaxKind {
        match first {
            '\n' => {
                self.take(1);
                SyntaxKind::Newline
            }
            '\r' => {
                self.take(if self.rest.starts_with("\r\n") { 2 } else { 1 });
                SyntaxKind::Newline
            }
            c if is_blank(c) => self.blanks(),
            '-' if self.rest.starts_with("--") => self.comment(),
            '"' | '\u{201C}' | '\u{201D}' => self.quoted(first),
            '§' => self.anchor(),
            '=' if self.rest.starts_with("=>") => {
                self.take(2);
                SyntaxKind::Arrow
            }
            c if is_word(c) => self.word(),
            c => match plain_form(c).and_then(punctuation) {
                Some(kind) => self.punctuation(c, kind),
                None => self.stray(),
            },
        }
    }

    /// Takes `bytes` from the rest, which must end there at a character's border.
    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.position += TextSize::of(taken);
        taken
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'t str {
        let bytes = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        self.take(bytes)
    }

    fn report(&mut self, start: TextSize, make: impl FnOnce(TextRange) -> Diagnostic) {
        let diagnostic = make(TextRange::new(start, self.position));
        self.diagnostics.push(diagnostic);
    }

    fn blanks(&mut self) -> SyntaxKind {
        let start = self.position;
        let blanks = self.take_while(is_blank);
        if blanks.bytes().all(|byte| byte == b' ') {
            // As nearly all blanks are.
        } else if blanks.contains('\t') {
            let spaces = blanks.replace('\t', "  ");
            self.report(start, |range| {
                Diagnostic::new(
                    Code::TAB,
                    range,
                    "a tab: its width differs from screen to screen",
                )
                .with_help("indent with two spaces a level")
                .with_fix(range, spaces)
            });
        } else if blanks.chars().any(|c| c != ' ' && c != BYTE_ORDER_MARK) {
            let spaces = " ".repeat(blanks.chars().count());
            self.report(start, |range| {
                Diagnostic::new(Code::ODD_BLANK, range, "a blank that is not a plain space")
                    .with_help("use plain spaces")
                    .with_fix(range, spaces)
            });
        }
        SyntaxKind::Whitespace
    }

    fn comment(&mut self) -> SyntaxKind {
        let start = self.position;
        let comment = self.take_while(|c| !is_line_end(c));
        self.check_direction(start, comment);
        SyntaxKind::Comment
    }

    fn quoted(&mut self, opening: char) -> SyntaxKind {
        let start = self.position;
        let curly = opening != '"';
        self.take(opening.len_utf8());
        let content_start = self.position;
        let content_text = self.rest;
        let mut closing = None;
        loop {
            self.take_while(|c| !matches!(c, '"' | '\\' | '\n' | '\r' | '\u{201C}' | '\u{201D}'));
            match self.rest.chars().next() {
                Some('\\') => self.escape(),
                Some('"') => closing = Some('"'),
                Some(c) if !is_line_end(c) && curly => closing = Some(c),
                Some(c) if !is_line_end(c) => {
                    self.take(c.len_utf8());
                }
                _ => break,
            }
            if closing.is_some() {
                break;
            }
        }
        let content = content_text
            .get(..usize::from(self.position - content_start))
            .unwrap_or_default();
        self.check_direction(content_start, content);
        match closing {
            None => self.report(start, |range| {
                Diagnostic::new(Code::UNCLOSED_TEXT, range, "this text has no closing quote")
                    .with_help(
                        "end it with `\"` on the same line, or look for a quote missing before it",
                    )
            }),
            Some(closing) => {
                self.take(closing.len_utf8());
                if curly {
                    let plain = format!("\"{content}\"");
                    self.report(start, |range| {
                        Diagnostic::new(Code::WIDE_PUNCTUATION, range, "curly quotes around a text")
                            .with_help("use plain double quotes `\"`")
                            .with_fix(range, plain)
                    });
                }
            }
        }
        SyntaxKind::StringLiteral
    }

    fn escape(&mut self) {
        let start = self.position;
        self.take(1);
        match self.rest.chars().next() {
            Some('"' | '\\') => {
                self.take(1);
            }
            Some(c) if !is_line_end(c) => {
                self.take(c.len_utf8());
                self.report(start, |range| {
                    Diagnostic::new(
                        Code::UNKNOWN_ESCAPE,
                        range,
                        format!("`\\{c}` stands for nothing"),
                    )
                    .with_help("only `\\\"` and `\\\\` are written with a backslash")
                    .with_fix(range, format!("\\\\{c}"))
                });
            }
            // The closing quote is missing too, which the caller reports.
            _ => {}
        }
    }

    /// `§` and what hangs together behind it: `§1(1)a.1`, `§part-2`, `§第三条`.
    fn anchor(&mut self) -> SyntaxKind {
        self.take('§'.len_utf8());
        loop {
            let mut chars = self.rest.chars();
            match (chars.next(), chars.next()) {
                (Some(c), _) if is_word(c) || c == '¶' => {
                    self.take(c.len_utf8());
                }
                (Some('.' | '-'), Some(next)) if is_word(next) => {
                    self.take(1);
                }
                (Some('('), Some(next)) if is_word(next) => {
                    let behind = chars.as_str().trim_start_matches(is_word);
                    if !behind.starts_with(')') {
                        break;
                    }
                    self.take(self.rest.len() - behind.len() + 1);
                }
                _ => break,
            }
        }
        SyntaxKind::Place
    }

    /// Words, dotted and hyphenated paths, numbers and dates: `item.content.Dy`,
    /// `CN.MOFCOM-GACC.2025-18`, `1C905.a.4`, `99.99`, `2025-10-09`.
    fn word(&mut self) -> SyntaxKind {
        let mut length = 0;
        let mut chars = self.rest.chars();
        while let Some(c) = chars.next() {
            let joins = matches!(c, '.' | '-') && chars.clone().next().is_some_and(is_word);
            if !joins && !is_word(c) {
                break;
            }
            length += c.len_utf8();
        }
        let word = self.take(length);
        if is_number(word) {
            SyntaxKind::Number
        } else if is_date(word) {
            SyntaxKind::Date
        } else {
            SyntaxKind::Word
        }
    }

    fn punctuation(&mut self, c: char, kind: SyntaxKind) -> SyntaxKind {
        let start = self.position;
        self.take(c.len_utf8());
        if let (false, Some(plain)) = (c.is_ascii(), plain_form(c)) {
            self.report(start, |range| {
                Diagnostic::new(
                    Code::WIDE_PUNCTUATION,
                    range,
                    format!("`{c}` is full-width punctuation"),
                )
                .with_help(format!("outside a text write `{plain}`"))
                .with_fix(range, plain.to_string())
            });
        }
        kind
    }

    fn stray(&mut self) -> SyntaxKind {
        let start = self.position;
        let stray = self.take_while(|c| {
            !is_line_end(c)
                && !is_blank(c)
                && !is_word(c)
                && !matches!(c, '"' | '§' | '-' | '\u{201C}' | '\u{201D}')
                && plain_form(c).and_then(punctuation).is_none()
        });
        if stray.is_empty() {
            // A minus that is none: cannot be, `punctuation` knows it; moves on all the same.
            self.take(self.rest.chars().next().map_or(0, char::len_utf8));
        }
        let plain: Option<String> = stray.chars().map(plain_form).collect();
        let shown = stray.escape_debug().to_string();
        self.report(start, |range| {
            let message = format!("`{shown}` begins nothing here");
            let diagnostic = Diagnostic::new(Code::STRAY_CHARACTER, range, message);
            match plain.filter(|plain| *plain != stray) {
                Some(plain) => diagnostic
                    .with_help(format!("outside a text write `{plain}`"))
                    .with_fix(range, plain),
                None => diagnostic.with_help(match in_words(stray) {
                    Some(words) => format!("the language has words for it: write `{words}`"),
                    None => "put words for people between double quotes".to_owned(),
                }),
            }
        });
        SyntaxKind::Stray
    }

    /// Marks that reorder what is seen could make a reviewer read another law than
    /// the one that is compiled (Unicode Technical Report 36, section 2.7).
    fn check_direction(&mut self, start: TextSize, text: &str) {
        if text.is_ascii() {
            return;
        }
        for (index, mark) in text.char_indices().filter(|&(_, c)| changes_direction(c)) {
            let before = text.get(..index).map_or(TextSize::new(0), TextSize::of);
            let range = TextRange::at(start + before, TextSize::of(mark));
            self.diagnostics.push(
                Diagnostic::new(
                    Code::HIDDEN_DIRECTION,
                    range,
                    "an invisible mark changes the writing direction",
                )
                .with_help("remove it: what is read must be what is written")
                .with_fix(range, ""),
            );
        }
    }
}

const BYTE_ORDER_MARK: char = '\u{FEFF}';

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

fn is_blank(c: char) -> bool {
    (c.is_whitespace() && !is_line_end(c)) || c == BYTE_ORDER_MARK
}

/// Letters and digits of every script, but not their full-width doubles: `１０` would
/// look like a number and be none.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() && full_width(c).is_none()
}

fn full_width(c: char) -> Option<char> {
    matches!(c, '\u{FF01}'..='\u{FF5E}')
        .then(|| char::from_u32(u32::from(c).wrapping_sub(0xFEE0)))
        .flatten()
}

/// The ASCII character that `c` is or doubles.
fn plain_form(c: char) -> Option<char> {
    match c {
        '、' => Some(','),
        '。' => Some('.'),
        '【' => Some('['),
        '】' => Some(']'),
        _ if c.is_ascii() => Some(c),
        _ => full_width(c),
    }
}

fn punctuation(c: char) -> Option<SyntaxKind> {
    let kind = match c {
        '(' => SyntaxKind::LeftParen,
        ')' => SyntaxKind::RightParen,
        '[' => SyntaxKind::LeftBracket,
        ']' => SyntaxKind::RightBracket,
        ',' => SyntaxKind::Comma,
        ':' => SyntaxKind::Colon,
        '/' => SyntaxKind::Slash,
        '.' => SyntaxKind::Dot,
        '-' => SyntaxKind::Minus,
        '%' => SyntaxKind::Percent,
        _ => return None,
    };
    Some(kind)
}

/// What the operators of other languages are called here.
fn in_words(operator: &str) -> Option<&'static str> {
    let words = match operator {
        "=" | "==" => "is",
        "!=" | "<>" | "≠" => "is not",
        "<" => "is less than",
        "<=" | "=<" | "≤" => "is at most",
        ">" => "is more than",
        ">=" | "≥" => "is at least",
        "&" | "&&" | "∧" => "and",
        "|" | "||" | "∨" => "or",
        "!" | "¬" => "not",
        "#" => "-- a comment",
        _ => return None,
    };
    Some(words)
}

fn changes_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_number(word: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match word.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(word),
    }
}

fn is_date(word: &str) -> bool {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = word.split('-');
    matches!(
        (parts.next(), parts.next(), parts.next(), parts.next()),
        (Some(year), Some(month), Some(day), None)
            if digits(year, 4) && digits(month, 2) && digits(day, 2)
    )
}

#[cfg(test)]
mod tests {
    use super::lex;
    use crate::SyntaxKind::{self, *};

    fn kinds(text: &str) -> Vec<(SyntaxKind, &str)> {
        let mut rest = text;
        lex(text)
            .tokens
            .iter()
            .map(|token| {
                let (head, tail) = rest.split_at(token.length.into());
                rest = tail;
                (token.kind, head)
            })
            .filter(|&(kind, _)| kind != Whitespace)
            .collect()
    }

    #[test]
    fn words_numbers_dates_and_anchors_hold_together() {
        assert_eq!(
            kinds("item.content.Dy CN.MOFCOM-GACC.2025-18 1C905.a.4 2025-10-09 99.99 §1(1)a.1, x"),
            [
                (Word, "item.content.Dy"),
                (Word, "CN.MOFCOM-GACC.2025-18"),
                (Word, "1C905.a.4"),
                (Date, "2025-10-09"),
                (Number, "99.99"),
                (Place, "§1(1)a.1"),
                (Comma, ","),
                (Word, "x"),
            ]
        );
    }

    #[test]
    fn a_comment_begins_at_two_hyphens_only() {
        assert_eq!(
            kinds("a-b -- c -- d\n-1"),
            [
                (Word, "a-b"),
                (Comment, "-- c -- d"),
                (Newline, "\n"),
                (Minus, "-"),
                (Number, "1")
            ]
        );
    }

    #[test]
    fn full_width_punctuation_is_reported_and_understood() {
        let text = "（a） 【";
        assert_eq!(
            kinds(text),
            [
                (LeftParen, "（"),
                (Word, "a"),
                (RightParen, "）"),
                (LeftBracket, "【")
            ]
        );
        assert_eq!(lex(text).diagnostics.len(), 3);
    }

    #[test]
    fn a_text_ends_with_its_line_at_the_latest() {
        assert_eq!(
            kinds("\"镝 \\\" \nx"),
            [(StringLiteral, "\"镝 \\\" "), (Newline, "\n"), (Word, "x")]
        );
    }
}
