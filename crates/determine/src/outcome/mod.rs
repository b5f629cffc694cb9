//! The determination: what came out, why, and what would decide.
//!
//! These types are the JSON of the contract: keys in order, numbers as decimal strings, and nothing that depends on
//! the run, so that the same inputs give the same bytes. The large ones declare their fields in the order of their
//! keys, so that nothing has to be moved when they are written.

mod proof;

use std::sync::Arc;

use exeat_law::model::{Confidence, CoverageLine, Duty, ProvisionId, Review, Text};
use exeat_value::Day;
use serde::{Deserialize, Serialize};

pub use exeat_law::verdict::Verdict;
pub use proof::{Evidence, FactShown, Joins, LimbProof, ProvisionProof, Standing, TimeShown};

pub use crate::canonical::CaseRecord;

/// The answer for a whole transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Determination {
    /// Whether those are all that the rulebooks model.
    pub all_jurisdictions: bool,
    /// The case as it was determined, so that a determination can be replayed from itself.
    pub case: CaseRecord,
    /// What the law of one state demands and that of another forbids. No verdict follows from it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<ConflictShown>,
    /// How far the law is modelled, one statement for each jurisdiction looked at.
    pub coverage: Vec<CoverageShown>,
    /// The engine and its version.
    pub engine: String,
    /// The day of the event.
    pub event_date: Day,
    /// `sha256:` of the facts.
    pub facts: String,
    /// The version of this format.
    pub format: u32,
    /// `sha256:` over what was asked, of which law, and what came out; the same with proofs and without.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The jurisdictions looked at, by code.
    pub jurisdictions: Vec<String>,
    /// The day from which it was looked at.
    pub known_at: Day,
    /// The day whose law was applied.
    pub law_date: Day,
    /// One answer for each line.
    pub lines: Vec<LineDetermination>,
    /// What was not looked at although it may matter.
    pub not_looked_at: Vec<NotLookedAt>,
    /// The worst verdict of all lines and jurisdictions looked at, or `undetermined` where nothing stops it but the
    /// law of the place it leaves from was not looked at.
    pub overall: Verdict,
    /// `sha256:` of the rulebooks.
    pub rulebook: String,
    /// The sources that the facts cite.
    pub sources: Vec<SourceShown>,
    /// The transaction's title.
    pub title: String,
}

/// A law that was not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotLookedAt {
    /// The country or jurisdiction.
    pub jurisdiction: String,
    /// Its name.
    pub name: Text,
    /// Why it may matter, as a stable word: `departure`, `destination`, `exporter`, `not_asked_for`.
    pub why: String,
}

/// The answer for one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineDetermination {
    /// The item's name.
    pub item: String,
    /// The line's number in the document.
    pub line: u32,
    /// One verdict for each jurisdiction looked at; lines of one item share theirs.
    pub verdicts: Arc<[JurisdictionVerdict]>,
}

/// The answer for one line under one jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JurisdictionVerdict {
    /// The authorities that a licence comes from, for the rules that apply or may apply.
    pub authority: Vec<AuthorityShown>,
    /// Where the open questions are too many to combine: `possible` may then hold more than can come about.
    #[serde(skip_serializing_if = "is_false")]
    pub bounded: bool,
    /// Contested facts and readings, and whether the quarrel matters here.
    pub contested: Vec<ContestShown>,
    /// Warnings about the law itself: `law not verified after …`, instruments of low confidence.
    pub coverage: VerdictCoverage,
    /// The facts that would settle it.
    pub decisive: Decisive,
    /// The provisions on which the verdict rests: those that demand what it says, that free from it, or, where it is
    /// open, that may do so. Not written: the proof says the same, with the reasons.
    #[serde(skip)]
    pub deciding: Vec<ProvisionId>,
    /// Duties that come with the verdict.
    pub duties: Vec<DutyShown>,
    /// Licence exceptions and general licences that cover, or may cover, what would need a licence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ExceptionShown>,
    /// The jurisdiction's code.
    pub jurisdiction: String,
    /// The verdicts that remain possible, worst first; more than one only for `undetermined`.
    pub possible: Vec<Verdict>,
    /// Presumed readings on which the verdict rests.
    pub presumed: Vec<PresumedShown>,
    /// Every provision of the jurisdiction, those that decide first. Where its law does not reach the transaction, only
    /// the rules that would not apply even if it did, because of their days or of a list on which the item is not.
    pub proof: Vec<ProvisionProof>,
    /// Whether its law reaches the transaction, and why; left out with the proof, and where it reaches every one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach: Option<LimbProof>,
    /// How applications are reviewed.
    pub review_policy: ReviewShown,
    /// The verdict.
    pub verdict: Verdict,
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// An authority.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AuthorityShown {
    /// Short name.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_zh: Option<String>,
}

/// A licence exception or general licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExceptionShown {
    /// Its name.
    pub name: Text,
    /// The provision, as `instrument.name`.
    pub provision: String,
    /// Citations.
    pub cites: Vec<String>,
    /// Whether its conditions certainly hold; otherwise open facts decide.
    pub certain: bool,
}

/// The review policies that apply, and those that may.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ReviewShown {
    /// The strictest that certainly applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Review>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<String>,
    /// Stricter ones that open facts may bring.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<Review>,
    /// Where those stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub possible_provisions: Vec<String>,
}

/// A duty and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyShown {
    /// The duty.
    #[serde(flatten)]
    pub duty: Duty,
    /// The provision, as `instrument.name`.
    pub provision: String,
    /// Its citation, such as `CN.MOFCOM.2025-61 §7`.
    pub cites: String,
    /// Whether it certainly applies; otherwise open facts decide.
    pub certain: bool,
    /// When what is to be done by a day is to be done, where the case states from when that runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<DueShown>,
    /// Through when what is to be kept is to be kept, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<DueShown>,
}

