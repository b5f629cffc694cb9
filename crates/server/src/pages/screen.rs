//! *Screen*: names in, matches explained word by word out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;
use exeat_screen::party::{Wanted, country, kind_of_word};
use exeat_screen::score::{ALGORITHM, Kind, Mode, Score};
use exeat_value::Day;

use super::form::Written;
use super::form_pairs;
use super::frame::{Frame, Reader, Section, page};
use super::trouble;
use crate::api::whole;
use crate::problem::Problem;
use crate::screening::{How, Match, Pool};
use crate::service::Service;

/// More names are not looked for from the page; a file of many is for the API.
const NAMES_MAX: usize = 500;

struct EditionView {
    name: String,
    publisher: String,
    entries: u64,
    names: u64,
    age: i32,
}

struct PartyView {
    name: String,
    matches: Vec<Match>,
}

#[derive(Template)]
#[template(path = "screen.html")]
struct Page {
    frame: Frame,
    names: String,
    kind: String,
    country: String,
    threshold: String,
    no_lists: Option<String>,
    editions: Vec<EditionView>,
    gaps: Vec<String>,
    algorithm: &'static str,
    on: Day,
    /// Nobody was looked for yet where there is none.
    parties: Option<Vec<PartyView>>,
}

impl Page {
    fn new(service: &Service, reader: Reader) -> Self {
        let on = service.today();
        let mut page = Self {
            frame: Frame::new(
                reader,
                Section::Screen,
                reader.words.screen_title(),
                "/screen",
            ),
            names: String::new(),
            kind: String::new(),
            country: String::new(),
            threshold: Score::ALERT.to_string(),
            no_lists: None,
            editions: Vec::new(),
            gaps: Vec::new(),
            algorithm: ALGORITHM,
            on,
            parties: None,
        };
        match &service.screening {
            Ok(pool) => {
                page.editions = editions(pool, on);
                page.gaps = pool.gaps(on);
            }
            Err(error) => page.no_lists = Some(error.clone()),
        }
        page
    }
}

fn editions(pool: &Pool, on: Day) -> Vec<EditionView> {
    pool.editions
        .iter()
        .map(|edition| EditionView {
            name: edition.full_name(),
            publisher: edition.publisher.clone(),
            entries: edition.counts.entries,
            names: edition.counts.names,
            age: edition.age_in_days(on),
        })
        .collect()
}

/// The form, and what would be looked at.
pub(super) async fn start(State(service): State<Arc<Service>>, reader: Reader) -> Response {
    page(&Page::new(&service, reader))
}

/// Looks for the names.
pub(super) async fn screen(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    match looked_for(&service, reader, request).await {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Screen, &problem),
    }
}

async fn looked_for(service: &Service, reader: Reader, request: Request) -> Result<Page, Problem> {
    let bytes = whole(request.into_body(), service.config.body_max).await?;
    let written = Written(form_pairs(&bytes));
    let mut page = Page::new(service, reader);
    page.names = written.one("names").to_owned();
    page.kind = written.one("kind").to_owned();
    page.country = written.one("country").to_owned();
    let pool = service.screening()?;
    let threshold: Score = match written.one("threshold") {
        "" => Score::ALERT,
        text => text
            .parse()
            .map_err(|error: exeat_screen::score::ScoreError| {
                Problem::new("bad-request", error.to_string())
            })?,
    };
    page.threshold = threshold.to_string();
    let kind = kind_of_word(&page.kind).unwrap_or(Kind::Unknown);
    let wanted: Vec<Wanted> = page
        .names
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .take(NAMES_MAX + 1)
        .map(|name| Wanted {
            name: name.to_owned(),
            kind,
            country: country(&page.country),
            ..Wanted::default()
        })
        .collect();
    if wanted.len() > NAMES_MAX {
        return Err(Problem::new(
            "too-large",
            format!("more than {NAMES_MAX} names; send them to the interface for programs"),
        ));
    }
    let how = How {
        mode: Mode::Balanced,
        threshold,
    };
    let found = pool.search(wanted.clone(), how).await?;
    service.metrics.screened(wanted.len());
    page.parties = Some(
        wanted
            .into_iter()
            .zip(found)
            .map(|(wanted, matches)| PartyView {
                name: wanted.name,
                matches,
            })
            .collect(),
    );
    Ok(page)
}
