//! Descriptions whose answer is known, to the threshold.

use exeat_classify::{Limb, Standing};
use exeat_value::Truth;

use crate::support::{found, of_china};

fn first(words: &str) -> (String, Standing) {
    let found = found(words);
    let own = of_china(&found).candidates.first().expect("a candidate");
    (own.code.clone(), own.standing)
}

/// The leaves of the first candidate.
fn leaves(words: &str) -> Vec<Limb> {
    let found = found(words);
    let own = of_china(&found).candidates.first().expect("a candidate");
    own.limbs
        .iter()
        .flat_map(|limb| limb.leaves())
        .cloned()
        .collect()
}

#[test]
fn what_is_said_in_full_is_met() {
    for (words, code) in [
        ("NdFeB arc segment, 1.2 % Dy", "1C905.a.4"),
        ("氧化镝", "1C905.b"),
        ("Ga2O3 single crystal", "3C001.c"),
        ("APT", "1C117.d.1"),
        ("金属碲", "6C002.a"),
    ] {
        assert_eq!(first(words), (code.to_owned(), Standing::Met), "{words}");
    }
}

#[test]
fn what_is_not_said_stays_open_with_its_question() {
    let (code, standing) = first("wire saw 40 µm");
    assert_eq!((code.as_str(), standing), ("2C902.c", Standing::Open));
    let open: Vec<Limb> = leaves("wire saw 40 µm")
        .into_iter()
        .filter(|limb| limb.truth == Truth::Unknown)
        .collect();
    assert_eq!(open.len(), 2, "{open:?}");
    assert!(open.iter().all(|limb| limb.fact.is_some()));
}

#[test]
fn a_figure_is_missed_by_so_much_and_nearly_where_it_is_little() {
    let (code, standing) = first("diamond wire saw, wire 48 um, grain 6 um, breaking force 12 N");
    assert_eq!(
        (code.as_str(), standing),
        ("2C902.c", Standing::NearlyMissed)
    );
    let (_, standing) = first("diamond wire saw, wire 60 um, grain 6 um, breaking force 12 N");
    assert_eq!(standing, Standing::Missed);
    let missed: Vec<Limb> = leaves("diamond wire saw, wire 60 um, grain 6 um, breaking force 12 N")
        .into_iter()
        .filter(|limb| limb.truth == Truth::False)
        .collect();
    let thresholds: Vec<_> = missed
        .iter()
        .filter_map(|limb| limb.threshold.as_ref())
        .collect();
    assert_eq!(thresholds.len(), 1);
    assert_eq!(thresholds[0].missed_by.as_deref(), Some("15 um"));
}

#[test]
fn near_a_hundred_percent_the_impurity_counts() {
    // 3C003.c asks for 99.99 %: 99.985 % has one and a half times the impurity, 99.9 % ten times.
    assert_eq!(
        first("antimony trioxide 99.985 %").1,
        Standing::NearlyMissed
    );
    assert_eq!(first("antimony trioxide 99.9 %").1, Standing::Missed);
}

#[test]
fn what_is_denied_is_not_met() {
    let found = found("NdFeB magnet, no dysprosium, no terbium, no holmium");
    assert_eq!(of_china(&found).codes().count(), 0);
}

#[test]
fn a_bound_is_no_figure() {
    // 99.9 % at least may be 99.99 %: the purity is open, not missed.
    let (code, standing) = first("antimony trioxide, purity at least 99.9 %");
    assert_eq!((code.as_str(), standing), ("3C003.c", Standing::Open));
}

#[test]
fn what_cannot_be_read_is_told() {
    assert_eq!(found("gallium metal, 12 kV").unread, ["12 kV"]);
}

#[test]
fn a_quality_that_nobody_names_makes_no_candidate() {
    // Epitaxy, enrichment and the like would be said; what they would make of the goods is still told.
    let found = found("germanium ingot");
    let union = found
        .jurisdictions
        .iter()
        .find(|one| one.jurisdiction == "EU")
        .expect("the Union's law");
    assert_eq!(union.codes().count(), 0);
    let enriched = union
        .candidates
        .iter()
        .find(|one| one.code == "3C509")
        .expect("the entry");
    assert_eq!(enriched.standing, Standing::Conditional);
}

#[test]
fn it_is_told_how_many_entries_are_held() {
    let found = found("gallium metal");
    assert!(of_china(&found).held > 200);
    // The rulebook of India holds no list: that nothing is found there says nothing.
    let india = found
        .jurisdictions
        .iter()
        .find(|one| one.jurisdiction == "IN")
        .expect("India's law");
    assert_eq!((india.held, india.candidates.len()), (0, 0));
}

/// The codes of China that may take the goods in, and whether it is told that none does.
fn of(words: &str) -> (Vec<String>, bool) {
    let found = found(words);
    let own = of_china(&found);
    (own.codes().map(str::to_owned).collect(), own.is_none())
}

#[test]
fn turnings_may_be_metal_and_scrap_of_a_listed_element_is_left_open() {
    let (codes, _) = of("gadolinium turnings 99.9 %, 2 kg under argon");
    assert_eq!(codes.first().map(String::as_str), Some("1C903.a.1"));
    for words in [
        "gadolinium scrap, turnings, 2 kg",
        "铥废料 回收",
        "yttrium oxide crucible 50 ml",
    ] {
        let found = found(words);
        let own = of_china(&found);
        assert!(!own.unsettled.is_empty(), "{words}");
        assert!(!own.is_none(), "{words}");
    }
    let (codes, none) = of("copper scrap");
    assert!(codes.is_empty() && none, "{codes:?}");
}

#[test]
fn what_a_label_calls_the_use_is_not_what_the_goods_are() {
    let (codes, _) = of("金属铽 99.95%,枝晶状,最终用途:钕铁硼晶界扩散");
    assert_eq!(codes.first().map(String::as_str), Some("1C904.a.1"));
}

#[test]
fn what_was_looked_for_and_not_found_is_not_in_the_goods() {
    for words in [
        "镨钕金属 PrNd 25/75,检测报告:Dy、Tb、Gd、Ho等重稀土未检出",
        "Sintered NdFeB disc N35, Dy/Tb/Ho < 0.001% (not detected)",
    ] {
        let (codes, _) = of(words);
        assert!(codes.is_empty(), "{words}: {codes:?}");
    }
}

#[test]
fn programs_that_come_with_goods_do_not_make_software_of_them() {
    let (codes, _) = of("Static frequency converter 0...1200 Hz, 7.5 kVA, no firmware limit");
    assert_eq!(codes.first().map(String::as_str), Some("3A225"));
}
