//! Questions about facts as the fields of a form: made from the vocabulary, so that nothing is asked twice in two ways.

use exeat_facts::{CodeListId, FactDefinition, Role, Scope, Type, Vocabulary};

use super::words::Words;

/// More codes than this are chosen from a list that opens.
const BOXES_MAX: usize = 24;

/// How an answer is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Control {
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// One of these: code and name.
    One(Vec<Choice>),
    /// Any of these.
    Any(Vec<Choice>),
    /// Any of these, of which there are many.
    Many(Vec<Choice>),
    /// Words or an amount; the text is an example or says what is expected.
    Text(String),
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) code: &'static str,
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

/// A question about a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// The name in the form.
    pub(crate) name: String,
    /// The fact's path.
    pub(crate) path: String,
    /// The question.
    pub(crate) label: String,
    /// What it means.
    pub(crate) help: &'static str,
    /// Who can usually answer.
    pub(crate) who: &'static str,
    pub(crate) control: Control,
    /// What was written, where it is not a choice.
    pub(crate) value: String,
    /// Why it was not taken.
    pub(crate) error: Option<String>,
}

/// The definition of the fact that a path names.
pub(crate) fn definition(path: &str) -> Option<&'static FactDefinition> {
    let vocabulary = Vocabulary::standard();
    let (head, tail) = path.split_once('.')?;
    if head == "items" {
        let (_, tail) = tail.split_once('.')?;
        return Some(vocabulary.get(vocabulary.find(Scope::Item, tail)?));
    }
    let scope = match head {
        _ if head.parse::<Role>().is_ok() => Scope::Party,
        _ => Scope::ALL.into_iter().find(|scope| scope.name() == head)?,
    };
    Some(vocabulary.get(vocabulary.find(scope, tail)?))
}

/// The codes of a list to choose from.
pub(crate) fn choices(w: Words, list: CodeListId, chosen: &[String]) -> Vec<Choice> {
    let list = Vocabulary::standard().code_list(list);
    let codes = list.map(exeat_facts::CodeList::codes).unwrap_or_default();
    let mut all: Vec<Choice> = codes
        .iter()
        .map(|code| Choice {
            code: code.code,
            name: w.pick(code.english, code.chinese).to_owned(),
            chosen: chosen.iter().any(|one| one == code.code),
        })
        .collect();
    if codes.len() > 100 && !w.is_chinese() {
        all.sort_by(|a, b| a.name.cmp(&b.name));
    }
    all
}

impl Field {
    /// The field of a fact; none where the path names no fact.
    pub(crate) fn new(w: Words, name: &str, path: &str, given: &[String]) -> Option<Self> {
        let fact = definition(path)?;
        let control = match fact.ty {
            Type::YesNo => Control::YesNo,
            Type::Date => Control::Date,
            Type::Code(list) => Control::One(choices(w, list, given)),
            Type::Set(list) => {
                let all = choices(w, list, given);
                if all.len() > BOXES_MAX {
                    Control::Many(all)
                } else {
                    Control::Any(all)
                }
            }
            Type::Money => Control::Text("12500 USD".to_owned()),
            Type::Share => Control::Text("0.1 %".to_owned()),
            Type::Quantity(dimension) => {
                let units: Vec<&str> = exeat_facts::units_of(dimension).collect();
                Control::Text(format!(
                    "{} {}",
                    w.pick("amount, in", "数值，单位"),
                    units.join(", ")
                ))
            }
            Type::Text => Control::Text(String::new()),
        };
        Some(Self {
            name: name.to_owned(),
            path: path.to_owned(),
            label: w.pick(fact.question_en, fact.question_zh).to_owned(),
            help: fact.help_en,
            who: w.pick(fact.who.english(), fact.who.chinese()),
            control,
            value: given.join(", "),
            error: None,
        })
    }
}

impl Field {
    /// Whether it is answered by several controls, which one label cannot name.
    pub(crate) fn is_group(&self) -> bool {
        matches!(
            self.control,
            Control::YesNo | Control::Any(_) | Control::Many(_)
        )
    }
}
