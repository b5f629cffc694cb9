//! A classification for people, in English and Chinese.

use std::fmt::Write as _;

use exeat_facts::Language;
use exeat_law::model::{GroupKind, Rulebook, Text};
use exeat_law::time::TimeState;
use exeat_value::Truth;
use unicode_width::UnicodeWidthStr as _;

use crate::accuracy::{Accuracy, Score};
use crate::outcome::{Candidate, Classification, InJurisdiction, Standing};
use crate::weigh::Limb;
use exeat_value::shown::printable;

/// How a classification is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportOptions {
    /// The language.
    pub language: Language,
    /// Candidates shown in full, of each jurisdiction.
    pub limit: usize,
    /// Columns of a line.
    pub width: usize,
}

/// Entries that were rejected or found by words alone are shown up to this many, each in a line.
const REJECTED_MAX: usize = 4;

/// A classification as text.
#[must_use]
pub fn report(rulebook: &Rulebook, found: &Classification, options: &ReportOptions) -> String {
    let mut page = Page {
        rulebook,
        options,
        text: String::new(),
    };
    page.line(0, &printable(&found.subject));
    page.taken(found);
    let is_recognised = found.is_recognised(rulebook.vocabulary);
    if !is_recognised {
        let line = page.say(
            "\nWhat the goods are was not recognised. Say what they are made of, in which form, or which machine they are; until then it is not a \"no\" that no entry was found.",
            "\n未能识别为何种物项。请说明材料、形态或设备名称；在此之前，未找到条目不等于不受管制。",
        );
        page.line(0, line);
    }
    for own in &found.jurisdictions {
        page.jurisdiction(own, is_recognised);
    }
    page.text
}

struct Page<'a> {
    rulebook: &'a Rulebook,
    options: &'a ReportOptions,
    text: String,
}

