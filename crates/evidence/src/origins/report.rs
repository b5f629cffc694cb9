//! Findings in words.

use std::fmt::Write as _;

use super::findings::{Dispute, Findings, Origin, Passage, Quotation};
use exeat_value::shown::printable;

/// Letters of a passage before it is cut.
const PASSAGE_MAX: usize = 320;
/// Of each kind so many are shown; the rest is counted.
const SHOWN_MAX: usize = 40;

/// Writes findings for a reader, in lines of at most `width` columns.
pub fn report(findings: &Findings, width: usize) -> String {
    let mut out = Page {
        text: String::new(),
        width,
    };
    out.articles(findings);
    out.origins(findings);
    out.shared(findings);
    out.quotations(findings);
    out.disputes(findings);
    out.lone(findings);
    for one in &findings.left_out {
        out.wrapped(&format!("Left out: {one}."), "");
    }
    out.text
}

struct Page {
    text: String,
    width: usize,
}

fn cut(text: &str) -> String {
    if text.chars().count() <= PASSAGE_MAX {
        return printable(text);
    }
    printable(&text.chars().take(PASSAGE_MAX).collect::<String>()) + "…"
}

fn name(findings: &Findings, article: usize) -> String {
    findings
        .articles
        .get(article)
        .map_or_else(String::new, |one| printable(&one.name))
}

fn names(findings: &Findings, articles: &[usize]) -> String {
    let mut shown: Vec<String> = articles
        .iter()
        .take(12)
        .map(|&one| name(findings, one))
        .collect();
    if articles.len() > shown.len() {
        shown.push(format!("and {} more", articles.len() - shown.len()));
    }
    shown.join(", ")
}

