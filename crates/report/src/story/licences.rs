//! Which licences on file would cover what needs one, and why the others do not.

use crate::licences::{LicenceOnFile, NeedOnFile, OnFile};
use crate::words::Words;

/// The licences on file in words.
#[derive(Debug, Clone)]
pub(crate) struct Shelf {
    /// What was looked at.
    pub(crate) terms: String,
    /// What is to be said where the register could not be read.
    pub(crate) unread: Option<String>,
    pub(crate) needs: Vec<Shelved>,
}

/// What needs a licence.
#[derive(Debug, Clone)]
pub(crate) struct Shelved {
    pub(crate) what: String,
    /// What is to be said where there is none of this jurisdiction, or none that covers it.
    pub(crate) remark: Option<String>,
    /// Each licence: whether it covers it, its number, and the words.
    pub(crate) licences: Vec<(bool, String, String)>,
}

pub(crate) fn shelf(words: Words, on_file: Option<&OnFile>) -> Option<Shelf> {
    let on_file = on_file.filter(|one| !one.needs.is_empty())?;
    let unread = on_file.unread.is_some();
    Some(Shelf {
        terms: words.licences_looked_at(on_file.on),
        unread: on_file
            .unread
            .as_deref()
            .map(|why| words.register_unread(why)),
        needs: on_file
            .needs
            .iter()
            .map(|one| need(words, one, unread))
            .collect(),
    })
}

fn need(words: Words, need: &NeedOnFile, unread: bool) -> Shelved {
    let from = match &need.authority {
        Some(authority) => format!("{} {authority}", need.jurisdiction),
        None => need.jurisdiction.clone(),
    };
    let covered = need.licences.iter().any(|one| one.not.is_empty());
    let remark = if unread {
        Some(words.cover_unknown().to_owned())
    } else if need.licences.is_empty() {
        Some(words.no_licence_of(&need.jurisdiction))
    } else if covered {
        None
    } else {
        Some(words.none_covers().to_owned())
    };
    Shelved {
        what: format!(
            "{} {}{}{}{}{from}",
            words.line(),
            need.line,
            words.colon(),
            need.item,
            words.semicolon()
        ),
        remark,
        licences: need
            .licences
            .iter()
            .map(|one| licence(words, one))
            .collect(),
    }
}

fn licence(words: Words, one: &LicenceOnFile) -> (bool, String, String) {
    if one.not.is_empty() {
        return (true, one.number.clone(), words.would_cover(one.line));
    }
    let why: Vec<String> = one
        .not
        .iter()
        .map(|(en, zh)| words.of_pair(en, Some(zh)))
        .collect();
    let words = format!("{}{}", words.does_not_cover(), why.join(words.semicolon()));
    (false, one.number.clone(), words)
}
