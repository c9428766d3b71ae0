//! Variants in turns.

use std::time::{Duration, Instant};

/// A variant: does its work once and says how long the part that counts took.
pub(crate) type Variant<'a> = Box<dyn FnMut() -> Duration + 'a>;

/// How long `work` takes.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = work();
    let time = start.elapsed();
    std::hint::black_box(result);
    time
}

/// The median of each variant in microseconds, over `rounds` turns after one to warm up.
pub(crate) fn medians(rounds: usize, variants: &mut [Variant<'_>]) -> Vec<f64> {
    let mut times: Vec<Vec<Duration>> = variants
        .iter()
        .map(|_| Vec::with_capacity(rounds))
        .collect();
    for round in 0..=rounds {
        for (variant, times) in variants.iter_mut().zip(&mut times) {
            let time = variant();
            if round > 0 {
                times.push(time);
            }
        }
    }
    times.iter_mut().map(|times| median(times)).collect()
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .map_or(0.0, |time| time.as_secs_f64() * 1e6)
}
