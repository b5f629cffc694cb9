//! Conditions in words: in the rulebook's own form, and as sentences in English and Chinese.
//!
//! Sentences are made from the phrases of the vocabulary; nothing is ever read back from them.

mod answers;
mod condition;
mod effect;
mod graph;
mod phrase;

use crate::model::{Atom, Measure, Over, Quantifier, Subject, Test, Text};
use exeat_facts::{FactId, Role, Type, Vocabulary};
use exeat_value::{Comparison, Decimal, Dimension, Quantity, Unit};

pub use answers::{answer, value_text};
pub use condition::Words;
pub use effect::{cite, duty_kind, effect};
pub use graph::GraphWords;
pub use phrase::{EntryPhrases, Phrase, Phrasebook, ProvisionPhrases};

/// A subject as rulebooks write it.
#[must_use]
pub fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Shipment => "shipment",
        Subject::EndUse => "end-use",
        Subject::Role(role) => role.name(),
        Subject::Item => "item",
        Subject::Layer => "layer",
        Subject::Component => "component",
        Subject::Party => "party",
    }
}

fn subject_sentence(subject: Subject) -> (&'static str, &'static str) {
    match subject {
        Subject::Shipment => ("", ""),
        Subject::EndUse => ("", ""),
        Subject::Role(role) => (Role::english(role), Role::chinese(role)),
        Subject::Item => ("", ""),
        Subject::Layer => ("in the layer", "该层级"),
        Subject::Component => ("in the component", "该组成部分"),
        Subject::Party => ("of the party", "该参与方"),
    }
}

/// A measure as rulebooks write it.
#[must_use]
pub fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Value => "value",
        Measure::Mass => "mass",
    }
}

/// A number of a fact's type in the unit that writes it shortest; the base unit where that is as short.
#[must_use]
pub fn amount(ty: Type, base: Decimal) -> String {
    match ty {
        Type::Quantity(dimension) => quantity(dimension, base),
        Type::Share => format!("{base} %"),
        _ => base.to_string(),
    }
}

/// A base amount of so many characters is written as it is.
const PLAIN_CHARACTERS_MAX: usize = 5;

fn quantity(dimension: Dimension, base: Decimal) -> String {
    let plain = Quantity::new(base, dimension.base());
    if base.to_string().len() <= PLAIN_CHARACTERS_MAX {
        return plain.to_string();
    }
    Unit::all()
        .filter(|unit| unit.dimension() == dimension)
        .filter_map(|unit| plain.to(unit))
        .chain([plain])
        .min_by_key(|one| (one.amount.to_string().len(), one.unit != dimension.base()))
        .map_or_else(|| plain.to_string(), |one| one.to_string())
}

/// A test in the rulebook's form, after the path: `is at least 0.1 %`.
#[must_use]
pub fn test(vocabulary: &Vocabulary, fact: FactId, test: &Test) -> String {
    let ty = vocabulary.get(fact).ty;
    match test {
        Test::Yes => "is yes".to_owned(),
        Test::Codes { yes, .. } => {
            let codes: Vec<&str> = yes.iter().map(|&code| vocabulary.code_text(code)).collect();
            match codes.as_slice() {
                [one] => format!("is {one}"),
                several => format!("is one of {}", several.join(", ")),
            }
        }
        Test::Includes(code) => format!("includes {}", vocabulary.code_text(*code)),
        Test::Number(comparison, bound) => {
            format!(
                "is {} {}",
                comparison_words(*comparison),
                amount(ty, *bound)
            )
        }
        Test::Money(comparison, currency, bound) => {
            format!(
                "is {} {bound} {}",
                comparison_words(*comparison),
                currency.code()
            )
        }
        Test::Before(day) => format!("is before {day}"),
        Test::On(day) => format!("is {day}"),
    }
}

fn comparison_words(comparison: Comparison) -> &'static str {
    comparison.words()
}

fn comparison_chinese(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "不低于",
        Comparison::AtMost => "不高于",
        Comparison::LessThan => "低于",
        Comparison::MoreThan => "高于",
        Comparison::Equal => "等于",
    }
}

/// An atom in the rulebook's form.
#[must_use]
pub fn atom(vocabulary: &Vocabulary, one: &Atom) -> String {
    let path = format!("{}.{}", subject(one.subject), vocabulary.get(one.fact).path);
    match one.test {
        Test::Yes => path,
        _ => format!("{path} {}", test(vocabulary, one.fact, &one.test)),
    }
}

