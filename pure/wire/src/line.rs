//! Lines out of a byte stream that arrives in pieces.
//!
//! ```text
//! push "he"  push "llo\r\nwor"   pop -> "hello"   pop -> None   (a quiet)   flush -> "wor"
//! push "\n"                      pop -> None: the line was shown already
//! ```
//!
//! Promises: where the stream was cut into pieces makes no difference to what `pop` and `finish` give; a
//! line longer than the limit comes in pieces, none of them longer than the limit; memory is at most the
//! limit and what one push brings, if the lines are popped after each push.

use crate::inbox::Inbox;

/// A character has at most 4 bytes; with less room a piece could hold none.
const SMALLEST_LIMIT: usize = 4;

/// What ends a line that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// Nothing: the line goes out as it is.
    None,
    /// LF, as Unix programs send.
    Lf,
    /// CR LF, as most text protocols of the Internet send.
    CrLf,
}

impl LineEnd {
    /// The bytes of this end.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            LineEnd::None => b"",
            LineEnd::Lf => b"\n",
            LineEnd::CrLf => b"\r\n",
        }
    }
}

/// Gathers what arrives and gives out lines, without the LF or CR LF that ended them.
#[derive(Debug)]
pub struct Lines {
    inbox: Inbox,
    limit: usize,
    /// So many bytes of the inbox are known to hold no LF.
    searched: usize,
    /// The start of the present line was given out by `flush`.
    flushed: bool,
}

impl Lines {
    /// Lines of at most `limit` bytes; a limit below 4, the longest character, counts as 4.
    pub fn new(limit: usize) -> Lines {
        Lines {
            inbox: Inbox::default(),
            limit: limit.clamp(SMALLEST_LIMIT, usize::MAX / 2),
            searched: 0,
            flushed: false,
        }
    }

    /// Takes in what arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.inbox.push(bytes);
    }

    /// The next complete line, or the next piece of one that is longer than the limit.
    pub fn pop(&mut self) -> Option<Vec<u8>> {
        loop {
            let (line, ending) = match self.find()? {
                Found::Line { length, ending } => (self.inbox.take(length), ending),
                Found::Piece { length } => {
                    self.searched = self.searched.saturating_sub(length);
                    return Some(self.inbox.take(length));
                }
            };
            self.inbox.skip(ending);
            self.searched = 0;
            let flushed = std::mem::take(&mut self.flushed);
            if !(flushed && line.is_empty()) {
                return Some(line);
            }
        }
    }

    /// After a quiet: what stands of an unfinished line. A character of which only the first bytes came, and
    /// a CR whose LF may follow, stay until more comes or `finish`. Complete lines not yet popped come first.
    pub fn flush(&mut self) -> Option<Vec<u8>> {
        if let Some(line) = self.pop() {
            return Some(line);
        }
        let bytes = self.inbox.bytes();
        let length = bytes.len() - held_back(bytes);
        if length == 0 {
            return None;
        }
        self.flushed = true;
        self.searched = 0;
        Some(self.inbox.take(length))
    }

    /// At the end of the stream: all that stands, be it half a character. Complete lines not yet popped come
    /// first. (A lone CR as the very last byte may be one above the limit.)
    pub fn finish(&mut self) -> Option<Vec<u8>> {
        if let Some(line) = self.pop() {
            return Some(line);
        }
        self.searched = 0;
        let rest = self.inbox.take(usize::MAX);
        (!rest.is_empty()).then_some(rest)
    }

    /// Whether nothing stands that `pop`, `flush` or `finish` could give.
    pub fn is_empty(&self) -> bool {
        self.inbox.is_empty()
    }

    fn find(&mut self) -> Option<Found> {
        let bytes = self.inbox.bytes();
        // A line of exactly `limit` bytes may be followed by CR LF.
        let within = &bytes[..bytes.len().min(self.limit + 2)];
        let unsearched = &within[self.searched.min(within.len())..];
        if let Some(at) = unsearched.iter().position(|byte| *byte == b'\n') {
            let line = &within[..within.len() - unsearched.len() + at];
            let length = line.strip_suffix(b"\r").unwrap_or(line).len();
            if length <= self.limit {
                let ending = line.len() + 1 - length;
                return Some(Found::Line { length, ending });
            }
        } else {
            self.searched = within.len();
            let ending_may_follow = within.len() == self.limit + 1 && within.ends_with(b"\r");
            if within.len() <= self.limit || ending_may_follow {
                return None;
            }
        }
        let length = self.limit - unfinished(&within[..self.limit]);
        Some(Found::Piece { length })
    }
}

enum Found {
    Line { length: usize, ending: usize },
    Piece { length: usize },
}

/// How many bytes at the end are not shown at a quiet: a CR whose LF may follow, or the start of a character.
pub(crate) fn held_back(bytes: &[u8]) -> usize {
    match bytes.last() {
        Some(b'\r') => 1,
        _ => unfinished(bytes),
    }
}

/// How many bytes at the end are the beginning of a UTF-8 character and not yet the whole of it.
fn unfinished(bytes: &[u8]) -> usize {
    let last = &bytes[bytes.len().saturating_sub(3)..];
    for start in 0..last.len() {
        let tail = &last[start..];
        if let Err(error) = std::str::from_utf8(tail)
            && error.valid_up_to() == 0
            && error.error_len().is_none()
        {
            return tail.len();
        }
    }
    0
}

/// `bytes` with each LF or CR LF replaced by `end`.
pub fn end_lines(bytes: &[u8], end: LineEnd) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(line) => {
                out.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
                out.extend_from_slice(end.bytes());
            }
            None => out.extend_from_slice(line),
        }
    }
    out
}

#[cfg(test)]
mod tests;
