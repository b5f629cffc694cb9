//! What is written reads back as the same case.

use exeat_documents::{DocumentCode, Format, read, template, write_json, write_toml};
use exeat_facts::Case;
use proptest::prelude::*;

use crate::examples::SHIPPED;
use crate::random;

fn back(text: &str, format: Format) -> Case {
    let outcome = read(text, format);
    if let Some(diagnostic) = outcome.diagnostics.iter().find(|one| one.is_error()) {
        panic!("{}\n{text}", diagnostic.render("written", text, false));
    }
    outcome.case.expect("a case")
}

/// Whether figures contradict each other, as those of a case made at random may: such a document has no case.
pub(crate) fn contradicts(text: &str, format: Format) -> bool {
    let diagnostics = read(text, format).diagnostics;
    diagnostics
        .iter()
        .any(|one| one.code == DocumentCode::CONTRADICTION)
}

#[test]
fn the_shipped_documents_survive_both_formats() {
    let template = ("template", template());
    for (name, text) in SHIPPED.into_iter().chain([template]) {
        let case = back(text, Format::Toml);
        assert_eq!(back(&write_toml(&case), Format::Toml), case, "{name}");
        assert_eq!(back(&write_json(&case), Format::Json), case, "{name}");
    }
}

#[test]
fn the_consignment_as_it_is_written() {
    let (_, text) = SHIPPED[0];
    insta::assert_snapshot!(write_toml(&back(text, Format::Toml)));
}

#[test]
fn the_template_as_json() {
    insta::assert_snapshot!(write_json(&back(template(), Format::Toml)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_case_survives_toml(case in random::case()) {
        let text = write_toml(&case);
        prop_assume!(!contradicts(&text, Format::Toml));
        prop_assert_eq!(back(&text, Format::Toml), case);
    }

    #[test]
    fn any_case_survives_json(case in random::case()) {
        let text = write_json(&case);
        prop_assume!(!contradicts(&text, Format::Json));
        prop_assert_eq!(back(&text, Format::Json), case);
    }

    /// The two formats have one model.
    #[test]
    fn both_formats_say_the_same(case in random::case()) {
        let toml = read(&write_toml(&case), Format::Toml);
        let json = read(&write_json(&case), Format::Json);
        prop_assert_eq!(toml.case, json.case);
    }
}
