//! A proof as a picture.

use std::fmt::{self, Write as _};

use super::Proof;
use exeat_value::shown::Markup;

const WIDTH: usize = 960;
const ROW: usize = 34;
const BOX: usize = 26;
const STEP: usize = 28;
const MARGIN: usize = 16;
const HEAD: usize = 44;
/// Letters of a name before it is cut.
const NAME_MAX: usize = 60;

/// A picture could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureError;

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the picture could not be written")
    }
}

impl std::error::Error for PictureError {}

impl From<fmt::Error> for PictureError {
    fn from(_: fmt::Error) -> Self {
        Self
    }
}

struct Line {
    depth: usize,
    parent: Option<usize>,
    text: String,
    note: String,
    listed: bool,
}

/// Draws proofs one below the other, each as a tree: the party, below it who holds it, and at the
/// ends those that are listed. The text says everything that the colours say. It is SVG that may
/// stand in a page as it is, since every text in it is escaped; its colours are those of white
/// paper, and a page that is dark gives its own to the classes.
///
/// # Errors
/// Never, as writing to a text does not fail.
pub fn picture(title: &str, proofs: &[(&str, &Proof)]) -> Result<String, PictureError> {
    let mut lines = Vec::new();
    for (verdict, proof) in proofs {
        add(&mut lines, proof, 0, None, verdict);
    }
    let height = HEAD + lines.len() * ROW + MARGIN;
    let mut out = String::new();
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"owners\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"13\"><title>{0}</title><rect class=\"paper\" width=\"100%\" \
         height=\"100%\" fill=\"#ffffff\"/><text class=\"ink\" x=\"{MARGIN}\" y=\"26\" \
         font-size=\"16\" font-weight=\"bold\" fill=\"#1a1a1a\">{0}</text>",
        Markup(title)
    )?;
    let top = |row: usize| HEAD + row * ROW;
    for (row, line) in lines.iter().enumerate() {
        if let Some(parent) = line.parent {
            let x = MARGIN + (line.depth - 1) * STEP + STEP / 2;
            let from = top(parent) + BOX;
            let to = top(row) + BOX / 2;
            let end = MARGIN + line.depth * STEP;
            write!(
                out,
                "<path class=\"way\" d=\"M{x} {from}V{to}H{end}\" fill=\"none\" stroke=\"#8a8a8a\"/>"
            )?;
        }
    }
    for (row, line) in lines.iter().enumerate() {
        let (x, y) = (MARGIN + line.depth * STEP, top(row));
        let (class, fill, stroke) = match (line.listed, line.depth) {
            (true, _) => ("listed", "#fde8e6", "#a3261b"),
            (false, 0) => ("asked", "#eef2fb", "#27408b"),
            (false, _) => ("owner", "#f4f4f4", "#5a5a5a"),
        };
        let width = WIDTH.saturating_sub(x + MARGIN);
        write!(
            out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BOX}\" rx=\"3\" \
             fill=\"{fill}\" stroke=\"{stroke}\"/><text class=\"ink\" x=\"{}\" y=\"{}\" \
             fill=\"#1a1a1a\">{}<tspan class=\"faint\" fill=\"#4a4a4a\" dx=\"10\">{}</tspan></text>",
            x + 8,
            y + 18,
            Markup(&line.text),
            Markup(&line.note)
        )?;
    }
    out.push_str("</svg>\n");
    Ok(out)
}

fn add(lines: &mut Vec<Line>, proof: &Proof, depth: usize, parent: Option<usize>, said: &str) {
    let mut notes: Vec<String> = Vec::new();
    if !said.is_empty() {
        notes.push(said.to_owned());
    }
    if !proof.lists.is_empty() {
        // Somebody may be listed without a word on which list.
        let lists = proof.lists.iter().map(String::as_str);
        let lists: Vec<&str> = lists.filter(|list| !list.is_empty()).collect();
        notes.push(match lists.is_empty() {
            true => "listed".to_owned(),
            false => format!("listed: {}", lists.join(", ")),
        });
    }
    if let Some(held) = &proof.held {
        notes.push(format!("held {held}"));
    }
    if proof.shown_elsewhere {
        notes.push("shown elsewhere".to_owned());
    }
    let row = lines.len();
    lines.push(Line {
        depth,
        parent,
        text: shortened(&proof.party),
        note: notes.join(" · "),
        listed: !proof.lists.is_empty(),
    });
    for holding in &proof.holdings {
        let share = holding.in_words();
        add(lines, &holding.owner, depth + 1, Some(row), &share);
    }
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME_MAX {
        return name.to_owned();
    }
    let start: String = name.chars().take(NAME_MAX - 1).collect();
    start + "…"
}
