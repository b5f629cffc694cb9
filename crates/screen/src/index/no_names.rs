//! What stands where a name should stand and is none. Tables, transactions and the command line ask here.

/// What people write where they have no name, in lower case and without signs.
const NO_NAMES: &[&str] = &[
    "asabove",
    "asattached",
    "asconsignee",
    "desconocido",
    "ditto",
    "divers",
    "diverse",
    "dto",
    "entfaellt",
    "entfällt",
    "idem",
    "inconnu",
    "inconnue",
    "ka",
    "keine",
    "keineangabe",
    "keineangaben",
    "na",
    "nan",
    "neant",
    "néant",
    "nichtbekannt",
    "nichtvorhanden",
    "nil",
    "nn",
    "noname",
    "nonconnu",
    "none",
    "nonrenseigne",
    "nonrenseigné",
    "notapplicable",
    "notavailable",
    "notknown",
    "null",
    "sameasabove",
    "sameasconsignee",
    "sansobjet",
    "seeabove",
    "seeattached",
    "seeattachment",
    "seebelow",
    "sieheanlage",
    "sieheoben",
    "sieheunten",
    "tba",
    "tbc",
    "tbd",
    "tobeadvised",
    "tobeannounced",
    "tobeconfirmed",
    "tobedetermined",
    "toorder",
    "totheorder",
    "unbekannt",
    "undisclosed",
    "unknown",
    "various",
    "verschiedene",
    "voirannexe",
    "voircidessus",
    "xxx",
    "同上",
    "待定",
    "无",
    "暂无",
    "未知",
    "不明",
    "不详",
];

/// What spreadsheets show where a formula has failed, as English and German ones write it.
const ERRORS: &[&str] = &[
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!",
    "#WERT!", "#BEZUG!", "#ZAHL!", "#NV",
];

/// Whether a text is nobody's name: it has no letter, it is the error of a spreadsheet, or it says that
/// the name is not known or stands elsewhere.
pub(super) fn is_no_name(text: &str) -> bool {
    let kept = text.chars().filter(|letter| letter.is_alphanumeric());
    let letters: String = kept.flat_map(char::to_lowercase).collect();
    !text.chars().any(char::is_alphabetic)
        || NO_NAMES.contains(&letters.as_str())
        || ERRORS
            .iter()
            .any(|error| text.trim().eq_ignore_ascii_case(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_spreadsheets_and_words_for_nobody_are_no_names() {
        for text in [
            "#REF!",
            "#NAME?",
            "#VALUE!",
            "#DIV/0!",
            "#NUM!",
            "#NULL!",
            "#N/A",
            " #ref! ",
            "k.A.",
            "n.n.",
            "see attached",
            "dto.",
            "Diverse",
            "0",
            "12345",
            "N/A",
            "???",
            "Néant",
            "不详",
            "",
        ] {
            assert!(is_no_name(text), "{text}");
        }
        for text in [
            "Ref",
            "Value GmbH",
            "Name",
            "360 Security",
            "K. A. Smith",
            "无锡",
        ] {
            assert!(!is_no_name(text), "{text}");
        }
    }
}
