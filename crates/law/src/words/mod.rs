//! Conditions in words: in the rulebook's own form, and as sentences in English and Chinese.
//!
//! Sentences are made from the phrases of the vocabulary; nothing is ever read back from them.

mod answers;

use crate::frozen::{FrozenLaw, GraphNode, NodeIndex};
use crate::model::{
    Atom, Expression, GroupKind, Limb, Measure, Over, Quantifier, Rulebook, Subject, Test, Text,
};
use exeat_facts::{FactId, Role, Type, Vocabulary};
use exeat_value::{Comparison, Decimal, Dimension, Quantity, Unit};

pub use answers::{answer, value_text};

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

/// A provision's effect in the rulebook's form.
#[must_use]
pub fn effect(effect: &crate::model::Effect) -> String {
    use crate::model::{Effect, Review};
    match effect {
        Effect::Licence(authority) => format!("licence from {authority}"),
        Effect::Prohibited => "prohibited".to_owned(),
        Effect::Permitted => "permitted".to_owned(),
        Effect::Duty(duty) => format!("duty {}", duty_kind(duty.kind)),
        Effect::Exempt => "exempt".to_owned(),
        Effect::Authorised(name) => format!("authorised under {}", name.en),
        Effect::Review(review) => {
            let word = match review {
                Review::PresumptionOfDenial => "presumption-of-denial",
                Review::CaseByCase => "case-by-case",
                Review::PresumptionOfApproval => "presumption-of-approval",
            };
            format!("review {word}")
        }
        Effect::May(worst) => format!("may {}", self::effect(worst)),
    }
}

/// A duty kind as rulebooks write it.
#[must_use]
pub fn duty_kind(kind: crate::model::DutyKind) -> &'static str {
    use crate::model::DutyKind;
    match kind {
        DutyKind::Report => "report",
        DutyKind::Notice => "notice",
        DutyKind::Declare => "declare",
        DutyKind::Records => "records",
        DutyKind::Undertaking => "undertaking",
        DutyKind::Papers => "papers",
        DutyKind::Diligence => "diligence",
        DutyKind::Register => "register",
        DutyKind::Stop => "stop",
        DutyKind::Information => "information",
        DutyKind::Decision => "decision",
    }
}

/// A citation as one string.
#[must_use]
pub fn cite(one: &crate::model::Cite) -> String {
    match &one.anchor {
        Some(anchor) => format!("{} {anchor}", one.instrument),
        None => one.instrument.clone(),
    }
}

/// Conditions of one law in words.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    law: &'a FrozenLaw,
}

impl<'a> Words<'a> {
    /// The words of this law's conditions.
    #[must_use]
    pub fn new(law: &'a FrozenLaw) -> Self {
        Self { law }
    }

