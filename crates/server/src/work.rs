//! Work that keeps a processor busy: only so much of it goes on at once, so that no request takes the others' place
//! and memory, however hard its question is. What comes beyond waits for its turn, and is refused where it would wait
//! for too long; it is then told that nothing is wrong with it. What nobody waits for any more is asked to stop, and gives
//! its turn up at the next place where it looks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{block_in_place, spawn_blocking};
use tokio::time::{Instant, timeout_at};

use crate::config::Config;
use crate::problem::Problem;

/// So many requests wait at most for a turn.
const WAITING_MAX: usize = 1_024;

/// The turns that there are.
#[derive(Debug)]
pub(crate) struct Work {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    patience: Duration,
}

/// Leave to keep a processor busy, until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn(
    #[expect(dead_code, reason = "it is held, and given back")] OwnedSemaphorePermit,
);

/// Whether what is being worked out is wanted no longer: its time is over, or whoever asked has gone.
#[derive(Debug, Clone)]
pub(crate) struct Stop {
    left: Arc<AtomicBool>,
    end: Instant,
    patience: Duration,
}

impl Stop {
    fn after(end: Instant, patience: Duration) -> Self {
        Self {
            left: Arc::default(),
            end,
            patience,
        }
    }

    /// Looks whether to go on.
    ///
    /// # Errors
    /// Nobody waits for it any more.
    pub(crate) fn look(&self) -> Result<(), Problem> {
        if self.left.load(Ordering::Acquire) || Instant::now() >= self.end {
            return Err(too_hard(self.patience));
        }
        Ok(())
    }
}

