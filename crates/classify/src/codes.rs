//! Numbers of control lists of which only the title is held: found by their names, weighed by nobody.

use std::collections::BTreeMap;

use exeat_law::model::Text;

use crate::read::Folded;

/// Titles in our own words, and the names by which goods of the entry go.
const TABLES: &[&str] = &[
    include_str!("../data/us-ccl-titles.csv"),
    include_str!("../data/annex-i-titles.csv"),
    include_str!("../data/cn-control-list-titles.csv"),
];

/// What goes before a number some of whose paragraphs are held with figures, and whose names are of the others.
const BESIDE: char = '+';

/// What goes before the jurisdiction and the number whose names a row takes too: `@US 2B001`.
const TAKES: char = '@';

/// A number with its title.
#[derive(Debug, Clone)]
pub(crate) struct Titled {
    /// Whose list it is of.
    pub(crate) jurisdiction: &'static str,
    /// The number.
    pub(crate) code: &'static str,
    /// What it describes.
    pub(crate) title: Text,
    /// Names of goods in it.
    pub(crate) names: Vec<Name>,
    /// Whether it speaks of the paragraphs of which no figures are held, beside those with figures.
    pub(crate) beside: bool,
}

/// A name of goods: one word group, or several that must all stand in the text.
#[derive(Debug, Clone)]
pub(crate) struct Name(Vec<Part>);

/// The signs of a word group in lower case; in exact case where they are capitals only.
#[derive(Debug, Clone)]
struct Part {
    signs: Vec<char>,
    exact_case: bool,
}

/// A row before the names that it takes from other rows stand in it.
struct Row {
    jurisdictions: &'static str,
    code: &'static str,
    title: Text,
    names: &'static str,
    beside: bool,
}

/// All that are shipped, in the order of the tables. A row that does not fit is left out; the tests count them.
pub(crate) fn all() -> impl Iterator<Item = Titled> {
    let rows: Vec<Row> = TABLES
        .iter()
        .flat_map(|table| table.lines().skip(1))
        .filter_map(row)
        .collect();
    let mut written: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for row in &rows {
        for jurisdiction in row.jurisdictions.split(' ') {
            written.insert((jurisdiction, row.code), row.names);
        }
    }
    let mut titled = Vec::new();
    for row in &rows {
        let names: Vec<Name> = names_of(row.names, &written)
            .into_iter()
            .map(name)
            .collect();
        for jurisdiction in row.jurisdictions.split(' ') {
            titled.push(Titled {
                jurisdiction,
                code: row.code,
                title: row.title.clone(),
                names: names.clone(),
                beside: row.beside,
            });
        }
    }
    titled.into_iter()
}

fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split(',').map(str::trim);
    let (jurisdictions, code) = (cells.next()?, cells.next()?);
    let (english, chinese) = (cells.next()?, cells.next()?);
    let names = cells.next()?;
    let (code, beside) = match code.strip_prefix(BESIDE) {
        Some(code) => (code, true),
        None => (code, false),
    };
    if jurisdictions.starts_with('#') || cells.next().is_some() {
        return None;
    }
    Some(Row {
        jurisdictions,
        code,
        title: Text {
            en: english.to_owned(),
            zh: (!chinese.is_empty()).then(|| chinese.to_owned()),
        },
        names,
        beside,
    })
}

/// The names of a cell, with those of the rows that it takes them from. A row that is taken takes from one more at most.
fn names_of<'w>(cell: &'w str, written: &BTreeMap<(&str, &str), &'w str>) -> Vec<&'w str> {
    let own = |cell: &'w str| {
        cell.split('|')
            .map(str::trim)
            .filter(|name| !name.is_empty())
    };
    let taken = |name: &str| {
        let (jurisdiction, code) = name.strip_prefix(TAKES)?.split_once(' ')?;
        written.get(&(jurisdiction, code)).copied()
    };
    let mut names = Vec::new();
    for name in own(cell) {
        match taken(name) {
            Some(other) => {
                for name in own(other) {
                    match taken(name) {
                        Some(last) => names.extend(own(last)),
                        None => names.push(name),
                    }
                }
            }
            None => names.push(name),
        }
    }
    names.retain(|name| !name.starts_with(TAKES));
    names
}

fn name(written: &str) -> Name {
    Name(written.split('&').map(str::trim).map(part).collect())
}

/// The signs of a word group. Short ones in capitals, such as `IMU`, are no words in small letters.
fn part(written: &str) -> Part {
    let folded = Folded::new(written);
    let exact_case = written.len() <= 5
        && written.chars().any(|one| one.is_ascii_alphabetic())
        && written
            .chars()
            .all(|one| one.is_ascii_uppercase() || one.is_ascii_digit());
    let sign = |at| {
        if exact_case {
            folded.at(at)
        } else {
            folded.low(at)
        }
    };
    let signs = (0..folded.len())
        .filter_map(sign)
        .map(|one| if one == '-' { ' ' } else { one })
        .collect();
    Part { signs, exact_case }
}

