//! Mappings as TOML.

use std::collections::BTreeMap;

use exeat_facts::batch::{Amount, ColumnKey, ColumnSubject, Completeness};
use exeat_facts::{Fact, Role, Scope, Type, Vocabulary};
use exeat_value::{Dimension, Unit, UnknownReason};

use super::bound::type_of;
use super::{ColumnMapping, Convert, DateFormat, Label, Mapping, Measured};
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Entry, Kind, Node, Table};
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

fn fault(
    node: &Node,
    code: DocumentCode,
    message: String,
    mend: impl Into<String>,
) -> DocumentDiagnostic {
    DocumentDiagnostic::new(code, node.span.clone(), message).mend(mend)
}

/// Two columns that state one fact, or a column and a constant.
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
}

fn known_keys(table: &Table, known: &[&str], faults: &mut Faults) {
    for entry in &table.entries {
        if known.contains(&entry.key.as_str()) {
            continue;
        }
        let nearest = known
            .iter()
            .map(|name| (strsim::damerau_levenshtein(name, &entry.key), name))
            .min();
        let mend = match nearest {
            Some((distance, name)) if distance <= 3 => format!("write `{name}`"),
            _ => format!("use one of these: {}", known.join(", ")),
        };
        faults.push(
            DocumentDiagnostic::new(
                DocumentCode::UNKNOWN_FIELD,
                entry.key_span.clone(),
                format!("there is no field {}", quoted(&entry.key)),
            )
            .mend(mend),
        );
    }
}

fn sub_table<'a>(top: &'a Table, name: &str, faults: &mut Faults) -> Option<&'a Table> {
    let entry = top.get(name)?;
    match &entry.value.kind {
        Kind::Table(table) => Some(table),
        _ => {
            faults.push(fault(
                &entry.value,
                DocumentCode::WRONG_KIND,
                format!("`{name}` is a table"),
                format!("write `[{name}]` on a line of its own"),
            ));
            None
        }
    }
}

fn text<'a>(entry: &'a Entry, faults: &mut Faults) -> Option<&'a str> {
    let text = entry.value.as_text();
    if text.is_none() {
        faults.push(fault(
            &entry.value,
            DocumentCode::WRONG_KIND,
            format!("`{}` is a text in quotes", entry.key),
            format!("write `{} = \"…\"`", entry.key),
        ));
    }
    text
}

fn character(entry: &Entry, faults: &mut Faults) -> Option<char> {
    let text = text(entry, faults)?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) if !one.is_ascii_digit() => Some(one),
        _ => {
            faults.push(fault(
                &entry.value,
                DocumentCode::WRONG_KIND,
                format!("`{}` is one character", entry.key),
                format!("write `{} = \",\"`", entry.key),
            ));
            None
        }
    }
}

fn whole(entry: &Entry, faults: &mut Faults) -> Option<u64> {
    if let Kind::Number(number) = &entry.value.kind
        && let Ok(number) = number.parse()
    {
        return Some(number);
    }
    faults.push(fault(
        &entry.value,
        DocumentCode::WRONG_KIND,
        format!("`{}` is a whole number", entry.key),
        format!("write `{} = 1`", entry.key),
    ));
    None
}

fn yes_no(entry: &Entry, faults: &mut Faults) -> bool {
    if let Kind::YesNo(answer) = entry.value.kind {
        return answer;
    }
    faults.push(fault(
        &entry.value,
        DocumentCode::WRONG_KIND,
        format!("`{}` is `true` or `false`", entry.key),
        format!("write `{} = true`", entry.key),
    ));
    false
}

