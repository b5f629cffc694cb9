//! Origins as a picture: articles on the left, what they go back to on the right.

use std::fmt::Write as _;

use super::findings::{Findings, OriginKind};
use exeat_value::shown::Markup;

const WIDTH: usize = 1120;
const LEFT: usize = 16;
const LEFT_WIDTH: usize = 360;
const RIGHT: usize = 600;
const RIGHT_WIDTH: usize = 504;
const BOX: usize = 46;
const ROW: usize = 60;
const HEAD: usize = 64;
/// More than this nobody looks at.
const SHOWN_MAX: usize = 60;

/// Draws findings as SVG that may stand in a page as it is, since every text in it is escaped. The
/// text says everything that the colours say.
pub fn picture(findings: &Findings) -> String {
    let articles = findings.articles.len().min(SHOWN_MAX);
    let origins = findings.origins.len().min(SHOWN_MAX);
    let rows = articles.max(origins);
    let height = HEAD
        .saturating_add(rows.saturating_mul(ROW))
        .saturating_add(24);
    let title = format!(
        "{} articles and the {} origins that they go back to",
        findings.articles.len(),
        findings.origins.len()
    );
    let mut out = String::new();
    // Writing to a text does not fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\" font-family=\"sans-serif\" font-size=\"13\"><title>{0}</title><rect width=\"100%\" height=\"100%\" \
         fill=\"#ffffff\"/><text x=\"{LEFT}\" y=\"24\" font-size=\"16\" font-weight=\"bold\" fill=\"#1a1a1a\">{0}</text>\
         <text x=\"{LEFT}\" y=\"46\" fill=\"#4a4a4a\">A whole line: it names or quotes it. A broken line: it repeats a passage without saying where it is from.</text>",
        Markup(&title)
    );
    let middle = |index: usize, count: usize| {
        let gap = rows.saturating_mul(ROW) / count.max(1);
        HEAD.saturating_add(index.saturating_mul(gap))
            .saturating_add(gap / 2)
    };
    for (at, origin) in findings.origins.iter().take(origins).enumerate() {
        let to = middle(at, origins);
        let mut drawn = Vec::new();
        for link in origin.links.iter().filter(|link| link.article < articles) {
            if drawn.contains(&link.article) {
                continue;
            }
            drawn.push(link.article);
            let from = middle(link.article, articles);
            let x = LEFT.saturating_add(LEFT_WIDTH);
            let bend = x.saturating_add(RIGHT) / 2;
            let (_, stroke) = colours(origin.kind);
            let dash = if link.how.starts_with("repeats") || link.how.starts_with("shares") {
                " stroke-dasharray=\"5 4\""
            } else {
                ""
            };
            let _ = write!(
                out,
                "<path d=\"M{x} {from}C{bend} {from} {bend} {to} {RIGHT} {to}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.5\"{dash}/>"
            );
        }
    }
    for (at, article) in findings.articles.iter().take(articles).enumerate() {
        let second = match (&article.outlet, article.date) {
            (Some(outlet), Some(date)) => format!("{outlet}, {date}"),
            (Some(outlet), None) => outlet.clone(),
            (None, Some(date)) => date.to_string(),
            (None, None) => "outlet and day not known".to_owned(),
        };
        let first = format!("{}: {}", article.name, article.title);
        card(
            &mut out,
            LEFT,
            LEFT_WIDTH,
            middle(at, articles),
            &first,
            &second,
            "#f6f6f6",
            "#5a5a5a",
        );
    }
    for (at, origin) in findings.origins.iter().take(origins).enumerate() {
        let (fill, stroke) = colours(origin.kind);
        let count = origin.articles().len();
        let mut second = format!(
            "{} · {count} of {}",
            origin.kind.name(),
            findings.articles.len()
        );
        if !origin.through.is_empty() {
            let _ = write!(second, " · through {}", origin.through.join(", "));
        }
        card(
            &mut out,
            RIGHT,
            RIGHT_WIDTH,
            middle(at, origins),
            &origin.title,
            &second,
            fill,
            stroke,
        );
    }
    out.push_str("</svg>\n");
    out
}

fn colours(kind: OriginKind) -> (&'static str, &'static str) {
    match kind {
        OriginKind::Occasion => ("#eef2fb", "#27408b"),
        OriginKind::Paper => ("#eaf5ec", "#22663a"),
        OriginKind::Report => ("#f4eefb", "#5b3a8c"),
        OriginKind::Hearsay => ("#fdf3e3", "#8a5a00"),
        OriginKind::CommonText => ("#f4f4f4", "#5a5a5a"),
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "a box has a place, a size, two lines and two colours"
)]
fn card(
    out: &mut String,
    x: usize,
    width: usize,
    middle: usize,
    first: &str,
    second: &str,
    fill: &str,
    stroke: &str,
) {
    let top = middle.saturating_sub(BOX / 2);
    // About seven columns a letter.
    let letters = width / 7;
    let _ = write!(
        out,
        "<g><title>{}</title><rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{BOX}\" rx=\"4\" fill=\"{fill}\" stroke=\"{stroke}\"/>\
         <text x=\"{}\" y=\"{}\" fill=\"#1a1a1a\">{}</text><text x=\"{}\" y=\"{}\" font-size=\"12\" fill=\"#4a4a4a\">{}</text></g>",
        Markup(first),
        x.saturating_add(8),
        top.saturating_add(19),
        Markup(&short(first, letters)),
        x.saturating_add(8),
        top.saturating_add(37),
        Markup(&short(second, letters)),
    );
}

fn short(text: &str, letters: usize) -> String {
    // Chinese letters take the room of two.
    let mut room = letters;
    let mut out = String::new();
    for sign in text.chars() {
        let needs = if u32::from(sign) > 0x2e80 { 2 } else { 1 };
        if room < needs.max(2) {
            out.push('…');
            break;
        }
        room = room.saturating_sub(needs);
        out.push(sign);
    }
    out
}
