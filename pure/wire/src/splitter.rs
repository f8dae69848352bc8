//! Lines out of chunks of a stream, without a copy where a line lies in one chunk.
//!
//! ```text
//! chunk "NICK a\r\nUSER"   next -> NICK a (a slice of the chunk)   next -> None   rest: USER
//! chunk " a\r\n"           next -> USER a (out of the rest)        next -> None   rest: nothing, no memory
//! ```
//!
//! Promises: where the stream is cut into chunks makes no difference; `next` takes no more of the chunk than
//! the line it gives, so that the caller may stop there; a line above the limit is told once, when it is
//! certain, and passed over to its end; memory stays below twice the limit, and there is none between lines.

use memchr::memchr;

use crate::line::held_back;

/// What `next` found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// A line without the LF or CR LF that ended it.
    Whole(&'a [u8]),
    /// A line longer than the limit; nothing of it comes.
    TooLong,
}

/// Cuts lines; holds the start of one that has not ended yet.
#[derive(Debug, Default)]
pub struct Splitter {
    /// The start of the present line, without an LF; the whole line if `given`.
    rest: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// `rest` is the start of a line.
    #[default]
    Line,
    /// The start of the line in `rest` was taken by `take_rest`.
    Taken,
    /// What is in `rest` was the last line given.
    Given,
    /// The line is too long, and its end has not come.
    Skip,
}

impl Splitter {
    /// Nothing stands.
    pub fn new() -> Splitter {
        Splitter::default()
    }

    /// The next line of at most `limit` bytes, without its end, and moves `chunk` behind it. None: all of `chunk`
    /// was taken in.
    pub fn next<'l, 'c: 'l>(&'l mut self, chunk: &mut &'c [u8], limit: usize) -> Option<Line<'l>> {
        if self.state == State::Given {
            self.rest.clear();
            self.state = State::Line;
        }
        while let Some(at) = memchr(b'\n', chunk) {
            let end = &chunk[..at];
            *chunk = &chunk[at + 1..];
            let before = std::mem::take(&mut self.state);
            if before == State::Skip {
                continue;
            }
            if self.rest.is_empty() {
                let line = without_cr(end);
                match before {
                    State::Taken if line.is_empty() => continue,
                    _ if line.len() > limit => return Some(Line::TooLong),
                    _ => return Some(Line::Whole(line)),
                }
            }
            if self.rest.len() + end.len() > limit.saturating_add(1) {
                self.rest.clear();
                return Some(Line::TooLong);
            }
            self.rest.extend_from_slice(end);
            let length = without_cr(&self.rest).len();
            if length > limit {
                self.rest.clear();
                return Some(Line::TooLong);
            }
            if before == State::Taken && length == 0 {
                self.rest.clear();
                continue;
            }
            self.state = State::Given;
            return Some(Line::Whole(&self.rest[..length]));
        }
        self.keep(std::mem::take(chunk), limit)
    }

    /// Takes in bytes without an LF.
    fn keep(&mut self, bytes: &[u8], limit: usize) -> Option<Line<'static>> {
        if self.state != State::Skip {
            let length = self.rest.len() + bytes.len();
            // A line of exactly `limit` bytes may be followed by CR LF.
            let last = bytes.last().or(self.rest.last());
            if length > limit.saturating_add(usize::from(last == Some(&b'\r'))) {
                self.rest = Vec::new();
                self.state = State::Skip;
                return Some(Line::TooLong);
            }
            self.rest.extend_from_slice(bytes);
        }
        if self.rest.is_empty() {
            self.rest = Vec::new();
        }
        None
    }

    /// What stands of a line that has not ended. A character of which only the first bytes came, and a CR whose
    /// LF may follow, are not shown.
    pub fn rest(&self) -> &[u8] {
        match self.state {
            State::Line | State::Taken => &self.rest[..self.rest.len() - held_back(&self.rest)],
            State::Given | State::Skip => &[],
        }
    }

    /// `rest`, taken out. If nothing but the line's end follows, no empty line comes of it.
    pub fn take_rest(&mut self) -> Vec<u8> {
        let length = self.rest().len();
        if length == 0 {
            return Vec::new();
        }
        self.state = State::Taken;
        let held = self.rest.split_off(length);
        std::mem::replace(&mut self.rest, held)
    }

    /// At the end of the stream: all that stands, be it half a character; empty if nothing does.
    pub fn finish(&mut self) -> Vec<u8> {
        let rest = std::mem::take(&mut self.rest);
        match std::mem::take(&mut self.state) {
            State::Line | State::Taken => rest,
            State::Given | State::Skip => Vec::new(),
        }
    }
}

fn without_cr(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests;
