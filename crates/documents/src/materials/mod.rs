//! Bills of materials: what is in what, from whom, at which value and mass, and what follows for
//! the shares of every layer.
//!
//! [`bill::read_csv`] and [`bill::read_xlsx`] read an indented list by a [`Mapping`]; [`rollup`]
//! works out values, masses and the shares of each origin of every part, as exact intervals where
//! figures are bounds; [`into_case`] puts the parts into a transaction.

mod bill;
mod declaration;
mod into_case;
mod rollup;

pub use bill::{
    Bill, Columns, Fault, Mapping, MappingError, PARTS_MAX, Part, Use, read_csv, read_xlsx,
};
pub use declaration::{
    DECLARATION_MAX, Declaration, DeclarationError, Declared, Form, Said, Smelter, read_declaration,
};
pub use into_case::into_case;
pub(crate) use rollup::About;
pub use rollup::{OriginShare, Range, Rolled, RolledPart, rollup};
