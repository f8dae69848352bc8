//! What to join, and how; and what has passed.

use crate::event::Way;
use hullo_net::{Identity, Options};
use hullo_wire::address::Address;
use hullo_wire::cidr::Rules;
use hullo_wire::frame::Frame;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// What to join, and how.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where clients come in; `-` is one client, our own standard input and output.
    pub from: Address,
    /// Where they are led to.
    pub to: Address,
    /// How the sockets are made.
    pub options: Options,
    /// The certificate that is shown where `from` is `tls:`.
    pub identity: Identity,
    /// Who is let in.
    pub rules: Rules,
    /// Clients at once.
    pub max_clients: usize,
    /// How datagrams are told apart on a stream; without it a read is a datagram.
    pub frame: Option<Frame>,
    /// A flow of datagrams on which nothing passed for so long is forgotten.
    pub flow_timeout: Duration,
    /// Tell what passes, as events.
    pub trace: bool,
}

impl Config {
    /// Whether there is but one client: `-` is one end, and there is one of it.
    pub(crate) fn is_for_one(&self) -> bool {
        self.from == Address::Stdio || self.to == Address::Stdio
    }

    /// Clients at once.
    pub(crate) fn most(&self) -> usize {
        if self.is_for_one() {
            1
        } else {
            self.max_clients
        }
    }
}

/// What has passed so far; may be read at any time.
#[derive(Debug, Default)]
pub struct Counts {
    /// Clients, or flows, that came.
    pub clients: AtomicU64,
    /// Clients, or flows, that are there.
    pub present: AtomicU64,
    /// Bytes from clients.
    pub up: AtomicU64,
    /// Bytes to clients.
    pub down: AtomicU64,
    /// Datagrams dropped because one side could not take them as fast as the other sent.
    pub dropped: AtomicU64,
}

impl Counts {
    pub(crate) fn of(&self, way: Way) -> &AtomicU64 {
        match way {
            Way::Up => &self.up,
            Way::Down => &self.down,
        }
    }
}
