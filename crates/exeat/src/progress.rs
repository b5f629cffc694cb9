//! Progress of what takes longer than a second, on a terminal only.

use std::io::{self, IsTerminal as _, Read, Write as _};
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
        format!("{what} {bar} {percent} %")
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
