//! The first example under all rulebooks: from the texts of the law to the report.
//!
//! `cargo bench -p exeat-bench --bench determination`.

#![expect(
    clippy::print_stdout,
    reason = "a benchmark shows what it measured"
)]

use std::hint::black_box;
use std::sync::Arc;

use criterion::Criterion;
use exeat_bench::whole_law;
use exeat_determine::{CaseWorld, Options, Verdicts, determine};
use exeat_documents::Format;
use exeat_facts::{Case, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_report::TextOptions;
use exeat_value::Day;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let rulebooks = whole_law::root().join("rulebooks");
    let sources = whole_law::sources(&rulebooks).expect("the rulebooks can be read");
    let document =
        std::fs::read_to_string(whole_law::example()).expect("the example can be read");
    let rulebook = whole_law::rulebook(sources.clone());
    let case = read(&document);
    let event_date = case.event_date().expect("the example has a day");
    let known_at = Day::new(2026, 11, 22).expect("it is a day");
    let law = FrozenLaw::new(Arc::clone(&rulebook), event_date, known_at);
    println!(
        "{} files, {} bytes, {} provisions, {} entries; frozen into {} conditions\n",
        rulebook.files.len(),
        rulebook.files.iter().map(|file| file.text.len()).sum::<usize>(),
        rulebook.provisions.len(),
        rulebook.entries.len(),
        law.graph().len(),
    );
    memory(&rulebook, &law);

    law_once(&mut criterion, &sources, &rulebook, event_date, known_at);
    one_case(&mut criterion, &law, &document, &case, event_date);
    criterion.final_summary();
}

/// What is done once, or once a day.
fn law_once(
    criterion: &mut Criterion,
    sources: &[exeat_law::lower::SourceText],
    rulebook: &Arc<Rulebook>,
    law_date: Day,
    known_at: Day,
) {
    let mut group = criterion.benchmark_group("law");
    group.sample_size(20);
    group.bench_function("load all rulebooks", |bencher| {
        bencher.iter(|| whole_law::rulebook(sources.to_vec()));
    });
    group.bench_function("freeze at a day", |bencher| {
        bencher.iter(|| FrozenLaw::new(Arc::clone(rulebook), law_date, known_at));
    });
    group.finish();
}

/// What is done for every transaction.
fn one_case(
    criterion: &mut Criterion,
    law: &FrozenLaw,
    document: &str,
    case: &Case,
    event_date: Day,
) {
    let options = |proof| Options {
        event_date,
        jurisdictions: Vec::new(),
        proof,
    };
    let proved = determine(law, case, &options(true));
    let mut group = criterion.benchmark_group("case");
    group.bench_function("read the document", |bencher| {
        bencher.iter(|| read(black_box(document)));
    });
    group.bench_function("verdicts alone", |bencher| {
        let mut verdicts = Verdicts::new(law);
        bencher.iter(|| {
            let world = CaseWorld::new(black_box(case), Vocabulary::standard());
            let mut undetermined = 0;
            for line in &case.lines {
                for jurisdiction in 0..law.columns().len() {
                    let possible =
                        verdicts.of(&world, JurisdictionId::at(jurisdiction), line.item.0);
                    undetermined += usize::from(possible.iter().count() > 1);
                }
            }
            undetermined
        });
    });
    group.bench_function("determination without proof", |bencher| {
        bencher.iter(|| determine(law, black_box(case), &options(false)));
    });
    group.bench_function("determination with proof", |bencher| {
        bencher.iter(|| determine(law, black_box(case), &options(true)));
    });
    group.bench_function("as JSON", |bencher| {
        bencher.iter(|| exeat_report::json(black_box(&proved)));
    });
    group.bench_function("as text", |bencher| {
        let options = TextOptions::default();
        bencher.iter(|| exeat_report::text(black_box(&proved), &options));
    });
    group.finish();
}

fn read(document: &str) -> Case {
    let outcome = exeat_documents::read(document, Format::Toml);
    outcome.case.expect("the example is right")
}

/// What copies of the law take of the process's memory, the allocator's own share counted. Where the system does not
/// tell the size of the process, nothing is shown.
fn memory(rulebook: &Rulebook, law: &FrozenLaw) {
    const COPIES: u64 = 50;
    if let Some(bytes) = grown(COPIES, || rulebook.clone()) {
        println!("memory of all rulebooks: {} KiB", bytes / 1024);
    }
    // A frozen law shares its rulebook, so this is what a further day takes.
    if let Some(bytes) = grown(COPIES, || law.clone()) {
        println!("memory of a frozen day: {} KiB\n", bytes / 1024);
    }
}

/// By how many bytes the process grows for one of `copies`, after as many have been made to fill what lay free.
fn grown<T>(copies: u64, make: impl Fn() -> T) -> Option<u64> {
    let first: Vec<T> = (0..copies).map(|_| make()).collect();
    let before = resident()?;
    let second: Vec<T> = (0..copies).map(|_| make()).collect();
    let after = resident()?;
    drop(black_box((first, second)));
    Some(after.saturating_sub(before) / copies)
}

/// The bytes of this process that are in memory.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes * 1024)
}
