//! Files that are written whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A name beside a file under which it is written first. No other writer has the same, be it of this process or another.
#[must_use]
pub fn beside(path: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}-{count}.part", std::process::id()));
    path.with_file_name(name)
}

/// Gives what lies beside a file its name, and sees to it that a power cut does not take the name away again.
///
/// # Errors
/// It cannot be named.
pub fn named(beside: &Path, path: &Path) -> io::Result<()> {
    fs::rename(beside, path)?;
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|one| !one.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

/// Has a file written whole or not at all: whoever reads it meanwhile sees what was there before, and where writing fails
/// that stays.
///
/// # Errors
/// It cannot be written, or `write` fails.
pub fn whole<Failed: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let beside = beside(path);
    let written = (|| {
        let mut file = File::create(&beside)?;
        write(&mut file)?;
        file.sync_all()?;
        Ok(named(&beside, path)?)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes these bytes as a file, whole or not at all.
///
/// # Errors
/// They cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    whole(path, |file| file.write_all(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_at_once_leave_one_of_theirs_and_nothing_beside_it() {
        let folder = std::env::temp_dir().join(format!("exeat-whole-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let text = |number: usize| number.to_string().repeat(200_000);
        std::thread::scope(|scope| {
            for number in 0..8 {
                let folder = &folder;
                // Two files of one stem, and several writers of each.
                let ending = if number % 2 == 0 { "toml" } else { "json" };
                scope.spawn(move || {
                    let path = folder.join(format!("a.{ending}"));
                    for _ in 0..20 {
                        write_whole(&path, text(number).as_bytes()).expect("written");
                    }
                });
            }
        });
        for (ending, rest) in [("toml", 0), ("json", 1)] {
            let kept = fs::read_to_string(folder.join(format!("a.{ending}"))).expect("a file");
            assert!((0..8).any(|number| number % 2 == rest && kept == text(number)));
        }
        // What fails leaves what was there.
        let path = folder.join("a.toml");
        let before = fs::read_to_string(&path).expect("a file");
        let failed = whole(&path, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("on purpose"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).expect("a file"), before);
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 2);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