impl Part {
    /// Where it stands first. After the first group of a name the beginning of a word is enough: `machin`, `fib`.
    fn place_in(&self, text: &Folded, stem: bool) -> Option<usize> {
        (0..text.len()).find(|&at| {
            text.term_at(at, &self.signs, self.exact_case).is_some()
                || (stem && !self.exact_case && text.stem_at(at, &self.signs))
        })
    }

    /// How much it says: its signs, those of the Chinese script thrice.
    fn weight(&self) -> u32 {
        self.signs
            .iter()
            .map(|sign| if sign.is_ascii() { 1 } else { 3 })
            .sum()
    }
}

/// What is named only as a use weighs so much less.
const USE_DIVISOR: u32 = 8;

/// Words after the name of a device that make a part or an accessory of it.
const PARTS: &[&str] = &[
    "window",
    "windows",
    "holder",
    "holders",
    "housing",
    "housings",
    "bracket",
    "brackets",
    "cover",
    "covers",
    "carrying case",
    "stand",
    "stands",
    "tripod",
    "tripods",
];

/// Whether a part of what was named follows at once: `x-ray tube windows`.
fn is_of_part(text: &Folded, end: usize) -> bool {
    let at = text.skip_blanks(end);
    PARTS.iter().any(|word| {
        let signs: Vec<char> = word.chars().collect();
        text.term_at(at, &signs, false).is_some()
    })
}

impl Titled {
    /// Whether it is of technology or software.
    pub(crate) fn is_intangible(&self) -> bool {
        matches!(self.code.chars().nth(1), Some('D' | 'E'))
    }

    /// How much of the text is a name of this entry: the weight of the longest, and whether the text names only a use by it,
    /// which counts little.
    pub(crate) fn named_in(&self, text: &Folded, is_use: impl Fn(usize) -> bool) -> (u32, bool) {
        let of_device = self.code.chars().nth(1) == Some('A');
        let weight = |name: &Name| {
            let mut sum = 0;
            let mut used = true;
            for (index, part) in name.0.iter().enumerate() {
                let place = part.place_in(text, index > 0)?;
                used &= is_use(place) || (of_device && is_of_part(text, place + part.signs.len()));
                sum += part.weight();
            }
            Some(if used {
                ((sum / USE_DIVISOR).max(1), true)
            } else {
                (sum, false)
            })
        };
        let found = self.names.iter().filter_map(weight);
        found.max_by_key(|(sum, _)| *sum).unwrap_or((0, false))
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
        let each: usize = rows
            .map(|line| {
                line.split(',')
                    .next()
                    .map_or(0, |who| who.split(' ').count())
            })
            .sum();
        assert_eq!(each, all().count());
        let mut seen = std::collections::BTreeSet::new();
        for one in all() {
            assert!(seen.insert((one.jurisdiction, one.code)), "{}", one.code);
            assert!(!one.title.en.is_empty(), "{}", one.code);
        }
    }

    #[test]
    fn names_that_a_row_takes_are_written() {
        let written: std::collections::BTreeSet<_> =
            all().map(|one| (one.jurisdiction, one.code)).collect();
        for table in TABLES {
            for name in table
                .lines()
                .filter_map(|line| line.split(',').nth(4))
                .flat_map(|cell| cell.split('|'))
            {
                if let Some(other) = name.trim().strip_prefix(TAKES) {
                    let other = other.split_once(' ').expect("a jurisdiction and a number");
                    assert!(written.contains(&other), "{name}");
                }
            }
        }
    }

    #[test]
    fn names_are_found_as_words() {
        let written = BTreeMap::new();
        let named = |names: &str, text: &str| {
            let names = names_of(names, &written).into_iter().map(name).collect();
            let one = Titled {
                jurisdiction: "US",
                code: "6A003",
                title: Text::default(),
                names,
                beside: false,
            };
            one.named_in(&Folded::new(text), |_| false).0
        };
        let names = "thermal imaging camera|热像仪|IMU|ADC&bit";
        assert!(named(names, "A thermal-imaging cameras") > 0);
        assert!(named(names, "热像仪") > 0);
        assert_eq!(named(names, "camera"), 0);
        assert_eq!(named(names, "immune imu"), 0);
        assert!(named(names, "dual ADC of 14 bits") > 0);
        assert_eq!(named(names, "dual ADC"), 0);
    }
}
