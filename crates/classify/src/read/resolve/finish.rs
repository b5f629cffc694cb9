//! From what was found to facts: one value, a range, or several between which the words leave doubt.

use super::words::{BY_THEMSELVES, MATERIALS};
use super::*;

impl Resolver<'_> {
    pub(super) fn finish(mut self) -> Reading {
        let mut reading = Reading::default();
        let vocabulary = self.reader.vocabulary;
        self.set_elements(&mut reading);
        for &fact in self.codes.keys() {
            let codes = self.chosen(fact);
            let values: Vec<Value> = codes.into_iter().map(Value::Code).collect();
            reading.facts.set(fact, one_or_contested(values));
        }
        let goods = vocabulary.find_code(CodeListId::ITEM_KIND, "goods");
        if !self.codes.contains_key(&self.reader.names.kind)
            && self.codes.contains_key(&self.reader.names.form)
            && !self.is_form(&["carrier-of-technology"])
            && let Some(goods) = goods
        {
            reading
                .facts
                .set(self.reader.names.kind, Fact::known(Value::Code(goods)));
        }
        for (fact, codes) in std::mem::take(&mut self.sets) {
            reading.facts.set(fact, Fact::known(Value::Set(codes)));
        }
        for (fact, answers) in std::mem::take(&mut self.yes) {
            let values = answers.into_iter().map(Value::YesNo).collect();
            reading.facts.set(fact, one_or_contested(values));
        }
        for (fact, amounts) in std::mem::take(&mut self.amounts) {
            if let Some(known) = amount_fact(&amounts) {
                reading.facts.set(fact, known);
            }
        }
        for (fact, words) in self.words {
            if !reading.facts.get(fact).is_unknown() {
                let words = words.join(", ");
                reading.read.push(ReadFact { fact, words });
            }
        }
        reading.unread = self.unread;
        reading.amounts = self
            .pieces
            .iter()
            .filter_map(|piece| match piece.what {
                What::Amount(amount) => Some(amount),
                _ => None,
            })
            .collect();
        let form = reading.facts.get(self.reader.names.form);
        reading.told = !form.is_unknown();
        reading.purpose_told = self.spans.tells_use();
        reading.by_itself = matches!(
            form.value(),
            Some(Value::Code(code)) if BY_THEMSELVES.contains(&vocabulary.code_text(*code))
        );
        reading.battery = matches!(
            form.value(),
            Some(Value::Code(code)) if vocabulary.code_text(*code) == "battery"
        );
        reading.material = matches!(
            reading.facts.get(self.reader.names.form).value(),
            Some(Value::Code(code)) if MATERIALS.contains(&vocabulary.code_text(*code))
        );
        reading.intangible = matches!(
            reading.facts.get(self.reader.names.kind).value(),
            Some(Value::Code(code)) if matches!(vocabulary.code_text(*code), "technology" | "software")
        );
        reading
    }

    /// The elements; where one is named of an alloy or a compound, there may be others.
    fn set_elements(&mut self, reading: &mut Reading) {
        if self.named.is_empty() {
            return;
        }
        let elements = self.reader.names.elements;
        let named: BTreeSet<Code> = self.named.iter().map(|(code, _)| *code).collect();
        for (_, words) in std::mem::take(&mut self.named) {
            self.note(elements, words);
        }
        let open = named.len() == 1
            && !self.whole_formula
            && !self.is_form(&[
                "metal",
                "oxide",
                "crystal",
                "sputtering-target",
                "permanent-magnet-material",
                "ore-or-concentrate",
                "scrap",
                "optical-fibre-material",
                "luminescent-material",
                "ceramic-material",
                "graphite",
                "superhard-material",
            ]);
        let closed = Value::Set(named);
        let all = self
            .reader
            .vocabulary
            .code_list(CodeListId::CHEMICAL_ELEMENT);
        let fact = match all {
            Some(all) if open => {
                let list = CodeListId::CHEMICAL_ELEMENT;
                let count = all.codes().len();
                let all = (0..=u16::MAX).take(count).map(|index| Code { list, index });
                one_or_contested(vec![closed, Value::Set(all.collect())])
            }
            _ => Fact::known(closed),
        };
        reading.facts.set(elements, fact);
    }
}

/// A fact of one value, or of several about which the words leave doubt.
fn one_or_contested(mut values: Vec<Value>) -> Fact {
    if values.len() == 1 {
        return Fact::known(values.remove(0));
    }
    let candidates = values.into_iter().map(|value| Candidate {
        value,
        statements: Vec::new(),
    });
    Fact::Contested(candidates.collect())
}

/// The fact of an amount: one value, or a range. Nothing where two amounts contradict each other.
fn amount_fact(amounts: &[Amount]) -> Option<Fact> {
    let first = amounts.first()?;
    let mut bounds = *first;
    for other in &amounts[1..] {
        bounds.low = narrower(bounds.low, other.low, std::cmp::Ordering::Less);
        bounds.high = narrower(bounds.high, other.high, std::cmp::Ordering::Greater);
    }
    let unit = bounds.low.or(bounds.high)?.unit;
    let least = Quantity::new(Decimal::ZERO, unit);
    // Nothing is more than a hundred percent; of other amounts no end is known.
    let most = if unit.dimension() == Dimension::Fraction {
        Quantity::new(Decimal::HUNDRED, Unit::parse("%").ok()?)
    } else {
        Quantity::new(Decimal::from(1_000_000_000_u32), unit)
    };
    let low = bounds.low.unwrap_or(least);
    let high = bounds.high.unwrap_or(most);
    match low.compare(&high)? {
        std::cmp::Ordering::Equal => Some(Fact::known(Value::Quantity(low))),
        std::cmp::Ordering::Less => Some(Fact::Between {
            low: Value::Quantity(low),
            high: Value::Quantity(high),
            evidence: Vec::new(),
        }),
        std::cmp::Ordering::Greater => None,
    }
}

/// The bound that leaves less: the second where it stands so to the first that the first lets more through.
fn narrower(
    one: Option<Quantity>,
    other: Option<Quantity>,
    wider: std::cmp::Ordering,
) -> Option<Quantity> {
    match (one, other) {
        (Some(one), Some(other)) => {
            if one.compare(&other) == Some(wider) {
                Some(other)
            } else {
                Some(one)
            }
        }
        (one, other) => one.or(other),
    }
}
