//! What the engine promises, held against the definitional evaluator and against itself on random law and cases.

mod agreement;
mod deciding;
mod decisive;
mod due;
mod harness;
mod learning;
mod lines;
mod many;
mod mended;
mod pages;
mod quarrels;
mod random;
mod rulebooks;
mod shares;
mod us_chart;
mod words;
