//! The tests of `exeat-screen`.

mod files;
mod finding;
mod hostile;
mod layouts;
mod model;
mod names;
mod owners;
mod real;
