//! `exeat evidence`.

use std::fs;

use exeat_documents::tables::sheets;
use rust_xlsxwriter::Workbook;

use crate::run::{Answer, finish, folder, program, root};

fn run(place: &std::path::Path, arguments: &[&str]) -> Answer {
    let mut command = program(place);
    command.args(arguments);
    finish(command, "")
}

#[test]
fn a_folder_of_articles_has_its_origins() {
    let place = folder("evidence-origins");
    let reports = place.join("reports");
    fs::create_dir_all(&reports).expect("a folder");
    let write = |name: &str, text: &str| fs::write(reports.join(name), text).expect("a file");
    write(
        "one.txt",
        "date: 2024-05-16\n\nThe dam will hold\n\nThe engineer, Mara Voss, told the Valley Post on Thursday that the dam “will hold \
         for another winter”. The lake holds 40% of the region's drinking water.\n",
    );
    write(
        "two.md",
        "# Dam to hold\n\nMara Voss, an engineer, told the Valley Post on Friday that the dam “will hold one more winter”. \
         The lake holds over 55% of the region's drinking water.\n",
    );
    fs::write(reports.join("three.txt"), [0xff, 0xfe, 0x00]).expect("a file");
    fs::write(reports.join("notes.pdf"), "no article").expect("a file");

    let answer = run(
        &place,
        &["evidence", "origins", "reports", "--svg", "origins.svg"],
    );
    assert_eq!(answer.status, 0, "{answer}");
    for words in [
        "One origin is behind all 2: answer of Mara Voss to Valley Post on 2024-05-16.",
        "“will hold one more winter” (two)",
        "Friday",
        "40%",
    ] {
        assert!(answer.stdout.contains(words), "{words}: {answer}");
    }
    assert!(
        answer.stderr.contains("three.txt` is not UTF-8 text"),
        "{answer}"
    );
    let picture = fs::read_to_string(place.join("origins.svg")).expect("a picture");
    assert!(picture.starts_with("<svg ") && picture.contains("Mara Voss"));

    let json = run(
        &place,
        &["evidence", "origins", "reports", "--format", "json"],
    )
    .json();
    assert_eq!(json["origins"][0]["date"], "2024-05-16");
    assert_eq!(json["articles"].as_array().expect("articles").len(), 2);

    let nothing = place.join("nothing");
    fs::create_dir_all(&nothing).expect("a folder");
    let answer = run(&place, &["evidence", "origins", "nothing"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("holds no article"), "{answer}");
}

/// A copy of an example, in which a test may write.
fn copied(test: &str, example: &str) -> std::path::PathBuf {
    let place = folder(test);
    for entry in fs::read_dir(root().join("examples").join(example)).expect("an example") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name");
        fs::copy(&path, place.join(name)).expect("a copy");
    }
    place
}

const DRONE: [&str; 6] = [
    "evidence",
    "check",
    ".",
    "--known-at=2025-10-20",
    "--jurisdiction=CN",
    "--format=json",
];

