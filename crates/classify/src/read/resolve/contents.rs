//! Contents and purity: percentages beside elements, lists of them, denials, shares of powder below a size.

use super::words::{DENIED_AFTER, DENIED_BEFORE, NOT_FOUND, SHARED};
use super::*;

impl Resolver<'_> {
    /// `PrNd 29.5 Ho 2.1 B 0.98`: two elements or more with bare numbers are a composition in percent.
    pub(super) fn listed_contents(&mut self) {
        let mut found = Vec::new();
        let mut sum = Decimal::ZERO;
        for (index, piece) in self.pieces.iter().enumerate() {
            if let What::Glued(element, number) = piece.what
                && let Some(more) = sum.checked_add(number)
            {
                sum = more;
                found.push((index, element, number, piece.from, piece.to));
            }
            let What::Element(element, _) = piece.what else {
                continue;
            };
            if let Some((number, from)) = self.number_before(piece.from) {
                found.push((index, element, number, from, piece.to));
                continue;
            }
            let at = self.text.skip_blanks(piece.to);
            let next_begins = self
                .pieces
                .get(index + 1)
                .map_or(usize::MAX, |next| next.from);
            if at == piece.to
                || next_begins <= at
                || !self.text.at(at).is_some_and(|one| one.is_ascii_digit())
            {
                continue;
            }
            let Some((number, end)) = crate::read::amount::number_at(self.text, at) else {
                continue;
            };
            let bare = match self.text.at(self.text.skip_blanks(end)) {
                None | Some(',' | ';' | '.' | ')' | '/') => true,
                Some(sign) => sign.is_ascii_uppercase() && self.text.at(end) == Some(' '),
            };
            if bare && let Some(more) = sum.checked_add(number) {
                sum = more;
                found.push((index, element, number, piece.from, end));
            }
        }
        let whole = Decimal::from(101_u32);
        let most = found.iter().any(|(index, _, number, _, _)| {
            *number >= Decimal::from(90_u32) && !matches!(self.pieces[*index].what, What::Glued(..))
        });
        if (found.len() < 2 && !most) || sum > whole {
            return;
        }
        let Ok(percent) = Unit::parse("%") else {
            return;
        };
        for (index, element, number, from, end) in found {
            if let Some(fact) = self.content_fact(element) {
                let amount = Amount::exactly(Quantity::new(number, percent));
                let words = self.text.slice(from, end);
                self.used.insert(index);
                self.amounts.entry(fact).or_default().push(amount);
                self.note(fact, words.clone());
                if number >= Decimal::from(90_u32) {
                    let purity = self.reader.names.purity;
                    self.amounts.entry(purity).or_default().push(amount);
                    self.note(purity, words.clone());
                }
                if number >= Decimal::from(10_u32) {
                    self.named.push((element, words));
                }
            }
        }
    }

    /// `99.7 Al`: a bare number of ninety or more with a point, at once before a symbol, and where it begins.
    pub(super) fn number_before(&self, symbol: usize) -> Option<(Decimal, usize)> {
        let end = symbol.checked_sub(1)?;
        if self.text.at(end) != Some(' ') {
            return None;
        }
        let mut from = end;
        while from > 0
            && self
                .text
                .at(from - 1)
                .is_some_and(|one| one.is_ascii_digit() || one == '.')
        {
            from -= 1;
        }
        let number: Decimal = self.text.slice(from, end).parse().ok()?;
        let pure = number >= Decimal::from(90_u32) && number < Decimal::HUNDRED;
        (pure && number.places() > 0 && self.text.starts_word(from)).then_some((number, from))
    }

    /// `Dy/Tb free`, `no Dy, Tb or Ho`: elements that share one denial are none of the goods.
    pub(super) fn denied(&mut self) {
        let mut index = 0;
        while index < self.pieces.len() {
            let mut end = index;
            while let (Some(_), Some(_)) = (self.element_of(end), self.element_of(end + 1)) {
                let between = self
                    .text
                    .low_slice(self.pieces[end].to, self.pieces[end + 1].from);
                if !SHARED.contains(&between.trim()) || self.used.contains(&(end + 1)) {
                    break;
                }
                end += 1;
            }
            if self.element_of(index).is_some() && !self.used.contains(&index) {
                let (first, last) = (&self.pieces[index], &self.pieces[end]);
                let before = self
                    .text
                    .low_slice(first.from.saturating_sub(12), first.from);
                let after = self.text.low_slice(last.to, last.to + 18);
                let after = after.trim_start_matches([':', '=', '(']);
                let denied = DENIED_BEFORE
                    .iter()
                    .any(|word| ends_with_word(&before, word))
                    || DENIED_AFTER.iter().any(|word| {
                        if word.starts_with([' ', '-']) {
                            after.starts_with(word)
                        } else {
                            after.trim_start().starts_with(word)
                        }
                    });
                if denied || self.is_denied_after(last.to) {
                    for denied in index..=end {
                        self.deny(denied);
                    }
                }
            }
            index = end + 1;
        }
    }

    /// `等重稀土未检出`, `< 0.001 % (not detected)`: a denial after what sums the elements up, or after the limit of detection.
    fn is_denied_after(&self, from: usize) -> bool {
        let after = self.text.low_slice(from, from + 48);
        let mut after = after.trim_start();
        for word in [
            "等",
            "重稀土",
            "中重稀土",
            "稀土",
            "元素",
            "杂质",
            "含量",
            "content",
            "contents",
        ] {
            after = after.strip_prefix(word).unwrap_or(after).trim_start();
        }
        let limit = after
            .trim_start_matches(['<', '≤', '=', ':', '(', ' '])
            .trim_start_matches(|one: char| one.is_ascii_digit() || one == '.')
            .trim_start();
        let limit = ["wt.%", "wt%", "wt-%", "%", "ppm", "mg/kg"]
            .iter()
            .find_map(|unit| limit.strip_prefix(unit))
            .unwrap_or(limit)
            .trim_start_matches([' ', ',', '(', '-', ':', '=']);
        NOT_FOUND
            .iter()
            .any(|word| after.starts_with(word) || limit.starts_with(word))
    }

    /// `75 % < 63 um`, `D90 45 um`: which share of a powder is finer than the sizes that entries ask for.
    pub(super) fn size_shares(&mut self) {
        for index in 0..self.pieces.len() {
            let What::Amount(amount) = self.pieces[index].what else {
                continue;
            };
            let Some(size) = amount
                .high
                .filter(|_| amount.dimension() == Some(Dimension::Length))
            else {
                continue;
            };
            let piece = self.pieces[index].clone();
            let before = self
                .text
                .low_slice(piece.from.saturating_sub(6), piece.from);
            let before = before.trim_end_matches([' ', ':', '=', '<', '≤']);
            let by_name = [("d90", "90 %"), ("d50", "50 %"), ("d10", "10 %")]
                .into_iter()
                .find(|(word, _)| ends_with_word(before, word))
                .and_then(|(_, share)| share.parse::<Quantity>().ok());
            let stated = index.checked_sub(1).and_then(|at| {
                let share = &self.pieces[at];
                let between = self.text.slice(share.to, piece.from);
                match share.what {
                    What::Amount(share)
                        if matches!(
                            between.trim(),
                            "<" | "≤" | "<=" | "below" | "passing" | "passes" | "过" | "通过"
                        ) =>
                    {
                        share
                            .low
                            .filter(|low| low.unit.dimension() == Dimension::Fraction)
                    }
                    _ => None,
                }
            });
            if stated.is_some() {
                self.used.insert(index);
                self.used.insert(index - 1);
            }
            let Some(share) = stated.or(by_name) else {
                continue;
            };
            for (fact, micrometres) in self.reader.names.shares_below {
                let below = format!("{micrometres} um").parse::<Quantity>().ok();
                if below
                    .and_then(|below| size.compare(&below))
                    .is_some_and(std::cmp::Ordering::is_le)
                {
                    let amount = Amount {
                        low: Some(share),
                        high: None,
                    };
                    self.amounts.entry(fact).or_default().push(amount);
                    let words = self.words_of(&piece);
                    self.note(fact, words);
                }
            }
        }
    }

    pub(super) fn deny(&mut self, index: usize) {
        if let (Some(element), Ok(none)) = (self.element_of(index), "0 %".parse())
            && let Some(fact) = self.content_fact(element)
        {
            self.used.insert(index);
            self.amounts
                .entry(fact)
                .or_default()
                .push(Amount::exactly(none));
            let words = self.words_of(&self.pieces[index]);
            self.note(fact, format!("no {words}"));
        }
    }

    /// Percentages beside elements are their contents; a percentage near a hundred is the purity too.
    pub(super) fn contents(&mut self) {
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

    pub(super) fn content(&mut self, index: usize, beside: usize, amount: Amount) {
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
    pub(super) fn element_beside(&self, index: usize) -> Option<usize> {
        let own = &self.pieces[index];
        // `80 ppm B 1 ppm`: where the last of a chain is an amount, each element has what stands behind it.
        let element_after = |at: usize| match (self.pieces.get(at), self.pieces.get(at + 1)) {
            (Some(amount), Some(next)) => {
                matches!(next.what, What::Element(..)) && self.joins(amount.to, next.from)
            }
            _ => false,
        };
        let amount_after = |at: usize| match (self.pieces.get(at), self.pieces.get(at + 1)) {
            (Some(element), Some(next)) => {
                matches!(next.what, What::Amount(amount)
                    if amount.dimension() == Some(Dimension::Fraction))
                    && self.joins(element.to, next.from)
            }
            _ => false,
        };
        let mut last = index;
        while element_after(last) && amount_after(last + 1) {
            last += 2;
        }
        let own_behind = last > index && !element_after(last);
        let after = self.pieces.get(index + 1).filter(|next| {
            matches!(next.what, What::Element(..)) && self.joins(own.to, next.from) && !own_behind
        });
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
    pub(super) fn joins(&self, from: usize, to: usize) -> bool {
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
}
