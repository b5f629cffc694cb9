//! The files of a sweep: single ones, those of a folder, those that a pattern names.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Endings of files that a folder is searched for.
const ENDINGS: [&str; 7] = ["csv", "tsv", "txt", "xlsx", "xlsm", "parquet", "parq"];
/// Folders within each other.
const DEPTH_MAX: usize = 8;
/// Files of one sweep.
const FILES_MAX: usize = 100_000;

/// What a table is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// Parquet.
    Parquet,
}

/// One file of a sweep.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is written in.
    pub kind: Kind,
    /// How long it is.
    pub bytes: u64,
}

impl Input {
    /// What messages and outputs call it.
    pub fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// Opens it.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn open(&self) -> Result<File, Failure> {
        File::open(&self.path).map_err(|error| Failure::file("read", &self.path, &error))
    }
}

/// The files that are meant, in order of their names.
///
/// # Errors
/// One cannot be read, or there is none.
pub fn inputs(asked: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut paths = Vec::new();
    for path in asked {
        if path.is_dir() {
            let before = paths.len();
            folder(path, 0, &mut paths)?;
            if paths.len() == before {
                return Err(
                    Failure::wrong(format!("`{}` holds no tables", path.display()))
                        .with_help("a table is a file that ends in `.csv`, `.xlsx` or `.parquet`"),
                );
            }
        } else if !path.exists() && path.to_string_lossy().contains(['*', '?']) {
            let before = paths.len();
            pattern(path, &mut paths)?;
            if paths.len() == before {
                return Err(Failure::wrong(format!(
                    "no file is named like `{}`",
                    path.display()
                )));
            }
        } else {
            paths.push(path.clone());
        }
    }
    if paths.len() > FILES_MAX {
        return Err(Failure::wrong(format!(
            "there are more than {FILES_MAX} files"
        )));
    }
    paths.into_iter().map(looked_at).collect()
}

fn folder(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if depth > DEPTH_MAX {
        return Err(Failure::wrong(format!(
            "`{}` lies more than {DEPTH_MAX} folders deep",
            path.display()
        )));
    }
    for path in entries(path)? {
        let name = name_of(&path);
        if name.starts_with(['.', '_']) {
            continue;
        }
        let ending = path
            .extension()
            .map(|one| one.to_string_lossy().to_lowercase());
        if path.is_dir() {
            folder(&path, depth + 1, found)?;
        } else if ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            found.push(path);
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error| Failure::file("read", folder, &error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    Ok(entries)
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The files of a folder whose names are like the last part of a path.
fn pattern(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let wanted = name_of(path);
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    for path in entries(parent)? {
        if path.is_file() && is_like(&name_of(&path), &wanted) {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a name is like a pattern, in which `*` stands for anything and `?` for one character.
fn is_like(name: &str, pattern: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let pattern: Vec<char> = pattern.chars().collect();
    let (mut at, mut in_pattern) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(in_pattern) {
            Some('*') => {
                star = Some((in_pattern, at));
                in_pattern += 1;
            }
            Some(&one) if one == '?' || Some(&one) == name.get(at) => {
                at += 1;
                in_pattern += 1;
            }
            _ => match star {
                Some((place, from)) => {
                    star = Some((place, from + 1));
                    in_pattern = place + 1;
                    at = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(in_pattern).all(|&one| one == '*')
}

/// A file with its kind, which its first bytes tell.
fn looked_at(path: PathBuf) -> Result<Input, Failure> {
    let failed = |error| Failure::file("read", &path, &error);
    let mut file = File::open(&path).map_err(failed)?;
    let bytes = file.metadata().map_err(failed)?.len();
    let mut first = Vec::new();
    (&mut file)
        .take(4)
        .read_to_end(&mut first)
        .map_err(failed)?;
    if first.is_empty() {
        return Err(Failure::wrong(format!("`{}` is empty", path.display())));
    }
    let kind = match first.as_slice() {
        b"PAR1" => Kind::Parquet,
        b"PK\x03\x04" => Kind::Xlsx,
        [0xD0, 0xCF, 0x11, 0xE0] => {
            return Err(Failure::wrong(format!(
                "`{}` is a workbook of the format before 2007",
                path.display()
            ))
            .with_help("open it in a spreadsheet program and save it as XLSX"));
        }
        _ => Kind::Csv,
    };
    let ending = path
        .extension()
        .map(|one| one.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let said = match ending.as_str() {
        "parquet" | "parq" => Kind::Parquet,
        "xlsx" | "xlsm" => Kind::Xlsx,
        _ => kind,
    };
    if said != kind {
        return Err(Failure::wrong(format!(
            "`{}` is named like a {} and is none",
            path.display(),
            if said == Kind::Parquet {
                "Parquet file"
            } else {
                "workbook"
            }
        ))
        .with_help("look whether the file is whole, or give it the ending of what it is"));
    }
    Ok(Input { path, kind, bytes })
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn patterns_are_like_those_of_shells() {
        assert!(is_like("2025-10.parquet", "2025-*.parquet"));
        assert!(is_like("abc", "a?c"));
        assert!(is_like("aXbXc", "*X*c"));
        assert!(!is_like("abc", "a?"));
        assert!(!is_like("abc", "*d"));
        assert!(is_like("", "*"));
    }
}
