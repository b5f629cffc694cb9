//! The text report: what a trade-compliance officer would show to a director.

mod answer;
mod days;
pub(crate) mod layout;
mod licences;
mod proof;
mod screening;
mod unseen;

use exeat_determine::{Determination, Verdict};

use crate::licences::Besides;
use crate::story::{Ask, Asked, DutyLine, Quarrel, Section, Side, Story};
use crate::words::{Language, Words};

pub use days::text_of_days;
use layout::{Page, Paragraph, Style};

/// How a text report is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextOptions {
    /// How many levels of limbs the proof goes down: 0 shows provisions alone, 3 and more also who stated what.
    pub depth: usize,
    /// Whether to colour it, for a terminal.
    pub color: bool,
    /// The width in columns; a Chinese character takes two.
    pub width: usize,
    /// The language.
    pub language: Language,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self {
            depth: 2,
            color: false,
            width: 100,
            language: Language::En,
        }
    }
}

/// From this depth on, a report also shows who stated what, and the exceptions that do not apply.
const FULL_DEPTH: usize = 3;

/// A determination as text.
///
/// The verdict comes first, by jurisdiction, strictest first; then why, what is disputed, what would decide, the
/// duties, and what was not looked at. No line is longer than the width, unless the width leaves fewer than twenty
/// columns for text, and none ends in a space.
#[must_use]
pub fn text(determination: &Determination, options: &TextOptions) -> String {
    text_screened(determination, Besides::default(), options)
}

/// The same with how the parties were screened, and which licences are on file.
#[must_use]
pub fn text_screened<'a>(
    determination: &Determination,
    besides: impl Into<Besides<'a>>,
    options: &TextOptions,
) -> String {
    let story = Story::new(
        determination,
        besides.into(),
        options.language,
        options.depth,
    );
    let mut report = Report {
        page: Page::new(options.width, options.color),
        words: story.words,
        full: options.depth >= FULL_DEPTH,
    };
    report.answer(&story);
    report.why(&story);
    report.quarrels(&story);
    report.decide(&story);
    report.duties(&story);
    report.licences(&story);
    report.conflicts(&story);
    report.screening(&story);
    report.unseen(&story);
    report.record(&story);
    report.page.finish()
}

/// The colour of a verdict.
fn verdict_style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Prohibited => Style::StrongRed,
        Verdict::Undetermined | Verdict::LicenceRequired => Style::StrongYellow,
        Verdict::ExceptionAvailable => Style::StrongCyan,
        Verdict::NoLicenceRequired | Verdict::NotReached => Style::StrongGreen,
    }
}

struct Report {
    page: Page,
    words: Words,
    full: bool,
}

impl Report {
    fn put(&mut self, paragraph: Paragraph) {
        self.page.paragraph(&paragraph);
    }

    fn heading(&mut self, text: &str) {
        self.page.gap();
        let text = if self.words.chinese() {
            format!("【{text}】")
        } else {
            text.to_uppercase()
        };
        self.put(Paragraph::at(0).put(Style::Strong, text));
        self.page.no_gap();
    }

    fn why(&mut self, story: &Story) {
        self.heading(self.words.why());
        for jurisdiction in &story.jurisdictions {
            for section in &jurisdiction.sections {
                self.page.gap();
                self.section_heading(&jurisdiction.name, section);
                self.section(section);
            }
        }
    }

    fn section_heading(&mut self, name: &str, section: &Section) {
        let verdict = self.words.verdict(section.verdict);
        self.put(
            Paragraph::at(0)
                .hang(2)
                .put(
                    Style::Strong,
                    format!("{name}{}{}", self.words.clause(), section.lines),
                )
                .put(Style::Strong, self.words.colon())
                .put(verdict_style(section.verdict), verdict),
        );
    }

    fn quarrels(&mut self, story: &Story) {
        if story.quarrels.is_empty() {
            return;
        }
        self.heading(self.words.quarrels());
        // Doubts about the law that change nothing are named, not argued, unless everything is wanted.
        let idle = |quarrel: &&Quarrel| quarrel.reading && !quarrel.matters && !self.full;
        let (doubts, quarrels): (Vec<&Quarrel>, Vec<&Quarrel>) =
            story.quarrels.iter().partition(idle);
        for quarrel in quarrels {
            self.page.gap();
            self.quarrel(quarrel);
        }
        if !doubts.is_empty() {
            self.page.gap();
            self.put(Paragraph::at(0).put(Style::Strong, self.words.idle_doubts()));
        }
        for doubt in doubts {
            let (open, close) = (
                self.words.open_parenthesis(),
                self.words.close_parenthesis(),
            );
            let place = format!(
                "{open}{}{}{}{close}",
                doubt.path,
                self.words.semicolon(),
                doubt.lines
            );
            self.put(
                Paragraph::at(2)
                    .hang(4)
                    .plain("– ")
                    .plain(doubt.question.as_str())
                    .put(Style::Faint, place),
            );
        }
    }

