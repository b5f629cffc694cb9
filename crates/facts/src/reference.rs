//! The vocabulary as a page of the reference manual.

use std::fmt::Write;

use crate::codes::CodeList;
use crate::party::Role;
use crate::vocabulary::{FactDefinition, Scope, Vocabulary};

/// The page `docs/reference/vocabulary.md`: every fact with its type, question and
/// help, and every code list. Equal vocabularies give equal pages.
pub fn reference(vocabulary: &Vocabulary) -> String {
    let mut page = String::from(INTRODUCTION);
    for scope in Scope::ALL {
        section(&mut page, scope, vocabulary);
    }
    page.push_str("\n## Roles\n\n| role | English | 中文 |\n|---|---|---|\n");
    for role in Role::ALL {
        let (english, chinese) = (role.english(), role.chinese());
        line(&mut page, &format!("| `{role}` | {english} | {chinese} |"));
    }
    for list in vocabulary.code_lists() {
        codes(&mut page, list);
    }
    page
}

const INTRODUCTION: &str = "\
# Facts and codes

Generated from the vocabulary; do not edit.

A transaction document states these facts, and rulebooks test them. The facts of a
party are written after a role: `exporter.place`, `end-user.military-user`.
A fact marked ⚖ is decided by a person who weighs the circumstances, never by a machine.
";

fn section(page: &mut String, scope: Scope, vocabulary: &Vocabulary) {
    let title = match scope {
        Scope::Shipment => "The shipment: `shipment.…`",
        Scope::EndUse => "The end use: `end-use.…`",
        Scope::Party => "A party: `exporter.…`, `end-user.…`, `party.…`",
        Scope::Item => "An item: `item.…`, `layer.…`, `component.…`",
    };
    line(page, &format!("\n## {title}\n"));
    line(page, "| fact | takes | question | 问题 | help |");
    line(page, "|---|---|---|---|---|");
    let mut contents = 0_usize;
    for (_, fact) in vocabulary.iter().filter(|(_, fact)| fact.scope == scope) {
        if fact.path.starts_with("content.") {
            contents = contents.saturating_add(1);
            if contents > 1 {
                continue;
            }
        }
        line(page, &row(fact, vocabulary));
    }
    if contents > 1 {
        line(
            page,
            "\nThere is a `content.…` for every element of the list below, such as `content.Dy`.",
        );
    }
}

fn row(fact: &FactDefinition, vocabulary: &Vocabulary) -> String {
    let judged = if fact.judgement { " ⚖" } else { "" };
    format!(
        "| `{}`{judged} | {} | {} | {} | {} |",
        fact.path,
        vocabulary.type_in_words(fact.ty),
        fact.question_en,
        fact.question_zh,
        fact.help_en,
    )
}

fn codes(page: &mut String, list: &CodeList) {
    line(page, &format!("\n## Codes: {}\n", list.name()));
    line(page, "| code | English | 中文 |");
    line(page, "|---|---|---|");
    for code in list.codes() {
        let (english, chinese) = (code.english, code.chinese);
        line(
            page,
            &format!("| `{}` | {english} | {chinese} |", code.code),
        );
    }
}

fn line(page: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(page, "{text}");
}
