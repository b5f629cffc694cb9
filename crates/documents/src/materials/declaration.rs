//! What suppliers and laboratories declare, in the forms of their trades.
//!
//! A file is told by its content, never by its name: IPC-1752A and IPC-1752B, IEC 62474, the
//! minerals templates CMRT and EMRT, a certificate of analysis, a classification statement. What
//! is in what becomes a [`Bill`], the same as an indented list; everything else is [`Declared`]: a
//! statement of whoever issued the paper, and never a fact.

mod certificate;
mod classification;
mod composition;
mod elements;
mod minerals;
mod numbers;
mod substances;
mod xml;

pub(super) use numbers::divided;

use exeat_value::Day;
use thiserror::Error;

use super::bill::{Bill, Fault};

/// The largest declaration that is read, in bytes.
pub const DECLARATION_MAX: usize = 64 * 1024 * 1024;
/// The most statements and smelters of one declaration.
const COUNT_MAX: usize = 100_000;

/// The form of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// IEC 62474, the material declaration of the electrotechnical industry.
    Iec62474,
    /// IPC-1752A.
    Ipc1752A,
    /// IPC-1752B.
    Ipc1752B,
    /// The Conflict Minerals Reporting Template.
    Cmrt,
    /// The Extended Minerals Reporting Template.
    Emrt,
    /// Figures of a laboratory, in the form of the project.
    CertificateOfAnalysis,
    /// Which entries of control lists a supplier says its goods fall under, in the form of the
    /// project.
    Classification,
}

impl Form {
    /// Its name, as readers know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Iec62474 => "IEC 62474",
            Self::Ipc1752A => "IPC-1752A",
            Self::Ipc1752B => "IPC-1752B",
            Self::Cmrt => "CMRT",
            Self::Emrt => "EMRT",
            Self::CertificateOfAnalysis => "certificate of analysis",
            Self::Classification => "classification statement",
        }
    }

    /// Whether it comes from a laboratory and not from whoever sells the thing.
    pub const fn is_of_laboratory(self) -> bool {
        matches!(self, Self::CertificateOfAnalysis)
    }
}

/// What is said to be the value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// One value, as documents write it.
    Is(String),
    /// Two bounds, both included.
    Between(String, String),
}

/// One thing that a declaration says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The part that it is said of; none where it is said of all that the paper is about.
    pub item: Option<String>,
    /// In words.
    pub says: String,
    /// What of it: `content.Dy`, `is classified under`, `is smelted by`.
    pub predicate: String,
    /// What it is said to be.
    pub object: String,
    /// The fact of the item, where the vocabulary has one.
    pub fact: Option<String>,
    /// Its value; there is one where there is a fact.
    pub value: Option<Said>,
    /// Through when it holds.
    pub expires: Option<Day>,
    /// The line or row.
    pub place: u64,
}

/// A smelter, refiner or processor that is named for a metal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smelter {
    /// The metal.
    pub metal: String,
    /// Its name.
    pub name: String,
    /// Its country, as it is written.
    pub country: Option<String>,
    /// Its number, such as `CID000001`.
    pub number: Option<String>,
    /// The countries of the mines, as they are written.
    pub mines: Option<String>,
    /// The row.
    pub row: u64,
}

/// A declaration as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Its form.
    pub form: Form,
    /// The version of the form that the file names.
    pub version: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its day.
    pub date: Option<Day>,
    /// Its number or reference.
    pub reference: Option<String>,
    /// What is in what.
    pub bill: Bill,
    /// The products that it is about, by number, with the other numbers that they go by.
    pub products: Vec<(String, Vec<String>)>,
    /// What it says.
    pub statements: Vec<Declared>,
    /// The smelters that it names.
    pub smelters: Vec<Smelter>,
    /// What was left open or not read, and why.
    pub notes: Vec<String>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Declaration {
    fn new(form: Form) -> Self {
        Self {
            form,
            version: None,
            issuer: None,
            date: None,
            reference: None,
            bill: Bill::default(),
            products: Vec::new(),
            statements: Vec::new(),
            smelters: Vec::new(),
            notes: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn fault(&mut self, row: u64, message: impl Into<String>, mend: &str) {
        if self.faults.len() < 100 {
            self.faults.push(Fault {
                row,
                message: message.into(),
                mend: mend.to_owned(),
                error: true,
            });
        }
    }

    fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if self.notes.len() < 100 && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Whether it can be used.
    pub fn is_usable(&self) -> bool {
        !self.faults.iter().any(|fault| fault.error)
    }
}

/// Why a file is no declaration that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct DeclarationError {
    /// What happened and where: lower case, no full stop.
    pub message: String,
    /// One line that could mend it.
    pub mend: String,
}

impl DeclarationError {
    fn new(message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            mend: mend.into(),
        }
    }
}

/// Reads a declaration of any form that is known, told by its content.
///
/// ```
/// use exeat_documents::materials::{Form, read_declaration};
///
/// let declaration = read_declaration(
///     b"form = \"classification\"\nissuer = \"Example Magnetics\"\ndate = \"2026-02-01\"\n\
///       expires = \"2026-12-31\"\n[[statement]]\nitem = \"MAGNET\"\nregime = \"US\"\nentry = \"EAR99\"\n",
/// )?;
/// assert_eq!(declaration.form, Form::Classification);
/// assert_eq!(declaration.statements[0].fact, None);
/// # Ok::<(), exeat_documents::materials::DeclarationError>(())
/// ```
///
/// # Errors
///
/// It is larger than is read, of no form that is known, or not well formed.
pub fn read_declaration(bytes: &[u8]) -> Result<Declaration, DeclarationError> {
    if bytes.len() > DECLARATION_MAX {
        return Err(DeclarationError::new(
            format!(
                "the declaration is larger than {} MiB",
                DECLARATION_MAX / (1024 * 1024)
            ),
            "ask for one declaration for each product",
        ));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return minerals::read(bytes);
    }
    let text = xml::decoded(bytes)?;
    let text = text.trim_start_matches('\u{feff}');
    let begin = text.trim_start();
    if begin.starts_with('<') {
        return composition::read(text);
    }
    if begin.is_empty() {
        return Err(DeclarationError::new(
            "the file is empty",
            "ask for the declaration again",
        ));
    }
    match toml::from_str::<toml::Table>(begin) {
        Ok(table) => match table.get("form").and_then(toml::Value::as_str) {
            Some("certificate-of-analysis") => certificate::of_toml(begin),
            Some("classification") => classification::read(begin),
            Some(other) => Err(DeclarationError::new(
                format!("the form `{other}` is not known"),
                "write `form = \"certificate-of-analysis\"` or `form = \"classification\"`",
            )),
            None => Err(DeclarationError::new(
                "the file does not say which form it has",
                "write `form = \"certificate-of-analysis\"` or `form = \"classification\"` at its top",
            )),
        },
        Err(error) if begin.starts_with("form") => Err(DeclarationError::new(
            format!("not well formed: {}", error.message()),
            "see docs/book/materials.md for the form",
        )),
        Err(_) => certificate::of_csv(text),
    }
}
