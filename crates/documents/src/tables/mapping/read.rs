//! Mappings as TOML.

mod convert;
mod fields;

use exeat_facts::batch::{Amount, ColumnKey, ColumnSubject, Completeness};
use exeat_facts::{Fact, Role, Scope, Vocabulary};
use exeat_value::UnknownReason;

use self::convert::convert;
use self::fields::{character, fault, known_keys, sub_table, text, texts, whole, yes_no};
use super::bound::type_of;
use super::{ColumnMapping, Label, Mapping};
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Kind, Node, Table};
use crate::tables::TableOptions;

type Faults = Vec<DocumentDiagnostic>;

const TOP: [&str; 5] = ["format", "table", "constants", "rows", "column"];
const TABLE: [&str; 7] = [
    "encoding",
    "separator",
    "sheet",
    "heading-row",
    "decimal",
    "thousands",
    "blank",
];
const COLUMN: [&str; 16] = [
    "name",
    "fact",
    "party",
    "label",
    "unit",
    "unit-column",
    "date",
    "codes",
    "separator",
    "width",
    "yes",
    "no",
    "blank",
    "decimal",
    "thousands",
    "optional",
];

pub(super) fn mapping(text: &str) -> Result<Mapping, Faults> {
    let root = crate::parse(text, crate::Format::Toml)?;
    let mut faults = Vec::new();
    let Kind::Table(top) = &root.kind else {
        // A TOML text is a table.
        return Err(faults);
    };
    known_keys(top, &TOP, &mut faults);
    if let Some(format) = top.get("format")
        && !matches!(&format.value.kind, Kind::Number(one) if one == "1")
    {
        faults.push(fault(
            &format.value,
            DocumentCode::WRONG_KIND,
            "this format of mappings is not known".to_owned(),
            "write `format = 1`",
        ));
    }
    let mut mapping = Mapping {
        table: TableOptions::default(),
        constants: Vec::new(),
        columns: Vec::new(),
        components: Completeness::Open,
        parties: Vec::new(),
    };
    if let Some(table) = sub_table(top, "table", &mut faults) {
        options(table, &mut mapping.table, &mut faults);
    }
    if let Some(rows) = sub_table(top, "rows", &mut faults) {
        known_keys(rows, &["components-complete"], &mut faults);
        if let Some(entry) = rows.get("components-complete")
            && yes_no(entry, &mut faults)
        {
            mapping.components = Completeness::Complete;
        }
    }
    if let Some(constants) = sub_table(top, "constants", &mut faults) {
        read_constants(constants, "", &mut mapping.constants, &mut faults);
    }
    match top.get("column").map(|entry| &entry.value) {
        Some(Node {
            kind: Kind::List(columns),
            ..
        }) => {
            for node in columns {
                if let Kind::Table(table) = &node.kind {
                    column(node, table, &mut mapping, &mut faults);
                }
            }
        }
        Some(other) => faults.push(fault(
            other,
            DocumentCode::WRONG_KIND,
            "columns are written one after the other".to_owned(),
            "write `[[column]]` before each",
        )),
        None => faults.push(fault(
            &root,
            DocumentCode::MISSING_FIELD,
            "the mapping names no column".to_owned(),
            "write `[[column]]` with `name = \"…\"` and `fact = \"…\"`; `exeat sweep --infer FILE` proposes them",
        )),
    }
    twice(&mapping, &root, &mut faults);
    if faults.is_empty() {
        Ok(mapping)
    } else {
        faults.sort_by_key(|fault| fault.span.start);
        Err(faults)
    }
}

/// Two columns that state one fact, or a column and a constant; two columns that name one party.
fn twice(mapping: &Mapping, root: &Node, faults: &mut Faults) {
    let keys = mapping.constants.iter().map(|(key, _)| *key).chain(
        mapping
            .columns
            .iter()
            .flat_map(|column| column.facts.clone()),
    );
    let mut seen = std::collections::BTreeSet::new();
    for key in keys {
        if !seen.insert(key) {
            let path = key.path(Vocabulary::standard());
            faults.push(fault(
                root,
                DocumentCode::TWICE,
                format!("`{path}` is stated twice"),
                "keep one column or constant for it",
            ));
        }
    }
    // A row has one party in each role. Of two columns only one would be looked for.
    let mut named: Vec<(Role, &str)> = Vec::new();
    for column in &mapping.columns {
        let Some(role) = column.party else { continue };
        match named.iter().find(|(other, _)| *other == role) {
            Some((_, before)) => faults.push(fault(
                root,
                DocumentCode::TWICE,
                format!(
                    "columns {} and {} both name the {role}",
                    quoted(before),
                    quoted(&column.name)
                ),
                "name the other party in a role of its own, such as `party = \"intermediate-consignee\"`, or look for its column with `exeat screen --file`",
            )),
            None => named.push((role, &column.name)),
        }
    }
}

fn options(table: &Table, options: &mut TableOptions, faults: &mut Faults) {
    known_keys(table, &TABLE, faults);
    for entry in &table.entries {
        match entry.key.as_str() {
            "encoding" => options.encoding = text(entry, faults).map(str::to_owned),
            "separator" => {
                let one = character(entry, faults).and_then(|one| u8::try_from(one).ok());
                options.delimiter = one.or(options.delimiter);
            }
            "sheet" => options.sheet = text(entry, faults).map(str::to_owned),
            "heading-row" => options.heading_row = whole(entry, faults).unwrap_or(1).max(1),
            "decimal" => options.decimal = character(entry, faults).unwrap_or('.'),
            "thousands" => options.thousands = character(entry, faults),
            "blank" => options.blank = texts(entry, faults),
            _ => {}
        }
    }
    if options.thousands == Some(options.decimal)
        && let Some(entry) = table.get("thousands").or_else(|| table.get("decimal"))
    {
        faults.push(fault(
            &entry.value,
            DocumentCode::WRONG_KIND,
            "one mark cannot stand before decimals and between thousands".to_owned(),
            "write `decimal = \",\"` and `thousands = \".\"`, or the other way round",
        ));
    }
}

