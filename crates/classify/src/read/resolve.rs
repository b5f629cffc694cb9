//! From the parts of a text to facts: which amount is what, which element is the goods and which a trace.

use std::collections::{BTreeMap, BTreeSet};

use exeat_facts::{Candidate, Code, CodeListId, Fact, FactId, Scope, Type, Value};
use exeat_value::{Decimal, Dimension, Quantity, Unit};

use super::amount::Amount;
use super::formula::Makes;
use super::grade::Grade;
use super::text::{Folded, is_latin};
use super::{Act, Doubt, Piece, ReadFact, Reader, Reading, What};

/// How far before an amount the word for it may stand, in characters.
const WORD_BEFORE_MAX: usize = 36;
/// How far after.
const WORD_AFTER_MAX: usize = 24;
/// Between an element and its percentage stand so many characters at most.
const BESIDE_MAX: usize = 14;

/// Ranks of what formulas say about the form, between those of the table.
const RANK_SHAPE: u8 = 1;
const RANK_ALLOY: u8 = 3;
const RANK_COMPOUND: u8 = 4;
const RANK_MAGNET: u8 = 6;
/// What a grade says of the family of a magnet: others have grades with the same letters, so that a name goes before it.
const RANK_GRADE: u8 = 3;

/// Words around an element that deny it.
const DENIED_BEFORE: &[&str] = &["no ", "without ", "free of ", "无", "不含", "non-"];
const DENIED_AFTER: &[&str] = &["-free", " free"];
/// Words around an element that make it a dopant.
const DOPED_BEFORE: &[&str] = &["doped with ", "掺", ":"];
const DOPED_AFTER: &[&str] = &["-doped", " doped", "掺杂", ":"];

/// Elements whose traces give goods their name.
const RARE_EARTHS: &[&str] = &[
    "Sc", "Y", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb",
    "Lu",
];

/// Semiconductors of wide gap whose substrates are listed.
const WIDE_GAP: &[&[&str]] = &[
    &["Ga", "N"],
    &["Ga", "O"],
    &["Al", "N"],
    &["Al", "Ga", "N"],
    &["Si", "C"],
];

/// Forms of machines, which are not made of what their names say.
const MACHINES: &[&str] = &["equipment", "equipment-part"];

pub(super) fn resolve(reader: &Reader, text: &Folded, pieces: &[Piece]) -> Reading {
    let mut resolver = Resolver {
        reader,
        text,
        pieces,
        codes: BTreeMap::new(),
        sets: BTreeMap::new(),
        yes: BTreeMap::new(),
        amounts: BTreeMap::new(),
        words: BTreeMap::new(),
        named: Vec::new(),
        whole_formula: false,
        unread: Vec::new(),
        used: BTreeSet::new(),
        purpose: purpose(text),
    };
    resolver.contents();
    resolver.names();
    resolver.magnets();
    resolver.crystals();
    resolver.nuclear_traces();
    resolver.other_amounts();
    resolver.finish()
}

struct Resolver<'a> {
    reader: &'a Reader,
    text: &'a Folded,
    pieces: &'a [Piece],
    codes: BTreeMap<FactId, Vec<(u8, Code)>>,
    sets: BTreeMap<FactId, BTreeSet<Code>>,
    yes: BTreeMap<FactId, BTreeSet<bool>>,
    amounts: BTreeMap<FactId, Vec<Amount>>,
    words: BTreeMap<FactId, Vec<String>>,
    /// The elements as which the goods are described.
    named: Vec<(Code, String)>,
    /// Whether a formula or compound name tells all elements.
    whole_formula: bool,
    unread: Vec<String>,
    /// Pieces that are spoken for.
    used: BTreeSet<usize>,
    /// From where on the text says what the goods are for, and no longer what they are.
    purpose: usize,
}

