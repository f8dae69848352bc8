//! `hullo host`: its options.

use crate::args::{Socket, Words};
use clap::Args;
use std::path::PathBuf;

/// Host a chat for every kind of client on one port
///
/// Netcat, telnet, IRC clients, browsers and curl come in by the same port, with TLS or without: the first bytes tell
/// which it is. What is said is kept, and can be searched. Without ADDRESS only this machine can come in.
///
/// Options win over the environment (HULLO_PASSWORD, HULLO_TOKEN), the environment over the file of --config, the file
/// over the defaults. SIGHUP reads the file again; nobody is dropped. SIGTERM and Ctrl-C end within five seconds, with
/// a goodbye; a second Ctrl-C ends at once.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Host {
    /// Where: :12345, tls://:6697, unix:/path …; port 0 takes a free one [default: tcp://127.0.0.1:12345]
    #[arg(value_name = "ADDRESS")]
    pub(crate) addresses: Vec<String>,
    /// Let the local network in: listen on all interfaces, show how to join from there, be found by DNS-SD
    #[arg(long)]
    pub(crate) lan: bool,
    /// Hear datagrams on the same ports: each is a message
    #[arg(long)]
    pub(crate) udp: bool,
    /// Read this file (TOML) as well; --print-config shows what may stand there
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Print the defaults as a configuration file with comments, and end
    #[arg(long, exclusive = true)]
    pub(crate) print_config: bool,

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

    /// Let in only who says this (or $HULLO_PASSWORD, which no list of processes shows); may be an Argon2id string
    #[arg(
        long,
        value_name = "TEXT",
        conflicts_with = "password_file",
        help_heading = "Access"
    )]
    pub(crate) password: Option<String>,
    /// The password stands in this file
    #[arg(long, value_name = "FILE", help_heading = "Access")]
    pub(crate) password_file: Option<PathBuf>,
    /// Let only who shows this token speak by HTTP (or $HULLO_TOKEN); may be an Argon2id string
    #[arg(
        long,
        value_name = "TEXT",
        conflicts_with = "token_file",
        help_heading = "Access"
    )]
    pub(crate) token: Option<String>,
    /// The token stands in this file
    #[arg(long, value_name = "FILE", help_heading = "Access")]
    pub(crate) token_file: Option<PathBuf>,
    /// Ask for a password, print its Argon2id string for a file, and end
    #[arg(long, exclusive = true, help_heading = "Access")]
    pub(crate) hash_password: bool,
    /// Let in only these networks, such as 10.0.0.0/8; may be given more than once
    #[arg(
        long,
        value_name = "CIDR",
        value_delimiter = ',',
        help_heading = "Access"
    )]
    pub(crate) allow: Vec<String>,
    /// Keep these networks out, even where --allow lets them in
    #[arg(
        long,
        value_name = "CIDR",
        value_delimiter = ',',
        help_heading = "Access"
    )]
    pub(crate) deny: Vec<String>,
    /// Certificate chain for TLS (PEM); without it a self-signed one is made once and kept
    #[arg(long, value_name = "FILE", requires = "key", help_heading = "Access")]
    pub(crate) cert: Option<PathBuf>,
    /// Private key for TLS (PEM)
    #[arg(long, value_name = "FILE", requires = "cert", help_heading = "Access")]
    pub(crate) key: Option<PathBuf>,

    /// Connections at once
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub(crate) max_clients: Option<usize>,
    /// Lines a second from one client; 0 is no limit
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub(crate) rate: Option<f64>,

    /// What the chat is called, one word
    #[arg(long, value_name = "NAME", help_heading = "Greeting")]
    pub(crate) name: Option<String>,
    /// The message of the day; @FILE takes it from a file
    #[arg(long, value_name = "TEXT", help_heading = "Greeting")]
    pub(crate) motd: Option<String>,

    #[command(flatten)]
    pub(crate) socket: Socket,
    #[command(flatten)]
    pub(crate) words: Words,
}

const EXAMPLES: &str = "\
Examples:
  hullo host                                    for who is on this machine
  hullo host --lan --name kitchen               for the local network
  hullo host :6667 tls://:6697 --memory         the ports that IRC clients try first; keep nothing
  hullo host --lan --password-file secret       for who knows the password
  hullo host --print-config > host.toml         a file to change, then:
  hullo host --config host.toml";
