//! Tables of shipments that people brought: each in a folder of its own, with what its columns mean, how far it is,
//! and what came of it.
//!
//! ```text
//! portfolios/<id>/portfolio.json   what it is, whose, and how far it is
//! portfolios/<id>/table            the table, as it came
//! portfolios/<id>/mapping.toml     what its columns mean
//! portfolios/<id>/answer.parquet   the rows with their verdicts; also as .csv and .xlsx
//! portfolios/<id>/counts.json      what was counted
//! ```
//!
//! Nothing that a client sends becomes a part of a path. A table that was being decided when the process ended is
//! decided on by the next one, from the chunk at which it stopped.

mod work;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use exeat_law::model::Rulebook;
use exeat_portfolio::{Failure, Input, Kind, Tallies, inputs, write_whole};
use exeat_value::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::is_same;
use crate::guard::random_hex;
use crate::parties::Parties;
use crate::problem::Problem;

/// The table of a portfolio.
const TABLE: &str = "table";
/// The rows with their verdicts.
pub(crate) const ANSWER: &str = "answer.parquet";
/// No name is longer.
const NAME_MAX: usize = 120;
/// More portfolios of one organisation are not kept.
const PORTFOLIOS_MAX: usize = 200;

/// How far a portfolio is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stage {
    /// Somebody has to say what the columns mean.
    Mapping,
    /// It waits, or is being decided.
    Running,
    /// It was decided.
    Done,
    /// It could not be decided.
    Failed,
}

impl Stage {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Mapping => "mapping",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// What is known of a portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Portfolio {
    /// Its identity.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) name: String,
    /// How far it is.
    pub(crate) stage: Stage,
    /// Who brought it.
    pub(crate) by: String,
    /// When.
    pub(crate) at: String,
    /// How large its table is, in bytes.
    pub(crate) bytes: u64,
    /// What is unsure of the mapping that was proposed.
    #[serde(default)]
    pub(crate) unsure: Vec<String>,
    /// The day from which the law is looked at.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub(crate) known_at: Option<Day>,
    /// Why it could not be decided, and what would mend it.
    #[serde(default)]
    pub(crate) error: Option<(String, Option<String>)>,
    /// The organisation that it belongs to.
    #[serde(default)]
    #[schema(ignore)]
    organisation: i64,
}

/// How far a portfolio is that is being decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Progress {
    /// What there is to do, in bytes or rows.
    pub(crate) total: u64,
    /// How much of it is done.
    pub(crate) done: u64,
    /// How many rows were decided.
    pub(crate) rows: u64,
}

impl Progress {
    /// In percent.
    pub(crate) fn percent(self) -> u64 {
        match self.total {
            0 => 0,
            total => (u128::from(self.done.min(total)) * 100 / u128::from(total))
                .try_into()
                .unwrap_or(100),
        }
    }
}

/// Whose portfolios: those of an organisation, or everybody's where nobody signs in.
pub(crate) type Owner = i64;

/// All portfolios.
pub(crate) struct Portfolios {
    folder: PathBuf,
    rulebook: Arc<Rulebook>,
    /// Who looks for the parties of their rows.
    parties: Arc<dyn Parties>,
    running: Mutex<BTreeMap<String, Progress>>,
    /// One is decided at a time; the others wait.
    turn: Mutex<()>,
}

fn failed(failure: Failure) -> Problem {
    let problem = Problem::new("invalid-document", failure.message);
    match failure.help {
        Some(help) => problem.with_help(help),
        None => problem,
    }
}

fn broken(what: &str, path: &Path, error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(path = %path.display(), %error, "a portfolio cannot be {what}");
    Problem::new(
        "internal",
        format!("the portfolio cannot be {what}: {error}"),
    )
}

/// Whether a text can be the identity of a portfolio: nothing else ever becomes a path.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() == 16
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

impl Portfolios {
    /// The portfolios of a data folder.
    pub(crate) fn at(data: &Path, rulebook: Arc<Rulebook>, parties: Arc<dyn Parties>) -> Self {
        Self {
            folder: data.join("portfolios"),
            rulebook,
            parties,
            running: Mutex::default(),
            turn: Mutex::new(()),
        }
    }

    /// Goes on with what was being decided when the process ended.
    pub(crate) fn resume(self: &Arc<Self>) {
        for one in self.all() {
            if one.stage == Stage::Running {
                self.begin(&one);
            }
        }
    }

