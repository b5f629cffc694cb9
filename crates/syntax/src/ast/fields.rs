//! The head fields that most declarations share, behind one trait, so that whoever
//! reads them reads them in one place.

use rowan::ast::support;

use super::{
    AcknowledgesField, AstChildren, AstNode, Citation, CitesField, ConfidenceField, InForceField,
    Name, NoteField, RecordedField, SourceField, TitleField, VerifiedField,
};
use crate::RulebookLanguage;

/// Head fields, read the same way from every declaration.
///
/// ```
/// use exeat_syntax::ast::CommonFields as _;
///
/// let parse = exeat_syntax::parse("list A.part-1\n  cites §2, A.other §1\n  note \"short\"\n");
/// let list = parse.tree().declarations().next().expect("a list was written");
/// assert_eq!(list.citations().count(), 2);
/// assert_eq!(list.notes().count(), 1);
/// ```
pub trait CommonFields: AstNode<Language = RulebookLanguage> {
    /// The declared name.
    fn declared_name(&self) -> Option<Name> {
        support::child(self.syntax())
    }
    /// The `title` line.
    fn title(&self) -> Option<TitleField> {
        support::child(self.syntax())
    }
    /// The citations of all `cites` lines, in order.
    fn citations(&self) -> impl Iterator<Item = Citation> {
        support::children::<CitesField>(self.syntax()).flat_map(|field| field.citations())
    }
    /// The `in force` line.
    fn in_force(&self) -> Option<InForceField> {
        support::child(self.syntax())
    }
    /// The `recorded` line: when it became known.
    fn recorded(&self) -> Option<RecordedField> {
        support::child(self.syntax())
    }
    /// The `confidence` line.
    fn confidence(&self) -> Option<ConfidenceField> {
        support::child(self.syntax())
    }
    /// The `verified through` line.
    fn verified(&self) -> Option<VerifiedField> {
        support::child(self.syntax())
    }
    /// The `source` lines.
    fn sources(&self) -> AstChildren<SourceField> {
        support::children(self.syntax())
    }
    /// The `note` lines.
    fn notes(&self) -> AstChildren<NoteField> {
        support::children(self.syntax())
    }
    /// The `acknowledges` lines.
    fn acknowledgements(&self) -> AstChildren<AcknowledgesField> {
        support::children(self.syntax())
    }
}

macro_rules! with_common_fields {
    ($($name:ident)*) => {
        $(impl CommonFields for super::$name {})*
    };
}

with_common_fields! {
    Declaration Jurisdiction Instrument List Entry Define Table Calendar Rule Exception Policy
    Gap Suspension Commencement Reading Conflict Coverage Case
}
