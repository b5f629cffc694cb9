//! What an index says about its rows and its entries.

use exeat_value::Day;

use super::bytes::{at, number};
use super::{Index, WEAK, kind_of_code, unpack};
use crate::compare::Prepared;
use crate::normalise::{Class, Spelt};
use crate::score::Kind;
use crate::score::evidence::Known;
use crate::score::pair::{Token, View};
use crate::transaction::EntryState;

/// A day as a number that is not 0, in the order of days.
pub(crate) fn packed_day(day: Day) -> u32 {
    let part = |part: i32| u32::try_from(part).unwrap_or(0);
    part(i32::from(day.year()) + 10_000) << 9
        | part(i32::from(day.month())) << 5
        | part(i32::from(day.day_of_month()))
}

/// The day of such a number.
fn unpacked_day(packed: u32) -> Day {
    let year = i16::try_from(i64::from(packed >> 9) - 10_000).unwrap_or(0);
    let part = |part: u32| i8::try_from(part).unwrap_or(0);
    Day::new(year, part(packed >> 5 & 15), part(packed & 31)).unwrap_or(Day::MIN)
}

/// What is known of an entry as numbers: how many there are of dates of birth and of countries,
/// then both, then the days that say when it counts; nothing where nothing is known.
pub(crate) fn packed_known(births: &[u32], countries: &[u32], dates: &[u32]) -> Vec<u32> {
    if births.is_empty() && countries.is_empty() && dates.is_empty() {
        return Vec::new();
    }
    let mut all = vec![number(births.len()), number(countries.len())];
    all.extend_from_slice(births);
    all.extend_from_slice(countries);
    all.extend_from_slice(dates);
    all
}

/// The three parts of such numbers.
fn unpacked_known(all: &[u32]) -> [&[u32]; 3] {
    let [births, countries, rest @ ..] = all else {
        return [&[]; 3];
    };
    let (births, rest) = rest.split_at_checked(at(*births)).unwrap_or_default();
    let (countries, dates) = rest.split_at_checked(at(*countries)).unwrap_or_default();
    [births, countries, dates]
}

impl Index {
    /// A row as a name that can be compared.
    pub(crate) fn with_row<T>(
        &self,
        row: u32,
        spelt: Option<&Spelt>,
        compact: &mut String,
        use_it: impl FnOnce(&View<'_>) -> T,
    ) -> T {
        const NONE: Token<'_> = Token {
            text: "",
            fold: "",
            class: Class::Particle,
            traits: 0,
        };
        let mut tokens = [NONE; crate::normalise::WORDS_MAX];
        compact.clear();
        let mut count = 0;
        for (token, packed) in tokens.iter_mut().zip(self.row_words.get(row)) {
            let (word, class) = unpack(*packed);
            let fold = self.word_fold.get(at(word)).copied().unwrap_or_default();
            *token = Token {
                text: self.words.get(word),
                fold: self.folds.get(fold),
                class,
                traits: self.word_traits.get(at(word)).copied().unwrap_or_default(),
            };
            if class.is_core() {
                compact.push_str(token.fold);
            }
            count += 1;
        }
        if crate::score::judge::whole_tolerance(compact.len()).is_none() {
            compact.clear();
        }
        let name = self.row_name.get(at(row)).copied().unwrap_or_default();
        let text = self.names.get(name);
        let syllables = if text.is_ascii() {
            Vec::new()
        } else {
            crate::normalise::syllables(text)
        };
        use_it(&View {
            tokens: &tokens[..count],
            compact,
            spelt,
            syllables: &syllables,
            unvocalised: self.row_flags(row).unvocalised(),
            reread: self.row_flags(row).is_reread(),
        })
    }

    /// The name of a row as it is written and read.
    pub(crate) fn spelt(&self, row: u32) -> Option<Spelt> {
        let name = self.row_name.get(at(row)).copied()?;
        let family = self.row_flags(row).kind();
        // The forms of a name stand one after the other, people's before all others.
        let rows = self.row_name.get(..at(row))?.iter().rev();
        let before = rows.take_while(|other| **other == name).count();
        let before = (row - number(before)..row)
            .filter(|other| self.row_flags(*other).kind() == family)
            .count();
        let forms = Prepared::forms(self.names.get(name), family);
        Some(forms.get(before)?.spelt().clone())
    }

    /// What is known of an entry beside its names.
    pub(crate) fn known(&self, entry: u32) -> Known<'_> {
        let [births, countries, _] = unpacked_known(self.entries.known.get(entry));
        Known {
            kind: kind_of_code(self.entries.list.get(at(entry)).map_or(3, |list| list & 3)),
            births,
            countries,
        }
    }

    /// `publication/edition/list` of the list that an entry stands on.
    pub fn list_of(&self, entry: u32) -> &str {
        let list = self.entries.list.get(at(entry));
        self.lists.get(list.map_or(u32::MAX, |list| list >> 2))
    }

    /// What an entry is, as far as its edition says.
    pub fn kind_of(&self, entry: u32) -> Kind {
        self.known(entry).kind
    }

    /// The id of an entry on its list.
    pub fn id_of(&self, entry: u32) -> &str {
        self.entries.ids.get(entry)
    }

    /// A name as it was published.
    pub fn name(&self, name: u32) -> &str {
        self.names.get(name)
    }

    /// All names of an entry, as they were published.
    pub fn names_of(&self, entry: u32) -> impl Iterator<Item = &str> {
        let first = self
            .name_entry
            .partition_point(|other| other & !WEAK < entry);
        let entries = self.name_entry.iter().enumerate().skip(first);
        entries
            .take_while(move |(_, other)| **other & !WEAK == entry)
            .map(|(name, _)| self.names.get(number(name)))
    }

    /// The hash of what its edition says about an entry, in sixteen hexadecimal digits.
    pub fn evidence_of(&self, entry: u32) -> String {
        let place = at(entry) * 2;
        let halves = self
            .entries
            .evidence
            .get(place..place + 2)
            .unwrap_or_default();
        halves
            .iter()
            .flat_map(|half| half.to_le_bytes())
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Whether an entry counts on a day, as far as its edition says.
    pub fn state_of(&self, entry: u32, on: Day) -> EntryState {
        let [_, _, [from, until, suspended]] = unpacked_known(self.entries.known.get(entry)) else {
            return EntryState::Listed;
        };
        let on = packed_day(on);
        if *until != 0 && on >= *until {
            EntryState::NoLonger(unpacked_day(*until))
        } else if *from != 0 && on < *from {
            EntryState::NotYet(unpacked_day(*from))
        } else if *suspended != 0 && on >= *suspended {
            EntryState::Suspended
        } else {
            EntryState::Listed
        }
    }
}
