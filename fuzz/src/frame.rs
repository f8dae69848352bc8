//! Frames: where the stream is cut makes no difference, and what was read can be framed again.

use hullo_wire::frame::{Frame, FrameError, Frames, print};

use crate::assert_harmless;
use crate::cuts::cuts;

/// `data` is the frame (by its lowest bit), the limit, a number that decides the cuts, and the stream.
pub fn frame(data: &[u8]) {
    let [frame, limit, seed, stream @ ..] = data else {
        return;
    };
    let frame = if frame % 2 == 0 {
        Frame::Lines
    } else {
        Frame::U16
    };
    let limit = usize::from(*limit);
    let whole = gather(frame, limit, [stream]);
    let expected = match frame {
        Frame::Lines => lines(stream, limit),
        Frame::U16 => counted(stream, limit),
    };
    assert!(whole.iter().map(|one| one.as_deref().ok()).eq(expected));
    assert_eq!(gather(frame, limit, cuts(stream, *seed)), whole);
    assert_eq!(gather(frame, limit, stream.chunks(1)), whole);

    let mut again = Vec::new();
    for datagram in &whole {
        match datagram {
            Ok(datagram) => {
                assert!(datagram.len() <= limit);
                assert_eq!(print(frame, datagram, &mut again), Ok(()));
            }
            Err(error) => assert_harmless(&error.to_string()),
        }
    }
    let good: Vec<_> = whole.into_iter().filter(Result::is_ok).collect();
    assert_eq!(gather(frame, limit, [&again[..]]), good);
}

/// What is read from lines, said in another way: None for each error.
fn lines(stream: &[u8], limit: usize) -> Vec<Option<&[u8]>> {
    let ended = stream.strip_suffix(b"\n");
    if stream.is_empty() {
        return Vec::new();
    }
    let lines = ended.unwrap_or(stream).split(|byte| *byte == b'\n');
    lines
        .map(|line| Some(line).filter(|line| line.len() <= limit))
        .collect()
}

/// The same for counted datagrams.
fn counted(mut stream: &[u8], limit: usize) -> Vec<Option<&[u8]>> {
    let mut all = Vec::new();
    while let [high, low, rest @ ..] = stream {
        let length = usize::from(*high) << 8 | usize::from(*low);
        let datagram = rest.get(..length);
        all.push(datagram.filter(|_| length <= limit));
        stream = rest.get(length..).unwrap_or_default();
    }
    if !stream.is_empty() {
        all.push(None);
    }
    all
}

type Datagram = Result<Vec<u8>, FrameError>;

/// All that comes of `pieces`.
fn gather<'a>(
    frame: Frame,
    limit: usize,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Vec<Datagram> {
    let mut frames = Frames::new(frame, limit);
    let mut all = Vec::new();
    for piece in pieces {
        frames.push(piece);
        all.extend(std::iter::from_fn(|| frames.pop()));
    }
    all.extend(std::iter::from_fn(|| frames.finish()));
    all
}
