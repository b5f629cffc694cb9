//! The same work on the parts of a range, at once where there are several processors.

use std::ops::Range;

/// The most threads.
const THREADS_MAX: usize = 16;
/// Less than this for each thread is not worth one.
const PART_MIN: usize = 16;

/// Cuts a range from nought into parts that follow each other and works on all of them; the results
/// are in their order. What is worked out of each part must not depend on where the cuts are.
pub(crate) fn in_parallel<R: Send>(
    length: usize,
    work: impl Fn(Range<usize>) -> R + Sync,
) -> Vec<R> {
    let threads = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(THREADS_MAX)
        .min(length / PART_MIN)
        .max(1);
    if threads == 1 {
        return vec![work(0..length)];
    }
    let part = length.div_ceil(threads);
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|thread| {
                let from = thread.saturating_mul(part).min(length);
                let to = from.saturating_add(part).min(length);
                scope.spawn(move || work(from..to))
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| match thread.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}
