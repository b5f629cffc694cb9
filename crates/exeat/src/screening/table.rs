//! The parties of a table held against the lists that are kept.

use std::sync::{Arc, Mutex, PoisonError};

use exeat_portfolio::{Listed, Shelf};
use exeat_screen::score::{ALGORITHM, Score};
use exeat_screen::transaction::{Holdings, Terms};
use exeat_value::Day;
use serde_json::{Value, json};

use super::parties::{
    Days, HoldingsOption, Kept, Opened, ScreeningOption, holdings_without_lists, with_terms,
};
use super::{Lists, source};
use crate::failure::Failure;

/// The lists that are kept, as they are looked at from a day.
pub(crate) struct KeptShelf {
    known_at: Day,
    age_max: u32,
    /// Whether what people decided counts.
    own: bool,
    identity: Value,
    kept: Mutex<Kept>,
}

/// The lists that are kept, and everybody who was looked for on them.
pub(crate) type TableScreening = Listed<KeptShelf>;

/// Opens the lists for the parties of a table; none where none was imported, or nobody is to be looked for.
///
/// # Errors
/// The data folder cannot be read, or a file of holdings.
pub(crate) fn of_table(
    option: ScreeningOption,
    known_at: Day,
    holdings: &HoldingsOption,
) -> Result<Option<TableScreening>, Failure> {
    if option.is_declined() {
        return Ok(None);
    }
    let holdings = holdings.read()?;
    let has_holdings = holdings.is_some();
    let lists = if crate::data::folder().is_err() {
        None
    } else {
        KeptShelf::open(Kept::default(), known_at, option.age_max(), true, holdings)?
    };
    match lists {
        None if has_holdings => Err(holdings_without_lists()),
        lists => Ok(lists),
    }
}

impl KeptShelf {
    /// Opens what is kept; none where there are no lists.
    ///
    /// # Errors
    /// The data folder cannot be read.
    pub(super) fn open(
        mut kept: Kept,
        known_at: Day,
        age_max: u32,
        own: bool,
        holdings: Option<Arc<Holdings>>,
    ) -> Result<Option<TableScreening>, Failure> {
        let days = Days {
            event_date: known_at,
            known_at,
            age_max,
        };
        let (opened, lists) = kept.of(days)?;
        if lists.is_none() {
            return Ok(None);
        }
        let decisions = own.then(|| opened.dispositions().digest());
        let identity = json!({
            "algorithm": ALGORITHM,
            "threshold": Score::ALERT,
            "known_at": known_at,
            "max_list_age": age_max,
            "editions": opened.ids(),
            "decisions": decisions,
        });
        let shelf = Self {
            known_at,
            age_max,
            own,
            identity,
            kept: Mutex::new(kept),
        };
        Ok(Some(Listed::new(shelf, holdings)))
    }

    fn lists(&self, days: Days) -> Result<(Arc<Opened>, Option<Arc<Lists>>), Failure> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.of(days)
    }
}

impl Shelf for KeptShelf {
    fn with(
        &self,
        event_date: Day,
        act: &mut dyn FnMut(&str, &Terms<'_>),
    ) -> Result<(), exeat_portfolio::Failure> {
        let days = Days {
            event_date,
            known_at: self.known_at,
            age_max: self.age_max,
        };
        let (opened, lists) = self.lists(days).map_err(in_a_table)?;
        if let Some(lists) = lists {
            let decisions = self.own.then(|| opened.dispositions());
            let source = source(&lists.editions);
            with_terms(days, &opened, decisions, &lists, None, |terms| {
                act(&source, terms);
            });
        }
        Ok(())
    }

    fn as_json(&self) -> Value {
        self.identity.clone()
    }
}

fn in_a_table(failure: Failure) -> exeat_portfolio::Failure {
    exeat_portfolio::Failure {
        message: failure.message,
        help: failure.help,
    }
}
