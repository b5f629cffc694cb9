//! A name letter by letter, as it is written, whatever its words mean.

use super::{Class, Word};
use crate::symbols::known;

/// One word of a name as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it ends in the letters of the name.
    pub(crate) end: usize,
    /// What the word is, or is part of.
    pub(crate) class: Class,
}

/// A name without its spaces and its punctuation, and where its words end. Nothing is left out of
/// it, folded, or taken for something else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spelt {
    pub(crate) letters: String,
    pub(crate) pieces: Vec<Piece>,
}

impl Spelt {
    /// A name of these pieces, of which the words are made.
    pub(super) fn of(pieces: &[String], words: &[Word]) -> Self {
        let mut classes = words
            .iter()
            .flat_map(|word| std::iter::repeat_n(word.class, word.taken));
        let mut letters = String::new();
        let pieces = pieces
            .iter()
            .map(|piece| {
                letters.push_str(piece);
                Piece {
                    end: letters.len(),
                    class: classes.next().unwrap_or(Class::Word),
                }
            })
            .collect();
        Self { letters, pieces }
    }

    /// The letters of a word.
    pub(crate) fn piece(&self, number: usize) -> &str {
        let start = number
            .checked_sub(1)
            .and_then(|before| self.pieces.get(before))
            .map_or(0, |piece| piece.end);
        let end = self.pieces.get(number).map_or(start, |piece| piece.end);
        self.letters.get(start..end).unwrap_or_default()
    }

    /// The words.
    pub(crate) fn words(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        (0..self.pieces.len()).map(|number| self.piece(number))
    }

    /// The word that a letter is in.
    pub(crate) fn piece_at(&self, letter: usize) -> usize {
        self.pieces.partition_point(|piece| piece.end <= letter)
    }

    /// Whether a word is one that is known for something else than its letters, and is taken for
    /// that here.
    pub(crate) fn is_known(&self, number: usize) -> bool {
        let class = self
            .pieces
            .get(number)
            .map_or(Class::Word, |piece| piece.class);
        !matches!(class, Class::Word | Class::Initial | Class::Number)
            && known::is_known(self.piece(number))
    }
}
