//! Who is at the other end.

use hullo_wire::visible::{LineBreaks, visible};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

/// The other end of a connection or datagram, as shown to people: `127.0.0.1:5555`, `[::1]:5555`, `/run/x`, `@name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Peer {
    /// An IP address and port. A v4 peer of a dual-stack socket is kept as the socket knows it and shown as v4.
    Ip(SocketAddr),
    /// A Unix socket's path.
    Path(PathBuf),
    /// A Unix socket's abstract name, without the leading NUL.
    Abstract(String),
    /// A Unix socket without a name: it cannot be answered by datagram.
    Unnamed,
    /// Our own standard input and output.
    Stdio,
}

impl Peer {
    /// The IP address, a v4-mapped one as v4; `None` for Unix sockets.
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Peer::Ip(address) => Some(address.ip().to_canonical()),
            _ => None,
        }
    }

    /// The port, where there is one.
    pub fn port(&self) -> Option<u16> {
        match self {
            Peer::Ip(address) => Some(address.port()),
            _ => None,
        }
    }

    pub(crate) fn of_unix(address: &std::os::unix::net::SocketAddr) -> Peer {
        use std::os::linux::net::SocketAddrExt;
        if let Some(path) = address.as_pathname() {
            Peer::Path(path.to_owned())
        } else if let Some(name) = address.as_abstract_name() {
            Peer::Abstract(String::from_utf8_lossy(name).into_owned())
        } else {
            Peer::Unnamed
        }
    }
}

/// An IP socket address as people know it: a v4-mapped one as v4.
pub(crate) fn canonical(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V6(v6) => match v6.ip().to_ipv4_mapped() {
            Some(v4) => SocketAddr::new(v4.into(), v6.port()),
            None => address,
        },
        SocketAddr::V4(_) => address,
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Peer::Ip(address) => canonical(*address).fmt(f),
            // A peer chooses its own name, and it is shown on terminals.
            Peer::Path(path) => {
                f.write_str(&visible(path.as_os_str().as_bytes(), LineBreaks::Show))
            }
            Peer::Abstract(name) => {
                write!(f, "@{}", visible(name.as_bytes(), LineBreaks::Show))
            }
            Peer::Unnamed => f.write_str("unnamed"),
            Peer::Stdio => f.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peers_name_cannot_act_on_a_terminal() {
        let peer = Peer::Path("/tmp/\x1b[2J\n".into());
        assert_eq!(peer.to_string(), r"/tmp/\x1b[2J\n");
        assert_eq!(Peer::Abstract("\x07".into()).to_string(), r"@\x07");
    }

    #[test]
    fn a_v4_peer_of_a_dual_stack_socket_is_shown_as_v4() {
        let peer = Peer::Ip("[::ffff:192.0.2.1]:5".parse().unwrap());
        assert_eq!(peer.to_string(), "192.0.2.1:5");
        assert_eq!(peer.ip(), Some("192.0.2.1".parse().unwrap()));
    }
}
