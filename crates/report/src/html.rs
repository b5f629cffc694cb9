//! The HTML report: one self-contained page, for the screen and for paper.

use askama::Template;
use exeat_determine::outcome::Standing;
use exeat_determine::{Determination, Verdict};

use crate::licences::Besides;
use crate::story::{
    DutyLine, FailGroup, Limb, Mark, Provision, Reason, Section, Story, UnseenGroup,
};
use crate::timeline::Svg;
use crate::words::{Language, Words};
use exeat_value::shown::printable_character;

/// How a page is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HtmlOptions {
    /// The language.
    pub language: Language,
    /// How many levels of limbs the proofs go down. Deeper limbs fold away on the screen and are all there on paper.
    pub depth: usize,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        Self {
            language: Language::En,
            depth: 8,
        }
    }
}

/// A determination as one page of HTML: no scripts, no fonts, no pictures from elsewhere.
///
/// It follows the reader's light or dark scheme, prints on A4 with every fold open, and has landmarks, headings and
/// table headers for readers who hear it. The timelines, which [`crate::timeline_svg`] draws, stand near its end.
#[must_use]
pub fn html(determination: &Determination, options: &HtmlOptions, timelines: &[Svg]) -> String {
    html_screened(determination, Besides::default(), options, timelines)
}

/// The same with how the parties were screened, and which licences are on file.
#[must_use]
pub fn html_screened<'a>(
    determination: &Determination,
    besides: impl Into<Besides<'a>>,
    options: &HtmlOptions,
    timelines: &[Svg],
) -> String {
    let story = Story::new(
        determination,
        besides.into(),
        options.language,
        options.depth,
    );
    let page = Page {
        w: story.words,
        story: &story,
        body: body(&story, timelines),
        language: options.language,
        style: STYLE,
    };
    // The templates write to a string and call nothing that fails.
    cleaned(&page.render().unwrap_or_default())
}

/// A report without the frame of a page, for a page of somebody else's. [`STYLE`] is how it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlBody {
    /// The title, the dates and the headline.
    pub masthead: String,
    /// The links to the parts.
    pub contents: String,
    /// The parts.
    pub parts: String,
}

/// A determination as the parts of a page: what [`html`] writes, without the page around it.
#[must_use]
pub fn html_body(
    determination: &Determination,
    options: &HtmlOptions,
    timelines: &[Svg],
) -> HtmlBody {
    html_body_screened(determination, Besides::default(), options, timelines)
}

/// The same with how the parties were screened, and which licences are on file.
#[must_use]
pub fn html_body_screened<'a>(
    determination: &Determination,
    besides: impl Into<Besides<'a>>,
    options: &HtmlOptions,
    timelines: &[Svg],
) -> HtmlBody {
    let story = Story::new(
        determination,
        besides.into(),
        options.language,
        options.depth,
    );
    let whole = cleaned(&body(&story, timelines));
    // The template has each of these once, and nothing that others wrote can hold a tag.
    let (masthead, rest) = whole.split_once("<nav").unwrap_or((&whole, ""));
    let (contents, rest) = rest.split_once("<main>").unwrap_or((rest, ""));
    let (parts, _) = rest.rsplit_once("</main>").unwrap_or((rest, ""));
    HtmlBody {
        masthead: masthead.to_owned(),
        contents: format!("<nav{contents}"),
        parts: parts.to_owned(),
    }
}

fn body(story: &Story, timelines: &[Svg]) -> String {
    let body = Body {
        w: story.words,
        story,
        timelines,
    };
    body.render().unwrap_or_default()
}

fn cleaned(rendered: &str) -> String {
    rendered
        .chars()
        .map(|one| {
            if one == '\n' {
                one
            } else {
                printable_character(one)
            }
        })
        .collect()
}

/// How a report looks, on the screen and on paper.
pub const STYLE: &str = include_str!("../templates/report.css");

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    w: Words,
    story: &'a Story,
    body: String,
    language: Language,
    style: &'static str,
}

