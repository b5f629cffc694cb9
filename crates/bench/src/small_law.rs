//! The one rule that every engine is given, as a rulebook of ours.

use std::sync::Arc;

use exeat_facts::Vocabulary;
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load};
use exeat_law::model::Rulebook;
use exeat_value::{Day, DayError};

/// The rule. The days are facts of the rows here, because that is the only way in which the other engines know days.
pub const TEXT: &str = "\
jurisdiction XX
  name \"Examplia\"
  authority MOT \"Ministry of Trade\"
  verified through 2026-12-31

instrument XX.2025-1
  title \"Export controls on what was made with foreign magnets\"
  of XX
  issued 2025-10-09
  in force from 2025-10-09
  verified through 2026-12-31

rule foreign-made-content
  cites §1
  licence from MOT
  when all of
    (from) shipment.date is on or after 2025-10-09
    (until) shipment.date is before 2025-11-07
    (caught) any of
      (content) share by value of components of item where (component.origin is CN and component.form is permanent-magnet-material) is at least 0.1 %
      (technology) item.made-with-chinese-rare-earth-technology
      (list) end-user.on-cn-control-list

exception disaster-relief to foreign-made-content
  cites §5
  exempt
  when end-use.purpose includes disaster-relief
";

/// The rule, read and resolved.
///
/// # Panics
/// When the rule is wrong, and there is nothing to measure.
#[must_use]
pub fn rulebook() -> Arc<Rulebook> {
    let source = SourceText {
        path: "xx/2025-1.law".to_owned(),
        text: TEXT.to_owned(),
    };
    let (rulebook, diagnostics) = load(vec![source], Vocabulary::standard());
    let errors: Vec<&str> = diagnostics
        .iter()
        .filter(|one| one.diagnostic.is_error())
        .map(|one| one.diagnostic.message.as_str())
        .collect();
    assert!(errors.is_empty(), "the small law is wrong: {errors:?}");
    Arc::new(rulebook)
}

/// The rule on a day on which it is in force.
///
/// # Errors
/// Never: the day is one of the calendar.
pub fn frozen() -> Result<FrozenLaw, DayError> {
    let day = Day::new(2026, 11, 22)?;
    Ok(FrozenLaw::new(rulebook(), day, day))
}
