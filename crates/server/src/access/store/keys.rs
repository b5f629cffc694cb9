//! Keys, by which programs come in.

use super::{Accounts, KeyShown, Principal, Result, done, hash, next, refuse};
use crate::access::policy::Action;
use crate::guard::random_hex;

impl Accounts {
    /// Makes a key for a program: its secret, which is shown once.
    ///
    /// # Errors
    /// The policy does not allow it, or the key is for nothing that its owner may do.
    pub(crate) fn issue_key(
        &self,
        actor: &Principal,
        name: &str,
        scopes: &[Action],
    ) -> Result<String> {
        if !actor.may(Action::IssueKeys) || actor.scopes.is_some() {
            return Err("only officers and those above them issue keys".to_owned());
        }
        if scopes.is_empty()
            || scopes
                .iter()
                .any(|scope| !scope.fits_a_key() || !actor.may(*scope))
        {
            return Err(
                "say what the key is for; it can be for nothing that you may not do".to_owned(),
            );
        }
        let secret = format!("exeat_{}", random_hex(24));
        let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
        self.write(|shelf| {
            let id = next(shelf, "key")?;
            shelf.execute(
                "INSERT INTO key (id, hash, person, name, scopes) VALUES ($1, $2, $3, $4, $5)",
                &[
                    id.into(),
                    hash(&secret),
                    actor.person.into(),
                    name.trim().into(),
                    words.join(" ").into(),
                ],
            )?;
            done(
                shelf,
                actor.organisation,
                &actor.name,
                "issued a key",
                name.trim(),
            )
        })?;
        Ok(secret)
    }

    /// Withdraws one of the actor's keys. Whoever has been given a lesser role since withdraws what they issued before; a
    /// key withdraws none.
    ///
    /// # Errors
    /// It is none of theirs, or a program asks.
    pub(crate) fn withdraw_key(&self, actor: &Principal, id: i64) -> Result<()> {
        if actor.scopes.is_some() {
            return Err("only a person withdraws keys".to_owned());
        }
        self.write(|shelf| {
            let changed = shelf.execute(
                "UPDATE key SET withdrawn = 1 WHERE id = $1 AND person = $2",
                &[id.into(), actor.person.into()],
            )?;
            if changed == 0 {
                return refuse("you have no such key");
            }
            done(
                shelf,
                actor.organisation,
                &actor.name,
                "withdrew a key",
                &id.to_string(),
            )
        })
    }

    /// The actor's keys.
    pub(crate) fn keys(&self, actor: &Principal) -> Vec<KeyShown> {
        self.list(
            "SELECT id, name, scopes FROM key WHERE person = $1 AND withdrawn = 0 ORDER BY id",
            actor.person,
            |row| {
                Ok(KeyShown {
                    id: row.integer()?,
                    name: row.text()?,
                    scopes: row.text()?,
                })
            },
        )
    }
}
