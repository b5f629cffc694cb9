//! `exeat evidence origins`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use exeat_evidence::origins::{ARTICLE_MAX, Article, find, picture, report};
use serde_json::to_value;

use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::progress::Progress;

/// The largest folder that is looked at, in files.
const FILES_MAX: usize = 50_000;

/// Find what articles go back to, what they share, and where they contradict each other
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence origins reports/                        every .txt, .md, .html and .json in the folder
  exeat evidence origins reports/ --svg origins.svg      and a picture of it
  exeat evidence origins monday.txt tuesday.txt --format json

At the top of a text may stand `date: 2025-10-13`, `outlet: …` and `url: …`. Five articles that
repeat one briefing are one witness: what counts is origins, not articles. What is found is a
proposal, with the passages that show it; a person accepts it in a case file.")]
pub(crate) struct Origins {
    /// Folders or files of articles, in English or Chinese
    #[arg(value_name = "FOLDER", required = true)]
    places: Vec<PathBuf>,
    /// Draw the origins into this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// How the answer is written: text, json or svg
    #[arg(long, value_enum, default_value_t = Shape::Text, hide_possible_values = true)]
    format: Shape,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Text,
    Json,
    Svg,
}

impl Origins {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let articles = read(&self.places, console)?;
        let steps = u64::try_from(articles.len())
            .unwrap_or(u64::MAX)
            .saturating_mul(2)
            .saturating_add(2);
        let mut progress = Progress::new("looking for origins", steps);
        let findings = find(&articles, &mut || progress.add(1));
        drop(progress);
        if let Some(path) = &self.svg {
            files::write_text(path, &picture(&findings))?;
        }
        console.say(&match self.format {
            Shape::Text => report(&findings, console.width()),
            Shape::Json => layout::json(
                &to_value(&findings).map_err(|error| Failure::wrong(error.to_string()))?,
            ),
            Shape::Svg => picture(&findings),
        })?;
        Ok(DONE)
    }
}

/// Reads the articles of folders and files, in the order of their names. A file that is no text is
/// told and left out; without any there is nothing to say.
pub(crate) fn read(places: &[PathBuf], console: &Console) -> Result<Vec<Article>, Failure> {
    let mut paths = Vec::new();
    for place in places {
        if place.is_dir() {
            let listed =
                fs::read_dir(place).map_err(|error| Failure::file("read", place, &error))?;
            let mut own: Vec<PathBuf> = listed
                .filter_map(Result::ok)
                .map(|entry| entry.path())
                .filter(|path| path.is_file() && is_article(path))
                .collect();
            own.sort();
            paths.extend(own);
        } else {
            paths.push(place.clone());
        }
        if paths.len() > FILES_MAX {
            return Err(
                Failure::wrong(format!("there are more than {FILES_MAX} articles"))
                    .with_help("look at one subject or one month at a time"),
            );
        }
    }
    let mut articles = Vec::with_capacity(paths.len());
    for path in &paths {
        let name = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let length = fs::metadata(path)
            .map_err(|error| Failure::file("read", path, &error))?
            .len();
        let read = if usize::try_from(length).map_or(true, |length| length > ARTICLE_MAX) {
            Err(format!(
                "is longer than {} MiB",
                ARTICLE_MAX / (1024 * 1024)
            ))
        } else {
            Article::read(&name, &files::read_bytes(path)?)
        };
        match read {
            Ok(article) if article.text.trim().is_empty() => {
                console.note(&format!("`{}` is empty", path.display()))
            }
            Ok(article) => articles.push(article),
            Err(why) => console.note(&format!("`{}` {why}; it is left out", path.display())),
        }
    }
    if articles.is_empty() {
        let shown: Vec<String> = places
            .iter()
            .map(|place| place.display().to_string())
            .collect();
        return Err(
            Failure::wrong(format!("`{}` holds no article", shown.join("`, `")))
                .with_help("put texts there whose names end in .txt, .md, .html or .json"),
        );
    }
    Ok(articles)
}

fn is_article(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    matches!(
        ending.as_deref(),
        Some("txt" | "md" | "html" | "htm" | "json")
    )
}
