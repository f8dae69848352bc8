//! Lines: where the stream is cut makes no difference, and a quiet loses and adds no byte.

use hullo_wire::line::{LineEnd, Lines, end_lines};

use crate::cuts::cuts;

/// `data` is the limit, a number that decides the cuts, and the stream.
pub fn line(data: &[u8]) {
    let [limit, seed, stream @ ..] = data else {
        return;
    };
    let limit = usize::from(*limit);
    let whole = gather(limit, [stream], false);
    assert_eq!(gather(limit, cuts(stream, *seed), false), whole);
    assert_eq!(gather(limit, stream.chunks(1), false), whole);
    let quiet = gather(limit, cuts(stream, *seed), true);
    assert_eq!(quiet.concat(), whole.concat());
    assert!(
        quiet
            .iter()
            .chain(&whole)
            .all(|line| line.len() <= limit.max(4) + 1)
    );

    let unlimited = gather(stream.len(), [stream], false);
    let mut expected: Vec<_> = stream
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let last = expected.pop().filter(|last| !last.is_empty());
    for line in &mut expected {
        line.pop_if(|byte| *byte == b'\r');
    }
    expected.extend(last);
    assert_eq!(unlimited, expected);

    let lf = end_lines(stream, LineEnd::Lf);
    assert_eq!(
        end_lines(&end_lines(stream, LineEnd::CrLf), LineEnd::None),
        unlimited.concat()
    );
    assert_eq!(
        lf.len(),
        unlimited.concat().len() + stream.iter().filter(|byte| **byte == b'\n').count()
    );
}

/// All that comes of `pieces`, with or without a quiet after each.
fn gather<'a>(
    limit: usize,
    pieces: impl IntoIterator<Item = &'a [u8]>,
    quiet: bool,
) -> Vec<Vec<u8>> {
    let mut lines = Lines::new(limit);
    let mut all = Vec::new();
    for piece in pieces {
        lines.push(piece);
        all.extend(std::iter::from_fn(|| lines.pop()));
        if quiet {
            all.extend(std::iter::from_fn(|| lines.flush()));
        }
    }
    all.extend(std::iter::from_fn(|| lines.finish()));
    assert!(lines.is_empty());
    all
}
