//! Case folders: a case file, the transaction documents that it names, and texts that were kept.
//!
//! A folder lies in `cases/<id>/`. Its files have plain names (letters, digits, `-`, `_` and one `.` before the
//! ending), and nothing else that a client sends becomes a part of a path. What a case comes to is worked out by the
//! command's own reading of the folder, through [`Weigh`], so that the service says what `exeat evidence check` says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use exeat_evidence::case::{self, CaseFile};
use exeat_portfolio::write_whole;
use exeat_value::Day;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::access::is_same;
use crate::guard::random_hex;
use crate::portfolios::{Owner, is_id};
use crate::problem::Problem;

/// The case file of a folder.
pub(crate) const CASE: &str = "case.toml";
/// No file of a case is larger.
pub(crate) const FILE_MAX: usize = 4 * 1024 * 1024;
/// More files do not lie in a folder.
const FILES_MAX: usize = 64;
/// More cases of one organisation are not kept.
const CASES_MAX: usize = 500;

/// The case that is there on the first start.
const DEMO: &[(&str, &str)] = &[
    (
        CASE,
        include_str!("../../../../examples/pakistan-samples/case.toml"),
    ),
    (
        "box.toml",
        include_str!("../../../../examples/pakistan-samples/box.toml"),
    ),
    (
        "consignment.toml",
        include_str!("../../../../examples/pakistan-samples/consignment.toml"),
    ),
];

/// What a case comes to: the command reads the folder and holds it against the law.
pub trait Weigh: Send + Sync {
    /// The record of `exeat evidence check --format json`.
    ///
    /// # Errors
    /// The folder cannot be read, with one line that could mend it.
    fn weigh(&self, folder: &Path, known_at: Day) -> Result<Value, (String, Option<String>)>;
}

/// What is known of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Kept {
    /// Its identity.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) title: String,
    /// Who opened it.
    pub(crate) by: String,
    /// When.
    pub(crate) at: String,
    /// The organisation that it belongs to.
    #[serde(default)]
    organisation: i64,
    /// Whether it is the case that is there on the first start, which everybody may look into.
    #[serde(default)]
    demonstration: bool,
}

/// All cases.
pub(crate) struct Cases {
    folder: PathBuf,
}

fn broken(what: &str, path: &Path, error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(path = %path.display(), %error, "a case cannot be {what}");
    Problem::new("internal", format!("the case cannot be {what}: {error}"))
}

