//! The first pass: what is declared, and where it belongs.

use exeat_syntax::ast::{self, AstNode, Declaration};
use exeat_syntax::{Code, Diagnostic, SyntaxNode};

use super::names::{Home, Kind, Site};
use super::path::subject_of;
use super::resolve::Lowering;
use super::words::{child, head_of, range_of, text_or_empty, written};
use crate::model::{Expression, Instrument, InstrumentId, Jurisdiction, JurisdictionId, Text};

/// A declaration that is kept.
pub(super) struct Declared {
    pub(super) file: usize,
    pub(super) home: Home,
    /// Its index among the things of its kind.
    pub(super) index: usize,
    pub(super) node: Declaration,
}

/// Parses the rulebook files and gives every name its identity.
pub(super) fn declare(lowering: &mut Lowering, with_cases: bool) -> Vec<Declared> {
    let mut parsed = Vec::new();
    for file in 0..lowering.rulebook.files.len() {
        let Some(source) = lowering.rulebook.files.get(file) else {
            continue;
        };
        if !source.path.ends_with(".law") {
            continue;
        }
        let parse = if with_cases {
            exeat_syntax::parse(&source.text)
        } else {
            exeat_syntax::parse(&without_cases(&source.text))
        };
        for diagnostic in parse.diagnostics() {
            lowering.report_in(file, diagnostic.clone());
        }
        parsed.push((file, parse.tree()));
    }
    for (file, tree) in &parsed {
        lowering.enter(*file, Home::default());
        for declaration in tree.declarations() {
            if let Declaration::Jurisdiction(node) = declaration {
                lowering.declare_jurisdiction(&node);
            }
        }
    }
    // Instruments come before everything else, so that a file may lean on an instrument of a later one.
    for (file, tree) in &parsed {
        lowering.enter(*file, Home::default());
        for declaration in tree.declarations() {
            if let Declaration::Instrument(node) = declaration {
                lowering.declare_instrument(&node);
            }
        }
    }
    let mut declared = Vec::new();
    let mut counts = Counts::default();
    for (file, tree) in parsed {
        let mut home = Home::default();
        for node in tree.declarations() {
            lowering.enter(file, home);
            let kept = lowering.declare_one(&node, &mut home, &mut counts);
            declared.extend(kept.map(|index| Declared {
                file,
                home,
                index,
                node,
            }));
        }
    }
    declared
}

/// The text with blanks in place of its worked cases, so that everything else keeps its place.
fn without_cases(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        let blank = line.chars().next().is_none_or(char::is_whitespace);
        let begins = !blank && !line.starts_with("--");
        if begins {
            // A declaration goes on until the next line at the left margin, and no text goes beyond its line.
            inside = line.starts_with("case ");
        }
        if inside {
            kept.extend(std::iter::repeat_n(' ', line.trim_end_matches('\n').len()));
            kept.push('\n');
        } else {
            kept.push_str(line);
        }
    }
    kept
}

/// How many things of each kind have been declared.
#[derive(Default)]
struct Counts {
    lists: usize,
    entries: usize,
    defines: usize,
    tables: usize,
    provisions: usize,
    readings: usize,
    conflicts: usize,
}

impl Lowering {
    fn declare_jurisdiction(&mut self, node: &ast::Jurisdiction) {
        let Some(name) = node.name() else { return };
        let code = written(&name);
        let index = self.rulebook.jurisdictions.len();
        let home = Home {
            jurisdiction: Some(JurisdictionId::at(index)),
            ..Home::default()
        };
        if !self.declare_name(Kind::Jurisdiction, index, &code, code.clone(), home, &name) {
            return;
        }
        self.rulebook.jurisdictions.push(Jurisdiction {
            code,
            name: text_or_empty(node.name_field().and_then(|field| field.text())),
            authorities: Vec::new(),
            verified_through: None,
            reach: Expression::Constant(true),
            sources: Vec::new(),
            notes: Vec::new(),
            cites: Vec::new(),
            place: self.place(node.syntax()),
        });
    }

