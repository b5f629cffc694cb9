//! A little law with every state in time: the rare-earth announcements of 2025, and the end of their suspension.

use exeat_facts::Vocabulary;
use exeat_law::lower::{SourceText, load};
use exeat_law::model::{ProvisionId, Rulebook};
use exeat_law::time::{Timeline, timeline};

use crate::make::day;

const LAW: &str = r#"jurisdiction CN
  name "China" / "中国"
  authority MOFCOM "Ministry of Commerce" / "商务部"
  verified through 2026-10-10
  reach when shipment.from is CN

instrument CN.MOFCOM-GACC.2025-18
  title "medium and heavy rare earths" / "部分中重稀土相关物项"
  of CN
  issued 2025-04-04
  in force from 2025-04-04

rule export-of-listed-items
  title "export of listed items from China" / "自中国出口所列物项"
  cites §1
  licence from MOFCOM
  when item.form is metal
"#;

const ABROAD: &str = r#"instrument CN.MOFCOM.2025-61
  title "rare-earth items abroad" / "境外相关稀土物项"
  of CN
  issued 2025-10-09
  in force from 2025-10-09

rule foreign-made-content
  title "foreign-made items with at least 0.1 % Chinese content by value" / "含中国成分价值占比达0.1%的境外制造物项"
  cites §1(1)
  in force from 2025-12-01
  licence from MOFCOM
  when item.form is metal

rule foreign-made-technology
  title "items made abroad with Chinese technology" / "使用中国技术在境外制造的物项"
  cites §1(2)
  in force from 2025-12-01
  licence from MOFCOM
  when item.form is oxide

rule chinese-origin
  title "items of Chinese origin" / "原产于中国的物项"
  cites §1(3)
  licence from MOFCOM
  when item.origin is CN
"#;

const TECHNOLOGY: &str = r#"instrument CN.MOFCOM.2025-62
  title "rare-earth technology <not only of mining>" / "稀土相关技术"
  of CN
  issued 2025-10-09
  in force from 2025-10-09

rule technology
  title "technology of mining, separation, metal making, magnet making and recycling" / "开采、冶炼分离、金属冶炼、磁材制造、二次资源回收利用技术"
  cites §1
  licence from MOFCOM
  when item.kind is technology
"#;

const SUSPENSION: &str = r#"instrument CN.MOFCOM-GACC.2025-70
  title "suspension of six announcements" / "暂停实施六项公告"
  of CN
  issued 2025-11-07
  in force from 2025-11-07

reading suspension-end
  cites §1
  question "When does the suspension end?" / "暂停实施于何日届满？"
  confidence high
  or ended : "the text names this day" / "文本载明该日" => from 2025-11-07 through 2026-11-10
  or extended : "the ministry said so" / "商务部称" => from 2025-11-07 through 2027-01-10

suspend CN.MOFCOM.2025-61, CN.MOFCOM.2025-62
  cites §1
  in force reading suspension-end
"#;

/// The rulebook, and its timeline as known on 22 November 2026.
pub(crate) fn china() -> (Rulebook, Timeline) {
    let sources = [
        ("1.law", LAW),
        ("2.law", ABROAD),
        ("3.law", TECHNOLOGY),
        ("4.law", SUSPENSION),
    ]
    .map(|(path, text)| SourceText {
        path: path.to_owned(),
        text: text.to_owned(),
    });
    let (rulebook, diagnostics) = load(sources.into(), Vocabulary::standard());
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|one| one.diagnostic.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let provisions: Vec<ProvisionId> = rulebook.provision_ids().map(|(id, _)| id).collect();
    let timeline = timeline(&rulebook, &provisions, day("2026-11-22"));
    (rulebook, timeline)
}

const JUDGED: &str = r#"jurisdiction CN
  name "China" / "中国"
  authority MOFCOM "Ministry of Commerce" / "商务部"
  verified through 2026-10-10
  reach when shipment.kind is export

instrument CN.TEST
  title "a law for the test"
  of CN
  issued 2025-01-01
  in force from 2025-01-01
  verified through 2026-10-10

rule both
  title "three conditions at once"
  cites §1
  licence from MOFCOM
  when all of
    (from) shipment.from is CN
    (form) item.form is metal
    (either) any of
      item.origin is JP
      item.origin is KR

case "an oxide from Pakistan"
  on 2025-06-01
  given
    shipment.kind is export
    shipment.from is PK
    item.form is oxide
    item.origin is PK
  expect no licence required
"#;

/// What the engine itself says of a rule of three conditions, none of which holds.
pub(crate) fn judged() -> exeat_determine::Determination {
    let source = SourceText {
        path: "test.law".to_owned(),
        text: JUDGED.to_owned(),
    };
    let (rulebook, diagnostics) = load(vec![source], Vocabulary::standard());
    let errors: Vec<_> = diagnostics
        .iter()
        .filter(|one| one.diagnostic.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let case = rulebook.cases.first().expect("the case").case.clone();
    let on = day("2025-06-01");
    let law = exeat_law::frozen::FrozenLaw::new(std::sync::Arc::new(rulebook), on, on);
    let options = exeat_determine::Options {
        event_date: on,
        jurisdictions: Vec::new(),
        proof: true,
    };
    exeat_determine::determine(&law, &case, &options)
}
