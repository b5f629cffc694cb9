//! Where articles have it from, and where they disagree.
//!
//! Five articles that repeat one briefing are one witness. [`find`] reads texts and says what they
//! go back to: who speaks in them and to whom, which papers and reports they name, what they have
//! in common almost word for word, which quotations they give in which wording, and on which days,
//! figures and things they contradict each other. It works on the words of general English and
//! Chinese news alone and knows no subject. What it finds is a proposal with the passages that
//! show it, for a person to accept or to refuse.

mod article;
mod chinese;
mod days;
mod disputes;
mod figures;
mod findings;
mod frames;
mod occasions;
mod parallel;
mod passages;
mod picture;
mod quotations;
mod report;
mod speech;
mod text;
mod words;

use exeat_value::Day;

pub use article::{ARTICLE_MAX, Article};
pub use findings::{
    ArticleShown, DayTold, Dispute, DisputeKind, Findings, Link, LoneFigure, NearVerbatim, Origin,
    OriginKind, Passage, Quotation, SharedText, Side, Wording,
};
pub use picture::picture;
pub use report::report;

use days::WhenSaid;
use figures::Figure;
use parallel::in_parallel;
use passages::{Alike, Passage as Line, Weights};
use speech::{Listener, Speech};
use text::{Sort, Text};
use words::Words;

/// The most articles of one set.
pub const ARTICLES_MAX: usize = 50_000;

/// One article as it was understood.
pub(crate) struct Reading {
    pub(crate) text: Text,
    pub(crate) speech: Speech,
    pub(crate) days: Vec<WhenSaid>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) published: Option<Day>,
}

/// Everything that is known while findings are made.
pub(crate) struct Set<'a> {
    pub(crate) articles: &'a [Article],
    pub(crate) readings: Vec<Reading>,
    pub(crate) words: Words,
    /// All longer sentences of all articles.
    pub(crate) lines: Vec<Line>,
    pub(crate) weights: Weights,
    pub(crate) alike: Vec<Alike>,
}

