//! Who may do what: the written policy (`policy`), and who there is (`store`).

mod password;
mod policy;
mod store;

pub(crate) use policy::{ACTIONS, ROLES};
pub use policy::{Action, Role, policy_table};
pub(crate) use store::{Accounts, Deed, KeyShown, Member, Principal};

/// Whether somebody is of the first organisation, or nobody signs in: the command's own records are theirs alone.
pub(crate) fn is_first(who: Option<&Principal>) -> bool {
    who.is_none_or(|who| who.organisation == 1)
}
