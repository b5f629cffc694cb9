//! Legal forms of organisations, as they are written after folding case, marks and dots.
//!
//! Each has a class: forms of one class are the same kind of body in different languages, and a
//! difference between two classes is weak evidence that two bodies differ.

/// Forms by what kind of body they say it is, words apart.
const FORMS: &[(&str, &[&str])] = &[
    (
        "llc",
        &[
            "llc",
            "l l c",
            "limited liability company",
            "limited liability co",
            "ltd",
            "limited",
            "ltda",
            "limitada",
            "gmbh",
            "gesellschaft mit beschrankter haftung",
            "mbh",
            "ooo",
            "obshchestvo s ogranichennoy otvetstvennostyu",
            "obschestvo s ogranichennoi otvetstvennostyu",
            "obshchestvo s ogranichennoi otvetstvennostyu",
            "tov",
            "tovarystvo z obmezhenoyu vidpovidalnistyu",
            "too",
            "doo",
            "d o o",
            "dooel",
            "eood",
            "ood",
            "sarl",
            "s a r l",
            "sasu",
            "srl",
            "s r l",
            "societe a responsabilite limitee",
            "societatea cu raspundere limitata",
            "sociedad de responsabilidad limitada",
            "sp z oo",
            "sp z o o",
            "spolka z oo",
            "spolka z ograniczona odpowiedzialnoscia",
            "sro",
            "s r o",
            "spol s r o",
            "spol sro",
            "kft",
            "korlatolt felelossegu tarsasag",
            "oy",
            "sdn bhd",
            "pte ltd",
            "pte",
            "pvt ltd",
            "pvt",
            "private limited",
            "pty ltd",
            "pty",
            "proprietary limited",
            "bv",
            "b v",
            "besloten vennootschap",
            "uab",
            "sia",
            "mchj",
            "mmc",
            "oou",
            "lda",
            "lcc",
            "llp limited",
            "wll",
            "w l l",
            "fze",
            "fzc",
            "fzco",
            "fz llc",
            "fz",
            "limited sirketi",
            "ltd sti",
            "sti",
            "co ltd",
            "co limited",
            "company limited",
            "company ltd",
            "coltd",
            "gk",
            "yoo",
            "yugen kaisha",
            "yk",
            "unipersonal",
            "eirl",
            "zoo",
        ],
    ),
    (
        "jsc",
        &[
            "jsc",
            "ojsc",
            "cjsc",
            "pjsc",
            "ao",
            "oao",
            "zao",
            "pao",
            "joint stock company",
            "joint stock co",
            "open joint stock company",
            "closed joint stock company",
            "public joint stock company",
            "private joint stock company",
            "pjs",
            "joint stock",
            "aktsionernoe obshchestvo",
            "aktsionernoye obshchestvo",
            "publichnoe aktsionernoe obshchestvo",
            "publichnoye aktsionernoye obshchestvo",
            "otkrytoe aktsionernoe obshchestvo",
            "zakrytoe aktsionernoe obshchestvo",
            "otkrytoye aktsionernoye obshchestvo",
            "zakrytoye aktsionernoye obshchestvo",
            "ag",
            "aktiengesellschaft",
            "sa",
            "s a",
            "societe anonyme",
            "sociedad anonima",
            "sociedade anonima",
            "spa",
            "s p a",
            "societa per azioni",
            "plc",
            "p l c",
            "public limited company",
            "public company limited",
            "pcl",
            "ab",
            "aktiebolag",
            "aktiebolaget",
            "as",
            "a s",
            "asa",
            "aksjeselskap",
            "oyj",
            "nv",
            "n v",
            "naamloze vennootschap",
            "se",
            "societas europaea",
            "kk",
            "kabushiki kaisha",
            "kabushikikaisha",
            "tbk",
            "pt",
            "bhd",
            "berhad",
            "ad",
            "a d",
            "dd",
            "d d",
            "aksiyonerno druzhestvo",
            "anonim sirketi",
            "anonim sirket",
            "kft zrt",
            "zrt",
            "nyrt",
            "sca",
            "saog",
            "saoc",
            "qsc",
            "psc",
            "pjsco",
            "ksc",
            "k s c",
            "sa de cv",
            "s a de c v",
            "sab de cv",
            "eap",
            "at",
            "prat",
            "pat",
            "asc",
        ],
    ),
    (
        "corporation",
        &[
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "co",
            "company",
            "cie",
            "compagnie",
            "compania",
            "companhia",
            "firma",
            "the company",
            "enterprise company",
            "and co",
            "and company",
            "chung kuo",
            "korporatsiya",
            "korporacia",
            "inc co",
            "coy",
        ],
    ),
    (
        "partnership",
        &[
            "lp",
            "l p",
            "llp",
            "l l p",
            "lllp",
            "limited partnership",
            "kg",
            "kommanditgesellschaft",
            "gmbh and co kg",
            "gmbh co kg",
            "ohg",
            "gbr",
            "cv",
            "c v",
            "vof",
            "snc",
            "s n c",
            "scs",
            "sas",
            "s a s",
            "ug",
            "kd",
            "sp j",
            "sp k",
            "kda",
        ],
    ),
    (
        "non-profit",
        &[
            "ano",
            "avtonomnaya nekommercheskaya organizatsiya",
            "ev",
            "e v",
            "eingetragener verein",
            "ngo",
            "npo",
            "onlus",
            "asbl",
            "vzw",
            "nko",
        ],
    ),
    (
        "state",
        &[
            "fgup",
            "federalnoe gosudarstvennoe unitarnoe predpriyatie",
            "federal state unitary enterprise",
            "fsue",
            "gup",
            "mup",
            "state unitary enterprise",
            "rue",
            "rup",
            "gp",
            "fgbu",
            "fku",
            "federal state budgetary institution",
            "federalnoye gosudarstvennoye unitarnoye predpriyatiye",
            "fgaou",
            "fgbou",
        ],
    ),
    (
        "trader",
        &[
            "ip",
            "individualny predprinimatel",
            "individual entrepreneur",
            "chp",
            "est",
        ],
    ),
];

