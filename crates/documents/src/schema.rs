//! The JSON Schema of transaction documents, for editors.
//!
//! It is made from the vocabulary, so it knows every field, code and unit, with the
//! questions and help in both languages. It is a little stricter than the reader in one
//! respect: of the spellings of a unit it knows only the first.

use exeat_facts::{CodeList, HolderKind, HoldingKind, Role, Scope, Type, Vocabulary, units_of};
use exeat_value::{Dimension, Unit, UnknownReason};

use crate::write::Written;

/// The schema as JSON text, draft 2020-12.
pub fn schema() -> String {
    let vocabulary = Vocabulary::standard();
    let root = object(
        [
            ("format", constant(Written::Number(1))),
            (
                "title",
                described("string", "What readers call the transaction."),
            ),
            (
                "sources",
                map_of(
                    "source",
                    "Where statements come from, by a name of your own.",
                ),
            ),
            ("shipment", reference("shipment")),
            ("end-use", reference("end-use")),
            ("party", list_of(reference("party"))),
            ("holding", list_of(reference("holding"))),
            (
                "items",
                map_of(
                    "item",
                    "What moves and what is inside it, by a name of your own.",
                ),
            ),
            ("line", list_of(reference("line"))),
        ],
        &["line"],
    );
    let mut entries = vec![
        entry(
            "$schema",
            text("https://json-schema.org/draft/2020-12/schema"),
        ),
        entry("title", text("Transaction document of Exeat")),
    ];
    let Written::Table(root) = root else {
        return String::new();
    };
    entries.extend(root);
    entries.push(entry("$defs", Written::Table(definitions(vocabulary))));
    let mut schema = serde_json::to_string_pretty(&Written::Table(entries)).unwrap_or_default();
    schema.push('\n');
    schema
}

type Entry = (String, Written);

fn entry(key: &str, value: Written) -> Entry {
    (key.to_owned(), value)
}

fn text(text: &str) -> Written {
    Written::Text(text.to_owned())
}

fn table<const N: usize>(entries: [(&str, Written); N]) -> Written {
    Written::Table(entries.map(|(key, value)| entry(key, value)).into())
}

fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Written {
    Written::List(texts.into_iter().map(text).collect())
}

fn reference(name: &str) -> Written {
    table([("$ref", Written::Text(format!("#/$defs/{name}")))])
}

fn constant(value: Written) -> Written {
    table([("const", value)])
}

fn described(ty: &str, description: &str) -> Written {
    table([("type", text(ty)), ("description", text(description))])
}

fn list_of(items: Written) -> Written {
    table([("type", text("array")), ("items", items)])
}

fn map_of(name: &str, description: &str) -> Written {
    table([
        ("type", text("object")),
        ("description", text(description)),
        ("additionalProperties", reference(name)),
    ])
}

fn any_of(schemas: Vec<Written>) -> Written {
    table([("anyOf", Written::List(schemas))])
}

/// An object with these fields and no others.
fn object<const N: usize>(fields: [(&str, Written); N], required: &[&str]) -> Written {
    let fields = fields.map(|(key, value)| entry(key, value));
    object_of(fields.into(), required)
}

fn object_of(fields: Vec<Entry>, required: &[&str]) -> Written {
    let mut entries = vec![
        entry("type", text("object")),
        entry("additionalProperties", Written::YesNo(false)),
    ];
    if !required.is_empty() {
        entries.push(entry("required", texts(required.iter().copied())));
    }
    entries.push(entry("properties", Written::Table(fields)));
    Written::Table(entries)
}

fn pattern(pattern: &str) -> Written {
    table([("type", text("string")), ("pattern", text(pattern))])
}

const NUMBER: &str = "[0-9]+(\\.[0-9]+)?";

fn definitions(vocabulary: &Vocabulary) -> Vec<Entry> {
    let mut definitions = vec![
        entry("source", source()),
        entry(
            "shipment",
            object_of(facts(Scope::Shipment, vocabulary), &[]),
        ),
        entry("end-use", object_of(facts(Scope::EndUse, vocabulary), &[])),
        entry("party", party(vocabulary)),
        entry("holding", holding()),
        entry("item", item(vocabulary)),
        entry("component", component()),
        entry("line", line()),
        entry("sources-cited", sources_cited()),
        entry("statements", list_of(object(statement_fields(), &[]))),
    ];
    // A value and a fact for each type that the vocabulary uses, in its order.
    let mut types: Vec<Type> = vec![Type::Money, Type::Share, Type::Quantity(Dimension::Mass)];
    for (_, definition) in vocabulary.iter() {
        if !types.contains(&definition.ty) {
            types.push(definition.ty);
        }
    }
    let mut lists = Vec::new();
    for ty in types {
        if let Type::Code(list) | Type::Set(list) = ty
            && !lists.contains(&list)
            && let Some(codes) = vocabulary.code_list(list)
        {
            lists.push(list);
            definitions.push(entry(&format!("code-{}", codes.name()), code_list(codes)));
        }
        let name = type_name(ty, vocabulary);
        definitions.push(entry(&format!("value-{name}"), value(ty, vocabulary)));
        definitions.push(entry(&format!("fact-{name}"), fact(ty, &name)));
    }
    definitions
}

