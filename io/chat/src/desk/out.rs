//! What waits to go to one client in the open tick: ranges of the tick's buffers, never the bytes themselves.

use hullo_net::Straight;
use std::io::{self, IoSlice};

/// Pieces of one write; sendmsg(2) takes 1,024 at most.
const PIECES: usize = 64;

/// A piece of one of the tick's buffers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    /// Which buffer.
    pub(crate) way: u16,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Range {
    pub(crate) fn of<'b>(&self, buffers: &'b [Vec<u8>]) -> &'b [u8] {
        &buffers[usize::from(self.way)][self.start as usize..self.end as usize]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.start == self.end
    }
}

/// What waits for one client. This is what a message costs for each of its receivers, so it is small.
#[derive(Debug, Default)]
pub(crate) struct Out {
    /// The client's way of reading: the number of its buffer.
    pub(crate) way: u16,
    /// The client ignores somebody: it is asked each time.
    pub(crate) picky: bool,
    /// Where its bytes go at once; `None` while some wait already, and for a client that is not simply sent to.
    pub(crate) straight: Option<Straight>,
    last: Range,
    earlier: Vec<Range>,
}

impl Out {
    /// Nothing waits yet for a client whose bytes go there.
    pub(crate) fn new(straight: Option<Straight>) -> Out {
        Out {
            straight,
            ..Out::default()
        }
    }

    /// Adds a piece. True if it is the first of this tick.
    #[inline]
    pub(crate) fn push(&mut self, range: Range) -> bool {
        if self.last.way == range.way && self.last.end == range.start && !self.last.is_empty() {
            self.last.end = range.end;
            return false;
        }
        let first = self.last.is_empty();
        if !first {
            self.earlier.push(self.last);
        }
        self.last = range;
        first
    }

    /// Whether nothing waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.last.is_empty()
    }

    /// Takes out all pieces, in order, into an empty list.
    pub(crate) fn take(&mut self, into: &mut Vec<Range>) {
        into.append(&mut self.earlier);
        if self.earlier.capacity() > 8 {
            self.earlier = Vec::new();
        }
        if !self.last.is_empty() {
            into.push(std::mem::take(&mut self.last));
        }
    }
}

/// Writes as much of `ranges` as the kernel takes at once: what is left of them, and how many bytes of that are taken.
pub(crate) fn write<'r>(
    straight: &Straight,
    mut ranges: &'r [Range],
    buffers: &[Vec<u8>],
) -> io::Result<(&'r [Range], usize)> {
    while !ranges.is_empty() {
        let (batch, rest) = ranges.split_at(ranges.len().min(PIECES));
        let total: usize = batch.iter().map(|range| range.of(buffers).len()).sum();
        match write_once(straight, batch, buffers) {
            Ok(sent) if sent == total => ranges = rest,
            Ok(sent) => return Ok((ranges, sent)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    Ok((ranges, 0))
}

fn write_once(straight: &Straight, ranges: &[Range], buffers: &[Vec<u8>]) -> io::Result<usize> {
    if let [range] = ranges {
        return straight.write(&[IoSlice::new(range.of(buffers))]);
    }
    let mut pieces = [IoSlice::new(&[]); PIECES];
    for (piece, range) in pieces.iter_mut().zip(ranges) {
        *piece = IoSlice::new(range.of(buffers));
    }
    straight.write(&pieces[..ranges.len()])
}

/// Takes the pieces of `cut` out of `ranges`. Both lists are in the order of their buffers' bytes, way by way.
pub(crate) fn subtract(ranges: &mut Vec<Range>, cut: &[Range]) {
    for hole in cut {
        let mut kept = Vec::with_capacity(ranges.len() + 1);
        for range in ranges.iter() {
            if range.way != hole.way || hole.end <= range.start || range.end <= hole.start {
                kept.push(*range);
                continue;
            }
            let before = Range {
                end: hole.start.max(range.start),
                ..*range
            };
            let after = Range {
                start: hole.end.min(range.end),
                ..*range
            };
            kept.extend(
                [before, after]
                    .into_iter()
                    .filter(|piece| !piece.is_empty()),
            );
        }
        *ranges = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(way: u16, start: u32, end: u32) -> Range {
        Range { way, start, end }
    }

    #[test]
    fn pieces_that_touch_become_one() {
        let mut out = Out::default();
        assert!(out.push(range(1, 0, 5)));
        assert!(!out.push(range(1, 5, 9)));
        assert!(!out.push(range(0, 0, 3)));
        assert!(!out.push(range(1, 9, 10)));
        let mut ranges = Vec::new();
        out.take(&mut ranges);
        assert_eq!(ranges, [range(1, 0, 9), range(0, 0, 3), range(1, 9, 10)]);
        assert!(out.push(range(1, 0, 1)), "the next tick begins anew");
    }

    #[test]
    fn what_is_cut_out_is_gone_and_nothing_else() {
        let mut ranges = vec![range(1, 0, 10), range(0, 0, 4), range(1, 10, 20)];
        subtract(
            &mut ranges,
            &[
                range(1, 2, 4),
                range(1, 8, 12),
                range(0, 0, 4),
                range(2, 0, 99),
            ],
        );
        assert_eq!(ranges, [range(1, 0, 2), range(1, 4, 8), range(1, 12, 20)]);
    }
}
