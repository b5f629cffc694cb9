//! Who may do what: the written policy (`policy`), and who there is (`store`).

mod password;
mod policy;
mod store;

pub(crate) use policy::{ACTIONS, ROLES};
pub use policy::{Action, Role, policy_table};
pub(crate) use store::{Accounts, Deed, KeyShown, Member, Principal};

/// Whether somebody is of the first organisation, or nobody signs in: the command's own records are theirs alone.
pub(crate) fn is_first(who: Option<&Principal>) -> bool {
    is_of_first(who.map_or(0, |who| who.organisation))
}

/// Whether what one of these organisations keeps is the other's too: what was kept while nobody signed in belongs to the
/// first.
pub(crate) fn is_same(one: i64, other: i64) -> bool {
    one == other || (is_of_first(one) && is_of_first(other))
}

/// Whether an organisation's number is the first's; it is 0 where nobody signs in.
pub(crate) fn is_of_first(organisation: i64) -> bool {
    matches!(organisation, 0 | 1)
}
