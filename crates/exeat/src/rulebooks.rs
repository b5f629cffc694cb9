//! The rulebooks: those compiled in, or those of a folder.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use exeat_facts::Vocabulary;
use exeat_law::lower::{self, FileDiagnostic, SourceText};
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_law::stored::{StoredError, restore};

use crate::console::Console;
use crate::failure::Failure;
use crate::files;
use crate::layout;

/// Path below `rulebooks/` and text of every rulebook file, in order of their paths.
const COMPILED_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rulebooks.rs"));

/// The law in them, read and resolved when the program was built; nothing where the rulebooks were wrong then.
const RESOLVED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rulebooks.bin"));

/// How the names of files end that are read: rulebooks, and the tables that they name.
const OF_RULEBOOKS: &[&str] = &["law", "csv"];

/// Folders within each other; the rulebooks have two.
const DEPTH_MAX: usize = 8;
/// Files of one set of rulebooks.
const FILES_MAX: usize = 4_096;
/// Diagnostics that are shown when a set of rulebooks is refused.
const SHOWN_MAX: usize = 20;

/// `--rulebooks DIR`.
#[derive(Debug, Default, Args)]
pub(crate) struct RulebookOption {
    /// Use the rulebooks in this folder instead of those compiled in
    #[arg(
        long = "rulebooks",
        value_name = "DIR",
        env = "EXEAT_RULEBOOKS",
        hide_env_values = true
    )]
    rulebooks: Option<OsString>,
}

impl RulebookOption {
    /// The rulebooks of a folder.
    pub(crate) fn of(folder: &Path) -> Self {
        Self {
            rulebooks: Some(folder.as_os_str().to_owned()),
        }
    }

    /// The folder that was given. An empty name, as of a variable that is set to nothing, is none.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.rulebooks
            .as_deref()
            .filter(|folder| !folder.is_empty())
            .map(Path::new)
    }

    /// The texts, with their paths below the rulebooks folder.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, or there is too much of it.
    pub(crate) fn sources(&self) -> Result<Vec<SourceText>, Failure> {
        match self.folder() {
            None => Ok(compiled_in()),
            Some(folder) => in_folder(folder),
        }
    }

    /// The rulebooks, ready for use, with their worked cases.
    ///
    /// # Errors
    /// They cannot be read, or are wrong. What is wrong is printed before.
    pub(crate) fn load(&self, console: &Console) -> Result<Arc<Rulebook>, Failure> {
        self.usable(
            lower::load(self.sources()?, Vocabulary::standard()),
            console,
        )
    }

    /// The same without the worked cases. Those compiled in take no time to speak of.
    ///
    /// # Errors
    /// They cannot be read, or are wrong. What is wrong is printed before.
    pub(crate) fn load_law(&self, console: &Console) -> Result<Arc<Rulebook>, Failure> {
        if self.folder().is_none()
            && let Ok(rulebook) = resolved()
        {
            return Ok(Arc::new(rulebook));
        }
        self.usable(
            lower::load_law(self.sources()?, Vocabulary::standard()),
            console,
        )
    }

    /// The same with the lists that serve classification alone.
    ///
    /// # Errors
    /// They cannot be read, or are wrong. What is wrong is printed before.
    pub(crate) fn load_lists(&self, console: &Console) -> Result<Arc<Rulebook>, Failure> {
        let sources = exeat_classify::with_lists(self.sources()?);
        self.usable(lower::load_law(sources, Vocabulary::standard()), console)
    }

    /// Refuses rulebooks with errors.
    fn usable(
        &self,
        (rulebook, diagnostics): (Rulebook, Vec<FileDiagnostic>),
        console: &Console,
    ) -> Result<Arc<Rulebook>, Failure> {
        let errors: Vec<&FileDiagnostic> = diagnostics
            .iter()
            .filter(|one| one.diagnostic.is_error())
            .collect();
        if errors.is_empty() {
            return Ok(Arc::new(rulebook));
        }
        for one in errors.iter().take(SHOWN_MAX) {
            console.remark(&shown(&rulebook, one, self.folder(), console.colour_err()));
        }
        let errors = layout::counted(errors.len(), "error");
        Err(
            Failure::wrong(format!("the rulebooks cannot be used: {errors}"))
                .with_help("`exeat law lint` shows all that is wrong with them"),
        )
    }
}

