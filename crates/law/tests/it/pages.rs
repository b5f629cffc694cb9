//! The pages of `tests/diagnostics`: each shows a text that is wrong, what is said about it, and a text that is right.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use exeat_law::analysis::lint;
use exeat_law::lower::FileDiagnostic;
use exeat_law::model::Rulebook;
use exeat_syntax::Code;

use crate::markdown::{Section, read, unfolded};
use crate::support::{PRELUDE, load_files, repository, shown};

/// Set to write into the pages what is said about their wrong texts, to be read before it is committed.
const BLESS: &str = "EXEAT_BLESS";

/// Raised by running the worked cases, which the crate above does: here their texts only have to be read.
const BY_RUNNING_CASES: [Code; 2] = [Code::CASE_COVERS_NO_LIMB, Code::CASE_FAILED];

fn pages() -> BTreeMap<String, String> {
    let folder = repository("tests/diagnostics");
    let entries = std::fs::read_dir(folder).expect("the pages are there");
    entries
        .map(|entry| entry.expect("a file of the folder").path())
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?.to_owned();
            let is_page = name.starts_with('R') && name != "README";
            is_page.then(|| (name, std::fs::read_to_string(&path).expect("a text")))
        })
        .collect()
}

/// Loads a section's files; a law block without a name is `example.law`.
fn load_section(section: &Section) -> (Rulebook, Vec<FileDiagnostic>) {
    let files: Vec<(String, String)> = section
        .blocks
        .iter()
        .filter_map(|block| {
            let name = match (block.language.as_str(), &block.name) {
                ("law" | "csv", Some(name)) => name.clone(),
                ("law", None) => "example.law".to_owned(),
                _ => return None,
            };
            Some((name, unfolded(&block.text)))
        })
        .collect();
    assert!(
        !files.is_empty(),
        "the section `{}` has no law",
        section.title
    );
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let (rulebook, mut found) = load_files(&files);
    if found.iter().all(|one| !one.diagnostic.is_error()) {
        found.extend(lint(&Arc::new(rulebook.clone())));
    }
    (rulebook, found)
}

fn check(name: &str, page: &str) -> Result<(), String> {
    let (title, sections) = read(page);
    let code: Code = name.parse().map_err(|_| format!("{name} is no code"))?;
    let expected = format!("{code}: {}", code.title());
    if title != expected {
        return Err(format!("{name}: the title is `{title}`, not `{expected}`"));
    }
    let (mut wrong, mut right) = (0, 0);
    for section in &sections {
        if section.title.starts_with("Right") {
            right += 1;
            let (rulebook, found) = load_section(section);
            if !found.is_empty() {
                return Err(format!(
                    "{name}: the right text is wrong\n{}",
                    shown(&rulebook, &found)
                ));
            }
        }
        if section.title.starts_with("Wrong") {
            wrong += 1;
            check_wrong(name, code, section)?;
        }
    }
    if wrong == 0 || right == 0 {
        return Err(format!("{name}: a page has a `## Wrong` and a `## Right`"));
    }
    Ok(())
}

fn check_wrong(name: &str, code: Code, section: &Section) -> Result<(), String> {
    let (rulebook, found) = load_section(section);
    let report = shown(&rulebook, &found);
    if BY_RUNNING_CASES.contains(&code) {
        return if found.is_empty() {
            Ok(())
        } else {
            Err(format!("{name}: the text cannot be read\n{report}"))
        };
    }
    let codes: Vec<Code> = found.iter().map(|one| one.diagnostic.code).collect();
    if codes.is_empty() || codes.iter().any(|&other| other != code) {
        return Err(format!("{name}: the wrong text gives {codes:?}\n{report}"));
    }
    let expected = section.blocks.iter().find(|block| block.language == "text");
    match expected {
        Some(block) if block.text == report => Ok(()),
        Some(block) => {
            bless(name, block.lines.clone(), &report);
            Err(format!("{name}: it says\n{}and not\n{report}", block.text))
        }
        None => Err(format!(
            "{name}: `{}` lacks the text block of what is said\n{report}",
            section.title
        )),
    }
}

/// Writes into a page what is said about its wrong text, when that is asked for.
fn bless(name: &str, lines: std::ops::Range<usize>, report: &str) {
    if std::env::var_os(BLESS).is_none() {
        return;
    }
    let path = repository("tests/diagnostics").join(format!("{name}.md"));
    let page = std::fs::read_to_string(&path).expect("a text");
    let mut kept: Vec<&str> = page.lines().collect();
    kept.splice(lines, report.lines());
    std::fs::write(Path::new(&path), kept.join("\n") + "\n").expect("the page can be written");
}

#[test]
fn every_page_says_what_is_said() {
    let wrong: Vec<String> = pages()
        .iter()
        .filter_map(|(name, page)| check(name, page).err())
        .collect();
    assert!(
        wrong.is_empty(),
        "{}\n\nset {BLESS}=1 to write what is said into the pages",
        wrong.join("\n\n")
    );
}

#[test]
fn every_code_has_its_page() {
    let pages = pages();
    let missing: Vec<Code> = Code::all()
        .filter(|code| !pages.contains_key(&code.to_string()))
        .collect();
    assert_eq!(missing, []);
}

#[test]
fn both_readmes_show_the_prelude_that_every_page_leans_on() {
    for folder in ["tests/diagnostics", "tests/language"] {
        let path = repository(folder).join("README.md");
        let readme = std::fs::read_to_string(path).expect("a text");
        let (_, sections) = read(&readme);
        let blocks = sections.iter().flat_map(|section| &section.blocks);
        let preludes: Vec<&str> = blocks
            .filter(|block| block.name.as_deref() == Some("prelude.law"))
            .map(|block| block.text.as_str())
            .collect();
        assert_eq!(preludes, [PRELUDE], "{folder}");
    }
}

/// The pages of `tests/language` are read here; the crate above runs their cases.
#[test]
fn the_language_by_example_is_read_without_a_word() {
    let folder = repository("tests/language");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .expect("the pages are there")
        .map(|entry| entry.expect("a file of the folder").path())
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .collect();
    names.sort();
    assert!(names.len() >= 5, "{names:?}");
    for path in names {
        let page = std::fs::read_to_string(&path).expect("a text");
        let (_, sections) = read(&page);
        for section in sections {
            let name = format!("{}: {}", path.display(), section.title);
            let laws = section
                .blocks
                .iter()
                .filter(|block| block.language == "law");
            let law: Vec<&str> = laws.map(|block| block.text.as_str()).collect();
            let mut files = vec![("example.law", law.join("\n"))];
            for block in &section.blocks {
                if let ("csv", Some(table)) = (block.language.as_str(), &block.name) {
                    files.push((table, block.text.clone()));
                }
            }
            let files: Vec<(&str, &str)> = files
                .iter()
                .map(|(name, text)| (*name, text.as_str()))
                .collect();
            let (rulebook, mut found) = load_files(&files);
            if found.is_empty() {
                found.extend(lint(&Arc::new(rulebook.clone())));
            }
            assert!(found.is_empty(), "{name}\n{}", shown(&rulebook, &found));
            assert!(!rulebook.cases.is_empty(), "{name} has no case");
        }
    }
}
