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
