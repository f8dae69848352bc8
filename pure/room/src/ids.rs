//! A hash for our own numbers: no client chooses them, so one multiplication is enough.

use std::hash::{BuildHasherDefault, Hasher};

/// For maps whose keys are [`crate::SessionId`]s.
pub(crate) type Ids = BuildHasherDefault<IdHasher>;

/// Multiplies by 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4), which spreads neighbouring numbers over the
/// high bits; the map also uses the low ones, so the high ones are folded onto them.
#[derive(Debug, Default)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte) ^ self.0 as u32);
        }
    }

    fn write_u32(&mut self, number: u32) {
        let spread = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = spread ^ spread >> 32;
    }
}