/// A magnet in a motor in a drone: one supplier's range leaves the answer open, the letter asks for
/// just that figure, and its answer settles it, one way or the other.
#[test]
fn one_suppliers_figure_decides_and_its_answer_settles_it() {
    for (answer, verdict) in [
        ("0 %", "no_licence_required"),
        ("4 %", "licence_required"),
        ("between 3 % and 5 %", "licence_required"),
        ("between 0 % and 5 %", "undetermined"),
    ] {
        let place = copied("evidence-drone", "drone");
        let before = run(&place, &DRONE).json();
        let transaction = &before["transactions"][0];
        assert_eq!(transaction["overall"], "undetermined");
        let figures = transaction["figures"].as_array().expect("figures");
        assert_eq!(figures.len(), 1, "{figures:#?}");
        let figure = figures[0].as_str().expect("a figure");
        assert!(
            figure.starts_with("items.MAGNET.components.1.value-share: ")
                && figure.ends_with("(known: between 0 % and 10 %); Example Magnetics can tell"),
            "{figure}"
        );
        let settles = transaction["settles"].as_array().expect("answers");
        assert_eq!(settles.len(), 1, "{settles:#?}");

        let written = run(
            &place,
            &[
                "evidence",
                "request",
                ".",
                "--known-at=2025-10-20",
                "--jurisdiction=CN",
                "-o",
                "letters",
            ],
        );
        assert_eq!(written.status, 0, "{written}");
        let letters: Vec<String> = fs::read_dir(place.join("letters"))
            .expect("letters")
            .map(|one| {
                one.expect("a letter")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        assert_eq!(letters.len(), 2, "{letters:?}");
        let path = place.join("letters/example-magnetics.txt");
        let letter = fs::read_to_string(&path).expect("a letter");
        assert_eq!(letter.matches("reference:").count(), 1, "{letter}");
        let (head, tail) = letter
            .split_once("   answer:")
            .expect("a place for the answer");
        fs::write(&path, format!("{head}   answer: {answer}{tail}")).expect("a letter");

        let read = run(
            &place,
            &[
                "evidence",
                "request",
                ".",
                "--read",
                "letters/example-magnetics.txt",
                "--answered-on=2025-10-21",
            ],
        );
        assert_eq!(read.status, 0, "{read}");
        let after = run(&place, &DRONE).json();
        assert_eq!(after["transactions"][0]["overall"], verdict, "{answer}");
        // What was said before stays.
        let case = fs::read_to_string(place.join("case.toml")).expect("a case");
        assert!(
            case.contains("between = [\"0 %\", \"10 %\"]")
                && case.contains("answer-example-magnetics-2025-10-21")
        );
    }
}

/// The table that goes with a letter comes back filled in, as a spreadsheet saves it.
#[test]
fn a_letter_comes_back_as_a_workbook() {
    let place = copied("evidence-drone-workbook", "drone");
    let ask = [
        "evidence",
        "request",
        ".",
        "--known-at=2025-10-20",
        "--jurisdiction=CN",
        "-o",
        "letters",
    ];
    assert_eq!(run(&place, &ask).status, 0);
    let sent = fs::File::open(place.join("letters/example-magnetics.xlsx")).expect("a workbook");
    let cells = sheets::cells(sent, "questions").expect("a sheet");
    let headings = cells.first().expect("headings");
    let column = headings
        .iter()
        .position(|one| one == "answer")
        .expect("a column for answers");
    for (answer, status) in [("4", 1), ("between 3 % and 5 %", 0)] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0_u32..).zip(&cells) {
            for at in 0..headings.len() {
                let text = match row {
                    1 if at == column => answer.to_owned(),
                    _ => cells.get(at).cloned().unwrap_or_default(),
                };
                let at = u16::try_from(at).expect("a column");
                sheet.write_string(row, at, text).expect("a cell");
            }
        }
        book.save(place.join("back.xlsx")).expect("a workbook");
        let read = run(
            &place,
            &[
                "evidence",
                "request",
                ".",
                "--read",
                "back.xlsx",
                "--answered-on=2025-10-21",
            ],
        );
        assert_eq!(read.status, status, "{answer}: {read}");
        let verdict = if status == 0 {
            "licence_required"
        } else {
            "undetermined"
        };
        assert_eq!(
            run(&place, &DRONE).json()["transactions"][0]["overall"],
            verdict
        );
    }
}

#[test]
fn the_share_of_each_origin_is_shown_at_every_layer() {
    let place = copied("evidence-materials", "drone");
    let shown = run(&place, &["evidence", "materials", ".", "--format=json"]).json();
    let parts = shown[0]["parts"].as_array().expect("parts");
    let share = |id: &str, origin: &str| {
        let part = parts.iter().find(|one| one["id"] == id).expect("a part");
        let origins = part["origins"].as_array().expect("origins");
        origins
            .iter()
            .find(|one| one["origin"] == origin)
            .expect("an origin")["share"]
            .clone()
    };
    assert_eq!(
        share("MAGNET", "CN"),
        serde_json::json!({ "low": "0", "high": "10" })
    );
    assert_eq!(
        share("MOTOR", "CN"),
        serde_json::json!({ "low": "0", "high": "4" })
    );
    assert_eq!(
        share("DRONE", "CN"),
        serde_json::json!({ "low": "0", "high": "1.6" })
    );
}

const DECLARATION: &str = r#"<Main xmlns="http://std.iec.ch/iec62474" schemaDatabaseVersion="X8.21">
<BusinessInfo mode="Distribution"><Response date="2025-10-01"><SupplyCompany name="Example Magnetics"/></Response></BusinessInfo>
<Product unitType="each"><ProductID name="Arc magnet" identifier="M-40"><Mass mass="40" unitOfMeasure="g"/></ProductID>
<Composition><DeclarableSubstanceList authority="IEC" identity="IEC 62474" version="D31"/>
<Material name="alloy"><Mass mass="38" unitOfMeasure="g"/><Substance name="Dysprosium"><SubstanceID><EntryID entryIdentity="7429-91-6"/></SubstanceID><MassPercent massPercent="1.3"/></Substance></Material></Composition></Product></Main>"#;