/// A diagnostic with its source lines. Files of a folder are shown by the path that the reader
/// can open.
pub(crate) fn shown(
    rulebook: &Rulebook,
    one: &FileDiagnostic,
    folder: Option<&Path>,
    colour: bool,
) -> String {
    let (path, text) = rulebook
        .files
        .get(one.file)
        .map_or(("", ""), |file| (file.path.as_str(), file.text.as_str()));
    let path = match folder {
        Some(folder) => folder.join(path),
        None => Path::new("rulebooks").join(path),
    };
    let shown = exeat_syntax::render(&one.diagnostic, &path.to_string_lossy(), text, colour);
    format!("{}\n\n", shown.trim_end())
}

/// The jurisdictions with these codes; none for none.
///
/// # Errors
/// A code is not in the rulebooks.
pub(crate) fn jurisdictions(
    rulebook: &Rulebook,
    codes: &[String],
) -> Result<Vec<JurisdictionId>, Failure> {
    codes
        .iter()
        .map(|code| {
            rulebook.find_jurisdiction(code).ok_or_else(|| {
                let known: Vec<&str> = rulebook
                    .jurisdictions
                    .iter()
                    .map(|one| one.code.as_str())
                    .collect();
                Failure::usage(format!("no rulebook is about the law of `{code}`"))
                    .with_help(format!("there are rulebooks for {}", known.join(", ")))
            })
        })
        .collect()
}

/// The rulebooks as they were resolved when the program was built, with their texts put back.
fn resolved() -> Result<Rulebook, StoredError> {
    let mut rulebook = restore(RESOLVED)?;
    for (file, &(_, text)) in rulebook.files.iter_mut().zip(COMPILED_IN) {
        text.clone_into(&mut file.text);
    }
    Ok(rulebook)
}

fn compiled_in() -> Vec<SourceText> {
    COMPILED_IN
        .iter()
        .map(|&(path, text)| SourceText {
            path: path.to_owned(),
            text: text.to_owned(),
        })
        .collect()
}

fn in_folder(folder: &Path) -> Result<Vec<SourceText>, Failure> {
    let mut sources = Vec::new();
    for path in law_files(folder, OF_RULEBOOKS)? {
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        sources.push(SourceText {
            path: parts.join("/"),
            text: files::read_text(&path)?,
        });
    }
    // Tables alone decide nothing, and without law nothing stands in the way of anything.
    if !sources.iter().any(|source| source.path.ends_with(".law")) {
        return Err(
            Failure::wrong(format!("`{}` holds no rulebooks", folder.display()))
                .with_help("a rulebook is a file that ends in `.law`, in this folder or below it"),
        );
    }
    Ok(sources)
}

/// Whether a file of a folder of rulebooks is read with them.
pub(crate) fn is_of_rulebooks(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| OF_RULEBOOKS.iter().any(|wanted| ending == *wanted))
}

/// The files below a folder that have one of these endings, in order. Hidden folders are left out.
///
/// # Errors
/// A folder cannot be read, or there is too much below it.
pub(crate) fn law_files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    collect(folder, endings, 0, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(
    folder: &Path,
    endings: &[&str],
    depth: usize,
    found: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    if depth > DEPTH_MAX {
        return Err(Failure::wrong(format!(
            "`{}` lies more than {DEPTH_MAX} folders deep",
            folder.display()
        )));
    }
    let failed = |error| Failure::file("read", folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            collect(&path, endings, depth + 1, found)?;
        } else if path
            .extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
        {
            found.push(path);
        }
        if found.len() > FILES_MAX {
            return Err(Failure::wrong(format!(
                "there are more than {FILES_MAX} rulebook files"
            )));
        }
    }
    Ok(())
}
