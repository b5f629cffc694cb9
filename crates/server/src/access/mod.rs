//! Who may do what: the written policy (`policy`), and who there is (`store`).

mod password;
mod policy;
mod store;

pub(crate) use policy::{ACTIONS, ROLES};
pub use policy::{Action, Role, policy_table};
pub(crate) use store::{Accounts, Deed, KeyShown, Member, Principal};
