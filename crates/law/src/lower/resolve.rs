//! The second pass: where it stands, what it has found, and how it looks names up.

use std::collections::BTreeSet;
use std::rc::Rc;

use exeat_facts::Vocabulary;
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, RulebookLanguage, Severity, SyntaxNode, TextRange};

use super::FileDiagnostic;
use super::acknowledge;
use super::declare::Declared;
use super::names::{Found, From, Home, Kind, Names, Site};
use super::table::TableContent;
use super::words::{bytes, range_of, written};
use crate::model::{Place, Rulebook};

/// Something found in the texts, and the places besides its own at which it may be acknowledged.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) found: FileDiagnostic,
    pub(super) elsewhere: Vec<Place>,
}

/// The declaration in hand.
#[derive(Debug, Clone, Default)]
pub(super) struct Here {
    pub(super) file: usize,
    pub(super) home: Home,
    /// The full name of the home.
    prefix: String,
    jurisdiction_code: String,
    /// The first citation of the declaration, for its diagnostics.
    pub(super) citation: Option<String>,
}

/// Which quantifiers stand around the expression in hand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bound {
    pub(super) layer: bool,
    pub(super) component: bool,
    pub(super) party: bool,
    /// Levels of expressions around it.
    pub(super) depth: usize,
}

/// The rulebook as far as it has been read.
pub(super) struct Lowering {
    pub(super) rulebook: Rulebook,
    /// The bytes at which the lines of each file begin.
    line_starts: Vec<Vec<usize>>,
    pub(super) names: Names,
    /// What the tables hold, by their index in the model.
    pub(super) tables: Vec<Rc<TableContent>>,
    pub(super) here: Here,
    pub(super) bound: Bound,
    /// A line of days was there and could not be read.
    pub(super) days_failed: bool,
    pub(super) findings: Vec<Finding>,
}

impl Lowering {
    pub(super) fn new(rulebook: Rulebook) -> Self {
        let line_starts = rulebook
            .files
            .iter()
            .map(|file| line_starts(&file.text))
            .collect();
        Self {
            rulebook,
            line_starts,
            names: Names::default(),
            tables: Vec::new(),
            here: Here::default(),
            bound: Bound::default(),
            days_failed: false,
            findings: Vec::new(),
        }
    }

