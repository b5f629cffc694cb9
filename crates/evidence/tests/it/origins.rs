//! Invented articles about subjects that have nothing to do with each other.

use exeat_evidence::origins::{Article, DisputeKind, Findings, OriginKind, find};

fn articles(texts: &[(&str, &str)]) -> Vec<Article> {
    texts
        .iter()
        .map(|(name, text)| {
            Article::read(&format!("{name}.txt"), text.as_bytes()).expect("an article")
        })
        .collect()
}

fn findings(texts: &[(&str, &str)]) -> Findings {
    find(&articles(texts), &mut || ())
}

fn sides(found: &Findings, kind: DisputeKind) -> Vec<String> {
    found
        .disputes
        .iter()
        .filter(|one| one.kind == kind)
        .flat_map(|one| one.sides.iter().map(|side| side.says.clone()))
        .collect()
}

/// A ferry, a harbour master, two papers and one that copies.
const FERRY: [(&str, &str); 3] = [
    (
        "herald",
        "date: 2024-05-16\n\nFerry ran aground off Norhavn, harbour master says\n\nThe ferry Solvei ran aground on Wednesday with 214 \
         passengers on board. Harbour master Ingrid Dahl told the Coast Herald on Thursday that the ship had “left the marked channel by \
         a wide margin”.\n\nThe ferry carried 31 vehicles and a tanker of cooking oil, according to a statement from Norline Shipping. \
         “Nobody was hurt and nothing leaked,” Dahl said.\n\nThe crates found on deck were fishing gear, not explosives, she added.\n",
    ),
    (
        "observer",
        "date: 2024-05-17\n\nNobody hurt as ferry grounds\n\nA ferry with 241 passengers on board ran aground near Norhavn. The harbour \
         master, Ingrid Dahl, told the Coast Herald on Friday that the vessel “left the marked channel by a very wide margin”.\n\nReports on \
         social media claimed that crates of explosives had been found on the deck of the ferry. Dahl said nobody was hurt.\n",
    ),
    (
        "digest",
        "Ferry aground\n\nThe ferry carried 31 vehicles and a tanker of cooking oil when it went aground. Ingrid Dahl, the harbour master, \
         said that “nobody was hurt and nothing leaked”.\n",
    ),
];

#[test]
fn a_ferry_and_one_harbour_master() {
    let found = findings(&FERRY);
    let common = found.common().expect("a common origin");
    assert!(
        common.title.contains("Ingrid Dahl") && common.title.contains("Coast Herald"),
        "{}",
        common.title
    );
    assert!(
        found.origins.iter().any(|one| one.kind == OriginKind::Paper
            && one.title == "statement from Norline Shipping"
            && one.articles() == [0, 2]),
        "{:#?}",
        found.origins
    );
    assert!(
        sides(&found, DisputeKind::Thing)
            .iter()
            .any(|side| side.contains("fishing gear"))
    );
    let days = sides(&found, DisputeKind::Day);
    assert!(
        days.iter().any(|day| day.starts_with("Thursday"))
            && days.iter().any(|day| day.starts_with("Friday")),
        "{days:?}"
    );
    let figures = sides(&found, DisputeKind::Figure);
    assert!(
        figures.iter().any(|one| one.contains("214"))
            && figures.iter().any(|one| one.contains("241")),
        "{figures:?}"
    );
    assert!(found.quotations.iter().any(|one| {
        one.differs
            && one
                .wordings
                .iter()
                .any(|wording| wording.words.contains("very wide"))
    }));
}

/// A vaccine, an agency, and reprints that do not say where they have it.
const VACCINE: [(&str, &str); 3] = [
    (
        "wire",
        "date: 2023-02-07\nurl: https://wire.example/vaccine\n\nRegulator clears vaccine\n\nThe Veterinary Medicines Board has cleared a vaccine \
         against swine fever after a trial on nine farms. The trial lasted eleven months and included 6,400 animals, of which half were \
         given a harmless liquid instead. The board will publish the full data within thirty days, and producers may sell the vaccine \
         from the first of March.\n",
    ),
    (
        "valley",
        "Vaccine against swine fever cleared\n\nThe Veterinary Medicines Board has cleared a vaccine against swine fever after a trial on \
         nine farms. The trial lasted eleven months and included 6,400 animals, of which half were given a harmless liquid instead. \
         The board will publish the full data within thirty days, and producers may sell the vaccine from the first of March.\n",
    ),
    (
        "blog",
        "What we know about the vaccine\n\nFarmers have waited for years. See https://wire.example/vaccine for the news.\n",
    ),
];

