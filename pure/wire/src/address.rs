//! An address as a person writes it: where to connect to, or where to listen.
//!
//! ```text
//! tcp://host:port  udp://host:port  tls://host:port     host:port, :port, host, [v6]:port, v6 alone: TCP
//! unix:/path  unix:@abstract  unixgram:/path  unixgram:@abstract     -  standard input and output
//! ```
//!
//! Promises: printing an address that was parsed, and parsing that again, gives the same address; every
//! malformed one gets one sentence that says what is wrong, with the way to write it where that is known.

mod parse;
mod problem;

use std::fmt::{self, Display, Formatter};
use std::net::{IpAddr, Ipv6Addr};
use std::path::PathBuf;

use crate::address::problem::Problem;

/// The port of an address that names none.
pub const DEFAULT_PORT: u16 = 12345;

/// Where to connect to, or where to listen. `Display` is the canonical form that `FromStr` reads back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// A byte stream over TCP.
    Tcp(Endpoint),
    /// Datagrams over UDP.
    Udp(Endpoint),
    /// A byte stream over TLS over TCP.
    Tls(Endpoint),
    /// A byte stream through a Unix socket.
    Unix(UnixName),
    /// Datagrams through a Unix socket.
    UnixDatagram(UnixName),
    /// Standard input and output.
    Stdio,
}

/// A host and a port. `Display` puts an IPv6 address in brackets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// The host.
    pub host: Host,
    /// The port; 0 asks the system to choose one when listening.
    pub port: u16,
}

/// A host. `Display` writes it without brackets, and `Any` as nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// No host was named: every local address of both families when listening, this machine when connecting.
    Any,
    /// A literal address.
    Ip(IpAddr),
    /// An IPv6 address and the zone (an interface's name or index) in which it is meant, as RFC 4007 §11 writes it.
    Scoped(Ipv6Addr, String),
    /// A name to look up.
    Name(String),
}

/// The name of a Unix socket.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnixName {
    /// A path of at most 107 bytes.
    Path(PathBuf),
    /// A name of at most 107 bytes in Linux's abstract namespace, without the NUL that leads it there.
    Abstract(String),
}

/// What is wrong with the text of an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("address {text:?}: {problem}")]
pub struct AddressError {
    text: String,
    problem: Problem,
}

impl Address {
    /// Whether what travels keeps its borders: UDP and Unix datagrams.
    pub fn is_datagram(&self) -> bool {
        matches!(self, Address::Udp(_) | Address::UnixDatagram(_))
    }

    /// The host and port, where the address has them.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        match self {
            Address::Tcp(endpoint) | Address::Udp(endpoint) | Address::Tls(endpoint) => {
                Some(endpoint)
            }
            Address::Unix(_) | Address::UnixDatagram(_) | Address::Stdio => None,
        }
    }

    /// The same address with another port; unchanged where it has none.
    pub fn with_port(&self, port: u16) -> Address {
        let mut address = self.clone();
        match &mut address {
            Address::Tcp(endpoint) | Address::Udp(endpoint) | Address::Tls(endpoint) => {
                endpoint.port = port;
            }
            Address::Unix(_) | Address::UnixDatagram(_) | Address::Stdio => {}
        }
        address
    }
}

impl Display for Address {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Address::Tcp(endpoint) => write!(f, "tcp://{endpoint}"),
            Address::Udp(endpoint) => write!(f, "udp://{endpoint}"),
            Address::Tls(endpoint) => write!(f, "tls://{endpoint}"),
            Address::Unix(name) => write!(f, "unix:{name}"),
            Address::UnixDatagram(name) => write!(f, "unixgram:{name}"),
            Address::Stdio => f.write_str("-"),
        }
    }
}

impl Display for Endpoint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (host, port) = (&self.host, self.port);
        match host {
            Host::Ip(IpAddr::V6(_)) | Host::Scoped(..) => write!(f, "[{host}]:{port}"),
            Host::Any | Host::Ip(IpAddr::V4(_)) | Host::Name(_) => write!(f, "{host}:{port}"),
        }
    }
}

impl Display for Host {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Host::Any => Ok(()),
            Host::Ip(ip) => ip.fmt(f),
            Host::Scoped(ip, zone) => write!(f, "{ip}%{zone}"),
            Host::Name(name) => f.write_str(name),
        }
    }
}

impl Display for UnixName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            UnixName::Path(path) => path.display().fmt(f),
            UnixName::Abstract(name) => write!(f, "@{name}"),
        }
    }
}

#[cfg(test)]
mod tests;