    fn declare_instrument(&mut self, node: &ast::Instrument) {
        let Some(name) = node.name() else { return };
        let full = written(&name);
        let Some(jurisdiction) = self.jurisdiction_of(node, &full) else {
            self.names.leave_out(&full);
            return;
        };
        let index = self.rulebook.instruments.len();
        let instrument = Some(InstrumentId::at(index));
        let home = Home {
            jurisdiction: Some(jurisdiction),
            instrument,
            left_out: false,
        };
        let short = full.clone();
        if !self.declare_name(Kind::Instrument, index, &short, full.clone(), home, &name) {
            return;
        }
        self.rulebook.instruments.push(Instrument {
            name: full,
            title: Text::default(),
            jurisdiction,
            issued: None,
            recorded: None,
            in_force: None,
            verified_through: None,
            confidence: None,
            cites: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
            place: self.place(node.syntax()),
        });
    }

    /// Whose law an instrument is: what its `of` says, or the beginning of its name.
    fn jurisdiction_of(&mut self, node: &ast::Instrument, full: &str) -> Option<JurisdictionId> {
        if let Some(named) = node.of_field().and_then(|field| field.name_ref()) {
            let site = self.resolve(&named, &[Kind::Jurisdiction])?;
            return Some(JurisdictionId::at(site.index));
        }
        let code = full.split('.').next().unwrap_or(full);
        if let Some(site) = self.look_up(code, &[Kind::Jurisdiction]) {
            return Some(JurisdictionId::at(site.index));
        }
        let range = head_of(node.syntax());
        self.report(
            Diagnostic::new(
                Code::NO_JURISDICTION,
                range,
                format!("nothing says whose law `{full}` is"),
            )
            .with_help("add the field `of CN`, with the code of a `jurisdiction` that is declared"),
        );
        None
    }

    /// Gives one declaration its identity, and moves the home along. `None` when it is left out.
    fn declare_one(
        &mut self,
        node: &Declaration,
        home: &mut Home,
        counts: &mut Counts,
    ) -> Option<usize> {
        match node {
            Declaration::Jurisdiction(node) => {
                let Some(index) = self.declared_here(Kind::Jurisdiction, node.name().as_ref())
                else {
                    *home = Home {
                        left_out: true,
                        ..Home::default()
                    };
                    return None;
                };
                *home = Home {
                    jurisdiction: Some(JurisdictionId::at(index)),
                    ..Home::default()
                };
                Some(index)
            }
            Declaration::Instrument(node) => {
                let Some(index) = self.declared_here(Kind::Instrument, node.name().as_ref()) else {
                    *home = Home {
                        left_out: true,
                        ..Home::default()
                    };
                    return None;
                };
                let instrument = self.rulebook.instruments.get(index)?;
                let jurisdiction = Some(instrument.jurisdiction);
                let instrument = Some(InstrumentId::at(index));
                *home = Home {
                    jurisdiction,
                    instrument,
                    left_out: false,
                };
                Some(index)
            }
            Declaration::List(node) => {
                self.named(Kind::List, node.syntax(), node.name(), &mut counts.lists)
            }
            Declaration::Entry(node) => {
                self.named(Kind::Entry, node.syntax(), node.name(), &mut counts.entries)
            }
            Declaration::Define(node) => {
                let name = node.name()?;
                let first = written(&name);
                let first = first.split('.').next().unwrap_or_default();
                if subject_of(first).is_some() {
                    self.report(
                        Diagnostic::new(
                            Code::REPEATED_NAME,
                            range_of(name.syntax()),
                            format!("`{}` begins like the path of a fact", written(&name)),
                        )
                        .with_help(
                            "give the definition a name of its own, such as `export-from-china`",
                        ),
                    );
                    self.names.leave_out(&written(&name));
                    return None;
                }
                self.named(Kind::Define, node.syntax(), Some(name), &mut counts.defines)
            }
            Declaration::Table(node) => {
                self.named(Kind::Table, node.syntax(), node.name(), &mut counts.tables)
            }
            Declaration::Rule(node) => self.named(
                Kind::Rule,
                node.syntax(),
                node.name(),
                &mut counts.provisions,
            ),
            Declaration::Exception(node) => self.named(
                Kind::Exception,
                node.syntax(),
                node.name(),
                &mut counts.provisions,
            ),
            Declaration::Policy(node) => self.named(
                Kind::Policy,
                node.syntax(),
                node.name(),
                &mut counts.provisions,
            ),
            Declaration::Gap(node) => self.named(
                Kind::Gap,
                node.syntax(),
                node.name(),
                &mut counts.provisions,
            ),
            Declaration::Reading(node) => self.named(
                Kind::Reading,
                node.syntax(),
                node.name(),
                &mut counts.readings,
            ),
            Declaration::Conflict(node) => self.named(
                Kind::Conflict,
                node.syntax(),
                node.name(),
                &mut counts.conflicts,
            ),
            Declaration::Suspension(node) => self.housed(node.syntax(), "this suspension"),
            Declaration::Commencement(node) => self.housed(node.syntax(), "this commencement"),
            Declaration::Calendar(_) | Declaration::Coverage(_) | Declaration::Case(_) => {
                (!home.left_out).then_some(0)
            }
        }
    }

