//! Reading and writing files.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::Path;

use crate::failure::Failure;

/// The largest document or rulebook file that is read.
const BYTES_MAX: u64 = 16 * 1024 * 1024;

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
    let failed = |error: &io::Error| Failure::file("read", path, error);
    let reader: Box<dyn Read> = if path.as_os_str() == STANDARD {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(|error| failed(&error))?)
    };
    let mut bytes = Vec::new();
    reader
        .take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= BYTES_MAX) {
        Ok(bytes)
    } else {
        Err(Failure::wrong(format!(
            "`{}` is longer than {} MiB",
            name(path),
            BYTES_MAX / (1024 * 1024)
        )))
    }
}

/// Reads a text file, or standard input for `-`.
///
/// # Errors
/// It cannot be read, is longer than 16 MiB, or is not UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_bytes(path)?).map_err(|error| {
        Failure::wrong(format!(
            "`{}` is not UTF-8 text: byte {} is out of place",
            name(path),
            error.utf8_error().valid_up_to()
        ))
    })
}

/// Writes a text file whole or not at all: whoever reads it meanwhile sees the old text or the new.
///
/// # Errors
/// It cannot be written.
pub(crate) fn write_text(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: &io::Error| Failure::file("write", path, error);
    let Some(name) = path.file_name() else {
        return Err(Failure::usage(format!(
            "`{}` names no file to write to",
            path.display()
        )));
    };
    // What is not a plain file, such as a pipe or a device, cannot be replaced.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return fs::write(path, text).map_err(|error| failed(&error));
    }
    // Where the name is a link, the file behind it is meant.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut beside = target.file_name().unwrap_or(name).to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = target.with_file_name(beside);
    let written = File::create(&beside)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| {
            if let Ok(metadata) = fs::metadata(&target) {
                fs::set_permissions(&beside, metadata.permissions())?;
            }
            fs::rename(&beside, &target)
        });
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(&error)
    })
}
