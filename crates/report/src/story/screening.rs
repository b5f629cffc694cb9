//! How the parties were screened: what was looked at, whom somebody may be, and what was not looked at.

use crate::screening::{
    EntryCounts, GapWhy, MatchStanding, Screened, ScreenedMatch, ScreenedParty, Screening,
};
use crate::words::Words;

/// The screening in words.
#[derive(Debug, Clone)]
pub(crate) struct Sieve {
    /// By which rules, from which score on, seen from which day.
    pub(crate) terms: String,
    /// Each edition, and what is to be said of it.
    pub(crate) editions: Vec<(String, String)>,
    pub(crate) parties: Vec<PartySieved>,
    /// What the silence of lists does not settle.
    pub(crate) gaps: Vec<String>,
}

/// One party.
#[derive(Debug, Clone)]
pub(crate) struct PartySieved {
    pub(crate) name: String,
    pub(crate) roles: String,
    /// How many matches there are.
    pub(crate) result: String,
    pub(crate) matches: Vec<MatchSieved>,
    pub(crate) contradicted: Vec<String>,
}

/// One match.
#[derive(Debug, Clone)]
pub(crate) struct MatchSieved {
    /// Whether somebody has to decide.
    pub(crate) open: bool,
    pub(crate) what: String,
    pub(crate) details: Vec<String>,
    /// The command that records a decision.
    pub(crate) decide: Option<String>,
}

/// The screening in words; what was not done is for the part on what was not looked at.
pub(crate) fn sieve(words: Words, screening: Option<&Screening>) -> Option<Sieve> {
    let Some(Screening::Done(screened)) = screening else {
        return None;
    };
    let editions = screened
        .editions
        .iter()
        .map(|one| {
            let mut what = words.edition_holds(&one.title, one.entries, one.age_in_days);
            if let Some(why) = one.doubt {
                what.push_str(words.semicolon());
                what.push_str(words.doubt(why));
            }
            (one.name.clone(), what)
        })
        .collect();
    let mut gaps = gaps(words, screened);
    if let Some(day) = screened.again_before {
        gaps.push(words.screen_again(day));
    }
    Some(Sieve {
        terms: words.screened_by(
            &screened.algorithm,
            &screened.mode,
            &screened.threshold,
            screened.known_at,
        ),
        editions,
        parties: screened
            .parties
            .iter()
            .map(|party| sieved(words, party))
            .collect(),
        gaps,
    })
}

/// A remark where nobody was looked for.
pub(crate) fn not_done(words: Words, screening: Option<&Screening>) -> Option<&'static str> {
    match screening? {
        Screening::NoLists => Some(words.no_lists()),
        Screening::Declined => Some(words.screening_declined()),
        Screening::NotHere => Some(words.screening_not_here()),
        Screening::Done(_) => None,
    }
}

/// Who somebody may be, for a question that a match has left open.
pub(crate) fn question(
    words: Words,
    screening: Option<&Screening>,
    fact: &str,
    of: Option<&str>,
) -> Option<String> {
    let Some(Screening::Done(screened)) = screening else {
        return None;
    };
    let (role, wanted) = fact.split_once('.')?;
    let asked: Vec<String> = screened
        .parties
        .iter()
        .filter(|party| match of {
            Some(name) => party.name == name && party.roles.contains(&role),
            None => party.roles.contains(&role),
        })
        .flat_map(|party| {
            party
                .matches
                .iter()
                .filter(|one| one.fact.as_deref() == Some(wanted) && is_open(one))
                .map(|one| words.is_it(&party.name, &one.name, &one.list, &one.entry, &one.score))
        })
        .collect();
    (!asked.is_empty()).then(|| asked.join(words.space()))
}

/// Where matches speak against what the document states, for the head of a report.
pub(crate) fn contradictions(words: Words, screening: Option<&Screening>) -> Vec<String> {
    let Some(Screening::Done(screened)) = screening else {
        return Vec::new();
    };
    screened
        .parties
        .iter()
        .filter(|party| !party.contradicted.is_empty())
        .map(|party| words.contradicted(&party.name, &party.contradicted.join(words.comma())))
        .collect()
}

