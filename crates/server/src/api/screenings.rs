//! `POST /v1/screenings`: parties against the lists in force.

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use exeat_screen::party::{Wanted, field_of_json};
use exeat_screen::score::{Mode, Score};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{Shared, json_of, json_response, whole};
use crate::problem::{Answer, Problem};
use crate::screening::{How, MATCHES_MAX};

/// More parties are not looked for in one request.
pub(super) const PARTIES_MAX: usize = 10_000;

/// Parties to look for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Screening {
    /// The parties: each with `name`, and as far as they are known `id`, `kind` (person,
    /// organisation, vessel), `birth_date`, `country` and `role`.
    #[schema(value_type = Vec<Object>, example = json!([{"id": "1", "name": "Acme Trading LLC", "kind": "organisation", "country": "AE"}]))]
    parties: Vec<Map<String, Value>>,
    /// Show what scores so much or more, from 0 to 1; by default 0.825.
    #[schema(value_type = Option<f64>)]
    threshold: Option<serde_json::Number>,
    /// How names are judged: `strict`, `balanced` (the default) or `ofac`.
    #[schema(value_type = Option<String>)]
    mode: Option<Mode>,
}

/// Look for parties on the lists in force
///
/// Every answer says which editions were looked at, how old they are, by which algorithm and from
/// which score on. Without lists there is no answer but a problem.
#[utoipa::path(
    post,
    path = "/v1/screenings",
    tag = "screenings",
    request_body = Screening,
    responses(
        (status = 200, description = "Each party with the entries that it may be", body = serde_json::Value),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "There are no lists", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn screen(State(service): Shared, request: Request) -> Answer {
    let pool = service.screening()?;
    let asked: Screening = json_of(&whole(request.into_body(), service.config.body_max).await?)?;
    let how = How {
        mode: asked.mode.unwrap_or(Mode::Balanced),
        threshold: threshold(asked.threshold.as_ref())?,
    };
    if asked.parties.len() > PARTIES_MAX {
        return Err(Problem::new(
            "too-large",
            format!("at most {PARTIES_MAX} parties are looked for at once"),
        ));
    }
    let wanted = asked
        .parties
        .iter()
        .zip(1_u64..)
        .map(|(fields, number)| wanted(fields, number))
        .collect::<Result<Vec<_>, _>>()?;
    let found = service.search(&pool, wanted.clone(), how).await?;
    let parties: Vec<Value> = wanted
        .iter()
        .zip(&found)
        .map(|(wanted, matches)| {
            let mut party = json!({
                "id": wanted.id,
                "name": wanted.name,
                "kind": wanted.kind,
                "matches": matches,
                // Whoever asks whether somebody is listed has to know that the list of answers is not whole.
                "cut_off": matches.len() >= MATCHES_MAX,
            });
            for (name, text) in [
                ("birth_date", &wanted.birth_text),
                ("country", &wanted.country),
                ("role", &wanted.role),
            ] {
                if !text.is_empty() {
                    party[name] = json!(text);
                }
            }
            party
        })
        .collect();
    Ok(json_response(&json!({
        "format": 1,
        "screening": pool.header(how, service.today()),
        "parties": parties,
    })))
}

fn threshold(given: Option<&serde_json::Number>) -> Result<Score, Problem> {
    match given {
        None => Ok(Score::ALERT),
        Some(number) => number.to_string().parse().map_err(|_| {
            Problem::new(
                "bad-request",
                "a threshold is a number from 0 to 1 with at most four digits behind the point",
            )
        }),
    }
}

fn wanted(fields: &Map<String, Value>, number: u64) -> Result<Wanted, Problem> {
    let fields: BTreeMap<String, String> = fields
        .iter()
        .map(|(key, value)| {
            let key = key.to_lowercase();
            let text = field_of_json(&key, value).map_err(|why| {
                Problem::new("bad-request", format!("party {number}: `{key}` {why}"))
            })?;
            Ok((key, text))
        })
        .collect::<Result<_, Problem>>()?;
    Wanted::of_fields(&fields, number).map_err(|error| {
        let problem = Problem::new("bad-request", format!("party {number} {error}"));
        match error.help() {
            Some(help) => problem.with_help(help),
            None => problem,
        }
    })
}
