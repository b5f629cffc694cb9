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
    DefineId, EntryId, Expectation, ExpectedVerdict, Expression, Ground, GroundTarget,
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
        let condition = self.condition_of(target);
        let labels = match condition {
            None if labels.is_empty() => labels,
            None => {
                self.report(
                    Diagnostic::new(
                        Code::UNKNOWN_LIMB,
                        range_of(limb.syntax()),
                        format!(
                            "`{name}` is {}, which has no limbs",
                            site.kind.with_article()
                        ),
                    )
                    .with_help(format!("write `because {name}`")),
                );
                return None;
            }
            Some(condition) => match limb_labels(&condition, &labels) {
                Some(labels) => labels,
                None => {
                    let all = all_labels(&condition);
                    let known: Vec<String> =
                        all.iter().map(|label| format!("`({label})`")).collect();
                    let help = match known.as_slice() {
                        [] => format!("its limbs have no labels; write `because {name}`"),
                        _ => format!("its limbs are {}", known.join(", ")),
                    };
                    let limb_text: String =
                        labels.iter().map(|label| format!("({label})")).collect();
                    let diagnostic = Diagnostic::new(
                        Code::UNKNOWN_LIMB,
                        range_of(limb.syntax()),
                        format!("`{name}` has no limb `{limb_text}`"),
                    )
                    .with_help(help);
                    let diagnostic =
                        self.pointing_to(diagnostic, self.here.file, &site.place, "declared");
                    self.report(diagnostic);
                    return None;
                }
            },
        };
        Some(Ground { target, labels })
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

/// The limbs directly or, through parts without labels, indirectly under an expression.
fn limbs_under<'a>(expression: &'a Expression, found: &mut Vec<(&'a str, &'a Expression)>) {
    match expression {
        Expression::Group(_, limbs) => {
            for limb in limbs {
                match &limb.label {
                    Some(label) => found.push((label, &limb.expression)),
                    None => limbs_under(&limb.expression, found),
                }
            }
        }
        Expression::Not(part) => limbs_under(part, found),
        Expression::Quantified(_, _, body) => limbs_under(body, found),
        Expression::Share { filter, .. } => limbs_under(filter, found),
        _ => {}
    }
}

/// The labels from the outermost limb to the one that is named, of which the outer ones may be left out.
fn limb_labels(expression: &Expression, labels: &[String]) -> Option<Vec<String>> {
    let Some((first, rest)) = labels.split_first() else {
        return Some(Vec::new());
    };
    let mut limbs = Vec::new();
    limbs_under(expression, &mut limbs);
    for &(label, inner) in &limbs {
        if label == first
            && let Some(inner) = limb_labels(inner, rest)
        {
            return Some([vec![label.to_owned()], inner].concat());
        }
    }
    limbs.iter().find_map(|&(label, inner)| {
        let inner = limb_labels(inner, labels)?;
        Some([vec![label.to_owned()], inner].concat())
    })
}

/// Every label of a condition, as it would be named.
fn all_labels(expression: &Expression) -> Vec<String> {
    let mut limbs = Vec::new();
    limbs_under(expression, &mut limbs);
    limbs
        .iter()
        .flat_map(|&(label, inner)| {
            let inner = all_labels(inner)
                .into_iter()
                .map(move |one| format!("{label})({one}"));
            [label.to_owned()]
                .into_iter()
                .chain(inner)
                .collect::<Vec<_>>()
        })
        .collect()
}