/// An atom, or its contrary, as a sentence.
#[must_use]
pub fn sentence(vocabulary: &Vocabulary, one: &Atom, contrary: bool) -> Text {
    let definition = vocabulary.get(one.fact);
    let (of_en, of_zh) = subject_sentence(one.subject);
    let owner_en = match one.subject {
        Subject::Role(_) if definition.ty != Type::YesNo => format!("{of_en}: "),
        Subject::Layer | Subject::Component | Subject::Party => format!("{of_en}, "),
        Subject::Role(_) => format!("{of_en}: "),
        _ => String::new(),
    };
    let owner_zh = if of_zh.is_empty() {
        String::new()
    } else {
        format!("{of_zh}：")
    };
    let (en, zh) = match &one.test {
        Test::Yes => yes_sentence(definition, contrary),
        Test::Codes { yes, .. } => {
            let en: Vec<&str> = yes
                .iter()
                .map(|&code| code_words(vocabulary, code).0)
                .collect();
            let zh: Vec<&str> = yes
                .iter()
                .map(|&code| code_words(vocabulary, code).1)
                .collect();
            let (is_en, is_zh) = if contrary {
                ("is not", "不是")
            } else {
                ("is", "是")
            };
            (
                format!("{} {is_en} {}", definition.phrase_en, joined(&en)),
                format!("{}{is_zh}{}", definition.phrase_zh, zh.join("或")),
            )
        }
        Test::Includes(code) => {
            let (en, zh) = code_words(vocabulary, *code);
            let (verb_en, verb_zh) = if contrary {
                ("do not include", "不包括")
            } else {
                ("include", "包括")
            };
            (
                format!("{} {verb_en} {en}", definition.phrase_en),
                format!("{}{verb_zh}{zh}", definition.phrase_zh),
            )
        }
        Test::Number(comparison, bound) => {
            let shown = amount(definition.ty, *bound);
            compared(definition, *comparison, &shown, contrary)
        }
        Test::Money(comparison, currency, bound) => {
            let shown = format!("{bound} {}", currency.code());
            compared(definition, *comparison, &shown, contrary)
        }
        Test::Before(day) => {
            let (en, zh) = if contrary {
                ("is on or after", "不早于")
            } else {
                ("is before", "早于")
            };
            (
                format!("{} {en} {day}", definition.phrase_en),
                format!("{}{zh} {day}", definition.phrase_zh),
            )
        }
        Test::On(day) => {
            let (en, zh) = if contrary {
                ("is not", "不是")
            } else {
                ("is", "是")
            };
            (
                format!("{} {en} {day}", definition.phrase_en),
                format!("{}{zh} {day}", definition.phrase_zh),
            )
        }
    };
    Text {
        en: format!("{owner_en}{en}"),
        zh: Some(format!("{owner_zh}{zh}")),
    }
}

fn yes_sentence(definition: &exeat_facts::FactDefinition, contrary: bool) -> (String, String) {
    if !contrary {
        return (
            definition.phrase_en.to_owned(),
            definition.phrase_zh.to_owned(),
        );
    }
    let en = if definition.denial_en.is_empty() {
        format!("not so: {}", definition.phrase_en)
    } else {
        definition.denial_en.to_owned()
    };
    let zh = if definition.denial_zh.is_empty() {
        format!("并非：{}", definition.phrase_zh)
    } else {
        definition.denial_zh.to_owned()
    };
    (en, zh)
}

fn compared(
    definition: &exeat_facts::FactDefinition,
    comparison: Comparison,
    shown: &str,
    contrary: bool,
) -> (String, String) {
    let comparison = if contrary {
        match comparison {
            Comparison::AtLeast => Comparison::LessThan,
            Comparison::AtMost => Comparison::MoreThan,
            Comparison::LessThan => Comparison::AtLeast,
            Comparison::MoreThan => Comparison::AtMost,
            Comparison::Equal => {
                return (
                    format!("{} is not {shown}", definition.phrase_en),
                    format!("{}不等于 {shown}", definition.phrase_zh),
                );
            }
        }
    } else {
        comparison
    };
    (
        format!(
            "{} is {} {shown}",
            definition.phrase_en,
            comparison_words(comparison)
        ),
        format!(
            "{}{} {shown}",
            definition.phrase_zh,
            comparison_chinese(comparison)
        ),
    )
}

fn code_words(vocabulary: &Vocabulary, code: exeat_facts::Code) -> (&'static str, &'static str) {
    vocabulary.code(code).map_or(("?", "?"), |definition| {
        (definition.english, definition.chinese)
    })
}

fn joined(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn contrary(vocabulary: &Vocabulary, one: &Atom) -> String {
    let text = atom(vocabulary, one);
    match &one.test {
        Test::Codes { .. } | Test::On(_) => text.replacen(" is ", " is not ", 1),
        _ => format!("not {text}"),
    }
}

fn quantified(quantifier: Quantifier, over: Over) -> String {
    let word = match quantifier {
        Quantifier::Some => "some",
        Quantifier::Every => "every",
        Quantifier::No => "no",
    };
    match over {
        Over::Layers(of) => format!("{word} layer of {}", subject(of)),
        Over::Components(of) => format!("{word} component of {}", subject(of)),
        Over::Parties => format!("{word} party"),
    }
}
