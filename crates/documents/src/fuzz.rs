//! The entry point that the fuzz target and the property tests share.

use std::io::Cursor;

use crate::materials::{self, Bill};
use crate::tables::parquet_in::ParquetFile;
use crate::tables::{Chunk, Flow, Mapping, Sink, TableError, csv_in, infer, xlsx_in};
use crate::{Format, read, set_answer, write_json, write_toml};

/// Reads bytes as a document in both formats and checks what must hold of any document.
///
/// # Panics
///
/// When something does not hold; that is what the fuzzer looks for.
pub fn fuzz(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for format in [Format::Toml, Format::Json] {
        let outcome = read(&text, format);
        let failed = outcome.diagnostics.iter().any(|one| one.is_error());
        assert_eq!(outcome.case.is_none(), failed, "a case and an error");
        for diagnostic in &outcome.diagnostics {
            assert!(!diagnostic.message.is_empty() && !diagnostic.mend.is_empty());
            assert!(!diagnostic.render("fuzz", &text, false).is_empty());
            let (line, column) = diagnostic.position(&text);
            assert!(line >= 1 && column >= 1);
        }
        let Some(case) = outcome.case else {
            continue;
        };
        assert_eq!(case.validate(), Ok(()));
        let again = read(&write_toml(&case), Format::Toml).case;
        assert_eq!(again.as_ref(), Some(&case), "TOML lost something");
        let again = read(&write_json(&case), Format::Json).case;
        assert_eq!(again.as_ref(), Some(&case), "JSON lost something");
        for (path, answer) in [("item.content.Th", "0.4 %"), ("exporter.place", "PK")] {
            // May fail where the document has a fact in a table's place; must not panic.
            if let Ok(answered) = set_answer(&text, format, path, None, answer) {
                assert!(read(&answered, format).case.is_some(), "an answer broke it");
            }
        }
    }
}

/// What a table gives to a mapping: everything in it, counted.
struct Counting<'m> {
    mapping: &'m Mapping,
    bound: Option<crate::tables::Bound>,
    names: Vec<String>,
    rows: usize,
}

impl Counting<'_> {
    fn take(&mut self, chunk: &Chunk) {
        let columns = chunk.columns.iter().flatten();
        for column in columns {
            assert_eq!(
                column.codes.len(),
                chunk.rows(),
                "a column of another length"
            );
        }
        let rows = chunk.rows().saturating_add(chunk.faults.len());
        self.rows = self.rows.saturating_add(rows);
        let Some(bound) = &self.bound else {
            return;
        };
        if let Ok(mapped) = bound.map(chunk) {
            let out = mapped.batch.rows().saturating_add(mapped.rejects.len());
            assert_eq!(out, rows, "rows were lost");
            for reject in &mapped.rejects {
                assert!(!reject.reason.is_empty() && !reject.mend.is_empty());
            }
        }
        assert!(
            !infer::propose(&self.names, chunk, self.mapping.table())
                .toml
                .is_empty()
        );
    }
}

impl Sink for Counting<'_> {
    fn headings(&mut self, names: &[String]) -> Result<Flow, TableError> {
        self.names = names.to_vec();
        self.bound = self.mapping.bind(names).ok();
        Ok(Flow::On)
    }

    fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError> {
        self.take(&chunk);
        Ok(Flow::On)
    }
}

/// A mapping whose columns take every kind of value, each of which may be missing.
const ANY_MAPPING: &str = r#"
format = 1
[table]
blank = ["-"]
[[column]]
name = "date"
fact = "shipment.date"
optional = true
[[column]]
name = "to"
fact = "shipment.destination"
codes = { Germany = "DE" }
optional = true
[[column]]
name = "dy"
fact = "item.content.Dy"
unit = "%"
optional = true
[[column]]
name = "sample"
fact = "shipment.sample"
optional = true
[[column]]
name = "elements"
fact = "item.elements"
optional = true
[[column]]
name = "value"
label = "value"
unit = "USD"
optional = true
"#;

