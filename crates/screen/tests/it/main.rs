//! The tests of `exeat-screen`.

mod files;
mod hostile;
mod layouts;
mod model;
mod owners;
mod real;
