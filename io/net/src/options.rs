//! How sockets are to be made: families, source, interface, timeouts, buffers, TLS trust.

use crate::identity::Fingerprint;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// One of the two IP families, where the user asked for one only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// IPv4 only (`-4`).
    V4,
    /// IPv6 only (`-6`).
    V6,
}

impl Family {
    /// Whether an address belongs to the family.
    pub fn has(self, ip: IpAddr) -> bool {
        matches!(
            (self, ip),
            (Family::V4, IpAddr::V4(_)) | (Family::V6, IpAddr::V6(_))
        )
    }
}

/// The local address to send or connect from (`--source`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The address; `None` leaves it to the system.
    pub ip: Option<IpAddr>,
    /// The port; 0 leaves it to the system.
    pub port: u16,
}

/// Whom a TLS client believes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// The system's roots.
    #[default]
    System,
    /// The certificates in this PEM file, and no others.
    Authorities(PathBuf),
    /// Exactly the certificate with this SHA-256 fingerprint, whatever name or date it bears.
    Pin(Fingerprint),
    /// Anybody: the caller must say so to its user each time.
    Anybody,
}

/// How sockets are to be made. `Default` is what hullo does when nothing is said.
#[derive(Clone, Debug)]
pub struct Options {
    /// Only this family; `None` means both.
    pub family: Option<Family>,
    /// Bind to this address before connecting or sending.
    pub source: Option<Source>,
    /// Network interface, by name (`eth0`) or by one of its addresses: multicast joins and leaves by it, sockets are bound to it.
    pub interface: Option<String>,
    /// Time to live (IPv4) or hop limit (IPv6), unicast and multicast.
    pub ttl: Option<u8>,
    /// TCP keepalive: first probe after this much silence, then as often.
    pub keepalive: Option<Duration>,
    /// Let TCP gather small writes (Nagle's algorithm); off by default.
    pub nagle: bool,
    /// SO_SNDBUF in bytes.
    pub send_buffer: Option<usize>,
    /// SO_RCVBUF in bytes.
    pub receive_buffer: Option<usize>,
    /// Only this sender of a multicast group (source-specific multicast, RFC 4607).
    pub multicast_source: Option<IpAddr>,
    /// Do not hear our own multicast datagrams on this machine.
    pub no_loop: bool,
    /// How long name lookup, connect and TLS handshake may take together.
    pub connect_timeout: Duration,
    /// Whom a TLS client believes.
    pub trust: Trust,
    /// The name a TLS client asks for and checks, where it is not the address's.
    pub server_name: Option<String>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            family: None,
            source: None,
            interface: None,
            ttl: None,
            keepalive: None,
            nagle: false,
            send_buffer: None,
            receive_buffer: None,
            multicast_source: None,
            no_loop: false,
            connect_timeout: Duration::from_secs(10),
            trust: Trust::System,
            server_name: None,
        }
    }
}
