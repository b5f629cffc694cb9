//! Text as it is read: character by character, folded so that one spelling stands for many.

/// A text with its folded twin: the same number of characters, so that a place in one is the place in the other.
#[derive(Debug, Clone)]
pub(crate) struct Folded {
    original: Vec<char>,
    folded: Vec<char>,
}

impl Folded {
    pub(crate) fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().map(plain).collect();
        let folded = original.iter().map(char::to_ascii_lowercase).collect();
        Self { original, folded }
    }

    /// How many characters there are.
    pub(crate) fn len(&self) -> usize {
        self.original.len()
    }

    /// The character there, in the case in which it was written.
    pub(crate) fn at(&self, place: usize) -> Option<char> {
        self.original.get(place).copied()
    }

    /// The character there, in lower case.
    pub(crate) fn low(&self, place: usize) -> Option<char> {
        self.folded.get(place).copied()
    }

    /// The text between two places.
    pub(crate) fn slice(&self, from: usize, to: usize) -> String {
        let to = to.min(self.len());
        self.original
            .get(from..to)
            .map(|part| part.iter().collect())
            .unwrap_or_default()
    }

    /// The same in lower case.
    pub(crate) fn low_slice(&self, from: usize, to: usize) -> String {
        let to = to.min(self.len());
        self.folded
            .get(from..to)
            .map(|part| part.iter().collect())
            .unwrap_or_default()
    }

    /// Whether a word could begin here: what stands before is no letter or digit of the Latin script.
    pub(crate) fn starts_word(&self, place: usize) -> bool {
        place == 0 || !self.at(place - 1).is_some_and(is_latin)
    }

    /// Whether a word could end before this place.
    pub(crate) fn ends_word(&self, place: usize) -> bool {
        !self.at(place).is_some_and(is_latin)
    }

    /// The first place from here on that is no blank.
    pub(crate) fn skip_blanks(&self, mut place: usize) -> usize {
        while self.at(place).is_some_and(char::is_whitespace) {
            place += 1;
        }
        place
    }

    /// Whether a word here begins with these signs.
    pub(crate) fn stem_at(&self, place: usize, stem: &[char]) -> bool {
        let begins = stem.iter().enumerate().all(|(index, &wanted)| {
            self.low(place + index)
                .is_some_and(|found| found == wanted || (wanted == ' ' && is_gap(found)))
        });
        begins
            && stem
                .first()
                .is_some_and(|&first| !is_latin(first) || self.starts_word(place))
    }

    /// Where a term that begins here ends, if it does begin here. A blank in the term stands for blanks and hyphens in
    /// the text; a plural of the Latin script is the same word.
    pub(crate) fn term_at(&self, place: usize, term: &[char], exact_case: bool) -> Option<usize> {
        let first = *term.first()?;
        if is_latin(first) && !self.starts_word(place) {
            return None;
        }
        let text = if exact_case {
            &self.original
        } else {
            &self.folded
        };
        let mut at = place;
        for &wanted in term {
            let found = *text.get(at)?;
            if wanted == ' ' {
                if !is_gap(found) {
                    return None;
                }
                while text.get(at).copied().is_some_and(is_gap) {
                    at += 1;
                }
            } else if found == wanted {
                at += 1;
            } else {
                return None;
            }
        }
        let last = *term.last()?;
        if !is_latin(last) || self.ends_word(at) {
            return Some(at);
        }
        let plural = ["s", "es"].iter().find_map(|ending| {
            let end = at + ending.len();
            (!exact_case && self.low_slice(at, end) == *ending && self.ends_word(end))
                .then_some(end)
        });
        plural.filter(|_| last.is_ascii_alphabetic())
    }
}

/// A letter or digit of the Latin script: where two of them meet, a word goes on.
pub(crate) fn is_latin(one: char) -> bool {
    one.is_ascii_alphanumeric()
}

/// A sign of the Chinese script.
pub(crate) fn is_cjk(one: char) -> bool {
    matches!(one, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// What may stand between the words of a term.
fn is_gap(one: char) -> bool {
    one.is_whitespace() || one == '-'
}

/// One spelling for many: full-width forms, subscripts, superscripts, dashes and the two signs for micro.
fn plain(one: char) -> char {
    match one {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(one) - 0xfee0).unwrap_or(one),
        '\u{3000}' => ' ',
        'µ' | 'μ' => 'u',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        '₀'..='₉' => char::from_u32(u32::from(one) - 0x2080 + 0x30).unwrap_or(one),
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_u32(u32::from(one) - 0x2070 + 0x30).unwrap_or(one),
        '、' => ',',
        '″' | '”' | '“' => '"',
        '〜' => '~',
        _ => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, place: usize, term: &str) -> Option<usize> {
        let term: Vec<char> = term.chars().collect();
        Folded::new(text).term_at(place, &term, false)
    }

    #[test]
    fn terms_begin_and_end_with_words() {
        assert_eq!(at("wire saw", 0, "wire saw"), Some(8));
        assert_eq!(at("Wire-Saws", 0, "wire saw"), Some(9));
        assert_eq!(at("wiresaw", 0, "wire saw"), None);
        assert_eq!(at("taper", 1, "ape"), None);
        assert_eq!(at("apex", 0, "ape"), None);
        assert_eq!(at("氧化镝粉", 2, "镝"), Some(3));
    }

    #[test]
    fn many_spellings_are_one() {
        assert_eq!(Folded::new("Ga₂O₃ ９９％ µm").slice(0, 99), "Ga2O3 99% um");
    }
}
