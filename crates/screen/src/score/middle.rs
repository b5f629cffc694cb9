//! A patronymic that only one of two people's names has.
//!
//! Who has one is called by it in a passport and on a list, and without it in a letter, on an
//! invoice and in the news. Given name and surname are all the name that most papers have, so where
//! both agree nothing speaks against one person; how many others share the surname says nothing of
//! whether this one is meant, since no more of the name will ever be asked.

use crate::normalise::Class;
use crate::score::align::Alignment;
use crate::score::pair::{How, Token, View};
use crate::symbols::people;

/// What names score at least that differ in a patronymic only: with another country or not, a person
/// has to look.
pub(crate) const MIDDLE_MIN: u32 = 8_500;
/// So many patronymics may be left over: a list may have one in two spellings.
const LEFT_MAX: usize = 2;
/// So many words agree that are no patronymics: a given name and a surname.
const NAMES_MIN: usize = 2;

/// Whether a word may be left out of a person's name so.
pub(crate) fn may_be_left_out(token: &Token<'_>) -> bool {
    token.class == Class::Word && people::is_patronymic(token.text)
}

/// Whether patronymics are all that tells two people's names apart: given name and surname are the
/// same, or known forms of the same.
pub(crate) fn only_patronymics(
    query: &View<'_>,
    name: &View<'_>,
    alignment: &Alignment,
    left_query: &[usize],
    left_name: &[usize],
) -> bool {
    let (left, view) = match (left_query, left_name) {
        ([], left) => (left, name),
        (left, []) => (left, query),
        _ => return false,
    };
    let is_left_out = |place: &usize| view.tokens.get(*place).is_some_and(may_be_left_out);
    if left.is_empty() || left.len() > LEFT_MAX || !left.iter().all(is_left_out) {
        return false;
    }
    let mut names = 0;
    for pairing in &alignment.pairs {
        let is_met = matches!(pairing.how, How::Same | How::Spelling | How::Nickname)
            && pairing.query.1 == 1
            && pairing.name.1 == 1;
        let words = (
            query.tokens.get(pairing.query.0),
            name.tokens.get(pairing.name.0),
        );
        let (true, (Some(a), Some(b))) = (is_met, words) else {
            return false;
        };
        let is_name = |token: &Token<'_>| token.class == Class::Word && !may_be_left_out(token);
        names += usize::from(is_name(a) && is_name(b));
    }
    names >= NAMES_MIN
}
