//! Whoever asks for a page.

use axum::extract::Request;

use crate::access::Principal;
use crate::portfolios::Owner;

/// Somebody, for what belongs to an organisation.
pub(super) struct Somebody {
    pub(super) owner: Owner,
    pub(super) name: String,
}

impl Somebody {
    pub(super) fn of(request: &Request) -> Self {
        match request.extensions().get::<Principal>() {
            Some(who) => Self {
                owner: who.organisation,
                name: who.name.clone(),
            },
            None => Self {
                owner: 0,
                name: String::new(),
            },
        }
    }
}