    fn rulebook(&self) -> &'a Rulebook {
        self.law.rulebook()
    }

    /// A condition in the rulebook's form, on one line.
    #[must_use]
    pub fn expression(&self, expression: &Expression) -> String {
        let vocabulary = self.rulebook().vocabulary;
        match expression {
            Expression::Constant(value) => if *value { "yes" } else { "no" }.to_owned(),
            Expression::Atom(one) => atom(vocabulary, one),
            Expression::Not(part) => match part.as_ref() {
                Expression::Atom(one) => contrary(vocabulary, one),
                part => format!("not ({})", self.expression(part)),
            },
            Expression::Group(kind, limbs) => self.group(*kind, limbs),
            Expression::Listed(of, list) => {
                format!(
                    "{} is listed in {}",
                    subject(*of),
                    self.rulebook().list(*list).name
                )
            }
            Expression::Entry(of, entry) => {
                format!(
                    "{} is listed in {}",
                    subject(*of),
                    self.rulebook().entry(*entry).code
                )
            }
            Expression::Define(id) => self.rulebook().define(*id).name.clone(),
            Expression::Reading(id, alternative) => {
                let reading = self.rulebook().reading(*id);
                let name = reading
                    .alternatives
                    .get(*alternative)
                    .map_or("?", |one| &one.name);
                format!("reading {} is {name}", reading.name)
            }
            Expression::Open(id) => {
                format!("what {} leaves open", self.rulebook().provision(*id).name)
            }
            Expression::Quantified(quantifier, over, body) => {
                format!(
                    "{} has ({})",
                    quantified(*quantifier, *over),
                    self.expression(body)
                )
            }
            Expression::Share {
                measure: by,
                whole,
                filter,
                comparison,
                threshold,
            } => format!(
                "share by {} of components of {} where ({}) is {} {threshold} %",
                measure(*by),
                subject(*whole),
                self.expression(filter),
                comparison_words(*comparison),
            ),
        }
    }

    fn group(&self, kind: GroupKind, limbs: &[Limb]) -> String {
        let parts: Vec<String> = limbs
            .iter()
            .map(|limb| match &limb.expression {
                Expression::Group(..) => format!("({})", self.expression(&limb.expression)),
                expression => self.expression(expression),
            })
            .collect();
        match kind {
            GroupKind::All => parts.join(" and "),
            GroupKind::Any => parts.join(" or "),
            GroupKind::NoneOf => format!("none of ({})", parts.join("; ")),
        }
    }

    /// A condition as a sentence.
    #[must_use]
    pub fn says(&self, expression: &Expression) -> Text {
        let vocabulary = self.rulebook().vocabulary;
        match expression {
            Expression::Atom(one) => sentence(vocabulary, one, false),
            Expression::Not(part) => match part.as_ref() {
                Expression::Atom(one) => sentence(vocabulary, one, true),
                part => {
                    let inner = self.says(part);
                    Text {
                        en: format!("not so: {}", inner.en),
                        zh: inner.zh.map(|zh| format!("并非：{zh}")),
                    }
                }
            },
            Expression::Group(kind, limbs) => self.says_group(*kind, limbs),
            Expression::Listed(of, list) => {
                let list = self.rulebook().list(*list);
                let (en, zh) = listed_subject(*of);
                Text {
                    en: format!("{en} is on the list “{}”", list.title.en),
                    zh: Some(format!(
                        "{zh}列入“{}”",
                        list.title.zh.as_deref().unwrap_or(&list.title.en)
                    )),
                }
            }
            Expression::Entry(of, entry) => {
                let entry = self.rulebook().entry(*entry);
                let (en, zh) = listed_subject(*of);
                Text {
                    en: format!("{en} meets entry {} ({})", entry.code, entry.title.en),
                    zh: Some(format!(
                        "{zh}属于 {}（{}）",
                        entry.code,
                        entry.title.zh.as_deref().unwrap_or(&entry.title.en)
                    )),
                }
            }
            Expression::Define(id) => {
                let define = self.rulebook().define(*id);
                match (&define.title, &define.condition) {
                    (Some(title), _) => title.clone(),
                    (None, Expression::Group(..)) => Text {
                        en: define.name.replace('-', " "),
                        zh: None,
                    },
                    (None, simple) => self.says(simple),
                }
            }
            Expression::Reading(id, alternative) => {
                let reading = self.rulebook().reading(*id);
                let why = reading
                    .alternatives
                    .get(*alternative)
                    .map(|one| one.why.clone());
                why.unwrap_or_else(|| Text::english(reading.question.en.clone()))
            }
            Expression::Quantified(quantifier, over, body) => {
                let inner = self.says(body);
                let (en, zh) = quantified_sentence(*quantifier, *over);
                Text {
                    en: format!("{en}: {}", inner.en),
                    zh: inner.zh.map(|one| format!("{zh}：{one}")),
                }
            }
            Expression::Share {
                measure: by,
                comparison,
                threshold,
                filter,
                ..
            } => {
                let inner = self.says(filter);
                let by_zh = match by {
                    Measure::Value => "价值",
                    Measure::Mass => "质量",
                };
                Text {
                    en: format!(
                        "by {}, the parts for which this holds ({}) are {} {threshold} % of the whole",
                        measure(*by),
                        inner.en,
                        comparison_words(*comparison),
                    ),
                    zh: inner.zh.map(|zh| {
                        format!(
                            "符合（{zh}）的组成部分占整体{by_zh}比例{} {threshold} %",
                            comparison_chinese(*comparison)
                        )
                    }),
                }
            }
            other => Text::english(self.expression(other)),
        }
    }

    fn says_group(&self, kind: GroupKind, limbs: &[Limb]) -> Text {
        let parts: Vec<Text> = limbs
            .iter()
            .map(|limb| self.says(&limb.expression))
            .collect();
        let en: Vec<&str> = parts.iter().map(|part| part.en.as_str()).collect();
        let zh: Option<Vec<&str>> = parts.iter().map(|part| part.zh.as_deref()).collect();
        let (en, before, between) = match kind {
            GroupKind::All => (en.join(", and "), "", "，且"),
            GroupKind::Any => (en.join(", or "), "", "，或"),
            GroupKind::NoneOf => (
                format!("none of these: {}", en.join("; ")),
                "均不成立：",
                "；",
            ),
        };
        Text {
            en,
            zh: zh.map(|zh| format!("{before}{}", zh.join(between))),
        }
    }

    /// A node of the graph in the rulebook's form.
    #[must_use]
    pub fn node(&self, index: NodeIndex) -> String {
        let graph = self.law.graph();
        let vocabulary = self.rulebook().vocabulary;
        match graph.node(index) {
            GraphNode::Constant(value) => if *value { "yes" } else { "no" }.to_owned(),
            GraphNode::Atom(one) => atom(vocabulary, one),
            GraphNode::Not(part) => match graph.node(*part) {
                GraphNode::Atom(one) => contrary(vocabulary, one),
                _ => format!("not ({})", self.node(*part)),
            },
            GraphNode::All(parts) => self.nodes(parts, " and "),
            GraphNode::Any(parts) => match self.list_of(index) {
                Some(name) => format!("it is listed in {name}"),
                None => self.nodes(parts, " or "),
            },
            GraphNode::Reading(id, mask) => {
                let reading = self.rulebook().reading(*id);
                let names: Vec<&str> = reading
                    .alternatives
                    .iter()
                    .zip(mask.iter())
                    .filter(|&(_, &yes)| yes)
                    .map(|(one, _)| one.name.as_str())
                    .collect();
                format!("reading {} is {}", reading.name, names.join(" or "))
            }
            GraphNode::Open(id) => {
                format!("what {} leaves open", self.rulebook().provision(*id).name)
            }
            GraphNode::Rebind(of, body) => match self.list_of(*body) {
                Some(name) => format!("{} is listed in {name}", subject(*of)),
                None => format!("of {}: {}", subject(*of), self.node(*body)),
            },
            GraphNode::Quantified(quantifier, over, body) => {
                format!(
                    "{} has ({})",
                    quantified(*quantifier, *over),
                    self.node(*body)
                )
            }
            GraphNode::Share {
                measure: by,
                whole,
                filter,
                comparison,
                threshold,
            } => format!(
                "share by {} of components of {} where ({}) is {} {threshold} %",
                measure(*by),
                subject(*whole),
                self.node(*filter),
                comparison_words(*comparison),
            ),
        }
    }

    /// The name of the list whose entries this node asks about.
    fn list_of(&self, index: NodeIndex) -> Option<&'a str> {
        self.rulebook()
            .lists
            .iter()
            .enumerate()
            .find_map(|(position, list)| {
                let id = crate::model::ListId::at(position);
                (self.law.list(id) == index).then_some(list.name.as_str())
            })
    }

    fn nodes(&self, parts: &[NodeIndex], between: &str) -> String {
        let texts: Vec<String> = parts
            .iter()
            .map(|&part| match self.law.graph().node(part) {
                GraphNode::All(_) | GraphNode::Any(_) if self.list_of(part).is_none() => {
                    format!("({})", self.node(part))
                }
                _ => self.node(part),
            })
            .collect();
        texts.join(between)
    }
}

fn contrary(vocabulary: &Vocabulary, one: &Atom) -> String {
    let text = atom(vocabulary, one);
    match &one.test {
        Test::Codes { .. } | Test::On(_) => text.replacen(" is ", " is not ", 1),
        _ => format!("not {text}"),
    }
}

fn listed_subject(of: Subject) -> (&'static str, &'static str) {
    match of {
        Subject::Layer => ("the layer", "该层级"),
        Subject::Component => ("the component", "该组成部分"),
        _ => ("the item", "该物项"),
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

fn quantified_sentence(quantifier: Quantifier, over: Over) -> (String, String) {
    let en = match quantifier {
        Quantifier::Some => "some",
        Quantifier::Every => "every",
        Quantifier::No => "no",
    };
    let zh = match quantifier {
        Quantifier::Some => "某一",
        Quantifier::Every => "每一",
        Quantifier::No => "没有任何",
    };
    match over {
        Over::Layers(_) => (format!("{en} layer of the item"), format!("{zh}层级")),
        Over::Components(_) => (format!("{en} component"), format!("{zh}组成部分")),
        Over::Parties => (format!("{en} party"), format!("{zh}参与方")),
    }
}
