//! How much is read before a file is refused.

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

/// How much one file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub file_bytes: u64,
    /// Bytes of one record: a line, a row, an element.
    pub record_bytes: usize,
    /// Entries of an edition.
    pub entries: usize,
}

impl Default for Limits {
    /// 4 GiB a file, 16 MiB a record, three million entries: ten times what the largest publisher
    /// publishes.
    fn default() -> Self {
        Self {
            file_bytes: 4 * 1024 * 1024 * 1024,
            record_bytes: 16 * 1024 * 1024,
            entries: 3_000_000,
        }
    }
}

/// A reader that hashes and counts what passes, and stops at a limit.
pub(crate) struct Counted<R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
    limit: u64,
}

impl<R: Read> Counted<R> {
    pub(crate) fn new(inner: R, limit: u64) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            bytes: 0,
            limit,
        }
    }

    /// Reads to the end what the reader of the layout left, and says how much there was of it
    /// altogether and its SHA-256.
    pub(crate) fn finish(mut self) -> io::Result<(u64, String)> {
        let mut rest = [0; 8192];
        while self.read(&mut rest)? > 0 {}
        Ok((self.bytes, hexadecimal(&self.hash.finalize())))
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes = self
            .bytes
            .saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if self.bytes > self.limit {
            return Err(io::Error::other(format!(
                "it is longer than {} bytes",
                self.limit
            )));
        }
        if let Some(read) = buffer.get(..read) {
            self.hash.update(read);
        }
        Ok(read)
    }
}

/// The SHA-256 of some bytes, in 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
