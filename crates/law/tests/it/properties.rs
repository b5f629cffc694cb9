//! Whatever the texts, reading them ends, and says something when it leaves something out.

use exeat_facts::Vocabulary;
use exeat_law::lower::{FileDiagnostic, SourceText, load};
use exeat_law::model::Rulebook;
use exeat_syntax::parse;
use proptest::prelude::*;

use crate::repository::rulebooks;

/// What is declared is kept, or something is said.
fn nothing_is_left_out_in_silence(rulebook: &Rulebook, found: &[FileDiagnostic]) {
    if found.iter().any(|one| one.diagnostic.is_error()) {
        return;
    }
    let declared = rulebook
        .files
        .iter()
        .filter(|file| file.path.ends_with(".law"))
        .map(|file| parse(&file.text).tree().declarations().count())
        .sum::<usize>();
    let kept = [
        rulebook.jurisdictions.len(),
        rulebook.instruments.len(),
        rulebook.lists.len(),
        rulebook.entries.len(),
        rulebook.defines.len(),
        rulebook.tables.len(),
        rulebook.calendars.len(),
        rulebook.readings.len(),
        rulebook.provisions.len(),
        rulebook.suspensions.len(),
        rulebook.commencements.len(),
        rulebook.conflicts.len(),
        rulebook.coverage.len(),
        rulebook.cases.len(),
    ];
    assert_eq!(declared, kept.iter().sum::<usize>(), "{kept:?}");
}

/// Everything that a caller may do with a rulebook, errors or not.
fn walk(rulebook: &Rulebook, found: &[FileDiagnostic]) {
    nothing_is_left_out_in_silence(rulebook, found);
    for one in found {
        let file = &rulebook.files[one.file];
        let _ = exeat_syntax::render(&one.diagnostic, &file.path, &file.text, false);
    }
    for (_, provision) in rulebook.provision_ids() {
        let _ = rulebook.full_name(provision);
        let _ = rulebook.jurisdiction(rulebook.instrument(provision.instrument).jurisdiction);
    }
    for list in &rulebook.lists {
        for &entry in &list.entries {
            let _ = rulebook.entry(entry);
        }
    }
    for case in &rulebook.cases {
        case.case.validate().expect("a case that is kept is whole");
    }
}

/// A change of a text: some lines or words are taken out, doubled or exchanged.
#[derive(Debug, Clone)]
enum Change {
    DropLine(prop::sample::Index),
    DoubleLine(prop::sample::Index),
    SwapLines(prop::sample::Index, prop::sample::Index),
    SwapWords(prop::sample::Index, prop::sample::Index),
    Indent(prop::sample::Index),
    Insert(prop::sample::Index, String),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let at = any::<prop::sample::Index>;
    let change = prop_oneof![
        at().prop_map(Change::DropLine),
        at().prop_map(Change::DoubleLine),
        (at(), at()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        (at(), at()).prop_map(|(a, b)| Change::SwapWords(a, b)),
        at().prop_map(Change::Indent),
        (at(), "[a-z0-9.,()%§ \"-]{1,12}").prop_map(|(a, text)| Change::Insert(a, text)),
    ];
    prop::collection::vec(change, 1..12)
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for change in changes {
        if lines.is_empty() {
            break;
        }
        let count = lines.len();
        match change {
            Change::DropLine(at) => {
                lines.remove(at.index(count));
            }
            Change::DoubleLine(at) => {
                let line = lines[at.index(count)].clone();
                lines.insert(at.index(count), line);
            }
            Change::SwapLines(one, other) => lines.swap(one.index(count), other.index(count)),
            Change::SwapWords(one, other) => {
                let word_of = |line: &str| line.split_whitespace().last().map(str::to_owned);
                let (one, other) = (one.index(count), other.index(count));
                if let (Some(first), Some(second)) = (word_of(&lines[one]), word_of(&lines[other]))
                {
                    lines[one] = lines[one].replace(&first, &second);
                    lines[other] = lines[other].replace(&second, &first);
                }
            }
            Change::Indent(at) => lines[at.index(count)].insert_str(0, "  "),
            Change::Insert(at, text) => lines[at.index(count)].push_str(text),
        }
    }
    lines.join("\n")
}

proptest! {
    // Each case reads all rulebooks.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn changed_rulebooks_are_read_to_the_end(
        file in any::<prop::sample::Index>(),
        changes in changes(),
    ) {
        let mut sources = rulebooks();
        let index = file.index(sources.len());
        let text = changed(&sources[index].text, &changes);
        sources[index].text = text;
        let (rulebook, found) = load(sources, Vocabulary::standard());
        walk(&rulebook, &found);
    }
}