/// Whether a file of a case can be called so.
pub(crate) fn is_name(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let plain = |text: &str| {
        !text.is_empty()
            && text.len() <= 80
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    plain(stem)
        && matches!(
            ending,
            "toml" | "json" | "txt" | "md" | "html" | "csv" | "xlsx" | "xml"
        )
}

impl Cases {
    /// The cases of a data folder; with the demonstration where there never were any.
    pub(crate) fn at(data: &Path) -> Self {
        let cases = Self {
            folder: data.join("cases"),
        };
        if !cases.folder.exists() {
            let files = DEMO
                .iter()
                .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
                .collect();
            let shown = cases.open(0, "", files).and_then(|mut kept| {
                kept.demonstration = true;
                cases.keep(&kept)
            });
            if let Err(problem) = shown {
                tracing::warn!(error = problem.detail, "the demonstration is not there");
            }
        }
        cases
    }

    /// The folder of a case.
    pub(crate) fn path(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    fn read(&self, id: &str) -> Option<Kept> {
        let text = fs::read_to_string(self.folder.join(format!("{id}.json"))).ok()?;
        let mut kept: Kept = serde_json::from_str(&text).ok()?;
        // Versions before did not write down which one it is: it is that of nobody, as it came along.
        let is_nobodys = kept.organisation == 0 && kept.by.is_empty();
        if is_nobodys && !text.contains("\"demonstration\"") {
            let path = self.path(id).join(CASE);
            kept.demonstration = fs::read(path).is_ok_and(|own| own == DEMO[0].1.as_bytes());
        }
        Some(kept)
    }

    /// Those of an owner, the latest first.
    pub(crate) fn of(&self, owner: Owner) -> Vec<Kept> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut all: Vec<Kept> = entries
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                is_id(&name).then(|| self.read(&name)).flatten()
            })
            .filter(|one| one.is_seen_by(owner))
            .collect();
        all.sort_by(|one, two| two.at.cmp(&one.at).then(one.id.cmp(&two.id)));
        all
    }

    /// One of an owner's. Somebody else's is as if it were not there.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn find(&self, owner: Owner, id: &str) -> Result<Kept, Problem> {
        let found = is_id(id).then(|| self.read(id)).flatten();
        found
            .filter(|one| one.is_seen_by(owner))
            .ok_or_else(|| Problem::new("not-found", "there is no such case"))
    }

    /// Opens a case with these files, of which one is the case file.
    ///
    /// # Errors
    /// The case file cannot be read, or a file has no plain name.
    pub(crate) fn open(
        &self,
        owner: Owner,
        by: &str,
        files: BTreeMap<String, Vec<u8>>,
    ) -> Result<Kept, Problem> {
        if self.of(owner).len() >= CASES_MAX {
            return Err(Problem::new(
                "conflict",
                format!("there are {CASES_MAX} cases, and no more are kept"),
            ));
        }
        if files.len() > FILES_MAX {
            return Err(Problem::new(
                "too-large",
                format!("a case holds at most {FILES_MAX} files"),
            ));
        }
        for (name, bytes) in &files {
            allowed(name, bytes)?;
        }
        let text = files.get(CASE).ok_or_else(|| {
            Problem::new(
                "invalid-document",
                format!("there is no `{CASE}` among the files"),
            )
            .with_help("it names the sources, what they claim, and the transaction documents")
        })?;
        let file = parsed(text)?;
        let missing = file
            .transactions
            .iter()
            .find(|name| !files.contains_key(*name));
        if let Some(name) = missing {
            return Err(Problem::new(
                "invalid-document",
                format!("the case names the transaction `{name}`, which is not among the files"),
            ));
        }
        let id = random_hex(8);
        let folder = self.path(&id);
        let written = fs::create_dir_all(&folder).and_then(|()| {
            files
                .iter()
                .try_for_each(|(name, bytes)| write_whole(&folder.join(name), bytes))
        });
        if let Err(error) = written {
            let _ = fs::remove_dir_all(&folder);
            return Err(broken("written", &folder, &error));
        }
        let kept = Kept {
            id,
            title: titled(&file),
            by: by.to_owned(),
            at: jiff::Timestamp::now()
                .strftime("%Y-%m-%dT%H:%M:%SZ")
                .to_string(),
            organisation: owner,
            demonstration: false,
        };
        self.keep(&kept)?;
        Ok(kept)
    }

    fn keep(&self, kept: &Kept) -> Result<(), Problem> {
        let path = self.folder.join(format!("{}.json", kept.id));
        let text = serde_json::to_string_pretty(kept).unwrap_or_default();
        write_whole(&path, text.as_bytes()).map_err(|error| broken("written", &path, &error))
    }

    /// The files of a case, by name, with their sizes.
    pub(crate) fn files(&self, id: &str) -> Vec<(String, u64)> {
        let entries = fs::read_dir(self.path(id)).into_iter().flatten().flatten();
        let mut files: Vec<(String, u64)> = entries
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                is_name(&name).then_some((name, entry.metadata().ok()?.len()))
            })
            .collect();
        files.sort();
        files
    }

    /// The text of a file of a case.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn text(&self, id: &str, name: &str) -> Result<String, Problem> {
        let none = || Problem::new("not-found", "there is no such file");
        if !is_name(name) {
            return Err(none());
        }
        fs::read_to_string(self.path(id).join(name)).map_err(|_| none())
    }

    /// What the case file says.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn file(&self, id: &str) -> Result<CaseFile, Problem> {
        parsed(self.text(id, CASE)?.as_bytes())
    }

    /// Puts a file into a case, in the place of the one of its name. What was there before is kept beside it, so
    /// that nothing that somebody said is lost.
    ///
    /// # Errors
    /// It has no plain name, is too large, or is a case file that cannot be read.
    pub(crate) fn put(&self, kept: &mut Kept, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        allowed(name, bytes)?;
        let files = self.files(&kept.id);
        if files.len() >= FILES_MAX && !files.iter().any(|(own, _)| own == name) {
            return Err(Problem::new(
                "too-large",
                format!("a case holds at most {FILES_MAX} files"),
            ));
        }
        if name == CASE {
            kept.title = titled(&parsed(bytes)?);
        }
        let path = self.path(&kept.id).join(name);
        let before = self.folder.join(format!("{}.before", kept.id));
        let written = (|| {
            if path.exists() {
                fs::create_dir_all(&before)?;
                let at = jiff::Timestamp::now().as_millisecond();
                let kept = before.join(format!("{at}-{name}"));
                // The file keeps its name until the new one takes it: where that fails, nothing is missing.
                fs::hard_link(&path, &kept).or_else(|_| fs::copy(&path, &kept).map(|_| ()))?;
            }
            write_whole(&path, bytes)
        })();
        written.map_err(|error| broken("written", &path, &error))?;
        self.keep(kept)
    }
}

impl Kept {
    /// Whether it is the case that is there on the first start, which everybody may look into.
    pub(crate) fn is_the_demonstration(&self) -> bool {
        self.demonstration
    }

    /// Whether an organisation may look into it.
    fn is_seen_by(&self, owner: Owner) -> bool {
        self.demonstration || is_same(self.organisation, owner)
    }
}

fn allowed(name: &str, bytes: &[u8]) -> Result<(), Problem> {
    if !is_name(name) {
        return Err(Problem::new(
            "bad-request",
            format!("a file of a case cannot be called `{}`", name.escape_default()),
        )
        .with_help("letters, digits, `-` and `_`, and `.toml`, `.json`, `.txt`, `.md`, `.html`, `.csv`, `.xlsx` or `.xml`"));
    }
    if bytes.len() > FILE_MAX {
        return Err(Problem::new(
            "too-large",
            format!("`{name}` is larger than {FILE_MAX} bytes"),
        ));
    }
    Ok(())
}

