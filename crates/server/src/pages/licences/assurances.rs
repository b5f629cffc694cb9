//! Assurances and undertakings, and the shipments that lean on them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use exeat_register::{
    Assurance, AssuranceKind, AssuranceStatement, AssuranceView, Reliance, Request as Asked,
};
use exeat_value::Day;

use super::super::form::Written;
use super::super::frame::{Frame, Reader, Section, page};
use super::super::trouble;
use super::{Desk, Look, back, day, once, told};
use crate::problem::Problem;
use crate::service::Service;

struct Shown {
    view: AssuranceView,
    once: String,
    once_back: String,
}

#[derive(Template)]
#[template(path = "assurances.html")]
struct Assurances {
    frame: Frame,
    desk: Desk,
    told: String,
    on: Day,
    all: Vec<Shown>,
    once: String,
}

pub(super) async fn all(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Query(asked): Query<Look>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    let found = asked.day(&service).and_then(|on| {
        let views = service
            .desk
            .with(desk.who.as_ref(), |register| register.assurances(on))?;
        Ok((on, views))
    });
    match found {
        Ok((on, views)) => page(&Assurances {
            frame: Frame::new(
                reader,
                Section::Licences,
                reader.words.assurances_title(),
                "/assurances",
            ),
            desk,
            told: asked.told,
            on,
            all: views
                .into_iter()
                .map(|view| Shown {
                    view,
                    once: once(),
                    once_back: once(),
                })
                .collect(),
            once: once(),
        }),
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}

async fn act(
    service: &Service,
    reader: Reader,
    request: Request,
    asked: impl FnOnce(&Written) -> Result<Asked, Problem>,
) -> Response {
    let (parts, body) = request.into_parts();
    let desk = Desk::of(service, &parts);
    let done = async {
        let form = desk.form(body).await?;
        let asked = asked(&form)?;
        desk.perform(service, None, &form, &asked)
    };
    match done.await {
        Ok(done) => back("/assurances", &told(reader.words, &done)),
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}

/// A shipment leans on one.
pub(super) async fn lean(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    act(&service, reader, request, |form| {
        Ok(Asked::Lean {
            reliance: Reliance {
                assurance: form.one("assurance").to_owned(),
                shipment: form.one("shipment").to_owned(),
                why: form.one("why").to_owned(),
            },
        })
    })
    .await
}

/// One is written down, or was taken back.
pub(super) async fn add(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let today = service.today();
    act(&service, reader, request, |form| {
        let some = |name: &str| Some(form.one(name).to_owned()).filter(|text| !text.is_empty());
        if form.one("do") == "retract" {
            return Ok(Asked::Retract {
                assurance: form.one("assurance").to_owned(),
                cause: form.one("cause").to_owned(),
            });
        }
        let kind = AssuranceKind::named(form.one("kind"))
            .ok_or_else(|| Problem::new("bad-request", "there is no such kind of assurance"))?;
        Ok(Asked::Assure {
            assurance: Assurance {
                id: form.one("id").to_owned(),
                kind,
                by: form.one("by").to_owned(),
                to: form.one("to").to_owned(),
                of: form.one("of").to_owned(),
                items: form
                    .one("items")
                    .split(',')
                    .map(str::trim)
                    .filter(|item| !item.is_empty())
                    .map(str::to_owned)
                    .collect(),
                given: day(form.one("given"), today)?,
                until: some("until").map(|text| day(&text, today)).transpose()?,
                statement: AssuranceStatement {
                    speaker: some("speaker"),
                    source: some("source"),
                    paper: None,
                },
                retracted: None,
                note: None,
            },
        })
    })
    .await
}