fn is_open(one: &ScreenedMatch) -> bool {
    let counts = matches!(one.counts, EntryCounts::Yes | EntryCounts::Suspended);
    let decided = match one.standing {
        MatchStanding::Open => false,
        MatchStanding::TrueMatch => one.counts == EntryCounts::Yes,
        MatchStanding::FalsePositive => true,
    };
    counts && !decided
}

fn sieved(words: Words, party: &ScreenedParty) -> PartySieved {
    let roles: Vec<&str> = party
        .roles_in_words
        .iter()
        .map(|(en, zh)| words.either(en, zh))
        .collect();
    let count = party.matches.len().saturating_add(party.more);
    PartySieved {
        name: if party.name.trim().is_empty() {
            words.party_without_name().to_owned()
        } else {
            party.name.clone()
        },
        roles: roles.join(words.comma()),
        result: if party.name.trim().is_empty() {
            words.not_looked_for().to_owned()
        } else if party.is_nameless && count == 0 {
            words.no_name_to_look_for().to_owned()
        } else if party.is_word_of_listed && count == 0 {
            words.word_of_listed().to_owned()
        } else {
            words.matches(count)
        },
        matches: party
            .matches
            .iter()
            .map(|one| matched(words, party, one))
            .collect(),
        contradicted: party
            .contradicted
            .iter()
            .map(|fact| words.stated_otherwise(fact))
            .collect(),
    }
}

fn matched(words: Words, party: &ScreenedParty, one: &ScreenedMatch) -> MatchSieved {
    let open = is_open(one);
    let what = if open {
        words.is_it(&party.name, &one.name, &one.list, &one.entry, &one.score)
    } else {
        words.listed_as(&one.name, &one.list, &one.entry, &one.score)
    };
    let mut details = Vec::new();
    match one.counts {
        EntryCounts::Yes => {}
        EntryCounts::NotYet(day) => details.push(words.listed_later(day)),
        EntryCounts::NoLonger(day) => details.push(words.delisted(day)),
        EntryCounts::Suspended => details.push(words.measures_suspended().to_owned()),
    }
    details.extend(one.decision.clone());
    if one.fact.is_none() {
        details.push(words.no_rule_asks().to_owned());
    }
    if open {
        details.push(one.reasons.join(words.semicolon()));
    }
    MatchSieved {
        open,
        what,
        details,
        decide: (open && one.standing == MatchStanding::Open).then(|| command(party, one)),
    }
}

/// The command that records a decision, as a shell takes it.
fn command(party: &ScreenedParty, one: &ScreenedMatch) -> String {
    let list = match (one.list.split_once('@'), one.list.rsplit_once('/')) {
        (Some((publication, _)), Some((_, list))) => format!("{publication}/{list}"),
        _ => one.list.clone(),
    };
    format!(
        "exeat screen decide {} --list {list} --entry {} --evidence {} --as … --by … --because … --until …",
        quoted(&party.name),
        quoted(&one.entry),
        one.evidence
    )
}

fn quoted(text: &str) -> String {
    let plain = |one: char| one.is_ascii_alphanumeric() || "-_.,:/@".contains(one);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// What is missing: lists of the same reason in one sentence.
fn gaps(words: Words, screened: &Screened) -> Vec<String> {
    let mut reasons: Vec<(GapWhy, Option<&str>)> = screened
        .gaps
        .iter()
        .map(|gap| (gap.why, gap.edition.as_deref()))
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
        .into_iter()
        .map(|(why, edition)| {
            let lists: Vec<&str> = screened
                .gaps
                .iter()
                .filter(|gap| gap.why == why && gap.edition.as_deref() == edition)
                .map(|gap| words.either(&gap.title.0, &gap.title.1))
                .collect();
            words.silence(why, edition, &lists.join(words.comma()))
        })
        .collect()
}
