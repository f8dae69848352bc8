//! What was typed: the command line's grammar and its help. What it means is decided in plan.

mod generate;
mod host;
mod later;
mod listen;
mod relay;
mod send;
mod socket;
mod talk;
mod words;

pub(crate) use generate::{Generate, What};
pub(crate) use host::Host;
pub(crate) use later::Later;
pub(crate) use listen::Listen;
pub(crate) use relay::{Framing, Relay, Trace};
pub(crate) use send::{Newline, Send};
pub(crate) use socket::{Client, Server, Socket};
pub(crate) use talk::{Talk, WhichSide};
pub(crate) use words::Words;

use clap::{Parser, Subcommand};

/// One binary to talk over TCP and UDP
#[derive(Debug, Parser)]
#[command(name = "hullo", version, propagate_version = true, max_term_width = 100, after_help = ADDRESSES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

const ADDRESSES: &str = "\
Addresses:
  tcp://host:port  udp://host:port  tls://host:port  unix:/path  unixgram:/path
  - (our own standard input and output)
  host:port, :port and host are TCP; the port left out is 12345
  IPv6 stands in brackets: [::1]:12345

Exit codes:
  0 done   1 the answer is no (lost)   2 could not run (usage, permission)
  3 name not found   4 refused   5 unreachable   6 timed out
  7 reset or closed early   8 TLS or certificate";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say one thing and print what comes back
    Send(Later<Send>),
    /// Hear what comes on one or many addresses, and answer it
    Listen(Later<Listen>),
    /// A two-way conversation
    Talk(Later<Talk>),
    /// Join two addresses
    Relay(Later<Relay>),
    /// Host a chat for every kind of client on one port
    Host(Later<Host>),
    /// Write man pages or shell completions
    #[command(hide = true)]
    Generate(Later<Generate>),
}