impl Page {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.text.push('\n');
        self.line(text);
    }

    fn wrapped(&mut self, text: &str, indent: &str) {
        let mut line = String::from(indent);
        let mut length = indent.chars().count();
        let mut empty = true;
        let hanging = indent.replace('–', " ");
        for word in text.split_whitespace() {
            let own = word.chars().count();
            if !empty && length.saturating_add(1).saturating_add(own) > self.width {
                self.text.push_str(&line);
                self.text.push('\n');
                line.clone_from(&hanging);
                length = hanging.chars().count();
                empty = true;
            }
            if !empty {
                line.push(' ');
                length = length.saturating_add(1);
            }
            line.push_str(word);
            length = length.saturating_add(own);
            empty = false;
        }
        if !empty {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn passage(&mut self, findings: &Findings, passage: &Passage, indent: &str) {
        let text = format!(
            "{}: “{}”",
            name(findings, passage.article),
            cut(&passage.text)
        );
        self.wrapped(&text, indent);
    }

    fn articles(&mut self, findings: &Findings) {
        let count = findings.articles.len();
        let origins = findings.origins.len();
        let plural = |count: usize, one: &str| {
            if count == 1 {
                format!("1 {one}")
            } else {
                format!("{count} {one}s")
            }
        };
        self.line(&format!(
            "{}, {}",
            plural(count, "article"),
            plural(origins, "origin")
        ));
        match findings.common() {
            Some(origin) => self.wrapped(
                &format!(
                    "One origin is behind all {count}: {}.",
                    printable(&origin.title)
                ),
                "",
            ),
            None if count > 1 => self.line("No origin was found that is behind all of them."),
            None => {}
        }
        self.text.push('\n');
        for article in findings.articles.iter().take(SHOWN_MAX) {
            let mut line = format!("  {}", printable(&article.name));
            if let Some(outlet) = &article.outlet {
                let _ = write!(line, ", {}", printable(outlet));
            }
            if let Some(date) = article.date {
                let _ = write!(line, ", {date}");
            }
            let _ = write!(line, ": {}", cut(&article.title));
            self.wrapped(&line, "  ");
        }
        self.more(count);
    }

    fn more(&mut self, count: usize) {
        if count > SHOWN_MAX {
            self.line(&format!("  … and {} more", count - SHOWN_MAX));
        }
    }

    fn origins(&mut self, findings: &Findings) {
        self.heading("Origins");
        if findings.origins.is_empty() {
            self.line("  none: no article says where it has anything from, and they share no text");
        }
        for origin in findings.origins.iter().take(SHOWN_MAX) {
            self.origin(findings, origin);
        }
        self.more(findings.origins.len());
    }

    fn origin(&mut self, findings: &Findings, origin: &Origin) {
        let articles = origin.articles();
        let all = findings.articles.len();
        self.wrapped(
            &format!(
                "[{}] {} – {} of {all}: {}",
                origin.kind.name(),
                cut(&origin.title),
                articles.len(),
                names(findings, &articles)
            ),
            "  – ",
        );
        if !origin.about.is_empty() {
            self.wrapped(&cut(&origin.about), "      ");
        }
        if origin.days.len() > 1 {
            let days: Vec<String> = origin
                .days
                .iter()
                .map(|day| format!("{} ({})", day.day, names(findings, &day.articles)))
                .collect();
            self.wrapped(&format!("days told: {}", days.join("; ")), "      ");
        }
        if !origin.through.is_empty() {
            self.wrapped(
                &format!("through: {}", printable(&origin.through.join(", "))),
                "      ",
            );
        }
        for link in origin.links.iter().take(SHOWN_MAX) {
            let text = format!(
                "{} {}: “{}”",
                name(findings, link.article),
                printable(&link.how),
                cut(&link.passage.text)
            );
            self.wrapped(&text, "      ");
        }
    }

    fn shared(&mut self, findings: &Findings) {
        self.heading("Almost word for word");
        if findings.near_verbatim.is_empty() && findings.shared.is_empty() {
            self.line("  nothing");
        }
        for pair in findings.shared.iter().take(SHOWN_MAX) {
            let [one, two] = pair.articles;
            let [own, of] = pair.sentences;
            let mut parts = Vec::new();
            if own > 0 {
                parts.push(if of > 0 {
                    format!("{own} of {of} sentences")
                } else {
                    format!("{own} sentences")
                });
            }
            if pair.quotations > 0 {
                parts.push(format!("{} quotations in the same words", pair.quotations));
            }
            self.wrapped(
                &format!(
                    "{} and {}: {}",
                    name(findings, one),
                    name(findings, two),
                    parts.join(", ")
                ),
                "  – ",
            );
        }
        for pair in findings.near_verbatim.iter().take(SHOWN_MAX) {
            self.line(&format!("  {} % alike", pair.percent));
            self.passage(findings, &pair.one, "    ");
            self.passage(findings, &pair.two, "    ");
        }
        self.more(findings.near_verbatim.len());
    }

    fn quotations(&mut self, findings: &Findings) {
        let differing: Vec<&Quotation> = findings
            .quotations
            .iter()
            .filter(|one| one.differs)
            .collect();
        self.heading("Quotations that differ in wording");
        if differing.is_empty() {
            self.line("  none");
        }
        for one in differing.iter().take(SHOWN_MAX) {
            self.wrapped(&printable(&one.speaker), "  – ");
            for wording in &one.wordings {
                let mut articles: Vec<usize> =
                    wording.passages.iter().map(|one| one.article).collect();
                articles.dedup();
                self.wrapped(
                    &format!("“{}” ({})", cut(&wording.words), names(findings, &articles)),
                    "      ",
                );
            }
        }
        self.more(differing.len());
        let same = findings.quotations.len() - differing.len();
        if same > 0 {
            self.line(&format!("  {same} more in the same words"));
        }
    }

    fn disputes(&mut self, findings: &Findings) {
        self.heading("Contradictions");
        if findings.disputes.is_empty() {
            self.line("  none found");
        }
        for dispute in findings.disputes.iter().take(SHOWN_MAX) {
            self.dispute(findings, dispute);
        }
        self.more(findings.disputes.len());
    }

    fn dispute(&mut self, findings: &Findings, dispute: &Dispute) {
        self.wrapped(
            &format!("[{}] {}", dispute.kind.name(), cut(&dispute.title)),
            "  – ",
        );
        for side in &dispute.sides {
            self.wrapped(&cut(&side.says), "      – ");
            for passage in &side.passages {
                self.passage(findings, passage, "          ");
            }
        }
        if !dispute.remark.is_empty() {
            self.wrapped(&printable(&dispute.remark), "      ");
        }
    }

    fn lone(&mut self, findings: &Findings) {
        if findings.lone_figures.is_empty() {
            return;
        }
        self.heading("Figures that one article alone gives");
        for one in findings.lone_figures.iter().take(SHOWN_MAX) {
            self.wrapped(
                &format!(
                    "{}: {}",
                    name(findings, one.passage.article),
                    cut(&one.says)
                ),
                "  – ",
            );
        }
        self.more(findings.lone_figures.len());
    }
}
