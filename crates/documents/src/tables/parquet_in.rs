//! Parquet files, a row group at a time or a part of a large one.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, DictionaryArray, PrimitiveArray};
use arrow_array::{Date32Array, Date64Array, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use exeat_value::{Day, Decimal};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::ChunkReader;

use super::cell::{Cell, CellColumn, CellColumnBuilder, index};
use super::csv_in::too_many_columns;
use super::{CHUNK_ROWS_MAX_PARQUET, COLUMNS_MAX, Chunk, TableError, headings, xlsx};

/// The most bytes that the columns of a row group may take, unpacked.
const GROUP_BYTES_MAX: i64 = 4 * 1024 * 1024 * 1024;

/// Some rows of a Parquet file that are read at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portion {
    /// The row group.
    pub group: usize,
    /// The rows of the group.
    pub rows: Range<usize>,
    /// The place of the first of them in the file, from 1.
    pub first: u64,
    /// The bytes of the file in which the row group stands.
    pub bytes: Range<u64>,
}

/// A Parquet file that was opened.
#[derive(Debug, Clone)]
pub struct ParquetFile {
    metadata: ArrowReaderMetadata,
    names: Vec<String>,
    portions: Vec<Portion>,
    rows: u64,
}

fn broken(error: &dyn std::fmt::Display) -> TableError {
    TableError::new(
        format!("the Parquet file cannot be read: {error}"),
        "look whether the file is whole: it ends with `PAR1`",
    )
}

/// The same of a part of the file, whose end is whole.
fn broken_at(portion: &Portion, error: &dyn std::fmt::Display) -> TableError {
    let rows = u64::try_from(portion.rows.len()).unwrap_or(u64::MAX);
    let last = portion.first.saturating_add(rows).saturating_sub(1);
    TableError::new(
        format!(
            "rows {} to {last} of the Parquet file (row group {}) cannot be read: {error}",
            portion.first,
            portion.group.saturating_add(1)
        ),
        "the file was damaged there: get it anew from wherever it was written",
    )
}

impl ParquetFile {
    /// Opens a file: reads what stands at its end. `coded` says of a column by its heading whether
    /// its distinct texts are wanted.
    ///
    /// # Errors
    /// It is no Parquet file or is cut off, or has too many columns or rows that are too large.
    pub fn open<R: ChunkReader + 'static>(
        reader: &R,
        coded: impl Fn(&str) -> bool,
    ) -> Result<Self, TableError> {
        let plain = ArrowReaderMetadata::load(reader, ArrowReaderOptions::new())
            .map_err(|error| broken(&error))?;
        let fields = plain.schema().fields();
        if fields.len() > COLUMNS_MAX {
            return Err(too_many_columns(fields.len()));
        }
        let names = headings(fields.iter().map(|field| field.name().clone()));
        let with_codes: Vec<Field> = fields
            .iter()
            .zip(&names)
            .map(|(field, name)| {
                let is_text = matches!(
                    field.data_type(),
                    DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
                );
                if is_text && coded(name) {
                    let ty =
                        DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
                    field.as_ref().clone().with_data_type(ty)
                } else {
                    field.as_ref().clone()
                }
            })
            .collect();
        let schema: SchemaRef = Arc::new(Schema::new_with_metadata(
            with_codes,
            plain.schema().metadata().clone(),
        ));
        let metadata = ArrowReaderMetadata::try_new(
            Arc::clone(plain.metadata()),
            ArrowReaderOptions::new().with_schema(schema),
        )
        .unwrap_or(plain);
        let (portions, rows) = portions(&metadata)?;
        Ok(Self {
            metadata,
            names,
            portions,
            rows,
        })
    }

    /// The headings.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What can be read at once, in order.
    pub fn portions(&self) -> &[Portion] {
        &self.portions
    }

    /// How many rows the file has.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The columns with their types.
    pub fn schema(&self) -> &SchemaRef {
        self.metadata.schema()
    }

    /// Reads a portion: as cells those columns that are `wanted`, as Arrow those that are `kept`.
    ///
    /// # Errors
    /// The file is broken there, or a wanted column is of a type that is not read.
    pub fn read<R: ChunkReader + 'static>(
        &self,
        reader: R,
        portion: &Portion,
        wanted: &[bool],
        kept: bool,
    ) -> Result<Chunk, TableError> {
        let asked = |index: usize| wanted.get(index).copied().unwrap_or(false);
        let builder =
            ParquetRecordBatchReaderBuilder::new_with_metadata(reader, self.metadata.clone());
        let mask = if kept {
            ProjectionMask::all()
        } else {
            let roots = (0..self.names.len()).filter(|&index| asked(index));
            ProjectionMask::roots(builder.parquet_schema(), roots)
        };
        let batches = builder
            .with_projection(mask)
            .with_row_groups(vec![portion.group])
            .with_offset(portion.rows.start)
            .with_limit(portion.rows.len())
            .with_batch_size(portion.rows.len().max(1))
            .build()
            .map_err(|error| broken_at(portion, &error))?;
        let mut builders: Vec<Option<CellColumnBuilder<Key>>> = (0..self.names.len())
            .map(|index| asked(index).then(CellColumnBuilder::default))
            .collect();
        let mut arrow: Vec<RecordBatch> = Vec::new();
        let mut rows = 0_usize;
        for batch in batches {
            let batch = batch.map_err(|error| broken_at(portion, &error))?;
            rows = rows.saturating_add(batch.num_rows());
            let present: Vec<usize> = if kept {
                (0..self.names.len()).collect()
            } else {
                (0..self.names.len()).filter(|&one| asked(one)).collect()
            };
            for (&place, array) in present.iter().zip(batch.columns()) {
                if let Some(Some(builder)) = builders.get_mut(place) {
                    let name = self.names.get(place).map_or("", String::as_str);
                    cells(array, builder).map_err(|ty| of_type(name, &ty))?;
                }
            }
            if kept {
                arrow.push(batch);
            }
        }
        if rows != portion.rows.len() {
            return Err(broken_at(
                portion,
                &format!("there are {rows} where {} were said", portion.rows.len()),
            ));
        }
        let count = u64::try_from(rows).unwrap_or(u64::MAX);
        Ok(Chunk {
            places: (portion.first..portion.first.saturating_add(count)).collect(),
            columns: builders
                .into_iter()
                .map(|builder| builder.map(CellColumnBuilder::finish))
                .collect(),
            faults: Vec::new(),
            arrow,
        })
    }
}

