//! Laying out paragraphs: wrapping at a width, where a Chinese character takes two columns, with hanging indents and,
//! only when asked, colours.

use exeat_value::shown::printable_character;
use unicode_width::UnicodeWidthChar;

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    #[default]
    Plain,
    Strong,
    Faint,
    Red,
    Yellow,
    Green,
    Cyan,
    StrongRed,
    StrongYellow,
    StrongGreen,
    StrongCyan,
}

impl Style {
    /// The numbers of the terminal's select-graphic-rendition sequence.
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "0",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Red => "31",
            Self::Yellow => "33",
            Self::Green => "32",
            Self::Cyan => "36",
            Self::StrongRed => "1;31",
            Self::StrongYellow => "1;33",
            Self::StrongGreen => "1;32",
            Self::StrongCyan => "1;36",
        }
    }
}

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.chars()
        .map(|character| printable_character(character).width().unwrap_or(0))
        .sum()
}

/// One paragraph: styled stretches, a first indent and a hanging indent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    first: usize,
    rest: usize,
    stretches: Vec<(Style, String)>,
}

impl Paragraph {
    /// A paragraph whose lines begin at this column.
    pub(crate) fn at(indent: usize) -> Self {
        Self {
            first: indent,
            rest: indent,
            stretches: Vec::new(),
        }
    }

    /// With lines after the first one set in further, to this column.
    pub(crate) fn hang(mut self, rest: usize) -> Self {
        self.rest = rest;
        self
    }

    /// More text.
    pub(crate) fn put(mut self, style: Style, text: impl Into<String>) -> Self {
        self.stretches.push((style, text.into()));
        self
    }

    /// More plain text.
    pub(crate) fn plain(self, text: impl Into<String>) -> Self {
        self.put(Style::Plain, text)
    }

    /// Spaces up to a column, counted from the left margin; one space where the text is already there.
    pub(crate) fn tab(mut self, column: usize) -> Self {
        let used: usize = self.stretches.iter().map(|(_, text)| columns(text)).sum();
        let spaces = column
            .saturating_sub(self.first.saturating_add(used))
            .max(1);
        // Spaces that no line break may take: a tab keeps its column.
        self.stretches
            .push((Style::Plain, HARD_SPACE.to_string().repeat(spaces)));
        self
    }
}

/// A space that is not a place to break a line. It is printed as a plain space.
const HARD_SPACE: char = '\u{e000}';

/// The least room for text, however deep the indent and narrow the width.
const LEAST_ROOM: usize = 20;

/// A character with its style and columns.
#[derive(Debug, Clone, Copy)]
struct Cell {
    character: char,
    style: Style,
    columns: usize,
}

/// Collects the lines of a report.
#[derive(Debug)]
pub(crate) struct Page {
    width: usize,
    color: bool,
    out: String,
    /// Whether the next gap is left out.
    close: bool,
}

impl Page {
    pub(crate) fn new(width: usize, color: bool) -> Self {
        Self {
            width,
            color,
            out: String::new(),
            close: false,
        }
    }

    /// An empty line, unless there is one already or nothing stands above it.
    pub(crate) fn gap(&mut self) {
        if !self.close && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// What follows stands close to what stands above: a heading and its first paragraph.
    pub(crate) fn no_gap(&mut self) {
        self.close = true;
    }

    /// A paragraph, wrapped.
    pub(crate) fn paragraph(&mut self, paragraph: &Paragraph) {
        self.close = false;
        let mut indent = paragraph.first;
        for line in wrap(paragraph, self.width) {
            self.line(indent, &line);
            indent = paragraph.rest;
        }
    }

    fn line(&mut self, indent: usize, cells: &[Cell]) {
        let end = cells
            .iter()
            .rposition(|cell| cell.character != ' ')
            .map_or(0, |last| last + 1);
        let cells = cells.get(..end).unwrap_or_default();
        if cells.is_empty() {
            self.out.push('\n');
            return;
        }
        self.out.push_str(&" ".repeat(indent));
        let mut style = Style::Plain;
        for cell in cells {
            // Spaces look alike in every style: no change of colour for one.
            if self.color && cell.style != style && cell.character != ' ' {
                if style != Style::Plain {
                    self.escape(Style::Plain);
                }
                if cell.style != Style::Plain {
                    self.escape(cell.style);
                }
                style = cell.style;
            }
            self.out.push(cell.character);
        }
        if style != Style::Plain {
            self.escape(Style::Plain);
        }
        self.out.push('\n');
    }

    fn escape(&mut self, style: Style) {
        self.out.push_str("\u{1b}[");
        self.out.push_str(style.code());
        self.out.push('m');
    }

    /// All lines, the last one ended.
    pub(crate) fn finish(mut self) -> String {
        while self.out.ends_with("\n\n") {
            self.out.pop();
        }
        self.out
    }
}

/// Whether a line may break between two characters that are not spaces: beside a wide one, unless that would part
/// punctuation from what it belongs to.
fn may_break(before: Cell, after: Cell) -> bool {
    const NOT_FIRST: &str = "，。；：、！？）》」』】”’%‰,.;:!?)]}";
    const NOT_LAST: &str = "（《「『【“‘([{§";
    (before.columns == 2 || after.columns == 2)
        && !NOT_FIRST.contains(after.character)
        && !NOT_LAST.contains(before.character)
}

fn wrap(paragraph: &Paragraph, width: usize) -> Vec<Vec<Cell>> {
    let room = |indent: usize| width.saturating_sub(indent).max(LEAST_ROOM);
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    let mut line: Vec<Cell> = Vec::new();
    let mut used = 0usize;
    let mut limit = room(paragraph.first);
    for piece in pieces(paragraph) {
        let mut piece = piece.as_slice();
        let length: usize = piece.iter().map(|cell| cell.columns).sum();
        let blank = piece.iter().all(|cell| cell.character == ' ');
        if blank && (line.is_empty() || used.saturating_add(length) > limit) {
            // A break takes the place of the spaces at it.
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
                limit = room(paragraph.rest);
            }
            continue;
        }
        if used.saturating_add(length) > limit && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
            limit = room(paragraph.rest);
        }
        // A word longer than a line is cut where the line ends.
        while let Some(cell) = piece.first() {
            if used.saturating_add(cell.columns) > limit && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
                limit = room(paragraph.rest);
            }
            used = used.saturating_add(cell.columns);
            let character = if cell.character == HARD_SPACE {
                ' '
            } else {
                cell.character
            };
            line.push(Cell { character, ..*cell });
            piece = piece.get(1..).unwrap_or_default();
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Cuts the text into pieces that stay on one line: words, single wide characters, and the spaces between.
fn pieces(paragraph: &Paragraph) -> Vec<Vec<Cell>> {
    let mut pieces: Vec<Vec<Cell>> = Vec::new();
    for (style, text) in &paragraph.stretches {
        for character in text.chars() {
            let character = if character == HARD_SPACE {
                HARD_SPACE
            } else {
                printable_character(character)
            };
            let columns = if character == HARD_SPACE {
                1
            } else {
                character.width().unwrap_or(0)
            };
            let cell = Cell {
                character,
                style: *style,
                columns,
            };
            let last = pieces
                .last_mut()
                .and_then(|piece| piece.last().copied().map(|last| (piece, last)));
            match last {
                Some((piece, last))
                    if (last.character == ' ') == (character == ' ') && !may_break(last, cell) =>
                {
                    piece.push(cell);
                }
                _ => pieces.push(vec![cell]),
            }
        }
    }
    pieces
}
