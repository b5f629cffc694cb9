//! Listed names with one slip each, by the kind of slip: which of them are found.

use std::collections::{BTreeMap, BTreeSet};

use exeat_screen::index::{Index, Party, Searcher};
use exeat_screen::is_patronymic;
use exeat_screen::score::{Kind, Mode, Score};

use super::bench::Random;
use crate::progress::Progress;

/// So many matches are looked at for the right one.
const SHOWN: usize = 5;
/// Shorter names are left out: a letter less makes another name of them.
const LETTERS_MIN: usize = 9;

/// What fingers do to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// Two neighbouring letters, or a letter and a space, swapped.
    Swapped,
    /// A letter and the space beside it swapped.
    OverSpace,
    LeftOut,
    PutIn,
    Doubled,
    Exchanged,
    SpaceLeftOut,
    SpacePutIn,
    /// The patronymic of a person's name left out: given name and surname are asked for.
    PatronymicLeftOut,
    /// The middle one of three names of a person left out that is no patronymic.
    MiddleNameLeftOut,
}

impl Slip {
    pub(super) const ALL: [Self; 10] = [
        Self::Swapped,
        Self::OverSpace,
        Self::LeftOut,
        Self::PutIn,
        Self::Doubled,
        Self::Exchanged,
        Self::SpaceLeftOut,
        Self::SpacePutIn,
        Self::PatronymicLeftOut,
        Self::MiddleNameLeftOut,
    ];

    fn in_words(self) -> &'static str {
        match self {
            Self::Swapped => "two neighbours swapped",
            Self::OverSpace => "a letter moved over a space",
            Self::LeftOut => "a letter left out",
            Self::PutIn => "a letter put in",
            Self::Doubled => "a letter doubled",
            Self::Exchanged => "a letter for another",
            Self::SpaceLeftOut => "a space left out",
            Self::SpacePutIn => "a space put in",
            Self::PatronymicLeftOut => "a patronymic left out",
            Self::MiddleNameLeftOut => "a middle name left out",
        }
    }

    /// Whether only people's names are asked for with it.
    fn is_of_people(self) -> bool {
        matches!(self, Self::PatronymicLeftOut | Self::MiddleNameLeftOut)
    }

    /// The name without a whole word, if there is one to be left out.
    fn without_word(self, name: &str) -> Option<String> {
        let words: Vec<&str> = name.split(' ').collect();
        let place = match self {
            Self::PatronymicLeftOut if words.len() >= 3 => {
                words.iter().position(|word| is_patronymic(word))?
            }
            Self::MiddleNameLeftOut
                if words.len() == 3 && !words.iter().any(|word| is_patronymic(word)) =>
            {
                1
            }
            _ => return None,
        };
        let left_out = words.get(place)?;
        let is_name = left_out.len() > 3 && left_out.chars().all(char::is_alphabetic);
        let mut rest = words.clone();
        rest.remove(place);
        is_name.then(|| rest.join(" "))
    }

    /// The name with the slip at this place, behind its first letter, if there is one to be made.
    fn make(self, name: &str, place: usize, other: char) -> Option<String> {
        if self.is_of_people() {
            return self.without_word(name);
        }
        let mut letters: Vec<char> = name.chars().collect();
        let (here, next) = (*letters.get(place)?, *letters.get(place + 1)?);
        let before = *letters.get(place.checked_sub(1)?)?;
        let is = |letter: char| letter.is_ascii_alphabetic();
        let possible = match self {
            Self::Swapped => (is(here) || here == ' ') && (is(next) || next == ' ') && here != next,
            Self::OverSpace => (is(here) && next == ' ') || (here == ' ' && is(next)),
            Self::LeftOut | Self::PutIn | Self::Doubled | Self::Exchanged => is(here),
            Self::SpaceLeftOut => here == ' ',
            Self::SpacePutIn => is(before) && is(here),
            Self::PatronymicLeftOut | Self::MiddleNameLeftOut => false,
        };
        let other = if here.is_ascii_uppercase() {
            other.to_ascii_uppercase()
        } else {
            other
        };
        match self {
            _ if !possible => return None,
            Self::Swapped | Self::OverSpace => letters.swap(place, place + 1),
            Self::LeftOut | Self::SpaceLeftOut => {
                letters.remove(place);
            }
            Self::PutIn => letters.insert(place, other),
            Self::Doubled => letters.insert(place, here),
            Self::Exchanged => *letters.get_mut(place)? = other,
            Self::SpacePutIn => letters.insert(place, ' '),
            Self::PatronymicLeftOut | Self::MiddleNameLeftOut => return None,
        }
        let slipped: String = letters.into_iter().collect();
        (slipped.to_lowercase() != name.to_lowercase()).then_some(slipped)
    }
}

