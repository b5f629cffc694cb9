//! Isotopes: whether goods are enriched in one, and how much of others they hold. And shares by mole, which are no contents by
//! weight: zinc in cadmium zinc telluride.

use super::*;
use crate::read::amount;

/// The isotopes that entries ask for, with what nature holds of them at most, in atoms of a hundred.
const NATURAL: &[(&str, u32, &str)] = &[("B", 10, "20.6"), ("Li", 6, "7.8")];

/// Words that say that the isotopes are those of nature.
const OF_NATURE: &[&str] = &["natural", "nat.", "unenriched", "天然", "自然丰度"];
/// Words that say that they are not.
const ENRICHED: &[&str] = &[
    "enrich",
    "enr.",
    "enr ",
    "富集",
    "浓缩",
    "isotopically pure",
    "isopure",
];

/// Between which temperatures in kelvin superconductors of these elements lose their resistance, at zero field, where a text
/// does not say it: a property of the substance.
const SUPERCONDUCTORS: &[(&[&str], u32, u32)] = &[
    (&["Nb", "Ti"], 8, 11),
    (&["Nb", "Sn"], 16, 19),
    (&["Mg", "B"], 35, 41),
    (&["Y", "Ba", "Cu"], 85, 95),
];

/// How far behind an isotope its share may stand, in characters.
const SHARE_MAX: usize = 32;

