//! Countries as publishers write them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use exeat_facts::Vocabulary;

use super::Country;
use super::text::clean;

/// Spellings of publishers that the vocabulary does not know, in lower case.
const SPELLINGS: &[(&str, &str)] = &[
    ("bolivia (plurinational state of)", "BO"),
    ("bolivia, plurinational state of", "BO"),
    ("burma", "MM"),
    ("central african republic (the)", "CF"),
    ("congo", "CG"),
    ("congo (democratic republic)", "CD"),
    ("congo (republic)", "CG"),
    ("congo, democratic republic of", "CD"),
    ("congo, democratic republic of (was zaire)", "CD"),
    ("congo, democratic republic of the", "CD"),
    ("congo, republic of the", "CG"),
    ("congo, the democratic republic of the", "CD"),
    ("cote d'ivoire", "CI"),
    ("cote d ivoire", "CI"),
    ("ivory coast", "CI"),
    ("czech republic", "CZ"),
    ("democratic people's republic of korea", "KP"),
    ("dprk", "KP"),
    ("korea, democratic people's republic of", "KP"),
    ("korea, north", "KP"),
    ("north korea", "KP"),
    ("democratic republic of the congo", "CD"),
    ("east timor", "TL"),
    ("england", "GB"),
    ("great britain", "GB"),
    ("holland", "NL"),
    ("hong kong", "HK"),
    ("hong kong (special administrative region of china)", "HK"),
    ("iran (islamic republic of)", "IR"),
    ("iran, islamic republic of", "IR"),
    ("islamic republic of iran", "IR"),
    ("korea, republic of", "KR"),
    ("korea, south", "KR"),
    ("republic of korea", "KR"),
    ("south korea", "KR"),
    ("kosovo", "XK"),
    ("lao people's democratic republic", "LA"),
    ("laos", "LA"),
    ("libyan arab jamahiriya", "LY"),
    ("macau", "MO"),
    ("macao", "MO"),
    ("macedonia", "MK"),
    ("moldova, republic of", "MD"),
    ("republic of moldova", "MD"),
    ("myanmar (burma)", "MM"),
    ("occupied palestinian territories", "PS"),
    ("palestinian", "PS"),
    ("palestinian territories", "PS"),
    ("palestinian territory, occupied", "PS"),
    ("state of palestine", "PS"),
    ("west bank", "PS"),
    ("gaza", "PS"),
    ("people's republic of china", "CN"),
    ("prc", "CN"),
    ("republic of china", "TW"),
    ("taiwan (province of china)", "TW"),
    ("taiwan, province of china", "TW"),
    ("republic of south sudan", "SS"),
    ("russia", "RU"),
    ("russian federation", "RU"),
    ("saint kitts and nevis", "KN"),
    ("st kitts and nevis", "KN"),
    ("st. kitts and nevis", "KN"),
    ("st vincent and the grenadines", "VC"),
    ("syria", "SY"),
    ("syrian arab republic", "SY"),
    ("tanzania", "TZ"),
    ("tanzania, united republic of", "TZ"),
    ("united republic of tanzania", "TZ"),
    ("the gambia", "GM"),
    ("the netherlands", "NL"),
    ("trinidad & tobago", "TT"),
    ("turkey", "TR"),
    ("türkiye", "TR"),
    ("turkiye", "TR"),
    ("u.s.a.", "US"),
    ("usa", "US"),
    ("united states of america", "US"),
    ("united kingdom of great britain and northern ireland", "GB"),
    ("venezuela", "VE"),
    ("venezuela (bolivarian republic of)", "VE"),
    ("venezuela, bolivarian republic of", "VE"),
    ("viet nam", "VN"),
    ("vietnam", "VN"),
    ("virgin islands, british", "VG"),
    ("british virgin islands", "VG"),
    ("virgin islands, u.s.", "VI"),
];

struct Names {
    codes: BTreeMap<&'static str, &'static str>,
    names: BTreeMap<String, &'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut codes = BTreeMap::new();
    let mut names = BTreeMap::new();
    if let Some((_, list)) = Vocabulary::standard().find_code_list("country") {
        for code in list.codes() {
            codes.insert(code.code, code.code);
            names.insert(code.english.to_lowercase(), code.code);
            names.insert(code.chinese.to_owned(), code.code);
            for alias in code.aliases {
                names.entry(alias.to_lowercase()).or_insert(code.code);
            }
        }
    }
    for (spelling, code) in SPELLINGS {
        names.insert((*spelling).to_owned(), code);
    }
    Names { codes, names }
});

/// The country that a publisher's text means: a code of two letters, or a name that we know. What
/// we do not know keeps its text, and has no code.
pub(crate) fn country(text: &str) -> Option<Country> {
    let text = clean(text)?;
    if matches!(text.as_str(), "00" | "UNKNOWN" | "-0-" | "Undetermined") {
        return None;
    }
    if let Some(code) = NAMES.codes.get(text.as_str()) {
        return Some(Country {
            code: Some((*code).to_owned()),
            text: None,
        });
    }
    let lower = text.to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    let code = NAMES.names.get(&lower).or_else(|| NAMES.names.get(bare));
    Some(Country {
        code: code.map(|code| (*code).to_owned()),
        text: Some(text),
    })
}

/// Adds a country if it is not there yet, by its code or, where it has none, its text.
pub(crate) fn add(list: &mut Vec<Country>, country: Option<Country>) {
    let Some(country) = country else { return };
    let known = list.iter().any(|other| match &country.code {
        Some(code) => other.code.as_ref() == Some(code),
        None => other.text == country.text,
    });
    if !known {
        list.push(country);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishers_spellings_have_codes() {
        for (text, code) in [
            ("CN", "CN"),
            ("Russian Federation", "RU"),
            ("RUSSIA", "RU"),
            ("Iran (Islamic Republic of)", "IR"),
            ("Korea, North", "KP"),
            ("The Bahamas", "BS"),
            ("Germany", "DE"),
        ] {
            let found = country(text).and_then(|country| country.code);
            assert_eq!(found.as_deref(), Some(code), "{text}");
        }
        let unknown = country("Atlantis").expect("a text");
        assert_eq!(
            (unknown.code, unknown.text.as_deref()),
            (None, Some("Atlantis"))
        );
        assert_eq!(country("00"), None);
    }

    #[test]
    fn every_spelling_leads_to_a_country_of_the_vocabulary() {
        for (spelling, code) in SPELLINGS {
            assert!(NAMES.codes.contains_key(code), "{spelling}");
            assert_eq!(*spelling, spelling.to_lowercase());
        }
    }
}
