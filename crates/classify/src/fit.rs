//! Numbers that share the names of their goods: which of them the figures of a description fit.
//!
//! It orders candidates and takes none away: of a number held by its title, whether its figures are met only the entry says.

use crate::read::Amount;
use exeat_value::{Dimension, Quantity};

/// What goods of a number are said to be, as far as the order of candidates needs it.
struct Fit {
    code: &'static str,
    /// Amounts of these dimensions: the first length, the largest of all others, are this or more.
    least: &'static [&'static str],
    /// The first length is less than this.
    below: Option<&'static str>,
}

/// Isostatic presses by the width of their chamber, pressure and temperature.
const FITS: &[Fit] = &[
    Fit {
        code: "2B004",
        least: &["406 mm", "69 MPa"],
        below: None,
    },
    Fit {
        code: "2B104",
        least: &["254 mm", "69 MPa", "600 °C"],
        below: Some("406 mm"),
    },
    Fit {
        code: "2B204",
        least: &["152 mm", "69 MPa"],
        below: Some("254 mm"),
    },
];

/// Whether the figures of a description fit a number among those that share its names.
pub(crate) fn fits(code: &str, amounts: &[Amount]) -> bool {
    FITS.iter().filter(|fit| fit.code == code).any(|fit| {
        let enough = fit
            .least
            .iter()
            .all(|least| reaches(amounts, least).unwrap_or(false));
        let narrow = fit
            .below
            .is_none_or(|below| !reaches(amounts, below).unwrap_or(true));
        enough && narrow
    })
}

/// Whether an amount of its dimension reaches a bound; nothing where none is told.
fn reaches(amounts: &[Amount], bound: &str) -> Option<bool> {
    let bound: Quantity = bound.parse().ok()?;
    let dimension = bound.unit.dimension();
    let mut told = amounts
        .iter()
        .filter(|one| one.dimension() == Some(dimension))
        .filter_map(|one| one.high.or(one.low))
        .filter_map(|one| one.compare(&bound))
        .map(std::cmp::Ordering::is_ge);
    if dimension == Dimension::Length {
        return told.next();
    }
    let mut any = None;
    for one in told {
        any = Some(any.unwrap_or(false) || one);
    }
    any
}
