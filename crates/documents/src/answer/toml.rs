//! Answers into TOML, with an editor that keeps comments and layout.

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::{Step, Target};
use crate::write::Written;
use crate::write::toml_out::inline;

/// The text with the field set; `None` when the place is not there.
pub(super) fn write(text: &str, target: &Target, value: &Written) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let value: Value = inline(value).parse().ok()?;
    let root = document.as_item_mut();
    if let Some(role) = target.new_party {
        let mut party = Table::new();
        let mut roles = toml_edit::Array::new();
        roles.push(role.name());
        party.insert("roles", Item::Value(Value::Array(roles)));
        set(&mut party, &target.fields, value)?;
        add_party(root, party)?;
        return Some(document.to_string());
    }
    let holder = walk(root, &target.place)?;
    set(holder.as_table_like_mut()?, &target.fields, value)?;
    Some(document.to_string())
}

/// The item at a place. A section that is not there is made.
fn walk<'d>(root: &'d mut Item, place: &[Step]) -> Option<&'d mut Item> {
    let mut item = root;
    for step in place {
        item = match step {
            Step::Key(key) => {
                let table = item.as_table_like_mut()?;
                if !table.contains_key(key) {
                    table.insert(key, Item::Table(Table::new()));
                }
                table.get_mut(key)?
            }
            Step::Index(index) => item.get_mut(*index)?,
        };
    }
    Some(item)
}

fn add_party(root: &mut Item, party: Table) -> Option<()> {
    let table = root.as_table_like_mut()?;
    if !table.contains_key("party") {
        table.insert("party", Item::ArrayOfTables(ArrayOfTables::new()));
    }
    match table.get_mut("party")? {
        Item::ArrayOfTables(parties) => parties.push(party),
        Item::Value(Value::Array(parties)) => parties.push(party.into_inline_table()),
        _ => return None,
    }
    Some(())
}

/// Sets a field, or a field of a table in it, and keeps the comment of what was there.
fn set(table: &mut dyn TableLike, fields: &[String], mut value: Value) -> Option<()> {
    let (field, further) = fields.split_first()?;
    if !further.is_empty() {
        if !table.contains_key(field) {
            // `content.Th = …`, which fits into a table of either kind.
            let mut inner = InlineTable::new();
            inner.set_dotted(true);
            table.insert(field, Item::Value(Value::InlineTable(inner)));
        }
        return set(table.get_mut(field)?.as_table_like_mut()?, further, value);
    }
    match table.get_mut(field) {
        Some(Item::Value(old)) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        Some(_) => {
            table.remove(field);
            table.insert(field, Item::Value(value));
        }
        None => {
            table.insert(field, Item::Value(value));
        }
    }
    Some(())
}
