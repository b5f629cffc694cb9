//! How much a roll-up may hold.

use rustc_hash::FxHashSet;

use super::{Rolled, RolledPart};
use crate::materials::bill::{Bill, Fault};

/// What a roll-up holds at most. Every part may have something of every origin, so that what it holds grows with both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Different origins, and as many countries of technology. There are fewer than 300 countries.
    pub(super) countries: usize,
    /// Origins of all parts together, each part's own counted; and as many countries with their statements.
    pub(super) numbers: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            countries: 1_000,
            numbers: 50_000_000,
        }
    }
}

impl Bounds {
    /// What is wrong with a bill that names too many countries.
    pub(super) fn look_at(self, bill: &Bill) -> Option<Fault> {
        let origins: FxHashSet<&str> = bill.parts.iter().map(super::origin).collect();
        let technology = bill
            .parts
            .iter()
            .filter_map(|part| part.technology.as_ref());
        let countries: FxHashSet<&str> = technology.map(|(country, _)| country.as_str()).collect();
        let many = origins.len().max(countries.len());
        (many > self.countries).then(|| Fault {
            row: 0,
            message: format!(
                "the bill names {many} different origins, and at most {} are told apart",
                self.countries
            ),
            mend: "write every country in one way, such as `CN`, and nothing else in its column"
                .to_owned(),
            error: true,
        })
    }

    /// What is wrong with a bill whose parts hold more than can be kept.
    pub(super) fn full(self) -> Fault {
        Fault {
            row: 0,
            message: format!(
                "the parts of the bill have more than {} origins and makers of technology together",
                self.numbers
            ),
            mend: "roll the assemblies up one by one".to_owned(),
            error: true,
        }
    }
}

/// A bill of which nothing is told but what is wrong with it.
pub(super) fn refused(bill: &Bill, fault: Fault) -> Rolled {
    Rolled {
        parts: vec![RolledPart::default(); bill.parts.len()],
        faults: vec![fault],
        ..Rolled::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::materials::{Mapping, read_csv, rollup};

    fn read(text: &str) -> Bill {
        let mapping =
            Mapping::parse("[columns]\nlevel = \"level\"\npart = \"part\"\norigin = \"origin\"\n")
                .expect("a mapping");
        read_csv(text.as_bytes(), &mapping).expect("a bill")
    }

    /// A chain in which every part holds the next and something of an origin of its own.
    fn chain(parts: usize) -> Bill {
        let mut text = String::from("level,part,origin\n");
        for part in 0..parts {
            text.push_str(&format!(
                "1,P{part},O{part}\n2,P{},O{}\n",
                part + 1,
                part + 1
            ));
        }
        read(&text)
    }

    #[test]
    fn more_origins_than_are_told_apart_are_refused() {
        let bounds = Bounds::default();
        let flat = |parts: usize| {
            let rows = (0..parts).map(|part| format!("1,P{part},O{part}\n"));
            read(&format!(
                "level,part,origin\n0,drone,O0\n{}",
                rows.collect::<String>()
            ))
        };
        assert_eq!(rollup(&flat(bounds.countries)).faults, []);
        let many = rollup(&flat(bounds.countries + 1));
        assert_eq!(many.faults.len(), 1);
        assert!(many.faults[0].error);
        assert!(many.faults[0].message.contains("1001 different origins"));
        assert_eq!(many.origins(0), []);
    }

    #[test]
    fn what_the_parts_hold_together_is_bounded() {
        let bounds = |numbers| Bounds {
            numbers,
            ..Bounds::default()
        };
        let bill = chain(100);
        // The last of 101 parts has one origin, the one before it two, and so on.
        let whole = super::super::within(&bill, bounds(101 * 102 / 2));
        assert_eq!(whole.faults, []);
        assert_eq!(whole.origins(0).len(), 101);
        let cut = super::super::within(&bill, bounds(101 * 102 / 2 - 1));
        assert_eq!(cut.faults.len(), 1);
        assert_eq!(cut.origins(0), []);
        assert_eq!(cut.share_of(0, "O0"), None);
    }
}
