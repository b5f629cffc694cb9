//! Classification under the rulebooks of the repository.

mod known;
mod properties;
mod support;
