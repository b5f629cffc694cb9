//! The part of a text report about the screening of parties.

use super::Report;
use super::layout::{Paragraph, Style};
use crate::story::Story;

impl Report {
    pub(super) fn screening(&mut self, story: &Story) {
        let Some(sieve) = &story.screening else {
            return;
        };
        let words = self.words;
        self.heading(words.screening());
        self.put(Paragraph::at(0).plain(sieve.terms.as_str()));
        for (name, what) in &sieve.editions {
            self.put(
                Paragraph::at(2)
                    .hang(4)
                    .plain(name.as_str())
                    .plain(words.colon())
                    .put(Style::Faint, what.as_str()),
            );
        }
        self.page.gap();
        let (open, close) = (words.open_parenthesis(), words.close_parenthesis());
        for party in &sieve.parties {
            self.put(
                Paragraph::at(0)
                    .hang(2)
                    .put(Style::Strong, party.name.as_str())
                    .plain(format!(
                        "{open}{}{close}{}{}",
                        party.roles,
                        words.colon(),
                        party.result
                    )),
            );
            for line in &party.contradicted {
                self.put(Paragraph::at(2).hang(4).put(Style::Yellow, line.as_str()));
            }
            for one in &party.matches {
                let style = if one.open {
                    Style::StrongYellow
                } else {
                    Style::Faint
                };
                self.put(
                    Paragraph::at(2)
                        .hang(4)
                        .plain("– ")
                        .put(style, one.what.as_str()),
                );
                for detail in &one.details {
                    self.put(Paragraph::at(4).put(Style::Faint, detail.as_str()));
                }
                if let Some(command) = &one.decide {
                    let label = format!("{}{}", words.decide_match(), words.colon());
                    self.put(
                        Paragraph::at(4)
                            .hang(6)
                            .put(Style::Faint, label)
                            .plain(command.as_str()),
                    );
                }
            }
        }
        if !sieve.gaps.is_empty() {
            self.page.gap();
        }
        for gap in &sieve.gaps {
            self.put(
                Paragraph::at(0)
                    .hang(2)
                    .plain("– ")
                    .put(Style::Yellow, gap.as_str()),
            );
        }
    }
}
