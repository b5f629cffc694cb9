//! Facts in words: what reports, questions and explanations say of them.

use crate::fact::{Value, code_texts};
use crate::vocabulary::{FactDefinition, FactId, Type, Vocabulary};

/// The language of a text for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl FactDefinition {
    /// What the fact is called when it is about `subject` (`the exporter`,
    /// 「最终用户」), or about nothing in particular when that is empty.
    ///
    /// ```
    /// use exeat_facts::{Language, Role, Scope, Vocabulary};
    ///
    /// let vocabulary = Vocabulary::standard();
    /// let place = vocabulary.get(vocabulary.find(Scope::Party, "place").unwrap());
    /// let user = Role::EndUser;
    /// assert_eq!(place.phrase_about(user.english(), Language::English), "the location of the end user");
    /// assert_eq!(place.phrase_about(user.chinese(), Language::Chinese), "最终用户的所在地");
    /// ```
    pub fn phrase_about(&self, subject: &str, language: Language) -> String {
        match language {
            Language::English => self.about_en(self.phrase_en, subject),
            Language::Chinese => self.about_zh(self.phrase_zh, subject),
        }
    }

    /// The clause that denies a yes/no fact, about a subject.
    pub fn denial_about(&self, subject: &str, language: Language) -> String {
        match language {
            Language::English => self.about_en(self.denial_en, subject),
            Language::Chinese => self.about_zh(self.denial_zh, subject),
        }
    }

    fn about_en(&self, phrase: &str, subject: &str) -> String {
        if subject.is_empty() {
            return phrase.to_owned();
        }
        if let Some(with_subject) = replace_word(phrase, "it", subject) {
            return with_subject;
        }
        match self.ty {
            // A clause with a subject of its own stands as it is.
            Type::YesNo => phrase.to_owned(),
            _ => format!("{phrase} of {subject}"),
        }
    }

    fn about_zh(&self, phrase: &str, subject: &str) -> String {
        if subject.is_empty() {
            return phrase.to_owned();
        }
        let own_subject = ["货物", "该", "其", "列管"]
            .iter()
            .any(|subject| phrase.starts_with(subject));
        match self.ty {
            Type::YesNo if own_subject => format!("{subject}：{phrase}"),
            Type::YesNo => format!("{subject}{phrase}"),
            _ => format!("{subject}的{phrase}"),
        }
    }
}

/// The first `word` that stands alone in a text, replaced.
fn replace_word(text: &str, word: &str, by: &str) -> Option<String> {
    let at = text.match_indices(word).map(|(at, _)| at).find(|&at| {
        let letter = |c: char| c.is_alphanumeric() || c == '\'' || c == '-';
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at.saturating_add(word.len())..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(letter) && !after.is_some_and(letter)
    })?;
    let before = text.get(..at)?;
    let after = text.get(at.saturating_add(word.len())..)?;
    Some(format!("{before}{by}{after}"))
}

impl Vocabulary {
    /// A value for readers: `Germany (DE)`, `1.2 %`, `yes`; 「德国（DE）」.
    pub fn value_in_words(&self, value: &Value, language: Language) -> String {
        let name = |text: &'static str, code| match (self.code(code), language) {
            (Some(known), Language::English) if known.english != text => {
                format!("{} ({text})", known.english)
            }
            (Some(known), Language::Chinese) if known.chinese != text => {
                format!("{}（{text}）", known.chinese)
            }
            _ => text.to_owned(),
        };
        match (value, language) {
            (Value::Code(code), _) => name(self.code_text(*code), *code),
            (Value::Set(codes), Language::English) if codes.is_empty() => "none".to_owned(),
            (Value::Set(codes), Language::Chinese) if codes.is_empty() => "无".to_owned(),
            (Value::Set(codes), _) => {
                let texts = code_texts(codes, self);
                let mut names: Vec<(&str, String)> = codes
                    .iter()
                    .map(|&code| (self.code_text(code), name(self.code_text(code), code)))
                    .collect();
                // In the order in which documents write them.
                names.sort_by_key(|(text, _)| texts.iter().position(|other| other == text));
                let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
                join(&names, language)
            }
            (Value::YesNo(true), Language::Chinese) => "是".to_owned(),
            (Value::YesNo(false), Language::Chinese) => "否".to_owned(),
            _ => value.text(self),
        }
    }

    /// A fact with a value as a sentence without a full stop, about a subject
    /// (which may be empty): `the final destination is Germany (DE)`, `the end user
    /// is not a military user`.
    ///
    /// ```
    /// use exeat_facts::{Language, Role, Scope, Value, Vocabulary};
    ///
    /// let vocabulary = Vocabulary::standard();
    /// let military = vocabulary.find(Scope::Party, "military-user").unwrap();
    /// let says = |answer, role: Role, language| {
    ///     let subject = match language {
    ///         Language::English => role.english(),
    ///         Language::Chinese => role.chinese(),
    ///     };
    ///     vocabulary.sentence(military, &Value::YesNo(answer), subject, language)
    /// };
    /// assert_eq!(says(false, Role::EndUser, Language::English), "the end user is not a military user");
    /// assert_eq!(says(true, Role::EndUser, Language::Chinese), "最终用户系军事用户");
    /// ```
    pub fn sentence(&self, id: FactId, value: &Value, subject: &str, language: Language) -> String {
        let definition = self.get(id);
        match (value, language) {
            (Value::YesNo(true), _) => definition.phrase_about(subject, language),
            (Value::YesNo(false), _) => definition.denial_about(subject, language),
            (_, Language::English) => {
                let verb = if is_plural(definition.phrase_en) {
                    "are"
                } else {
                    "is"
                };
                let phrase = definition.phrase_about(subject, language);
                let value = self.value_in_words(value, language);
                format!("{phrase} {verb} {value}")
            }
            (_, Language::Chinese) => {
                let phrase = definition.phrase_about(subject, language);
                let value = self.value_in_words(value, language);
                format!("{phrase}为{value}")
            }
        }
    }
}

/// Whether an English noun phrase of the vocabulary is in the plural.
fn is_plural(phrase: &str) -> bool {
    [
        "the purposes",
        "the countries",
        "the elements",
        "the minerals",
        "the fields",
        "the layers",
        "the magnets",
        "the partial controls",
        "the foreign direct product rules",
        "the lists",
        "the end uses",
        "the Entity List's footnotes",
    ]
    .iter()
    .any(|plural| phrase.starts_with(plural))
}

/// `a`, `a and b`, `a, b and c`; 「甲、乙和丙」.
fn join(words: &[String], language: Language) -> String {
    let (comma, and) = match language {
        Language::English => (", ", " and "),
        Language::Chinese => ("、", "和"),
    };
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{and}{last}", first.join(comma)),
    }
}
