//! Papers to print: what an authority asks for, an end-user statement, a compliance notice, a usage report.
//!
//! A paper is made from what somebody states in a [`Dossier`], and says what is missing.

use std::collections::BTreeMap;

use askama::Template;
use exeat_value::Day;
use serde::{Deserialize, Serialize};

use crate::error::{RegisterError, Result};
use crate::licence::LicenceParty;
use crate::shown::grouped;
use crate::tables::Table;

/// A paper that an authority asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Wanted {
    /// Its name, under which a dossier says where it is.
    pub id: String,
    /// What it is.
    pub en: String,
    /// The same in the authority's language.
    #[serde(default)]
    pub local: Option<String>,
    /// Whether it may be left away.
    #[serde(default)]
    pub optional: bool,
}

/// The papers of an application to one authority.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PaperList {
    /// The authority, such as `MOFCOM`.
    pub authority: String,
    /// The jurisdiction, such as `CN`.
    pub jurisdiction: String,
    /// To whom it is handed in.
    pub through: String,
    /// Where the list comes from.
    pub source: String,
    /// How sure we are of it: high, medium or low.
    pub confidence: String,
    /// How long the authority takes, in words.
    pub clock: String,
    /// The papers.
    pub papers: Vec<Wanted>,
}

#[derive(Debug, Deserialize)]
struct Lists {
    lists: Vec<PaperList>,
}

/// The lists of papers that the register knows.
///
/// # Errors
/// None in practice: the lists come with the program, and a test reads them.
pub fn paper_lists() -> Result<Vec<PaperList>> {
    serde_json::from_str::<Lists>(include_str!("papers/lists.json"))
        .map(|lists| lists.lists)
        .map_err(|error| RegisterError::Damaged(format!("the lists of papers: {error}")))
}

/// A line of goods in a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierLine {
    /// What, in words.
    pub item: String,
    /// Its control code.
    #[serde(default)]
    pub code: Option<String>,
    /// How much, with its unit.
    #[serde(default)]
    pub quantity: Option<String>,
    /// For how much money.
    #[serde(default)]
    pub value: Option<String>,
    /// The commodity code of the tariff.
    #[serde(default)]
    pub hs: Option<String>,
}

/// What an exporter states for an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// How the exporter calls it.
    pub reference: String,
    /// The jurisdiction whose authority is asked.
    pub jurisdiction: String,
    /// The authority.
    pub authority: String,
    /// The exporter.
    pub exporter: String,
    /// The exporter's address.
    #[serde(default)]
    pub address: Option<String>,
    /// The other parties.
    #[serde(default)]
    pub parties: Vec<LicenceParty>,
    /// Where the goods go in the end.
    #[serde(default)]
    pub destination: Option<String>,
    /// What they are for, in the end user's words.
    #[serde(default)]
    pub end_use: Option<String>,
    /// The contract.
    #[serde(default)]
    pub contract: Option<String>,
    /// The goods.
    pub lines: Vec<DossierLine>,
    /// Where each paper is, by its name in the authority's list.
    #[serde(default)]
    pub papers: BTreeMap<String, String>,
    /// The provision because of which the next party is told, for the notice.
    #[serde(default)]
    pub because: Option<String>,
}

/// A paper of a pack: there, missing, or not needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackPaper {
    /// What it is.
    pub what: String,
    /// The same in the authority's language.
    pub local: String,
    /// Where it is.
    pub place: Option<String>,
    /// Whether it may be left away.
    pub optional: bool,
}

/// An application pack: the authority's list with what is there and what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// The papers in the order of the list.
    pub papers: Vec<PackPaper>,
    /// Statements that the application needs and nobody has made.
    pub unstated: Vec<String>,
    /// Papers that the dossier names and the list does not.
    pub unknown: Vec<String>,
}

impl Pack {
    /// How many papers and statements are missing.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.papers
            .iter()
            .filter(|paper| paper.place.is_none() && !paper.optional)
            .count()
            .saturating_add(self.unstated.len())
    }
}

