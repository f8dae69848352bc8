//! Listens for connections: TCP on one or both families, TLS, Unix sockets.

use crate::activated::Activated;
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
use rustix::net::SendFlags;
use socket2::SockRef;
use std::io::{self, IoSlice};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_rustls::{TlsAcceptor, TlsStream};

/// A caller that says nothing for so long waits for us to speak first, which in TLS is never the case.
pub const QUIET: Duration = Duration::from_millis(1500);

/// A listening address.
#[derive(Debug)]
pub struct Listener {
    door: Door,
    address: Address,
    fingerprint: Option<Fingerprint>,
    options: Arc<Options>,
}

enum Door {
    Tcp(TcpListener, Greeting),
    Unix(UnixListener),
}

/// Whether a TCP connection begins with TLS.
#[derive(Clone)]
enum Greeting {
    Plain,
    Tls(TlsAcceptor),
    /// The caller's first byte tells.
    Either(TlsAcceptor),
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Door::Tcp(_, Greeting::Plain) => "Tcp",
            Door::Tcp(_, Greeting::Tls(_)) => "Tls",
            Door::Tcp(_, Greeting::Either(_)) => "Either",
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
        match address {
            Address::Tls(_) => {
                let (acceptor, fingerprint) = tls::acceptor(identity, address)?;
                Listener::open(address, options, Greeting::Tls(acceptor), Some(fingerprint)).await
            }
            _ => Listener::open(address, options, Greeting::Plain, None).await,
        }
    }

    /// As [`Listener::bind`] on a `tcp:` or `unix:` address, where over TCP each caller may begin with TLS or not.
    pub async fn bind_either(
        address: &Address,
        options: &Options,
        identity: &Identity,
    ) -> Result<Listener, Error> {
        match address {
            Address::Tcp(_) => {
                let (acceptor, fingerprint) = tls::acceptor(identity, address)?;
                let either = Greeting::Either(acceptor);
                Listener::open(address, options, either, Some(fingerprint)).await
            }
            _ => Listener::bind(address, options, identity).await,
        }
    }

    /// As [`Listener::bind_either`] on a socket that listens already.
    pub fn activated(
        made: Activated,
        options: &Options,
        identity: &Identity,
    ) -> Result<Listener, Error> {
        let Activated { socket, address } = made;
        let failed = |error: &io::Error| Error::system("listen on", &address, error);
        let (door, fingerprint) = match &address {
            Address::Unix(name) => {
                let listener = UnixListener::made(socket.into(), name.clone());
                (Door::Unix(listener.map_err(|error| failed(&error))?), None)
            }
            _ => {
                let (acceptor, fingerprint) = tls::acceptor(identity, &address)?;
                let listener = TcpListener::from_std(socket.into());
                let listener = listener.map_err(|error| failed(&error))?;
                let door = Door::Tcp(listener, Greeting::Either(acceptor));
                (door, Some(fingerprint))
            }
        };
        Ok(Listener {
            door,
            address,
            fingerprint,
            options: Arc::new(options.clone()),
        })
    }

    async fn open(
        address: &Address,
        options: &Options,
        greeting: Greeting,
        fingerprint: Option<Fingerprint>,
    ) -> Result<Listener, Error> {
        let failed = |error: &io::Error| Error::system("listen on", address, error);
        let (door, at) = match address {
            Address::Tcp(endpoint) | Address::Tls(endpoint) => {
                let (socket, at) = bind_first(address, endpoint, options, |at, stack| {
                    socket::tcp_at(at, stack, options)
                })
                .await?;
                let listener =
                    TcpListener::from_std(socket.into()).map_err(|error| failed(&error))?;
                (Door::Tcp(listener, greeting), at_address(address, at))
            }
            Address::Unix(name) => {
                let listener = UnixListener::bind(name).map_err(|error| failed(&error))?;
                (Door::Unix(listener), address.clone())
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
            options: Arc::new(options.clone()),
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
            Door::Tcp(listener, greeting) => {
                let (tcp, from) = listener.accept().await?;
                Ok(Incoming(
                    Caller::Tcp(tcp, greeting.clone(), self.options.clone()),
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
    Tcp(TcpStream, Greeting, Arc<Options>),
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

    /// Turns the caller away with a last word, where no TLS stands between. Who does not take it at once goes without.
    pub fn turn_away(self, word: &[u8]) {
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        match self.0 {
            Caller::Tcp(tcp, Greeting::Plain | Greeting::Either(_), _) => {
                let _ = rustix::net::send(&tcp, word, flags);
            }
            Caller::Tcp(_, Greeting::Tls(_), _) => {}
            Caller::Ready(stream) => {
                let (_reader, writer) = stream.split();
                let _ = writer
                    .straight()
                    .map(|straight| straight.write(&[IoSlice::new(word)]));
            }
        }
    }

    /// Makes the connection ready. Belongs into the connection's own task: a slow peer takes its time here, at most
    /// `limit` long. Where the first byte tells whether TLS is spoken, a caller silent for [`QUIET`] speaks none.
    pub async fn open(self, limit: Duration) -> Result<Stream, Error> {
        let Incoming(caller, peer) = self;
        let (tcp, greeting, options) = match caller {
            Caller::Ready(stream) => return Ok(*stream),
            Caller::Tcp(tcp, greeting, options) => (tcp, greeting, options),
        };
        let failed = |error: &io::Error| Error::system("accept", &peer, error);
        socket::tune_tcp(&SockRef::from(&tcp), &options).map_err(|error| failed(&error))?;
        let acceptor = match greeting {
            Greeting::Plain => None,
            Greeting::Tls(acceptor) => Some(acceptor),
            Greeting::Either(acceptor) => match timeout(QUIET, begins_with_tls(&tcp)).await {
                Ok(tls) => tls.map_err(|error| failed(&error))?.then_some(acceptor),
                Err(_) => None,
            },
        };
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

/// RFC 8446 §5.1: a TLS connection's first byte is the content type of a handshake record.
async fn begins_with_tls(tcp: &TcpStream) -> io::Result<bool> {
    const HANDSHAKE: u8 = 22;
    let mut first = [0];
    let seen = tcp.peek(&mut first).await?;
    Ok(seen == 1 && first[0] == HANDSHAKE)
}
