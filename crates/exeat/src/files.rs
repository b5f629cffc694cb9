//! Reading and writing files.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The largest document or rulebook file that is read.
const BYTES_MAX: u64 = 16 * 1024 * 1024;

/// The largest determination that is read: what this program wrote itself.
const DETERMINATION_MAX: u64 = 1024 * 1024 * 1024;

/// The name that stands for standard input or standard output.
pub(crate) const STANDARD: &str = "-";

/// What messages call a file.
pub(crate) fn name(path: &Path) -> Cow<'_, str> {
    if path.as_os_str() == STANDARD {
        Cow::Borrowed("standard input")
    } else {
        path.to_string_lossy()
    }
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// It cannot be read, or is longer than 16 MiB.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    read_up_to(BYTES_MAX, path)
}

fn read_up_to(most: u64, path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: &io::Error| Failure::file("read", path, error);
    let reader: Box<dyn Read> = if path.as_os_str() == STANDARD {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(|error| failed(&error))?)
    };
    let mut bytes = Vec::new();
    reader
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
        Ok(bytes)
    } else {
        Err(Failure::wrong(format!(
            "`{}` is longer than {} MiB",
            name(path),
            most / (1024 * 1024)
        )))
    }
}

/// Reads a text file, or standard input for `-`.
///
/// # Errors
/// It cannot be read, is longer than 16 MiB, or is not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    text_of(path, read_bytes(path)?)
}

/// Reads a determination, which proves much of a case of which little is known and is longer than what people write.
///
/// # Errors
/// It cannot be read, is longer than 1 GiB, or is not UTF-8.
pub(crate) fn read_determination(path: &Path) -> Result<String, Failure> {
    text_of(path, read_up_to(DETERMINATION_MAX, path)?)
}

fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        Failure::wrong(format!(
            "`{}` is not UTF-8 text: byte {} is out of place",
            name(path),
            error.utf8_error().valid_up_to()
        ))
    })
}

/// How every SQLite database begins: a register is one, and nothing that is written here is.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// A file that is written whole or not at all: whoever reads it meanwhile sees the old one or the new.
#[derive(Debug)]
pub(crate) struct Whole {
    target: PathBuf,
    /// The file beside it that takes its place at the end; none where the target is no plain file, such as a pipe or
    /// a device, which cannot be replaced.
    beside: Option<PathBuf>,
    file: File,
}

impl Whole {
    /// Begins one.
    ///
    /// # Errors
    /// It cannot be written, or is a register.
    pub(crate) fn begin(path: &Path) -> Result<Self, Failure> {
        let failed = |error: &io::Error| Failure::file("write", path, error);
        if path.file_name().is_none() {
            return Err(Failure::usage(format!(
                "`{}` names no file to write to",
                path.display()
            )));
        }
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            let file = File::options()
                .write(true)
                .open(path)
                .map_err(|error| failed(&error))?;
            return Ok(Self {
                target: path.to_owned(),
                beside: None,
                file,
            });
        }
        // Where the name is a link, the file behind it is meant.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if is_database(&target) {
            return Err(Failure::wrong(format!(
                "`{}` is a database, such as a register, and is not written over",
                path.display()
            ))
            .with_help("give another name"));
        }
        let beside = exeat_portfolio::beside(&target);
        let file = File::create(&beside).map_err(|error| failed(&error))?;
        Ok(Self {
            target,
            beside: Some(beside),
            file,
        })
    }

    /// Where what was written so far can be read.
    pub(crate) fn so_far(&self) -> &Path {
        self.beside.as_deref().unwrap_or(&self.target)
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// It cannot be written.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let Some(beside) = &self.beside else {
            return Ok(());
        };
        let put = self.file.sync_all().and_then(|()| {
            if let Ok(metadata) = fs::metadata(&self.target) {
                fs::set_permissions(beside, metadata.permissions())?;
            }
            exeat_portfolio::named(beside, &self.target)
        });
        put.map_err(|error| Failure::file("write", &self.target, &error))?;
        self.beside = None;
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Whole {
    /// What was not finished does not stay.
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
        }
    }
}

fn is_database(path: &Path) -> bool {
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| {
        file.take(u64::try_from(DATABASE.len()).unwrap_or(u64::MAX))
            .read_to_end(&mut first)
    });
    read.is_ok() && first == DATABASE
}

/// Whether two names mean one file.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Writes bytes whole or not at all.
///
/// # Errors
/// They cannot be written.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut file = Whole::begin(path)?;
    file.write_all(bytes)
        .map_err(|error| Failure::file("write", path, &error))?;
    file.finish()
}

/// Writes a text file whole or not at all.
///
/// # Errors
/// It cannot be written.
pub(crate) fn write_text(path: &Path, text: &str) -> Result<(), Failure> {
    write_bytes(path, text.as_bytes())
}
