//! Which licences on file would cover what a determination asks for, and why the others do not.

mod needs;

pub use needs::{LineNeed, Undecided, list_of, needs_of};

use exeat_value::{Day, Money, Quantity};
use serde::Serialize;

use crate::error::Result;
use crate::licence::State;
use crate::register::Register;
use crate::request::LicenceView;

/// A party of the transaction.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NeededParty {
    /// Its role, such as `end-user`.
    pub role: String,
    /// Its name.
    pub name: String,
    /// The lists on which it stands; with any of them no licence on file covers it by itself.
    pub listed: Vec<String>,
    /// The lists on which it may stand, since nobody has decided about a match or people say both; these count as much.
    pub may_be_listed: Vec<String>,
}

/// What a licence would have to cover.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Need {
    /// The jurisdiction that asks for a licence.
    pub jurisdiction: String,
    /// The authority, where the law names one.
    pub authority: Option<String>,
    /// The entries because of which; a licence line that names codes has to name one of them.
    pub codes: Vec<String>,
    /// The item's name.
    pub item: Option<String>,
    /// Where it goes.
    pub destination: Option<String>,
    /// How much.
    pub quantity: Option<Quantity>,
    /// Of which value.
    pub value: Option<Money>,
    /// Who takes part.
    pub parties: Vec<NeededParty>,
}

/// Why a licence does not cover it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NotCovered {
    /// It may not be used on the day.
    State {
        /// Its state.
        state: State,
    },
    /// Another authority granted it.
    Authority,
    /// No line of it names the item or its entry.
    Item,
    /// It leads elsewhere.
    Destination,
    /// It names another in this role, or nobody is stated.
    Party {
        /// The role.
        role: String,
        /// Whom it names.
        named: String,
    },
    /// A party stands on a list.
    Listed {
        /// Who.
        name: String,
        /// Which.
        lists: String,
    },
    /// Nobody has decided whether a party stands on a list.
    MayBeListed {
        /// Who.
        name: String,
        /// Which.
        lists: String,
    },
    /// Less is left than is needed.
    Left {
        /// How much.
        left: String,
    },
    /// Enough is left for this line alone, and not beside those lines of the same transaction that come before it.
    LeftBeside {
        /// How much.
        left: String,
        /// Which lines.
        lines: Vec<u32>,
    },
    /// It cannot be told whether enough is left.
    Unmeasured {
        /// What is missing, or counted otherwise.
        what: String,
    },
    /// All its shipments are used.
    Shipments,
}

/// A licence on file, held against a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// Its number.
    pub licence: String,
    /// The line that fits best.
    pub line: Option<u32>,
    /// Why it does not cover it; nothing where it does.
    pub not: Vec<NotCovered>,
}

impl Cover {
    /// Whether it covers it.
    #[must_use]
    pub fn covers(&self) -> bool {
        self.not.is_empty()
    }
}

impl NotCovered {
    /// In words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::State { state } => format!("it is {}", state.name()),
            Self::Authority => "another authority granted it".to_owned(),
            Self::Item => "no line of it names the item or its entry".to_owned(),
            Self::Destination => "it leads elsewhere".to_owned(),
            Self::Party { role, named } => format!("its {role} is {named}"),
            Self::Listed { name, lists } => format!("{name} stands on a list: {lists}"),
            Self::MayBeListed { name, lists } => {
                format!("nobody has decided whether {name} stands on a list: {lists}")
            }
            Self::Left { left } => format!("only {left} is left"),
            Self::LeftBeside { left, lines } => {
                let many = if lines.len() == 1 { "line" } else { "lines" };
                format!("only {left} is left beside {many} {}", joined(lines, ", "))
            }
            Self::Unmeasured { what } => {
                format!("it cannot be told whether enough is left: {what}")
            }
            Self::Shipments => "all its shipments are used".to_owned(),
        }
    }
}

impl NotCovered {
    /// In Chinese words.
    #[must_use]
    pub fn in_chinese(&self) -> String {
        match self {
            Self::State { state } => format!("状态为{}", state.chinese()),
            Self::Authority => "由另一主管机关颁发".to_owned(),
            Self::Item => "没有一行载明该物项或其条目".to_owned(),
            Self::Destination => "目的地不同".to_owned(),
            Self::Party { role, named } => format!("其载明的 {role} 为 {named}"),
            Self::Listed { name, lists } => format!("{name} 在名单上：{lists}"),
            Self::MayBeListed { name, lists } => {
                format!("{name} 是否在名单上尚未判定：{lists}")
            }
            Self::Left { left } => format!("仅余 {left}"),
            Self::LeftBeside { left, lines } => {
                format!("除第 {} 行所需外仅余 {left}", joined(lines, "、"))
            }
            Self::Unmeasured { what } => format!("无法判断余量是否足够：{what}"),
            Self::Shipments => "其批次已用完".to_owned(),
        }
    }
}

