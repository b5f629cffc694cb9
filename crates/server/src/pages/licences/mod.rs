//! *Licences*: the register, a licence with its balance and its ledger, duties, assurances, what takes two people.

mod assurances;
mod bring;
mod duties;
mod one;
mod proposals;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{get, post};
use exeat_register::{
    Condition, Done, DutyState, LicenceView, LineView, Proposal, ProposalState, Request as Asked,
    State as Standing, grouped,
};
use exeat_value::{Day, Decimal};
use serde::Deserialize;

use super::account::{COOKIE, token};
use super::form::Written;
use super::form_pairs;
use super::frame::{Frame, Reader, Section, cookie, encoded, page};
use super::trouble;
use super::words::Words;
use crate::access::{Action, Principal};
use crate::api::licences::{must_be_allowed, who};
use crate::api::whole;
use crate::problem::Problem;
use crate::service::Service;

/// No form here is longer.
const FORM_MAX: usize = 64 * 1024;
/// No workbook is larger.
const WORKBOOK_MAX: usize = 16 * 1024 * 1024;

pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/licences", get(all))
        .route(
            "/licences/import",
            post(bring::bring).layer(DefaultBodyLimit::max(WORKBOOK_MAX)),
        )
        .route("/licences/{number}", get(one::show))
        .route("/licences/{number}/book", post(one::book))
        .route("/licences/{number}/ledger.csv", get(one::ledger))
        .route("/duties", get(duties::all))
        .route("/duties/done", post(duties::act))
        .route("/duties/calendar.ics", get(duties::feed_response))
        .route("/assurances", get(assurances::all))
        .route("/assurances/lean", post(assurances::lean))
        .route("/assurances/add", post(assurances::add))
        .route("/proposals", get(proposals::all))
        .route("/proposals/{proposal}", post(proposals::settle))
}

/// What was asked for in the address.
#[derive(Debug, Default, Deserialize)]
struct Look {
    #[serde(default)]
    on: String,
    /// What was just done, to be told once.
    #[serde(default)]
    told: String,
}

impl Look {
    fn day(&self, service: &Service) -> Result<Day, Problem> {
        day(&self.on, service.today())
    }
}

fn day(text: &str, usual: Day) -> Result<Day, Problem> {
    match text.trim() {
        "" => Ok(usual),
        text => text.parse().map_err(|_| {
            Problem::new(
                "bad-request",
                format!("`{text}` is no day; write one such as 2026-09-30"),
            )
        }),
    }
}

/// Who looks, and what they may do: what they may not is not offered.
#[derive(Clone)]
pub(super) struct Desk {
    who: Option<Principal>,
    /// What proves that a form came from a page of ours.
    pub(super) token: String,
}

impl Desk {
    pub(super) fn of(service: &Service, parts: &Parts) -> Self {
        let who = who(parts);
        // Who comes by a key has no session.
        let session = match (&who, cookie(parts, COOKIE)) {
            (Some(who), Some(session)) if who.scopes.is_none() => session,
            _ => &service.desk.secret,
        };
        Self {
            token: token(session),
            who,
        }
    }

    pub(super) fn may(&self, action: Action) -> bool {
        self.who.as_ref().is_none_or(|who| who.may(action))
    }

    fn books(&self) -> bool {
        self.may(Action::Book)
    }

    fn keeps(&self) -> bool {
        self.may(Action::KeepLicences)
    }

    fn approves(&self) -> bool {
        self.may(Action::Approve)
    }

    /// A form of a page of ours; a form from elsewhere is refused.
    pub(super) async fn form(&self, body: axum::body::Body) -> Result<Written, Problem> {
        let written = Written(form_pairs(&whole(body, FORM_MAX).await?));
        self.check(written.one("token"))?;
        Ok(written)
    }

    pub(super) fn check(&self, given: &str) -> Result<(), Problem> {
        if given == self.token {
            return Ok(());
        }
        Err(Problem::new(
            "forbidden",
            "the form is not from a page of this session; open the page again",
        ))
    }

    /// Does it, if the policy and the register allow it. A form that is sent twice is done once.
    fn perform(
        &self,
        service: &Service,
        on: Option<Day>,
        form: &Written,
        asked: &Asked,
    ) -> Result<Done, Problem> {
        must_be_allowed(self.who.as_ref(), asked)?;
        let key = Some(form.one("once")).filter(|key| !key.is_empty());
        service
            .desk
            .act(self.who.as_ref(), on, |register, acting| match key {
                Some(key) => register
                    .perform_once(acting, on, &format!("form {key}"), asked)
                    .map(|(done, _)| done),
                None => register.perform(acting, asked),
            })
    }
}

/// A name under which a form is done once.
fn once() -> String {
    crate::guard::random_hex(12)
}

/// What was done, in words, for the next page.
fn told(w: Words, done: &Done) -> String {
    match &done.proposal {
        Some(proposal) => format!("{} {proposal}", w.waits_for_second()),
        None => {
            let entries: Vec<String> = done
                .entries
                .iter()
                .map(|entry| entry.sequence.to_string())
                .collect();
            let duties: Vec<String> = done
                .duties
                .iter()
                .map(|duty| match duty.due {
                    Some(due) => format!("{} ({} {due})", duty.text, w.due()),
                    None => duty.text.clone(),
                })
                .collect();
            let mut text = w.booked().to_owned();
            if !entries.is_empty() {
                text = format!("{text}{}{} {}", w.colon(), w.entry(), entries.join(", "));
            }
            if !duties.is_empty() {
                text = format!(
                    "{text}. {}{}{}",
                    w.duties_title(),
                    w.colon(),
                    duties.join("; ")
                );
            }
            text
        }
    }
}

