//! Ownership at scale: a million parties, two million holdings, ten thousand of them listed.
//!
//! `cargo run --release --bin ownership` in `crates/bench`. The graph is made by a fixed sequence, so
//! that every run has the same: each party is held by two others, most often by near ones, which
//! gives long chains; one share in ten is unknown, one holding in fifty gives control, and one in a
//! hundred closes a cycle.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::time::{Duration, Instant};

use exeat_screen::owners::{Graph, Listing, Regime, evaluate, prove};
use exeat_value::Day;

const PARTIES: u64 = 1_000_000;
const HOLDINGS: u64 = 2_000_000;
const LISTED: u64 = 10_000;

/// A linear congruential sequence with the multiplier of Knuth's MMIX.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::temp_dir().join(format!("exeat-ownership-{}.csv", std::process::id()));
    write_holdings(&path)?;
    let bytes = fs::metadata(&path)?.len();
    let mut numbers = Sequence(7);
    let listed: Vec<Listing> = (0..LISTED)
        .map(|_| Listing::always(&name(numbers.below(PARTIES)), ""))
        .collect();

    let start = Instant::now();
    let graph = Graph::with_listed(File::open(&path)?, "holdings.csv", &listed)?;
    let read = start.elapsed();
    fs::remove_file(&path)?;
    println!(
        "read {} parties and {} holdings ({} MB): {}",
        graph.len(),
        graph.holdings().len(),
        bytes / 1_000_000,
        seconds(read)
    );
    let day = Day::new(2025, 10, 20)?;
    for regime in Regime::ALL {
        let start = Instant::now();
        let outcome = evaluate(&graph, &listed, regime.rules(day), day);
        let took = start.elapsed();
        let (free, possible, blocked) = outcome.counts();
        println!(
            "{regime:8} {}, with reading {}: {blocked} blocked, {possible} possible, {free} not",
            seconds(took),
            seconds(read + took),
        );
    }
    let outcome = evaluate(&graph, &listed, Regime::UsOfac.rules(day), day);
    let reached: Vec<&str> = outcome
        .parties()
        .filter(|(_, standing)| standing.is_owned())
        .map(|(name, _)| name)
        .take(10_000)
        .collect();
    let start = Instant::now();
    let proofs = prove(&graph, &outcome, &reached);
    println!(
        "proofs of {} parties: {}",
        proofs.iter().flatten().count(),
        seconds(start.elapsed())
    );
    if let Some(peak) = peak_memory() {
        println!("peak memory: {peak}");
    }
    Ok(())
}

fn name(number: u64) -> String {
    format!("Party {number:07}")
}

fn write_holdings(path: &std::path::Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "owner,owned,share,kind,from,until")?;
    let mut numbers = Sequence(1);
    for row in 0..HOLDINGS {
        let owned = row % PARTIES;
        let owner = match numbers.below(100) {
            0 => (owned + 1 + numbers.below(1000)) % PARTIES,
            1..=10 => numbers.below(PARTIES),
            _ => (owned + PARTIES - 1 - numbers.below(1000)) % PARTIES,
        };
        let share = match numbers.below(10) {
            0 => String::new(),
            1 => format!("{}-{}", numbers.below(30), 40 + numbers.below(30)),
            _ => format!("{}.{}", numbers.below(60), numbers.below(1000)),
        };
        let kind = if numbers.below(50) == 0 { "control" } else { "" };
        writeln!(out, "{},{},{share},{kind},2020-01-01,", name(owner), name(owned))?;
    }
    out.flush()
}

fn seconds(time: Duration) -> String {
    format!("{}.{:02} s", time.as_secs(), time.subsec_millis() / 10)
}

/// The most memory that this process ever had, where the system tells.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_whitespace().skip(1).collect::<Vec<_>>().join(" "))
}
