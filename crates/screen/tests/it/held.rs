//! How much of a party listed parties hold, from files that repeat, contradict and leave out.

use exeat_screen::transaction::{Holdings, shares};
use exeat_value::Day;

const FACT: &str = "share-held-by-us-listed";
const ON_LISTS: [&str; 3] = [
    "on-us-entity-list",
    "on-us-meu-list",
    "us-sdn-programme-of-part-744",
];

/// The share that listed parties hold of `Target` on a day, where `listed` are on a list and all others on none.
#[track_caller]
fn held(files: &[&str], listed: &[&str], on: &str) -> String {
    let mut holdings = Holdings::default();
    for (place, text) in files.iter().enumerate() {
        let name = format!("{place}.csv");
        holdings
            .add(text.as_bytes(), &name)
            .unwrap_or_else(|error| panic!("{error}"));
    }
    let on: Day = on.parse().expect("a day");
    let found = shares(&holdings, "Target", on, &mut |owner| {
        let is = listed.contains(&owner.name);
        ON_LISTS.iter().map(|fact| (*fact, is)).collect()
    });
    found.iter().find(|one| one.fact == FACT).map_or_else(
        || "unknown".to_owned(),
        |one| {
            if one.at_least == one.at_most {
                one.at_least.to_string()
            } else {
                format!("{}..{}", one.at_least, one.at_most)
            }
        },
    )
}

fn csv(rows: &str) -> String {
    format!("owner,owned,share,from,until,owner_is\n{rows}")
}

const NOW: &str = "2026-11-20";

#[test]
fn an_owner_that_is_written_in_two_ways_does_not_use_up_the_rest() {
    let (one, other) = (
        csv("Alfa Ltd,Target,60,,,person\n"),
        csv("Alfa Limited,Target,60,,,person\n"),
    );
    assert_eq!(held(&[&one], &[], NOW), "0..40");
    assert_eq!(held(&[&one, &other], &[], NOW), "0..40");
    let both = csv("Alfa Ltd,Target,60,,,person\nAlfa Limited,Target,60,,,person\n");
    assert_eq!(held(&[&both], &[], NOW), "unknown");
    // An old line that nobody ended, and the one that came after it.
    let renewed = csv("Alfa,Target,60,2015-01-01,,person\nAlfa,Target,60,2020-01-01,,person\n");
    assert_eq!(held(&[&renewed], &[], NOW), "unknown");
}

#[test]
fn files_that_contradict_each_other_leave_open_what_either_leaves_open() {
    let (one, other) = (
        csv("Alfa,Target,60,,,person\n"),
        csv("Beta,Target,70,,,person\n"),
    );
    assert_eq!(held(&[&one, &other], &[], NOW), "0..40");
    assert_eq!(held(&[&other, &one], &[], NOW), "0..40");
    // One says how much is held by whom to the last percent; the other speaks of less, and not against it.
    let whole = csv("Alfa,Target,60,,,person\nBeta,Target,40,,,person\n");
    assert_eq!(held(&[&whole, &one], &[], NOW), "0");
    assert_eq!(held(&[&whole, &other], &[], NOW), "0..60");
    assert_eq!(held(&[&whole, &one], &["Beta"], NOW), "40");
}

fn entities(ownership: &str, owner: &str) -> String {
    format!(
        "{{\"id\":\"a\",\"schema\":\"{owner}\",\"properties\":{{\"name\":[\"Alfa\"]}}}}\n\
         {{\"id\":\"t\",\"schema\":\"Company\",\"properties\":{{\"name\":[\"Target\"]}}}}\n\
         {{\"id\":\"o\",\"schema\":\"Ownership\",\"properties\":{{\"owner\":[\"a\"],\"asset\":[\"t\"],{ownership}}}}}\n"
    )
}