fn joined(lines: &[u32], by: &str) -> String {
    let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
    lines.join(by)
}

/// What a line of a transaction takes from a line of a licence.
struct Taken {
    licence: String,
    line: u32,
    /// The line of the transaction.
    by: u32,
    quantity: Option<Quantity>,
    value: Option<Money>,
}

impl Register {
    /// The licences on file of the jurisdiction that asks, those that cover the need first, each of the others with
    /// every reason why it does not.
    ///
    /// # Errors
    /// The database failed.
    pub fn cover(&mut self, need: &Need, on: Day) -> Result<Vec<Cover>> {
        Ok(covers(&self.licences(on)?, need, 0, &[]))
    }

    /// The same for what a whole transaction needs, in the order of the needs: each line takes what it needs from the
    /// first licence that covers it, so that two lines are never covered by what is left for one.
    ///
    /// # Errors
    /// The database failed.
    pub fn cover_together(&mut self, needs: &[LineNeed], on: Day) -> Result<Vec<Vec<Cover>>> {
        let views = self.licences(on)?;
        let mut taken: Vec<Taken> = Vec::new();
        let mut found = Vec::with_capacity(needs.len());
        for one in needs {
            let covers = covers(&views, &one.need, one.line, &taken);
            if let Some(Cover {
                licence,
                line: Some(line),
                ..
            }) = covers.iter().find(|cover| cover.covers())
            {
                let before = taken.iter().any(|other| {
                    other.by == one.line && other.licence == *licence && other.line == *line
                });
                // A line that two authorities ask about takes its goods once.
                if !before {
                    taken.push(Taken {
                        licence: licence.clone(),
                        line: *line,
                        by: one.line,
                        quantity: one.need.quantity,
                        value: one.need.value,
                    });
                }
            }
            found.push(covers);
        }
        Ok(found)
    }
}

fn covers(views: &[LicenceView], need: &Need, by: u32, taken: &[Taken]) -> Vec<Cover> {
    let mut covers: Vec<Cover> = views
        .iter()
        .filter(|view| view.licence.jurisdiction == need.jurisdiction)
        .map(|view| cover(view, need, by, taken))
        .collect();
    covers.sort_by_key(|cover| (cover.not.len(), cover.licence.clone()));
    covers
}

fn cover(view: &LicenceView, need: &Need, by: u32, taken: &[Taken]) -> Cover {
    let licence = &view.licence;
    let mut not = Vec::new();
    if view.state != State::Active {
        not.push(NotCovered::State { state: view.state });
    }
    if let Some(authority) = &need.authority
        && !same(authority, &licence.authority)
    {
        not.push(NotCovered::Authority);
    }
    if !licence.destinations.is_empty()
        && !need
            .destination
            .as_ref()
            .is_some_and(|one| licence.destinations.iter().any(|other| same(one, other)))
    {
        not.push(NotCovered::Destination);
    }
    parties(view, need, &mut not);
    if let Some(most) = licence.shipments_max
        && u32::try_from(view.shipments.len()).map_or(true, |used| used >= most)
    {
        not.push(NotCovered::Shipments);
    }
    // Of the lines that name the item, the one that leaves the fewest reasons.
    let best = licence
        .lines
        .iter()
        .zip(&view.lines)
        .filter(|(line, _)| {
            let by_code = line
                .codes
                .iter()
                .any(|code| need.codes.iter().any(|wanted| is_under(wanted, code)));
            let by_name = match (&line.item, &need.item) {
                (Some(one), Some(other)) => line.codes.is_empty() && same(one, other),
                _ => false,
            };
            by_code || by_name
        })
        .map(|(line, used)| {
            let others: Vec<&Taken> = taken
                .iter()
                .filter(|one| one.licence == licence.number && one.line == line.number)
                .filter(|one| one.by != by)
                .collect();
            let mut short = Vec::new();
            if let Some(left) = used.left {
                short.extend(held(need.quantity, left, &others, "quantity", |one| {
                    one.quantity
                }));
            }
            if let Some(left) = used.left_value {
                short.extend(held(need.value, left, &others, "value", |one| one.value));
            }
            (line.number, short)
        })
        .min_by_key(|(number, short)| (short.len(), *number));
    let line = match best {
        Some((number, short)) => {
            not.extend(short);
            Some(number)
        }
        None => {
            not.push(NotCovered::Item);
            None
        }
    };
    Cover {
        licence: licence.number.clone(),
        line,
        not,
    }
}

