//! By what rows are counted.

use std::sync::Arc;

use exeat_documents::tables::{Label, Mapped};
use exeat_facts::batch::{Codes, ColumnKey, ColumnSubject};
use exeat_facts::{Scope, Value, Vocabulary};

use crate::part::Added;

/// What has no name.
const NAMELESS: &str = "(not said)";

/// Which of the texts stands in each row.
enum Places<'a> {
    OfCells(&'a [u32]),
    OfAnswers(&'a Codes),
}

/// A column by which is counted.
pub(super) struct Text<'a> {
    places: Option<Places<'a>>,
    pub(super) texts: Vec<String>,
}

impl Text<'_> {
    pub(super) fn code(&self, row: usize) -> u32 {
        let place = match &self.places {
            Some(Places::OfCells(codes)) => codes.get(row).copied(),
            Some(Places::OfAnswers(codes)) => codes.get(row),
            None => None,
        };
        place.unwrap_or(u32::MAX)
    }

    pub(super) fn text(&self, row: usize) -> &str {
        usize::try_from(self.code(row))
            .ok()
            .and_then(|code| self.texts.get(code))
            .map_or(NAMELESS, String::as_str)
    }
}

pub(super) struct Texts<'a> {
    pub(super) destination: Text<'a>,
    pub(super) item: Text<'a>,
    pub(super) customer: Text<'a>,
    pub(super) month: Text<'a>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(mapped: &'a Mapped) -> Self {
        let of_label = |label: Label| {
            let column = mapped.label(label);
            Text {
                places: column.map(|column| Places::OfCells(&column.codes)),
                texts: column.map_or(Vec::new(), |column| {
                    column
                        .cells
                        .iter()
                        .map(|cell| {
                            if cell.is_blank() {
                                NAMELESS.to_owned()
                            } else {
                                cell.text().into_owned()
                            }
                        })
                        .collect()
                }),
            }
        };
        let of_fact = |path: &str, text: &dyn Fn(&Value) -> String| {
            let key = Vocabulary::standard()
                .find(Scope::Shipment, path)
                .map(|fact| ColumnKey::Fact(ColumnSubject::Shipment, fact));
            let column = key.and_then(|key| mapped.batch.column(key));
            Text {
                places: column.map(|column| Places::OfAnswers(column.codes())),
                texts: column.map_or(Vec::new(), |column| {
                    column
                        .dictionary()
                        .iter()
                        .map(|fact| fact.value().map_or(NAMELESS.to_owned(), text))
                        .collect()
                }),
            }
        };
        let vocabulary = Vocabulary::standard();
        Self {
            destination: of_fact("destination", &|value| value.text(vocabulary)),
            item: of_label(Label::Item),
            customer: of_label(Label::Customer),
            month: of_fact("date", &|value| {
                value.text(vocabulary).chars().take(7).collect()
            }),
        }
    }
}

/// By what rows are counted: the columns in which it stands, where a sweep writes it down.
pub(crate) const LABELS: [&str; 4] = [
    "exeat_destination",
    "exeat_item",
    "exeat_customer",
    "exeat_month",
];

/// What each row is counted by, as columns.
pub(crate) fn labels(mapped: &Mapped) -> Vec<Added> {
    let texts = Texts::of(mapped);
    let each = [
        &texts.destination,
        &texts.item,
        &texts.customer,
        &texts.month,
    ];
    LABELS
        .into_iter()
        .zip(each)
        .map(|(name, text)| {
            let nameless = u32::try_from(text.texts.len()).unwrap_or(u32::MAX);
            let codes = (0..mapped.batch.rows())
                .map(|row| text.code(row).min(nameless))
                .collect();
            Added {
                name: name.to_owned(),
                texts: text
                    .texts
                    .iter()
                    .cloned()
                    .chain([NAMELESS.to_owned()])
                    .collect(),
                codes: Arc::new(codes),
            }
        })
        .collect()
}
