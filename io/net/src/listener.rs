//! Listens for connections: TCP on one or both families, TLS, Unix sockets.

use crate::error::{Error, Kind};
use crate::identity::{Fingerprint, Identity};
use crate::options::{Family, Options};
use crate::peer::Peer;
use crate::resolve::{Any, resolve};
use crate::socket::{self, Stack};
use crate::stream::{Stream, Wire};
use crate::tls;
use crate::unix::UnixListener;
use hullo_wire::address::{Address, Endpoint, Host};
use socket2::SockRef;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_rustls::{TlsAcceptor, TlsStream};

/// A listening address.
#[derive(Debug)]
pub struct Listener {
    door: Door,
    address: Address,
    fingerprint: Option<Fingerprint>,
    options: Options,
}

enum Door {
    Tcp(TcpListener, Option<TlsAcceptor>),
    Unix(UnixListener),
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Door::Tcp(_, None) => "Tcp",
            Door::Tcp(_, Some(_)) => "Tls",
            Door::Unix(_) => "Unix",
        })
    }
}

impl Listener {
    /// Listens on a stream address. Without a host both families are heard; port 0 takes a free one.
    /// `identity` is for `tls:` addresses.
    pub async fn bind(
        address: &Address,
        options: &Options,
        identity: &Identity,
    ) -> Result<Listener, Error> {
        let failed = |error: &io::Error| Error::system("listen on", address, error);
        let (door, at, fingerprint) = match address {
            Address::Tcp(endpoint) | Address::Tls(endpoint) => {
                let (acceptor, fingerprint) = match address {
                    Address::Tls(_) => {
                        let (acceptor, fingerprint) = tls::acceptor(identity, address)?;
                        (Some(acceptor), Some(fingerprint))
                    }
                    _ => (None, None),
                };
                let (socket, at) = bind_first(address, endpoint, options, |at, stack| {
                    socket::tcp_at(at, stack, options)
                })
                .await?;
                let listener =
                    TcpListener::from_std(socket.into()).map_err(|error| failed(&error))?;
                (
                    Door::Tcp(listener, acceptor),
                    at_address(address, at),
                    fingerprint,
                )
            }
            Address::Unix(name) => {
                let listener = UnixListener::bind(name).map_err(|error| failed(&error))?;
                (Door::Unix(listener), address.clone(), None)
            }
            Address::Udp(_) | Address::UnixDatagram(_) | Address::Stdio => {
                return Err(Error::new(
                    "listen on",
                    address,
                    Kind::Local,
                    "connections do not come in there",
                ));
            }
        };
        Ok(Listener {
            door,
            address: at,
            fingerprint,
            options: options.clone(),
        })
    }

    /// Where it listens, with the port that was really taken.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The fingerprint of the certificate that a TLS listener shows.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    /// Waits for the next connection. An error here is the system's (no file descriptors left) or that of a caller
    /// who hung up before we answered: wait a little and go on.
    pub async fn accept(&self) -> io::Result<Incoming> {
        match &self.door {
            Door::Tcp(listener, acceptor) => {
                let (tcp, from) = listener.accept().await?;
                Ok(Incoming(
                    Caller::Tcp(tcp, acceptor.clone(), Box::new(self.options.clone())),
                    Peer::Ip(from),
                ))
            }
            Door::Unix(listener) => {
                let (unix, peer, local) = listener.accept().await?;
                let stream = Stream {
                    wire: Wire::Unix(unix),
                    peer: peer.clone(),
                    local,
                };
                Ok(Incoming(Caller::Ready(Box::new(stream)), peer))
            }
        }
    }
}

/// A caller whose connection is not yet ready for use: TLS has still to be agreed on.
pub struct Incoming(Caller, Peer);

enum Caller {
    Tcp(TcpStream, Option<TlsAcceptor>, Box<Options>),
    Ready(Box<Stream>),
}

impl Incoming {
    /// Who calls.
    pub fn peer(&self) -> &Peer {
        &self.1
    }

    /// Makes the connection ready. Belongs into the connection's own task: a slow peer takes its time here, at most
    /// `limit` long.
    pub async fn open(self, limit: Duration) -> Result<Stream, Error> {
        let Incoming(caller, peer) = self;
        match caller {
            Caller::Ready(stream) => Ok(*stream),
            Caller::Tcp(tcp, acceptor, options) => {
                let failed = |error: &io::Error| Error::system("accept", &peer, error);
                socket::tune_tcp(&SockRef::from(&tcp), &options).map_err(|error| failed(&error))?;
                let Some(acceptor) = acceptor else {
                    return Stream::tcp(tcp, peer.clone()).map_err(|error| failed(&error));
                };
                let local = Peer::Ip(tcp.local_addr().map_err(|error| failed(&error))?);
                let tls = timeout(limit, acceptor.accept(tcp))
                    .await
                    .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
                    .map_err(|error| Error::system("agree on TLS with", &peer, &error))?;
                Ok(Stream {
                    wire: Wire::Tls(Box::new(TlsStream::from(tls))),
                    peer,
                    local,
                })
            }
        }
    }
}

/// Binds the first address of the endpoint that can be bound; without a host, one socket for both families.
pub(crate) async fn bind_first(
    address: &Address,
    endpoint: &Endpoint,
    options: &Options,
    make: impl Fn(SocketAddr, Stack) -> io::Result<socket2::Socket>,
) -> Result<(socket2::Socket, SocketAddr), Error> {
    let found = resolve(address, endpoint, Any::Unspecified, options).await?;
    let stack = match (&endpoint.host, options.family) {
        (Host::Any, None) => Stack::Dual,
        (Host::Any, Some(Family::V6)) => Stack::One,
        (Host::Ip(IpAddr::V6(ip)), None) if ip.is_unspecified() => Stack::Dual,
        _ => Stack::One,
    };
    let mut first_error = None;
    for at in found {
        match make(at, stack) {
            Ok(socket) => {
                let at = socket
                    .local_addr()
                    .map(|at| at.as_socket().expect("an IP socket has an IP address"))
                    .map_err(|error| Error::system("listen on", address, &error))?;
                return Ok((socket, at));
            }
            // A machine without IPv6 says so, and IPv4 alone is what it has; a port in use stays refused.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                return Err(Error::system("listen on", address, &error));
            }
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    let error = first_error.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into());
    Err(Error::system("listen on", address, &error))
}

/// The address as it was given, with the host and port that were really bound.
pub(crate) fn at_address(address: &Address, at: SocketAddr) -> Address {
    let endpoint = Endpoint {
        host: Host::Ip(at.ip()),
        port: at.port(),
    };
    match address {
        Address::Tls(_) => Address::Tls(endpoint),
        Address::Udp(_) => Address::Udp(endpoint),
        _ => Address::Tcp(endpoint),
    }
}