/// A declaration counts as statements of its issuer, and a classification as no fact.
#[test]
fn declarations_are_statements_of_their_issuers() {
    let place = copied("evidence-declarations", "drone");
    fs::write(place.join("magnet.xml"), DECLARATION).expect("a file");
    fs::write(
        place.join("assay.toml"),
        "form = \"certificate-of-analysis\"\nlaboratory = \"Example Assay\"\ndate = \"2025-10-02\"\n[[result]]\nfact = \"content.Dy\"\nis = \"1.4 %\"\n",
    )
    .expect("a file");
    fs::write(
        place.join("letter.toml"),
        "form = \"classification\"\nissuer = \"Example Magnetics\"\ndate = \"2025-02-01\"\nexpires = \"2025-12-01\"\n[[statement]]\nregime = \"US\"\nentry = \"EAR99\"\n",
    )
    .expect("a file");
    let case = fs::read_to_string(place.join("case.toml")).expect("a case");
    let with =
        |more: &str| fs::write(place.join("case.toml"), format!("{case}{more}")).expect("a case");

    let read = run(&place, &["evidence", "read", "magnet.xml"]).said();
    assert!(
        read.contains("IEC 62474 X8.21")
            && read.contains("M-40/alloy holds 1.3 % of Dy [content.Dy]"),
        "{read}"
    );

    with("\n[[declaration]]\nfile = \"magnet.xml\"\n");
    let asked = run(&place, &["evidence", "check", "."]);
    assert_eq!(asked.status, 1, "{asked}");
    assert!(
        asked
            .stderr
            .contains("is about `M-40`, which is no item of `drone.toml`"),
        "{asked}"
    );

    with(
        "\n[[declaration]]\nfile = \"magnet.xml\"\nitem = \"MAGNET\"\n\n[[declaration]]\nfile = \"assay.toml\"\nitem = \"MAGNET/alloy\"\nreliability = \"A\"\n\n[[declaration]]\nfile = \"letter.toml\"\nitem = \"MAGNET\"\n",
    );
    let checked = run(&place, &DRONE).json();
    let quarrels = checked["transactions"][0]["quarrels"]
        .as_array()
        .expect("quarrels");
    assert_eq!(quarrels.len(), 1, "{quarrels:#?}");
    assert_eq!(quarrels[0]["fact"], "items.MAGNET/alloy.content.Dy");
    assert_eq!(quarrels[0]["sides"].as_array().expect("sides").len(), 2);
    assert_eq!(checked["transactions"][0]["overall"], "undetermined");
    let text = run(&place, &DRONE[..5]).said();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("HELD THROUGH 2025-12-01, and no longer on 2025-12-15"),
        "{text}"
    );
    assert!(text.contains("a statement and no fact"), "{text}");

    with("\n[[declaration]]\nfile = \"magnet.xml\"\nitem = \"MAGNET\"\nsha256 = \"00\"\n");
    let other = run(&place, &["evidence", "check", "."]);
    assert!(
        other.status == 1 && other.stderr.contains("its SHA-256 differs"),
        "{other}"
    );
    fs::write(place.join("magnet.xml"), &DECLARATION[..400]).expect("a file");
    let cut = run(&place, &["evidence", "read", "magnet.xml"]);
    assert!(
        cut.status == 1 && cut.stderr.contains("`magnet.xml`: line "),
        "{cut}"
    );
}

#[test]
fn a_case_goes_out_and_comes_back() {
    let place = copied("evidence-exchange", "pakistan-samples");
    for form in ["stix", "prov", "claim-review"] {
        let file = format!("{form}.json");
        assert_eq!(
            run(
                &place,
                &["evidence", "export", ".", "--as", form, "-o", &file]
            )
            .status,
            0
        );
        fs::create_dir_all(place.join(form)).expect("a folder");
        let back = format!("{form}/case.toml");
        let read = run(&place, &["evidence", "import", &file, "-o", &back]);
        assert_eq!(read.status, 0, "{read}");
        let once = fs::read_to_string(place.join(&file)).expect("a file");
        let again = run(&place, &["evidence", "export", form, "--as", form]).said();
        assert_eq!(again, once, "{form}");
        let kept = run(&place, &["evidence", "import", &file, "-o", &back]);
        assert!(
            kept.status == 1 && kept.stderr.contains("is there already"),
            "{kept}"
        );
    }
}

