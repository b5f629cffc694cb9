//! One rule over four million rows by columns, one thread: the rule of `peers`, on columns made before.
//!
//! Run it with `cargo bench --bench columns` in `crates/bench`; a number after `--` sets the rows. The peers' figures
//! are those of `--bench peers`, which builds their inputs a row at a time, since that is how they take them.

#![expect(clippy::print_stdout, reason = "a benchmark shows what it measured")]

use std::hint::black_box;
use std::time::Instant;

use exeat_bench::columns::{Wholes, batch};
use exeat_bench::row_world::Columns;
use exeat_bench::rows::rows;
use exeat_bench::small_law;
use exeat_law::verdict::Verdict;
use exeat_sweep::{Options, Sweep};

const ROWS: usize = 1 << 22;
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const ROUNDS: usize = 9;

fn main() {
    let rows_wanted = std::env::args().skip(1).find_map(|one| one.parse().ok());
    let count: usize = rows_wanted.unwrap_or(ROWS);
    let columns = Columns::find().expect("the vocabulary has them");
    let dollars = "USD".parse().expect("a currency");
    let laws = [small_law::frozen().expect("a day")];
    for unknown_percent in [0, 10] {
        let rows = rows(count, SEED, unknown_percent);
        let batch = batch(&columns, &rows, dollars, Wholes::Once).expect("columns");
        let mut times = Vec::new();
        let (mut yes, mut open, mut signatures) = (0, 0, 0);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let mut sweep = Sweep::new(&laws, Options::default());
            let swept = black_box(sweep.rows(black_box(&batch)).expect("the first batch"));
            times.push(start.elapsed());
            let is = |verdict| {
                let of = |one: &&u32| sweep.answer(**one).overall(0) == verdict;
                swept.signatures.iter().filter(of).count()
            };
            (yes, open) = (is(Verdict::LicenceRequired), is(Verdict::Undetermined));
            signatures = sweep.signature_count();
        }
        let plain = rows.iter().map(|row| row.needs_licence());
        if unknown_percent == 0 {
            assert_eq!(
                plain.filter(|one| *one == Some(true)).count(),
                yes,
                "as plain Rust has it"
            );
        }
        times.sort_unstable();
        for (name, time) in [("best", times[0]), ("median", times[ROUNDS / 2])] {
            let a_second = u128::try_from(count).unwrap_or(0) * 1_000 / time.as_micros().max(1);
            println!(
                "{unknown_percent:>2} % unknown, {name:<6} {time:>12.3?}  {}.{:03} M rows/s",
                a_second / 1_000,
                a_second % 1_000
            );
        }
        println!(
            "   {count} rows, {signatures} signatures, {yes} need a licence, {open} undetermined\n"
        );
    }
}
