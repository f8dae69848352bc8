//! The place of a message in the order of everything said on a host: its identity and its time in one number.
//!
//! ```text
//! 63            20 19         0
//! | unix time, ms |   count    |     a later stamp is a larger number
//! ```
//!
//! Promises: stamps made by [`Stamp::next`] grow strictly, whatever the clock does; the time of a message lies in its
//! stamp, so that order by stamp and order by time are one order.

use std::fmt;
use std::str::FromStr;

/// Bits below the milliseconds: a million messages a millisecond before stamps run ahead of the clock.
const COUNT_BITS: u32 = 20;

/// When, and after what, something was said. As text: 13 digits of base 32 (0-9, a-v), which sort as the number does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(u64);

/// The text is not a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected 13 digits of base 32 (0-9, a-v)")]
pub struct NotAStamp;

impl Stamp {
    /// Before all that ever happened; no record has it.
    pub const FIRST: Stamp = Stamp(0);

    /// After all that can happen; no record has it.
    pub const END: Stamp = Stamp(u64::MAX >> 1);

    /// The first stamp of a millisecond, counted from 1970 UTC.
    pub fn at(unix_millis: u64) -> Stamp {
        Stamp(unix_millis.min((1 << (63 - COUNT_BITS)) - 1) << COUNT_BITS)
    }

    /// The last stamp of a millisecond: after it means later than that millisecond.
    pub fn end_of(unix_millis: u64) -> Stamp {
        Stamp(Stamp::at(unix_millis).0 | ((1 << COUNT_BITS) - 1))
    }

    /// The stamp after this one for something that happens at `unix_millis`.
    pub fn next(self, unix_millis: u64) -> Stamp {
        Stamp::at(unix_millis).max(Stamp(self.0 + 1))
    }

    /// Milliseconds since 1970 UTC.
    pub fn unix_millis(self) -> u64 {
        self.0 >> COUNT_BITS
    }

    /// The number, below 2^63, so that it fits a signed column too.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The text, in ASCII.
    pub fn text(self) -> [u8; 13] {
        let mut text = [0; 13];
        for (place, digit) in text.iter_mut().rev().enumerate() {
            *digit = DIGITS[(self.0 >> (5 * place)) as usize & 31];
        }
        text
    }

    /// The stamp with this number.
    pub fn from_number(number: u64) -> Stamp {
        Stamp(number & (u64::MAX >> 1))
    }
}

const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.text()).unwrap_or_default())
    }
}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Stamp, NotAStamp> {
        if text.len() != 13 {
            return Err(NotAStamp);
        }
        let number = text.bytes().try_fold(0_u64, |number, digit| {
            let value = DIGITS.iter().position(|d| *d == digit).ok_or(NotAStamp)?;
            Ok(number << 5 | value as u64)
        })?;
        Ok(Stamp::from_number(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_grow_even_when_the_clock_goes_back() {
        let first = Stamp::default().next(1_000);
        let second = first.next(1_000);
        let third = second.next(5);
        assert!(first < second && second < third);
        assert_eq!(third.unix_millis(), 1_000);
        assert!(third < third.next(1_001));
    }

    #[test]
    fn text_and_number_sort_alike_and_come_back() {
        let stamps = [
            Stamp::at(0),
            Stamp::at(1),
            Stamp::at(1_790_000_000_000),
            Stamp::at(u64::MAX),
        ];
        for pair in stamps.windows(2) {
            assert!(pair[0].to_string() < pair[1].to_string());
        }
        for stamp in stamps {
            assert_eq!(stamp.to_string().parse(), Ok(stamp));
            assert_eq!(Stamp::from_number(stamp.number()), stamp);
        }
        for bad in ["", "0", "000000000000z", "00000000000000", "00000000000é"] {
            assert_eq!(bad.parse::<Stamp>(), Err(NotAStamp), "{bad}");
        }
    }
}
