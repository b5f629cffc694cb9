//! What the benchmarks measure with: rows to decide, a small law, and a way to take times side by side.
//!
//! The benchmarks themselves are in `benches/`: `peers` beside other engines on the same rule and rows,
//! `columns` of the same rule on four million rows by columns, `determination` of a whole transaction under all rulebooks, `cold_start` of the command. What they gave is in
//! docs/benchmarks.md, and how they were chosen in docs/decisions/0008-benchmarks.md. None of them is a test: a slow
//! machine is no mistake in the code.

pub mod columns;
pub mod rounds;
pub mod row_case;
pub mod row_world;
pub mod rows;
pub mod small_law;
pub mod whole_law;
