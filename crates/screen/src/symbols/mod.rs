//! Words that mean more, or less, than their letters: legal forms, titles, numbers, particles,
//! nicknames, places, and what every other company is called.

/// Words that are told from others by a function, which a list of them goes with.
macro_rules! word_list {
    ($(#[$attribute:meta])* $name:ident, $all:ident: $($word:literal)|+) => {
        $(#[$attribute])*
        pub(crate) fn $name(word: &str) -> bool {
            matches!(word, $($word)|+)
        }

        $(#[$attribute])*
        pub(super) const $all: &[&str] = &[$($word),+];
    };
}

pub(crate) mod forms;
pub(crate) mod han;
pub(crate) mod known;
pub(crate) mod numbers;
pub(crate) mod people;
pub(crate) mod readings;
pub(crate) mod slips;
pub(crate) mod words;