pub(super) fn of_type(name: &str, ty: &DataType) -> TableError {
    TableError::new(
        format!("column `{name}` is of the type {ty}, which is not read"),
        "write it as text, number, date or yes/no",
    )
}

/// Where a column begins in the file, and how many bytes it takes; nothing where a damaged file says what cannot be, at
/// which the crate's own `byte_range` would stop the program.
fn span(column: &ColumnChunkMetaData) -> Option<(u64, u64)> {
    let start = column
        .dictionary_page_offset()
        .unwrap_or_else(|| column.data_page_offset());
    Some((
        u64::try_from(start).ok()?,
        u64::try_from(column.compressed_size()).ok()?,
    ))
}

fn portions(metadata: &ArrowReaderMetadata) -> Result<(Vec<Portion>, u64), TableError> {
    let mut portions = Vec::new();
    let mut first = 1_u64;
    for (group, about) in metadata.metadata().row_groups().iter().enumerate() {
        if about.total_byte_size() > GROUP_BYTES_MAX {
            return Err(TableError::new(
                format!(
                    "row group {} takes more than {} GiB",
                    group.saturating_add(1),
                    GROUP_BYTES_MAX / (1024 * 1024 * 1024)
                ),
                "write the file with row groups of a million rows or less",
            ));
        }
        let count = usize::try_from(about.num_rows())
            .map_err(|_| broken(&"a row group has less than no rows"))?;
        let spans: Option<Vec<(u64, u64)>> = about.columns().iter().map(span).collect();
        let spans = spans
            .ok_or_else(|| broken(&"a column begins before the file, or has less than no bytes"))?;
        let (from, until) =
            spans
                .into_iter()
                .fold((u64::MAX, 0), |(from, until), (start, length)| {
                    (from.min(start), until.max(start.saturating_add(length)))
                });
        let mut start = 0_usize;
        while start < count {
            let end = count.min(start.saturating_add(CHUNK_ROWS_MAX_PARQUET));
            portions.push(Portion {
                group,
                rows: start..end,
                first,
                bytes: from.min(until)..until,
            });
            let taken = u64::try_from(end.saturating_sub(start)).unwrap_or(u64::MAX);
            first = first.saturating_add(taken);
            start = end;
        }
    }
    Ok((portions, first.saturating_sub(1)))
}

