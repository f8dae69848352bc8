//! A token bucket: so much at once, and so much a second in the long run.

use std::time::{Duration, Instant};

/// Counts what was taken; knows no limits of its own, so that they can change while it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket {
    /// How much of the burst is used up, as of `at`.
    used: f64,
    at: Instant,
}

impl Bucket {
    /// An unused one.
    pub(crate) fn new(now: Instant) -> Bucket {
        Bucket { used: 0.0, at: now }
    }

    /// How long to wait until one can be taken; `None` is now. A rate of 0 is no limit.
    pub(crate) fn wait(&self, rate: f64, burst: f64, now: Instant) -> Option<Duration> {
        let over = self.used(rate, now) + 1.0 - burst.max(1.0);
        // Below a thousandth it is rounding, not a debt.
        (rate > 0.0 && over > 0.001).then(|| Duration::from_secs_f64(over / rate))
    }

    /// Takes one.
    pub(crate) fn take(&mut self, rate: f64, now: Instant) {
        if rate > 0.0 {
            self.used = self.used(rate, now) + 1.0;
            self.at = now;
        }
    }

    fn used(&self, rate: f64, now: Instant) -> f64 {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        (self.used - passed * rate).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_at_once_and_the_rest_at_the_rate() {
        let start = Instant::now();
        let mut bucket = Bucket::new(start);
        for _ in 0..5 {
            assert_eq!(bucket.wait(2.0, 5.0, start), None);
            bucket.take(2.0, start);
        }
        let wait = bucket.wait(2.0, 5.0, start).unwrap();
        assert_eq!(wait, Duration::from_millis(500));
        assert_eq!(bucket.wait(2.0, 5.0, start + wait), None);
        bucket.take(2.0, start + wait);
        assert!(bucket.wait(2.0, 5.0, start + wait).is_some());
    }

    #[test]
    fn a_rate_of_nothing_is_no_limit() {
        let start = Instant::now();
        let mut bucket = Bucket::new(start);
        for _ in 0..10_000 {
            bucket.take(0.0, start);
        }
        assert_eq!(bucket.wait(0.0, 1.0, start), None);
    }
}