#[test]
fn dates_of_entities_that_are_no_full_day_are_not_passed_over() {
    let of = |ownership: &str, on: &str| held(&[&entities(ownership, "Person")], &[], on);
    assert_eq!(of("\"percentage\":[\"100\"]", NOW), "0");
    for end in ["2019", "2019-06", "2019-06-30"] {
        let ended = format!("\"percentage\":[\"100\"],\"endDate\":[\"{end}\"]");
        assert_eq!(of(&ended, NOW), "unknown", "{end}");
        assert_eq!(of(&ended, "2018-12-31"), "0", "{end}");
    }
    let begun = "\"percentage\":[\"100\"],\"startDate\":[\"2020\"]";
    assert_eq!(of(begun, "2019-12-31"), "unknown");
    assert_eq!(of(begun, "2020-06-01"), "unknown");
    assert_eq!(of(begun, "2021-01-01"), "0");
    // What is no date at all may be any day.
    let sometime = "\"percentage\":[\"100\"],\"endDate\":[\"after the sale\"]";
    assert_eq!(of(sometime, NOW), "unknown");
    // Of two figures nobody says which is right.
    assert_eq!(of("\"percentage\":[\"100\",\"25\"]", NOW), "0..75");
}

#[test]
fn who_is_once_said_to_be_ownable_may_be_owned() {
    let all = "\"percentage\":[\"100\"]";
    assert_eq!(held(&[&entities(all, "Person")], &[], NOW), "0");
    assert_eq!(held(&[&entities(all, "Company")], &[], NOW), "unknown");
    // A person and a company of one name.
    let mut both = entities(all, "Person");
    both.push_str("{\"id\":\"b\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Alfa\"]}}\n");
    assert_eq!(held(&[&both], &[], NOW), "unknown");
    let person = csv("Alfa,Target,100,,,person\n");
    assert_eq!(held(&[&person], &[], NOW), "0");
    for speaks_against in [
        "Alfa,Other,10,,,organisation\n",
        "ALFA,Other,10,,,company\n",
        "Somebody,Alfa,5,,,person\n",
        "Somebody,Alfa,5,,2010-01-01,person\n",
    ] {
        let other = csv(speaks_against);
        let one_file = format!("{person}{speaks_against}");
        assert_ne!(held(&[&one_file], &[], NOW), "0", "{speaks_against}");
        assert_ne!(held(&[&person, &other], &[], NOW), "0", "{speaks_against}");
    }
}

#[test]
fn one_owner_told_twice_holds_at_least_the_larger_and_at_most_both() {
    // An old line that nobody ended, and the one that came after it; or two kinds of shares.
    let twice = csv("Alfa,Target,50,2010-01-01,,person\nAlfa,Target,45,2024-01-01,,person\n");
    assert_eq!(held(&[&twice], &[], NOW), "0..50");
    assert_eq!(held(&[&twice], &["Alfa"], NOW), "50..100");
    assert_eq!(held(&[&twice], &[], "2020-01-01"), "0..50");
    let listed = csv("Alfa,Target,30,,,person\nAlfa,Target,30,,,person\nBeta,Target,40,,,person\n");
    assert_eq!(held(&[&listed], &["Alfa"], NOW), "30..60");
}

#[test]
fn values_of_entities_that_are_no_text_are_not_passed_over() {
    let of = |ownership: &str| held(&[&entities(ownership, "Person")], &[], NOW);
    assert_eq!(of("\"percentage\":[100]"), "0");
    assert_eq!(of("\"percentage\":100,\"endDate\":2019"), "unknown");
    assert_eq!(of("\"percentage\":[\"100\"],\"endDate\":[2019]"), "unknown");
    assert_eq!(of("\"percentage\":[\"10\",60]"), "0..90");
    for wrong in [
        "\"percentage\":[\"100\"],\"endDate\":[[\"2019\"]]",
        "\"percentage\":[\"100\"],\"endDate\":{\"year\":2019}",
        "\"percentage\":[\"100\"],\"endDate\":true",
    ] {
        refused(&entities(wrong, "Person"), "endDate");
    }
}

/// A file of holdings that is refused because of this.
#[track_caller]
fn refused(file: &str, because: &str) {
    let mut holdings = Holdings::default();
    match holdings.add(file.as_bytes(), "holdings") {
        Ok(()) => panic!("{file} is read"),
        Err(error) => assert!(error.to_string().contains(because), "{error}"),
    }
}

