//! The lists as clients of OpenSanctions ask for them: `POST /match/{dataset}`, and the addresses by which such a client
//! finds out whether the service is well, which lists there are, and how names are judged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, RawQuery, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use exeat_screen::index::Number;
use exeat_screen::list::IdentifierKind;
use exeat_screen::party::{Wanted, WantedError};
use exeat_screen::score::{ALGORITHM, Kind, Mode, Score};
use exeat_value::Day;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::screenings::PARTIES_MAX;
use super::{Shared, json_of, json_response, json_text, whole};
use crate::pages::form_pairs;
use crate::problem::{Answer, Problem};
use crate::screening::{How, Keep, MATCHES_MAX, Match};
use crate::tags::{short_hash, tagged};

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
#[derive(Debug, Default, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MatchQuery {
    /// How many results of each query come back; by default 5.
    limit: Option<usize>,
    /// From which score on a result counts as a match; by default 0.825.
    #[param(value_type = Option<f64>, minimum = 0, maximum = 1, multiple_of = 0.0001)]
    threshold: Option<Score>,
    /// Show what scores so much or more; by default 0.7.
    #[param(value_type = Option<f64>, minimum = 0, maximum = 1, multiple_of = 0.0001)]
    cutoff: Option<Score>,
    /// Look at these publications or lists alone.
    include_dataset: Vec<String>,
    /// Leave these publications or lists out.
    exclude_dataset: Vec<String>,
    /// Leave these entries out.
    exclude_entity_ids: Vec<String>,
    /// Other parameters of such a client, which are taken and not followed: the answer names them. None of them is
    /// needed so that somebody is found.
    #[param(ignore)]
    ignored: Vec<String>,
}

impl MatchQuery {
    /// What the address says.
    fn of(query: &str) -> Result<Self, Problem> {
        let mut asked = Self::default();
        let score = |name: &str, text: &str| {
            text.parse::<Score>()
                .map(Some)
                .map_err(|error| Problem::new("bad-request", format!("`{name}`: {error}")))
        };
        for (name, value) in form_pairs(query.as_bytes()) {
            match name.as_str() {
                "limit" => {
                    asked.limit =
                        Some(value.parse().map_err(|_| {
                            Problem::new("bad-request", "`limit` is a whole number")
                        })?);
                }
                "threshold" => asked.threshold = score(&name, &value)?,
                "cutoff" => asked.cutoff = score(&name, &value)?,
                "include_dataset" => asked.include_dataset.push(value),
                "exclude_dataset" => asked.exclude_dataset.push(value),
                "exclude_entity_ids" => asked.exclude_entity_ids.push(value),
                _ => asked.ignored.push(name),
            }
        }
        Ok(asked)
    }

