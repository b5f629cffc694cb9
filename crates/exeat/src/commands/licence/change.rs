//! `exeat licence issue|suspend|reinstate|surrender|revoke|supersede|amend`, and what takes two people.

use std::path::PathBuf;

use clap::Args;
use exeat_register::tables::imported;
use exeat_register::{ProposalState, Request};

use super::Place;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::register::failed;
use crate::tables::{Book, wrong};

/// Write down that the authority has issued a draft
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence issue 26AC000123 --on 2026-01-05")]
pub(crate) struct Issue {
    /// Its number
    #[arg(value_name = "NUMBER")]
    licence: String,
}

impl Issue {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("issued {}", self.licence);
        let request = Request::Issue {
            licence: self.licence,
        };
        place.perform(&request, &words, console)
    }
}

/// A licence and why.
#[derive(Debug, Args)]
pub(crate) struct Why {
    /// Its number
    #[arg(value_name = "NUMBER")]
    licence: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: String,
}

impl Why {
    /// Does to the licence what the request says.
    pub(crate) fn run(
        self,
        verb: &str,
        request: impl FnOnce(String, String) -> Request,
        place: &Place,
        console: &Console,
    ) -> Outcome {
        let words = format!("{verb} {}", self.licence);
        place.perform(&request(self.licence, self.cause), &words, console)
    }
}

/// Write down that a licence was given back
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence surrender 26AC000123")]
pub(crate) struct Surrender {
    /// Its number
    #[arg(value_name = "NUMBER")]
    licence: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: Option<String>,
}

impl Surrender {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("surrendered {}", self.licence);
        let request = Request::Surrender {
            licence: self.licence,
            cause: self.cause,
        };
        place.perform(&request, &words, console)
    }
}

/// Write down that another licence stands in the place of one
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence supersede 26AC000123 --with 27AC000007")]
pub(crate) struct Supersede {
    /// Its number
    #[arg(value_name = "NUMBER")]
    licence: String,
    /// The other's number
    #[arg(long, value_name = "NUMBER")]
    with: String,
}

impl Supersede {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("superseded {} with {}", self.licence, self.with);
        let request = Request::Supersede {
            licence: self.licence,
            successor: self.with,
        };
        place.perform(&request, &words, console)
    }
}

/// Write down what a licence says from now on; its ledger goes on, and this takes two people
#[derive(Debug, Args)]
#[command(after_help = "\
The file has the form of a register (`exeat licence columns`) with this one licence in it. Its number
may be another than before.

Example:
  exeat licence amend 26AC000123 amended.xlsx --cause 'amendment of 2 June'")]
pub(crate) struct Amend {
    /// Its number so far
    #[arg(value_name = "NUMBER")]
    licence: String,
    /// The workbook or folder with what it says now
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: String,
}

impl Amend {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut book = Book::open(&self.file)?;
        let licences = book.needed("licences")?;
        let lines = book.needed("lines")?;
        let parties = book.sheet("parties")?;
        let conditions = book.sheet("conditions")?;
        let found =
            imported(&licences, &lines, parties.as_ref(), conditions.as_ref()).map_err(wrong)?;
        let [one] = found.as_slice() else {
            return Err(Failure::wrong(format!(
                "`{}` holds {} licences where one is expected",
                self.file.display(),
                found.len()
            )));
        };
        if !one.used.is_empty() || one.used_shipments.is_some() {
            return Err(Failure::wrong(
                "an amended licence keeps its ledger, so nothing was used of it before",
            )
            .with_help("leave used-quantity, used-value and used-shipments empty"));
        }
        let words = format!("amended {}", self.licence);
        let request = Request::Amend {
            licence: self.licence,
            amended: one.licence.clone(),
            cause: self.cause,
        };
        place.perform(&request, &words, console)
    }
}

/// List what waits for a second person
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence proposals")]
pub(crate) struct Proposals {}

impl Proposals {
    #[expect(clippy::unused_self, reason = "every command is run alike")]
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut register = place.register.open_to_read()?;
        let mut text = String::new();
        for proposal in register.proposals().map_err(|error| failed(&error))? {
            if proposal.state == ProposalState::Open {
                let what = serde_json::to_string(&proposal.request).unwrap_or_default();
                text.push_str(&format!(
                    "{}  {}  by {}  {what}\n",
                    proposal.id, proposal.on, proposal.by
                ));
            }
        }
        if text.is_empty() {
            text.push_str("nothing waits for a second person\n");
        }
        console.say(&text)?;
        Ok(DONE)
    }
}

/// Agree to what somebody else proposed
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence approve P17 --by ben")]
pub(crate) struct Approve {
    /// The proposal
    #[arg(value_name = "PROPOSAL")]
    proposal: String,
}

impl Approve {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("approved {}", self.proposal);
        let request = Request::Approve {
            proposal: self.proposal,
        };
        place.perform(&request, &words, console)
    }
}

/// Do not agree to what somebody proposed
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence reject P17 --cause 'the scale was right' --by ben")]
pub(crate) struct Reject {
    /// The proposal
    #[arg(value_name = "PROPOSAL")]
    proposal: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: String,
}

impl Reject {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("rejected {}", self.proposal);
        let request = Request::Reject {
            proposal: self.proposal,
            cause: self.cause,
        };
        place.perform(&request, &words, console)
    }
}
