//! *Portfolio*: all of them, and a table that comes.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::response::Response;

use crate::pages::frame::{Frame, Reader, Section, page};
use crate::pages::somebody::Somebody;
use crate::pages::trouble;
use crate::portfolios::Portfolio;
use crate::problem::Problem;
use crate::sent::see_other;
use crate::service::Service;

/// The table to try it with, and what its columns mean.
const EXAMPLE: &[u8] = include_bytes!("../../../../../examples/portfolio/deliveries.csv");
const EXAMPLE_MAPPING: &str = include_str!("../../../../../examples/portfolio/mapping.toml");

#[derive(Template)]
#[template(path = "portfolios.html")]
struct All {
    frame: Frame,
    all: Vec<Portfolio>,
}

/// All portfolios, and a place to bring one.
pub(in crate::pages) async fn all(
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

/// A table came.
pub(in crate::pages) async fn bring(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let who = Somebody::of(&request);
    match brought(&service, &who, request).await {
        Ok(one) => see_other(&format!("/portfolio/{}", one.id)),
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
