//! The part of a text report about licences on file.

use super::Report;
use super::layout::{Paragraph, Style};
use crate::story::Story;

impl Report {
    pub(super) fn licences(&mut self, story: &Story) {
        let Some(shelf) = &story.licences else {
            return;
        };
        let words = self.words;
        self.heading(words.licences());
        self.put(Paragraph::at(0).put(Style::Faint, shelf.terms.as_str()));
        if let Some(unread) = &shelf.unread {
            self.put(Paragraph::at(0).put(Style::Yellow, unread.as_str()));
        }
        for need in &shelf.needs {
            self.put(
                Paragraph::at(0)
                    .hang(2)
                    .put(Style::Strong, need.what.as_str()),
            );
            if let Some(remark) = &need.remark {
                self.put(Paragraph::at(2).hang(2).put(Style::Yellow, remark.as_str()));
            }
            for (covers, number, why) in &need.licences {
                let style = if *covers {
                    Style::StrongGreen
                } else {
                    Style::Strong
                };
                self.put(
                    Paragraph::at(2)
                        .hang(4)
                        .put(style, number.as_str())
                        .plain(words.colon())
                        .plain(why.as_str()),
                );
            }
        }
    }
}
