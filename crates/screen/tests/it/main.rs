//! The tests of `exeat-screen`.

mod model;