/// When a period ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueShown {
    /// The day from which it runs, which does not count.
    pub after: Day,
    /// Its last day, where that could be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// Whose working days were counted: a jurisdiction's or an authority's, by its short name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Why the last day could not be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_counted: Option<NotCounted>,
    /// The first day that the calendar knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar_from: Option<Day>,
    /// The last day that the calendar knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar_through: Option<Day>,
    /// How many of the working days fall within the calendar, where not all do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<u32>,
}

/// Why the end of a period could not be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// Nobody has looked up the working days of that place.
    NoCalendar,
    /// The calendar begins later.
    BeforeCalendar,
    /// The calendar ends earlier.
    BeyondCalendar,
}

/// What the law of one state demands and that of another forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictShown {
    /// Its name, as `instrument.name`.
    pub conflict: String,
    /// What cannot be had together.
    pub title: Text,
    /// The two sides.
    pub between: [SideOfConflict; 2],
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Text>,
    /// Citations.
    pub cites: Vec<String>,
    /// The lines on which both sides certainly stand.
    pub lines: Vec<u32>,
    /// The lines on which open facts decide whether both stand.
    pub open_lines: Vec<u32>,
    /// How sure we are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// One side of a conflict of laws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideOfConflict {
    /// Whose law.
    pub jurisdiction: String,
    /// What it demands or forbids: the provisions that stand, or may stand, on some line.
    pub provisions: Vec<ProvisionOfConflict>,
}

/// A provision that is in conflict with another state's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvisionOfConflict {
    /// The provision, as `instrument.name`.
    pub provision: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Citations.
    pub cites: Vec<String>,
}

/// A presumption that the verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PresumedShown {
    /// The reading.
    pub reading: String,
    /// What is in question.
    pub question: Text,
    /// The alternative that is presumed.
    pub presumed: String,
    /// Why.
    pub why: Text,
    /// What the verdicts would be if it were read otherwise.
    pub otherwise: Vec<Verdict>,
    /// Citations.
    pub cites: Vec<String>,
}

/// What would settle an open verdict.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Decisive {
    /// The cheapest sets of answers each of which alone settles it, cheapest first.
    pub shortest: Vec<Vec<Answer>>,
    /// For each of those, the verdict it gives.
    pub gives: Vec<Verdict>,
    /// The facts which, once known, decide whatever their answers are.
    pub guaranteed: Vec<Question>,
    /// Where the open questions are too many to combine: there may be other answers that settle it, and shorter ones,
    /// and which facts decide in any case is not told.
    #[serde(skip_serializing_if = "is_false")]
    pub in_part: bool,
}

/// What an open question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A fact of the case.
    Fact,
    /// A share of components in a whole.
    Share,
    /// Whether components that were not listed change the answer.
    Undisclosed,
    /// How the law is to be read.
    Reading,
    /// Law that is not in the rulebook.
    Gap,
}

/// One open question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Question {
    /// The fact's path as a document writes it (`item.content.Th`), or the name of the reading or gap.
    pub fact: String,
    /// Of what: the item's identity in the document where it is not the line's own item; the party's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What kind of question.
    pub kind: QuestionKind,
    /// The question in English.
    pub question: String,
    /// The question in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question_zh: Option<String>,
    /// The cost of asking: 1 a document at hand, 3 the supplier, 10 a laboratory, 30 an authority.
    pub cost: u32,
    /// Whether the fact is contested rather than unknown.
    pub contested: bool,
}

/// One answer to one open question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Answer {
    /// The question.
    #[serde(flatten)]
    pub question: Question,
    /// The answer, as the rulebooks write it (`is at least 0.1 %`, `is none of CN, HK`).
    pub is: String,
}

/// A contested fact or reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContestShown {
    /// The question.
    #[serde(flatten)]
    pub question: Question,
    /// Whether the quarrel changes the answer here.
    pub matters: bool,
    /// Each side, and what would follow if it were right.
    pub sides: Vec<SideShown>,
}

/// One side of a quarrel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideShown {
    /// The value, or the reading's alternative.
    pub is: String,
    /// Why, for a reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// The verdicts that remain possible if this side is right, worst first.
    pub gives: Vec<Verdict>,
    /// The statements behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Evidence>,
    /// How many independent origins assert it: outlets that repeat one briefing count once.
    pub origins: usize,
}

/// Warnings about the law itself that belong to one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct VerdictCoverage {
    /// The law was checked through this day; the law date is later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_verified_after: Option<Day>,
    /// Instruments that the verdict turns on and that were checked only through an earlier day than the law date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instruments_not_verified: Vec<InstrumentNotVerified>,
    /// The lowest confidence among the provisions that decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// An instrument that was checked only through an earlier day than the law date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct InstrumentNotVerified {
    /// The instrument.
    pub instrument: String,
    /// The last day that somebody checked.
    pub verified_through: Day,
}

/// How far a jurisdiction's law is modelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageShown {
    /// The jurisdiction.
    pub jurisdiction: String,
    /// Its name.
    pub name: Text,
    /// The last day for which somebody checked its law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_through: Option<Day>,
    /// The statements, by instrument.
    pub instruments: Vec<InstrumentCoverage>,
}

/// How far an instrument is modelled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InstrumentCoverage {
    /// The instrument; none for the jurisdiction as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<String>,
    /// The lines.
    pub lines: Vec<CoverageLine>,
}

/// A source that statements cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceShown {
    /// Its identity in the document.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The origin that it repeats, where several sources have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}
