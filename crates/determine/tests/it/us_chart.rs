//! Whether an entry of the United States' control list needs a licence for a country, by a second implementation that
//! shares nothing with the rulebook but the question: here the tables are read and the sections are written out as
//! plain code. Every entry is held against every country.

mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exeat_determine::{CaseWorld, Verdict, Verdicts};
use exeat_facts::{Case, Fact, FactId, FactSet, Role, Scope, Type, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::load;
use exeat_value::{Day, Truth, UnknownReason};

use self::tables::{Row, by, codes, rows};
use crate::harness::nightly_cases;
use crate::rulebooks::sources;

/// The worked case whose every other question is answered with "nothing".
const HARMLESS: &str = "goods in no entry to Germany, every question answered";

/// By day, each pair of an entry and a country is asked about once in so many days' worth of pairs.
const USUAL_STEP: usize = 23;

/// The controls of an entry, as the rulebook's table has them: `None` where no reason was found.
struct Entry {
    whole: Option<BTreeSet<String>>,
    part: Option<BTreeSet<String>>,
}

/// What the exporter says of the controls of some paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// All of them reach the item.
    All,
    /// None does.
    Nothing,
    /// Nobody has asked.
    Open,
}

const UNITED_STATES: &[&str] = &["US", "PR", "VI", "GU", "AS", "MP", "UM"];

/// Whether a control asks for a licence to a country (sections 738.4 and 742.2 to 742.19, 746.1(b)).
fn asks_for_licence(control: &str, eccn: &str, country: &str, cells: &Row) -> Truth {
    let cell = |column: &str| match cells[column].as_str() {
        "yes" => Truth::True,
        "no" => Truth::False,
        _ => Truth::Unknown,
    };
    let any = |columns: &[&str]| {
        columns
            .iter()
            .fold(Truth::False, |all, one| all | cell(one))
    };
    let among = |countries: &[&str]| Truth::from(countries.contains(&country));
    match control {
        "NS-1" | "NS-2" | "MT-1" | "NP-1" | "NP-2" | "CB-1" | "CB-2" | "CB-3" | "RS-1" | "RS-2"
        | "FC-1" | "CC-1" | "CC-2" | "CC-3" => {
            let of_iraq = country == "IQ" && matches!(control, "CC-2" | "CC-3");
            cell(&control.to_lowercase()) | Truth::from(of_iraq)
        }
        // No cell of these columns has a cross; the countries are those of part 746.
        "AT-1" | "AT-2" => Truth::False,
        "NS-worldwide"
        | "RS-worldwide"
        | "RS-computing-worldwide"
        | "CC-worldwide"
        | "SL"
        | "CW-schedule-1" => Truth::True,
        "RS-computing-regional" => {
            among(&["AE"]) | (any(&["d1", "d4", "d5"]) & !any(&["a5", "a6"]))
        }
        "NS-macau-D5" | "RS-macau-D5" => among(&["MO"]) | cell("d5"),
        "RS-iraq" => among(&["IQ"]),
        "RS-pakistan" => among(&["PK"]),
        "RS-india" => among(&["IN"]),
        "AT-north-korea" => among(&["KP"]),
        "RS-military-minor" => among(&["CN", "HK", "RU", "VE"]),
        "RS-0x521" | "EI" | "CC-not-canada" => !among(&["CA"]),
        "SI" => !among(&["AU", "CA", "GB"]),
        "CW" => {
            let tolerated = eccn == "1E355" && matches!(country, "IL" | "TW");
            !cell("cwc-party") & Truth::from(!tolerated)
        }
        "UN" => cell("un-embargo"),
        // Part 754 is not modelled.
        "SS" => Truth::Unknown,
        // Not enforced, as is presumed; no party has footnote 5; the exporter is American; part 746 has the rest.
        "RS-model-weights" | "RS-footnote-5" | "RS-from-macau-D5" | "russia-industry" => {
            Truth::False
        }
        // Named by other sections, which ask for an end use or an exception.
        "military-end-use" | "thermal-imaging-technology" => Truth::False,
        other => panic!("no rule is known for the control `{other}`"),
    }
}

