//! Secrets in files: made when they are first needed, whole or not at all, and by one of those who need them at once.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// The secret in a file, which only its owner may read. Where there is none yet, `new` makes one; of several who do so
/// at once one is first, and all have its secret. Says whether it is ours that was kept.
///
/// # Errors
/// It cannot be read, or none can be made or kept.
pub fn kept(path: &Path, new: impl FnOnce() -> io::Result<String>) -> io::Result<(String, bool)> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        read => return read.map(|text| (text, false)),
    }
    let text = new()?;
    let folder = path.parent().filter(|one| !one.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
    }
    // Nobody reads it before it is whole, also where the machine stops in between.
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", crate::guard::random_hex(8)));
    let aside = path.with_file_name(name);
    let written = write(&aside, &text).and_then(|()| match fs::hard_link(&aside, path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        // A file system that knows no second name.
        Err(_) if !path.try_exists()? => fs::rename(&aside, path).map(|()| true),
        Err(_) => Ok(false),
    });
    let _ = fs::remove_file(&aside);
    let ours = written?;
    #[cfg(unix)]
    if let Some(folder) = folder {
        fs::File::open(folder)?.sync_all()?;
    }
    match ours {
        true => Ok((text, true)),
        false => fs::read_to_string(path).map(|text| (text, false)),
    }
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_at_once_has_one_secret() {
        let folder = std::env::temp_dir().join(format!("exeat-secret-{}", std::process::id()));
        let path = folder.join("deep/key");
        let barrier = std::sync::Barrier::new(16);
        let had: Vec<(String, bool)> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..16)
                .map(|number| {
                    let (path, barrier) = (&path, &barrier);
                    scope.spawn(move || {
                        barrier.wait();
                        kept(path, || Ok(format!("secret {number}"))).expect("a secret")
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().expect("it goes on"))
                .collect()
        });
        assert!(had.iter().all(|(secret, _)| *secret == had[0].0), "{had:?}");
        assert_eq!(had.iter().filter(|(_, ours)| *ours).count(), 1);
        // Nothing lies beside it, and it is its owner's alone.
        assert_eq!(
            fs::read_dir(folder.join("deep")).expect("a folder").count(),
            1
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).expect("a file").permissions().mode();
            assert_eq!(mode & 0o077, 0);
        }
        let _ = fs::remove_dir_all(&folder);
    }
}
