//! From the parts of a text to facts: which amount is what, which element is the goods and which a trace.

mod bare;
mod contents;
mod derived;
mod geometry;
mod isotopes;
mod parameters;

use std::collections::{BTreeMap, BTreeSet};

use exeat_facts::{Candidate, Code, CodeListId, Fact, FactId, Scope, Type, Value};
use exeat_value::{Decimal, Dimension, Quantity, Unit};

use super::amount::Amount;
use super::derive;
use super::formula::Makes;
use super::grade::Grade;
use super::spans::Spans;
use super::text::{Folded, is_latin};
use super::{Act, Doubt, Piece, ReadFact, Reader, Reading, What, basis_at};

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
const RANK_MACHINE: u8 = 8;
/// What a grade says of the family of a magnet: others have grades with the same letters, so that a name goes before it.
const RANK_GRADE: u8 = 3;

/// Words around an element that deny it.
const DENIED_BEFORE: &[&str] = &[
    "free from ",
    "zero ",
    "w/o ",
    "excluding ",
    "不添加",
    "未添加",
    "未含",
    "不加",
    "零",
    "no ",
    "without ",
    "free of ",
    "无",
    "不含",
    "non-",
];
const DENIED_AFTER: &[&str] = &[
    "all not",
    "all n.d.",
    "all nd",
    "all zero",
    "all 0",
    "each 0",
    "each nd",
    "each <",
    "not added",
    "not present",
    "below detection",
    "below lod",
    "均未检出",
    "均未添加",
    "均不含",
    "均为0",
    "未添加",
    "各0",
    "nd,",
    "nd;",
    "n/d",
    "-free",
    " free",
    "n.d.",
    "n.d",
    "nd)",
    "not detected",
    "nil",
    "none",
    "<lod",
    "absent",
    "未检出",
    "未检测出",
];
/// Words that deny what was looked for and not found, whatever figure stands before them.
const NOT_FOUND: &[&str] = &[
    "not detected",
    "none detected",
    "not found",
    "undetected",
    "below detection",
    "n.d.",
    "均未检出",
    "未检出",
    "未检测出",
    "未测出",
    "未发现",
];
/// What may stand between elements that share a denial.
const SHARED: &[&str] = &[
    "/", ",", "and", "or", "&", "+", "nor", "和", "或", "及", "与", ", and", ", or",
];
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
/// Forms of what is about goods: what it is for says what it is.
const ABOUT_GOODS: &[&str] = &["equipment", "equipment-part", "carrier-of-technology"];

/// Forms of materials other than plain metal, of which no part is a machine.
const MATERIALS: &[&str] = &[
    "crystal",
    "compound",
    "oxide",
    "mixture",
    "sputtering-target",
    "permanent-magnet-material",
    "ore-or-concentrate",
    "chemical-reagent",
    "luminescent-material",
    "optical-fibre-material",
    "battery-material",
    "graphite",
    "superhard-material",
    "scrap",
    "battery",
];

/// Of those, forms that are what devices are made with, whatever devices are named.
const BY_THEMSELVES: &[&str] = &[
    "crystal",
    "oxide",
    "sputtering-target",
    "permanent-magnet-material",
    "ore-or-concentrate",
    "luminescent-material",
    "optical-fibre-material",
    "battery-material",
    "battery",
];

