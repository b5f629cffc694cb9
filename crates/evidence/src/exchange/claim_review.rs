//! `ClaimReview` of schema.org.

use serde_json::{Map, Value, json};

use super::COUNT_MAX;
use super::names::{Imported, key};
use crate::case::{Assessment, CaseFile, Claim, Confidence, Does, Likelihood, Source, Statement};

/// `ClaimReview` of schema.org: one for each claim that somebody assessed.
pub fn claim_review(file: &CaseFile) -> Value {
    let reviews: Vec<Value> = file
        .assessments
        .iter()
        .filter_map(|one| {
            let claim = file.claims.get(&one.claim)?;
            let rating = match one.likelihood {
                Likelihood::AlmostNoChance => 1,
                Likelihood::VeryUnlikely => 2,
                Likelihood::Unlikely => 3,
                Likelihood::RoughlyEvenChance => 4,
                Likelihood::Likely => 5,
                Likelihood::VeryLikely => 6,
                Likelihood::AlmostCertain => 7,
            };
            let appearances: Vec<Value> = claim
                .statements
                .iter()
                .filter(|one| one.does == Does::Asserts)
                .filter_map(|one| {
                    let source = file.sources.get(&one.source)?;
                    let mut work = Map::new();
                    work.insert("@type".to_owned(), json!("CreativeWork"));
                    work.insert("publisher".to_owned(), json!({ "@type": "Organization", "name": source.outlet }));
                    if let Some(url) = &source.url {
                        work.insert("url".to_owned(), json!(url));
                    }
                    if let Some(date) = source.date {
                        work.insert("datePublished".to_owned(), json!(date.to_string()));
                    }
                    Some(Value::Object(work))
                })
                .collect();
            Some(json!({
                "@type": "ClaimReview",
                "identifier": one.claim,
                "claimReviewed": if claim.says.is_empty() { &one.claim } else { &claim.says },
                "reviewBody": one.because,
                "author": { "@type": "Organization", "name": one.by.as_deref().unwrap_or("the author of the case file") },
                "itemReviewed": { "@type": "Claim", "appearance": appearances },
                "reviewRating": { "@type": "Rating", "ratingValue": rating, "worstRating": 1, "bestRating": 7, "alternateName": one.likelihood.words() },
            }))
        })
        .collect();
    json!({ "@context": "https://schema.org", "@graph": reviews })
}

/// A case file from reviews of claims: each becomes a claim with whoever first said it as sources,
/// and the reviewer's judgement as an assessment of moderate confidence, since a review gives none.
pub fn from_claim_review(value: &Value) -> Imported {
    let mut found = Imported::new("from reviews of claims");
    let mut reviews: Vec<&Value> = Vec::new();
    let mut gather = |one: &'_ Value| {
        if one["@type"] == "ClaimReview" {
            return vec![one.clone()];
        }
        one["@graph"]
            .as_array()
            .map(|graph| {
                graph
                    .iter()
                    .filter(|one| one["@type"] == "ClaimReview")
                    .cloned()
                    .collect()
            })
            .unwrap_or_default()
    };
    let owned: Vec<Value> = match value.as_array() {
        Some(all) => all.iter().flat_map(&mut gather).collect(),
        None => gather(value),
    };
    reviews.extend(owned.iter().take(COUNT_MAX));
    if owned.len() > COUNT_MAX {
        found.leave(format!("reviews after the first {COUNT_MAX}"));
    }
    let named = |of: &Value| {
        of["name"]
            .as_str()
            .or_else(|| of.as_str())
            .map(str::to_owned)
    };
    for review in reviews {
        let says = review["claimReviewed"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let name = key(review["identifier"].as_str(), &says, |name| {
            found.file.claims.contains_key(name)
        });
        let item = &review["itemReviewed"];
        let mut works: Vec<&Value> = Vec::new();
        for field in ["firstAppearance", "appearance"] {
            match &item[field] {
                Value::Array(all) => works.extend(all),
                Value::Object(_) => works.push(&item[field]),
                _ => {}
            }
        }
        let author = named(&item["author"]);
        let mut statements = Vec::new();
        for work in works {
            let outlet = named(&work["publisher"])
                .or_else(|| named(&work["author"]))
                .or_else(|| author.clone())
                .unwrap_or_else(|| "not named".to_owned());
            let url = work["url"].as_str().map(str::to_owned);
            let date = work["datePublished"]
                .as_str()
                .and_then(|date| date.get(..10)?.parse().ok());
            let known = found
                .file
                .sources
                .iter()
                .find(|(_, one)| one.outlet == outlet && one.url == url && one.date == date)
                .map(|(name, _)| name.clone());
            let source = known.unwrap_or_else(|| {
                let name = key(None, &outlet, |name| found.file.sources.contains_key(name));
                found.file.sources.insert(
                    name.clone(),
                    Source {
                        outlet,
                        kind: Default::default(),
                        date,
                        title: None,
                        url,
                        origin: None,
                        derived_from: Vec::new(),
                        reliability: Default::default(),
                        capture: None,
                    },
                );
                name
            });
            statements.push(Statement {
                source,
                does: Does::Asserts,
                speaker: author.clone(),
                capacity: None,
                on: None,
                expires: None,
                credibility: Default::default(),
                span: None,
                note: None,
            });
        }
        found.file.claims.insert(
            name.clone(),
            Claim {
                says,
                statements,
                ..Claim::default()
            },
        );
        let rating = &review["reviewRating"];
        match likelihood(rating) {
            Some(likelihood) => found.file.assessments.push(Assessment {
                claim: name,
                likelihood,
                confidence: Confidence::Moderate,
                because: review["reviewBody"]
                    .as_str()
                    .or_else(|| rating["alternateName"].as_str())
                    .unwrap_or_default()
                    .to_owned(),
                alternatives: Vec::new(),
                would_change: Vec::new(),
                by: named(&review["author"]),
            }),
            None => found.leave(format!(
                "the rating of `{name}`, which is on no scale of numbers"
            )),
        }
    }
    found
}

/// A rating on its own scale as one of seven bands, from the worst to the best.
fn likelihood(rating: &Value) -> Option<Likelihood> {
    const BANDS: [Likelihood; 7] = [
        Likelihood::AlmostNoChance,
        Likelihood::VeryUnlikely,
        Likelihood::Unlikely,
        Likelihood::RoughlyEvenChance,
        Likelihood::Likely,
        Likelihood::VeryLikely,
        Likelihood::AlmostCertain,
    ];
    let number = |name: &str| {
        let value = &rating[name];
        value
            .as_i64()
            .or_else(|| value.as_str()?.trim().parse().ok())
    };
    let value = number("ratingValue")?;
    let (worst, best) = (
        number("worstRating").unwrap_or(1),
        number("bestRating").unwrap_or(5),
    );
    if best <= worst || value < worst || value > best {
        return None;
    }
    // The middle of the scale is the middle of the bands.
    let steps = value
        .checked_sub(worst)?
        .checked_mul(12)?
        .checked_div(best.checked_sub(worst)?)?;
    BANDS
        .get(usize::try_from(steps.checked_add(1)?.checked_div(2)?).ok()?)
        .copied()
}