impl Page<'_> {
    fn say(&self, english: &'static str, chinese: &'static str) -> &'static str {
        match self.options.language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    fn pick<'t>(&self, text: &'t Text) -> &'t str {
        match (self.options.language, &text.zh) {
            (Language::Chinese, Some(chinese)) => chinese,
            _ => &text.en,
        }
    }

    /// A line, broken between words where it is too long, with what follows set in.
    fn line(&mut self, indent: usize, text: &str) {
        let mut line = " ".repeat(indent);
        let mut empty = true;
        for word in text.split(' ') {
            if !empty && line.width() + 1 + word.width() > self.options.width {
                self.text.push_str(line.trim_end());
                self.text.push('\n');
                line = " ".repeat(indent + 2);
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn taken(&mut self, found: &Classification) {
        if !found.taken.is_empty() {
            let head = self.say("\nWhat is taken as known", "\n所依据的事实");
            self.line(0, head);
        }
        let vocabulary = self.rulebook.vocabulary;
        for one in &found.taken {
            let definition = vocabulary.get(one.fact);
            let mut line = format!("{}: {}", definition.full_path(), printable(&one.stated));
            if let Some(words) = &one.words {
                let read = self.say("read in", "读自");
                let _ = write!(line, "  ({read} `{}`)", printable(words));
            }
            self.line(2, &line);
        }
        if !found.unread.is_empty() {
            let head = self.say("Not understood", "未能理解的数值");
            let amounts: Vec<String> = found.unread.iter().map(|one| printable(one)).collect();
            let line = format!("{head}: {}", amounts.join(", "));
            self.line(2, &line);
        }
    }

    fn jurisdiction(&mut self, own: &InJurisdiction, is_recognised: bool) {
        let name = self.pick(&own.name).to_owned();
        self.line(0, &format!("\n{name} ({})", own.jurisdiction));
        let shown: Vec<&Candidate> = own
            .candidates
            .iter()
            .filter(|one| one.standing.is_candidate() || is_close(one.standing))
            .collect();
        if !own.candidates.iter().any(|one| one.standing.is_candidate()) {
            let none = match (own.held, self.options.language) {
                (0, Language::English) => {
                    "The rulebooks hold no entries of its lists: nothing can be said.".to_owned()
                }
                (0, Language::Chinese) => "规则库未收录其清单条目，无法判断。".to_owned(),
                (_, Language::English) if !is_recognised => "Nothing can be said.".to_owned(),
                (_, Language::Chinese) if !is_recognised => "无法判断。".to_owned(),
                (_, Language::English) if !own.unsettled.is_empty() => {
                    "Whether an entry takes it in cannot be told: the law leaves it open."
                        .to_owned()
                }
                (_, Language::Chinese) if !own.unsettled.is_empty() => {
                    "是否属于某条目无法判断：法规未予明确。".to_owned()
                }
                (held, Language::English) => format!(
                    "None of the {held} entries that the rulebooks hold takes it in, as far as it is described."
                ),
                (held, Language::Chinese) => {
                    format!("就所述而言，规则库所收{held}个条目均不包括该物项。")
                }
            };
            self.line(2, &none);
        }
        for open in &own.unsettled {
            let left = self.say("left open", "未明确");
            let question = self.pick(&open.question).to_owned();
            self.line(2, &format!("{left}: {question} ({})", open.gap));
        }
        for (index, one) in shown.iter().take(self.options.limit).enumerate() {
            self.candidate(index + 1, one);
        }
        let more = shown.len().saturating_sub(self.options.limit);
        if more > 0 {
            let words = self.say(
                "more: `--limit` shows them",
                "个条目未列出：可用 `--limit` 显示",
            );
            self.line(2, &format!("{more} {words}"));
        }
        let of = |wanted: fn(Standing) -> bool| {
            own.candidates
                .iter()
                .filter(move |one| wanted(one.standing))
        };
        for one in of(|one| one == Standing::Conditional).take(REJECTED_MAX) {
            self.conditional(one);
        }
        for one in of(|one| one <= Standing::Words).take(REJECTED_MAX) {
            self.rejected(one);
        }
    }

    fn candidate(&mut self, number: usize, one: &Candidate) {
        let title = self.pick(&one.title).to_owned();
        self.line(2, &format!("{number}. {} {title}", one.code));
        let mut about = self.standing(one.standing).to_owned();
        if let Some((name, _)) = &one.instrument {
            let _ = write!(about, "; {name}");
        }
        if let Some(time) = one.time.as_ref().and_then(|time| self.time(time)) {
            let _ = write!(about, ", {time}");
        }
        self.line(5, &about);
        for limb in &one.limbs {
            self.limb(5, limb);
        }
    }

    fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Met => self.say("met", "符合"),
            Standing::Open | Standing::OpenInName => self.say("open", "待定"),
            Standing::Conditional => self.say(
                "open, if it has a quality that is not named",
                "取决于未提及的特性",
            ),
            Standing::Named => self.say(
                "named in the title; its figures are not in the rulebooks: read the entry",
                "名称相符；指标未收录，请核对条目原文",
            ),
            Standing::NearlyMissed => self.say("nearly missed", "略低于（高于）指标，未达到"),
            Standing::Missed => self.say("missed", "未达到"),
            Standing::Words => self.say("shares words only", "仅词语相近"),
            Standing::Rejected => self.say("rejected", "排除"),
        }
    }

    /// What is to be said of the time, where it does not simply bind.
    fn time(&self, state: &TimeState) -> Option<String> {
        Some(match state {
            TimeState::InForce => return None,
            TimeState::NotKnown { from } => {
                format!("{} {from}", self.say("not known before", "公布于"))
            }
            TimeState::NotYet { from } => format!("{} {from}", self.say("in force from", "施行于")),
            TimeState::Ended { since } => {
                format!("{} {since}", self.say("no longer in force since", "失效于"))
            }
            TimeState::Suspended { .. } => {
                self.say("suspended on the day", "当日暂停实施").to_owned()
            }
            TimeState::Contested(_) => self
                .say(
                    "whether it binds on the day is contested",
                    "当日是否施行存在争议",
                )
                .to_owned(),
        })
    }

    fn limb(&mut self, indent: usize, limb: &Limb) {
        // Of alternatives that are met, the one that is.
        if limb.truth == Truth::True && limb.joins == Some(GroupKind::Any) {
            let met = limb.parts.iter().find(|part| part.truth == Truth::True);
            if let Some(met) = met {
                return self.limb(indent, met);
            }
        }
        let mut line = format!("{}: ", self.truth(limb));
        match limb.joins {
            Some(kind) if limb.truth != Truth::True => line.push_str(match kind {
                GroupKind::All => self.say("all of these", "全部符合"),
                GroupKind::Any => self.say("any of these", "任一符合"),
                GroupKind::NoneOf => self.say("none of these", "均不符合"),
            }),
            _ => line.push_str(self.pick(&limb.says)),
        }
        if let Some(threshold) = &limb.threshold {
            if let Some(stated) = &threshold.stated {
                let _ = write!(
                    line,
                    " ({} {})",
                    self.say("stated:", "所述："),
                    printable(stated)
                );
            }
            if let Some(by) = &threshold.missed_by {
                let _ = write!(line, ", {} {by}", self.say("missed by", "相差"));
            }
        }
        self.line(indent, &line);
        if limb.parts.is_empty()
            && limb.truth == Truth::Unknown
            && let Some(fact) = limb.fact
        {
            let definition = self.rulebook.vocabulary.get(fact);
            let (question, who) = match self.options.language {
                Language::English => (definition.question_en, definition.who.english()),
                Language::Chinese => (definition.question_zh, definition.who.chinese()),
            };
            let ask = self.say("ask:", "应查明：");
            let line = format!("{ask} {question} ({}; {who})", definition.full_path());
            self.line(indent + 2, &line);
        }
        // Of what is met nobody needs the inside.
        if limb.truth != Truth::True {
            for part in &limb.parts {
                self.limb(indent + 2, part);
            }
        }
    }

    fn truth(&self, limb: &Limb) -> &'static str {
        match limb.truth {
            Truth::True => self.say("met", "符合"),
            Truth::Unknown => self.say("unknown", "未知"),
            Truth::False if limb.nearly() => self.say("nearly missed", "略差"),
            Truth::False => self.say("missed", "不符合"),
        }
    }

    /// What would have to be so, in a line.
    fn conditional(&mut self, one: &Candidate) {
        let title = self.pick(&one.title).to_owned();
        let open: Vec<String> = one
            .limbs
            .iter()
            .filter(|limb| limb.truth == Truth::Unknown)
            .map(|limb| self.pick(&limb.says).to_owned())
            .collect();
        let only = self.say("only if", "仅当");
        self.line(
            2,
            &format!("- {} {title}: {only} {}", one.code, open.join("; ")),
        );
    }

    fn rejected(&mut self, one: &Candidate) {
        let title = self.pick(&one.title).to_owned();
        let why: Vec<String> = one
            .limbs
            .iter()
            .filter(|limb| limb.truth == Truth::False)
            .map(|limb| self.pick(&limb.says).to_owned())
            .collect();
        let standing = self.standing(one.standing);
        let mut line = format!("- {} {title}: {standing}", one.code);
        if !why.is_empty() {
            let not = self.say("not so:", "不成立：");
            let _ = write!(line, ", {not} {}", why.join("; "));
        }
        self.line(2, &line);
    }
}

