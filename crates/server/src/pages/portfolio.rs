//! *Portfolio*: a table of shipments in, what its columns mean, how far it is, and charts with the rows behind them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequest as _, Multipart, Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use exeat_determine::Verdict;
use exeat_portfolio::{By, Cube, Found, Tallies, Wanted, by_name, percent, questions, who, worth};
use exeat_report::layout::thousands;
use serde::Deserialize;

use super::charts::{self, Bar};
use super::form::Written;
use super::frame::{Frame, Reader, Section, encoded, page, page_with};
use super::words::Words;
use super::{form_pairs, trouble};
use crate::access::Principal;
use crate::api::{portfolios as api, whole};
use crate::portfolios::{Owner, Portfolio, Progress, Stage};
use crate::problem::{Mistake, Problem};
use crate::service::Service;

/// Names in a chart.
const NAMES_SHOWN: usize = 12;
/// Rows on a page.
const ROWS_SHOWN: usize = 50;
/// Rows of the table that are shown before it is decided.
const SAMPLE: usize = 6;

/// The table to try it with, and what its columns mean.
const EXAMPLE: &[u8] = include_bytes!("../../../../examples/portfolio/deliveries.csv");
const EXAMPLE_MAPPING: &str = include_str!("../../../../examples/portfolio/mapping.toml");

/// Somebody, for what belongs to an organisation.
pub(super) struct Somebody {
    pub(super) owner: Owner,
    pub(super) name: String,
}

impl Somebody {
    pub(super) fn of(request: &Request) -> Self {
        match request.extensions().get::<Principal>() {
            Some(who) => Self {
                owner: who.organisation,
                name: who.name.clone(),
            },
            None => Self {
                owner: 0,
                name: String::new(),
            },
        }
    }
}

#[derive(Template)]
#[template(path = "portfolios.html")]
struct All {
    frame: Frame,
    all: Vec<Portfolio>,
}

/// All portfolios, and a place to bring one.
pub(super) async fn all(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    page(&All {
        frame: Frame::new(
            reader,
            Section::Portfolio,
            reader.words.portfolio_title(),
            "/portfolio",
        ),
        all: service.portfolios.of(who.owner),
    })
}

fn see(id: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(to) = HeaderValue::from_str(&format!("/portfolio/{id}")) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// A table came.
pub(super) async fn bring(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    match brought(&service, &who, request).await {
        Ok(one) => see(&one.id),
        Err(problem) => trouble(reader, Section::Portfolio, &problem),
    }
}

async fn brought(
    service: &Arc<Service>,
    who: &Somebody,
    request: Request,
) -> Result<Portfolio, Problem> {
    let wrong = |text: String| Problem::new("bad-request", text);
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|error| wrong(error.body_text()))?;
    while let Some(mut part) = parts
        .next_field()
        .await
        .map_err(|error| wrong(error.body_text()))?
    {
        if part.name() == Some("example") {
            return example(service, who);
        }
        let name = part.file_name().unwrap_or_default().to_owned();
        let mut arriving = service.portfolios.arrive(who.owner)?;
        let mut empty = true;
        while let Some(bytes) = part
            .chunk()
            .await
            .map_err(|error| wrong(error.body_text()))?
        {
            empty = empty && bytes.is_empty();
            arriving.push(&bytes, service.config.table_max)?;
        }
        if empty {
            continue;
        }
        return tokio::task::block_in_place(|| {
            service
                .portfolios
                .arrived(who.owner, &who.name, &name, arriving)
        });
    }
    Err(wrong("no table was sent: choose a file".to_owned()))
}

/// The table to try it with.
fn example(service: &Arc<Service>, who: &Somebody) -> Result<Portfolio, Problem> {
    let mut arriving = service.portfolios.arrive(who.owner)?;
    arriving.push(EXAMPLE, service.config.table_max)?;
    tokio::task::block_in_place(|| {
        let name = "magnet-maker.csv";
        let mut one = service
            .portfolios
            .arrived(who.owner, &who.name, name, arriving)?;
        service.portfolios.map(&mut one, EXAMPLE_MAPPING)?;
        Ok(one)
    })
}

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
    asks: Vec<(String, String, String, String)>,
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
pub(super) async fn show(
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
        template.counted(w, &counts);
    }
    Ok(template)
}

