//! One rule and one set of rows for Exeat and for three engines that could do part of its work, side by side.
//!
//! Making the rows into what an engine wants is part of what is timed: rows one by one, or for columns all of them. Before anything is timed, every engine has to
//! give the answer of plain Rust on every row. Run it with `cargo bench --bench peers` in `crates/bench`; a number after
//! `--` sets the rounds, and a word keeps to the contenders that have it in their names.

#![expect(clippy::print_stdout, reason = "a benchmark shows what it measured")]

mod cedar;
mod cel;
mod ours;
mod rego;

use std::hint::black_box;

use exeat_bench::rounds::{Contender, Times, shown, side_by_side};
use exeat_bench::rows::{Row, rows};

use ours::{Ours, Rule, both_ways_agree, by_columns, licence};

const ROWS: usize = 100_000;
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
/// Of a hundred answers, this many are missing in the second set.
const UNKNOWN_PERCENT: u32 = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rounds = arguments.iter().find_map(|one| one.parse().ok());
    let rounds = rounds.unwrap_or(11);
    let word = arguments
        .iter()
        .find(|one| one.starts_with(|first: char| first.is_alphabetic()));
    let wanted = |one: &Contender<'_>| word.is_none_or(|word| one.name().contains(word.as_str()));

    let known = rows(ROWS, SEED, 0);
    let open = rows(ROWS, SEED, UNKNOWN_PERCENT);
    let rule = Rule::new();
    let yes = everybody_agrees(&rule, &known);
    let undetermined = both_ways_agree(&rule, &open);
    println!("{ROWS} rows, {rounds} rounds, median; all agree: {yes} rows need a licence\n");

    let cel = cel::Cel::new();
    let cedar = cedar::Cedar::new();
    let (mut interpreter, mut machine) = (rego::Interpreter::new(), rego::Machine::new());
    let (mut worlds, mut cases) = (Ours::new(&rule), Ours::new(&rule));
    let mut contenders = vec![
        Contender::new("exeat, by columns", || {
            black_box(by_columns(&rule, black_box(&known)));
        }),
        over("exeat, a row as a world", &known, |row| {
            licence(worlds.of_world(row))
        }),
        over("exeat, a row as a case", &known, |row| {
            licence(cases.of_case(row))
        }),
        over("cel, a resolver a row", &known, |row| {
            cel.with_resolver(row)
        }),
        over("cel, a scope a row", &known, |row| cel.with_variables(row)),
        over("cedar, a request a row", &known, |row| {
            cedar.needs_licence(row)
        }),
        over("regorus, its register machine", &known, |row| {
            machine.needs_licence(row)
        }),
        over("regorus, its interpreter", &known, |row| {
            interpreter.needs_licence(row)
        }),
    ];
    contenders.retain(wanted);
    table(&side_by_side(rounds, contenders));

    println!(
        "\nthe same with {UNKNOWN_PERCENT} % of the answers missing, which only Exeat is asked: \
         {undetermined} rows stay undetermined\n"
    );
    let (mut worlds, mut cases) = (Ours::new(&rule), Ours::new(&rule));
    let mut contenders = vec![
        Contender::new("exeat, open rows by columns", || {
            black_box(by_columns(&rule, black_box(&open)));
        }),
        over("exeat, an open row as a world", &open, |row| {
            licence(worlds.of_world(row))
        }),
        over("exeat, an open row as a case", &open, |row| {
            licence(cases.of_case(row))
        }),
    ];
    contenders.retain(wanted);
    table(&side_by_side(rounds, contenders));
}

/// Counts the rows that need a licence, so that nothing is optimised away.
fn over<'a>(
    name: &str,
    rows: &'a [Row],
    mut needs_licence: impl FnMut(&Row) -> bool + 'a,
) -> Contender<'a> {
    Contender::new(name, move || {
        let count = rows
            .iter()
            .filter(|row| needs_licence(black_box(row)))
            .count();
        black_box(count);
    })
}

/// Times, rows a second, and how many times as fast as the fastest peer.
fn table(times: &[Times]) {
    println!("{:<32}{:>10}{:>14}{:>10}", "", "a row", "rows/s", "ratio");
    let peers = times.iter().filter(|one| !one.name().starts_with("exeat"));
    let fastest = peers.map(|one| one.a_second(ROWS)).max();
    for one in times {
        let a_second = one.a_second(ROWS);
        let a_row = one.median() / u32::try_from(ROWS).unwrap_or(1);
        let ratio = fastest.map_or(String::new(), |fastest| {
            let hundredths = a_second * 100 / fastest.max(1);
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        });
        println!(
            "{:<32}{:>10}{a_second:>14}{ratio:>10}",
            one.name(),
            shown(a_row)
        );
    }
}

/// Asks every engine about every row, and gives the number of rows that need a licence.
///
/// # Panics
/// When one gives another answer than plain Rust: then there is nothing to compare.
fn everybody_agrees(rule: &Rule, rows: &[Row]) -> usize {
    let cel = cel::Cel::new();
    let cedar = cedar::Cedar::new();
    let (mut interpreter, mut machine) = (rego::Interpreter::new(), rego::Machine::new());
    let mut ours = Ours::new(rule);
    let mut yes = 0;
    for row in rows {
        let expected = row
            .needs_licence()
            .expect("nothing is unknown in these rows");
        let answers = [
            licence(ours.of_world(row)),
            licence(ours.of_case(row)),
            cel.with_resolver(row),
            cel.with_variables(row),
            cedar.needs_licence(row),
            machine.needs_licence(row),
            interpreter.needs_licence(row),
        ];
        assert_eq!(answers, [expected; 7], "the engines differ on {row:?}");
        yes += usize::from(expected);
    }
    let by_columns = by_columns(&rule, rows);
    let expected = rows.iter().map(|row| row.needs_licence() == Some(true));
    assert!(expected.eq(by_columns), "the columns give other answers");
    yes
}
