//! Listens for connections: TCP on one or both families, TLS, Unix sockets.

use crate::bind::{at_address, bind_first};
use crate::error::{Error, Kind};
use crate::identity::{Fingerprint, Identity};
use crate::options::Options;
use crate::peer::Peer;
use crate::socket;
use crate::stream::{Stream, Wire};
use crate::tls;
use crate::unix::UnixListener;
use hullo_wire::address::Address;
use socket2::SockRef;
use std::io;
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

    /// Turns the caller away by a reset: an ordinary end could be taken for an empty answer.
    pub fn refuse(self) {
        if let Caller::Tcp(tcp, ..) = &self.0 {
            // A socket that refuses is closed in the ordinary way.
            let _ = rustix::net::sockopt::set_socket_linger(tcp, Some(Duration::ZERO));
        }
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