/// The longest legal form at the beginning of `words`: how many words it takes, and its class.
pub(crate) fn at_start(words: &[&str]) -> Option<(usize, &'static str)> {
    let first = words.first()?;
    table()
        .get(*first)?
        .iter()
        .filter(|(rest, _)| {
            let last = rest.len();
            words.len() > last
                && rest
                    .iter()
                    .zip(&words[1..])
                    .zip(1..)
                    .all(|((form, word), place)| {
                        // The last word of a name may be cut off.
                        form == word
                            || (place == last
                                && words.len() == last + 1
                                && word.len() >= 4
                                && form.starts_with(word))
                    })
        })
        .max_by_key(|(rest, _)| rest.len())
        .map(|(rest, class)| (rest.len() + 1, *class))
}

/// Every word of a legal form.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    FORMS
        .iter()
        .flat_map(|(_, spellings)| *spellings)
        .flat_map(|spelling| spelling.split(' '))
}

type Table = std::collections::HashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>;

fn table() -> &'static Table {
    static TABLE: std::sync::OnceLock<Table> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::new();
        for (class, spellings) in FORMS {
            for spelling in *spellings {
                let mut words = spelling.split(' ');
                if let Some(first) = words.next() {
                    table
                        .entry(first)
                        .or_default()
                        .push((words.collect(), class));
                }
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_is_found() {
        assert_eq!(at_start(&["sp", "z", "o", "o"]), Some((4, "llc")));
        assert_eq!(
            at_start(&["joint", "stock", "company", "x"]),
            Some((3, "jsc"))
        );
        assert_eq!(at_start(&["joint", "venture"]), None);
    }
}
