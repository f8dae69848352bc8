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
