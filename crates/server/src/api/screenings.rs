//! `POST /v1/screenings`, and the same as clients of OpenSanctions ask it: `POST /match/{dataset}`.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use exeat_screen::index::Number;
use exeat_screen::list::IdentifierKind;
use exeat_screen::party::Wanted;
use exeat_screen::score::{Kind, Mode, Score};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{Shared, json_of, json_response, whole};
use crate::problem::{Answer, Problem};
use crate::screening::How;

/// More parties are not looked for in one request.
const PARTIES_MAX: usize = 10_000;

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
    let found = pool.search(wanted.clone(), how).await?;
    service.metrics.screened(wanted.len());
    let parties: Vec<Value> = wanted
        .iter()
        .zip(&found)
        .map(|(wanted, matches)| {
            let mut party = json!({
                "id": wanted.id,
                "name": wanted.name,
                "kind": wanted.kind,
                "matches": matches,
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
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            };
            (key.to_lowercase(), text)
        })
        .collect();
    Wanted::of_fields(&fields, number).map_err(|error| {
        let problem = Problem::new("bad-request", format!("party {number} {error}"));
        match error.help() {
            Some(help) => problem.with_help(help),
            None => problem,
        }
    })
}

/// Entities to look for, by identities of the client's own.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct MatchRequest {
    /// Each with its `schema` and `properties`.
    queries: BTreeMap<String, Entity>,
}

/// An entity in the form of FollowTheMoney.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct Entity {
    /// Its identity, where it has one.
    id: Option<String>,
    /// What it is, such as `Person`, `Company` or `Vessel`.
    #[serde(default)]
    schema: String,
    /// What is known of it, each as a list of texts: `name`, `alias`, `birthDate`, `country`, …
    #[serde(default)]
    #[schema(value_type = Object)]
    properties: BTreeMap<String, Value>,
}

/// What a client of OpenSanctions may ask besides.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MatchQuery {
    /// How many results of each query come back; by default 5.
    limit: Option<usize>,
    /// From which score on a result counts as a match; by default 0.825.
    threshold: Option<String>,
    /// Show what scores so much or more; by default 0.7.
    cutoff: Option<String>,
    /// Taken and not followed: names are judged by one algorithm here, which the answer names.
    #[expect(
        dead_code,
        reason = "clients send it, and an unknown parameter would be refused"
    )]
    algorithm: Option<String>,
}

#[derive(Debug, Serialize)]
struct Scored {
    id: String,
    caption: String,
    schema: &'static str,
    properties: Value,
    datasets: Vec<String>,
    referents: Vec<String>,
    target: bool,
    first_seen: Option<String>,
    last_seen: Option<String>,
    last_change: Option<String>,
    score: Score,
    features: Value,
    explanations: Value,
    r#match: bool,
    token: Option<String>,
}

