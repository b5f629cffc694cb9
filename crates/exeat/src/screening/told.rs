//! The screening of parties as reports and programs are told it.

use exeat_report::{
    EntryCounts, GapWhy, MatchStanding, Screened, ScreenedEdition, ScreenedMatch, ScreenedParty,
    ScreeningGap,
};
use exeat_screen::score::Mode;
use exeat_screen::transaction::{self, EntryState, GapReason, Screening};
use serde_json::Value;

use super::Sifted;

impl Sifted {
    /// For a report.
    pub(crate) fn told(&self) -> exeat_report::Screening {
        match self {
            Self::Declined => exeat_report::Screening::Declined,
            Self::NoLists => exeat_report::Screening::NoLists,
            Self::Done(screening) => exeat_report::Screening::Done(told(screening)),
        }
    }

    /// Puts it into the JSON of a determination. Where nobody was looked for there is nothing to
    /// put in, and the facts about lists are as the document states them.
    pub(crate) fn put_into(&self, determination: &mut Value) {
        if let Self::Done(screening) = self
            && let Ok(record) = serde_json::to_value(screening)
            && let Some(object) = determination.as_object_mut()
        {
            object.insert(RECORD.to_owned(), record);
        }
    }
}

/// Where the record of a screening stands in the JSON of a determination.
pub(crate) const RECORD: &str = "screening";

pub(super) fn told(screening: &Screening) -> Screened {
    let ahead = screening.event_date.days_since_epoch() - screening.known_at.days_since_epoch();
    let soon = u32::try_from(ahead).is_ok_and(|days| days <= screening.age_max_days);
    Screened {
        algorithm: screening.algorithm.to_owned(),
        mode: match screening.mode {
            Mode::Strict => "strict",
            Mode::Balanced => "balanced",
            Mode::Ofac => "ofac",
        }
        .to_owned(),
        threshold: screening.threshold.to_string(),
        known_at: screening.known_at,
        editions: screening
            .editions
            .iter()
            .map(|one| ScreenedEdition {
                name: one.edition.clone(),
                title: one.title.clone(),
                entries: one.entries,
                age_in_days: one.age_in_days,
                doubt: match (one.stale, one.after_event) {
                    _ if one.age_unknown => Some(GapWhy::AgeUnknown),
                    (true, _) => Some(GapWhy::Stale),
                    (_, true) => Some(GapWhy::AfterEvent),
                    _ => None,
                },
            })
            .collect(),
        parties: screening.parties.iter().map(party).collect(),
        gaps: screening
            .gaps
            .iter()
            .map(|gap| ScreeningGap {
                title: (gap.title.to_owned(), gap.title_zh.to_owned()),
                why: match gap.why {
                    GapReason::NoEdition => GapWhy::NoEdition,
                    GapReason::Stale => GapWhy::Stale,
                    GapReason::AgeUnknown => GapWhy::AgeUnknown,
                    GapReason::AfterEvent => GapWhy::AfterEvent,
                },
                edition: gap.edition.clone(),
            })
            .collect(),
        again_before: (ahead > 0 && !soon).then_some(screening.event_date),
    }
}

fn party(party: &transaction::Screened) -> ScreenedParty {
    let role = party.roles.first().map_or("party", |role| role.name());
    ScreenedParty {
        name: party.name.clone(),
        is_nameless: party.is_nameless,
        is_word_of_listed: party.is_word_of_listed,
        roles: party.roles.iter().map(|role| role.name()).collect(),
        roles_in_words: party
            .roles
            .iter()
            .map(|role| (role.english(), role.chinese()))
            .collect(),
        matches: party
            .matches
            .iter()
            .map(|one| ScreenedMatch {
                score: one.score.to_string(),
                list: one.list.clone(),
                entry: one.entry.clone(),
                name: one.name.clone(),
                evidence: one.evidence.clone(),
                reasons: one.reasons.clone(),
                standing: match one.standing {
                    "true-match" => MatchStanding::TrueMatch,
                    "false-positive" => MatchStanding::FalsePositive,
                    _ => MatchStanding::Open,
                },
                decision: one.decision.clone(),
                counts: match one.state {
                    EntryState::Listed => EntryCounts::Yes,
                    EntryState::NotYet(day) => EntryCounts::NotYet(day),
                    EntryState::NoLonger(day) => EntryCounts::NoLonger(day),
                    EntryState::Suspended => EntryCounts::Suspended,
                },
                fact: one.fact.map(str::to_owned),
            })
            .collect(),
        more: party.more,
        open: party.open.iter().map(|&fact| fact.to_owned()).collect(),
        contradicted: party
            .contradicted
            .iter()
            .map(|fact| format!("{role}.{fact}"))
            .collect(),
    }
}