/// The verdict on goods of this entry that leave the United States for this country, and of which nothing else is known
/// that would matter.
fn answer(eccn: &str, entry: &Entry, said: Said, country: &str, cells: &Row) -> Verdict {
    if UNITED_STATES.contains(&country) {
        return Verdict::NotReached;
    }
    match country {
        "CU" | "KP" => return Verdict::LicenceRequired,
        // Sections 740.5 and 746.9(b)(1).
        "SY" if eccn == "EAR99" => return Verdict::ExceptionAvailable,
        // Section 746.7(e): the Treasury's rules are not modelled.
        "IR" if eccn == "EAR99" => return Verdict::Undetermined,
        "SY" => return Verdict::LicenceRequired,
        "IR" | "RU" | "BY" if eccn != "EAR99" => return Verdict::LicenceRequired,
        _ => {}
    }
    let mut licence = Truth::False;
    for whole in entry.whole.iter().flatten() {
        licence = licence | asks_for_licence(whole, eccn, country, cells);
    }
    for part in entry.part.iter().flatten() {
        let reaches = match said {
            Said::All => Truth::True,
            Said::Nothing => Truth::False,
            Said::Open => Truth::Unknown,
        };
        licence = licence | (reaches & asks_for_licence(part, eccn, country, cells));
    }
    if entry.whole.is_none() || entry.part.is_none() {
        licence = licence | Truth::Unknown;
    }
    match licence {
        Truth::True => Verdict::LicenceRequired,
        Truth::False => Verdict::NoLicenceRequired,
        Truth::Unknown => Verdict::Undetermined,
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn countries() -> BTreeMap<String, Row> {
    let path = repository().join("rulebooks/us/countries.csv");
    by(rows(&path).expect("the chart"), "country")
}

fn entries() -> BTreeMap<String, Entry> {
    let path = repository().join("rulebooks/us/ccl.csv");
    let found = by(rows(&path).expect("the list"), "eccn");
    found
        .into_iter()
        .map(|(eccn, row)| {
            let entry = Entry {
                whole: codes(&row["whole"]),
                part: codes(&row["part"]),
            };
            (eccn, entry)
        })
        .collect()
}

/// The engine, asked about one entry and one country after the other.
struct Engine {
    law: FrozenLaw,
    case: Case,
    vocabulary: &'static Vocabulary,
    eccn: FactId,
    controls: FactId,
    destination: FactId,
}

impl Engine {
    fn new() -> Self {
        let vocabulary = Vocabulary::standard();
        let (rulebook, _) = load(sources(), vocabulary);
        let mut cases = rulebook.cases.iter();
        let harmless = cases.find(|one| one.name == HARMLESS);
        let mut case = harmless.expect("the harmless case").case.clone();
        let find = |scope, path| vocabulary.find(scope, path).expect("a fact");
        let code = |scope, path, text: &str| {
            let id = find(scope, path);
            let Type::Code(list) = vocabulary.get(id).ty else {
                panic!("`{path}` is a code");
            };
            let code = vocabulary.find_code(list, text).expect("a code");
            (id, Fact::known(Value::Code(code)))
        };
        let no = |scope, path| (find(scope, path), Fact::known(Value::YesNo(false)));
        let none = |scope, path| (find(scope, path), Fact::known(Value::Set(BTreeSet::new())));
        let add = |facts: &mut FactSet, (id, fact)| facts.set(id, fact);
        // Nobody of the chips' countries sends or receives, and no list of part 746 names the goods.
        for party in &mut case.parties {
            let home = if party.has(Role::EndUser) { "BR" } else { "US" };
            add(&mut party.facts, code(Scope::Party, "headquarters", home));
            add(&mut party.facts, no(Scope::Party, "us-military-end-user"));
            add(
                &mut party.facts,
                no(Scope::Party, "us-military-intelligence-end-user"),
            );
            add(
                &mut party.facts,
                no(Scope::Party, "on-us-supplement-8-list"),
            );
        }
        add(
            &mut case.shipment,
            no(Scope::Shipment, "to-occupied-ukraine"),
        );
        let item = &mut case.items[0].facts;
        add(item, none(Scope::Item, "us-supplements"));
        add(item, none(Scope::Item, "us-direct-product"));
        add(item, no(Scope::Item, "us-food-or-medicine"));
        // After the day of the tables and before the firearms entries change.
        let day = Day::new(2026, 9, 24).expect("a day");
        Self {
            law: FrozenLaw::new(Arc::new(rulebook), day, day),
            case,
            vocabulary,
            eccn: find(Scope::Item, "eccn"),
            controls: find(Scope::Item, "us-controls"),
            destination: find(Scope::Shipment, "destination"),
        }
    }

    /// A known code of a fact, if its list has it.
    fn code(&self, id: FactId, text: &str) -> Option<Fact> {
        let (Type::Code(list) | Type::Set(list)) = self.vocabulary.get(id).ty else {
            panic!("a fact of codes");
        };
        let code = self.vocabulary.find_code(list, text)?;
        Some(Fact::known(Value::Code(code)))
    }

    fn set_controls(&mut self, said: Said, entry: &Entry) {
        let Type::Set(list) = self.vocabulary.get(self.controls).ty else {
            panic!("a set");
        };
        let fact = match said {
            Said::Open => Fact::Unknown(UnknownReason::NotAsked),
            Said::Nothing => Fact::known(Value::Set(BTreeSet::new())),
            Said::All => {
                let codes = entry.part.iter().flatten();
                let codes =
                    codes.map(|one| self.vocabulary.find_code(list, one).expect("a control"));
                Fact::known(Value::Set(codes.collect()))
            }
        };
        self.case.items[0].facts.set(self.controls, fact);
    }
}

#[test]
fn every_entry_to_every_country_is_as_plain_code_has_it() {
    let mut engine = Engine::new();
    let (countries, entries) = (countries(), entries());
    assert!(entries.len() > 633 && countries.len() > 240);
    let step = if nightly_cases().is_some() {
        1
    } else {
        USUAL_STEP
    };
    let law = engine.law.clone();
    let states = law.rulebook().find_jurisdiction("US").expect("the US");
    let mut verdicts = Verdicts::new(&law);
    let mut seen: BTreeMap<Verdict, u32> = BTreeMap::new();
    let mut differences = Vec::new();
    for (row, (eccn, entry)) in entries.iter().enumerate() {
        let fact = engine.code(engine.eccn, eccn).expect("the entry is a code");
        engine.case.items[0].facts.set(engine.eccn, fact);
        for said in [Said::All, Said::Nothing, Said::Open] {
            engine.set_controls(said, entry);
            for (column, (country, cells)) in countries.iter().enumerate() {
                // Another set of countries for each entry, so that all have their turn.
                if (row * 3 + column) % step != 0 && eccn != "EAR99" {
                    continue;
                }
                let fact = engine.code(engine.destination, country);
                let fact = fact.expect("the country is a code");
                engine.case.shipment.set(engine.destination, fact);
                let world = CaseWorld::new(&engine.case, engine.vocabulary);
                let found = verdicts.of(&world, states, 0).verdict();
                let meant = answer(eccn, entry, said, country, cells);
                *seen.entry(found).or_default() += 1;
                if found != meant {
                    differences.push(format!(
                        "{eccn} to {country}, {said:?}: {found:?}, not {meant:?}"
                    ));
                }
            }
        }
    }
    println!("{seen:?}");
    assert!(
        differences.is_empty(),
        "{} differences\n{}",
        differences.len(),
        differences
            .iter()
            .take(60)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

// ── The tables as they came ───────────────────────────────────────────────────────────────

/// Entries whose rows the electronic source lost, misprints or mixes with those of the next entry; the rulebook's table
/// has them mended, so that here the source is not the measure.
const MENDED: &[(&str, &str)] = &[
    ("0D606", "its rows are those of 0D614, which it swallowed"),
    ("2B351", "its rows are those of 2B352"),
    ("3E001", "its rows are those of 3E002"),
    ("8C609", "it swallowed 8D001"),
];

/// Entries of which the source has no row at all, and whose controls the sections of the regulations name.
const BY_SECTION: &[(&[&str], &str)] = &[
    (
        &[
            "0A999", "1A999", "1D999", "2A994", "2A999", "2D994", "2E994",
        ],
        "742.19, North Korea",
    ),
    (
        &["1C355", "1C395"],
        "742.2(a)(4) and 742.18, states outside the convention",
    ),
    (
        &["0A521", "0B521", "0C521", "0D521", "0E521"],
        "742.6(a)(8), all but Canada",
    ),
    (&["0A982"], "742.7(a)(5), all but Canada"),
];

/// Entries of which a row says "entire entry" and then names a part of it.
const PART_AFTER_ALL: &[&str] = &["5D001", "1E201"];

/// Whether a row of the source asks for a licence to a country, by its column or by its words.
fn row_asks_for_licence(
    row: &Row,
    eccn: &str,
    country: &str,
    cells: &Row,
    groups: &Groups,
) -> Truth {
    let column = row["chart_column"].as_str();
    if !column.is_empty() {
        return Truth::from(cells.get(column).is_some_and(|cell| cell == "X"));
    }
    let words = format!("{} {}", row["prose_requirement"], row["control_text"]);
    let says = |text: &str| words.contains(text);
    let within = |names: &[&str]| names.iter().any(|name| groups.hold(name, country));
    let worldwide = says("Worldwide control") || says("any destination worldwide");
    let asked = if says("742.6(a)(13)") {
        // The weights of models: not enforced, as is presumed.
        false
    } else if worldwide || says("for all destinations, as specified in § 742.13") {
        true
    } else if says("United Arab Emirates") {
        country == "AE" || (within(&["D:1", "D:4", "D:5"]) && !within(&["A:5", "A:6"]))
    } else if says("742.6(a)(6)(ii)") {
        // Of an exporter with its seat there; the exporter is American.
        false
    } else if says("Macau") {
        country == "MO" || within(&["D:5"])
    } else if says("China, Russia") {
        matches!(country, "CN" | "HK" | "RU" | "VE")
    } else if says("746.1") || says("764.1(b)") {
        matches!(
            country,
            "CF" | "CD" | "ER" | "IR" | "IQ" | "LB" | "LY" | "KP" | "SO" | "SD"
        )
    } else if says("746.8") {
        matches!(country, "RU" | "BY")
    } else if says("North Korea") {
        country == "KP"
    } else if says("Iraq") || says("Pakistan") {
        (says("Iraq") && country == "IQ") || (says("Pakistan") && country == "PK")
    } else if says("742.15")
        || says("ALL destinations, except Canada")
        || says("742.7(a)(5)")
        || eccn == "0E982"
    {
        country != "CA"
    } else if says("742.14") {
        !matches!(country, "AU" | "CA" | "GB")
    } else if says("742.6(a)(11)") || says("Column 1.") {
        // Parties with footnote 5, of which there are none here; and a misprint of AT 1.
        false
    } else if eccn == "1E355" {
        matches!(country, "EG" | "KP" | "SS")
    } else if eccn == "4A001" || eccn == "1D018" {
        // Their columns are misprints: NP 1 and MT 1.
        let meant = if eccn == "4A001" { "NP 1" } else { "MT 1" };
        cells.get(meant).is_some_and(|cell| cell == "X")
    } else {
        panic!("nobody has read the row of {eccn}: {words}")
    };
    Truth::from(asked)
}

/// The country groups of the source.
struct Groups(BTreeSet<(String, String)>);

impl Groups {
    fn hold(&self, group: &str, country: &str) -> bool {
        self.0.contains(&(group.to_owned(), country.to_owned()))
    }
}

/// From the rows of the source, without the rulebook's tables: where one asks for a licence for the whole entry, the
/// engine must; where none does for any paragraph, the engine may be free or may not know; and in between it is never
/// free before somebody has said which paragraph it is.
#[test]
fn nothing_is_free_that_the_source_tables_control() {
    let folder = repository().join("../shared/data/us");
    let Some(chart) = rows(&folder.join("country_chart.csv")) else {
        println!("skipped: the source tables are not here (`../shared/data/us`)");
        return;
    };
    let read = |name: &str| rows(&folder.join(name)).expect("a table of the source");
    let chart = by(chart, "iso2");
    let listed = by(read("ccl_entries.csv"), "eccn");
    let groups = read("country_groups.csv").into_iter();
    let groups = Groups(
        groups
            .map(|row| (row["group"].clone(), row["iso2"].clone()))
            .collect(),
    );
    let mut controls: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in read("ccl_controls.csv") {
        controls.entry(row["eccn"].clone()).or_default().push(row);
    }
    assert_eq!((listed.len(), chart.len() > 190), (633, true));
    let mut engine = Engine::new();
    let step = if nightly_cases().is_some() {
        1
    } else {
        USUAL_STEP
    };
    let law = engine.law.clone();
    let states = law.rulebook().find_jurisdiction("US").expect("the US");
    let mut verdicts = Verdicts::new(&law);
    let mut entries = entries();
    let (mut compared, mut wrong) = (0, Vec::new());
    for (index, eccn) in listed.keys().enumerate() {
        let mended = MENDED.iter().any(|(one, _)| one == eccn);
        let entry = entries.remove(eccn);
        let entry = entry.unwrap_or_else(|| panic!("{eccn} is in no row of the rulebook"));
        let fact = engine.code(engine.eccn, eccn).expect("the entry is a code");
        engine.case.items[0].facts.set(engine.eccn, fact);
        engine.set_controls(Said::Open, &entry);
        for (column, (country, cells)) in chart.iter().enumerate() {
            if UNITED_STATES.contains(&country.as_str()) || (index * 5 + column) % step != 0 {
                continue;
            }
            let (mut certain, mut possible) = (false, false);
            for row in controls.get(eccn).into_iter().flatten() {
                if row_asks_for_licence(row, eccn, country, cells, &groups) == Truth::True {
                    possible = true;
                    certain |=
                        row["scope"] == "entire_entry" && !PART_AFTER_ALL.contains(&eccn.as_str());
                }
            }
            let by_section = BY_SECTION
                .iter()
                .any(|(all, _)| all.contains(&eccn.as_str()));
            let unread = !controls.contains_key(eccn) && !by_section;
            let fact = engine.code(engine.destination, country).expect("a country");
            engine.case.shipment.set(engine.destination, fact);
            let world = CaseWorld::new(&engine.case, engine.vocabulary);
            let found = verdicts.of(&world, states, 0).verdict();
            compared += 1;
            let right = match found {
                Verdict::LicenceRequired => true,
                Verdict::Undetermined => !certain,
                _ => !possible && !certain && !unread,
            };
            if !right && !mended {
                wrong.push(format!(
                    "{eccn} to {country}: {found:?}, certain {certain}, possible {possible}"
                ));
            }
        }
    }
    println!("{compared} answers compared");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong
            .iter()
            .take(40)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}
