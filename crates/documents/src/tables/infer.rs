//! A mapping proposed from headings and values, with what it is unsure of.

mod headings;
mod values;

use std::fmt::Write as _;

use exeat_facts::batch::ColumnKey;
use exeat_facts::{Role, Type, Vocabulary};

use super::mapping::Label;
use super::{Chunk, TableOptions, all_letters, first_of, letters, others_of_the_heading};
use headings::{Meaning, meaning};
use values::Seen;

/// A proposed mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The mapping, with remarks about what is unsure.
    pub toml: String,
    /// How many columns got a meaning.
    pub mapped: usize,
    /// What a person has to look at, one line each.
    pub unsure: Vec<String>,
}

/// One column with what it may mean.
struct Guess {
    name: String,
    lines: Vec<String>,
    unsure: Vec<String>,
    keys: Vec<ColumnKey>,
    party: Option<Role>,
}

/// Proposes a mapping for a table from its headings and some of its rows.
///
/// Nothing is proposed for a column whose heading says nothing; what a heading says only perhaps
/// is proposed and called unsure.
pub fn propose(names: &[String], sample: &Chunk, options: &TableOptions) -> Proposal {
    let seen: Vec<Seen> = (0..names.len())
        .map(|place| Seen::of(sample.columns.get(place).and_then(Option::as_ref)))
        .collect();
    let (decimal, thousands) = values::marks(&seen);
    let mut guesses: Vec<Guess> = Vec::new();
    let mut left: Vec<&str> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        match meaning(name) {
            Some(meaning) => {
                let Some(seen) = seen.get(place) else {
                    continue;
                };
                guesses.push(guess(name, &meaning, seen, names));
            }
            None => left.push(name),
        }
    }
    // One fact comes from one column: the first whose heading says so for certain, else the first.
    let mut taken: Vec<ColumnKey> = Vec::new();
    guesses.sort_by_key(|guess| !guess.unsure.is_empty());
    for guess in &mut guesses {
        if guess.keys.iter().any(|key| taken.contains(key)) {
            guess.lines.retain(|line| !line.starts_with("fact = "));
            guess.unsure.push(format!(
                "column `{}` seems to say what another column says; it is left out",
                guess.name
            ));
            guess.lines.clear();
        } else {
            taken.extend(&guess.keys);
        }
    }
    // A row has one party in each role.
    let mut named: Vec<Role> = Vec::new();
    for guess in &mut guesses {
        let Some(role) = guess.party.filter(|_| !guess.lines.is_empty()) else {
            continue;
        };
        if named.contains(&role) {
            guess.lines.clear();
            guess.unsure.push(format!(
                "column `{}` seems to name a second {role}; it is left out, and nobody in it is looked for on lists",
                guess.name
            ));
        } else {
            named.push(role);
        }
    }
    guesses.sort_by_key(|guess| names.iter().position(|name| *name == guess.name));
    for place in 0..names.len() {
        let others = others_of_the_heading(names, place);
        if others.is_empty() {
            continue;
        }
        let several = all_letters(std::iter::once(place).chain(others.iter().copied()));
        for one in std::iter::once(place).chain(others) {
            let Some(guess) = guesses
                .iter_mut()
                .find(|guess| names.get(one) == Some(&guess.name) && !guess.lines.is_empty())
            else {
                continue;
            };
            guess.unsure.push(format!(
                "column `{}`: its heading stands over several columns ({several}), and this is {}",
                guess.name,
                letters(one)
            ));
            if one == place {
                guess.name = first_of(&guess.name);
            }
        }
    }
    let toml = text(&guesses, &left, options, decimal, thousands, &taken);
    Proposal {
        toml,
        mapped: guesses.iter().filter(|one| !one.lines.is_empty()).count(),
        unsure: guesses.into_iter().flat_map(|guess| guess.unsure).collect(),
    }
}

