//! Amounts that are no contents: by the word beside them, or by what the goods are.

use super::*;

impl Resolver<'_> {
    /// Amounts that are no contents: by the word beside them, or by what the goods are.
    pub(super) fn other_amounts(&mut self) {
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

    pub(super) fn parameter(&self, index: usize, amount: &Amount) -> Option<FactId> {
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
    pub(super) fn holds(&self, context: &[Code]) -> bool {
        context.is_empty()
            || context.iter().any(|code| {
                self.sets.values().any(|codes| codes.contains(code))
                    || self
                        .codes
                        .keys()
                        .any(|&fact| self.chosen(fact).contains(code))
            })
    }
}
