//! `hullo send`: its options.

use crate::args::{Client, Socket, Words};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Say one thing and print what comes back
///
/// The message is the argument, a file, or standard input. Over a stream our side is closed after it, and the answer is
/// printed until the peer closes too. Over datagrams one answer is waited for, 2 s by default.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Send {
    /// To whom: host:port, udp://host:port, tls://host:port, unix:/path …
    pub(crate) address: String,
    /// What to say, sent as it is; without it, standard input
    #[arg(allow_hyphen_values = true)]
    pub(crate) message: Option<String>,

    /// Send this file
    #[arg(long, value_name = "FILE", conflicts_with = "message")]
    pub(crate) file: Option<PathBuf>,
    /// The message is hex digits: "48 69 0a"
    #[arg(long, requires = "message")]
    pub(crate) hex: bool,
    /// The message has escapes: \n \r \t \0 \xHH \u{HEX}
    #[arg(
        short = 'e',
        long = "escapes",
        requires = "message",
        conflicts_with = "hex"
    )]
    pub(crate) escapes: bool,
    /// What lines end with: of the argument, its end; of standard input and files, each line
    #[arg(long, value_name = "END")]
    pub(crate) newline: Option<Newline>,
    /// Each line of the input is a datagram (without its line end) or message
    #[arg(long, conflicts_with_all = ["count", "split"])]
    pub(crate) each_line: bool,
    /// Cut the input into datagrams of so many bytes
    #[arg(long, value_name = "BYTES", conflicts_with = "count")]
    pub(crate) split: Option<usize>,
    /// With --split: each datagram leaves by itself, never as a bundle that the kernel cuts (GSO)
    #[arg(long, requires = "split")]
    pub(crate) no_bundle: bool,
    /// Leave our side open after the input: the peer must not see its end
    #[arg(long)]
    pub(crate) keep_open: bool,

    /// The answer ends after so long a silence
    #[arg(long, short = 'w', value_name = "TIME", help_heading = "Answer")]
    pub(crate) wait: Option<String>,
    /// The answer ends after so many lines
    #[arg(long, value_name = "N", help_heading = "Answer")]
    pub(crate) lines: Option<u64>,
    /// The answer is so many datagrams
    #[arg(long, value_name = "N", help_heading = "Answer")]
    pub(crate) datagrams: Option<u64>,
    /// No answer is expected
    #[arg(long, conflicts_with_all = ["wait", "lines", "datagrams"], help_heading = "Answer")]
    pub(crate) no_reply: bool,
    /// Print the answer as a hex dump
    #[arg(long, help_heading = "Answer")]
    pub(crate) dump: bool,
    /// The longest that all of it may take
    #[arg(long, value_name = "TIME", help_heading = "Answer")]
    pub(crate) timeout: Option<String>,
    /// Try again until the server is up and (over datagrams) answers
    #[arg(long, help_heading = "Answer")]
    pub(crate) retry: bool,

    /// Say it so many times (0: until Ctrl-C), each by a socket of its own, and sum up loss and round trips
    #[arg(long, value_name = "N", help_heading = "Repeating")]
    pub(crate) count: Option<u64>,
    /// Time from one to the next (with --each-line: from line to line)
    #[arg(long, value_name = "TIME", help_heading = "Repeating")]
    pub(crate) every: Option<String>,
    /// Print how long each step took, and what the kernel knows of the connection
    #[arg(long, conflicts_with = "count", help_heading = "Repeating")]
    pub(crate) timing: bool,

    #[command(flatten)]
    pub(crate) client: Client,
    #[command(flatten)]
    pub(crate) socket: Socket,
    #[command(flatten)]
    pub(crate) words: Words,
}

const EXAMPLES: &str = "\
Examples:
  hullo send localhost:12345 'Hello, server'            say it, print the answer
  echo 21.5C | hullo send udp://sensor-hub              one datagram from standard input
  hullo send -e localhost:80 'GET / HTTP/1.0\\r\\n\\r\\n'   escapes
  hullo send --count 10 --every 1s udp://host ping      round trips and loss
  hullo send --file image.iso --no-reply host           a whole file";

/// What a line ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Newline {
    /// LF, as Unix programs
    Lf,
    /// CR LF, as most text protocols
    Crlf,
    /// Nothing
    None,
}
