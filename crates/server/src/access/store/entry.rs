//! Signing in and out, and who comes with a session or a key.

use super::{Accounts, Principal, Result, done, hash, now};
use crate::access::password;
use crate::guard::random_hex;

/// A session ends so many seconds after it began.
const SESSION_SECONDS: i64 = 12 * 60 * 60;
/// After so many wrong passwords in a row nobody signs in under a name for a while.
const WRONG_MAX: i64 = 10;
const WRONG_SECONDS: i64 = 15 * 60;

/// What is known of somebody who wants to sign in.
struct Known {
    person: i64,
    organisation: i64,
    kept: String,
    wrong: i64,
    wrong_at: i64,
}

impl Accounts {
    /// Signs somebody in: the secret of the session, for the cookie.
    ///
    /// # Errors
    /// Name and password do not belong together, or there were too many wrong ones.
    pub(crate) fn sign_in(&self, name: &str, password: &str) -> Result<String> {
        const WRONG: &str = "name and password do not belong together";
        let name = name.trim();
        let known = self.with(|shelf| {
            let found = shelf
                .rows(
                    "SELECT id, organisation, password, wrong, wrong_at FROM person WHERE name = $1 AND removed = 0",
                    &[name.into()],
                )?
                .pop();
            let Some(mut row) = found else {
                return Ok(None);
            };
            Ok(Some(Known {
                person: row.integer()?,
                organisation: row.integer()?,
                kept: row.text()?,
                wrong: row.integer()?,
                wrong_at: row.integer()?,
            }))
        })?;
        let Some(known) = known else {
            password::nobody(password);
            return Err(WRONG.to_owned());
        };
        if known.wrong >= WRONG_MAX && known.wrong_at + WRONG_SECONDS > now() {
            return Err("too many wrong passwords; wait a quarter of an hour".to_owned());
        }
        // The database is not held while the password is worked at.
        let right = password::is(&known.kept, password);
        let secret = random_hex(32);
        self.write(|shelf| {
            if !right {
                shelf.execute(
                    "UPDATE person SET wrong = wrong + 1, wrong_at = $1 WHERE id = $2",
                    &[now().into(), known.person.into()],
                )?;
                return done(shelf, known.organisation, name, "failed to sign in", "");
            }
            shelf.execute(
                "UPDATE person SET wrong = 0 WHERE id = $1",
                &[known.person.into()],
            )?;
            shelf.execute("DELETE FROM session WHERE ends < $1", &[now().into()])?;
            shelf.execute(
                "INSERT INTO session (hash, person, ends) VALUES ($1, $2, $3)",
                &[
                    hash(&secret),
                    known.person.into(),
                    (now() + SESSION_SECONDS).into(),
                ],
            )?;
            done(shelf, known.organisation, name, "signed in", "")
        })?;
        match right {
            true => Ok(secret),
            false => Err(WRONG.to_owned()),
        }
    }

    /// Ends a session.
    pub(crate) fn sign_out(&self, secret: &str) {
        // What cannot be deleted now ends by itself.
        let _ = self.write(|shelf| {
            shelf.execute("DELETE FROM session WHERE hash = $1", &[hash(secret)])?;
            Ok(())
        });
    }

    /// Whose session it is.
    pub(crate) fn of_session(&self, secret: &str) -> Option<Principal> {
        self.principal(
            "SELECT p.id, p.organisation, p.name, o.name, p.role, NULL
             FROM session s JOIN person p ON p.id = s.person JOIN organisation o ON o.id = p.organisation
             WHERE s.hash = $1 AND s.ends > $2 AND p.removed = 0",
            &[hash(secret), now().into()],
        )
    }

    /// Whose key it is.
    pub(crate) fn of_key(&self, secret: &str) -> Option<Principal> {
        self.principal(
            "SELECT p.id, p.organisation, p.name, o.name, p.role, k.scopes
             FROM key k JOIN person p ON p.id = k.person JOIN organisation o ON o.id = p.organisation
             WHERE k.hash = $1 AND k.withdrawn = 0 AND p.removed = 0",
            &[hash(secret)],
        )
    }

    fn principal(&self, query: &str, values: &[exeat_register::Cell]) -> Option<Principal> {
        let found = self.with(|shelf| {
            let Some(mut row) = shelf.rows(query, values)?.pop() else {
                return Ok(None);
            };
            Ok(Some((
                Principal {
                    person: row.integer()?,
                    organisation: row.integer()?,
                    name: row.text()?,
                    organisation_name: row.text()?,
                    role: super::Role::Reader,
                    scopes: None,
                },
                row.text()?,
                row.optional_text()?,
            )))
        });
        let (who, role, scopes) = found
            .inspect_err(|error| tracing::error!(%error, "who comes was not found out"))
            .ok()
            .flatten()?;
        Some(Principal {
            role: role.parse().ok()?,
            scopes: scopes.map(|scopes| {
                scopes
                    .split(' ')
                    .filter_map(|one| one.parse().ok())
                    .collect()
            }),
            ..who
        })
    }
}
