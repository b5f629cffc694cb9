//! Names and what they stand for.

use std::collections::{BTreeMap, BTreeSet};

use exeat_syntax::nearest;

use crate::model::{InstrumentId, JurisdictionId, Place};

/// What kind of thing a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Jurisdiction,
    Instrument,
    List,
    Entry,
    Define,
    Table,
    Rule,
    Exception,
    Policy,
    Gap,
    Reading,
    Conflict,
}

impl Kind {
    /// Every provision: what has an effect, or takes one away.
    pub(super) const PROVISIONS: &'static [Self] =
        &[Self::Rule, Self::Exception, Self::Policy, Self::Gap];

    /// What may be suspended or commence.
    pub(super) const TIMED: &'static [Self] = &[
        Self::Instrument,
        Self::List,
        Self::Entry,
        Self::Rule,
        Self::Exception,
        Self::Policy,
        Self::Gap,
    ];

    /// The word for it, `rule`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Jurisdiction => "jurisdiction",
            Self::Instrument => "instrument",
            Self::List => "list",
            Self::Entry => "entry",
            Self::Define => "definition",
            Self::Table => "table",
            Self::Rule => "rule",
            Self::Exception => "exception",
            Self::Policy => "policy",
            Self::Gap => "gap",
            Self::Reading => "reading",
            Self::Conflict => "conflict",
        }
    }

    /// The word with its article, `an entry`.
    pub(super) fn with_article(self) -> String {
        let article = match self {
            Self::Instrument | Self::Entry | Self::Exception => "an",
            _ => "a",
        };
        format!("{article} {}", self.word())
    }

    /// `a rule, a gap or an instrument`.
    pub(super) fn one_of(kinds: &[Self]) -> String {
        let words: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
        match words.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} or {last}", first.join(", ")),
        }
    }
}

/// Where a declaration belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Home {
    /// Whose law it is.
    pub(super) jurisdiction: Option<JurisdictionId>,
    /// The instrument above it in its file.
    pub(super) instrument: Option<InstrumentId>,
    /// The instrument or jurisdiction above it was left out, and everything in it with it.
    pub(super) left_out: bool,
}

/// One declared name.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) kind: Kind,
    /// Index among the things of its kind in the model.
    pub(super) index: usize,
    /// The name within its home, `foreign-made-content`.
    pub(super) short: String,
    /// The name everywhere, `CN.MOFCOM.2025-61.foreign-made-content`.
    pub(super) full: String,
    pub(super) home: Home,
    /// Where the name stands.
    pub(super) place: Place,
}

/// From where a name is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct From<'a> {
    pub(super) file: usize,
    pub(super) jurisdiction: Option<JurisdictionId>,
    /// The full name of the home, `CN.MOFCOM.2025-61`.
    pub(super) prefix: &'a str,
    /// The code of the jurisdiction.
    pub(super) jurisdiction_code: &'a str,
}

