//! Counts and values by whatever a reader asks for, chunk by chunk.

use std::collections::BTreeMap;
use std::sync::Arc;

use exeat_determine::Verdict;
use exeat_documents::tables::{Label, Mapped};
use exeat_facts::batch::{Codes, ColumnKey, ColumnSubject};
use exeat_facts::{Role, Scope, Value, Vocabulary};
use exeat_value::{Day, Decimal};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize};

use super::answer::{Answer, Ask};
use super::change::{Class, Step, step};
use super::part::Added;
use super::parties::Match;
use super::stand::{AnswerId, Answers};

/// What counts under one name from here on, so that memory stays bounded.
const NAMES_MAX: usize = 50_000;
/// Entries that one party may be which are counted, the best first.
const MATCHES_MAX: usize = 3;
/// What the others are called.
const OTHERS: &str = "(others)";
/// What has no name.
const NAMELESS: &str = "(not said)";

/// How many rows, and what they are worth by currency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    /// None where the sum has more digits than can be kept.
    pub worth: BTreeMap<String, Option<Decimal>>,
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        for (currency, worth) in &other.worth {
            let sum = self
                .worth
                .entry(currency.clone())
                .or_insert(Some(Decimal::ZERO));
            *sum = match (*sum, *worth) {
                (Some(sum), Some(worth)) => sum.checked_add(worth),
                _ => None,
            };
        }
    }
}

/// Sums by something, kept as a list so that any key can be stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    from = "Vec<(K, Sum)>",
    into = "Vec<(K, Sum)>",
    bound(
        serialize = "K: Clone + Ord + Serialize",
        deserialize = "K: Ord + Deserialize<'de>"
    )
)]
pub struct Cube<K: Ord>(pub BTreeMap<K, Sum>);

impl<K: Ord> Default for Cube<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> From<Vec<(K, Sum)>> for Cube<K> {
    fn from(list: Vec<(K, Sum)>) -> Self {
        Self(list.into_iter().collect())
    }
}

impl<K: Ord> From<Cube<K>> for Vec<(K, Sum)> {
    fn from(cube: Cube<K>) -> Self {
        cube.0.into_iter().collect()
    }
}

impl<K: Ord + Clone> Cube<K> {
    fn add(&mut self, key: K, sum: &Sum) {
        self.0.entry(key).or_default().add(sum);
    }

    fn merge(&mut self, other: &Self) {
        for (key, sum) in &other.0 {
            self.add(key.clone(), sum);
        }
    }
}

impl<T: Ord + Clone> Cube<(String, T)> {
    /// Adds under a name, unless there are too many names.
    fn add_named(&mut self, name: &str, to: T, sum: &Sum) {
        let key = (name.to_owned(), to.clone());
        if self.0.len() >= NAMES_MAX && !self.0.contains_key(&key) {
            self.add((OTHERS.to_owned(), to), sum);
        } else {
            self.add(key, sum);
        }
    }

    fn merge_named(&mut self, other: &Self) {
        for ((name, to), sum) in &other.0 {
            self.add_named(name, to.clone(), sum);
        }
    }
}

/// One row that stands for others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Witness {
    /// The number of the chunk, so that the first of all is found whichever thread was faster.
    pub(crate) chunk: u64,
    pub(crate) file: String,
    pub(crate) place: u64,
    pub(crate) row: String,
    pub(crate) item: String,
    pub(crate) customer: String,
    pub(crate) destination: String,
}

/// What a change in the law does to rows for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Moved {
    pub(crate) step: Step,
    pub(crate) sum: Sum,
    pub(crate) witness: Witness,
}

/// For how many rows parties were looked for, and on which lists.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Looking {
    /// On which lists, by which rules, and what their silence does not settle; with the rows of which that is true.
    on: BTreeMap<String, Looked>,
    /// Rows in which somebody was looked for.
    pub rows: u64,
    /// Rows in which nobody was: they name no party, or no day.
    pub without: u64,
}

