//! Articles: a text with what is known of its publication.

use exeat_value::Day;
use serde::Deserialize;

/// One article as it was captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The name of the file, or another short name.
    pub name: String,
    /// Who published it, if that is known.
    pub outlet: Option<String>,
    /// When it was published, if that is known.
    pub date: Option<Day>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its text, title included.
    pub text: String,
}

/// The largest article that is read, in bytes.
pub const ARTICLE_MAX: usize = 4 * 1024 * 1024;

#[derive(Deserialize)]
struct JsonArticle {
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default, alias = "published")]
    date: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(alias = "body", alias = "content")]
    text: String,
}

impl Article {
    /// Reads an article from the bytes of a file: plain text, Markdown, HTML (`.html`), or JSON
    /// (`.json`) with `text` and, where known, `title`, `outlet`, `date` and `url`.
    ///
    /// In a plain text lines such as `date: 2025-10-13`, `outlet: …` and `url: …` at the top say
    /// when and where it was published; `date 2025-10-13` may also stand before the title.
    ///
    /// # Errors
    ///
    /// The bytes are too many, are no text, or no JSON of this form; the message is for the reader.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > ARTICLE_MAX {
            return Err(format!(
                "is longer than {} MiB",
                ARTICLE_MAX / (1024 * 1024)
            ));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            format!(
                "is not UTF-8 text: byte {} is out of place",
                error.valid_up_to()
            )
        })?;
        if text.contains('\0') {
            return Err("is not text: it holds zero bytes".to_owned());
        }
        let ending = name
            .rsplit_once('.')
            .map_or("", |(_, ending)| ending)
            .to_ascii_lowercase();
        let short = name
            .rsplit_once('.')
            .map_or(name, |(short, _)| short)
            .to_owned();
        match ending.as_str() {
            "json" => Self::of_json(short, text),
            "html" | "htm" => Ok(Self::of_html(short, text)),
            _ => Ok(Self::of_text(short, text)),
        }
    }

    fn of_json(name: String, text: &str) -> Result<Self, String> {
        let read: JsonArticle = serde_json::from_str(text).map_err(|error| {
            format!("is no article in JSON ({error}); it has `text` and, where known, `title`, `outlet`, `date` and `url`")
        })?;
        let title = read.title.map(|title| title + "\n\n").unwrap_or_default();
        Ok(Self {
            name,
            outlet: read.outlet,
            date: read.date.as_deref().and_then(leading_day),
            url: read.url,
            text: title + &read.text,
        })
    }

    fn of_text(name: String, text: &str) -> Self {
        let mut article = Self {
            name,
            outlet: None,
            date: None,
            url: None,
            text: String::new(),
        };
        let mut rest = text.trim_start();
        rest = rest.strip_prefix("---\n").unwrap_or(rest);
        loop {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            let trimmed = line.trim();
            if trimmed == "---" {
                rest = after;
                break;
            }
            let Some((key, value)) = header(trimmed) else {
                break;
            };
            match key {
                "date" => match leading_day(value) {
                    Some(day) => {
                        article.date = Some(day);
                        // The title may stand behind the day.
                        let title = value.trim().get(10..).unwrap_or_default().trim();
                        if !title.is_empty() && !title.starts_with('T') {
                            article.text.push_str(title);
                            article.text.push_str("\n\n");
                            rest = after;
                            break;
                        }
                    }
                    None => break,
                },
                "outlet" => article.outlet = Some(value.to_owned()),
                _ => article.url = Some(value.to_owned()),
            }
            rest = after;
        }
        article.text.push_str(rest.trim_end());
        article
    }

    fn of_html(name: String, text: &str) -> Self {
        let mut out = String::with_capacity(text.len() / 2);
        let mut date = None;
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            unescape(rest.get(..at).unwrap_or_default(), &mut out);
            let tag = rest.get(at..).unwrap_or_default();
            let lower = |length: usize| {
                tag.chars()
                    .take(length)
                    .collect::<String>()
                    .to_ascii_lowercase()
            };
            let skip = ["script", "style", "nav", "footer"]
                .iter()
                .find(|name| lower(8).starts_with(&format!("<{name}")));
            if let Some(name) = skip {
                let end = format!("</{name}>");
                let folded = tag.to_ascii_lowercase();
                let after = folded
                    .find(&end)
                    .map_or(tag.len(), |at| at.saturating_add(end.len()));
                rest = tag.get(after..).unwrap_or_default();
                continue;
            }
            let end = tag.find('>').map_or(tag.len(), |at| at.saturating_add(1));
            let inside = tag.get(..end).unwrap_or_default();
            if inside.contains("published_time")
                && let Some(at) = inside.find("content=")
            {
                let value = inside.get(at.saturating_add(9)..).unwrap_or_default();
                date = date.or_else(|| leading_day(value));
            }
            if let Some(at) = inside.find("href=\"http") {
                let url = inside.get(at.saturating_add(6)..).unwrap_or_default();
                let url = url.split('"').next().unwrap_or_default();
                // Where a link leads to is worth more than its words.
                out.push_str(" [");
                out.push_str(url);
                out.push_str("] ");
            }
            if [
                "<p", "<br", "<h", "</p", "</h", "<li", "<div", "</div", "<tr", "</title",
            ]
            .iter()
            .any(|name| lower(8).starts_with(name))
            {
                out.push_str("\n\n");
            }
            rest = tag.get(end..).unwrap_or_default();
        }
        unescape(rest, &mut out);
        Self {
            name,
            outlet: None,
            date,
            url: None,
            text: out.trim().to_owned(),
        }
    }

    /// Links in the text.
    pub(crate) fn links(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for start in ["https://", "http://"] {
            for (at, _) in self.text.match_indices(start) {
                let rest = self.text.get(at..).unwrap_or_default();
                let end = rest
                    .find(|sign: char| {
                        sign.is_whitespace() || matches!(sign, ')' | ']' | '"' | '>' | '<' | '”')
                    })
                    .unwrap_or(rest.len());
                let url = rest
                    .get(..end)
                    .unwrap_or_default()
                    .trim_end_matches(['.', ',', ';']);
                if found.len() < 1_000 {
                    found.push(url);
                }
            }
        }
        found
    }
}

fn header(line: &str) -> Option<(&'static str, &str)> {
    for (key, names) in [
        ("date", &["date", "published", "日期", "发布时间"][..]),
        ("outlet", &["outlet", "来源"]),
        ("url", &["url", "link"]),
    ] {
        for name in names {
            let head = line.get(..name.len()).unwrap_or_default();
            if !head.eq_ignore_ascii_case(name) {
                continue;
            }
            let rest = line.get(name.len()..).unwrap_or_default();
            if let Some(value) = rest.strip_prefix(':').or_else(|| rest.strip_prefix('：')) {
                return Some((key, value.trim()));
            }
            if key == "date" && rest.starts_with(' ') && leading_day(rest).is_some() {
                return Some((key, rest.trim()));
            }
        }
    }
    None
}

/// A day that stands at the beginning of a text.
pub(crate) fn leading_day(text: &str) -> Option<Day> {
    text.trim().get(..10)?.parse().ok()
}

fn unescape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let tail = rest.get(at..).unwrap_or_default();
        let known = [
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&nbsp;", " "),
            ("&ldquo;", "“"),
            ("&rdquo;", "”"),
            ("&lsquo;", "‘"),
            ("&rsquo;", "’"),
            ("&mdash;", "—"),
            ("&ndash;", "–"),
        ];
        match known.iter().find(|(name, _)| tail.starts_with(name)) {
            Some((name, sign)) => {
                out.push_str(sign);
                rest = tail.get(name.len()..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
}
