//! Conditions of a rulebook in words.

use super::{
    atom, comparison_chinese, comparison_words, contrary, measure, quantified, sentence, subject,
};
use crate::model::{
    Expression, GroupKind, InForce, Limb, Measure, Over, Quantifier, Rulebook, Subject, Text,
};

/// The conditions of a rulebook in words.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    rulebook: &'a Rulebook,
}

impl<'a> Words<'a> {
    /// The words of this rulebook's conditions.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook) -> Self {
        Self { rulebook }
    }

    /// Days in which something is in force.
    #[must_use]
    pub fn in_force(&self, in_force: &InForce) -> Text {
        match in_force {
            InForce::Span(span) => {
                let until = span.until.map(|until| until.previous());
                let zh = match until {
                    Some(last) => format!("{} 至 {last} 有效", span.from),
                    None => format!("自 {} 起有效", span.from),
                };
                Text {
                    en: span.to_string(),
                    zh: Some(zh),
                }
            }
            InForce::Reading(id) => {
                let name = &self.rulebook.reading(*id).name;
                Text {
                    en: format!("as {name} is read"),
                    zh: Some(format!("有效期取决于对 {name} 的解读")),
                }
            }
        }
    }

    /// A condition in the rulebook's form, on one line.
    #[must_use]
    pub fn expression(&self, expression: &Expression) -> String {
        let vocabulary = self.rulebook.vocabulary;
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
                    self.rulebook.list(*list).name
                )
            }
            Expression::Entry(of, entry) => {
                format!(
                    "{} is listed in {}",
                    subject(*of),
                    self.rulebook.entry(*entry).code
                )
            }
            Expression::Define(id) => self.rulebook.define(*id).name.clone(),
            Expression::Reading(id, alternative) => {
                let reading = self.rulebook.reading(*id);
                let name = reading
                    .alternatives
                    .get(*alternative)
                    .map_or("?", |one| &one.name);
                format!("reading {} is {name}", reading.name)
            }
            Expression::Open(id) => {
                format!("what {} leaves open", self.rulebook.provision(*id).name)
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
        let vocabulary = self.rulebook.vocabulary;
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
                let list = self.rulebook.list(*list);
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
                let entry = self.rulebook.entry(*entry);
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
                let define = self.rulebook.define(*id);
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
                let reading = self.rulebook.reading(*id);
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
}

fn listed_subject(of: Subject) -> (&'static str, &'static str) {
    match of {
        Subject::Layer => ("the layer", "该层级"),
        Subject::Component => ("the component", "该组成部分"),
        _ => ("the item", "该物项"),
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
