//! Facts and answers in the reader's words; documents call them by paths.

use exeat_facts::{CodeList, CodeListId, FactDefinition, Type, Vocabulary};
use exeat_report::lawbook::{self, Named};

use super::inputs;
use super::words::Words;
use crate::service::Service;

/// What is asked about a fact, or about how the law is to be read.
pub(super) fn question(service: &Service, w: Words, fact: &str) -> Option<String> {
    if let Some(fact) = inputs::definition(fact) {
        return Some(w.pick(fact.question_en, fact.question_zh).to_owned());
    }
    let name = fact.strip_prefix("reading ")?;
    let found = lawbook::find(&service.rulebook, name).ok()?;
    found.into_iter().find_map(|one| match one {
        Named::Reading(id) => {
            let question = &service.rulebook.reading(id).question;
            Some(lawbook::pick(question, w.0).to_owned())
        }
        _ => None,
    })
}

/// What is asked about a fact; its path where it is none.
pub(super) fn asked(w: Words, path: &str) -> String {
    inputs::definition(path).map_or_else(
        || path.to_owned(),
        |fact| w.pick(fact.question_en, fact.question_zh).to_owned(),
    )
}

/// Who can usually answer.
pub(super) fn who(w: Words, fact: &str) -> Option<&'static str> {
    let fact = inputs::definition(fact)?;
    Some(w.pick(fact.who.english(), fact.who.chinese()))
}

/// The facts of a list between commas, each in words.
pub(super) fn of_list(w: Words, paths: &str) -> Vec<String> {
    paths
        .split(", ")
        .filter(|path| !path.is_empty())
        .map(|path| exeat_report::fact_in_words(w.0, path, None).unwrap_or_else(|| path.to_owned()))
        .collect()
}

/// What a value of a fact is called, by the fact's path.
pub(super) fn value(w: Words, path: &str, value: &str) -> String {
    match inputs::definition(path) {
        Some(fact) => value_of(w, fact, value),
        None => value.to_owned(),
    }
}

/// What a value of a fact is called: the names of its codes, and yes or no.
pub(super) fn value_of(w: Words, fact: &FactDefinition, value: &str) -> String {
    match (fact.ty, value) {
        (Type::YesNo, "yes") => w.pick("yes", "是").to_owned(),
        (Type::YesNo, "no") => w.pick("no", "否").to_owned(),
        (Type::Code(list) | Type::Set(list), codes) => {
            let known = Vocabulary::standard().code_list(list);
            let known = known.map(CodeList::codes).unwrap_or_default();
            let name = |code: &str| -> String {
                let one = known.iter().find(|one| one.code == code);
                one.map_or(code, |one| w.pick(one.english, one.chinese))
                    .to_owned()
            };
            let names: Vec<String> = codes.split(", ").map(name).collect();
            names.join(w.pick(", ", "、"))
        }
        (_, other) => other.to_owned(),
    }
}

/// A law of a portfolio that was not looked at, `law not looked at: AE (destination)`, in words; other lines as they are.
pub(super) fn coverage(w: Words, line: &str) -> String {
    let place = line
        .strip_prefix("law not looked at: ")
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.split_once(" ("));
    let Some((code, why)) = place else {
        return line.to_owned();
    };
    let why = match why {
        "departure" => w.pick("it leaves from there", "自该地启运"),
        "destination" => w.pick("it goes there", "以该地为目的地"),
        "exporter" => w.pick("the exporter is there", "出口经营者位于该地"),
        "origin" => w.pick("the goods originate there", "物项原产于该地"),
        "transit" => w.pick("it passes through", "途经该地"),
        other => other,
    };
    let codes = Vocabulary::standard().code_list(CodeListId::COUNTRY);
    let codes = codes.map(CodeList::codes).unwrap_or_default();
    let name = codes.iter().find(|one| one.code == code);
    let name = name.map_or(code, |one| w.pick(one.english, one.chinese));
    match w.is_chinese() {
        true => format!("{name}：其法律未经审查，而{why}"),
        false => format!("{name}: its law was not looked at, and {why}"),
    }
}