/// What tells two values of a column apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Number(i128),
    Text(Box<str>),
}

/// Adds the cells of an array.
///
/// # Errors
/// The type, where it is not read.
pub(crate) fn cells(array: &ArrayRef, column: &mut CellColumnBuilder<Key>) -> Result<(), DataType> {
    let ty = array.data_type().clone();
    match &ty {
        DataType::Null => (0..array.len()).for_each(|_| column.blank()),
        DataType::Boolean => {
            for value in array.as_boolean() {
                match value {
                    Some(value) => column.push(Key::Number(value.into()), || Cell::YesNo(value)),
                    None => column.blank(),
                }
            }
        }
        DataType::Int8 => whole::<Int8Type>(array, column),
        DataType::Int16 => whole::<Int16Type>(array, column),
        DataType::Int32 => whole::<Int32Type>(array, column),
        DataType::Int64 => whole::<Int64Type>(array, column),
        DataType::UInt8 => whole::<UInt8Type>(array, column),
        DataType::UInt16 => whole::<UInt16Type>(array, column),
        DataType::UInt32 => whole::<UInt32Type>(array, column),
        DataType::UInt64 => whole::<UInt64Type>(array, column),
        DataType::Float32 => {
            floating(array.as_primitive::<Float32Type>(), column, |value| {
                i128::from(value.to_bits())
            });
        }
        DataType::Float64 => {
            floating(array.as_primitive::<Float64Type>(), column, |value| {
                i128::from(value.to_bits())
            });
        }
        DataType::Decimal128(_, scale) => {
            let scale = *scale;
            for value in array.as_primitive::<Decimal128Type>() {
                match value {
                    Some(value) => column.push(Key::Number(value), || decimal(value, scale)),
                    None => column.blank(),
                }
            }
        }
        DataType::Date32 => {
            let days: Option<&Date32Array> = array.as_primitive_opt();
            for value in days.ok_or(ty.clone())? {
                match value {
                    Some(value) => column.push(Key::Number(value.into()), || day(value.into())),
                    None => column.blank(),
                }
            }
        }
        DataType::Date64 => {
            const A_DAY: i64 = 24 * 60 * 60 * 1000;
            let days: Option<&Date64Array> = array.as_primitive_opt();
            for value in days.ok_or(ty.clone())? {
                match value {
                    Some(value) => {
                        column.push(Key::Number(value.into()), || day(value.div_euclid(A_DAY)));
                    }
                    None => column.blank(),
                }
            }
        }
        DataType::Timestamp(unit, _) => {
            let a_day = match unit {
                TimeUnit::Second => 86_400_i64,
                TimeUnit::Millisecond => 86_400_000,
                TimeUnit::Microsecond => 86_400_000_000,
                TimeUnit::Nanosecond => 86_400_000_000_000,
            };
            timestamps(array, unit, column, |value| day(value.div_euclid(a_day)));
        }
        DataType::Utf8 => texts(array.as_string::<i32>().iter(), column),
        DataType::LargeUtf8 => texts(array.as_string::<i64>().iter(), column),
        DataType::Utf8View => texts(array.as_string_view().iter(), column),
        DataType::Dictionary(key, _) => match key.as_ref() {
            DataType::Int8 => coded(array.as_dictionary::<Int8Type>(), column)?,
            DataType::Int16 => coded(array.as_dictionary::<Int16Type>(), column)?,
            DataType::Int32 => coded(array.as_dictionary::<Int32Type>(), column)?,
            DataType::Int64 => coded(array.as_dictionary::<Int64Type>(), column)?,
            DataType::UInt8 => coded(array.as_dictionary::<UInt8Type>(), column)?,
            DataType::UInt16 => coded(array.as_dictionary::<UInt16Type>(), column)?,
            DataType::UInt32 => coded(array.as_dictionary::<UInt32Type>(), column)?,
            DataType::UInt64 => coded(array.as_dictionary::<UInt64Type>(), column)?,
            _ => return Err(ty),
        },
        _ => return Err(ty),
    }
    Ok(())
}

fn whole<T: ArrowPrimitiveType>(array: &ArrayRef, column: &mut CellColumnBuilder<Key>)
where
    T::Native: Into<i128>,
{
    for value in array.as_primitive::<T>() {
        match value {
            Some(value) => {
                let value: i128 = value.into();
                column.push(Key::Number(value), || decimal(value, 0));
            }
            None => column.blank(),
        }
    }
}

