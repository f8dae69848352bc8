//! Lines out of chunks: where the stream is cut makes no difference, and a quiet loses and adds no byte.

use hullo_wire::splitter::{Line, Splitter};

use crate::cuts::cuts;

/// `data` is the limit, a number that decides the cuts, and the stream.
pub fn splitter(data: &[u8]) {
    let [limit, seed, stream @ ..] = data else {
        return;
    };
    let limit = usize::from(*limit);
    let whole = gather(limit, [stream], false);
    assert_eq!(whole, expected(limit, stream));
    assert_eq!(gather(limit, cuts(stream, *seed), false), whole);
    assert_eq!(gather(limit, stream.chunks(1), false), whole);

    let unlimited: Vec<_> = gather(usize::MAX, [stream], false);
    let quiet = gather(usize::MAX, cuts(stream, *seed), true);
    let bytes = |all: Vec<Option<Vec<u8>>>| all.into_iter().flatten().flatten().collect::<Vec<_>>();
    assert_eq!(bytes(quiet), bytes(unlimited));
    gather(limit, cuts(stream, *seed), true);
}

/// What comes of `stream`, said in another way: None for a line that is too long.
fn expected(limit: usize, stream: &[u8]) -> Vec<Option<Vec<u8>>> {
    let mut lines: Vec<_> = stream.split(|byte| *byte == b'\n').collect();
    let rest = lines.pop().unwrap_or_default();
    let mut all: Vec<_> = lines
        .into_iter()
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .map(|line| (line.len() <= limit).then(|| line.to_vec()))
        .collect();
    let line = rest.strip_suffix(b"\r").unwrap_or(rest);
    if line.len() > limit {
        all.push(None);
    } else if !rest.is_empty() {
        all.push(Some(rest.to_vec()));
    }
    all
}

/// All that comes of `chunks`, and of a quiet after each.
fn gather<'a>(
    limit: usize,
    chunks: impl IntoIterator<Item = &'a [u8]>,
    quiet: bool,
) -> Vec<Option<Vec<u8>>> {
    let mut splitter = Splitter::new();
    let mut all = Vec::new();
    for mut chunk in chunks {
        loop {
            match splitter.next(&mut chunk, limit) {
                Some(Line::Whole(line)) => {
                    assert!(line.len() <= limit);
                    all.push(Some(line.to_vec()));
                }
                Some(Line::TooLong) => all.push(None),
                None => break,
            }
        }
        assert!(chunk.is_empty());
        if quiet {
            let shown = splitter.rest().to_vec();
            assert_eq!(splitter.take_rest(), shown);
            assert_eq!(splitter.rest(), b"");
            all.push(Some(shown));
        }
    }
    let rest = splitter.finish();
    if !rest.is_empty() {
        all.push(Some(rest));
    }
    all
}
