//! The texts of the repository, by path, so that each check is a function from texts to findings.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Folders that hold nothing of ours.
const SKIPPED_FOLDERS: &[&str] = &[".git", "target", "node_modules"];

/// Every text file of the repository, keyed by its path from the root, with `/` between the parts.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, Option<String>>,
}

impl Tree {
    /// Reads the repository under `root`. Files that are not UTF-8 are known by name only.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(&folder)
                .with_context(|| format!("cannot list {}", folder.display()))?;
            for entry in entries {
                let path = entry?.path();
                let name = path
                    .file_name()
                    .and_then(|name| name.to_str())
                    .unwrap_or("");
                if path.is_dir() {
                    if !SKIPPED_FOLDERS.contains(&name) {
                        folders.push(path);
                    }
                    continue;
                }
                let bytes =
                    fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                tree.files
                    .insert(relative(root, &path), String::from_utf8(bytes).ok());
            }
        }
        Ok(tree)
    }

    /// A made-up repository, for tests.
    #[cfg(test)]
    pub(crate) fn of<const N: usize>(files: [(&str, &str); N]) -> Self {
        let files = files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), Some(text.to_owned())))
            .collect();
        Self { files }
    }

    /// The text of the file at `path`.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).and_then(Option::as_deref)
    }

    /// Whether there is a file, or a folder with a file in it, at `path`.
    pub(crate) fn holds(&self, path: &str) -> bool {
        if path.is_empty() || self.files.contains_key(path) {
            return true;
        }
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.under(&folder).next().is_some()
    }

    /// The paths that begin with `prefix`, in order.
    pub(crate) fn under<'tree>(
        &'tree self,
        prefix: &'tree str,
    ) -> impl Iterator<Item = &'tree str> {
        self.files
            .range(prefix.to_owned()..)
            .map(|(path, _)| path.as_str())
            .take_while(move |path| path.starts_with(prefix))
    }

    /// Every text whose path ends with one of `endings`, with its path, in order.
    pub(crate) fn ending<'tree>(
        &'tree self,
        endings: &'tree [&str],
    ) -> impl Iterator<Item = (&'tree str, &'tree str)> {
        self.files
            .iter()
            .filter(move |(path, _)| endings.iter().any(|ending| path.ends_with(ending)))
            .filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }
}

/// The root of the repository: the folder above this crate's.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
