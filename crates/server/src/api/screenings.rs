//! `POST /v1/screenings`: parties against the lists in force.

use std::collections::BTreeMap;

use axum::extract::{Request, State};
use exeat_screen::party::{Wanted, WantedError, field_of_json};
use exeat_screen::score::{Kind, Mode, Score};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{Shared, json_of, json_response, whole};
use crate::problem::{Answer, Problem};
use crate::screening::{How, MATCHES_MAX, Match};

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

/// Parties, and the entries that they may be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Screened {
    /// The version of this form.
    format: u8,
    /// Whether every party was looked for in full, on lists without a gap, and all entries that are alike enough are told.
    complete: bool,
    /// What was looked at, how old it is, how names were judged, and what was not looked at (`gaps`).
    #[schema(value_type = Object)]
    screening: Value,
    /// The parties, in their order.
    parties: Vec<ScreenedParty>,
}

/// A party with the entries that it may be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScreenedParty {
    /// What the request calls it, or its number.
    id: String,
    /// The name that was looked for.
    name: String,
    /// What it is.
    #[schema(value_type = String, example = "organisation")]
    kind: Kind,
    /// When it was born, as it was written.
    #[serde(skip_serializing_if = "String::is_empty")]
    birth_date: String,
    /// Its country.
    #[serde(skip_serializing_if = "String::is_empty")]
    country: String,
    /// Its role.
    #[serde(skip_serializing_if = "String::is_empty")]
    role: String,
    /// The entries that it may be, the most alike first. `null` where it says nothing that none was found, because there was
    /// nothing that could be looked for: `problem` says why.
    matches: Option<Vec<Match>>,
    /// Whether more entries are alike than are told.
    cut_off: bool,
    /// What of the party could not be read, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "has `N/A` where a name is expected")]
    problem: Option<String>,
    /// One line that could mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'static str>,
}

/// Look for parties on the lists in force
///
/// Every answer says which editions were looked at, how old they are, by which algorithm and from
/// which score on. Without lists there is no answer but a problem. A party of which something cannot be
/// read (no name or two, a name such as `N/A` in which nothing can be looked for, a kind or a date that is
/// none) has its mistake in `problem` and is looked for by what can be read; the others have their
/// results, and `complete` is `false`.
#[utoipa::path(
    post,
    path = "/v1/screenings",
    tag = "screenings",
    request_body = Screening,
    responses(
        (status = 200, description = "Each party with the entries that it may be", body = Screened),
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
    let (wanted, problems): (Vec<Wanted>, Vec<_>) = asked
        .parties
        .iter()
        .zip(1_u64..)
        .map(|(fields, number)| wanted(fields, number))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .unzip();
    let found = service.search(&pool, wanted.clone(), how).await?;
    let parties: Vec<ScreenedParty> = wanted
        .into_iter()
        .zip(problems)
        .zip(found)
        .map(|((wanted, problems), matches)| screened(wanted, &problems, matches))
        .collect();
    let on = service.today();
    let left_out = parties.iter().filter(|one| one.matches.is_none()).count();
    let left_out = (left_out > 0).then(|| {
        format!(
            "of {left_out} of {} parties nothing could be looked for: `problem` says why of each",
            parties.len()
        )
    });
    let is_whole = |one: &ScreenedParty| one.problem.is_none() && !one.cut_off;
    Ok(json_response(&Screened {
        format: 1,
        complete: parties.iter().all(is_whole) && pool.gaps(on).is_empty(),
        screening: pool.header(how, on, left_out),
        parties,
    }))
}

fn screened(wanted: Wanted, problems: &[WantedError], matches: Vec<Match>) -> ScreenedParty {
    let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let is_left_out = matches.is_empty() && problems.iter().any(WantedError::leaves_somebody_out);
    ScreenedParty {
        // Whoever asks whether somebody is listed has to know that the list of answers is not whole.
        cut_off: matches.len() >= MATCHES_MAX,
        matches: (!is_left_out).then_some(matches),
        problem: (!words.is_empty()).then(|| words.join("; ")),
        help: problems.iter().find_map(WantedError::help),
        id: wanted.id,
        name: wanted.name,
        kind: wanted.kind,
        birth_date: wanted.birth_text,
        country: wanted.country,
        role: wanted.role,
    }
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

/// A party as far as its fields can be read, with all that is wrong with them.
///
/// # Errors
/// A field holds several values or an object where one text is expected: whoever wrote the request meant another form.
fn wanted(fields: &Map<String, Value>, number: u64) -> Result<(Wanted, Vec<WantedError>), Problem> {
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
    Ok(Wanted::as_far_as_read(&fields, number))
}