    /// Which entries are asked about, in this data set or, where none is named, in all of them.
    fn wants(&self, dataset: Option<&str>) -> Keep {
        let dataset = dataset.map(str::to_owned);
        let (include, exclude) = (self.include_dataset.clone(), self.exclude_dataset.clone());
        let exclude_ids: BTreeSet<String> = self.exclude_entity_ids.iter().cloned().collect();
        Arc::new(move |list, entry| {
            let of = |names: &[String]| names.iter().any(|name| in_dataset(list, name));
            dataset.as_ref().is_none_or(|one| in_dataset(list, one))
                && (include.is_empty() || of(&include))
                && !of(&exclude)
                && !exclude_ids.contains(entry)
        })
    }
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
/// was looked at stands in `exeat`. A query of which nothing can be looked for (no name, or one such as `N/A`) has
/// `status` 400 and `detail` and no `results`; where that is so of every query, the whole request is refused.
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
    RawQuery(query): RawQuery,
    request: Request,
) -> Answer {
    let pool = service.screening()?;
    let query = MatchQuery::of(query.as_deref().unwrap_or_default())?;
    let asked: MatchRequest = json_of(&whole(request.into_body(), service.config.body_max).await?)?;
    let at_least = query.threshold.unwrap_or(Score::ALERT);
    let how = How {
        mode: Mode::Balanced,
        threshold: query.cutoff.unwrap_or(Score::MATCH),
    };
    let all = matches!(dataset.as_str(), "default" | "all" | "sanctions");
    let is_there = |name: &str| {
        pool.editions.iter().any(|edition| {
            edition.publication == name || edition.lists.iter().any(|list| list.id == name)
        })
    };
    let own = (!all).then_some(&dataset);
    // A list that is not there would find nobody, and that would look like a clean result.
    if let Some(name) = own
        .into_iter()
        .chain(&query.include_dataset)
        .find(|name| !is_there(name))
    {
        return Err(
            Problem::new("not-found", format!("no list in force is called `{name}`"))
                .with_help("`default` looks at all of them; `/catalog` names them"),
        );
    }
    let mut owners = Vec::new();
    let mut wanted = Vec::new();
    // Why of these queries nothing can be looked for, where they find nobody by their numbers.
    let mut without: BTreeMap<&str, String> = BTreeMap::new();
    for (key, entity) in &asked.queries {
        match entity.wanted(PARTIES_MAX.saturating_sub(wanted.len()))? {
            Ok(of_entity) => {
                let mut reasons = of_entity.iter().map(Wanted::without_words);
                if let Some(Some(first)) = reasons.next()
                    && reasons.all(|reason| reason.is_some())
                {
                    without.insert(key, told(&first));
                }
                for one in of_entity {
                    owners.push(key.clone());
                    wanted.push(one);
                }
            }
            Err(error) => {
                without.insert(key, told(&error));
            }
        }
    }
    let keep = query.wants((!all).then_some(dataset.as_str()));
    let found = service.search_among(&pool, wanted, how, Some(keep)).await?;
    let mut of_key: BTreeMap<&str, (Vec<&Match>, bool)> = BTreeMap::new();
    for (owner, matches) in owners.iter().zip(&found) {
        let (results, cut) = of_key.entry(owner).or_default();
        *cut |= matches.len() >= MATCHES_MAX;
        results.extend(matches);
    }
    let limit = query.limit.unwrap_or(5).min(500);
    let mut responses = Map::new();
    let (mut left_out, mut first_left_out) = (0_usize, None);
    for (key, entity) in &asked.queries {
        let (mut results, cut) = of_key.remove(key.as_str()).unwrap_or_default();
        let of_query =
            json!({ "id": entity.id, "schema": entity.schema, "properties": entity.properties });
        if results.is_empty()
            && let Some(why) = without.get(key.as_str())
        {
            // Without `results`, so that no client takes it for a name that is on no list.
            left_out += 1;
            first_left_out.get_or_insert_with(|| why.clone());
            let refused = json!({ "status": 400, "detail": why, "query": of_query });
            responses.insert(key.clone(), refused);
            continue;
        }
        results.sort_by(|a, b| {
            b.score
                .cmp(&a.score)
                .then_with(|| (&a.list, &a.entry).cmp(&(&b.list, &b.entry)))
        });
        let mut seen = BTreeSet::new();
        results.retain(|one| seen.insert((&one.list, &one.entry)));
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
                "total": { "value": total, "relation": if cut { "gte" } else { "eq" } },
                "query": of_query,
            }),
        );
    }
    // A client that asks for one at a time looks at the status of the whole.
    if let Some(why) = first_left_out.filter(|_| left_out == asked.queries.len()) {
        return Err(Problem::new("bad-request", why));
    }
    let left_out = (left_out > 0).then(|| {
        format!(
            "of {left_out} of {} queries nothing could be looked for: `detail` says why of each",
            asked.queries.len()
        )
    });
    Ok(json_response(&json!({
        "responses": responses,
        "matcher": { ALGORITHM: { "description": "names, word by word", "coefficient": 1 } },
        "limit": limit,
        "exeat": {
            "screening": pool.header(how, service.today(), left_out),
            "ignored": query.ignored,
        },
    })))
}

/// Why nothing can be looked for, with what would mend it.
fn told(error: &WantedError) -> String {
    let help = error.help().map(|help| format!(": {help}"));
    format!("the query {error}{}", help.unwrap_or_default())
}