fn parsed(bytes: &[u8]) -> Result<CaseFile, Problem> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Problem::new("invalid-document", "the case file is not UTF-8"))?;
    let file = case::read(text, false)
        .map_err(|error| Problem::new("invalid-document", error.message).with_help(error.mend))?;
    // Whatever a case names lies in its own folder.
    let wrong = outside(&file);
    match wrong {
        Some(name) => Err(Problem::new(
            "invalid-document",
            format!(
                "the case names `{}`, which is no plain name",
                name.escape_default()
            ),
        )),
        None => Ok(file),
    }
}

/// A name in the case file that is no plain one.
fn outside(file: &CaseFile) -> Option<String> {
    let captures = file
        .sources
        .values()
        .filter_map(|source| source.capture.as_ref()?.file.as_ref());
    let bill = file
        .bill
        .iter()
        .flat_map(|bill| [&bill.file, &bill.mapping]);
    let declared = file.declarations.iter().map(|one| &one.file);
    let mut named = file
        .transactions
        .iter()
        .chain(captures)
        .chain(bill)
        .chain(declared);
    named.find(|name| !is_name(name)).cloned()
}

fn titled(file: &CaseFile) -> String {
    match file.title.trim() {
        "" => "A case without a title".to_owned(),
        title => title.chars().take(200).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(cases: &Cases, owner: Owner, by: &str) -> String {
        let file = b"title = \"secret matter\"\n".to_vec();
        let files = BTreeMap::from([(CASE.to_owned(), file)]);
        cases.open(owner, by, files).expect("a case").id
    }

    /// A folder for a test, empty.
    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("exeat-cases-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        path
    }

    #[test]
    fn what_was_kept_while_nobody_signed_in_is_the_first_organisations() {
        let data = folder("owners");
        let cases = Cases::at(&data);
        let demonstration = cases.of(0).first().expect("the demonstration").id.clone();
        let (early, late) = (opened(&cases, 0, ""), opened(&cases, 1, "ada"));
        let other = opened(&cases, 2, "bo");
        for (owner, seen) in [
            (0, vec![&demonstration, &early, &late]),
            (1, vec![&demonstration, &early, &late]),
            (2, vec![&demonstration, &other]),
            (3, vec![&demonstration]),
        ] {
            for id in [&demonstration, &early, &late, &other] {
                let found = cases.find(owner, id).is_ok();
                assert_eq!(found, seen.contains(&id), "{owner} {id}");
            }
            assert_eq!(cases.of(owner).len(), seen.len(), "{owner}");
        }
        let is_shown = |id: &str| cases.find(1, id).expect("a case").is_the_demonstration();
        assert!(is_shown(&demonstration) && !is_shown(&early) && !is_shown(&late));
        // As versions before wrote it: the one that came along is known by what it says.
        for id in [&demonstration, &early] {
            let path = data.join(format!("cases/{id}.json"));
            let text = fs::read_to_string(&path).expect("the record");
            let mut kept: Value = serde_json::from_str(&text).expect("JSON");
            kept.as_object_mut()
                .expect("an object")
                .remove("demonstration");
            fs::write(&path, kept.to_string()).expect("written");
        }
        assert!(is_shown(&demonstration) && !is_shown(&early));
        assert!(cases.find(2, &early).is_err());
        fs::remove_dir_all(&data).expect("removed");
    }

    #[test]
    fn what_cannot_be_written_leaves_what_was_there() {
        let data = folder("put");
        let cases = Cases::at(&data);
        let id = opened(&cases, 1, "ada");
        let mut kept = cases.find(1, &id).expect("a case");
        cases
            .put(&mut kept, CASE, b"title = \"second\"\n")
            .expect("written");
        let before = data.join(format!("cases/{id}.before"));
        let first = fs::read_dir(&before).expect("a folder").flatten().next();
        let first = fs::read_to_string(first.expect("a file").path()).expect("text");
        assert_eq!(first, "title = \"secret matter\"\n");
        // A folder stands where the file is to be: it cannot be replaced, and stays.
        let place = cases.path(&id).join("x.txt");
        fs::create_dir(&place).expect("a folder");
        assert!(cases.put(&mut kept, "x.txt", b"x").is_err());
        assert!(place.is_dir());
        assert_eq!(cases.text(&id, CASE).expect("text"), "title = \"second\"\n");
        fs::remove_dir_all(&data).expect("removed");
    }

    #[test]
    fn only_plain_names_are_files() {
        assert!(is_name("case.toml"));
        assert!(is_name("report_of-2025.txt"));
        for name in [
            "..",
            "../x.toml",
            "a/b.toml",
            ".toml",
            "x.exe",
            "x.y.toml",
            "x\0.toml",
            "",
        ] {
            assert!(!is_name(name), "{name:?}");
        }
    }
}
