//! Nothing that stands in a document makes the reader panic, run away or hang.

use exeat_documents::{Format, LINES_MAX, SIZE_MAX, fuzz, read, template, write_json};
use proptest::prelude::*;

use crate::examples::SHIPPED;
use crate::random;

/// One message for the whole document, whatever it says.
fn told(text: &str, format: Format) -> String {
    let outcome = read(text, format);
    assert!(outcome.case.is_none());
    let mut told = String::new();
    for diagnostic in &outcome.diagnostics {
        told.push_str(&diagnostic.message);
        told.push('\n');
        // The rendering survives as well.
        diagnostic.render("hostile", text, true);
    }
    told
}

#[test]
fn a_document_may_be_large_but_not_larger_than_allowed() {
    let comment = "#".repeat(SIZE_MAX - template().len() - 1);
    let fits = format!("{}{comment}\n", template());
    assert_eq!(fits.len(), SIZE_MAX);
    assert!(read(&fits, Format::Toml).case.is_some());
    let too_large = format!("{fits}\n");
    assert_eq!(
        told(&too_large, Format::Toml),
        "the document is larger than 16 MiB\n"
    );
    assert_eq!(
        told(&too_large, Format::Json),
        "the document is larger than 16 MiB\n"
    );
}

#[test]
fn a_document_has_so_many_lines_and_no_more() {
    let lines = |count: usize| format!("[items.a]\n{}", "[[line]]\nitem = \"a\"\n".repeat(count));
    let fits = read(&lines(LINES_MAX), Format::Toml);
    assert_eq!(fits.case.map(|case| case.lines.len()), Some(LINES_MAX));
    let beyond = lines(LINES_MAX + 1);
    assert_eq!(
        told(&beyond, Format::Toml),
        "the document has 1001 lines, and more than 1000\n"
    );
    let outcome = read(&beyond, Format::Toml);
    assert!(
        outcome.diagnostics[0]
            .mend
            .contains("a document for each 1000 lines")
    );
    let json = format!(
        "{{\"line\":[{}]}}",
        vec!["{\"item\":{}}"; LINES_MAX + 1].join(",")
    );
    assert!(told(&json, Format::Json).starts_with("the document has 1001 lines"));
}

#[test]
fn deep_nesting_is_told_and_not_followed() {
    for deep in [
        format!("a{} = 1", ".a".repeat(100_000)),
        format!("[a{}]\nb = 1", ".a".repeat(100_000)),
        format!("a = {}1{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        format!("shipment = {}1{}", "[".repeat(30), "]".repeat(30)),
    ] {
        let told = told(&deep, Format::Toml);
        assert!(told.contains("nested more than"), "{told}");
    }
    for deep in [
        format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000)),
        format!("{}1{}", "[".repeat(30), "]".repeat(30)),
    ] {
        let told = told(&deep, Format::Json);
        assert!(told.contains("nested more than"), "{told}");
    }
}

#[test]
fn a_document_full_of_faults_is_told_in_a_hundred_lines_at_most() {
    let faults = (0..5_000).map(|n| format!("nonsense-{n} = 1\n"));
    let text = format!("[shipment]\n{}", faults.collect::<String>());
    let outcome = read(&text, Format::Toml);
    assert_eq!(outcome.diagnostics.len(), 100);
    let broken = "= \n".repeat(50_000);
    assert!(read(&broken, Format::Toml).diagnostics.len() <= 20);
    let broken = "= \n".repeat(500_000);
    assert_eq!(read(&broken, Format::Toml).diagnostics.len(), 1);
}

#[test]
fn an_item_inside_itself_is_told() {
    let text = "
[items.a]
components = [{ item = \"b\" }]
[items.b]
components = [{ item = \"a\" }]
[[line]]
item = \"a\"
";
    assert_eq!(
        told(text, Format::Toml),
        "an item contains itself: a > b > a\n"
    );
}

#[test]
fn strange_texts() {
    for text in [
        "", " ", "\u{feff}", "\0", "{", "[", "null", "1", "\"", "=", "[[", "]]", "\r", "é",
    ] {
        fuzz(text.as_bytes());
    }
    let with_mark = format!("\u{feff}{}", template());
    assert!(read(&with_mark, Format::Toml).case.is_some());
    let windows = template().replace('\n', "\r\n");
    assert!(read(&windows, Format::Toml).case.is_some());
    let json = read(template(), Format::Toml)
        .case
        .map(|case| write_json(&case));
    let with_mark = format!("\u{feff}{}", json.expect("the template is a case"));
    assert!(read(&with_mark, Format::Json).case.is_some());
}

/// A shipped document with a piece taken out, doubled or replaced.
fn mutated() -> impl Strategy<Value = String> {
    let whole = proptest::sample::select(SHIPPED.to_vec());
    let piece = prop_oneof![
        "[\\[\\]{}\"'=.,#\n -]{0,4}",
        "\\PC{0,6}",
        Just("unknown".to_owned()),
        Just("{ between = [\"1 %\", \"2 %\"] }".to_owned()),
        Just("{ contested = [1, \"x\"] }".to_owned()),
        Just("1979-05-27T07:32:00Z".to_owned()),
    ];
    (whole, any::<prop::sample::Index>(), 0_usize..40, piece).prop_map(
        |((_, text), at, length, piece)| {
            let start = text.floor_char_boundary(at.index(text.len()));
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            format!("{}{piece}{}", &text[..start], &text[end..])
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        fuzz(&bytes);
    }

    #[test]
    fn arbitrary_texts_are_read(text in "\\PC{0,200}") {
        fuzz(text.as_bytes());
    }

    #[test]
    fn arbitrary_toml_is_read(text in "([a-z\\[\\]{}=\",. \n0-9-]{0,20}\n){0,12}") {
        fuzz(text.as_bytes());
    }

    #[test]
    fn mutated_documents_are_read(text in mutated()) {
        fuzz(text.as_bytes());
    }

    #[test]
    fn mutated_json_is_read(case in random::case(), at in any::<prop::sample::Index>(), piece in "[\\[\\]{}\",:a-z0-9 ]{0,5}") {
        let text = write_json(&case);
        let start = text.floor_char_boundary(at.index(text.len()));
        let text = format!("{}{piece}{}", &text[..start], &text[start..]);
        fuzz(text.as_bytes());
    }
}
