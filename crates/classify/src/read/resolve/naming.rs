//! What the goods are called: by terms, formulas, elements and the word for a machine.

use super::words::{
    ABOUT_GOODS, DOPED_AFTER, DOPED_BEFORE, MACHINE_ENDS, MACHINE_NOUNS, NO_MACHINES, RARE_EARTHS,
};
use super::*;

impl Resolver<'_> {
    /// Terms, formulas and elements: first what the goods are, then what they are for.
    pub(super) fn names(&mut self) {
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
}

/// Whether words speak of programs as machines have them.
fn is_program(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "software" | "firmware" | "软件" | "固件"
    )
}