    fn quarrel(&mut self, quarrel: &Quarrel) {
        let (open, close) = (
            self.words.open_parenthesis(),
            self.words.close_parenthesis(),
        );
        self.put(
            Paragraph::at(0)
                .hang(2)
                .put(Style::Strong, quarrel.question.as_str())
                .put(
                    Style::Faint,
                    format!(
                        "{open}{}{}{}{close}",
                        quarrel.path,
                        self.words.semicolon(),
                        quarrel.lines
                    ),
                ),
        );
        for side in &quarrel.sides {
            self.side(quarrel, side);
        }
        let verdict = match (quarrel.matters, quarrel.reading) {
            (true, _) => self.words.matters().to_owned() + self.words.full_stop(),
            (false, true) => self.words.nor_readings().to_owned(),
            (false, false) => self.words.no_difference_anywhere().to_owned(),
        };
        let style = if quarrel.matters {
            Style::StrongYellow
        } else {
            Style::StrongGreen
        };
        self.put(Paragraph::at(2).put(style, verdict));
        for answer in &quarrel.no_difference {
            let line = if quarrel.matters {
                format!(
                    "{}{}{answer}",
                    self.words.no_difference_here(),
                    self.words.colon()
                )
            } else {
                answer.clone()
            };
            self.put(Paragraph::at(2).hang(4).plain(line));
        }
    }

    fn side(&mut self, quarrel: &Quarrel, side: &Side) {
        let mut head = Paragraph::at(2)
            .hang(4)
            .plain("– ")
            .put(Style::Strong, side.is.as_str());
        if let Some(why) = &side.why {
            head = head.plain(format!("{}{why}", self.words.colon()));
        }
        match (&side.support, quarrel.reading) {
            (Some(support), _) => head = head.plain(format!("{}{support}", self.words.colon())),
            (None, false) if side.denied.is_empty() => {
                head = head.plain(format!(
                    "{}{}",
                    self.words.colon(),
                    self.words.nobody_says_so()
                ));
            }
            _ => {}
        }
        if !side.asserted.is_empty() {
            let (open, close) = (
                self.words.open_parenthesis(),
                self.words.close_parenthesis(),
            );
            let asserted = side.asserted.join(self.words.semicolon());
            head = head.put(Style::Faint, format!("{open}{asserted}{close}"));
        }
        self.put(head);
        if !side.denied.is_empty() {
            let denied = side.denied.join(self.words.semicolon());
            self.put(
                Paragraph::at(4)
                    .hang(6)
                    .plain(format!("{}{}", self.words.denied_by(), self.words.colon()))
                    .put(Style::Faint, denied),
            );
        }
        let if_so = if quarrel.reading {
            self.words.if_read_so()
        } else {
            self.words.if_right()
        };
        for gives in &side.gives {
            self.put(Paragraph::at(4).hang(6).plain(format!("{if_so} → {gives}")));
        }
    }

    fn decide(&mut self, story: &Story) {
        self.heading(self.words.decide());
        if story.asks.is_empty() {
            self.put(Paragraph::at(0).plain(self.words.nothing_open()));
        }
        for ask in &story.asks {
            self.page.gap();
            self.ask(ask);
        }
        self.questions(&story.questions);
    }