fn guess(name: &str, meaning: &Meaning, seen: &Seen, names: &[String]) -> Guess {
    let vocabulary = Vocabulary::standard();
    let mut lines = Vec::new();
    let mut unsure = Vec::new();
    if !meaning.sure {
        unsure.push(format!("column `{name}`: the heading says it only perhaps"));
    }
    let paths: Vec<String> = meaning
        .keys
        .iter()
        .map(|key| format!("{:?}", key.path(vocabulary)))
        .collect();
    match paths.as_slice() {
        [] => {}
        [one] => lines.push(format!("fact = {one}")),
        several => lines.push(format!("fact = [{}]", several.join(", "))),
    }
    if let Some(role) = meaning.party {
        lines.push(format!("party = \"{role}\""));
    }
    if let Some(label) = meaning.label {
        lines.push(format!("label = \"{}\"", label.name()));
    }
    let mut types: Vec<Type> = meaning
        .keys
        .iter()
        .map(|&key| super::mapping::type_of_key(key))
        .collect();
    if meaning.label == Some(Label::Value) && types.is_empty() {
        types.push(Type::Money);
    }
    for ty in types {
        match ty {
            Type::Date => match seen.date_format() {
                values::DateGuess::Plain => {}
                values::DateGuess::One(format) => lines.push(format!("date = \"{format}\"")),
                values::DateGuess::Several(formats) => {
                    let format = formats.first().copied().unwrap_or("DD.MM.YYYY");
                    lines.push(format!("date = \"{format}\""));
                    unsure.push(format!(
                        "column `{name}`: the days could be written as {}",
                        formats.join(" or ")
                    ));
                }
                values::DateGuess::None => {
                    unsure.push(format!(
                        "column `{name}`: its values are no days that we know"
                    ));
                }
            },
            Type::Code(list) | Type::Set(list) => {
                let (codes, unknown) = seen.codes(list, matches!(ty, Type::Set(_)));
                if !codes.is_empty() {
                    let pairs: Vec<String> = codes
                        .iter()
                        .map(|(text, code)| format!("{text:?} = \"{code}\""))
                        .collect();
                    lines.push(format!("codes = {{ {} }}", pairs.join(", ")));
                    unsure.push(format!(
                        "column `{name}`: look through what its words stand for"
                    ));
                }
                for text in unknown {
                    unsure.push(format!("column `{name}`: `{text}` is no code that we know"));
                }
            }
            Type::Quantity(dimension) => {
                let (unit, why) = headings::unit_of(name, dimension, seen, names);
                lines.push(unit);
                unsure.extend(why.map(|why| format!("column `{name}`: {why}")));
            }
            Type::Share => {
                let dimension = exeat_value::Dimension::Fraction;
                let (unit, why) = headings::unit_of(name, dimension, seen, names);
                lines.push(unit);
                unsure.extend(why.map(|why| format!("column `{name}`: {why}")));
            }
            Type::Money => {
                let (currency, why) = headings::currency_of(name, seen, names);
                lines.extend(currency);
                unsure.extend(why.map(|why| format!("column `{name}`: {why}")));
            }
            Type::YesNo => {
                for text in seen.neither_yes_nor_no() {
                    unsure.push(format!(
                        "column `{name}`: say whether `{text}` stands for yes or for no; blank is unknown"
                    ));
                }
            }
            Type::Text => {
                if let Some((width, why)) = headings::width_of(name, seen) {
                    lines.push(format!("width = {width}"));
                    unsure.push(format!("column `{name}`: {why}"));
                }
            }
        }
    }
    lines.dedup();
    Guess {
        name: name.to_owned(),
        lines,
        unsure,
        keys: meaning.keys.clone(),
        party: meaning.party,
    }
}

fn text(
    guesses: &[Guess],
    left: &[&str],
    options: &TableOptions,
    decimal: char,
    thousands: Option<char>,
    taken: &[ColumnKey],
) -> String {
    // Writing to a string does not fail.
    let mut toml = String::from(
        "# Proposed from the headings and the first rows. Look through every line that is marked\n# with UNSURE before you rely on it.\nformat = 1\n\n[table]\n",
    );
    if let Some(encoding) = &options.encoding {
        let _ = writeln!(toml, "encoding = {encoding:?}");
    }
    if options.heading_row != 1 {
        let _ = writeln!(toml, "heading-row = {}", options.heading_row);
    }
    let _ = writeln!(toml, "decimal = \"{decimal}\"");
    if let Some(thousands) = thousands {
        let _ = writeln!(toml, "thousands = \"{thousands}\"");
    }
    toml.push_str("# What stands for \"nobody knows\", besides an empty cell.\nblank = [\"-\", \"n/a\", \"#N/A\"]\n");
    toml.push_str("\n# What holds for every row. Take out what does not.\n[constants]\n");
    let vocabulary = Vocabulary::standard();
    let has = |path: &str| taken.iter().any(|key| key.path(vocabulary) == path);
    for (path, value, remark) in [
        ("shipment.kind", "\"export\"", "or re-export"),
        ("item.kind", "\"goods\"", "or software, technology, service"),
        ("shipment.from", "\"CN\"", "where it leaves"),
        ("exporter.place", "\"CN\"", "where the exporter is"),
    ] {
        if !has(path) {
            let _ = writeln!(toml, "# UNSURE {path} = {value}  # {remark}");
        }
    }
    for guess in guesses.iter().filter(|guess| !guess.lines.is_empty()) {
        toml.push('\n');
        for why in &guess.unsure {
            let _ = writeln!(toml, "# UNSURE {}", why.replace(['\n', '\r'], " "));
        }
        let _ = writeln!(toml, "[[column]]\nname = {:?}", guess.name);
        for line in &guess.lines {
            let _ = writeln!(toml, "{line}");
        }
    }
    if !left.is_empty() {
        toml.push_str(
            "\n# These columns say nothing that a rule asks, as far as their headings tell:\n",
        );
        for name in left {
            let _ = writeln!(toml, "#   {}", name.replace(['\n', '\r'], " "));
        }
    }
    toml
}
