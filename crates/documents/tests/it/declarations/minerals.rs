//! Templates about minerals and their smelters.

use exeat_documents::materials::{Form, read_declaration};
use rust_xlsxwriter::Workbook;

pub(super) fn template(title: &str, rows: &[[&str; 7]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Declaration").expect("a name");
    sheet.write_string(1, 1, title).expect("a cell");
    sheet
        .write_string(2, 3, "Revision 6.5 April 25, 2025")
        .expect("a cell");
    sheet
        .write_string(7, 1, "Company Name (*):")
        .expect("a cell");
    sheet.write_string(7, 3, "Example Alloys").expect("a cell");
    sheet
        .write_string(8, 1, "Declaration Scope or Class (*):")
        .expect("a cell");
    sheet.write_string(8, 3, "A. Company").expect("a cell");
    sheet
        .write_string(21, 1, "Effective Date (*):")
        .expect("a cell");
    sheet.write_string(21, 3, "2026-03-31").expect("a cell");
    for (row, cells) in [
        (
            24,
            [
                "1) Is any of these minerals in the product(s)? (*)",
                "Answer",
                "Comments",
            ],
        ),
        (25, ["Tin  (*)", "Yes", "in solder"]),
        (26, ["Gold  (*)", "No", ""]),
        (27, ["Tungsten  (*)", "", "the supplier is asked"]),
        (28, ["Unobtainium  (*)", "Yes", ""]),
        (
            30,
            [
                "Answer the following at a company level",
                "Answer",
                "Comments",
            ],
        ),
        (31, ["A. Is there a policy on sourcing? (*)", "Yes", ""]),
        (32, ["B. Is it on the web?", "", ""]),
    ] {
        for (column, cell) in [1, 3, 6].into_iter().zip(cells) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    if title.ends_with("of many rows") {
        sheet.write_string(400, 1, "Tin").expect("a cell");
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("Smelter List").expect("a name");
    sheet.write_string(0, 0, "TO BEGIN:").expect("a cell");
    let headings = [
        "Smelter Identification Number Input Column",
        "Metal (*)",
        "Smelter Look-up (*)",
        "Smelter Name (1)",
        "Smelter Country (*)",
        "Smelter Identification",
        "Location (Country) of Mine(s) or if recycled or scrap sourced, enter \"recycled\" or \"scrap\"",
    ];
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_string(3, column, heading).expect("a cell");
    }
    for (row, cells) in (4_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("Product List").expect("a name");
    for (row, cells) in [
        (
            4,
            [
                "Manufacturer’s Product Number (*)",
                "Manufacturer’s Product Name",
                "Comments",
            ],
        ),
        (5, ["A-1", "Arc magnet", ""]),
        (6, ["A-2", "", "until 2025"]),
    ] {
        for (column, cell) in [1, 2, 3].into_iter().zip(cells) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("Mine List").expect("a name");
    for (row, cells) in [
        (3, ["Metal (*)", "Mine Name (*)", "Mine Country (*)"]),
        (4, ["Cobalt", "Example Pit", "Finland"]),
    ] {
        for (column, cell) in [0, 1, 2].into_iter().zip(cells) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn minerals_templates_name_smelters_and_countries() {
    let bytes = template(
        "Conflict Minerals Reporting Template (CMRT)",
        &[
            [
                "",
                "Tin",
                "Example Smelter",
                "Example Smelter",
                "INDONESIA",
                "CID000000",
                "Bolivia",
            ],
            ["", "", "", "", "", "", ""],
            [
                "CID000001",
                "Tungsten",
                "Smelter not listed",
                "Another One",
                "China",
                "",
                "",
            ],
        ],
    );
    let read = read_declaration(&bytes).expect("a template");
    assert_eq!(read.form, Form::Cmrt);
    assert_eq!(read.version.as_deref(), Some("6.5"));
    assert_eq!(read.issuer.as_deref(), Some("Example Alloys"));
    assert_eq!(
        read.date.map(|day| day.to_string()).as_deref(),
        Some("2026-03-31")
    );
    assert_eq!(read.smelters.len(), 2);
    assert_eq!(read.smelters[1].name, "Another One");
    assert_eq!(read.smelters[1].row, 7);
    assert!(
        read.statements[0]
            .says
            .contains("Example Smelter (CID000000), INDONESIA (ID); mines: Bolivia"),
        "{:?}",
        read.statements[0]
    );
    let said: Vec<(&str, &str)> = read
        .statements
        .iter()
        .skip(2)
        .map(|one| (one.predicate.as_str(), one.object.as_str()))
        .collect();
    let question = "1) Is any of these minerals in the product(s)?";
    assert_eq!(
        said,
        [
            (
                format!("answers for tin: {question}").as_str(),
                "Yes (in solder)"
            ),
            (format!("answers for gold: {question}").as_str(), "No"),
            ("answers: A. Is there a policy on sourcing?", "Yes"),
            ("is declared for the product", "A-1 (Arc magnet)"),
            ("is declared for the product", "A-2 (until 2025)"),
            ("names the mine", "Example Pit (Cobalt, Finland)"),
        ]
    );
    // A remark is no answer, and what is not known here is not left out in silence.
    for told in [
        "row 28 (`Tungsten`) has a comment and no answer, and was not read",
        "answers were not read where no known mineral is named: `Unobtainium`",
    ] {
        assert!(
            read.notes.iter().any(|note| note == told),
            "{:?}",
            read.notes
        );
    }
    assert!(!read.notes.iter().any(|note| note.contains("300 rows")));
    // Where a metal was smelted is no origin of the goods.
    assert!(read.statements.iter().all(|one| one.fact.is_none()));

    let long = read_declaration(&template("CMRT of many rows", &[])).expect("a template");
    assert!(
        long.notes.iter().any(|note| note
            == "the end of the sheet `Declaration` was not read: it has more than 300 rows"),
        "{:?}",
        long.notes
    );

    let emrt = read_declaration(&template(
        "",
        &[["", "Cobalt", "X", "X", "Finland", "", ""]],
    ))
    .expect("a template");
    assert_eq!(emrt.form, Form::Emrt);
    let nameless = read_declaration(&template("CMRT", &[["", "", "", "X", "Finland", "", ""]]))
        .expect("a template");
    assert_eq!(
        nameless.faults[0].message,
        "row 5: a smelter is named without its metal"
    );
    let other = read_declaration(&template(
        "Additional Minerals Reporting Template (AMRT)",
        &[],
    ))
    .expect_err("not read");
    assert!(other.message.contains("Additional Minerals"));

    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .write_string(0, 0, "x")
        .expect("a cell");
    let error =
        read_declaration(&workbook.save_to_buffer().expect("a workbook")).expect_err("no template");
    assert!(
        error
            .message
            .contains("no sheets `Declaration` and `Smelter List`"),
        "{error}"
    );
    for cut in [10, bytes.len() / 3, bytes.len() - 5] {
        let error = read_declaration(bytes.get(..cut).expect("a part")).expect_err("cut off");
        assert!(!error.message.is_empty() && !error.mend.is_empty());
    }
}

/// A zip whose sheet unpacks to far more than it is.
#[test]
fn a_sheet_that_unpacks_to_very_much_ends() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Declaration").expect("a name");
    let sheet = workbook.add_worksheet();
    sheet.set_name("Smelter List").expect("a name");
    for (column, heading) in (0_u16..).zip(["Metal (*)", "Smelter Name (1)", "Smelter Country (*)"])
    {
        sheet.write_string(3, column, heading).expect("a cell");
    }
    for row in 4..60_000_u32 {
        sheet.write_string(row, 0, "Tin").expect("a cell");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    assert!(bytes.len() < 1_000_000);
    let error = read_declaration(&bytes).expect_err("too many rows");
    assert!(error.message.contains("more than 50000 rows"), "{error}");
}