/// Says that nobody waits any more, when whoever waited goes.
struct Leaving(Arc<AtomicBool>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

fn too_hard(patience: Duration) -> Problem {
    Problem::new(
        "too-hard",
        format!("no answer was found within {} ms", patience.as_millis()),
    )
    .with_help(
        "state more of what is known, split it into fewer lines, or ask about the law of one place alone with `jurisdiction`",
    )
}

/// One that waits; it no longer does when it is dropped, be it that nobody asks any more.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Somewhat less than the time after which a request is given up: what was in its way can still be told.
fn before(end: Duration) -> Duration {
    end.saturating_sub(Duration::from_secs(1)).max(end / 2)
}

impl Work {
    pub(crate) fn new(config: &Config) -> Self {
        let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let most = match config.work_max {
            0 => processors.saturating_mul(2),
            most => most,
        };
        Self {
            turns: Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS))),
            waiting: AtomicUsize::new(0),
            patience: before(Duration::from_secs(config.request_seconds)),
        }
    }

    /// How many requests wait for a turn.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Acquire)
    }

    /// For what is worked out where it came in: so long, and no longer.
    pub(crate) fn limit(&self) -> Stop {
        Stop::after(Instant::now() + self.patience, self.patience)
    }

    /// Waits for a turn; first come, first served.
    ///
    /// # Errors
    /// Too many wait already, or for too long.
    pub(crate) async fn turn(&self) -> Result<Turn, Problem> {
        self.turn_until(Instant::now() + self.patience).await
    }

    async fn turn_until(&self, end: Instant) -> Result<Turn, Problem> {
        if let Ok(turn) = Arc::clone(&self.turns).try_acquire_owned() {
            return Ok(Turn(turn));
        }
        let before = self.waiting.fetch_add(1, Ordering::AcqRel);
        let _waiting = Waiting(&self.waiting);
        if before >= WAITING_MAX {
            return Err(Problem::new(
                "busy",
                format!("{before} requests are waiting already"),
            ));
        }
        match timeout_at(end, Arc::clone(&self.turns).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(Turn(turn)),
            Ok(Err(_)) | Err(_) => Err(Problem::new(
                "busy",
                format!(
                    "other requests kept the service busy for {} ms",
                    self.patience.as_millis()
                ),
            )),
        }
    }

    /// Does something that keeps a processor busy, here and now that it is its turn.
    ///
    /// # Errors
    /// There is no turn, or the work itself fails.
    pub(crate) async fn here<T>(
        &self,
        work: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let _turn = self.turn().await?;
        block_in_place(work)
    }

    /// Does a part of something longer when it is its turn, however long that takes: whoever sends a stream waits as long as
    /// it is worked on.
    ///
    /// # Errors
    /// The work itself fails.
    pub(crate) async fn part<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let broken = |_| Problem::new("internal", "a part of the service broke");
        let turns = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turns.map_err(|_| Problem::new("internal", "there are no turns any more"))?;
        spawn_blocking(move || {
            let _turn = turn;
            work()
        })
        .await
        .map_err(broken)?
    }

    /// Does something that keeps a processor busy, beside those that answer. Where nobody waits for it any more, its
    /// [`Stop`] says so, and it keeps its turn until it looks.
    ///
    /// # Errors
    /// There is no turn, or the work took too long.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Stop) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let end = Instant::now() + self.patience;
        let turn = self.turn_until(end).await?;
        let stop = Stop::after(end, self.patience);
        let _leaving = Leaving(Arc::clone(&stop.left));
        let done = spawn_blocking(move || {
            let _turn = turn;
            work(&stop)
        });
        match timeout_at(end, done).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(Problem::new("internal", "a part of the service broke")),
            Err(_) => Err(too_hard(self.patience)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn work(most: usize, patience: Duration) -> Work {
        Work {
            turns: Arc::new(Semaphore::new(most)),
            waiting: AtomicUsize::new(0),
            patience,
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_too_hard_is_told_and_keeps_its_turn_to_the_end() {
        let work = work(1, Duration::from_millis(100));
        let (end, ends) = mpsc::channel::<()>();
        let hard = work.run(move |_| {
            let _ = ends.recv();
            Ok(())
        });
        assert_eq!(hard.await.map_err(|problem| problem.kind), Err("too-hard"));
        // Its work goes on, and nobody else begins.
        let next = work.run(|_| Ok(()));
        assert_eq!(next.await.map_err(|problem| problem.kind), Err("busy"));
        assert_eq!(work.waiting(), 0);
        drop(end);
        assert!(work.run(|_| Ok(1)).await.is_ok());
    }

    /// Works until it is told to stop, and says that it was.
    fn until_stopped(told: mpsc::Sender<()>) -> impl FnOnce(&Stop) -> Result<(), Problem> {
        move |stop| loop {
            if let Err(problem) = stop.look() {
                let _ = told.send(());
                return Err(problem);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn work_that_nobody_waits_for_gives_its_turn_back() {
        let long = Duration::from_secs(600);
        let work = work(1, long);
        let (told, tells) = mpsc::channel();
        // Whoever asked goes away.
        let asked = work.run(until_stopped(told.clone()));
        assert!(
            tokio::time::timeout(Duration::from_millis(50), asked)
                .await
                .is_err()
        );
        assert!(work.run(|_| Ok(1)).await.is_ok());
        assert_eq!(tells.recv(), Ok(()));
        // The time is over: the answer is the same, and the turn is free.
        let work = Work {
            patience: Duration::from_millis(50),
            ..work
        };
        let hard = work.run(until_stopped(told)).await;
        assert_eq!(hard.map_err(|problem| problem.kind), Err("too-hard"));
        assert_eq!(tells.recv(), Ok(()));
        let limit = Stop::after(Instant::now(), long);
        assert!(limit.look().is_err());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn work_that_breaks_is_told_and_gives_its_turn_back() {
        let work = work(1, Duration::from_secs(5));
        let broken = work.run(|_| -> Result<(), Problem> { panic!("on purpose") });
        assert_eq!(
            broken.await.map_err(|problem| problem.kind),
            Err("internal")
        );
        assert!(work.run(|_| Ok(1)).await.is_ok());
    }
}
