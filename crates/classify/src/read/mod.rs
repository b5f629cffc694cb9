//! Facts read out of words: by a table of terms, formulas, and amounts with their units.
//!
//! What is read is what the words say and no more. A name that leaves something open leaves it open here too: `dysprosium
//! alloy` names one element and does not exclude others. The facts that a person states go before those that were read.

mod amount;
mod derive;
mod formula;
mod grade;
mod isotope;
mod resolve;
pub(crate) mod spans;
mod table;
mod text;

use exeat_facts::{Code, FactId, FactSet, Scope, Vocabulary};
use exeat_value::Decimal;

pub(crate) use amount::Amount;
use formula::Formula;
pub(crate) use spans::Spans;
pub use table::TableError;
use table::{Act, PARAMETERS, Parameter, TERMS, Terms};
pub(crate) use text::{Folded, is_cjk, is_latin};

/// A fact that was read, and the words that it was read out of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFact {
    /// The fact.
    pub fact: FactId,
    /// The words.
    pub words: String,
}

/// What was read out of a text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The facts.
    pub facts: FactSet,
    /// Where each was read, in the order of the vocabulary.
    pub read: Vec<ReadFact>,
    /// Amounts of which nobody could tell what they measure.
    pub unread: Vec<String>,
    /// Whether the text speaks of technology or software, as against goods.
    pub intangible: bool,
    /// Whether it speaks of a material that is no plain metal: a crystal, a compound, an ore, a magnet.
    pub material: bool,
    /// Whether it tells the form of the goods.
    pub told: bool,
    /// Whether it speaks of a battery.
    pub battery: bool,
    /// Whether it speaks of a crystal, a target, a magnet or the like, so that devices are named only as what it serves.
    pub by_itself: bool,
    /// Whether it tells what the goods are for.
    pub purpose_told: bool,
    /// All amounts, in the order of the text.
    pub(crate) amounts: Vec<Amount>,
}

/// Reads facts out of words.
#[derive(Debug, Clone)]
pub struct Reader {
    vocabulary: &'static Vocabulary,
    terms: Terms,
    parameters: Vec<Parameter>,
    names: Names,
}

/// The facts that reading knows by name.
#[derive(Debug, Clone, Copy)]
struct Names {
    elements: FactId,
    form: FactId,
    kind: FactId,
    purity: FactId,
    magnet_family: FactId,
    substances: FactId,
    for_rare_earths: FactId,
    grain: FactId,
    base_element: FactId,
    low_hafnium: FactId,
    resistivity: FactId,
    specific_modulus: FactId,
    specific_strength: FactId,
    technology_field: FactId,
    technology_magnets: FactId,
    /// Shares of powder below a size, with the size in micrometres.
    shares_below: [(FactId, u32); 2],
    /// What cells and packs are asked.
    cells: [FactId; 3],
    outer_diameter: FactId,
    inner_diameter: FactId,
    wall_thickness: FactId,
    thickness: FactId,
    largest_dimension: FactId,
    sheet_area: FactId,
    hollow_cylinder: FactId,
    tube_or_cylinder: FactId,
    machinable: FactId,
    duplex_shape: FactId,
    thin_foil: FactId,
    enriched: FactId,
    isotopic_impurity: FactId,
    zinc_mole_fraction: FactId,
    conductor_length: FactId,
    critical_temperature: FactId,
    hydride_diluted: FactId,
    copper_matrix: FactId,
    equipment_kind: FactId,
    further_element: FactId,
    permeability: FactId,
    epitaxial_layer: FactId,
    power_above: [(FactId, u32); 2],
}

impl Names {
    fn find(vocabulary: &Vocabulary) -> Option<Self> {
        let find = |path| vocabulary.find(Scope::Item, path);
        Some(Self {
            elements: find("elements")?,
            form: find("form")?,
            kind: find("kind")?,
            purity: find("purity")?,
            magnet_family: find("magnet-family")?,
            substances: find("substances")?,
            for_rare_earths: find("for-rare-earths")?,
            grain: find("mean-grain-size")?,
            base_element: find("base-element")?,
            low_hafnium: find("low-hafnium")?,
            resistivity: find("resistivity-above-10000-ohm-cm")?,
            specific_modulus: find("specific-modulus")?,
            specific_strength: find("specific-tensile-strength")?,
            technology_field: find("technology-field")?,
            technology_magnets: find("technology-magnet-family")?,
            shares_below: [
                (find("share-below-63-um")?, 63),
                (find("share-below-60-um")?, 60),
            ],
            cells: [
                find("rechargeable-lithium-ion")?,
                find("rechargeable-cell")?,
                find("cell-not-battery")?,
            ],
            outer_diameter: find("outer-diameter")?,
            inner_diameter: find("inner-diameter")?,
            wall_thickness: find("wall-thickness")?,
            thickness: find("thickness")?,
            largest_dimension: find("largest-dimension")?,
            sheet_area: find("sheet-area")?,
            hollow_cylinder: find("hollow-cylinder")?,
            tube_or_cylinder: find("tube-or-cylinder")?,
            machinable: find("machinable-to-controlled-size")?,
            duplex_shape: find("duplex-steel-of-controlled-shape")?,
            thin_foil: find("thin-zirconium-foil")?,
            enriched: find("isotopically-enriched")?,
            isotopic_impurity: find("isotopic-impurity")?,
            zinc_mole_fraction: find("zinc-mole-fraction")?,
            conductor_length: find("conductor-length")?,
            critical_temperature: find("critical-temperature")?,
            hydride_diluted: find("hydride-diluted")?,
            copper_matrix: find("copper-based-matrix")?,
            equipment_kind: find("equipment-kind")?,
            further_element: find("further-alloying-element")?,
            permeability: find("initial-relative-permeability")?,
            epitaxial_layer: find("epitaxial-layer")?,
            power_above: [
                (find("cell-power-above-50-w-per-kg")?, 50),
                (find("cell-power-above-350-w-per-kg")?, 350),
            ],
        })
    }
}

