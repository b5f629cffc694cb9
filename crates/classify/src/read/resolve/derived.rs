//! What follows from what was read: families of magnets, technology, machines, cells, substrates, fibre.

use super::words::{MACHINES, RARE_EARTHS, WIDE_GAP};
use super::*;

impl Resolver<'_> {
    /// Technology is of what its words name, and not made of it.
    pub(super) fn technology(&mut self) {
        if !self.is_form(&["carrier-of-technology"]) {
            return;
        }
        let vocabulary = self.reader.vocabulary;
        let families = self
            .codes
            .remove(&self.reader.names.magnet_family)
            .unwrap_or_default();
        let rare_earths = !families.is_empty()
            || self
                .yes
                .get(&self.reader.names.for_rare_earths)
                .is_some_and(|yes| yes.contains(&true))
            || self
                .named
                .iter()
                .any(|(code, _)| RARE_EARTHS.contains(&vocabulary.code_text(*code)));
        let fields = derive::technology_fields(self.text, rare_earths);
        if !fields.is_empty() {
            let words = self.text.slice(0, self.text.len());
            for field in fields {
                if let Some(code) = vocabulary.find_code(CodeListId::TECHNOLOGY_FIELD, field) {
                    self.sets
                        .entry(self.reader.names.technology_field)
                        .or_default()
                        .insert(code);
                    self.note(self.reader.names.technology_field, words.clone());
                }
            }
            for (_, family) in families {
                self.sets
                    .entry(self.reader.names.technology_magnets)
                    .or_default()
                    .insert(family);
                self.note(self.reader.names.technology_magnets, words.clone());
            }
        }
        self.made_of_nothing();
    }

    /// What is no material has neither elements nor purity nor a substance.
    pub(super) fn made_of_nothing(&mut self) {
        self.named.clear();
        for fact in [
            self.reader.names.purity,
            self.reader.names.substances,
            self.reader.names.magnet_family,
        ] {
            self.amounts.remove(&fact);
            self.sets.remove(&fact);
            self.codes.remove(&fact);
            self.words.remove(&fact);
        }
    }

    /// A cell or pack goes by itself, not by the chemistry of its electrodes.
    pub(super) fn batteries(&mut self) {
        if self.is_form(&["battery"]) {
            self.made_of_nothing();
        }
    }

    /// Little hafnium in zirconium: less than one part to five hundred.
    pub(super) fn hafnium(&mut self) {
        let Some(hafnium) = crate::read::formula::symbol("Hf", self.reader.vocabulary) else {
            return;
        };
        let fact = self.content_fact(hafnium);
        let Some(amount) = fact.and_then(|fact| self.amounts.get(&fact)?.first().copied()) else {
            return;
        };
        if !self.names_all(&["Zr"]) {
            return;
        }
        let Ok(fifth) = "0.2 %".parse::<Quantity>() else {
            return;
        };
        let low = self.reader.names.low_hafnium;
        let less = amount
            .high
            .and_then(|high| high.compare(&fifth))
            .is_some_and(std::cmp::Ordering::is_lt);
        let more = amount
            .low
            .and_then(|low| low.compare(&fifth))
            .is_some_and(std::cmp::Ordering::is_gt);
        if less || more {
            self.yes.entry(low).or_default().insert(less);
            self.note(low, "Hf".to_owned());
        }
    }

    /// Specific strength and modulus of fibre, by its strength, modulus and density.
    pub(super) fn fibre(&mut self) {
        let fibre = self
            .reader
            .vocabulary
            .find_code(CodeListId::SUBSTANCE, "carbon-fibre");
        let is_fibre = fibre.is_some_and(|fibre| {
            self.sets
                .get(&self.reader.names.substances)
                .is_some_and(|set| set.contains(&fibre))
        });
        if !is_fibre {
            return;
        }
        let amounts: Vec<(Amount, String)> = self
            .pieces
            .iter()
            .filter_map(|piece| match piece.what {
                What::Amount(amount) => Some((amount, self.words_of(piece))),
                _ => None,
            })
            .collect();
        let density = amounts
            .iter()
            .find(|(amount, _)| amount.dimension() == Some(Dimension::MassPerVolume))
            .map(|(amount, words)| (*amount, words.clone()))
            .or_else(|| self.bare_density());
        let Some((density, density_words)) = density else {
            return;
        };
        for (amount, words) in amounts {
            let Some(modulus) = derive::is_modulus(&amount) else {
                continue;
            };
            let fact = if modulus {
                self.reader.names.specific_modulus
            } else {
                self.reader.names.specific_strength
            };
            if let Some(specific) = derive::specific(amount, density)
                && !self.amounts.contains_key(&fact)
            {
                self.amounts.entry(fact).or_default().push(specific);
                self.note(fact, format!("{words}, {density_words}"));
            }
        }
    }

    /// `density 1.80`, without a unit.
    pub(super) fn bare_density(&self) -> Option<(Amount, String)> {
        let unit = Unit::parse("g/cm3").ok()?;
        ["density", "密度"].iter().find_map(|word| {
            let text = self.text.low_slice(0, self.text.len());
            let start = text.find(word)?;
            let at = text[..start].chars().count() + word.chars().count();
            let at = self.text.skip_blanks(at);
            let at = if matches!(self.text.at(at), Some(':' | '=')) {
                self.text.skip_blanks(at + 1)
            } else {
                at
            };
            let (number, end) = crate::read::amount::number_at(self.text, at)?;
            Some((
                Amount::exactly(Quantity::new(number, unit)),
                self.text.slice(at, end),
            ))
        })
    }

    /// Magnets: the family by its elements, and further elements as contents.
    pub(super) fn magnets(&mut self) {
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
    pub(super) fn crystals(&mut self) {
        let named: BTreeSet<&str> = self
            .named
            .iter()
            .map(|(code, _)| self.reader.vocabulary.code_text(*code))
            .collect();
        let wide = WIDE_GAP
            .iter()
            .any(|one| one.iter().copied().collect::<BTreeSet<_>>() == named);
        let substances = self.reader.names.substances;
        let layered = derive::is_epitaxial(self.text) && self.is_form(&["crystal"]);
        let layers = self
            .pieces
            .iter()
            .filter(|piece| matches!(piece.what, What::Formula(_)))
            .count();
        if layered {
            let fact = self.reader.names.epitaxial_layer;
            self.yes.entry(fact).or_default().insert(true);
            self.note(fact, "epi".to_owned());
        }
        if (self.on_support || layers > 1 || derive::is_heterostructure(self.text))
            && layered
            && let Some(code) = self
                .reader
                .vocabulary
                .find_code(CodeListId::SUBSTANCE, "hetero-epitaxial-material")
        {
            self.sets.entry(substances).or_default().insert(code);
            self.note(substances, "on".to_owned());
        }
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
            self.resistivity();
        }
    }

    /// Whether a wide-gap substrate resists enough to be listed.
    pub(super) fn resistivity(&mut self) {
        let bound = Decimal::from(10_000_u32);
        let fact = self.reader.names.resistivity;
        let text = self.text.low_slice(0, self.text.len());
        let (answer, words) = match derive::resistivity(self.text) {
            Some((Some(low), _)) if low > bound => (true, "ohm cm"),
            Some((_, Some(high))) if high <= bound => (false, "ohm cm"),
            Some(_) => return,
            // Doped to conduct.
            None => match ["n-type", "p-type", "n型", "p型", "conductive", "导电型"]
                .into_iter()
                .find(|word| text.contains(word))
            {
                Some(word) => (false, word),
                None => return,
            },
        };
        self.yes.entry(fact).or_default().insert(answer);
        self.note(fact, words.to_owned());
    }

    /// What is called by thorium or uranium holds some of it.
    pub(super) fn nuclear_traces(&mut self) {
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
    pub(super) fn machine(&mut self) {
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
        self.made_of_nothing();
        for fact in self.reader.names.cells {
            self.yes.remove(&fact);
            self.words.remove(&fact);
        }
    }
}
