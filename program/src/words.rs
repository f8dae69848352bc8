//! What is said about the work: one line each, made visible before it can reach a terminal.

use crate::args::Words;
use crate::{duration, progress};
use hullo_net::Peer;
use hullo_talk::Event;
use hullo_wire::visible::{LineBreaks, visible};
use jiff::ZonedDateTime;
use std::io::{self, Write};
use std::time::SystemTime;

/// The local time of day, to the millisecond.
pub(crate) fn clock(time: SystemTime) -> String {
    ZonedDateTime::try_from(time)
        .map(|zoned| zoned.strftime("%H:%M:%S%.3f").to_string())
        .unwrap_or_default()
}

/// One line of words on standard error.
pub(crate) fn word(text: &str) {
    let line = format!("{}\n", visible(text.as_bytes(), LineBreaks::Show));
    progress::clear();
    // Nobody can be told that standard error is closed.
    let _ = io::stderr().write_all(line.as_bytes());
}

/// A line of a conversation with its speaker.
pub(crate) fn spoken(peer: &Peer, name: Option<&str>, bytes: &[u8]) -> String {
    let text = visible(bytes, LineBreaks::Show);
    match name {
        Some(name) => format!("{name}: {text}"),
        None => format!("{peer}: {text}"),
    }
}

/// What is said about an event, as loudly as was asked for.
pub(crate) fn said(event: &Event, words: &Words) -> Option<String> {
    if words.quiet {
        return None;
    }
    match event {
        Event::Listening {
            address,
            fingerprint,
        } => {
            let certificate = fingerprint
                .map(|print| format!(" certificate {print}"))
                .unwrap_or_default();
            Some(format!("listening {address}{certificate}"))
        }
        Event::Ended { peer } => Some(format!("{peer} has left")),
        Event::Joined { peer, .. } if words.verbose => Some(format!("{peer} connected")),
        Event::Left {
            peer,
            received,
            sent,
            error: Some(error),
            ..
        } => Some(format!(
            "{peer} left: {error} ({received} bytes in, {sent} out)"
        )),
        Event::Left {
            peer,
            received,
            sent,
            error: None,
            ..
        } if words.verbose => Some(format!("{peer} left ({received} bytes in, {sent} out)")),
        Event::Answered {
            exchange,
            received,
            round_trip,
        } => Some(format!(
            "answer {exchange}: {received} bytes in {}",
            duration::print(*round_trip)
        )),
        Event::Refused { peer, why } => Some(format!("{peer} refused: {why}")),
        _ => None,
    }
}
