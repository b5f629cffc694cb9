//! What a worked case expects.

use exeat_syntax::ast::words::VerdictWord;
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, SyntaxNode};

use super::effect::review;
use super::given::Given;
use super::names::{Kind, Site};
use super::resolve::Lowering;
use super::words::{range_of, written};
use crate::model::{
    ConflictId, DefineId, EntryId, Expectation, ExpectedVerdict, Expression, Ground, GroundTarget,
    InstrumentId, JurisdictionId, ListId, ProvisionId, ReadingId,
};

/// What may have decided a case.
const GROUNDS: &[Kind] = &[
    Kind::Rule,
    Kind::Exception,
    Kind::Policy,
    Kind::Gap,
    Kind::Entry,
    Kind::List,
    Kind::Define,
    Kind::Reading,
    Kind::Instrument,
    Kind::Jurisdiction,
];

impl Lowering {
    /// The expectations of a case. What stands below an `expect` line belongs to it.
    pub(super) fn expectations(
        &mut self,
        node: &ast::Case,
        given: &Given,
        jurisdiction: JurisdictionId,
    ) -> Vec<Expectation> {
        let mut expectations: Vec<Expectation> = Vec::new();
        // Lines before the first `expect` belong to it too.
        let mut early: Vec<SyntaxNode> = Vec::new();
        for child in node.syntax().children() {
            if let Some(field) = ast::ExpectField::cast(child.clone()) {
                let Some(expectation) = self.expectation(&field, jurisdiction) else {
                    continue;
                };
                expectations.push(expectation);
                for line in std::mem::take(&mut early) {
                    self.expected_line(&line, given, &mut expectations);
                }
            } else if expectations.is_empty() {
                early.push(child);
            } else {
                self.expected_line(&child, given, &mut expectations);
            }
        }
        expectations
    }

    fn expectation(
        &mut self,
        field: &ast::ExpectField,
        home: JurisdictionId,
    ) -> Option<Expectation> {
        let verdict = match field.verdict()?.word()? {
            VerdictWord::Prohibited => ExpectedVerdict::Prohibited,
            VerdictWord::Undetermined => ExpectedVerdict::Undetermined,
            VerdictWord::LicenceRequired => ExpectedVerdict::LicenceRequired,
            VerdictWord::ExceptionAvailable => ExpectedVerdict::ExceptionAvailable,
            VerdictWord::NoLicenceRequired => ExpectedVerdict::NoLicenceRequired,
            VerdictWord::NotReached => ExpectedVerdict::NotReached,
        };
        let jurisdiction = match field.jurisdiction() {
            Some(named) => {
                let site = self.resolve(&named, &[Kind::Jurisdiction])?;
                JurisdictionId::at(site.index)
            }
            None => home,
        };
        Some(Expectation {
            verdict,
            jurisdiction,
            review: None,
            presumed: Vec::new(),
            because: Vec::new(),
            grounds: Vec::new(),
            asks: Vec::new(),
            duties: Vec::new(),
            conflicts: None,
        })
    }

    /// One line below an `expect`.
    fn expected_line(
        &mut self,
        line: &SyntaxNode,
        given: &Given,
        expectations: &mut [Expectation],
    ) {
        let Some(expectation) = expectations.last_mut() else {
            return;
        };
        if let Some(field) = ast::ReviewEffect::cast(line.clone()) {
            expectation.review = field.policy().map(review);
        } else if let Some(field) = ast::PresumedField::cast(line.clone()) {
            for named in field.readings() {
                let site = self.resolve(&named, &[Kind::Reading]);
                expectation
                    .presumed
                    .extend(site.map(|site| ReadingId::at(site.index)));
            }
        } else if let Some(field) = ast::BecauseField::cast(line.clone()) {
            for limb in field.limbs() {
                if let Some(ground) = self.ground(&limb) {
                    expectation.because.push(written(&limb));
                    expectation.grounds.push(ground);
                }
            }
        } else if let Some(field) = ast::AsksField::cast(line.clone()) {
            for path in field.facts() {
                if self.asked(&path, given) {
                    expectation.asks.push(path.text());
                }
            }
        } else if let Some(field) = ast::DutiesField::cast(line.clone()) {
            for kind in field.kinds() {
                let duty = self.duty_kind(&written(&kind), range_of(kind.syntax()));
                expectation.duties.extend(duty);
            }
        } else if let Some(field) = ast::ConflictsField::cast(line.clone()) {
            let mut conflicts = Vec::new();
            for named in field.conflicts() {
                let site = self.resolve(&named, &[Kind::Conflict]);
                conflicts.extend(site.map(|site| ConflictId::at(site.index)));
            }
            expectation.conflicts = Some(conflicts);
        }
    }

    /// Whether a path names something that can be asked: a fact, a reading or a gap.
    fn asked(&mut self, path: &ast::Path, given: &Given) -> bool {
        let text = path.text();
        if self.look_up(&text, &[Kind::Reading, Kind::Gap]).is_some() {
            return true;
        }
        let range = range_of(path.syntax());
        match text.split_once('.') {
            Some((head, rest)) if given.components.contains_key(head) => self
                .fact_named(&format!("component.{rest}"), range)
                .is_some(),
            _ => self.fact_named(&text, range).is_some(),
        }
    }

    // --- limbs -----------------------------------------------------------------

