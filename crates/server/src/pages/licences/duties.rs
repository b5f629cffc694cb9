//! Duties by month, what shows that they were done, and the calendar for a mail program.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use exeat_register::{Duty, DutyState, Register, Request as Asked, feed};
use exeat_value::Day;

use super::super::frame::{Frame, Reader, Section, page};
use super::super::trouble;
use super::{Desk, Look, back, href, once, told};
use crate::problem::Problem;
use crate::service::Service;

struct DutyShown {
    id: String,
    text: String,
    kind: String,
    due: Option<Day>,
    overdue: bool,
    not_counted: Option<String>,
    from: String,
    /// Where what it comes from is shown.
    link: Option<String>,
    cites: String,
    shipment: String,
    wanted: String,
    settled: Option<String>,
    once: String,
}

struct Month {
    name: String,
    anchor: String,
    overdue: usize,
    duties: Vec<DutyShown>,
}

#[derive(Template)]
#[template(path = "duties.html")]
struct Duties {
    frame: Frame,
    desk: Desk,
    told: String,
    months: Vec<Month>,
    settled: Vec<DutyShown>,
}

fn shown(duty: &Duty, on: Day, done: &str, waived: &str) -> DutyShown {
    let licence = duty.from.strip_prefix("licence/");
    DutyShown {
        id: duty.id.clone(),
        text: duty.text.clone(),
        kind: duty.kind.clone(),
        due: duty.due,
        overdue: duty.is_overdue(on),
        not_counted: duty.not_counted.clone(),
        from: licence.unwrap_or(&duty.from).to_owned(),
        link: licence.map(href),
        cites: duty.cites.clone().unwrap_or_default(),
        shipment: duty.shipment.clone().unwrap_or_default(),
        wanted: duty.proof_wanted.clone().unwrap_or_default(),
        settled: match &duty.state {
            DutyState::Open => None,
            DutyState::Done { on, proof } => Some(format!("{done} {on}: {proof}")),
            DutyState::Waived { cause } => Some(format!("{waived}: {cause}")),
        },
        once: once(),
    }
}

/// The duties.
pub(super) async fn all(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Query(asked): Query<Look>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    let found = asked.day(&service).and_then(|on| {
        let duties = service.desk.with(desk.who.as_ref(), Register::duties)?;
        Ok((on, duties))
    });
    let (on, duties) = match found {
        Ok(found) => found,
        Err(problem) => return trouble(reader, Section::Licences, &problem),
    };
    let w = reader.words;
    let mut months: Vec<Month> = Vec::new();
    let mut settled = Vec::new();
    for duty in &duties {
        let one = shown(duty, on, w.due_done(), w.due_waived());
        if one.settled.is_some() {
            settled.push(one);
            continue;
        }
        let name = one.due.map_or_else(
            || w.without_day().to_owned(),
            |due| due.to_string().chars().take(7).collect(),
        );
        if months.last().is_none_or(|month| month.name != name) {
            months.push(Month {
                anchor: format!("m{}", months.len()),
                name,
                overdue: 0,
                duties: Vec::new(),
            });
        }
        if let Some(month) = months.last_mut() {
            month.overdue += usize::from(one.overdue);
            month.duties.push(one);
        }
    }
    page(&Duties {
        frame: Frame::new(reader, Section::Licences, w.duties_title(), "/duties"),
        desk,
        told: asked.told,
        months,
        settled,
    })
}

/// A duty was done, or somebody asks to waive it.
pub(super) async fn act(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    let done = async {
        let form = desk.form(body).await?;
        let duty = form.one("duty").to_owned();
        let asked = match form.one("do") {
            "done" => Asked::Discharge {
                duty,
                proof: form.one("proof").to_owned(),
            },
            "waive" => Asked::Waive {
                duty,
                cause: form.one("proof").to_owned(),
            },
            _ => return Err(Problem::new("bad-request", "there is no such thing to do")),
        };
        desk.perform(&service, None, &form, &asked)
    };
    match done.await {
        Ok(done) => back("/duties", &told(reader.words, &done)),
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}

/// The open duties as a calendar with reminders.
pub(super) async fn feed_response(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    match service.desk.with(desk.who.as_ref(), Register::duties) {
        Ok(duties) => {
            let now = jiff::Timestamp::now().to_string();
            let mut response = feed(&duties, &now).into_response();
            response.headers_mut().insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/calendar; charset=utf-8"),
            );
            response
        }
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}
