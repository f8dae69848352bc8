//! Messages sent and answers to them: how many were lost, and how long the others took.
//!
//! Promises: memory is fixed (a histogram of about 200 KB) however many rounds there are; least, greatest
//! and mean are exact to the nanosecond, the percentiles to three digits within 1 µs to 1 h.

use std::time::Duration;

use hdrhistogram::Histogram;

const SHORTEST_MICROS: u64 = 1;
const LONGEST_MICROS: u64 = 3_600_000_000;
const DIGITS: u8 = 3;

/// Counts rounds as they happen.
#[derive(Clone, Debug)]
pub struct Rounds {
    sent: u64,
    answered: u64,
    min: Duration,
    max: Duration,
    sum: Duration,
    micros: Histogram<u64>,
}

/// What the rounds so far amount to; the durations are None until the first answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Messages sent.
    pub sent: u64,
    /// Answers that came.
    pub answered: u64,
    /// The shortest round trip.
    pub min: Option<Duration>,
    /// The round trip that half of the answers did not exceed.
    pub p50: Option<Duration>,
    /// The round trip that 99 of 100 answers did not exceed.
    pub p99: Option<Duration>,
    /// The longest round trip.
    pub max: Option<Duration>,
    /// The mean of the round trips.
    pub mean: Option<Duration>,
}

impl Rounds {
    /// Nothing sent yet.
    pub fn new() -> Rounds {
        Rounds {
            sent: 0,
            answered: 0,
            min: Duration::MAX,
            max: Duration::ZERO,
            sum: Duration::ZERO,
            micros: Histogram::new_with_bounds(SHORTEST_MICROS, LONGEST_MICROS, DIGITS)
                .expect("the bounds are constants that the histogram accepts"),
        }
    }

    /// A message went out.
    pub fn sent(&mut self) {
        self.sent += 1;
    }

    /// An answer came, `round_trip` after its message went out.
    pub fn answered(&mut self, round_trip: Duration) {
        self.answered += 1;
        self.min = self.min.min(round_trip);
        self.max = self.max.max(round_trip);
        self.sum = self.sum.saturating_add(round_trip);
        let micros = u64::try_from(round_trip.as_micros()).unwrap_or(u64::MAX);
        self.micros.saturating_record(micros.max(SHORTEST_MICROS));
    }

    /// What the rounds so far amount to.
    pub fn summary(&self) -> Summary {
        let (sent, answered) = (self.sent, self.answered);
        if answered == 0 {
            return Summary {
                sent,
                ..Summary::default()
            };
        }
        // A histogram knows only the range that a value fell in.
        let quantile = |part: f64| {
            Duration::from_micros(self.micros.value_at_quantile(part)).clamp(self.min, self.max)
        };
        let mean = self.sum.as_nanos() / u128::from(answered);
        Summary {
            sent,
            answered,
            min: Some(self.min),
            p50: Some(quantile(0.50)),
            p99: Some(quantile(0.99)),
            max: Some(self.max),
            mean: Some(Duration::from_nanos_u128(mean)),
        }
    }
}

impl Default for Rounds {
    fn default() -> Rounds {
        Rounds::new()
    }
}

impl Summary {
    /// Messages without an answer; 0 if answers came twice and outnumber them.
    pub fn lost(&self) -> u64 {
        self.sent.saturating_sub(self.answered)
    }

    /// The part of the messages that was lost, from 0 to 1; 0 if none was sent.
    pub fn loss(&self) -> f64 {
        if self.sent == 0 {
            return 0.0;
        }
        self.lost() as f64 / self.sent as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(micros: impl IntoIterator<Item = u64>) -> Summary {
        let mut rounds = Rounds::new();
        for micros in micros {
            rounds.sent();
            rounds.answered(Duration::from_micros(micros));
        }
        rounds.summary()
    }

    /// Within the three digits that the histogram keeps.
    fn near(found: Option<Duration>, micros: u64) -> bool {
        let expected = Duration::from_micros(micros);
        found.is_some_and(|found| found.abs_diff(expected) <= expected / 1000)
    }

    #[test]
    fn nothing_sent_is_nothing_lost() {
        let summary = Rounds::new().summary();
        assert_eq!(summary, Summary::default());
        assert_eq!((summary.lost(), summary.loss()), (0, 0.0));
    }

    #[test]
    fn what_was_not_answered_is_lost() {
        let mut rounds = Rounds::default();
        (0..4).for_each(|_| rounds.sent());
        assert_eq!((rounds.summary().lost(), rounds.summary().loss()), (4, 1.0));
        rounds.answered(Duration::from_micros(7));
        let summary = rounds.summary();
        assert_eq!((summary.lost(), summary.loss()), (3, 0.75));
        (0..9).for_each(|_| rounds.answered(Duration::from_micros(7)));
        let summary = rounds.summary();
        assert_eq!(
            (summary.lost(), summary.loss()),
            (0, 0.0),
            "answers came twice"
        );
    }

    #[test]
    fn the_summary_is_that_of_the_sorted_round_trips() {
        let summary = answered((1..=1000).rev().map(|round| round * 100));
        assert_eq!(summary.min, Some(Duration::from_micros(100)));
        assert_eq!(summary.max, Some(Duration::from_micros(100_000)));
        assert_eq!(summary.mean, Some(Duration::from_micros(50_050)));
        assert!(near(summary.p50, 50_000), "{summary:?}");
        assert!(near(summary.p99, 99_000), "{summary:?}");
    }

    #[test]
    fn one_answer_is_every_figure() {
        for time in [
            Duration::ZERO,
            Duration::from_nanos(300),
            Duration::from_nanos(1_234_567),
            Duration::from_secs(7200),
        ] {
            let mut rounds = Rounds::new();
            rounds.answered(time);
            let Summary {
                min,
                p50,
                p99,
                max,
                mean,
                ..
            } = rounds.summary();
            assert_eq!([min, p50, p99, max, mean], [Some(time); 5]);
        }
    }

    #[test]
    fn round_trips_outside_the_histogram_are_counted_at_its_edge() {
        let summary = answered([0, 0, 0, u64::MAX]);
        assert_eq!(
            (summary.answered, summary.p50),
            (4, Some(Duration::from_micros(1)))
        );
        assert_eq!(summary.max, Some(Duration::from_micros(u64::MAX)));
        assert!(near(summary.p99, LONGEST_MICROS), "{summary:?}");
    }

    #[test]
    fn memory_does_not_grow_with_the_rounds() {
        let mut rounds = Rounds::new();
        let before = rounds.micros.distinct_values();
        (0..100_000).for_each(|round| rounds.answered(Duration::from_micros(round * 40_000)));
        assert_eq!(rounds.micros.distinct_values(), before);
    }
}