proptest! {
    #[test]
    fn any_words_of_the_language_are_read_to_the_end(
        words in prop::collection::vec(
            prop::sample::select(WORDS.to_vec()),
            0..120,
        ),
    ) {
        let text: String = words.concat();
        let source = SourceText { path: "a.law".to_owned(), text };
        let (rulebook, found) = load(vec![source], Vocabulary::standard());
        walk(&rulebook, &found);
    }

    #[test]
    fn any_table_is_read_to_the_end(table in "[A-Za-z ,\"\n#%]{0,200}") {
        let law = "jurisdiction XX\ninstrument XX.1\n  in force from 2025-01-01\n\
            table t from \"t.csv\"\n  key a : code country\n  column b : yes/no\n  otherwise no\n\
            define d as t[shipment.from].b\n";
        let sources = vec![
            SourceText { path: "a.law".to_owned(), text: law.to_owned() },
            SourceText { path: "t.csv".to_owned(), text: format!("a,b\n{table}") },
        ];
        let (rulebook, found) = load(sources, Vocabulary::standard());
        walk(&rulebook, &found);
    }
}

const WORDS: &[&str] = &[
    "\n",
    "\n  ",
    "\n    ",
    "\n      ",
    " ",
    "jurisdiction XX",
    "instrument XX.1",
    "rule r",
    "exception e to r",
    "policy p to r",
    "gap g",
    "entry A1 of l",
    "list l",
    "define d as ",
    "define d",
    "table t from \"t.csv\"",
    "reading q",
    "suspend r",
    "suspend XX.1",
    "commence r from 2025-01-01",
    "coverage",
    "case \"c\"",
    "cites §1",
    "in force from 2025-01-01",
    "in force reading q",
    "licence from MOT",
    "prohibited",
    "exempt",
    "review case-by-case",
    "when ",
    "all of",
    "any of",
    "none of",
    "(a) ",
    "item.form is metal",
    "item.content.Dy is at least ",
    "5 %",
    "5 kg",
    "1000 USD",
    "yes",
    "2025-01-01",
    "item is listed in l",
    "item is listed in A1",
    "d",
    "not ",
    " and ",
    " or ",
    "(",
    ")",
    "[in force from 2025-02-01]",
    "some layer of item has ",
    "layer.form is metal",
    "component.origin is CN",
    "some party has ",
    "party.military-user",
    "share by value of components of item where ",
    " is at least ",
    "reading q is a",
    "over r",
    "or a : \"x\"",
    "or b presumed : \"y\" => from 2025-01-01 through 2025-02-01",
    "question \"?\"",
    "may prohibited",
    "may licence from MOT",
    "on 2025-03-01",
    "given",
    "expect prohibited",
    "because r(a)",
    "asks item.form",
    "duties report",
    "item.origin is contested CN or JP",
    "component x of item",
    "value-share is 5 %",
    "components of item complete",
    "is unknown",
    "acknowledges R0106 \"x\"",
    "key k : code country",
    "column c : yes/no",
    "otherwise no",
    "t[shipment.destination].c",
    "hs 280530 vintage 2026",
    "name \"X\"",
    "authority MOT \"M\"",
    "reach when ",
    "verified through 2025-12-31",
    "then duty report \"x\" to MOT within 10 working days",
];
