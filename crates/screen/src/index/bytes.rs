//! An index as bytes: arrays of 32-bit numbers and texts, one after the other, little-endian, with
//! a check sum at the end.

use std::fmt;

/// Why bytes are no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// They do not begin as an index does, or are of another version.
    NotAnIndex,
    /// They end too early, or go on too long.
    Truncated,
    /// The check sum is another.
    Damaged,
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotAnIndex => "it is no index of this version",
            Self::Truncated => "it is cut off",
            Self::Damaged => "its check sum does not agree",
        })
    }
}

impl std::error::Error for OpenError {}

const BEGINNING: &[u8; 8] = b"EXNAMES7";

/// Writes an index.
#[derive(Debug)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self {
            bytes: BEGINNING.to_vec(),
        }
    }

    fn length(&mut self, length: usize) {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        self.bytes.extend_from_slice(&length.to_le_bytes());
    }

    pub(crate) fn numbers(&mut self, numbers: &[u32]) {
        self.length(numbers.len());
        for number in numbers {
            self.bytes.extend_from_slice(&number.to_le_bytes());
        }
    }

    pub(crate) fn halves(&mut self, numbers: &[u16]) {
        self.length(numbers.len());
        for number in numbers {
            self.bytes.extend_from_slice(&number.to_le_bytes());
        }
    }

    pub(crate) fn longs(&mut self, numbers: &[u64]) {
        self.length(numbers.len());
        for number in numbers {
            self.bytes.extend_from_slice(&number.to_le_bytes());
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let sum = check_sum(&self.bytes);
        self.bytes.extend_from_slice(&sum.to_le_bytes());
        self.bytes
    }
}

/// Reads an index.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, OpenError> {
        let rest = bytes.strip_prefix(BEGINNING).ok_or(OpenError::NotAnIndex)?;
        let (body, sum) = rest.split_last_chunk::<8>().ok_or(OpenError::Truncated)?;
        let all = &bytes[..bytes.len() - sum.len()];
        if check_sum(all) != u64::from_le_bytes(*sum) {
            return Err(OpenError::Damaged);
        }
        Ok(Self { rest: body })
    }

    fn take(&mut self, width: usize) -> Result<&'a [u8], OpenError> {
        let (length, rest) = self
            .rest
            .split_first_chunk::<8>()
            .ok_or(OpenError::Truncated)?;
        let length = usize::try_from(u64::from_le_bytes(*length))
            .ok()
            .and_then(|length| length.checked_mul(width))
            .ok_or(OpenError::Truncated)?;
        let (taken, rest) = rest.split_at_checked(length).ok_or(OpenError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn numbers(&mut self) -> Result<Vec<u32>, OpenError> {
        let (chunks, _) = self.take(4)?.as_chunks::<4>();
        Ok(chunks
            .iter()
            .map(|chunk| u32::from_le_bytes(*chunk))
            .collect())
    }

    pub(crate) fn halves(&mut self) -> Result<Vec<u16>, OpenError> {
        let (chunks, _) = self.take(2)?.as_chunks::<2>();
        Ok(chunks
            .iter()
            .map(|chunk| u16::from_le_bytes(*chunk))
            .collect())
    }

    pub(crate) fn longs(&mut self) -> Result<Vec<u64>, OpenError> {
        let (chunks, _) = self.take(8)?.as_chunks::<8>();
        Ok(chunks
            .iter()
            .map(|chunk| u64::from_le_bytes(*chunk))
            .collect())
    }

    pub(crate) fn text(&mut self) -> Result<String, OpenError> {
        let bytes = self.take(1)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| OpenError::Damaged)
    }

    pub(crate) fn finish(self) -> Result<(), OpenError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(OpenError::Truncated)
        }
    }
}

/// A sum over the bytes that changes when any of them does. It guards against damage and not
/// against malice: whoever can write the index can write anything.
fn check_sum(bytes: &[u8]) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut sum = 0x9e37_79b9_7f4a_7c15_u64;
    for chunk in chunks {
        sum = (sum.rotate_left(5) ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    for byte in rest {
        sum = (sum.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    sum
}

/// Texts in one, found by number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    all: String,
    /// Where each begins, and where the last ends.
    starts: Vec<u32>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.all.push_str(text);
        self.starts
            .push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The text with this number; an index never asks for one that it does not have.
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = at(number);
        match self.starts.get(number..number + 2) {
            Some([start, end]) => self.all.get(at(*start)..at(*end)).unwrap_or_default(),
            _ => "",
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.text(&self.all);
        writer.numbers(&self.starts);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, OpenError> {
        Ok(Self {
            all: reader.text()?,
            starts: reader.numbers()?,
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        self.all.len() + self.starts.len() * 4
    }
}

/// Lists of numbers in one, found by number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    all: Vec<u32>,
    starts: Vec<u32>,
}

impl Lists {
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.all.extend(list);
        self.starts
            .push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// Lists from pairs of the list's number and a member, which are sorted first.
    pub(crate) fn of_pairs(lists: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        let mut out = Self {
            all: Vec::with_capacity(pairs.len()),
            starts: Vec::with_capacity(lists + 1),
        };
        let mut pairs = pairs.into_iter().peekable();
        out.starts.push(0);
        for list in 0..lists {
            let list = u32::try_from(list).unwrap_or(u32::MAX);
            while let Some((_, member)) = pairs.next_if(|(other, _)| *other == list) {
                out.all.push(member);
            }
            out.starts
                .push(u32::try_from(out.all.len()).unwrap_or(u32::MAX));
        }
        out
    }

    pub(crate) fn get(&self, number: u32) -> &[u32] {
        let number = at(number);
        match self.starts.get(number..number + 2) {
            Some([start, end]) => self.all.get(at(*start)..at(*end)).unwrap_or_default(),
            _ => &[],
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.numbers(&self.all);
        writer.numbers(&self.starts);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, OpenError> {
        Ok(Self {
            all: reader.numbers()?,
            starts: reader.numbers()?,
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        (self.all.len() + self.starts.len()) * 4
    }
}

/// A number as a place in memory.
pub(crate) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A place in memory as a number. An index of more than four thousand million of anything is not
/// built.
pub(crate) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
