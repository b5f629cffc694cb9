//! The chemical elements by the numbers of the Chemical Abstracts Service.

/// The elements that rules speak of and that are sold as themselves, with their numbers.
const ELEMENTS: [(&str, &str); 72] = [
    ("Ag", "7440-22-4"),
    ("Al", "7429-90-5"),
    ("As", "7440-38-2"),
    ("Au", "7440-57-5"),
    ("B", "7440-42-8"),
    ("Ba", "7440-39-3"),
    ("Be", "7440-41-7"),
    ("Bi", "7440-69-9"),
    ("C", "7440-44-0"),
    ("Ca", "7440-70-2"),
    ("Cd", "7440-43-9"),
    ("Ce", "7440-45-1"),
    ("Co", "7440-48-4"),
    ("Cr", "7440-47-3"),
    ("Cs", "7440-46-2"),
    ("Cu", "7440-50-8"),
    ("Dy", "7429-91-6"),
    ("Er", "7440-52-0"),
    ("Eu", "7440-53-1"),
    ("Fe", "7439-89-6"),
    ("Ga", "7440-55-3"),
    ("Gd", "7440-54-2"),
    ("Ge", "7440-56-4"),
    ("Hf", "7440-58-6"),
    ("Hg", "7439-97-6"),
    ("Ho", "7440-60-0"),
    ("In", "7440-74-6"),
    ("Ir", "7439-88-5"),
    ("K", "7440-09-7"),
    ("La", "7439-91-0"),
    ("Li", "7439-93-2"),
    ("Lu", "7439-94-3"),
    ("Mg", "7439-95-4"),
    ("Mn", "7439-96-5"),
    ("Mo", "7439-98-7"),
    ("Na", "7440-23-5"),
    ("Nb", "7440-03-1"),
    ("Nd", "7440-00-8"),
    ("Ni", "7440-02-0"),
    ("Os", "7440-04-2"),
    ("P", "7723-14-0"),
    ("Pb", "7439-92-1"),
    ("Pd", "7440-05-3"),
    ("Pm", "7440-12-2"),
    ("Pr", "7440-10-0"),
    ("Pt", "7440-06-4"),
    ("Re", "7440-15-5"),
    ("Rh", "7440-16-6"),
    ("Ru", "7440-18-8"),
    ("S", "7704-34-9"),
    ("Sb", "7440-36-0"),
    ("Sc", "7440-20-2"),
    ("Se", "7782-49-2"),
    ("Si", "7440-21-3"),
    ("Sm", "7440-19-9"),
    ("Sn", "7440-31-5"),
    ("Sr", "7440-24-6"),
    ("Ta", "7440-25-7"),
    ("Tb", "7440-27-9"),
    ("Te", "13494-80-9"),
    ("Th", "7440-29-1"),
    ("Ti", "7440-32-6"),
    ("Tl", "7440-28-0"),
    ("Tm", "7440-30-4"),
    ("U", "7440-61-1"),
    ("V", "7440-62-2"),
    ("W", "7440-33-7"),
    ("Y", "7440-65-5"),
    ("Yb", "7440-64-4"),
    ("Zn", "7440-66-6"),
    ("Zr", "7440-67-7"),
    ("Rb", "7440-17-7"),
];

/// The symbol of the element with a number.
pub(super) fn symbol(number: &str) -> Option<&'static str> {
    let number = number.trim();
    let number = number
        .strip_prefix("CAS")
        .map_or(number, |rest| rest.trim_start_matches([' ', ':', '-']));
    ELEMENTS
        .iter()
        .find(|(_, own)| *own == number)
        .map(|(symbol, _)| *symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last digit of a number is the sum of the others, each by its place from the right,
    /// without tens.
    #[test]
    fn every_number_has_its_check_digit() {
        for (symbol, number) in ELEMENTS {
            let digits: Vec<u32> = number.chars().filter_map(|one| one.to_digit(10)).collect();
            let (check, rest) = digits.split_last().expect("digits");
            let sum: u32 = (1_u32..)
                .zip(rest.iter().rev())
                .map(|(place, digit)| place * digit)
                .sum();
            assert_eq!(sum % 10, *check, "{symbol} {number}");
        }
    }

    #[test]
    fn numbers_are_known_with_and_without_the_name_of_the_service() {
        assert_eq!(symbol("7429-91-6"), Some("Dy"));
        assert_eq!(symbol("CAS 7429-91-6"), Some("Dy"));
        assert_eq!(symbol("1308-87-8"), None);
    }
}
