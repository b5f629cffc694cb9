//! Words that organisations share: what they trade in, where they are, and their abbreviations.

word_list! {
    /// Small words that carry nothing in an organisation's name.
    is_filler, FILLERS:
    "the" | "of" | "and" | "for" | "in" | "on" | "at" | "to" | "de" | "la" | "le" | "du" | "des"
    | "del" | "der" | "die" | "das" | "und" | "et" | "y" | "e" | "i" | "fur" | "no" | "nr" |
    "al" | "el" | "da" | "do" | "dos" | "dr" | "ve" | "imeni" | "im" | "v" | "po" | "so" | "called"
}

word_list! {
    /// What stands before a ship's name.
    is_ship_prefix, SHIP_PREFIXES:
    "mv" | "mt" | "ms" | "ss" | "fv" | "mts" | "tanker" | "vessel" | "ship"
}

/// The words that stand for another, each with the other, and all of them.
macro_rules! canonical_words {
    ($($($word:literal)|+ => $meant:literal),+ $(,)?) => {
        /// An abbreviation, a foreign word or another spelling, in the English that lists mostly use.
        pub(crate) fn canonical(word: &str) -> Option<&'static str> {
            Some(match word {
                $($($word)|+ => $meant,)+
                _ => return None,
            })
        }

        /// What [`canonical`] knows.
        pub(super) const CANONICAL: &[&str] = &[$($($word),+),+];
    };
}

canonical_words! {
    "guoji" | "uluslararasi" | "intl" | "int" | "internacional" | "internationale" | "mezhdunarodny"
    | "mezhdunarodnyy" | "mezhdunarodnaya" => "international",
    "natl" | "nacional" | "nationale" | "natsionalny" | "natsionalnyy" => "national",
    "grp" | "gruppe" | "groupe" | "grupo" | "gruppa" | "gruppo"
    | "jituan" => "group",
    "mfg" | "mfrs" | "zhizao" => "manufacturing",
    "tech" | "technologies" | "tekhnologii" | "tekhnologiya" | "tecnologia"
    | "keji" | "jishu" | "technical" | "tekhnichesky" | "tekhnicheskiy" | "teknoloji" | "technologie" => "technology",
    "ind" | "inds" | "industries" | "industria" | "industrial" | "promyshlennost"
    | "gongye" | "shiye" | "sanayi" | "sanayii" | "industrie" | "sanat" | "sanaye" => "industry",
    "bros" => "brothers",
    "assoc" | "assn" | "associates" => "association",
    "dept" => "department",
    "univ" | "universitat" | "universidad" | "universite" | "universitet" => "university",
    "inst" | "institut" | "instituto" => "institute",
    "centre" | "tsentr" | "centro" | "zentrum" => "center",
    "organisation" | "organizatsiya" | "organizacion" | "org" => "organization",
    "eng" | "engrg" => "engineering",
    "svcs" | "services" | "servis" => "service",
    "mgmt" | "mgt" => "management",
    "govt" | "gov" => "government",
    "labs" | "lab" | "laboratories" | "laboratoriya" => "laboratory",
    "dianzi" | "elec" | "electronic" | "elektronika" | "elektronik" => "electronics",
    "equip" | "equipments" => "equipment",
    "trade" | "torgovy" | "torgovyy" | "maoyi" | "ticaret" | "ticareti" | "handel" | "handels"
    | "handelsgesellschaft" | "comercio" | "commercio" | "comercial" => "trading",
    "holding" | "kholding" | "hldgs" | "hldg" => "holdings",
    "systems" => "system",
    "solutions" => "solution",
    "enterprises" | "predpriyatie" | "predpriyatiye" => "enterprise",
    "investments" | "touzi" | "yatirim" => "investment",
    "zavod" | "factory" | "works" => "plant",
    "priborostroitelny" | "priborostroitelnyy" => "instrumentmaking",
    "mashinostroitelny" | "mashinostroitelnyy" => "machinebuilding",
    "sudostroitelny" | "sudostroitelnyy" => "shipbuilding",
    "khimichesky" | "khimicheskiy" => "chemical",
    "nauchno" | "nauchny" | "nauchnyy" => "scientific",
    "issledovatelsky" | "issledovatelskiy" => "research",
    "proizvodstvennoe" | "proizvodstvennoye" | "proizvodstvennaya" => "production",
    "obedinenie" | "obyedineniye" | "obedineniye" => "association",
    "konstruktorskoe" | "konstruktorskoye" => "design",
    "byuro" => "bureau",
    "opytny" | "opytnyy" => "experimental",
    "voenny" | "voyenny" | "voyennyy" | "voennyy" => "military",
    "kompaniya" => "company",
    "st" | "sankt" => "saint",
    "jixie" => "machinery",
    "shebei" => "equipment",
    "cailiao" => "materials",
    "huagong" => "chemical",
    "nengyuan" => "energy",
    "wuliu" => "logistics",
    "hangkong" => "aviation",
    "hangtian" => "aerospace",
    "xinxi" => "information",
    "ruanjian" => "software",
    "tongxin" => "communication",
    "bandaoti" => "semiconductor",
    "jianshe" | "insaat" => "construction",
    "gongcheng" | "muhendislik" => "engineering",
    "fazhan" => "development",
    "ithalat" => "import",
    "ihracat" => "export",
    "nakliyat" | "tasimacilik" => "transport",
    "lojistik" | "logistik" | "logistique" | "logistica" => "logistics",
    "bank" | "banque" | "banco" | "banka" | "yinhang" => "bank",
    "sociedad" | "societe" | "societa" => "society",
}

