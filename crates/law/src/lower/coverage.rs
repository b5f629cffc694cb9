//! Coverage statements.

use exeat_syntax::ast::words::CoverageKind as Word;
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic};

use super::names::Kind;
use super::resolve::Lowering;
use super::words::{head_of, text_or_empty};
use crate::model::{Coverage, CoverageKind, CoverageLine, InstrumentId, JurisdictionId};

impl Lowering {
    /// What is modelled of an instrument, or of a jurisdiction as a whole.
    pub(super) fn coverage(&mut self, node: &ast::Coverage) {
        let (instrument, jurisdiction) = match node.name_ref() {
            Some(named) => {
                let kinds = [Kind::Instrument, Kind::Jurisdiction];
                let Some(site) = self.resolve(&named, &kinds) else {
                    return;
                };
                match site.kind {
                    Kind::Instrument => {
                        (Some(InstrumentId::at(site.index)), site.home.jurisdiction)
                    }
                    _ => (None, Some(JurisdictionId::at(site.index))),
                }
            }
            None => (self.here.home.instrument, self.here.home.jurisdiction),
        };
        let Some(jurisdiction) = jurisdiction else {
            self.report(
                Diagnostic::new(
                    Code::NO_INSTRUMENT,
                    head_of(node.syntax()),
                    "this statement says nothing of what it covers",
                )
                .with_help("write `coverage of CN.MOFCOM.2025-61`, with the name of an instrument"),
            );
            return;
        };
        let lines = node
            .coverage_items()
            .filter_map(|item| {
                let kind = match item.kind()? {
                    Word::Modelled => CoverageKind::Modelled,
                    Word::Flagged => CoverageKind::Flagged,
                    Word::Absent => CoverageKind::Absent,
                    Word::Untested => CoverageKind::Untested,
                };
                Some(CoverageLine {
                    kind,
                    what: text_or_empty(item.text()),
                })
            })
            .collect();
        self.cites(node.syntax());
        let place = self.place(node.syntax());
        self.rulebook.coverage.push(Coverage {
            instrument,
            jurisdiction,
            lines,
            place,
        });
    }
}