/// Counts of before said it in lines, of which nothing but what they say is known: not of how many
/// rows. Whatever else cannot be read makes the counts unreadable, and a chunk be done again.
fn looking<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Looking>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        Counted(Looking),
        Lines(
            #[expect(dead_code, reason = "it is only told from what is no list of texts")]
            Vec<String>,
        ),
    }
    Ok(match Option::<Kept>::deserialize(deserializer)? {
        Some(Kept::Counted(looking)) => Some(looking),
        Some(Kept::Lines(_)) | None => None,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Looked {
    /// The latest day of their events.
    last: Day,
    rows: u64,
}

/// So many combinations of lists and gaps are named.
const LOOKED_SHOWN: usize = 5;
/// So many are kept apart; what comes then is counted and not named.
const LOOKED_MAX: usize = 10_000;

impl Looking {
    /// Adds rows in which somebody was looked for.
    pub(crate) fn add(&mut self, on: &str, last: Day, rows: u64) {
        self.rows += rows;
        self.name(on, Looked { last, rows });
    }

    fn name(&mut self, on: &str, looked: Looked) {
        if let Some(known) = self.on.get_mut(on) {
            known.last = known.last.max(looked.last);
            known.rows += looked.rows;
        } else if self.on.len() < LOOKED_MAX {
            self.on.insert(on.to_owned(), looked);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.without += other.without;
        for (on, looked) in &other.on {
            self.name(on, *looked);
        }
    }

    /// The same in lines, each with the rows that it is about: the latest events first.
    pub fn in_lines(&self) -> Vec<(String, u64)> {
        let mut on: Vec<(&String, &Looked)> = self.on.iter().collect();
        on.sort_by(|one, two| two.1.last.cmp(&one.1.last).then(one.0.cmp(two.0)));
        let mut lines: Vec<(String, u64)> = on
            .iter()
            .take(LOOKED_SHOWN)
            .map(|(text, looked)| (format!("Parties {text}."), looked.rows))
            .collect();
        if on.len() > LOOKED_SHOWN {
            let shown: u64 = lines.iter().map(|(_, rows)| rows).sum();
            lines.push((
                format!(
                    "For other days of events other editions, or other gaps: {} more; the column exeat_screening says which.",
                    on.len() - LOOKED_SHOWN
                ),
                self.rows.saturating_sub(shown),
            ));
        }
        if self.rows == 0 {
            lines.push((
                "No row names a party and a day, so nobody was looked for.".to_owned(),
                self.without,
            ));
        } else if self.without > 0 {
            lines.push((
                "Rows that name no party, or no day: nobody was looked for.".to_owned(),
                self.without,
            ));
        }
        lines
    }
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tallies {
    /// Rows that came in.
    pub rows_in: u64,
    /// Rows that were decided.
    pub rows_out: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// By verdict.
    pub by_verdict: Cube<Verdict>,
    /// By jurisdiction.
    pub by_law: Cube<(String, Verdict)>,
    /// By destination.
    pub by_destination: Cube<(String, Verdict)>,
    /// By item.
    pub by_item: Cube<(String, Verdict)>,
    /// By customer.
    pub by_customer: Cube<(String, Verdict)>,
    /// By month.
    pub by_month: Cube<(String, Verdict)>,
    /// By the limb that decides.
    pub by_limb: Cube<(String, Verdict)>,
    /// What would decide: each question with the rows that it would help to decide.
    pub asks: Cube<Ask>,
    /// The same by what or whom it is about: an item, a customer.
    pub(crate) asks_of: Cube<(String, Ask)>,
    /// Warnings about the law, with the rows that they are about.
    pub coverage: Cube<String>,
    /// On which lists the parties were looked for; nothing where they were not.
    #[serde(default, deserialize_with = "looking")]
    pub screened: Option<Looking>,
    /// Parties that may be listed, in which role, with the entry that is most alike, by rows.
    #[serde(default)]
    pub matched: Cube<(String, Match)>,
    /// What a change in the law does; empty for a sweep under one law.
    pub(crate) by_class: Cube<Class>,
    pub(crate) class_by_destination: Cube<(String, Class)>,
    pub(crate) class_by_item: Cube<(String, Class)>,
    pub(crate) class_by_customer: Cube<(String, Class)>,
    pub(crate) moved: Vec<Moved>,
    /// What the items are called.
    pub item_names: BTreeMap<String, String>,
}

impl Tallies {
    /// Adds what another chunk counted.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.rows_in += other.rows_in;
        self.rows_out += other.rows_out;
        self.rejected += other.rejected;
        self.by_verdict.merge(&other.by_verdict);
        self.by_law.merge(&other.by_law);
        self.by_destination.merge_named(&other.by_destination);
        self.by_item.merge_named(&other.by_item);
        self.by_customer.merge_named(&other.by_customer);
        self.by_month.merge_named(&other.by_month);
        self.by_limb.merge_named(&other.by_limb);
        self.asks.merge(&other.asks);
        self.asks_of.merge_named(&other.asks_of);
        self.coverage.merge(&other.coverage);
        if let Some(looking) = &other.screened {
            self.screened.get_or_insert_default().merge(looking);
        }
        self.matched.merge_named(&other.matched);
        self.by_class.merge(&other.by_class);
        self.class_by_destination
            .merge_named(&other.class_by_destination);
        self.class_by_item.merge_named(&other.class_by_item);
        self.class_by_customer.merge_named(&other.class_by_customer);
        for moved in &other.moved {
            self.moved(moved.step.clone(), &moved.sum, moved.witness.clone());
        }
        for (item, name) in &other.item_names {
            if self.item_names.len() < NAMES_MAX {
                self.item_names
                    .entry(item.clone())
                    .or_insert_with(|| name.clone());
            }
        }
    }

    /// Counts parties that may be listed.
    pub(crate) fn matched(&mut self, matches: &[(Role, Vec<Match>, u64)]) {
        for (role, of_party, rows) in matches {
            let sum = Sum {
                rows: *rows,
                ..Sum::default()
            };
            for one in of_party.iter().take(MATCHES_MAX) {
                self.matched.add_named(role.name(), one.clone(), &sum);
            }
        }
    }

    fn moved(&mut self, step: Step, sum: &Sum, witness: Witness) {
        match self.moved.iter_mut().find(|one| one.step == step) {
            Some(one) => {
                one.sum.add(sum);
                one.witness = one.witness.clone().min(witness);
            }
            None => self.moved.push(Moved {
                step,
                sum: sum.clone(),
                witness,
            }),
        }
    }

    /// Whether every row that came in is among those that went out or were rejected.
    pub(crate) fn agree(&self) -> bool {
        self.rows_in == self.rows_out + self.rejected
    }

    /// Whether it is said of every row that went out that somebody was looked for, or nobody; where
    /// parties were looked for at all.
    pub(crate) fn agree_on_parties(&self) -> bool {
        let looking = self.screened.iter();
        looking
            .map(|one| one.rows + one.without)
            .all(|rows| rows == self.rows_out)
    }
}

/// Where a chunk comes from, for witnesses.
pub(crate) struct Origin<'a> {
    pub(crate) chunk: u64,
    pub(crate) file: &'a str,
    pub(crate) places: &'a [u64],
}

/// Counts a chunk: what is said of each row, under each stand.
pub(crate) fn count(
    mapped: &Mapped,
    said: &[Vec<AnswerId>],
    answers: &Answers,
    origin: &Origin<'_>,
) -> Tallies {
    let rows = mapped.batch.rows();
    let rejected = mapped.rejects.len();
    let mut tallies = Tallies {
        rows_in: number(rows + rejected),
        rows_out: number(rows),
        rejected: number(rejected),
        ..Tallies::default()
    };
    let texts = Texts::of(mapped);
    // Days of one month count as one.
    let mut numbered: FxHashMap<&str, u32> = FxHashMap::default();
    let months: Vec<u32> = texts
        .month
        .texts
        .iter()
        .map(|month| {
            let next = u32::try_from(numbered.len()).unwrap_or(u32::MAX);
            *numbered.entry(month).or_insert(next)
        })
        .collect();
    // Rows that are alike in everything that is counted by are added up first.
    let mut groups: FxHashMap<Key, Group> = FxHashMap::default();
    for row in 0..rows {
        let key = Key {
            answers: [
                said.first().and_then(|ids| ids.get(row)).copied(),
                said.get(1).and_then(|ids| ids.get(row)).copied(),
            ],
            destination: texts.destination.code(row),
            item: texts.item.code(row),
            customer: texts.customer.code(row),
            month: months
                .get(row_code(texts.month.code(row)))
                .copied()
                .unwrap_or(u32::MAX),
        };
        let group = groups.entry(key).or_insert_with(|| Group {
            first: row,
            rows: 0,
            worth: Vec::new(),
        });
        group.rows += 1;
        if let Some(money) = mapped.worth(row) {
            match group
                .worth
                .iter_mut()
                .find(|(currency, _)| *currency == money.currency)
            {
                Some((_, sum)) => *sum = sum.and_then(|sum| sum.checked_add(money.amount)),
                None => group.worth.push((money.currency, Some(money.amount))),
            }
        }
    }
    let mut ordered: Vec<(Key, Group)> = groups.into_iter().collect();
    ordered.sort_by_key(|(_, group)| group.first);
    let mut known: FxHashMap<AnswerId, Arc<Answer>> = FxHashMap::default();
    let mut steps: FxHashMap<(AnswerId, AnswerId), Step> = FxHashMap::default();
    for (key, group) in &ordered {
        let sum = Sum {
            rows: group.rows,
            worth: group
                .worth
                .iter()
                .map(|(currency, worth)| (currency.to_string(), *worth))
                .collect(),
        };
        let mut answer = |id: Option<AnswerId>| {
            let id = id?;
            if let Some(answer) = known.get(&id) {
                return Some((id, Arc::clone(answer)));
            }
            let answer = answers.get(id)?;
            known.insert(id, Arc::clone(&answer));
            Some((id, answer))
        };
        let first = answer(key.answers[0]);
        let second = answer(key.answers[1]);
        let place = Place {
            destination: texts.destination.text(group.first),
            item: texts.item.text(group.first),
            customer: texts.customer.text(group.first),
            month: texts.month.text(group.first),
        };
        match (first, second) {
            (Some((_, answer)), None) => tallies.under_one(&answer, &place, &sum),
            (Some((from_id, from)), Some((to_id, to))) => {
                let step = steps
                    .entry((from_id, to_id))
                    .or_insert_with(|| step(&from, &to))
                    .clone();
                let witness = || Witness {
                    chunk: origin.chunk,
                    file: origin.file.to_owned(),
                    place: mapped
                        .rows
                        .get(group.first)
                        .and_then(|&row| origin.places.get(row))
                        .copied()
                        .unwrap_or_default(),
                    row: mapped
                        .label(Label::Row)
                        .map(|column| column.get(group.first).text().into_owned())
                        .unwrap_or_default(),
                    item: place.item.to_owned(),
                    customer: place.customer.to_owned(),
                    destination: place.destination.to_owned(),
                };
                // What the rows meet under the later law, for the tables beside the changes.
                tallies.under_one(&to, &place, &sum);
                tallies.under_two(step, &place, &sum, witness);
            }
            _ => {}
        }
    }
    if let (Some(items), Some(names)) = (mapped.label(Label::Item), mapped.label(Label::ItemName)) {
        let mut seen: FxHashMap<u32, ()> = FxHashMap::default();
        for (row, &code) in items.codes.iter().enumerate() {
            if seen.insert(code, ()).is_none() {
                let name = names.get(row).text().into_owned();
                if !name.is_empty() {
                    tallies
                        .item_names
                        .entry(items.get(row).text().into_owned())
                        .or_insert(name);
                }
            }
        }
    }
    tallies
}

struct Place<'a> {
    destination: &'a str,
    item: &'a str,
    customer: &'a str,
    month: &'a str,
}

impl Tallies {
    fn under_one(&mut self, answer: &Answer, place: &Place<'_>, sum: &Sum) {
        let verdict = answer.verdict;
        self.by_verdict.add(verdict, sum);
        for law in &answer.laws {
            self.by_law
                .add((law.jurisdiction.clone(), law.verdict), sum);
            for text in &law.coverage {
                self.coverage
                    .add(format!("{}: {text}", law.jurisdiction), sum);
            }
        }
        for unseen in &answer.unseen {
            self.coverage
                .add(format!("law not looked at: {unseen}"), sum);
        }
        self.by_destination
            .add_named(place.destination, verdict, sum);
        self.by_item.add_named(place.item, verdict, sum);
        self.by_customer.add_named(place.customer, verdict, sum);
        self.by_month.add_named(place.month, verdict, sum);
        for limb in answer.limbs() {
            self.by_limb.add_named(limb, verdict, sum);
        }
        for ask in answer.asks() {
            self.asks.add(ask.clone(), sum);
            let of = match ask.fact.split('.').next() {
                Some("item" | "layer" | "component") => format!("item {}", place.item),
                Some("shipment" | "end-use") => format!("customer {}", place.customer),
                _ if !ask.of_fact => String::new(),
                // Whoever sends is the same for all customers.
                Some("exporter") => "the exporter".to_owned(),
                _ => format!("customer {}", place.customer),
            };
            self.asks_of.add_named(&of, ask.clone(), sum);
        }
    }

    fn under_two(
        &mut self,
        step: Step,
        place: &Place<'_>,
        sum: &Sum,
        witness: impl FnOnce() -> Witness,
    ) {
        let class = step.class;
        self.by_class.add(class, sum);
        if class == Class::Same {
            return;
        }
        self.class_by_destination
            .add_named(place.destination, class, sum);
        self.class_by_item.add_named(place.item, class, sum);
        self.class_by_customer.add_named(place.customer, class, sum);
        self.moved(step, sum, witness());
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    answers: [Option<AnswerId>; 2],
    destination: u32,
    item: u32,
    customer: u32,
    month: u32,
}

struct Group {
    first: usize,
    rows: u64,
    worth: Vec<(exeat_value::Currency, Option<Decimal>)>,
}

/// Which of the texts stands in each row.
enum Places<'a> {
    OfCells(&'a [u32]),
    OfAnswers(&'a Codes),
}

/// A column by which is counted.
struct Text<'a> {
    places: Option<Places<'a>>,
    texts: Vec<String>,
}

impl Text<'_> {
    fn code(&self, row: usize) -> u32 {
        let place = match &self.places {
            Some(Places::OfCells(codes)) => codes.get(row).copied(),
            Some(Places::OfAnswers(codes)) => codes.get(row),
            None => None,
        };
        place.unwrap_or(u32::MAX)
    }

    fn text(&self, row: usize) -> &str {
        usize::try_from(self.code(row))
            .ok()
            .and_then(|code| self.texts.get(code))
            .map_or(NAMELESS, String::as_str)
    }
}

struct Texts<'a> {
    destination: Text<'a>,
    item: Text<'a>,
    customer: Text<'a>,
    month: Text<'a>,
}

impl<'a> Texts<'a> {
    fn of(mapped: &'a Mapped) -> Self {
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

fn row_code(code: u32) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn counts(screened: Value) -> Result<Tallies, serde_json::Error> {
        let mut kept = serde_json::to_value(Tallies::default())?;
        kept["screened"] = screened;
        serde_json::from_value(kept)
    }

    #[test]
    fn counts_that_cannot_be_read_are_no_counts() {
        let looking = json!({ "on": {}, "rows": 3, "without": 1 });
        let mut read = counts(looking).unwrap();
        assert!(read.screened.is_some());
        read.rows_out = 4;
        assert!(read.agree_on_parties());
        read.rows_out = 5;
        assert!(!read.agree_on_parties());
        // As it was said before, and where nobody looked.
        for nothing in [json!(["screened on a list"]), Value::Null] {
            assert_eq!(counts(nothing).unwrap().screened, None);
        }
        for broken in [json!({ "on": {}, "rows": "3" }), json!(7), json!([7])] {
            assert!(counts(broken.clone()).is_err(), "{broken}");
        }
    }
}
