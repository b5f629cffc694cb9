//! What a rulebook carries along: names that nothing uses, law that nobody has checked.

use std::collections::BTreeSet;

use exeat_syntax::{Code, Diagnostic, TextRange, TextSize};

use super::super::names::{Kind, Site};
use super::super::resolve::{Lowering, text_range};

pub(super) fn check(lowering: &mut Lowering) {
    unused(lowering);
    unread_files(lowering);
    unverified(lowering);
}

/// Definitions, readings, tables and lists that no condition asks for.
fn unused(lowering: &mut Lowering) {
    let used_entries: BTreeSet<usize> = lowering
        .names
        .with_use()
        .filter(|(site, used)| *used && site.kind == Kind::Entry)
        .map(|(site, _)| site.index)
        .collect();
    let sites: Vec<Site> = lowering
        .names
        .with_use()
        .filter(|(_, used)| !used)
        .map(|(site, _)| site.clone())
        .collect();
    for site in sites {
        let help = match site.kind {
            Kind::Define => "use it in a condition, or remove it",
            Kind::Table => "look something up in it, or remove it",
            Kind::Reading => {
                "ask for it with `reading NAME is …` or `in force reading NAME`, or remove it"
            }
            Kind::List => {
                let list = lowering.rulebook.lists.get(site.index);
                let entries = list.map(|list| list.entries.as_slice()).unwrap_or_default();
                if entries.iter().any(|id| used_entries.contains(&id.index())) {
                    continue;
                }
                "ask for it with `item is listed in …`, or remove it"
            }
            _ => continue,
        };
        let Some(range) = text_range(&site.place) else {
            continue;
        };
        let message = format!("nothing uses the {} `{}`", site.kind.word(), site.short);
        let diagnostic = Diagnostic::new(Code::UNUSED_NAME, range, message).with_help(help);
        lowering.report_in(site.place.file, diagnostic);
    }
}

/// CSV files that no table and no calendar names.
fn unread_files(lowering: &mut Lowering) {
    for index in 0..lowering.rulebook.files.len() {
        let Some(file) = lowering.rulebook.files.get(index) else {
            continue;
        };
        let read = lowering
            .rulebook
            .tables
            .iter()
            .any(|table| table.file == Some(index))
            || lowering
                .rulebook
                .calendars
                .iter()
                .any(|calendar| calendar.file == Some(index));
        if !file.path.ends_with(".csv") || read {
            continue;
        }
        let message = format!("no table reads `{}`", file.path);
        let start = TextRange::empty(TextSize::new(0));
        let diagnostic = Diagnostic::new(Code::UNUSED_NAME, start, message)
            .with_help("name it in a `table NAME from \"…\"`, or remove it");
        lowering.report_in(index, diagnostic);
    }
}

/// Instruments whose law nobody says to have checked.
fn unverified(lowering: &mut Lowering) {
    for index in 0..lowering.rulebook.instruments.len() {
        let Some(instrument) = lowering.rulebook.instruments.get(index) else {
            continue;
        };
        let rulebook = &lowering.rulebook;
        let holds_law = rulebook
            .provisions
            .iter()
            .any(|one| one.instrument.index() == index)
            || rulebook
                .entries
                .iter()
                .any(|one| one.instrument.index() == index)
            || rulebook
                .suspensions
                .iter()
                .any(|one| one.instrument.index() == index)
            || rulebook
                .commencements
                .iter()
                .any(|one| one.instrument.index() == index);
        if instrument.verified_through.is_some() || !holds_law {
            continue;
        }
        let Some((name, place, range)) = lowering.declared(Kind::Instrument, index) else {
            continue;
        };
        let message = format!("nobody says until when the law of `{name}` has been checked");
        let diagnostic = Diagnostic::new(Code::NOT_VERIFIED, range, message).with_help(
            "add `verified through 2026-10-10`, with the last day that you have checked",
        );
        lowering.report_in(place.file, diagnostic);
    }
}
