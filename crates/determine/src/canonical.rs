//! The one form in bytes of a determination.

mod passing;
mod writer;

use exeat_facts::{Case, Vocabulary};
use exeat_value::Day;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::outcome::{
    AuthorityShown, ConflictShown, Decisive, Determination, DutyShown, ExceptionShown,
    JurisdictionVerdict, LineDetermination, NotLookedAt, PresumedShown, ReviewShown, Verdict,
    VerdictCoverage,
};

/// The case as it was determined, in its canonical form, so that a determination can be replayed from itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseRecord(String);

impl CaseRecord {
    pub(crate) fn of(case: &Case, vocabulary: &Vocabulary) -> Self {
        Self(case.canonical_json_in(vocabulary))
    }

    /// The canonical JSON of the case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `sha256:` over it.
    pub(crate) fn digest(&self) -> String {
        sha256(self.0.as_bytes())
    }
}

impl Serialize for CaseRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // It is JSON by construction, except where nobody was asked about any case.
        match self.0.is_empty() {
            true => self.0.serialize(serializer),
            false => passing::pass(&self.0, serializer),
        }
    }
}

/// The canonical JSON of a determination: keys in order, two spaces, a line end at the end.
#[must_use]
pub fn json(determination: &Determination) -> String {
    // Every type in a determination has string keys and no numbers but counts, so this cannot fail; an empty text
    // would make the identity differ and so be noticed.
    let mut text = writer::pretty(determination).unwrap_or_default();
    text.push('\n');
    text
}

/// What a determination is, apart from how it is explained: what was asked, of which law, and what came out.
#[derive(Serialize)]
struct Identity<'a> {
    format: u32,
    engine: &'a str,
    rulebook: &'a str,
    facts: &'a str,
    event_date: Day,
    law_date: Day,
    known_at: Day,
    jurisdictions: &'a [String],
    all_jurisdictions: bool,
    conflicts: &'a [ConflictShown],
    not_looked_at: &'a [NotLookedAt],
    overall: Verdict,
    lines: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    line: u32,
    verdicts: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    jurisdiction: &'a str,
    verdict: Verdict,
    possible: &'a [Verdict],
    bounded: bool,
    authority: &'a [AuthorityShown],
    exceptions: &'a [ExceptionShown],
    review_policy: &'a ReviewShown,
    duties: &'a [DutyShown],
    presumed: &'a [PresumedShown],
    decisive: &'a Decisive,
    coverage: &'a VerdictCoverage,
}

/// `sha256:` over what a determination is: everything but its proofs, its quarrels and the copies of the case and of
/// the coverage statements, all of which follow from the digests of rulebook and facts. So an answer is the same with
/// its proof and without.
pub(crate) fn id(determination: &Determination) -> String {
    let identity = Identity {
        format: determination.format,
        engine: &determination.engine,
        rulebook: &determination.rulebook,
        facts: &determination.facts,
        event_date: determination.event_date,
        law_date: determination.law_date,
        known_at: determination.known_at,
        jurisdictions: &determination.jurisdictions,
        all_jurisdictions: determination.all_jurisdictions,
        conflicts: &determination.conflicts,
        not_looked_at: &determination.not_looked_at,
        overall: determination.overall,
        lines: determination.lines.iter().map(line).collect(),
    };
    // Every type in it has string keys, so this cannot fail; an empty text would make the identity differ and so be
    // noticed.
    let text = serde_json::to_vec(&identity).unwrap_or_default();
    sha256(&text)
}

fn line(line: &LineDetermination) -> Line<'_> {
    Line {
        line: line.line,
        verdicts: line.verdicts.iter().map(answer).collect(),
    }
}

fn answer(one: &JurisdictionVerdict) -> Answer<'_> {
    Answer {
        jurisdiction: &one.jurisdiction,
        verdict: one.verdict,
        possible: &one.possible,
        bounded: one.bounded,
        authority: &one.authority,
        exceptions: &one.exceptions,
        review_policy: &one.review_policy,
        duties: &one.duties,
        presumed: &one.presumed,
        decisive: &one.decisive,
        coverage: &one.coverage,
    }
}

/// `sha256:` and the digest of these bytes in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
