//! What headings say.

use exeat_facts::batch::{ColumnKey, ColumnSubject};
use exeat_facts::{Role, Scope, Vocabulary};
use exeat_value::{Dimension, Unit};

use super::values::Seen;
use crate::tables::mapping::Label;

/// What a heading says of its column.
pub(super) struct Meaning {
    pub(super) keys: Vec<ColumnKey>,
    pub(super) party: Option<Role>,
    pub(super) label: Option<Label>,
    pub(super) sure: bool,
}

/// Words of headings in English, German, French, Spanish and Chinese, with the path or label that
/// they mean and whether they mean nothing else.
const WORDS: &[(&[&str], &str, bool)] = &[
    (
        &[
            "ship date",
            "shipment date",
            "shipping date",
            "shipped on",
            "dispatch date",
            "goods issue date",
            "actual gi date",
            "date of departure",
            "lieferdatum",
            "versanddatum",
            "warenausgangsdatum",
            "date d expedition",
            "fecha de envio",
            "发货日期",
            "出运日期",
            "离境日期",
        ],
        "shipment.date",
        true,
    ),
    (
        &[
            "date",
            "invoice date",
            "delivery date",
            "posting date",
            "billing date",
            "rechnungsdatum",
            "datum",
            "fecha",
            "日期",
        ],
        "shipment.date",
        false,
    ),
    (
        &["contract date", "order date", "po date", "合同日期"],
        "shipment.contract-date",
        true,
    ),
    (
        &[
            "destination",
            "final destination",
            "destination country",
            "country of destination",
            "dest country",
            "dest",
            "ship to country",
            "ship-to country",
            "bestimmungsland",
            "zielland",
            "empfangsland",
            "pays de destination",
            "pais de destino",
            "目的国",
            "目的地",
            "最终目的国",
        ],
        "shipment.destination",
        true,
    ),
    (
        &["country", "land", "country key", "ctry"],
        "shipment.destination",
        false,
    ),
    (
        &[
            "from",
            "ship from",
            "country of departure",
            "departure country",
            "export country",
            "versandland",
            "启运国",
            "启运地",
        ],
        "shipment.from",
        true,
    ),
    (
        &[
            "shipment value",
            "invoice value",
            "total value",
            "rechnungswert",
        ],
        "shipment.value",
        true,
    ),
    (
        &["transaction kind", "transaction type", "movement"],
        "shipment.kind",
        false,
    ),
    (
        &[
            "coo",
            "country of origin",
            "origin",
            "origin country",
            "ursprungsland",
            "ursprung",
            "pays d origine",
            "pais de origen",
            "原产国",
            "原产地",
        ],
        "item.origin",
        true,
    ),
    (
        &[
            "made in",
            "country of manufacture",
            "production country",
            "生产国",
        ],
        "item.made-in",
        true,
    ),
    (
        &["eccn", "us eccn", "export control classification number"],
        "item.eccn",
        true,
    ),
    (
        &[
            "hs",
            "hs code",
            "hts",
            "hts code",
            "htsus",
            "tariff",
            "tariff number",
            "commodity code",
            "commodity",
            "customs tariff number",
            "zolltarifnummer",
            "statistische warennummer",
            "warennummer",
            "taric",
            "hscode",
            "hs编码",
            "海关编码",
            "商品编码",
            "税号",
        ],
        "item.hs-code",
        true,
    ),
    (
        &[
            "description",
            "item description",
            "material description",
            "goods description",
            "bezeichnung",
            "materialkurztext",
            "designation",
            "descripcion",
            "货物描述",
            "品名",
            "物料描述",
        ],
        "item.description",
        true,
    ),
    (&["form", "item form", "形态"], "item.form", true),
    (&["purity", "reinheit", "纯度"], "item.purity", true),
    (
        &[
            "net weight",
            "weight",
            "mass",
            "net mass",
            "nettogewicht",
            "gewicht",
            "poids net",
            "peso neto",
            "净重",
            "重量",
        ],
        "item.mass",
        false,
    ),
    (&["item value", "unit value"], "item.value", false),
    (
        &["magnet family", "magnet type", "magnet grade family"],
        "item.magnet-family",
        true,
    ),
    (
        &[
            "end use",
            "purpose",
            "endverwendung",
            "verwendungszweck",
            "最终用途",
            "用途",
        ],
        "end-use.purpose",
        false,
    ),
    (
        &["military user", "military end user", "is military"],
        "end-user.military-user",
        true,
    ),
    (
        &["end user country", "country of end user", "最终用户国"],
        "end-user.place",
        true,
    ),
    (
        &[
            "customer country",
            "sold to country",
            "importer country",
            "buyer country",
            "kundenland",
        ],
        "importer.place",
        true,
    ),
    (
        &["exporter country", "seller country", "supplier country"],
        "exporter.place",
        false,
    ),
    (
        &["end user", "end user name", "endverwender", "最终用户"],
        "party:end-user",
        true,
    ),
    (
        &[
            "customer",
            "customer name",
            "sold to",
            "sold-to",
            "sold to party",
            "sold-to name",
            "sold to name",
            "buyer",
            "importer",
            "consignee",
            "kunde",
            "kundenname",
            "auftraggeber",
            "client",
            "cliente",
            "客户",
            "客户名称",
            "买方",
            "收货人",
        ],
        "party:importer",
        true,
    ),
    (
        &[
            "forwarder",
            "carrier",
            "freight forwarder",
            "spediteur",
            "货代",
        ],
        "party:freight-forwarder",
        true,
    ),
    (&["exporter", "shipper", "seller"], "party:exporter", false),
    (
        &[
            "material",
            "material number",
            "material no",
            "item number",
            "item no",
            "sku",
            "part",
            "part number",
            "part no",
            "pn",
            "article",
            "artikel",
            "artikelnummer",
            "materialnummer",
            "teilenummer",
            "物料",
            "物料编号",
            "料号",
        ],
        "label:item",
        true,
    ),
    (&["item", "product", "produkt"], "label:item", false),
    (
        &[
            "line",
            "order line",
            "invoice line",
            "delivery item",
            "shipment id",
            "shipment number",
            "delivery",
            "delivery number",
            "order",
            "order number",
            "invoice",
            "invoice number",
            "document",
            "belegnummer",
            "lieferung",
            "发票号",
            "订单号",
            "单号",
        ],
        "label:row",
        false,
    ),
    (
        &[
            "value",
            "net value",
            "amount",
            "line value",
            "line amount",
            "sales value",
            "wert",
            "nettowert",
            "betrag",
            "montant",
            "importe",
            "金额",
            "货值",
        ],
        "label:value",
        true,
    ),
];

