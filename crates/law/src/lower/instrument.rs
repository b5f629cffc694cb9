//! Jurisdictions and instruments.

use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic};

use super::resolve::Lowering;
use super::words::{range_of, text_or_empty, written};

impl Lowering {
    /// The authorities and dates of a jurisdiction. Its reach is read later, for it may lean on definitions.
    pub(super) fn jurisdiction(&mut self, node: &ast::Jurisdiction, index: usize) {
        let mut authorities = Vec::new();
        for field in node.authority_fields() {
            let Some(name) = field.name() else { continue };
            let short = written(&name);
            if authorities.iter().any(|(known, _)| *known == short) {
                self.report(
                    Diagnostic::new(
                        Code::REPEATED_NAME,
                        range_of(name.syntax()),
                        format!("`{short}` is the name of an authority already"),
                    )
                    .with_help("give each authority a name of its own"),
                );
                continue;
            }
            authorities.push((short, text_or_empty(field.text())));
        }
        let verified_through = self.verified(node.syntax());
        let cites = self.cites(node.syntax());
        let sources = self.sources(node.syntax());
        let notes = self.notes(node.syntax());
        if let Some(one) = self.rulebook.jurisdictions.get_mut(index) {
            one.authorities = authorities;
            one.verified_through = verified_through;
            one.cites = cites;
            one.sources = sources;
            one.notes = notes;
        }
    }

    /// When a jurisdiction's law reaches a transaction; always, where nothing is said.
    pub(super) fn reach(&mut self, node: &ast::Jurisdiction, index: usize) {
        let Some(condition) = node.reach_field().and_then(|field| field.condition()) else {
            return;
        };
        let reach = self.condition(&condition);
        if let Some(one) = self.rulebook.jurisdictions.get_mut(index) {
            one.reach = reach;
        }
    }

    /// What an instrument says of itself, without its days, which may hang on a reading.
    pub(super) fn instrument(&mut self, node: &ast::Instrument, index: usize) {
        let syntax = node.syntax();
        let title = self.title(syntax).unwrap_or_default();
        let issued = node.issued_field().and_then(|field| field.day());
        let issued = issued.and_then(|day| self.day(&day));
        let recorded = self.recorded(syntax);
        let verified_through = self.verified(syntax);
        let confidence = self.confidence(syntax);
        let cites = self.cites(syntax);
        let sources = self.sources(syntax);
        let notes = self.notes(syntax);
        if let Some(one) = self.rulebook.instruments.get_mut(index) {
            one.title = title;
            one.issued = issued;
            one.recorded = recorded;
            one.verified_through = verified_through;
            one.confidence = confidence;
            one.cites = cites;
            one.sources = sources;
            one.notes = notes;
        }
    }

    /// The life of an instrument.
    pub(super) fn instrument_days(&mut self, node: &ast::Instrument, index: usize) {
        let in_force = self.in_force(node.syntax());
        if let Some(one) = self.rulebook.instruments.get_mut(index) {
            one.in_force = in_force;
        }
    }
}