/// Two words that are written apart or together, in one.
pub(crate) fn compound(first: &str, second: &str) -> Option<&'static str> {
    Some(match (first, second) {
        ("instrument", "making") => "instrumentmaking",
        ("machine", "building") => "machinebuilding",
        ("ship", "building") => "shipbuilding",
        ("co", "operation") => "cooperation",
        ("co", "operative") => "cooperative",
        _ => return None,
    })
}

/// Several words for one thing that is also written in short, in one: how many they are.
pub(crate) fn phrase(words: &[&str]) -> Option<(usize, &'static str)> {
    Some(match words {
        [
            "scientific" | "nauchno",
            "research" | "issledovatelsky" | "issledovatelskiy",
            "institute" | "institut",
            ..,
        ] => (3, "researchinstitute"),
        ["research", "institute", ..] => (2, "researchinstitute"),
        ["nii", ..] => (1, "researchinstitute"),
        ["private", "military", "company", ..] => (3, "privatemilitarycompany"),
        ["chastnaya", "voennaya" | "voyennaya", "kompaniya", ..] => (3, "privatemilitarycompany"),
        ["pmc" | "chvk", ..] => (1, "privatemilitarycompany"),
        _ => return None,
    })
}

/// Where something lies, or which way it goes. A word of one direction is never a misspelling of one of another.
pub(crate) fn direction(word: &str) -> Option<&str> {
    Some(match word {
        "north" | "northern" => "north",
        "south" | "southern" => "south",
        "east" | "eastern" => "east",
        "west" | "western" => "west",
        "upper" | "lower" | "import" | "export" | "inner" | "outer" => word,
        _ => return None,
    })
}

/// The other word for a part of the world: `east` and `eastern`.
pub(crate) fn other_direction(word: &str) -> Option<&'static str> {
    Some(match word {
        "north" => "northern",
        "northern" => "north",
        "south" => "southern",
        "southern" => "south",
        "east" => "eastern",
        "eastern" => "east",
        "west" => "western",
        "western" => "west",
        "northeast" => "northeastern",
        "northeastern" => "northeast",
        "northwest" => "northwestern",
        "northwestern" => "northwest",
        "southeast" => "southeastern",
        "southeastern" => "southeast",
        "southwest" => "southwestern",
        "southwestern" => "southwest",
        _ => return None,
    })
}

