//! What stands around a person's name, and by which other names the same person goes.

use super::known;
use crate::edit::distance;

word_list! {
    /// Titles and forms of address, which say nothing about who somebody is.
    is_title, TITLES:
    "the" | "mr" | "mrs" | "ms" | "miss" | "mx" | "dr" | "doctor" | "prof" | "professor" | "sir"
    | "dame" | "lady" | "lord" | "rev" | "hon" | "honorable" | "honourable" | "excellency" |
    "president" | "prasident" | "presidente" | "minister" | "general" | "gen" | "colonel" |
    "col" | "lt" | "lieutenant" | "major" | "maj" | "captain" | "capt" | "cmdr" | "commander" |
    "brigadier" | "admiral" | "marshal" | "monsieur" | "madame" | "mme" | "mlle" | "herr" |
    "frau" | "senor" | "senora" | "sr" | "sra" | "don" | "dona" | "sheikh" | "shaikh" | "shaykh"
    | "sheik" | "cheikh" | "mullah" | "mulla" | "molla" | "mawlawi" | "maulavi" | "maulvi" |
    "mawlana" | "maulana" | "hajji" | "haji" | "hadji" | "hajj" | "hafiz" | "qari" | "ayatollah"
    | "hojjatoleslam" | "imam" | "sayyid" | "sayed" | "sayyed" | "syed" | "emir" | "king" |
    "prince" | "princess" | "ing" | "jr" | "junior" | "phd" | "md" | "esq" | "gospodin"
}

/// Whether a word is a title with two neighbouring letters swapped: `Shiekh`.
pub(crate) fn is_title_swapped(word: &str) -> bool {
    word.len() >= 5 && known::swapped(word).is_some_and(is_title)
}

/// Titles that are surnames too: they are titles only before the name.
pub(crate) fn is_surname_too(word: &str) -> bool {
    matches!(
        word,
        "king"
            | "prince"
            | "major"
            | "marshal"
            | "lord"
            | "lady"
            | "don"
            | "dona"
            | "general"
            | "president"
            | "captain"
            | "junior"
            | "miss"
            | "imam"
            | "sayed"
            | "sayyid"
            | "sayyed"
            | "syed"
            | "sheikh"
            | "shaikh"
            | "emir"
            | "haji"
            | "hafiz"
    )
}

/// Words between the parts of a name that are left out, joined and respelt at will.
pub(crate) fn is_particle(word: &str) -> bool {
    is_article(word) || is_child_of(word) || is_preposition(word)
}

word_list! {
    /// Small words between the parts of European names.
    is_preposition, PREPOSITIONS:
    "de" | "da" | "do" | "dos" | "das" | "del" | "della" | "di" | "du" | "des" | "van" | "von"
    | "der" | "den" | "ter" | "zu" | "und" | "y" | "e" | "la" | "le" | "las" | "los" | "ap" | "av"
    | "af" | "ut" | "ud" | "wa" | "i"
}

word_list! {
    /// The Arabic article in its spellings, assimilated ones among them.
    is_article, ARTICLES:
    "al" | "el" | "ul" | "ol" | "il" | "as" | "ad" | "ar" | "ur" | "er" | "az" | "ez" | "ed" |
    "es" | "an" | "en" | "at" | "ash" | "esh" | "ettin"
}

word_list! {
    /// Words for `son of` and `daughter of`.
    is_child_of, CHILD_OF:
    "bin" | "ibn" | "ben" | "bint" | "binti" | "bni" | "bn" | "ould" | "uld" | "oglu" | "ogly" |
    "kyzy" | "qizi" | "bar" | "bat"
}

/// How East Slavic patronymics end in the spellings of English, French, German and Swedish papers
/// and in those of Belarus and Ukraine, and Turkic ones that are written as one word.
const PATRONYMIC_ENDINGS: &[&str] = &[
    "ovich", "evich", "avich", "ivich", "ovych", "evych", "avych", "ovitch", "evitch", "avitch",
    "ovitj", "evitj", "avitj", "owitsch", "ewitsch", "owitch", "ewitch", "ovna", "evna", "avna",
    "ivna", "owna", "ewna", "ichna", "ogly", "ugli", "kyzy", "kizi", "qizi",
];
/// The same, where shorter words are other names: `Shauna`, `July`.
const LONG_PATRONYMIC_ENDINGS: &[&str] = &["auna", "euna", "ouna", "uly"];
/// A patronymic has so many letters at least, and one with such an ending.
const PATRONYMIC_LETTERS_MIN: usize = 6;
const LONG_PATRONYMIC_LETTERS_MIN: usize = 8;