#[test]
fn reprints_and_links_have_one_text() {
    let found = findings(&VACCINE);
    assert!(
        found
            .near_verbatim
            .iter()
            .filter(|pair| pair.percent >= 95)
            .count()
            >= 3,
        "{:#?}",
        found.near_verbatim
    );
    let origin = found
        .origins
        .iter()
        .find(|one| one.articles().contains(&0) && one.articles().contains(&1))
        .expect("a common text");
    assert!(
        origin.kind == OriginKind::CommonText && origin.about.contains("wire of 2023-02-07"),
        "{origin:?}"
    );
    assert!(
        found.origins.iter().any(|one| one
            .links
            .iter()
            .any(|link| link.article == 2 && link.how.contains("links to wire"))),
        "{:#?}",
        found.origins
    );
}

/// Chinese news of a bridge.
const BRIDGE: [(&str, &str); 2] = [
    (
        "甲报",
        "日期：2024-06-03\n\n大桥通车\n\n市交通局发言人王海明3日在例行记者会上表示，新大桥将于6月15日通车，“全长四点二公里，双向六车道”。\
         据新华社报道，工程耗资12亿元。\n\n他强调，“工程质量经过了独立检验”。\n",
    ),
    (
        "乙报",
        "大桥即将通车\n\n市交通局发言人王海明在记者会上说，大桥将于6月18日通车，“工程质量经过独立的检验”。\n",
    ),
];

#[test]
fn chinese_news_has_its_speakers() {
    let found = findings(&BRIDGE);
    let common = found.common().expect("a common origin");
    assert!(common.title.contains("王海明"), "{}", common.title);
    assert!(
        found
            .origins
            .iter()
            .any(|one| one.kind == OriginKind::Report && one.title.contains("新华社")),
        "{:#?}",
        found.origins
    );
    let differing = found.quotations.iter().any(|one| {
        one.differs
            && one
                .wordings
                .iter()
                .any(|wording| wording.words.contains("独立"))
    });
    assert!(differing, "{:#?}", found.quotations);
}

/// Nothing to do with each other.
const UNRELATED: [(&str, &str); 4] = [
    (
        "chess",
        "date: 2022-08-01\n\nThe final of the chess tournament in Lugano ended in a draw on Sunday. The champion keeps her title with seven points. \
         Organisers expect 300 players next year.\n",
    ),
    (
        "wheat",
        "date: 2022-08-02\n\nRain has spoilt a third of the wheat in the northern plains. Farmers said on Tuesday that they would plough the fields in. \
         A shipment of barley left the port of Gdynia for Egypt.\n",
    ),
    (
        "museum",
        "date: 2022-08-03\n\nThe museum of glass has bought a bowl of the fourth century. Its director, Paul Renner, said the bowl was “without equal”. \
         It will be shown from October.\n",
    ),
    (
        "train",
        "date: 2022-08-04\n\nA new night train links Turin and Ghent. Tickets cost 49 euros, and the first train leaves on Monday. \
         The operator said it had sold 4,000 of them.\n",
    ),
];

#[test]
fn nothing_is_found_where_nothing_is() {
    let found = findings(&UNRELATED);
    assert!(found.common().is_none());
    assert!(
        found.origins.iter().all(|one| one.articles().len() == 1),
        "{:#?}",
        found.origins
    );
    assert!(found.disputes.is_empty(), "{:#?}", found.disputes);
    assert!(found.near_verbatim.is_empty() && found.shared.is_empty());
    assert!(found.quotations.is_empty(), "{:#?}", found.quotations);
}

#[test]
fn one_article_contradicts_nobody() {
    for text in FERRY.iter().chain(&VACCINE).chain(&UNRELATED) {
        let found = findings(&[*text]);
        assert!(
            found.common().is_none()
                && found.near_verbatim.is_empty()
                && found.quotations.is_empty()
        );
        assert!(
            found
                .disputes
                .iter()
                .all(|one| one.kind != DisputeKind::Figure && one.kind != DisputeKind::Day),
            "{:#?}",
            found.disputes
        );
    }
}

