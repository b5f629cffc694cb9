//! `POST /v1/owners`: who is reached because of who owns them.

use axum::extract::{Request, State};
use exeat_screen::owners::{Prover, Regime, Standing, counts_record, party_record, rule_record};
use exeat_value::Day;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{Shared, json_of, json_response, whole};
use crate::access::Principal;
use crate::owners::{Asked, HOW, work_out};
use crate::problem::{Answer, Problem};

/// A table: as text, or as a list of its rows.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Table {
    /// Nothing.
    #[default]
    Nothing,
    /// Separated values, JSON lines, or entities of FollowTheMoney.
    Text(String),
    /// An object a row.
    #[schema(value_type = Vec<Object>)]
    Rows(Vec<Value>),
}

impl Table {
    /// As a file would have it.
    fn into_text(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text,
            Self::Rows(rows) => {
                let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
                lines.join("\n")
            }
        }
    }
}

/// Who holds what of whom, and what is asked of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Owners {
    /// Rows with `owner`, `owned`, `share` (a percentage, a range, or empty where it is unknown), and, where they are
    /// known, `kind` (direct, control, board-majority), `from`, `until` and `evidence`.
    #[schema(example = json!([{"owner": "Ivan Primer", "owned": "Example Holding", "share": "55"}, {"owner": "Example Holding", "owned": "Example Magnets", "share": "60"}]))]
    holdings: Table,
    /// Rows with `party` and, where they are known, `list`, `from` and `until`: who is listed besides those who are
    /// found on the lists in force.
    #[serde(default)]
    #[schema(example = json!([{"party": "Ivan Primer"}]))]
    listed: Table,
    /// By whose arithmetic: `us-ofac`, `us-bis`, `eu`, `uk` or `cn-61`.
    #[schema(value_type = String, example = "us-ofac")]
    regime: String,
    /// The day; by default today.
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Day>,
    /// Count several listed owners together where the regime does not by itself, as for owners who act jointly.
    #[serde(default)]
    together: bool,
    /// Only these; by default everybody of whom the holdings speak.
    #[serde(default)]
    parties: Vec<String>,
    /// Whether everybody is looked for on the lists in force; by default they are.
    lists: Option<bool>,
}

/// Say which parties are reached because of who owns them, under one regime on one day
///
/// Each comes with its verdict (`blocked`, `possible`, `not_blocked`), how much listed parties hold of it, the proof, and
/// what to find out where it is open. A name that is alike enough counts as listed until somebody decided that it is
/// somebody else. Without lists there is no answer but a problem, unless `lists` is false. It is the record of `exeat
/// owners`, with what was looked at.
#[utoipa::path(
    post,
    path = "/v1/owners",
    tag = "screenings",
    request_body = Owners,
    responses(
        (status = 200, description = "Each party with its verdict and the reasons", body = serde_json::Value),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "A row says something that is not understood", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "There are no lists", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn owners(State(service): Shared, request: Request) -> Answer {
    let own = crate::access::is_first(request.extensions().get::<Principal>());
    let given: Owners = json_of(&whole(request.into_body(), service.config.body_max).await?)?;
    let regime: Regime = given
        .regime
        .parse()
        .map_err(|error: String| Problem::new("bad-request", error))?;
    let (holdings, listed) = (given.holdings.into_text(), given.listed.into_text());
    if holdings.trim().is_empty() {
        return Err(Problem::new("bad-request", "there are no holdings")
            .with_help("`holdings` is a list of objects with `owner`, `owned` and `share`"));
    }
    let lists = given.lists.unwrap_or(true);
    if lists {
        // Where nobody can be looked for, an answer would look like a clean one.
        service.screening()?;
    }
    let today = service.today();
    let asked = Asked {
        holdings: &holdings,
        listed: &listed,
        regime,
        on: given.on.unwrap_or(today),
        together: given.together,
        parties: given.parties,
        lists,
    };
    let worked = work_out(&service, own, &asked).await?;
    let parties = service
        .work
        .here(|| {
            let chosen: Vec<(&str, &Standing)> = worked
                .outcome
                .parties()
                .filter(|(name, _)| {
                    asked.parties.is_empty() || asked.parties.iter().any(|one| one == name)
                })
                .collect();
            let names: Vec<&str> = chosen.iter().map(|(name, _)| *name).collect();
            let proofs = Prover::new(&worked.graph, &worked.outcome).prove(&names);
            Ok(chosen
                .iter()
                .zip(proofs)
                .map(|((name, standing), proof)| {
                    party_record(&worked.outcome, name, standing, proof)
                })
                .collect::<Vec<Value>>())
        })
        .await?;
    let screening = worked.looked.as_ref().ok();
    Ok(json_response(&json!({
        "format": 1,
        "on": worked.outcome.on,
        "regime": regime.name(),
        "rule": rule_record(&worked.outcome.rules),
        "counts": counts_record(&worked.outcome),
        "parties": parties,
        "taken_to_be_listed": worked.taken,
        "gaps": worked.gaps,
        "not_counted": worked.not_counted,
        "screening": screening.map(|pool| pool.header(HOW, today, None)),
    })))
}
