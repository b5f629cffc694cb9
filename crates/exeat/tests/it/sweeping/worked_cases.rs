//! Every worked case of the rulebooks as a row, beside its determination.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use exeat_facts::Vocabulary;
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load};
use exeat_law::model::{JurisdictionId, LawCase};
use exeat_sweep::{Options, Sweep};
use exeat_value::Day;

use super::rows::{Row, Shape, Unsaid, batch, determined, row, swept, verdicts};

/// Of so many rows one is determined whole, with its overall verdict; of the others the verdicts are compared.
const DETERMINED_EACH: usize = 20;

/// What cases have in common that are rows of one batch: the days, the jurisdictions that are asked, and the shape.
type Asked = (Day, Day, Vec<JurisdictionId>, Shape);

fn read(root: &Path, folder: &Path, sources: &mut Vec<SourceText>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        let extension = path.extension().and_then(|one| one.to_str());
        if path.is_dir() {
            read(root, &path, sources);
        } else if matches!(extension, Some("law" | "csv")) {
            let name = path.strip_prefix(root).expect("a path below the folder");
            sources.push(SourceText {
                path: name.to_string_lossy().replace('\\', "/"),
                text: std::fs::read_to_string(&path).expect("a rulebook"),
            });
        }
    }
}

#[test]
fn every_worked_case_comes_out_the_same_as_a_row() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks");
    let mut sources = Vec::new();
    read(&root, &root, &mut sources);
    let vocabulary = Vocabulary::standard();
    let (rulebook, _) = load(sources, vocabulary);
    let rulebook = Arc::new(rulebook);
    let mut groups: BTreeMap<Asked, Vec<(Row, &LawCase, usize)>> = BTreeMap::new();
    let mut left_out: BTreeMap<Unsaid, usize> = BTreeMap::new();
    let (mut lines, mut cannot, mut compared) = (0, 0, 0);
    for worked in &rulebook.cases {
        let known_at = worked.known_at.unwrap_or(Day::MAX);
        // Those under which it says what comes out.
        let expected = worked.expectations.iter().map(|one| one.jurisdiction);
        let asked: BTreeSet<JurisdictionId> = expected.collect();
        let asked: Vec<JurisdictionId> = asked.into_iter().collect();
        for (place, line) in worked.case.lines.iter().enumerate() {
            lines += 1;
            let (row, unsaid) = row(&worked.case, line);
            if unsaid.is_empty() {
                let key = (worked.on, known_at, asked.clone(), row.shape.clone());
                groups.entry(key).or_default().push((row, worked, place));
            } else {
                cannot += 1;
                for one in unsaid {
                    *left_out.entry(one).or_default() += 1;
                }
            }
        }
    }
    let mut laws: BTreeMap<(Day, Day), Vec<FrozenLaw>> = BTreeMap::new();
    for ((on, known_at, asked, _), cases) in &groups {
        let law = laws
            .entry((*on, *known_at))
            .or_insert_with(|| vec![FrozenLaw::new(Arc::clone(&rulebook), *on, *known_at)]);
        let rows: Vec<&Row> = cases.iter().map(|(row, _, _)| row).collect();
        let batch = batch(&rows, vocabulary);
        let codes = asked
            .iter()
            .map(|&one| rulebook.jurisdiction(one).code.clone());
        let options = Options {
            jurisdictions: codes.collect(),
            ..Options::default()
        };
        let mut sweep = Sweep::new(law, options);
        let found = sweep.rows(&batch).expect("the first batch");
        for (number, (signature, (_, worked, line))) in
            found.signatures.iter().zip(cases).enumerate()
        {
            let swept = swept(&sweep.answer(*signature), 0);
            assert_eq!(
                swept.0,
                verdicts(&law[0], &worked.case, *line, asked),
                "{}",
                worked.name
            );
            compared += 1;
            if compared % DETERMINED_EACH == 0 {
                let case = batch.case_of_row(number, "row");
                assert_eq!(
                    swept,
                    determined(&law[0], &case, 0, asked),
                    "{}",
                    worked.name
                );
            }
        }
    }
    println!(
        "{} of {lines} lines of worked cases were rows; {cannot} cannot be: {left_out:?}",
        lines - cannot
    );
    assert!(lines > 2_000, "the worked cases are there: {lines}");
    assert!(
        cannot * 10 < lines,
        "most of them can be rows: {left_out:?}"
    );
}
