//! What a case file holds.

use std::collections::BTreeMap;

use exeat_value::Day;
use serde::{Deserialize, Serialize};

/// A case file: what is said about one or more transactions, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CaseFile {
    /// The version of the form: 1.
    #[serde(default = "one")]
    pub format: u32,
    /// What readers call the case.
    #[serde(default)]
    pub title: String,
    /// The transaction documents beside the file, by name.
    #[serde(default)]
    pub transactions: Vec<String>,
    /// Where statements stand.
    #[serde(default)]
    pub sources: BTreeMap<String, Source>,
    /// Who supplies which items.
    #[serde(default)]
    pub suppliers: BTreeMap<String, Supplier>,
    /// A bill of materials that belongs to the transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill: Option<BillNamed>,
    /// What suppliers and laboratories declare, in files of their own.
    #[serde(default, rename = "declaration", skip_serializing_if = "Vec::is_empty")]
    pub declarations: Vec<DeclarationNamed>,
    /// What sources go back to.
    #[serde(default)]
    pub origins: BTreeMap<String, OriginNamed>,
    /// What is claimed.
    #[serde(default)]
    pub claims: BTreeMap<String, Claim>,
    /// What a person decided about contested facts.
    #[serde(default, rename = "resolution")]
    pub resolutions: Vec<Resolution>,
    /// What makes one look twice.
    #[serde(default, rename = "flag")]
    pub flags: Vec<Flag>,
    /// What analysts make of claims.
    #[serde(default, rename = "assessment")]
    pub assessments: Vec<Assessment>,
}

fn one() -> u32 {
    1
}

/// Where statements stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Source {
    /// Who published or issued it.
    pub outlet: String,
    /// What sort of source.
    #[serde(default)]
    pub kind: SourceKind,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it goes back to: an origin of the file, or another source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The sources from which it was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived_from: Vec<String>,
    /// How reliable the source is, apart from what it says.
    #[serde(default)]
    pub reliability: Reliability,
    /// The text as it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capture: Option<Capture>,
}

/// A text as it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Capture {
    /// The file, below the folder of the case; none where it is kept elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// When it was captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}

/// What sort of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A newspaper or broadcaster.
    Press,
    /// A news agency.
    Agency,
    /// An authority or ministry.
    Authority,
    /// A company about itself.
    Company,
    /// A supplier.
    Supplier,
    /// A laboratory.
    Laboratory,
    /// A public register.
    Register,
    /// A person.
    Person,
    /// Posts on social media.
    SocialMedia,
    /// One's own paper.
    Own,
    /// Anything else.
    #[default]
    Other,
}

/// Reliability of a source, A (complete) to E (unreliable); F where it cannot be judged, which is
/// no low grade but none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the grades are known by their letters")]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    #[default]
    F,
}

/// Credibility of what is said, 1 (confirmed) to 5 (improbable); 6 where it cannot be judged,
/// which is no low grade but none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Credibility(u8);

impl Default for Credibility {
    fn default() -> Self {
        Self(6)
    }
}

impl TryFrom<u8> for Credibility {
    type Error = String;

    fn try_from(grade: u8) -> Result<Self, String> {
        if (1..=6).contains(&grade) {
            Ok(Self(grade))
        } else {
            Err(format!(
                "credibility is a number from 1 to 6, and 6 says that it cannot be judged; here stands {grade}"
            ))
        }
    }
}

impl From<Credibility> for u8 {
    fn from(grade: Credibility) -> Self {
        grade.0
    }
}

/// Who supplies which items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Supplier {
    /// The name to write to.
    pub name: String,
    /// The items, by their names in the transaction.
    #[serde(default)]
    pub items: Vec<String>,
}

/// A bill of materials that belongs to a transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BillNamed {
    /// The CSV or XLSX, below the folder of the case.
    pub file: String,
    /// The TOML that says what its columns mean.
    pub mapping: String,
}

/// A declaration of a supplier or laboratory that belongs to a transaction. What it says counts as
/// statements of its issuer, each time that the case is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeclarationNamed {
    /// The file, below the folder of the case.
    pub file: String,
    /// The item of the transaction that it is about, where its number is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Who issued it, where the file does not say so or says it in another way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
    /// The transaction document, where the file has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction: Option<String>,
    /// How reliable its issuer is.
    #[serde(default)]
    pub reliability: Reliability,
    /// The SHA-256 of the file; it has to be that file then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What sources go back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OriginNamed {
    /// What it is: a briefing, a statement, a rumour.
    pub what: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
}

/// What is claimed: about a fact of a transaction, about the law, or in words alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Claim {
    /// The claim in words.
    #[serde(default)]
    pub says: String,
    /// Of what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<String>,
    /// What it is said to be or do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// When, as far as is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The transaction document, where the file has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction: Option<String>,
    /// The path of the fact that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// The value that is claimed, as documents write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<ClaimedValue>,
    /// The bounds that are claimed, both included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub between: Option<[String; 2]>,
    /// What is claimed about the law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<LawClaim>,
    /// Who says so and who denies it.
    #[serde(default, rename = "statement", skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}

