//! The part of the text report that says why.

use exeat_determine::Verdict;

use crate::story::{Against, FactMention, FailGroup, Limb, Mark, Provision, Reason, Section};

use super::Report;
use super::layout::{Paragraph, Style, columns};

/// Groups no larger than this name each provision with its title; larger ones only cite.
const NAMED_MEMBERS: usize = 3;

impl Report {
    pub(super) fn section(&mut self, section: &Section) {
        let words = self.words;
        if let Some((truth, limbs)) = &section.reach {
            let head = words.reaches(*truth);
            self.put(Paragraph::at(2).plain(format!("{head}{}", words.colon().trim_end())));
            for limb in limbs {
                self.limb(limb, 4);
            }
        }
        for provision in &section.deciding {
            self.provision(provision);
        }
        if section.verdict == Verdict::NotReached {
            if section.reach.is_none() {
                self.put(Paragraph::at(2).plain(format!(
                    "{}{}",
                    words.law_is_silent(),
                    words.full_stop()
                )));
            }
        } else if section.deciding.is_empty() && section.failing.is_empty() {
            self.put(Paragraph::at(2).plain(words.none_in_scope()));
        } else if !section.failing.is_empty() {
            let head = if section.deciding.is_empty() {
                words.nothing_applies()
            } else {
                words.others_fail()
            };
            self.put(Paragraph::at(2).plain(head));
        }
        if self.full {
            for group in &section.failing {
                self.group(group);
            }
            if !section.unused.is_empty() {
                let head = format!("{}{}", words.unused(), words.colon().trim_end());
                self.put(Paragraph::at(2).plain(head));
            }
            for group in &section.unused {
                self.group(group);
            }
        } else {
            self.by_reason(section);
        }
    }

    /// Each reason once, with the provisions that it keeps out.
    fn by_reason(&mut self, section: &Section) {
        let words = self.words;
        if !section.kept_by_date.is_empty() {
            self.put(Paragraph::at(2).put(Style::Yellow, words.kept_by_date()));
            self.reasons(&section.kept_by_date);
        }
        if !section.against.is_empty() {
            let head = if section.verdict == Verdict::NotReached {
                words.apart_from_reach()
            } else {
                words.each_alone()
            };
            self.put(Paragraph::at(2).plain(head));
        }
        self.reasons(&section.against);
        if let Some(more) = &section.more_reasons {
            self.put(Paragraph::at(4).put(Style::Faint, more.as_str()));
        }
    }

    fn reasons(&mut self, reasons: &[Against]) {
        for against in reasons {
            self.reason(&against.reason, 4);
            let text = 4 + self.mark_columns();
            let provisions = format!("→ {}", against.provisions);
            self.put(
                Paragraph::at(text)
                    .hang(text + 2)
                    .put(Style::Faint, provisions),
            );
        }
    }

    /// The columns of a mark and the space after it.
    fn mark_columns(&self) -> usize {
        let words = self.words;
        let marks = [words.holds(), words.fails(), words.open(), words.by_date()];
        marks.map(columns).into_iter().max().unwrap_or(0) + 1
    }

    fn reason(&mut self, reason: &Reason, indent: usize) {
        match reason {
            Reason::Time(time) => {
                let text = indent + self.mark_columns();
                self.put(
                    Paragraph::at(indent)
                        .hang(text)
                        .put(Style::Cyan, self.words.by_date())
                        .tab(text)
                        .plain(time.as_str()),
                );
            }
            Reason::Limb(limb) => self.limb(limb, indent),
        }
    }

    fn provision(&mut self, provision: &Provision) {
        let words = self.words;
        let mut head = Paragraph::at(2)
            .hang(4)
            .put(Style::Strong, provision.cites.as_str())
            .plain(format!("{}{}", words.colon(), provision.title));
        if let Some(kind) = provision.kind {
            head = head.put(
                Style::Faint,
                format!(
                    "{}{kind}{}",
                    words.open_parenthesis(),
                    words.close_parenthesis()
                ),
            );
        }
        self.put(head);
        let mut state = format!(
            "{}{}{}",
            provision.standing_words,
            words.colon(),
            provision.effect
        );
        if let Some(defeated_by) = &provision.defeated_by {
            state = format!("{state}{}{defeated_by}", words.semicolon());
        }
        if let Some(time) = &provision.time {
            state = format!("{state}{}{time}", words.semicolon());
        }
        if let Some(confidence) = provision.confidence {
            state = format!("{state}{}{confidence}", words.semicolon());
        }
        self.put(Paragraph::at(4).plain(state));
        for limb in &provision.limbs {
            self.limb(limb, 4);
        }
        for note in &provision.notes {
            self.put(Paragraph::at(4).hang(6).put(
                Style::Faint,
                format!("{}{}{note}", words.note(), words.colon()),
            ));
        }
    }

