//! A row as the world that conditions are asked of: what a program does that holds rows and wants verdicts.

use std::collections::BTreeSet;

use exeat_facts::{Code, CodeListId, Fact, FactId, Role, Scope, Value, Vocabulary};
use exeat_law::model::{Measure, Over};
use exeat_law::world::{Members, Place, Ratio, ShareBounds, World};
use exeat_value::{Day, Decimal, Truth, UnknownReason};

use crate::rows::Row;

/// The item that moves.
pub const PRODUCT: usize = 0;
/// The part inside it.
pub const PART: usize = 1;

/// What the columns of a row mean in the vocabulary, and the answers that occur again and again; found once.
#[derive(Debug)]
pub struct Columns {
    pub(crate) date: FactId,
    pub(crate) origin: FactId,
    pub(crate) form: FactId,
    pub(crate) technology: FactId,
    pub(crate) on_list: FactId,
    pub(crate) purpose: FactId,
    pub(crate) value: FactId,
    pub(crate) from_china: Answers,
    pub(crate) is_magnet: Answers,
    pub(crate) yes_no: Answers,
    pub(crate) for_relief: Answers,
}

/// What a column that holds yes, no or nothing stands for.
#[derive(Debug)]
pub(crate) struct Answers {
    yes: Fact,
    no: Fact,
    unknown: Fact,
}

impl Answers {
    fn new(yes: Value, no: Value) -> Self {
        Self {
            yes: Fact::known(yes),
            no: Fact::known(no),
            unknown: Fact::Unknown(UnknownReason::NotAsked),
        }
    }

    pub(crate) fn of(&self, answer: Option<bool>) -> &Fact {
        match answer {
            Some(true) => &self.yes,
            Some(false) => &self.no,
            None => &self.unknown,
        }
    }
}

impl Columns {
    /// The columns in the standard vocabulary; none if it lacks one of them.
    #[must_use]
    pub fn find() -> Option<Self> {
        let vocabulary = Vocabulary::standard();
        let code = |list: CodeListId, text: &str| vocabulary.find_code(list, text);
        let set = |code: Code| Value::Set(BTreeSet::from([code]));
        let country = |text| code(CodeListId::COUNTRY, text).map(Value::Code);
        let form = |text| code(CodeListId::ITEM_FORM, text).map(Value::Code);
        let purpose = |text| code(CodeListId::END_USE_PURPOSE, text).map(set);
        Some(Self {
            date: vocabulary.find(Scope::Shipment, "date")?,
            origin: vocabulary.find(Scope::Item, "origin")?,
            form: vocabulary.find(Scope::Item, "form")?,
            technology: vocabulary
                .find(Scope::Item, "made-with-chinese-rare-earth-technology")?,
            on_list: vocabulary.find(Scope::Party, "on-cn-control-list")?,
            purpose: vocabulary.find(Scope::EndUse, "purpose")?,
            value: vocabulary.find(Scope::Item, "value")?,
            from_china: Answers::new(country("CN")?, country("JP")?),
            is_magnet: Answers::new(form("permanent-magnet-material")?, form("metal")?),
            yes_no: Answers::new(Value::YesNo(true), Value::YesNo(false)),
            for_relief: Answers::new(purpose("disaster-relief")?, purpose("civil")?),
        })
    }
}

/// The day that a number such as `20_251_009` stands for; unknown if it stands for none.
pub(crate) fn date(day: i32) -> Fact {
    let part = |number: i32| i8::try_from(number % 100).ok();
    let day = i16::try_from(day / 10_000)
        .ok()
        .zip(part(day / 100))
        .zip(part(day))
        .and_then(|((year, month), day)| Day::new(year, month, day).ok());
    match day {
        Some(day) => Fact::known(Value::Date(day)),
        None => Fact::Unknown(UnknownReason::NotAsked),
    }
}

/// A row that answers for the facts of one shipment: a product with one part that matters, and an end user.
#[derive(Debug)]
pub struct RowWorld<'a> {
    columns: &'a Columns,
    row: &'a Row,
    date: Fact,
}

impl<'a> RowWorld<'a> {
    /// The row as a world.
    #[must_use]
    pub fn new(columns: &'a Columns, row: &'a Row) -> Self {
        Self {
            columns,
            row,
            date: date(row.day),
        }
    }
}

impl World for RowWorld<'_> {
    fn fact(&self, place: Place, fact: FactId) -> &Fact {
        let (columns, row) = (self.columns, self.row);
        match place {
            Place::Shipment if fact == columns.date => &self.date,
            Place::EndUse if fact == columns.purpose => columns.for_relief.of(row.relief),
            Place::Party(_) if fact == columns.on_list => columns.yes_no.of(row.end_user_listed),
            Place::Item(PRODUCT) if fact == columns.technology => {
                columns.yes_no.of(row.chinese_technology)
            }
            Place::Item(PART) if fact == columns.origin => {
                columns.from_china.of(row.part_from_china)
            }
            Place::Item(PART) if fact == columns.form => columns.is_magnet.of(row.part_is_magnet),
            _ => columns.yes_no.of(None),
        }
    }

    fn role(&self, role: Role) -> Place {
        match role {
            Role::EndUser => Place::Party(0),
            _ => Place::Role(role),
        }
    }

    fn members(&self, over: Over, item: usize) -> Members {
        let indices = match over {
            Over::Layers(_) if item == PRODUCT => vec![PRODUCT, PART],
            Over::Layers(_) => vec![item],
            Over::Components(_) if item == PRODUCT => vec![PART],
            Over::Components(_) => Vec::new(),
            Over::Parties => vec![0],
        };
        Members {
            indices,
            complete: true,
        }
    }

    fn share(
        &self,
        measure: Measure,
        whole: usize,
        counts: &mut dyn FnMut(usize) -> Truth,
    ) -> ShareBounds {
        if measure != Measure::Value || whole != PRODUCT {
            return ShareBounds::UNKNOWN;
        }
        // A part is worth no more than the whole, whatever the row says.
        let whole = self.row.whole_value;
        let part = self.row.part_value.map(|part| part.min(whole));
        let (low, high) = match counts(PART) {
            Truth::False => (0, 0),
            Truth::Unknown => (0, part.unwrap_or(whole)),
            Truth::True => (part.unwrap_or(0), part.unwrap_or(whole)),
        };
        let of = |part: i64| Ratio {
            part: Decimal::from(part),
            whole: Decimal::from(whole),
        };
        ShareBounds {
            low: of(low),
            high: of(high),
        }
    }
}
