//! What a sweep leaves beside its output while it runs, so that another run goes on from there.
//!
//! Each chunk is a file of rows and a note that is written last. A note says what was read (by its
//! hash), what was written (by its hash) and what was counted: a chunk whose note is there and
//! agrees is done, whatever happened afterwards.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::tally::Tallies;
use crate::failure::Failure;
use crate::whole::write_whole;

/// The note of a chunk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) chunk: u64,
    pub(crate) file: String,
    /// `sha256:` of what was read.
    pub(crate) read: String,
    /// The file of rows, and `sha256:` of it; none where rows are not kept.
    pub(crate) rows: Option<(String, String)>,
    /// The file of rejected rows, where there are any.
    pub(crate) rejects: Option<(String, String)>,
    pub(crate) tallies: Tallies,
}

/// The folder beside the output.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens the folder of a job: what another job left there goes away.
    ///
    /// # Errors
    /// It cannot be written to.
    pub(crate) fn open(output: &Path, job: &Value) -> Result<(Self, bool), Failure> {
        let mut name = output.file_name().unwrap_or_default().to_owned();
        name.push(".parts");
        let path = output.with_file_name(name);
        let job_path = path.join("job.json");
        let text = crate::layout::json(job);
        let same = fs::read_to_string(&job_path).is_ok_and(|before| before == text);
        if !same && path.exists() {
            // What was killed before it had named its job left that name unfinished and nothing else.
            let is_foreign = |one: std::io::Result<fs::DirEntry>| {
                one.is_ok_and(|one| {
                    let name = one.file_name();
                    let name = name.to_string_lossy();
                    !(name.starts_with("job.json.") && name.ends_with(".part"))
                })
            };
            if !job_path.exists() && fs::read_dir(&path).is_ok_and(|mut all| all.any(is_foreign)) {
                return Err(Failure::wrong(format!(
                    "`{}` is no folder of a sweep",
                    path.display()
                ))
                .with_help("move it away, or give another name after `-o`"));
            }
            fs::remove_dir_all(&path).map_err(|error| Failure::file("write", &path, &error))?;
        }
        fs::create_dir_all(&path).map_err(|error| Failure::file("write", &path, &error))?;
        let folder = Self { path };
        if !same {
            folder.put("job.json", text.as_bytes())?;
        }
        Ok((folder, same))
    }

    /// A file of the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file whole or not at all.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.path(name);
        write_whole(&path, bytes).map_err(|error| Failure::file("write", &path, &error))
    }

    /// The note of a chunk that is done and whose files are as they were written.
    pub(crate) fn done(&self, chunk: u64, read: &str) -> Option<Note> {
        let text = fs::read_to_string(self.path(&note_name(chunk))).ok()?;
        let note: Note = serde_json::from_str(&text).ok()?;
        let whole = |file: &Option<(String, String)>| match file {
            Some((name, hash)) => hash_of_file(&self.path(name)).is_ok_and(|one| one == *hash),
            None => true,
        };
        (note.read == read && whole(&note.rows) && whole(&note.rejects)).then_some(note)
    }

    /// Writes the note of a chunk, after everything else of it.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn note(&self, note: &Note) -> Result<(), Failure> {
        let text = serde_json::to_string(note)
            .map_err(|error| Failure::wrong(format!("a note cannot be written: {error}")))?;
        self.put(&note_name(note.chunk), text.as_bytes())
    }

    /// Takes the folder away where nothing but the name of the job is in it.
    pub(crate) fn remove_if_empty(self) {
        let _ = fs::remove_file(self.path("job.json"));
        // A folder that holds something is not removed.
        let _ = fs::remove_dir(&self.path);
    }

    /// Takes the folder away, once what it held stands in the output.
    pub(crate) fn remove(self) {
        // That it stays is untidy and nothing else.
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn note_name(chunk: u64) -> String {
    format!("chunk-{chunk:06}.json")
}

/// `sha256:` of bytes.
pub fn hash(bytes: &[u8]) -> String {
    in_hex(&Sha256::digest(bytes))
}

/// `sha256:` of what is added piece by piece.
#[derive(Default)]
pub(crate) struct Hasher(Sha256);

impl Hasher {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> String {
        in_hex(&self.0.finalize())
    }
}

/// `sha256:` of a file.
///
/// # Errors
/// It cannot be read.
pub(crate) fn hash_of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hasher.finish());
        }
        hasher.add(&buffer[..read]);
    }
}

fn in_hex(bytes: &[u8]) -> String {
    let mut text = String::from("sha256:");
    for byte in bytes {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
