//! Tables: what ERP systems write, what nobody should have written, and that no row is lost.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod parquet;
mod workbooks;

use std::io::{self, Cursor, Read};

use exeat_documents::tables::{
    Bound, Chunk, Flow, Label, Mapped, Mapping, ROW_BYTES_MAX, Sink, TableError, csv_in, infer,
    xlsx_in,
};
use exeat_facts::{Case, Fact, Scope, Value, Vocabulary};
use proptest::prelude::*;

use self::parquet::parquet_file;
use self::workbooks::workbook;

/// Keeps what comes.
#[derive(Default)]
struct Kept {
    names: Vec<String>,
    chunks: Vec<Chunk>,
    /// Rows that hold nothing.
    empty: u64,
    other_sheets: Vec<String>,
}

impl Sink for Kept {
    fn headings(&mut self, names: &[String]) -> Result<Flow, TableError> {
        self.names = names.to_vec();
        Ok(Flow::On)
    }

    fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError> {
        self.chunks.push(chunk);
        Ok(Flow::On)
    }

    fn passed_over(&mut self, empty: u64) {
        self.empty = empty;
    }

    fn other_sheets(&mut self, names: &[String]) {
        self.other_sheets = names.to_vec();
    }
}

fn mapping(text: &str) -> Mapping {
    Mapping::read(text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn csv(text: &[u8], mapping: &Mapping) -> Result<(Bound, Kept), TableError> {
    let mut kept = Kept::default();
    csv_in::read(text, mapping.table(), &mut kept)?;
    let bound = mapping.bind(&kept.names)?;
    Ok((bound, kept))
}

fn mapped(text: &[u8], mapping: &Mapping) -> Mapped {
    let (bound, kept) = csv(text, mapping).unwrap();
    bound.map(kept.chunks.first().unwrap()).unwrap()
}

fn of_item(case: &Case, path: &str) -> Fact {
    let fact = Vocabulary::standard().find(Scope::Item, path).unwrap();
    case.items[0].facts.get(fact).clone()
}

fn of_shipment(case: &Case, path: &str) -> Fact {
    let fact = Vocabulary::standard().find(Scope::Shipment, path).unwrap();
    case.shipment.get(fact).clone()
}

const GERMAN: &str = r#"
format = 1
[table]
encoding = "windows-1252"
decimal = ","
thousands = "."
blank = ["k.A."]
[constants]
shipment.kind = "export"
[[column]]
name = "Warenausgang"
fact = "shipment.date"
date = "DD.MM.YYYY"
[[column]]
name = "Empfangsland"
fact = "shipment.destination"
codes = { "Österreich" = "AT" }
[[column]]
name = "Dy"
fact = "item.content.Dy"
unit = "%"
[[column]]
name = "Muster"
fact = "shipment.sample"
[[column]]
name = "Warennummer"
fact = "item.hs-code"
width = 8
[[column]]
name = "Wert"
label = "value"
unit-column = "Whrg"
"#;

#[test]
fn what_a_german_system_writes_is_read_to_the_last_digit() {
    let text = "Warenausgang;Empfangsland;Dy;Muster;Warennummer;Wert;Whrg\n\
        09.10.2025;Österreich;0,1;ja;1012100;1.234,50;EUR\n\
        10.10.2025;DE;k.A.;;85051110;;EUR\n\
        11.10.2025;FR;<0,01;nein;85051110;99,00;EUR\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let mapped = mapped(&bytes, &mapping(GERMAN));
    assert!(mapped.rejects.is_empty(), "{:?}", mapped.rejects);
    let first = mapped.batch.case_of_row(0, "first");
    let tenth = Fact::known(Value::Quantity("0.1 %".parse().unwrap()));
    assert_eq!(of_item(&first, "content.Dy"), tenth);
    assert_eq!(
        of_shipment(&first, "sample"),
        Fact::known(Value::YesNo(true))
    );
    assert_eq!(
        of_item(&first, "hs-code"),
        Fact::known(Value::Text("01012100".to_owned()))
    );
    assert_eq!(mapped.worth(0).unwrap().to_string(), "1234.5 EUR");
    // A blank is unknown: not nought, not no.
    let second = mapped.batch.case_of_row(1, "second");
    assert!(of_item(&second, "content.Dy").is_unknown());
    assert!(of_shipment(&second, "sample").is_unknown());
    assert_eq!(mapped.worth(1), None);
    // Less than can be measured is not nothing.
    let third = mapped.batch.case_of_row(2, "third");
    assert!(matches!(
        of_item(&third, "content.Dy"),
        Fact::Between { .. }
    ));
    assert!(mapped.label(Label::Item).is_none());
}

#[test]
fn a_row_that_cannot_be_read_comes_back_with_its_place() {
    let text = "Warenausgang;Empfangsland;Dy;Muster;Warennummer;Wert;Whrg\n\
        31.02.2025;AT;0,1;ja;1;1;EUR\n\
        01.01.1900;AT;0,1;ja;1;1;EUR\n\
        09.10.2025;Utopia;0.1;vielleicht;1;1;EUR\n\
        09.10.2025;AT;120;ja;1;1;EUR\n\
        09.10.2025;AT;0,1;ja;1;1\n\
        09.10.2025;AT;0,1;ja;1;1;\n";
    let mapped = mapped(text.as_bytes(), &mapping(GERMAN));
    assert_eq!(mapped.batch.rows(), 0);
    let told: Vec<(u64, &str, &str)> = mapped
        .rejects
        .iter()
        .map(|one| (one.place, one.column.as_str(), one.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                2,
                "Warenausgang",
                "`31.02.2025` is no day written as `DD.MM.YYYY`"
            ),
            (3, "Warenausgang", "nothing left on 1900-01-01"),
            (
                4,
                "Empfangsland",
                "`Utopia` is no code for a country or territory; 2 more in this row"
            ),
            (5, "Dy", "`120 %` is more than the whole"),
            (6, "", "the row has 6 fields, the headings 7"),
            (7, "Wert", "`1` has no currency: column `Whrg` is blank"),
        ]
    );
    assert!(mapped.rejects.iter().all(|one| !one.mend.is_empty()));
}

#[test]
fn a_mapping_that_names_no_column_of_the_table_says_which_there_are() {
    let Err(error) = csv(b"Datum,Land\n2025-10-09,DE\n", &mapping(GERMAN)) else {
        panic!("it was bound");
    };
    assert_eq!(
        error.message,
        "the table has no column `Warenausgang`; it has `Datum`, `Land`"
    );
    assert!(
        !error.mend.contains("Datum") && !error.mend.contains("Land"),
        "what is not alike is not proposed: {}",
        error.mend
    );
    let Err(error) = csv(b"Warenausgan,Land\n2025-10-09,DE\n", &mapping(GERMAN)) else {
        panic!("it was bound");
    };
    assert!(
        error.mend.contains("name = \"Warenausgan\""),
        "{}",
        error.mend
    );
}

#[test]
fn days_that_no_calendar_has_are_told_from_days_that_are_written_otherwise() {
    let text = "format = 1\n[[column]]\nname = \"Day\"\nfact = \"shipment.date\"\n";
    let mapped = mapped(b"Day\n2025-02-30\n30.01.2025\n", &mapping(text));
    let mends: Vec<&str> = mapped.rejects.iter().map(|one| one.mend.as_str()).collect();
    assert!(
        mends[0].contains("the calendar has no such day"),
        "{mends:?}"
    );
    assert!(mends[1].contains("how days are written"), "{mends:?}");
}

#[test]
fn a_row_without_an_end_is_told_with_its_place() {
    let endless = [b"Datum,Land,".as_slice(), &vec![b'x'; 3 * 1024 * 1024]].concat();
    let Err(error) = csv(&endless, &mapping(GERMAN)) else {
        panic!("it was read");
    };
    assert_eq!(error.message, "the first row is longer than 1024 KiB");
}

#[test]
fn mappings_are_refused_with_their_places() {
    let wrong = "format = 2\n[tabel]\n[[column]]\nname = \"x\"\nfact = \"item.contnet.Dy\"\n\
        [[column]]\nname = \"y\"\nfact = \"item.content.Dy\"\nunit = \"kg\"\n[[column]]\nname = \"z\"\n";
    let faults = Mapping::read(wrong).unwrap_err();
    let told: Vec<(usize, &str)> = faults
        .iter()
        .map(|one| (one.position(wrong).0, one.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, "this format of mappings is not known"),
            (2, "there is no field `tabel`"),
            (5, "there is no fact `item.contnet.Dy`"),
            (9, "`kg` is no unit of fraction"),
            (10, "nothing is said about column `z`"),
        ]
    );
}

