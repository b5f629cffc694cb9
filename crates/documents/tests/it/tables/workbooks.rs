//! Workbooks, sound and hostile.

use std::io::{Cursor, Write as _};

use exeat_documents::tables::{TableError, sheets, xlsx_in};
use exeat_facts::{Fact, Value};

use super::{GERMAN, Kept, NAMES, mapping, of_item, of_shipment};

/// A workbook from its parts.
pub(super) fn workbook(sheet: &[u8], shared: Option<&[u8]>) -> Vec<u8> {
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
