//! `exeat licence reserve|draw|release|correct`.

use clap::Args;
use exeat_register::{Amounts, Request};
use exeat_value::{Money, Quantity};

use super::Place;
use crate::console::Console;
use crate::failure::Outcome;

/// How much, and of what.
#[derive(Debug, Args)]
struct Booked {
    /// The licence's number
    #[arg(value_name = "NUMBER")]
    licence: String,
    /// Its line
    #[arg(long, value_name = "N", default_value_t = 1)]
    line: u32,
    /// How much, with its unit, such as '500 kg'
    #[arg(long, value_name = "QUANTITY", allow_hyphen_values = true)]
    quantity: Option<Quantity>,
    /// For how much money, such as '12000 CNY'
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    value: Option<Money>,
    /// The customs declaration
    #[arg(long, value_name = "REFERENCE")]
    declaration: Option<String>,
}

impl Booked {
    fn amounts(&self) -> Amounts {
        Amounts {
            quantity: self.quantity,
            value: self.value,
        }
    }

    fn words(&self, verb: &str) -> String {
        let amounts: Vec<String> = [
            self.quantity.map(|one| one.to_string()),
            self.value.map(|one| one.to_string()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let amounts = if amounts.is_empty() {
            "what was reserved".to_owned()
        } else {
            amounts.join(" and ")
        };
        format!(
            "{verb} {amounts} on licence {} line {}",
            self.licence, self.line
        )
    }
}

/// A declaration is lodged: set something aside, so that nobody else uses it
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence reserve 26AC000123 --quantity '500 kg' --shipment S-17 --declaration 26CN0417")]
pub(crate) struct Reserve {
    #[command(flatten)]
    booked: Booked,
    /// The shipment
    #[arg(long, value_name = "NAME")]
    shipment: String,
}

impl Reserve {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = self.booked.words("reserved");
        let request = Request::Reserve {
            amounts: self.booked.amounts(),
            licence: self.booked.licence,
            line: self.booked.line,
            shipment: self.shipment,
            declaration: self.booked.declaration,
        };
        place.perform(&request, &words, console)
    }
}

/// How much, and of which reservation.
#[derive(Debug, Args)]
struct Reserved {
    #[command(flatten)]
    booked: Booked,
    /// The shipment
    #[arg(long, value_name = "NAME")]
    shipment: Option<String>,
    /// The reservation, by the number of its entry
    #[arg(long, value_name = "N")]
    reservation: Option<i64>,
}

/// Customs have released the goods: draw what was reserved, or what is free
#[derive(Debug, Args)]
#[command(after_help = "\
It draws from the open reservation of the same declaration, or else of the same shipment, all of it
where no amount is given; where nothing was reserved, from what is free.

Example:
  exeat licence draw 26AC000123 --declaration 26CN0417")]
pub(crate) struct Draw {
    #[command(flatten)]
    of: Reserved,
}

impl Draw {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let Reserved {
            booked,
            shipment,
            reservation,
        } = self.of;
        let words = booked.words("drawn");
        let request = Request::Draw {
            amounts: booked.amounts(),
            licence: booked.licence,
            line: booked.line,
            shipment,
            declaration: booked.declaration,
            reservation,
        };
        place.perform(&request, &words, console)
    }
}

/// A declaration is cancelled: what was reserved may be used again
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence release 26AC000123 --declaration 26CN0417")]
pub(crate) struct Release {
    #[command(flatten)]
    of: Reserved,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: Option<String>,
}

impl Release {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let Reserved {
            booked,
            shipment,
            reservation,
        } = self.of;
        let words = booked.words("released");
        let request = Request::Release {
            amounts: booked.amounts(),
            licence: booked.licence,
            line: booked.line,
            shipment,
            declaration: booked.declaration,
            reservation,
            cause: self.cause,
        };
        place.perform(&request, &words, console)
    }
}

/// The ledger was wrong: add to what was drawn, or take from it; this takes two people
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence correct 26AC000123 --quantity '-20 kg' --cause 'weighed again, see note 4'")]
pub(crate) struct Correct {
    #[command(flatten)]
    booked: Booked,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: String,
    /// The shipment
    #[arg(long, value_name = "NAME")]
    shipment: Option<String>,
}

impl Correct {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = self.booked.words("corrected by");
        let request = Request::Correct {
            amounts: self.booked.amounts(),
            licence: self.booked.licence,
            line: self.booked.line,
            cause: self.cause,
            shipment: self.shipment,
            declaration: self.booked.declaration,
        };
        place.perform(&request, &words, console)
    }
}
