//! One portfolio: what its columns mean, how far it is, and charts.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use exeat_determine::Verdict;
use exeat_portfolio::{By, Cube, Tallies, by_name, percent, questions, who, worth};
use exeat_report::layout::thousands;

use crate::api::whole;
use crate::pages::charts::{self, Bar};
use crate::pages::facts;
use crate::pages::form::Written;
use crate::pages::frame::{Frame, Reader, Section, encoded, page, page_with};
use crate::pages::somebody::Somebody;
use crate::pages::words::Words;
use crate::pages::{form_pairs, trouble};
use crate::portfolios::{Portfolio, Progress, Stage};
use crate::problem::{Mistake, Problem};
use crate::sent::see_other;
use crate::service::Service;

/// Names in a chart.
const NAMES_SHOWN: usize = 12;
/// Parties that may be listed, at most.
const LISTED_SHOWN: usize = 50;
/// Rows of the table that are shown before it is decided.
const SAMPLE: usize = 6;

/// A column of the table, and what it is taken to mean.
struct Column {
    name: String,
    means: Vec<String>,
    values: Vec<String>,
}

/// A chart with its title and its rows as a table.
struct Chart {
    title: &'static str,
    svg: String,
    rows: Vec<(String, Vec<Count>)>,
    more: usize,
}

/// How many rows have which verdict, and where they are shown.
type Count = (Verdict, &'static str, String, String);

/// A question, and how many rows its answer would help to decide.
struct Asked {
    question: String,
    fact: String,
    who: &'static str,
    rows: String,
}

/// A verdict of all rows.
struct Tile {
    verdict: Verdict,
    words: &'static str,
    rows: String,
    share: String,
    worth: String,
    link: String,
}

#[derive(Template)]
#[template(path = "portfolio.html")]
struct One {
    frame: Frame,
    one: Portfolio,
    mapping: String,
    mistakes: Vec<Mistake>,
    columns: Vec<Column>,
    progress: Progress,
    rows: String,
    tiles: Vec<Tile>,
    charts: Vec<Chart>,
    asks: Vec<Asked>,
    coverage: Vec<(String, String)>,
    /// On which lists the parties were looked for; none where they were not.
    screened: Option<Vec<(String, String)>>,
    /// Who may be listed: the party, its role, the entry, and in how many rows.
    listed: Vec<(String, String, String, String)>,
    rejected: u64,
    decided: u64,
    has_rejects: bool,
}

/// One portfolio, however far it is.
pub(in crate::pages) async fn show(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    tokio::task::block_in_place(|| {
        let shown = service
            .portfolios
            .find(who.owner, &id)
            .and_then(|one| shown(&service, reader, one, None));
        match shown {
            Ok(template) => page(&template),
            Err(problem) => trouble(reader, Section::Portfolio, &problem),
        }
    })
}

/// A portfolio as its page shows it; with the mapping that somebody wrote and its mistakes.
fn shown(
    service: &Service,
    reader: Reader,
    one: Portfolio,
    written: Option<(String, Vec<Mistake>)>,
) -> Result<One, Problem> {
    let w = reader.words;
    let (mapping, mistakes) = match written {
        Some((text, mistakes)) => (text, mistakes),
        None => (service.portfolios.mapping(&one.id), Vec::new()),
    };
    let progress = service.portfolios.progress(&one.id);
    let mut template = One {
        frame: Frame::new(
            reader,
            Section::Portfolio,
            one.name.clone(),
            format!("/portfolio/{}", one.id),
        ),
        columns: match one.stage {
            Stage::Mapping | Stage::Failed => {
                columns(w, &mapping, &service.portfolios.sample(&one.id, SAMPLE))
            }
            Stage::Running | Stage::Done => Vec::new(),
        },
        mapping,
        mistakes,
        progress,
        rows: thousands(progress.rows),
        tiles: Vec::new(),
        charts: Vec::new(),
        asks: Vec::new(),
        coverage: Vec::new(),
        screened: None,
        listed: Vec::new(),
        rejected: 0,
        decided: 0,
        has_rejects: service
            .portfolios
            .path(&one.id)
            .join("answer.parquet.rejects.csv")
            .exists(),
        one,
    };
    if template.one.stage == Stage::Done {
        let counts = service.portfolios.counts(&template.one)?;
        template.counted(service, w, &counts);
    }
    Ok(template)
}

impl One {
    /// Puts in what was counted.
    fn counted(&mut self, service: &Service, w: Words, counts: &Tallies) {
        let base = format!("/portfolio/{}/rows", self.one.id);
        self.decided = counts.rows_out;
        self.rejected = counts.rejected;
        self.tiles = Verdict::ALL
            .into_iter()
            .rev()
            .filter_map(|verdict| {
                let sum = counts.by_verdict.0.get(&verdict)?;
                Some(Tile {
                    verdict,
                    words: w.verdict(verdict),
                    rows: thousands(sum.rows),
                    share: percent(sum.rows, counts.rows_out),
                    worth: worth(sum),
                    link: format!("{base}?is={}", verdict.word()),
                })
            })
            .collect();
        let each = [
            (By::Destination, w.by_destination(), &counts.by_destination),
            (By::Item, w.by_item(), &counts.by_item),
            (By::Month, w.by_month(), &counts.by_month),
            (By::Customer, w.by_customer(), &counts.by_customer),
        ];
        self.charts = each
            .into_iter()
            .filter(|(_, _, cube)| !cube.0.is_empty())
            .map(|(by, title, cube)| chart(w, &base, by, title, cube))
            .collect();
        self.asks = questions(counts)
            .into_iter()
            .map(|(ask, sum)| Asked {
                question: facts::question(service, w, &ask.fact)
                    .unwrap_or_else(|| ask.question.clone()),
                who: facts::who(w, &ask.fact).unwrap_or_else(|| who(ask)),
                fact: ask.fact.clone(),
                rows: thousands(sum.rows),
            })
            .collect();
        self.coverage = counts
            .coverage
            .0
            .iter()
            .map(|(text, sum)| (facts::coverage(w, text), thousands(sum.rows)))
            .collect();
        self.screened = counts.screened.as_ref().map(|looking| {
            let lines = looking.in_lines().into_iter();
            lines.map(|(line, rows)| (line, thousands(rows))).collect()
        });
        let mut listed: Vec<_> = counts.matched.0.iter().collect();
        listed.sort_by(|one, two| two.1.rows.cmp(&one.1.rows).then(one.0.cmp(two.0)));
        self.listed = listed
            .into_iter()
            .take(LISTED_SHOWN)
            .map(|((role, one), sum)| {
                let entry = format!(
                    "{} ({} {}, {}, {})",
                    one.name, one.list, one.entry, one.score, one.standing
                );
                (one.party.clone(), role.clone(), entry, thousands(sum.rows))
            })
            .collect();
    }

    fn is(&self, word: &str) -> bool {
        self.one.stage.word() == word
    }
}

fn chart(
    w: Words,
    base: &str,
    by: By,
    title: &'static str,
    cube: &Cube<(String, Verdict)>,
) -> Chart {
    let mut names = by_name(cube);
    if by == By::Month {
        names.sort_by(|one, two| one.0.cmp(two.0));
    }
    let most = if by == By::Month { 60 } else { NAMES_SHOWN };
    let more = names.len().saturating_sub(most);
    names.truncate(most);
    let link = |name: &str, verdict: Verdict| {
        format!(
            "{base}?by={}&of={}&is={}",
            by.word(),
            encoded(name),
            verdict.word()
        )
    };
    let bars: Vec<Bar> = names
        .iter()
        .map(|(name, verdicts)| Bar {
            name: (*name).to_owned(),
            parts: verdicts
                .iter()
                .rev()
                .map(|(verdict, sum)| (*verdict, sum.rows))
                .collect(),
        })
        .collect();
    let svg = match by {
        By::Month => charts::columns(w, title, &bars, &link),
        _ => charts::bars(w, title, &bars, &link),
    };
    let rows = bars
        .iter()
        .map(|bar| {
            let parts = bar.parts.iter().map(|&(verdict, rows)| {
                (
                    verdict,
                    w.verdict(verdict),
                    thousands(rows),
                    link(&bar.name, verdict),
                )
            });
            (bar.name.clone(), parts.collect())
        })
        .collect();
    Chart {
        title,
        svg,
        rows,
        more,
    }
}

/// What each column of the table is taken to mean, in words.
fn columns(w: Words, mapping: &str, sample: &[Vec<String>]) -> Vec<Column> {
    let Some((names, rows)) = sample.split_first() else {
        return Vec::new();
    };
    let meanings = crate::pages::mapping::meanings(w, mapping);
    names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let mut values: Vec<String> = Vec::new();
            for value in rows.iter().filter_map(|row| row.get(place)) {
                if !value.is_empty() && !values.contains(value) && values.len() < 3 {
                    values.push(value.chars().take(40).collect());
                }
            }
            Column {
                name: name.clone(),
                means: meanings.get(name).cloned().unwrap_or_default(),
                values,
            }
        })
        .collect()
}