/// A part of the text that says something.
#[derive(Debug, Clone)]
struct Piece {
    from: usize,
    to: usize,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// A row of the table.
    Term(usize),
    /// A formula.
    Formula(Formula),
    /// An amount.
    Amount(Amount),
    /// Purity as a count of nines.
    Nines(Amount),
    /// The name or symbol of an element; a doubtful symbol counts only beside an amount.
    Element(Code, Doubt),
    /// A grade of magnets or of micropowder.
    Grade(grade::Grade),
    /// An isotope of a light element by its mass number.
    Isotope(Code, u32),
    /// `Cr21`: a symbol with a number at once after it, which is a content where others stand beside it.
    Glued(Code, Decimal),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    None,
    BesideAmounts,
}

/// Symbols that are words, names or units besides.
const DOUBTFUL: &[&str] = &[
    "In", "As", "At", "No", "He", "Be", "Am", "Pa", "Co", "La", "Os", "Mt", "Rf", "Ac", "Es", "Md",
    "Lr", "Ra", "Po",
];

/// Of those, symbols that are words even before the shape of a metal.
const NEVER_ALONE: &[&str] = &[
    "No", "At", "He", "Am", "Pa", "Es", "Md", "Mt", "I", "P", "F", "H", "N", "O", "C", "S", "K",
];

/// Shapes and forms before which a symbol stands for the metal: `Be ingot`, `W powder`.
const SHAPES: &[&str] = &[
    "metal", "ingot", "powder", "pwd", "foil", "sheet", "plate", "rod", "bar", "wire", "target",
    "tgt", "sputter", "scrap", "crucible", "granul", "lump", "shot", "pellet", "alloy", "flake",
    "chip", "needle", "slug", "tube", "block", "sponge", "锭", "粉", "靶", "片", "棒", "粒", "丝",
    "箔", "板", "块", "金属", "坩埚", "管", "环",
];

/// Whether the shape of a metal follows, after a blank or a hyphen at most.
fn shape_at(text: &Folded, at: usize) -> bool {
    let next = match text.at(at) {
        Some(' ' | '-') => at + 1,
        _ => at,
    };
    SHAPES.iter().any(|shape| {
        let end = next + shape.chars().count();
        text.low_slice(next, end) == **shape && (next > at || !shape.is_ascii())
    })
}

impl Reader {
    /// A reader with the tables of this crate.
    ///
    /// # Errors
    /// A table does not fit the vocabulary; the tests of this crate read both.
    pub fn new(vocabulary: &'static Vocabulary) -> Result<Self, TableError> {
        let names = Names::find(vocabulary).ok_or_else(|| TableError {
            line: 0,
            what: "the vocabulary lacks the facts that every description has".to_owned(),
        })?;
        Ok(Self {
            vocabulary,
            terms: Terms::parse(TERMS, vocabulary)?,
            parameters: table::parameters(PARAMETERS, vocabulary)?,
            names,
        })
    }

    /// Reads a text.
    #[must_use]
    pub fn read(&self, text: &str) -> Reading {
        let text = Folded::new(text);
        let pieces = self.pieces(&text);
        resolve::resolve(self, &text, &pieces)
    }

