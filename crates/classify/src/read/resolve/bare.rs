//! What stands in a text without a unit or a name: purity as a bare number, permeability, power to weight, and the hydroxides of
//! battery precursors by their formulas.

use super::*;
use crate::read::amount;

/// Atomic masses, in hundredths, of the elements whose content in compounds entries ask for, and of what they are bound to.
const MASSES: &[(&str, u32)] = &[
    ("H", 101),
    ("Li", 694),
    ("Be", 901),
    ("B", 1081),
    ("C", 1201),
    ("N", 1401),
    ("O", 1600),
    ("F", 1900),
    ("Mg", 2431),
    ("Al", 2698),
    ("Si", 2809),
    ("P", 3097),
    ("S", 3206),
    ("Cl", 3545),
    ("Ti", 4787),
    ("Cr", 5200),
    ("Fe", 5585),
    ("Co", 5893),
    ("Ni", 5869),
    ("Zr", 9122),
    ("Mo", 9595),
    ("Hf", 17849),
    ("Ta", 18095),
    ("W", 18384),
    ("Re", 18621),
    ("Th", 23204),
    ("U", 23803),
];

/// A fact, its unit, the least and the most that it can be, and words for it.
type Bare = (
    &'static str,
    &'static str,
    u32,
    u32,
    &'static [&'static str],
);

/// Figures that the trade states without their unit.
const BARE: &[Bare] = &[
    (
        "density",
        "g/cm3",
        1,
        25,
        &["density", "密度", "体密", "体积密度", "bd", "dens."],
    ),
    (
        "flexural-strength",
        "MPa",
        5,
        500,
        &[
            "flexural",
            "flexural strength",
            "抗折",
            "抗折强度",
            "bending strength",
        ],
    ),
    (
        "elastic-limit",
        "MPa",
        100,
        4_000,
        &[
            "elastic limit",
            "elastic",
            "弹性极限",
            "屈服",
            "屈服强度",
            "yield",
            "ys",
        ],
    ),
    (
        "tensile-strength",
        "MPa",
        100,
        4_000,
        &["uts", "tensile", "抗拉", "抗拉强度", "rm"],
    ),
];

/// Elements whose content in a compound an entry asks for.
const ASKED: &[&str] = &["B", "Hf", "W", "Th", "U", "Be", "Zr", "Re"];

/// Metals of whose powder entries ask how much of the metal it holds.
const FUELS: &[&str] = &["Mg", "Zr", "Al", "B"];

