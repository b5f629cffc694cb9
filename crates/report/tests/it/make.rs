//! Small builders, so that a determination by hand reads like what it says.

use std::sync::Arc;

use exeat_determine::outcome::{
    Answer, AuthorityShown, CaseRecord, CoverageShown, Decisive, Evidence, FactShown,
    InstrumentCoverage, Joins, JurisdictionVerdict, LimbProof, LineDetermination, ProvisionProof,
    Question, QuestionKind, ReviewShown, SourceShown, Standing, TimeShown, VerdictCoverage,
};
use exeat_determine::{Determination, Verdict};
use exeat_law::model::{CoverageKind, CoverageLine, Text};
use exeat_value::Day;

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day of a test")
}

pub(crate) fn both(en: &str, zh: &str) -> Text {
    Text {
        en: en.to_owned(),
        zh: Some(zh.to_owned()),
    }
}

pub(crate) fn determination(title: &str, event: &str, overall: Verdict) -> Determination {
    Determination {
        id: format!("sha256:{}", "0123456789abcdef".repeat(4)),
        format: 1,
        engine: "exeat 0.1.0".to_owned(),
        rulebook: format!("sha256:{}", "fedcba9876543210".repeat(4)),
        facts: format!("sha256:{}", "00112233445566778899aabbccddeeff".repeat(2)),
        title: title.to_owned(),
        event_date: day(event),
        law_date: day(event),
        known_at: day("2026-11-22"),
        overall,
        jurisdictions: Vec::new(),
        all_jurisdictions: true,
        not_looked_at: Vec::new(),
        lines: Vec::new(),
        conflicts: Vec::new(),
        coverage: Vec::new(),
        sources: Vec::new(),
        case: CaseRecord::default(),
    }
}

pub(crate) fn line(line: u32, item: &str, verdicts: Vec<JurisdictionVerdict>) -> LineDetermination {
    LineDetermination {
        line,
        item: item.to_owned(),
        verdicts: verdicts.into(),
    }
}

pub(crate) fn verdict(jurisdiction: &str, verdict: Verdict) -> JurisdictionVerdict {
    JurisdictionVerdict {
        jurisdiction: jurisdiction.to_owned(),
        verdict,
        possible: vec![verdict],
        bounded: false,
        authority: Vec::new(),
        exceptions: Vec::new(),
        review_policy: ReviewShown::default(),
        duties: Vec::new(),
        deciding: Vec::new(),
        presumed: Vec::new(),
        proof: Vec::new(),
        reach: None,
        decisive: Decisive::default(),
        contested: Vec::new(),
        coverage: VerdictCoverage::default(),
    }
}

pub(crate) fn authority(code: &str, name: &str, zh: &str) -> AuthorityShown {
    AuthorityShown {
        code: code.to_owned(),
        name: name.to_owned(),
        name_zh: Some(zh.to_owned()),
    }
}

pub(crate) fn in_force() -> TimeShown {
    time("in_force", None)
}

pub(crate) fn time(state: &str, day: Option<&str>) -> TimeShown {
    TimeShown {
        state: state.to_owned(),
        day: day.map(self::day),
        issued: None,
        by: None,
        span: None,
        readings: Vec::new(),
    }
}

pub(crate) fn suspended() -> TimeShown {
    TimeShown {
        issued: None,
        by: Some("CN.MOFCOM-GACC.2025-70 §1".to_owned()),
        span: Some("from 2025-11-07 through 2026-11-10".to_owned()),
        ..time("suspended", None)
    }
}

pub(crate) fn provision(
    instrument: (&str, &str),
    anchor: &str,
    title: Text,
    standing: Standing,
    condition: LimbProof,
) -> ProvisionProof {
    ProvisionProof {
        provision: title.en.to_lowercase().replace(' ', "-").into(),
        instrument: instrument.0.into(),
        instrument_title: Arc::new(Text::english(instrument.1)),
        kind: "rule",
        effect: "licence from MOFCOM".into(),
        cites: [format!("{} {anchor}", instrument.0)].into(),
        title: Some(Arc::new(title)),
        standing,
        time: in_force(),
        confidence: Some(exeat_law::model::Confidence::High),
        defeated_by: Vec::new(),
        condition,
        notes: [].into(),
    }
}

pub(crate) fn limb(truth: &str, limb: &str, says: Text) -> LimbProof {
    LimbProof {
        label: None,
        limb: limb.into(),
        says: Arc::new(says),
        truth: truth.parse().expect("a truth value"),
        fact: None,
        joins: None,
        parts: Vec::new(),
        entries: None,
    }
}

