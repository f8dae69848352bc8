//! Chance that a seed decides.

use std::ops::Range;
use std::time::SystemTime;

/// A source of numbers: the same ones for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    /// From the seed in `$HULLO_SEED`, or from another one each time; it is printed, which a failing test shows.
    #[expect(
        clippy::print_stdout,
        reason = "the seed is told, so that a failure can be repeated"
    )]
    pub(crate) fn new() -> Dice {
        let given = std::env::var("HULLO_SEED").ok();
        let since = SystemTime::UNIX_EPOCH.elapsed().unwrap();
        let seed = given.map_or(since.as_nanos() as u64, |seed| seed.parse().unwrap());
        println!("HULLO_SEED={seed}");
        Dice(seed)
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn within(&mut self, range: Range<u64>) -> u64 {
        range.start + self.roll() % (range.end - range.start)
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.roll() as u8).collect()
    }
}