/// The pack of a dossier, and the list that it follows.
///
/// # Errors
/// There is no list of papers for this authority.
pub fn pack(dossier: &Dossier) -> Result<(PaperList, Pack)> {
    let lists = paper_lists()?;
    let known: Vec<String> = lists
        .iter()
        .map(|list| format!("{} {}", list.jurisdiction, list.authority))
        .collect();
    let list = lists
        .into_iter()
        .find(|list| {
            list.jurisdiction
                .eq_ignore_ascii_case(&dossier.jurisdiction)
                && list.authority.eq_ignore_ascii_case(&dossier.authority)
        })
        .ok_or_else(|| {
            RegisterError::refused(
                "no-list-of-papers",
                format!(
                    "no list of papers is known for {} {}",
                    dossier.jurisdiction, dossier.authority
                ),
            )
            .with_help(format!("lists are known for {}", known.join(", ")))
        })?;
    let papers = list
        .papers
        .iter()
        .map(|wanted| PackPaper {
            what: wanted.en.clone(),
            local: wanted.local.clone().unwrap_or_default(),
            place: dossier
                .papers
                .get(&wanted.id)
                .filter(|place| !place.trim().is_empty())
                .cloned(),
            optional: wanted.optional,
        })
        .collect();
    let mut unstated = Vec::new();
    for (what, there) in [
        (
            "who the end user is",
            dossier.parties.iter().any(|party| party.role == "end-user"),
        ),
        (
            "who the importer is",
            dossier.parties.iter().any(|party| party.role == "importer"),
        ),
        (
            "where the goods go in the end",
            dossier.destination.is_some(),
        ),
        ("what they are for", dossier.end_use.is_some()),
        ("the contract", dossier.contract.is_some()),
        ("the exporter's address", dossier.address.is_some()),
        (
            "how much of each item",
            dossier
                .lines
                .iter()
                .all(|line| line.quantity.is_some() || line.value.is_some()),
        ),
        (
            "the control code of each item",
            dossier.lines.iter().all(|line| line.code.is_some()),
        ),
    ] {
        if !there {
            unstated.push(what.to_owned());
        }
    }
    let unknown = dossier
        .papers
        .keys()
        .filter(|id| list.papers.iter().all(|wanted| wanted.id != **id))
        .cloned()
        .collect();
    let pack = Pack {
        papers,
        unstated,
        unknown,
    };
    Ok((list, pack))
}

/// A pack as a table.
#[must_use]
pub fn pack_table(pack: &Pack) -> Table {
    let mut rows: Vec<Vec<String>> = pack
        .papers
        .iter()
        .map(|paper| {
            let state = match (&paper.place, paper.optional) {
                (Some(_), _) => "there",
                (None, true) => "not needed",
                (None, false) => "MISSING",
            };
            vec![
                paper.what.clone(),
                paper.local.clone(),
                state.to_owned(),
                paper.place.clone().unwrap_or_default(),
            ]
        })
        .collect();
    for what in &pack.unstated {
        rows.push(vec![
            what.clone(),
            String::new(),
            "NOT STATED".to_owned(),
            String::new(),
        ]);
    }
    Table {
        name: "application",
        columns: vec!["paper", "local", "state", "place"],
        rows,
    }
}

#[derive(Template)]
#[template(path = "application.html")]
struct ApplicationPage<'a> {
    dossier: &'a Dossier,
    list: &'a PaperList,
    pack: &'a Pack,
    on: Day,
}

#[derive(Template)]
#[template(path = "end-user.html")]
struct EndUserPage<'a> {
    dossier: &'a Dossier,
    end_user: Option<&'a LicenceParty>,
    on: Day,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct NoticePage<'a> {
    dossier: &'a Dossier,
    importer: Option<&'a LicenceParty>,
    end_user: Option<&'a LicenceParty>,
    on: Day,
}

