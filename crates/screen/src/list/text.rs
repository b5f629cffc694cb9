//! Texts as publishers write them.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

/// The text with single blanks and none at its ends; `None` if nothing is left.
pub(crate) fn clean(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    clean_into(&mut out, text);
    (!out.is_empty()).then_some(out)
}

/// Adds a text with single blanks and none at its ends.
pub(crate) fn clean_into(out: &mut String, text: &str) {
    if is_clean(text.as_bytes()) {
        out.push_str(text);
        return;
    }
    let from = out.len();
    for word in text.split_whitespace() {
        if out.len() > from {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Whether a text is plain ASCII with single blanks and none at its ends, as most are.
fn is_clean(text: &[u8]) -> bool {
    let mut before = b' ';
    for &byte in text {
        if !(b' '..0x7f).contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

/// Parts in one line, those that are there.
pub(crate) fn join<'a>(parts: impl IntoIterator<Item = Option<&'a str>>, between: &str) -> String {
    let mut out = String::new();
    for part in parts.into_iter().flatten().filter_map(clean) {
        if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(&part);
    }
    out
}

/// Bytes of a field as text: in the given encoding, or UTF-8, or where they are not that, the
/// encoding of Western Windows, in which older files are written.
pub(crate) fn decode<'a>(bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Cow<'a, str> {
    match encoding {
        Some(encoding) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    }
}

/// Adds a text to a list of texts if it is not there yet.
pub(crate) fn add(list: &mut Vec<String>, text: Option<String>) {
    if let Some(text) = text
        && !list.contains(&text)
    {
        list.push(text);
    }
}

/// A reader that turns another encoding into UTF-8.
pub(crate) struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            ready: Vec::new(),
            taken: 0,
            ended: false,
        }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            let mut bytes = [0; 8192];
            let read = self.inner.read(&mut bytes)?;
            self.ended = read == 0;
            let bytes = bytes.get(..read).unwrap_or_default();
            let room = self
                .decoder
                .max_utf8_buffer_length(bytes.len())
                .unwrap_or(0);
            let mut text = String::with_capacity(room);
            let _ = self.decoder.decode_to_string(bytes, &mut text, self.ended);
            self.ready = text.into_bytes();
            self.taken = 0;
        }
        let rest = self.ready.get(self.taken..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.taken += length;
        Ok(length)
    }
}
