//! The time of a message, for people: UTC, with the date only where it is not today's.

const DAY: u64 = 24 * 60 * 60;

/// `09:30`, or if it is not the day of `now`, `2025-11-23 09:30`. Both in milliseconds since 1970.
pub(super) fn stamp(at: u64, now: u64) -> String {
    let (at, now) = (at / 1000, now / 1000);
    let (hour, minute) = (at % DAY / 3600, at % 3600 / 60);
    if at / DAY == now / DAY {
        return format!("{hour:02}:{minute:02}");
    }
    let (year, month, day) = date(at / DAY);
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

/// Year, month and day of a day counted from 1970, in the calendar of today. Years are taken to begin in March, so
/// that a leap day is the last of its year; 146,097 days are 400 years, 719,468 are those from March of year 0.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    match month {
        0..=9 => (era * 400 + year, month + 3, day),
        _ => (era * 400 + year + 1, month - 9, day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_shown_only_if_it_is_not_todays() {
        let cases = [
            (0, 0, "00:00"),
            (1_763_976_599, 1_763_976_600, "09:29"),
            (1_763_942_399, 1_763_976_600, "2025-11-23 23:59"),
            (951_782_400, 0, "2000-02-29 00:00"),
            (951_868_800, 0, "2000-03-01 00:00"),
            (1_735_689_599, 0, "2024-12-31 23:59"),
            (1_735_689_600, 0, "2025-01-01 00:00"),
            (4_107_542_400, 0, "2100-03-01 00:00"),
        ];
        for (at, now, expected) in cases {
            assert_eq!(stamp(at * 1000, now * 1000), expected);
        }
    }
}
