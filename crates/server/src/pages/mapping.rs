//! A mapping in words: what each column of a table is taken to mean.

use std::collections::BTreeMap;

use exeat_facts::{Scope, Vocabulary};

use super::words::Words;

/// What the columns of a mapping mean, by their headings. A mapping with mistakes says as much as can be read.
pub(super) fn meanings(w: Words, mapping: &str) -> BTreeMap<String, Vec<String>> {
    let mut meanings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let Ok(table) = mapping.parse::<toml::Table>() else {
        return meanings;
    };
    let columns = table.get("column").and_then(toml::Value::as_array);
    for column in columns.into_iter().flatten() {
        let Some(name) = column.get("name").and_then(toml::Value::as_str) else {
            continue;
        };
        let says = meanings.entry(name.to_owned()).or_default();
        for fact in texts(column.get("fact")) {
            says.push(of_fact(w, fact));
        }
        for role in texts(column.get("party")) {
            says.push(w.pick("who is the ", "名称：").to_owned() + role);
        }
        for label in texts(column.get("label")) {
            says.push(of_label(w, label).to_owned());
        }
    }
    meanings
}

fn texts(value: Option<&toml::Value>) -> Vec<&str> {
    match value {
        Some(toml::Value::String(text)) => vec![text],
        Some(toml::Value::Array(texts)) => texts.iter().filter_map(toml::Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A fact by its phrase, such as `the final destination`.
fn of_fact(w: Words, path: &str) -> String {
    let Some((subject, rest)) = path.split_once('.') else {
        return path.to_owned();
    };
    let scope = match subject {
        "shipment" => Scope::Shipment,
        "end-use" => Scope::EndUse,
        "item" | "layer" | "component" => Scope::Item,
        _ => Scope::Party,
    };
    let vocabulary = Vocabulary::standard();
    match vocabulary.find(scope, rest) {
        Some(fact) => {
            let fact = vocabulary.get(fact);
            let phrase = w.pick(fact.phrase_en, fact.phrase_zh);
            match scope {
                Scope::Party => format!("{subject}{}{phrase}", w.colon()),
                _ => phrase.to_owned(),
            }
        }
        None => path.to_owned(),
    }
}

fn of_label(w: Words, label: &str) -> &str {
    match label {
        "row" => w.pick("what the row is called", "行的名称"),
        "customer" => w.pick("the customer, to count by", "客户（用于统计）"),
        "item" => w.pick("the item, to count by", "货物（用于统计）"),
        "item-name" => w.pick("what the item is called", "货物名称"),
        "value" => w.pick("what it is worth", "货值"),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exeat_report::Language;

    #[test]
    fn columns_are_told_in_words() {
        let text = include_str!("../../../../examples/portfolio/mapping.toml");
        let meanings = meanings(Words(Language::En), text);
        assert_eq!(meanings["Delivery"], ["what the row is called"]);
        assert!(
            meanings["Ship date"].iter().all(|one| !one.contains('.')),
            "{meanings:?}"
        );
        assert!(meanings["Destination"].len() > 2);
    }
}
