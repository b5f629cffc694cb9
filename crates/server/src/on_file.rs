//! The licences on file that would cover what a determination asks for, for reports and for programs.

use exeat_determine::Determination;
use exeat_facts::Case;
use exeat_register::{Cover, LineNeed, Register, RegisterError, Undecided, list_of, needs_of};
use exeat_report::{EntryCounts, LicenceOnFile, MatchStanding, NeedOnFile, OnFile, Screening};
use exeat_value::Day;
use serde_json::{Value, json};

/// Where the licences on file stand in the JSON of a determination.
pub const LICENCES: &str = "licences_on_file";

/// What needs a licence, and the licences of the register held against it.
#[derive(Debug, Clone)]
pub struct Held {
    on: Day,
    needs: Vec<(LineNeed, Vec<Cover>)>,
    /// Why the register could not be read.
    unread: Option<String>,
}

/// Holds the licences of a register against what a determination asks for. Nothing where it asks for none.
///
/// # Errors
/// The register cannot be opened or read.
pub fn held<E>(
    case: &Case,
    determination: &Determination,
    screening: &Screening,
    on: Day,
    open: impl FnOnce() -> Result<Option<Register>, E>,
) -> Result<Option<Held>, E>
where
    E: From<RegisterError>,
{
    let needs = needs_of(case, determination, &undecided(screening));
    if needs.is_empty() {
        return Ok(None);
    }
    let Some(mut register) = open()? else {
        return Ok(None);
    };
    Ok(Some(held_against(&mut register, needs, on)?))
}

/// The lists on which the parties may stand as far as a screening says: those with matches that nobody decided about,
/// and those on which a match says that somebody stands and the document that they do not.
pub(crate) fn undecided(screening: &Screening) -> Undecided {
    let Screening::Done(screened) = screening else {
        return Undecided::new();
    };
    let mut found = Undecided::new();
    for party in &screened.parties {
        let mut lists: Vec<&str> = Vec::new();
        for fact in party.open.iter().chain(&party.contradicted) {
            let name = fact.rsplit('.').next().unwrap_or(fact);
            lists.push(list_of(name).unwrap_or(name));
        }
        // Of some lists the law makes no fact. A licence does not cover who stands there either.
        for one in &party.matches {
            let counts = matches!(one.counts, EntryCounts::Yes | EntryCounts::Suspended);
            if one.fact.is_none() && counts && one.standing != MatchStanding::FalsePositive {
                lists.push(one.list.rsplit('/').next().unwrap_or(&one.list));
            }
        }
        if !lists.is_empty() {
            let lists = lists.into_iter().map(str::to_owned);
            found.entry(party.name.clone()).or_default().extend(lists);
        }
    }
    found
}

/// Holds the licences of an open register against what needs one.
///
/// # Errors
/// The register cannot be read.
pub(crate) fn held_against(
    register: &mut Register,
    needs: Vec<LineNeed>,
    on: Day,
) -> Result<Held, RegisterError> {
    let covers = register.cover_together(&needs, on)?;
    Ok(Held {
        on,
        needs: needs.into_iter().zip(covers).collect(),
        unread: None,
    })
}

impl Held {
    /// What needs a licence, where the register could not be read: nobody knows what covers it, and whoever reads the
    /// answer is told so.
    pub(crate) fn unread(needs: Vec<LineNeed>, on: Day, why: String) -> Self {
        Self {
            on,
            needs: needs.into_iter().map(|one| (one, Vec::new())).collect(),
            unread: Some(why),
        }
    }

    /// For a report.
    #[must_use]
    pub fn told(&self) -> OnFile {
        OnFile {
            on: self.on,
            unread: self.unread.clone(),
            needs: self
                .needs
                .iter()
                .map(|(one, covers)| NeedOnFile {
                    line: one.line,
                    item: one.item.clone(),
                    jurisdiction: one.need.jurisdiction.clone(),
                    authority: one.need.authority.clone(),
                    licences: covers
                        .iter()
                        .map(|cover| LicenceOnFile {
                            number: cover.licence.clone(),
                            line: cover.line,
                            not: cover
                                .not
                                .iter()
                                .map(|why| (why.in_words(), why.in_chinese()))
                                .collect(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    /// For programs.
    #[must_use]
    pub fn record(&self) -> Value {
        let needs: Vec<Value> = self
            .needs
            .iter()
            .map(|(one, covers)| {
                let licences: Vec<Value> = covers
                    .iter()
                    .map(|cover| {
                        json!({
                            "licence": cover.licence,
                            "line": cover.line,
                            "covers": cover.covers(),
                            "not": cover.not,
                            "why": cover.not.iter().map(|why| why.in_words()).collect::<Vec<_>>(),
                        })
                    })
                    .collect();
                // Where nobody could look, it is neither covered nor not covered.
                let covered = match self.unread {
                    Some(_) => Value::Null,
                    None => json!(covers.iter().any(Cover::covers)),
                };
                json!({
                    "line": one.line,
                    "item": one.item,
                    "jurisdiction": one.need.jurisdiction,
                    "authority": one.need.authority,
                    "covered": covered,
                    "licences": licences,
                })
            })
            .collect();
        match &self.unread {
            Some(why) => json!({ "on": self.on, "needs": needs, "unread": why }),
            None => json!({ "on": self.on, "needs": needs }),
        }
    }

    /// Puts it into the JSON of a determination.
    pub fn put_into(&self, determination: &mut Value) {
        if let Some(object) = determination.as_object_mut() {
            object.insert(LICENCES.to_owned(), self.record());
        }
    }
}
