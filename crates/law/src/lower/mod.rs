//! From texts to a [`Rulebook`]: names, types, units and days.
//!
//! Two passes. The first collects what is declared, so that a name may be used before and in another file than it
//! is declared; the second resolves what the declarations say. Nothing here fails: what cannot be resolved is left
//! out, or replaced by a condition that is never met, *with an error*, and whoever would check a transaction
//! refuses a rulebook with errors.

mod acknowledge;

mod calendar;
mod cases;
mod checks;
mod comparison;
mod condition;
mod conflict;
mod coverage;
mod declare;
mod effect;
mod expectation;
mod fields;
mod given;
mod instrument;
mod list;
mod literal;
mod lookup;
mod names;
mod path;
mod provision;
mod quantified;
mod reading;
mod resolve;
mod rows;
mod suspension;
mod table;
mod words;

use exeat_facts::Vocabulary;
use exeat_syntax::Diagnostic;
use sha2::{Digest, Sha256};

use crate::model::{Rulebook, SourceFile};
use crate::words::Phrasebook;

pub use acknowledge::{silence, silence_of};

/// A file of a rulebook, as the caller read it: a `.law` file or a table in a `.csv` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Path below the rulebooks folder, with `/`. Tables are looked for beside the file that names them.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A diagnostic and the file that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDiagnostic {
    /// Index into [`Rulebook::files`].
    pub file: usize,
    /// What is to be said about it.
    pub diagnostic: Diagnostic,
}

/// Reads a set of rulebooks. The order of the sources does not matter.
///
/// Never fails: a rulebook comes out of any texts, together with everything that is wrong with them. When one of the
/// diagnostics is an error the rulebook is incomplete, and no transaction may be checked against it.
///
/// ```
/// use exeat_facts::Vocabulary;
/// use exeat_law::lower::{SourceText, load};
///
/// let text = "\
/// jurisdiction XX
///   name \"Examplia\"
///   authority MOT \"Ministry of Trade\"
///
/// instrument XX.2025-1
///   title \"Export controls on magnets\"
///   issued 2025-01-01
///   in force from 2025-02-01
///   verified through 2025-12-31
///
/// rule magnets
///   cites §1
///   licence from MOT
///   when item.form is permanent-magnet-material
/// ";
/// let source = SourceText { path: "xx/2025-1.law".into(), text: text.into() };
/// let (rulebook, diagnostics) = load(vec![source], Vocabulary::standard());
/// assert_eq!(diagnostics, []);
/// assert_eq!(rulebook.provisions[0].name, "magnets");
///
/// let source = SourceText { path: "xx/2025-1.law".into(), text: text.replace("item.form", "item.from") };
/// let (_, diagnostics) = load(vec![source], Vocabulary::standard());
/// assert_eq!(diagnostics[0].diagnostic.message, "no fact is called `item.from`");
/// assert_eq!(diagnostics[0].diagnostic.help.as_deref(), Some("did you mean `item.form`?"));
/// ```
#[must_use]
pub fn load(
    sources: Vec<SourceText>,
    vocabulary: &'static Vocabulary,
) -> (Rulebook, Vec<FileDiagnostic>) {
    read(sources, vocabulary, true)
}

/// As [`load`], but without the worked cases, which are half of a rulebook's text and no part of the law: for callers
/// who have a transaction to check and little time. The digest is the same.
#[must_use]
pub fn load_law(
    sources: Vec<SourceText>,
    vocabulary: &'static Vocabulary,
) -> (Rulebook, Vec<FileDiagnostic>) {
    read(sources, vocabulary, false)
}

fn read(
    mut sources: Vec<SourceText>,
    vocabulary: &'static Vocabulary,
    with_cases: bool,
) -> (Rulebook, Vec<FileDiagnostic>) {
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    let files: Vec<SourceFile> = sources
        .into_iter()
        .map(|source| SourceFile {
            path: source.path,
            text: source.text,
        })
        .collect();
    let rulebook = Rulebook {
        vocabulary,
        jurisdictions: Vec::new(),
        instruments: Vec::new(),
        lists: Vec::new(),
        entries: Vec::new(),
        defines: Vec::new(),
        tables: Vec::new(),
        calendars: Vec::new(),
        readings: Vec::new(),
        provisions: Vec::new(),
        suspensions: Vec::new(),
        commencements: Vec::new(),
        conflicts: Vec::new(),
        coverage: Vec::new(),
        cases: Vec::new(),
        acknowledgements: Vec::new(),
        digest: digest(&files),
        files,
        phrases: Phrasebook::default(),
    };
    let mut lowering = resolve::Lowering::new(rulebook);
    let declared = declare::declare(&mut lowering, with_cases);
    lowering.lower(&declared);
    checks::check(&mut lowering);
    lowering.finish()
}

/// `sha256:` over the names and bytes of all files, each preceded by its length, in order of their names.
fn digest(files: &[SourceFile]) -> String {
    let mut hasher = Sha256::new();
    for file in files {
        for part in [&file.path, &file.text] {
            hasher.update(part.len().to_string());
            hasher.update(":");
            hasher.update(part);
        }
    }
    let mut text = String::from("sha256:");
    for byte in hasher.finalize() {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
