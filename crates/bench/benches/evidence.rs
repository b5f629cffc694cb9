//! Evidence: the origins of many articles, and bills of materials of many parts.
//!
//! `cargo bench -p exeat-bench --bench evidence`.

#![expect(
    clippy::print_stdout,
    reason = "a benchmark shows what it measured"
)]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, SamplingMode};
use exeat_documents::materials::{Bill, Part, Range, Use, rollup};
use exeat_evidence::origins::{Article, find};
use exeat_value::Decimal;

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let bill = bill(100_000);
    println!(
        "{} parts, {} uses",
        bill.parts.len(),
        bill.uses.len()
    );
    let rolled = rollup(&bill);
    assert!(rolled.faults.is_empty(), "the bill is sound");
    criterion.bench_function("roll up 100,000 parts", |bencher| {
        bencher.iter(|| black_box(rollup(black_box(&bill))));
    });

    for count in [1_000_usize, 10_000] {
        if std::env::args().any(|one| one == "roll") {
            continue;
        }
        let articles = articles(count, 500);
        let words: usize = articles
            .iter()
            .map(|one| one.text.split_whitespace().count())
            .sum();
        println!("{count} articles, {} words each", words / count);
        if count > 1_000 {
            // Ten rounds of this would take minutes.
            let begin = std::time::Instant::now();
            black_box(find(black_box(&articles), &mut || ()));
            println!("origins of {count} articles, once: {:?}", begin.elapsed());
            continue;
        }
        let mut group = criterion.benchmark_group("origins");
        group.sampling_mode(SamplingMode::Flat);
        group.bench_function(format!("{count} articles"), |bencher| {
            bencher.iter(|| black_box(find(black_box(&articles), &mut || ())));
        });
        group.finish();
    }
}

/// A graph in which every part but the last ones holds three of the next layer, so that almost
/// everything is shared; of 30 countries, with ranges, in ten layers.
fn bill(count: usize) -> Bill {
    const LAYERS: usize = 10;
    let mut bill = Bill {
        currency: Some("USD".to_owned()),
        complete: true,
        ..Bill::default()
    };
    let number = |value: usize| Decimal::from(u32::try_from(value).unwrap_or(u32::MAX));
    let layer = count / LAYERS;
    for at in 0..count {
        let leaf = at >= count.saturating_sub(layer);
        bill.parts.push(Part {
            id: format!("P{at}"),
            name: format!("part {at}"),
            value: leaf.then(|| Range {
                low: number(at % 7 + 1),
                high: number(at % 7 + 1 + at % 3),
            }),
            mass: leaf.then(|| Range::exactly(number(at % 5 + 1))),
            origin: Some(format!("C{}", at % 30)),
            technology: (at % 1_000 == 0).then(|| ("C1".to_owned(), Some(format!("letter {at}")))),
            ..Part::default()
        });
        if leaf {
            continue;
        }
        let below = (at / layer + 1) * layer;
        let mut inside: Vec<usize> = [at, at * 7 + 3, at * 13 + 5]
            .iter()
            .map(|place| below + place % layer)
            .collect();
        inside.sort_unstable();
        inside.dedup();
        for child in inside {
            bill.uses.push(Use {
                parent: at,
                child,
                quantity: Decimal::ONE,
                value_share: None,
                mass_share: None,
            });
        }
    }
    bill
}

/// Articles in the language of news: a third of them repeat a passage of another with small
/// changes, many name who said it, where and on which day.
fn articles(count: usize, words: usize) -> Vec<Article> {
    const NAMES: [&str; 12] = [
        "Mara Voss", "Lin Okafor", "Pere Canals", "Ada Brandt", "Joon Park", "Sita Rao",
        "Omar Haddad", "Eva Lind", "Tom Reyes", "Nadia Petrova", "Kofi Mensah", "Ines Duarte",
    ];
    const OUTLETS: [&str; 6] = [
        "the Valley Post", "Reuters", "the Harbour Times", "Example News", "the Daily Ledger", "AFP",
    ];
    const WORDS: [&str; 48] = [
        "harbour", "shipment", "ministry", "magnet", "export", "river", "factory", "contract",
        "engine", "mineral", "quarry", "licence", "tariff", "reactor", "customs", "railway",
        "turbine", "storage", "furnace", "refinery", "battery", "cargo", "dispute", "inspection",
        "delegation", "agreement", "production", "supplier", "warehouse", "sample", "border", "market",
        "investment", "announcement", "partnership", "committee", "workers", "union", "province",
        "company", "project", "region", "technology", "measure", "consignment", "proposal", "report", "study",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(most).unwrap_or(1)).unwrap_or(0)
    };
    let mut passages: Vec<String> = Vec::new();
    (0..count)
        .map(|number| {
            let mut text = String::new();
            let (name, outlet) = (NAMES[next(NAMES.len())], OUTLETS[next(OUTLETS.len())]);
            let _ = writeln!(
                text,
                "date: 2025-{:02}-{:02}\n\nReport {number} on the {}\n",
                next(12) + 1,
                next(28) + 1,
                WORDS[next(WORDS.len())]
            );
            let _ = writeln!(
                text,
                "The engineer, {name}, told {outlet} on Monday that the {} “will reach the {} before the {}”.\n",
                WORDS[next(WORDS.len())],
                WORDS[next(WORDS.len())],
                WORDS[next(WORDS.len())]
            );
            while text.split_whitespace().count() < words {
                if next(8) == 0 && !passages.is_empty() {
                    let at = next(passages.len());
                    let _ = writeln!(text, "{} {outlet} reported.\n", passages[at].trim_end_matches('.'));
                    continue;
                }
                let mut sentence = String::from("The");
                for _ in 0..next(12) + 12 {
                    let _ = write!(sentence, " {}", WORDS[next(WORDS.len())]);
                    if next(5) == 0 {
                        let _ = write!(sentence, " of the");
                    }
                }
                let _ = write!(sentence, " for {} tonnes.", next(900) + 100);
                if passages.len() < 3_000 {
                    passages.push(sentence.clone());
                }
                let _ = writeln!(text, "{sentence}\n");
            }
            Article::read(&format!("{number}.txt"), text.as_bytes()).expect("an article")
        })
        .collect()
}
