//! Case files from TOML and JSON.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::model::CaseFile;

/// The largest case file, in bytes.
const SIZE_MAX: usize = 16 * 1024 * 1024;
/// The most of each thing in one file.
const COUNT_MAX: usize = 20_000;
/// No source goes back over more others.
const BACK_MAX: usize = 1_000;

/// Why a case file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct CaseFileError {
    /// What happened and where: lower case, no full stop.
    pub message: String,
    /// One line that could mend it.
    pub mend: String,
}

fn wrong(message: impl Into<String>, mend: impl Into<String>) -> CaseFileError {
    CaseFileError {
        message: message.into(),
        mend: mend.into(),
    }
}

/// Reads a case file: JSON where `json` says so, otherwise TOML.
///
/// ```
/// let file = exeat_evidence::case::read(
///     "transactions = [\"stones.toml\"]\n\n[sources.daily]\noutlet = \"A daily\"\n\n\
///      [claims.gems]\nfact = \"items.stones.form\"\nis = \"raw-gemstone\"\n\n\
///      [[claims.gems.statement]]\nsource = \"daily\"\ndoes = \"asserts\"\n",
///     false,
/// )?;
/// assert_eq!(file.claims["gems"].statements.len(), 1);
///
/// let error = exeat_evidence::case::read("[claims.gems]\n[[claims.gems.statement]]\nsource = \"dayli\"\ndoes = \"asserts\"\n", false).unwrap_err();
/// assert_eq!(error.message, "claim `gems`: there is no source `dayli`");
/// # Ok::<(), exeat_evidence::case::CaseFileError>(())
/// ```
///
/// # Errors
///
/// It is not well formed, has fields that do not belong there, or names what it does not have.
pub fn read(text: &str, json: bool) -> Result<CaseFile, CaseFileError> {
    if text.len() > SIZE_MAX {
        return Err(wrong(
            "the case file is larger than 16 MiB",
            "split it by transaction",
        ));
    }
    let file: CaseFile = if json {
        serde_json::from_str(text).map_err(|error| {
            wrong(
                format!("not a case file in JSON: {error}"),
                "see docs/book/evidence.md for its form",
            )
        })?
    } else {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(String::new(), |span| {
                let line = text
                    .get(..span.start)
                    .unwrap_or_default()
                    .matches('\n')
                    .count()
                    .saturating_add(1);
                format!("line {line}: ")
            });
            wrong(
                format!("{at}{}", error.message()),
                "see docs/book/evidence.md for the form of a case file",
            )
        })?
    };
    check(&file)?;
    Ok(file)
}

fn is_outside(file: &str) -> bool {
    file.starts_with('/') || file.contains("..") || file.contains('\\')
}

/// Follows a source to its first origin. `steps` remembers how far back those are that were followed before, so that each
/// source is walked once.
fn goes_back<'a>(
    file: &'a CaseFile,
    name: &'a str,
    steps: &mut BTreeMap<&'a str, usize>,
) -> Result<(), CaseFileError> {
    let mut way = Vec::new();
    let mut seen = BTreeSet::new();
    let mut at = name;
    while !steps.contains_key(at)
        && let Some(next) = file.sources.get(at).and_then(|one| one.origin.as_deref())
    {
        if !seen.insert(at) {
            return Err(wrong(
                format!("source `{name}` goes back to itself"),
                "take one of the origins out",
            ));
        }
        way.push(at);
        at = next;
    }
    let mut back = steps.get(at).copied().unwrap_or(0);
    for one in way.into_iter().rev() {
        back = back.saturating_add(1);
        steps.insert(one, back);
    }
    if back > BACK_MAX {
        return Err(wrong(
            format!("source `{name}` goes back over {back} others, and more than {BACK_MAX}"),
            "name the first origin itself",
        ));
    }
    Ok(())
}

