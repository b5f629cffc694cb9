//! Fetching what publishers publish: with limits, and only what is new.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::files;
use crate::progress::Progress;

/// The table of addresses that comes with the program.
const SHIPPED: &str = include_str!("sources.toml");

/// Where the editions of publications are published.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sources {
    #[serde(rename = "source")]
    pub(crate) sources: Vec<Source>,
}

/// Where the editions of one publication are published.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    /// The publication.
    pub(crate) publication: String,
    /// The page on which the publisher speaks of it.
    #[serde(default)]
    pub(crate) page: Option<String>,
    /// The addresses of its files.
    pub(crate) files: Vec<String>,
}

/// How much time and room a fetch may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// For one file, from asking to its last byte.
    pub(crate) timeout: Duration,
    /// Of one file.
    pub(crate) bytes: u64,
}

/// A file that came.
#[derive(Debug)]
pub(crate) struct Fetched {
    /// What it is called: the last part of its address.
    pub(crate) name: String,
    /// Where it lies until it has been imported. It is removed when this is dropped.
    pub(crate) file: Temporary,
    /// What to ask by next time.
    pub(crate) memory: Memory,
}

/// What a server told of a file, to ask by next time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Memory {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_modified: Option<String>,
}

/// A file that is gone when nobody needs it any more.
#[derive(Debug)]
pub(crate) struct Temporary(PathBuf);

impl Temporary {
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Sources {
    /// The table in a file, or the one in the data folder, or the one that comes along.
    ///
    /// # Errors
    /// The file cannot be read or is no such table.
    pub(crate) fn load(file: Option<&Path>) -> Result<Self, Failure> {
        let kept = crate::data::folder()?.join("lists.toml");
        let path = match file {
            Some(path) => Some(path),
            None => kept.exists().then_some(kept.as_path()),
        };
        let (name, text) = match path {
            Some(path) => (files::name(path).into_owned(), files::read_text(path)?),
            None => ("the table that comes along".to_owned(), SHIPPED.to_owned()),
        };
        let found: Self = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            Failure::wrong(format!(
                "`{name}`, line {line}: is no table of addresses: {}",
                error.message()
            ))
            .with_help("`exeat lists fetch --show` prints one to begin with")
        })?;
        for source in &found.sources {
            if let Some(address) = source.files.iter().find(|address| !is_allowed(address)) {
                return Err(Failure::wrong(format!(
                    "`{name}`: `{address}` is no address that is fetched from"
                ))
                .with_help("write an address that begins with `https://`"));
            }
        }
        Ok(found)
    }

    /// The table that comes along, as it is written.
    pub(crate) fn shipped() -> &'static str {
        SHIPPED
    }
}