/// A floating-point number is taken as the shortest decimal that stands for it, with the fifteen
/// digits that such a number holds for certain.
fn floating<T: ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    column: &mut CellColumnBuilder<Key>,
    bits: impl Fn(T::Native) -> i128,
) where
    T::Native: std::fmt::Display,
{
    for value in array {
        match value {
            Some(value) => column.push(Key::Number(bits(value)), || {
                let text = value.to_string();
                match xlsx::number(&text) {
                    Some(number) => Cell::Number(number),
                    None => Cell::Unreadable(text),
                }
            }),
            None => column.blank(),
        }
    }
}

fn decimal(value: i128, scale: i8) -> Cell {
    let unreadable = || Cell::Unreadable(format!("{value} with {scale} places"));
    let number = match u32::try_from(scale) {
        Ok(places) => Decimal::from_parts(value, places),
        Err(_) => 10_i128
            .checked_pow(scale.unsigned_abs().into())
            .and_then(|factor| value.checked_mul(factor))
            .and_then(|whole| Decimal::from_parts(whole, 0)),
    };
    number.map_or_else(unreadable, Cell::Number)
}

/// The day so many days after 1970 began.
fn day(count: i64) -> Cell {
    let from_epoch = || {
        // Day 0 of the count is 719,528 days after 1 January of the year 0, and days before 1970
        // that anybody ships on are few: whatever lies outside two centuries is no day.
        let count = u32::try_from(count).ok()?;
        Day::new(1970, 1, 1).ok()?.plus_days(count)
    };
    match from_epoch() {
        Some(day) => Cell::Date(day),
        None => Cell::Unreadable(format!("{count} days after 1970-01-01")),
    }
}

fn timestamps(
    array: &ArrayRef,
    unit: &TimeUnit,
    column: &mut CellColumnBuilder<Key>,
    cell: impl Fn(i64) -> Cell,
) {
    use arrow_array::types::{
        TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
        TimestampSecondType,
    };
    let values: Vec<Option<i64>> = match unit {
        TimeUnit::Second => array.as_primitive::<TimestampSecondType>().iter().collect(),
        TimeUnit::Millisecond => array
            .as_primitive::<TimestampMillisecondType>()
            .iter()
            .collect(),
        TimeUnit::Microsecond => array
            .as_primitive::<TimestampMicrosecondType>()
            .iter()
            .collect(),
        TimeUnit::Nanosecond => array
            .as_primitive::<TimestampNanosecondType>()
            .iter()
            .collect(),
    };
    for value in values {
        match value {
            Some(value) => column.push(Key::Number(value.into()), || cell(value)),
            None => column.blank(),
        }
    }
}

fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>, column: &mut CellColumnBuilder<Key>) {
    for value in values {
        match value.map(str::trim) {
            None | Some("") => column.blank(),
            Some(text) => column.push(Key::Text(text.into()), || Cell::Text(text.to_owned())),
        }
    }
}

/// An array that holds each distinct value once: those are looked at, not the rows.
fn coded<K: ArrowDictionaryKeyType>(
    array: &DictionaryArray<K>,
    column: &mut CellColumnBuilder<Key>,
) -> Result<(), DataType> {
    let mut distinct = CellColumnBuilder::default();
    cells(array.values(), &mut distinct)?;
    let distinct: CellColumn = distinct.finish();
    let places: Vec<u32> = distinct
        .cells
        .iter()
        .map(|cell| column.place_of(cell))
        .collect();
    let of_value: Vec<u32> = distinct
        .codes
        .iter()
        .filter_map(|&code| places.get(index(code)).copied())
        .collect();
    let blank = column.place_of(&Cell::Blank);
    for row in 0..array.len() {
        let code = array.key(row).and_then(|key| of_value.get(key).copied());
        column.push_place(code.unwrap_or(blank));
    }
    Ok(())
}

impl CellColumnBuilder<Key> {
    /// The place of a cell that was read before as text, number or nothing.
    fn place_of(&mut self, cell: &Cell) -> u32 {
        match cell {
            Cell::Blank => self.blank_place(),
            Cell::YesNo(value) => self.place(Key::Number((*value).into()), || cell.clone()),
            other => {
                let text = other.text();
                self.place(Key::Text(text.as_ref().into()), || cell.clone())
            }
        }
    }
}
