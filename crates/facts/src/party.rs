//! Parties and the roles they have in a transaction.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::fact::FactSet;

/// What a party does in the transaction.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
pub enum Role {
    /// Sends the goods, or passes the technology on.
    Exporter,
    /// Buys the goods and brings them in.
    Importer,
    /// Receives the goods on the way.
    IntermediateConsignee,
    /// Receives the goods at the final destination.
    UltimateConsignee,
    /// Uses them.
    EndUser,
    /// Carries or forwards them.
    FreightForwarder,
    /// Arranges the transaction for others.
    Broker,
    /// Pays, lends or insures.
    Bank,
    /// Made the goods.
    Producer,
    /// Supplied the technology or the help with which they were made.
    TechnologyProvider,
}

impl Role {
    /// Every role, in the order of the enumeration.
    pub const ALL: [Self; 10] = [
        Self::Exporter,
        Self::Importer,
        Self::IntermediateConsignee,
        Self::UltimateConsignee,
        Self::EndUser,
        Self::FreightForwarder,
        Self::Broker,
        Self::Bank,
        Self::Producer,
        Self::TechnologyProvider,
    ];

    /// The name in paths and documents: `end-user`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exporter => "exporter",
            Self::Importer => "importer",
            Self::IntermediateConsignee => "intermediate-consignee",
            Self::UltimateConsignee => "ultimate-consignee",
            Self::EndUser => "end-user",
            Self::FreightForwarder => "freight-forwarder",
            Self::Broker => "broker",
            Self::Bank => "bank",
            Self::Producer => "producer",
            Self::TechnologyProvider => "technology-provider",
        }
    }

    /// In English, for readers: `the end user`.
    pub fn english(self) -> &'static str {
        match self {
            Self::Exporter => "the exporter",
            Self::Importer => "the importer",
            Self::IntermediateConsignee => "the intermediate consignee",
            Self::UltimateConsignee => "the ultimate consignee",
            Self::EndUser => "the end user",
            Self::FreightForwarder => "the freight forwarder",
            Self::Broker => "the broker",
            Self::Bank => "the bank",
            Self::Producer => "the producer",
            Self::TechnologyProvider => "the provider of the technology",
        }
    }

    /// In Chinese, for readers: 「最终用户」.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Exporter => "出口经营者",
            Self::Importer => "进口商",
            Self::IntermediateConsignee => "中间收货人",
            Self::UltimateConsignee => "最终收货人",
            Self::EndUser => "最终用户",
            Self::FreightForwarder => "货运代理",
            Self::Broker => "中介",
            Self::Bank => "银行",
            Self::Producer => "生产商",
            Self::TechnologyProvider => "技术提供方",
        }
    }

    /// The role whose name was probably meant, by another word of the trade or
    /// by a slip of the pen.
    pub fn nearest(text: &str) -> Option<Self> {
        const OTHER_WORDS: [(&str, Role); 12] = [
            ("purchaser", Role::Importer),
            ("buyer", Role::Importer),
            ("seller", Role::Exporter),
            ("shipper", Role::Exporter),
            ("consignee", Role::UltimateConsignee),
            ("user", Role::EndUser),
            ("forwarder", Role::FreightForwarder),
            ("carrier", Role::FreightForwarder),
            ("agent", Role::Broker),
            ("financier", Role::Bank),
            ("maker", Role::Producer),
            ("manufacturer", Role::Producer),
        ];
        let folded = text.to_lowercase().replace([' ', '_'], "-");
        let other = OTHER_WORDS.iter().find(|(word, _)| *word == folded);
        if let Some((_, role)) = other {
            return Some(*role);
        }
        let names = Self::ALL.iter().map(|role| (role.name(), role.name()));
        let name = crate::nearest::nearest(&folded, names)?;
        name.parse().ok()
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no role.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{found}` is not a role; write one such as `exporter`, `importer` or `end-user`")]
pub struct RoleError {
    found: String,
}

impl FromStr for Role {
    type Err = RoleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| RoleError {
                found: text.chars().take(60).collect(),
            })
    }
}

/// A person or organisation, with its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name by which the case refers to it; unique in the case.
    pub id: String,
    /// Its own name.
    pub name: String,
    /// What it does in the transaction; one party may have several roles.
    pub roles: Vec<Role>,
    /// What is known of it; facts of [`Scope::Party`](crate::Scope::Party).
    pub facts: FactSet,
}

impl Party {
    /// A party with its id, name and roles, of which nothing else is known.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        roles: impl IntoIterator<Item = Role>,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            roles: roles.into_iter().collect(),
            facts: FactSet::new(),
        }
    }

    /// Whether it has the role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