word_list! {
    /// What very many organisations are called: such a word tells little.
    is_generic, GENERIC:
    "international" | "national" | "group" | "manufacturing" | "technology" | "industry" |
    "brothers" | "association" | "department" | "institute" | "center" | "organization" |
    "engineering" | "service" | "management" | "laboratory" | "electronics" | "equipment" |
    "trading" | "holdings" | "system" | "solution" | "enterprise" | "investment" | "plant" |
    "instrumentmaking" | "machinebuilding" | "shipbuilding" | "chemical" | "scientific" |
    "research" | "production" | "design" | "bureau" | "military" | "business" | "global" |
    "general" | "trust" | "fund" | "foundation" | "capital" | "partners" | "development" |
    "construction" | "import" | "export" | "logistics" | "transport" | "shipping" | "maritime" |
    "aviation" | "energy" | "power" | "oil" | "gas" | "petroleum" | "financial" | "finance" |
    "insurance" | "securities" | "commercial" | "consulting" | "software" | "network" |
    "communication" | "communications" | "information" | "marketing" | "media" | "security" |
    "defense" | "defence" | "science" | "sciences" | "academy" | "materials" | "machinery" |
    "supply" | "products" | "society" | "branch" | "office" | "agency" | "ministry" |
    "government" | "brigade" | "army" | "bank" | "university" | "company" | "series" |
    "researchinstitute" | "privatemilitarycompany" | "mortgage" | "loan" | "real" | "estate" | "property" | "properties" | "ventures" | "equity"
    | "digital" | "smart" | "new" | "united" | "special" | "joint" | "state" | "federal" |
    "republic" | "public" | "private" | "limited" | "house" | "store" | "stores" | "health" |
    "medical" | "pharma" | "pharmaceutical" | "food" | "foods" | "auto" | "automotive" | "metal"
    | "metals" | "steel" | "mining" | "minerals" | "aerospace" | "marine" | "navigation"
}

/// Names of countries, parts of the world and cities from which branches are named. Several words
/// are joined.
pub(crate) fn is_place(word: &str) -> bool {
    PLACES.binary_search(&word).is_ok()
}

/// The words of which [`compound`] and [`joined_place`] make one.
pub(super) const PARTS: &[&str] = &[
    "instrument",
    "making",
    "machine",
    "building",
    "ship",
    "operation",
    "operative",
    "hong",
    "kong",
    "saudi",
    "arabia",
    "united",
    "kingdom",
    "states",
    "arab",
    "emirates",
    "south",
    "north",
    "africa",
    "korea",
    "new",
    "zealand",
    "york",
    "city",
    "los",
    "angeles",
    "san",
    "francisco",
    "sri",
    "lanka",
    "costa",
    "rica",
    "america",
    "latin",
    "middle",
    "east",
    "asia",
    "pacific",
    "abu",
    "dhabi",
];

/// Places of two and three words, in one.
pub(crate) fn joined_place(words: &[&str]) -> Option<(usize, &'static str)> {
    Some(match words {
        ["hong", "kong", ..] => (2, "hongkong"),
        ["saudi", "arabia", ..] => (2, "saudiarabia"),
        ["united", "kingdom", ..] => (2, "unitedkingdom"),
        ["united", "states", ..] => (2, "unitedstates"),
        ["united", "arab", "emirates", ..] => (3, "emirates"),
        ["south", "africa", ..] => (2, "southafrica"),
        ["south", "korea", ..] => (2, "southkorea"),
        ["north", "korea", ..] => (2, "northkorea"),
        ["new", "zealand", ..] => (2, "newzealand"),
        ["new", "york", "city", ..] => (3, "newyork"),
        ["new", "york", ..] => (2, "newyork"),
        ["los", "angeles", ..] => (2, "losangeles"),
        ["san", "francisco", ..] => (2, "sanfrancisco"),
        ["sri", "lanka", ..] => (2, "srilanka"),
        ["costa", "rica", ..] => (2, "costarica"),
        ["north", "america", ..] => (2, "northamerica"),
        ["latin", "america", ..] => (2, "latinamerica"),
        ["middle", "east", ..] => (2, "middleeast"),
        ["asia", "pacific", ..] => (2, "asiapacific"),
        ["abu", "dhabi", ..] => (2, "abudhabi"),
        _ => return None,
    })
}

