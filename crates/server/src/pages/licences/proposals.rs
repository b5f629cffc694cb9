//! What takes two people.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::response::Response;
use exeat_register::{Amounts, Proposal, ProposalState, Register, Request as Asked, grouped};

use super::super::frame::{Frame, Reader, Section, page};
use super::super::trouble;
use super::super::words::Words;
use super::{Desk, Look, back, once, told};
use crate::service::Service;

struct Shown {
    id: String,
    by: String,
    on: String,
    what: String,
    cause: String,
    own: bool,
    settled: Option<String>,
    once: String,
}

#[derive(Template)]
#[template(path = "proposals.html")]
struct Proposals {
    frame: Frame,
    desk: Desk,
    told: String,
    open: Vec<Shown>,
    settled: Vec<Shown>,
}

/// What somebody asks for, in a few words, and why.
fn words(w: Words, request: &Asked) -> (String, String) {
    let both = |amounts: &Amounts| {
        let parts: Vec<String> = [amounts.quantity.map(grouped), amounts.value.map(grouped)]
            .into_iter()
            .flatten()
            .collect();
        parts.join(", ")
    };
    match request {
        Asked::Correct {
            licence,
            line,
            amounts,
            cause,
            ..
        } => (
            format!(
                "{} {licence}, {} {line}{}{}",
                w.pick("correct", "更正"),
                w.line(),
                w.colon(),
                both(amounts)
            ),
            cause.clone(),
        ),
        Asked::Amend { licence, cause, .. } => (
            format!("{} {licence}", w.pick("amend", "修改")),
            cause.clone(),
        ),
        Asked::Reinstate { licence, cause } => (
            format!("{} {licence}", w.pick("lift the suspension of", "恢复")),
            cause.clone(),
        ),
        Asked::Waive { duty, cause } => (
            format!("{} {duty}", w.pick("waive duty", "豁免义务")),
            cause.clone(),
        ),
        Asked::Lift { hold, cause } => (
            format!("{} {hold}", w.pick("lift hold", "解除留存")),
            cause.clone(),
        ),
        Asked::Purge {
            licence,
            years,
            cites,
        } => (
            format!("{} {licence}", w.pick("purge", "清除")),
            format!("{years}, {cites}"),
        ),
        other => (other.verb().name().to_owned(), String::new()),
    }
}

fn shown(w: Words, desk: &Desk, one: &Proposal) -> Shown {
    let (what, cause) = words(w, &one.request);
    Shown {
        id: one.id.clone(),
        by: one.by.clone(),
        on: one.on.to_string(),
        what,
        cause,
        own: desk.who.as_ref().is_some_and(|who| who.name == one.by),
        settled: match &one.state {
            ProposalState::Open => None,
            ProposalState::Approved { by } => Some(format!("{} {by}", w.approved_by())),
            ProposalState::Rejected { by, cause } => {
                Some(format!("{} {by}{}{cause}", w.rejected_by(), w.colon()))
            }
        },
        once: once(),
    }
}

pub(super) async fn all(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Query(asked): Query<Look>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    match service.desk.with(desk.who.as_ref(), Register::proposals) {
        Ok(proposals) => {
            let w = reader.words;
            let (open, settled) = proposals
                .iter()
                .rev()
                .map(|one| shown(w, &desk, one))
                .partition(|one| one.settled.is_none());
            page(&Proposals {
                frame: Frame::new(reader, Section::Licences, w.proposals_title(), "/proposals"),
                told: asked.told,
                open,
                settled,
                desk,
            })
        }
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}

/// A second person agrees, or does not.
pub(super) async fn settle(
    State(service): State<Arc<Service>>,
    reader: Reader,
    Path(proposal): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    let done = async {
        let form = desk.form(body).await?;
        let asked = match form.one("do") {
            "approve" => Asked::Approve { proposal },
            _ => Asked::Reject {
                proposal,
                cause: form.one("cause").to_owned(),
            },
        };
        desk.perform(&service, None, &form, &asked)
    };
    match done.await {
        Ok(done) => back("/proposals", &told(reader.words, &done)),
        Err(problem) => trouble(reader, Section::Licences, &problem),
    }
}
