//! Classification statements: under which entry of a control list a supplier says that its goods
//! fall, or that they fall under none. Letters with an ECCN and Japanese parameter sheets are typed
//! off into one form, since neither has an official one. What they say is a statement with an
//! issuer and an end, never a fact: which entry holds is worked out from the facts.

use exeat_value::Day;
use serde::Deserialize;

use super::certificate::not_of_form;
use super::{COUNT_MAX, Declaration, DeclarationError, Declared, Form};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Letter {
    #[serde(rename = "form")]
    _form: String,
    issuer: String,
    date: Day,
    #[serde(default)]
    expires: Option<Day>,
    #[serde(default)]
    reference: Option<String>,
    #[serde(default, rename = "statement")]
    statements: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Said {
    #[serde(default)]
    item: Option<String>,
    /// Whose list: `US`, `JP`, `EU`.
    regime: String,
    /// The entry that it falls under.
    #[serde(default)]
    entry: Option<String>,
    /// The entries under which it was tried, and does not fall.
    #[serde(default)]
    not_under: Vec<String>,
    #[serde(default)]
    expires: Option<Day>,
    /// What a parameter sheet gives: name and figure.
    #[serde(default, rename = "parameter")]
    parameters: Vec<Parameter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Parameter {
    name: String,
    is: String,
    /// What the entry asks for.
    #[serde(default)]
    limit: Option<String>,
}

pub(super) fn read(text: &str) -> Result<Declaration, DeclarationError> {
    let letter: Letter = toml::from_str(text).map_err(|error| not_of_form(text, &error))?;
    let mut declaration = Declaration::new(Form::Classification);
    declaration.issuer = Some(letter.issuer.clone());
    declaration.date = Some(letter.date);
    declaration.reference = letter.reference;
    if letter.expires.is_some_and(|expires| expires < letter.date) {
        declaration.fault(0, "the statement ends before its day", "mend `expires`");
    }
    for (number, one) in (1_u64..).zip(letter.statements.into_iter().take(COUNT_MAX)) {
        let expires = one.expires.or(letter.expires);
        let of = one.item.as_deref().unwrap_or("the goods").to_owned();
        if one.entry.is_none() && one.not_under.is_empty() {
            declaration.fault(
                number,
                format!("statement {number} names no entry"),
                "write `entry = \"…\"`, or `not-under = [\"…\"]` for what was tried",
            );
            continue;
        }
        let mut push = |predicate: &str, object: String, words: String| {
            declaration.statements.push(Declared {
                item: one.item.clone(),
                says: words,
                predicate: predicate.to_owned(),
                object,
                fact: None,
                value: None,
                expires,
                place: number,
            });
        };
        if let Some(entry) = &one.entry {
            push(
                "is classified under",
                format!("{} {entry}", one.regime),
                format!(
                    "{of} is classified under {entry} of {}, says {}",
                    one.regime, letter.issuer
                ),
            );
        }
        for entry in &one.not_under {
            push(
                "is not classified under",
                format!("{} {entry}", one.regime),
                format!(
                    "{of} does not fall under {entry} of {}, says {}",
                    one.regime, letter.issuer
                ),
            );
        }
        for parameter in &one.parameters {
            let limit = parameter
                .limit
                .as_deref()
                .map(|limit| format!(" (the entry asks for {limit})"))
                .unwrap_or_default();
            push(
                &parameter.name,
                parameter.is.clone(),
                format!("{} of {of} is {}{limit}", parameter.name, parameter.is),
            );
        }
    }
    if declaration.statements.is_empty() && declaration.faults.is_empty() {
        declaration.fault(
            0,
            "the letter states nothing",
            "write `[[statement]]` with `regime` and `entry`",
        );
    }
    if letter.expires.is_none() {
        declaration.note("the letter names no day through which it holds; ask for one");
    }
    Ok(declaration)
}
