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
        _ => {
            let (number, end) = two_digits(text, place)?;
            let end = class_at(text, end)?;
            ((28..=58).contains(&number) && text.ends_word(end))
                .then_some((Grade::NeodymiumMagnet, end))
        }
    }
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
        for other in ["N235", "42", "N99", "42SHX", "W", "WC", "12H"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
