//! What the index finds is what a comparison with every name finds.

use exeat_screen::index::{Builder, Index, Number, Party, Searcher};
use exeat_screen::list::{
    Address, Country, EntryKind, Identifier, IdentifierKind, ListEntry, Name, Strength,
};
use exeat_screen::score::{Kind, Mode, Score};
use proptest::prelude::*;

/// Words that names are made of: near one another, parts of one another, with nicknames, particles,
/// forms, numbers and other scripts among them.
const WORDS: &[&str] = &[
    "ivan",
    "iwan",
    "ivanov",
    "ivanova",
    "ivanoff",
    "van",
    "petrov",
    "petroff",
    "robert",
    "bob",
    "roberto",
    "mohammed",
    "muhamad",
    "abdul",
    "abd",
    "al",
    "rahman",
    "abdulrahman",
    "bin",
    "ibn",
    "ali",
    "aly",
    "j",
    "r",
    "de",
    "la",
    "delacroix",
    "croix",
    "novak",
    "nowak",
    "kavon",
    "nova",
    "vak",
    "ltd",
    "gmbh",
    "trading",
    "acme",
    "akme",
    "acmetrading",
    "2",
    "12",
    "two",
    "global",
    "china",
    "chile",
    "bank",
    "schwarz",
    "schwartz",
    "xi",
    "hsi",
    "jin",
    "ping",
    "jinping",
    "محمد",
    "علي",
    "Иванов",
    "王",
    "伟",
    "김",
    "O'Brien",
    "obrien",
    "sh",
    "shipping",
    "ship",
    "ping",
    "haji",
    "dr",
    "king",
    "alexandrovich",
    "alexandrov",
    "konstantinopolsky",
    "konstantin",
    "joint",
    "stock",
    "company",
    "oao",
    "sheikh",
    "mullah",
    "of",
    "the",
    "south",
    "southern",
    "west",
    "western",
    "southwest",
    "southwestern",
    "murom",
    "muromskiy",
    "korea",
    "hong",
    "kong",
    "second",
    "international",
    "internacional",
    "zavod",
    "abdelali",
    "A.B.C.",
    "S/A",
    "140th",
];

fn name() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        (proptest::sample::select(WORDS), 0..12_usize, 0..5_usize),
        1..6,
    )
    .prop_map(|words| {
        let mut text = String::new();
        for (word, change, join) in words {
            if !text.is_empty() && join > 0 {
                text.push(' ');
            }
            text.push_str(&changed(word, change));
        }
        text
    })
}

/// A word with a letter swapped, doubled or left out, or as it is.
fn changed(word: &str, change: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 2 {
        match change {
            0 => letters.swap(0, 1),
            1 => {
                letters.remove(1);
            }
            2 => letters.insert(1, letters[0]),
            3 => letters[1] = 'x',
            _ => {}
        }
    }
    letters.into_iter().collect()
}

/// A name with a slip at a place: two neighbours swapped, spaces among them, a letter put in, left
/// out, doubled or exchanged for another.
fn slipped(name: &str, place: usize, slip: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let place = place % letters.len();
    match slip {
        0 | 1 if place > 0 => letters.swap(place - 1, place),
        2 => letters.insert(place, 'n'),
        3 => letters.insert(place, letters[place]),
        4 => letters[place] = 'e',
        5 => letters.insert(place, ' '),
        _ => {
            letters.remove(place);
        }
    }
    letters.into_iter().collect()
}

fn kind() -> impl Strategy<Value = EntryKind> {
    proptest::sample::select(vec![
        EntryKind::Person,
        EntryKind::Organisation,
        EntryKind::Vessel,
        EntryKind::Other,
    ])
}