    fn mark(&self, mark: Mark) -> (Style, &'static str) {
        match mark {
            Mark::Yes => (Style::Green, self.words.holds()),
            Mark::No => (Style::Red, self.words.fails()),
            Mark::Open => (Style::Yellow, self.words.open()),
        }
    }

    fn limb(&mut self, limb: &Limb, indent: usize) {
        let words = self.words;
        let (style, mark) = self.mark(limb.mark);
        let text = indent + self.mark_columns();
        let mut line = Paragraph::at(indent).hang(text).put(style, mark).tab(text);
        if let Some(label) = &limb.label {
            line = line.plain(format!("({label}) "));
        }
        line = line.plain(limb.head.unwrap_or(&limb.says));
        for remark in limb.remark.iter().chain(&limb.by_date) {
            line = line.plain(format!("{}{remark}", words.semicolon()));
        }
        self.put(self.facts(line, &limb.facts));
        self.statements(limb, text);
        for part in &limb.parts {
            self.limb(part, text);
        }
    }

    /// The facts behind a limb, faintly, behind it.
    fn facts(&self, line: Paragraph, facts: &[FactMention]) -> Paragraph {
        let words = self.words;
        let shown: Vec<String> = facts
            .iter()
            .map(|fact| {
                let values: Vec<String> = fact
                    .values
                    .iter()
                    .map(|value| words.fact_for(value))
                    .collect();
                format!(
                    "{}{}{}",
                    fact.path,
                    words.colon(),
                    values.join(words.clause())
                )
            })
            .collect();
        if shown.is_empty() {
            return line;
        }
        line.put(
            Style::Faint,
            format!(" [{}]", shown.join(words.semicolon())),
        )
    }

    fn statements(&mut self, limb: &Limb, indent: usize) {
        if !self.full {
            return;
        }
        let values = limb.facts.iter().flat_map(|fact| &fact.values);
        for value in values.filter(|value| !value.statements.is_empty()) {
            let statements = value.statements.join(self.words.semicolon());
            let line = format!(
                "{}{}{statements}",
                self.words.statements(),
                self.words.colon()
            );
            self.put(
                Paragraph::at(indent)
                    .hang(indent + 2)
                    .put(Style::Faint, line),
            );
        }
    }

    fn group(&mut self, group: &FailGroup) {
        let words = self.words;
        let lines = match group.lines.as_str() {
            "" => String::new(),
            lines => format!(
                "{}{lines}{}",
                words.open_parenthesis(),
                words.close_parenthesis()
            ),
        };
        if group.members.len() <= NAMED_MEMBERS {
            for member in &group.members {
                self.put(
                    Paragraph::at(4)
                        .hang(6)
                        .put(Style::Strong, member.cite.as_str())
                        .plain(format!("{}{}", words.colon(), member.title))
                        .put(Style::Faint, lines.as_str()),
                );
            }
        } else {
            let mut count = words.provisions(group.members.len());
            if !group.lines.is_empty() {
                count = format!("{count}{}{}", words.clause(), group.lines);
            }
            self.put(
                Paragraph::at(4)
                    .hang(6)
                    .put(Style::Strong, group.cites.as_str())
                    .put(
                        Style::Faint,
                        format!(
                            "{}{count}{}",
                            words.open_parenthesis(),
                            words.close_parenthesis()
                        ),
                    ),
            );
        }
        if group.silent {
            self.put(
                Paragraph::at(6)
                    .hang(8)
                    .put(Style::Yellow, words.kept_silent()),
            );
        }
        for reason in &group.reasons {
            self.reason(reason, 6);
        }
    }
}