/// Whether a word has the form of a patronymic: `Grigorievich`, `Ryhorovich`, `Mykolaivna`, `Ilyich`.
/// Some surnames have it too (`Abramovich`), which is why nobody is told apart by it alone.
pub(crate) fn is_patronymic(word: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    (word.len() >= PATRONYMIC_LETTERS_MIN && ends(PATRONYMIC_ENDINGS))
        || (word.len() >= LONG_PATRONYMIC_LETTERS_MIN && ends(LONG_PATRONYMIC_ENDINGS))
        || matches!(
            word,
            "ilich"
                | "ilyich"
                | "illich"
                | "ilych"
                | "lukich"
                | "kuzmich"
                | "fomich"
                | "nikitich"
                | "savvich"
                | "ilitch"
                | "ilyitch"
                | "iljitj"
                | "ilinichna"
        )
}

/// Spellings of `servant of`, with which many Arabic names begin.
pub(crate) fn is_servant_of(word: &str) -> bool {
    matches!(
        word,
        "abd"
            | "abdul"
            | "abdel"
            | "abdal"
            | "abdol"
            | "abdoul"
            | "abdur"
            | "abder"
            | "abdil"
            | "abdelal"
    )
}

/// What stands before `-uddin` or `-ullah` in a name that ends so.
pub(crate) fn devoted(word: &str) -> Option<&str> {
    [
        "uddin", "oddin", "eddin", "eddine", "uddeen", "ddin", "ullah", "ollah", "allah", "ulla",
        "olla",
    ]
    .iter()
    .find_map(|ending| word.strip_suffix(ending))
    .filter(|stem| stem.len() >= 3)
}

/// `abdelfattah` in its two words, where the second is one.
pub(crate) fn split_servant_of(word: &str) -> Option<&str> {
    // `Abdullha` is `Abdullah` with a slip, and no servant of `Lha`.
    if word.len() < 8 || (word.len() < 10 && distance(word.as_bytes(), b"abdullah") <= 1) {
        return None;
    }
    let rest = ["abdoul", "abdul", "abdel", "abdal", "abdol", "abdil"]
        .iter()
        .find_map(|head| word.strip_prefix(head))
        .or_else(|| {
            ["abdur", "abder"]
                .iter()
                .find_map(|head| word.strip_prefix(head))
        })?;
    (rest.len() >= 3 && !rest.starts_with("la") && !rest.starts_with("hak")).then_some(rest)
}

