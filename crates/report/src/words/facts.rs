//! Facts and answers about them as people say them: `item.content.Th` is the mass fraction of thorium.

use exeat_facts::{CodeListId, FactDefinition, Role, Scope, Type, Vocabulary};

use super::{Language, Words};

/// The fact that a path names, and whose it is, in both languages; nobody's where the path says it of the goods, the
/// shipment or the use.
fn named(path: &str) -> Option<(&'static FactDefinition, (&'static str, &'static str))> {
    let vocabulary = Vocabulary::standard();
    let (head, tail) = path.split_once('.')?;
    let (scope, tail, whose) = match head {
        // An item of the document by its identity, which whoever asks says apart.
        "items" => (Scope::Item, tail.split_once('.')?.1, ("", "")),
        _ => match head.parse::<Role>() {
            Ok(role) => (Scope::Party, tail, (role.english(), role.chinese())),
            Err(_) => {
                let scope = Scope::ALL.into_iter().find(|scope| scope.name() == head)?;
                (scope, tail, ("", ""))
            }
        },
    };
    let fact = vocabulary.get(vocabulary.find(scope, tail)?);
    Some((fact, whose))
}

/// What an answer begins with, and whether its codes are named or left out.
const HEADS: [(&str, Head); 6] = [
    ("is one of ", Head::Is),
    ("is none of ", Head::IsNot),
    ("is not ", Head::IsNot),
    ("is ", Head::Is),
    ("does not include ", Head::Lacks),
    ("includes ", Head::Includes),
];

#[derive(Clone, Copy)]
enum Head {
    Is,
    IsNot,
    Includes,
    Lacks,
}

/// The names of codes in a list of them; none where one is no code of it.
fn names(language: Language, list: CodeListId, codes: &str) -> Option<Vec<&'static str>> {
    let known = Vocabulary::standard().code_list(list)?.codes();
    codes
        .split(", ")
        .flat_map(|part| part.split(" or "))
        .map(|code| {
            let code = known.iter().find(|one| one.code == code)?;
            Some(match language {
                Language::En => code.english,
                Language::Zh => code.chinese,
            })
        })
        .collect()
}

/// A fact as a reader calls it, such as *the final destination* or *whether it is a military user*, from its path and of
/// what it is; none where the path names no fact.
#[must_use]
pub fn fact_in_words(language: Language, path: &str, of: Option<&str>) -> Option<String> {
    Words(language).fact_in_words(path, of)
}

/// An answer as a reader says it, such as *the final destination is Japan*, from a fact's path, of what it is, and what a
/// determination says that it is (`is JP`, `is one of JP, DE`, `is at least 5 %`); none where the path names no fact.
#[must_use]
pub fn answer_in_words(
    language: Language,
    path: &str,
    of: Option<&str>,
    is: &str,
) -> Option<String> {
    Words(language).answer_in_words(path, of, is)
}

impl Words {
    /// A fact as a reader calls it, such as *the final destination* or *whether it is a military user*; none where the path
    /// names no fact.
    pub(crate) fn fact_in_words(self, path: &str, of: Option<&str>) -> Option<String> {
        let (fact, whose) = named(path)?;
        let said = match (self.0, fact.ty) {
            (Language::En, Type::YesNo) => format!("whether {}", fact.phrase_en),
            (Language::Zh, Type::YesNo) => format!("是否{}", fact.phrase_zh),
            (Language::En, _) => fact.phrase_en.to_owned(),
            (Language::Zh, _) => fact.phrase_zh.to_owned(),
        };
        Some(format!("{}{said}", self.owner(whose, of)))
    }

    /// An answer as a reader says it, such as *the final destination is Japan*, from a fact's path, of what it is, and what
    /// the determination says that it is; none where the path names no fact.
    pub(crate) fn answer_in_words(self, path: &str, of: Option<&str>, is: &str) -> Option<String> {
        let (fact, whose) = named(path)?;
        let said = match fact.ty {
            Type::YesNo => self.yes_or_no(fact, is)?,
            Type::Code(list) | Type::Set(list) => self
                .codes(fact, list, is)
                .unwrap_or_else(|| self.plainly(fact, is)),
            _ => self.plainly(fact, is),
        };
        Some(format!("{}{said}", self.owner(whose, of)))
    }

    /// What somebody asks, as a quotation.
    pub(crate) fn quoted(self, text: &str) -> String {
        format!("“{text}”")
    }

