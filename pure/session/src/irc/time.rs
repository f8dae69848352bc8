//! Times as IRC writes them: `2021-11-24T16:00:00.000Z`, in UTC.
//!
//! Days are counted from 1 March of year 0, so that the leap day ends a year (Howard Hinnant, "chrono-compatible
//! low-level date algorithms").

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) year: u64,
    /// 1 to 12.
    pub(crate) month: u64,
    /// 1 to 31.
    pub(crate) day: u64,
}

const DAY: u64 = 86_400_000;
/// Days from 1 March of year 0 to 1 January 1970.
const EPOCH: u64 = 719_468;
/// Days in 400 years.
const ERA: u64 = 146_097;

impl Day {
    /// The day so many days after 1 January 1970.
    pub(crate) fn after_epoch(days: u64) -> Day {
        let days = days + EPOCH;
        let of_era = days % ERA;
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = from_march + if from_march < 10 { 3 } else { 0 };
        let month = if from_march < 10 {
            month
        } else {
            from_march - 9
        };
        let year = year_of_era + days / ERA * 400 + u64::from(month <= 2);
        Day { year, month, day }
    }

    /// Days from 1 January 1970; `None` before it, or for what is no day.
    pub(crate) fn days_after_epoch(self) -> Option<u64> {
        if !(1..=12).contains(&self.month) || !(1970..=9999).contains(&self.year) {
            return None;
        }
        let year = self.year - u64::from(self.month <= 2);
        let of_era = year % 400;
        let from_march = (self.month + 9) % 12;
        let of_year = (153 * from_march + 2) / 5 + self.day.checked_sub(1)?;
        let days = year / 400 * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let days = days.checked_sub(EPOCH)?;
        (Day::after_epoch(days) == self).then_some(days)
    }
}

/// Appends a time given in milliseconds since 1970.
pub(crate) fn push_time(millis: u64, out: &mut Vec<u8>) {
    let day = Day::after_epoch(millis / DAY);
    let of_day = millis % DAY;
    let second = of_day / 1_000;
    let mut text = *b"0000-00-00T00:00:00.000Z";
    let pairs = [
        (0, day.year / 100 % 100),
        (2, day.year % 100),
        (5, day.month),
        (8, day.day),
        (11, second / 3_600),
        (14, second / 60 % 60),
        (17, second % 60),
        (20, of_day % 1_000 / 10),
    ];
    for (place, number) in pairs {
        text[place] = b'0' + (number / 10) as u8;
        text[place + 1] = b'0' + (number % 10) as u8;
    }
    text[22] = b'0' + (of_day % 10) as u8;
    out.extend_from_slice(&text);
}

/// Milliseconds since 1970 of such a time; a time before 1970, or with more or fewer digits of a second than a
/// client might send (none to nine), is none.
pub(crate) fn parse_time(text: &str) -> Option<u64> {
    let text = text.strip_suffix('Z')?;
    let (date, time) = text.split_once('T')?;
    let [year, month, day] = fields(date, '-', [4, 2, 2])?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = fields(time, ':', [2, 2, 2])?;
    if hour > 23 || minute > 59 || second > 60 || !(1..=9).contains(&fraction.len()) {
        return None;
    }
    let padded = format!("{fraction:0<9}");
    let [nanos] = fields(&padded, '.', [9])?;
    let days = Day { year, month, day }.days_after_epoch()?;
    Some(days * DAY + hour * 3_600_000 + minute * 60_000 + second * 1_000 + nanos / 1_000_000)
}

/// Numbers of just these lengths.
fn fields<const N: usize>(text: &str, between: char, lengths: [usize; N]) -> Option<[u64; N]> {
    let mut parts = text.split(between);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next()?;
        let fits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        *number = part.parse().ok().filter(|_| fits)?;
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_and_read_back() {
        let cases = [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (1_637_769_600_123, "2021-11-24T16:00:00.123Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ];
        for (millis, text) in cases {
            let mut out = Vec::new();
            push_time(millis, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), text);
            assert_eq!(parse_time(text), Some(millis), "{text}");
        }
        for days in 0..100_000 {
            assert_eq!(Day::after_epoch(days).days_after_epoch(), Some(days));
        }
    }

    #[test]
    fn a_time_may_have_no_fraction_of_a_second_or_a_fine_one() {
        assert_eq!(parse_time("1970-01-01T00:00:01Z"), Some(1_000));
        assert_eq!(parse_time("1970-01-01T00:00:01.5Z"), Some(1_500));
        assert_eq!(parse_time("1970-01-01T00:00:01.123456Z"), Some(1_123));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for bad in [
            "",
            "Z",
            "1970-01-01",
            "1970-01-01T00:00:00.000",
            "1970-13-01T00:00:00.000Z",
            "1970-02-30T00:00:00.000Z",
            "1970-01-00T00:00:00.000Z",
            "1969-12-31T00:00:00.000Z",
            "1970-01-01T24:00:00.000Z",
            "1970-01-01T00:00:00.Z",
            "1970-01-01T00:00:00.0000000000Z",
            "1970-01-01T00:00:+1.000Z",
            "99999-01-01T00:00:00.000Z",
        ] {
            assert_eq!(parse_time(bad), None, "{bad}");
        }
    }
}