    /// What a `because` names: `rule`, `rule.limb`, `1C905.a.4(content)`.
    fn ground(&mut self, limb: &ast::LimbRef) -> Option<Ground> {
        let named = limb.name_ref()?;
        let name = written(&named);
        let mut labels: Vec<String> = limb.labels().map(|label| label.text()).collect();
        let (site, name) = match self.look_up(&name, GROUNDS) {
            Some(site) => (site, name),
            None => match self.longest_name(&name) {
                Some((site, short, rest)) => {
                    // The words behind the name are labels, divided by dots like the name itself.
                    labels.splice(0..0, rest.split('.').map(str::to_owned));
                    (site, short)
                }
                None => {
                    self.resolve(&named, GROUNDS);
                    return None;
                }
            },
        };
        let target = target_of(&site);
        if labels.is_empty() {
            return Some(Ground { target, labels });
        }
        let range = range_of(limb.syntax());
        let Some(condition) = self.condition_of(target) else {
            let what = site.kind.with_article();
            let message = format!("`{name}` is {what}, which has no limbs");
            self.report(
                Diagnostic::new(Code::UNKNOWN_LIMB, range, message)
                    .with_help(format!("write `because {name}`")),
            );
            return None;
        };
        let mut paths = Vec::new();
        limb_paths(&condition, &[], &mut paths);
        let named = limbs_named(&paths, &labels);
        if let [one] = named.as_slice() {
            let labels = (*one).clone();
            return Some(Ground { target, labels });
        }
        let shown = |paths: &mut dyn Iterator<Item = &Vec<String>>| {
            let shown: Vec<String> = paths
                .map(|path| format!("`{}`", in_parentheses(path)))
                .collect();
            shown.join(", ")
        };
        let (message, help) = if named.is_empty() {
            let help = match paths.as_slice() {
                [] => format!("its limbs have no labels; write `because {name}`"),
                _ => format!("its limbs are {}", shown(&mut paths.iter())),
            };
            (
                format!("`{name}` has no limb `{}`", in_parentheses(&labels)),
                help,
            )
        } else {
            let message = format!("`{name}` has several limbs `{}`", in_parentheses(&labels));
            let help = format!("write one of {}", shown(&mut named.iter().copied()));
            (message, help)
        };
        let diagnostic = Diagnostic::new(Code::UNKNOWN_LIMB, range, message).with_help(help);
        let diagnostic = self.pointing_to(diagnostic, self.here.file, &site.place, "declared");
        self.report(diagnostic);
        None
    }

    /// The longest beginning of a dotted text that is a name, and what follows it.
    fn longest_name(&self, text: &str) -> Option<(Site, String, String)> {
        let dots = text.rmatch_indices('.').map(|(index, _)| index);
        for dot in dots {
            let (name, rest) = (text.get(..dot)?, text.get(dot + 1..)?);
            let fits = |site: &Site| !matches!(site.kind, Kind::Instrument | Kind::Jurisdiction);
            if let Some(site) = self.look_up(name, GROUNDS).filter(fits) {
                return Some((site, name.to_owned(), rest.to_owned()));
            }
        }
        None
    }

    fn condition_of(&self, target: GroundTarget) -> Option<Expression> {
        let rulebook = &self.rulebook;
        Some(match target {
            GroundTarget::Provision(id) => rulebook.provisions.get(id.index())?.condition.clone(),
            GroundTarget::Entry(id) => rulebook.entries.get(id.index())?.condition.clone(),
            GroundTarget::Define(id) => rulebook.defines.get(id.index())?.condition.clone(),
            GroundTarget::Jurisdiction(id) => rulebook.jurisdictions.get(id.index())?.reach.clone(),
            GroundTarget::List(_) | GroundTarget::Reading(_) | GroundTarget::Instrument(_) => {
                return None;
            }
        })
    }
}

fn target_of(site: &Site) -> GroundTarget {
    match site.kind {
        Kind::Entry => GroundTarget::Entry(EntryId::at(site.index)),
        Kind::List => GroundTarget::List(ListId::at(site.index)),
        Kind::Define => GroundTarget::Define(DefineId::at(site.index)),
        Kind::Reading => GroundTarget::Reading(ReadingId::at(site.index)),
        Kind::Instrument => GroundTarget::Instrument(InstrumentId::at(site.index)),
        Kind::Jurisdiction => GroundTarget::Jurisdiction(JurisdictionId::at(site.index)),
        // Tables are no grounds; what is left are provisions.
        _ => GroundTarget::Provision(ProvisionId::at(site.index)),
    }
}

/// The labels of every limb of a condition, outermost first; parts without labels are passed through.
fn limb_paths(expression: &Expression, above: &[String], paths: &mut Vec<Vec<String>>) {
    match expression {
        Expression::Group(_, limbs) => {
            for limb in limbs {
                let mut own = above.to_vec();
                if let Some(label) = &limb.label {
                    own.push(label.clone());
                    paths.push(own.clone());
                }
                limb_paths(&limb.expression, &own, paths);
            }
        }
        Expression::Not(part) => limb_paths(part, above, paths),
        Expression::Quantified(_, _, body) => limb_paths(body, above, paths),
        Expression::Share { filter, .. } => limb_paths(filter, above, paths),
        _ => {}
    }
}

/// The limbs that some labels may name: outer labels may be left out, unless the name is whole.
fn limbs_named<'a>(paths: &'a [Vec<String>], labels: &[String]) -> Vec<&'a Vec<String>> {
    if let Some(path) = paths.iter().find(|path| path.as_slice() == labels) {
        return vec![path];
    }
    let named = |path: &&Vec<String>| {
        let mut rest = path.iter();
        path.last() == labels.last() && labels.iter().all(|label| rest.any(|own| own == label))
    };
    paths.iter().filter(named).collect()
}

/// Labels as they are named: `(to)(a)`.
fn in_parentheses(labels: &[String]) -> String {
    labels.iter().map(|label| format!("({label})")).collect()
}