fn check(file: &CaseFile) -> Result<(), CaseFileError> {
    if file.format != 1 {
        return Err(wrong(
            format!(
                "the case file is of format {}, which this version does not know",
                file.format
            ),
            "write `format = 1`",
        ));
    }
    let statements = file
        .claims
        .values()
        .map(|claim| claim.statements.len())
        .sum::<usize>();
    if file.claims.len().max(file.sources.len()).max(statements) > COUNT_MAX {
        return Err(wrong(
            format!("the case file has more than {COUNT_MAX} claims, sources or statements"),
            "split it by transaction",
        ));
    }
    let source = |name: &str, place: &str| {
        if file.sources.contains_key(name) {
            return Ok(());
        }
        Err(wrong(
            format!("{place}: there is no source `{name}`"),
            format!("declare it: `[sources.{name}]` with its `outlet`"),
        ))
    };
    let mut steps = BTreeMap::new();
    for (name, one) in &file.sources {
        for other in &one.derived_from {
            source(other, &format!("source `{name}`"))?;
        }
        if let Some(origin) = &one.origin
            && !file.origins.contains_key(origin)
            && !file.sources.contains_key(origin)
        {
            return Err(wrong(
                format!("source `{name}`: there is no origin and no source `{origin}`"),
                format!("declare it: `[origins.{origin}]` with `what` it is"),
            ));
        }
        goes_back(file, name, &mut steps)?;
        if let Some(capture) = &one.capture {
            let hex = capture.sha256.len() == 64
                && capture
                    .sha256
                    .bytes()
                    .all(|one| one.is_ascii_digit() || (b'a'..=b'f').contains(&one));
            if !hex {
                return Err(wrong(
                    format!("source `{name}`: `sha256` is no SHA-256"),
                    "write the 64 digits that `sha256sum` prints",
                ));
            }
            if capture.file.as_deref().is_some_and(is_outside) {
                return Err(wrong(
                    format!("source `{name}`: the capture lies outside the folder of the case"),
                    "put the text into the folder and name it from there",
                ));
            }
        }
    }
    for one in &file.declarations {
        let place = format!("declaration `{}`", one.file);
        if is_outside(&one.file) {
            return Err(wrong(
                format!("{place} lies outside the folder of the case"),
                "put the file into the folder and name it from there",
            ));
        }
        if let Some(transaction) = &one.transaction
            && !file.transactions.contains(transaction)
        {
            return Err(wrong(
                format!("{place}: `{transaction}` is no transaction of the case"),
                format!("add it: `transactions = [\"{transaction}\"]`"),
            ));
        }
    }
    for (name, claim) in &file.claims {
        let place = format!("claim `{name}`");
        let values =
            usize::from(claim.is.is_some()).saturating_add(usize::from(claim.between.is_some()));
        if claim.fact.is_some() != (values == 1) {
            return Err(wrong(
                format!("{place} names a fact and no value, a value and no fact, or two values"),
                "write `fact = \"items.NAME.form\"` and either `is = …` or `between = [ …, … ]`",
            ));
        }
        if claim.fact.is_some() && claim.law.is_some() {
            return Err(wrong(
                format!("{place} is about a fact and about the law at once"),
                "make two claims of it",
            ));
        }
        if let Some(transaction) = &claim.transaction
            && !file.transactions.contains(transaction)
        {
            return Err(wrong(
                format!("{place}: `{transaction}` is no transaction of the case"),
                format!("add it: `transactions = [\"{transaction}\"]`"),
            ));
        }
        for statement in &claim.statements {
            source(&statement.source, &place)?;
            if statement.span.is_some_and(|[from, to]| from >= to) {
                return Err(wrong(
                    format!("{place}: a span begins at or behind its end"),
                    "write `span = [FROM, UNTIL]`, in bytes of the capture",
                ));
            }
        }
    }
    for flag in &file.flags {
        if let Some(catalogue) = &flag.catalogue
            && catalogue != "own"
            && super::red_flag(catalogue).is_none()
        {
            return Err(wrong(
                format!(
                    "red flag `{}`: the catalogue has no number `{catalogue}`",
                    flag.what
                ),
                "write a number of `exeat evidence flags`, or `catalogue = \"own\"`",
            ));
        }
    }
    for name in file
        .flags
        .iter()
        .flat_map(|flag| &flag.raised_by)
        .chain(file.assessments.iter().map(|one| &one.claim))
    {
        if !file.claims.contains_key(name) {
            return Err(wrong(
                format!("there is no claim `{name}`"),
                "name a claim of the file",
            ));
        }
    }
    Ok(())
}