fn index(entries: &[(Vec<String>, EntryKind)]) -> Index {
    let mut builder = Builder::new("test");
    for (number, (names, kind)) in entries.iter().enumerate() {
        let names = names
            .iter()
            .map(|text| Name {
                text: text.clone(),
                strength: Strength::Strong,
                ..Name::default()
            })
            .collect();
        let entry = ListEntry {
            list: "list".to_owned(),
            id: number.to_string(),
            kind: *kind,
            names,
            ..ListEntry::default()
        };
        builder.add("test@1/list", &entry);
    }
    builder.finish()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test asks how long it may take"
)]
fn cases() -> u32 {
    std::env::var("EXEAT_NIGHTLY_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn nobody_who_could_reach_the_threshold_is_left_out(
        entries in proptest::collection::vec((proptest::collection::vec(name(), 1..3), kind()), 1..25),
        queries in proptest::collection::vec((name(), proptest::sample::select(vec![Kind::Person, Kind::Organisation, Kind::Vessel, Kind::Unknown])), 1..12),
        threshold in proptest::sample::select(vec![7_500_u32, 8_000, 8_200, 9_000]),
        strict in any::<bool>(),
    ) {
        let index = index(&entries);
        let mut searcher = Searcher::new(&index);
        let mode = if strict { Mode::Strict } else { Mode::Balanced };
        for (query, kind) in &queries {
            let party = Party { name: query, kind: *kind, ..Party::default() };
            let found = searcher.search(&party, mode, Score::of(threshold));
            let all = searcher.search_all(&party, mode, Score::of(threshold));
            prop_assert_eq!(
                found.iter().map(|found| (index.name(found.name), found.score)).collect::<Vec<_>>(),
                all.iter().map(|found| (index.name(found.name), found.score)).collect::<Vec<_>>(),
                "{}", query
            );
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// Nor is anybody whose name has a slip, over a space, in a legal form, in a title.
    #[test]
    fn nobody_is_left_out_for_a_slip(
        entries in proptest::collection::vec((proptest::collection::vec(name(), 1..3), kind()), 1..12),
        slips in proptest::collection::vec((any::<proptest::sample::Index>(), 0..60_usize, 0..7_usize, proptest::sample::select(vec![Kind::Person, Kind::Organisation, Kind::Unknown])), 1..16),
        threshold in proptest::sample::select(vec![7_500_u32, 8_250, 9_000]),
    ) {
        let index = index(&entries);
        let mut searcher = Searcher::new(&index);
        for (which, place, slip, kind) in &slips {
            let (names, _) = &entries[which.index(entries.len())];
            let query = slipped(&names[0], *place, *slip);
            let party = Party { name: &query, kind: *kind, ..Party::default() };
            let found = searcher.search(&party, Mode::Balanced, Score::of(threshold));
            let all = searcher.search_all(&party, Mode::Balanced, Score::of(threshold));
            prop_assert_eq!(
                found.iter().map(|found| (index.name(found.name), found.score)).collect::<Vec<_>>(),
                all.iter().map(|found| (index.name(found.name), found.score)).collect::<Vec<_>>(),
                "{}", query
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_index_comes_back_as_it_was_written(
        entries in proptest::collection::vec((proptest::collection::vec(name(), 1..3), kind()), 0..10),
        place in any::<proptest::sample::Index>(),
    ) {
        let index = index(&entries);
        let mut bytes = index.to_bytes();
        let opened = Index::open(&bytes).expect("it was just written");
        prop_assert_eq!(opened.to_bytes(), bytes.clone());
        let place = place.index(bytes.len());
        bytes[place] ^= 1;
        prop_assert!(Index::open(&bytes).is_err(), "a byte was changed");
        prop_assert!(Index::open(&bytes[..place]).is_err(), "it was cut off");
    }
}

/// People and companies that are on no real list.
#[test]
fn listed_names_are_found_as_people_write_them() {
    let entries: Vec<(Vec<String>, EntryKind)> = [
        ("Oleksandr Petrovych Vymyshlenyi", EntryKind::Person),
        ("Primerov d.o.o.", EntryKind::Organisation),
        ("ООО Выдуманный Завод", EntryKind::Organisation),
        ("Abdul Rahman al-Mithali", EntryKind::Person),
        ("Blue Heron Navigation Co., Ltd.", EntryKind::Organisation),
        ("MV Paper Boat 7", EntryKind::Vessel),
        ("张虚构", EntryKind::Person),
        ("陳國棟", EntryKind::Person),
        ("朴恩星", EntryKind::Person),
    ]
    .into_iter()
    .map(|(name, kind)| (vec![name.to_owned()], kind))
    .collect();
    let index = index(&entries);
    let mut searcher = Searcher::new(&index);
    for (query, kind, entry) in [
        ("VYMYSHLENYI, Oleksandr", Kind::Person, 0),
        ("Aleksandr Petrovych Vymyshleny", Kind::Person, 0),
        ("PRIMEROV DOO", Kind::Organisation, 1),
        ("Primerov GmbH", Kind::Unknown, 1),
        ("Vydumannyy Zavod OOO", Kind::Organisation, 2),
        ("Abdulrahman Al Mithali", Kind::Person, 3),
        ("Abd el-Rahman Mithali", Kind::Person, 3),
        ("BlueHeron Navigation", Kind::Organisation, 4),
        ("Blue Heron Navigaton Limited", Kind::Unknown, 4),
        ("Paper Boat 7", Kind::Vessel, 5),
        ("Zhang Xugou", Kind::Person, 6),
        ("CHAN Kwok Tung", Kind::Person, 7),
        ("Chen Guodong", Kind::Person, 7),
        ("陈国栋", Kind::Person, 7),
        ("Pak Un Song", Kind::Person, 8),
        ("Blue Heron Navigation Lmiited", Kind::Organisation, 4),
    ] {
        let party = Party {
            name: query,
            kind,
            ..Party::default()
        };
        let found = searcher.search(&party, Mode::Balanced, Score::ALERT);
        assert_eq!(
            found.first().map(|found| found.entry),
            Some(entry),
            "{query}"
        );
    }
    for query in ["Paper Boat 8", "Primer Holdings", "Red Heron Navigation"] {
        let party = Party {
            name: query,
            ..Party::default()
        };
        let found = searcher.search(&party, Mode::Balanced, Score::ALERT);
        assert!(found.is_empty(), "{query}: {}", index.name(found[0].name));
    }
}

/// One slip anywhere leaves a name that is found, and the reasons say what it was.
#[test]
fn a_slip_is_found_and_told_wherever_it_is() {
    let listed = [
        ("Usama bin Vymyshlen", EntryKind::Person),
        ("Sheikh Abdullah Ragabov", EntryKind::Person),
        ("U Khin Primer", EntryKind::Person),
        ("Joint Stock Company Primer Zavod", EntryKind::Organisation),
        ("OAO Vydumka", EntryKind::Organisation),
        ("Bureau of Invention, Hong Kong", EntryKind::Organisation),
        ("140th Repair Plant Primer", EntryKind::Organisation),
        ("Ejercito Nacional Inventado", EntryKind::Organisation),
    ];
    let entries: Vec<(Vec<String>, EntryKind)> = listed
        .iter()
        .map(|(name, kind)| (vec![(*name).to_owned()], *kind))
        .collect();
    let index = index(&entries);
    let mut searcher = Searcher::new(&index);
    for (query, entry, reason) in [
        (
            "Usama bi nVymyshlen",
            0,
            "`bi nvymyshlen` for `bin vymyshlen`, letters moved over a space",
        ),
        ("Usamabin Vymyshlen", 0, "the space elsewhere"),
        ("Sheikh Abdullha Ragabov", 1, "`abdullha` for `abdullah`"),
        ("Seikh Abdullah Ragabov", 1, "a slip in a title"),
        ("UK hin Primer", 2, "letters moved over a space"),
        ("Joint Stcok Company Primer Zavod", 3, "on both sides"),
        (
            "Joint Stck Company Primer Zavod",
            3,
            "a slip in a legal form",
        ),
        ("Joint Stock CompanyPrimer Zavod", 3, "the space elsewhere"),
        (
            "AOO Vydumka",
            4,
            "two neighbouring letters swapped in a legal form",
        ),
        ("OAU Vydumka", 4, "a slip in a legal form"),
        (
            "Bureau fo Invention, Hong Kong",
            5,
            "two neighbouring letters swapped in a small word",
        ),
        ("Bureau of Invention, Hong Kng", 5, "a slip in a place"),
        ("140t hRepair Plant Primer", 6, "letters moved over a space"),
        ("Ejercito Nacoinal Inventado", 7, "on both sides"),
    ] {
        let party = Party {
            name: query,
            kind: if entry < 3 {
                Kind::Person
            } else {
                Kind::Organisation
            },
            ..Party::default()
        };
        let found = searcher.search(&party, Mode::Balanced, Score::ALERT);
        assert_eq!(
            found.first().map(|found| found.entry),
            Some(entry),
            "{query}"
        );
        let reasons = searcher.explain(&party, &found[0], Mode::Balanced);
        assert!(
            reasons.iter().any(|other| other.contains(reason)),
            "{query}: {reasons:?}"
        );
    }
    // Another number, and another company.
    for query in [
        "141th Repair Plant Primer",
        "104th Repair Plant Primer",
        "OAO Vydumkas Trading",
    ] {
        let party = Party {
            name: query,
            kind: Kind::Organisation,
            ..Party::default()
        };
        let found = searcher.search(&party, Mode::Balanced, Score::ALERT);
        assert!(found.is_empty(), "{query}: {}", index.name(found[0].name));
    }
}

/// `Far East` and `Far Eastern` are one way to go, and no other.
#[test]
fn a_direction_is_found_by_either_word_for_it() {
    let listed = [
        "Far Eastern Paper Boat Company",
        "Northern Invented Shipyard",
        "Northwestern Invented University",
        "West Vydumka Oil",
    ];
    let entries: Vec<(Vec<String>, EntryKind)> = listed
        .iter()
        .map(|name| (vec![(*name).to_owned()], EntryKind::Organisation))
        .collect();
    let index = index(&entries);
    let mut searcher = Searcher::new(&index);
    let mut found = |name: &str, kind: Kind| -> Vec<u32> {
        let party = Party {
            name,
            kind,
            ..Party::default()
        };
        let found = searcher.search(&party, Mode::Balanced, Score::ALERT);
        found.iter().map(|found| found.entry).collect()
    };
    for (name, entry) in [
        ("Far East Paper Boat Company", 0),
        ("North Invented Shipyard", 1),
        ("Northwest Invented University", 2),
        ("North Western Invented University", 2),
        ("North-West Invented University", 2),
        ("Western Vydumka Oil", 3),
    ] {
        for kind in [Kind::Organisation, Kind::Unknown] {
            assert_eq!(found(name, kind), [entry], "{name}");
        }
    }
    for name in [
        "Far Western Paper Boat Company",
        "South Invented Shipyard",
        "Eastern Vydumka Oil",
    ] {
        assert_eq!(found(name, Kind::Organisation), [0_u32; 0], "{name}");
    }
}

/// Who is known by a number or found at an address is found under any name.
#[test]
fn numbers_and_addresses_find_who_is_called_otherwise() {
    let mut builder = Builder::new("test");
    let named = |id: &str, name: &str| ListEntry {
        list: "list".to_owned(),
        id: id.to_owned(),
        kind: EntryKind::Organisation,
        names: vec![Name {
            text: name.to_owned(),
            ..Name::default()
        }],
        ..ListEntry::default()
    };
    let number = |kind, value: &str| Identifier {
        kind,
        value: value.to_owned(),
        note: None,
        country: None,
    };
    let ship = ListEntry {
        kind: EntryKind::Vessel,
        identifiers: vec![number(IdentifierKind::Imo, "1234567")],
        ..named("ship", "Paper Boat")
    };
    let works = ListEntry {
        identifiers: vec![
            number(IdentifierKind::Tax, "77-04 123 456"),
            number(IdentifierKind::Phone, "+1 555 0100 200"),
            number(IdentifierKind::Bic, "ABCDRUMMXXX"),
        ],
        addresses: vec![Address {
            text: "Bldg. 4, No. 17 Vydumannaya Street, Example Town 101000".to_owned(),
            country: Some(Country {
                code: Some("RU".to_owned()),
                text: None,
            }),
            ..Address::default()
        }],
        ..named("works", "Vydumannyy Zavod")
    };
    builder.add("test@1/list", &ship);
    builder.add("test@1/list", &works);
    let index = builder.finish();
    let index = Index::open(&index.to_bytes()).expect("it was just written");
    let mut searcher = Searcher::new(&index);
    let asked = |kind, value: &str| {
        vec![Number {
            kind,
            value: value.to_owned(),
        }]
    };
    for (kind, value, entry) in [
        (None, "IMO 1234567", Some("ship")),
        (Some(IdentifierKind::Imo), "1234567", Some("ship")),
        (Some(IdentifierKind::Tax), "7704123456", Some("works")),
        (
            Some(IdentifierKind::Registration),
            "7704123456",
            Some("works"),
        ),
        (Some(IdentifierKind::Bic), "abcdrumm", Some("works")),
        // What kind of number it is nobody says where numbers of all kinds stand in one column.
        (None, "ABCDRUMM", Some("works")),
        (None, "ABCDRUMMXXX", Some("works")),
        (None, "ABCDRUMM012", Some("works")),
        (Some(IdentifierKind::Bic), "ABCDRUMM012", Some("works")),
        (None, "SWIFT: ABCDRUMM", Some("works")),
        (None, "ABCDRUMN", None),
        (None, "INN 7704123456", Some("works")),
        (None, "INN: 77-04 123456", Some("works")),
        (None, "INN7704123456", Some("works")),
        (None, "RU-7704123456", Some("works")),
        (None, "№7704123456", Some("works")),
        (None, "7704123456-KPP", Some("works")),
        (None, "7704123456 1027700132195", Some("works")),
        (None, "7704123456/770401001", Some("works")),
        (Some(IdentifierKind::Tax), "INN 7704123456", Some("works")),
        (Some(IdentifierKind::Passport), "7704123456", None),
        (None, "15550100200", None),
        (None, "1234", None),
    ] {
        let numbers = asked(kind, value);
        let party = Party {
            name: "Somebody Else",
            numbers: &numbers,
            ..Party::default()
        };
        let found = searcher.search(&party, Mode::Balanced, Score::ALERT);
        let first = found.first();
        assert_eq!(
            first.map(|found| index.id_of(found.entry)),
            entry,
            "{value}"
        );
        if let Some(found) = first {
            let reasons = searcher.explain(&party, found, Mode::Balanced);
            assert!(
                reasons.iter().any(|reason| reason.contains(value)),
                "{reasons:?}"
            );
        }
    }
    for (address, country, found) in [
        ("17 Vydumannaya ul., bldg 4, Example Town", None, true),
        ("Example Town 101000, Vydumannaya 17/4", Some("RU"), true),
        ("Example Town 101000, Vydumannaya 17/4", Some("BY"), false),
        ("18 Vydumannaya Street, Example Town", None, false),
        ("Vydumannaya Street, Example Town", None, false),
    ] {
        let party = Party {
            name: "Somebody Else",
            address: Some(address),
            country,
            ..Party::default()
        };
        let matches = searcher.search(&party, Mode::Balanced, Score::ALERT);
        assert_eq!(!matches.is_empty(), found, "{address} {country:?}");
    }
}

/// People of whom many share the surname, the given name or the patronymic, some in other spellings.
fn namesakes() -> impl Strategy<Value = String> {
    let given = proptest::sample::select(vec![
        "ivan",
        "iwan",
        "robert",
        "bob",
        "alexander",
        "aleksandr",
        "J",
    ]);
    let patronymic = proptest::sample::select(vec![
        "",
        "petrovich",
        "petrowitsch",
        "ivanovich",
        "alexandrovich",
        "alexandrov",
        "ilyich",
        "paul",
    ]);
    let surname =
        proptest::sample::select(vec!["ivanov", "ivanoff", "ivanova", "petrov", "petrovich"]);
    (given, patronymic, surname, 0..4_usize, 0..12_usize).prop_map(
        |(given, patronymic, surname, order, change)| {
            let surname = changed(surname, change);
            match order {
                0 => format!("{surname} {given} {patronymic}"),
                1 => format!("{given} {surname} {patronymic}"),
                _ => format!("{given} {patronymic} {surname}"),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// Nobody is left out of whom very many share all that was asked for.
    #[test]
    fn nobody_is_left_out_among_namesakes(
        names in proptest::collection::vec(namesakes(), 20..90),
        queries in proptest::collection::vec(namesakes(), 1..8),
        threshold in proptest::sample::select(vec![7_500_u32, 8_250, 8_600, 9_300]),
    ) {
        let entries: Vec<_> = names.into_iter().map(|name| (vec![name], EntryKind::Person)).collect();
        let index = index(&entries);
        let mut searcher = Searcher::new(&index);
        for query in &queries {
            let party = Party { name: query, kind: Kind::Person, ..Party::default() };
            let found = searcher.search(&party, Mode::Balanced, Score::of(threshold));
            let all = searcher.search_all(&party, Mode::Balanced, Score::of(threshold));
            prop_assert_eq!(found, all, "{}", query);
        }
    }
}

/// Sixty people of one surname, of whom each has relatives.
fn a_family() -> Index {
    let given = [
        "Viktor", "Dmitry", "Oleg", "Pavel", "Sergey", "Nikolai", "Yuri", "Roman", "Anton", "Igor",
    ];
    let fathers = [
        "Ivanovich",
        "Olegovich",
        "Pavlovich",
        "Romanovich",
        "Antonovich",
        "Igorevich",
    ];
    let mut names: Vec<String> = given
        .iter()
        .flat_map(|given| {
            fathers
                .iter()
                .map(move |father| format!("{given} {father} LUKASHENKO"))
        })
        .collect();
    names.push("Aleksandr Grigorievich LUKASHENKO".to_owned());
    names.push("Aleksandr Grigorjevitj LUKASJENKO".to_owned());
    names.push("ANDREI LUKASHENKO".to_owned());
    names.push("Paul Henri LUKASHENKO".to_owned());
    names.push("Zakhar Zakharovich ZAKHAROV".to_owned());
    let entries: Vec<_> = names
        .into_iter()
        .map(|name| (vec![name], EntryKind::Person))
        .collect();
    index(&entries)
}

fn best(index: &Index, query: &str) -> Option<(String, Score)> {
    let party = Party {
        name: query,
        kind: Kind::Person,
        ..Party::default()
    };
    let found = Searcher::new(index).search(&party, Mode::Balanced, Score::ALERT);
    found
        .first()
        .map(|found| (index.name(found.name).to_owned(), found.score))
}

#[test]
fn given_name_and_surname_find_a_person_however_many_share_the_surname() {
    let index = a_family();
    for query in [
        "Aleksandr Lukashenko",
        "Alexander Lukashenko",
        "Lukashenko, Aleksandr",
        "Александр Лукашенко",
    ] {
        let found = best(&index, query);
        assert_eq!(
            found.as_ref().map(|(name, _)| name.as_str()),
            Some("Aleksandr Grigorievich LUKASHENKO"),
            "{query} {found:?}"
        );
    }
    // And whoever has no patronymic on the list is found by one who has.
    let found = best(&index, "Andrei Petrovich Lukashenko");
    assert_eq!(
        found.map(|(name, _)| name).as_deref(),
        Some("ANDREI LUKASHENKO")
    );
    // A patronymic is left out that is like a name that is not.
    let found = best(&index, "Zakhar Zakharov");
    assert_eq!(
        found.map(|(name, _)| name).as_deref(),
        Some("Zakhar Zakharovich ZAKHAROV")
    );
    // A country that differs is no reason not to look.
    let party = Party {
        name: "Alexander Lukashenko",
        kind: Kind::Person,
        country: Some("DE"),
        ..Party::default()
    };
    let mut searcher = Searcher::new(&index);
    assert!(
        !searcher
            .search(&party, Mode::Balanced, Score::ALERT)
            .is_empty()
    );
}

#[test]
fn a_word_that_is_met_letter_by_letter_scores_no_less_than_its_misspelling() {
    let index = a_family();
    let mut searcher = Searcher::new(&index);
    for query in [
        "Aleksandr Lukashenko",
        "Paul Lukashenko",
        "Dmitry Lukashenko",
    ] {
        let party = Party {
            name: query,
            kind: Kind::Person,
            ..Party::default()
        };
        let found = searcher.search_all(&party, Mode::Balanced, Score::of(1));
        let of = |surname: &str| {
            let given = query.split(' ').next().unwrap_or_default();
            let of_it = found.iter().filter(|found| {
                let name = index.name(found.name);
                name.ends_with(surname) && name.starts_with(given)
            });
            of_it.map(|found| found.score).max()
        };
        assert!(of("LUKASHENKO") >= of("LUKASJENKO"), "{query} {found:?}");
    }
}