/// What a path names.
fn key_of(path: &str, node: &Node, faults: &mut Faults) -> Option<ColumnKey> {
    let vocabulary = Vocabulary::standard();
    let unknown =
        |message: String, mend: String| fault(node, DocumentCode::UNKNOWN_FIELD, message, mend);
    let Some((subject, rest)) = path.split_once('.') else {
        faults.push(unknown(
            format!("{} is no path of a fact", quoted(path)),
            "write it as in `shipment.destination`; `exeat facts` lists them".to_owned(),
        ));
        return None;
    };
    let subject = match subject {
        "shipment" => ColumnSubject::Shipment,
        "end-use" => ColumnSubject::EndUse,
        "item" => ColumnSubject::Item,
        "component" => ColumnSubject::Component,
        role => match role.parse::<Role>() {
            Ok(role) => ColumnSubject::Party(role),
            Err(_) => {
                let nearest = Role::nearest(role).map_or("importer", Role::name);
                faults.push(unknown(
                    format!("{} is none of the things that a row tells of", quoted(role)),
                    format!("write `shipment`, `end-use`, `item`, `component` or a role such as `{nearest}`"),
                ));
                return None;
            }
        },
    };
    if subject == ColumnSubject::Component {
        let amounts = [
            Amount::Value,
            Amount::ValueShare,
            Amount::Mass,
            Amount::MassShare,
        ];
        if let Some(amount) = amounts.into_iter().find(|amount| amount.name() == rest) {
            return Some(ColumnKey::Amount(amount));
        }
    }
    let scope: Scope = subject.scope();
    match vocabulary.find(scope, rest) {
        Some(fact) => Some(ColumnKey::Fact(subject, fact)),
        None => {
            let mend = match vocabulary.nearest(scope, rest) {
                Some(nearest) => format!("write `{}.{nearest}`", subject.name()),
                None => format!("`exeat facts {}` lists what there is", scope.name()),
            };
            faults.push(unknown(format!("there is no fact {}", quoted(path)), mend));
            None
        }
    }
}

fn read_constants(
    table: &Table,
    before: &str,
    constants: &mut Vec<(ColumnKey, Fact)>,
    faults: &mut Faults,
) {
    for entry in &table.entries {
        let path = if before.is_empty() {
            entry.key.clone()
        } else {
            format!("{before}.{}", entry.key)
        };
        if let Kind::Table(inner) = &entry.value.kind {
            read_constants(inner, &path, constants, faults);
            continue;
        }
        let Some(key) = key_of(&path, &entry.value, faults) else {
            continue;
        };
        let ty = type_of(key);
        if entry.value.as_text() == Some("unknown") {
            constants.push((key, Fact::Unknown(UnknownReason::NotAsked)));
            continue;
        }
        match crate::read::typed_value(&entry.value, ty, &path) {
            Ok(value) => constants.push((key, Fact::known(value))),
            Err(mut wrong) => faults.append(&mut wrong),
        }
    }
}

fn column(node: &Node, table: &Table, mapping: &mut Mapping, faults: &mut Faults) {
    known_keys(table, &COLUMN, faults);
    let Some(name) = table.get("name").and_then(|entry| text(entry, faults)) else {
        if table.get("name").is_none() {
            faults.push(fault(
                node,
                DocumentCode::MISSING_FIELD,
                "the column has no name".to_owned(),
                "write `name = \"…\"` as the heading of the table says it",
            ));
        }
        return;
    };
    let mut facts = Vec::new();
    if let Some(entry) = table.get("fact") {
        for path in texts(entry, faults) {
            facts.extend(key_of(&path, &entry.value, faults));
        }
    }
    let party = table.get("party").and_then(|entry| {
        let word = text(entry, faults)?;
        match word.parse::<Role>() {
            Ok(role) => Some(role),
            Err(error) => {
                faults.push(fault(
                    &entry.value,
                    DocumentCode::UNKNOWN_ROLE,
                    format!("{} is no role", quoted(word)),
                    error
                        .to_string()
                        .rsplit("; ")
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                ));
                None
            }
        }
    });
    mapping.parties.extend(party);
    let label = table.get("label").and_then(|entry| {
        let word = text(entry, faults)?;
        let found = Label::ALL.into_iter().find(|label| label.name() == word);
        if found.is_none() {
            let names: Vec<&str> = Label::ALL.iter().map(|label| label.name()).collect();
            faults.push(fault(
                &entry.value,
                DocumentCode::UNKNOWN_CODE,
                format!("{} is no label", quoted(word)),
                format!("write one of these: {}", names.join(", ")),
            ));
        }
        found
    });
    let says_nothing = ["fact", "party", "label"]
        .iter()
        .all(|key| table.get(key).is_none());
    if says_nothing {
        faults.push(fault(
            node,
            DocumentCode::MISSING_FIELD,
            format!("nothing is said about column {}", quoted(name)),
            "write `fact = \"…\"`, `party = \"importer\"` or `label = \"item\"`, or leave the column out",
        ));
    }
    let convert = convert(table, &facts, label, faults);
    let optional = table
        .get("optional")
        .is_some_and(|entry| yes_no(entry, faults));
    mapping.columns.push(ColumnMapping {
        name: name.to_owned(),
        facts,
        party,
        label,
        convert,
        optional,
    });
}