/// Whether `publication@edition/list` belongs to a data set.
fn in_dataset(label: &str, dataset: &str) -> bool {
    let publication = label.split('@').next().unwrap_or_default();
    let list = label.rsplit('/').next().unwrap_or_default();
    publication == dataset || list == dataset
}

fn scored(one: &Match, at_least: Score) -> Scored {
    // A client reads a score and a text for each part.
    let reasons = json!({
        "name_match": { "score": one.score, "detail": one.reasons.join("; "), "candidate": one.name },
    });
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
        features: json!({ "name_match": one.score }),
        explanations: reasons,
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

/// More combinations of dates, countries and addresses are not looked for; then none of them is.
const TOGETHER_MAX: usize = 64;

/// One query has no more names, and no more numbers: each name is looked for with all of its numbers.
const OF_ONE_MAX: usize = 100;

/// A birth date as days and as it was written, a country, and an address, as they may go together.
type Told = ((Option<(Day, Day)>, String), String, String);

/// These values, or the one that says nothing.
fn any<T: Ord + Default>(values: BTreeSet<T>) -> Vec<T> {
    match values.is_empty() {
        true => vec![T::default()],
        false => values.into_iter().collect(),
    }
}

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

    /// The parties to look for: one for each name, birth date, country and address that may be its own. A date that is not
    /// the entry's tells against it, and another of the same query may be the entry's. They are counted before any is made.
    ///
    /// # Errors
    /// There are too many of something. Within, a date of birth is none: the other queries are answered all the same.
    fn wanted(&self, most: usize) -> Result<Result<Vec<Wanted>, WantedError>, Problem> {
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
            names.push(String::new());
        }
        let births = self
            .texts(&["birthDate"])
            .into_iter()
            .map(|text| {
                exeat_screen::party::birth(text.get(..10).unwrap_or(&text))
                    .map(|birth| (birth, text))
            })
            .collect::<Result<BTreeSet<_>, _>>();
        let births = match births {
            Ok(births) => births,
            Err(error) => return Ok(Err(error)),
        };
        let countries: BTreeSet<String> = self
            .texts(&["country", "nationality", "citizenship", "jurisdiction"])
            .iter()
            .map(|text| exeat_screen::party::country(text))
            .collect();
        let addresses: BTreeSet<String> = self.texts(&["address"]).into_iter().collect();
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
        let (births, countries, addresses) = (any(births), any(countries), any(addresses));
        let many = births
            .len()
            .saturating_mul(countries.len())
            .saturating_mul(addresses.len());
        let together: Vec<_> = if many > TOGETHER_MAX {
            // What is not said tells against nobody.
            vec![Default::default()]
        } else {
            births
                .iter()
                .flat_map(|birth| countries.iter().map(move |country| (birth, country)))
                .flat_map(|(birth, country)| {
                    let with =
                        move |address: &String| (birth.clone(), country.clone(), address.clone());
                    addresses.iter().map(with)
                })
                .collect()
        };
        for (what, count) in [("names", names.len()), ("numbers", numbers.len())] {
            if count > OF_ONE_MAX {
                return Err(Problem::new(
                    "too-large",
                    format!("a query has {count} {what}, and one has at most {OF_ONE_MAX}"),
                )
                .with_help("ask about them in several queries"));
            }
        }
        if names.len().saturating_mul(together.len()) > most {
            return Err(Problem::new(
                "too-large",
                format!("at most {PARTIES_MAX} names are looked for at once"),
            ));
        }
        let of = |name: &String, ((birth, birth_text), country, address): &Told| Wanted {
            id: self.id.clone().unwrap_or_default(),
            name: name.clone(),
            kind,
            birth: *birth,
            birth_text: birth_text.clone(),
            country: country.clone(),
            numbers: numbers.clone(),
            address: address.clone(),
            ..Wanted::default()
        };
        Ok(Ok(names
            .iter()
            .flat_map(|name| {
                together
                    .iter()
                    .map(|told| of(name, told))
                    .collect::<Vec<_>>()
            })
            .collect()))
    }
}

