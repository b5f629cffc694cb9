//! The entry point that the fuzz target and the property tests share.

use crate::{Format, read, set_answer, write_json, write_toml};

/// Reads bytes as a document in both formats and checks what must hold of any document.
///
/// # Panics
///
/// When something does not hold; that is what the fuzzer looks for.
pub fn fuzz(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for format in [Format::Toml, Format::Json] {
        let outcome = read(&text, format);
        let failed = outcome.diagnostics.iter().any(|one| one.is_error());
        assert_eq!(outcome.case.is_none(), failed, "a case and an error");
        for diagnostic in &outcome.diagnostics {
            assert!(!diagnostic.message.is_empty() && !diagnostic.mend.is_empty());
            assert!(!diagnostic.render("fuzz", &text, false).is_empty());
            let (line, column) = diagnostic.position(&text);
            assert!(line >= 1 && column >= 1);
        }
        let Some(case) = outcome.case else {
            continue;
        };
        assert_eq!(case.validate(), Ok(()));
        let again = read(&write_toml(&case), Format::Toml).case;
        assert_eq!(again.as_ref(), Some(&case), "TOML lost something");
        let again = read(&write_json(&case), Format::Json).case;
        assert_eq!(again.as_ref(), Some(&case), "JSON lost something");
        for (path, answer) in [("item.content.Th", "0.4 %"), ("exporter.place", "PK")] {
            // May fail where the document has a fact in a table's place; must not panic.
            if let Ok(answered) = set_answer(&text, format, path, None, answer) {
                assert!(read(&answered, format).case.is_some(), "an answer broke it");
            }
        }
    }
}
