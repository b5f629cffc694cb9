//! A determination in words: text, JSON and HTML, and the timeline of provisions as text and as a picture.
//!
//! This crate is handed a finished determination and never evaluates anything, so the words cannot say more than the
//! verdict. Text and HTML are two layouts of one story; every phrase in it, in English and Chinese, stands in one
//! catalogue, the module `words`.
//!
//! | to get | call |
//! |---|---|
//! | the report that an officer shows to a director | [`text`] |
//! | the same as a page to print or send | [`html`] |
//! | the answers for several days, one under the other | [`text_of_days`] |
//! | the record that can be replayed | [`json`] |
//! | when provisions bind | [`timeline_text`], [`timeline_svg`] |
//! | what the rulebooks say under a name, for people and programs | [`lawbook`] |

mod html;
pub mod interview;
mod json;
pub mod lawbook;
pub mod layout;
mod licences;
mod screening;
mod story;
mod text;
mod timeline;
mod words;

pub use html::{HtmlBody, HtmlOptions, STYLE, html, html_body, html_body_screened, html_screened};
pub use json::json;
pub use licences::{Besides, LicenceOnFile, NeedOnFile, OnFile};
pub use screening::{
    EntryCounts, GapWhy, MatchStanding, Screened, ScreenedEdition, ScreenedMatch, ScreenedParty,
    Screening, ScreeningGap,
};
pub use text::{TextOptions, text, text_of_days, text_screened};
pub use timeline::{
    Svg, TIMELINE_STYLE, TimelineOptions, deciding_provisions, timeline_svg, timeline_text,
};
pub use words::{Language, LanguageError, answer_in_words, fact_in_words, verdict_words};