impl Resolver<'_> {
    fn words_of(&self, piece: &Piece) -> String {
        self.text.slice(piece.from, piece.to)
    }

    fn note(&mut self, fact: FactId, words: String) {
        let of_fact = self.words.entry(fact).or_default();
        if !of_fact.contains(&words) {
            of_fact.push(words);
        }
    }

    fn content_fact(&self, element: Code) -> Option<FactId> {
        let symbol = self.reader.vocabulary.code_text(element);
        let path = format!("content.{symbol}");
        self.reader.vocabulary.find(Scope::Item, &path)
    }

    fn element_of(&self, index: usize) -> Option<Code> {
        match self.pieces.get(index)?.what {
            What::Element(code, _) => Some(code),
            _ => None,
        }
    }

    /// Percentages beside elements are their contents; a percentage near a hundred is the purity too.
    fn contents(&mut self) {
        for index in 0..self.pieces.len() {
            let piece = &self.pieces[index];
            match &piece.what {
                What::Amount(amount) if amount.dimension() == Some(Dimension::Fraction) => {
                    if let Some(beside) = self.element_beside(index) {
                        let amount = *amount;
                        self.content(index, beside, amount);
                    }
                }
                What::Formula(formula) => {
                    let percent = Unit::parse("%").ok();
                    for (element, amount) in formula.contents.clone() {
                        if let (Some(fact), Some(percent)) = (self.content_fact(element), percent) {
                            let words = self.words_of(&self.pieces[index]);
                            let amount = Amount::exactly(Quantity::new(amount, percent));
                            self.amounts.entry(fact).or_default().push(amount);
                            self.note(fact, words);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn content(&mut self, index: usize, beside: usize, amount: Amount) {
        let Some(element) = self.element_of(beside) else {
            return;
        };
        let Some(fact) = self.content_fact(element) else {
            return;
        };
        let (from, to) = (index.min(beside), index.max(beside));
        let words = self.text.slice(self.pieces[from].from, self.pieces[to].to);
        self.used.insert(index);
        self.used.insert(beside);
        self.amounts.entry(fact).or_default().push(amount);
        self.note(fact, words.clone());
        let ninety = Decimal::from(90_u32);
        let main = amount
            .low
            .and_then(|low| low.in_base())
            .is_some_and(|low| low >= ninety);
        if main {
            // A percentage near a hundred names the goods and their purity.
            let purity = self.reader.names.purity;
            self.amounts.entry(purity).or_default().push(amount);
            self.note(purity, words.clone());
        }
        // From a tenth on it is part of what the goods are; less is an addition or a trace.
        let tenth = amount
            .low
            .and_then(|low| low.in_base())
            .is_some_and(|low| low >= Decimal::from(10_u32));
        if tenth {
            self.named.push((element, words));
        }
    }

    /// The element whose content a percentage is: after it, or else before it, with nothing but a few words between.
    fn element_beside(&self, index: usize) -> Option<usize> {
        let own = &self.pieces[index];
        let after = self
            .pieces
            .get(index + 1)
            .filter(|next| matches!(next.what, What::Element(..)) && self.joins(own.to, next.from));
        let before = index.checked_sub(1).filter(|previous| {
            !self.used.contains(previous)
                && self.pieces.get(*previous).is_some_and(|piece| {
                    matches!(piece.what, What::Element(..)) && self.joins(piece.to, own.from)
                })
        });
        // `Dy 1.2 % Tb 0.3 %` goes by what stands first; `1.2 % Dy` has nothing before it.
        match (before, after) {
            (Some(before), _) => Some(before),
            (None, Some(_)) => Some(index + 1),
            (None, None) => None,
        }
    }

    /// Whether nothing but words such as `of`, `content` or `含量` stands between two places.
    fn joins(&self, from: usize, to: usize) -> bool {
        const BETWEEN: &[&str] = &[
            "",
            "of",
            "content",
            "content of",
            "content:",
            "含量",
            "量",
            "含量为",
            "量为",
            ":",
            "=",
            "(",
            "≥",
            ">",
            "<",
            "≤",
            "about",
            "at least",
            "at most",
            "not less than",
            "min",
            "max",
            "min.",
            "by weight of",
            "约",
            "below",
            "under",
            "less than",
            "up to",
            "not more than",
            "over",
            "above",
            "more than",
            "低于",
            "不超过",
            "小于",
            "大于",
        ];
        if to < from || to - from > BESIDE_MAX {
            return false;
        }
        let between = self.text.low_slice(from, to);
        BETWEEN.contains(&between.trim())
    }

    /// Terms, formulas and elements.
    fn names(&mut self) {
        for index in 0..self.pieces.len() {
            let piece = self.pieces[index].clone();
            let words = self.words_of(&piece);
            match piece.what {
                What::Term(row) => self.term(row, piece.from, &words),
                What::Formula(formula) => {
                    let (rank, form) = match formula.makes {
                        Makes::Alloy => (RANK_ALLOY, "alloy"),
                        Makes::Oxide => (RANK_COMPOUND, "oxide"),
                        Makes::Compound => (RANK_COMPOUND, "compound"),
                    };
                    self.form(form, rank, &words);
                    self.whole_formula = true;
                    for element in formula.elements {
                        self.named.push((element, words.clone()));
                    }
                }
                What::Element(element, doubt) if !self.used.contains(&index) => {
                    let is_use = piece.from >= self.purpose;
                    if doubt == Doubt::None && (!is_use || self.is_form(MACHINES)) {
                        self.element(element, &piece, &words);
                    }
                }
                What::Nines(amount) => {
                    let purity = self.reader.names.purity;
                    self.amounts.entry(purity).or_default().push(amount);
                    self.note(purity, words);
                }
                What::Grade(Grade::NeodymiumMagnet) => {
                    self.form("permanent-magnet-material", RANK_MAGNET, &words);
                    let family = self.reader.names.magnet_family;
                    self.code(family, "NdFeB", RANK_GRADE, &words);
                }
                What::Grade(Grade::Micropowder(_)) | What::Amount(_) | What::Element(..) => {}
            }
        }
    }

    fn term(&mut self, row: usize, place: usize, words: &str) {
        // What comes after `for` names a use, once it is told what the goods are.
        let told = self
            .codes
            .get(&self.reader.names.form)
            .is_some_and(|forms| forms.iter().any(|(rank, _)| *rank > RANK_SHAPE));
        let is_use = place >= self.purpose && told && !self.is_form(MACHINES);
        for act in self.reader.terms.acts(row).to_vec() {
            match act {
                Act::YesNo { .. } if is_use => self.yes_no(act, words),
                _ if is_use => {}
                Act::Code { fact, code, rank } => {
                    self.codes.entry(fact).or_default().push((rank, code));
                    self.note(fact, words.to_owned());
                }
                Act::Add { fact, code } if fact == self.reader.names.elements => {
                    self.named.push((code, words.to_owned()));
                }
                Act::Add { fact, code } => {
                    self.sets.entry(fact).or_default().insert(code);
                    self.note(fact, words.to_owned());
                }
                Act::YesNo { .. } => self.yes_no(act, words),
                Act::Amount { fact, quantity } => {
                    self.amounts
                        .entry(fact)
                        .or_default()
                        .push(Amount::exactly(quantity));
                    self.note(fact, words.to_owned());
                }
                Act::Element(code) => self.named.push((code, words.to_owned())),
            }
        }
    }

    fn yes_no(&mut self, act: Act, words: &str) {
        if let Act::YesNo { fact, yes } = act {
            self.yes.entry(fact).or_default().insert(yes);
            self.note(fact, words.to_owned());
        }
    }

    fn form(&mut self, form: &str, rank: u8, words: &str) {
        self.code(self.reader.names.form, form, rank, words);
    }

    fn code(&mut self, fact: FactId, code: &str, rank: u8, words: &str) {
        let vocabulary = self.reader.vocabulary;
        if let Type::Code(list) = vocabulary.get(fact).ty
            && let Some(code) = vocabulary.find_code(list, code)
        {
            self.codes.entry(fact).or_default().push((rank, code));
            self.note(fact, words.to_owned());
        }
    }

    /// An element that is named: denied, as a dopant, or as what the goods are.
    fn element(&mut self, element: Code, piece: &Piece, words: &str) {
        let before = self
            .text
            .low_slice(piece.from.saturating_sub(12), piece.from);
        let after = self.text.low_slice(piece.to, piece.to + 8);
        if DENIED_BEFORE
            .iter()
            .any(|word| ends_with_word(&before, word))
            || DENIED_AFTER.iter().any(|word| after.starts_with(word))
        {
            if let (Some(fact), Ok(none)) = (self.content_fact(element), "0 %".parse()) {
                self.amounts
                    .entry(fact)
                    .or_default()
                    .push(Amount::exactly(none));
                self.note(fact, format!("{}{words}", before.trim_start()));
            }
            return;
        }
        let dopant = DOPED_BEFORE.iter().any(|word| before.ends_with(word))
            || DOPED_AFTER.iter().any(|word| after.starts_with(word));
        let symbol = self.reader.vocabulary.code_text(element);
        if !dopant || RARE_EARTHS.contains(&symbol) {
            self.named.push((element, words.to_owned()));
        }
    }

    fn chosen(&self, fact: FactId) -> Vec<Code> {
        let found = self.codes.get(&fact).map_or(&[][..], Vec::as_slice);
        let best = found.iter().map(|(rank, _)| *rank).max();
        let mut codes: Vec<Code> = found
            .iter()
            .filter(|(rank, _)| Some(*rank) == best)
            .map(|(_, code)| *code)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    fn is_form(&self, forms: &[&str]) -> bool {
        let chosen = self.chosen(self.reader.names.form);
        !chosen.is_empty()
            && chosen
                .iter()
                .all(|&one| forms.contains(&self.reader.vocabulary.code_text(one)))
    }

    fn names_all(&self, symbols: &[&str]) -> bool {
        symbols.iter().all(|symbol| {
            self.named
                .iter()
                .any(|(code, _)| self.reader.vocabulary.code_text(*code) == *symbol)
        })
    }

    /// Magnets: the family by its elements, and further elements as contents.
    fn magnets(&mut self) {
        if self.is_form(MACHINES) {
            self.machine();
            return;
        }
        if !self.is_form(&["permanent-magnet-material"]) {
            return;
        }
        for (family, symbols) in [
            ("NdFeB", &["Nd", "Fe", "B"][..]),
            ("SmCo", &["Sm", "Co"][..]),
        ] {
            if self.names_all(symbols) {
                let words = self
                    .named
                    .first()
                    .map_or(String::new(), |(_, words)| words.clone());
                self.code(self.reader.names.magnet_family, family, RANK_MAGNET, &words);
            }
        }
        let vocabulary = self.reader.vocabulary;
        let family: Vec<&str> = self
            .chosen(self.reader.names.magnet_family)
            .into_iter()
            .map(|code| vocabulary.code_text(code))
            .collect();
        let own: &[&str] = match family.as_slice() {
            ["NdFeB"] => &["Nd", "Pr", "Fe", "B"],
            ["SmCo"] => &["Sm", "Co", "Fe", "Cu", "Zr"],
            _ => return,
        };
        let (kept, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.named)
            .into_iter()
            .partition(|(code, _)| own.contains(&vocabulary.code_text(*code)));
        self.named = kept;
        for (element, words) in others {
            // That it contains some is more than nothing and no figure.
            let some = "1 ppb".parse().ok();
            if let Some(fact) = self.content_fact(element)
                && !self.amounts.contains_key(&fact)
            {
                let amount = Amount {
                    low: some,
                    high: None,
                };
                self.amounts.entry(fact).or_default().push(amount);
                self.note(fact, words);
            }
        }
    }

    /// Crystals of the materials of wide gap serve as substrates, unless they carry layers of something else.
    fn crystals(&mut self) {
        let named: BTreeSet<&str> = self
            .named
            .iter()
            .map(|(code, _)| self.reader.vocabulary.code_text(*code))
            .collect();
        let wide = WIDE_GAP
            .iter()
            .any(|one| one.iter().copied().collect::<BTreeSet<_>>() == named);
        let substances = self.reader.names.substances;
        if wide && self.is_form(&["crystal"]) && !self.sets.contains_key(&substances) {
            let list = CodeListId::SUBSTANCE;
            if let Some(code) = self.reader.vocabulary.find_code(list, "wide-gap-substrate") {
                self.sets.entry(substances).or_default().insert(code);
                let words = self
                    .named
                    .first()
                    .map_or(String::new(), |(_, words)| words.clone());
                self.note(substances, words);
            }
        }
    }

    /// What is called by thorium or uranium holds some of it.
    fn nuclear_traces(&mut self) {
        for (element, words) in self.named.clone() {
            let symbol = self.reader.vocabulary.code_text(element);
            if let (true, Some(fact)) = (matches!(symbol, "Th" | "U"), self.content_fact(element))
                && !self.amounts.contains_key(&fact)
            {
                let low = "1 ppb".parse().ok();
                let amount = Amount { low, high: None };
                self.amounts.entry(fact).or_default().push(amount);
                self.note(fact, words);
            }
        }
    }

    /// A machine is for what its name says, and not made of it.
    fn machine(&mut self) {
        let vocabulary = self.reader.vocabulary;
        let rare_earths = self
            .named
            .iter()
            .any(|(code, _)| RARE_EARTHS.contains(&vocabulary.code_text(*code)));
        let magnets = self
            .codes
            .remove(&self.reader.names.magnet_family)
            .is_some();
        self.words.remove(&self.reader.names.magnet_family);
        if rare_earths || magnets {
            let fact = self.reader.names.for_rare_earths;
            self.yes.entry(fact).or_default().insert(true);
            let words = self
                .named
                .first()
                .map_or("…", |(_, words)| words.as_str())
                .to_owned();
            self.note(fact, words);
        }
        self.named.clear();
        for fact in [self.reader.names.purity, self.reader.names.substances] {
            self.amounts.remove(&fact);
            self.sets.remove(&fact);
            self.words.remove(&fact);
        }
    }

    /// Amounts that are no contents: by the word beside them, or by what the goods are.
    fn other_amounts(&mut self) {
        for index in 0..self.pieces.len() {
            let piece = self.pieces[index].clone();
            match piece.what {
                What::Amount(amount) if !self.used.contains(&index) => {
                    match self.parameter(index, &amount) {
                        Some(fact) => {
                            self.amounts.entry(fact).or_default().push(amount);
                            let words = self.words_of(&piece);
                            self.note(fact, words);
                        }
                        None => self.unread.push(self.words_of(&piece)),
                    }
                }
                What::Grade(Grade::Micropowder(size)) if self.is_form(&["superhard-material"]) => {
                    if let Ok(micrometre) = Unit::parse("um") {
                        let amount = Amount {
                            low: None,
                            high: Some(Quantity::new(size, micrometre)),
                        };
                        let grain = self.reader.names.grain;
                        self.amounts.entry(grain).or_default().push(amount);
                        let words = self.words_of(&piece);
                        self.note(grain, words);
                    }
                }
                _ => {}
            }
        }
    }

    fn parameter(&self, index: usize, amount: &Amount) -> Option<FactId> {
        let dimension = amount.dimension()?;
        let piece = &self.pieces[index];
        let neighbours = |at: usize| {
            self.pieces
                .get(at)
                .filter(|piece| matches!(piece.what, What::Amount(_) | What::Nines(_)))
        };
        let from = (0..index)
            .rev()
            .find_map(|at| neighbours(at).map(|piece| piece.to))
            .unwrap_or(0)
            .max(piece.from.saturating_sub(WORD_BEFORE_MAX));
        let to = ((index + 1)..self.pieces.len())
            .find_map(|at| neighbours(at).map(|piece| piece.from))
            .unwrap_or(self.text.len())
            .min(piece.to + WORD_AFTER_MAX);
        let before = self.text.low_slice(from, piece.from);
        let after = self.text.low_slice(piece.to, to);
        // Beyond a comma words belong to something else.
        let before = before.rsplit([',', ';']).next().unwrap_or_default();
        let after = after.split([',', ';']).next().unwrap_or_default();
        let fitting: Vec<_> = self
            .reader
            .parameters
            .iter()
            .filter(|one| one.dimension == dimension && self.holds(&one.context))
            .collect();
        let nearest_before = fitting
            .iter()
            .filter_map(|one| {
                let ends = one.words.iter().filter_map(|word| last_end(before, word));
                ends.max().map(|end| (end, one.fact))
            })
            .max_by_key(|(end, _)| *end);
        if let Some((_, fact)) = nearest_before {
            return Some(fact);
        }
        let nearest_after = fitting
            .iter()
            .filter_map(|one| {
                let starts = one.words.iter().filter_map(|word| first_start(after, word));
                starts.min().map(|start| (start, one.fact))
            })
            .min_by_key(|(start, _)| *start);
        if let Some((_, fact)) = nearest_after {
            return Some(fact);
        }
        let ninety = Decimal::from(90_u32);
        let low = amount.low.and_then(|low| low.in_base());
        if dimension == Dimension::Fraction && low.is_some_and(|low| low >= ninety) {
            return Some(self.reader.names.purity);
        }
        fitting.iter().find(|one| one.default).map(|one| one.fact)
    }

    /// Whether the goods are one of these, as far as it was read; where there is none, always.
    fn holds(&self, context: &[Code]) -> bool {
        context.is_empty()
            || context.iter().any(|code| {
                self.sets.values().any(|codes| codes.contains(code))
                    || self
                        .codes
                        .keys()
                        .any(|&fact| self.chosen(fact).contains(code))
            })
    }

    fn finish(mut self) -> Reading {
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

/// Where the text begins to say what goods are for; its end where it does not.
fn purpose(text: &Folded) -> usize {
    (0..text.len())
        .find(|&at| text.low_slice(at, at + 5) == " for " || text.low_slice(at, at + 2) == "用于")
        .unwrap_or(text.len())
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

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| {
        !word.starts_with(is_latin) || !rest.chars().next_back().is_some_and(is_latin)
    })
}

/// Where the last occurrence of a word ends, in characters.
fn last_end(text: &str, word: &[char]) -> Option<usize> {
    occurrences(text, word)
        .last()
        .map(|start| start + word.len())
}

/// Where the first occurrence of a word begins.
fn first_start(text: &str, word: &[char]) -> Option<usize> {
    occurrences(text, word).first().copied()
}

fn occurrences(text: &str, word: &[char]) -> Vec<usize> {
    let text: Vec<char> = text.chars().collect();
    if word.is_empty() {
        return Vec::new();
    }
    let inside = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .copied()
            .is_some_and(is_latin)
    };
    text.windows(word.len())
        .enumerate()
        .filter(|(start, window)| {
            let begins = !word[0].is_ascii_alphanumeric() || !inside(start.checked_sub(1));
            let last = word[word.len() - 1];
            let ends = !last.is_ascii_alphanumeric() || !inside(Some(start + word.len()));
            *window == word && begins && ends
        })
        .map(|(start, _)| start)
        .collect()
}
