//! `hullo talk`: its options.

use crate::args::send::Newline;
use crate::args::{Client, Socket, Words};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// A two-way conversation
///
/// One side listens, the other calls; either may be nc, telnet or a script. What arrives never breaks the line that you
/// are typing. "exit" on a line of its own, or the end of input (Ctrl-D), leaves, and the other side is told. Not on a
/// terminal it works line by line on standard input and output, and stays until the other side leaves too.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Talk {
    /// Whom to call: host:port, udp://host:port, tls://host:port, unix:/path
    #[arg(required_unless_present = "listen", conflicts_with = "listen")]
    pub(crate) address: Option<String>,
    /// Wait here for one caller; over UDP the answers go to whoever spoke last
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,

    /// What to call the other side; without it, its address
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// What stands behind each line that is sent; by default lf over streams, none over datagrams
    #[arg(long, value_name = "END")]
    pub(crate) newline: Option<Newline>,
    /// Write the conversation into this file: time, side, bytes, a JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// Play one side of a record again, at its pace
    #[arg(long, value_name = "FILE")]
    pub(crate) replay: Option<PathBuf>,
    /// With --replay: which side of the record is ours now
    #[arg(long, value_name = "SIDE", default_value = "us", requires = "replay")]
    pub(crate) side: WhichSide,
    /// With --replay: so many times as fast
    #[arg(
        long,
        value_name = "FACTOR",
        default_value_t = 1.0,
        requires = "replay"
    )]
    pub(crate) speed: f64,

    /// Certificate chain for --listen tls:// (PEM); without it a self-signed one is made once and kept
    #[arg(
        long,
        value_name = "FILE",
        requires = "key",
        help_heading = "Listening"
    )]
    pub(crate) cert: Option<PathBuf>,
    /// Private key for --listen tls:// (PEM)
    #[arg(
        long,
        value_name = "FILE",
        requires = "cert",
        help_heading = "Listening"
    )]
    pub(crate) key: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) client: Client,
    #[command(flatten)]
    pub(crate) socket: Socket,
    #[command(flatten)]
    pub(crate) words: Words,
}

/// A side of a recorded conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhichSide {
    /// What we said
    Us,
    /// What the other side said
    Peer,
}

const EXAMPLES: &str = "\
Examples:
  hullo talk --listen :12345            one terminal
  hullo talk localhost:12345            the other
  hullo talk --listen udp://:12345      over UDP: answers go to whoever spoke last
  hullo talk host --record talk.jsonl   keep the conversation
  hullo talk host --replay talk.jsonl   say our side of it again";