fn source() -> Written {
    object(
        [
            ("outlet", described("string", "Who published it.")),
            ("date", day()),
            ("title", described("string", "Its title.")),
            ("url", described("string", "Where it can be read.")),
            (
                "origin",
                described(
                    "string",
                    "What it goes back to: another source, or an event such as a briefing. Sources with one origin count once.",
                ),
            ),
        ],
        &["outlet"],
    )
}

fn day() -> Written {
    table([
        ("type", text("string")),
        ("format", text("date")),
        ("pattern", text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
    ])
}

fn party(vocabulary: &Vocabulary) -> Written {
    let roles = table([("enum", texts(Role::ALL.map(Role::name)))]);
    let one_or_more = any_of(vec![roles.clone(), list_of(roles)]);
    let mut fields = vec![
        entry("id", described("string", "A name of your own; unique.")),
        entry("name", described("string", "Its own name.")),
        entry("roles", one_or_more.clone()),
        entry("role", one_or_more),
    ];
    fields.extend(facts(Scope::Party, vocabulary));
    object_of(fields, &[])
}

fn holding() -> Written {
    let words = |words: Vec<&str>, description: &str| {
        table([("enum", texts(words)), ("description", text(description))])
    };
    let day_of = |description: &str| match day() {
        Written::Table(mut entries) => {
            entries.push(entry("description", text(description)));
            Written::Table(entries)
        }
        other => other,
    };
    let share = table([
        ("$ref", text("#/$defs/fact-share")),
        ("description", text("Which share; unknown if left out.")),
    ]);
    let mut fields = vec![
        entry(
            "owner",
            described(
                "string",
                "Who holds: the id of a party of this document, or a name.",
            ),
        ),
        entry(
            "owned",
            described(
                "string",
                "Of whom: the id of a party of this document, or a name.",
            ),
        ),
        entry(
            "owner-is",
            words(
                HolderKind::ALL
                    .iter()
                    .filter_map(|kind| kind.name())
                    .collect(),
                "What the owner is; nobody owns a person or a state.",
            ),
        ),
        entry(
            "kind",
            words(
                HoldingKind::ALL.map(HoldingKind::name).to_vec(),
                "What it gives: shares, control by other means, or the majority of the board.",
            ),
        ),
        entry("share", share),
        entry("from", day_of("The first day.")),
        entry("until", day_of("The first day no more.")),
    ];
    fields.extend(statement_fields().map(|(key, value)| entry(key, value)));
    fields.push(entry("statements", reference("statements")));
    object_of(fields, &["owner", "owned"])
}

fn item(vocabulary: &Vocabulary) -> Written {
    let mut fields = vec![
        entry("name", described("string", "What readers call it.")),
        entry("components", list_of(reference("component"))),
        entry(
            "components-complete",
            table([
                ("enum", yes_no_values()),
                (
                    "description",
                    text("Whether the list of components is complete."),
                ),
            ]),
        ),
    ];
    fields.extend(facts(Scope::Item, vocabulary));
    object_of(fields, &[])
}

fn item_reference() -> Written {
    any_of(vec![
        described("string", "The name of an item of this document."),
        reference("item"),
    ])
}

fn component() -> Written {
    object(
        [
            ("item", item_reference()),
            ("value", reference("fact-money")),
            ("value-share", reference("fact-share")),
            ("mass", reference("fact-mass")),
            ("mass-share", reference("fact-share")),
        ],
        &["item"],
    )
}

fn line() -> Written {
    let units: Vec<&str> = Unit::all().map(Unit::symbol).collect();
    object(
        [
            (
                "number",
                table([("type", text("integer")), ("minimum", Written::Number(1))]),
            ),
            ("item", item_reference()),
            ("quantity", amount(&units, false)),
            ("value", reference("value-money")),
        ],
        &["item"],
    )
}

/// The facts of a scope, the contents of elements in a table of their own.
fn facts(scope: Scope, vocabulary: &Vocabulary) -> Vec<Entry> {
    let mut fields = Vec::new();
    let mut contents = Vec::new();
    for (_, definition) in vocabulary.iter() {
        if definition.scope != scope {
            continue;
        }
        let name = type_name(definition.ty, vocabulary);
        match definition.path.strip_prefix("content.") {
            Some(element) => contents.push(entry(
                element,
                table([
                    ("$ref", Written::Text(format!("#/$defs/fact-{name}"))),
                    ("title", text(definition.phrase_en)),
                ]),
            )),
            None => {
                let (english, chinese) = (definition.question_en, definition.question_zh);
                let description = format!("{english} {chinese}\n\n{}", definition.help_en);
                fields.push(entry(
                    definition.path,
                    table([
                        ("$ref", Written::Text(format!("#/$defs/fact-{name}"))),
                        ("title", text(definition.phrase_en)),
                        ("description", Written::Text(description)),
                    ]),
                ));
            }
        }
    }
    if !contents.is_empty() {
        fields.push(entry("content", object_of(contents, &[])));
    }
    fields
}

fn type_name(ty: Type, vocabulary: &Vocabulary) -> String {
    let list = |id| vocabulary.code_list(id).map_or("code", CodeList::name);
    match ty {
        Type::YesNo => "yes-no".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Code(id) => list(id).to_owned(),
        Type::Set(id) => format!("set-of-{}", list(id)),
        Type::Quantity(dimension) => dimension.name().to_owned(),
        Type::Money => "money".to_owned(),
        Type::Share => "share".to_owned(),
        Type::Text => "text".to_owned(),
    }
}

fn code_list(list: &CodeList) -> Written {
    let codes = list.codes().iter().map(|code| {
        table([
            ("const", text(code.code)),
            (
                "title",
                Written::Text(format!("{} / {}", code.english, code.chinese)),
            ),
        ])
    });
    table([("oneOf", Written::List(codes.collect()))])
}

fn yes_no_values() -> Written {
    Written::List(vec![
        Written::YesNo(true),
        Written::YesNo(false),
        text("yes"),
        text("no"),
    ])
}

fn value(ty: Type, vocabulary: &Vocabulary) -> Written {
    let codes = |id| {
        let name = vocabulary.code_list(id).map_or("code", CodeList::name);
        reference(&format!("code-{name}"))
    };
    match ty {
        Type::YesNo => table([("enum", yes_no_values())]),
        Type::Date => day(),
        Type::Code(id) => codes(id),
        Type::Set(id) => table([
            ("type", text("array")),
            ("items", codes(id)),
            ("uniqueItems", Written::YesNo(true)),
        ]),
        Type::Quantity(dimension) => {
            let units: Vec<&str> = units_of(dimension).collect();
            amount(&units, dimension == Dimension::Temperature)
        }
        Type::Money => pattern(&format!("^{NUMBER} [A-Z]{{3}}$")),
        Type::Share => {
            let units: Vec<&str> = units_of(Dimension::Fraction).collect();
            amount(&units, false)
        }
        Type::Text => table([("type", text("string"))]),
    }
}

/// A number, a blank and a unit.
fn amount(units: &[&str], below_nothing: bool) -> Written {
    let sign = if below_nothing { "-?" } else { "" };
    pattern(&format!("^{sign}{NUMBER} ({})$", units.join("|")))
}

fn sources_cited() -> Written {
    let one = described("string", "The name of a source of this document.");
    any_of(vec![one.clone(), list_of(one)])
}

fn statement_fields() -> [(&'static str, Written); 5] {
    [
        ("asserts", reference("sources-cited")),
        ("denies", reference("sources-cited")),
        ("source", reference("sources-cited")),
        ("speaker", described("string", "Who says it there.")),
        ("note", described("string", "A remark for readers.")),
    ]
}

/// A fact of a type in any of its states.
fn fact(ty: Type, name: &str) -> Written {
    let value = || reference(&format!("value-{name}"));
    let with_statements = |state: &str, schema: Written| {
        let mut fields = vec![entry(state, schema)];
        let statements = statement_fields().map(|(key, value)| entry(key, value));
        fields.extend(statements);
        fields.push(entry("statements", reference("statements")));
        object_of(fields, &[state])
    };
    let reasons = UnknownReason::ALL.iter().map(|reason| reason.name());
    let mut states = vec![
        value(),
        constant(text(crate::read::UNKNOWN)),
        object(
            [("unknown", table([("enum", texts(reasons))]))],
            &["unknown"],
        ),
        with_statements("value", value()),
    ];
    if ty.has_order() {
        let bounds = table([
            ("type", text("array")),
            ("items", value()),
            ("minItems", Written::Number(2)),
            ("maxItems", Written::Number(2)),
        ]);
        states.push(with_statements("between", bounds));
    }
    let candidates = table([
        ("type", text("array")),
        (
            "items",
            any_of(vec![value(), with_statements("value", value())]),
        ),
        ("minItems", Written::Number(2)),
    ]);
    states.push(object([("contested", candidates)], &["contested"]));
    any_of(states)
}
