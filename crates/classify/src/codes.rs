//! Numbers of control lists of which only the title is held: found by their names, weighed by nobody.

use exeat_law::model::Text;

use crate::read::Folded;

/// Titles in our own words, and the names by which goods of the entry go.
const TABLES: &[&str] = &[include_str!("../data/us-ccl-titles.csv")];

/// A number with its title.
#[derive(Debug, Clone)]
pub(crate) struct Titled {
    /// Whose list it is of.
    pub(crate) jurisdiction: &'static str,
    /// The number.
    pub(crate) code: &'static str,
    /// What it describes.
    pub(crate) title: Text,
    /// Names of goods in it, each as its signs in lower case; in exact case where they are capitals only.
    pub(crate) names: Vec<(Vec<char>, bool)>,
}

/// All that are shipped, in the order of the tables. A row that does not fit is left out; the tests count them.
pub(crate) fn all() -> impl Iterator<Item = Titled> {
    TABLES
        .iter()
        .flat_map(|table| table.lines().skip(1))
        .filter_map(titled)
}

fn titled(line: &'static str) -> Option<Titled> {
    let mut cells = line.split(',').map(str::trim);
    let (jurisdiction, code) = (cells.next()?, cells.next()?);
    let (english, chinese) = (cells.next()?, cells.next()?);
    let names = cells.next()?;
    if jurisdiction.starts_with('#') || cells.next().is_some() {
        return None;
    }
    Some(Titled {
        jurisdiction,
        code,
        title: Text {
            en: english.to_owned(),
            zh: (!chinese.is_empty()).then(|| chinese.to_owned()),
        },
        names: names
            .split('|')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(name)
            .collect(),
    })
}

/// The signs of a name. Short names in capitals, such as `IMU`, are no words in small letters.
fn name(written: &str) -> (Vec<char>, bool) {
    let folded = Folded::new(written);
    let exact = written.len() <= 5
        && written
            .chars()
            .all(|one| one.is_ascii_uppercase() || one.is_ascii_digit());
    let sign = |at| if exact { folded.at(at) } else { folded.low(at) };
    let signs = (0..folded.len())
        .filter_map(sign)
        .map(|one| if one == '-' { ' ' } else { one })
        .collect();
    (signs, exact)
}

impl Titled {
    /// How much of the text is a name of this entry: the signs of the longest, those of the Chinese script thrice.
    pub(crate) fn named_in(&self, text: &Folded) -> u32 {
        let longest = self.names.iter().filter(|(signs, exact)| {
            (0..text.len()).any(|at| text.term_at(at, signs, *exact).is_some())
        });
        let weight = |signs: &[char]| -> u32 {
            signs
                .iter()
                .map(|sign| if sign.is_ascii() { 1 } else { 3 })
                .sum()
        };
        longest.map(|(signs, _)| weight(signs)).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_fits_and_no_number_stands_twice() {
        let rows = TABLES
            .iter()
            .flat_map(|table| table.lines().skip(1))
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        assert_eq!(rows.count(), all().count());
        let mut seen = std::collections::BTreeSet::new();
        for one in all() {
            assert!(seen.insert((one.jurisdiction, one.code)), "{}", one.code);
            assert!(!one.title.en.is_empty(), "{}", one.code);
        }
    }

    #[test]
    fn names_are_found_as_words() {
        let one =
            titled("US,6A003,cameras,照相机,thermal imaging camera|热像仪|IMU").expect("a row");
        assert!(one.named_in(&Folded::new("A thermal-imaging cameras")) > 0);
        assert!(one.named_in(&Folded::new("热像仪")) > 0);
        assert_eq!(one.named_in(&Folded::new("camera")), 0);
        assert_eq!(one.named_in(&Folded::new("immune imu")), 0);
    }
}