#[test]
fn passages_stand_where_they_are_said_to_stand() {
    for texts in [&FERRY[..], &VACCINE[..], &BRIDGE[..], &UNRELATED[..]] {
        let articles = articles(texts);
        let found = find(&articles, &mut || ());
        let passages = found
            .origins
            .iter()
            .flat_map(|one| one.links.iter().map(|link| &link.passage))
            .chain(
                found
                    .near_verbatim
                    .iter()
                    .flat_map(|pair| [&pair.one, &pair.two]),
            )
            .chain(
                found
                    .disputes
                    .iter()
                    .flat_map(|one| one.sides.iter().flat_map(|side| &side.passages)),
            )
            .chain(
                found
                    .quotations
                    .iter()
                    .flat_map(|one| one.wordings.iter().flat_map(|wording| &wording.passages)),
            );
        for passage in passages {
            let own = &articles[passage.article].text[passage.from..passage.to];
            assert_eq!(
                own.split_whitespace().collect::<Vec<_>>().join(" "),
                passage.text
            );
        }
    }
}

#[test]
fn the_same_articles_give_the_same_findings() {
    let articles = articles(&FERRY);
    assert_eq!(find(&articles, &mut || ()), find(&articles, &mut || ()));
}

/// A seizure at a port, with a spokeswoman, a customs paper, a rumour and a trade group.
const DRUMS: [(&str, &str); 4] = [
    (
        "post",
        "date: 2026-03-17\n\nPort denies that seized drums held nerve-gas precursor\n\nROTTERDAM: The port authority on Tuesday rejected \
         claims that drums seized last week contained a precursor for chemical weapons.\n\n\"The drums that our inspectors opened in \
         February were solvent for cleaning ship engines, not thiodiglycol,\" Marijke de Wit, a spokeswoman for the port authority, told \
         Delta Radio in an interview on Tuesday.\n\nCustoms officers intercepted a container with 60 drums of thiodiglycol bound for Port \
         Sudan on 11 March, according to a statement from the Dutch Customs Administration.\n",
    ),
    (
        "ledger",
        "date: 2026-03-18\n\nSolvent or weapon?\n\nSpokeswoman Marijke de Wit said that the drums opened by inspectors in February were \
         cleaning solvent for ship engines and not thiodiglycol. \"We have no reason to doubt the forwarder's papers,\" she said during an \
         interview on Wednesday.\n\nReports last week claimed that customs had seized a container of thiodiglycol destined for Sudan. The \
         container held 80 drums, one report alleged.\n\nThe Netherlands accounts for about 12% of European trade in it, Reuters \
         reported.\n",
    ),
    (
        "watch",
        "Sixty drums for Port Sudan\n\nCustoms officers in Rotterdam intercepted a container with 60 drums of thiodiglycol and two pumps \
         bound for Port Sudan on 12 March, officials said.\n\nThe Netherlands accounts for 35% of European trade in thiodiglycol, a trade \
         group said.\n",
    ),
    (
        "digest",
        "date: 2026-03-19\n\nPort speaks\n\nCustoms officers intercepted a container with 60 drums of thiodiglycol bound for Port Sudan on \
         11 March.\n\nThe Netherlands accounts for about 12 percent of European trade in thiodiglycol.\n",
    ),
];

#[test]
fn drums_that_were_opened_and_drums_that_were_seized() {
    let found = findings(&DRUMS);
    let things = sides(&found, DisputeKind::Thing);
    assert!(
        things.iter().any(|one| one.contains("solvent"))
            && things.contains(&"thiodiglycol".to_owned()),
        "{things:?}"
    );
    let which = sides(&found, DisputeKind::WhichThing);
    assert!(
        which
            .iter()
            .any(|one| one.starts_with("tested or inspected (February)"))
            && which.iter().any(|one| one.starts_with("seized or stopped")),
        "{which:?}"
    );
    // Two articles that tell the same day are one side.
    let event = found
        .disputes
        .iter()
        .find(|one| one.title == "the day of an event that several tell")
        .expect("a day of an event");
    assert_eq!(
        event
            .sides
            .iter()
            .map(|one| (one.says.as_str(), one.passages.len()))
            .collect::<Vec<_>>(),
        [("Wednesday 2026-03-11", 2), ("March 12", 1)]
    );
    let figures = sides(&found, DisputeKind::Figure);
    assert!(
        figures.iter().any(|one| one.starts_with("60 drums"))
            && figures.iter().any(|one| one.starts_with("80 drums")),
        "{figures:?}"
    );
    assert_eq!(
        figures.iter().filter(|one| one.contains("12")).count(),
        1,
        "one figure is one side: {figures:?}"
    );
}

