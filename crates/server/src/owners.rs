//! Who stands behind parties: a file of holdings, held against the lists in force by a regime's own arithmetic. The page
//! and the API ask it alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use exeat_screen::owners::{
    Aggregation, Application, Graph, Listing, Outcome, Regime, evaluate, read_listings,
};
use exeat_screen::party::Wanted;
use exeat_screen::score::{Mode, Score};
use exeat_value::Day;
use serde::Serialize;

use crate::parties::Hit;
use crate::problem::Problem;
use crate::screening::{How, Pool};
use crate::service::Service;

/// More parties are not looked for at once; `exeat owners` takes millions.
const PARTIES_MAX: usize = 2_000;

/// What is asked.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    /// Who holds what of whom, as a file has it.
    pub(crate) holdings: &'a str,
    /// Who is listed besides, as a file has it; nothing for nobody.
    pub(crate) listed: &'a str,
    pub(crate) regime: Regime,
    pub(crate) on: Day,
    /// Whether several listed owners count together where the regime does not say so by itself.
    pub(crate) together: bool,
    /// Those who are asked about; all where nobody is named.
    pub(crate) parties: Vec<String>,
    /// Whether everybody is looked for on the lists in force.
    pub(crate) lists: bool,
}

/// Somebody who is taken to be listed.
#[derive(Debug, Serialize)]
pub(crate) struct Taken {
    pub(crate) party: String,
    /// Where: a list in force, or what the file says, which may be nothing.
    pub(crate) list: String,
    /// How alike the names are, where a name was found on a list; nothing where the file says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) score: Option<Score>,
    /// The entry of the list.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) entry: String,
}

/// What came of it.
pub(crate) struct WorkedOut {
    pub(crate) graph: Graph,
    pub(crate) outcome: Outcome,
    pub(crate) taken: Vec<Taken>,
    /// The lists that were looked at, or why none were.
    pub(crate) looked: Result<Arc<Pool>, String>,
    /// What was not looked at and should have been: where there is a gap, that nobody is reached is no answer.
    pub(crate) gaps: Vec<String>,
    /// Those who are listed where the regime does not count them, list by list.
    pub(crate) not_counted: Vec<String>,
}

/// What the lists that were looked at do not hold: what was published since, and every list of the regime.
fn gaps(pool: &Pool, regime: Regime, today: Day) -> Vec<String> {
    let mut gaps = pool.gaps(today);
    let mut lists = pool.editions.iter().flat_map(|edition| &edition.lists);
    if !lists.any(|list| regime.application(&list.id) != Application::None) {
        gaps.push(format!(
            "no list in force is one that {regime} counts: whoever stands on its lists is not looked for"
        ));
    }
    gaps
}

/// Those who are listed where the regime does not count them.
fn not_counted(taken: &[Taken], regime: Regime) -> Vec<String> {
    let mut counts = BTreeMap::new();
    for one in taken {
        let list = one.list.rsplit('/').next().unwrap_or_default();
        if regime.application(list) == Application::None {
            *counts.entry(list).or_insert(0_usize) += 1;
        }
    }
    counts
        .into_iter()
        .map(|(list, count)| {
            format!("`{list}` is no list of this regime: {count} listed there are not counted")
        })
        .collect()
}

/// How names are looked for.
pub(crate) const HOW: How = How {
    mode: Mode::Balanced,
    threshold: Score::ALERT,
};

/// Works it out. Decisions about matches count where whoever asks is of the organisation that made them.
///
/// # Errors
/// A file says something that nobody understands, speaks of too many, or not of those who are asked about.
pub(crate) async fn work_out(
    service: &Service,
    own: bool,
    asked: &Asked<'_>,
) -> Result<WorkedOut, Problem> {
    let refused = |error: exeat_screen::list::ReadError| {
        let expected = error.expected.clone();
        Problem::new("invalid-document", error.to_string())
            .with_help(format!("expected was {expected}"))
    };
    let mut listings = match asked.listed.trim() {
        "" => Vec::new(),
        _ => read_listings(asked.listed.as_bytes(), "listed").map_err(refused)?,
    };
    let graph =
        Graph::with_listed(asked.holdings.as_bytes(), "holdings", &listings).map_err(refused)?;
    if graph.len() > PARTIES_MAX {
        return Err(Problem::new(
            "too-large",
            format!("more than {PARTIES_MAX} parties; `exeat owners` takes as many as there are"),
        ));
    }
    let mut taken: Vec<Taken> = listings
        .iter()
        .filter(|listing| listing.is_listed(asked.on))
        .map(|listing| Taken {
            party: listing.party.clone(),
            list: listing.list.clone(),
            score: None,
            entry: String::new(),
        })
        .collect();
    let looked = match asked.lists {
        true => service.lists(),
        false => Err("nobody was looked for on the lists in force".to_owned()),
    };
    if let Ok(pool) = &looked {
        on_lists(service, own, pool, &graph, &mut listings, &mut taken).await?;
    }
    let mut rules = asked.regime.rules(asked.on);
    if asked.together {
        rules.aggregation = Aggregation::Together;
    }
    let outcome = service
        .work
        .here(|| Ok(evaluate(&graph, &listings, rules, asked.on)))
        .await?;
    if let Some(unknown) = asked
        .parties
        .iter()
        .find(|one| outcome.verdict(one).is_none())
    {
        return Err(Problem::new(
            "bad-request",
            format!("neither the holdings nor the listed parties speak of `{unknown}`"),
        )
        .with_help("write the name as the file does"));
    }
    let gaps = match &looked {
        Ok(pool) => gaps(pool, asked.regime, service.today()),
        Err(_) => Vec::new(),
    };
    Ok(WorkedOut {
        not_counted: not_counted(&taken, asked.regime),
        graph,
        outcome,
        taken,
        looked,
        gaps,
    })
}

/// Looks for everybody of the file on the lists in force. Whoever may stand there is taken to be listed until somebody
/// decided that it is somebody else.
async fn on_lists(
    service: &Service,
    own: bool,
    pool: &Pool,
    graph: &Graph,
    listings: &mut Vec<Listing>,
    taken: &mut Vec<Taken>,
) -> Result<(), Problem> {
    let wanted: Vec<Wanted> = graph
        .parties()
        .map(|name| Wanted {
            name: name.to_owned(),
            ..Wanted::default()
        })
        .collect();
    let names: Vec<String> = wanted.iter().map(|one| one.name.clone()).collect();
    let today = service.today();
    for (name, matches) in names.iter().zip(service.search(pool, wanted, HOW).await?) {
        for one in matches {
            let hit = Hit {
                name,
                list: &one.list,
                entry: &one.entry,
                evidence: &one.evidence,
            };
            let standing = match own {
                true => Some(
                    service
                        .parties
                        .standing(&hit, today)
                        .map_err(|error| Problem::new("internal", error))?,
                ),
                false => None,
            };
            if standing.is_some_and(|standing| standing.word == "false-positive") {
                continue;
            }
            let list = one.list.rsplit('/').next().unwrap_or_default();
            listings.push(Listing::always(name, list));
            taken.push(Taken {
                party: name.clone(),
                list: one.list.clone(),
                score: Some(one.score),
                entry: one.entry.clone(),
            });
        }
    }
    Ok(())
}
