//! Words that mean more, or less, than their letters: legal forms, titles, numbers, particles,
//! nicknames, places, and what every other company is called.

pub(crate) mod forms;
pub(crate) mod han;
pub(crate) mod numbers;
pub(crate) mod people;
pub(crate) mod readings;
pub(crate) mod slips;
pub(crate) mod words;
