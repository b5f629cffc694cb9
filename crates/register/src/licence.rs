//! Licences: what an authority allowed, to whom, of what, until when, on which conditions.

mod model;
mod state;

pub use model::{
    Condition, ConditionKind, Licence, LicenceKind, LicenceLine, LicenceParty, Place, Recorded,
    Starts, Term,
};
pub(crate) use state::edge;
pub use state::{By, EDGES, Edge, Effect, Guard, State};
