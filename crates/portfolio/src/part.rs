//! The rows of a chunk as a file: what came in, and what is said of it.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int32Array, RecordBatch, StringArray, UInt32Array,
};
use arrow_schema::{DataType, Field, Schema};
use exeat_documents::tables::{CellColumn, Chunk, Mapped, Reject};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use crate::failure::Failure;

/// A column that is added to each row: a text for each distinct answer, and which one each row has.
pub(crate) struct Added {
    pub(crate) name: String,
    pub(crate) texts: Vec<String>,
    pub(crate) codes: Arc<Vec<u32>>,
}

impl Added {
    /// The same column, whose codes are shared.
    pub(crate) fn share(&self) -> Self {
        Self {
            name: self.name.clone(),
            texts: self.texts.clone(),
            codes: Arc::clone(&self.codes),
        }
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::wrong(format!("the rows cannot be written: {error}"))
}

/// The rows as a Parquet file.
///
/// # Errors
/// They make none.
pub(crate) fn parquet(
    names: &[String],
    chunk: &Chunk,
    mapped: &Mapped,
    added: &[Added],
) -> Result<Vec<u8>, Failure> {
    let mut fields: Vec<Field> = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    if chunk.arrow.is_empty() {
        for (name, column) in names.iter().zip(&chunk.columns) {
            let array = match column {
                Some(column) => coded_cells(column, &mapped.rows)?,
                None => continue,
            };
            fields.push(Field::new(name, array.data_type().clone(), true));
            arrays.push(array);
        }
    } else {
        let batch = of_rows(&chunk.arrow, chunk.rows(), &mapped.rows)?;
        for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
            fields.push(field.as_ref().clone());
            arrays.push(Arc::clone(array));
        }
    }
    for column in added {
        let keys: Int32Array = column
            .codes
            .iter()
            .map(|&code| i32::try_from(code).ok())
            .collect();
        let texts = StringArray::from_iter_values(&column.texts);
        let array: DictionaryArray<Int32Type> =
            DictionaryArray::try_new(keys, Arc::new(texts)).map_err(failed)?;
        fields.push(Field::new(&column.name, array.data_type().clone(), true));
        arrays.push(Arc::new(array));
    }
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(failed)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_max_row_group_row_count(Some(batch.num_rows().max(1)))
        .set_created_by(concat!("exeat ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let options = ArrowWriterOptions::new()
        .with_properties(properties)
        .with_skip_arrow_metadata(true);
    let mut writer =
        ArrowWriter::try_new_with_options(Vec::new(), schema, options).map_err(failed)?;
    writer.write(&batch).map_err(failed)?;
    writer.into_inner().map_err(failed)
}

/// Those rows of a chunk that could be read.
fn of_rows(batches: &[RecordBatch], rows: usize, kept: &[usize]) -> Result<RecordBatch, Failure> {
    let Some(first) = batches.first() else {
        return Err(failed("there are none"));
    };
    let whole = if batches.len() == 1 {
        first.clone()
    } else {
        arrow_select::concat::concat_batches(&first.schema(), batches).map_err(failed)?
    };
    if kept.len() == rows {
        return Ok(whole);
    }
    let indices: UInt32Array = kept.iter().map(|&row| u32::try_from(row).ok()).collect();
    arrow_select::take::take_record_batch(&whole, &indices).map_err(failed)
}

fn coded_cells(column: &CellColumn, rows: &[usize]) -> Result<ArrayRef, Failure> {
    let texts: StringArray = column.cells.iter().map(|cell| Some(cell.text())).collect();
    let blank: Vec<bool> = column.cells.iter().map(|cell| cell.is_blank()).collect();
    let keys: Int32Array = rows
        .iter()
        .map(|&row| {
            let code = column.codes.get(row)?;
            let is_blank = blank.get(usize::try_from(*code).ok()?)?;
            if *is_blank {
                None
            } else {
                i32::try_from(*code).ok()
            }
        })
        .collect();
    let array: DictionaryArray<Int32Type> =
        DictionaryArray::try_new(keys, Arc::new(texts)).map_err(failed)?;
    Ok(Arc::new(array))
}

/// The schema that rows have in Parquet, for telling whether two chunks can stand in one file.
pub(crate) fn shape(names: &[String], chunk: &Chunk) -> Vec<(String, DataType)> {
    match chunk.arrow.first() {
        Some(batch) => batch
            .schema()
            .fields()
            .iter()
            .map(|field| {
                let ty = match field.data_type() {
                    DataType::Dictionary(_, value) => value.as_ref().clone(),
                    other => other.clone(),
                };
                (field.name().clone(), ty)
            })
            .collect(),
        None => names
            .iter()
            .map(|name| (name.clone(), DataType::Utf8))
            .collect(),
    }
}

/// The rows as separated values, without headings.
///
/// # Errors
/// They make none.
pub(crate) fn csv(chunk: &Chunk, mapped: &Mapped, added: &[Added]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    let columns: Vec<(Vec<String>, &[u32])> = chunk
        .columns
        .iter()
        .flatten()
        .map(|column| {
            let texts = column
                .cells
                .iter()
                .map(|cell| cell.text().into_owned())
                .collect();
            (texts, column.codes.as_slice())
        })
        .collect();
    let text = |texts: &'_ [String], code: Option<&u32>| -> String {
        code.and_then(|&code| usize::try_from(code).ok())
            .and_then(|code| texts.get(code))
            .cloned()
            .unwrap_or_default()
    };
    for (place, &row) in mapped.rows.iter().enumerate() {
        for (texts, codes) in &columns {
            writer
                .write_field(text(texts, codes.get(row)))
                .map_err(failed)?;
        }
        for column in added {
            writer
                .write_field(text(&column.texts, column.codes.get(place)))
                .map_err(failed)?;
        }
        writer.write_record(None::<&[u8]>).map_err(failed)?;
    }
    writer.into_inner().map_err(failed)
}

/// The headings of the file of rejected rows.
pub(crate) const REJECT_COLUMNS: [&str; 6] = ["file", "row", "column", "value", "reason", "mend"];

/// Rejected rows as separated values, without headings.
///
/// # Errors
/// They make none.
pub(crate) fn rejects(file: &str, rejects: &[Reject]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    for one in rejects {
        writer
            .write_record([
                file,
                &one.place.to_string(),
                &one.column,
                &one.value,
                &one.reason,
                &one.mend,
            ])
            .map_err(failed)?;
    }
    writer.into_inner().map_err(failed)
}

/// A line of separated values.
pub(crate) fn heading(names: impl Iterator<Item = String>) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(names.collect::<Vec<String>>())
        .map_err(failed)?;
    writer.into_inner().map_err(failed)
}
