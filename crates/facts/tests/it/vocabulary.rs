//! The vocabulary is one declared list, and every entry of it is whole.

use std::collections::BTreeSet;

use exeat_facts::{CodeListId, FactDefinition, Scope, Type, Vocabulary, reference};

fn facts() -> impl Iterator<Item = &'static FactDefinition> {
    Vocabulary::standard()
        .iter()
        .map(|(_, definition)| definition)
}

#[test]
fn every_fact_is_found_by_its_path_and_declared_once() {
    let vocabulary = Vocabulary::standard();
    for (id, definition) in vocabulary.iter() {
        assert_eq!(
            vocabulary.find(definition.scope, definition.path),
            Some(id),
            "{} is declared twice",
            definition.full_path()
        );
    }
}

#[test]
fn every_fact_has_its_words() {
    for fact in facts() {
        let path = fact.full_path();
        for words in [
            fact.phrase_en,
            fact.phrase_zh,
            fact.question_en,
            fact.question_zh,
        ] {
            assert!(!words.is_empty(), "{path} lacks words");
        }
        assert!(
            fact.question_en.ends_with('?'),
            "{path}: {}",
            fact.question_en
        );
        assert!(
            fact.question_zh.ends_with('？'),
            "{path}: {}",
            fact.question_zh
        );
        assert!(!fact.phrase_en.ends_with('.'), "{path}: {}", fact.phrase_en);
        assert!(!fact.phrase_zh.ends_with('。'), "{path}");
        assert!(fact.help_en.ends_with('.'), "{path}: {}", fact.help_en);
        assert_ne!(fact.phrase_en, fact.path, "{path} has no phrase");
    }
}

#[test]
fn yes_no_facts_and_only_they_have_a_denial() {
    for fact in facts() {
        let path = fact.full_path();
        let yes_no = fact.ty == Type::YesNo;
        assert_eq!(!fact.denial_en.is_empty(), yes_no, "{path}");
        assert_eq!(!fact.denial_zh.is_empty(), yes_no, "{path}");
        if yes_no {
            assert_ne!(fact.denial_en, fact.phrase_en, "{path}");
            assert_ne!(fact.denial_zh, fact.phrase_zh, "{path}");
        } else {
            assert!(
                fact.phrase_en.starts_with("the ") || fact.phrase_en.starts_with("what "),
                "{path} is no noun phrase: {}",
                fact.phrase_en
            );
        }
    }
}

#[test]
fn paths_are_plain_words_with_hyphens() {
    for fact in facts() {
        let symbol = fact.path.strip_prefix("content.");
        let plain = fact
            .path
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(plain || symbol.is_some(), "{}", fact.full_path());
    }
}

#[test]
fn judgements_are_yes_or_no() {
    for fact in facts().filter(|fact| fact.judgement) {
        assert_eq!(fact.ty, Type::YesNo, "{}", fact.full_path());
    }
}

#[test]
fn every_code_is_found_and_has_two_names() {
    for list in Vocabulary::standard().code_lists() {
        let mut seen = BTreeSet::new();
        for (index, code) in (0..).zip(list.codes()) {
            assert!(seen.insert(code.code), "{list} has {} twice", code.code);
            assert_eq!(list.find(code.code), Some(index), "{list}: {}", code.code);
            assert!(!code.english.is_empty(), "{list}: {}", code.code);
            assert!(!code.chinese.is_empty(), "{list}: {}", code.code);
        }
    }
}

#[test]
fn the_constants_name_the_lists() {
    let vocabulary = Vocabulary::standard();
    let names = [
        (CodeListId::COUNTRY, "country"),
        (CodeListId::CHEMICAL_ELEMENT, "chemical-element"),
        (CodeListId::TRANSACTION_KIND, "transaction-kind"),
        (CodeListId::ITEM_KIND, "item-kind"),
        (CodeListId::ITEM_FORM, "item-form"),
        (CodeListId::ALLOY_SYSTEM, "alloy-system"),
        (CodeListId::MAGNET_FAMILY, "magnet-family"),
        (CodeListId::DEEP_PROCESSING, "deep-processing"),
        (CodeListId::EQUIPMENT_KIND, "equipment-kind"),
        (CodeListId::HEATING_METHOD, "heating-method"),
        (CodeListId::REAGENT, "reagent"),
        (CodeListId::MINERAL, "mineral"),
        (CodeListId::TECHNOLOGY_FIELD, "technology-field"),
        (CodeListId::TECHNOLOGY_SUBJECT, "technology-subject"),
        (CodeListId::END_USE_PURPOSE, "end-use-purpose"),
        (CodeListId::ECCN, "eccn"),
        (CodeListId::US_CONTROL, "us-control"),
        (CodeListId::US_EXCLUSION, "us-exclusion"),
        (CodeListId::US_DIRECT_PRODUCT, "us-direct-product"),
        (CodeListId::US_SUPPLEMENT_746, "us-supplement-746"),
        (CodeListId::US_LICENCE_EXCEPTION, "us-licence-exception"),
        (CodeListId::US_RESTRICTED_USE, "us-restricted-use"),
        (CodeListId::US_ENTITY_FOOTNOTE, "us-entity-footnote"),
        (CodeListId::US_REVIEW_POLICY, "us-review-policy"),
        (CodeListId::SUBSTANCE, "substance"),
        (CodeListId::CONTROLLED_USE, "controlled-use"),
        (CodeListId::SHIPMENT_OCCASION, "shipment-occasion"),
        (
            CodeListId::EU_GENERAL_AUTHORISATION,
            "eu-general-authorisation",
        ),
        (CodeListId::EU_FAIR_BAR, "eu-fair-bar"),
        (CodeListId::EU_TERM, "eu-term"),
        (
            CodeListId::EU_ASSISTANCE_EXEMPTION,
            "eu-assistance-exemption",
        ),
        (CodeListId::EU_AUTHORISATION_KIND, "eu-authorisation-kind"),
        (CodeListId::UK_LICENCE_KIND, "uk-licence-kind"),
    ];
    assert_eq!(vocabulary.code_lists().len(), names.len());
    for (id, name) in names {
        assert_eq!(
            vocabulary.code_list(id).map(exeat_facts::CodeList::name),
            Some(name)
        );
        assert_eq!(vocabulary.find_code_list(name).map(|(id, _)| id), Some(id));
    }
}

