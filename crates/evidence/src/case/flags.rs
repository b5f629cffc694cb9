//! The catalogue of red flags that the Bureau of Industry and Security gives: supplement no. 3 to
//! part 732 of its regulations, in our own words.

/// A red flag of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RedFlag {
    /// Its number in the supplement.
    pub number: u8,
    /// What it is, in our own words.
    pub what: &'static str,
}

/// Where the catalogue stands.
pub const RED_FLAGS_SOURCE: &str = "15 CFR part 732, supplement no. 3";
/// Through which day the catalogue was looked at. Numbers 1 to 19 are the older ones; 20 to 29 were
/// added from December 2024 on and were read from a summary of the text of this day.
pub const RED_FLAGS_READ_THROUGH: &str = "2025-11-12";

/// The catalogue, in the order of its numbers.
pub const RED_FLAGS: [RedFlag; 29] = [
    flag(
        1,
        "the customer or its agent will not say what the goods are for",
    ),
    flag(2, "what the goods can do does not suit what the buyer does"),
    flag(
        3,
        "the goods do not suit the technical level of the country that they go to",
    ),
    flag(4, "little or nothing is known of the customer's business"),
    flag(
        5,
        "the customer would pay cash for something dear that is usually financed",
    ),
    flag(
        6,
        "the customer does not know how the goods perform, and wants them all the same",
    ),
    flag(
        7,
        "installation, training or maintenance that usually goes with the goods is declined",
    ),
    flag(
        8,
        "the days of delivery are vague, or the place is out of the way",
    ),
    flag(9, "a freight forwarder is named as where the goods end"),
    flag(
        10,
        "the route is not the usual one for such goods and such a destination",
    ),
    flag(
        11,
        "the packaging does not suit the way of shipment or the destination",
    ),
    flag(
        12,
        "asked whether the goods stay, leave or go on, the buyer evades or is unclear",
    ),
    flag(
        13,
        "more parts of the 9x515 or 600 series are ordered than the known end items in the country need",
    ),
    flag(
        14,
        "something points to a 9x515 or 600 series item going on to a country of group D:5",
    ),
    flag(
        15,
        "before 7 October 2022 the customer advertised that it could develop or make advanced-node integrated circuits",
    ),
    flag(
        16,
        "the goods are mostly or only used to make advanced-node integrated circuits, whatever the customer says",
    ),
    flag(
        17,
        "the customer is known to develop or make items for companies in Macau or group D:5 that have to do with supercomputers",
    ),
    flag(
        18,
        "it is known that the customer means to develop or make supercomputers or integrated circuits that § 744.23 restricts",
    ),
    flag(
        19,
        "an advanced integrated circuit of more than 50 billion transistors with high-bandwidth memory is made for a company with its head office in Macau or group D:5",
    ),
    flag(
        20,
        "a plant that makes no advanced-node integrated circuits orders equipment that it would need for them only",
    ),
    flag(
        21,
        "it is not clear who will own or use the goods in the end, such as when equipment goes to a distributor that makes nothing",
    ),
    flag(
        22,
        "a licence was needed at an earlier stage and was probably not obtained",
    ),
    flag(
        23,
        "service, installation or an upgrade is asked for an item that was changed after export for a more advanced use",
    ),
    flag(
        24,
        "the leading people of a new customer are those of a party on the Entity List",
    ),
    flag(
        25,
        "a new customer asks for what was designed or changed for a customer that is now on the Entity List",
    ),
    flag(
        26,
        "foreign-made equipment of category 3B holds an integrated circuit and may fall under the foreign direct product rules",
    ),
    flag(
        27,
        "the plant of the end user is physically joined to one that makes advanced-node integrated circuits",
    ),
    flag(
        28,
        "computing is provided with which a model of artificial intelligence of ECCN 4E091 may be trained for a company from outside the listed destinations",
    ),
    flag(
        29,
        "a party on the Entity List or the military end-user list is known to own part of a party: find out how much",
    ),
];

const fn flag(number: u8, what: &'static str) -> RedFlag {
    RedFlag { number, what }
}

/// The flag of the catalogue that a case file names: `9`. None for one's own.
pub fn red_flag(catalogue: &str) -> Option<&'static RedFlag> {
    let number: u8 = catalogue.trim().parse().ok()?;
    RED_FLAGS.iter().find(|one| one.number == number)
}