impl Resolver<'_> {
    /// What isotopes that are named say.
    pub(super) fn isotopes(&mut self) {
        let text = self.text.low_slice(0, self.text.len());
        let natural = OF_NATURE.iter().any(|word| text.contains(word));
        let enriched = ENRICHED.iter().any(|word| text.contains(word));
        let found: Vec<(usize, Code, u32)> = self
            .pieces
            .iter()
            .enumerate()
            .filter_map(|(index, piece)| match piece.what {
                What::Isotope(code, mass) => Some((index, code, mass)),
                _ => None,
            })
            .collect();
        for (index, code, mass) in found {
            let piece = self.pieces[index].clone();
            let words = self.words_of(&piece);
            let symbol = self.reader.vocabulary.code_text(code);
            let share = self.share_near(&piece);
            let wanted = NATURAL
                .iter()
                .find(|(of, number, _)| *of == symbol && *number == mass);
            let bound = wanted.and_then(|(_, _, bound)| bound.parse::<Decimal>().ok());
            let answer = match (share, bound) {
                (Some(share), Some(bound)) => share > bound,
                _ if matches!(symbol, "B" | "Li") && wanted.is_none() => false,
                _ if natural && !enriched => false,
                (Some(share), None) => share >= Decimal::from(90_u32),
                (None, _) => true,
            };
            let fact = self.reader.names.enriched;
            self.yes.entry(fact).or_default().insert(answer);
            self.note(fact, words.clone());
            self.named.push((code, words.clone()));
            let Some(share) = share.filter(|share| *share >= Decimal::from(90_u32)) else {
                continue;
            };
            let rest = Decimal::HUNDRED.checked_sub(share);
            if let (Some(rest), Ok(percent)) = (rest, Unit::parse("%")) {
                let fact = self.reader.names.isotopic_impurity;
                let amount = Amount::exactly(Quantity::new(rest, percent));
                self.amounts.entry(fact).or_default().push(amount);
                self.note(fact, words);
            }
        }
    }

    /// The percentage that stands after or before an isotope, of whatever it is counted on.
    fn share_near(&self, piece: &Piece) -> Option<Decimal> {
        let after = (piece.to..(piece.to + SHARE_MAX).min(self.text.len()))
            .take_while(|&at| !matches!(self.text.at(at), Some(';' | '。')))
            .find_map(|at| self.percentage_at(at));
        let from = piece.from.saturating_sub(SHARE_MAX);
        after.or_else(|| {
            (from..piece.from)
                .rev()
                .take_while(|&at| !matches!(self.text.at(at), Some(';' | '。')))
                .find_map(|at| self.percentage_at(at))
        })
    }

    /// `96 at%`, `95 atom %`, `99.9%`: a number of percent that begins here, whatever they are counted on.
    fn percentage_at(&self, at: usize) -> Option<Decimal> {
        let begins = self.text.at(at)?.is_ascii_digit()
            && !at
                .checked_sub(1)
                .and_then(|before| self.text.at(before))
                .is_some_and(|one| one.is_ascii_digit() || one == '.' || one == '-');
        if !begins {
            return None;
        }
        let (number, end) = amount::number_at(self.text, at)?;
        let mut at = self.text.skip_blanks(end);
        for word in ["atomic", "atom", "at.", "at", "mole", "mol.", "mol"] {
            let end = at + word.chars().count();
            if self.text.low_slice(at, end) == word {
                at = end;
                break;
            }
        }
        while matches!(self.text.at(at), Some(' ' | '-' | '.')) {
            at += 1;
        }
        (self.text.at(at) == Some('%') && number <= Decimal::HUNDRED).then_some(number)
    }

    /// Zinc in cadmium zinc telluride, by mole: of the formula, or of a percentage beside the name.
    pub(super) fn zinc_by_mole(&mut self) {
        if !self.names_all(&["Cd", "Zn", "Te"]) {
            return;
        }
        let of_formula = self.pieces.iter().find_map(|piece| match piece.what {
            What::Formula(_) => self
                .zinc_of_formula(piece)
                .map(|share| (share, piece.clone())),
            _ => None,
        });
        let beside = || {
            self.pieces.iter().find_map(|piece| {
                let zinc = match piece.what {
                    What::Element(code, _) => self.reader.vocabulary.code_text(code) == "Zn",
                    _ => false,
                };
                if !zinc {
                    return None;
                }
                let limit = (piece.to + SHARE_MAX).min(self.text.len());
                let share = (piece.to..limit).find_map(|at| self.percentage_at(at))?;
                Some((share, piece.clone()))
            })
        };
        let Some((share, piece)) = of_formula.or_else(beside) else {
            return;
        };
        if let Ok(percent) = Unit::parse("%") {
            let fact = self.reader.names.zinc_mole_fraction;
            let amount = Amount::exactly(Quantity::new(share, percent));
            self.amounts.entry(fact).or_default().push(amount);
            let words = self.words_of(&piece);
            self.note(fact, words);
        }
    }

    /// The zinc in `Cd0.96Zn0.04Te`: its figure, where that and the one of cadmium make one together.
    fn zinc_of_formula(&self, piece: &Piece) -> Option<Decimal> {
        let figure = |symbol: &str| {
            let words = self.words_of(piece);
            let start = words.find(symbol)? + symbol.len();
            let at = piece.from + words[..start].chars().count();
            amount::number_at(self.text, at).map(|(number, _)| number)
        };
        let zinc = figure("Zn")?;
        let whole = match figure("Cd") {
            Some(cadmium) => cadmium.checked_add(zinc)? == Decimal::ONE,
            None => zinc < Decimal::ONE,
        };
        whole.then(|| zinc.checked_mul(Decimal::HUNDRED)).flatten()
    }

    /// What superconductors are asked: their length, and the temperature up to which they conduct so, stated in kelvin.
    pub(super) fn superconductors(&mut self) {
        let list = CodeListId::SUBSTANCE;
        let conductor = self
            .reader
            .vocabulary
            .find_code(list, "superconductive-conductor");
        let is_one = conductor.is_some_and(|conductor| {
            self.sets
                .get(&self.reader.names.substances)
                .is_some_and(|set| set.contains(&conductor))
        });
        if !is_one {
            return;
        }
        let length = self.pieces.iter().find_map(|piece| match piece.what {
            What::Amount(amount) => {
                let least = amount.low.and_then(|low| low.in_base())?;
                let long = amount.dimension() == Some(Dimension::Length) && least >= Decimal::ONE;
                long.then(|| (amount, self.words_of(piece)))
            }
            _ => None,
        });
        if let Some((amount, words)) = length {
            let fact = self.reader.names.conductor_length;
            self.amounts.insert(fact, vec![amount]);
            self.note(fact, words);
        }
        if self.is_in_copper() {
            let fact = self.reader.names.copper_matrix;
            self.yes.entry(fact).or_default().insert(true);
            self.note(fact, "Cu".to_owned());
        }
        let kelvin = (0..self.text.len()).find_map(|at| {
            if !self.text.at(at)?.is_ascii_digit() || !amount::begins(self.text, at) {
                return None;
            }
            let before = self.text.low_slice(at.saturating_sub(8), at);
            let before = before.trim_end_matches([' ', '=', ':', '>', '≥', '~']);
            if !before.ends_with("tc") && !before.ends_with("临界温度") {
                return None;
            }
            let (number, end) = amount::number_at(self.text, at)?;
            let unit = self.text.skip_blanks(end);
            (self.text.at(unit) == Some('K') && self.text.ends_word(unit + 1))
                .then(|| (number, self.text.slice(at, unit + 1)))
        });
        let of_substance = SUPERCONDUCTORS
            .iter()
            .find(|(elements, _, _)| self.names_all(elements))
            .map(|(_, low, high)| (Decimal::from(*low), Decimal::from(*high)));
        let range = kelvin
            .map(|(number, words)| (number, number, words))
            .or_else(|| of_substance.map(|(low, high)| (low, high, "Tc".to_owned())));
        let celsius = |kelvin: Decimal| {
            let zero = "273.15".parse::<Decimal>().ok()?;
            Some(Quantity::new(
                kelvin.checked_sub(zero)?,
                Unit::parse("degC").ok()?,
            ))
        };
        if let Some((low, high, words)) = range {
            let fact = self.reader.names.critical_temperature;
            let amount = Amount {
                low: celsius(low),
                high: celsius(high),
            };
            self.amounts.insert(fact, vec![amount]);
            self.note(fact, words);
        }
    }

    /// `Cu 1.3:1`, `Cu/SC 4:1`: how much copper there is to the superconductor.
    fn is_in_copper(&self) -> bool {
        let text = self.text.low_slice(0, self.text.len());
        ["cu ", "cu/", "cu:", "copper ", "铜"].iter().any(|copper| {
            text.match_indices(copper).any(|(at, _)| {
                let after: String = text[at..].chars().take(24).collect();
                after.contains(":1")
            })
        })
    }

    /// Whether a hydride is diluted so far that it is another good: a fifth of inert gas or hydrogen, by mole.
    pub(super) fn dilution(&mut self) {
        let list = CodeListId::SUBSTANCE;
        let hydrides = ["phosphorus-or-arsenic-hydride", "antimony-hydride"];
        let is_hydride = self
            .sets
            .get(&self.reader.names.substances)
            .is_some_and(|set| {
                hydrides.iter().any(|name| {
                    let code = self.reader.vocabulary.find_code(list, name);
                    code.is_some_and(|code| set.contains(&code))
                })
            });
        let text = self.text.low_slice(0, self.text.len());
        if !is_hydride {
            return;
        }
        const GASES: &[&str] = &[
            "h2", "n2", "he", "ar", "hydrogen", "nitrogen", "helium", "argon", "氢", "氮", "氦",
            "氩",
        ];
        const MIXED: &[&str] = &["bal", "in ", "/", "mix", "混合", "平衡", "余"];
        let eighty = Decimal::from(80_u32);
        let mixed = MIXED.iter().any(|word| text.contains(word));
        let gas = GASES.iter().any(|gas| {
            let signs: Vec<char> = gas.chars().collect();
            !occurrences(&text, &signs).is_empty()
        });
        let (answer, words) = if ["neat", "pure gas", "100%", "纯气"]
            .iter()
            .any(|word| text.contains(word))
        {
            (false, "100 %")
        } else if mixed && gas {
            // The share of the hydride stands in the text as a percentage or in ppm, below that of its purity.
            let share = (0..self.text.len())
                .filter_map(|at| self.percentage_at(at))
                .any(|share| share <= eighty);
            if !share && !text.contains("ppm") {
                return;
            }
            (true, "mix")
        } else {
            return;
        };
        let fact = self.reader.names.hydride_diluted;
        self.yes.entry(fact).or_default().insert(answer);
        self.note(fact, words.to_owned());
    }
}