/// Match entities, as clients of OpenSanctions do
///
/// `dataset` is the short name of a publication or of one of its lists, or `default` for all. The
/// request and the answer have the form of yente's `/match`, so that its clients work unchanged; what
/// was looked at stands in `exeat`.
#[utoipa::path(
    post,
    path = "/match/{dataset}",
    tag = "screenings",
    params(("dataset" = String, Path, description = "A publication or list, or `default` for all"), MatchQuery),
    request_body = MatchRequest,
    responses(
        (status = 200, description = "Results by query", body = serde_json::Value),
        (status = 400, description = "The request cannot be understood", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No list of that name", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "There are no lists", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn match_entities(
    State(service): Shared,
    Path(dataset): Path<String>,
    super::Params(query): super::Params<MatchQuery>,
    request: Request,
) -> Answer {
    let pool = service.screening()?;
    let asked: MatchRequest = json_of(&whole(request.into_body(), service.config.body_max).await?)?;
    let score = |text: &Option<String>, usual: Score| match text {
        None => Ok(usual),
        Some(text) => text
            .parse::<Score>()
            .map_err(|error| Problem::new("bad-request", error.to_string())),
    };
    let at_least = score(&query.threshold, Score::ALERT)?;
    let how = How {
        mode: Mode::Balanced,
        threshold: score(&query.cutoff, Score::MATCH)?,
    };
    let all = matches!(dataset.as_str(), "default" | "all" | "sanctions");
    let known = |list: &str| all || in_dataset(list, &dataset);
    if !all
        && !pool.editions.iter().any(|edition| {
            edition.publication == dataset || edition.lists.iter().any(|list| list.id == dataset)
        })
    {
        return Err(Problem::new(
            "not-found",
            format!("no list in force is called `{dataset}`"),
        )
        .with_help("`default` looks at all of them"));
    }
    let mut owners = Vec::new();
    let mut wanted = Vec::new();
    for (key, entity) in &asked.queries {
        for one in entity.wanted()? {
            owners.push(key.clone());
            wanted.push(one);
        }
    }
    if wanted.len() > PARTIES_MAX {
        return Err(Problem::new(
            "too-large",
            format!("at most {PARTIES_MAX} names are looked for at once"),
        ));
    }
    service.metrics.screened(asked.queries.len());
    let found = pool.search(wanted, how).await?;
    let limit = query.limit.unwrap_or(5).min(500);
    let mut responses = Map::new();
    for (key, entity) in &asked.queries {
        let mut results: Vec<&crate::screening::Match> = owners
            .iter()
            .zip(&found)
            .filter(|(owner, _)| *owner == key)
            .flat_map(|(_, matches)| matches)
            .filter(|one| known(&one.list))
            .collect();
        results.sort_by(|a, b| {
            b.score
                .cmp(&a.score)
                .then_with(|| (&a.list, &a.entry).cmp(&(&b.list, &b.entry)))
        });
        let mut seen = Vec::new();
        results.retain(|one| {
            let of = (&one.list, &one.entry);
            let new = !seen.contains(&of);
            seen.push(of);
            new
        });
        let total = results.len();
        let results: Vec<Scored> = results
            .into_iter()
            .take(limit)
            .map(|one| scored(one, at_least))
            .collect();
        responses.insert(
            key.clone(),
            json!({
                "status": 200,
                "results": results,
                "total": { "value": total, "relation": "eq" },
                "query": { "id": entity.id, "schema": entity.schema, "properties": entity.properties },
            }),
        );
    }
    Ok(json_response(&json!({
        "responses": responses,
        "matcher": { exeat_screen::score::ALGORITHM: { "description": "names, word by word", "coefficient": 1 } },
        "limit": limit,
        "exeat": pool.header(how, service.today()),
    })))
}

/// Whether `publication@edition/list` belongs to a data set.
fn in_dataset(label: &str, dataset: &str) -> bool {
    let publication = label.split('@').next().unwrap_or_default();
    let list = label.rsplit('/').next().unwrap_or_default();
    publication == dataset || list == dataset
}

fn scored(one: &crate::screening::Match, at_least: Score) -> Scored {
    let reasons: Map<String, Value> = one
        .reasons
        .iter()
        .enumerate()
        .map(|(at, reason)| (format!("reason_{}", at + 1), json!({ "detail": reason })))
        .collect();
    Scored {
        id: one.entry.clone(),
        caption: one.name.clone(),
        schema: "LegalEntity",
        properties: json!({ "name": one.names, "topics": ["sanction"] }),
        datasets: vec![one.list.clone()],
        referents: Vec::new(),
        target: true,
        first_seen: None,
        last_seen: None,
        last_change: None,
        score: one.score,
        features: json!({ "name": one.score }),
        explanations: Value::Object(reasons),
        r#match: one.score >= at_least,
        token: None,
    }
}

/// Properties of FollowTheMoney that hold a number, and which kind of number.
const NUMBERS: [(&str, IdentifierKind); 12] = [
    ("leiCode", IdentifierKind::Lei),
    ("imoNumber", IdentifierKind::Imo),
    ("mmsi", IdentifierKind::Mmsi),
    ("swiftBic", IdentifierKind::Bic),
    ("taxNumber", IdentifierKind::Tax),
    ("vatCode", IdentifierKind::Tax),
    ("innCode", IdentifierKind::Tax),
    ("registrationNumber", IdentifierKind::Registration),
    ("ogrnCode", IdentifierKind::Registration),
    ("passportNumber", IdentifierKind::Passport),
    ("idNumber", IdentifierKind::NationalId),
    ("publicKey", IdentifierKind::Crypto),
];

impl Entity {
    /// The values of a property, which comes as a text or a list of them.
    fn texts(&self, names: &[&str]) -> Vec<String> {
        names
            .iter()
            .filter_map(|name| self.properties.get(*name))
            .flat_map(|value| match value {
                Value::Array(values) => values.clone(),
                other => vec![other.clone()],
            })
            .filter_map(|value| match value {
                Value::String(text) if !text.trim().is_empty() => Some(text),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
            .collect()
    }

    /// The parties to look for: one for each name.
    fn wanted(&self) -> Result<Vec<Wanted>, Problem> {
        let kind = match self.schema.as_str() {
            "Person" => Kind::Person,
            "Company" | "Organization" | "PublicBody" => Kind::Organisation,
            "Vessel" | "Airplane" | "Vehicle" => Kind::Vessel,
            _ => Kind::Unknown,
        };
        let mut names = self.texts(&["name", "alias", "weakAlias", "previousName"]);
        if names.is_empty() {
            let parts = self.texts(&[
                "firstName",
                "secondName",
                "middleName",
                "fatherName",
                "lastName",
            ]);
            if !parts.is_empty() {
                names.push(parts.join(" "));
            }
        }
        if names.is_empty() {
            return Err(Problem::new(
                "bad-request",
                "a query has no name, and nobody can be looked for without one",
            ));
        }
        let birth_text = self
            .texts(&["birthDate"])
            .into_iter()
            .next()
            .unwrap_or_default();
        let birth = exeat_screen::party::birth(birth_text.get(..10).unwrap_or(&birth_text))
            .map_err(|error| Problem::new("bad-request", format!("a query {error}")))?;
        let country = self
            .texts(&["country", "nationality", "citizenship", "jurisdiction"])
            .into_iter()
            .next()
            .map(|text| exeat_screen::party::country(&text))
            .unwrap_or_default();
        let numbers: Vec<_> = NUMBERS
            .iter()
            .flat_map(|(property, kind)| {
                let texts = self.texts(&[property]).into_iter();
                texts.map(|value| Number {
                    kind: Some(*kind),
                    value,
                })
            })
            .collect();
        let address = self.texts(&["address"]).into_iter().next();
        let address = address.unwrap_or_default();
        Ok(names
            .into_iter()
            .map(|name| Wanted {
                id: self.id.clone().unwrap_or_default(),
                name,
                kind,
                birth,
                birth_text: birth_text.clone(),
                country: country.clone(),
                numbers: numbers.clone(),
                address: address.clone(),
                ..Wanted::default()
            })
            .collect())
    }
}