/// A group in the rulebook's words: those of its parts, joined.
pub(crate) fn group(truth: &str, between: &str, parts: Vec<LimbProof>) -> LimbProof {
    let wrap = |part: &LimbProof| {
        if part.parts.len() > 1 && part.entries.is_none() {
            format!("({})", part.limb)
        } else {
            part.limb.to_string()
        }
    };
    let words: Vec<String> = parts.iter().map(wrap).collect();
    let says: Vec<&str> = parts.iter().map(|part| part.says.en.as_str()).collect();
    let zh: Vec<&str> = parts
        .iter()
        .map(|part| part.says.zh.as_deref().unwrap_or(&part.says.en))
        .collect();
    let (en_between, zh_between) = if between == " and " {
        (", and ", "，且")
    } else {
        (", or ", "，或")
    };
    let joins = if between == " and " {
        Joins::All
    } else {
        Joins::Any
    };
    LimbProof {
        joins: Some(joins),
        parts: parts.clone(),
        ..limb(
            truth,
            &words.join(between),
            both(&says.join(en_between), &zh.join(zh_between)),
        )
    }
}

pub(crate) trait With: Sized {
    fn label(self, label: &str) -> Self;
    fn known(self, path: &str, value: &str) -> Self;
    fn fact(self, path: &str, state: &'static str, value: &str) -> Self;
    fn entries(self, all: usize) -> Self;
    fn parts(self, parts: Vec<LimbProof>) -> Self;
    fn evidence(self, evidence: Vec<Evidence>) -> Self;
}

impl With for LimbProof {
    fn label(self, label: &str) -> Self {
        Self {
            label: Some(label.into()),
            ..self
        }
    }

    fn known(self, path: &str, value: &str) -> Self {
        self.fact(path, "known", value)
    }

    fn fact(self, path: &str, state: &'static str, value: &str) -> Self {
        let fact = FactShown {
            fact: path.to_owned(),
            of: None,
            state,
            value: value.to_owned(),
            evidence: Vec::new(),
        };
        Self {
            fact: Some(Arc::new(fact)),
            ..self
        }
    }

    fn entries(self, all: usize) -> Self {
        Self {
            entries: Some(all),
            ..self
        }
    }

    fn parts(self, parts: Vec<LimbProof>) -> Self {
        Self { parts, ..self }
    }

    fn evidence(mut self, evidence: Vec<Evidence>) -> Self {
        if let Some(fact) = &mut self.fact {
            Arc::make_mut(fact).evidence = evidence;
        }
        self
    }
}

pub(crate) fn says(source: &str, stance: &str, speaker: Option<&str>) -> Evidence {
    Evidence {
        source: source.to_owned(),
        stance: stance.to_owned(),
        speaker: speaker.map(str::to_owned),
        origin: Some("briefing".to_owned()),
        note: None,
    }
}

pub(crate) fn source(id: &str, outlet: &str, date: &str, origin: Option<&str>) -> SourceShown {
    SourceShown {
        id: id.to_owned(),
        outlet: outlet.to_owned(),
        date: Some(day(date)),
        origin: origin.map(str::to_owned),
    }
}

pub(crate) fn question(path: &str, en: &str, zh: &str, cost: u32) -> Question {
    Question {
        fact: path.to_owned(),
        of: None,
        kind: QuestionKind::Fact,
        question: en.to_owned(),
        question_zh: Some(zh.to_owned()),
        cost,
        contested: false,
    }
}

pub(crate) fn answer(question: &Question, is: &str) -> Answer {
    Answer {
        question: question.clone(),
        is: is.to_owned(),
    }
}

/// How far, and what.
type Statements = Vec<(CoverageKind, Text)>;

pub(crate) fn covers(
    jurisdiction: &str,
    name: Text,
    instruments: Vec<(Option<&str>, Statements)>,
) -> CoverageShown {
    CoverageShown {
        jurisdiction: jurisdiction.to_owned(),
        name,
        verified_through: Some(day("2026-10-10")),
        instruments: instruments
            .into_iter()
            .map(|(instrument, lines)| InstrumentCoverage {
                instrument: instrument.map(str::to_owned),
                lines: lines
                    .into_iter()
                    .map(|(kind, what)| CoverageLine { kind, what })
                    .collect(),
            })
            .collect(),
    }
}
