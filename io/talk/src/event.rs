//! What happened, for the program to put into words. Peers' bytes are as they came: whoever shows them on a terminal
//! makes control characters visible first.

use hullo_net::{Fingerprint, Peer};
use hullo_wire::address::Address;
use std::time::{Duration, SystemTime};

/// Something that happened while a command ran.
#[derive(Debug)]
pub enum Event {
    /// We listen on this address; a TLS listener shows a certificate with this fingerprint.
    Listening {
        /// With the port that was really taken.
        address: Address,
        /// SHA-256 of the certificate.
        fingerprint: Option<Fingerprint>,
    },
    /// A connection came in or was made.
    Joined {
        /// Counts connections from 1; 0 stands for datagrams.
        connection: u64,
        /// Who it is.
        peer: Peer,
    },
    /// Bytes came: a line, a datagram, or what had arrived after a pause.
    Received {
        /// The connection; 0 for datagrams.
        connection: u64,
        /// Who sent them.
        peer: Peer,
        /// When they were read.
        time: SystemTime,
        /// Without the line end that stood behind them.
        bytes: Vec<u8>,
        /// What the bytes are.
        part: Part,
    },
    /// One of repeated exchanges was answered.
    Answered {
        /// Which, from 1.
        exchange: u64,
        /// Bytes of the answer.
        received: u64,
        /// From the message's last byte sent to the answer's first.
        round_trip: Duration,
    },
    /// Bytes passed through a relay that shows them.
    Passed {
        /// The connection or flow.
        connection: u64,
        /// The client's side.
        peer: Peer,
        /// Which way.
        way: Way,
        /// What passed.
        bytes: Vec<u8>,
    },
    /// The other side of a conversation has ended; it may still hear us.
    Ended {
        /// Who.
        peer: Peer,
    },
    /// A connection ended.
    Left {
        /// The connection.
        connection: u64,
        /// Who it was.
        peer: Peer,
        /// Bytes that came from the peer.
        received: u64,
        /// Bytes that went to the peer.
        sent: u64,
        /// Why, where it did not end in order.
        error: Option<String>,
    },
    /// Somebody was not let in.
    Refused {
        /// Who.
        peer: Peer,
        /// By which rule.
        why: String,
    },
    /// Something went wrong that does not end the command.
    Warned {
        /// What and why, in one line.
        what: String,
    },
}

/// Which way bytes pass through a relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the client to the address that was given second.
    Up,
    /// Back to the client.
    Down,
}

/// What the bytes of [`Event::Received`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A line that its sender ended.
    Line,
    /// A line or piece that its sender had not ended when a pause or the end came.
    Piece,
    /// Bytes as one read gave them.
    Read,
    /// One datagram.
    Datagram,
}