    fn ask(&mut self, ask: &Ask) {
        let words = self.words;
        let head = format!("{}{}{}", ask.jurisdiction, words.clause(), ask.lines);
        self.put(Paragraph::at(0).put(Style::Strong, head));
        if ask.in_part {
            let told = if ask.settles.is_empty() {
                words.too_many()
            } else {
                words.too_many_but()
            };
            self.put(Paragraph::at(2).plain(told));
        }
        match ask.settles.as_slice() {
            [] if ask.in_part => {}
            [] => self.put(Paragraph::at(2).plain(words.otherwise_no_short())),
            [_] => self.put(Paragraph::at(2).plain(words.this_settles())),
            _ => self.put(Paragraph::at(2).plain(words.any_one())),
        }
        for (index, settles) in ask.settles.iter().enumerate() {
            let number = format!("{}.", index.saturating_add(1));
            let mut line = Paragraph::at(2).hang(6).plain(number).tab(6);
            for (place, one) in settles.answers.iter().enumerate() {
                if place > 0 {
                    line = line.plain(format!(" {} ", words.and()));
                }
                line = line.put(Style::Strong, format!("{} {}", one.path, one.is));
            }
            self.put(line.plain(format!(" → {}", settles.gives)));
        }
        if !ask.guaranteed.is_empty() {
            let head = if ask.guaranteed.len() == 1 {
                words.whatever_answer()
            } else {
                words.whatever_answers()
            };
            let paths: Vec<&str> = ask.guaranteed.iter().map(|one| one.path.as_str()).collect();
            let facts = paths.join(words.comma());
            self.put(
                Paragraph::at(2)
                    .hang(4)
                    .plain(format!("{head} "))
                    .put(Style::Strong, facts),
            );
        }
    }

    fn questions(&mut self, questions: &[Asked]) {
        if questions.is_empty() {
            return;
        }
        self.page.gap();
        self.put(Paragraph::at(0).put(Style::Strong, self.words.questions()));
        for asked in questions {
            let (open, close) = (
                self.words.open_parenthesis(),
                self.words.close_parenthesis(),
            );
            self.put(
                Paragraph::at(2)
                    .hang(4)
                    .plain("– ")
                    .put(Style::Strong, asked.path.as_str())
                    .plain(format!("{}{}", self.words.colon(), asked.question))
                    .put(Style::Faint, format!("{open}{}{close}", asked.lines)),
            );
        }
    }

    fn duties(&mut self, story: &Story) {
        self.heading(self.words.duties());
        if story.certain_duties.is_empty() && story.possible_duties.is_empty() {
            self.put(Paragraph::at(0).plain(self.words.no_duties()));
        }
        for (label, duties) in [
            (self.words.certain(), &story.certain_duties),
            (self.words.possible(), &story.possible_duties),
        ] {
            if duties.is_empty() {
                continue;
            }
            self.page.gap();
            self.put(Paragraph::at(0).put(Style::Strong, label));
            for duty in duties {
                self.duty(duty);
            }
        }
    }

    fn duty(&mut self, duty: &DutyLine) {
        let words = self.words;
        let mut tail: Vec<String> = Vec::new();
        if let Some(to) = &duty.to {
            tail.push(format!(
                "{}{}{to}",
                words.addressee(),
                if words.chinese() { "：" } else { " " }
            ));
        }
        tail.extend(duty.period.clone());
        let mut line = Paragraph::at(2)
            .hang(4)
            .plain("– ")
            .put(Style::Strong, duty.kind)
            .plain(format!("{}{}", words.colon(), duty.what));
        if !tail.is_empty() {
            line = line.plain(format!(
                "{}{}",
                words.semicolon(),
                tail.join(words.clause())
            ));
        }
        let (open, close) = (words.open_parenthesis(), words.close_parenthesis());
        self.put(line.put(
            Style::Faint,
            format!(
                "{open}{}{}{}{close}",
                duty.cites,
                words.semicolon(),
                duty.lines
            ),
        ));
    }

    fn conflicts(&mut self, story: &Story) {
        if story.conflicts.is_empty() {
            return;
        }
        let words = self.words;
        self.heading(words.conflicts());
        self.put(Paragraph::at(0).plain(words.conflicts_are_no_verdicts()));
        let (open, close) = (words.open_parenthesis(), words.close_parenthesis());
        for conflict in &story.conflicts {
            self.page.gap();
            self.put(
                Paragraph::at(0)
                    .hang(2)
                    .put(Style::Strong, conflict.title.as_str())
                    .plain(format!("{}{}", words.colon(), conflict.stands)),
            );
            for side in &conflict.sides {
                self.put(Paragraph::at(2).put(Style::Strong, side.name.as_str()));
                for (title, cites) in &side.provisions {
                    self.put(
                        Paragraph::at(4)
                            .hang(6)
                            .plain("– ")
                            .plain(title.as_str())
                            .put(Style::Faint, format!("{open}{cites}{close}")),
                    );
                }
            }
            for note in &conflict.notes {
                self.put(Paragraph::at(2).plain(note.as_str()));
            }
            self.put(Paragraph::at(2).put(Style::Faint, conflict.tail.as_str()));
        }
    }
}
