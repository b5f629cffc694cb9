//! What all pages share: the reader's language and light, the menu, the assets.

use std::convert::Infallible;
use std::sync::LazyLock;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use exeat_report::Language;
use sha2::Digest as _;

use super::words::Words;
use crate::access::Principal;
use crate::tags::short_hash;

/// The look of the pages: the report's own, and ours around it.
pub(super) const STYLE: &str = include_str!("../../assets/app.css");
/// What makes the pages better where JavaScript runs.
pub(super) const SCRIPT: &str = include_str!("../../assets/app.js");

static STYLE_TAG: LazyLock<String> =
    LazyLock::new(|| short_hash(format!("{}{STYLE}", exeat_report::STYLE)));
static SCRIPT_TAG: LazyLock<String> = LazyLock::new(|| short_hash(SCRIPT));

/// Nothing that is not ours, and nothing inline but the style that timelines carry.
pub(crate) fn policy() -> String {
    let hash = base64(&sha2::Sha256::digest(
        exeat_report::TIMELINE_STYLE.as_bytes(),
    ));
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{hash}'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    )
}

/// Bytes as a policy writes them.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |number: u32| {
        let at = usize::try_from(number & 63).unwrap_or(0);
        char::from(DIGITS.get(at).copied().unwrap_or(b'='))
    };
    bytes
        .chunks(3)
        .flat_map(|chunk| {
            let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
            let word = byte(0) << 16 | byte(1) << 8 | byte(2);
            let mut four = [
                digit(word >> 18),
                digit(word >> 12),
                digit(word >> 6),
                digit(word),
            ];
            for place in four.iter_mut().skip(chunk.len() + 1) {
                *place = '=';
            }
            four
        })
        .collect()
}

/// Light, dark, or as the reader's system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What is known of whoever reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reader {
    pub(crate) words: Words,
    pub(crate) theme: Theme,
    /// Whether somebody is signed in.
    pub(crate) signed_in: bool,
    /// Whether the command's own records are theirs.
    pub(crate) own: bool,
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let asked = parts
            .uri
            .query()
            .unwrap_or_default()
            .split('&')
            .find_map(|pair| pair.strip_prefix("lang="));
        let accepted = || {
            let value = parts.headers.get(header::ACCEPT_LANGUAGE)?;
            let value = value.to_str().ok()?;
            value
                .split(',')
                .map(|one| one.trim().to_ascii_lowercase())
                .find(|one| one.starts_with("zh") || one.starts_with("en"))
        };
        let word = asked
            .or_else(|| cookie(parts, "lang"))
            .map(str::to_owned)
            .or_else(accepted)
            .unwrap_or_default();
        let language = if word.starts_with("zh") {
            Language::Zh
        } else {
            Language::En
        };
        let theme = match cookie(parts, "theme") {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        Ok(Self {
            words: Words(language),
            theme,
            signed_in: parts.extensions.get::<Principal>().is_some(),
            own: crate::access::is_first(parts.extensions.get()),
        })
    }
}

/// The parts of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// May it leave?
    Check,
    /// Classify.
    Classify,
    /// Screen.
    Screen,
    /// Case.
    Case,
    /// Portfolio.
    Portfolio,
    /// Licences.
    Licences,
    /// Audit.
    Audit,
    /// Law.
    Law,
    /// API.
    Api,
    /// What belongs to an account.
    Account,
    /// None of them.
    Other,
}

/// A part of the menu: which, its address, its name.
type Entry = (Section, &'static str, fn(Words) -> &'static str);

/// Every page of the menu, in its order, a line each.
const NAV: &[Entry] = &[
    (Section::Check, "/", Words::nav_check),
    (Section::Classify, "/classify", Words::nav_classify),
    (Section::Screen, "/screen", Words::nav_screen),
    (Section::Case, "/case", Words::nav_case),
    (Section::Portfolio, "/portfolio", Words::nav_portfolio),
    (Section::Licences, "/licences", Words::nav_licences),
    (Section::Law, "/law", Words::nav_law),
    (Section::Audit, "/audit", Words::nav_audit),
    (Section::Api, "/api", Words::nav_api),
    (Section::Account, "/account", Words::account),
];

/// The frame of a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) w: Words,
    theme: Theme,
    signed_in: bool,
    section: Section,
    pub(crate) title: String,
    /// Where the reader comes back to after changing language or light.
    back: String,
}

impl Frame {
    pub(crate) fn new(
        reader: Reader,
        section: Section,
        title: impl Into<String>,
        back: impl Into<String>,
    ) -> Self {
        Self {
            w: reader.words,
            theme: reader.theme,
            signed_in: reader.signed_in,
            section,
            title: title.into(),
            back: back.into(),
        }
    }

    pub(crate) fn tag(&self) -> &'static str {
        self.w.0.tag()
    }

    pub(crate) fn theme(&self) -> &'static str {
        match self.theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub(crate) fn style(&self) -> String {
        format!("/assets/{}.css", *STYLE_TAG)
    }

    pub(crate) fn script(&self) -> String {
        format!("/assets/{}.js", *SCRIPT_TAG)
    }

    /// The part of the menu that the page belongs to: its address and its name.
    pub(crate) fn part(&self) -> Option<(&'static str, &'static str)> {
        let (_, path, name) = NAV.iter().find(|(section, ..)| *section == self.section)?;
        Some((path, name(self.w)))
    }

    /// The menu: address, name, whether it is this page's part.
    pub(crate) fn menu(&self) -> Vec<(&'static str, &'static str, bool)> {
        NAV.iter()
            .filter(|(section, ..)| *section != Section::Account || self.signed_in)
            .map(|(section, path, name)| (*path, name(self.w), *section == self.section))
            .collect()
    }

    /// Where the switch of languages leads.
    pub(crate) fn other_language(&self) -> String {
        let to = self.w.pick("zh", "en");
        format!("/preferences?set=lang&to={to}&back={}", encoded(&self.back))
    }

    /// Where the switches of light lead: address, name, whether it is so now.
    pub(crate) fn themes(&self) -> Vec<(String, &'static str, bool)> {
        let w = self.w;
        [
            ("system", w.system(), Theme::System),
            ("light", w.light(), Theme::Light),
            ("dark", w.dark(), Theme::Dark),
        ]
        .into_iter()
        .map(|(to, name, theme)| {
            let href = format!(
                "/preferences?set=theme&to={to}&back={}",
                encoded(&self.back)
            );
            (href, name, theme == self.theme)
        })
        .collect()
    }
}

/// A text as the value of a parameter.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// A page, rendered.
pub(crate) fn page(template: &impl Template) -> Response {
    page_with(StatusCode::OK, template)
}

/// A page with another status.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A file that is compiled in and never changes under its name.
pub(super) fn asset(kind: &'static str, text: String) -> Response {
    let mut response = (StatusCode::OK, text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_policies_write_them() {
        assert_eq!(base64(b""), "");
        assert_eq!(base64(b"f"), "Zg==");
        assert_eq!(base64(b"fo"), "Zm8=");
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
    }

    #[test]
    fn parameters_are_encoded() {
        assert_eq!(
            encoded("/law?on=2025-10-09&x=é"),
            "/law%3Fon%3D2025-10-09%26x%3D%C3%A9"
        );
    }
}
