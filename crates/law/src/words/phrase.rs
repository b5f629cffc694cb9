//! The words of a rulebook's provisions, made once.
//!
//! They depend on the rulebook alone. Proofs of millions of cases share them, and the first proof that asks makes
//! them, so that a command which asks about one case pays for what it shows.

use std::sync::{Arc, OnceLock};

use super::{Words, cite, effect};
use crate::model::{
    DefineId, EntryId, Expression, JurisdictionId, Limb, Provision, ProvisionId, Rulebook, Text,
};

/// A condition in words, with the words of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The label of the limb, if it is one that has a label.
    pub label: Option<Arc<str>>,
    /// In the rulebook's form.
    pub form: Arc<str>,
    /// As a sentence.
    pub says: Arc<Text>,
    parts: Box<[Phrase]>,
}

impl Phrase {
    fn of(words: Words<'_>, label: Option<&str>, expression: &Expression) -> Self {
        let one = |part: &Expression| Box::from([Self::of(words, None, part)]);
        let parts: Box<[Self]> = match expression {
            Expression::Not(part)
            | Expression::Quantified(_, _, part)
            | Expression::Share { filter: part, .. } => one(part),
            Expression::Group(_, limbs) => limbs
                .iter()
                .map(|limb| Self::of_limb(words, limb))
                .collect(),
            Expression::Constant(_)
            | Expression::Atom(_)
            | Expression::Listed(..)
            | Expression::Entry(..)
            | Expression::Define(_)
            | Expression::Reading(..)
            | Expression::Open(_) => Box::default(),
        };
        Self {
            label: label.map(Arc::from),
            form: words.expression(expression).into(),
            says: Arc::new(words.says(expression)),
            parts,
        }
    }

    /// A limb with days of its own says so.
    fn of_limb(words: Words<'_>, limb: &Limb) -> Self {
        let plain = Self::of(words, limb.label.as_deref(), &limb.expression);
        let Some(in_force) = &limb.in_force else {
            return plain;
        };
        let days = words.in_force(in_force);
        let zh = plain.says.zh.as_ref();
        Self {
            form: format!("{} [in force {}]", plain.form, days.en).into(),
            says: Arc::new(Text {
                en: format!("{} (in force {})", plain.says.en, days.en),
                zh: zh.zip(days.zh).map(|(zh, days)| format!("{zh}（{days}）")),
            }),
            ..plain
        }
    }

    /// The words of the parts: the limbs of a group in their order, or the one condition inside a denial, quantifier
    /// or share. What stands by a name (a named condition, a list, an entry) has its words in the [`Phrasebook`].
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        &self.parts
    }
}

/// What is said of a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvisionPhrases {
    /// Its name.
    pub name: Arc<str>,
    /// Its instrument's name.
    pub instrument: Arc<str>,
    /// Its instrument's title.
    pub instrument_title: Arc<Text>,
    /// What it does, in the rulebook's form.
    pub effect: Arc<str>,
    /// Its citations.
    pub cites: Arc<[String]>,
    /// What it says, where the rulebook says so in our own words.
    pub title: Option<Arc<Text>>,
    /// Remarks.
    pub notes: Arc<[Text]>,
    /// Its condition.
    pub condition: Phrase,
}

/// What is said of an entry of a control list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPhrases {
    /// Its code.
    pub code: Arc<str>,
    /// Code and title.
    pub says: Arc<Text>,
    /// Its condition.
    pub condition: Phrase,
}

type Made<T> = OnceLock<Box<[OnceLock<T>]>>;

/// The words of a rulebook, each made when it is first asked for. A copy of a rulebook begins with none.
#[derive(Debug, Default)]
pub struct Phrasebook {
    provisions: Made<ProvisionPhrases>,
    entries: Made<EntryPhrases>,
    defines: Made<Phrase>,
    reaches: Made<Phrase>,
}

impl Clone for Phrasebook {
    fn clone(&self) -> Self {
        Self::default()
    }
}

fn made<T>(made: &Made<T>, count: usize, index: usize, make: impl FnOnce() -> T) -> &T {
    let all = made.get_or_init(|| (0..count).map(|_| OnceLock::new()).collect());
    all[index].get_or_init(make)
}

impl Rulebook {
    /// What is said of a provision.
    ///
    /// # Panics
    /// Only when the identity was made by another rulebook.
    #[must_use]
    pub fn provision_phrases(&self, id: ProvisionId) -> &ProvisionPhrases {
        let count = self.provisions.len();
        made(&self.phrases.provisions, count, id.index(), || {
            let provision = self.provision(id);
            let instrument = self.instrument(provision.instrument);
            ProvisionPhrases {
                name: provision.name.as_str().into(),
                instrument: instrument.name.as_str().into(),
                instrument_title: Arc::new(instrument.title.clone()),
                effect: effect(&provision.effect).into(),
                cites: provision.cites.iter().map(cite).collect(),
                title: title_of(provision).map(Arc::new),
                notes: provision.notes.clone().into(),
                condition: Phrase::of(Words::new(self), None, &provision.condition),
            }
        })
    }

    /// What is said of an entry.
    ///
    /// # Panics
    /// Only when the identity was made by another rulebook.
    #[must_use]
    pub fn entry_phrases(&self, id: EntryId) -> &EntryPhrases {
        made(
            &self.phrases.entries,
            self.entries.len(),
            id.index(),
            || {
                let entry = self.entry(id);
                let zh = entry.title.zh.as_ref();
                EntryPhrases {
                    code: entry.code.as_str().into(),
                    says: Arc::new(Text {
                        en: format!("{}: {}", entry.code, entry.title.en),
                        zh: zh.map(|zh| format!("{}：{zh}", entry.code)),
                    }),
                    condition: Phrase::of(Words::new(self), Some(&entry.code), &entry.condition),
                }
            },
        )
    }

    /// A named condition in words.
    ///
    /// # Panics
    /// Only when the identity was made by another rulebook.
    #[must_use]
    pub fn define_phrase(&self, id: DefineId) -> &Phrase {
        made(
            &self.phrases.defines,
            self.defines.len(),
            id.index(),
            || Phrase::of(Words::new(self), None, &self.define(id).condition),
        )
    }

    /// When a jurisdiction's law reaches a transaction, in words.
    ///
    /// # Panics
    /// Only when the identity was made by another rulebook.
    #[must_use]
    pub fn reach_phrase(&self, id: JurisdictionId) -> &Phrase {
        made(
            &self.phrases.reaches,
            self.jurisdictions.len(),
            id.index(),
            || Phrase::of(Words::new(self), None, &self.jurisdiction(id).reach),
        )
    }
}

fn title_of(provision: &Provision) -> Option<Text> {
    let cited = || {
        let mut cites = provision.cites.iter();
        cites.find_map(|cite| cite.words.clone())
    };
    provision
        .title
        .clone()
        .or_else(|| cited().map(Text::english))
}
