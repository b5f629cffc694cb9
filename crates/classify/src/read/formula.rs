//! Chemical formulas, and alloys written as their symbols: `Ga2O3`, `Tb0.3Dy0.7Fe1.92`, `93W-4.9Ni-2.1Fe`.

use exeat_facts::{Code, CodeListId, Vocabulary};
use exeat_value::Decimal;

use super::isotope;
use super::text::{Folded, is_latin};

/// What a formula says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Formula {
    /// The elements, in the order in which they are written, each once.
    pub(crate) elements: Vec<Code>,
    /// The contents that it states, in percent.
    pub(crate) contents: Vec<(Code, Decimal)>,
    /// What the elements make.
    pub(crate) makes: Makes,
}

impl Formula {
    /// What an alloy is of: the only element without a figure, or the one with the largest.
    pub(crate) fn base(&self) -> Option<Code> {
        if self.makes != Makes::Alloy || self.contents.is_empty() {
            return None;
        }
        let stated = |one: &Code| self.contents.iter().any(|(code, _)| code == one);
        let mut rest = self.elements.iter().filter(|one| !stated(one));
        match (rest.next(), rest.next()) {
            (Some(only), None) => Some(*only),
            (None, None) => self
                .contents
                .iter()
                .max_by_key(|(_, amount)| *amount)
                .map(|(code, _)| *code),
            _ => None,
        }
    }
}

/// What elements make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Makes {
    /// Metals alone.
    Alloy,
    /// One element and oxygen.
    Oxide,
    /// Anything else.
    Compound,
}

/// Longer than any formula that somebody writes in a line.
const LENGTH_MAX: usize = 48;

/// Formulas in capitals only, which could be anything else without this list.
const IN_CAPITALS: &[&str] = &[
    "WC", "BN", "KCN", "WO", "UO", "VN", "VC", "UC", "YN", "B4C", "W2C", "UF6", "UF4", "WF6",
    "SF6", "NF3", "PH3", "NH3", "BF3", "YF3", "YH2", "WS2", "VB2", "UH3", "YB6", "UN2",
];

/// Elements that make no alloy.
const NOT_METALS: &[&str] = &[
    "H", "C", "N", "O", "F", "P", "S", "Cl", "As", "Se", "Br", "Te", "I", "Sb", "B",
];

/// A formula that begins here, and where it ends.
pub(crate) fn formula_at(
    text: &Folded,
    place: usize,
    vocabulary: &Vocabulary,
) -> Option<(Formula, usize)> {
    if !text.starts_word(place) && !isotope::ends_before(text, place) {
        return None;
    }
    alloy_at(text, place, vocabulary).or_else(|| compound_at(text, place, vocabulary))
}

fn compound_at(text: &Folded, place: usize, vocabulary: &Vocabulary) -> Option<(Formula, usize)> {
    let mut end = place;
    let mut depth = 0_usize;
    while let Some(one) = text.at(end) {
        match one {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '.' => {}
            // `(Sr,Ca)AlSiN3`: elements that take each other's place.
            ',' if depth > 0 => {}
            one if is_latin(one) => {}
            _ => break,
        }
        end += 1;
    }
    while end > place && text.at(end - 1).is_some_and(|one| matches!(one, '.' | '(')) {
        end -= 1;
    }
    // A closing bracket belongs to the formula only with its opening one.
    let open = |end: usize| {
        let count = |sign| (place..end).filter(|&at| text.at(at) == Some(sign)).count();
        (count('('), count(')'))
    };
    while end > place && text.at(end - 1) == Some(')') && open(end).0 != open(end).1 {
        end -= 1;
    }
    if end - place > LENGTH_MAX || end - place < 2 {
        return None;
    }
    let written = text.slice(place, end);
    let elements = elements_of(&written, vocabulary)?;
    if elements.len() < 2 {
        return None;
    }
    let telling = written
        .chars()
        .any(|one| one.is_ascii_digit() || one.is_ascii_lowercase());
    if !telling && !IN_CAPITALS.contains(&written.as_str()) {
        return None;
    }
    if is_code(&written) {
        return None;
    }
    let makes = makes(&elements, vocabulary);
    let formula = Formula {
        elements,
        contents: Vec::new(),
        makes,
    };
    Some((formula, end))
}

/// Capitals and digits alone are a code rather than a formula, unless they are a well-known one or hold oxygen: `IN718`,
/// `UN3480`, `HSK63`, and `WO3`, `B4C`.
fn is_code(written: &str) -> bool {
    if written.chars().any(|one| one.is_ascii_lowercase()) || written.contains('(') {
        return false;
    }
    let long_number = written
        .split(|one: char| !one.is_ascii_digit())
        .any(|digits| digits.len() > 2);
    let known = IN_CAPITALS.contains(&written) || written.contains('O');
    long_number || !known
}