/// An engine maker, an agency, a filing and people who are not named.
const ENGINES: [(&str, &str); 2] = [
    (
        "wire",
        "date: 2026-06-02\n\nRotavia says it stopped sales\n\nEngine maker Rotavia AG said on Monday it stopped supplying rotary engines to \
         the Orlan works in 2023, rejecting a report by Bloomberg that deliveries went on through a Dubai trader.\n\n\"We have not shipped a \
         single engine to that customer since January 2023,\" chief executive Jonas Reiter told reporters at a news conference in \
         Zurich.\n\nIn a filing with the Swiss exchange, the company said engines worth $14 million were sold to the Dubai trader Falcon \
         Parts last year.\n\nPeople familiar with the matter said 340 engines had been recovered from drones shot down over Ukraine.\n",
    ),
    (
        "analyst",
        "date: 2026-01-04\n\nWhat the engines tell\n\nBloomberg reported that deliveries to the Orlan works went on through a Dubai trader \
         until December 28.\n\nAccording to the company's filing, engines worth $19 million were sold to the Dubai trader Falcon Parts last \
         year.\n",
    ),
];

#[test]
fn reports_filings_and_people_who_are_not_named_are_origins() {
    let found = findings(&ENGINES);
    let articles = |title: &str| {
        found
            .origins
            .iter()
            .find(|one| one.title == title)
            .map(|one| one.articles().len())
    };
    assert_eq!(
        articles("report of Bloomberg"),
        Some(2),
        "{:#?}",
        found.origins
    );
    assert_eq!(
        articles("filing from the company"),
        Some(2),
        "{:#?}",
        found.origins
    );
    assert!(
        found.origins.iter().any(|one| one.kind == OriginKind::Hearsay
            && one.title == "unnamed people: 340 engines had been recovered from drones shot down over Ukraine"),
        "{:#?}",
        found.origins
    );
    // A report that somebody signs is no hearsay, and what was not shipped is no load.
    assert_eq!(
        found
            .origins
            .iter()
            .filter(|one| one.kind == OriginKind::Hearsay)
            .count(),
        1
    );
    assert_eq!(sides(&found, DisputeKind::Contents), Vec::<String>::new());
}

#[test]
fn chinese_articles_say_what_a_thing_is_not() {
    let found = findings(&[
        (
            "甲",
            "date: 2026-05-12\n\n商务部回应\n\n5月11日，商务部发言人陈立华在例行发布会上回答《东方晨报》记者提问时表示，有关企业向海外出口军用无人机发动机的报道纯属捏造。\n\n\
             陈立华说，9月展出的样机是农用喷雾机发动机，不是军用无人机发动机。“中方一贯严格履行防扩散义务。”\n",
        ),
        (
            "乙",
            "date: 2026-05-12\n\n说法不实\n\n商务部发言人陈立华12日表示，所谓企业向海外出口军用无人机发动机的报道是捏造的。“中方始终严格履行防扩散国际义务。”\n",
        ),
    ]);
    let things = sides(&found, DisputeKind::Thing);
    assert_eq!(
        things.last().map(String::as_str),
        Some("军用无人机发动机"),
        "{things:?}"
    );
    assert!(
        things.iter().any(|one| one.contains("农用喷雾机发动机")),
        "{things:?}"
    );
    // `12日` is a day of the month in which the article is, and no figure.
    let days = sides(&found, DisputeKind::Day);
    assert_eq!(days, ["Monday 2026-05-11", "Tuesday 2026-05-12"]);
    assert!(found.lone_figures.is_empty(), "{:?}", found.lone_figures);
}
