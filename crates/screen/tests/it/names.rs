//! Which names count as one party's, by what the words of names are.

use exeat_screen::compare;
use exeat_screen::score::{Kind, Mode, Score};

fn score(a: &str, b: &str, kind: Kind) -> Score {
    compare::names(a, b, kind, Mode::Balanced).score
}

#[test]
fn legal_forms_of_many_countries_say_nothing() {
    for (a, b) in [
        ("SIS DOO", "SIS društvo s ograničenom odgovornošću"),
        ("Elektro Primjer d.d.", "Elektro Primjer dioničko društvo"),
        ("TOO Altyn Zhol", "Altyn Zhol Limited Liability Partnership"),
        ("Contoh Logam Sdn Bhd", "Contoh Logam Sendirian Berhad"),
        ("北京示例科技有限公司", "Beijing Shili Keji Youxian Gongsi"),
        ("深圳市远大电子有限公司", "Shenzhen Yuanda Dianzi Co Ltd"),
        ("Muster Handels GmbH", "Muster Handelsgesellschaft mbH"),
        ("Priklad s.r.o.", "Priklad spol. s r.o."),
        ("Priklad a.s.", "Priklad akciová společnost"),
        ("Minta Zrt", "Minta Zártkörűen Működő Részvénytársaság"),
        (
            "Ejemplo S.A. de C.V.",
            "Ejemplo Sociedad Anónima de Capital Variable",
        ),
        ("Eksempel ApS", "Eksempel Anpartsselskab"),
        ("Esimerkki Oy", "Esimerkki Osakeyhtiö"),
        ("Örnek Ticaret A.Ş.", "Ornek Trading Anonim Sirketi"),
        ("شركة المثال للتجارة", "Al Mithal Trading Company"),
        ("Example Trading FZCO", "Example Trading Free Zone Company"),
        ("NPO Primer", "Scientific Production Association Primer"),
        ("주식회사 예시", "Yesi Co Ltd"),
        ("Mau Vi Du Joint Stock Company", "Công ty Cổ phần Mau Vi Du"),
        ("Intl Trading Est.", "International Trading Establishment"),
        ("St. Example Hospital", "Saint Example Hospital"),
        ("NII Primer", "Primer Research Institute"),
        ("ЧВК Пример", "PMC Primer"),
        ("M/V Ocean Pearl", "Ocean Pearl"),
    ] {
        let kind = Kind::Organisation;
        assert!(
            score(a, b, kind) >= Score::MATCH,
            "{a} | {b}: {}",
            score(a, b, kind)
        );
    }
}

#[test]
fn organisations_that_differ_in_what_tells_them_apart_are_two() {
    for (a, b) in [
        ("North Example Shipping", "South Example Shipping"),
        ("Example Import Company", "Example Export Company"),
        ("Orion Aviation", "Orient Aviation"),
        ("Example Metals Germany GmbH", "Example Metals France SAS"),
        ("Example Metals Trading", "Example Metals Shipping"),
        ("Primer Research Institute", "Primer Design Bureau"),
    ] {
        let kind = Kind::Organisation;
        assert!(
            score(a, b, kind) < Score::MATCH,
            "{a} | {b}: {}",
            score(a, b, kind)
        );
    }
}

#[test]
fn names_of_people_in_their_spellings() {
    for (a, b, is_one) in [
        ("Mohd Ali Hassan", "Mohammed Ali Hassan", true),
        ("Vlad Primerov", "Vladimir Primerov", true),
        ("Yevgeny Primerov", "Evgenii Primerov", true),
        ("معمر القذافي", "Muammar Gaddafi", true),
        ("Nooruddin Example", "Nuruddin Example", true),
        ("Mohammed Shamsuddin", "Mohammed Shahabuddin", false),
        ("Ahmad Hamidullah", "Ahmad Waliullah", false),
    ] {
        let said = score(a, b, Kind::Person) >= Score::MATCH;
        assert_eq!(said, is_one, "{a} | {b}: {}", score(a, b, Kind::Person));
    }
}

/// Whatever a name is made of, there is a score and no panic.
#[test]
fn odd_names_have_a_score() {
    let long = "x".repeat(10_000);
    let many = "ab ".repeat(3_000);
    let odd = [
        "",
        " ",
        ".",
        "-",
        "A",
        "LLC",
        "GmbH & Co. KG",
        "🧲🚢",
        "\u{feff}",
        "\u{202e}abc",
        "1",
        "0",
        "999999999999999999999",
        "%",
        "/",
        "a/b",
        "'s",
        "M/V",
        "the",
        "al",
        "bin",
        "有限公司",
        "주식회사",
        "ا",
        "\u{0}",
        "e\u{301}\u{301}\u{301}",
        "Ⅷ",
        "①",
        "𝔈𝔵𝔞𝔪𝔭𝔩𝔢",
        &long,
        &many,
    ];
    for a in odd {
        for b in odd {
            for kind in [Kind::Person, Kind::Unknown] {
                let _ = score(a, b, kind);
            }
        }
    }
    assert_eq!(score("", "", Kind::Unknown), Score::NONE);
}
