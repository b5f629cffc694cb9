//! Who acts, in which role, and what each role may do.

use exeat_value::Day;
use serde::{Deserialize, Serialize};

use crate::error::{RegisterError, Result};

/// Who does something, and when. The register has no clock: the day decides what is valid, and the instant is only
/// written into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// The person, as the register knows them.
    pub by: String,
    /// The day on which it is done, or was.
    pub on: Day,
    /// The instant of writing, as RFC 3339 text.
    pub at: String,
}

/// What a person is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Books shipments: reserves, draws, releases, and proves that duties were done.
    Clerk,
    /// Keeps licences and assurances, and corrects.
    Officer,
    /// Says who may do what, and keeps holds and purges.
    Administrator,
    /// Reads, verifies and signs the log.
    Auditor,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 4] = [
        Self::Clerk,
        Self::Officer,
        Self::Administrator,
        Self::Auditor,
    ];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Officer => "officer",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// The role with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Somebody who may act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// How the log calls them.
    pub name: String,
    /// What they are there for; nothing when they left.
    pub roles: Vec<Role>,
}

/// Everything that is done to a register. The name stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Says who a person is and what they may do.
    Person,
    /// Writes down a draft of a licence.
    Record,
    /// Takes over a licence with what was used of it before.
    Import,
    /// The authority has issued it.
    Issue,
    /// The authority has suspended it.
    Suspend,
    /// The authority has lifted the suspension.
    Reinstate,
    /// The holder has given it back.
    Surrender,
    /// The authority has taken it back.
    Revoke,
    /// Another licence stands in its place.
    Supersede,
    /// It says something else from now on, and its ledger goes on.
    Amend,
    /// A declaration is lodged.
    Reserve,
    /// Customs have released the goods.
    Draw,
    /// A declaration is cancelled.
    Release,
    /// The ledger was wrong.
    Correct,
    /// There is something to be done.
    Duty,
    /// It was done, and here is the proof.
    Discharge,
    /// It need not be done after all.
    Waive,
    /// Somebody gave an assurance.
    Assure,
    /// An assurance was taken back.
    Retract,
    /// A shipment leans on an assurance.
    Lean,
    /// Nothing of this may be purged.
    Hold,
    /// It may be again.
    Lift,
    /// The period of keeping is over: the content goes, the hash stays.
    Purge,
    /// Somebody asks for what takes two.
    Propose,
    /// A second person agreed.
    Approve,
    /// A second person did not.
    Reject,
}

/// What is needed for a verb.
struct Rights {
    verb: Verb,
    name: &'static str,
    roles: &'static [Role],
    four_eyes: bool,
}

const fn rights(verb: Verb, name: &'static str, roles: &'static [Role]) -> Rights {
    Rights {
        verb,
        name,
        roles,
        four_eyes: false,
    }
}

const fn two(verb: Verb, name: &'static str, roles: &'static [Role]) -> Rights {
    Rights {
        verb,
        name,
        roles,
        four_eyes: true,
    }
}

const OFFICER: &[Role] = &[Role::Officer];
const BOOKING: &[Role] = &[Role::Clerk, Role::Officer];
const ADMINISTRATOR: &[Role] = &[Role::Administrator];
const ANYBODY_WHO_DECIDES: &[Role] = &[Role::Officer, Role::Administrator];

/// Who may do what, and what takes two people: whatever makes room where there was none, or takes something away.
const RIGHTS: &[Rights] = &[
    rights(Verb::Person, "person", ADMINISTRATOR),
    rights(Verb::Record, "record", OFFICER),
    rights(Verb::Import, "import", OFFICER),
    rights(Verb::Issue, "issue", OFFICER),
    rights(Verb::Suspend, "suspend", OFFICER),
    two(Verb::Reinstate, "reinstate", OFFICER),
    rights(Verb::Surrender, "surrender", OFFICER),
    rights(Verb::Revoke, "revoke", OFFICER),
    rights(Verb::Supersede, "supersede", OFFICER),
    two(Verb::Amend, "amend", OFFICER),
    rights(Verb::Reserve, "reserve", BOOKING),
    rights(Verb::Draw, "draw", BOOKING),
    rights(Verb::Release, "release", BOOKING),
    two(Verb::Correct, "correct", OFFICER),
    rights(Verb::Duty, "duty", BOOKING),
    rights(Verb::Discharge, "discharge", BOOKING),
    two(Verb::Waive, "waive", OFFICER),
    rights(Verb::Assure, "assure", OFFICER),
    rights(Verb::Retract, "retract", OFFICER),
    rights(Verb::Lean, "lean", BOOKING),
    rights(Verb::Hold, "hold", ANYBODY_WHO_DECIDES),
    two(Verb::Lift, "lift", ADMINISTRATOR),
    two(Verb::Purge, "purge", ADMINISTRATOR),
    rights(Verb::Propose, "propose", ANYBODY_WHO_DECIDES),
    rights(Verb::Approve, "approve", ANYBODY_WHO_DECIDES),
    rights(Verb::Reject, "reject", ANYBODY_WHO_DECIDES),
];

impl Verb {
    fn rights(self) -> Option<&'static Rights> {
        RIGHTS.iter().find(|rights| rights.verb == self)
    }

    /// As the log writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.rights().map_or("", |rights| rights.name)
    }

    /// The verb with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        RIGHTS
            .iter()
            .find(|rights| rights.name == name)
            .map(|rights| rights.verb)
    }

    /// All verbs.
    pub fn all() -> impl Iterator<Item = Self> {
        RIGHTS.iter().map(|rights| rights.verb)
    }

    /// Who may do it.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        self.rights().map_or(&[], |rights| rights.roles)
    }

    /// Whether it takes two people.
    #[must_use]
    pub fn takes_two(self) -> bool {
        self.rights().is_none_or(|rights| rights.four_eyes)
    }
}

impl Person {
    /// Whether they may do this.
    #[must_use]
    pub fn may(&self, verb: Verb) -> bool {
        verb.roles().iter().any(|role| self.roles.contains(role))
    }

    /// Refuses what they may not do.
    pub(crate) fn must_be_allowed(&self, verb: Verb) -> Result<()> {
        if self.may(verb) {
            return Ok(());
        }
        let roles: Vec<&str> = verb.roles().iter().map(|role| role.name()).collect();
        Err(RegisterError::refused(
            "role",
            format!(
                "`{}` may not do this: `{}` is for {}",
                self.name,
                verb.name(),
                roles.join(" or ")
            ),
        )
        .with_help("an administrator gives roles: `exeat audit person NAME --role officer`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_its_own_name_and_somebody_who_may() {
        let mut names: Vec<&str> = Verb::all().map(Verb::name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for verb in Verb::all() {
            assert!(!verb.roles().is_empty(), "{verb:?}");
            assert_eq!(Verb::named(verb.name()), Some(verb));
        }
    }

    #[test]
    fn what_makes_room_or_takes_away_takes_two() {
        let two: Vec<&str> = Verb::all()
            .filter(|verb| verb.takes_two())
            .map(Verb::name)
            .collect();
        assert_eq!(
            two,
            ["reinstate", "amend", "correct", "waive", "lift", "purge"]
        );
    }
}
