//! The rows behind a bar, and the table as a file.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use exeat_determine::Verdict;
use exeat_portfolio::{Found, Wanted};
use exeat_report::layout::thousands;
use serde::Deserialize;

use crate::api::portfolios as api;
use crate::pages::facts;
use crate::pages::frame::{Frame, Reader, Section, encoded, page};
use crate::pages::somebody::Somebody;
use crate::pages::trouble;
use crate::pages::words::Words;
use crate::portfolios::Portfolio;
use crate::problem::Problem;
use crate::service::Service;

/// Rows on a page.
const ROWS_SHOWN: usize = 50;

/// Which rows are wanted.
#[derive(Debug, Default, Deserialize)]
pub(in crate::pages) struct Behind {
    #[serde(default)]
    by: String,
    #[serde(default)]
    of: String,
    #[serde(default)]
    is: String,
    #[serde(default)]
    from: u64,
}

/// A cell in the reader's words, and as the table has it where that is something else.
struct Cell {
    lines: Vec<String>,
    written: String,
}

/// What stands in a cell below a heading.
fn cell(w: Words, heading: &str, text: &str) -> Cell {
    let verdict = |word: &str| Verdict::ALL.into_iter().find(|one| one.word() == word);
    let lines = match heading {
        "exeat_verdict" => vec![verdict(text).map_or(text, |one| w.verdict(one)).to_owned()],
        "exeat_jurisdictions" => vec![w.with_verdicts(text)],
        "exeat_decisive_facts" => facts::of_list(w, text),
        // The facts stand in a column of their own.
        "exeat_deciding_limb" if text.starts_with("open: ") => vec![w.limb_open().to_owned()],
        _ => vec![text.to_owned()],
    };
    let is_same = matches!(lines.as_slice(), [one] if one == text);
    Cell {
        written: if is_same {
            String::new()
        } else {
            text.to_owned()
        },
        lines,
    }
}

#[derive(Template)]
#[template(path = "portfolio-rows.html")]
struct Rows {
    frame: Frame,
    one: Portfolio,
    of: String,
    verdict: Option<(Verdict, &'static str)>,
    headings: Vec<String>,
    rows: Vec<Vec<Cell>>,
    first: u64,
    last: u64,
    total: String,
    before: Option<String>,
    after: Option<String>,
}

/// The rows behind a bar.
pub(in crate::pages) async fn rows(
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
            Ok((one, wanted, found)) => page(&rows_page(reader, one, &behind, &wanted, &found)),
            Err(problem) => trouble(reader, Section::Portfolio, &problem),
        }
    })
}

fn rows_page(
    reader: Reader,
    one: Portfolio,
    behind: &Behind,
    wanted: &Wanted,
    found: &Found,
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
    let headings: Vec<String> = order
        .iter()
        .filter_map(|&place| found.headings.get(place).cloned())
        .collect();
    let cells = |row: &Vec<String>| -> Vec<Cell> {
        let texts = order
            .iter()
            .map(|&place| row.get(place).map_or("", String::as_str));
        headings
            .iter()
            .zip(texts)
            .map(|(heading, text)| cell(w, heading, text))
            .collect()
    };
    let rows = found.rows.iter().map(cells).collect();
    let headings = headings
        .iter()
        .map(|name| match name.as_str() {
            "exeat_verdict" => w.col_verdict().to_owned(),
            "exeat_jurisdictions" => w.col_laws().to_owned(),
            "exeat_decisive_facts" => w.col_facts().to_owned(),
            "exeat_deciding_limb" => w.col_limb().to_owned(),
            _ => name.clone(),
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
        headings,
        rows,
        one,
    }
}

/// The table with its verdicts, as a file.
pub(in crate::pages) async fn download(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path((id, kind)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    match api::file(&service, who.owner, &id, &kind, &headers) {
        Ok(response) => response,
        Err(problem) => trouble(reader, Section::Portfolio, &problem),
    }
}