#[test]
fn every_list_that_a_fact_names_is_there() {
    let vocabulary = Vocabulary::standard();
    for fact in facts() {
        if let Type::Code(list) | Type::Set(list) = fact.ty {
            assert!(vocabulary.code_list(list).is_some(), "{}", fact.full_path());
        }
    }
}

#[test]
fn every_element_has_a_content() {
    let vocabulary = Vocabulary::standard();
    let elements = vocabulary
        .code_list(CodeListId::CHEMICAL_ELEMENT)
        .expect("the list of elements");
    assert_eq!(elements.codes().len(), 103);
    for element in elements.codes() {
        let path = format!("content.{}", element.code);
        let content = vocabulary.find(Scope::Item, &path).expect("a content");
        assert!(
            vocabulary
                .get(content)
                .phrase_zh
                .starts_with(element.chinese)
        );
    }
}

#[test]
fn every_country_has_a_code_of_two_letters() {
    let vocabulary = Vocabulary::standard();
    let countries = vocabulary
        .code_list(CodeListId::COUNTRY)
        .expect("the list of countries");
    // 249 of ISO 3166-1, and Kosovo.
    assert_eq!(countries.codes().len(), 250);
    for country in countries.codes() {
        let letters = country.code.chars().all(|c| c.is_ascii_uppercase());
        assert!(country.code.len() == 2 && letters, "{}", country.code);
        assert_eq!(countries.nearest(country.english), Some(country.code));
    }
}

#[test]
fn what_was_probably_meant_is_suggested() {
    let vocabulary = Vocabulary::standard();
    let nearest_path = |scope, path| vocabulary.nearest(scope, path);
    assert_eq!(
        nearest_path(Scope::Shipment, "destinaton"),
        Some("destination")
    );
    assert_eq!(nearest_path(Scope::Item, "made_in"), Some("made-in"));
    assert_eq!(nearest_path(Scope::Item, "content.dy"), Some("content.Dy"));
    assert_eq!(nearest_path(Scope::Item, "colour-of-the-box"), None);
    let nearest_code = |list, code| {
        let list = vocabulary.find_code_list(list).expect("the list").1;
        list.nearest(code)
    };
    assert_eq!(nearest_code("country", "USA"), Some("US"));
    assert_eq!(nearest_code("country", "Untied States"), Some("US"));
    assert_eq!(nearest_code("country", "巴基斯坦"), Some("PK"));
    assert_eq!(
        nearest_code("item-form", "magnet"),
        Some("permanent-magnet-material")
    );
    assert_eq!(
        nearest_code("item-form", "Ore or concentrate"),
        Some("ore-or-concentrate")
    );
    assert_eq!(nearest_code("chemical-element", "dysprosium"), Some("Dy"));
    assert_eq!(nearest_code("chemical-element", "dy"), Some("Dy"));
    assert_eq!(nearest_code("reagent", "298-07-7"), Some("P204"));
    assert_eq!(nearest_code("country", ""), None);
}

#[test]
fn the_reference_page_names_every_fact_and_code() {
    let vocabulary = Vocabulary::standard();
    let page = reference(vocabulary);
    for fact in facts().filter(|fact| !fact.path.starts_with("content.")) {
        assert!(
            page.contains(&format!("| `{}`", fact.path)),
            "{}",
            fact.full_path()
        );
    }
    for code in vocabulary.code_lists().iter().flat_map(|list| list.codes()) {
        assert!(page.contains(&format!("| `{}` |", code.code)));
    }
    assert!(page.contains("content.…"));
}

/// `none` stands for the empty set, so that a set of one code `none` could not be told from it.
#[test]
fn no_list_of_a_set_has_a_code_none() {
    let vocabulary = Vocabulary::standard();
    for (_, fact) in vocabulary.iter() {
        if let Type::Set(list) = fact.ty {
            assert_eq!(
                vocabulary.find_code(list, "none"),
                None,
                "{}",
                fact.full_path()
            );
        }
    }
}
