//! The log, which holds nobody up: lines go through a queue to a thread that writes them to standard error.
//!
//! Where nobody reads what is written, the queue fills, and lines that find no place are left out and counted; where
//! the reader has gone, all are. A request is answered all the same. As soon as lines can be written again, the log
//! says how many are missing.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::time::{Duration, Instant};

use tracing_subscriber::fmt::MakeWriter;

use crate::config::LogFormat;

/// So many lines wait at most: some megabytes.
const WAITING_MAX: usize = 8_192;
/// When the service ends, lines that wait are written for so long.
const PATIENCE: Duration = Duration::from_secs(1);

/// Lines that were left out.
static LOST: AtomicU64 = AtomicU64::new(0);

/// How many lines of the log were left out since the service began.
pub(crate) fn lost() -> u64 {
    LOST.load(Ordering::Relaxed)
}

/// What broke: a request, or a part of its answer.
static BROKEN: AtomicU64 = AtomicU64::new(0);

/// How often something broke since the service began.
pub(crate) fn broken() -> u64 {
    BROKEN.load(Ordering::Relaxed)
}

/// The way to the thread that writes.
#[derive(Debug, Clone)]
pub(crate) struct Log {
    lines: SyncSender<Vec<u8>>,
    waiting: Arc<AtomicU64>,
}

impl Log {
    /// Starts the log on standard error, in this form.
    pub(crate) fn start(format: LogFormat) -> Option<Self> {
        Self::tell_what_breaks();
        if format == LogFormat::Off {
            return None;
        }
        let log = Self::to(io::stderr(), format, WAITING_MAX)?;
        let lines = tracing_subscriber::fmt()
            .with_writer(log.clone())
            .with_target(false)
            .with_ansi(false)
            .with_max_level(tracing::Level::INFO);
        // A second service in one process keeps the log of the first.
        let _ = match format {
            LogFormat::Json => lines.json().flatten_event(true).try_init(),
            LogFormat::Text | LogFormat::Off => lines.try_init(),
        };
        Some(log)
    }

    /// Writes into the log what breaks, instead of straight to standard error: a thread that waited there for a reader
    /// would hold up every other that breaks.
    fn tell_what_breaks() {
        std::panic::set_hook(Box::new(|broken| {
            BROKEN.fetch_add(1, Ordering::Relaxed);
            let place = broken.location().map(ToString::to_string);
            let trace = Backtrace::capture();
            let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
            tracing::error!(
                place,
                trace,
                message = broken
                    .payload_as_str()
                    .unwrap_or("a part of the service broke"),
            );
        }));
    }

    /// A log to any place; none where no thread can be had to write it.
    fn to(out: impl Write + Send + 'static, format: LogFormat, most: usize) -> Option<Self> {
        let (lines, coming) = mpsc::sync_channel(most);
        let waiting = Arc::new(AtomicU64::new(0));
        let left = Arc::clone(&waiting);
        std::thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || write(out, format, &coming, &left))
            .ok()?;
        Some(Self { lines, waiting })
    }

    /// Waits until what was logged is written, as far as somebody reads it.
    pub(crate) fn finish(&self) {
        let begun = Instant::now();
        while self.waiting.load(Ordering::Acquire) > 0 && begun.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Writes line after line; what cannot be written is counted.
fn write(mut out: impl Write, format: LogFormat, coming: &Receiver<Vec<u8>>, waiting: &AtomicU64) {
    let mut told = 0;
    for line in coming {
        let missing = lost();
        if missing > told && out.write_all(&gap(format, missing - told)).is_ok() {
            told = missing;
        }
        if out.write_all(&line).is_err() {
            LOST.fetch_add(1, Ordering::Relaxed);
        }
        waiting.fetch_sub(1, Ordering::Release);
    }
}

/// What the log says in the place of lines that are missing.
fn gap(format: LogFormat, missing: u64) -> Vec<u8> {
    let at = jiff::Timestamp::now();
    let words = "lines of the log were left out, because nobody read them";
    match format {
        LogFormat::Json => format!(
            "{{\"timestamp\":\"{at}\",\"level\":\"WARN\",\"message\":\"{words}\",\"lines\":{missing}}}\n"
        ),
        LogFormat::Text | LogFormat::Off => format!("{at}  WARN {words} lines={missing}\n"),
    }
    .into_bytes()
}

/// One line on its way. It comes whole, in one piece.
pub(crate) struct Line<'a>(&'a Log);

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.waiting.fetch_add(1, Ordering::AcqRel);
        if self.0.lines.try_send(bytes.to_vec()).is_err() {
            self.0.waiting.fetch_sub(1, Ordering::AcqRel);
            LOST.fetch_add(1, Ordering::Relaxed);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Condvar, Mutex};

    use super::*;

    /// A pipe that nobody reads until somebody opens it.
    #[derive(Clone, Default)]
    struct Pipe(Arc<(Mutex<Held>, Condvar)>);

    /// Whether somebody reads, and what was written.
    type Held = (bool, Vec<u8>);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let (state, changed) = &*self.0;
            let mut state = state.lock().expect("a lock");
            while !state.0 {
                state = changed.wait(state).expect("a lock");
            }
            state.1.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_log_that_nobody_reads_holds_nobody_up() {
        let pipe = Pipe::default();
        let log = Log::to(pipe.clone(), LogFormat::Text, 10).expect("a thread");
        let before = lost();
        for number in 0..100 {
            let line = format!("line {number}\n");
            log.make_writer()
                .write_all(line.as_bytes())
                .expect("never held up");
        }
        // One may be on its way out of the queue.
        assert!(lost() - before >= 89, "{}", lost() - before);
        {
            let (state, changed) = &*pipe.0;
            state.lock().expect("a lock").0 = true;
            changed.notify_all();
        }
        log.finish();
        log.make_writer()
            .write_all(b"after\n")
            .expect("never held up");
        log.finish();
        let text = String::from_utf8(pipe.0.0.lock().expect("a lock").1.clone()).expect("text");
        assert!(
            text.contains("line 0\n") && text.contains("after\n"),
            "{text}"
        );
        assert!(text.contains("left out"), "{text}");
    }
}
