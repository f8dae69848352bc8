//! Datagrams in a byte stream, so that their borders survive it.
//!
//! ```text
//! Lines:  d a t a g r a m LF                         a datagram cannot hold an LF
//! U16:    length, 2 bytes, big-endian | datagram     at most 65535 bytes, as DNS over TCP (RFC 1035 §4.2.2)
//! ```
//!
//! Promises: where the stream was cut into pieces makes no difference; a datagram above the limit is one
//! error, and the next one is read as if nothing had been; memory is at most the limit and what one push
//! brings, if the datagrams are popped after each push.

use std::str::FromStr;

use crate::inbox::Inbox;

/// How datagrams are told apart in a byte stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frame {
    /// Each datagram is a line.
    Lines,
    /// Each datagram comes after its length in two bytes.
    U16,
}

/// What is wrong with a datagram to be framed or with a framed stream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// No such frame.
    #[error("unknown frame {0:?}; the known ones are lines and u16")]
    Unknown(String),
    /// A datagram with an LF cannot be a line.
    #[error("a datagram with a line feed (at byte {position}) cannot be sent as a line; u16 can")]
    LineFeed {
        /// Where the first LF stands, counted from 0.
        position: usize,
    },
    /// The datagram is longer than the frame can say or the reader will take.
    #[error("a datagram of {length} bytes is above the limit of {limit}")]
    TooLong {
        /// The datagram's length.
        length: usize,
        /// The greatest length possible.
        limit: usize,
    },
    /// A line, whose length is not known yet, is longer than the reader will take.
    #[error("a line is above the limit of {limit} bytes")]
    LineTooLong {
        /// The greatest length possible.
        limit: usize,
    },
    /// The stream ended within a datagram.
    #[error("the stream ended after {got} of the {expected} bytes of a datagram and its length")]
    Unfinished {
        /// The bytes of this datagram and its length; 2 while the length itself is not known.
        expected: usize,
        /// Those that came.
        got: usize,
    },
}

impl FromStr for Frame {
    type Err = FrameError;

    fn from_str(text: &str) -> Result<Frame, FrameError> {
        match text {
            "lines" => Ok(Frame::Lines),
            "u16" => Ok(Frame::U16),
            _ => Err(FrameError::Unknown(text.to_owned())),
        }
    }
}

/// Appends `datagram` in its frame to `out`; after an error `out` is unchanged.
pub fn print(frame: Frame, datagram: &[u8], out: &mut Vec<u8>) -> Result<(), FrameError> {
    match frame {
        Frame::Lines => {
            if let Some(position) = datagram.iter().position(|byte| *byte == b'\n') {
                return Err(FrameError::LineFeed { position });
            }
            out.extend_from_slice(datagram);
            out.push(b'\n');
        }
        Frame::U16 => {
            let length = u16::try_from(datagram.len()).map_err(|_| FrameError::TooLong {
                length: datagram.len(),
                limit: usize::from(u16::MAX),
            })?;
            out.extend_from_slice(&length.to_be_bytes());
            out.extend_from_slice(datagram);
        }
    }
    Ok(())
}

/// Gathers what arrives and gives out datagrams.
#[derive(Debug)]
pub struct Frames {
    frame: Frame,
    limit: usize,
    inbox: Inbox,
    skip: Skip,
    /// So many bytes of the inbox are known to hold no LF.
    searched: usize,
}

/// What is left of a datagram that was above the limit.
#[derive(Debug, PartialEq, Eq)]
enum Skip {
    Nothing,
    Bytes(usize),
    ToLineFeed,
}

impl Frames {
    /// Datagrams of at most `limit` bytes each.
    pub fn new(frame: Frame, limit: usize) -> Frames {
        Frames {
            frame,
            limit,
            inbox: Inbox::default(),
            skip: Skip::Nothing,
            searched: 0,
        }
    }

    /// Takes in what arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.inbox.push(bytes);
    }

    /// The next datagram, or what was wrong with it; None until more arrives.
    pub fn pop(&mut self) -> Option<Result<Vec<u8>, FrameError>> {
        self.skip()?;
        match self.frame {
            Frame::Lines => self.pop_line(),
            Frame::U16 => self.pop_counted(),
        }
    }

    /// At the end of the stream: an unfinished line is a datagram, an unfinished counted one an error.
    /// Datagrams not yet popped come first.
    pub fn finish(&mut self) -> Option<Result<Vec<u8>, FrameError>> {
        if let Some(datagram) = self.pop() {
            return Some(datagram);
        }
        let rest = self.inbox.take(usize::MAX);
        self.searched = 0;
        if rest.is_empty() {
            return None;
        }
        Some(match (self.frame, rest.first_chunk()) {
            (Frame::Lines, _) => Ok(rest),
            (Frame::U16, length) => Err(FrameError::Unfinished {
                expected: 2 + length.map_or(0, |length| usize::from(u16::from_be_bytes(*length))),
                got: rest.len(),
            }),
        })
    }

    /// None while what must be skipped has not all arrived.
    fn skip(&mut self) -> Option<()> {
        let standing = self.inbox.bytes();
        let (count, left) = match self.skip {
            Skip::Nothing => return Some(()),
            Skip::Bytes(count) if count <= standing.len() => (count, Skip::Nothing),
            Skip::Bytes(count) => (standing.len(), Skip::Bytes(count - standing.len())),
            Skip::ToLineFeed => match standing.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, Skip::Nothing),
                None => (standing.len(), Skip::ToLineFeed),
            },
        };
        self.inbox.skip(count);
        self.skip = left;
        (self.skip == Skip::Nothing).then_some(())
    }

    fn pop_line(&mut self) -> Option<Result<Vec<u8>, FrameError>> {
        let bytes = self.inbox.bytes();
        let within = &bytes[..bytes.len().min(self.limit.saturating_add(1))];
        let unsearched = &within[self.searched..];
        match unsearched.iter().position(|byte| *byte == b'\n') {
            Some(at) => {
                let datagram = self.inbox.take(self.searched + at);
                self.inbox.skip(1);
                self.searched = 0;
                Some(Ok(datagram))
            }
            None if within.len() > self.limit => {
                self.searched = 0;
                self.skip = Skip::ToLineFeed;
                Some(Err(FrameError::LineTooLong { limit: self.limit }))
            }
            None => {
                self.searched = within.len();
                None
            }
        }
    }

    fn pop_counted(&mut self) -> Option<Result<Vec<u8>, FrameError>> {
        let length = usize::from(u16::from_be_bytes(*self.inbox.bytes().first_chunk()?));
        if length > self.limit {
            self.skip = Skip::Bytes(2 + length);
            let limit = self.limit;
            return Some(Err(FrameError::TooLong { length, limit }));
        }
        if self.inbox.bytes().len() < 2 + length {
            return None;
        }
        self.inbox.skip(2);
        Some(Ok(self.inbox.take(length)))
    }
}

#[cfg(test)]
mod tests;