/// A reader that never ends.
struct Endless(&'static [u8], usize);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in &mut *buffer {
            *byte = if self.1 < self.0.len() {
                self.0[self.1]
            } else {
                b'x'
            };
            self.1 += 1;
        }
        Ok(buffer.len())
    }
}

#[test]
fn a_line_that_never_ends_is_given_up() {
    for start in [&b"a,b\n1,2\n"[..], b"a,b\n1,\"2\n", b""] {
        let mut kept = Kept::default();
        let mut reader = Endless(start, 0);
        let error = csv_in::read(&mut reader, mapping(GERMAN).table(), &mut kept).unwrap_err();
        assert!(error.message.contains("longer than 1024 KiB"), "{error}");
        assert!(reader.1 < 4 * ROW_BYTES_MAX, "it read {} bytes", reader.1);
    }
}

#[test]
fn text_of_another_encoding_is_told_and_not_guessed() {
    let plain =
        Mapping::read("[[column]]\nname = \"Land\"\nfact = \"shipment.destination\"").unwrap();
    let Err(error) = csv(b"Land,Ort\n\xd6sterreich,Wien\n", &plain) else {
        panic!("it was read");
    };
    assert_eq!(error.message, "the text near line 1 is not UTF-8");
}

#[test]
fn two_columns_for_one_party_are_refused() {
    let column =
        |name: &str, role: &str| format!("[[column]]\nname = \"{name}\"\nparty = \"{role}\"\n");
    let two = |other: &str| {
        let role = "ultimate-consignee";
        let text = [column("Consignee 1", role), column("Consignee 2", other)].concat();
        Mapping::read(&text)
    };
    let faults = two("ultimate-consignee").unwrap_err();
    assert_eq!(
        faults[0].message,
        "columns `Consignee 1` and `Consignee 2` both name the ultimate-consignee"
    );
    assert!(two("intermediate-consignee").is_ok());
    // Nor are two proposed.
    let text = "Consignee;Client;Land\nA;B;DE\n";
    let mut kept = Kept::default();
    csv_in::read(text.as_bytes(), mapping(GERMAN).table(), &mut kept).unwrap();
    let proposal = infer::propose(&kept.names, &kept.chunks[0], &Default::default());
    assert_eq!(
        proposal.toml.matches("party = ").count(),
        1,
        "{}",
        proposal.toml
    );
    assert!(
        proposal
            .unsure
            .iter()
            .any(|one| one.contains("a second importer")),
        "{:?}",
        proposal.unsure
    );
    assert!(Mapping::read(&proposal.toml).is_ok());
}

