//! Times taken side by side: every contender once a round, so that a busy moment of the machine hits all alike.

use std::time::{Duration, Instant};

/// The times of one contender, shortest first.
#[derive(Debug, Clone)]
pub struct Times {
    name: String,
    sorted: Vec<Duration>,
}

impl Times {
    /// Whose times they are.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The shortest: what the code takes when nobody disturbs it.
    #[must_use]
    pub fn min(&self) -> Duration {
        self.sorted.first().copied().unwrap_or_default()
    }

    /// The one in the middle.
    #[must_use]
    pub fn median(&self) -> Duration {
        self.sorted
            .get(self.sorted.len() / 2)
            .copied()
            .unwrap_or_default()
    }

    /// The longest.
    #[must_use]
    pub fn max(&self) -> Duration {
        self.sorted.last().copied().unwrap_or_default()
    }

    /// How many things a second, when `count` of them took the median.
    #[must_use]
    pub fn a_second(&self, count: usize) -> u128 {
        let nanoseconds = self.median().as_nanos().max(1);
        u128::try_from(count).unwrap_or(0) * 1_000_000_000 / nanoseconds
    }
}

/// Something to be timed, with its name.
pub struct Contender<'a> {
    name: String,
    run: Box<dyn FnMut() + 'a>,
}

impl std::fmt::Debug for Contender<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Contender")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl<'a> Contender<'a> {
    /// Something to be timed.
    #[must_use]
    pub fn new(name: impl Into<String>, run: impl FnMut() + 'a) -> Self {
        Self {
            name: name.into(),
            run: Box::new(run),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Runs every contender once to warm up and then once in each round, and gives their times in the same order.
#[must_use]
pub fn side_by_side(rounds: usize, mut contenders: Vec<Contender<'_>>) -> Vec<Times> {
    for contender in &mut contenders {
        (contender.run)();
    }
    let mut times: Vec<Times> = contenders
        .iter()
        .map(|contender| Times {
            name: contender.name.clone(),
            sorted: Vec::with_capacity(rounds),
        })
        .collect();
    for _ in 0..rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (contender.run)();
            times.sorted.push(start.elapsed());
        }
    }
    for times in &mut times {
        times.sorted.sort_unstable();
    }
    times
}

/// A duration for readers, to a tenth of the unit that suits it.
#[must_use]
pub fn shown(duration: Duration) -> String {
    let nanoseconds = duration.as_nanos();
    let (unit, name) = match nanoseconds {
        0..10_000 => (1, "ns"),
        10_000..10_000_000 => (1_000, "µs"),
        _ => (1_000_000, "ms"),
    };
    let tenths = nanoseconds * 10 / unit;
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}
