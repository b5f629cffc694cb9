//! Who belongs to which organisation, and as what: invitations, roles, and that somebody left.

use exeat_register::{Cell, Shelf};

use super::{Accounts, Member, Principal, Refused, Result, done, hash, next, now, refuse};
use crate::access::password;
use crate::access::policy::{Action, Role};
use crate::guard::random_hex;

/// An invitation is good for so many seconds.
const INVITATION_SECONDS: i64 = 7 * 24 * 60 * 60;

/// Keeps an invitation: its secret, which is shown once.
fn invite_into(
    shelf: &mut Shelf,
    organisation: i64,
    role: Role,
) -> std::result::Result<String, Refused> {
    let secret = random_hex(24);
    shelf.execute(
        "INSERT INTO invitation (hash, organisation, role, ends) VALUES ($1, $2, $3, $4)",
        &[
            hash(&secret),
            organisation.into(),
            role.word().into(),
            (now() + INVITATION_SECONDS).into(),
        ],
    )?;
    Ok(secret)
}

/// Into which organisation somebody is invited, and as what.
fn invited(shelf: &mut Shelf, secret: &str) -> std::result::Result<(i64, String), Refused> {
    let found = shelf
        .rows(
            "SELECT organisation, role FROM invitation WHERE hash = $1 AND used = 0 AND ends > $2",
            &[hash(secret), now().into()],
        )?
        .pop();
    match found {
        Some(mut found) => Ok((found.integer()?, found.text()?)),
        None => refuse("this invitation is not good any more"),
    }
}

impl Accounts {
    /// A secret that makes the first administrator, where there is none yet.
    ///
    /// # Errors
    /// The accounts cannot be read or written.
    pub(crate) fn first_invitation(&self) -> Result<Option<String>> {
        self.write(|shelf| {
            let administrators = shelf.rows(
                "SELECT id FROM person WHERE role = 'administrator' AND removed = 0 LIMIT 1",
                &[],
            )?;
            if !administrators.is_empty() {
                return Ok(None);
            }
            shelf.execute(
                "INSERT INTO organisation (id, name) VALUES (1, 'first') ON CONFLICT DO NOTHING",
                &[],
            )?;
            // A link that nobody used is good no longer once a newer one is shown.
            shelf.execute(
                "UPDATE invitation SET used = 1 WHERE used = 0 AND organisation = 1",
                &[],
            )?;
            invite_into(shelf, 1, Role::Administrator).map(Some)
        })
    }

    /// Invites somebody into the actor's organisation, or into a new one of this name.
    ///
    /// # Errors
    /// The policy does not allow it, or the accounts cannot be written.
    pub(crate) fn invite(
        &self,
        actor: &Principal,
        role: Role,
        organisation: Option<&str>,
    ) -> Result<String> {
        if !actor.may(Action::ManagePeople) {
            return Err("only an administrator invites people".to_owned());
        }
        self.write(|shelf| {
            let into = match organisation.map(str::trim).filter(|name| !name.is_empty()) {
                // Only who runs the first organisation makes others; the first person of one administers it.
                Some(name) if actor.organisation == 1 => {
                    let id = next(shelf, "organisation")?;
                    let made = shelf.execute(
                        "INSERT INTO organisation (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                        &[id.into(), name.into()],
                    )?;
                    if made == 0 {
                        return refuse(format!("there is an organisation called `{name}` already"));
                    }
                    id
                }
                Some(_) => {
                    return refuse("only an administrator of the first organisation makes others");
                }
                None => actor.organisation,
            };
            let role = if into == actor.organisation {
                role
            } else {
                Role::Administrator
            };
            let secret = invite_into(shelf, into, role)?;
            done(
                shelf,
                actor.organisation,
                &actor.name,
                "invited",
                role.word(),
            )?;
            Ok(secret)
        })
    }

    /// Makes an account out of an invitation, which is then used up.
    ///
    /// # Errors
    /// The invitation is not good, the name is taken, or the password is too short.
    pub(crate) fn accept(&self, secret: &str, name: &str, password: &str) -> Result<()> {
        let name = name.trim();
        let plain = name
            .chars()
            .all(|one| one.is_alphanumeric() || " .-_@".contains(one));
        if name.is_empty() || name.chars().count() > 80 || !plain {
            return Err("a name has letters, digits, blanks and . - _ @, 80 at most".to_owned());
        }
        // Work and memory are for those who were invited; whether the invitation is still good is looked at again below.
        self.with(|shelf| invited(shelf, secret))?;
        // Nobody waits for the database while this is worked at.
        let kept = password::kept(password)?;
        self.write(|shelf| {
            let (organisation, role) = invited(shelf, secret)?;
            let id = next(shelf, "person")?;
            let made = shelf.execute(
                "INSERT INTO person (id, organisation, name, role, password) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                &[
                    id.into(),
                    organisation.into(),
                    name.into(),
                    role.as_str().into(),
                    kept.into(),
                ],
            )?;
            if made == 0 {
                return refuse(format!("somebody is called `{name}` already"));
            }
            shelf.execute("UPDATE invitation SET used = 1 WHERE hash = $1", &[hash(secret)])?;
            done(shelf, organisation, name, "joined", &role)
        })
    }

    /// The people of the actor's organisation, and of no other.
    pub(crate) fn members(&self, actor: &Principal) -> Vec<Member> {
        if !actor.may(Action::ManagePeople) {
            return Vec::new();
        }
        self.list(
            "SELECT id, name, role FROM person WHERE organisation = $1 AND removed = 0 ORDER BY name, id",
            actor.organisation,
            |row| {
                Ok(Member {
                    id: row.integer()?,
                    name: row.text()?,
                    role: row.text()?.parse().unwrap_or(Role::Reader),
                })
            },
        )
    }

    /// Gives somebody of the actor's organisation another role, or none.
    ///
    /// # Errors
    /// The policy does not allow it; the person is of another organisation, or the actor.
    pub(crate) fn change(&self, actor: &Principal, person: i64, role: Option<Role>) -> Result<()> {
        if !actor.may(Action::ManagePeople) {
            return Err("only an administrator gives roles".to_owned());
        }
        if person == actor.person {
            return Err("nobody changes their own role: ask another administrator".to_owned());
        }
        self.write(|shelf| {
            let of: [Cell; 2] = [person.into(), actor.organisation.into()];
            let [person, organisation] = of.clone();
            let changed = match role {
                Some(role) => shelf.execute(
                    "UPDATE person SET role = $1 WHERE id = $2 AND organisation = $3 AND removed = 0",
                    &[role.word().into(), person.clone(), organisation],
                )?,
                None => shelf.execute(
                    "UPDATE person SET removed = 1 WHERE id = $1 AND organisation = $2",
                    &of,
                )?,
            };
            if changed == 0 {
                return refuse("there is nobody like that in your organisation");
            }
            shelf.execute(
                "DELETE FROM session WHERE person = $1",
                std::slice::from_ref(&person),
            )?;
            let named = shelf
                .rows("SELECT name FROM person WHERE id = $1", &[person])?
                .pop()
                .map(|mut row| row.text())
                .transpose()?;
            let word = role.map_or("removed", Role::word);
            done(
                shelf,
                actor.organisation,
                &actor.name,
                &format!("made {word}"),
                &named.unwrap_or_default(),
            )
        })
    }
}
