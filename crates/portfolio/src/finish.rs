//! The chunks of a sweep as one output, which appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exeat_documents::tables::TableError;
use exeat_documents::tables::parquet_in::ParquetFile;
use parquet::column::writer::ColumnCloseResult;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use serde_json::{Value, json};

use super::answer::COLUMNS;
use super::folder::{Folder, Note, hash_of_file};
use super::part::{REJECT_COLUMNS, heading};
use super::run::Done;
use crate::failure::Failure;
use crate::layout;

fn failed(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::wrong(format!("cannot write `{}`: {error}", path.display()))
        .with_help("make room and run the same command again: it goes on from where it stopped")
}

/// A file that appears under its name when it is whole.
pub(crate) struct Whole {
    path: PathBuf,
    beside: PathBuf,
}

impl Whole {
    pub(crate) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            beside: crate::whole::beside(path),
        }
    }

    /// Where to write.
    pub(crate) fn beside(&self) -> &Path {
        &self.beside
    }

    /// Gives it its name; where `written` says that it failed, takes it away.
    ///
    /// # Errors
    /// It failed, or cannot be named.
    pub(crate) fn finish(self, written: Result<(), Failure>) -> Result<(), Failure> {
        let named = written.and_then(|()| {
            crate::whole::named(&self.beside, &self.path)
                .map_err(|error| failed(&self.path, &error))
        });
        if named.is_err() {
            let _ = fs::remove_file(&self.beside);
        }
        named
    }
}

/// The chunks as one Parquet file: their row groups are copied as they are.
///
/// # Errors
/// A chunk cannot be read, or the file not written.
pub(crate) fn parquet(folder: &Folder, notes: &[Note], to: &Path) -> Result<u64, Failure> {
    let whole = Whole::new(to);
    let mut rows = 0;
    let written = (|| {
        let wrong = |error: &dyn std::fmt::Display| failed(to, error);
        let mut writer: Option<SerializedFileWriter<BufWriter<File>>> = None;
        for note in notes {
            let Some((name, _)) = &note.rows else {
                continue;
            };
            let path = folder.path(name);
            let file = File::open(&path).map_err(|error| Failure::file("read", &path, &error))?;
            let reader =
                SerializedFileReader::new(file.try_clone().map_err(|error| wrong(&error))?)
                    .map_err(|error| wrong(&error))?;
            let writer = match &mut writer {
                Some(writer) => writer,
                None => {
                    let out = File::create(whole.beside()).map_err(|error| wrong(&error))?;
                    let schema = reader
                        .metadata()
                        .file_metadata()
                        .schema_descr()
                        .root_schema_ptr();
                    let properties = WriterProperties::builder()
                        .set_created_by(concat!("exeat ", env!("CARGO_PKG_VERSION")).to_owned())
                        .build();
                    let new = SerializedFileWriter::new(
                        BufWriter::new(out),
                        schema,
                        Arc::new(properties),
                    )
                    .map_err(|error| wrong(&error))?;
                    writer.insert(new)
                }
            };
            for group in reader.metadata().row_groups() {
                let mut next = writer.next_row_group().map_err(|error| wrong(&error))?;
                for column in group.columns() {
                    let close = ColumnCloseResult {
                        bytes_written: column.compressed_size().unsigned_abs(),
                        rows_written: group.num_rows().unsigned_abs(),
                        metadata: column.clone(),
                        bloom_filter: None,
                        column_index: None,
                        offset_index: None,
                    };
                    next.append_column(&file, close)
                        .map_err(|error| wrong(&error))?;
                }
                next.close().map_err(|error| wrong(&error))?;
                rows += group.num_rows().unsigned_abs();
            }
        }
        match writer {
            Some(writer) => {
                let out = writer.into_inner().map_err(|error| wrong(&error))?;
                let file = out.into_inner().map_err(|error| wrong(&error))?;
                file.sync_all().map_err(|error| wrong(&error))
            }
            None => Err(Failure::wrong(
                "no row could be read, so there is nothing to write",
            )),
        }
    })();
    whole.finish(written)?;
    Ok(rows)
}

/// The chunks as one CSV with headings.
///
/// # Errors
/// A chunk cannot be read, or the file not written.
pub(crate) fn csv(
    folder: &Folder,
    files: impl Iterator<Item = String>,
    headings: impl Iterator<Item = String>,
    to: &Path,
) -> Result<(), Failure> {
    let whole = Whole::new(to);
    let written = (|| {
        let wrong = |error: &io::Error| failed(to, error);
        let out = File::create(whole.beside()).map_err(|error| wrong(&error))?;
        let mut out = BufWriter::new(out);
        out.write_all(&heading(headings)?)
            .map_err(|error| wrong(&error))?;
        for name in files {
            let path = folder.path(&name);
            let mut part =
                File::open(&path).map_err(|error| Failure::file("read", &path, &error))?;
            io::copy(&mut part, &mut out).map_err(|error| wrong(&error))?;
        }
        let file = out.into_inner().map_err(|error| wrong(error.error()))?;
        file.sync_all().map_err(|error| wrong(&error))
    })();
    whole.finish(written)
}

