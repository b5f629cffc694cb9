//! Progress of what takes longer than a second, on a terminal only.

use std::io::{self, IsTerminal as _, Read, Seek, SeekFrom, Write as _};
use std::time::{Duration, Instant};

/// Before this, nothing is shown: it would only flicker.
const QUIET: Duration = Duration::from_secs(1);
/// Between two changes of the line.
const EVERY: Duration = Duration::from_millis(100);
/// Columns of the bar.
const WIDTH: u64 = 30;

/// A bar on standard error, which is wiped away at the end.
pub(crate) struct Progress {
    what: String,
    total: u64,
    done: u64,
    start: Instant,
    last: Instant,
    shown: bool,
    wanted: bool,
    /// What is counted beside the work, and how many of it there were.
    counted: Option<(&'static str, u64)>,
}

impl Progress {
    /// A bar for `total` units of work; nothing is drawn yet.
    pub(crate) fn new(what: impl Into<String>, total: u64) -> Self {
        let now = Instant::now();
        Self {
            what: what.into(),
            total,
            done: 0,
            start: now,
            last: now,
            shown: false,
            wanted: io::stderr().is_terminal(),
            counted: None,
        }
    }

    /// The same, which also shows how many of these there are a second, and how long it will take.
    pub(crate) fn with_rate(mut self, unit: &'static str) -> Self {
        self.counted = Some((unit, 0));
        self
    }

    /// So many more were counted.
    pub(crate) fn counted(&mut self, more: u64) {
        if let Some((_, count)) = &mut self.counted {
            *count = count.saturating_add(more);
        }
    }

    /// So much more is done.
    pub(crate) fn add(&mut self, done: u64) {
        self.done = self.done.saturating_add(done);
        if !self.wanted || self.start.elapsed() < QUIET || self.last.elapsed() < EVERY {
            return;
        }
        self.last = Instant::now();
        self.shown = true;
        let _ = write!(io::stderr().lock(), "\r{}\u{1b}[K", self.line());
    }

    fn line(&self) -> String {
        let what = &self.what;
        if self.total == 0 {
            return format!("{what} {}", self.done);
        }
        let done = self.done.min(self.total);
        let filled = done.saturating_mul(WIDTH) / self.total;
        let percent = done.saturating_mul(100) / self.total;
        let bar: String = (0..WIDTH)
            .map(|at| if at < filled { '█' } else { '░' })
            .collect();
        format!("{what} {bar} {percent} %{}", self.rate(done))
    }

    /// How many a second, and how long it will take.
    fn rate(&self, done: u64) -> String {
        let Some((unit, count)) = self.counted else {
            return String::new();
        };
        let milliseconds = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        if milliseconds == 0 || done == 0 {
            return String::new();
        }
        let rate = count.saturating_mul(1000) / milliseconds;
        let left =
            u128::from(milliseconds) * u128::from(self.total - done) / u128::from(done) / 1000;
        format!(
            " · {} {unit} a second · {left} s left",
            crate::layout::thousands(rate)
        )
    }
}

impl Progress {
    /// A bar for a table of rows, whose length is not known yet.
    pub(crate) fn of(what: &str) -> Self {
        Self::new(what, 0).with_rate("rows")
    }
}

impl exeat_portfolio::Watch for Progress {
    fn total(&mut self, total: u64) {
        self.total = total;
    }

    fn done(&mut self, done: u64) {
        self.add(done);
    }

    fn rows(&mut self, rows: u64) {
        self.counted(rows);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}

/// A reader that shows how far it has come.
pub(crate) struct Watched<R> {
    inner: R,
    progress: Progress,
}

impl<R: Read> Watched<R> {
    pub(crate) fn new(inner: R, progress: Progress) -> Self {
        Self { inner, progress }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.progress.add(u64::try_from(read).unwrap_or(0));
        Ok(read)
    }
}

impl<R: Seek> Seek for Watched<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_shows_how_far_it_is() {
        let mut progress = Progress::new("reading", 200);
        progress.done = 100;
        let line = progress.line();
        assert!(line.starts_with("reading ███████████████░"), "{line}");
        assert!(line.ends_with(" 50 %"), "{line}");
        progress.done = 1000;
        assert!(progress.line().ends_with(" 100 %"));
    }
}
