//! Times by how often they came: 128 steps for each power of two, so a quantile is off by less than 1 %.
//!
//! The generator spends most of its core on deliveries, so counting one may cost an addition or two and no more.

const STEPS: u64 = 128;
const POWERS: u64 = 58;

/// How often each time came.
pub struct Histogram {
    total: u64,
    most: u64,
    counts: Vec<u64>,
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram {
            total: 0,
            most: 0,
            counts: vec![0; (STEPS * POWERS) as usize],
        }
    }
}

impl Histogram {
    /// Counts one time, in nanoseconds.
    pub fn add(&mut self, value: u64) {
        let step = if value < STEPS {
            value
        } else {
            let shift = u64::from(value.ilog2()) - u64::from(STEPS.ilog2());
            (shift + 1) * STEPS + ((value >> shift) - STEPS)
        };
        self.counts[step as usize] += 1;
        self.total += 1;
        self.most = self.most.max(value);
    }

    /// The longest time, in microseconds with one decimal.
    pub fn most_us(&self) -> f64 {
        us(self.most)
    }

    /// The time within which the share `q` of all lay, in microseconds with one decimal.
    pub fn quantile_us(&self, q: f64) -> f64 {
        let wanted = (q * self.total as f64).ceil().max(1.0) as u64;
        let mut sum = 0;
        for (step, count) in (0..).zip(&self.counts) {
            sum += count;
            if sum >= wanted {
                return us(if step < STEPS {
                    step
                } else {
                    (step % STEPS + STEPS) << (step / STEPS - 1)
                });
            }
        }
        us(self.most)
    }
}

fn us(ns: u64) -> f64 {
    (ns as f64 / 100.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::Histogram;

    #[test]
    fn quantiles_are_within_one_percent() {
        let mut times = Histogram::default();
        for us in 1..=100_000 {
            times.add(us * 1000);
        }
        for (q, expected) in [(0.5, 50_000.0), (0.99, 99_000.0), (0.00001, 1.0)] {
            let got = times.quantile_us(q);
            assert!((got / expected - 1.0).abs() < 0.01, "{q}: {got}");
        }
        assert_eq!(times.most_us(), 100_000.0);
    }
}
