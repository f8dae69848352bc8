//! `hullo relay`: its options.

use crate::args::{Client, Server, Socket, Words};
use clap::{Args, ValueEnum};

/// Join two addresses
///
/// Each client that comes in at FROM gets a connection of its own to TO; both half-closes are carried, a reset is passed
/// on as a reset. TCP to TCP is moved by splice(2), without copying. Clients of a datagram address get a flow each.
/// Counts are printed at the end, and on SIGUSR1.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Relay {
    /// Where clients come in: :8080, udp://:53, tls://:443, unix:/path; - is our own standard input and output
    pub(crate) from: String,
    /// Where they are led to
    pub(crate) to: String,

    /// How datagrams are told apart on a stream; without it each read is a datagram
    #[arg(long, value_name = "HOW")]
    pub(crate) frame: Option<Framing>,
    /// Forget a flow of datagrams on which nothing passed for so long
    #[arg(long, value_name = "TIME", default_value = "60s")]
    pub(crate) flow_timeout: String,
    /// Show what passes, as text or as a hex dump
    #[arg(long, value_name = "HOW", num_args = 0..=1, default_missing_value = "text", require_equals = true)]
    pub(crate) trace: Option<Trace>,

    #[command(flatten)]
    pub(crate) server: Server,
    #[command(flatten)]
    pub(crate) client: Client,
    #[command(flatten)]
    pub(crate) socket: Socket,
    #[command(flatten)]
    pub(crate) words: Words,
}

const EXAMPLES: &str = "\
Examples:
  hullo relay :8080 example.org:80                 TCP to TCP
  hullo relay tls://:443 localhost:8080            take TLS off
  hullo relay :8080 tls://example.org:443          put TLS on
  hullo relay udp://:5353 udp://192.0.2.1:53       a flow a client
  hullo relay :9000 udp://collector:514 --frame lines   each line a datagram";

/// How datagrams stand in a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Framing {
    /// Each line is a datagram
    Lines,
    /// Two bytes of length, high byte first, before each datagram (as DNS over TCP, RFC 1035 §4.2.2)
    U16,
}

/// How what passes is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Trace {
    /// As text, control characters made visible
    Text,
    /// As a hex dump
    Hex,
}
