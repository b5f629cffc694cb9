//! Positions as people and editors count them.

use rowan::TextSize;

/// A place in a text: line and column, both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// Finds lines and columns of byte positions.
///
/// ```
/// use exeat_syntax::LineIndex;
///
/// let text = "title \"镝\"\nx";
/// let index = LineIndex::new(text);
/// let end_of_word = index.position(10.into());
/// assert_eq!((end_of_word.line, end_of_word.column), (1, 9));
/// assert_eq!(index.position(12.into()).line, 2);
/// ```
#[derive(Debug, Clone)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// The byte at which each line begins.
    starts: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    /// Reads the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(index, _)| index + 1))
            .collect();
        Self { text, starts }
    }

    /// Line and column of a byte position; a position behind the end is the end.
    pub fn position(&self, offset: TextSize) -> Position {
        let offset = self.text.floor_char_boundary(offset.into());
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = line
            .checked_sub(1)
            .and_then(|index| self.starts.get(index))
            .copied()
            .unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or_default();
        Position {
            line,
            column: 1 + before.chars().count(),
        }
    }
}
