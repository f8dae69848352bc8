//! With whom to talk, and how; and what our side says.

use hullo_net::{Identity, Options};
use hullo_wire::address::Address;
use hullo_wire::line::LineEnd;
use std::path::PathBuf;

/// The word that leaves, on a line of its own.
pub const LEAVE: &str = "exit";

/// Whether a line is the word that leaves.
pub(crate) fn leaves(line: &[u8]) -> bool {
    line.trim_ascii().eq_ignore_ascii_case(LEAVE.as_bytes())
}

/// With whom, and how.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address to call, or to listen on.
    pub address: Address,
    /// Which of the two.
    pub role: Role,
    /// How the socket is made.
    pub options: Options,
    /// The certificate that is shown on a `tls:` address.
    pub identity: Identity,
    /// What stands behind each line that we send.
    pub newline: LineEnd,
    /// Write the conversation into this file.
    pub record: Option<PathBuf>,
}

/// Who begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// We call.
    Caller,
    /// We wait for one caller.
    Listener,
}

/// What our side says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A line, without its end.
    Line(Vec<u8>),
    /// Bytes as they are.
    Bytes(Vec<u8>),
    /// Our input has ended; the peer may go on.
    End,
    /// We leave now.
    Leave,
}
