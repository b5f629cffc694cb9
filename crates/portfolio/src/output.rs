//! One output out of the chunks of a sweep, with what stands beside it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::book;
use crate::failure::Failure;
use crate::finish;
use crate::run::{Done, Rows};
use crate::stand::Stand;

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Separated values.
    Csv,
    /// Parquet.
    Parquet,
    /// A workbook with charts.
    Xlsx,
}

/// What was written besides the output itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The rows, where a workbook cannot hold them all.
    pub rows: Option<PathBuf>,
    /// The rows that could not be read, with the reason of each.
    pub rejects: Option<PathBuf>,
}

impl Output {
    /// What the ending of a name tells; none where it tells nothing.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        match ending.as_str() {
            "csv" => Some(Self::Csv),
            "parquet" | "parq" => Some(Self::Parquet),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// What the rows are kept as until the end.
    pub fn rows(self) -> Rows {
        match self {
            Self::Csv => Rows::Csv,
            Self::Parquet | Self::Xlsx => Rows::Parquet,
        }
    }
}

/// Writes the output and what stands beside it, and takes the chunks away.
///
/// # Errors
/// It cannot be written; the chunks stay.
pub fn write(
    path: &Path,
    output: Output,
    stands: &[Stand],
    done: &Done,
    job: &Value,
) -> Result<Written, Failure> {
    write_each(&[(path, output)], output.rows(), stands, done, job)
}

/// Writes several outputs of one sweep whose rows were kept as `rows`, with what stands beside the first, and takes
/// the chunks away.
///
/// # Errors
/// One cannot be written; the chunks stay.
pub fn write_each(
    outputs: &[(&Path, Output)],
    rows: Rows,
    stands: &[Stand],
    done: &Done,
    job: &Value,
) -> Result<Written, Failure> {
    let (Some(folder), Some((first, _))) = (&done.folder, outputs.first()) else {
        return Ok(Written::default());
    };
    let mut written = Written {
        rows: None,
        rejects: finish::rejects(folder, done, first)?,
    };
    for &(path, output) in outputs {
        match output {
            Output::Parquet => {
                let rows = finish::parquet(folder, &done.notes, path)?;
                if rows != done.tallies.rows_out {
                    return Err(Failure::wrong(format!(
                        "`{}` holds {rows} rows where {} were decided",
                        path.display(),
                        done.tallies.rows_out
                    )));
                }
            }
            Output::Csv if rows == Rows::Parquet => {
                finish::csv_of_parquet(folder, &done.notes, path)?;
            }
            Output::Csv => rows_as_csv(path, done, finish::ADDED_OF_ONE)?,
            Output::Xlsx => {
                let rejects = written.rejects.as_deref();
                written.rows = book::sweep(path, stands, done, folder, rejects)?;
            }
        }
    }
    finished(first, done, job, &written)?;
    Ok(written)
}

/// Writes the rows of a comparison of two laws, and takes the chunks away.
///
/// # Errors
/// They cannot be written; the chunks stay.
pub fn write_change(path: &Path, kind: Rows, done: &Done, job: &Value) -> Result<(), Failure> {
    let Some(folder) = &done.folder else {
        return Ok(());
    };
    if kind == Rows::Csv {
        rows_as_csv(path, done, finish::ADDED_OF_TWO)?;
    } else {
        finish::parquet(folder, &done.notes, path)?;
    }
    let written = Written {
        rows: None,
        rejects: finish::rejects(folder, done, path)?,
    };
    finished(path, done, job, &written)
}

fn rows_as_csv(path: &Path, done: &Done, added: &[&str]) -> Result<(), Failure> {
    let Some(folder) = &done.folder else {
        return Ok(());
    };
    let files = done
        .notes
        .iter()
        .filter_map(|note| note.rows.as_ref().map(|(name, _)| name.clone()));
    let headings = finish::csv_headings(done, added);
    finish::csv(folder, files, headings.into_iter(), path)
}

/// Writes the manifest, and takes the chunks away.
fn finished(path: &Path, done: &Done, job: &Value, written: &Written) -> Result<(), Failure> {
    let outputs: Vec<&Path> = [
        Some(path),
        written.rows.as_deref(),
        written.rejects.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    finish::manifest(job, done, &outputs, &finish::beside(path, ".manifest.json"))?;
    if let Some(folder) = &done.folder {
        folder.clone().remove();
    }
    Ok(())
}
