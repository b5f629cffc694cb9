//! The regimes, each with its arithmetic and its days.

use std::fmt;
use std::str::FromStr;

use exeat_value::Day;

/// A regime that reaches what listed parties own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// The US Treasury's rule on entities owned by blocked persons.
    UsOfac,
    /// The US Commerce Department's Affiliates Rule.
    UsBis,
    /// The EU's financial sanctions.
    Eu,
    /// The UK's financial sanctions.
    Uk,
    /// Announcement 61 of 2025 of China's Ministry of Commerce.
    Cn61,
}

/// How much of an entity has to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// 50 % or more.
    Half,
    /// More than 50 %.
    MoreThanHalf,
}

/// Whether what several listed parties hold is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregation {
    /// Together.
    Together,
    /// Each alone, with what it holds through others.
    Each,
    /// The text does not say: what only holds together is possible and not sure.
    Unsettled,
}

/// Whether the rule on owners binds on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// It binds.
    InForce,
    /// It does not: only the listed parties themselves are reached.
    NotInForce,
    /// It is not known: what it would reach is possible and not sure.
    Contested,
}

/// What it is to a regime that a party stands on some list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Application {
    /// The list belongs to another regime.
    None,
    /// The party itself is reached, and what it owns is not.
    Itself,
    /// The party is reached, and what it owns.
    AndOwned,
}

/// A regime's rule on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The regime.
    pub regime: Regime,
    /// How much has to be held.
    pub threshold: Threshold,
    /// Whether several owners count together.
    pub aggregation: Aggregation,
    /// Whether control is a ground of its own, apart from shares.
    pub control: bool,
    /// Whether the rule binds.
    pub binding: Binding,
    /// Where it is written.
    pub source: &'static str,
    /// What has to be known about the rule on this day, if anything.
    pub note: Option<&'static str>,
}

impl Regime {
    /// Every regime.
    pub const ALL: [Self; 5] = [Self::UsOfac, Self::UsBis, Self::Eu, Self::Uk, Self::Cn61];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::UsOfac => "us-ofac",
            Self::UsBis => "us-bis",
            Self::Eu => "eu",
            Self::Uk => "uk",
            Self::Cn61 => "cn-61",
        }
    }

    /// The rule on a day.
    pub fn rules(self, on: Day) -> Rules {
        match self {
            Self::UsOfac => us_ofac(on),
            Self::UsBis => us_bis(on),
            Self::Eu => eu(on),
            Self::Uk => uk(on),
            Self::Cn61 => cn_61(on),
        }
    }

    /// What it is to the regime that a party stands on a list. A list that we do not know, or none,
    /// is taken for one of the regime's own: whoever gives it for this regime means it so.
    pub fn application(self, list: &str) -> Application {
        let list = list.trim().to_lowercase();
        let of = |start: &str| list.starts_with(start);
        match self {
            Self::UsOfac => match list.as_str() {
                // OFAC's lists to which the rule does not extend.
                "us-cmic" | "us-capta" => Application::Itself,
                "us-entity-list"
                | "us-military-end-user"
                | "us-denied-persons"
                | "us-unverified"
                | "us-itar-debarred"
                | "us-nonproliferation" => Application::None,
                _ if of("eu-") || of("uk-") || of("un-") || of("cn-") => Application::None,
                _ => Application::AndOwned,
            },
            Self::UsBis => match list.as_str() {
                "us-denied-persons" => Application::Itself,
                "us-unverified"
                | "us-itar-debarred"
                | "us-nonproliferation"
                | "us-cmic"
                | "us-capta"
                | "us-sectoral"
                | "us-plc"
                | "us-menu-based"
                | "us-foreign-sanctions-evaders" => Application::None,
                _ if of("eu-") || of("uk-") || of("un-") || of("cn-") => Application::None,
                _ => Application::AndOwned,
            },
            Self::Eu if of("us-") || of("uk-") || of("cn-") => Application::None,
            Self::Uk if of("us-") || of("eu-") || of("cn-") => Application::None,
            Self::Cn61 if of("us-") || of("eu-") || of("uk-") || of("un-") => Application::None,
            // The announcement names the control list and the watch list, not this one.
            Self::Cn61 if list == "cn-unreliable-entity-list" => Application::None,
            Self::Eu | Self::Uk | Self::Cn61 => Application::AndOwned,
        }
    }

    /// How restrictive a list is among those of the regime, where that can be told: the Affiliates
    /// Rule gives an entity the most restrictive requirements that any of its owners has.
    pub(crate) fn rank(self, list: &str) -> u8 {
        match (self, list) {
            (Self::UsBis, "us-military-end-user") => 1,
            _ => 2,
        }
    }
}

impl fmt::Display for Regime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Regime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|regime| regime.name() == text)
            .ok_or_else(|| {
                let names: Vec<&str> = Self::ALL.iter().map(|regime| regime.name()).collect();
                format!(
                    "no regime is called `{text}`; there are {}",
                    names.join(", ")
                )
            })
    }
}

/// Whether a day is before a date, both as year, month, day.
fn before(on: Day, year: i16, month: i8, day: i8) -> bool {
    (on.year(), on.month(), on.day_of_month()) < (year, month, day)
}