    /// Cuts a text into what says something, from left to right, the longest first.
    fn pieces(&self, text: &Folded) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < text.len() {
            if let Some(to) = reference_at(text, at) {
                at = to;
            } else if let Some((what, to)) = self.piece_at(text, at) {
                pieces.push(Piece { from: at, to, what });
                at = to.max(at + 1);
            } else if text.at(at).is_some_and(is_latin) {
                // The rest of an unknown word says nothing by itself, except that amounts begin after letters.
                let digit = text.at(at).is_some_and(|one| one.is_ascii_digit());
                at += 1;
                while text
                    .at(at)
                    .is_some_and(|one| is_latin(one) && one.is_ascii_digit() == digit)
                {
                    at += 1;
                }
            } else {
                at += 1;
            }
        }
        pieces
    }

    fn piece_at(&self, text: &Folded, at: usize) -> Option<(What, usize)> {
        let term = self.terms.at(text, at);
        let grade = grade::grade_at(text, at).map(|(grade, to)| (What::Grade(grade), to));
        let formula = formula::formula_at(text, at, self.vocabulary)
            .map(|(formula, to)| (What::Formula(formula), to));
        let nines = amount::nines_at(text, at).map(|(amount, to)| (What::Nines(amount), to));
        let amount = amount::amount_at(text, at).map(|(amount, to)| (What::Amount(amount), to));
        let term = term.map(|(row, to)| match self.terms.acts(row) {
            [Act::Element(code)] => (What::Element(*code, Doubt::None), to),
            _ => (What::Term(row), to),
        });
        let isotope = isotope::isotope_at(text, at, self.vocabulary)
            .map(|(code, mass, to)| (What::Isotope(code, mass), to));
        // The longest; of equals the first of this order.
        let mut best: Option<(What, usize)> = None;
        for found in [
            term,
            isotope,
            grade,
            formula,
            nines,
            amount,
            self.symbol_at(text, at),
            self.glued_at(text, at),
        ] {
            if let Some((what, to)) = found
                && best.as_ref().is_none_or(|(_, longest)| to > *longest)
            {
                best = Some((what, to));
            }
        }
        best
    }

    /// `Cr21`, `Ti0.35`: a symbol with a number, and nothing of the Latin script after it.
    fn glued_at(&self, text: &Folded, at: usize) -> Option<(What, usize)> {
        if !text.at(at)?.is_ascii_uppercase() || !text.starts_word(at) {
            return None;
        }
        let length = if text.at(at + 1)?.is_ascii_lowercase() {
            2
        } else {
            1
        };
        let from = at + length;
        if !text.at(from)?.is_ascii_digit() {
            return None;
        }
        let code = formula::symbol(&text.slice(at, from), self.vocabulary)?;
        let (number, to) = amount::number_at(text, from)?;
        let whole = number < Decimal::HUNDRED && number.places() <= 2;
        (whole && text.ends_word(to)).then_some((What::Glued(code, number), to))
    }

    fn symbol_at(&self, text: &Folded, at: usize) -> Option<(What, usize)> {
        if !text.at(at)?.is_ascii_uppercase() || !text.starts_word(at) {
            return None;
        }
        let length = if text.at(at + 1).is_some_and(|one| one.is_ascii_lowercase()) {
            2
        } else {
            1
        };
        let mut to = at + length;
        if let Some(charged) = charge_at(text, to) {
            to = charged;
        } else if !text.ends_word(to) {
            return None;
        }
        let written = text.slice(at, at + length);
        let code = formula::symbol(&written, self.vocabulary)?;
        let doubt = if basis_at(text, to).is_some()
            || (!NEVER_ALONE.contains(&written.as_str()) && shape_at(text, to))
        {
            Doubt::None
        } else if length == 1 || DOUBTFUL.contains(&written.as_str()) {
            Doubt::BesideAmounts
        } else {
            Doubt::None
        };
        Some((What::Element(code, doubt), to))
    }
}

/// The charge of an ion, and where it ends: `2+` of `Eu2+`.
fn charge_at(text: &Folded, at: usize) -> Option<usize> {
    (text.at(at)?.is_ascii_digit() && text.at(at + 1)? == '+').then_some(at + 2)
}

/// What purity is counted on, after what is counted: `/TREO`, `/REO`, `/TREM`. Whether it is metal, and where it ends.
fn basis_at(text: &Folded, at: usize) -> Option<(bool, usize)> {
    const BASES: &[(&str, bool)] = &[
        ("/treo", false),
        ("/reo", false),
        ("/trem", true),
        ("/rem", true),
        ("/tre", true),
        ("/re", true),
    ];
    let at = text.skip_blanks(at);
    BASES.iter().find_map(|(written, metal)| {
        let end = at + written.len();
        (text.low_slice(at, end) == *written && text.ends_word(end)).then_some((*metal, end))
    })
}

/// A number by which something else is called, and where it ends: `UN2803`, `HS 2846901600`, `ASTM B348`.
fn reference_at(text: &Folded, at: usize) -> Option<usize> {
    const PREFIXES: &[(&str, usize)] = &[
        ("UN", 4),
        ("UN No.", 4),
        ("HS", 6),
        ("HS code", 6),
        ("HTS", 6),
        ("HS编码", 6),
        ("ASTM", 0),
        ("EN", 3),
        ("ISO", 3),
        ("GB/T", 3),
        ("GB", 3),
        ("MIL", 3),
        ("JIS", 0),
    ];
    if !text.starts_word(at) {
        return None;
    }
    PREFIXES.iter().find_map(|(prefix, digits)| {
        let end = at + prefix.chars().count();
        if text.slice(at, end) != *prefix {
            return None;
        }
        let mut from = text.skip_blanks(end);
        if matches!(text.at(from), Some('-' | ':')) {
            from = text.skip_blanks(from + 1);
        }
        let mut to = from;
        if *digits == 0 {
            while text.at(to).is_some_and(is_latin) {
                to += 1;
            }
            return (to > from).then_some(to);
        }
        while text.at(to).is_some_and(|one| one.is_ascii_digit()) {
            to += 1;
        }
        (to - from >= *digits && text.ends_word(to)).then_some(to)
    })
}
