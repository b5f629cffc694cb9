//! The answers for several days, one under the other: how an answer moves with the day on which something leaves.

use exeat_determine::{Determination, Verdict};

use crate::licences::Besides;
use crate::story::{Jurisdiction, Story};

use super::layout::{Page, Paragraph, Style};
use super::{FULL_DEPTH, Report, TextOptions, verdict_style};

/// Where the answer begins: behind a day and two blanks.
const ANSWER_AT: usize = "2026-11-23".len() + 2;

/// The determinations of one transaction for several days as text: a day, its answer, and what belongs to it.
///
/// For each day stand the verdict, what to ask first where it is open, and the jurisdictions whose law reaches the
/// transaction; a jurisdiction that is asked alone is not named on each day again. The reasons stand in the report of
/// each day, [`text`](super::text()).
#[must_use]
pub fn text_of_days(determinations: &[&Determination], options: &TextOptions) -> String {
    let stories: Vec<Story> = determinations
        .iter()
        .map(|&one| Story::new(one, Besides::default(), options.language, 0))
        .collect();
    let (Some(first), Some(story)) = (determinations.first(), stories.first()) else {
        return String::new();
    };
    let mut report = Report {
        page: Page::new(options.width, options.color),
        words: story.words,
        full: options.depth >= FULL_DEPTH,
    };
    let own_law = determinations
        .iter()
        .all(|one| one.law_date == one.event_date);
    let law = (!own_law).then_some(first.law_date);
    report.put(Paragraph::at(0).put(Style::Strong, story.title.as_str()));
    let dates = report.words.dates_of_days(law, first.known_at);
    report.put(Paragraph::at(0).put(Style::Faint, dates));
    report.page.gap();
    for (determination, story) in determinations.iter().zip(&stories) {
        report.day(determination, story);
    }
    report.page.finish()
}

impl Report {
    fn day(&mut self, determination: &Determination, story: &Story) {
        self.put(
            Paragraph::at(0)
                .hang(ANSWER_AT)
                .put(Style::Strong, determination.event_date.to_string())
                .tab(ANSWER_AT)
                .put(verdict_style(story.overall), story.headline.as_str()),
        );
        for lead in &story.lead {
            self.put(
                Paragraph::at(ANSWER_AT)
                    .hang(ANSWER_AT + 2)
                    .plain(lead.plain.as_str()),
            );
        }
        let reaching: Vec<&Jurisdiction> = story
            .jurisdictions
            .iter()
            .filter(|one| {
                one.sections
                    .iter()
                    .any(|section| section.verdict != Verdict::NotReached)
            })
            .collect();
        match (determination.jurisdictions.as_slice(), reaching.as_slice()) {
            // The day's answer is this one's.
            ([_], [only]) if only.sections.len() == 1 => {
                for section in &only.sections {
                    self.besides(section, ANSWER_AT);
                }
            }
            _ => self.jurisdictions(&reaching, ANSWER_AT),
        }
    }
}
