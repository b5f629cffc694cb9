//! Tests of the vocabulary and of the case.

mod batch;
mod case;
mod random;
mod vocabulary;
mod words;
