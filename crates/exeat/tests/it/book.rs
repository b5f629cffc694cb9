//! The examples of the manual and of the README are what the program says.
//!
//! A block that begins with ```` ```console ```` holds a command after `$ `, and below it what the
//! command prints; a line `? 5` at the end is its exit status where that is not 0, and a line `…`
//! stands for any number of lines. Run the tests with `EXEAT_WRITE_BOOK=1` to write the output
//! anew; a shortened output stays shortened only where its lines are still there.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::run::{Answer, finish, folder, program, root, without_digests};

const PAGES: &[&str] = &[
    "README.md",
    "docs/book/command-line.md",
    "docs/book/reading-a-report.md",
    "docs/book/classification.md",
    "docs/book/examples.md",
    "docs/book/lists.md",
    "docs/book/ownership.md",
];

#[test]
fn the_manual_shows_real_output() {
    let write = std::env::var_os("EXEAT_WRITE_BOOK").is_some();
    // Examples write files; they do it in a copy of what they need.
    let place = folder("book");
    copy(&root().join("examples"), &place.join("examples"));
    copy(&root().join("rulebooks"), &place.join("rulebooks"));
    fs::create_dir_all(place.join("tests")).expect("a folder");
    let set = "tests/classification.toml";
    fs::copy(root().join(set), place.join(set)).expect("a copy");
    for page in PAGES {
        let path = root().join(page);
        let text = fs::read_to_string(&path).expect("the page");
        let (again, wrong) = page_again(&text, &place);
        if write {
            fs::write(&path, again).expect("the page is written");
        } else {
            assert!(
                wrong.is_empty(),
                "{page} shows what the program no longer says; run the tests with \
                 EXEAT_WRITE_BOOK=1 to write it anew\n\n{}",
                wrong.join("\n")
            );
        }
    }
}

/// Every jurisdiction has a page that says how far its law is modelled, and one page names them all.
#[test]
fn every_jurisdiction_has_its_page() {
    let kept = root().join("docs/book/coverage");
    let place = folder("coverage-pages");
    let pages = match std::env::var_os("EXEAT_WRITE_BOOK") {
        Some(_) => kept.clone(),
        None => place.join("pages"),
    };
    let mut command = program(&place);
    command.args(["law", "coverage", "--pages"]).arg(&pages);
    let answer = finish(command, "");
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let names = |folder: &Path| {
        let files = fs::read_dir(folder).expect("a folder");
        let names = files.map(|file| file.expect("a file").file_name());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(
        names(&kept),
        names(&pages),
        "the pages of docs/book/coverage"
    );
    for name in names(&pages) {
        let read = |folder: &Path| fs::read_to_string(folder.join(&name)).expect("a page");
        assert!(
            read(&kept) == read(&pages),
            "docs/book/coverage/{} is not what the rulebooks say; run the tests with \
             EXEAT_WRITE_BOOK=1 to write it anew",
            name.display()
        );
    }
}

/// The page with the output of today, and what is not so any more.
fn page_again(text: &str, place: &Path) -> (String, Vec<String>) {
    let mut again = String::new();
    let mut wrong = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        again.push_str(line);
        again.push('\n');
        if line != "```console" {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut rest = block.as_slice();
        while let Some((command, after)) = rest.split_first() {
            let command = command
                .strip_prefix("$ ")
                .expect("a command begins with `$ `");
            let length = after
                .iter()
                .take_while(|line| !line.starts_with("$ "))
                .count();
            let (shown, after) = after.split_at(length);
            rest = after;
            let said = said(&run(command, place));
            let said: Vec<&str> = said.lines().collect();
            let _ = writeln!(again, "$ {command}");
            let kept = if matches(shown, &said) { shown } else { &said };
            if kept != shown {
                wrong.push(format!("$ {command}\n{}", said.join("\n")));
            }
            for line in kept {
                let _ = writeln!(again, "{line}");
            }
        }
        again.push_str("```\n");
    }
    (again, wrong)
}

/// Runs a line of the manual: words separated by blanks, `'` around what holds blanks, and
/// `printf '…' | ` before it for standard input. `cargo run --release --` stands for the program.
fn run(line: &str, place: &Path) -> Answer {
    let (input, line) = match line
        .strip_prefix("printf '")
        .and_then(|rest| rest.split_once("' | "))
    {
        Some((input, line)) => (input.replace("\\n", "\n").replace("%%", "%"), line),
        None => (String::new(), line),
    };
    let line = line.replacen("cargo run --release --", "exeat", 1);
    let mut words: Vec<String> = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    let (first, arguments) = words.split_first().expect("a command");
    assert_eq!(first, "exeat", "only the program itself is run");
    let (arguments, output) = match arguments {
        [arguments @ .., sign, file] if sign == ">" => (arguments, Some(file)),
        arguments => (arguments, None),
    };
    let mut command = program(place);
    command
        .args(arguments)
        .env("EXEAT_DATA", place.join("data"));
    let mut answer = finish(command, &input);
    if let Some(file) = output {
        fs::write(place.join(file), &answer.stdout).expect("the output is written");
        answer.stdout.clear();
    }
    answer
}

/// What a terminal would show, digests left out, and the exit status.
fn said(answer: &Answer) -> String {
    let mut text = without_digests(&format!("{}{}", answer.stdout, answer.stderr));
    if answer.status != 0 {
        let _ = writeln!(text, "? {}", answer.status);
    }
    text
}

/// Whether lines are those that were said, `…` standing for any number of them.
fn matches(shown: &[&str], said: &[&str]) -> bool {
    let parts: Vec<&[&str]> = shown.split(|line| *line == "…").collect();
    let [first, middle @ .., last] = parts.as_slice() else {
        return shown == said;
    };
    let Some(mut rest) = said.strip_prefix(*first) else {
        return false;
    };
    // Each part where it comes first: a later place would only leave less for the others.
    for part in middle {
        let found = (0..=rest.len()).find_map(|skip| rest[skip..].strip_prefix(*part));
        match found {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

#[test]
fn a_shortened_output_matches_and_a_wrong_one_does_not() {
    let said = ["one", "two", "three", "four"];
    assert!(matches(&said, &said));
    assert!(matches(&["one", "…", "four"], &said));
    assert!(matches(&["…", "three", "…"], &said));
    assert!(!matches(&["one", "…", "three"], &said));
    assert!(!matches(&["one", "two", "three"], &said));
}
