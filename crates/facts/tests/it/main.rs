//! Tests of the vocabulary and of the case.

mod case;
mod random;
mod vocabulary;
mod words;
