//! Datagrams out of a stream and into it: by frames, or each read as it is.

use hullo_net::{Error, Kind, LARGEST_DATAGRAM};
use hullo_wire::frame::{Frame, Frames, print};
use std::sync::atomic::{AtomicU64, Ordering};

/// Datagrams out of a stream: by frames, or each read as it is.
pub(crate) struct Cutter {
    frames: Option<Frames>,
    read: Vec<u8>,
    ended: bool,
}

impl Cutter {
    pub(crate) fn new(frame: Option<Frame>) -> Cutter {
        Cutter {
            frames: frame.map(|frame| Frames::new(frame, LARGEST_DATAGRAM)),
            read: Vec::new(),
            ended: false,
        }
    }

    /// Takes in what was read; no bytes are the end.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.ended = bytes.is_empty();
        match &mut self.frames {
            Some(frames) => frames.push(bytes),
            None => self.read.extend_from_slice(bytes),
        }
    }

    /// The next datagram that is whole, or why there can be none.
    pub(crate) fn pop(&mut self) -> Option<Result<Vec<u8>, String>> {
        let datagram = match &mut self.frames {
            None if self.read.is_empty() => None,
            None => Some(Ok(std::mem::take(&mut self.read))),
            Some(frames) if self.ended => frames.finish(),
            Some(frames) => frames.pop(),
        };
        datagram.map(|datagram| datagram.map_err(|error| error.to_string()))
    }
}

/// A datagram as it stands in a stream. A line may have brought its own end.
pub(crate) fn frame(kind: Option<Frame>, datagram: &[u8]) -> Result<Vec<u8>, String> {
    let Some(kind) = kind else {
        return Ok(datagram.to_vec());
    };
    let whole = match kind {
        Frame::Lines => datagram.strip_suffix(b"\n").unwrap_or(datagram),
        Frame::U16 => datagram,
    };
    let mut framed = Vec::with_capacity(whole.len() + 2);
    print(kind, whole, &mut framed).map_err(|error| error.to_string())?;
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

    /// What comes out of these reads.
    fn cut(frame: Option<Frame>, reads: &[&[u8]]) -> Vec<Result<Vec<u8>, String>> {
        let mut cutter = Cutter::new(frame);
        let mut all = Vec::new();
        for read in reads {
            cutter.push(read);
            while let Some(datagram) = cutter.pop() {
                all.push(datagram);
            }
        }
        all
    }

    #[test]
    fn without_frames_a_read_is_a_datagram_and_the_end_is_none() {
        assert_eq!(cut(None, &[b"a\nb", b""]), [Ok(b"a\nb".to_vec())]);
    }

    #[test]
    fn frames_come_whole_however_the_stream_was_cut() {
        let lines = cut(Some(Frame::Lines), &[b"on", b"e\ntwo\nthr", b""]);
        let whole = [&b"one"[..], b"two", b"thr"].map(|line| Ok(line.to_vec()));
        assert_eq!(lines, whole, "the end makes the rest a datagram");
        let counted = cut(Some(Frame::U16), &[&[0], &[2, b'h', b'i', 0], b""]);
        assert_eq!(counted[0], Ok(b"hi".to_vec()));
        assert!(counted[1].is_err(), "half a length is no datagram");
    }

    #[test]
    fn a_line_that_brings_its_own_end_gets_no_second_one() {
        assert_eq!(frame(Some(Frame::Lines), b"one\n").unwrap(), b"one\n");
        assert_eq!(frame(Some(Frame::Lines), b"one").unwrap(), b"one\n");
        assert!(frame(Some(Frame::Lines), b"one\ntwo").is_err());
    }
}