/// Whether an address is on this machine, where there is nobody in between.
fn is_loopback(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("http://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What stands before an `@` is nobody's host.
    if host.contains('@') {
        return false;
    }
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

fn is_allowed(address: &str) -> bool {
    address.starts_with("https://") || is_loopback(address)
}

/// Fetches a file into a folder, unless it is still what `memory` remembers: then there is `None`.
///
/// # Errors
/// The server cannot be reached, answers with anything but the file, takes too long, sends too
/// much, or sends less than it announced.
pub(crate) fn fetch(
    address: &str,
    memory: &Memory,
    bounds: Bounds,
    folder: &Path,
) -> Result<Option<Fetched>, Failure> {
    let failed = |what: String| Failure::wrong(format!("`{address}`: {what}"));
    let local = is_loopback(address);
    let mut config = ureq::Agent::config_builder()
        .timeout_global(Some(bounds.timeout))
        .timeout_connect(Some(bounds.timeout.min(Duration::from_secs(30))))
        .https_only(!local)
        .http_status_as_error(false)
        // What is allowed here in the clear would be followed to anywhere in the clear.
        .max_redirects(if local { 0 } else { 5 })
        .user_agent(concat!("exeat/", env!("CARGO_PKG_VERSION")));
    if local {
        config = config.proxy(None);
    }
    let agent: ureq::Agent = config.build().into();
    let mut request = agent.get(address);
    if let Some(etag) = &memory.etag {
        request = request.header("If-None-Match", etag);
    }
    if let Some(day) = &memory.last_modified {
        request = request.header("If-Modified-Since", day);
    }
    let response = request.call().map_err(|error| failed(error.to_string()))?;
    let status = response.status().as_u16();
    if status == 304 {
        return Ok(None);
    }
    if status != 200 {
        return Err(
            failed(format!("the server answers with status {status}")).with_help(
                "see whether the publisher has moved the file; `--config` takes other addresses",
            ),
        );
    }
    let header = |name: &str| {
        let value = response.headers().get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    let found = Memory {
        etag: header("etag"),
        last_modified: header("last-modified"),
    };
    let announced = response.body().content_length();
    if announced.is_some_and(|length| length > bounds.bytes) {
        return Err(too_long(address, bounds));
    }
    let name = address
        .split(['?', '#'])
        .next()
        .and_then(|path| path.rsplit('/').find(|part| !part.is_empty()))
        .unwrap_or(address);
    let file = Temporary(folder.join(format!("{}.{}.part", slug(address), std::process::id())));
    let progress = Progress::new(format!("fetching {name}"), announced.unwrap_or(0));
    let body = response
        .into_body()
        .into_with_config()
        .limit(u64::MAX)
        .reader();
    let length = copy(body, file.path(), bounds, progress)
        .map_err(|error| failed(format!("broke off: {error}")))?;
    match length {
        None => Err(too_long(address, bounds)),
        Some(length) if announced.is_some_and(|announced| announced != length) => {
            Err(failed(format!(
                "sent {length} bytes and announced {}",
                announced.unwrap_or(0)
            )))
        }
        Some(_) => Ok(Some(Fetched {
            name: name.to_owned(),
            file,
            memory: found,
        })),
    }
}

fn too_long(address: &str, bounds: Bounds) -> Failure {
    Failure::wrong(format!(
        "`{address}`: is longer than {} MiB",
        bounds.bytes / (1024 * 1024)
    ))
    .with_help("if it really is so long, raise `--max-mib`")
}

/// Copies what comes into a file; `None` if it is more than the bounds allow.
fn copy(
    mut body: impl Read,
    path: &Path,
    bounds: Bounds,
    mut progress: Progress,
) -> io::Result<Option<u64>> {
    let mut file = File::create(path)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut length = 0_u64;
    loop {
        let read = body.read(&mut buffer)?;
        if read == 0 {
            file.sync_all()?;
            return Ok(Some(length));
        }
        let count = u64::try_from(read).unwrap_or(u64::MAX);
        length = length.saturating_add(count);
        if length > bounds.bytes {
            return Ok(None);
        }
        progress.add(count);
        file.write_all(buffer.get(..read).unwrap_or_default())?;
    }
}

/// An address as a file's name.
fn slug(address: &str) -> String {
    exeat_screen::list::sha256(address.as_bytes())
        .chars()
        .take(16)
        .collect()
}

/// What servers told, by address.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Memories {
    /// By publication, the hash of what came last, and by address what to ask by.
    #[serde(default)]
    publications: BTreeMap<String, Remembered>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
struct Remembered {
    sha256: String,
    files: BTreeMap<String, Memory>,
}

impl Memories {
    fn path(store: &Path) -> PathBuf {
        store.join("fetched.json")
    }

    /// What is remembered. It only saves time, so that what cannot be read is forgotten.
    pub(crate) fn load(store: &Path) -> Self {
        fs::read_to_string(Self::path(store))
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// What to ask a server by: nothing, unless the edition in force is what came last.
    pub(crate) fn of(&self, publication: &str, in_force: Option<&str>, address: &str) -> Memory {
        let remembered = self.publications.get(publication);
        remembered
            .filter(|remembered| Some(remembered.sha256.as_str()) == in_force)
            .and_then(|remembered| remembered.files.get(address).cloned())
            .unwrap_or_default()
    }

    /// Remembers what came and was imported.
    pub(crate) fn remember(
        &mut self,
        publication: &str,
        sha256: &str,
        files: BTreeMap<String, Memory>,
    ) {
        let remembered = Remembered {
            sha256: sha256.to_owned(),
            files,
        };
        self.publications.insert(publication.to_owned(), remembered);
    }

    /// Keeps it.
    ///
    /// # Errors
    /// The data folder cannot be written.
    pub(crate) fn keep(&self, store: &Path) -> Result<(), Failure> {
        // A structure of texts is always JSON.
        let text = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        files::write_text(&Self::path(store), &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_comes_along_is_one() {
        let found: Sources = toml::from_str(SHIPPED).expect("a table");
        assert_eq!(found.sources.len(), 6);
        for source in &found.sources {
            let known = exeat_screen::list::PUBLICATIONS;
            assert!(known.iter().any(|known| known.id == source.publication));
            assert!(
                source
                    .files
                    .iter()
                    .all(|address| address.starts_with("https://"))
            );
        }
    }

    #[test]
    fn only_this_machine_is_asked_without_encryption() {
        for (address, allowed) in [
            ("https://example.org/list.xml", true),
            ("http://127.0.0.1:8080/list.xml", true),
            ("http://localhost/list.xml", true),
            ("http://localhost:x@evil.example/l.xml", false),
            ("http://localhost@evil.example/l.xml", false),
            ("http://[::1]:80@evil.example/l.xml", false),
            ("http://example.org/list.xml", false),
            ("http://localhost.example.org/", false),
            ("ftp://example.org/", false),
        ] {
            assert_eq!(is_allowed(address), allowed, "{address}");
        }
    }
}
