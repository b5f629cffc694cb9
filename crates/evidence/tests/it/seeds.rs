//! The five press reports beside the repository, where they are.

use std::fs;
use std::path::Path;

use exeat_evidence::origins::{Article, DisputeKind, Findings, OriginKind, find};

#[expect(
    clippy::disallowed_methods,
    reason = "the reports are not in the repository"
)]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn seeds(test: &str) -> Option<Findings> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(listed) = fs::read_dir(&folder) else {
        eprintln!("SKIPPED {test}: there is no shared/seeds beside the repository");
        return None;
    };
    let mut paths: Vec<_> = listed
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    let articles: Vec<Article> = paths
        .iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            Article::read(&name, &fs::read(path).expect("bytes")).expect("an article")
        })
        .collect();
    Some(find(&articles, &mut || ()))
}

#[test]
fn one_answer_is_behind_all_five() {
    let Some(found) = seeds("one_answer_is_behind_all_five") else {
        return;
    };
    let common = found.common().expect("a common origin");
    assert_eq!(common.kind, OriginKind::Occasion);
    assert_eq!(
        common.title,
        "answer of Lin Jian to Global Times on 2025-10-13"
    );
    assert_eq!(
        common.date.map(|day| day.to_string()).as_deref(),
        Some("2025-10-13")
    );
}

#[test]
fn further_origins_are_named() {
    let Some(found) = seeds("further_origins_are_named") else {
        return;
    };
    let has = |kind: OriginKind, words: &str| {
        found
            .origins
            .iter()
            .find(|one| one.kind == kind && one.title.contains(words))
            .unwrap_or_else(|| panic!("{words}"))
    };
    let embassy = has(OriginKind::Paper, "US Embassy in Islamabad");
    assert!(
        embassy.about.contains("memorandum of understanding"),
        "{}",
        embassy.about
    );
    assert_eq!(
        has(OriginKind::Hearsay, "U.S. Strategic Metals").articles(),
        [0, 4]
    );
    // One names the agency, another repeats the passage without doing so.
    assert_eq!(has(OriginKind::Report, "Reuters").articles(), [0, 4]);
}

#[test]
fn quotations_differ_between_outlets() {
    let Some(found) = seeds("quotations_differ_between_outlets") else {
        return;
    };
    let together = |one: &str, two: &str| {
        found.quotations.iter().any(|quotation| {
            let has = |words: &str| {
                quotation
                    .wordings
                    .iter()
                    .any(|wording| wording.words.contains(words))
            };
            quotation.differs && has(one) && has(two)
        })
    };
    assert!(together(
        "all-weather strategic partners",
        "all-weather strategic cooperative partners"
    ));
    assert!(together("will never harm", "would never undermine"));
    assert!(together(
        "better defend world peace",
        "better safeguard world peace"
    ));
    assert!(together(
        "misinformed, fabricated, or aimed at creating division",
        "misinformed or invented"
    ));
}

#[test]
fn the_reports_contradict_each_other() {
    let Some(found) = seeds("the_reports_contradict_each_other") else {
        return;
    };
    let sides = |kind: DisputeKind| -> Vec<String> {
        found
            .disputes
            .iter()
            .filter(|one| one.kind == kind)
            .flat_map(|one| one.sides.iter().map(|side| side.says.clone()))
            .collect()
    };
    let has = |kind: DisputeKind, words: &str| {
        let sides = sides(kind);
        assert!(
            sides.iter().any(|side| side.contains(words)),
            "{words}: {sides:?}"
        );
    };
    has(DisputeKind::Thing, "gem ores");
    has(DisputeKind::Thing, "rare earth");
    has(DisputeKind::WhichThing, "shown or presented (September)");
    has(DisputeKind::WhichThing, "sent, supplied or sold (October)");
    has(DisputeKind::Day, "Monday 2025-10-13");
    has(DisputeKind::Day, "Tuesday");
    has(DisputeKind::Figure, "over 60%");
    has(DisputeKind::Figure, "more than 90%");
    has(DisputeKind::Contents, "antimony, copper concentrate");
    has(DisputeKind::Contents, "enriched rare earth elements");
    assert!(
        found.lone_figures.iter().any(|one| one.says.contains("17")),
        "{:?}",
        found.lone_figures
    );
    let alike = found.near_verbatim.iter().any(|pair| {
        pair.one.article == 0 && pair.two.article == 4 && pair.one.text.contains("diamond wire")
    });
    assert!(alike);
}