#[test]
fn a_mapping_is_proposed_from_headings_and_values() {
    let text = "Lieferung;Warenausgangsdatum;Empfangsland;Ursprung;Dy (wt%);Material;Nettowert;Währung;Warennummer\n\
        1;09.10.2025;Germany;CN;0,12;NM-1;1.234,50;EUR;8505111000\n\
        2;25.11.2025;US;CN;2,5;NM-2;99,00;EUR;101210000\n";
    let mut kept = Kept::default();
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    csv_in::read(&*bytes, mapping(GERMAN).table(), &mut kept).unwrap();
    let proposal = infer::propose(&kept.names, &kept.chunks[0], &Default::default());
    for line in [
        "decimal = \",\"",
        "fact = \"shipment.date\"",
        "date = \"DD.MM.YYYY\"",
        "codes = { \"Germany\" = \"DE\" }",
        "fact = \"item.content.Dy\"",
        "unit-column = \"Währung\"",
        "width = 10",
    ] {
        assert!(
            proposal.toml.contains(line),
            "{line} is missing in\n{}",
            proposal.toml
        );
    }
    // What is proposed can be used.
    let again = Mapping::read(&proposal.toml).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mapped = again
        .bind(&kept.names)
        .unwrap()
        .map(&kept.chunks[0])
        .unwrap();
    assert!(mapped.rejects.is_empty(), "{:?}", mapped.rejects);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_row_of_any_csv_is_lost(text in "date,to,dy,sample,elements,value\n([0-9a-zA-Z.,;\"<%\\- \n]{0,200})") {
        exeat_documents::fuzz_tables(text.as_bytes());
    }

    #[test]
    fn changed_files_never_panic(at in 0_usize..4000, byte in any::<u8>(), cut in 0_usize..4000, kind in 0..3) {
        let mut bytes = match kind {
            0 => parquet_file(),
            1 => workbook(br#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>dy</v></c></row><row r="2"><c r="A2"><v>0.1</v></c></row></sheetData></worksheet>"#, None),
            _ => GERMAN.as_bytes().to_vec(),
        };
        let length = bytes.len();
        bytes[at % length] = byte;
        if cut % 3 == 0 {
            bytes.truncate(cut % length);
        }
        exeat_documents::fuzz_tables(&bytes);
    }
}

/// Offsets and lengths that cannot be, wherever the file is damaged: each is told.
#[test]
fn a_parquet_file_damaged_at_any_byte_never_panics() {
    let whole = parquet_file();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] = 71;
        exeat_documents::fuzz_tables(&bytes);
    }
}