/// A value as a case file writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ClaimedValue {
    /// Yes or no.
    YesNo(bool),
    /// Anything else, as text.
    Text(String),
    /// A set of codes.
    List(Vec<String>),
}

impl ClaimedValue {
    /// As one text: `yes`, `1.2 %`, `Nd, Pr`.
    pub fn text(&self) -> String {
        match self {
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::Text(text) => text.clone(),
            Self::List(codes) if codes.is_empty() => "none".to_owned(),
            Self::List(codes) => codes.join(", "),
        }
    }
}

/// What a source does with a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// Says that it is so.
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Takes back what it said before.
    Retracts,
}

/// One source that asserts, denies or retracts one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Statement {
    /// The source.
    pub source: String,
    /// What it does with the claim.
    pub does: Does,
    /// Who says it there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// In which capacity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<String>,
    /// When it was said; else the day of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// Through when it holds, as classification letters say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Day>,
    /// How credible it is, apart from the source.
    #[serde(default)]
    pub credibility: Credibility,
    /// The bytes of the capture in which it stands: from and until.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<[usize; 2]>,
    /// A remark, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a claim says about the law. This crate does not know the law: the command works out what
/// is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LawClaim {
    /// What is claimed of it.
    pub asks: LawAsk,
    /// The instrument, by the name that the rulebooks give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<String>,
    /// The jurisdiction whose law it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// The day of which it speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// What was known on this day; else on the day of the last statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_at: Option<Day>,
    /// The chemical elements of which it speaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<String>,
    /// What is said to be so: a day, a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
}

/// What a claim may say about the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LawAsk {
    /// The day on which an instrument was issued.
    Issued,
    /// The day from which an instrument binds.
    InForceFrom,
    /// That these elements, and no others of the rare earths, are added by an instrument.
    AddsElements,
    /// How many of the rare earths need a licence.
    CountOfElements,
}

/// A person's decision about a contested fact. It supersedes the quarrel and erases nothing: the
/// statements stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Resolution {
    /// The transaction document, where the file has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction: Option<String>,
    /// The path of the fact.
    pub fact: String,
    /// The value that is taken.
    pub is: ClaimedValue,
    /// Why.
    pub because: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Day,
}

/// What makes one look twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Flag {
    /// What it is, in words.
    pub what: String,
    /// The number in the catalogue of the Bureau of Industry and Security (supplement no. 3 to part
    /// 732; [`RED_FLAGS`](super::RED_FLAGS)), or `own`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<String>,
    /// The claims that raise it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub raised_by: Vec<String>,
    /// What was asked about it.
    #[serde(default, rename = "inquiry", skip_serializing_if = "Vec::is_empty")]
    pub inquiries: Vec<Inquiry>,
    /// How it ended; open where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<ResolutionOfFlag>,
}

/// A question that was asked because of a red flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Inquiry {
    /// Of whom.
    pub of: String,
    /// What.
    pub asked: String,
    /// When.
    pub on: Day,
    /// What came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// How a red flag ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ResolutionOfFlag {
    /// Whether it was explained by evidence; otherwise one refrains, or asks the authority.
    pub explained: bool,
    /// Why.
    pub because: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Day,
}

/// How likely something is, in seven bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Likelihood {
    /// 1 to 5 %.
    AlmostNoChance,
    /// 5 to 20 %.
    VeryUnlikely,
    /// 20 to 45 %.
    Unlikely,
    /// 45 to 55 %.
    RoughlyEvenChance,
    /// 55 to 80 %.
    Likely,
    /// 80 to 95 %.
    VeryLikely,
    /// 95 to 99 %.
    AlmostCertain,
}

impl Likelihood {
    /// `likely (55–80 %)`.
    pub fn words(self) -> &'static str {
        match self {
            Self::AlmostNoChance => "almost no chance (1–5 %)",
            Self::VeryUnlikely => "very unlikely (5–20 %)",
            Self::Unlikely => "unlikely (20–45 %)",
            Self::RoughlyEvenChance => "roughly even chance (45–55 %)",
            Self::Likely => "likely (55–80 %)",
            Self::VeryLikely => "very likely (80–95 %)",
            Self::AlmostCertain => "almost certain (95–99 %)",
        }
    }
}

/// How sure the analyst is of the ground on which the likelihood stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Confidence {
    Low,
    Moderate,
    High,
}

impl Confidence {
    /// `low`, `moderate`, `high`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}

/// What an analyst makes of a claim. It changes no fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Assessment {
    /// The claim.
    pub claim: String,
    /// How likely it is.
    pub likelihood: Likelihood,
    /// How firm the ground is, apart from that.
    pub confidence: Confidence,
    /// Why.
    pub because: String,
    /// What else it could be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<String>,
    /// What would change it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub would_change: Vec<String>,
    /// Who, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}
