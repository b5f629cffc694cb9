//! What must hold of any bytes, asserted by the fuzz targets and by the property tests alike.

use std::sync::LazyLock;

use exeat_value::{Day, Decimal};

use crate::list::{ImportOptions, Input, Limits, Mapping, entry_line, import, kept_entries};
use crate::owners::{Graph, Listing, Regime, evaluate, read_listings};
use crate::transaction::{Holdings, shares};

static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| Mapping::shipped().unwrap_or_default());

/// Imports any bytes as a list: they are refused, or every entry has a name and comes back from
/// what is kept as it went.
///
/// # Panics
/// Something of this does not hold.
pub fn lists(bytes: &[u8]) {
    let Ok(today) = Day::new(2026, 1, 1) else {
        return;
    };
    let mut options = ImportOptions::on(today);
    options.limits = Limits {
        file_bytes: 1024 * 1024,
        record_bytes: 64 * 1024,
        entries: 1000,
    };
    let input = Input {
        name: "fuzz".to_owned(),
        reader: Box::new(bytes),
    };
    for imported in import(vec![input], &MAPPINGS, &options).unwrap_or_default() {
        assert!(imported.entries.len() <= 1000);
        assert!(imported.entries.iter().all(|entry| !entry.names.is_empty()));
        let text: String = imported.entries.iter().map(entry_line).collect();
        let kept = kept_entries(&imported.edition, &text);
        assert_eq!(kept.as_ref(), Ok(&imported.entries));
    }
}

/// Reads any bytes as holdings and as listings: they are refused with the place, or every regime comes to an
/// end on them, and says the same of every party as the bounds of what is held allow.
///
/// # Panics
/// Something of this does not hold.
pub fn holdings(bytes: &[u8]) {
    let Ok(day) = Day::new(2026, 1, 1) else {
        return;
    };
    if let Err(error) = read_listings(bytes, "fuzz") {
        assert!(!error.problem.is_empty() && !error.expected.is_empty());
    }
    let graph = match Graph::from_csv(bytes, "fuzz") {
        Ok(graph) => graph,
        Err(error) => {
            assert!(!error.problem.is_empty() && !error.expected.is_empty());
            return;
        }
    };
    let listed: Vec<Listing> = graph
        .parties()
        .step_by(3)
        .take(16)
        .map(|party| Listing::always(party, ""))
        .collect();
    for regime in Regime::ALL {
        let outcome = evaluate(&graph, &listed, regime.rules(day), day);
        for party in graph.parties() {
            let standing = outcome.standing(party);
            assert!(standing.is_some(), "a party was lost");
            let in_order = standing.is_none_or(|one| one.held_at_least() <= one.held_at_most());
            assert!(in_order, "held more at least than at most");
        }
    }
    let mut all = Holdings::default();
    assert!(all.add(bytes, "fuzz").is_ok(), "read once and not again");
    for party in graph.parties().take(8) {
        for owned in shares(&all, party, day, &mut |_| Vec::new()) {
            assert!(owned.at_least <= owned.at_most && owned.at_most <= Decimal::HUNDRED);
        }
    }
}