#[test]
fn an_owner_is_looked_for_by_all_of_its_names() {
    let all = "\"percentage\":[\"100\"]";
    let named = |names: &str| entities(all, "Person").replacen("\"name\":[\"Alfa\"]", names, 1);
    assert_eq!(
        held(&[&named("\"name\":[\"Alfa\",\"Beta\"]")], &[], NOW),
        "0"
    );
    for names in [
        "\"name\":[\"Alfa\",\"Beta\"]",
        "\"name\":[\"Alfa\"],\"alias\":[\"Beta\"]",
        "\"name\":[\"Alfa\"],\"previousName\":[\"Beta\"]",
        "\"name\":[\"Beta\",\"Alfa\"]",
    ] {
        assert_eq!(held(&[&named(names)], &["Beta"], NOW), "100", "{names}");
    }
    // Of whom no name is told nothing is known.
    assert_eq!(
        held(&[&named("\"summary\":[\"Alfa\"]")], &[], NOW),
        "unknown"
    );
    // Nor of whom another file calls a company by one of the names.
    let company = csv("Beta,Other,10,,,company\n");
    let person = named("\"name\":[\"Alfa\",\"Beta\"]");
    assert_eq!(held(&[&person, &company], &[], NOW), "unknown");
}

#[test]
fn fields_are_read_under_any_writing_of_their_names_or_refused() {
    let ended = |heading: &str| {
        format!("owner,owned,share,owner_is,{heading}\nAlfa,Target,100,person,2019-01-01\n")
    };
    for heading in ["until", "Until", "UNTIL "] {
        assert_eq!(held(&[&ended(heading)], &[], NOW), "unknown", "{heading}");
    }
    for heading in ["valid_to", "Valid To", "end_date", "End"] {
        refused(&ended(heading), "nothing reads a column");
    }
    refused(&ended("owner-is"), "two columns `owner_is`");
    let named = "Owner,OWNED,Share,owner-is\nAlfa,Target,100,person\n";
    assert_eq!(held(&[named], &[], NOW), "0");
    refused(
        "owner,owned,share,evidence\nAlfa,Target,40,\"register\nBeta,Target,60,\n",
        "within quotation marks",
    );
    let json = |more: &str| {
        format!(
            "{{\"owner\":\"Alfa\",\"owned\":\"Target\",\"share\":100,\"owner_is\":\"person\"{more}}}\n"
        )
    };
    assert_eq!(held(&[&json("")], &[], NOW), "0");
    assert_eq!(held(&[&json(",\"until\":null")], &[], NOW), "0");
    assert_eq!(
        held(&[&json(",\"Until\":\"2019-01-01\"")], &[], NOW),
        "unknown"
    );
    refused(&json(",\"until\":[\"2019-01-01\"]"), "until");
    refused(&json(",\"until\":{\"year\":2019}"), "until");
    for key in ["endDate", "valid-to"] {
        refused(
            &json(&format!(",\"{key}\":\"2019-01-01\"")),
            "nothing reads",
        );
    }

    let mut holdings = Holdings::default();
    let more = "owner,owned,share,Country,Note\nAlfa,Target,100,SG,\n";
    holdings.add(more.as_bytes(), "more.csv").expect("holdings");
    let notes: Vec<&str> = holdings.notes().collect();
    assert_eq!(notes, ["of `more.csv` nothing reads `country`, `note`"]);
}

#[test]
fn a_hundred_thousand_shareholders_are_bounded() {
    let mut rows =
        String::from("Listed Holding,Target,10,,,organisation\nFounder,Target,40,,,person\n");
    for number in 0..100_000 {
        rows.push_str(&format!("Holder {number},Target,0.0005,,,person\n"));
    }
    let mut holdings = Holdings::default();
    holdings
        .add(csv(&rows).as_bytes(), "register.csv")
        .expect("holdings");
    let mut asked = 0;
    let found = shares(
        &holdings,
        "Target",
        NOW.parse().expect("a day"),
        &mut |owner| {
            asked += 1;
            let is = owner.name == "Listed Holding";
            ON_LISTS.iter().map(|fact| (*fact, is)).collect()
        },
    );
    assert!(asked <= 2_000, "{asked}");
    let found = found.iter().find(|one| one.fact == FACT).expect("a share");
    assert_eq!(found.at_least.to_string(), "10");
    // The largest were looked for: of the small ones beyond anything may be.
    let at_most = found.at_most;
    let bound = |text: &str| -> exeat_value::Decimal { text.parse().expect("a number") };
    assert!(bound("50") < at_most && at_most < bound("60"), "{at_most}");
    assert!(
        found.because.contains("since there are too many"),
        "{}",
        found.because
    );
}
