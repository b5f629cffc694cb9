//! Quotation marks in separated values, watched as they are read: whether one was left open, and
//! what stands behind one that was closed.
//!
//! A quotation mark that nobody closes makes one field of all rows up to the next one, and the rows
//! are gone without a word. The reader of records cannot tell, since a field may hold line breaks.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

/// Where one stands between the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside of quotes, with the byte before; none at the very beginning.
    Outside(Option<u8>),
    /// Behind a mark that opened a field.
    Inside,
    /// Right behind a mark inside, which closes the field unless another follows.
    Closing,
    /// Behind blanks after a mark that closed the field.
    Closed,
}

#[derive(Debug)]
struct Watch {
    delimiter: u8,
    state: State,
    /// Bytes that went by.
    passed: u64,
    /// Where something stands between a mark that closes a field and the end of the field.
    behind: VecDeque<u64>,
    ended: bool,
}

/// The quotation marks of what a [`Quoted`] reader has given.
#[derive(Debug, Clone)]
pub struct Quotes(Rc<RefCell<Watch>>);

/// A reader of separated values whose quotation marks are watched.
#[derive(Debug)]
pub struct Quoted<R> {
    inner: R,
    quotes: Quotes,
}

impl<R> Quoted<R> {
    /// Watches the marks of a reader of UTF-8, from its first field on.
    pub fn new(inner: R, delimiter: u8) -> Self {
        let watch = Watch {
            delimiter,
            state: State::Outside(None),
            passed: 0,
            behind: VecDeque::new(),
            ended: false,
        };
        Self {
            inner,
            quotes: Quotes(Rc::new(RefCell::new(watch))),
        }
    }

    /// What is known of the marks, however far was read.
    pub fn quotes(&self) -> Quotes {
        self.quotes.clone()
    }
}