    /// The folder of a portfolio.
    pub(crate) fn path(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    fn all(&self) -> Vec<Portfolio> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut all: Vec<Portfolio> = entries
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                is_id(&name).then(|| self.read(&name)).flatten()
            })
            .collect();
        all.sort_by(|one, two| two.at.cmp(&one.at).then(one.id.cmp(&two.id)));
        all
    }

    fn read(&self, id: &str) -> Option<Portfolio> {
        let text = fs::read_to_string(self.path(id).join("portfolio.json")).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Those of an owner, the latest first.
    pub(crate) fn of(&self, owner: Owner) -> Vec<Portfolio> {
        let mut all = self.all();
        all.retain(|one| is_same(one.organisation, owner));
        all
    }

    /// One of an owner's. Somebody else's is as if it were not there.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn find(&self, owner: Owner, id: &str) -> Result<Portfolio, Problem> {
        let found = is_id(id).then(|| self.read(id)).flatten();
        found
            .filter(|one| is_same(one.organisation, owner))
            .ok_or_else(|| Problem::new("not-found", "there is no such portfolio"))
    }

    fn keep(&self, one: &Portfolio) -> Result<(), Problem> {
        let path = self.path(&one.id).join("portfolio.json");
        let text = serde_json::to_string_pretty(one).unwrap_or_default();
        write_whole(&path, text.as_bytes()).map_err(|error| broken("written", &path, &error))
    }

    /// A place for a table that is being sent.
    ///
    /// # Errors
    /// There are too many already, or it cannot be made.
    pub(crate) fn arrive(&self, owner: Owner) -> Result<Arriving, Problem> {
        if self.of(owner).len() >= PORTFOLIOS_MAX {
            return Err(Problem::new(
                "conflict",
                format!("there are {PORTFOLIOS_MAX} portfolios, and no more are kept"),
            )
            .with_help("delete one that is not needed any more"));
        }
        let id = random_hex(8);
        let folder = self.path(&id);
        fs::create_dir_all(&folder).map_err(|error| broken("written", &folder, &error))?;
        let path = folder.join(TABLE);
        let file = fs::File::create(&path).map_err(|error| broken("written", &path, &error))?;
        Ok(Arriving {
            id,
            folder,
            file: Some(file),
            bytes: 0,
            kept: false,
        })
    }

    /// Keeps a table that has arrived, with a mapping that is proposed for it.
    ///
    /// # Errors
    /// It is no table.
    pub(crate) fn arrived(
        &self,
        owner: Owner,
        by: &str,
        name: &str,
        mut arriving: Arriving,
    ) -> Result<Portfolio, Problem> {
        arriving.close()?;
        let input = self.input(&arriving.id)?;
        let proposal = exeat_portfolio::propose(&input).map_err(failed)?;
        let mapping = arriving.folder.join("mapping.toml");
        write_whole(&mapping, proposal.toml.as_bytes())
            .map_err(|error| broken("written", &mapping, &error))?;
        let one = Portfolio {
            id: arriving.id.clone(),
            name: called(name, &input),
            stage: Stage::Mapping,
            by: by.to_owned(),
            at: jiff::Timestamp::now()
                .strftime("%Y-%m-%dT%H:%M:%SZ")
                .to_string(),
            bytes: arriving.bytes,
            unsure: proposal.unsure,
            known_at: None,
            error: None,
            organisation: owner,
        };
        self.keep(&one)?;
        arriving.kept = true;
        Ok(one)
    }

    fn input(&self, id: &str) -> Result<Input, Problem> {
        let path = self.path(id).join(TABLE);
        let mut found = inputs(&[path]).map_err(|failure| {
            // Where it lies is nobody's business.
            failed(Failure {
                message: failure
                    .message
                    .replace(&*self.path(id).join(TABLE).to_string_lossy(), "the table"),
                help: failure.help,
            })
        })?;
        found
            .pop()
            .ok_or_else(|| Problem::new("internal", "the table is gone"))
    }

    /// What its columns mean.
    pub(crate) fn mapping(&self, id: &str) -> String {
        fs::read_to_string(self.path(id).join("mapping.toml")).unwrap_or_default()
    }

    /// Says what its columns mean.
    ///
    /// # Errors
    /// It is being decided, or the mapping has mistakes.
    pub(crate) fn map(&self, one: &mut Portfolio, text: &str) -> Result<(), Problem> {
        if one.stage == Stage::Running {
            return Err(Problem::new("conflict", "it is being decided"));
        }
        exeat_documents::tables::Mapping::read(text)
            .map_err(|faults| Problem::document(text, &faults))?;
        let path = self.path(&one.id).join("mapping.toml");
        write_whole(&path, text.as_bytes()).map_err(|error| broken("written", &path, &error))?;
        one.stage = Stage::Mapping;
        one.error = None;
        // Somebody has looked it through.
        one.unsure.clear();
        self.keep(one)
    }

    /// Has it decided.
    ///
    /// # Errors
    /// It is being decided already, or its mapping has mistakes.
    pub(crate) fn run(self: &Arc<Self>, one: &mut Portfolio, known_at: Day) -> Result<(), Problem> {
        if one.stage == Stage::Running {
            return Err(Problem::new("conflict", "it is being decided already"));
        }
        let text = self.mapping(&one.id);
        exeat_documents::tables::Mapping::read(&text)
            .map_err(|faults| Problem::document(&text, &faults))?;
        one.stage = Stage::Running;
        one.error = None;
        one.known_at = Some(known_at);
        self.keep(one)?;
        self.begin(one);
        Ok(())
    }

    /// How far it is, where it is being decided.
    pub(crate) fn progress(&self, id: &str) -> Progress {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.get(id).copied().unwrap_or_default()
    }

    /// What was counted of one that was decided.
    ///
    /// # Errors
    /// It was not decided, or what was counted is gone.
    pub(crate) fn counts(&self, one: &Portfolio) -> Result<Tallies, Problem> {
        if one.stage != Stage::Done {
            return Err(Problem::new("conflict", "it was not decided yet"));
        }
        let path = self.path(&one.id).join("counts.json");
        let text = fs::read_to_string(&path).map_err(|error| broken("read", &path, &error))?;
        serde_json::from_str(&text).map_err(|error| broken("read", &path, &error))
    }

    /// Takes it away.
    ///
    /// # Errors
    /// It is being decided, or cannot be removed.
    pub(crate) fn remove(&self, one: &Portfolio) -> Result<(), Problem> {
        if one.stage == Stage::Running {
            return Err(Problem::new("conflict", "it is being decided")
                .with_help("wait until it is done, and delete it then"));
        }
        let path = self.path(&one.id);
        fs::remove_dir_all(&path).map_err(|error| broken("removed", &path, &error))
    }

    /// The first rows of its table, as texts: headings first.
    pub(crate) fn sample(&self, id: &str, rows: usize) -> Vec<Vec<String>> {
        self.input(id)
            .ok()
            .and_then(|input| exeat_portfolio::sample(&input, rows).ok())
            .unwrap_or_default()
    }
}