/// One text or several.
fn texts(entry: &Entry, faults: &mut Faults) -> Vec<String> {
    match &entry.value.kind {
        Kind::Text(text) => vec![text.clone()],
        Kind::List(nodes) if nodes.iter().all(|node| node.as_text().is_some()) => nodes
            .iter()
            .filter_map(Node::as_text)
            .map(str::to_owned)
            .collect(),
        _ => {
            faults.push(fault(
                &entry.value,
                DocumentCode::WRONG_KIND,
                format!("`{}` is a list of texts", entry.key),
                format!("write `{} = [\"…\"]`", entry.key),
            ));
            Vec::new()
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

fn convert(
    table: &Table,
    facts: &[ColumnKey],
    label: Option<Label>,
    faults: &mut Faults,
) -> Convert {
    let mut convert = Convert {
        measured: Measured::Inside,
        date: None,
        codes: BTreeMap::new(),
        separator: None,
        width: 0,
        yes: Vec::new(),
        no: Vec::new(),
        blank: Vec::new(),
        decimal: None,
        thousands: None,
    };
    for entry in &table.entries {
        match entry.key.as_str() {
            "unit" => {
                if let Some(unit) = text(entry, faults) {
                    if let Some(wrong) = wrong_unit(unit, facts, label) {
                        faults.push(fault(
                            &entry.value,
                            DocumentCode::WRONG_AMOUNT,
                            wrong.0,
                            wrong.1,
                        ));
                    }
                    convert.measured = Measured::Always(unit.to_owned());
                }
            }
            "unit-column" => {
                if let Some(column) = text(entry, faults) {
                    convert.measured = Measured::Column(column.to_owned());
                }
            }
            "date" => {
                if let Some(word) = text(entry, faults) {
                    convert.date = DateFormat::parse(word);
                    if convert.date.is_none() {
                        faults.push(fault(
                            &entry.value,
                            DocumentCode::WRONG_DATE,
                            format!("{} is no way of writing days", quoted(word)),
                            "write it with YYYY, MM and DD, as in `DD.MM.YYYY`, or `serial` as spreadsheets count",
                        ));
                    }
                }
            }
            "codes" => codes(entry, facts, &mut convert.codes, faults),
            "separator" => convert.separator = text(entry, faults).map(str::to_owned),
            "width" => {
                let width = whole(entry, faults).unwrap_or_default().min(64);
                convert.width = usize::try_from(width).unwrap_or_default();
            }
            "yes" => convert.yes = texts(entry, faults),
            "no" => convert.no = texts(entry, faults),
            "blank" => convert.blank = texts(entry, faults),
            "decimal" => convert.decimal = character(entry, faults),
            "thousands" => convert.thousands = character(entry, faults),
            _ => {}
        }
    }
    convert.separator = convert.separator.filter(|one| !one.is_empty());
    convert
}

/// Why a unit does not fit what the column states, and what would.
fn wrong_unit(unit: &str, facts: &[ColumnKey], label: Option<Label>) -> Option<(String, String)> {
    let mut types: Vec<Type> = facts.iter().map(|&key| type_of(key)).collect();
    if label == Some(Label::Value) {
        types.push(Type::Money);
    }
    for ty in types {
        let dimension = match ty {
            Type::Quantity(dimension) => dimension,
            Type::Share => Dimension::Fraction,
            Type::Money => {
                if unit.parse::<exeat_value::Currency>().is_ok() {
                    continue;
                }
                return Some((
                    format!("{} is no currency", quoted(unit)),
                    "write its three letters: `unit = \"USD\"`".to_owned(),
                ));
            }
            _ => continue,
        };
        if dimension == Dimension::Fraction && unit == "ratio" {
            continue;
        }
        if Unit::parse(unit).is_ok_and(|one| one.dimension() == dimension) {
            continue;
        }
        let units: Vec<&str> = exeat_facts::units_of(dimension).collect();
        return Some((
            format!("{} is no unit of {dimension}", quoted(unit)),
            format!("write one of these units: {}", units.join(", ")),
        ));
    }
    None
}

/// What stands for which code. A code that the list does not have is told here and not at every row.
fn codes(
    entry: &Entry,
    facts: &[ColumnKey],
    codes: &mut BTreeMap<String, String>,
    faults: &mut Faults,
) {
    let Kind::Table(table) = &entry.value.kind else {
        faults.push(fault(
            &entry.value,
            DocumentCode::WRONG_KIND,
            "`codes` says what stands for which code".to_owned(),
            "write `codes = { Germany = \"DE\" }`",
        ));
        return;
    };
    let vocabulary = Vocabulary::standard();
    for one in &table.entries {
        let value = match &one.value.kind {
            Kind::Text(text) => text.clone(),
            Kind::YesNo(true) => "yes".to_owned(),
            Kind::YesNo(false) => "no".to_owned(),
            _ => {
                faults.push(fault(
                    &one.value,
                    DocumentCode::WRONG_KIND,
                    format!("what stands for {} is a code in quotes", quoted(&one.key)),
                    "write `codes = { Germany = \"DE\" }`",
                ));
                continue;
            }
        };
        for &key in facts {
            let (Type::Code(list) | Type::Set(list)) = type_of(key) else {
                continue;
            };
            let is_set = matches!(type_of(key), Type::Set(_));
            if value == "unknown" || (is_set && value == "none") {
                continue;
            }
            if vocabulary.find_code(list, &value).is_none()
                && let Some(known) = vocabulary.code_list(list)
            {
                faults.push(crate::read::unknown_code(&one.value, &value, known));
            }
        }
        codes.insert(one.key.clone(), value);
    }
}
