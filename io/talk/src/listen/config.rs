//! Where to listen, what to do with what comes, and what to answer.

use crate::command::Command;
use crate::output::Output;
use hullo_net::{Identity, Options};
use hullo_wire::address::Address;
use hullo_wire::cidr::Rules;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Where to listen, what to do with what comes, and what to answer.
#[derive(Clone, Debug)]
pub struct Config {
    /// Any number of addresses.
    pub addresses: Vec<Address>,
    /// How the sockets are made.
    pub options: Options,
    /// The certificate of `tls:` addresses.
    pub identity: Identity,
    /// Where what comes goes to.
    pub output: Output,
    /// What is answered.
    pub reply: Reply,
    /// Who is let in.
    pub rules: Rules,
    /// Connections, or commands for datagrams, at once.
    pub max_clients: usize,
    /// End after so many messages.
    pub max_messages: Option<u64>,
    /// End after the first connection, or the first datagram.
    pub once: bool,
    /// Close a connection on which nothing came for so long.
    pub idle: Option<Duration>,
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Nothing.
    Nothing,
    /// This text, to each datagram; on a stream once, when the sender pauses or has ended its side, and then our side
    /// is closed.
    Once(Arc<[u8]>),
    /// This text, to each datagram and each line of a stream, which stays open.
    Each(Arc<[u8]>),
    /// What came.
    Echo,
    /// What a command says, one process a connection or datagram.
    Command(Command),
    /// A file's contents, to each connection at once, to each datagram.
    File(PathBuf),
    /// What standard input says, to everybody.
    Stdin,
    /// What the others say, to everybody but its sender.
    Others,
}
