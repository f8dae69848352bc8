//! What came of sending.

use hullo_meter::Summary;
use hullo_net::TcpInfo;
use std::time::Duration;

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
    /// Messages sent: datagrams, lines or exchanges.
    pub messages: u64,
    /// Answers expected that did not come.
    pub lost: u64,
    /// How long the steps of a single exchange took.
    pub timing: Timing,
    /// Round trips of repeated exchanges.
    pub rounds: Option<Summary>,
}

/// How long the steps took; each step begins where the one before ends.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timing {
    /// Name lookup.
    pub lookup: Duration,
    /// TCP's handshake.
    pub connect: Duration,
    /// TLS's handshake.
    pub tls: Option<Duration>,
    /// From the message's last byte sent to the first byte of the answer.
    pub first_byte: Option<Duration>,
    /// From the message's last byte sent to the last byte of the answer.
    pub last_byte: Option<Duration>,
    /// What the kernel knows of the connection at its end.
    pub tcp: Option<TcpInfo>,
}