/// Reads bytes as a table of every kind, and as a mapping, and checks what must hold of any.
///
/// # Panics
///
/// When something does not hold; that is what the fuzzer looks for.
pub fn fuzz_tables(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(faults) = Mapping::read(&text) {
        assert!(!faults.is_empty(), "a mapping without faults is refused");
        for fault in faults {
            assert!(!fault.message.is_empty() && !fault.mend.is_empty());
        }
    }
    let Ok(mapping) = Mapping::read(ANY_MAPPING) else {
        return;
    };
    let checked = |result: Result<(), TableError>| {
        if let Err(error) = result {
            assert!(!error.message.is_empty() && !error.mend.is_empty());
        }
    };
    let mut counting = Counting {
        mapping: &mapping,
        bound: None,
        names: Vec::new(),
        rows: 0,
    };
    checked(csv_in::read(bytes, mapping.table(), &mut counting));
    checked(xlsx_in::read(
        Cursor::new(bytes),
        mapping.table(),
        &mut counting,
    ));
    let parquet = bytes::Bytes::copy_from_slice(bytes);
    let wanted = |name: &str| mapping.mentions(name);
    match ParquetFile::open(&parquet, wanted) {
        Err(error) => checked(Err(error)),
        Ok(file) => {
            counting.names = file.names().to_vec();
            counting.bound = mapping.bind(file.names()).ok();
            let all = vec![true; file.names().len()];
            for portion in file.portions() {
                match file.read(parquet.clone(), portion, &all, true) {
                    Ok(chunk) => counting.take(&chunk),
                    Err(error) => checked(Err(error)),
                }
            }
        }
    }
}

/// What must hold of any bill that can be used: it can be rolled up, and put into a transaction.
fn checked_bill(bill: &Bill) {
    for fault in &bill.faults {
        assert!(!fault.message.is_empty() && !fault.mend.is_empty());
    }
    for one in &bill.uses {
        assert!(one.parent < bill.parts.len() && one.child < bill.parts.len());
    }
    let rolled = materials::rollup(bill);
    assert_eq!(rolled.parts.len(), bill.parts.len(), "parts were lost");
    for part in &rolled.parts {
        for range in part.value.iter().chain(&part.mass) {
            assert!(range.low <= range.high, "a range without anything in it");
        }
    }
    if bill.is_usable() && rolled.faults.is_empty() {
        let mut case = exeat_facts::Case::new("fuzz");
        if let Err(faults) = materials::into_case(bill, &rolled, &mut case) {
            assert!(!faults.is_empty(), "refused without a word");
        }
    }
}

/// Reads bytes as a declaration of a supplier and checks what must hold of any.
///
/// # Panics
///
/// When something does not hold; that is what the fuzzer looks for.
pub fn fuzz_declarations(bytes: &[u8]) {
    match materials::read_declaration(bytes) {
        Err(error) => assert!(!error.message.is_empty() && !error.mend.is_empty()),
        Ok(read) => {
            for fault in &read.faults {
                assert!(!fault.message.is_empty());
            }
            for one in &read.statements {
                assert_eq!(one.fact.is_some(), one.value.is_some(), "half a fact");
                assert!(!one.says.is_empty());
            }
            checked_bill(&read.bill);
        }
    }
}

/// Reads bytes as an indented bill of materials, in both kinds of tables, and as its mapping.
///
/// # Panics
///
/// When something does not hold; that is what the fuzzer looks for.
pub fn fuzz_bills(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = materials::Mapping::parse(&text) {
        assert!(!error.0.is_empty());
    }
    let mapping = "currency = \"USD\"\nmass-unit = \"g\"\ncomplete = true\n[columns]\nlevel = \"l\"\npart = \"p\"\nquantity = \"q\"\nvalue = \"v\"\nvalue-share = \"s\"\nmass = \"m\"\norigin = \"o\"\n";
    let Ok(mapping) = materials::Mapping::parse(mapping) else {
        return;
    };
    for read in [
        materials::read_csv(bytes, &mapping),
        materials::read_xlsx(Cursor::new(bytes), &mapping),
    ] {
        match read {
            Err(error) => assert!(!error.message.is_empty() && !error.mend.is_empty()),
            Ok(bill) => checked_bill(&bill),
        }
    }
}
