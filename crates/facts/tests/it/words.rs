//! What readers read.

use std::fmt::Write as _;

use exeat_facts::{Language, Role, Scope, Type, Value, Vocabulary};

#[test]
fn no_sentence_about_a_subject_leaves_the_subject_out() {
    let subject = Role::EndUser.english();
    for (id, fact) in Vocabulary::standard().iter() {
        if fact.scope != Scope::Party {
            continue;
        }
        let sentence =
            Vocabulary::standard().sentence(id, &Value::YesNo(true), subject, Language::English);
        let own_subject = fact.path == "cn-listing-bars-overseas-transfer";
        assert!(
            sentence.contains("the end user") || own_subject,
            "{sentence}"
        );
    }
}

#[test]
fn sentences_of_every_type() {
    let vocabulary = Vocabulary::standard();
    let id = |scope, path: &str| {
        vocabulary
            .find(scope, path)
            .expect("a fact of the vocabulary")
    };
    let code = |path: &str, scope, text: &str| match vocabulary.get(id(scope, path)).ty {
        Type::Code(list) | Type::Set(list) => vocabulary
            .find_code(list, text)
            .expect("a code of the list"),
        other => panic!("{path} takes {other:?}"),
    };
    let country = code("destination", Scope::Shipment, "DE");
    let purposes =
        ["civil", "medical", "research"].map(|purpose| code("purpose", Scope::EndUse, purpose));
    let neodymium = code("elements", Scope::Item, "Nd");
    let sentences = [
        (Scope::Shipment, "destination", Value::Code(country), "", ""),
        (
            Scope::Shipment,
            "date",
            Value::Date("2025-12-15".parse().expect("a day")),
            "",
            "",
        ),
        (Scope::Shipment, "sample", Value::YesNo(true), "", ""),
        (Scope::Shipment, "sample", Value::YesNo(false), "", ""),
        (
            Scope::EndUse,
            "purpose",
            Value::Set(purposes.into()),
            "",
            "",
        ),
        (Scope::EndUse, "purpose", Value::Set([].into()), "", ""),
        (
            Scope::Party,
            "place",
            Value::Code(country),
            Role::Exporter.english(),
            Role::Exporter.chinese(),
        ),
        (
            Scope::Party,
            "share-held-by-cn-watch-listed",
            Value::Share("60".parse().expect("a number")),
            Role::EndUser.english(),
            Role::EndUser.chinese(),
        ),
        (
            Scope::Party,
            "on-cn-control-list",
            Value::YesNo(false),
            Role::EndUser.english(),
            Role::EndUser.chinese(),
        ),
        (
            Scope::Item,
            "content.Th",
            Value::Quantity("0.12 %".parse().expect("a quantity")),
            "the rare-earth part",
            "稀土部分",
        ),
        (
            Scope::Item,
            "value",
            Value::Money("1000 USD".parse().expect("money")),
            "line 1",
            "第1行",
        ),
        (
            Scope::Item,
            "elements",
            Value::Set([neodymium].into()),
            "line 1",
            "第1行",
        ),
        (
            Scope::Item,
            "public-domain",
            Value::YesNo(false),
            "line 2",
            "第2行",
        ),
        (
            Scope::Item,
            "made-with-chinese-rare-earth-technology",
            Value::YesNo(false),
            "line 1",
            "第1行",
        ),
    ];
    let mut page = String::new();
    for (scope, path, value, english, chinese) in sentences {
        let id = id(scope, path);
        let english = vocabulary.sentence(id, &value, english, Language::English);
        let chinese = vocabulary.sentence(id, &value, chinese, Language::Chinese);
        writeln!(page, "{english}\n  {chinese}").expect("a string");
    }
    insta::assert_snapshot!(page);
}
