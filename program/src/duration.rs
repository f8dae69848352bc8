//! Durations as people write them: `200ms`, `1.5s`, `2m`, `1h 30m`; a bare number is seconds.

use anyhow::{Context, Result, bail};
use jiff::SignedDuration;
use std::time::Duration;

/// Reads `text`, which was given for `option`.
pub(crate) fn parse(option: &str, text: &str) -> Result<Duration> {
    let wrong = || format!("{option} {text:?}: not a duration; write 200ms, 1.5s or 2m");
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).with_context(wrong);
    }
    let signed: SignedDuration = text.parse().ok().with_context(wrong)?;
    match Duration::try_from(signed) {
        Ok(duration) => Ok(duration),
        Err(_) => bail!("{option} {text:?}: a duration cannot be negative"),
    }
}

/// As few digits as tell it: `83 µs`, `1.24 ms`, `2.0 s`.
pub(crate) fn print(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 0.001 {
        format!("{:.0} µs", seconds * 1e6)
    } else if seconds < 1.0 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_write_them() {
        for (text, millis) in [
            ("1s", 1000),
            ("200ms", 200),
            ("1.5s", 1500),
            ("2m", 120_000),
            ("0.25", 250),
            ("3", 3000),
        ] {
            assert_eq!(
                parse("--wait", text).unwrap(),
                Duration::from_millis(millis),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_duration_is_named_with_its_option() {
        for text in ["", "fast", "-1s", "1 parsec", "-3", "NaN", "inf", "1e400"] {
            let error = parse("--wait", text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("--wait {text:?}: ")), "{error}");
        }
    }
}
