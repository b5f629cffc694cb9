//! A row as a whole case: what a document would give, with names, parties, items and components.

use exeat_facts::{
    Case, Component, Fact, FactSet, Item, ItemIndex, Line, Party, Role, Value,
};
use exeat_value::{Currency, Decimal, Money, UnknownReason};

use crate::row_world::{Columns, PART, PRODUCT, date};
use crate::rows::Row;

/// The row as a case of one line.
#[must_use]
pub fn case(columns: &Columns, row: &Row, dollars: Currency) -> Case {
    let money = |amount: i64| Fact::known(Value::Money(Money::new(Decimal::from(amount), dollars)));
    let unknown = || Fact::Unknown(UnknownReason::NotAsked);
    let mut end_user = Party::new("end-user", "End user", [Role::EndUser]);
    end_user.facts = FactSet::from_iter([(
        columns.on_list,
        columns.yes_no.of(row.end_user_listed).clone(),
    )]);
    let mut part = Item::new("part", "Part");
    part.facts = FactSet::from_iter([
        (columns.origin, columns.from_china.of(row.part_from_china).clone()),
        (columns.form, columns.is_magnet.of(row.part_is_magnet).clone()),
    ]);
    part.components_complete = true;
    let mut product = Item::new("product", "Product");
    product.facts = FactSet::from_iter([
        (columns.value, money(row.whole_value)),
        (columns.technology, columns.yes_no.of(row.chinese_technology).clone()),
    ]);
    let mut component = Component::new(ItemIndex(PART));
    component.value = row.part_value.map_or_else(unknown, money);
    product.components = vec![component];
    product.components_complete = true;
    Case {
        holdings: Vec::new(),
        title: "A row".to_owned(),
        sources: Vec::new(),
        shipment: FactSet::from_iter([(columns.date, date(row.day))]),
        end_use: FactSet::from_iter([(
            columns.purpose,
            columns.for_relief.of(row.relief).clone(),
        )]),
        parties: vec![end_user],
        items: vec![product, part],
        lines: vec![Line {
            number: 1,
            item: ItemIndex(PRODUCT),
            quantity: None,
            value: None,
        }],
    }
}