/// Whether the service lives, as clients of OpenSanctions ask
#[utoipa::path(get, path = "/healthz", tag = "service", responses((status = 200, description = "It does", body = Value)))]
pub(crate) async fn healthz() -> Response {
    json_response(&json!({ "status": "ok" }))
}

/// Whether names can be looked for, as clients of OpenSanctions ask
#[utoipa::path(get, path = "/readyz", tag = "service", responses(
    (status = 200, description = "They can", body = Value),
    (status = 503, description = "There are no lists", body = Problem, content_type = "application/problem+json"),
))]
pub(crate) async fn readyz(State(service): Shared) -> Answer {
    service.screening()?;
    Ok(json_response(&json!({ "status": "ok" })))
}

/// The lists in force, as clients of OpenSanctions ask for them
#[utoipa::path(get, path = "/catalog", tag = "screenings", responses(
    (status = 200, description = "Publications, and below each its lists", body = Value),
    (status = 304, description = "The same as the tag that was sent"),
    (status = 503, description = "There are no lists", body = Problem, content_type = "application/problem+json"),
))]
pub(crate) async fn catalog(State(service): Shared, headers: HeaderMap) -> Answer {
    let pool = service.screening()?;
    let stale = !pool.gaps(service.today()).is_empty();
    let mut datasets = Vec::new();
    for edition in &pool.editions {
        let lists: Vec<&str> = edition.lists.iter().map(|list| list.id.as_str()).collect();
        datasets.push(json!({
            "name": edition.publication,
            "title": edition.publisher,
            "version": edition.full_name(),
            "entity_count": edition.counts.entries,
            "load": true,
            "index_current": true,
            "index_version": edition.full_name(),
            "children": lists,
        }));
        datasets.extend(edition.lists.iter().map(|list| {
            json!({ "name": list.id, "title": list.id, "load": true, "index_current": true })
        }));
    }
    let current: Vec<&str> = pool
        .editions
        .iter()
        .map(|edition| edition.publication.as_str())
        .collect();
    let text = json!({
        "datasets": datasets,
        "current": current,
        "outdated": [],
        "index_stale": stale,
    })
    .to_string();
    Ok(tagged(&headers, &short_hash(&text), || json_text(text)))
}

/// How names are judged, as clients of OpenSanctions ask
#[utoipa::path(get, path = "/algorithms", tag = "screenings", responses((status = 200, description = "The one algorithm that there is", body = Value)))]
pub(crate) async fn algorithms() -> Response {
    json_response(&json!({
        "algorithms": [{ "name": ALGORITHM, "description": "names word by word in every script, with numbers, birth dates and countries where they are known", "docs": {} }],
        "default": ALGORITHM,
        "best": ALGORITHM,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query with so many names, numbers and countries.
    fn query(names: usize, numbers: usize, countries: usize) -> Entity {
        let all = |word: &str, count: usize| {
            let texts = (0..count).map(|number| json!(format!("{word}{number}")));
            Value::Array(texts.collect())
        };
        let countries = ["AE", "CN", "DE", "FR", "GB"].into_iter().take(countries);
        let properties = json!({
            "name": all("Acme ", names),
            "idNumber": all("", numbers),
            "country": countries.collect::<Vec<_>>(),
        });
        serde_json::from_value(json!({ "schema": "Company", "properties": properties }))
            .expect("an entity")
    }

    #[test]
    fn parties_are_counted_before_they_are_made() {
        let made =
            |entity: &Entity, most: usize| entity.wanted(most).map(|all| all.map(|all| all.len()));
        assert_eq!(made(&query(100, 100, 5), PARTIES_MAX), Ok(Ok(500)));
        assert_eq!(made(&query(100, 100, 5), 500), Ok(Ok(500)));
        for (entity, most) in [
            (query(101, 1, 1), PARTIES_MAX),
            (query(1, 101, 1), PARTIES_MAX),
            (query(100, 100, 5), 499),
            (query(1, 0, 0), 0),
        ] {
            let refused = made(&entity, most).expect_err("too many");
            assert_eq!(refused.kind, "too-large");
        }
    }
}
