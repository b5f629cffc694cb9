//! What a sweep says of rows is what a determination says of each row's case.

mod amounts;
#[expect(
    dead_code,
    reason = "the random law and cases of the determination's own tests; not all are needed here"
)]
#[path = "../../../../determine/tests/it/random/mod.rs"]
mod random;
mod random_rows;
mod rows;
mod worked_cases;