/// What a search gave.
#[derive(Debug)]
pub(super) enum Found<'a> {
    One(&'a Site),
    /// Several things of other homes have this short name.
    Several(Vec<&'a Site>),
    /// It is there, but of another kind than was looked for.
    OfAnotherKind(&'a Site),
    /// It was declared and left out, with a diagnostic.
    LeftOut,
    Nothing,
}

/// All declared names.
#[derive(Debug, Default)]
pub(super) struct Names {
    sites: Vec<Site>,
    by_full: BTreeMap<String, usize>,
    by_short: BTreeMap<String, Vec<usize>>,
    by_identity: BTreeMap<(Kind, usize), usize>,
    left_out: BTreeSet<String>,
    used: BTreeSet<usize>,
}

impl Names {
    /// Adds a name, or gives back the one that has it already.
    pub(super) fn declare(&mut self, site: Site) -> Result<(), &Site> {
        let index = self.sites.len();
        if let Some(&known) = self.by_full.get(&site.full) {
            // Indices in `by_full` are those of `sites`.
            return Err(&self.sites[known]);
        }
        self.by_full.insert(site.full.clone(), index);
        self.by_identity.insert((site.kind, site.index), index);
        self.by_short
            .entry(site.short.clone())
            .or_default()
            .push(index);
        self.sites.push(site);
        Ok(())
    }

    /// Remembers a name whose declaration could not be kept, so that its uses are not reported again.
    pub(super) fn leave_out(&mut self, name: &str) {
        self.left_out.insert(name.to_owned());
    }

    /// What a name stands for, seen from a place, among the kinds that may stand there.
    pub(super) fn find(&self, name: &str, from: From<'_>, kinds: &[Kind]) -> Found<'_> {
        match self.search(name, from, kinds) {
            Found::Nothing => {}
            found => return found,
        }
        let short = name.rsplit('.').next().unwrap_or(name);
        if self.left_out.contains(name) || self.left_out.contains(short) {
            return Found::LeftOut;
        }
        match self.search(name, from, &[]) {
            Found::One(site) => Found::OfAnotherKind(site),
            _ => Found::Nothing,
        }
    }

    /// As [`find`](Self::find); without kinds every kind will do.
    fn search(&self, name: &str, from: From<'_>, kinds: &[Kind]) -> Found<'_> {
        let fits = |site: &&Site| kinds.is_empty() || kinds.contains(&site.kind);
        let prefixes = [from.prefix, from.jurisdiction_code];
        let full_names = prefixes
            .iter()
            .filter(|prefix| !prefix.is_empty())
            .map(|prefix| format!("{prefix}.{name}"))
            .chain([name.to_owned()]);
        for full in full_names {
            if let Some(site) = self
                .by_full
                .get(&full)
                .map(|&index| &self.sites[index])
                .filter(fits)
            {
                return Found::One(site);
            }
        }
        let shorts = || {
            let indices = self
                .by_short
                .get(name)
                .map(Vec::as_slice)
                .unwrap_or_default();
            indices.iter().map(|&index| &self.sites[index]).filter(fits)
        };
        if let Some(site) = shorts().find(|site| site.place.file == from.file) {
            return Found::One(site);
        }
        // A provision of another instrument is always named with its instrument, so that a new rulebook cannot
        // change what an old one means.
        let near: Vec<&Site> = shorts()
            .filter(|site| {
                !Kind::PROVISIONS.contains(&site.kind)
                    && from.jurisdiction.is_some()
                    && site.home.jurisdiction == from.jurisdiction
            })
            .collect();
        match near.as_slice() {
            [] => Found::Nothing,
            [one] => Found::One(one),
            _ => Found::Several(near),
        }
    }

    /// The name that was probably meant.
    pub(super) fn nearest(&self, name: &str, from: From<'_>, kinds: &[Kind]) -> Option<&str> {
        let fitting = || self.sites.iter().filter(|site| kinds.contains(&site.kind));
        if let Some(site) = fitting().find(|site| site.short == name) {
            return Some(&site.full);
        }
        let near = |site: &&Site| {
            site.place.file == from.file
                || (from.jurisdiction.is_some() && site.home.jurisdiction == from.jurisdiction)
        };
        let shorts = fitting()
            .filter(near)
            .map(|site| (site.short.as_str(), site));
        let fulls = fitting().map(|site| (site.full.as_str(), site));
        let words: Vec<(&str, &Site)> = shorts.chain(fulls).collect();
        let word = nearest(name, words.iter().map(|&(word, _)| word))?;
        let (_, site) = words.iter().find(|&&(other, _)| other == word)?;
        let bare = site.place.file == from.file || !Kind::PROVISIONS.contains(&site.kind);
        Some(if bare { word } else { &site.full })
    }

    /// Something refers to the thing with this full name.
    pub(super) fn mark_used(&mut self, full: &str) {
        self.used.extend(self.by_full.get(full));
    }

    /// All names, in order of declaration, and whether something refers to each.
    pub(super) fn with_use(&self) -> impl Iterator<Item = (&Site, bool)> {
        self.sites
            .iter()
            .enumerate()
            .map(|(index, site)| (site, self.used.contains(&index)))
    }

    /// The name of a thing, by its kind and index.
    pub(super) fn site(&self, kind: Kind, index: usize) -> Option<&Site> {
        let site = self.by_identity.get(&(kind, index))?;
        self.sites.get(*site)
    }
}
