//! Parquet files.

use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use exeat_documents::tables::parquet_in::ParquetFile;
use exeat_facts::{Fact, Value};
use parquet::arrow::ArrowWriter;

use super::{NAMES, end_users, mapping, of_item};

pub(super) fn parquet_file() -> Vec<u8> {
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