/// A condition of a comparison, `item.form is metal`, in words; codes beyond the first few are counted.
pub(super) fn condition(w: Words, text: &str) -> Condition {
    let whole = said(w, text);
    let Some((path, is)) = text.split_once(' ') else {
        return Condition {
            said: whole,
            whole: None,
        };
    };
    let head = ["is none of ", "is one of "]
        .into_iter()
        .find(|head| is.starts_with(head));
    let Some((head, codes)) = head.and_then(|head| Some((head, is.strip_prefix(head)?))) else {
        return Condition {
            said: whole,
            whole: None,
        };
    };
    let codes: Vec<&str> = codes.split(", ").collect();
    match codes.get(..CODES_SHOWN) {
        Some(first) if codes.len() > CODES_SHOWN + 1 => Condition {
            said: format!(
                "{} {}",
                said(w, &format!("{path} {head}{}", first.join(", "))),
                w.and_others(codes.len() - first.len())
            ),
            whole: Some(whole),
        },
        _ => Condition {
            said: whole,
            whole: None,
        },
    }
}

/// Codes of a condition that are named.
const CODES_SHOWN: usize = 5;

/// A condition in words, and in full where something is left out.
pub(super) struct Condition {
    pub(super) said: String,
    pub(super) whole: Option<String>,
}

impl Condition {
    /// The condition with nothing left out.
    pub(super) fn full(&self) -> &str {
        self.whole.as_deref().unwrap_or(&self.said)
    }
}

fn said(w: Words, text: &str) -> String {
    text.split_once(' ')
        .and_then(|(path, is)| exeat_report::answer_in_words(w.0, path, None, is))
        .unwrap_or_else(|| text.to_owned())
}

/// A sentence of the command in which answers stand between `if` and `then`, joined by `and`: those that are about facts in
/// words.
pub(super) fn in_text(w: Words, text: &str) -> String {
    let Some((before, rest)) = text.split_once(": if ") else {
        return text.to_owned();
    };
    let Some((answers, after)) = rest.rsplit_once(", then ") else {
        return text.to_owned();
    };
    let answers: Vec<String> = answers.split(" and ").map(|one| said(w, one)).collect();
    format!("{before}: if {}, then {after}", answers.join(" and "))
}

#[cfg(test)]
mod tests {
    use exeat_report::Language;

    use super::*;

    #[test]
    fn facts_of_lists_values_and_sentences_are_said_in_words() {
        let (en, zh) = (Words(Language::En), Words(Language::Zh));
        assert_eq!(
            of_list(
                en,
                "shipment.destination, end-user.military-user, reading a"
            ),
            [
                "the final destination",
                "the end user: whether it is a military user",
                "reading a"
            ]
        );
        assert_eq!(value(en, "shipment.destination", "JP"), "Japan");
        assert_eq!(value(zh, "items.a.origin", "JP"), "日本");
        assert_eq!(value(zh, "shipment.sample", "no"), "否");
        assert_eq!(value(en, "shipment.value", "5 USD"), "5 USD");
        let line = "law not looked at: AE (destination)";
        assert_eq!(
            (coverage(en, line), coverage(zh, line)),
            (
                "United Arab Emirates: its law was not looked at, and it goes there".to_owned(),
                "阿联酋：其法律未经审查，而以该地为目的地".to_owned()
            )
        );
        assert_eq!(coverage(en, "GB: law not verified"), "GB: law not verified");
        let text = "PK: these together settle it, a document: if shipment.from is PK and gap x is yes, then licence required";
        assert_eq!(
            in_text(en, text),
            "PK: these together settle it, a document: if the place from which it leaves is Pakistan and gap x is yes, then licence required"
        );
    }

    #[test]
    fn long_lists_of_codes_are_counted_and_given_in_full_beside() {
        let en = Words(Language::En);
        let few = condition(en, "shipment.from is one of PK, JP");
        assert!(few.whole.is_none());
        let many = condition(
            en,
            "shipment.from is none of PK, JP, DE, FR, IT, ES, PT, AT",
        );
        assert!(
            many.said.ends_with("France or Italy (and 3 others)"),
            "{}",
            many.said
        );
        assert!(
            many.whole
                .is_some_and(|whole| whole.contains("Portugal or Austria"))
        );
    }
}