fn is_close(standing: Standing) -> bool {
    matches!(standing, Standing::NearlyMissed | Standing::Missed)
}

/// What a set of descriptions gave, as text.
#[must_use]
pub fn accuracy_report(accuracy: &Accuracy) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    for one in &accuracy.misses {
        let held_out = if one.held_out { ", held out" } else { "" };
        let three = if one.among_three {
            ""
        } else {
            ", not among three"
        };
        let _ = writeln!(
            text,
            "{} [{}{held_out}{three}]\n  right: {}\n  found: {}",
            printable(&one.words),
            one.jurisdiction,
            one.expected.join(" or "),
            one.found.join(", ")
        );
    }
    if !accuracy.misses.is_empty() {
        text.push('\n');
    }
    for words in &accuracy.refused {
        let _ = writeln!(text, "refused: {}", printable(words));
    }
    for ((jurisdiction, held_out), score) in &accuracy.scores {
        let of = if *held_out { "held out" } else { "open" };
        score_line(&mut text, &format!("{jurisdiction}, {of}"), *score);
    }
    score_line(&mut text, "all, open", accuracy.sum(false));
    score_line(&mut text, "all, held out", accuracy.sum(true));
    if accuracy.not_asked > 0 {
        let _ = writeln!(
            text,
            "{} answers were not looked for: the rulebooks hold no law of their jurisdictions",
            accuracy.not_asked
        );
    }
    text
}

fn score_line(text: &mut String, what: &str, score: Score) {
    if let Some((first, three)) = score.thousandths() {
        let _ = writeln!(
            text,
            "{what:14} {:4} answers: first {:4} ({}.{:03}), among three {:4} ({}.{:03})",
            score.asked,
            score.first,
            first / 1_000,
            first % 1_000,
            score.among_three,
            three / 1_000,
            three % 1_000
        );
    }
}