/// Back to a page, which tells what was done.
fn back(to: &str, told: &str) -> Response {
    let joint = if to.contains('?') { '&' } else { '?' };
    crate::sent::see_other(&format!("{to}{joint}told={}", encoded(told)))
}

/// A line of a licence as a page shows it.
struct LineShown {
    number: u32,
    what: String,
    codes: String,
    allowed: Vec<String>,
    reserved: Vec<String>,
    drawn: Vec<String>,
    left: Vec<String>,
    /// Of a hundred: drawn, and reserved besides.
    meter: Option<(u32, u32)>,
}

fn share(part: Decimal, whole: Decimal) -> u32 {
    (0..=100_u32)
        .rev()
        .find(|percent| {
            let percent = Decimal::from(*percent);
            Decimal::compare_products(percent, whole, part, Decimal::HUNDRED).is_le()
        })
        .unwrap_or(0)
}

fn line(terms: &exeat_register::LicenceLine, used: &LineView) -> LineShown {
    let mut shown = LineShown {
        number: terms.number,
        what: terms.item.clone().unwrap_or_default(),
        codes: terms.codes.join(" "),
        allowed: Vec::new(),
        reserved: Vec::new(),
        drawn: Vec::new(),
        left: Vec::new(),
        meter: None,
    };
    if let Some(limit) = terms.quantity {
        let unit = limit.unit;
        shown.allowed.push(grouped(limit));
        shown
            .reserved
            .push(format!("{} {unit}", grouped(used.reserved)));
        shown.drawn.push(format!("{} {unit}", grouped(used.drawn)));
        shown.left.extend(used.left.map(grouped));
        shown.meter = Some((
            share(used.drawn, limit.amount),
            share(used.reserved, limit.amount),
        ));
    }
    if let Some(limit) = terms.value {
        let currency = limit.currency;
        shown.allowed.push(grouped(limit));
        shown
            .reserved
            .push(format!("{} {currency}", grouped(used.reserved_value)));
        shown
            .drawn
            .push(format!("{} {currency}", grouped(used.drawn_value)));
        shown.left.extend(used.left_value.map(grouped));
        shown.meter.get_or_insert_with(|| {
            (
                share(used.drawn_value, limit.amount),
                share(used.reserved_value, limit.amount),
            )
        });
    }
    shown
}

fn lines(view: &LicenceView) -> Vec<LineShown> {
    view.licence
        .lines
        .iter()
        .zip(&view.lines)
        .map(|(terms, used)| line(terms, used))
        .collect()
}

/// How a state looks.
fn look(state: Standing) -> &'static str {
    match state {
        Standing::Active => "t-in_force",
        Standing::Suspended | Standing::Issued | Standing::Draft => "t-contested",
        Standing::Revoked | Standing::Exhausted => "c-absent",
        Standing::Expired | Standing::Surrendered | Standing::Superseded => "t-ended",
    }
}

struct Row {
    number: String,
    href: String,
    authority: String,
    holder: String,
    state: &'static str,
    look: &'static str,
    from: Day,
    through: Option<Day>,
    lines: Vec<LineShown>,
    next: Option<(Day, bool)>,
}

#[derive(Template)]
#[template(path = "licences.html")]
struct Register {
    frame: Frame,
    desk: Desk,
    told: String,
    on: Day,
    rows: Vec<Row>,
    open: usize,
    overdue: usize,
    waiting: usize,
    error: Option<(String, Option<String>)>,
    columns: &'static [(&'static str, &'static [(&'static str, &'static str)])],
}

async fn all(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Query(asked): Query<Look>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    match register(&service, reader, desk, &asked, None) {
        Ok(template) => page(&template),
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}

fn register(
    service: &Service,
    reader: Reader,
    desk: Desk,
    asked: &Look,
    error: Option<(String, Option<String>)>,
) -> Result<Register, Problem> {
    let w = reader.words;
    let on = asked.day(service)?;
    let (views, duties, proposals) = service.desk.with(desk.who.as_ref(), |register| {
        Ok((
            register.licences(on)?,
            register.duties()?,
            register.proposals()?,
        ))
    })?;
    let open: Vec<_> = duties
        .iter()
        .filter(|duty| duty.state == DutyState::Open)
        .collect();
    let rows = views
        .iter()
        .map(|view| {
            let licence = &view.licence;
            let from = format!("licence/{}", licence.id);
            let next = open
                .iter()
                .filter(|duty| duty.from == from)
                .filter_map(|duty| duty.due.map(|due| (due, duty.is_overdue(on))))
                .min();
            Row {
                number: licence.number.clone(),
                href: href(&licence.id),
                authority: format!("{} {}", licence.jurisdiction, licence.authority),
                holder: licence.holder.clone(),
                state: w.licence_state(view.state),
                look: look(view.state),
                from: licence.valid_from,
                through: licence.valid_through,
                lines: lines(view),
                next,
            }
        })
        .collect();
    Ok(Register {
        frame: Frame::new(reader, Section::Licences, w.licences_title(), "/licences"),
        told: asked.told.clone(),
        on,
        rows,
        overdue: open.iter().filter(|duty| duty.is_overdue(on)).count(),
        open: open.len(),
        waiting: waiting(&proposals),
        error,
        columns: exeat_register::tables::COLUMNS,
        desk,
    })
}

fn waiting(proposals: &[Proposal]) -> usize {
    proposals
        .iter()
        .filter(|one| one.state == ProposalState::Open)
        .count()
}

/// The address of a licence.
fn href(id: &str) -> String {
    format!("/licences/{}", encoded(id).replace('/', "%2F"))
}

/// A condition in words.
fn condition(one: &Condition) -> String {
    one.text.clone()
}
