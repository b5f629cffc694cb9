//! The publications and lists that we know by name.

/// A publication: what a publisher publishes as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publication {
    /// Its id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Who publishes it.
    pub publisher: &'static str,
}

const fn publication(
    id: &'static str,
    title: &'static str,
    publisher: &'static str,
) -> Publication {
    Publication {
        id,
        title,
        publisher,
    }
}

pub(crate) const US_CSL: &str = "us-csl";
pub(crate) const US_OFAC_SDN: &str = "us-ofac-sdn";
pub(crate) const US_OFAC_CONSOLIDATED: &str = "us-ofac-consolidated";
pub(crate) const EU: &str = "eu-financial-sanctions";
pub(crate) const UK: &str = "uk-sanctions";
pub(crate) const UN: &str = "un-security-council";
pub(crate) const FTM: &str = "followthemoney";

/// Every publication whose layout is read without a mapping.
pub const PUBLICATIONS: &[Publication] = &[
    publication(
        US_CSL,
        "Consolidated Screening List",
        "US International Trade Administration",
    ),
    publication(
        US_OFAC_SDN,
        "Specially Designated Nationals and Blocked Persons List",
        "US Office of Foreign Assets Control",
    ),
    publication(
        US_OFAC_CONSOLIDATED,
        "Consolidated (non-SDN) Sanctions List",
        "US Office of Foreign Assets Control",
    ),
    publication(
        EU,
        "Consolidated list of financial sanctions",
        "European Commission",
    ),
    publication(
        UK,
        "UK Sanctions List",
        "UK Foreign, Commonwealth and Development Office",
    ),
    publication(
        UN,
        "United Nations Security Council Consolidated List",
        "United Nations Security Council",
    ),
    publication(FTM, "FollowTheMoney entities", "as the data says"),
];

/// A list within a publication: the mark by which sources name it, its id and its title.
struct Known {
    mark: &'static str,
    id: &'static str,
    title: &'static str,
}

const fn known(mark: &'static str, id: &'static str, title: &'static str) -> Known {
    Known { mark, id, title }
}

/// The lists of the US agencies, by the mark in brackets with which the Consolidated Screening List
/// names its sources.
const LISTS: &[Known] = &[
    known("SDN", "us-sdn", "Specially Designated Nationals"),
    known("EL", "us-entity-list", "Entity List"),
    known("DPL", "us-denied-persons", "Denied Persons List"),
    known("UVL", "us-unverified", "Unverified List"),
    known("MEU", "us-military-end-user", "Military End User List"),
    known("DTC", "us-itar-debarred", "AECA (ITAR) Debarred List"),
    known("ISN", "us-nonproliferation", "Nonproliferation Sanctions"),
    known(
        "FSE",
        "us-foreign-sanctions-evaders",
        "Foreign Sanctions Evaders List",
    ),
    known(
        "SSI",
        "us-sectoral",
        "Sectoral Sanctions Identifications List",
    ),
    known("PLC", "us-plc", "Palestinian Legislative Council List"),
    known(
        "CAP",
        "us-capta",
        "List of Foreign Financial Institutions Subject to Correspondent Account or Payable-Through Account Sanctions",
    ),
    known(
        "CMIC",
        "us-cmic",
        "Non-SDN Chinese Military-Industrial Complex Companies List",
    ),
    known("MBS", "us-menu-based", "Non-SDN Menu-Based Sanctions List"),
];

/// The id of the US list that a source of the Consolidated Screening List is, by its mark in
/// brackets: `Entity List (EL) - Bureau of Industry and Security`. A list that we do not know yet
/// gets an id from its words, since an entry is never left out for standing on a new list.
pub(crate) fn us_list(source: &str) -> String {
    for bracketed in source
        .split('(')
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
    {
        let mark = bracketed
            .trim_start_matches("NS-")
            .trim_end_matches(" List")
            .trim();
        if let Some(list) = LISTS.iter().find(|list| list.mark == mark) {
            return list.id.to_owned();
        }
    }
    let words = source.split(" - ").next().unwrap_or(source);
    format!("us-{}", slug(words))
}

/// The list that an entry of OFAC's consolidated (non-SDN) publication stands on, by a programme.
pub(crate) fn us_list_of_programme(programme: &str) -> Option<&'static str> {
    let found = match programme {
        "NS-PLC" => "us-plc",
        "561-Related" | "561LIST" | "CAPTA" => "us-capta",
        _ if programme.starts_with("CMIC") => "us-cmic",
        _ if programme.starts_with("FSE") => "us-foreign-sanctions-evaders",
        _ if programme.starts_with("UKRAINE-EO13662") => "us-sectoral",
        _ if programme.starts_with("NS-MBS") => "us-menu-based",
        _ => return None,
    };
    Some(found)
}

/// What a list is called: by our table, else by its publication, else its id.
pub(crate) fn title(list: &str) -> String {
    if let Some(known) = LISTS.iter().find(|known| known.id == list) {
        return known.title.to_owned();
    }
    PUBLICATIONS
        .iter()
        .find(|publication| publication.id == list)
        .map_or_else(
            || list.to_owned(),
            |publication| publication.title.to_owned(),
        )
}

/// Words as an id: lower-case letters, digits and hyphens.
pub(crate) fn slug(words: &str) -> String {
    let mut out = String::new();
    for character in words.chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    if out.is_empty() {
        "list".to_owned()
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_the_screening_list_are_told_apart() {
        for (source, list) in [
            (
                "Entity List (EL) - Bureau of Industry and Security",
                "us-entity-list",
            ),
            (
                "Military End User (MEU) List - Bureau of Industry and Security",
                "us-military-end-user",
            ),
            (
                "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department",
                "us-menu-based",
            ),
            ("Capta List (CAP) - Treasury Department", "us-capta"),
            (
                "A New List (ANL) - Treasury Department",
                "us-a-new-list-anl",
            ),
        ] {
            assert_eq!(us_list(source), list);
        }
    }
}