impl Resolver<'_> {
    /// `HfO2` is hafnium by 84.8 %: the contents by weight that a formula of two elements and whole numbers states.
    pub(super) fn contents_by_formula(&mut self) {
        let pieces: Vec<Piece> = self
            .pieces
            .iter()
            .filter(|piece| match piece.what {
                What::Formula(_) => true,
                // Formulas that the table of terms knows too.
                What::Term(_) => whole_formula(&self.words_of(piece)).is_some(),
                _ => false,
            })
            .cloned()
            .collect();
        let [piece] = pieces.as_slice() else {
            return;
        };
        if self.spans.is_use(piece.from, piece.to) || self.spans.is_aside(piece.from, piece.to) {
            return;
        }
        let words = self.words_of(piece);
        let Some(parts) = whole_formula(&words) else {
            return;
        };
        let mass = |symbol: &str| {
            MASSES
                .iter()
                .find(|(of, _)| *of == symbol)
                .map(|(_, mass)| *mass)
        };
        let masses: Option<Vec<(&str, u32)>> = parts
            .iter()
            .map(|(symbol, count)| Some((symbol.as_str(), mass(symbol)?.checked_mul(*count)?)))
            .collect();
        let Some(masses) = masses.filter(|masses| masses.len() == 2) else {
            return;
        };
        let whole: u32 = masses.iter().map(|(_, mass)| mass).sum();
        for (symbol, mass) in masses {
            if !ASKED.contains(&symbol) {
                continue;
            }
            // In tenths of a percent, which bounds the true value from both sides.
            let tenths = mass.saturating_mul(1_000) / whole.max(1);
            let bound = |tenths: u32| {
                let amount = Decimal::from_parts(tenths.into(), 1)?;
                Some(Quantity::new(amount, Unit::parse("%").ok()?))
            };
            let amount = Amount {
                low: bound(tenths.saturating_sub(2)),
                high: bound(tenths + 3),
            };
            let fact = formula_symbol(symbol, self).and_then(|code| self.content_fact(code));
            if let Some(fact) = fact
                && !self.amounts.contains_key(&fact)
            {
                self.amounts.entry(fact).or_default().push(amount);
                self.note(fact, words.clone());
            }
        }
    }

    /// `Bismuth shot 99.9`: a bare number near a hundred with a point is the purity of a metal, an oxide or a compound.
    pub(super) fn bare_purity(&mut self) {
        let fact = self.reader.names.purity;
        if self.amounts.contains_key(&fact)
            || !self.is_form(&["metal", "scrap", "oxide", "compound"])
            || self.named.is_empty()
        {
            return;
        }
        let ninety = Decimal::from(90_u32);
        let found = (0..self.text.len()).find_map(|at| {
            if !self.text.at(at)?.is_ascii_digit() || !amount::begins(self.text, at) {
                return None;
            }
            let before = at.checked_sub(1).and_then(|before| self.text.at(before))?;
            let (number, end) = amount::number_at(self.text, at)?;
            let pure = number > ninety && number < Decimal::HUNDRED && number.places() > 0;
            let alone = match self.text.at(end) {
                None | Some(',' | ';' | ')') => true,
                Some(' ') => amount::amount_at(self.text, at).is_none(),
                _ => false,
            };
            let free = before == ' ' && {
                let words = self.text.low_slice(at.saturating_sub(8), at);
                !["dia", "od", "id", "to", "x", "φ", "-", "±"]
                    .iter()
                    .any(|word| words.trim_end().ends_with(word))
            };
            (pure && alone && free).then_some((number, at, end))
        });
        if let (Some((number, from, end)), Ok(percent)) = (found, Unit::parse("%")) {
            let amount = Amount::exactly(Quantity::new(number, percent));
            self.amounts.entry(fact).or_default().push(amount);
            self.note(fact, self.text.slice(from, end));
        }
    }

    /// One metal by itself holds as much of its element as it is pure.
    pub(super) fn contents_by_purity(&mut self) {
        let elements: BTreeSet<Code> = self.named.iter().map(|(code, _)| *code).collect();
        let mut elements = elements.into_iter();
        let (Some(element), None) = (elements.next(), elements.next()) else {
            return;
        };
        let purity = self.amounts.get(&self.reader.names.purity).cloned();
        if !self.is_form(&["metal", "scrap", "sputtering-target", "part"]) {
            return;
        }
        if let (Some(purity), Some(fact)) = (purity, self.content_fact(element))
            && !self.amounts.contains_key(&fact)
        {
            self.amounts.insert(fact, purity);
            let words = self
                .words
                .get(&self.reader.names.purity)
                .map_or(String::new(), |words| words.join(", "));
            self.note(fact, words);
        }
    }

    /// Grains of a metal that burns hold as much of it as they are pure: `Mg granules 99.5, 45 um`.
    pub(super) fn fuels_by_purity(&mut self) {
        let fuel = FUELS.iter().any(|symbol| self.names_all(&[symbol]));
        let size = self
            .reader
            .vocabulary
            .find(Scope::Item, "particle-size")
            .is_some_and(|fact| self.amounts.contains_key(&fact));
        if fuel && size {
            self.contents_by_purity();
            self.coarse_grains();
        }
    }

    /// Of grains whose size is told as no less than the sizes that entries ask for, at most half are finer: `1-4 mm`.
    fn coarse_grains(&mut self) {
        let size = self.reader.vocabulary.find(Scope::Item, "particle-size");
        let sizes = size.and_then(|fact| self.amounts.get(&fact)).cloned();
        let (Some(sizes), Ok(half)) = (sizes, "50 %".parse::<Quantity>()) else {
            return;
        };
        for (fact, micrometres) in self.reader.names.shares_below {
            let Ok(bound) = format!("{micrometres} um").parse::<Quantity>() else {
                continue;
            };
            let coarse = !sizes.is_empty()
                && sizes.iter().all(|one| {
                    let low = one.low.and_then(|low| low.compare(&bound));
                    low.is_some_and(std::cmp::Ordering::is_gt)
                });
            if coarse && !self.amounts.contains_key(&fact) {
                let amount = Amount {
                    low: None,
                    high: Some(half),
                };
                self.amounts.insert(fact, vec![amount]);
                let words = size.and_then(|size| self.words.get(&size));
                let words = words.map_or(String::new(), |words| words.join(", "));
                self.note(fact, words);
            }
        }
    }

    /// `密度18.2 弹性极限820 抗拉1290`: figures after the word for them, in the unit in which the trade states them.
    pub(super) fn bare_parameters(&mut self) {
        if !self.is_form(&["metal", "alloy", "graphite"]) {
            return;
        }
        let text = self.text.low_slice(0, self.text.len());
        for (path, symbol, least, most, words) in BARE {
            let Some(fact) = self.reader.vocabulary.find(Scope::Item, path) else {
                continue;
            };
            if self.amounts.contains_key(&fact) {
                continue;
            }
            let found = words.iter().find_map(|word| {
                let signs: Vec<char> = word.chars().collect();
                occurrences(&text, &signs).into_iter().find_map(|start| {
                    let mut at = self.text.skip_blanks(start + signs.len());
                    while matches!(self.text.at(at), Some(':' | '=' | '≥' | '>' | '约')) {
                        at = self.text.skip_blanks(at + 1);
                    }
                    if !self.text.at(at)?.is_ascii_digit() {
                        return None;
                    }
                    let (number, end) = amount::number_at(self.text, at)?;
                    let unitless = amount::amount_at(self.text, at).is_none()
                        && self.text.at(end) != Some('%')
                        && self.text.ends_word(end);
                    let fits = number >= Decimal::from(*least) && number <= Decimal::from(*most);
                    (unitless && fits).then(|| (number, self.text.slice(at, end)))
                })
            });
            if let (Some((number, words)), Ok(unit)) = (found, Unit::parse(symbol)) {
                let amount = Amount::exactly(Quantity::new(number, unit));
                self.amounts.entry(fact).or_default().push(amount);
                self.note(fact, words);
            }
        }
    }

    /// `initial permeability 150000`.
    pub(super) fn bare_permeability(&mut self) {
        let unit = Unit::parse("1").ok();
        let fact = self.reader.names.permeability;
        if self.amounts.contains_key(&fact) {
            return;
        }
        let text = self.text.low_slice(0, self.text.len());
        let found = ["permeability", "磁导率"].iter().find_map(|word| {
            let start = text.find(word)?;
            let from = text[..start].chars().count() + word.chars().count();
            let limit = (from + 16).min(self.text.len());
            (from..limit).find_map(|at| {
                let begins = self.text.at(at)?.is_ascii_digit() && amount::begins(self.text, at);
                begins.then(|| amount::number_at(self.text, at)).flatten()
            })
        });
        if let (Some((number, end)), Some(unit)) = (found, unit)
            && number >= Decimal::HUNDRED
        {
            let amount = Amount::exactly(Quantity::new(number, unit));
            self.amounts.entry(fact).or_default().push(amount);
            self.note(fact, self.text.slice(end.saturating_sub(8), end));
        }
    }

    /// `60 W/kg`: whether a cell gives more power to its weight than entries ask for.
    pub(super) fn power_to_weight(&mut self) {
        if !self.is_form(&["battery"]) {
            return;
        }
        let found = (0..self.text.len()).find_map(|at| {
            if !self.text.at(at)?.is_ascii_digit() || !amount::begins(self.text, at) {
                return None;
            }
            let (number, end) = amount::number_at(self.text, at)?;
            let unit = self.text.skip_blanks(end);
            (self.text.low_slice(unit, unit + 4) == "w/kg").then(|| (number, at, unit + 4))
        });
        if let Some((number, from, to)) = found {
            let words = self.text.slice(from, to);
            for (fact, bound) in self.reader.names.power_above {
                self.yes
                    .entry(fact)
                    .or_default()
                    .insert(number > Decimal::from(bound));
                self.note(fact, words.clone());
            }
        }
    }

    /// A part of an oxide is a ceramic as much as a part: `BeO crucible`.
    pub(super) fn made_of_oxide(&mut self) {
        let form = self.reader.names.form;
        let oxide = self.codes.get(&form).is_some_and(|found| {
            found
                .iter()
                .any(|(_, code)| self.reader.vocabulary.code_text(*code) == "oxide")
        });
        if !oxide || !self.is_form(&["part"]) || self.named.is_empty() {
            return;
        }
        let rank = self
            .codes
            .get(&form)
            .and_then(|found| found.iter().map(|(rank, _)| *rank).max());
        if let Some(rank) = rank {
            self.form("ceramic-material", rank, "");
        }
    }

    /// `TiAl`, `Ti-48Al-2Cr-2Nb`: aluminides of titanium are compounds with 15 to 63 % of aluminium by weight.
    fn titanium_aluminide(&self) -> Option<String> {
        let text = self.text.low_slice(0, self.text.len());
        for word in [
            "titanium aluminide",
            "tial",
            "ti3al",
            "γ-tial",
            "钛铝化物",
            "钛铝金属间化合物",
        ] {
            let signs: Vec<char> = word.chars().collect();
            if !occurrences(&text, &signs).is_empty() {
                return Some(word.to_owned());
            }
        }
        // By atoms: `Ti-48Al`, `Ti48Al`.
        for word in ["ti-", "ti"] {
            let signs: Vec<char> = word.chars().collect();
            for at in 0..self.text.len() {
                if self.text.low_slice(at, at + signs.len()) != word || !self.text.starts_word(at) {
                    continue;
                }
                let from = at + signs.len();
                if let Some((number, end)) = amount::number_at(self.text, from)
                    && self.text.slice(end, end + 2) == "Al"
                    && number >= Decimal::from(20_u32)
                    && number <= Decimal::from(60_u32)
                {
                    return Some(self.text.slice(at, end + 2));
                }
            }
        }
        None
    }

    /// `Ti-48Al-2Cr-2Nb`: an aluminide with one more element.
    pub(super) fn further_elements(&mut self) {
        if let Some(words) = self.titanium_aluminide()
            && let (Some(aluminium), Some(titanium)) =
                (formula_symbol("Al", self), formula_symbol("Ti", self))
            && let Some(content) = self.content_fact(aluminium)
        {
            self.form("alloy", RANK_ALLOY, &words);
            let base = self.reader.names.base_element;
            self.code(base, "Ti", RANK_SHAPE, &words);
            for element in [titanium, aluminium] {
                self.named.push((element, words.clone()));
            }
            if !self.amounts.contains_key(&content)
                && let (Ok(low), Ok(high)) = ("15 %".parse(), "63 %".parse())
            {
                self.amounts.entry(content).or_default().push(Amount {
                    low: Some(low),
                    high: Some(high),
                });
                self.note(content, words);
            }
        }
        let aluminide = self.names_all(&["Ti", "Al"]) || self.names_all(&["Ni", "Al"]);
        let elements: BTreeSet<Code> = self.named.iter().map(|(code, _)| *code).collect();
        if aluminide && elements.len() > 2 && self.is_form(&["alloy"]) {
            let fact = self.reader.names.further_element;
            let words = self
                .named
                .last()
                .map_or(String::new(), |(_, words)| words.clone());
            self.yes.entry(fact).or_default().insert(true);
            self.note(fact, words);
        }
    }

    /// `Ni0.8Co0.1Mn0.1(OH)2`: what is a hydroxide of nickel, cobalt and one more is a precursor of cathodes.
    pub(super) fn precursors(&mut self) {
        let list = CodeListId::SUBSTANCE;
        let vocabulary = self.reader.vocabulary;
        let found = self.pieces.iter().find_map(|piece| {
            let What::Formula(formula) = &piece.what else {
                return None;
            };
            let symbols: BTreeSet<&str> = formula
                .elements
                .iter()
                .map(|&code| vocabulary.code_text(code))
                .collect();
            let name = [
                ("Mn", "nickel-cobalt-manganese-hydroxide"),
                ("Al", "nickel-cobalt-aluminium-hydroxide"),
            ]
            .into_iter()
            .find_map(|(third, name)| {
                let wanted = BTreeSet::from(["Ni", "Co", third, "O", "H"]);
                (wanted == symbols).then_some(name)
            })?;
            Some((name, self.words_of(piece)))
        });
        if let Some((name, words)) = found
            && let Some(code) = vocabulary.find_code(list, name)
        {
            let fact = self.reader.names.substances;
            self.sets.entry(fact).or_default().insert(code);
            self.note(fact, words.clone());
            self.form("battery-material", RANK_MAGNET, &words);
        }
    }
}

