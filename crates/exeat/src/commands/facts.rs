//! `exeat facts`: what a document can state and a rulebook can test.

use std::fmt::Write as _;

use clap::Args;
use exeat_facts::{CodeList, FactDefinition, FactId, Language, Role, Scope, Type, Vocabulary};
use serde_json::{Value, json};

use crate::arguments::{FormatOption, Lang};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::layout;

/// List the facts that a document can state, or explain one
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat facts                          every fact, one a line
  exeat facts item                     the facts of an item
  exeat facts end-user.military-user   one fact: its question, what it means, how to answer
  exeat facts country                  the codes of a list")]
pub(crate) struct Facts {
    /// A fact (`item.form`), a scope (`shipment`, `end-use`, `party`, `item`) or a code list (`country`)
    path: Option<String>,
    /// The language of the answer: en or zh
    #[arg(long, value_enum, default_value_t = Lang::En, hide_possible_values = true)]
    lang: Lang,
    #[command(flatten)]
    format: FormatOption,
}

/// What a path on the command line names.
enum Named<'a> {
    Everything,
    Scope(Scope),
    Fact(Option<Role>, FactId),
    Codes(&'a CodeList),
}

impl Facts {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let vocabulary = Vocabulary::standard();
        let named = match &self.path {
            None => Named::Everything,
            Some(path) => find(vocabulary, path)?,
        };
        let text = if self.format.is_json() {
            layout::json(&as_json(vocabulary, &named))
        } else {
            as_text(vocabulary, &named, self.lang.into())
        };
        console.say(&text)?;
        Ok(DONE)
    }
}

/// What a path names: a scope, a code list, or a fact after its scope or a role.
fn find<'a>(vocabulary: &'a Vocabulary, path: &str) -> Result<Named<'a>, Failure> {
    if let Some(scope) = Scope::ALL.into_iter().find(|scope| scope.name() == path) {
        return Ok(Named::Scope(scope));
    }
    if let Some((_, list)) = vocabulary.find_code_list(path) {
        return Ok(Named::Codes(list));
    }
    let unknown = Failure::usage(format!("no fact is called `{path}`"));
    let Some((head, tail)) = path.split_once('.') else {
        return Err(unknown.with_help("`exeat facts` lists them all"));
    };
    let role: Option<Role> = head.parse().ok();
    let scope = match head {
        _ if role.is_some() => Some(Scope::Party),
        "layer" | "component" => Some(Scope::Item),
        _ => Scope::ALL.into_iter().find(|scope| scope.name() == head),
    };
    let Some(scope) = scope else {
        return Err(match Role::nearest(head) {
            Some(role) => unknown.with_help(format!("did you mean `{role}.{tail}`?")),
            None => unknown.with_help(
                "a path begins with `shipment`, `end-use`, `item` or a role such as `exporter`",
            ),
        });
    };
    match vocabulary.find(scope, tail) {
        Some(id) => Ok(Named::Fact(role, id)),
        None => Err(match vocabulary.nearest(scope, tail) {
            Some(near) => unknown.with_help(format!("did you mean `{head}.{near}`?")),
            None => unknown.with_help(format!(
                "`exeat facts {}` lists those that there are",
                scope.name()
            )),
        }),
    }
}

fn as_text(vocabulary: &Vocabulary, named: &Named<'_>, language: Language) -> String {
    match named {
        Named::Everything => {
            let scopes = Scope::ALL.map(|scope| scope_text(vocabulary, scope, language));
            scopes.join("\n")
        }
        Named::Scope(scope) => scope_text(vocabulary, *scope, language),
        Named::Fact(role, id) => fact_text(vocabulary, *role, *id, language),
        Named::Codes(list) => codes_text(list),
    }
}

/// The facts of a scope, one a line. The contents of single elements stand as one.
fn scope_text(vocabulary: &Vocabulary, scope: Scope, language: Language) -> String {
    let facts: Vec<(String, &FactDefinition)> = vocabulary
        .iter()
        .filter(|(_, fact)| fact.scope == scope)
        .map(|(_, fact)| (format!("{scope}.{}", fact.path), fact))
        .collect();
    let is_content = |fact: &FactDefinition| fact.path.starts_with("content.");
    let first_content = facts.iter().position(|(_, fact)| is_content(fact));
    let mut rows = Vec::new();
    for (index, (path, fact)) in facts.iter().enumerate() {
        let mut path = path.clone();
        if is_content(fact) {
            if Some(index) != first_content {
                continue;
            }
            path = format!("{scope}.content.<element>");
        }
        let question = match language {
            Language::English => fact.question_en,
            Language::Chinese => fact.question_zh,
        };
        rows.push((path, question.to_owned()));
    }
    layout::columns(&rows)
}

