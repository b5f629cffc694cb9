//! Which list answers which question of the vocabulary.

/// A fact of a party that a list answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// The fact, as the vocabulary calls it.
    pub fact: &'static str,
    /// The id of the list.
    pub list: &'static str,
    /// The publications whose silence counts: those of the list's own publisher. A match counts
    /// wherever it is found.
    pub publications: &'static [&'static str],
    /// What the list is called, in English and in Chinese.
    pub title: (&'static str, &'static str),
    /// Whether the date from which an entry is listed is that of its first listing. Where it may be
    /// that of an amendment, it says nothing about the days before.
    pub(crate) dated: bool,
}

const fn listing(
    fact: &'static str,
    list: &'static str,
    publications: &'static [&'static str],
    title: (&'static str, &'static str),
    dated: bool,
) -> Listing {
    Listing {
        fact,
        list,
        publications,
        title,
        dated,
    }
}

/// Every fact that a list answers, in the order of the vocabulary.
pub const LISTINGS: &[Listing] = &[
    listing(
        "on-cn-control-list",
        "cn-control-list",
        &["cn-mofcom-lists"],
        (
            "China's export control list of parties",
            "中国出口管制管控名单",
        ),
        true,
    ),
    listing(
        "on-cn-watch-list",
        "cn-watch-list",
        &["cn-mofcom-lists"],
        ("China's watch list", "中国出口管制关注名单"),
        true,
    ),
    listing(
        "on-cn-unreliable-entity-list",
        "cn-unreliable-entity-list",
        &["cn-mofcom-lists"],
        ("China's unreliable entity list", "中国不可靠实体清单"),
        true,
    ),
    listing(
        "on-jp-end-user-list",
        "jp-end-user-list",
        &["jp-end-user-list"],
        ("Japan's foreign end user list", "日本外国用户清单"),
        false,
    ),
    listing(
        "on-us-entity-list",
        "us-entity-list",
        &["us-csl"],
        ("the US Entity List", "美国实体清单"),
        false,
    ),
    listing(
        "on-us-denied-persons-list",
        "us-denied-persons",
        &["us-csl", "us-denied-persons"],
        ("the US Denied Persons List", "美国被拒绝人员清单"),
        false,
    ),
    listing(
        "on-us-unverified-list",
        "us-unverified",
        &["us-csl"],
        ("the US Unverified List", "美国未经核实清单"),
        false,
    ),
    listing(
        "on-us-meu-list",
        "us-military-end-user",
        &["us-csl"],
        ("the US Military End-User List", "美国军事最终用户清单"),
        false,
    ),
    listing(
        "on-us-sdn-list",
        "us-sdn",
        &["us-csl", "us-ofac-sdn"],
        (
            "OFAC's list of specially designated nationals",
            "美国财政部特别指定国民清单",
        ),
        false,
    ),
    listing(
        "on-us-supplement-8-list",
        "us-supplement-8",
        &["us-supplement-8"],
        (
            "supplement 8 to part 740 of the EAR",
            "《出口管理条例》第740部分补编8",
        ),
        false,
    ),
    listing(
        "on-eu-sanctions-list",
        "eu-financial-sanctions",
        &["eu-financial-sanctions"],
        ("the EU's list of financial sanctions", "欧盟金融制裁名单"),
        false,
    ),
    listing(
        "on-uk-sanctions-list",
        "uk-sanctions",
        &["uk-sanctions"],
        ("the UK sanctions list", "英国制裁名单"),
        true,
    ),
];

/// The fact that says under which programmes a blocked party is blocked.
pub(crate) const PROGRAMME_FACT: &str = "us-sdn-programme-of-part-744";

/// Every fact that screening may set, as the vocabulary calls it: those that a list answers, the
/// programmes of blocked parties, and the shares that listed parties hold.
pub fn facts() -> impl Iterator<Item = &'static str> {
    let listed = LISTINGS.iter().map(|listing| listing.fact);
    let shares = super::SHARES.iter().map(|share| share.fact);
    listed.chain([PROGRAMME_FACT]).chain(shares)
}

/// The programmes of 15 CFR 744.8(a)(1).
const PROGRAMMES: &[&str] = &[
    "NPWMD",
    "FTO",
    "SDGT",
    "BELARUS",
    "BELARUS-EO14038",
    "RUSSIA-EO14024",
    "UKRAINE-EO13660",
    "UKRAINE-EO13661",
    "UKRAINE-EO13662",
    "UKRAINE-EO13685",
    "ILLICIT-DRUGS-EO14059",
    "SDNT",
    "SDNTK",
    "TCO",
];

/// Whether a programme, as OFAC writes it, is one of those of section 744.8.
pub(crate) fn of_part_744(programme: &str) -> bool {
    // Some files write several programmes in one field: `[SDGT] [IFSR]`.
    programme
        .split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-')
        .any(|one| PROGRAMMES.contains(&one))
}

/// The fact that a list answers.
pub(crate) fn of_list(list: &str) -> Option<&'static Listing> {
    LISTINGS.iter().find(|listing| listing.list == list)
}

#[cfg(test)]
mod tests {
    use super::of_part_744;

    #[test]
    fn programmes_are_known_however_they_are_joined() {
        for written in [
            "SDGT",
            "[SDGT]",
            "[IRAN] [NPWMD]",
            "SDGT; IFSR",
            "IFSR][FTO",
        ] {
            assert!(of_part_744(written), "{written}");
        }
        for other in ["IRAN", "[SDGTX]", "SDGT-X", ""] {
            assert!(!of_part_744(other), "{other}");
        }
    }
}
