//! `--json`: one object a line; the schema stands in docs/json.md, and a test holds the two together.

use hullo_meter::Summary;
use hullo_net::{Peer, TcpInfo};
use hullo_talk::relay::Counts;
use hullo_talk::send::{Outcome, Timing};
use hullo_talk::{Event, Part, Way};
use hullo_wire::visible::acts;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The object of an event.
pub(crate) fn event(event: &Event) -> Value {
    match event {
        Event::Listening {
            address,
            fingerprint,
        } => {
            let mut object = json!({"event": "listening", "address": address.to_string()});
            if let Some(fingerprint) = fingerprint {
                object["fingerprint"] = fingerprint.to_string().into();
            }
            object
        }
        Event::Joined { connection, peer } => {
            json!({"event": "joined", "connection": connection, "peer": peer.to_string()})
        }
        Event::Received {
            connection,
            peer,
            time,
            bytes,
            part,
        } => {
            let mut object =
                json!({"event": "received", "time": seconds(*time), "kind": kind(*part)});
            if *connection != 0 {
                object["connection"] = (*connection).into();
            }
            if *peer != Peer::Unnamed {
                object["peer"] = peer.to_string().into();
            }
            payload(&mut object, bytes);
            object
        }
        Event::Answered {
            exchange,
            received,
            round_trip,
        } => {
            json!({"event": "answered", "exchange": exchange, "received": received, "round_trip_ms": millis(*round_trip)})
        }
        Event::Ended { peer } => json!({"event": "ended", "peer": peer.to_string()}),
        Event::Left {
            connection,
            peer,
            received,
            sent,
            error,
        } => {
            let mut object = json!({"event": "left", "connection": connection, "peer": peer.to_string(),
                "received": received, "sent": sent});
            if let Some(error) = error {
                object["error"] = error.as_str().into();
            }
            object
        }
        Event::Passed {
            connection,
            peer,
            way,
            bytes,
        } => {
            let mut object = json!({"event": "passed", "connection": connection, "peer": peer.to_string(),
                "way": way_name(*way)});
            payload(&mut object, bytes);
            object
        }
        Event::Refused { peer, why } => {
            json!({"event": "refused", "peer": peer.to_string(), "why": why})
        }
        Event::Warned { what } => json!({"event": "warning", "what": what}),
    }
}

/// The object as one line. JSON escapes the C0 controls; the others that act on a terminal (C1, bidirectional) are escaped
/// here, which reads back as the same text.
pub(crate) fn line(object: &Value) -> String {
    let text = object.to_string();
    if !text.contains(acts) {
        return text;
    }
    let mut line = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _infallible = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(c);
        }
    }
    line
}

/// Text where the bytes are UTF-8, hex where they are not: nothing is lost.
fn payload(object: &mut Value, bytes: &[u8]) {
    match std::str::from_utf8(bytes) {
        Ok(text) => object["text"] = text.into(),
        Err(_) => object["hex"] = hullo_wire::hex::print(bytes).into(),
    }
}

fn kind(part: Part) -> &'static str {
    match part {
        Part::Line => "line",
        Part::Piece => "piece",
        Part::Read => "read",
        Part::Datagram => "datagram",
    }
}

/// Seconds since the Unix epoch, to the microsecond.
fn seconds(time: SystemTime) -> f64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    (since.as_micros() as f64) / 1e6
}

fn millis(duration: Duration) -> f64 {
    (duration.as_nanos() as f64 / 1e3).round() / 1e3
}

/// The object that ends a `send`.
pub(crate) fn sent(outcome: &Outcome, timing: bool) -> Value {
    let mut object = json!({"event": "done", "sent": outcome.sent, "received": outcome.received,
        "messages": outcome.messages, "lost": outcome.lost});
    if let Some(rounds) = &outcome.rounds {
        object["round_trips"] = summary(rounds);
    }
    if timing {
        object["timing_ms"] = steps(&outcome.timing);
    }
    object
}

/// The object that ends a `relay`, or answers SIGUSR1.
pub(crate) fn relayed(counts: &Counts) -> Value {
    let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
    json!({"event": "counts", "clients": read(&counts.clients), "present": read(&counts.present),
        "up": read(&counts.up), "down": read(&counts.down), "dropped": read(&counts.dropped)})
}

fn way_name(way: Way) -> &'static str {
    match way {
        Way::Up => "up",
        Way::Down => "down",
    }
}

/// The object that ends a `listen`.
pub(crate) fn listened(outcome: &hullo_talk::listen::Outcome) -> Value {
    json!({"event": "done", "connections": outcome.connections, "messages": outcome.messages,
        "received": outcome.received, "dropped": outcome.dropped})
}

fn summary(rounds: &Summary) -> Value {
    #[derive(Serialize)]
    struct Ms {
        min: Option<f64>,
        mean: Option<f64>,
        p50: Option<f64>,
        p99: Option<f64>,
        max: Option<f64>,
    }
    let ms = |duration: Option<Duration>| duration.map(millis);
    let all = Ms {
        min: ms(rounds.min),
        mean: ms(rounds.mean),
        p50: ms(rounds.p50),
        p99: ms(rounds.p99),
        max: ms(rounds.max),
    };
    json!({"sent": rounds.sent, "answered": rounds.answered, "lost": rounds.lost(), "ms": all})
}

fn steps(timing: &Timing) -> Value {
    let mut object = json!({"lookup": millis(timing.lookup), "connect": millis(timing.connect)});
    for (name, step) in [
        ("tls", timing.tls),
        ("first_byte", timing.first_byte),
        ("last_byte", timing.last_byte),
    ] {
        if let Some(step) = step {
            object[name] = millis(step).into();
        }
    }
    if let Some(TcpInfo {
        rtt,
        rtt_variation,
        min_rtt,
        retransmits,
        congestion_window,
        segment_size,
        delivery_rate,
    }) = timing.tcp
    {
        object["tcp"] = json!({"rtt": millis(rtt), "rtt_variation": millis(rtt_variation), "min_rtt": millis(min_rtt),
            "retransmits": retransmits, "congestion_window": congestion_window, "segment_size": segment_size,
            "delivery_rate": delivery_rate});
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_that_acts_on_a_terminal_is_left_in_a_line() {
        let text = "a\u{1b}[2J\u{9b}31m\u{202e}\u{e0041}\n你好";
        let line = line(&json!({"text": text}));
        assert!(!line.contains(acts), "{line:?}");
        let back: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(back["text"], text);
    }
}