/// Chunks that are Parquet as one CSV with headings.
///
/// # Errors
/// A chunk cannot be read, or the file not written.
pub(crate) fn csv_of_parquet(folder: &Folder, notes: &[Note], to: &Path) -> Result<(), Failure> {
    let whole = Whole::new(to);
    let written = (|| {
        let wrong = |error: &dyn std::fmt::Display| failed(to, error);
        let of_table = |error: TableError| Failure::wrong(error.message);
        let out = File::create(whole.beside()).map_err(|error| wrong(&error))?;
        let mut writer = csv::Writer::from_writer(BufWriter::new(out));
        let mut headed = false;
        for (name, _) in notes.iter().filter_map(|note| note.rows.as_ref()) {
            let path = folder.path(name);
            let open = || File::open(&path).map_err(|error| Failure::file("read", &path, &error));
            let file = ParquetFile::open(&open()?, |_| true).map_err(of_table)?;
            if !headed {
                writer
                    .write_record(file.names())
                    .map_err(|error| wrong(&error))?;
                headed = true;
            }
            let wanted = vec![true; file.names().len()];
            for portion in file.portions() {
                let chunk = file
                    .read(open()?, portion, &wanted, false)
                    .map_err(of_table)?;
                for row in 0..chunk.rows() {
                    for column in chunk.columns.iter().flatten() {
                        writer
                            .write_field(column.get(row).text().as_bytes())
                            .map_err(|error| wrong(&error))?;
                    }
                    writer
                        .write_record(None::<&[u8]>)
                        .map_err(|error| wrong(&error))?;
                }
            }
        }
        let out = writer.into_inner().map_err(|error| wrong(&error.error()))?;
        let file = out.into_inner().map_err(|error| wrong(error.error()))?;
        file.sync_all().map_err(|error| wrong(&error))
    })();
    whole.finish(written)
}

/// A file beside the output: `OUT.rejects.csv`.
pub(crate) fn beside(output: &Path, ending: &str) -> PathBuf {
    let mut name = output.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    output.with_file_name(name)
}

/// The rejected rows of all chunks, where there are any; whatever an earlier sweep left there goes.
///
/// # Errors
/// They cannot be written.
pub(crate) fn rejects(
    folder: &Folder,
    done: &Done,
    output: &Path,
) -> Result<Option<PathBuf>, Failure> {
    let to = beside(output, ".rejects.csv");
    if done.tallies.rejected == 0 {
        let _ = fs::remove_file(&to);
        return Ok(None);
    }
    let files = done
        .notes
        .iter()
        .filter_map(|note| note.rejects.as_ref().map(|(name, _)| name.clone()));
    let headings = REJECT_COLUMNS.iter().map(|&name| name.to_owned());
    csv(folder, files, headings, &to)?;
    Ok(Some(to))
}

/// The headings of a CSV of rows under one law.
pub(crate) fn csv_headings(done: &Done, added: &[&str]) -> Vec<String> {
    done.headings
        .iter()
        .cloned()
        .chain(added.iter().map(|&name| name.to_owned()))
        .collect()
}

/// The columns that a sweep under one law adds.
pub(crate) const ADDED_OF_ONE: &[&str] = &COLUMNS;

/// The columns that a comparison of two laws adds.
pub(crate) const ADDED_OF_TWO: &[&str] = &[
    "exeat_change",
    "exeat_verdict_from",
    "exeat_verdict_to",
    "exeat_changed_laws",
    "exeat_limb",
    "exeat_decisive_facts_to",
    "exeat_screening",
    "exeat_law_date_from",
    "exeat_law_date_to",
];

/// What was read and written, by its hashes: the same input under the same law gives the same
/// manifest.
///
/// # Errors
/// It cannot be written.
pub(crate) fn manifest(
    job: &Value,
    done: &Done,
    outputs: &[&Path],
    to: &Path,
) -> Result<(), Failure> {
    let mut files = Vec::new();
    for output in outputs {
        let hash = hash_of_file(output).map_err(|error| Failure::file("read", output, &error))?;
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        files.push(json!({ "file": name, "hash": hash }));
    }
    let chunks: Vec<Value> = done
        .notes
        .iter()
        .map(|note| {
            json!({
                "chunk": note.chunk,
                "file": note.file,
                "read": note.read,
                "rows": note.rows.as_ref().map(|(_, hash)| hash),
                "rejects": note.rejects.as_ref().map(|(_, hash)| hash),
                "rows_in": note.tallies.rows_in,
                "rows_out": note.tallies.rows_out,
                "rejected": note.tallies.rejected,
            })
        })
        .collect();
    let manifest = json!({
        "format": 1,
        "job": job,
        "chunks": chunks,
        "outputs": files,
        "rows_in": done.tallies.rows_in,
        "rows_out": done.tallies.rows_out,
        "rejected": done.tallies.rejected,
    });
    let whole = Whole::new(to);
    let written = File::create(whole.beside())
        .and_then(|mut file| {
            file.write_all(layout::json(&manifest).as_bytes())?;
            file.sync_all()
        })
        .map_err(|error| failed(to, &error));
    whole.finish(written)
}
