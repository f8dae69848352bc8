//! Open or accept any hullo address: the only crate that makes sockets.
//!
//! Promises: byte streams and datagrams are two closed enums ([`Stream`], [`Datagrams`]), never one type for both;
//! a port already taken is refused, never shared; every failure says what was tried, on which address, and why.
//! This crate does not know about commands, printing or exit codes.

mod activated;
mod announcement;
mod batch;
mod bind;
mod datagrams;
mod error;
mod happy;
mod identity;
mod interface;
mod listener;
mod local;
mod open;
mod options;
mod peer;
mod pipe;
mod reader;
mod resolve;
mod socket;
mod straight;
mod stream;
mod tcp_info;
mod tls;
mod udp;
mod unix;
mod writer;

pub use activated::Activated;
pub use announcement::Announcement;
pub use batch::{Batch, Datagram};
pub use datagrams::Datagrams;
pub use error::{Error, Kind};
pub use identity::{Fingerprint, Identity};
pub use interface::lan_addresses;
pub use listener::{Incoming, Listener, QUIET};
pub use local::Local;
pub use open::{Opened, open, open_datagrams};
pub use options::{Family, Options, Source, Trust};
pub use peer::Peer;
pub use pipe::Pipe;
pub use reader::Reader;
pub use straight::Straight;
pub use stream::Stream;
pub use tcp_info::{TcpInfo, TcpProbe};
pub use udp::LARGEST_DATAGRAM;
pub use writer::Writer;