/// Words by which a description calls a machine, as its last ones.
const MACHINE_NOUNS: &[&str] = &[
    "machine",
    "machines",
    "machinery",
    "furnace",
    "furnaces",
    "press",
    "kiln",
    "equipment",
    "coater",
    "extractor",
    "settler",
    "mixer",
    "grinder",
    "winder",
    "stacker",
    "filler",
    "reactor",
    "crusher",
    "puller",
    "oven",
    "dryer",
    "drier",
    "lathe",
    "centrifuge",
    "evaporator",
    "classifier",
    "line",
    "plant",
    "rectifier",
    "welder",
    "printer",
    "gluer",
    "feeder",
    "spectrometer",
    "pump",
    "valve",
    "camera",
    "laser",
    "gauge",
    "manometer",
    "analyser",
    "analyzer",
    "interferometer",
    "microscope",
    "accelerometer",
    "gyroscope",
    "gyro",
    "radar",
    "sonar",
    "antenna",
    "amplifier",
    "receiver",
    "transmitter",
    "oscilloscope",
    "encoder",
    "robot",
    "autoclave",
    "fermenter",
    "incinerator",
    "synthesizer",
    "synthesiser",
    "exchanger",
    "recorder",
    "microscope",
    "monitor",
    "telescope",
    "turntable",
];
/// Ends of Chinese names of machines, and words that end so and are none.
const MACHINE_ENDS: &[&str] = &[
    "机",
    "炉",
    "设备",
    "装置",
    "生产线",
    "窑",
    "釜",
    "槽",
    "机组",
    "产线",
    "柜",
    "换热器",
    "反应器",
    "激光器",
    "变频器",
    "阀",
    "泵",
    "塔",
];
const NO_MACHINES: &[&str] = &[
    "手机",
    "相机",
    "计算机",
    "飞机",
    "无人机",
    "发动机",
    "电动机",
    "电机",
    "直升机",
    "摄像机",
    "有机",
    "无机",
];

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
        spans: Spans::of(text),
        on_support: false,
    };
    resolver.listed_contents();
    resolver.denied();
    resolver.size_shares();
    resolver.contents();
    resolver.precursors();
    resolver.names();
    resolver.contents_by_formula();
    resolver.contents_by_purity();
    resolver.further_elements();
    resolver.bare_purity();
    resolver.isotopes();
    resolver.zinc_by_mole();
    resolver.technology();
    resolver.magnets();
    resolver.batteries();
    resolver.crystals();
    resolver.nuclear_traces();
    resolver.hafnium();
    resolver.other_amounts();
    resolver.geometry();
    resolver.bare_parameters();
    resolver.bare_permeability();
    resolver.power_to_weight();
    resolver.superconductors();
    resolver.dilution();
    resolver.fibre();
    resolver.fuels_by_purity();
    resolver.made_of_oxide();
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
    /// Where the text says what the goods are for, or what is beside them, as against what they are.
    spans: Spans,
    /// Whether the goods lie on something else.
    on_support: bool,
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

    /// Terms, formulas and elements: first what the goods are, then what they are for.
    fn names(&mut self) {
        let mut basis = None;
        self.machine_by_head();
        for uses in [false, true] {
            let told = uses && self.is_told();
            for index in 0..self.pieces.len() {
                let piece = self.pieces[index].clone();
                if self.spans.is_use(piece.from, piece.to) == uses {
                    basis = self.named_by(index, piece, told).or(basis);
                }
            }
        }
        if self.chosen(self.reader.names.form).is_empty()
            && let Some(metal) = basis
        {
            let form = if metal { "metal" } else { "oxide" };
            self.form(form, RANK_SHAPE, "");
        }
        self.bare_metal();
        self.alloy_by_neighbours();
        self.on_support &= self.is_form(&["crystal"]);
    }

    /// An element that goes by its purity alone, with no word for a form, is the metal: `4N Ga`.
    fn bare_metal(&mut self) {
        let elements: BTreeSet<Code> = self.named.iter().map(|(code, _)| *code).collect();
        let pure = self.amounts.contains_key(&self.reader.names.purity);
        let compound = self
            .pieces
            .iter()
            .any(|piece| matches!(piece.what, What::Formula(_)));
        if pure
            && !compound
            && elements.len() == 1
            && self.chosen(self.reader.names.form).is_empty()
            && self.sets.is_empty()
        {
            let words = self.named[0].1.clone();
            self.form("metal", RANK_SHAPE, &words);
        }
    }

    /// Two metals named in one breath are an alloy, and so is a metal of which only a part is stated: `aluminium scandium plate`,
    /// `lead ingot, Sb 12 %`.
    fn alloy_by_neighbours(&mut self) {
        if !self.is_form(&["metal", "scrap"]) || self.is_form(&["scrap"]) {
            return;
        }
        let metal = |index: usize| match self.pieces.get(index)?.what {
            What::Element(code, _) => {
                let makes = crate::read::formula::makes(&[code], self.reader.vocabulary);
                (makes == Makes::Alloy).then_some(code)
            }
            _ => None,
        };
        let together = (1..self.pieces.len()).find(|&index| {
            let (before, own) = (&self.pieces[index - 1], &self.pieces[index]);
            let apart = own.from.saturating_sub(before.to);
            let joined = apart == 0 || (apart == 1 && self.text.at(before.to) == Some(' '));
            let outside = |piece: &Piece| {
                !self.spans.is_use(piece.from, piece.to) && !self.spans.is_aside(piece.from, piece.to)
            };
            joined
                && outside(before)
                && outside(own)
                && matches!((metal(index - 1), metal(index)), (Some(one), Some(other)) if one != other)
        });
        if let Some(index) = together {
            let words = self.words_of(&self.pieces[index]);
            self.form("alloy", RANK_ALLOY, &words);
        }
    }

    /// What a description calls a machine is one, whatever it works on.
    fn machine_by_head(&mut self) {
        let head = crate::read::spans::head(self.text);
        let named = MACHINE_NOUNS.contains(&head.as_str())
            || (MACHINE_ENDS.iter().any(|end| head.ends_with(end))
                && !NO_MACHINES.iter().any(|end| head.ends_with(end)));
        if named {
            self.form("equipment", RANK_MACHINE, &head);
        }
    }

    /// Whether it is told what the goods are.
    fn is_told(&self) -> bool {
        let forms = self.codes.get(&self.reader.names.form);
        let pure = self.amounts.contains_key(&self.reader.names.purity);
        if pure && !self.named.is_empty() {
            return true;
        }
        forms.is_some_and(|forms| {
            !self.named.is_empty() || forms.iter().any(|(rank, _)| *rank > RANK_SHAPE)
        })
    }

    /// One piece; whether it is only what purity is counted on, and then of metal.
    fn named_by(&mut self, index: usize, piece: Piece, is_use: bool) -> Option<bool> {
        let words = self.words_of(&piece);
        let machine = self.is_form(ABOUT_GOODS);
        let tested = self.spans.is_test(piece.from, piece.to);
        let aside = self.spans.is_aside(piece.from, piece.to);
        let basis = basis_at(self.text, piece.to).map(|(metal, _)| metal);
        match piece.what {
            What::Term(row) if aside => {
                self.on_support |= self.spans.on_support;
                for act in self.reader.terms.acts(row).to_vec() {
                    self.yes_no(act, &words);
                }
            }
            What::Term(row) => self.term(row, is_use, &piece, &words),
            What::Formula(formula) if aside => self.support(&formula),
            What::Formula(_) if (is_use && !machine) || self.is_layer(index) => {}
            What::Formula(formula) => {
                for (element, _) in &formula.contents {
                    self.note(
                        self.reader.names.elements,
                        self.reader.vocabulary.code_text(*element).to_owned(),
                    );
                }
                if basis.is_none() {
                    let (rank, form) = match formula.makes {
                        Makes::Alloy => (RANK_ALLOY, "alloy"),
                        Makes::Oxide => (RANK_COMPOUND, "oxide"),
                        Makes::Compound => (RANK_COMPOUND, "compound"),
                    };
                    self.form(form, rank, &words);
                    self.whole_formula = true;
                }
                if let Some(base) = formula.base() {
                    let symbol = self.reader.vocabulary.code_text(base).to_owned();
                    self.code(self.reader.names.base_element, &symbol, RANK_SHAPE, &words);
                }
                for element in formula.elements {
                    self.named.push((element, words.clone()));
                }
                return basis;
            }
            What::Element(element, doubt) if !self.used.contains(&index) => {
                if doubt == Doubt::None && !aside && !tested && (!is_use || machine) {
                    self.element(element, &piece, &words);
                    return basis;
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
            What::Grade(Grade::AluminiumAlloy) => {
                self.form("alloy", RANK_ALLOY, &words);
                self.code(self.reader.names.base_element, "Al", RANK_ALLOY, &words);
                if let Some(aluminium) = crate::read::formula::symbol("Al", self.reader.vocabulary)
                {
                    self.named.push((aluminium, words));
                }
            }
            What::Grade(Grade::Micropowder(_))
            | What::Amount(_)
            | What::Element(..)
            | What::Isotope(..)
            | What::Glued(..) => {}
        }
        None
    }

    /// What the goods are grown on. A wafer of arsenide on arsenide goes by the substrate; one on something else by its layers.
    fn support(&mut self, formula: &crate::read::formula::Formula) {
        if !self.spans.on_support {
            return;
        }
        self.on_support = true;
        let named: BTreeSet<Code> = self.named.iter().map(|(code, _)| *code).collect();
        if !named.is_empty() && formula.elements.iter().all(|one| named.contains(one)) {
            self.named
                .retain(|(code, _)| formula.elements.contains(code));
        }
    }

    /// `AlGaN 20nm/GaN 1.8um/AlN`: after the first formula, those of an epitaxial wafer, those with a thickness and what follows them are layers.
    fn is_layer(&self, index: usize) -> bool {
        let thick = |at: usize| {
            self.pieces.get(at).is_some_and(|piece| match piece.what {
                What::Amount(amount) => amount.dimension() == Some(Dimension::Length),
                _ => false,
            })
        };
        let beside = |at: usize, next: usize| {
            matches!((self.pieces.get(at), self.pieces.get(next)), (Some(one), Some(other))
                if other.from.saturating_sub(one.to) <= 2)
        };
        let list = CodeListId::SUBSTANCE;
        let hetero = self
            .reader
            .vocabulary
            .find_code(list, "hetero-epitaxial-material");
        let told = self
            .sets
            .get(&self.reader.names.substances)
            .zip(hetero)
            .is_some_and(|(set, hetero)| set.contains(&hetero));
        let before_is_formula = told
            || self.pieces[..index]
                .iter()
                .any(|piece| matches!(piece.what, What::Formula(_)));
        let after_layer = index.checked_sub(1).is_some_and(|before| {
            thick(before)
                && beside(before, index)
                && self.text.at(self.pieces[index].from - 1) == Some('/')
        });
        let layered = before_is_formula && derive::is_epitaxial(self.text);
        layered
            || before_is_formula && ((thick(index + 1) && beside(index, index + 1)) || after_layer)
    }

    fn term(&mut self, row: usize, is_use: bool, piece: &Piece, words: &str) {
        let beside = is_program(words) && self.comes_beside(piece.from);
        // What names a use says little, once it is told what the goods are.
        let is_use = is_use && !self.is_form(ABOUT_GOODS);
        for act in self.reader.terms.acts(row).to_vec() {
            match act {
                Act::YesNo { .. } if is_use => self.yes_no(act, words),
                _ if is_use => {}
                // Software that comes with goods, or that they lack, does not make software of them.
                Act::Code { fact, .. }
                    if beside
                        && (fact == self.reader.names.kind || fact == self.reader.names.form) => {}
                // The first machine that is named is the one; what follows is what it belongs to.
                Act::Code { fact, code, rank }
                    if fact == self.reader.names.equipment_kind
                        && self.codes.get(&fact).is_some_and(|found| {
                            found
                                .iter()
                                .any(|(of, other)| *of == rank && *other != code)
                        }) => {}
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

    /// Whether what begins here is told as what comes with the goods or is not in them: `incl. software`, `no firmware`.
    fn comes_beside(&self, from: usize) -> bool {
        let before = self.text.low_slice(from.saturating_sub(48), from);
        let near = self.text.low_slice(from.saturating_sub(9), from);
        let included = ["incl", "including", "included"]
            .iter()
            .any(|word| !occurrences(&before, &word.chars().collect::<Vec<_>>()).is_empty());
        included
            || [
                "no", "without", "w/o", "无", "不含", "含", "随附", "配套", "附带",
            ]
            .iter()
            .any(|word| ends_with_word(near.trim_end(), word))
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

    /// An element that is named: as a dopant, or as what the goods are.
    fn element(&mut self, element: Code, piece: &Piece, words: &str) {
        let before = self
            .text
            .low_slice(piece.from.saturating_sub(12), piece.from);
        let after = self.text.low_slice(piece.to, piece.to + 8);
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

/// Whether words speak of programs as machines have them.
fn is_program(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "software" | "firmware" | "软件" | "固件"
    )
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
