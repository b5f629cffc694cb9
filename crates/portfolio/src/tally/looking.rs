//! For which rows parties were looked for, and on which lists.

use std::collections::BTreeMap;

use exeat_value::Day;
use serde::{Deserialize, Deserializer, Serialize};

/// For how many rows parties were looked for, and on which lists.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Looking {
    /// On which lists, by which rules, and what their silence does not settle; with the rows of which that is true.
    on: BTreeMap<String, Looked>,
    /// Rows in which somebody was looked for.
    pub rows: u64,
    /// Rows in which nobody was: they name no party, or no day.
    pub without: u64,
}

/// Counts of before said it in lines, of which nothing but what they say is known: not of how many
/// rows. Whatever else cannot be read makes the counts unreadable, and a chunk be done again.
pub(super) fn looking<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Looking>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        Counted(Looking),
        Lines(
            #[expect(dead_code, reason = "it is only told from what is no list of texts")]
            Vec<String>,
        ),
    }
    Ok(match Option::<Kept>::deserialize(deserializer)? {
        Some(Kept::Counted(looking)) => Some(looking),
        Some(Kept::Lines(_)) | None => None,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Looked {
    /// The latest day of their events.
    last: Day,
    rows: u64,
}

/// So many combinations of lists and gaps are named.
const LOOKED_SHOWN: usize = 5;
/// So many are kept apart; what comes then is counted and not named.
const LOOKED_MAX: usize = 10_000;

impl Looking {
    /// Adds rows in which somebody was looked for.
    pub(crate) fn add(&mut self, on: &str, last: Day, rows: u64) {
        self.rows += rows;
        self.name(on, Looked { last, rows });
    }

    fn name(&mut self, on: &str, looked: Looked) {
        if let Some(known) = self.on.get_mut(on) {
            known.last = known.last.max(looked.last);
            known.rows += looked.rows;
        } else if self.on.len() < LOOKED_MAX {
            self.on.insert(on.to_owned(), looked);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.without += other.without;
        for (on, looked) in &other.on {
            self.name(on, *looked);
        }
    }

    /// The same in lines, each with the rows that it is about: the latest events first.
    pub fn in_lines(&self) -> Vec<(String, u64)> {
        let mut on: Vec<(&String, &Looked)> = self.on.iter().collect();
        on.sort_by(|one, two| two.1.last.cmp(&one.1.last).then(one.0.cmp(two.0)));
        let mut lines: Vec<(String, u64)> = on
            .iter()
            .take(LOOKED_SHOWN)
            .map(|(text, looked)| (format!("Parties {text}."), looked.rows))
            .collect();
        if on.len() > LOOKED_SHOWN {
            let shown: u64 = lines.iter().map(|(_, rows)| rows).sum();
            lines.push((
                format!(
                    "For other days of events other editions, or other gaps: {} more; the column exeat_screening says which.",
                    on.len() - LOOKED_SHOWN
                ),
                self.rows.saturating_sub(shown),
            ));
        }
        if self.rows == 0 {
            lines.push((
                "No row names a party and a day, so nobody was looked for.".to_owned(),
                self.without,
            ));
        } else if self.without > 0 {
            lines.push((
                "Rows that name no party, or no day: nobody was looked for.".to_owned(),
                self.without,
            ));
        }
        lines
    }
}
