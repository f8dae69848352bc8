//! Datagrams out of a stream and into it: by frames, or each read as it is.

use hullo_net::{Error, Kind, LARGEST_DATAGRAM};
use hullo_wire::frame::{Frame, Frames, print};
use std::sync::atomic::{AtomicU64, Ordering};

/// Datagrams out of a stream: by frames, or each read as it is.
pub(crate) struct Cutter(Option<Frames>);

impl Cutter {
    pub(crate) fn new(frame: Option<Frame>) -> Cutter {
        Cutter(frame.map(|frame| Frames::new(frame, LARGEST_DATAGRAM)))
    }

    /// The datagrams that these bytes make whole; no bytes are the end.
    pub(crate) fn cut(&mut self, bytes: &[u8]) -> Result<Vec<Vec<u8>>, String> {
        let Some(frames) = &mut self.0 else {
            return Ok(if bytes.is_empty() {
                Vec::new()
            } else {
                vec![bytes.to_vec()]
            });
        };
        frames.push(bytes);
        let mut whole = Vec::new();
        while let Some(datagram) = frames.pop() {
            whole.push(datagram.map_err(|error| error.to_string())?);
        }
        if bytes.is_empty()
            && let Some(rest) = frames.finish()
        {
            whole.push(rest.map_err(|error| error.to_string())?);
        }
        Ok(whole)
    }
}

pub(crate) fn frame(
    kind: Option<Frame>,
    datagram: &[u8],
    address: &impl ToString,
) -> Result<Vec<u8>, Error> {
    let Some(kind) = kind else {
        return Ok(datagram.to_vec());
    };
    let mut framed = Vec::with_capacity(datagram.len() + 2);
    print(kind, datagram, &mut framed).map_err(|error| bad_frame(address, &error.to_string()))?;
    Ok(framed)
}

pub(crate) fn bad_frame(address: &impl ToString, why: &str) -> Error {
    Error::new("frame datagrams for", address.to_string(), Kind::Local, why)
}

pub(crate) fn count(counters: &[&AtomicU64], bytes: usize) {
    for counter in counters {
        counter.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_frames_a_read_is_a_datagram_and_the_end_is_none() {
        let mut cutter = Cutter::new(None);
        assert_eq!(cutter.cut(b"a\nb").unwrap(), [b"a\nb"]);
        assert!(cutter.cut(b"").unwrap().is_empty());
    }

    #[test]
    fn frames_come_whole_however_the_stream_was_cut() {
        let mut lines = Cutter::new(Some(Frame::Lines));
        assert!(lines.cut(b"on").unwrap().is_empty());
        assert_eq!(lines.cut(b"e\ntwo\nthr").unwrap(), [&b"one"[..], b"two"]);
        assert_eq!(
            lines.cut(b"").unwrap(),
            [b"thr"],
            "the end makes the rest a datagram"
        );
        let mut counted = Cutter::new(Some(Frame::U16));
        assert!(counted.cut(&[0]).unwrap().is_empty());
        assert_eq!(counted.cut(&[2, b'h', b'i', 0]).unwrap(), [b"hi"]);
        assert!(counted.cut(b"").is_err(), "half a length is no datagram");
    }
}
