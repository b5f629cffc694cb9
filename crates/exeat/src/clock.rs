//! What day it is. Nothing below this crate can ask.

use exeat_value::Day;
use jiff::Zoned;

/// Today, where the machine stands. It serves as the known-at date when nobody gives one, and is
/// then written down in the determination; it never serves as the day of an event.
pub(crate) fn today() -> Day {
    Day::from(Zoned::now().date())
}

/// This instant, as the log of the register writes it.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().to_string()
}
