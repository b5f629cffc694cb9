//! Record batches that somebody else read.

use arrow_array::RecordBatch;

use super::cell::CellColumnBuilder;
use super::parquet_in::{Key, cells, of_type};
use super::{CellColumn, Chunk, TableError};

/// The rows of a record batch as cells, of those columns that are `wanted`; the first is row `first`.
///
/// # Errors
/// A wanted column is of a type that is not read.
pub fn chunk(batch: &RecordBatch, wanted: &[bool], first: u64) -> Result<Chunk, TableError> {
    let schema = batch.schema();
    let mut columns: Vec<Option<CellColumn>> = Vec::with_capacity(batch.num_columns());
    for (place, (array, field)) in batch.columns().iter().zip(schema.fields()).enumerate() {
        if !wanted.get(place).copied().unwrap_or(false) {
            columns.push(None);
            continue;
        }
        let mut builder = CellColumnBuilder::<Key>::default();
        cells(array, &mut builder).map_err(|ty| of_type(field.name(), &ty))?;
        columns.push(Some(builder.finish()));
    }
    let count = u64::try_from(batch.num_rows()).unwrap_or(u64::MAX);
    Ok(Chunk {
        places: (first..first.saturating_add(count)).collect(),
        columns,
        faults: Vec::new(),
        arrow: Vec::new(),
    })
}