/// Goods or money, as a line of a licence counts them.
trait Amount: Copy + std::fmt::Display {
    /// Against another; none where the two cannot be compared.
    fn against(&self, other: &Self) -> Option<std::cmp::Ordering>;
    /// Less another, in the unit of this; none where that is not exact.
    fn less(&self, other: &Self) -> Option<Self>;
}

impl Amount for Quantity {
    fn against(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.compare(other)
    }

    fn less(&self, other: &Self) -> Option<Self> {
        let other = other.to(self.unit)?;
        Some(Self::new(self.amount.checked_sub(other.amount)?, self.unit))
    }
}

impl Amount for Money {
    fn against(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.compare(other)
    }

    fn less(&self, other: &Self) -> Option<Self> {
        let amount = self.amount.checked_sub(other.amount)?;
        let currency = self.currency;
        (currency == other.currency).then_some(Self { amount, currency })
    }
}

/// Why what is left does not suffice, also beside what other lines of the transaction take; none where it does.
fn held<A: Amount>(
    wanted: Option<A>,
    left: A,
    others: &[&Taken],
    what: &str,
    of: impl Fn(&Taken) -> Option<A>,
) -> Option<NotCovered> {
    let Some(wanted) = wanted else {
        return Some(unmeasured(&format!("no {what} is stated")));
    };
    match wanted.against(&left) {
        None => return Some(unmeasured(&format!("{wanted} against {left}"))),
        Some(order) if order.is_gt() => {
            return Some(NotCovered::Left {
                left: left.to_string(),
            });
        }
        Some(_) => {}
    }
    let rest = others
        .iter()
        .try_fold(left, |left, one| left.less(&of(one)?));
    let Some(rest) = rest else {
        return Some(unmeasured(&format!(
            "the {what} of line {} is not exact in its terms",
            joined(&lines(others), ", ")
        )));
    };
    wanted
        .against(&rest)
        .is_none_or(std::cmp::Ordering::is_gt)
        .then(|| NotCovered::LeftBeside {
            left: rest.to_string(),
            lines: lines(others),
        })
}

fn lines(others: &[&Taken]) -> Vec<u32> {
    others.iter().map(|one| one.by).collect()
}

fn unmeasured(what: &str) -> NotCovered {
    NotCovered::Unmeasured {
        what: what.to_owned(),
    }
}

fn parties(view: &LicenceView, need: &Need, not: &mut Vec<NotCovered>) {
    let licence = &view.licence;
    let mut roles: Vec<&str> = licence
        .parties
        .iter()
        .map(|party| party.role.as_str())
        .collect();
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        let named: Vec<&str> = licence
            .parties
            .iter()
            .filter(|party| party.role == role)
            .map(|party| party.name.as_str())
            .collect();
        let mut there = need
            .parties
            .iter()
            .filter(|party| party.role == role)
            .peekable();
        let stated = there.peek().is_some();
        let all_named = there.all(|party| named.iter().any(|name| same(name, &party.name)));
        if !stated || !all_named {
            not.push(NotCovered::Party {
                role: role.to_owned(),
                named: named.join(" or "),
            });
        }
    }
    for party in need.parties.iter().filter(|party| !party.listed.is_empty()) {
        not.push(NotCovered::Listed {
            name: party.name.clone(),
            lists: party.listed.join(", "),
        });
    }
    for party in &need.parties {
        if !party.may_be_listed.is_empty() {
            not.push(NotCovered::MayBeListed {
                name: party.name.clone(),
                lists: party.may_be_listed.join(", "),
            });
        }
    }
}

/// Whether two names are the same but for case and blanks. Anything cleverer would let a licence cover somebody whom it
/// does not name.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        text.split_whitespace()
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .join(" ")
    };
    plain(one) == plain(other)
}

/// Whether an entry is another or stands below it: `1C902.a.1` is under `1C902.a` and `1C902`.
fn is_under(entry: &str, above: &str) -> bool {
    entry
        .get(..above.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(above))
        && entry
            .get(above.len()..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