/// Given names and the short forms by which the same people go: a group a line. A name may stand
/// in more than one group.
const NICKNAMES: &[&str] = &[
    "abigail abby gail",
    "abraham abe ibrahim bram",
    "adam adi",
    "albert al bert",
    "alexander alexandre aleksandr aleksander alexandr alex alec sasha sascha alejandro iskander iskandar shura oleksandr aliaksandr sandro",
    "alexandra aleksandra sasha alexa sandra",
    "alexei aleksey alexey aleksei alyosha lyosha oleksii",
    "alfred fred alf",
    "andrew andy drew andrei andrey andrzej andriy andreas andre",
    "anastasia nastya anastasiya stasia",
    "anthony tony antonio anton antonin",
    "arkady arkadiy",
    "arthur art artur",
    "augustus gus",
    "barack barry",
    "benjamin ben benny bibi benji binyamin",
    "bernard bernie",
    "boris borya",
    "caroline carol carrie",
    "catherine katherine kate kathy katie cathy ekaterina yekaterina katya katarina kateryna",
    "charles charlie chuck carl karl carlos",
    "christina tina chris kristina",
    "christopher chris kit christoph cristobal krzysztof",
    "cynthia cindy",
    "daniel dan danny danil daniil",
    "david dave dawud daoud dawood",
    "deborah debbie",
    "dennis denis denys",
    "dmitry dima dmitri dmitriy mitya dmytro",
    "donald don donnie",
    "dorothy dot dottie",
    "edward ed eddie ted ned eduard edouard",
    "elena yelena helena lena olena helen",
    "elizabeth liz beth betty lizzie eliza elisabeth yelizaveta elizaveta",
    "emmanuel manny manuel emanuel",
    "eugene gene yevgeny evgeny yevgeniy evgeniy zhenya yevhen eugen",
    "evgenia yevgenia zhenya",
    "ferdinand fernando nando",
    "florence flo",
    "francis frank francisco pancho paco franz franciszek francesco francois",
    "frederick fred freddy friedrich frederic frederik federico",
    "gabriel gabe gabi",
    "galina galya",
    "gennady gena gennadiy gennadi",
    "george jorge georg georgy yuri georgi jiri georges giorgi",
    "gerald gerry jerry",
    "gregory greg grigory grisha hryhorii",
    "gwendolyn gwen",
    "harold harry hal",
    "henry harry hank henri heinrich enrique",
    "igor ihor",
    "ilya ilia illia",
    "ivan vanya ioann",
    "jacob jake jakob yakov yaakov jack",
    "jacqueline jackie",
    "james jim jimmy jamie diego jaime",
    "jennifer jen jenny",
    "jessica jess",
    "john johnny jack jon johan johann jean juan ivan giovanni yahya",
    "jonathan jon jonny",
    "joseph joe joey jose josef yusuf yosef pepe giuseppe iosif youssef yousef",
    "joshua josh",
    "judith judy",
    "kenneth ken kenny",
    "konstantin kostya constantine kostyantyn",
    "lawrence larry laurence",
    "leonard leo len lenny",
    "leonid lyonya",
    "lewis lou louis luis ludwig luigi",
    "lubov lyuba",
    "lyudmila lyuda ludmila mila liudmyla",
    "magdalena magda",
    "margaret maggie meg peggy greta margarita margot rita",
    "maria masha mary marie mariya marija",
    "matthew matt matthias mateo matvey matteo",
    "maxim max maksim maksym maximilian",
    "melissa mel",
    "michael mike mick mickey misha mikhail miguel michel mikael mykhailo michal micheal michele",
    "mohammed mo muhammad mehmet mohamed mamadou mahomet mohammad mohd muhd mohamad mohamud muhammed muhamad mohamet",
    "natalia natasha natalya natalie nataliya",
    "nathaniel nathan nate nat",
    "nicholas nick nikolai nicolas nikolay kolya nicky nico nikola mykola nikolaos miklos",
    "oleg oleh",
    "olga olya olha",
    "pamela pam",
    "patricia pat patty trish",
    "patrick pat paddy padraig",
    "paul pavel pablo paolo pavlo pasha pawel",
    "peter pete pyotr petr pedro pieter petro pietro petya piotr boutros",
    "philip phil philippe felipe filip",
    "rachel rae",
    "raymond ray",
    "rebecca becky",
    "richard rick dick rich ricky ricardo riccardo",
    "robert bob bobby rob robbie bert roberto",
    "roman roma",
    "ronald ron ronnie",
    "rosemary rosie",
    "salvatore sal salvador",
    "samuel sam sammy",
    "sarah sally sara",
    "sergei sergey serge seryozha sergio serhiy serhii",
    "stanislav slava stas",
    "stephen steve steven stefan esteban stephan stepan istvan",
    "susan sue susie",
    "svetlana sveta svitlana",
    "tatiana tanya tatyana tetiana",
    "theodore ted teddy theo fyodor fedor",
    "thomas tom tommy tomas tomasz",
    "timothy tim timmy timur",
    "valentina valya",
    "vasily vasiliy vasya vasyl",
    "viktor victor vitya wiktor",
    "victoria vicky viktoria viktoriya",
    "vincent vince vinny",
    "vladimir volodymyr vova volodya wladimir uladzimir vlad",
    "vladislav vlad slava vladyslav",
    "vyacheslav slava viacheslav",
    "walter walt wally",
    "wilhelm willi",
    "william bill billy will willy liam guillermo guillaume willem",
    "yulia julia yuliya yuliia",
    "yuri yuriy yury iurii yurii",
    "zachary zach zak",
];

/// The groups of nicknames that a given name belongs to, as a set of their numbers.
pub(crate) fn nicknames(word: &str) -> &'static [u16] {
    type Table = std::collections::HashMap<&'static str, Vec<u16>>;
    static TABLE: std::sync::OnceLock<Table> = std::sync::OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = Table::new();
        for (group, names) in (0_u16..).zip(NICKNAMES) {
            for name in names.split(' ') {
                table.entry(name).or_default().push(group);
            }
        }
        table
    });
    table.get(word).map_or(&[], Vec::as_slice)
}

/// Every other name in the groups of `word`: what the index looks up beside it.
pub(crate) fn other_names(word: &str) -> impl Iterator<Item = &'static str> {
    nicknames(word)
        .iter()
        .filter_map(|group| NICKNAMES.get(usize::from(*group)))
        .flat_map(|names| names.split(' '))
}

/// Whether two given names are names of one person in some group.
pub(crate) fn share_nickname(a: &str, b: &str) -> bool {
    let others = nicknames(b);
    !others.is_empty() && nicknames(a).iter().any(|group| others.contains(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patronymics_are_told_by_their_endings() {
        for word in [
            "grigorievich",
            "ryhorovich",
            "mikalayevich",
            "grigorjevitj",
            "ilyich",
            "mykolaivna",
            "aliaksandrauna",
            "vladimirovna",
            "iwanowitsch",
            "heydarogly",
        ] {
            assert!(is_patronymic(word), "{word}");
        }
        for word in [
            "lukashenko",
            "heinrich",
            "milosevic",
            "shauna",
            "july",
            "evich",
            "maduro",
        ] {
            assert!(!is_patronymic(word), "{word}");
        }
    }
}
