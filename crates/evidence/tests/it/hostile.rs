//! Whatever is given is read or refused.

use exeat_evidence::origins::{Article, find, picture, report};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_has_its_findings(texts in proptest::collection::vec("(?s).{0,400}", 1..4), ending in "(txt|md|html|json)") {
        let articles: Vec<Article> = texts
            .iter()
            .enumerate()
            .filter_map(|(index, text)| Article::read(&format!("{index}.{ending}"), text.as_bytes()).ok())
            .collect();
        let findings = find(&articles, &mut || ());
        for passage in findings.origins.iter().flat_map(|one| &one.links).map(|link| &link.passage) {
            prop_assert!(articles[passage.article].text.get(passage.from..passage.to).is_some());
        }
        prop_assert!(!report(&findings, 80).chars().any(|sign| sign.is_control() && sign != '\n'));
        prop_assert!(picture(&findings).ends_with("</svg>\n"));
    }

    #[test]
    fn news_with_changes_has_its_findings(at in 0_usize..900, with in "\\PC{0,6}") {
        let text = "date: 2025-03-04\n\nThe minister, Ada Berg, told Daily Post on Monday that “the samples shown to us were glass, not quartz,” \
            according to a statement from the Embassy in Oslo. Reuters reported that 12 crates held over 40% of the world's quartz. \
            外交部发言人林剑13日表示，“有关报道纯属虚构”。据路透社报道，货物重5万吨。";
        let mut changed: String = text.chars().take(at).collect();
        changed.push_str(&with);
        changed.extend(text.chars().skip(at));
        let articles: Vec<Article> = [text, &changed].iter().enumerate().map(|(index, text)| Article::read(&format!("{index}.txt"), text.as_bytes()).expect("text")).collect();
        let findings = find(&articles, &mut || ());
        prop_assert_eq!(findings.articles.len(), 2);
    }
}

/// Texts that are changed at one place, as the fuzzer changes them.
fn changed(text: &str, at: usize, with: &[u8], cut: bool) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let at = at % bytes.len().max(1);
    if cut {
        bytes.truncate(at);
    } else {
        bytes.splice(at..at, with.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn changed_articles_are_read(at in 0_usize..4000, with in prop::collection::vec(any::<u8>(), 0..8), cut in any::<bool>()) {
        let text = "date: 2025-03-04\n\nThe minister, Ada Berg, told Daily Post on Monday that “the samples were glass”.=Reuters reported that 12 crates held over 40% of the quartz on 3 May.";
        exeat_evidence::fuzz_articles(&changed(text, at, &with, cut));
    }

    #[test]
    fn changed_cases_and_bundles_are_read(at in 0_usize..8000, with in prop::collection::vec(any::<u8>(), 0..8), cut in any::<bool>(), which in 0_usize..4) {
        let case = include_str!("../../../../examples/pakistan-samples/case.toml");
        let file = exeat_evidence::case::read(case, false).expect("a case file");
        let text = match which {
            0 => case.to_owned(),
            1 => exeat_evidence::exchange::stix(&file).to_string(),
            2 => exeat_evidence::exchange::prov(&file).to_string(),
            _ => exeat_evidence::exchange::claim_review(&file).to_string(),
        };
        exeat_evidence::fuzz_cases(&changed(&text, at, &with, cut));
    }
}

#[test]
fn what_is_no_text_is_refused() {
    assert!(Article::read("a.txt", &[0xff, 0xfe, 0x41]).is_err());
    assert!(Article::read("a.txt", b"a\0b").is_err());
    assert!(Article::read("a.json", b"{\"text\": 3}").is_err());
    assert!(Article::read("a.txt", &vec![b'a'; 5 * 1024 * 1024]).is_err());
    let deep = "[".repeat(100_000);
    assert!(Article::read("a.json", deep.as_bytes()).is_err());
}