const NAMES: &str = r#"
format = 1
[table]
blank = ["N/A", "- "]
[[column]]
name = "Day"
fact = "shipment.date"
[[column]]
name = "User"
party = "end-user"
"#;

fn end_users(mapped: &Mapped) -> Vec<String> {
    let (_, names) = &mapped.parties()[0];
    (0..mapped.rows.len())
        .map(|row| names.get(row).text().into_owned())
        .collect()
}

/// What stands for nothing is nobody's name, as it is no fact.
#[test]
fn what_stands_for_nothing_is_no_name() {
    let text = "Day,User\n2026-11-19,n/a\n2026-11-19,-\n2026-11-19, Unknown\n2026-11-19,Acme\n";
    let mapped = mapped(text.as_bytes(), &mapping(NAMES));
    assert!(mapped.rejects.is_empty(), "{:?}", mapped.rejects);
    assert_eq!(end_users(&mapped), ["", "", "", "Acme"]);
}

/// A party of whom nothing can be read is not somebody whose name is on no list.
#[test]
fn a_row_whose_party_cannot_be_read_is_rejected() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["Day", "User"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (row, user) in (1..).zip(["#REF!", "#N/A", "Acme"]) {
        sheet.write_string(row, 0, "2026-11-19").unwrap();
        if user.starts_with('#') {
            let broken = rust_xlsxwriter::Formula::new("=1").set_result(user);
            sheet.write_formula(row, 1, broken).unwrap();
        } else {
            sheet.write_string(row, 1, user).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let of = |text: &str| {
        let mapping = mapping(text);
        let mut kept = Kept::default();
        xlsx_in::read(Cursor::new(&bytes), mapping.table(), &mut kept).unwrap();
        let bound = mapping.bind(&kept.names).unwrap();
        bound.map(&kept.chunks[0]).unwrap()
    };
    let mapped = of(NAMES);
    assert_eq!(end_users(&mapped), ["Acme"]);
    let told: Vec<(u64, &str, &str)> = mapped
        .rejects
        .iter()
        .map(|one| (one.place, one.column.as_str(), one.value.as_str()))
        .collect();
    assert_eq!(told, [(2, "User", "#REF!"), (3, "User", "#N/A")]);
    // Whoever says that it stands for nothing has a row in which nobody is named.
    let mapped = of(&NAMES.replace("\"N/A\"", "\"#n/a\""));
    assert_eq!(end_users(&mapped), ["", "Acme"]);
    assert_eq!(mapped.rejects.len(), 1);
}

/// Rows in are rows out, or are told: a mark that is left open swallows none in silence.
#[test]
fn rows_that_ran_into_an_open_quotation_mark_are_told() {
    let mapping = mapping(NAMES);
    let never = "Day,User\n2026-11-19,\"Acme\n2026-11-19,Listed\n2026-11-19,Other\n";
    let error = csv(never.as_bytes(), &mapping).map(|_| ()).unwrap_err();
    assert!(error.message.contains("line 2 is never closed"), "{error}");
    let later =
        "Day,User\n2026-11-19,\"Acme\n2026-11-19,Listed\n2026-11-19,14\"\n2026-11-19,Other\n";
    let mapped = mapped(later.as_bytes(), &mapping);
    assert_eq!(end_users(&mapped), ["Other"]);
    assert_eq!((mapped.rejects.len(), mapped.rejects[0].place), (1, 2));
    assert!(
        mapped.rejects[0].reason.contains("3 lines"),
        "{:?}",
        mapped.rejects
    );
}

/// Which of two columns of one heading is meant has to be said: the other may hold something else.
#[test]
fn a_heading_that_stands_twice_is_asked_about() {
    let of = |name: &str| {
        mapping(&format!(
            "format = 1\n[[column]]\nname = {name:?}\nfact = \"item.content.Dy\"\nunit = \"%\"\n"
        ))
    };
    let table = b"Dy (%),Note,Dy (%),Note\n0,a,1.2,b\n";
    let error = csv(table, &of("Dy (%)")).map(drop).unwrap_err();
    assert_eq!(
        error.message,
        "the heading `Dy (%)` stands over several columns: A, C"
    );
    assert_eq!(
        error.mend,
        "say which: `name = \"Dy (%) (1)\"` for A, `name = \"Dy (%) (2)\"` for C"
    );
    for (name, percent) in [("Dy (%) (1)", "0"), ("Dy (%) (2)", "1.2")] {
        let mapped = mapped(table, &of(name));
        let fact = of_item(&mapped.batch.case_of_row(0, ""), "content.Dy");
        assert!(format!("{fact:?}").contains(percent), "{name}: {fact:?}");
    }
    // In other capitals neither of two is meant more than the other.
    let capitals = b"DY (%),dy (%)\n0,1.2\n";
    let error = csv(capitals, &of("Dy (%)")).map(drop).unwrap_err();
    assert_eq!(
        error.mend,
        "say which: `name = \"DY (%)\"` for A, `name = \"dy (%)\"` for B"
    );
    assert!(csv(capitals, &of("dy (%)")).is_ok());
    // A heading that stands once has no first.
    assert!(csv(b"Dy (%)\n1\n", &of("Dy (%) (1)")).is_err());
    // A proposal says that it chose, and names its choice.
    let mut kept = Kept::default();
    csv_in::read(&table[..], of("Dy (%)").table(), &mut kept).unwrap();
    let proposal = infer::propose(&kept.names, &kept.chunks[0], &Default::default());
    assert!(
        proposal.toml.contains(
            "UNSURE column `Dy (%)`: its heading stands over several columns (A, C), and this is A"
        ) && proposal.toml.contains("name = \"Dy (%) (1)\""),
        "{}",
        proposal.toml
    );
    Mapping::read(&proposal.toml)
        .unwrap()
        .bind(&kept.names)
        .unwrap();
}
