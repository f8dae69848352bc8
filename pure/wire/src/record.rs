//! One line of a recorded conversation: a JSON object with the time, the side that spoke and what it said.
//!
//! ```text
//! {"time":1764000000.123456,"side":"us","text":"hello\n"}
//! {"time":1764000000.223456,"side":"peer","hex":"ff00"}
//! ```
//!
//! Promises: `parse(print(entry))` is the entry, exact to the microsecond; `hex` stands only where the
//! bytes are not UTF-8; a printed line holds no character that acts on a terminal. Unknown members are
//! passed over when reading.

use std::fmt::Write;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::hex::{self, HexError};
use crate::visible::{LineBreaks, acts, visible};

/// Who spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// This end.
    Us,
    /// The other end.
    Peer,
}

/// What one side said at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Since the Unix epoch; what is finer than a microsecond is not printed.
    pub time: Duration,
    /// Who spoke.
    pub side: Side,
    /// What was said.
    pub bytes: Vec<u8>,
}

/// What is wrong with a line of a record.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Not a JSON object with the members of an entry.
    #[error("not an entry of a record: {}", visible(.0.to_string().as_bytes(), LineBreaks::Show))]
    Json(#[from] serde_json::Error),
    /// The time is no such number.
    #[error("time {0:?} is not a number of seconds as in 1764000000.123456")]
    Time(String),
    /// Neither `text` nor `hex`, or both.
    #[error("expected either \"text\" or \"hex\", got {0}")]
    Content(&'static str),
    /// The digits of `hex`.
    #[error("hex: {0}")]
    Hex(#[from] HexError),
}

/// `entry` as one line, without the LF.
pub fn print(entry: &Entry) -> String {
    let (seconds, micros) = (entry.time.as_secs(), entry.time.subsec_micros());
    let side = match entry.side {
        Side::Us => "us",
        Side::Peer => "peer",
    };
    let mut out = format!("{{\"time\":{seconds}.{micros:06},\"side\":\"{side}\",");
    match std::str::from_utf8(&entry.bytes) {
        Ok(text) => {
            out.push_str("\"text\":");
            push_string(&mut out, text);
        }
        Err(_) => {
            out.push_str("\"hex\":\"");
            out.push_str(&hex::print(&entry.bytes));
            out.push('"');
        }
    }
    out.push('}');
    out
}

/// JSON leaves DEL, C1 and what reorders text as they are; a record is often read on a terminal.
fn push_string(out: &mut String, text: &str) {
    let json = serde_json::Value::from(text).to_string();
    for c in json.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _infallible = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    time: &'a RawValue,
    side: Side,
    text: Option<String>,
    hex: Option<String>,
}

/// The entry that `line`, with or without its LF, stands for.
pub fn parse(line: &str) -> Result<Entry, RecordError> {
    let line: Line<'_> = serde_json::from_str(line)?;
    let digits = line.time.get();
    let time = time(digits).ok_or_else(|| RecordError::Time(digits.to_owned()))?;
    let bytes = match (line.text, line.hex) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(digits)) => hex::parse(&digits)?,
        (None, None) => return Err(RecordError::Content("neither")),
        (Some(_), Some(_)) => return Err(RecordError::Content("both")),
    };
    let side = line.side;
    Ok(Entry { time, side, bytes })
}

/// Read as text: an f64 no longer tells microseconds apart once the time is above 2^33 seconds.
fn time(text: &str) -> Option<Duration> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let micros = format!("{fraction:0<6}")[..6].parse().ok()?;
    Some(Duration::from_secs(seconds.parse().ok()?) + Duration::from_micros(micros))
}

#[cfg(test)]
mod tests;