impl Set<'_> {
    /// A place with its words.
    pub(crate) fn passage(&self, article: usize, bytes: &std::ops::Range<usize>) -> Passage {
        let text = self
            .articles
            .get(article)
            .map_or("", |one| one.text.as_str());
        let words = text.get(bytes.clone()).unwrap_or_default();
        Passage {
            article,
            from: bytes.start,
            to: bytes.end,
            text: words.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    /// The stems of a sentence.
    pub(crate) fn stems(&self, article: usize, sentence: usize) -> Vec<words::Word> {
        let found = self.readings.get(article).and_then(|reading| {
            let one = reading.text.sentences.get(sentence)?;
            Some(text::stems(&reading.text, &one.tokens, &self.words))
        });
        found.unwrap_or_default()
    }

    /// A whole sentence with its place.
    pub(crate) fn sentence(&self, article: usize, sentence: usize) -> Passage {
        let bytes = self
            .readings
            .get(article)
            .and_then(|one| one.text.sentences.get(sentence))
            .map_or(0..0, |one| one.bytes.clone());
        self.passage(article, &bytes)
    }

    /// The words between two tokens of an article.
    pub(crate) fn span(&self, article: usize, tokens: &std::ops::Range<usize>) -> Passage {
        let bytes = self
            .readings
            .get(article)
            .map_or(0..0, |one| one.text.bytes(tokens));
        self.passage(article, &bytes)
    }
}

/// Finds the origins of a set of articles, and what they disagree about.
///
/// `step` is called after each article and each stage, so that a caller can show how far it is.
pub fn find(articles: &[Article], step: &mut dyn FnMut()) -> Findings {
    let mut left_out = Vec::new();
    let articles = articles
        .get(..articles.len().min(ARTICLES_MAX))
        .unwrap_or_default();
    let (texts, words) = read(articles, step);
    let mut small = speech::SmallSeen::default();
    for (article, text) in articles.iter().zip(&texts) {
        speech::small_words(text, &mut small);
        if text.cut {
            left_out.push(format!(
                "the end of {}, which has more than {} words",
                article.name,
                text::TOKENS_MAX
            ));
        }
    }
    let (readings, lines) = understand(articles, texts, &words, &small, step);
    let weights = Weights::new(&lines);
    let (alike, cut) = passages::alike(&lines, &weights);
    if cut {
        left_out
            .push("some pairs of passages that are almost the same: there are too many".to_owned());
    }
    let set = Set {
        articles,
        readings,
        words,
        lines,
        weights,
        alike,
    };
    step();
    let quotations = quotations::quotations(&set);
    let origins = occasions::origins(&set, &quotations);
    let disputes = disputes::disputes(&set, &origins, &mut left_out);
    step();
    Findings {
        articles: articles
            .iter()
            .zip(&set.readings)
            .map(|(article, reading)| shown(article, reading))
            .collect(),
        near_verbatim: near_verbatim(&set),
        shared: shared(&set, &quotations),
        lone_figures: disputes::lone_figures(&set),
        origins: origins.into_iter().map(|found| found.origin).collect(),
        quotations: quotations
            .into_iter()
            .map(|found| found.quotation)
            .collect(),
        disputes,
        left_out,
    }
}

/// So many articles are read before it is said how far it is.
const BATCH: usize = 512;

/// Reads all texts.
fn read(articles: &[Article], step: &mut dyn FnMut()) -> (Vec<Text>, Words) {
    let (mut texts, mut words) = (Vec::with_capacity(articles.len()), Words::new());
    for batch in articles.chunks(BATCH) {
        let parts = in_parallel(batch.len(), |part| {
            let mut words = Words::new();
            let own = batch.get(part).unwrap_or_default();
            let texts: Vec<Text> = own
                .iter()
                .map(|article| Text::read(&article.text, &mut words))
                .collect();
            (texts, words)
        });
        for (mut own, theirs) in parts {
            let numbers = words.take_up(&theirs);
            for token in own.iter_mut().flat_map(|text| &mut text.tokens) {
                if let Some(&word) = numbers.get(text::place(token.word)) {
                    token.word = word;
                }
            }
            texts.append(&mut own);
        }
        batch.iter().for_each(|_| step());
    }
    (texts, words)
}

/// What each article says on its own.
fn understand(
    articles: &[Article],
    texts: Vec<Text>,
    words: &Words,
    small: &speech::SmallSeen,
    step: &mut dyn FnMut(),
) -> (Vec<Reading>, Vec<Line>) {
    let (mut found, mut lines) = (Vec::with_capacity(articles.len()), Vec::new());
    for from in (0..articles.len()).step_by(BATCH) {
        let length = articles.len().saturating_sub(from).min(BATCH);
        let parts = in_parallel(length, |part| {
            let (mut found, mut lines) = (Vec::with_capacity(part.len()), Vec::new());
            for behind in part {
                let index = from.saturating_add(behind);
                let (Some(article), Some(text)) = (articles.get(index), texts.get(index)) else {
                    continue;
                };
                let listener = Listener {
                    source: &article.text,
                    text,
                    words,
                    small,
                };
                let speech = listener.listen();
                let days = days::days(text, words);
                let figures = figures::figures(text, words, &days);
                passages::passages(index, text, words, &mut lines);
                found.push((speech, days, figures));
            }
            (found, lines)
        });
        for (mut own, mut told) in parts {
            own.iter().for_each(|_| step());
            found.append(&mut own);
            lines.append(&mut told);
        }
    }
    let readings = articles
        .iter()
        .zip(texts)
        .zip(found)
        .map(|((article, text), (speech, days, figures))| Reading {
            text,
            speech,
            days,
            figures,
            published: article.date,
        })
        .collect();
    (readings, lines)
}

fn shown(article: &Article, reading: &Reading) -> ArticleShown {
    let title = reading
        .text
        .sentences
        .first()
        .and_then(|first| article.text.get(first.bytes.clone()))
        .unwrap_or_default();
    ArticleShown {
        name: article.name.clone(),
        outlet: article.outlet.clone(),
        date: article.date,
        title: title.chars().take(160).collect(),
    }
}

/// The most near-verbatim pairs that are shown.
const SHOWN_MAX: usize = 2_000;

fn near_verbatim(set: &Set<'_>) -> Vec<NearVerbatim> {
    let found = set.alike.iter().take(SHOWN_MAX).filter_map(|alike| {
        let (one, two) = (set.lines.get(alike.one)?, set.lines.get(alike.two)?);
        Some(NearVerbatim {
            percent: alike.resemblance / 10,
            one: set.sentence(one.article, one.sentence),
            two: set.sentence(two.article, two.sentence),
        })
    });
    found.collect()
}

fn shared(set: &Set<'_>, quotations: &[quotations::Found]) -> Vec<SharedText> {
    use std::collections::{BTreeMap, BTreeSet};
    type Pair = (BTreeSet<usize>, BTreeSet<usize>, usize);
    let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    for alike in &set.alike {
        let (Some(one), Some(two)) = (set.lines.get(alike.one), set.lines.get(alike.two)) else {
            continue;
        };
        let pair = pairs.entry((one.article, two.article)).or_default();
        pair.0.insert(one.sentence);
        pair.1.insert(two.sentence);
    }
    for found in quotations.iter().take(SHOWN_MAX) {
        for wording in &found.quotation.wordings {
            let articles: BTreeSet<usize> =
                wording.passages.iter().map(|one| one.article).collect();
            for one in articles.iter().take(50) {
                for two in articles.range(one.saturating_add(1)..).take(50) {
                    let pair = pairs.entry((*one, *two)).or_default();
                    pair.2 = pair.2.saturating_add(1);
                }
            }
        }
    }
    let mut counts = vec![0_usize; set.articles.len()];
    for line in &set.lines {
        if let Some(count) = counts.get_mut(line.article) {
            *count = count.saturating_add(1);
        }
    }
    let count = |article: usize| counts.get(article).copied().unwrap_or_default();
    let mut found: Vec<SharedText> = pairs
        .into_iter()
        .take(SHOWN_MAX)
        .map(|((one, two), (of_one, of_two, quotes))| SharedText {
            articles: [one, two],
            sentences: [of_one.len(), count(one)],
            of_the_second: [of_two.len(), count(two)],
            quotations: quotes,
        })
        .collect();
    found.sort_by_key(|pair| {
        let [one, _] = pair.sentences;
        (
            std::cmp::Reverse(one.saturating_mul(2).saturating_add(pair.quotations)),
            pair.articles,
        )
    });
    found
}

/// Whether a token is a sign that ends a clause.
pub(crate) fn ends_clause(sort: Sort) -> bool {
    matches!(
        sort,
        Sort::Mark(
            ',' | ';' | ':' | '—' | '–' | '(' | ')' | '“' | '”' | '"' | '.' | '，' | '；' | '。'
        )
    )
}
