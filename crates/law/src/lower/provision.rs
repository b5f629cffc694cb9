//! Rules, exceptions, review policies and gaps.

use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, SyntaxNode};

use super::names::{Kind, Site};
use super::resolve::Lowering;
use super::words::{children, range_of, text_or_empty, written};
use crate::model::{Duty, Effect, Expression, Provision, ProvisionId, ProvisionKind};

impl Lowering {
    /// A rule.
    pub(super) fn rule(&mut self, node: &ast::Rule) {
        let syntax = node.syntax();
        self.provision(syntax, node.name(), Kind::Rule, |this| {
            let over = this.over(syntax);
            let effect = node.effect().and_then(|effect| this.effect(&effect));
            let condition = this.when(node.when_field());
            // Without an effect, which has been reported, the rule does nothing.
            (
                ProvisionKind::Rule { over },
                effect.unwrap_or(Effect::Permitted),
                condition,
            )
        });
    }

    /// An exception.
    pub(super) fn exception(&mut self, node: &ast::Exception) {
        let syntax = node.syntax();
        self.provision(syntax, node.name(), Kind::Exception, |this| {
            this.no_over(syntax);
            let kinds = [Kind::Rule, Kind::Exception, Kind::Policy, Kind::Gap];
            let from = this.targets(node.targets(), &kinds, "an exception takes away from");
            let effect = node.effect().and_then(|effect| this.effect(&effect));
            let condition = this.when(node.when_field());
            (
                ProvisionKind::Exception { from },
                effect.unwrap_or(Effect::Permitted),
                condition,
            )
        });
    }

    /// A review policy.
    pub(super) fn policy(&mut self, node: &ast::Policy) {
        let syntax = node.syntax();
        self.provision(syntax, node.name(), Kind::Policy, |this| {
            this.no_over(syntax);
            let kinds = [Kind::Rule, Kind::Gap];
            let of = this.targets(node.targets(), &kinds, "a policy guides licences under");
            let effect = node.effect().and_then(|effect| this.effect(&effect));
            let condition = this.when(node.when_field());
            (
                ProvisionKind::Policy { of },
                effect.unwrap_or(Effect::Permitted),
                condition,
            )
        });
    }

    /// A gap.
    pub(super) fn gap(&mut self, node: &ast::Gap) {
        self.provision(node.syntax(), node.name(), Kind::Gap, |this| {
            let question = node.question_field().and_then(|field| field.text());
            let effect = this.worst_effect(node.may_fields());
            let condition = this.when(node.when_field());
            (
                ProvisionKind::Gap {
                    question: text_or_empty(question),
                },
                effect,
                condition,
            )
        });
    }

    /// What all provisions share; `own` reads what is particular to a kind.
    fn provision(
        &mut self,
        node: &SyntaxNode,
        name: Option<ast::Name>,
        kind: Kind,
        own: impl FnOnce(&mut Self) -> (ProvisionKind, Effect, Expression),
    ) {
        // Provisions that stand in no instrument were left out by the first pass.
        let (Some(name), Some(instrument)) = (name, self.here.home.instrument) else {
            return;
        };
        let name = self.short_name(&name);
        let cites = self.required_cites(node, &format!("the {} `{name}`", kind.word()), &[]);
        let in_force = self.own_in_force(node);
        let recorded = self.recorded(node);
        let (kind, effect, condition) = own(self);
        let then: Vec<Duty> = children::<ast::ThenField>(node)
            .filter_map(|field| self.duty(&field.duty_effect()?))
            .collect();
        let provision = Provision {
            name,
            title: self.title(node),
            instrument,
            kind,
            cites,
            in_force,
            recorded,
            confidence: self.confidence(node),
            effect,
            condition,
            then,
            notes: self.notes(node),
            place: self.place(node),
        };
        self.rulebook.provisions.push(provision);
    }

    /// A declared name without its instrument.
    pub(super) fn short_name(&self, name: &ast::Name) -> String {
        let text = written(name);
        match text.strip_prefix(&format!("{}.", self.prefix())) {
            Some(short) => short.to_owned(),
            None => text,
        }
    }

    /// The rules that a rule goes before: rules of its own instrument.
    fn over(&mut self, node: &SyntaxNode) -> Vec<ProvisionId> {
        let mut over = Vec::new();
        for field in children::<ast::OverField>(node) {
            for named in field.rules() {
                let Some(site) = self.resolve(&named, &[Kind::Rule]) else {
                    continue;
                };
                if site.home.instrument != self.here.home.instrument {
                    let diagnostic = Diagnostic::new(
                        Code::WRONG_KIND_OF_NAME,
                        range_of(named.syntax()),
                        format!("`{}` is a rule of another instrument", site.full),
                    )
                    .with_help("rules go before rules of their own instrument; write an exception to it instead");
                    let file = self.here.file;
                    let diagnostic = self.pointing_to(diagnostic, file, &site.place, "declared");
                    self.report(diagnostic);
                    continue;
                }
                over.push(ProvisionId::at(site.index));
            }
        }
        over
    }

    /// Refuses a priority where there can be none.
    fn no_over(&mut self, node: &SyntaxNode) {
        for field in children::<ast::OverField>(node) {
            self.report(
                Diagnostic::new(
                    Code::EFFECT_OUT_OF_PLACE,
                    range_of(field.syntax()),
                    "only rules go before one another",
                )
                .with_help(
                    "remove the line: what this declaration names after `to` it affects already",
                ),
            );
        }
    }

    /// The provisions that an exception or policy is about; an instrument stands for all of its rules and gaps.
    fn targets(
        &mut self,
        named: impl Iterator<Item = ast::NameRef>,
        kinds: &[Kind],
        what: &str,
    ) -> Vec<ProvisionId> {
        let mut targets = Vec::new();
        let mut with_instruments = kinds.to_vec();
        with_instruments.push(Kind::Instrument);
        for named in named {
            let range = range_of(named.syntax());
            let Some(site) = self.resolve(&named, &with_instruments) else {
                continue;
            };
            if !self.own_jurisdiction(&site, range, what) {
                continue;
            }
            for id in self.provisions_of(&site) {
                if !targets.contains(&id) {
                    targets.push(id);
                }
            }
        }
        targets
    }

    /// The provision that a name stands for, or the rules and gaps of an instrument.
    pub(super) fn provisions_of(&self, site: &Site) -> Vec<ProvisionId> {
        if site.kind != Kind::Instrument {
            return vec![ProvisionId::at(site.index)];
        }
        self.names
            .with_use()
            .filter(|(one, _)| {
                matches!(one.kind, Kind::Rule | Kind::Gap)
                    && one.home.instrument == site.home.instrument
            })
            .map(|(one, _)| ProvisionId::at(one.index))
            .collect()
    }
}