/// How many names with a slip were found.
#[derive(Debug, Default, Clone, Copy)]
struct Found {
    asked: u32,
    right: u32,
    nothing: u32,
}

/// Rows of a table: a kind of slip, and how many of `count` names with it are found. The names are
/// people's and organisations' in Latin letters, the same ones every time.
pub(super) fn table(
    index: &Index,
    count: u32,
    threshold: Score,
    wrong: &mut String,
) -> Vec<(String, String)> {
    let mut names: Vec<(&str, Kind)> = Vec::new();
    // Entries that have the very same name are as right as one another.
    let mut owners: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for entry in 0..u32::try_from(index.entries()).unwrap_or(u32::MAX) {
        let kind = index.kind_of(entry);
        for name in index.names_of(entry) {
            owners.entry(name.to_lowercase()).or_default().insert(entry);
            if matches!(kind, Kind::Person | Kind::Organisation)
                && name.is_ascii()
                && name.len() >= LETTERS_MIN
            {
                names.push((name, kind));
            }
        }
    }
    let mut rows = Vec::new();
    let mut searcher = Searcher::new(index);
    let all = u64::from(count) * u64::try_from(Slip::ALL.len()).unwrap_or(0);
    let mut progress = Progress::new("screening names with a slip", all);
    for slip in Slip::ALL {
        let mut random = Random::new(0x9e37_79b9_7f4a_7c15);
        let mut found = Found::default();
        let mut tries = 0;
        while found.asked < count && tries < u64::from(count) * 100 && !names.is_empty() {
            tries += 1;
            let (name, kind) = names[random.below(names.len())];
            let place = 1 + random.below(name.len());
            let letter = char::from(b'a' + u8::try_from(random.below(26)).unwrap_or(0));
            let Some(query) = slip.make(name, place, letter) else {
                continue;
            };
            if slip.is_of_people() && kind != Kind::Person {
                continue;
            }
            progress.add(1);
            found.asked += 1;
            let party = Party {
                name: &query,
                kind,
                ..Party::default()
            };
            let hits = searcher.search(&party, Mode::Balanced, threshold);
            let right = owners.get(&name.to_lowercase()).is_some_and(|owners| {
                let mut shown = hits.iter().take(SHOWN);
                shown.any(|hit| owners.contains(&hit.entry))
            });
            if right {
                found.right += 1;
            } else {
                found.nothing += u32::from(hits.is_empty());
                wrong.push_str(&format!("{}  {query} for {name}\n", slip.in_words()));
            }
        }
        rows.push((
            format!("{}, found from {threshold}", slip.in_words()),
            format!(
                "{} ({} of {} among the first {SHOWN}; nothing at all for {})",
                super::accuracy::share(found.right, found.asked),
                found.right,
                found.asked,
                found.nothing
            ),
        ));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_what_they_are_called() {
        let made = |slip: Slip, place| slip.make("Usama bin Laden", place, 'x');
        for (slip, place, expected) in [
            (Slip::Swapped, 1, Some("Uasma bin Laden")),
            (Slip::Swapped, 8, Some("Usama bi nLaden")),
            (Slip::OverSpace, 8, Some("Usama bi nLaden")),
            (Slip::OverSpace, 1, None),
            (Slip::LeftOut, 1, Some("Uama bin Laden")),
            (Slip::PutIn, 1, Some("Uxsama bin Laden")),
            (Slip::Doubled, 1, Some("Ussama bin Laden")),
            (Slip::Exchanged, 10, Some("Usama bin Xaden")),
            (Slip::SpaceLeftOut, 5, Some("Usamabin Laden")),
            (Slip::SpacePutIn, 2, Some("Us ama bin Laden")),
            (Slip::Swapped, 40, None),
        ] {
            assert_eq!(made(slip, place).as_deref(), expected, "{slip:?} {place}");
        }
        let people = [
            (
                Slip::PatronymicLeftOut,
                "Andrey Removich BELOUSOV",
                Some("Andrey BELOUSOV"),
            ),
            (Slip::PatronymicLeftOut, "Nicolas MADURO MOROS", None),
            (
                Slip::MiddleNameLeftOut,
                "Nicolas MADURO MOROS",
                Some("Nicolas MOROS"),
            ),
            (Slip::MiddleNameLeftOut, "Andrey Removich BELOUSOV", None),
            (Slip::MiddleNameLeftOut, "Usama bin Laden", None),
        ];
        for (slip, name, expected) in people {
            assert_eq!(
                slip.make(name, 1, 'x').as_deref(),
                expected,
                "{slip:?} {name}"
            );
        }
    }
}
