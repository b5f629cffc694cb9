//! Two names that are letter by letter the same but for one slip.
//!
//! What a word is taken for can hang on a single letter: `AO` is a legal form, `OA` is none, `Be
//! nMohamed` has no `son of`. So names are also compared as they are written. Where all their
//! letters are the same, a space stands elsewhere; else two neighbours may be swapped, or one word
//! that is known for something else than its letters may be mistyped.

use crate::letters::begin_swapped;
use crate::normalise::{Class, Spelt};
use crate::symbols::known;

/// Names of fewer letters are not compared so.
const LETTERS_MIN: usize = 5;
/// Names of fewer letters are other names where two letters are swapped.
const SWAPPED_LETTERS_MIN: usize = 6;

/// What was slipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    /// A space stands elsewhere, or is missing, or there is one more.
    Space,
    /// Two neighbouring letters are swapped in a word of this class, as the listed name has it.
    Swap(Class),
    /// A letter is missing, or another, or one too many, in a known word of this class.
    Known(Class),
}

/// The slip by which `query` differs from `name`, where it is one slip.
pub(crate) fn slip(query: &Spelt, name: &Spelt) -> Option<Slip> {
    let (a, b) = (query.letters.as_bytes(), name.letters.as_bytes());
    if a.len().abs_diff(b.len()) > 1 || a.len().min(b.len()) < LETTERS_MIN {
        return None;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let slip = if a.len() == b.len() && same == a.len() {
        let ends = |spelt: &Spelt| {
            spelt
                .pieces
                .iter()
                .map(|piece| piece.end)
                .collect::<Vec<_>>()
        };
        (ends(query) != ends(name)).then_some(Slip::Space)
    } else {
        swap(query, name, same).or_else(|| known_word(query, name))
    };
    slip.filter(|_| numbers(query) == numbers(name))
}

/// The runs of digits in a name: a space that parts one makes another number of it.
fn numbers(spelt: &Spelt) -> Vec<&str> {
    spelt
        .words()
        .flat_map(|word| word.split(|letter: char| !letter.is_ascii_digit()))
        .filter(|digits| !digits.is_empty())
        .collect()
}

/// Two neighbouring letters swapped, the first of them behind so many that are the same.
fn swap(query: &Spelt, name: &Spelt, place: usize) -> Option<Slip> {
    let (a, b) = (query.letters.as_bytes(), name.letters.as_bytes());
    let (from, other) = (a.get(place..)?, b.get(place..)?);
    if a.len() < SWAPPED_LETTERS_MIN
        || !from.iter().take(2).all(u8::is_ascii_alphabetic)
        || !begin_swapped(from, other)
    {
        return None;
    }
    // Across a space it is initials that are exchanged, where the words are single letters.
    for spelt in [query, name] {
        let (one, next) = (spelt.piece_at(place), spelt.piece_at(place + 1));
        if one != next && (spelt.piece(one).len() < 2 || spelt.piece(next).len() < 2) {
            return None;
        }
    }
    let of_query = query.pieces.get(query.piece_at(place))?.class;
    let of_name = name.pieces.get(name.piece_at(place))?.class;
    // `IX` is no `XI`.
    let both = |class| of_query == class && of_name == class;
    (!both(Class::Number) && !both(Class::Place)).then_some(Slip::Swap(of_name))
}

/// A known word of `name` that is mistyped in `query`, all other words being the same.
fn known_word(query: &Spelt, name: &Spelt) -> Option<Slip> {
    if query.pieces.len() != name.pieces.len() {
        return None;
    }
    let mut differing = query.words().zip(name.words()).enumerate();
    let mut differing = differing.by_ref().filter(|(_, (a, b))| a != b);
    let (Some((number, (written, meant))), None) = (differing.next(), differing.next()) else {
        return None;
    };
    let class = name.pieces.get(number)?.class;
    (name.is_known(number) && !known::is_known(written) && known::is_one_slip(written, meant))
        .then_some(Slip::Known(class))
}