impl<R: Read> Read for Quoted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let mut watch = self.quotes.0.borrow_mut();
        watch.ended = read == 0 && !buffer.is_empty();
        watch.pass(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl Watch {
    fn pass(&mut self, mut bytes: &[u8]) {
        while let Some((&first, rest)) = bytes.split_first() {
            let before = bytes.len();
            match self.state {
                State::Outside(last) => {
                    let Some(at) = bytes.iter().position(|&byte| byte == b'"') else {
                        self.state = State::Outside(bytes.last().copied());
                        self.passed = self.passed.saturating_add(length(before));
                        return;
                    };
                    let last = match at.checked_sub(1) {
                        Some(at) => bytes.get(at).copied(),
                        None => last,
                    };
                    // Within a field that did not begin with a mark a mark is one like any other.
                    self.state = if last.is_none_or(|byte| self.ends_a_field(byte)) {
                        State::Inside
                    } else {
                        State::Outside(Some(b'"'))
                    };
                    bytes = bytes.get(at.saturating_add(1)..).unwrap_or_default();
                }
                State::Inside => {
                    let Some(at) = bytes.iter().position(|&byte| byte == b'"') else {
                        self.passed = self.passed.saturating_add(length(before));
                        return;
                    };
                    self.state = State::Closing;
                    bytes = bytes.get(at.saturating_add(1)..).unwrap_or_default();
                }
                State::Closing if first == b'"' => {
                    self.state = State::Inside;
                    bytes = rest;
                }
                State::Closing | State::Closed => {
                    self.state = if self.ends_a_field(first) {
                        State::Outside(Some(first))
                    } else if matches!(first, b' ' | b'\t') {
                        State::Closed
                    } else {
                        self.behind.push_back(self.passed);
                        State::Outside(Some(first))
                    };
                    bytes = rest;
                }
            }
            let gone = before.saturating_sub(bytes.len());
            self.passed = self.passed.saturating_add(length(gone));
        }
    }

    fn ends_a_field(&self, byte: u8) -> bool {
        byte == self.delimiter || matches!(byte, b'\n' | b'\r')
    }
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

impl Quotes {
    /// Whether everything was read, and a mark is still open.
    pub fn are_left_open(&self) -> bool {
        let watch = self.0.borrow();
        watch.ended && watch.state == State::Inside
    }

    /// What is wrong with the marks of a record that ends at a byte, where the reader of records
    /// stands now; records are asked about one after the other. `wanted` is how many fields it should
    /// have.
    pub fn wrong(&self, record: &csv::ByteRecord, end: u64, wanted: usize) -> Option<String> {
        let mut watch = self.0.borrow_mut();
        let mut is_behind = false;
        while watch.behind.front().is_some_and(|&at| at < end) {
            watch.behind.pop_front();
            is_behind = true;
        }
        let delimiter = watch.delimiter;
        let text = record.as_slice();
        if !is_behind && !text.contains(&b'\n') && !text.contains(&b'\r') {
            return None;
        }
        let breaks: usize = record
            .iter()
            .map(|field| lines(field).skip(1).count())
            .sum();
        let over = match breaks {
            0 => String::new(),
            breaks => format!("; the row goes over {} lines", breaks.saturating_add(1)),
        };
        if is_behind {
            return Some(format!(
                "something stands behind the quotation mark that ends a field{over}"
            ));
        }
        let mut fields = record.iter().enumerate();
        fields
            .any(|(place, field)| holds_rows(field, place, delimiter, wanted))
            .then(|| {
                format!("a quotation mark seems to be left open: a field holds what looks like rows of the table{over}")
            })
    }
}

/// The lines of a field, however they end.
fn lines(field: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = if field.contains(&b'\n') { b'\n' } else { b'\r' };
    field.split(move |&byte| byte == end)
}

/// Whether a field with line breaks holds as many separators as if rows had run into it: the rest of
/// its own row, whole rows, and the beginning of the row in which the next mark stands.
fn holds_rows(field: &[u8], place: usize, delimiter: u8, wanted: usize) -> bool {
    let separators = |line: &[u8]| line.iter().filter(|&&byte| byte == delimiter).count();
    let between = wanted.saturating_sub(1);
    let counts: Vec<usize> = lines(field).map(separators).collect();
    let [first, inner @ .., last] = counts.as_slice() else {
        return false;
    };
    inner.iter().any(|&count| count >= between.max(1))
        || (*first >= between.saturating_sub(place) && *last >= place.min(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of each row but the first, whatever the pieces in which the text comes.
    fn of(text: &str, piece: usize) -> (Vec<bool>, bool) {
        struct Pieces<'t>(&'t [u8], usize);
        impl Read for Pieces<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let most = buffer.len().min(self.1);
                let buffer = buffer.get_mut(..most).unwrap_or_default();
                self.0.read(buffer)
            }
        }
        let quoted = Quoted::new(Pieces(text.as_bytes(), piece), b',');
        let quotes = quoted.quotes();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(true)
            .from_reader(quoted);
        let wanted = reader.byte_headers().map_or(0, csv::ByteRecord::len);
        let mut record = csv::ByteRecord::new();
        let mut wrong = Vec::new();
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let end = reader.position().byte();
            wrong.push(quotes.wrong(&record, end, wanted).is_some());
        }
        (wrong, quotes.are_left_open())
    }

    fn always(text: &str) -> (Vec<bool>, bool) {
        let whole = of(text, usize::MAX);
        for piece in 1..5 {
            assert_eq!(of(text, piece), whole, "{text} in pieces of {piece}");
        }
        whole
    }

    #[test]
    fn marks_that_are_in_order_are_left_alone() {
        for text in [
            "a,b,c\n1,\"two, three\",4\n",
            "a,b,c\n1,\"two \"\"three\"\"\",\"\"\n\"\",\"\"\"\",5\n",
            "a,b,c\n1,12\" pipe,4\" bolt\n2,a \"word\" of it,3\n",
            "a,b,c\r\n1,\"blanks behind\"  ,4\r\n",
            "a,b,c,d\n1,\"an address\nin two lines, Berlin\",x,y\n",
            "a,b,c\n1,2,\"the end\"",
        ] {
            let (wrong, open) = always(text);
            assert!(!open && wrong.iter().all(|one| !one), "{text}: {wrong:?}");
        }
    }

    #[test]
    fn rows_that_ran_into_a_field_are_seen() {
        for text in [
            // The next mark stands in the same column of the row after, or of a later one.
            "a,b,c\n1,\"12 inch,x\n2,14\",y\n",
            "a,b,c\n1,\"12 inch,x\n2,13,y\n3,14\",z\n",
            "a,b,c\n1,x,\"12 inch\n2,y,14\"",
            "a,b,c\r1,x,\"12 inch\r2,y,14\"\r",
            // Or in the middle of a field.
            "a,b,c\n1,\"12 inch,x\n2,14\" pipe,y\n",
            "a,b,c\n1,\"12 inch,x\n2,\"quoted, too\",y\n",
            "a,b,c\n1,\"Alfa\" Ltd,y\n",
        ] {
            assert_eq!(always(text), (vec![true], false), "{text}");
        }
    }

    #[test]
    fn a_mark_that_nobody_closes_is_seen_at_the_end() {
        assert!(always("a,b,c\n1,2,\"abc\n2,3,4\n3,4,5\n").1);
        assert!(always("a,b,c\n1,2,\"").1);
        assert!(!always("a,b,c\n1,2,\"\"").1);
    }
}
