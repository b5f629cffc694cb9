//! `exeat licence`: licences as a ledger.

mod book;
mod change;
mod duties;
mod import;
mod keep;
mod ledger;
mod list;
mod papers;
mod reconcile;
mod show;

use clap::{Args, Subcommand};
use exeat_register::{Done, Register, Request};

use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::register::{ActingOption, RegisterOption, failed};

/// Keep licences as a ledger: what was reserved, drawn and released, what is left, and what is due
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat licence import register.xlsx               take over licences from a spreadsheet
  exeat licence list                               what there is, and what is left
  exeat licence book quarter.csv                   a quarter of shipments, row by row
  exeat licence reserve 26AC000123 --quantity '500 kg' --shipment S-17 --declaration 26CN0417
  exeat licence draw 26AC000123 --declaration 26CN0417
  exeat licence duties                             what is due, and when

Each of them takes --by NAME (who acts), --on DATE (on which day) and --database WHERE (which
register: a file, or postgres://USER@HOST/NAME).")]
pub(crate) struct Licence {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

/// Which register, and who acts.
#[derive(Debug, Args)]
pub(crate) struct Place {
    #[command(flatten)]
    pub(crate) register: RegisterOption,
    #[command(flatten)]
    pub(crate) acting: ActingOption,
}

#[derive(Debug, Subcommand)]
enum What {
    Import(import::Import),
    Columns(import::Columns),
    List(list::List),
    Show(show::Show),
    Reserve(ledger::Reserve),
    Draw(ledger::Draw),
    Release(ledger::Release),
    Correct(ledger::Correct),
    Book(book::Book),
    Issue(change::Issue),
    /// Write down that the authority has suspended a licence
    #[command(after_help = "\
Example:
  exeat licence suspend 26AC000123 --cause 'letter of 4 March'")]
    Suspend(change::Why),
    /// Write down that a suspension was lifted; this takes two people
    #[command(after_help = "\
Example:
  exeat licence reinstate 26AC000123 --cause 'letter of 1 April'")]
    Reinstate(change::Why),
    Surrender(change::Surrender),
    /// Write down that the authority has taken a licence back; what is reserved is released
    #[command(after_help = "\
Example:
  exeat licence revoke 26AC000123 --cause 'decision of 9 May'")]
    Revoke(change::Why),
    Supersede(change::Supersede),
    Amend(change::Amend),
    Proposals(change::Proposals),
    Approve(change::Approve),
    Reject(change::Reject),
    Duties(duties::Duties),
    Done(duties::Discharge),
    Waive(duties::Waive),
    Reconcile(reconcile::Reconcile),
    Papers(papers::Papers),
    Usage(papers::Usage),
    Backup(keep::Backup),
    Restore(keep::Restore),
    Hold(keep::Hold),
    Lift(keep::Lift),
    Retention(keep::Retention),
    Purge(keep::Purge),
}

impl Licence {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let place = self.place;
        match self.what {
            What::Import(one) => one.run(&place, console),
            What::Columns(one) => one.run(console),
            What::List(one) => one.run(&place, console),
            What::Show(one) => one.run(&place, console),
            What::Reserve(one) => one.run(&place, console),
            What::Draw(one) => one.run(&place, console),
            What::Release(one) => one.run(&place, console),
            What::Correct(one) => one.run(&place, console),
            What::Book(one) => one.run(&place, console),
            What::Issue(one) => one.run(&place, console),
            What::Suspend(one) => one.run(
                "suspended",
                |licence, cause| Request::Suspend { licence, cause },
                &place,
                console,
            ),
            What::Reinstate(one) => one.run(
                "reinstated",
                |licence, cause| Request::Reinstate { licence, cause },
                &place,
                console,
            ),
            What::Surrender(one) => one.run(&place, console),
            What::Revoke(one) => one.run(
                "revoked",
                |licence, cause| Request::Revoke { licence, cause },
                &place,
                console,
            ),
            What::Supersede(one) => one.run(&place, console),
            What::Amend(one) => one.run(&place, console),
            What::Proposals(one) => one.run(&place, console),
            What::Approve(one) => one.run(&place, console),
            What::Reject(one) => one.run(&place, console),
            What::Duties(one) => one.run(&place, console),
            What::Done(one) => one.run(&place, console),
            What::Waive(one) => one.run(&place, console),
            What::Reconcile(one) => one.run(&place, console),
            What::Papers(one) => one.run(&place, console),
            What::Usage(one) => one.run(&place, console),
            What::Backup(one) => one.run(&place, console),
            What::Restore(one) => one.run(&place, console),
            What::Hold(one) => one.run(&place, console),
            What::Lift(one) => one.run(&place, console),
            What::Retention(one) => one.run(&place, console),
            What::Purge(one) => one.run(&place, console),
        }
    }
}

impl Place {
    /// Does something and says what became of it.
    pub(crate) fn perform(&self, request: &Request, words: &str, console: &Console) -> Outcome {
        let mut register = self.register.open_with_calendars(console)?;
        let done = self.done(&mut register, request, console)?;
        console.say(&told(words, &done))?;
        Ok(DONE)
    }

    /// Does something.
    pub(crate) fn done(
        &self,
        register: &mut Register,
        request: &Request,
        console: &Console,
    ) -> Result<Done, Failure> {
        let acting = self.acting.acting_in(register, console)?;
        register
            .perform(&acting, request)
            .map_err(|error| failed(&error))
    }
}

/// What became of a request, in words.
pub(crate) fn told(words: &str, done: &Done) -> String {
    if let Some(proposal) = &done.proposal {
        return format!(
            "{words}: this takes two people, and waits as {proposal}\n  \
             a second person agrees with: exeat licence approve {proposal} --by NAME\n"
        );
    }
    let mut text = words.to_owned();
    let entries: Vec<String> = done
        .entries
        .iter()
        .map(|entry| entry.sequence.to_string())
        .collect();
    if !entries.is_empty() && entries.len() < 10 {
        text.push_str(&format!(" (entry {})", entries.join(", ")));
    }
    text.push('\n');
    for duty in &done.duties {
        let due = match (duty.due, &duty.not_counted) {
            (Some(due), _) => format!("by {due}"),
            (None, Some(why)) => format!("by a day that could not be counted: {why}"),
            (None, None) => "without a last day".to_owned(),
        };
        text.push_str(&format!("  duty {}: {}, {due}\n", duty.id, duty.text));
    }
    text
}
