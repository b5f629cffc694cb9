//! Grades of the trade: of magnets (`N52`, `42SH`), and of diamond micropowder (`W5`).

use exeat_value::Decimal;

use super::text::Folded;

/// A grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grade {
    /// A neodymium-iron-boron magnet: the energy product in MGOe, and letters for the temperature that it bears.
    NeodymiumMagnet,
    /// Micropowder of this many micrometres at most.
    Micropowder(Decimal),
    /// A wrought alloy of aluminium by the number of the Aluminum Association.
    AluminiumAlloy,
}

/// The letters of temperature classes, longest first.
const CLASSES: &[&str] = &["SH", "UH", "EH", "AH", "TH", "VH", "M", "H"];

/// A grade that begins here, and where it ends.
pub(crate) fn grade_at(text: &Folded, place: usize) -> Option<(Grade, usize)> {
    if !text.starts_word(place) {
        return None;
    }
    match text.at(place)? {
        'N' => {
            let (number, end) = two_digits(text, place + 1)?;
            let end = class_at(text, end).unwrap_or(end);
            ((28..=58).contains(&number) && text.ends_word(end))
                .then_some((Grade::NeodymiumMagnet, end))
        }
        'W' => micropowder_at(text, place),
        'A' | 'E' => aluminium_at(text, place),
        _ => {
            if let Some(end) = temper_at(text, place + 4)
                && is_number(text, place, 4)
            {
                return Some((Grade::AluminiumAlloy, end));
            }
            let (number, end) = two_digits(text, place)?;
            let end = class_at(text, end)?;
            ((28..=58).contains(&number) && text.ends_word(end))
                .then_some((Grade::NeodymiumMagnet, end))
        }
    }
}

/// `AA7075`, `EN AW-7075`, with or without the temper.
fn aluminium_at(text: &Folded, place: usize) -> Option<(Grade, usize)> {
    let from = ["AA", "EN AW", "EN-AW", "AW"].iter().find_map(|prefix| {
        let end = place + prefix.len();
        (text.slice(place, end) == *prefix).then_some(end)
    })?;
    let from = match text.at(from) {
        Some(' ' | '-') => from + 1,
        _ => from,
    };
    let end = temper_at(text, from + 4).unwrap_or(from + 4);
    (is_number(text, from, 4) && text.ends_word(end)).then_some((Grade::AluminiumAlloy, end))
}

/// The temper after the number of an alloy of aluminium: `-T6`, `-T651`.
fn temper_at(text: &Folded, place: usize) -> Option<usize> {
    if text.slice(place, place + 2) != "-T" {
        return None;
    }
    let mut end = place + 2;
    while text.at(end).is_some_and(|one| one.is_ascii_digit()) {
        end += 1;
    }
    (end > place + 2 && text.ends_word(end)).then_some(end)
}

fn is_number(text: &Folded, place: usize, digits: usize) -> bool {
    text.at(place).is_some_and(|one| ('1'..='8').contains(&one))
        && (place..place + digits).all(|at| text.at(at).is_some_and(|one| one.is_ascii_digit()))
}

fn two_digits(text: &Folded, place: usize) -> Option<(u32, usize)> {
    let tens = text.at(place)?.to_digit(10)?;
    let ones = text.at(place + 1)?.to_digit(10)?;
    Some((tens * 10 + ones, place + 2))
}

fn class_at(text: &Folded, place: usize) -> Option<usize> {
    CLASSES.iter().find_map(|class| {
        let end = place + class.len();
        (text.slice(place, end) == *class).then_some(end)
    })
}

fn micropowder_at(text: &Folded, place: usize) -> Option<(Grade, usize)> {
    let mut end = place + 1;
    while text
        .at(end)
        .is_some_and(|one| one.is_ascii_digit() || (one == '.' && end > place + 1))
        && end < place + 5
    {
        end += 1;
    }
    let size: Decimal = text.slice(place + 1, end).parse().ok()?;
    text.ends_word(end)
        .then_some((Grade::Micropowder(size), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read() {
        let read = |text: &str| grade_at(&Folded::new(text), 0);
        for grade in ["N52", "N35", "N48SH", "42SH", "38UH", "45H"] {
            assert_eq!(
                read(grade),
                Some((Grade::NeodymiumMagnet, grade.len())),
                "{grade}"
            );
        }
        assert_eq!(
            read("W5"),
            Some((Grade::Micropowder(Decimal::from(5_u32)), 2))
        );
        for alloy in ["AA7075", "AA7075-T651", "EN AW-2024", "7075-T6"] {
            assert_eq!(
                read(alloy),
                Some((Grade::AluminiumAlloy, alloy.len())),
                "{alloy}"
            );
        }
        for other in ["N235", "42", "N99", "42SHX", "W", "WC", "12H"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
