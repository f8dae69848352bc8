//! What is to be sent where, and how long to wait for the answer.

use crate::input::Input;
use crate::output::Output;
use hullo_net::Options;
use hullo_wire::address::Address;
use hullo_wire::line::LineEnd;
use std::time::Duration;

/// What is to be sent where, and how long to wait for the answer.
#[derive(Clone, Debug)]
pub struct Config {
    /// To whom.
    pub address: Address,
    /// How the socket is made.
    pub options: Options,
    /// What to say.
    pub input: Input,
    /// How the input becomes messages.
    pub shape: Shape,
    /// What counts as the whole answer.
    pub until: Until,
    /// The longest that all of it may take.
    pub timeout: Option<Duration>,
    /// Go on trying until somebody is there and, over datagrams, answers.
    pub retry: bool,
    /// Do not half-close a stream after the input: the peer must not see its end.
    pub keep_open: bool,
    /// Where the answer goes.
    pub output: Output,
}

/// How the input becomes messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All of it is one message.
    Whole,
    /// The same message, again and again, each time by a socket of its own so that a late answer is never taken for
    /// the next one's. `None` goes on until stopped.
    Repeated {
        /// How many times.
        count: Option<u64>,
        /// From the beginning of one to the beginning of the next.
        every: Duration,
    },
    /// Each line is a message.
    Lines {
        /// What each line ends with instead of its own end.
        end: LineEnd,
        /// Time from line to line; without it, as fast as they come.
        every: Option<Duration>,
    },
    /// Pieces of so many bytes, each a datagram.
    Pieces {
        /// The bytes of a datagram.
        size: usize,
        /// Whether the kernel may be given many at once to split (GSO).
        bundle: bool,
    },
}

/// What counts as the whole answer. By default a stream's answer ends when the peer closes, and one datagram is answered
/// by one datagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Until {
    /// No answer is expected.
    pub nothing: bool,
    /// So long a silence after the input or after the last byte.
    pub quiet: Option<Duration>,
    /// So many lines.
    pub lines: Option<u64>,
    /// So many datagrams.
    pub datagrams: Option<u64>,
}

/// The silence after which a datagram counts as unanswered, where `--wait` says nothing else: twice RFC 6298's
/// initial timeout of one second.
pub const DATAGRAM_PATIENCE: Duration = Duration::from_secs(2);