/// Sorted, so that it can be searched.
const PLACES: &[&str] = &[
    "abudhabi",
    "afghanistan",
    "africa",
    "albania",
    "algeria",
    "algerie",
    "america",
    "american",
    "amsterdam",
    "andorra",
    "angola",
    "ankara",
    "arabia",
    "argentina",
    "armenia",
    "asia",
    "asiapacific",
    "athens",
    "australia",
    "austria",
    "azerbaijan",
    "bahamas",
    "bahrain",
    "bangkok",
    "bangladesh",
    "barbados",
    "beijing",
    "belarus",
    "belgium",
    "belgrade",
    "benin",
    "berlin",
    "bermuda",
    "bolivia",
    "bosnia",
    "boston",
    "brasil",
    "brazil",
    "british",
    "brunei",
    "brussels",
    "bulgaria",
    "cairo",
    "cambodia",
    "cameroon",
    "canada",
    "caribbean",
    "chicago",
    "chile",
    "china",
    "chinese",
    "colombia",
    "congo",
    "costarica",
    "croatia",
    "cuba",
    "cyprus",
    "czech",
    "dallas",
    "damascus",
    "denmark",
    "deutschland",
    "doha",
    "dubai",
    "dublin",
    "ecuador",
    "egypt",
    "emirates",
    "england",
    "espana",
    "estonia",
    "ethiopia",
    "eurasia",
    "europa",
    "europe",
    "finland",
    "france",
    "frankfurt",
    "geneva",
    "georgia",
    "german",
    "germany",
    "ghana",
    "greece",
    "guangdong",
    "guangzhou",
    "guatemala",
    "guinea",
    "haiti",
    "hamburg",
    "helsinki",
    "honduras",
    "hongkong",
    "houston",
    "hungary",
    "iceland",
    "india",
    "indonesia",
    "iran",
    "iranian",
    "iraq",
    "ireland",
    "israel",
    "istanbul",
    "italia",
    "italy",
    "jakarta",
    "jamaica",
    "japan",
    "jordan",
    "karachi",
    "kazakhstan",
    "kenya",
    "kiev",
    "korea",
    "kuwait",
    "kyiv",
    "kyrgyzstan",
    "laos",
    "latinamerica",
    "latvia",
    "lebanon",
    "liberia",
    "libya",
    "lithuania",
    "london",
    "losangeles",
    "luxembourg",
    "macau",
    "madrid",
    "malaysia",
    "mali",
    "malta",
    "mexico",
    "miami",
    "middleeast",
    "milan",
    "moldova",
    "mongolia",
    "montenegro",
    "morocco",
    "moscow",
    "moskva",
    "mozambique",
    "mumbai",
    "munich",
    "myanmar",
    "nepal",
    "netherlands",
    "newyork",
    "newzealand",
    "nicaragua",
    "nigeria",
    "northamerica",
    "northkorea",
    "norway",
    "oman",
    "pakistan",
    "panama",
    "paraguay",
    "paris",
    "peru",
    "philippines",
    "phoenix",
    "poland",
    "polska",
    "portugal",
    "qatar",
    "romania",
    "rome",
    "rossii",
    "rossiya",
    "russia",
    "russian",
    "rwanda",
    "sanfrancisco",
    "saudiarabia",
    "schweiz",
    "scotland",
    "senegal",
    "seoul",
    "serbia",
    "shaanxi",
    "shanghai",
    "shenzhen",
    "sichuan",
    "singapore",
    "slovakia",
    "slovenia",
    "somalia",
    "southafrica",
    "southkorea",
    "spain",
    "srilanka",
    "stockholm",
    "sudan",
    "suisse",
    "sweden",
    "swiss",
    "switzerland",
    "sydney",
    "syria",
    "syrian",
    "taiwan",
    "tajikistan",
    "tanzania",
    "tehran",
    "thailand",
    "tianjin",
    "tokyo",
    "toronto",
    "tripoli",
    "tunis",
    "tunisia",
    "turkey",
    "turkiye",
    "turkmenistan",
    "uae",
    "uganda",
    "uk",
    "ukraina",
    "ukraine",
    "ukrainy",
    "unitedkingdom",
    "unitedstates",
    "uruguay",
    "us",
    "usa",
    "uzbekistan",
    "venezuela",
    "vienna",
    "vietnam",
    "wales",
    "warsaw",
    "washington",
    "wuhan",
    "xinjiang",
    "yemen",
    "zambia",
    "zimbabwe",
    "zurich",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_sorted() {
        assert!(PLACES.is_sorted());
        assert!(is_place("schweiz") && !is_place("schwarz"));
    }
}
