//! Conflicts of laws: what the law of one state demands and that of another forbids.

use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic};

use super::names::Kind;
use super::resolve::Lowering;
use super::words::{head_of, range_of, written};
use crate::model::{Conflict, ConflictSide, Expression, JurisdictionId, ProvisionId};

/// What may stand on a side of a conflict.
const SIDES: &[Kind] = &[Kind::Rule, Kind::Gap, Kind::Instrument, Kind::Jurisdiction];

impl Lowering {
    /// A conflict and its two sides.
    pub(super) fn conflict(&mut self, node: &ast::Conflict) {
        let syntax = node.syntax();
        // Conflicts that stand in no instrument were left out by the first pass.
        let (Some(name), Some(instrument)) = (node.name(), self.here.home.instrument) else {
            return;
        };
        let name = self.short_name(&name);
        let cites = self.required_cites(syntax, &format!("the conflict `{name}`"), &[]);
        let sides: Vec<Option<ConflictSide>> =
            node.sides().map(|side| self.conflict_side(&side)).collect();
        let condition = match node.when_field() {
            Some(field) => self.when(Some(field)),
            None => Expression::Constant(true),
        };
        let both = match <[Option<ConflictSide>; 2]>::try_from(sides) {
            Ok([Some(one), Some(other)]) => Some([one, other]),
            // Reported, here or by the parser. The place is kept, for others are found by their number.
            _ => None,
        };
        if let Some([one, other]) = &both
            && one.jurisdiction == other.jurisdiction
        {
            self.report(
                Diagnostic::new(
                    Code::WRONG_KIND_OF_NAME,
                    head_of(syntax),
                    "both sides of this conflict are the law of one jurisdiction",
                )
                .with_help("name the provisions of two states; within one, write which rule goes `over` the other"),
            );
        }
        let nothing = |jurisdiction| ConflictSide {
            jurisdiction,
            provisions: Vec::new(),
            whole: false,
        };
        let home = self.here.home.jurisdiction.unwrap_or(JurisdictionId::at(0));
        self.rulebook.conflicts.push(Conflict {
            name,
            title: self.title(syntax).unwrap_or_default(),
            instrument,
            sides: both.unwrap_or_else(|| [nothing(home), nothing(home)]),
            condition,
            confidence: self.confidence(syntax),
            cites,
            notes: self.notes(syntax),
            place: self.place(syntax),
        });
    }

    fn conflict_side(&mut self, node: &ast::ConflictSide) -> Option<ConflictSide> {
        let mut side: Option<ConflictSide> = None;
        for named in node.provisions() {
            let site = self.resolve(&named, SIDES)?;
            let jurisdiction = match site.kind {
                Kind::Jurisdiction => JurisdictionId::at(site.index),
                _ => site.home.jurisdiction?,
            };
            let side = side.get_or_insert_with(|| ConflictSide {
                jurisdiction,
                provisions: Vec::new(),
                whole: false,
            });
            if side.jurisdiction != jurisdiction {
                self.report(
                    Diagnostic::new(
                        Code::WRONG_KIND_OF_NAME,
                        range_of(named.syntax()),
                        format!("`{}` is the law of another jurisdiction than what stands before it", written(&named)),
                    )
                    .with_help("each side of a conflict is the law of one state; put the other behind `and`"),
                );
                return None;
            }
            if site.kind == Kind::Jurisdiction {
                side.whole = true;
            } else {
                let provisions: Vec<ProvisionId> = self.provisions_of(&site);
                side.provisions.extend(provisions);
            }
        }
        side
    }
}
