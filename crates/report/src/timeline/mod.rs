//! The timeline: when provisions bind, drawn as text and as a picture.

mod axis;
mod svg;
mod text;

use exeat_determine::Determination;
use exeat_determine::outcome::Standing;
use exeat_law::model::{Provision, ProvisionId, Rulebook};
use exeat_law::time::{TimeState, Timeline, TimelineEntry};
use exeat_value::{Day, Span};

use crate::words::{Language, Words};

pub use svg::{STYLE as TIMELINE_STYLE, Svg, timeline_svg};
pub use text::timeline_text;

/// How a timeline is to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineOptions {
    /// The language.
    pub language: Language,
    /// The width of the text in columns; a picture has its own measure.
    pub width: usize,
    /// Whether to colour the text, for a terminal.
    pub color: bool,
    /// The days to show; by default from a month before the first change to three months after the last one.
    pub window: Option<Span>,
    /// Days to mark, such as that of the event, each with its name.
    pub marks: Vec<(Day, String)>,
    /// The heading; by default one that names the day of knowledge.
    pub title: Option<String>,
}

impl Default for TimelineOptions {
    fn default() -> Self {
        Self {
            language: Language::En,
            width: 100,
            color: false,
            window: None,
            marks: Vec::new(),
            title: None,
        }
    }
}

/// The provisions that an answer turns on, in the order of the answer, each once.
#[must_use]
pub fn deciding_provisions(rulebook: &Rulebook, determination: &Determination) -> Vec<ProvisionId> {
    let mut provisions = Vec::new();
    for proof in determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
        .flat_map(|verdict| &verdict.proof)
        .filter(|proof| proof.standing != Standing::Fails)
    {
        let id = rulebook.find_provision(&format!("{}.{}", proof.instrument, proof.provision));
        if let Some(id) = id.or_else(|| rulebook.find_provision(&proof.provision))
            && !provisions.contains(&id)
        {
            provisions.push(id);
        }
    }
    provisions
}

/// The states that are drawn, each in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    InForce,
    Contested,
    Suspended,
    NotYet,
    NotKnown,
    Ended,
}

impl Look {
    /// In the order of the legend.
    const ALL: [Self; 6] = [
        Self::InForce,
        Self::NotYet,
        Self::Suspended,
        Self::Contested,
        Self::Ended,
        Self::NotKnown,
    ];

    /// In order of weight: where a cell of text covers several, the first one shows.
    const BY_WEIGHT: [Self; 6] = [
        Self::Contested,
        Self::InForce,
        Self::Suspended,
        Self::NotYet,
        Self::NotKnown,
        Self::Ended,
    ];

    fn of(state: &TimeState) -> Self {
        match state {
            TimeState::InForce => Self::InForce,
            TimeState::Contested(_) => Self::Contested,
            TimeState::Suspended { .. } => Self::Suspended,
            TimeState::NotYet { .. } => Self::NotYet,
            TimeState::NotKnown { .. } => Self::NotKnown,
            TimeState::Ended { .. } => Self::Ended,
        }
    }

    fn word(self, words: Words) -> &'static str {
        match self {
            Self::InForce => words.in_force(),
            Self::Contested => words.contested(),
            Self::Suspended => words.suspended(),
            Self::NotYet => words.not_yet(),
            Self::NotKnown => words.not_known(),
            Self::Ended => words.ended(),
        }
    }
}

/// Stretches that look alike and follow one another, as one.
fn stretches(entry: &TimelineEntry) -> Vec<(Span, Look)> {
    let mut stretches: Vec<(Span, Look)> = Vec::new();
    for span in entry.spans.iter().filter(|span| !span.days.is_empty()) {
        let look = Look::of(&span.state);
        match stretches.last_mut() {
            Some((last, same)) if *same == look && last.until == Some(span.days.from) => {
                last.until = span.days.until;
            }
            _ => stretches.push((span.days, look)),
        }
    }
    stretches
}

/// The citation of a provision, and what it is about.
fn names(rulebook: &Rulebook, words: Words, provision: &Provision) -> (String, String) {
    let instrument = rulebook.instrument(provision.instrument);
    let anchor = provision
        .cites
        .iter()
        .find(|cite| cite.instrument == instrument.name);
    let cite = match anchor.and_then(|cite| cite.anchor.as_ref()) {
        Some(anchor) => format!("{} {anchor}", instrument.name),
        None => format!("{} {}", instrument.name, provision.name),
    };
    let title = match &provision.title {
        Some(title) => words.of(title),
        None => match anchor.and_then(|cite| cite.words.clone()) {
            Some(own) => own,
            None => provision.name.replace('-', " "),
        },
    };
    (cite, title)
}

/// What the whole of a provision's stretches amounts to, where that is worth a line.
fn remark(words: Words, entry: &TimelineEntry) -> Option<&'static str> {
    let stretches = stretches(entry);
    let first_suspended = stretches
        .iter()
        .position(|(_, look)| *look == Look::Suspended);
    let first_operated = stretches
        .iter()
        .position(|(_, look)| *look == Look::InForce);
    match (first_suspended, first_operated) {
        (Some(suspended), Some(operated)) if operated < suspended => None,
        (Some(_), _) => Some(words.never_before_suspension()),
        (None, Some(_)) if !stretches.iter().any(|(_, look)| *look == Look::Contested) => {
            Some(words.never_suspended())
        }
        _ => None,
    }
}

/// The days to show: those asked for, or all changes with a margin.
fn window(timeline: &Timeline, options: &TimelineOptions) -> Option<(Day, Day)> {
    let changes = timeline
        .entries
        .iter()
        .flat_map(|entry| &entry.spans)
        .flat_map(|span| [Some(span.days.from), span.days.until])
        .flatten()
        .chain(options.marks.iter().map(|(day, _)| *day));
    let (mut first, mut last): (Option<Day>, Option<Day>) = (None, None);
    for day in changes {
        first = Some(first.map_or(day, |first| first.min(day)));
        last = Some(last.map_or(day, |last| last.max(day)));
    }
    let (from, until) = match options.window {
        Some(span) => (
            Some(span.from),
            span.until.or(last.map(|last| axis::months_later(last, 3))),
        ),
        None => (
            first.map(|first| axis::months_later(axis::first_of_month(first), -1)),
            last.map(|last| axis::months_later(axis::first_of_month(last), 4)),
        ),
    };
    match (from, until) {
        (Some(from), Some(until)) if from < until => Some((from, until)),
        (Some(from), _) => Some((from, axis::months_later(from, 12))),
        _ => None,
    }
}