#[derive(Template)]
#[template(path = "body.html")]
struct Body<'a> {
    w: Words,
    story: &'a Story,
    timelines: &'a [Svg],
}

impl Body<'_> {
    fn provision<'a>(&self, provision: &'a Provision) -> ProvisionView<'a> {
        ProvisionView {
            w: self.w,
            provision,
        }
    }

    fn group<'a>(&self, group: &'a FailGroup) -> GroupView<'a> {
        GroupView { w: self.w, group }
    }

    /// The certain and the possible duties, where there are any.
    fn duties(&self) -> Vec<(&'static str, &[DutyLine])> {
        let story = self.story;
        [
            (self.w.certain(), &story.certain_duties),
            (self.w.possible(), &story.possible_duties),
        ]
        .into_iter()
        .filter(|(_, duties)| !duties.is_empty())
        .map(|(label, duties)| (label, duties.as_slice()))
        .collect()
    }

    fn reason<'a>(&self, reason: &'a Reason) -> ReasonView<'a> {
        ReasonView { w: self.w, reason }
    }

    /// What to say of the rules that do not decide.
    fn rest(&self, section: &Section) -> Option<&'static str> {
        if section.verdict == Verdict::NotReached {
            return section.reach.is_none().then(|| self.w.law_is_silent());
        }
        Some(
            if section.deciding.is_empty() && section.failing.is_empty() {
                self.w.none_in_scope()
            } else if section.deciding.is_empty() {
                self.w.nothing_applies()
            } else {
                self.w.others_fail()
            },
        )
    }

    fn limb<'a>(&self, limb: &'a Limb) -> LimbView<'a> {
        LimbView {
            w: self.w,
            limb,
            open: true,
        }
    }

    fn unseen<'a>(&self, group: &'a UnseenGroup) -> UnseenView<'a> {
        UnseenView { w: self.w, group }
    }
}

#[derive(Template)]
#[template(path = "unseen.html")]
struct UnseenView<'a> {
    w: Words,
    group: &'a UnseenGroup,
}

#[derive(Template)]
#[template(path = "provision.html")]
struct ProvisionView<'a> {
    w: Words,
    provision: &'a Provision,
}

impl ProvisionView<'_> {
    fn limb<'a>(&self, limb: &'a Limb) -> LimbView<'a> {
        LimbView {
            w: self.w,
            limb,
            open: true,
        }
    }

    fn class(&self) -> &'static str {
        match self.provision.standing {
            Standing::Applies => "applies",
            Standing::Open => "open",
            Standing::Defeated | Standing::Silent | Standing::Fails => "fails",
        }
    }
}

#[derive(Template)]
#[template(path = "group.html")]
struct GroupView<'a> {
    w: Words,
    group: &'a FailGroup,
}

impl GroupView<'_> {
    fn reason<'a>(&self, reason: &'a Reason) -> ReasonView<'a> {
        ReasonView { w: self.w, reason }
    }
}

#[derive(Template)]
#[template(path = "reason.html")]
struct ReasonView<'a> {
    w: Words,
    reason: &'a Reason,
}

impl ReasonView<'_> {
    fn limb<'a>(&self, limb: &'a Limb) -> LimbView<'a> {
        LimbView {
            w: self.w,
            limb,
            open: false,
        }
    }
}

#[derive(Template)]
#[template(path = "limb.html")]
struct LimbView<'a> {
    w: Words,
    limb: &'a Limb,
    /// Whether its parts are to be seen without unfolding.
    open: bool,
}

impl LimbView<'_> {
    fn part<'a>(&self, limb: &'a Limb) -> LimbView<'a> {
        LimbView {
            w: self.w,
            limb,
            open: false,
        }
    }

    fn mark(&self) -> &'static str {
        match self.limb.mark {
            Mark::Yes => self.w.holds(),
            Mark::No => self.w.fails(),
            Mark::Open => self.w.open(),
        }
    }

    fn class(&self) -> &'static str {
        match self.limb.mark {
            Mark::Yes => "yes",
            Mark::No => "no",
            Mark::Open => "maybe",
        }
    }
}
