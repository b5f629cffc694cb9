//! The pages of `tests/diagnostics` whose codes begin with D: each shows a document that
//! is wrong, what is said about it, and one that is right.

use std::ops::Range;
use std::path::PathBuf;

use exeat_documents::{DocumentCode, Format, read};

/// Set to write into the pages what is said about their wrong texts, to be read before it
/// is committed.
const BLESS: &str = "EXEAT_BLESS";

/// A fenced block of a page: its language, its text, and the lines of the text.
struct Block {
    section: String,
    language: String,
    text: String,
    lines: Range<usize>,
}

fn path(name: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/diagnostics");
    PathBuf::from(folder).join(format!("{name}.md"))
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut section = String::new();
    let mut open = false;
    for (number, line) in page.lines().enumerate() {
        if let Some(language) = line.strip_prefix("```") {
            if !open {
                blocks.push(Block {
                    section: section.clone(),
                    language: language.to_owned(),
                    text: String::new(),
                    lines: number + 1..number + 1,
                });
            }
            open = !open;
        } else if open {
            let block = blocks.last_mut().expect("a block is open");
            block.text.push_str(line);
            block.text.push('\n');
            block.lines.end = number + 1;
        } else if let Some(title) = line.strip_prefix("## ") {
            section = title.to_owned();
        }
    }
    blocks
}

fn said(text: &str) -> (Vec<DocumentCode>, String) {
    let outcome = read(text, Format::Toml);
    let codes = outcome.diagnostics.iter().map(|one| one.code).collect();
    let shown: Vec<String> = outcome
        .diagnostics
        .iter()
        .map(|one| one.render("example.toml", text, false))
        .map(|text| {
            text.lines()
                .map(|line| line.trim_end().to_owned() + "\n")
                .collect()
        })
        .collect();
    (codes, shown.join("\n"))
}

fn check(code: DocumentCode) -> Result<(), String> {
    let name = code.to_string();
    let page = std::fs::read_to_string(path(&name)).map_err(|error| format!("{name}: {error}"))?;
    let title = format!("# {code}: {}", code.title());
    if page.lines().next() != Some(title.as_str()) {
        return Err(format!("{name}: the title is not `{title}`"));
    }
    let blocks = blocks(&page);
    let block = |section: &str, language: &str| {
        blocks
            .iter()
            .find(|one| one.section.starts_with(section) && one.language == language)
            .ok_or_else(|| format!("{name}: lacks a {language} block under {section}"))
    };
    let (_, words) = said(&block("Right", "toml")?.text);
    if !words.is_empty() {
        return Err(format!("{name}: the right text is wrong\n{words}"));
    }
    let (codes, words) = said(&block("Wrong", "toml")?.text);
    if !codes.contains(&code) {
        return Err(format!("{name}: the wrong text gives {codes:?}\n{words}"));
    }
    let expected = block("Wrong", "text")?;
    if expected.text != words {
        bless(&page, &name, expected.lines.clone(), &words);
        return Err(format!(
            "{name}: it says\n{}and not\n{words}",
            expected.text
        ));
    }
    Ok(())
}

fn bless(page: &str, name: &str, lines: Range<usize>, words: &str) {
    if std::env::var_os(BLESS).is_none() {
        return;
    }
    let mut kept: Vec<&str> = page.lines().collect();
    kept.splice(lines, words.lines());
    std::fs::write(path(name), kept.join("\n") + "\n").expect("the page can be written");
}

#[test]
fn every_code_has_a_page_that_says_what_is_said() {
    let wrong: Vec<String> = DocumentCode::ALL
        .iter()
        .filter_map(|&code| check(code).err())
        .collect();
    assert!(
        wrong.is_empty(),
        "{}\n\nset {BLESS}=1 to write what is said into the pages",
        wrong.join("\n\n")
    );
}