/// OFAC's guidance of 14 February 2008 treated what a blocked person owns at 50 % or more as
/// blocked; its revised guidance of 13 August 2014 counts several blocked persons together.
fn us_ofac(on: Day) -> Rules {
    let aggregated = !before(on, 2014, 8, 13);
    Rules {
        regime: Regime::UsOfac,
        threshold: Threshold::Half,
        aggregation: if aggregated {
            Aggregation::Together
        } else {
            Aggregation::Each
        },
        control: false,
        binding: if before(on, 2008, 2, 14) {
            Binding::Contested
        } else {
            Binding::InForce
        },
        source: if aggregated {
            "OFAC, Revised Guidance on Entities Owned by Persons Whose Property and Interests in \
             Property Are Blocked, 13 August 2014"
        } else {
            "OFAC, Guidance on Entities Owned by Persons Whose Property and Interests in Property \
             Are Blocked, 14 February 2008"
        },
        note: before(on, 2008, 2, 14)
            .then_some("no guidance on owned entities of before 14 February 2008 was read"),
    }
}

/// The Affiliates Rule (90 FR 47201) took effect on 29 September 2025 and was stayed from
/// 10 November 2025 to 9 November 2026 (90 FR 50857). By its own terms it applies again from
/// 10 November 2026. China's ministry said on 28 September 2026 that the arrangement behind the
/// stay was extended to 10 January 2027; no American instrument was found.
fn us_bis(on: Day) -> Rules {
    let (binding, note) = if before(on, 2025, 9, 29) {
        (
            Binding::NotInForce,
            Some("the Affiliates Rule took effect on 29 September 2025"),
        )
    } else if before(on, 2025, 11, 10) {
        (Binding::InForce, None)
    } else if before(on, 2026, 11, 10) {
        (
            Binding::NotInForce,
            Some(
                "the Affiliates Rule is stayed from 10 November 2025 through 9 November 2026 \
                 (90 FR 50857); a listed owner is a red flag all the same",
            ),
        )
    } else {
        (
            Binding::Contested,
            Some(
                "the stay of the Affiliates Rule was written to end on 9 November 2026; an \
                 extension to 10 January 2027 was announced, and no instrument of it was found: \
                 look for a Federal Register notice",
            ),
        )
    };
    Rules {
        regime: Regime::UsBis,
        threshold: Threshold::Half,
        aggregation: Aggregation::Together,
        control: false,
        binding,
        source: "Affiliates Rule, 90 FR 47201 (15 CFR 744.8, 744.11, 744.21)",
        note,
    }
}

/// The Council's best practices count several listed owners together; they asked for more than
/// 50 % until 2 July 2024, and ask for 50 % or more since. Control is a ground of its own.
fn eu(on: Day) -> Rules {
    let old = before(on, 2024, 7, 3);
    Rules {
        regime: Regime::Eu,
        threshold: if old {
            Threshold::MoreThanHalf
        } else {
            Threshold::Half
        },
        aggregation: Aggregation::Together,
        control: true,
        binding: Binding::InForce,
        source: if old {
            "EU Best Practices on restrictive measures, before 3 July 2024"
        } else {
            "EU Best Practices on restrictive measures, 3 July 2024"
        },
        note: None,
    }
}

/// Sanctions regulations under the Sanctions and Anti-Money Laundering Act 2018: more than 50 % of
/// shares or votes, the right to appoint or remove the majority of the board, or control; OFSI does
/// not simply add up what several designated persons hold. Before 2021 the law of the EU bound.
fn uk(on: Day) -> Rules {
    let european = before(on, 2021, 1, 1);
    Rules {
        regime: Regime::Uk,
        threshold: Threshold::MoreThanHalf,
        aggregation: if european {
            Aggregation::Together
        } else {
            Aggregation::Each
        },
        control: true,
        binding: Binding::InForce,
        source: if european {
            "the law of the EU as it bound the UK until the end of 2020"
        } else {
            "UK sanctions regulations, regulation 7 (owned or controlled); OFSI guidance"
        },
        note: None,
    }
}

/// Announcement 61 names what a listed party holds at 50 % or more. It is in force since 9 October
/// 2025 and suspended from 7 November 2025 (announcement 70); the end of the suspension, written as
/// 10 November 2026, is contested.
fn cn_61(on: Day) -> Rules {
    let (binding, note) = if before(on, 2025, 10, 9) {
        (
            Binding::NotInForce,
            Some("announcement 61 was issued on 9 October 2025"),
        )
    } else if before(on, 2025, 11, 7) {
        (Binding::InForce, None)
    } else if before(on, 2026, 11, 10) {
        (
            Binding::NotInForce,
            Some(
                "announcement 61 is suspended since 7 November 2025 (announcement 70 of 2025), \
                 by its words to 10 November 2026",
            ),
        )
    } else {
        (
            Binding::Contested,
            Some(
                "the suspension of announcement 61 was written to end on 10 November 2026; the \
                 ministry said that the arrangement behind it was extended to 10 January 2027, and \
                 no instrument was found: look for an announcement of the ministry",
            ),
        )
    };
    Rules {
        regime: Regime::Cn61,
        threshold: Threshold::Half,
        aggregation: Aggregation::Unsettled,
        control: false,
        binding,
        source: "MOFCOM announcement 61 of 2025, article 2",
        note: Some(note.unwrap_or(
            "the announcement says neither whether several listed owners count together, which is \
             left open here, nor whether chains of holdings count, which are followed",
        )),
    }
}
