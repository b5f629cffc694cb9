//! A vocabulary of fifteen facts, at least one of every type that a rulebook can test.

use std::sync::LazyLock;

use exeat_facts::{
    Answerer, AskCost, Code, CodeDefinition, CodeList, CodeListId, FactDefinition, FactId, Scope,
    Type, Vocabulary,
};
use exeat_value::Dimension;

pub(crate) const PLACE: CodeListId = CodeListId::new(0);
pub(crate) const FORM: CodeListId = CodeListId::new(1);
pub(crate) const TAG: CodeListId = CodeListId::new(2);

static PLACES: [CodeDefinition; 5] = [
    CodeDefinition::new("AA", "Aland", "甲国"),
    CodeDefinition::new("BB", "Beland", "乙国"),
    CodeDefinition::new("CC", "Celand", "丙国"),
    CodeDefinition::new("DD", "Deland", "丁国"),
    CodeDefinition::new("EE", "Eland", "戊国"),
];

/// So few that a condition may name them all.
static FORMS: [CodeDefinition; 2] = [
    CodeDefinition::new("metal", "metal", "金属"),
    CodeDefinition::new("oxide", "oxide", "氧化物"),
];

static TAGS: [CodeDefinition; 3] = [
    CodeDefinition::new("Dy", "dysprosium", "镝"),
    CodeDefinition::new("Tb", "terbium", "铽"),
    CodeDefinition::new("Sm", "samarium", "钐"),
];

/// The vocabulary of these tests.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<&'static Vocabulary> = LazyLock::new(|| {
        let lists = vec![
            CodeList::new("place", "place", "地点", &PLACES),
            CodeList::new("form", "form", "形态", &FORMS),
            CodeList::new("tag", "tag", "标记", &TAGS),
        ];
        let fact = FactDefinition::new;
        let supplier =
            |fact: FactDefinition| fact.answered_by(Answerer::Supplier, AskCost::Supplier);
        let laboratory =
            |fact: FactDefinition| fact.answered_by(Answerer::Laboratory, AskCost::Laboratory);
        let fraction = Type::Quantity(Dimension::Fraction);
        let facts = vec![
            fact(Scope::Shipment, "sample", Type::YesNo),
            fact(Scope::Shipment, "destination", Type::Code(PLACE)),
            fact(Scope::Shipment, "from", Type::Code(PLACE)),
            fact(Scope::Shipment, "date", Type::Date),
            fact(Scope::Shipment, "worth", Type::Money),
            supplier(fact(Scope::EndUse, "purpose", Type::Set(TAG))),
            supplier(fact(Scope::Party, "place", Type::Code(PLACE))),
            supplier(fact(Scope::Party, "military", Type::YesNo)),
            supplier(fact(Scope::Party, "held", Type::Share)),
            fact(Scope::Item, "form", Type::Code(FORM)),
            supplier(fact(Scope::Item, "origin", Type::Code(PLACE))),
            laboratory(fact(Scope::Item, "purity", fraction)),
            laboratory(fact(Scope::Item, "tags", Type::Set(TAG))),
            fact(Scope::Item, "value", Type::Money),
            fact(Scope::Item, "mass", Type::Quantity(Dimension::Mass)),
        ];
        Box::leak(Box::new(Vocabulary::new(facts, lists)))
    });
    &VOCABULARY
}

/// The facts of a scope, with their types.
pub(crate) fn facts_of(scope: Scope) -> Vec<(FactId, Type)> {
    vocabulary()
        .iter()
        .filter(|(_, definition)| definition.scope == scope)
        .map(|(id, definition)| (id, definition.ty))
        .collect()
}

/// The codes of a list.
pub(crate) fn codes(list: CodeListId) -> Vec<Code> {
    let length = vocabulary().code_list(list).expect("a list").codes().len();
    (0..=u16::MAX)
        .take(length)
        .map(|index| Code { list, index })
        .collect()
}
