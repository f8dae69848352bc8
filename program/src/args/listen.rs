//! `hullo listen`: its options.

use crate::args::{Server, Socket, Words};
use clap::Args;
use std::path::PathBuf;

/// Hear what comes on one or many addresses, and answer it
///
/// Any number of clients at the same time, for ever, until Ctrl-C or a limit. Each line, and each datagram, is printed
/// with its time and sender. What arrives without a line end is printed after a pause of 200 ms.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Listen {
    /// Where: :12345, udp://:12345, tls://:12345, unix:/path …; port 0 takes a free one
    #[arg(required = true, value_name = "ADDRESS")]
    pub(crate) addresses: Vec<String>,

    /// Print the bytes and nothing else
    #[arg(long, conflicts_with_all = ["hex", "output", "json"], help_heading = "What comes")]
    pub(crate) raw: bool,
    /// Print a hex dump
    #[arg(long, conflicts_with = "output", help_heading = "What comes")]
    pub(crate) hex: bool,
    /// Write into this folder, one file a connection or datagram peer
    #[arg(long, value_name = "DIR", help_heading = "What comes")]
    pub(crate) output: Option<PathBuf>,

    /// Answer with this text: each datagram; each connection once, when the sender pauses or ends, closing our side then
    #[arg(long, value_name = "TEXT", group = "answer", help_heading = "Reply")]
    pub(crate) reply: Option<String>,
    /// The reply has escapes: \n \r \t \0 \xHH \u{HEX}
    #[arg(
        short = 'e',
        long = "escapes",
        requires = "reply",
        help_heading = "Reply"
    )]
    pub(crate) escapes: bool,
    /// With --reply: answer every line of a connection, and leave it open
    #[arg(long, requires = "reply", help_heading = "Reply")]
    pub(crate) keep: bool,
    /// Send back what comes
    #[arg(long, group = "answer", help_heading = "Reply")]
    pub(crate) echo: bool,
    /// Let a command answer, one process a connection or datagram; the peer is in HULLO_REMOTE_ADDR and HULLO_REMOTE_PORT
    #[arg(long, value_name = "CMD", group = "answer", help_heading = "Reply")]
    pub(crate) exec: Option<String>,
    /// With --exec: give the command to sh -c
    #[arg(long, requires = "exec", help_heading = "Reply")]
    pub(crate) shell: bool,
    /// Send this file to each connection at once, or in answer to each datagram
    #[arg(long, value_name = "FILE", group = "answer", help_heading = "Reply")]
    pub(crate) send_file: Option<PathBuf>,
    /// Send standard input to everybody who is connected
    #[arg(long, group = "answer", help_heading = "Reply")]
    pub(crate) send_stdin: bool,
    /// Send what each client says to all others
    #[arg(long, group = "answer", help_heading = "Reply")]
    pub(crate) broker: bool,

    /// End after the first connection or datagram
    #[arg(long, help_heading = "Limits")]
    pub(crate) once: bool,
    /// End after so many lines, reads or datagrams
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub(crate) max_messages: Option<u64>,
    /// End after so long
    #[arg(long, value_name = "TIME", help_heading = "Limits")]
    pub(crate) timeout: Option<String>,
    /// Close a connection on which nothing came for so long
    #[arg(long, value_name = "TIME", help_heading = "Limits")]
    pub(crate) idle_timeout: Option<String>,

    #[command(flatten)]
    pub(crate) server: Server,
    #[command(flatten)]
    pub(crate) socket: Socket,
    #[command(flatten)]
    pub(crate) words: Words,
}

const EXAMPLES: &str = "\
Examples:
  hullo listen :12345 --reply 'Hello, Client'        answer everybody
  hullo listen tcp://:7 udp://:7 --echo              TCP and UDP on one port
  hullo listen udp://239.1.2.3:5000 --interface eth0 join a multicast group
  hullo listen :9000 --raw --once > file             receive one file
  hullo listen tls://:12345 --exec 'cat -n'          a command answers, over TLS";
