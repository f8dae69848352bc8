//! What time it is, as the driver tells it.

use std::time::Instant;

/// The two clocks at one moment: one that only grows, for deadlines, and one for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// For deadlines and rates.
    pub instant: Instant,
    /// Milliseconds since 1970 UTC.
    pub unix_millis: u64,
}

impl Now {
    /// Seconds since 1970 UTC.
    pub fn unix_seconds(self) -> u64 {
        self.unix_millis / 1000
    }
}