    /// That a question, which is quoted, has an answer.
    pub(crate) fn answer_to(self, question: &str, is: &str) -> String {
        match self.0 {
            Language::En => format!("the answer to {question} {is}"),
            Language::Zh => format!("{question}的答案{is}"),
        }
    }

    /// Whose the fact is: a role's, or what the document calls an item or a party.
    fn owner(self, whose: (&str, &str), of: Option<&str>) -> String {
        let whose = of.unwrap_or_else(|| self.pick(whose.0, whose.1));
        match whose {
            "" => String::new(),
            whose => format!("{whose}{}", self.pick(": ", "：")),
        }
    }

    fn yes_or_no(self, fact: &FactDefinition, is: &str) -> Option<String> {
        let (phrase, denial, not_so) = match self.0 {
            Language::En => (fact.phrase_en, fact.denial_en, "not so: "),
            Language::Zh => (fact.phrase_zh, fact.denial_zh, "并非："),
        };
        match is {
            "is yes" | "yes" => Some(phrase.to_owned()),
            "is no" | "no" if denial.is_empty() => Some(format!("{not_so}{phrase}")),
            "is no" | "no" => Some(denial.to_owned()),
            _ => None,
        }
    }

    fn codes(self, fact: &FactDefinition, list: CodeListId, is: &str) -> Option<String> {
        let (codes, head) = HEADS
            .into_iter()
            .find_map(|(text, head)| Some((is.strip_prefix(text)?, head)))?;
        let names = names(self.0, list, codes)?;
        let (last, first) = names.split_last()?;
        Some(match self.0 {
            Language::En => {
                let head = match head {
                    Head::Is => "is",
                    Head::IsNot => "is not",
                    // Such facts are said of several.
                    Head::Includes => "include",
                    Head::Lacks => "do not include",
                };
                let names = match first {
                    [] => (*last).to_owned(),
                    first => format!("{} or {last}", first.join(", ")),
                };
                format!("{} {head} {names}", fact.phrase_en)
            }
            Language::Zh => {
                let head = match head {
                    Head::Is => "是",
                    Head::IsNot => "不是",
                    Head::Includes => "包括",
                    Head::Lacks => "不包括",
                };
                format!("{}{head}{}", fact.phrase_zh, names.join("或"))
            }
        })
    }

    fn plainly(self, fact: &FactDefinition, is: &str) -> String {
        match self.0 {
            Language::En => format!("{} {is}", fact.phrase_en),
            Language::Zh => format!("{}{}", fact.phrase_zh, self.relation(is)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_said_without_paths_and_codes() {
        let (en, zh) = (Words(Language::En), Words(Language::Zh));
        for (path, of, is, english, chinese) in [
            (
                "shipment.destination",
                None,
                "is one of JP, DE",
                "the final destination is Japan or Germany",
                "最终目的地是日本或德国",
            ),
            (
                "shipment.transit-through",
                None,
                "does not include CN",
                "the countries passed on the way do not include China",
                "途经国家或地区不包括中国",
            ),
            (
                "end-user.military-user",
                None,
                "is yes",
                "the end user: it is a military user",
                "最终用户：系军事用户",
            ),
            (
                "shipment.sample",
                None,
                "is no",
                "it is not a sample of no commercial value",
                "货物不属于无商业价值的样品",
            ),
            (
                "items.motor.origin",
                Some("motor"),
                "is not CN",
                "motor: the country of origin is not China",
                "motor：原产地不是中国",
            ),
            (
                "shipment.value",
                None,
                "is at least 5000 USD",
                "the value of the whole shipment is at least 5000 USD",
                "货物总值不低于 5000 USD",
            ),
        ] {
            assert_eq!(en.answer_in_words(path, of, is).as_deref(), Some(english));
            assert_eq!(zh.answer_in_words(path, of, is).as_deref(), Some(chinese));
        }
        assert_eq!(en.answer_in_words("reading a", None, "is b"), None);
        assert_eq!(en.answer_in_words("shipment.nothing", None, "is b"), None);
    }

    #[test]
    fn every_fact_has_words_for_it() {
        for fact in Vocabulary::standard().iter().map(|(_, fact)| fact) {
            let head = match fact.scope {
                Scope::Party => "importer",
                scope => scope.name(),
            };
            let path = format!("{head}.{}", fact.path);
            for language in [Language::En, Language::Zh] {
                let said = Words(language).fact_in_words(&path, None);
                assert!(
                    said.is_some_and(|said| !said.is_empty() && !said.contains(&path)),
                    "{path}"
                );
            }
        }
    }
}