/// Something is done with a portfolio: its mapping is said, it is decided, it goes away.
pub(in crate::pages) async fn act(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    let bytes = match whole(request.into_body(), service.config.body_max).await {
        Ok(bytes) => bytes,
        Err(problem) => return trouble(reader, Section::Portfolio, &problem),
    };
    let written = Written(form_pairs(&bytes));
    tokio::task::block_in_place(|| {
        let mut one = match service.portfolios.find(who.owner, &id) {
            Ok(one) => one,
            Err(problem) => return trouble(reader, Section::Portfolio, &problem),
        };
        if written.one("do") == "delete" {
            return match service.portfolios.remove(&one) {
                Ok(()) => see_other("/portfolio"),
                Err(problem) => trouble(reader, Section::Portfolio, &problem),
            };
        }
        let text = written.raw("mapping").replace("\r\n", "\n");
        let said = if text.trim().is_empty() {
            Ok(())
        } else {
            service.portfolios.map(&mut one, &text)
        };
        let done = said.and_then(|()| match written.one("do") {
            "run" => service.portfolios.run(&mut one, service.today()),
            _ => Ok(()),
        });
        match done {
            Ok(()) => see_other(&format!("/portfolio/{}", one.id)),
            Err(problem) if !problem.errors.is_empty() => {
                let status = problem.status();
                match shown(&service, reader, one, Some((text, problem.errors))) {
                    Ok(template) => page_with(status, &template),
                    Err(problem) => trouble(reader, Section::Portfolio, &problem),
                }
            }
            Err(problem) => trouble(reader, Section::Portfolio, &problem),
        }
    })
}