impl One {
    /// Puts in what was counted.
    fn counted(&mut self, w: Words, counts: &Tallies) {
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
            .map(|(ask, sum)| {
                (
                    ask.question.clone(),
                    ask.fact.clone(),
                    who(ask).to_owned(),
                    thousands(sum.rows),
                )
            })
            .collect();
        self.coverage = counts
            .coverage
            .0
            .iter()
            .map(|(text, sum)| (text.clone(), thousands(sum.rows)))
            .collect();
        self.screened = counts.screened.as_ref().map(|looking| {
            let lines = looking.in_lines().into_iter();
            lines.map(|(line, rows)| (line, thousands(rows))).collect()
        });
        let mut listed: Vec<_> = counts.matched.0.iter().collect();
        listed.sort_by(|one, two| two.1.rows.cmp(&one.1.rows).then(one.0.cmp(two.0)));
        self.listed = listed
            .into_iter()
            .take(ROWS_SHOWN)
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
    let meanings = super::mapping::meanings(w, mapping);
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
pub(super) async fn act(
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
                Ok(()) => see(""),
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
            Ok(()) => see(&one.id),
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

/// Which rows are wanted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Behind {
    #[serde(default)]
    by: String,
    #[serde(default)]
    of: String,
    #[serde(default)]
    is: String,
    #[serde(default)]
    from: u64,
}

#[derive(Template)]
#[template(path = "portfolio-rows.html")]
struct Rows {
    frame: Frame,
    one: Portfolio,
    of: String,
    verdict: Option<(Verdict, &'static str)>,
    found: Found,
    first: u64,
    last: u64,
    total: String,
    before: Option<String>,
    after: Option<String>,
}

/// The rows behind a bar.
pub(super) async fn rows(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(id): Path<String>,
    Query(behind): Query<Behind>,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    tokio::task::block_in_place(|| {
        let made = (|| {
            let one = service.portfolios.find(who.owner, &id)?;
            let wanted = api::wanted(&behind.by, &behind.of, &behind.is)?;
            let found = api::found(&service, &one, &wanted, behind.from, ROWS_SHOWN)?;
            Ok::<_, Problem>((one, wanted, found))
        })();
        match made {
            Ok((one, wanted, found)) => page(&rows_page(reader, one, &behind, &wanted, found)),
            Err(problem) => trouble(reader, Section::Portfolio, &problem),
        }
    })
}

fn rows_page(
    reader: Reader,
    one: Portfolio,
    behind: &Behind,
    wanted: &Wanted,
    mut found: Found,
) -> Rows {
    let w = reader.words;
    // What was added to be counted by says nothing new, and the answer comes first.
    let mut order: Vec<usize> = (0..found.headings.len()).collect();
    let rank = |name: &str| match name {
        "exeat_verdict" => 0,
        "exeat_decisive_facts" => 1,
        "exeat_deciding_limb" | "exeat_jurisdictions" => 6,
        name if name.starts_with("exeat_") => 9,
        _ => 5,
    };
    order.sort_by_key(|&place| found.headings.get(place).map_or(9, |name| rank(name)));
    let verdicts: Vec<String> = found
        .headings
        .iter()
        .position(|name| name == "exeat_verdict")
        .map(|place| {
            found
                .rows
                .iter()
                .map(|row| row.get(place).cloned().unwrap_or_default())
                .collect()
        })
        .unwrap_or_default();
    let pick = |row: &Vec<String>| {
        order
            .iter()
            .map(|&place| row.get(place).cloned().unwrap_or_default())
            .collect::<Vec<String>>()
    };
    found.rows = found.rows.iter().map(pick).collect();
    // In the reader's words.
    for (row, word) in found.rows.iter_mut().zip(verdicts) {
        let verdict = Verdict::ALL.into_iter().find(|one| one.word() == word);
        if let (Some(first), Some(verdict)) = (row.first_mut(), verdict) {
            w.verdict(verdict).clone_into(first);
        }
    }
    found.headings = pick(&found.headings)
        .into_iter()
        .map(|name| match name.as_str() {
            "exeat_verdict" => w.col_verdict().to_owned(),
            "exeat_jurisdictions" => w.col_laws().to_owned(),
            "exeat_decisive_facts" => w.col_facts().to_owned(),
            "exeat_deciding_limb" => w.col_limb().to_owned(),
            _ => name,
        })
        .collect();
    let address = |from: u64| {
        format!(
            "/portfolio/{}/rows?by={}&of={}&is={}&from={from}",
            one.id,
            encoded(&behind.by),
            encoded(&behind.of),
            encoded(&behind.is)
        )
    };
    let step = u64::try_from(ROWS_SHOWN).unwrap_or(50);
    let shown = u64::try_from(found.rows.len()).unwrap_or(0);
    Rows {
        frame: Frame::new(
            reader,
            Section::Portfolio,
            w.rows_behind(),
            address(behind.from),
        ),
        of: behind.of.clone(),
        verdict: wanted.is.map(|verdict| (verdict, w.verdict(verdict))),
        first: if shown == 0 { 0 } else { behind.from + 1 },
        last: behind.from + shown,
        total: thousands(found.total),
        before: (behind.from > 0).then(|| address(behind.from.saturating_sub(step))),
        after: (behind.from + shown < found.total).then(|| address(behind.from + shown)),
        found,
        one,
    }
}

/// The table with its verdicts, as a file.
pub(super) async fn download(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path((id, kind)): Path<(String, String)>,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    match api::file(&service, who.owner, &id, &kind) {
        Ok(response) => response,
        Err(problem) => trouble(reader, Section::Portfolio, &problem),
    }
}

/// A file as a download, read as it is sent.
pub(crate) fn sent(file: std::fs::File, kind: &'static str, name: &str) -> Response {
    let mut response = super::stream::of_file(file).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name: String = name
        .chars()
        .map(|one| {
            if one.is_ascii_alphanumeric() || "-_.".contains(one) {
                one
            } else {
                '_'
            }
        })
        .collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
