//! The end of the text report: what was not looked at, and the record.

use crate::story::{Story, UnseenGroup};

use super::layout::{Paragraph, Style, columns};
use super::{FULL_DEPTH, Report};

impl Report {
    pub(super) fn unseen(&mut self, story: &Story) {
        self.heading(self.words.unseen());
        if story.unseen.is_empty() {
            self.put(Paragraph::at(0).plain(self.words.nothing_unseen()));
        }
        for law in &story.unseen.laws {
            self.put(
                Paragraph::at(0)
                    .hang(2)
                    .plain("– ")
                    .put(Style::Yellow, law.as_str()),
            );
        }
        for warning in &story.unseen.warnings {
            self.put(
                Paragraph::at(0)
                    .hang(2)
                    .plain("– ")
                    .put(Style::Yellow, warning.as_str()),
            );
        }
        let mut groups: Vec<&UnseenGroup> = story.unseen.groups.iter().collect();
        if let Some((count, beyond)) = &story.unseen.beyond {
            if self.full {
                groups.extend(beyond);
            } else {
                let more = format!("{count} (--depth {FULL_DEPTH})");
                self.put(Paragraph::at(0).hang(2).plain("– ").put(Style::Faint, more));
            }
        }
        for group in groups {
            self.put(
                Paragraph::at(0)
                    .hang(2)
                    .put(Style::Strong, group.name.as_str()),
            );
            // What the answer does not turn on is counted, unless everything is wanted.
            let flagged = if group.decides || self.full {
                group.flagged.as_slice()
            } else {
                &[]
            };
            let words = self.words;
            let absent = group.absent.iter().map(|what| (words.absent(), what));
            let flagged_lines = flagged.iter().map(|what| (words.flagged(), what));
            for (how, what) in absent.chain(flagged_lines) {
                self.put(
                    Paragraph::at(2)
                        .hang(4)
                        .plain("– ")
                        .put(Style::Faint, format!("{how}{}", self.words.colon()))
                        .plain(what.as_str()),
                );
            }
            let left = group.flagged.len().saturating_sub(flagged.len());
            if left > 0 {
                let count = self.words.flagged_count(left);
                self.put(
                    Paragraph::at(2)
                        .hang(4)
                        .plain("– ")
                        .put(Style::Faint, count),
                );
            }
        }
    }

    pub(super) fn record(&mut self, story: &Story) {
        self.heading(self.words.record());
        let labels = story
            .record
            .iter()
            .map(|(label, _)| columns(label))
            .max()
            .unwrap_or(0);
        for (label, value) in &story.record {
            self.put(
                Paragraph::at(2)
                    .hang(labels + 4)
                    .put(Style::Faint, *label)
                    .tab(labels + 4)
                    .plain(value.as_str()),
            );
        }
        if self.full && !story.sources.is_empty() {
            self.heading(self.words.sources());
            for source in &story.sources {
                let mut line = Paragraph::at(2)
                    .hang(4)
                    .put(Style::Strong, source.id.as_str());
                line = line.plain(format!("{}{}", self.words.colon(), source.outlet));
                if let Some(date) = source.date {
                    line = line.plain(format!(" {date}"));
                }
                if let Some(origin) = &source.origin {
                    let (open, close) = (
                        self.words.open_parenthesis(),
                        self.words.close_parenthesis(),
                    );
                    let label = format!("{}{}", self.words.origin(), self.words.colon());
                    line = line.put(Style::Faint, format!("{open}{label}{origin}{close}"));
                }
                self.put(line);
            }
        }
    }
}
