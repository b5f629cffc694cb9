//! The entry points that the fuzz targets and the property tests share.

use crate::case;
use crate::exchange;
use crate::origins::{Article, find, picture, report};

/// Reads bytes as articles of every kind and checks what must hold of their findings.
///
/// # Panics
///
/// When something does not hold; that is what the fuzzer looks for.
pub fn fuzz_articles(bytes: &[u8]) {
    // Several articles, cut where a line holds nothing but an equals sign.
    let parts: Vec<&[u8]> = bytes.split(|byte| *byte == b'=').take(4).collect();
    let mut articles = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        for ending in ["txt", "html", "json"] {
            match Article::read(&format!("{number}.{ending}"), part) {
                Ok(article) => articles.push(article),
                Err(why) => assert!(!why.is_empty(), "refused without a word"),
            }
        }
    }
    let findings = find(&articles, &mut || ());
    assert_eq!(
        findings.articles.len(),
        articles.len(),
        "an article was lost"
    );
    for passage in findings
        .origins
        .iter()
        .flat_map(|one| &one.links)
        .map(|link| &link.passage)
    {
        let text = articles
            .get(passage.article)
            .and_then(|one| one.text.get(passage.from..passage.to));
        assert!(text.is_some(), "a passage stands nowhere");
    }
    let shown = report(&findings, 80);
    assert!(
        !shown.chars().any(|sign| sign.is_control() && sign != '\n'),
        "a control character reached the report"
    );
    assert!(picture(&findings).ends_with("</svg>\n"));
}

/// Reads bytes as a case file and as the forms of others, and checks what must hold of both.
///
/// # Panics
///
/// When something does not hold; that is what the fuzzer looks for.
pub fn fuzz_cases(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for json in [false, true] {
        match case::read(&text, json) {
            Err(error) => assert!(!error.message.is_empty() && !error.mend.is_empty()),
            Ok(file) => {
                for value in [
                    exchange::stix(&file),
                    exchange::prov(&file),
                    exchange::claim_review(&file),
                ] {
                    assert!(
                        exchange::import(&value.to_string()).is_ok(),
                        "not read back"
                    );
                }
            }
        }
    }
    match exchange::import(&text) {
        Err(error) => assert!(!error.message.is_empty() && !error.mend.is_empty()),
        Ok(imported) => {
            let written = exchange::stix(&imported.file);
            let again = exchange::import(&written.to_string());
            let again = again.map(|one| exchange::stix(&one.file));
            assert_eq!(again.as_ref(), Ok(&written), "another text the second time");
        }
    }
}
