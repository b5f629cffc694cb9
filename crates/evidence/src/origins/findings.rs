//! What was found in a set of articles.

use exeat_value::Day;
use serde::Serialize;

/// An article, as findings name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleShown {
    /// Its name.
    pub name: String,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Its first line.
    pub title: String,
}

/// A place in an article, with its words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Passage {
    /// The place of the article in [`Findings::articles`].
    pub article: usize,
    /// Where it begins, in bytes of the article's text.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The words.
    pub text: String,
}

/// What sort of origin it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OriginKind {
    /// Somebody spoke: a briefing, an answer, an interview.
    Occasion,
    /// A paper: a statement, a filing.
    Paper,
    /// A report of an outlet or agency.
    Report,
    /// Reports, rumours, posts that nobody signs.
    Hearsay,
    /// A text that several articles share, of which none says where it is from.
    CommonText,
}

impl OriginKind {
    /// `spoken`, `paper`, `report`, `hearsay`, `common text`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Occasion => "spoken",
            Self::Paper => "paper",
            Self::Report => "report",
            Self::Hearsay => "hearsay",
            Self::CommonText => "common text",
        }
    }
}

/// Why an article goes back to an origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The article.
    pub article: usize,
    /// `names it`, `quotes it`, `repeats a passage of … without saying where it is from`, `links to it`.
    pub how: String,
    /// Where that is to be seen.
    pub passage: Passage,
}

/// A day as articles tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayTold {
    /// `Monday 2025-10-13`.
    pub day: String,
    /// The articles that tell it so.
    pub articles: Vec<usize>,
}

/// Something that articles go back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// What sort.
    pub kind: OriginKind,
    /// What readers call it.
    pub title: String,
    /// Who speaks, asks or publishes there, and what it is about.
    pub about: String,
    /// Its day, where one can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The days that articles give it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<DayTold>,
    /// Outlets through which articles have it: they repeat it, and are no witnesses of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<String>,
    /// The articles that go back to it, with the reasons.
    pub links: Vec<Link>,
}

impl Origin {
    /// The articles, each once.
    pub fn articles(&self) -> Vec<usize> {
        let mut found: Vec<usize> = self.links.iter().map(|link| link.article).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Two passages that are almost word for word the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearVerbatim {
    /// How much of both they share, in hundredths.
    pub percent: u64,
    /// One.
    pub one: Passage,
    /// The other.
    pub two: Passage,
}

/// Two articles with passages in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedText {
    /// The articles.
    pub articles: [usize; 2],
    /// How many sentences of the first have almost the same words in the second, and of how many.
    pub sentences: [usize; 2],
    /// The same of the second.
    pub of_the_second: [usize; 2],
    /// How many quotations both give in the same words.
    pub quotations: usize,
}

/// Words of one speaker that articles quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quotation {
    /// Whose words.
    pub speaker: String,
    /// Whether articles give them differently.
    pub differs: bool,
    /// The wordings, each with where it stands.
    pub wordings: Vec<Wording>,
}

/// One wording of a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The words.
    pub words: String,
    /// Where it stands.
    pub passages: Vec<Passage>,
}

/// About what reports disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisputeKind {
    /// What something is: one thing, not another.
    Thing,
    /// Whether two sentences speak of one thing at all.
    WhichThing,
    /// The day of an occasion or an event.
    Day,
    /// A figure.
    Figure,
    /// What was inside, or was sent.
    Contents,
}

impl DisputeKind {
    /// `what it is`, `which thing`, …
    pub fn name(self) -> &'static str {
        match self {
            Self::Thing => "what it is",
            Self::WhichThing => "which thing",
            Self::Day => "the day",
            Self::Figure => "a figure",
            Self::Contents => "the contents",
        }
    }
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// What this side says.
    pub says: String,
    /// Where.
    pub passages: Vec<Passage>,
}

/// Something about which the articles do not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// About what.
    pub kind: DisputeKind,
    /// What it is about, for readers.
    pub title: String,
    /// What to make of it.
    pub remark: String,
    /// The sides.
    pub sides: Vec<Side>,
}

/// A figure that one article alone gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoneFigure {
    /// The figure and of what it is.
    pub says: String,
    /// Where.
    pub passage: Passage,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Findings {
    /// The articles, in the order in which they were given.
    pub articles: Vec<ArticleShown>,
    /// What they go back to, that with most articles first.
    pub origins: Vec<Origin>,
    /// Passages that are almost the same.
    pub near_verbatim: Vec<NearVerbatim>,
    /// Pairs of articles that share text.
    pub shared: Vec<SharedText>,
    /// Quotations in several wordings or articles.
    pub quotations: Vec<Quotation>,
    /// What they disagree about.
    pub disputes: Vec<Dispute>,
    /// Shares and counts that only one article gives.
    pub lone_figures: Vec<LoneFigure>,
    /// What was left out because there was too much.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

impl Findings {
    /// The origin behind all articles, where there are two or more of them.
    pub fn common(&self) -> Option<&Origin> {
        self.origins.iter().find(|origin| {
            self.articles.len() > 1 && origin.articles().len() == self.articles.len()
        })
    }
}