fn fact_text(
    vocabulary: &Vocabulary,
    role: Option<Role>,
    id: FactId,
    language: Language,
) -> String {
    let fact = vocabulary.get(id);
    let (path, question, who) = match language {
        Language::English => (full_path(role, fact), fact.question_en, fact.who.english()),
        Language::Chinese => (full_path(role, fact), fact.question_zh, fact.who.chinese()),
    };
    let mut text = format!(
        "{path}: {}\n\n{question}\n\n",
        vocabulary.type_in_words(fact.ty)
    );
    text.push_str(&layout::wrapped(fact.help_en, ""));
    text.push('\n');
    for line in written(vocabulary, role, fact) {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(text, "who can tell: {who}");
    if fact.judgement {
        text.push_str("a person decides this; no machine infers it\n");
    }
    if let Type::Code(list) | Type::Set(list) = fact.ty
        && let Some(list) = vocabulary.code_list(list)
    {
        let _ = writeln!(text, "codes: `exeat facts {list}`");
    }
    text
}

/// How a document states the fact and a rulebook tests it, by an example of each.
fn written(vocabulary: &Vocabulary, role: Option<Role>, fact: &FactDefinition) -> Vec<String> {
    let path = full_path(role, fact);
    let code = |list| {
        let codes = vocabulary.code_list(list).map_or(&[][..], CodeList::codes);
        codes.first().map_or("", |code| code.code)
    };
    let (stated, tested) = match fact.ty {
        Type::YesNo => ("true".to_owned(), String::new()),
        Type::Date => ("2025-12-15".to_owned(), " is before 2025-12-15".to_owned()),
        Type::Code(list) => (format!("\"{}\"", code(list)), format!(" is {}", code(list))),
        Type::Set(list) => (
            format!("[\"{}\"]", code(list)),
            format!(" includes {}", code(list)),
        ),
        Type::Quantity(dimension) => {
            let unit = exeat_facts::units_of(dimension).next().unwrap_or("1");
            (
                format!("\"1.5 {unit}\""),
                format!(" is at least 1.5 {unit}"),
            )
        }
        Type::Share => ("\"1.5 %\"".to_owned(), " is at least 1.5 %".to_owned()),
        Type::Money => (
            "\"12500 USD\"".to_owned(),
            " is more than 12500 USD".to_owned(),
        ),
        Type::Text => ("\"words\"".to_owned(), " is \"words\"".to_owned()),
    };
    let section = match fact.scope {
        Scope::Shipment => "[shipment]",
        Scope::EndUse => "[end-use]",
        Scope::Party => "[[party]]",
        Scope::Item => "[items.NAME]",
    };
    vec![
        format!("in a document, under `{section}`: {} = {stated}", fact.path),
        format!("in a rulebook: {path}{tested}"),
    ]
}

/// The path as a document or rulebook writes it, after a role where one was given.
fn full_path(role: Option<Role>, fact: &FactDefinition) -> String {
    match role {
        Some(role) => format!("{role}.{}", fact.path),
        None => format!("{}.{}", fact.scope, fact.path),
    }
}

fn codes_text(list: &CodeList) -> String {
    let rows: Vec<(String, String)> = list
        .codes()
        .iter()
        .map(|code| {
            let names = format!("{} / {}", code.english, code.chinese);
            (code.code.to_owned(), names)
        })
        .collect();
    layout::columns(&rows)
}

fn as_json(vocabulary: &Vocabulary, named: &Named<'_>) -> Value {
    let in_scope = |wanted: Option<Scope>| -> Vec<Value> {
        vocabulary
            .iter()
            .filter(|(_, fact)| wanted.is_none_or(|scope| fact.scope == scope))
            .map(|(_, fact)| fact_json(vocabulary, None, fact))
            .collect()
    };
    match named {
        Named::Everything => json!({
            "facts": in_scope(None),
            "roles": Role::ALL.map(|role| json!({
                "role": role.name(), "en": role.english(), "zh": role.chinese(),
            })),
            "codes": vocabulary.code_lists().iter().map(codes_json).collect::<Vec<_>>(),
        }),
        Named::Scope(scope) => json!({ "facts": in_scope(Some(*scope)) }),
        Named::Fact(role, id) => fact_json(vocabulary, *role, vocabulary.get(*id)),
        Named::Codes(list) => codes_json(list),
    }
}

fn fact_json(vocabulary: &Vocabulary, role: Option<Role>, fact: &FactDefinition) -> Value {
    let codes = match fact.ty {
        Type::Code(list) | Type::Set(list) => vocabulary.code_list(list).map(CodeList::name),
        _ => None,
    };
    let units: Option<Vec<&str>> = match fact.ty {
        Type::Quantity(dimension) => Some(exeat_facts::units_of(dimension).collect()),
        _ => None,
    };
    json!({
        "fact": full_path(role, fact),
        "scope": fact.scope.name(),
        "type": type_word(fact.ty),
        "codes": codes,
        "units": units,
        "phrase": { "en": fact.phrase_en, "zh": fact.phrase_zh },
        "question": { "en": fact.question_en, "zh": fact.question_zh },
        "help": fact.help_en,
        "who": fact.who.english(),
        "cost": fact.cost.weight(),
        "judgement": fact.judgement,
    })
}

fn codes_json(list: &CodeList) -> Value {
    let codes: Vec<Value> = list
        .codes()
        .iter()
        .map(|code| json!({ "code": code.code, "en": code.english, "zh": code.chinese }))
        .collect();
    json!({ "list": list.name(), "codes": codes })
}

/// A stable word for a type.
fn type_word(ty: Type) -> &'static str {
    match ty {
        Type::YesNo => "yes/no",
        Type::Date => "date",
        Type::Code(_) => "code",
        Type::Set(_) => "set",
        Type::Quantity(_) => "quantity",
        Type::Money => "money",
        Type::Share => "share",
        Type::Text => "text",
    }
}
