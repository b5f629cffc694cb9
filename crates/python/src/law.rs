//! The rulebooks, and the law of some days, kept for the life of the process.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use exeat_facts::Vocabulary;
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load_law};
use exeat_law::model::Rulebook;
use exeat_law::stored::restore;
use exeat_value::Day;
use pyo3::prelude::*;

use crate::wrong;

/// Path below `rulebooks/` and text of every rulebook file, in order of their paths.
const COMPILED_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rulebooks.rs"));

/// The law in them, read and resolved when the wheel was built.
const RESOLVED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rulebooks.bin"));

/// Folders within each other; the rulebooks have two.
const DEPTH_MAX: usize = 8;

/// Where rulebooks come from: a folder, or what is compiled in.
type Origin = Option<PathBuf>;

static RULEBOOKS: LazyLock<Mutex<HashMap<Origin, Arc<Rulebook>>>> = LazyLock::new(Mutex::default);

/// The law of some days: where it comes from, the days, and from when one looks.
type Dates = (Origin, Vec<Day>, Day);

/// A worker goes through many batches under the same law, and each process knows few, so they are never let go.
static LAWS: LazyLock<Mutex<HashMap<Dates, &'static [FrozenLaw]>>> = LazyLock::new(Mutex::default);

/// The rulebooks of a folder, or those compiled in.
///
/// # Errors
/// They cannot be read or are wrong.
pub(crate) fn rulebook(folder: Option<&Path>) -> PyResult<Arc<Rulebook>> {
    let origin = folder.map(Path::to_path_buf);
    let mut known = RULEBOOKS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(rulebook) = known.get(&origin) {
        return Ok(Arc::clone(rulebook));
    }
    let rulebook = Arc::new(read(folder)?);
    known.insert(origin, Arc::clone(&rulebook));
    Ok(rulebook)
}

/// The law of these days.
///
/// # Errors
/// The rulebooks cannot be read or are wrong.
pub(crate) fn laws(
    folder: Option<&Path>,
    days: &[Day],
    known_at: Day,
) -> PyResult<&'static [FrozenLaw]> {
    let rulebook = rulebook(folder)?;
    let key = (folder.map(Path::to_path_buf), days.to_vec(), known_at);
    let mut known = LAWS.lock().unwrap_or_else(PoisonError::into_inner);
    let frozen = known.entry(key).or_insert_with(|| {
        let laws: Vec<FrozenLaw> = days
            .iter()
            .map(|&day| FrozenLaw::new(Arc::clone(&rulebook), day, known_at))
            .collect();
        Box::leak(laws.into_boxed_slice())
    });
    Ok(frozen)
}

fn read(folder: Option<&Path>) -> PyResult<Rulebook> {
    let sources = match folder {
        None => {
            if let Ok(mut rulebook) = restore(RESOLVED) {
                for (file, &(_, text)) in rulebook.files.iter_mut().zip(COMPILED_IN) {
                    text.clone_into(&mut file.text);
                }
                return Ok(rulebook);
            }
            let compiled_in = COMPILED_IN.iter();
            compiled_in
                .map(|&(path, text)| SourceText {
                    path: path.to_owned(),
                    text: text.to_owned(),
                })
                .collect()
        }
        Some(folder) => {
            let mut sources = Vec::new();
            collect(folder, folder, 0, &mut sources)?;
            sources.sort_by(|one: &SourceText, other| one.path.cmp(&other.path));
            if sources.is_empty() {
                let message = format!("`{}` holds no rulebooks", folder.display());
                return Err(wrong(message, "name the folder that holds the `.law` files"));
            }
            sources
        }
    };
    let (rulebook, diagnostics) = load_law(sources, Vocabulary::standard());
    let mut errors = diagnostics.iter().filter(|one| one.diagnostic.is_error());
    match errors.next() {
        None => Ok(rulebook),
        Some(first) => {
            let file = rulebook.files.get(first.file).map_or("", |file| &file.path);
            let message = format!(
                "the rulebooks cannot be used: {file}: {} (and {} more)",
                first.diagnostic.message,
                errors.count()
            );
            Err(wrong(message, "`exeat law lint` shows all that is wrong with them"))
        }
    }
}

fn collect(
    root: &Path,
    folder: &Path,
    depth: usize,
    sources: &mut Vec<SourceText>,
) -> PyResult<()> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        wrong(format!("`{}` cannot be read: {error}", path.display()), "")
    };
    if depth > DEPTH_MAX {
        let message = format!("`{}` is more than {DEPTH_MAX} folders deep", folder.display());
        return Err(wrong(message, "name the folder that holds the `.law` files"));
    }
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            collect(root, &path, depth + 1, sources)?;
        } else if matches!(ending, Some("law" | "csv")) {
            let below = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            sources.push(SourceText {
                path: parts.join("/"),
                text,
            });
        }
    }
    Ok(())
}

/// A day as `2025-12-15`.
///
/// # Errors
/// It is none.
pub(crate) fn day(text: &str) -> PyResult<Day> {
    text.parse()
        .map_err(|_| wrong(format!("`{text}` is no day"), "write it as `2025-12-15`"))
}

/// Refuses codes of jurisdictions that the rulebooks do not have.
///
/// # Errors
/// There is one.
pub(crate) fn known_jurisdictions(rulebook: &Rulebook, codes: &[String]) -> PyResult<()> {
    let unknown = codes.iter().find(|code| rulebook.find_jurisdiction(code).is_none());
    match unknown {
        None => Ok(()),
        Some(code) => {
            let known = rulebook.jurisdictions.iter().map(|one| one.code.as_str());
            let known: Vec<&str> = known.collect();
            let mend = format!("there are rulebooks for {}", known.join(", "));
            Err(wrong(format!("no rulebook is about the law of `{code}`"), &mend))
        }
    }
}

/// The codes of the jurisdictions of the rulebooks, in their order.
#[pyfunction]
#[pyo3(signature = (rulebooks=None))]
pub(crate) fn jurisdictions(rulebooks: Option<PathBuf>) -> PyResult<Vec<String>> {
    let rulebook = rulebook(rulebooks.as_deref())?;
    Ok(rulebook.jurisdictions.iter().map(|one| one.code.clone()).collect())
}