#[test]
fn red_flags_are_those_of_the_catalogue_or_ones_own() {
    let place = copied("evidence-flags", "pakistan-samples");
    let case = fs::read_to_string(place.join("case.toml")).expect("a case");
    fs::write(
        place.join("case.toml"),
        format!("{case}\n[[flag]]\nwhat = \"the forwarder is where it ends\"\ncatalogue = \"9\"\n[[flag.inquiry]]\nof = \"the forwarder\"\nasked = \"for whom?\"\non = \"2025-10-15\"\n[flag.resolution]\nexplained = false\nbecause = \"no answer\"\nby = \"A. Officer\"\non = \"2025-10-20\"\n"),
    )
    .expect("a case");
    let text = run(&place, &["evidence", "check", ".", "--jurisdiction=PK"]).stdout;
    for words in [
        "the forwarder is where it ends [9] – NOT explained: no answer",
        "15 CFR part 732, supplement no. 3, no. 9: a freight forwarder is named as where the goods end",
        "2025-10-15 asked the forwarder: for whom? → no answer yet",
    ] {
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(words), "{words}: {text}");
    }
    fs::write(
        place.join("case.toml"),
        format!("{case}\n[[flag]]\nwhat = \"x\"\ncatalogue = \"30\"\n"),
    )
    .expect("a case");
    let wrong = run(&place, &["evidence", "check", "."]);
    assert!(
        wrong.status == 1 && wrong.stderr.contains("the catalogue has no number `30`"),
        "{wrong}"
    );
    assert!(
        run(&place, &["evidence", "flags"])
            .said()
            .contains("29  a party on the Entity List")
    );
}

/// The five reports, as the issue asks for them: skipped visibly where they are not at hand.
#[test]
fn what_a_document_records_of_a_quarrel_is_gone_through_too() {
    let place = copied("evidence-steps", "pakistan-samples");
    let checked = run(
        &place,
        &[
            "evidence",
            "check",
            ".",
            "--jurisdiction=CN,PK",
            "--format=json",
        ],
    )
    .json();
    let steps: Vec<&str> = checked["transactions"][1]["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .map(|one| one["statement"].as_str().expect("a statement"))
        .collect();
    assert_eq!(steps.first(), Some(&"before anything was said"));
    // Oldest first; those without a day come last.
    let at = |words: &str| {
        steps
            .iter()
            .position(|one| one.starts_with(words))
            .unwrap_or_else(|| panic!("{words}: {steps:#?}"))
    };
    let agency = at("2025-10-02, PR Newswire");
    let paper = at("2025-10-06, Dawn says that items.rare-earth-part.form is ore-or-concentrate");
    let undated = at("day not known, CPEC News says that items.rare-earth-part.form");
    assert!(agency < paper && paper < undated, "{steps:#?}");
}

#[test]
fn the_reports_have_one_origin_and_their_claims_about_the_law_are_checked() {
    let seeds = root().join("../shared/seeds");
    if !seeds.is_dir() {
        eprintln!(
            "SKIPPED the_reports_have_one_origin_and_their_claims_about_the_law_are_checked: there is no shared/seeds beside the repository"
        );
        return;
    }
    let place = folder("evidence-seeds");
    let seeds = seeds.canonicalize().expect("a folder");
    let seeds = seeds.to_str().expect("a path");
    let found = run(&place, &["evidence", "origins", seeds]).said();
    let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "One origin is behind all 5: answer of Lin Jian to Global Times on 2025-10-13.",
        "[paper] statement from US Embassy in Islamabad",
        "[report] report of Reuters",
        "Almost word for word",
        "“all-weather strategic partners” (000",
        "[what it is] gem ores; precious stones – or rare earth minerals?",
        "shown or presented (September): of this the denial speaks",
        "[the day] the day of: answer of Lin Jian",
        "controls over 60% of global rare earth production",
        "processes more than 90% of the world’s rare earth elements",
        "antimony, copper concentrate, and rare earth elements such as neodymium and praseodymium",
        "17 (rare earth elements), in total",
    ] {
        assert!(found.contains(words), "{words}: {found}");
    }
    // The day on which rules were announced is not the day of the briefing.
    assert!(!found.contains("days told: October 10"), "{found}");
    let case = root().join("examples/pakistan-samples");
    let case = case.to_str().expect("a path");
    let checked = run(
        &place,
        &[
            "evidence",
            "check",
            case,
            "--texts",
            seeds,
            "--jurisdiction=CN,PK",
            "--format=json",
        ],
    )
    .json();
    let answers: Vec<(&str, &str)> = checked["law"]
        .as_array()
        .expect("claims")
        .iter()
        .map(|one| {
            (
                one["claim"].as_str().expect("a name"),
                one["answer"].as_str().expect("an answer"),
            )
        })
        .collect();
    assert_eq!(
        answers,
        [
            ("announced-on-october-10", "does not hold"),
            ("diamond-from-november-8", "holds"),
            ("elements-from-november-8", "holds"),
            ("five-more", "holds"),
            ("seventeen", "does not hold as far as the law is modelled"),
            ("technology-from-november-8", "does not hold"),
        ]
    );
    assert!(
        checked["law"]
            .as_array()
            .expect("claims")
            .iter()
            .all(|one| !one["provisions"].as_array().expect("provisions").is_empty())
    );
    assert!(
        checked["captures"]
            .as_object()
            .expect("captures")
            .values()
            .all(|state| state.as_str().expect("words").starts_with("is the text"))
    );
}