/// A table as people read it: columns that hold nothing left out, amounts with their units.
struct Printed {
    title: &'static str,
    /// The headings and the cells, each with its class.
    columns: Vec<(&'static str, String)>,
    rows: Vec<Vec<(&'static str, String)>>,
}

impl Printed {
    fn of(title: &'static str, table: &Table) -> Self {
        let at = |name: &str| table.columns.iter().position(|column| *column == name);
        let measures = [("quantity", at("unit")), ("value", at("currency"))];
        let measured = |column: &str| {
            measures
                .iter()
                .find(|(ending, _)| column.ends_with(ending))
                .map(|(_, unit)| *unit)
        };
        let shown: Vec<(usize, &str)> = table
            .columns
            .iter()
            .copied()
            .enumerate()
            .filter(|(index, column)| {
                // What only programs need stays in the tables that they read.
                !["unit", "currency", "entry", "reservation"].contains(column)
                    && table
                        .rows
                        .iter()
                        .any(|row| row.get(*index).is_some_and(|cell| !cell.is_empty()))
            })
            .collect();
        let class = |column: &str| match (measured(column).is_some(), column) {
            (true, _) => "amount",
            (_, "day") => "day",
            _ => "",
        };
        let rows = table
            .rows
            .iter()
            .map(|row| {
                let cell = |index: usize| row.get(index).map(String::as_str).unwrap_or_default();
                shown
                    .iter()
                    .map(|(index, column)| {
                        let text = match (cell(*index), measured(column)) {
                            ("", _) => String::new(),
                            (amount, Some(unit)) => {
                                let unit = unit.map(cell).unwrap_or_default();
                                // An amount without a unit is the nought of a line that nothing of this kind limits.
                                match unit {
                                    "" if amount == "0" => String::new(),
                                    unit => {
                                        format!("{} {unit}", grouped(amount)).trim_end().to_owned()
                                    }
                                }
                            }
                            (text, None) => text.to_owned(),
                        };
                        (class(column), text)
                    })
                    .collect()
            })
            .collect();
        Self {
            title,
            columns: shown
                .iter()
                .map(|(_, column)| (class(column), column.replace('-', " ")))
                .collect(),
            rows,
        }
    }
}

#[derive(Template)]
#[template(path = "usage.html")]
struct UsagePage<'a> {
    tables: Vec<Printed>,
    pictures: &'a [String],
    from: Day,
    through: Day,
}

fn page(template: &impl Template) -> Result<String> {
    template
        .render()
        .map_err(|error| RegisterError::Wrong(format!("the page cannot be written: {error}")))
}

impl Dossier {
    fn party(&self, role: &str) -> Option<&LicenceParty> {
        self.parties.iter().find(|party| party.role == role)
    }
}

/// The application pack, to print.
///
/// # Errors
/// There is no list of papers for this authority.
pub fn application_page(dossier: &Dossier, on: Day) -> Result<String> {
    let (list, pack) = pack(dossier)?;
    page(&ApplicationPage {
        dossier,
        list: &list,
        pack: &pack,
        on,
    })
}

/// An end-user and end-use statement, to be signed by the end user.
///
/// # Errors
/// None in practice: what is missing is a blank to fill in.
pub fn end_user_page(dossier: &Dossier, on: Day) -> Result<String> {
    page(&EndUserPage {
        end_user: dossier.party("end-user"),
        dossier,
        on,
    })
}

/// A compliance notice to the next party.
///
/// # Errors
/// None in practice: what is missing is a blank to fill in.
pub fn notice_page(dossier: &Dossier, on: Day) -> Result<String> {
    page(&NoticePage {
        importer: dossier.party("importer"),
        end_user: dossier.party("end-user"),
        dossier,
        on,
    })
}

/// A usage report over a period: tables, and the balance of each licence over time.
///
/// # Errors
/// None in practice.
pub fn usage_page(
    usage: &Table,
    lines: &Table,
    pictures: &[String],
    from: Day,
    through: Day,
) -> Result<String> {
    page(&UsagePage {
        tables: vec![
            Printed::of("What left", usage),
            Printed::of("What is left", lines),
        ],
        pictures,
        from,
        through,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dossier() -> Dossier {
        Dossier {
            reference: "A-1".to_owned(),
            jurisdiction: "CN".to_owned(),
            authority: "MOFCOM".to_owned(),
            exporter: "<b>Example</b> & Sons".to_owned(),
            address: None,
            parties: Vec::new(),
            destination: Some("DE".to_owned()),
            end_use: None,
            contract: Some("C-7".to_owned()),
            lines: vec![DossierLine {
                item: "dysprosium oxide".to_owned(),
                ..DossierLine::default()
            }],
            papers: BTreeMap::from([
                ("contract".to_owned(), "contract.pdf".to_owned()),
                ("letter-of-my-aunt".to_owned(), "letter.pdf".to_owned()),
            ]),
            because: None,
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let (list, pack) = pack(&dossier()).expect("a pack");
        assert_eq!(pack.papers.len(), list.papers.len());
        let there = pack
            .papers
            .iter()
            .filter(|paper| paper.place.is_some())
            .count();
        assert_eq!(there, 1);
        assert_eq!(pack.unknown, ["letter-of-my-aunt"]);
        assert_eq!(
            pack.unstated,
            [
                "who the end user is",
                "who the importer is",
                "what they are for",
                "the exporter's address",
                "how much of each item",
                "the control code of each item"
            ]
        );
        let on = "2026-11-22".parse().expect("a day");
        let page = application_page(&dossier(), on).expect("a page");
        assert!(
            page.contains("missing") && !page.contains("<b>Example"),
            "{page}"
        );
        let mut other = dossier();
        other.authority = "NOBODY".to_owned();
        let error = application_page(&other, on).expect_err("no list");
        assert_eq!(error.rule(), Some("no-list-of-papers"));
    }

    #[test]
    fn text_of_others_is_escaped_on_every_page() {
        let on = "2026-11-22".parse().expect("a day");
        for page in [
            application_page(&dossier(), on),
            end_user_page(&dossier(), on),
            notice_page(&dossier(), on),
        ] {
            let page = page.expect("a page");
            assert!(
                page.contains("&#60;b&#62;Example") && !page.contains("<b>Example"),
                "{page}"
            );
        }
    }
}