/// What a portfolio is called: as somebody said, without what is no name.
fn called(name: &str, input: &Input) -> String {
    let name: String = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|one| !one.is_control())
        .take(NAME_MAX)
        .collect();
    match (name.trim(), input.kind) {
        ("", Kind::Csv) => "table.csv".to_owned(),
        ("", Kind::Xlsx) => "table.xlsx".to_owned(),
        ("", Kind::Parquet) => "table.parquet".to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// A table that is being sent. It goes away again unless it is kept.
pub(crate) struct Arriving {
    id: String,
    folder: PathBuf,
    file: Option<fs::File>,
    bytes: u64,
    kept: bool,
}

impl Arriving {
    /// Adds bytes to it, up to so many.
    ///
    /// # Errors
    /// It is too large, or cannot be written.
    pub(crate) fn push(&mut self, bytes: &[u8], most: u64) -> Result<(), Problem> {
        use std::io::Write as _;
        self.bytes = self
            .bytes
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.bytes > most {
            return Err(Problem::new(
                "too-large",
                format!("the table is larger than {most} bytes"),
            ));
        }
        match &mut self.file {
            Some(file) => file
                .write_all(bytes)
                .map_err(|error| broken("written", &self.folder, &error)),
            None => Ok(()),
        }
    }

    fn close(&mut self) -> Result<(), Problem> {
        match self.file.take() {
            Some(file) => file
                .sync_all()
                .map_err(|error| broken("written", &self.folder, &error)),
            None => Ok(()),
        }
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn nothing_but_an_identity_becomes_a_path() {
        assert!(is_id("0123456789abcdef"));
        for text in [
            "",
            "..",
            "../../etc/passwd",
            "0123456789ABCDEF",
            "0123456789abcde/",
        ] {
            assert!(!is_id(text), "{text}");
        }
    }
}