    /// The index that a jurisdiction or instrument was given; none for one that was left out, such as a second of
    /// the same name.
    fn declared_here(&self, kind: Kind, name: Option<&ast::Name>) -> Option<usize> {
        let name = name?;
        let place = self.place(name.syntax());
        let site = self.look_up(&written(name), &[kind])?;
        (site.place == place).then_some(site.index)
    }

    /// Declares something that has a name and belongs to an instrument; definitions and tables may belong to a
    /// jurisdiction alone.
    fn named(
        &mut self,
        kind: Kind,
        node: &SyntaxNode,
        name: Option<ast::Name>,
        count: &mut usize,
    ) -> Option<usize> {
        let name = name?;
        let text = written(&name);
        let home = self.here.home;
        let jurisdiction_suffices = matches!(kind, Kind::Define | Kind::Table);
        let housed = if jurisdiction_suffices && home.jurisdiction.is_some() {
            Some(0)
        } else {
            self.housed(node, &format!("the {} `{text}`", kind.word()))
        };
        if housed.is_none() {
            self.names.leave_out(&text);
            return None;
        }
        let beginning = format!("{}.", self.prefix());
        let short = text.strip_prefix(&beginning).unwrap_or(&text).to_owned();
        let full = format!("{beginning}{short}");
        let index = *count;
        if !self.declare_name(kind, index, &short, full, home, &name) {
            return None;
        }
        *count = count.saturating_add(1);
        Some(index)
    }

    /// Whether there is an instrument for the declaration to belong to.
    fn housed(&mut self, node: &SyntaxNode, what: &str) -> Option<usize> {
        if self.here.home.instrument.is_some() {
            return Some(0);
        }
        if self.here.home.left_out {
            return None;
        }
        let name = child::<ast::Name>(node).map(|name| range_of(name.syntax()));
        self.report(
            Diagnostic::new(
                Code::NO_INSTRUMENT,
                name.unwrap_or_else(|| head_of(node)),
                format!("{what} stands in no instrument"),
            )
            .with_help("put `instrument NAME` with its title and days above it in this file"),
        );
        None
    }

    /// Gives a name its meaning; reports it, and leaves the declaration out, when it has one already.
    fn declare_name(
        &mut self,
        kind: Kind,
        index: usize,
        short: &str,
        full: String,
        home: Home,
        name: &ast::Name,
    ) -> bool {
        let place = self.place(name.syntax());
        let site = Site {
            kind,
            index,
            short: short.to_owned(),
            full,
            home,
            place,
        };
        let first = match self.names.declare(site) {
            Ok(()) => return true,
            Err(first) => first.clone(),
        };
        let diagnostic = Diagnostic::new(
            Code::REPEATED_NAME,
            range_of(name.syntax()),
            format!(
                "`{short}` is the name of {} already",
                first.kind.with_article()
            ),
        )
        .with_help("give it a name of its own");
        let diagnostic =
            self.pointing_to(diagnostic, self.here.file, &first.place, "declared first");
        self.report(diagnostic);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::without_cases;

    #[test]
    fn what_stands_beside_cases_keeps_its_place() {
        let text = "rule r\n  cites §1\n\ncase \"物项\"\n-- why\n  on 2025-01-01\n\nrule s\n";
        let kept = without_cases(text);
        assert_eq!(kept.len(), text.len());
        assert_eq!(kept.find("rule s"), text.find("rule s"));
        assert!(kept.starts_with("rule r\n  cites §1\n\n   "));
        assert!(!kept.contains("2025-01-01"));
    }
}
