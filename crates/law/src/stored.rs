//! The law in a compact form, for compiling it into a program.
//!
//! Reading rulebooks takes ten times as long as deciding a case, so a program that is started for one case has them
//! read when it is built. The form is for that program alone: identities of facts and codes are those of the
//! vocabulary it was built with. It holds no worked cases and no texts of the files.

use borsh::{BorshDeserialize, BorshSerialize};
use exeat_facts::Vocabulary;
use thiserror::Error;

use crate::model::Rulebook;

/// Why bytes are not a stored rulebook of this program.
#[derive(Debug, Error)]
pub enum StoredError {
    /// They were made with another vocabulary.
    #[error("the stored rulebooks were made with another vocabulary")]
    Vocabulary,
    /// They are not in the form, or end too early.
    #[error("the stored rulebooks cannot be read: {0}")]
    Form(#[from] std::io::Error),
}

/// How many facts and code lists a vocabulary has, and the last of each: enough to notice that a program was put
/// together from two builds.
fn fingerprint(vocabulary: &Vocabulary) -> (u64, String) {
    let facts = vocabulary.iter().count();
    let last = vocabulary.iter().last();
    (
        u64::try_from(facts).unwrap_or(u64::MAX),
        last.map(|(_, one)| one.path.to_owned()).unwrap_or_default(),
    )
}

/// The rulebook as bytes, without its worked cases and the texts of its files.
///
/// # Errors
/// A part is too long for the form, which the readers do not let pass.
pub fn store(rulebook: &Rulebook) -> Result<Vec<u8>, StoredError> {
    let mut bytes = Vec::new();
    fingerprint(rulebook.vocabulary).serialize(&mut bytes)?;
    let mut textless = rulebook.clone();
    for file in &mut textless.files {
        file.text.clear();
    }
    textless.serialize(&mut bytes)?;
    Ok(bytes)
}

/// The rulebook that was stored. The texts of its files are empty; put those back that are to be shown.
///
/// ```
/// use exeat_facts::Vocabulary;
/// use exeat_law::lower::{SourceText, load_law};
/// use exeat_law::stored::{restore, store};
///
/// let text = "\
/// jurisdiction XX
///   name \"Examplia\"
///   authority MOT \"Ministry of Trade\"
/// ";
/// let source = SourceText { path: "xx.law".into(), text: text.into() };
/// let (rulebook, _) = load_law(vec![source], Vocabulary::standard());
/// let again = restore(&store(&rulebook)?)?;
/// assert_eq!(again.digest, rulebook.digest);
/// assert_eq!(again.jurisdictions[0].code, "XX");
/// # Ok::<(), exeat_law::stored::StoredError>(())
/// ```
///
/// # Errors
/// They were not stored by this program.
pub fn restore(bytes: &[u8]) -> Result<Rulebook, StoredError> {
    let mut rest = bytes;
    let made_with = <(u64, String)>::deserialize(&mut rest)?;
    if made_with != fingerprint(Vocabulary::standard()) {
        return Err(StoredError::Vocabulary);
    }
    Ok(Rulebook::try_from_slice(rest)?)
}
