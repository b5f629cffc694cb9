//! Exeat: the verdict alone, of a row as it is, of a row as a whole case, and of all rows by columns.

use exeat_bench::columns::{Wholes, batch};
use exeat_bench::row_case::case;
use exeat_bench::row_world::{Columns, PRODUCT, RowWorld};
use exeat_bench::rows::Row;
use exeat_bench::small_law;
use exeat_determine::{CaseWorld, Possible, Verdict, Verdicts};
use exeat_facts::Vocabulary;
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::JurisdictionId;
use exeat_sweep::{Options, Sweep};
use exeat_value::Currency;

/// The frozen rule and what columns mean in it.
pub(crate) struct Rule {
    law: FrozenLaw,
    columns: Columns,
    dollars: Currency,
}

impl Rule {
    pub(crate) fn new() -> Self {
        Self {
            law: small_law::frozen().expect("the small law has a day"),
            columns: Columns::find().expect("the vocabulary has the columns"),
            dollars: "USD".parse().expect("the dollar is a currency"),
        }
    }
}

/// The rule, asked about one row after another.
pub(crate) struct Ours<'a> {
    rule: &'a Rule,
    verdicts: Verdicts<'a>,
}

impl<'a> Ours<'a> {
    pub(crate) fn new(rule: &'a Rule) -> Self {
        Self {
            rule,
            verdicts: Verdicts::new(&rule.law),
        }
    }

    pub(crate) fn of_world(&mut self, row: &Row) -> Possible {
        let world = RowWorld::new(&self.rule.columns, row);
        self.verdicts.of(&world, JurisdictionId::at(0), PRODUCT)
    }

    pub(crate) fn of_case(&mut self, row: &Row) -> Possible {
        let case = case(&self.rule.columns, row, self.rule.dollars);
        let world = CaseWorld::new(&case, Vocabulary::standard());
        self.verdicts.of(&world, JurisdictionId::at(0), PRODUCT)
    }
}

/// Whether a licence is needed for certain, of all rows at once: they are made into columns, and the columns gone
/// through.
pub(crate) fn by_columns(rule: &Rule, rows: &[Row]) -> Vec<bool> {
    let batch = batch(&rule.columns, rows, rule.dollars, Wholes::ForEachRow).expect("values of their types");
    let laws = std::slice::from_ref(&rule.law);
    let mut sweep = Sweep::new(laws, Options::default());
    let swept = sweep.rows(&batch).expect("the first batch");
    let of_signatures: Vec<bool> = (0..sweep.signature_count())
        .map(|one| u32::try_from(one).expect("few signatures"))
        .map(|one| sweep.answer(one).of_law(0).next().is_some_and(licence))
        .collect();
    let of_row = |&signature: &u32| of_signatures[usize::try_from(signature).unwrap_or(usize::MAX)];
    swept.signatures.iter().map(of_row).collect()
}

/// Whether a licence is needed for certain.
pub(crate) fn licence(possible: Possible) -> bool {
    possible.verdict() == Verdict::LicenceRequired
}

/// Asks about every row in both ways.
///
/// # Panics
/// When they differ: then the row is another case than we say.
pub(crate) fn both_ways_agree(rule: &Rule, rows: &[Row]) -> usize {
    let mut ours = Ours::new(rule);
    let mut undetermined = 0;
    for row in rows {
        let (world, case) = (ours.of_world(row), ours.of_case(row));
        assert_eq!(world, case, "a row and its case differ: {row:?}");
        undetermined += usize::from(world.verdict() == Verdict::Undetermined);
    }
    let alone = rows.iter().map(|row| licence(ours.of_world(row)));
    assert!(alone.eq(by_columns(rule, rows)), "rows and columns differ");
    undetermined
}
