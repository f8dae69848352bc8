//! `hullo host`: its options.

use crate::args::Words;
use clap::Args;
use std::path::PathBuf;

/// Host a chat for every kind of client on one port
///
/// Netcat, telnet, IRC clients, browsers and curl come in by the same port, with TLS or without: the first bytes tell
/// which it is. What is said is kept, and can be searched. Without ADDRESS only this machine can come in.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Host {
    /// Where: :12345, tls://:6697, unix:/path …; port 0 takes a free one [default: tcp://127.0.0.1:12345]
    #[arg(value_name = "ADDRESS", conflicts_with = "lan")]
    pub(crate) addresses: Vec<String>,
    /// Let the local network in: listen on all interfaces
    #[arg(long)]
    pub(crate) lan: bool,
    /// Hear datagrams on the same ports: each is a message
    #[arg(long)]
    pub(crate) udp: bool,

    /// Keep what is said in this folder [default: hullo/host in the user's data folder]
    #[arg(
        long,
        value_name = "DIR",
        conflicts_with = "memory",
        help_heading = "History"
    )]
    pub(crate) data: Option<PathBuf>,
    /// Keep what is said in memory, as long as the host runs
    #[arg(long, help_heading = "History")]
    pub(crate) memory: bool,

    /// Connections at once
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub(crate) max_clients: Option<usize>,
    /// Lines a second from one client; 0 is no limit
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub(crate) rate: Option<f64>,

    #[command(flatten)]
    pub(crate) words: Words,
}

const EXAMPLES: &str = "\
Examples:
  hullo host                        for who is on this machine
  hullo host --lan                  for the local network
  hullo host :6667 tls://:6697      the ports that IRC clients try first
  hullo host --memory               keep nothing";
