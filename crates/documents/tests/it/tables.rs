//! Tables: what ERP systems write, what nobody should have written, and that no row is lost.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::io::{self, Cursor, Read, Write as _};
use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use exeat_documents::tables::parquet_in::ParquetFile;
use exeat_documents::tables::{
    Bound, Chunk, Flow, Label, Mapped, Mapping, ROW_BYTES_MAX, Sink, TableError, csv_in, infer,
    sheets, xlsx_in,
};
use exeat_facts::{Case, Fact, Scope, Value, Vocabulary};
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;

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

/// A workbook from its parts.
fn workbook(sheet: &[u8], shared: Option<&[u8]>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    let parts: [(&str, &[u8]); 4] = [
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", shared.unwrap_or(b"<sst/>")),
    ];
    for (name, bytes) in parts {
        archive.start_file(name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn xlsx(bytes: &[u8]) -> Result<Kept, TableError> {
    let mut kept = Kept::default();
    xlsx_in::read(Cursor::new(bytes), mapping(GERMAN).table(), &mut kept)?;
    Ok(kept)
}

#[test]
fn a_workbook_is_read_with_its_days_and_digits() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd.mm.yyyy");
    for (column, name) in (0..).zip([
        "Warenausgang",
        "Empfangsland",
        "Dy",
        "Muster",
        "Warennummer",
        "Wert",
        "Whrg",
    ]) {
        sheet.write_string(0, column, name).unwrap();
    }
    // 9 October 2025, and a share that floating-point numbers do not hold exactly.
    sheet.write_number_with_format(5, 0, 45939, &day).unwrap();
    sheet.write_string(5, 1, "Österreich & Söhne").unwrap();
    sheet.write_string(5, 1, "AT").unwrap();
    sheet.write_number(5, 2, 0.1).unwrap();
    sheet.write_boolean(5, 3, false).unwrap();
    sheet.write_number(5, 4, 1_012_100).unwrap();
    sheet.write_number(5, 5, 1234.5).unwrap();
    sheet.write_string(5, 6, "EUR").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mapping = mapping(GERMAN);
    let mut kept = Kept::default();
    xlsx_in::read(Cursor::new(&bytes), mapping.table(), &mut kept).unwrap();
    assert_eq!(kept.chunks[0].places, [6]);
    let mapped = mapping
        .bind(&kept.names)
        .unwrap()
        .map(&kept.chunks[0])
        .unwrap();
    assert!(mapped.rejects.is_empty(), "{:?}", mapped.rejects);
    let case = mapped.batch.case_of_row(0, "row");
    assert_eq!(case.event_date(), Some("2025-10-09".parse().unwrap()));
    let tenth = Fact::known(Value::Quantity("0.1 %".parse().unwrap()));
    assert_eq!(of_item(&case, "content.Dy"), tenth);
    assert_eq!(
        of_shipment(&case, "sample"),
        Fact::known(Value::YesNo(false))
    );
    assert_eq!(
        of_item(&case, "hs-code"),
        Fact::known(Value::Text("01012100".to_owned()))
    );
    assert_eq!(mapped.worth(0).unwrap().to_string(), "1234.5 EUR");
}

#[test]
fn a_million_empty_rows_are_nothing() {
    let mut sheet =
        String::from(r#"<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>Land</v></c></row>"#);
    for row in 2..=1_000_000 {
        sheet.push_str(&format!("<row r=\"{row}\"><c r=\"A{row}\"/></row>"));
    }
    sheet.push_str("</sheetData></worksheet>");
    let bytes = workbook(sheet.as_bytes(), None);
    let kept = xlsx(&bytes).unwrap();
    assert_eq!(kept.names, ["Land"]);
    assert!(kept.chunks.is_empty());
    assert_eq!(kept.empty, 999_999, "and they are told");
    let cells = sheets::cells(Cursor::new(&bytes), "S").unwrap();
    assert_eq!(cells, [["Land"]]);
}

/// A workbook of one sheet with these rows, as XML.
fn with_rows(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    workbook(sheet.as_bytes(), None)
}

const HEADING: &str = r#"<row r="1"><c r="A1" t="str"><v>Land</v></c></row>"#;

#[test]
fn a_cell_far_away_is_told_with_its_place_or_takes_its_row_only() {
    let far = |cell: &str| with_rows(&format!("{HEADING}<row r=\"1048576\">{cell}</row>"));
    // In the last row that there is: the rows between take no room.
    let kept = xlsx(&far(r#"<c r="A1048576" t="str"><v>DE</v></c>"#)).unwrap();
    assert_eq!(kept.chunks[0].places, [1_048_576]);
    assert_eq!(kept.empty, 1_048_574);
    // In the last column too: told, with the cell; where it is only coloured it is nothing.
    let error = xlsx(&far(r#"<c r="XFD1048576" t="str"><v>DE</v></c>"#))
        .map(|_| ())
        .unwrap_err();
    assert!(error.message.contains("cell XFD1048576"), "{error}");
    assert!(
        xlsx(&far(r#"<c r="XFD1048576" s="1"/>"#))
            .unwrap()
            .chunks
            .is_empty()
    );
    // Rows that no sheet has.
    for rows in [
        r#"<row r="1048577"/>"#,
        r#"<row r="18446744073709551615"/><row/>"#,
    ] {
        let error = xlsx(&with_rows(&format!("{HEADING}{rows}")))
            .map(|_| ())
            .unwrap_err();
        assert!(error.message.contains("ends with row 1048576"), "{error}");
        let error = sheets::cells(Cursor::new(with_rows(rows)), "S").unwrap_err();
        assert!(error.message.contains("ends with row 1048576"), "{error}");
    }
}

#[test]
fn a_small_text_that_many_cells_share_does_not_swell() {
    // 64 KiB of text in each of a hundred cells of a row, and that in a thousand rows.
    let mut shared = b"<sst><si><t>".to_vec();
    shared.resize(64 * 1024, b'x');
    shared.extend_from_slice(b"</t></si></sst>");
    let cells = |row: u32, count: u32| -> String {
        let cells: String = (0..count).map(|_| r#"<c t="s"><v>0</v></c>"#).collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    let sheet = |rows: String| {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        workbook(sheet.as_bytes(), Some(&shared))
    };
    let wide = sheet(format!("{HEADING}{}", cells(2, 100)));
    let error = xlsx(&wide).map(|_| ()).unwrap_err();
    assert!(error.message.starts_with("row 2 of the sheet"), "{error}");
    assert!(error.mend.contains("cell Q2"), "{error:?}");
    let long = sheet((1..=2_000).map(|row| cells(row, 1)).collect());
    let error = sheets::cells(Cursor::new(&long), "S").unwrap_err();
    assert!(error.message.contains("64 MiB down to row 10"), "{error}");
}

#[test]
fn texts_in_brackets_and_what_stands_behind_the_rows_are_read() {
    let links: String = (0..200_000)
        .map(|row| format!("<hyperlink ref=\"A{row}\" display=\"a place in the sheet\"/>"))
        .collect();
    let sheet = format!(
        "<worksheet><sheetData>{HEADING}<row><c t=\"inlineStr\"><is><t><![CDATA[A & B]]></t></is></c></row></sheetData><hyperlinks>{links}</hyperlinks></worksheet>"
    );
    let cells = sheets::cells(Cursor::new(workbook(sheet.as_bytes(), None)), "S").unwrap();
    assert_eq!(cells, [["Land"], ["A & B"]]);
}

#[test]
fn a_workbook_that_swells_is_given_up() {
    // A shared text of 40 MiB, which packs to 40 KiB.
    let mut shared = b"<sst><si><t>".to_vec();
    shared.resize(40 * 1024 * 1024, b'0');
    shared.extend_from_slice(b"</t></si></sst>");
    let sheet = br#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let bytes = workbook(sheet, Some(&shared));
    assert!(bytes.len() < 200_000);
    let error = xlsx(&bytes).map(|_| ()).unwrap_err();
    assert!(error.message.contains("xl/sharedStrings.xml"), "{error}");
    // A cell in a column that no sheet has, a document type, no sheet at all.
    let far = br#"<worksheet><sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData></worksheet>"#;
    assert!(xlsx(&workbook(far, None)).is_err());
    let entity = br#"<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>"#;
    let error = xlsx(&workbook(entity, None)).map(|_| ()).unwrap_err();
    assert!(error.message.contains("document type"), "{error}");
    assert!(xlsx(b"PK\x03\x04").is_err());
}

fn parquet_file() -> Vec<u8> {
    let arrays: Vec<(&str, ArrayRef)> = vec![
        (
            "date",
            Arc::new(StringArray::from(vec![
                Some("2025-10-09"),
                None,
                Some("soon"),
            ])),
        ),
        ("to", Arc::new(StringArray::from(vec!["DE", "AT", "DE"]))),
        (
            "dy",
            Arc::new(
                Decimal128Array::from(vec![Some(100), None, Some(2)])
                    .with_precision_and_scale(10, 3)
                    .unwrap(),
            ),
        ),
        ("n", Arc::new(Int64Array::from(vec![1, 2, 3]))),
    ];
    let batch = RecordBatch::try_from_iter(arrays).unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

const PARQUET: &str = "[[column]]\nname = \"date\"\nfact = \"shipment.date\"\n[[column]]\nname = \"to\"\nfact = \"shipment.destination\"\n[[column]]\nname = \"dy\"\nfact = \"item.content.Dy\"\nunit = \"%\"\n";

#[test]
fn parquet_is_read_with_the_rows_as_they_stand() {
    let bytes = bytes::Bytes::from(parquet_file());
    let mapping = mapping(PARQUET);
    let file = ParquetFile::open(&bytes, |name| mapping.mentions(name)).unwrap();
    assert_eq!((file.rows(), file.portions().len()), (3, 1));
    let bound = mapping.bind(file.names()).unwrap();
    let chunk = file
        .read(bytes, &file.portions()[0], bound.wanted(), true)
        .unwrap();
    assert_eq!(chunk.arrow[0].num_columns(), 4);
    let mapped = bound.map(&chunk).unwrap();
    assert_eq!(mapped.rows, [0, 1]);
    assert_eq!(
        (mapped.rejects[0].place, mapped.rejects[0].value.as_str()),
        (3, "soon")
    );
    let case = mapped.batch.case_of_row(0, "row");
    let tenth = Fact::known(Value::Quantity("0.1 %".parse().unwrap()));
    assert_eq!(of_item(&case, "content.Dy"), tenth);
    assert!(of_item(&mapped.batch.case_of_row(1, "row"), "content.Dy").is_unknown());
}

#[test]
fn a_parquet_file_that_was_cut_off_is_refused() {
    let whole = parquet_file();
    for length in 0..whole.len() {
        let bytes = bytes::Bytes::copy_from_slice(&whole[..length]);
        let error = ParquetFile::open(&bytes, |_| true).map(|_| ()).unwrap_err();
        assert!(
            error.message.starts_with("the Parquet file cannot be read"),
            "{error}"
        );
    }
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

/// A column of numbers can hold what is none.
#[test]
#[expect(
    clippy::disallowed_types,
    reason = "only a floating-point number can be none"
)]
fn a_party_that_is_no_number_in_a_column_of_numbers_is_rejected() {
    let columns: [(&str, ArrayRef); 2] = [
        (
            "Day",
            Arc::new(StringArray::from(vec!["2026-11-19", "2026-11-19"])),
        ),
        (
            "User",
            Arc::new(arrow_array::Float64Array::from(vec![f64::NAN, 4711.0])),
        ),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let bytes = bytes::Bytes::from(bytes);
    let mapping = mapping(NAMES);
    let file = ParquetFile::open(&bytes, |name| mapping.mentions(name)).unwrap();
    let bound = mapping.bind(file.names()).unwrap();
    let chunk = file
        .read(bytes, &file.portions()[0], bound.wanted(), true)
        .unwrap();
    let mapped = bound.map(&chunk).unwrap();
    assert_eq!(end_users(&mapped), ["4711"]);
    assert_eq!((mapped.rejects.len(), mapped.rejects[0].place), (1, 1));
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

#[test]
fn other_sheets_that_hold_something_are_told() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, text) in [("Data", "Day"), ("Empty", " "), ("Old", "Day")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, text).unwrap();
    }
    let hidden = book.add_worksheet().set_hidden(true);
    hidden.write_string(0, 0, "Day").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let others = |text: &str| {
        let mut kept = Kept::default();
        xlsx_in::read(Cursor::new(&bytes), mapping(text).table(), &mut kept).unwrap();
        kept.other_sheets
    };
    assert_eq!(others(NAMES), ["Old"]);
    // Whoever says which sheet is meant needs no telling.
    let named = NAMES.replace("[table]", "[table]\nsheet = \"Data\"");
    assert_eq!(others(&named), [""; 0]);
    let asked = xlsx_in::other_sheets(Cursor::new(&bytes)).unwrap();
    assert_eq!(asked, ["Old"]);
}
