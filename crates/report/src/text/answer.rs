//! The answer of a report: the verdict, then each jurisdiction with its own, strictest first.

use crate::story::{Jurisdiction, Section, Story};

use super::Report;
use super::layout::{Paragraph, Style, columns};
use super::verdict_style;

/// A name or a list of lines takes no more columns than this before the next begins.
const COLUMN_MAX: usize = 24;

impl Report {
    pub(super) fn answer(&mut self, story: &Story) {
        self.put(Paragraph::at(0).put(Style::Strong, story.title.as_str()));
        self.put(Paragraph::at(0).put(Style::Faint, story.dates.as_str()));
        self.page.gap();
        let headline = if self.words.chinese() {
            story.headline.clone()
        } else {
            // Only the verdict shouts, not the names of the readings that it rests on.
            let verdict = self.words.verdict(story.overall);
            let rest = story.headline.strip_prefix(verdict).unwrap_or_default();
            format!("{}{rest}", verdict.to_uppercase())
        };
        self.put(Paragraph::at(0).put(verdict_style(story.overall), headline));
        self.put(Paragraph::at(0).plain(story.meaning.as_str()));
        for lead in &story.lead {
            self.put(Paragraph::at(0).hang(2).plain(lead.plain.as_str()));
        }
        self.page.gap();
        self.jurisdictions(&story.jurisdictions.iter().collect::<Vec<_>>(), 2);
        if story.lines.len() > 1 {
            self.page.gap();
            let number = story
                .lines
                .iter()
                .map(|(line, _)| columns(&line.to_string()))
                .max()
                .unwrap_or(1);
            let from = 2 + columns(self.words.line()) + 1;
            for (line, item) in &story.lines {
                self.put(
                    Paragraph::at(2)
                        .hang(from + number + 2)
                        .put(Style::Faint, format!("{} {line}", self.words.line()))
                        .tab(from + number + 2)
                        .plain(item.as_str()),
                );
            }
        } else if let Some((_, item)) = story.lines.first() {
            self.page.gap();
            let label = format!("{}{}", self.words.item(), self.words.colon());
            self.put(
                Paragraph::at(2)
                    .hang(4)
                    .put(Style::Faint, label)
                    .plain(item.as_str()),
            );
        }
    }

    /// The answers of jurisdictions in columns, which begin at `at`.
    pub(super) fn jurisdictions(&mut self, jurisdictions: &[&Jurisdiction], at: usize) {
        let rows = || jurisdictions.iter().flat_map(|one| &one.sections);
        let names = jurisdictions
            .iter()
            .map(|one| columns(&one.name))
            .max()
            .unwrap_or(0)
            .min(COLUMN_MAX);
        let lines = rows()
            .map(|one| columns(&one.lines))
            .max()
            .unwrap_or(0)
            .min(COLUMN_MAX);
        let (second, third) = (at + names + 2, at + names + 2 + lines + 2);
        for jurisdiction in jurisdictions {
            for (index, section) in jurisdiction.sections.iter().enumerate() {
                let name = if index == 0 {
                    jurisdiction.name.as_str()
                } else {
                    ""
                };
                self.put(
                    Paragraph::at(at)
                        .hang(third)
                        .plain(name)
                        .tab(second)
                        .plain(section.lines.as_str())
                        .tab(third)
                        .put(
                            verdict_style(section.verdict),
                            section.verdict_words.as_str(),
                        ),
                );
                self.besides(section, third);
            }
        }
    }

    /// What belongs to an answer: what remains possible, who licenses, how it is reviewed, what it presumes.
    pub(super) fn besides(&mut self, section: &Section, at: usize) {
        for detail in section.possible.iter().chain(&section.details) {
            self.put(Paragraph::at(at).plain(detail.as_str()));
        }
        for (presumed, otherwise) in &section.presumed {
            self.put(Paragraph::at(at).plain(presumed.as_str()));
            self.put(Paragraph::at(at).plain(otherwise.as_str()));
        }
    }
}