    pub(super) fn vocabulary(&self) -> &'static Vocabulary {
        self.rulebook.vocabulary
    }

    /// Goes to a declaration.
    pub(super) fn enter(&mut self, file: usize, home: Home) {
        let jurisdiction_code = home
            .jurisdiction
            .and_then(|id| self.rulebook.jurisdictions.get(id.index()))
            .map(|one| one.code.clone())
            .unwrap_or_default();
        let instrument = home
            .instrument
            .and_then(|id| self.rulebook.instruments.get(id.index()))
            .map(|one| one.name.clone());
        let prefix = instrument.unwrap_or_else(|| jurisdiction_code.clone());
        self.here = Here {
            file,
            home,
            prefix,
            jurisdiction_code,
            citation: None,
        };
        self.bound = Bound::default();
    }

    /// Reads every declaration, in an order in which what a declaration needs has been read before it.
    pub(super) fn lower(&mut self, declared: &[Declared]) {
        use ast::Declaration as D;
        self.each(declared, |this, one| match &one.node {
            D::Jurisdiction(node) => this.jurisdiction(node, one.index),
            D::Instrument(node) => this.instrument(node, one.index),
            D::Reading(node) => this.reading(node),
            D::Table(node) => this.table(node),
            _ => {}
        });
        self.each(declared, |this, one| match &one.node {
            D::Jurisdiction(node) => this.reach(node, one.index),
            D::Instrument(node) => this.instrument_days(node, one.index),
            D::Calendar(node) => this.calendar(node),
            D::List(node) => this.list(node),
            D::Define(node) => this.define(node),
            _ => {}
        });
        self.each(declared, |this, one| match &one.node {
            D::Entry(node) => this.entry(node, one.index),
            D::Rule(node) => this.rule(node),
            D::Exception(node) => this.exception(node),
            D::Policy(node) => this.policy(node),
            D::Gap(node) => this.gap(node),
            D::Conflict(node) => this.conflict(node),
            D::Coverage(node) => this.coverage(node),
            _ => {}
        });
        self.each(declared, |this, one| match &one.node {
            D::Suspension(node) => this.suspension(node),
            D::Commencement(node) => this.commencement(node),
            D::Case(node) => this.case(node),
            _ => {}
        });
        self.each(declared, |this, one| {
            this.acknowledgements(one.node.syntax())
        });
    }

    fn each(&mut self, declared: &[Declared], read: impl Fn(&mut Self, &Declared)) {
        for one in declared {
            self.enter(one.file, one.home);
            read(self, one);
        }
    }

    /// The rulebook and everything that was found, by file and place.
    pub(super) fn finish(mut self) -> (Rulebook, Vec<FileDiagnostic>) {
        let mut findings = std::mem::take(&mut self.findings);
        // What the form of a line makes unreadable has no meaning that could be wrong too.
        let misformed: BTreeSet<(usize, usize)> = findings
            .iter()
            .filter(|one| is_about_form(one) && one.found.diagnostic.is_error())
            .map(|one| self.line_of(&one.found))
            .collect();
        findings.retain(|one| is_about_form(one) || !misformed.contains(&self.line_of(&one.found)));
        let found =
            acknowledge::silence_findings(&self.rulebook, acknowledge::WHILE_LOADING, findings);
        (self.rulebook, found)
    }

    /// The file and line of a diagnostic.
    fn line_of(&self, found: &FileDiagnostic) -> (usize, usize) {
        let start = usize::from(found.diagnostic.range().start());
        (found.file, self.line(found.file, start))
    }

    /// The line of a byte in a file, from 1.
    fn line(&self, file: usize, byte: usize) -> usize {
        let starts = self
            .line_starts
            .get(file)
            .map(Vec::as_slice)
            .unwrap_or_default();
        starts.partition_point(|&start| start <= byte)
    }

    // --- saying what is wrong ------------------------------------------------

    /// Reports something about the declaration in hand.
    pub(super) fn report(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.citation.is_none() {
            diagnostic.citation.clone_from(&self.here.citation);
        }
        self.report_in(self.here.file, diagnostic);
    }

    /// Reports something about a file.
    pub(super) fn report_in(&mut self, file: usize, diagnostic: Diagnostic) {
        self.report_for(file, diagnostic, Vec::new());
    }

    /// Reports something that may be acknowledged elsewhere too.
    pub(super) fn report_for(
        &mut self,
        file: usize,
        diagnostic: Diagnostic,
        elsewhere: Vec<Place>,
    ) {
        let found = FileDiagnostic { file, diagnostic };
        self.findings.push(Finding { found, elsewhere });
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|one| one.found.diagnostic.severity == Severity::Error)
    }

    /// The place of a node of the declaration in hand.
    pub(super) fn place(&self, node: &SyntaxNode) -> Place {
        Place {
            file: self.here.file,
            range: bytes(range_of(node)),
        }
    }

    /// A place in words, for a message in another file: `cn/2025-61.law, line 12`.
    pub(super) fn place_in_words(&self, place: &Place) -> String {
        let Some(file) = self.rulebook.files.get(place.file) else {
            return String::new();
        };
        let line = self.line(place.file, place.range.start);
        format!("`{}`, line {line}", file.path)
    }

    /// Points to a place: with a label in the same file, in words in another.
    pub(super) fn pointing_to(
        &self,
        diagnostic: Diagnostic,
        file: usize,
        place: &Place,
        text: &str,
    ) -> Diagnostic {
        if place.file == file {
            return match text_range(place) {
                Some(range) => diagnostic.with_label(range, text),
                None => diagnostic,
            };
        }
        let mut diagnostic = diagnostic;
        diagnostic.message = format!(
            "{}: {text} in {}",
            diagnostic.message,
            self.place_in_words(place)
        );
        diagnostic
    }

    // --- names ---------------------------------------------------------------

    fn from(&self) -> From<'_> {
        From {
            file: self.here.file,
            jurisdiction: self.here.home.jurisdiction,
            prefix: &self.here.prefix,
            jurisdiction_code: &self.here.jurisdiction_code,
        }
    }

    /// The full name of the declaration's home.
    pub(super) fn prefix(&self) -> &str {
        &self.here.prefix
    }

    /// What a name stands for, without a report and without counting as a use.
    pub(super) fn look_up(&self, name: &str, kinds: &[Kind]) -> Option<Site> {
        match self.names.find(name, self.from(), kinds) {
            Found::One(site) => Some(site.clone()),
            _ => None,
        }
    }

    /// What a name stands for; reports a name that is unknown, ambiguous or of another kind.
    pub(super) fn resolve(
        &mut self,
        node: &impl AstNode<Language = RulebookLanguage>,
        kinds: &[Kind],
    ) -> Option<Site> {
        let name = written(node);
        self.resolve_name(&name, range_of(node.syntax()), kinds)
    }

    /// As [`resolve`](Self::resolve), for a name that is part of a longer text.
    pub(super) fn resolve_name(
        &mut self,
        name: &str,
        range: TextRange,
        kinds: &[Kind],
    ) -> Option<Site> {
        let expected = Kind::one_of(kinds);
        let diagnostic = match self.names.find(name, self.from(), kinds) {
            Found::One(site) => {
                let site = site.clone();
                self.names.mark_used(&site.full);
                return Some(site);
            }
            Found::LeftOut => return None,
            Found::Several(sites) => {
                let names: Vec<String> = sites
                    .iter()
                    .map(|site| format!("`{}`", site.full))
                    .collect();
                Diagnostic::new(
                    Code::UNKNOWN_NAME,
                    range,
                    format!("`{name}` may be any of {}", names.join(", ")),
                )
                .with_help("write the name with its instrument before it")
            }
            Found::OfAnotherKind(site) => {
                let what = site.kind.with_article();
                let message = format!("`{name}` is {what}, where {expected} is expected");
                let diagnostic = Diagnostic::new(Code::WRONG_KIND_OF_NAME, range, message);
                let diagnostic = match self.names.nearest(name, self.from(), kinds) {
                    Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
                    None => diagnostic.with_help(format!("name {expected} here")),
                };
                let place = site.place.clone();
                self.pointing_to(diagnostic, self.here.file, &place, "declared")
            }
            Found::Nothing => {
                let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
                let what = match words.as_slice() {
                    [one] => (*one).to_owned(),
                    _ => Kind::one_of(kinds),
                };
                let message = match kinds {
                    [_] => format!("no {what} is called `{name}`"),
                    _ => format!("nothing here is called `{name}`: {what} is expected"),
                };
                let diagnostic = Diagnostic::new(Code::UNKNOWN_NAME, range, message);
                match self.names.nearest(name, self.from(), kinds) {
                    Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
                    None => diagnostic.with_help(unknown_help(kinds, name)),
                }
            }
        };
        self.report(diagnostic);
        None
    }

    /// Refuses what belongs to another state's law: states' laws add, and never take away from one another.
    pub(super) fn own_jurisdiction(&mut self, site: &Site, range: TextRange, what: &str) -> bool {
        if site.home.jurisdiction == self.here.home.jurisdiction {
            return true;
        }
        let message = format!("`{}` is the law of another jurisdiction", site.full);
        self.report(
            Diagnostic::new(Code::WRONG_KIND_OF_NAME, range, message)
                .with_help(format!("{what} provisions of its own jurisdiction only")),
        );
        false
    }
}

fn unknown_help(kinds: &[Kind], name: &str) -> String {
    match kinds.first() {
        Some(Kind::Instrument) => {
            format!("declare it with `instrument {name}` and its title, if only to cite it")
        }
        Some(kind) => format!("declare it with `{} {name}`", keyword(*kind)),
        None => "declare it".to_owned(),
    }
}

fn keyword(kind: Kind) -> &'static str {
    match kind {
        Kind::Define => "define",
        other => other.word(),
    }
}

/// The bytes at which the lines of a text begin.
fn line_starts(text: &str) -> Vec<usize> {
    let ends = text
        .match_indices('\n')
        .map(|(index, _)| index.saturating_add(1));
    std::iter::once(0).chain(ends).collect()
}

/// Whether a finding is about the form of a text, and not about its meaning.
fn is_about_form(finding: &Finding) -> bool {
    finding.found.diagnostic.code < Code::UNKNOWN_FACT
}

/// The range of a place in its own text.
pub(super) fn text_range(place: &Place) -> Option<TextRange> {
    let start = u32::try_from(place.range.start).ok()?;
    let end = u32::try_from(place.range.end).ok()?;
    (start <= end).then(|| TextRange::new(start.into(), end.into()))
}