fn formula_symbol(symbol: &str, resolver: &Resolver<'_>) -> Option<Code> {
    crate::read::formula::symbol(symbol, resolver.reader.vocabulary)
}

/// The symbols of a formula with their counts, if it is nothing but symbols and whole numbers.
fn whole_formula(written: &str) -> Option<Vec<(String, u32)>> {
    let signs: Vec<char> = written.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        if !sign.is_ascii_uppercase() {
            return None;
        }
        let mut symbol = sign.to_string();
        at += 1;
        if let Some(small) = signs.get(at).filter(|next| next.is_ascii_lowercase()) {
            symbol.push(*small);
            at += 1;
        }
        let mut count = String::new();
        while let Some(digit) = signs.get(at).filter(|next| next.is_ascii_digit()) {
            count.push(*digit);
            at += 1;
        }
        let count = if count.is_empty() {
            1
        } else {
            count.parse().ok()?
        };
        parts.push((symbol, count));
    }
    (parts.len() >= 2).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_whole_numbers_are_counted() {
        let some = |parts: &[(&str, u32)]| {
            Some(
                parts
                    .iter()
                    .map(|(symbol, count)| ((*symbol).to_owned(), *count))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(whole_formula("HfO2"), some(&[("Hf", 1), ("O", 2)]));
        assert_eq!(whole_formula("B4C"), some(&[("B", 4), ("C", 1)]));
        assert_eq!(whole_formula("Cd0.9Zn0.1Te"), None);
        assert_eq!(whole_formula("(Ni,Co)O"), None);
    }
}
