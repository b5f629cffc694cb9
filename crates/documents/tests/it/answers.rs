//! Answers go into the document, and nothing else of it changes.

use exeat_documents::{AnswerError, DocumentCode, Format, read, set_answer, template, write_json};
use exeat_facts::{Fact, FactId, Scope, Value, Vocabulary};
use proptest::prelude::*;

use crate::examples::SHIPPED;
use crate::random;
use crate::round_trip::contradicts;

fn answered(text: &str, path: &str, line: Option<u32>, answer: &str) -> String {
    set_answer(text, Format::Toml, path, line, answer)
        .unwrap_or_else(|error| panic!("{path} = {answer}: {error:?}"))
}

/// The lines that stand only in the second text, and those only in the first.
fn difference(before: &str, after: &str) -> String {
    let mut shown = String::new();
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    for line in &before {
        if !after.contains(line) {
            shown.push_str(&format!("- {line}\n"));
        }
    }
    for line in &after {
        if !before.contains(line) {
            shown.push_str(&format!("+ {line}\n"));
        }
    }
    shown
}

#[test]
fn answers_stand_in_their_place_and_comments_stay() {
    let (_, consignment) = SHIPPED[0];
    let mut all = String::new();
    for (path, line, answer) in [
        ("item.content.Th", Some(1), "0.4 %"),
        ("item.content.U", Some(1), "between 10 ppm and 50 ppm"),
        ("item.content.Th", Some(2), "0 %"),
        ("item.form", Some(1), "ore-or-concentrate"),
        ("item.mineral", Some(1), "monazite, bastnaesite"),
        ("items.antimony.origin", None, "PK"),
        ("shipment.sample", None, "no"),
        ("shipment.from", None, "PK"),
        ("exporter.secdiv-registered", None, "yes"),
        ("end-user.military-user", None, "withheld"),
        ("end-use.purpose", None, "mineral-processing"),
        ("end-use.description", None, "a trial, \"first step\""),
        ("broker.place", None, "AE"),
    ] {
        let after = answered(consignment, path, line, answer);
        all.push_str(&format!(
            "{path} = {answer}\n{}\n",
            difference(consignment, &after)
        ));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn answers_to_inline_items_and_components() {
    let template = template();
    let mut all = String::new();
    for (path, line, answer) in [
        ("item.public-domain", Some(2), "yes"),
        ("item.content.Dy", Some(1), "0.8 %"),
        ("items.line-2.origin", None, "JP"),
        ("items.magnet.components.2.value-share", None, "0.3 %"),
        ("items.magnet.components.1.value", None, "55 EUR"),
        ("items.magnet.made-in", None, "CN"),
    ] {
        let after = answered(template, path, line, answer);
        all.push_str(&format!(
            "{path} = {answer}\n{}\n",
            difference(template, &after)
        ));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn answers_into_json_keep_its_layout() {
    let case = read(template(), Format::Toml).case.expect("a case");
    let text = write_json(&case);
    let mut all = String::new();
    for (path, line, answer) in [
        ("item.content.Dy", Some(1), "0.8 %"),
        ("item.content.Th", Some(1), "0 %"),
        ("items.coating.origin", None, "DE"),
        ("items.coating.content.Ni", None, "99 %"),
        ("broker.place", None, "AE"),
        ("shipment.sample", None, "unknown"),
    ] {
        let after = set_answer(&text, Format::Json, path, line, answer)
            .unwrap_or_else(|error| panic!("{path} = {answer}: {error:?}"));
        all.push_str(&format!(
            "{path} = {answer}\n{}\n",
            difference(&text, &after)
        ));
    }
    let bare = "{\"items\":{\"a\":{}},\"line\":[{\"item\":\"a\"}]}";
    for (path, answer) in [
        ("item.form", "metal"),
        ("shipment.from", "PK"),
        ("exporter.place", "PK"),
    ] {
        let after = set_answer(bare, Format::Json, path, None, answer)
            .unwrap_or_else(|error| panic!("{path} = {answer}: {error:?}"));
        all.push_str(&after);
        all.push('\n');
    }
    insta::assert_snapshot!(all);
}

#[test]
fn answers_that_cannot_be_written() {
    let fails = |text: &str, path: &str, line, answer: &str| match set_answer(
        text,
        Format::Toml,
        path,
        line,
        answer,
    ) {
        Ok(text) => panic!("{path} = {answer} was written:\n{text}"),
        Err(AnswerError::Path(message)) => message,
        Err(AnswerError::Value(diagnostics)) => diagnostics
            .iter()
            .map(|one| format!("{}: {}", one.message, one.mend))
            .collect::<Vec<_>>()
            .join("\n"),
        Err(AnswerError::Document(diagnostics)) => format!("{} faults", diagnostics.len()),
    };
    let template = template();
    assert_eq!(
        fails(template, "shipment.colour", None, "red"),
        "`shipment.colour` names no fact"
    );
    assert_eq!(
        fails(template, "nobody.place", None, "DE"),
        "`nobody.place` names no fact"
    );
    assert_eq!(
        fails(template, "item.form", Some(9), "metal"),
        "the document has no line 9"
    );
    assert_eq!(
        fails(template, "items.gold.form", None, "metal"),
        "`items.gold.form` names no item of the document"
    );
    assert_eq!(
        fails(template, "items.magnet.components.9.value", None, "1 EUR"),
        "`items.magnet.components.9.value` names no fact"
    );
    assert_eq!(
        fails(template, "shipment.destination", None, "Germany"),
        "`Germany` is no code for a country or territory: write `\"DE\"` for Germany"
    );
    assert_eq!(
        fails(template, "item.content.Th", None, "5 kg"),
        "`5 kg` measures mass, not fraction: write the amount with one of these units: `%`, `‰`, `ppm`, `ppb`, `mg/kg`, `g/kg` or `g/t`"
    );
    assert_eq!(
        fails(template, "item.content.Th", None, "between 1 % and 2 kg"),
        "`2 kg` measures mass, not fraction: write the amount with one of these units: `%`, `‰`, `ppm`, `ppb`, `mg/kg`, `g/kg` or `g/t`"
    );
    assert_eq!(fails("broken", "shipment.from", None, "DE"), "1 faults");
    assert_eq!(
        fails("[shipment]\n", "shipment.from", None, "DE"),
        "1 faults"
    );
}

/// A fact of the first line's item, or of the shipment, with a value of its type.
fn answer() -> impl Strategy<Value = (FactId, Value)> {
    let facts: Vec<_> = Vocabulary::standard()
        .iter()
        .filter(|(_, fact)| matches!(fact.scope, Scope::Shipment | Scope::Item))
        .map(|(id, fact)| (id, fact.ty))
        .collect();
    proptest::sample::select(facts).prop_flat_map(|(id, ty)| (Just(id), random::value(ty)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is answered stands in the document afterwards, and nothing else changed.
    #[test]
    fn an_answer_is_read_back((id, value) in answer(), json in any::<bool>(), case in random::case()) {
        let vocabulary = Vocabulary::standard();
        let definition = vocabulary.get(id);
        let format = if json { Format::Json } else { Format::Toml };
        let text = if json { write_json(&case) } else { exeat_documents::write_toml(&case) };
        let words = value.text(vocabulary);
        // Words that say something else: a state, or blanks that an answer does not keep.
        let special = words == "unknown" || words.parse::<exeat_value::UnknownReason>().is_ok();
        prop_assume!(!special && !words.starts_with("between "));
        let path = definition.full_path();
        // Figures that contradict each other make no case, before the answer or with it.
        prop_assume!(!contradicts(&text, format));
        let after = match set_answer(&text, format, &path, None, &words) {
            Err(AnswerError::Document(found))
                if found.iter().all(|one| one.code == DocumentCode::CONTRADICTION) =>
            {
                return Ok(());
            }
            after => after.expect("an answer of its type"),
        };
        let mut expected = case.clone();
        let fact = Fact::known(value);
        match definition.scope {
            Scope::Shipment => expected.shipment.set(id, fact),
            _ => {
                let item = expected.lines[0].item.0;
                expected.items[item].facts.set(id, fact);
            }
        }
        prop_assert_eq!(read(&after, format).case, Some(expected), "{}", after);
    }
}