/// A heading without what does not count: capitals, marks, what stands in brackets.
fn folded(heading: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for character in heading.chars() {
        match character {
            '(' | '[' | '（' => depth = depth.saturating_add(1),
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '_' | '.' | '/' | '\'' | '’' | ':' | '#' | '%' => plain.push(' '),
            other => plain.extend(other.to_lowercase()),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ")
}

/// The key of a path.
fn key(path: &str) -> Option<ColumnKey> {
    let (subject, rest) = path.split_once('.')?;
    let subject = match subject {
        "shipment" => ColumnSubject::Shipment,
        "end-use" => ColumnSubject::EndUse,
        "item" => ColumnSubject::Item,
        role => ColumnSubject::Party(role.parse().ok()?),
    };
    let fact = Vocabulary::standard().find(subject.scope(), rest)?;
    Some(ColumnKey::Fact(subject, fact))
}

/// What a heading means; none where it means nothing that we know.
pub(super) fn meaning(heading: &str) -> Option<Meaning> {
    let of_key = |key: ColumnKey, sure: bool| Meaning {
        keys: vec![key],
        party: None,
        label: None,
        sure,
    };
    // A heading that is a path needs no guessing.
    if let Some(key) = key(heading.trim()) {
        return Some(of_key(key, true));
    }
    let plain = folded(heading);
    let dashed = plain.replace([' ', '-'], "");
    for (words, means, sure) in WORDS {
        if !words
            .iter()
            .any(|word| *word == plain || word.replace([' ', '-'], "") == dashed)
        {
            continue;
        }
        if let Some(role) = means.strip_prefix("party:") {
            let role: Role = role.parse().ok()?;
            return Some(Meaning {
                keys: Vec::new(),
                party: Some(role),
                label: (role == Role::Importer).then_some(Label::Customer),
                sure: *sure,
            });
        }
        if let Some(label) = means.strip_prefix("label:") {
            let label = Label::ALL.into_iter().find(|one| one.name() == label)?;
            let part = (label == Label::Item).then(|| key("item.part-number"));
            return Some(Meaning {
                keys: part.into_iter().flatten().collect(),
                party: None,
                label: Some(label),
                sure: *sure,
            });
        }
        return Some(of_key(key(means)?, *sure));
    }
    if let Some(key) = content(heading) {
        return Some(of_key(key, true));
    }
    let path = plain.replace(' ', "-");
    for scope in [Scope::Item, Scope::Shipment, Scope::EndUse] {
        if let Some(fact) = Vocabulary::standard().find(scope, &path) {
            let subject = match scope {
                Scope::Item => ColumnSubject::Item,
                Scope::Shipment => ColumnSubject::Shipment,
                _ => ColumnSubject::EndUse,
            };
            return Some(of_key(ColumnKey::Fact(subject, fact), true));
        }
    }
    None
}

/// The content of an element: `Dy`, `Dy (wt%)`, `Dy_pct`, `Tb content`.
fn content(heading: &str) -> Option<ColumnKey> {
    let mut words = heading.split(|one: char| !one.is_ascii_alphabetic());
    let symbol = words.find(|word| !word.is_empty())?;
    if symbol.len() > 2 {
        return None;
    }
    let rest = heading
        .split_once(symbol)
        .map_or("", |(_, rest)| rest)
        .to_lowercase();
    let says_share = [
        "%", "pct", "ppm", "wt", "content", "gehalt", "含量", "anteil", "mass",
    ]
    .iter()
    .any(|word| rest.contains(word));
    if !says_share {
        return None;
    }
    key(&format!("item.content.{symbol}"))
}

/// The line that says in which unit a column is, and what is unsure of it.
pub(super) fn unit_of(
    heading: &str,
    dimension: Dimension,
    seen: &Seen,
    names: &[String],
) -> (String, Option<String>) {
    if seen.holds_units() {
        return ("# the cells hold their units".to_owned(), None);
    }
    let marks = |one: char| matches!(one, ' ' | '(' | ')' | '[' | ']' | '_' | ',' | '（' | '）');
    let words: Vec<&str> = heading.split(marks).collect();
    for word in &words {
        let word = match word.to_lowercase().as_str() {
            "wt%" | "pct" | "percent" | "mass%" | "%wt" => "%",
            _ => word,
        };
        if let Ok(unit) = Unit::parse(word)
            && unit.dimension() == dimension
        {
            return (format!("unit = \"{unit}\""), None);
        }
    }
    let of_units = [
        "unit",
        "uom",
        "weight unit",
        "gewichtseinheit",
        "einheit",
        "单位",
    ];
    if dimension != Dimension::Fraction
        && let Some(column) = names
            .iter()
            .find(|name| of_units.contains(&folded(name).as_str()))
    {
        return (format!("unit-column = {column:?}"), None);
    }
    let base = dimension.base();
    if dimension == Dimension::Fraction && seen.at_most_one() {
        return (
            format!("unit = \"{base}\""),
            Some(format!(
                "nothing says the unit; `{base}` is taken. No value is above 1: if 1 is the whole, write `unit = \"ratio\"`"
            )),
        );
    }
    (
        format!("unit = \"{base}\""),
        Some(format!("nothing says the unit; `{base}` is taken")),
    )
}

/// The line that says in which currency a column is, and what is unsure of it.
pub(super) fn currency_of(
    heading: &str,
    seen: &Seen,
    names: &[String],
) -> (Option<String>, Option<String>) {
    if seen.holds_units() {
        return (None, None);
    }
    let words = heading.split(|one: char| !one.is_ascii_alphabetic());
    for word in words {
        if word.len() == 3
            && word.chars().all(|one| one.is_ascii_uppercase())
            && word.parse::<exeat_value::Currency>().is_ok()
        {
            return (Some(format!("unit = \"{word}\"")), None);
        }
    }
    let of_currency = [
        "currency",
        "curr",
        "crcy",
        "document currency",
        "waehrung",
        "währung",
        "devise",
        "moneda",
        "币种",
        "货币",
    ];
    match names
        .iter()
        .find(|name| of_currency.contains(&folded(name).as_str()))
    {
        Some(column) => (Some(format!("unit-column = {column:?}")), None),
        None => (
            Some("unit = \"USD\"".to_owned()),
            Some("nothing says the currency; USD is taken".to_owned()),
        ),
    }
}

/// How many digits a code has whose leading zeros were lost, and why it seems so.
pub(super) fn width_of(heading: &str, seen: &Seen) -> Option<(usize, String)> {
    let plain = folded(heading);
    let of_tariff = [
        "hs",
        "hts",
        "tariff",
        "taric",
        "warennummer",
        "zolltarif",
        "commodity",
    ]
    .iter()
    .any(|word| plain.contains(word));
    let (shortest, longest) = seen.digits()?;
    (of_tariff && shortest.saturating_add(1) == longest).then(|| {
        (
            longest,
            format!(
                "some codes have {shortest} digits and others {longest}: the leading zero seems lost, and is put back"
            ),
        )
    })
}
