//! The tests of `exeat-screen`.

mod cases;
mod files;
mod finding;
mod held;
mod hostile;
mod layouts;
mod model;
mod names;
mod owners;
mod real;