/// The elements of a formula, if it is nothing but one.
fn elements_of(written: &str, vocabulary: &Vocabulary) -> Option<Vec<Code>> {
    let signs: Vec<char> = written.chars().collect();
    let mut elements = Vec::new();
    let mut at = 0;
    let mut after_element = false;
    while let Some(&sign) = signs.get(at) {
        match sign {
            '(' => {
                after_element = false;
                at += 1;
            }
            ',' => {
                after_element = false;
                at += 1;
            }
            ')' => at += 1,
            '0'..='9' | '.' => {
                if !after_element && signs.get(at.wrapping_sub(1)) != Some(&')') {
                    return None;
                }
                at += 1;
            }
            'A'..='Z' => {
                let two: Option<String> = signs
                    .get(at + 1)
                    .filter(|next| next.is_ascii_lowercase())
                    .map(|next| [sign, *next].iter().collect());
                let code = match two {
                    Some(two) => {
                        at += 2;
                        symbol(&two, vocabulary)?
                    }
                    None => {
                        at += 1;
                        symbol(&sign.to_string(), vocabulary)?
                    }
                };
                after_element = true;
                if !elements.contains(&code) {
                    elements.push(code);
                }
            }
            _ => return None,
        }
    }
    Some(elements)
}

/// `93W-4.9Ni-2.1Fe`, `Ti-6Al-4V`, `Sm-Co`: symbols with or without their percentages between hyphens.
fn alloy_at(text: &Folded, place: usize, vocabulary: &Vocabulary) -> Option<(Formula, usize)> {
    let mut elements = Vec::new();
    let mut contents = Vec::new();
    let mut at = place;
    let mut end = place;
    let mut telling = false;
    loop {
        let number_end = number_end(text, at);
        let amount: Option<Decimal> = (number_end > at)
            .then(|| text.slice(at, number_end).parse().ok())
            .flatten();
        let two = text.slice(number_end, number_end + 2);
        let one = text.slice(number_end, number_end + 1);
        let (code, after) = match symbol(&two, vocabulary) {
            Some(code) if two.len() == 2 && text.ends_word(number_end + 2) => {
                (code, number_end + 2)
            }
            _ => match symbol(&one, vocabulary) {
                Some(code) if text.ends_word(number_end + 1) => (code, number_end + 1),
                _ => break,
            },
        };
        if elements.contains(&code) {
            break;
        }
        telling |= amount.is_some() || after - number_end == 2;
        elements.push(code);
        if let Some(amount) = amount {
            contents.push((code, amount));
        }
        end = after;
        if text.at(after) != Some('-') {
            break;
        }
        at = after + 1;
    }
    let makes = makes(&elements, vocabulary);
    let formula = Formula {
        elements,
        contents,
        makes,
    };
    (formula.elements.len() >= 2 && telling).then_some((formula, end))
}

/// Where digits with at most one point end.
fn number_end(text: &Folded, place: usize) -> usize {
    let mut at = place;
    let mut point = false;
    while let Some(sign) = text.at(at) {
        let digit_follows = || text.at(at + 1).is_some_and(|one| one.is_ascii_digit());
        if sign.is_ascii_digit() {
            at += 1;
        } else if sign == '.' && !point && at > place && digit_follows() {
            point = true;
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// The element with this symbol.
pub(crate) fn symbol(written: &str, vocabulary: &Vocabulary) -> Option<Code> {
    vocabulary.find_code(CodeListId::CHEMICAL_ELEMENT, written)
}

/// What the elements make together.
pub(crate) fn makes(elements: &[Code], vocabulary: &Vocabulary) -> Makes {
    let symbols: Vec<&str> = elements
        .iter()
        .map(|&one| vocabulary.code_text(one))
        .collect();
    if symbols.len() == 2 && symbols.contains(&"O") {
        Makes::Oxide
    } else if symbols.iter().any(|one| NOT_METALS.contains(one)) {
        Makes::Compound
    } else {
        Makes::Alloy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Vec<&'static str>, Makes, usize)> {
        let vocabulary = Vocabulary::standard();
        let (formula, end) = formula_at(&Folded::new(text), 0, vocabulary)?;
        let elements = formula.elements.iter();
        let symbols = elements.map(|&one| vocabulary.code_text(one)).collect();
        Some((symbols, formula.makes, end))
    }

    #[test]
    fn formulas_are_read() {
        assert_eq!(
            read("Ga2O3 wafer"),
            Some((vec!["Ga", "O"], Makes::Oxide, 5))
        );
        assert_eq!(
            read("In0.53Ga0.47As"),
            Some((vec!["In", "Ga", "As"], Makes::Compound, 14))
        );
        assert_eq!(read("(Tb)"), None);
        assert_eq!(read("B4C"), Some((vec!["B", "C"], Makes::Compound, 3)));
        assert_eq!(
            read("(Sr,Ca)AlSiN3:Eu2+"),
            Some((vec!["Sr", "Ca", "Al", "Si", "N"], Makes::Compound, 13))
        );
        assert_eq!(
            read("W-Ni-Fe"),
            Some((vec!["W", "Ni", "Fe"], Makes::Alloy, 7))
        );
        assert_eq!(read("WC-Co"), Some((vec!["W", "C"], Makes::Compound, 2)));
    }

    #[test]
    fn words_and_grades_are_no_formulas() {
        for text in [
            "UN3480", "IN718", "HSK63", "CNC mill", "USB", "In", "As", "P507", "Basic", "HP",
            "I-V", "NO",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn percentages_of_alloys_are_read() {
        let vocabulary = Vocabulary::standard();
        let text = Folded::new("93W-4.9Ni-2.1Fe");
        let (formula, end) = formula_at(&text, 0, vocabulary).expect("an alloy");
        assert_eq!(end, 15);
        let shown: Vec<String> = formula
            .contents
            .iter()
            .map(|(_, amount)| amount.to_string())
            .collect();
        assert_eq!(shown, ["93", "4.9", "2.1"]);
    }
}
