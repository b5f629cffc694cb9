//! Which licences on file would cover what a determination asks for.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Place, example};
use crate::run::root;
use crate::serve::Running;

#[test]
fn a_check_names_the_licences_that_would_cover_it() {
    let place = Place::new("register-covers");
    let document = root().join("examples/gallium-to-us/gallium.toml");
    let document = document.to_string_lossy();
    let check = [
        "check",
        &document,
        "--jurisdiction",
        "CN",
        "--known-at",
        "2026-11-22",
        "--on",
        "2026-11-20",
    ];
    let before = place.run(&check);
    assert_eq!(before.status, 3, "{before}");
    assert!(!before.stdout.contains("LICENCES ON FILE"), "{before}");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    let after = place.run(&check);
    assert_eq!(before.status, after.status);
    assert!(after.stdout.contains("LICENCES ON FILE"), "{after}");
    assert!(
        after.stdout.contains("26AC000123: does not cover it: "),
        "{after}"
    );
    // The page and the record say the same.
    let page = place.run(&[&check[..], &["--format", "html", "--lang", "zh"]].concat());
    assert!(
        page.stdout.contains("现有许可证") && page.stdout.contains("26AC000123"),
        "{page}"
    );
    // What the law asks for lands in the same list.
    let mut json = check.to_vec();
    json.extend(["--format", "json"]);
    let answer = place.run(&json);
    let held = &answer.json()["licences_on_file"]["needs"][0];
    assert_eq!(held["jurisdiction"], "CN");
    assert!(
        held["licences"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one["licence"] == "26AC000123")),
        "{held}"
    );
    fs::write(place.folder.join("answer.json"), &answer.stdout).expect("a file");
    let said = place.well(&[
        "licence",
        "duties",
        "--from",
        "answer.json",
        "--shipment",
        "S-9",
    ]);
    assert!(said.contains("in the determination"), "{said}");
    // What it says of licences was so then, and does not keep it from being computed again.
    place.well(&["replay", "answer.json"]);
}

/// A licence that would cover a party does not while nobody has decided whether the party stands on a list.
#[test]
fn an_undecided_match_is_covered_by_nothing() {
    let place = Place::new("register-undecided");
    let example = root().join("examples/gallium-to-us/gallium.toml");
    let document = fs::read_to_string(example)
        .expect("an example")
        .replace("A maker of radio chips in Oregon", "Example Magnet Works");
    fs::write(place.folder.join("gallium.toml"), document).expect("written");
    let register = place.folder.join("licences");
    fs::create_dir_all(&register).expect("a folder");
    for (name, text) in [
        (
            "licences.csv",
            "number,jurisdiction,authority,kind,holder,valid-from\nG-1,CN,MOFCOM,individual,A smelter,2026-01-01\n",
        ),
        (
            "lines.csv",
            "licence,line,item,quantity,unit\nG-1,1,\"Gallium metal, 7N, in a drum\",100,kg\n",
        ),
        (
            "parties.csv",
            "licence,role,name\nG-1,end-user,Example Magnet Works\n",
        ),
    ] {
        fs::write(register.join(name), text).expect("written");
    }
    place.well(&["licence", "import", "licences", "--on", "2026-07-01"]);
    let held = || {
        let answer = place.run(&[
            "check",
            "gallium.toml",
            "--jurisdiction",
            "CN",
            "--known-at",
            "2026-11-20",
            "--on",
            "2026-11-20",
            "--format",
            "json",
        ]);
        answer.json()["licences_on_file"]["needs"][0].clone()
    };
    assert_eq!(held()["covered"], true, "{}", held());
    crate::check_screening::list(&place.folder, "2026-11-18");
    let after = held();
    assert_eq!(after["covered"], false, "{after}");
    let why = &after["licences"][0]["not"][0];
    assert_eq!(why["why"], "may-be-listed", "{after}");
    assert_eq!(why["lists"], "us-entity-list", "{after}");
}

/// A register that cannot be read is no register without licences: the page and the record say so.
#[test]
fn a_register_that_cannot_be_read_is_said_to_be_unread() {
    let service = Running::start("register-unread", &[]);
    let document = root().join("examples/gallium-to-us/gallium.toml");
    let document = fs::read_to_string(document).expect("an example");
    let address = "/v1/determinations?jurisdiction=CN&known_at=2026-11-22&on=2026-11-20";
    let ask = || service.post(address, "application/toml", &document);
    let without = ask().json();
    assert_eq!(without["overall"], "licence_required");
    assert!(without["licences_on_file"].is_null(), "{without}");
    let register = folder_of("register-unread").join("data/register.sqlite");
    fs::write(register, [0x5a; 4096]).expect("a file that is no register");
    let held = ask().json()["licences_on_file"].clone();
    assert!(
        held["unread"].as_str().is_some_and(|why| !why.is_empty()),
        "{held}"
    );
    assert!(held["needs"][0]["covered"].is_null(), "{held}");
    // Somebody who asks for the verdict alone is not told of licences.
    let bare = service.post(
        &format!("{address}&licences=false"),
        "application/toml",
        &document,
    );
    assert!(bare.json()["licences_on_file"].is_null());
    for (language, words) in [
        ("en", "The register could not be read"),
        ("zh", "无法读取登记簿"),
    ] {
        let form = form_urlencoded(&document);
        let page = service.post(
            &format!("/check?lang={language}"),
            "application/x-www-form-urlencoded",
            &format!("document={form}&on=2026-11-20"),
        );
        assert_eq!(page.status, 200, "{}", page.head);
        assert!(page.body.contains(words), "{}", page.body);
        assert!(!page.body.contains("There is no licence of CN on file"));
    }
}

/// The same text as a form sends it.
fn form_urlencoded(text: &str) -> String {
    text.bytes().map(|one| format!("%{one:02X}")).collect()
}

fn folder_of(test: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(test)
}
