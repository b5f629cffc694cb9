//! The policy: which role may do what. It is a table and nothing else, so that it can be read aloud.

use std::fmt;
use std::str::FromStr;

/// What somebody is in an organisation. Each may do what those before it may, and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Looks into the law.
    Reader,
    /// Determines, classifies and screens.
    Analyst,
    /// Decides for the organisation, and lets programs in by keys.
    Officer,
    /// Agrees to what an officer decided.
    Approver,
    /// Says who belongs to the organisation.
    Administrator,
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Look into the law, its days and its coverage.
    ReadLaw,
    /// Determine a transaction.
    Determine,
    /// Classify goods.
    Classify,
    /// Look for parties on lists.
    Screen,
    /// See licences, duties and assurances.
    SeeLicences,
    /// Reserve, draw and release, and show that duties were done.
    Book,
    /// Take licences over, correct, and keep assurances.
    KeepLicences,
    /// Decide about matches: that a party is the listed one, or somebody else.
    DecideMatches,
    /// Agree to what takes two, or not.
    Approve,
    /// Issue and withdraw one's own keys for programs.
    IssueKeys,
    /// See who did what in one's organisation, and have the log signed as it is: a proof bears a signed head, and whoever
    /// keeps heads out of reach does it by a program.
    SeeLog,
    /// Invite people into one's organisation, and give them roles.
    ManagePeople,
    /// See the counts of the whole service.
    SeeMetrics,
}

/// Every role.
pub(crate) const ROLES: [Role; 5] = [
    Role::Reader,
    Role::Analyst,
    Role::Officer,
    Role::Approver,
    Role::Administrator,
];

/// Every action.
pub(crate) const ACTIONS: [Action; 13] = [
    Action::ReadLaw,
    Action::Determine,
    Action::Classify,
    Action::Screen,
    Action::SeeLicences,
    Action::Book,
    Action::KeepLicences,
    Action::DecideMatches,
    Action::Approve,
    Action::IssueKeys,
    Action::SeeLog,
    Action::ManagePeople,
    Action::SeeMetrics,
];

impl Role {
    /// Whether the role may do it.
    #[must_use]
    pub fn may(self, action: Action) -> bool {
        match action {
            Action::ReadLaw => true,
            Action::Determine
            | Action::Classify
            | Action::Screen
            | Action::SeeLicences
            | Action::Book => self >= Self::Analyst,
            Action::IssueKeys | Action::KeepLicences | Action::DecideMatches => {
                self >= Self::Officer
            }
            Action::SeeLog | Action::Approve => self >= Self::Approver,
            Action::ManagePeople | Action::SeeMetrics => self == Self::Administrator,
        }
    }

    /// A stable word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Analyst => "analyst",
            Self::Officer => "officer",
            Self::Approver => "approver",
            Self::Administrator => "administrator",
        }
    }
}

impl Action {
    /// A stable word for it, by which keys name what they are for.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ReadLaw => "read-law",
            Self::Determine => "determine",
            Self::Classify => "classify",
            Self::Screen => "screen",
            Self::SeeLicences => "see-licences",
            Self::Book => "book",
            Self::KeepLicences => "keep-licences",
            Self::DecideMatches => "decide-matches",
            Self::Approve => "approve",
            Self::IssueKeys => "issue-keys",
            Self::SeeLog => "see-log",
            Self::ManagePeople => "manage-people",
            Self::SeeMetrics => "see-metrics",
        }
    }

    /// Whether a key can be for it: what only people do, no program does.
    #[must_use]
    pub fn fits_a_key(self) -> bool {
        !matches!(
            self,
            Self::DecideMatches | Self::Approve | Self::IssueKeys | Self::ManagePeople
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        ROLES
            .into_iter()
            .find(|role| role.word() == text)
            .ok_or_else(|| format!("`{text}` is no role"))
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        ACTIONS
            .into_iter()
            .find(|action| action.word() == text)
            .ok_or_else(|| format!("`{text}` is nothing that a key can be for"))
    }
}

/// The policy as a table in Markdown, for the book.
#[must_use]
pub fn policy_table() -> String {
    let mut text = String::from("| |");
    for role in ROLES {
        text.push_str(&format!(" {role} |"));
    }
    text.push_str("\n|---|---|---|---|---|---|\n");
    for action in ACTIONS {
        text.push_str(&format!("| {} |", action.word()));
        for role in ROLES {
            text.push_str(if role.may(action) { " yes |" } else { " no |" });
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The policy as it was agreed on, pair by pair; `x` is yes. A change here is a change of the policy.
    const AGREED: [(&str, [&str; 5]); 13] = [
        ("read-law", ["x", "x", "x", "x", "x"]),
        ("determine", ["-", "x", "x", "x", "x"]),
        ("classify", ["-", "x", "x", "x", "x"]),
        ("screen", ["-", "x", "x", "x", "x"]),
        ("see-licences", ["-", "x", "x", "x", "x"]),
        ("book", ["-", "x", "x", "x", "x"]),
        ("keep-licences", ["-", "-", "x", "x", "x"]),
        ("decide-matches", ["-", "-", "x", "x", "x"]),
        ("approve", ["-", "-", "-", "x", "x"]),
        ("issue-keys", ["-", "-", "x", "x", "x"]),
        ("see-log", ["-", "-", "-", "x", "x"]),
        ("manage-people", ["-", "-", "-", "-", "x"]),
        ("see-metrics", ["-", "-", "-", "-", "x"]),
    ];

    #[test]
    fn every_pair_of_role_and_action_is_as_agreed() {
        assert_eq!(AGREED.len(), ACTIONS.len());
        for (action, (word, row)) in ACTIONS.into_iter().zip(AGREED) {
            assert_eq!(action.word(), word);
            for (role, agreed) in ROLES.into_iter().zip(row) {
                assert_eq!(role.may(action), agreed == "x", "{role} and {word}");
            }
        }
    }

    #[test]
    fn words_lead_back_to_what_they_name() {
        for role in ROLES {
            assert_eq!(role.word().parse(), Ok(role));
        }
        for action in ACTIONS {
            assert_eq!(action.word().parse(), Ok(action));
        }
        assert!("root".parse::<Role>().is_err());
        // What a person answers for, no program does in their name.
        assert!(!Action::DecideMatches.fits_a_key());
    }
}
