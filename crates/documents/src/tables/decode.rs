//! Text of any encoding to UTF-8, as it is read, with a limit on what passes between two rows.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding};

/// Bytes that are read at once.
const BLOCK: usize = 64 * 1024;

/// A reader of UTF-8 over a reader of another encoding. A mark of byte order goes before what was
/// said about the encoding.
pub(super) struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    at: usize,
    ended: bool,
    /// Whether anything could not be read in the encoding.
    replaced: Arc<AtomicU64>,
}

impl<R: Read> Decoding<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding, replaced: Arc<AtomicU64>) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder(),
            input: Vec::new(),
            output: Vec::new(),
            at: 0,
            ended: false,
            replaced,
        }
    }

    /// Fills the output with the next block.
    fn fill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.at = 0;
        while self.output.is_empty() && !self.ended {
            self.input.resize(BLOCK, 0);
            let read = self.inner.read(&mut self.input)?;
            self.ended = read == 0;
            let bytes = self.input.get(..read).unwrap_or_default();
            let room = self
                .decoder
                .max_utf8_buffer_length(bytes.len())
                .unwrap_or(BLOCK.saturating_mul(4));
            self.output.resize(room, 0);
            let (_, _, written, replaced) =
                self.decoder
                    .decode_to_utf8(bytes, &mut self.output, self.ended);
            self.output.truncate(written);
            if replaced {
                self.replaced.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.output.len() {
            self.fill()?;
        }
        let rest = self.output.get(self.at..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at = self.at.saturating_add(count);
        Ok(count)
    }
}

/// What passed since somebody last set it to nought.
pub(super) type Passed = Arc<AtomicU64>;

/// A reader that stops when too much passed without an end of what is being read.
pub(super) struct Bounded<R> {
    inner: R,
    passed: Passed,
    most: u64,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R, passed: Passed, most: u64) -> Self {
        Self {
            inner,
            passed,
            most,
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let count = u64::try_from(read).unwrap_or(u64::MAX);
        let before = self.passed.fetch_add(count, Ordering::Relaxed);
        if before > self.most {
            return Err(io::Error::new(io::ErrorKind::InvalidData, TooLong));
        }
        Ok(read)
    }
}

/// That a row never ends.
#[derive(Debug)]
pub(super) struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a row never ends")
    }
}

impl std::error::Error for TooLong {}
