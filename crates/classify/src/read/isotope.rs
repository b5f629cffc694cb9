//! Isotopes of light elements, as the trade writes them: `B-10`, `10B`, `Li-6`, `硼-10`, `28SiF4`.

use exeat_facts::{Code, Vocabulary};

use super::formula;
use super::text::{Folded, is_latin};

/// Elements with their mass numbers of which goods are sold enriched.
const ISOTOPES: &[(&str, &[&str], &[u32])] = &[
    ("B", &["boron", "硼"], &[10, 11]),
    ("Li", &["lithium", "锂"], &[6, 7]),
    ("Si", &["silicon", "硅"], &[28, 29, 30]),
    ("Ge", &["germanium", "锗"], &[70, 72, 73, 74, 76]),
];

/// An isotope that begins here, and where it ends. Of `28SiF4` it ends before the formula.
pub(super) fn isotope_at(
    text: &Folded,
    place: usize,
    vocabulary: &Vocabulary,
) -> Option<(Code, u32, usize)> {
    if !text.starts_word(place) {
        return None;
    }
    let (symbol, mass, end) = before_symbol(text, place).or_else(|| after_name(text, place))?;
    Some((formula::symbol(symbol, vocabulary)?, mass, end))
}

/// Whether what stands before is the mass number of an isotope whose symbol begins here: the formula in `28SiF4`.
pub(super) fn ends_before(text: &Folded, place: usize) -> bool {
    (1..=2).any(|length| {
        place.checked_sub(length).is_some_and(|from| {
            text.starts_word(from)
                && before_symbol(text, from).is_some_and(|(_, _, end)| end == place)
        })
    })
}

/// `10B`, `6LiF`.
fn before_symbol(text: &Folded, place: usize) -> Option<(&'static str, u32, usize)> {
    let mut at = place;
    while at < place + 2 && text.at(at).is_some_and(|one| one.is_ascii_digit()) {
        at += 1;
    }
    let mass: u32 = text.slice(place, at).parse().ok()?;
    let (symbol, _, _) = ISOTOPES.iter().find(|(symbol, _, masses)| {
        masses.contains(&mass) && text.slice(at, at + symbol.len()) == **symbol
    })?;
    let end = at + symbol.len();
    if text.ends_word(end) {
        return Some((symbol, mass, end));
    }
    // Before a formula the mass number ends where the formula begins; a formula goes on with a capital or a digit.
    let goes_on = text
        .at(end)
        .is_some_and(|one| one.is_ascii_uppercase() || one.is_ascii_digit());
    goes_on.then_some((symbol, mass, at))
}

/// `B-10`, `boron 10`, `硼-10`.
fn after_name(text: &Folded, place: usize) -> Option<(&'static str, u32, usize)> {
    ISOTOPES.iter().find_map(|(symbol, names, masses)| {
        let exact = (text.slice(place, place + symbol.len()) == *symbol).then_some(symbol.len());
        let named = names.iter().find_map(|name| {
            let length = name.chars().count();
            (text.low_slice(place, place + length) == **name).then_some(length)
        });
        let mut at = place + named.or(exact)?;
        let joined = !text.at(at)?.is_ascii_digit();
        if joined {
            if !matches!(text.at(at), Some('-' | ' ')) {
                return None;
            }
            at += 1;
        }
        let from = at;
        while text.at(at).is_some_and(|one| one.is_ascii_digit()) {
            at += 1;
        }
        let mass: u32 = text.slice(from, at).parse().ok()?;
        // `Si 28 %` and `B 10 ppm` are contents.
        let spaced = joined && text.at(from - 1) == Some(' ');
        let next = text.at(text.skip_blanks(at));
        let amount = spaced && named.is_none()
            || matches!(next, Some('%' | '.' | ','))
                && text.at(at + 1).is_some_and(|one| one.is_ascii_digit())
            || next == Some('%')
            || spaced && next.is_some_and(|one| is_latin(one) && text.at(at) != Some(' '));
        (masses.contains(&mass) && !amount && text.ends_word(at)).then_some((*symbol, mass, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isotopes_are_told_from_contents() {
        let vocabulary = Vocabulary::standard();
        let read = |text: &str| {
            isotope_at(&Folded::new(text), 0, vocabulary)
                .map(|(code, mass, end)| (vocabulary.code_text(code), mass, end))
        };
        assert_eq!(read("B-10 enr."), Some(("B", 10, 4)));
        assert_eq!(read("10B powder"), Some(("B", 10, 3)));
        assert_eq!(read("¹⁰B"), Some(("B", 10, 3)));
        assert_eq!(read("28SiF4"), Some(("Si", 28, 2)));
        assert_eq!(read("硼-10 丰度"), Some(("B", 10, 4)));
        assert_eq!(read("Li-6 95 at%"), Some(("Li", 6, 4)));
        for text in ["B 10 ppm", "Si 28 %", "B-12", "Ge 70", "10 B"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
