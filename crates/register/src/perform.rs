//! Doing what was asked: one function for each request, all within one transaction.

mod assurances;
mod duties;
mod keeping;
mod ledger;
mod licences;
mod people;

pub(crate) use ledger::into_line;

use crate::acting::Verb;
use crate::duty::WorkingDays;
use crate::error::{RegisterError, Result};
use crate::request::{Done, Proposal, ProposalState, Request};
use crate::writing::Writing;

/// Does what was asked, or writes down that somebody asks for it where it takes two.
pub(crate) fn perform(
    writing: &mut Writing<'_>,
    request: &Request,
    calendars: &dyn WorkingDays,
) -> Result<Done> {
    let mut done = Done::default();
    match request {
        Request::Person { name, roles } => people::person(writing, name, roles)?,
        Request::Approve { proposal } => approve(writing, proposal, calendars, &mut done)?,
        Request::Reject { proposal, cause } => reject(writing, proposal, cause)?,
        request => {
            let person = writing.must_be_allowed(request.verb())?;
            if request.verb().takes_two() {
                person.must_be_allowed(Verb::Propose)?;
                done.proposal = Some(propose(writing, request, calendars)?);
            } else {
                apply(writing, request, calendars, None, &mut done)?;
            }
        }
    }
    done.events.clone_from(&writing.events);
    Ok(done)
}

fn apply(
    writing: &mut Writing<'_>,
    request: &Request,
    calendars: &dyn WorkingDays,
    note: Option<&str>,
    done: &mut Done,
) -> Result<()> {
    match request {
        Request::Person { .. } | Request::Approve { .. } | Request::Reject { .. } => Err(
            RegisterError::Wrong("a proposal cannot hold this request".to_owned()),
        ),
        Request::Record { licence } => licences::record(writing, licence),
        Request::Import { licences } => licences::import(writing, licences, calendars, done),
        Request::Issue { licence } => licences::issue(writing, licence, calendars, done),
        Request::Suspend { licence, cause } => licences::suspend(writing, licence, cause),
        Request::Reinstate { licence, cause } => licences::reinstate(writing, licence, cause, note),
        Request::Surrender { licence, cause } => {
            licences::surrender(writing, licence, cause.as_deref())
        }
        Request::Revoke { licence, cause } => licences::revoke(writing, licence, cause, done),
        Request::Supersede { licence, successor } => {
            licences::supersede(writing, licence, successor, done)
        }
        Request::Amend {
            licence,
            amended,
            cause,
        } => licences::amend(writing, licence, amended, cause, note),
        Request::Reserve {
            licence,
            line,
            amounts,
            shipment,
            declaration,
        } => ledger::reserve(
            writing,
            licence,
            *line,
            amounts,
            shipment,
            declaration.as_deref(),
            done,
        ),
        Request::Draw {
            licence,
            line,
            amounts,
            shipment,
            declaration,
            reservation,
        } => {
            let named = ledger::Named {
                shipment: shipment.as_deref(),
                declaration: declaration.as_deref(),
                reservation: *reservation,
            };
            ledger::draw(writing, licence, *line, amounts, named, calendars, done)
        }
        Request::Release {
            licence,
            line,
            amounts,
            shipment,
            declaration,
            reservation,
            cause,
        } => {
            let named = ledger::Named {
                shipment: shipment.as_deref(),
                declaration: declaration.as_deref(),
                reservation: *reservation,
            };
            ledger::release(
                writing,
                licence,
                *line,
                amounts,
                named,
                cause.as_deref(),
                done,
            )
        }
        Request::Correct {
            licence,
            line,
            amounts,
            cause,
            shipment,
            declaration,
        } => {
            let named = ledger::Named {
                shipment: shipment.as_deref(),
                declaration: declaration.as_deref(),
                reservation: None,
            };
            ledger::correct(writing, licence, *line, amounts, cause, named, note, done)
        }
        Request::Duties { duties } => duties::add(writing, duties, done),
        Request::Discharge { duty, proof } => duties::discharge(writing, duty, proof),
        Request::Waive { duty, cause } => duties::waive(writing, duty, cause, note),
        Request::Assure { assurance } => assurances::assure(writing, assurance),
        Request::Retract { assurance, cause } => assurances::retract(writing, assurance, cause),
        Request::Lean { reliance } => assurances::lean(writing, reliance),
        Request::Hold { hold } => keeping::hold(writing, hold),
        Request::Lift { hold, cause } => keeping::lift(writing, hold, cause, note),
        Request::Purge {
            licence,
            years,
            cites,
        } => keeping::purge(writing, licence, *years, cites, note),
    }
}

/// Writes down what somebody asks for, if it could be done now.
fn propose(
    writing: &mut Writing<'_>,
    request: &Request,
    calendars: &dyn WorkingDays,
) -> Result<String> {
    writing.try_out(|writing| apply(writing, request, calendars, None, &mut Done::default()))?;
    let id = format!("P{}", writing.next()?);
    let proposal = Proposal {
        id: id.clone(),
        by: writing.acting.by.clone(),
        on: writing.acting.on,
        request: Box::new(request.clone()),
        state: ProposalState::Open,
    };
    writing.put(
        Verb::Propose,
        "proposal",
        &id,
        &proposal,
        Some(request.verb().name()),
    )?;
    Ok(id)
}

fn open_proposal(writing: &mut Writing<'_>, id: &str) -> Result<Proposal> {
    let found: Option<(Proposal, i64, String)> = writing.latest("proposal", id)?;
    let Some((proposal, _, _)) = found else {
        return Err(RegisterError::NotFound {
            what: "proposal",
            id: id.to_owned(),
        });
    };
    if proposal.state != ProposalState::Open {
        return Err(RegisterError::refused(
            "proposal-settled",
            format!("proposal `{id}` was settled before"),
        ));
    }
    Ok(proposal)
}

fn approve(
    writing: &mut Writing<'_>,
    id: &str,
    calendars: &dyn WorkingDays,
    done: &mut Done,
) -> Result<()> {
    let person = writing.must_be_allowed(Verb::Approve)?;
    let mut proposal = open_proposal(writing, id)?;
    person.must_be_allowed(proposal.request.verb())?;
    if proposal.by == person.name {
        return Err(RegisterError::refused(
            "four-eyes",
            format!(
                "proposal `{id}` is by `{}`, who cannot agree to it as well",
                person.name
            ),
        )
        .with_help("somebody else approves it: `--by NAME`"));
    }
    let note = format!("{id}, proposed by {}", proposal.by);
    apply(writing, &proposal.request, calendars, Some(&note), done)?;
    proposal.state = ProposalState::Approved {
        by: person.name.clone(),
    };
    writing.put(Verb::Approve, "proposal", id, &proposal, None)?;
    Ok(())
}

fn reject(writing: &mut Writing<'_>, id: &str, cause: &str) -> Result<()> {
    let person = writing.must_be_allowed(Verb::Reject)?;
    let mut proposal = open_proposal(writing, id)?;
    proposal.state = ProposalState::Rejected {
        by: person.name,
        cause: given(cause)?,
    };
    writing.put(Verb::Reject, "proposal", id, &proposal, None)?;
    Ok(())
}

/// A cause that says something.
fn given(cause: &str) -> Result<String> {
    let cause = cause.trim();
    if cause.is_empty() {
        return Err(RegisterError::refused("cause-missing", "no cause is given")
            .with_help("say why with `--cause`"));
    }
    Ok(cause.to_owned())
}
