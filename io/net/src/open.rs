//! Opens a connection, or a socket for datagrams to one address.

use crate::datagrams::Datagrams;
use crate::error::{Error, Kind, words};
use crate::happy;
use crate::options::Options;
use crate::peer::Peer;
use crate::resolve::{Any, resolve};
use crate::stream::{Stream, Wire};
use crate::tls;
use crate::udp;
use crate::unix;
use hullo_wire::address::{Address, Endpoint};
use std::io;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A connection made, and how long each step took.
#[derive(Debug)]
pub struct Opened {
    /// The connection.
    pub stream: Stream,
    /// Name lookup; zero where the address needed none.
    pub lookup: Duration,
    /// TCP's handshake, or a Unix socket's connect.
    pub connect: Duration,
    /// TLS's handshake; `None` without TLS.
    pub tls: Option<Duration>,
}

/// Connects to a stream address: `tcp:`, `tls:`, `unix:`, `-`. A datagram address is a usage error.
pub async fn open(address: &Address, options: &Options) -> Result<Opened, Error> {
    let start = Instant::now();
    let deadline = start + options.connect_timeout;
    match address {
        Address::Tcp(endpoint) | Address::Tls(endpoint) => {
            let found = in_time(
                deadline,
                address,
                options,
                resolve(address, endpoint, Any::Loopback, options),
            )
            .await?;
            let lookup = start.elapsed();
            let start = Instant::now();
            let connected = async {
                let failed = |error: &io::Error| Error::system("connect to", address, error);
                let tcp = happy::connect(&found, options)
                    .await
                    .map_err(|error| failed(&error))?;
                let peer = Peer::Ip(tcp.peer_addr().map_err(|error| failed(&error))?);
                let local = Peer::Ip(tcp.local_addr().map_err(|error| failed(&error))?);
                Ok((tcp, peer, local))
            };
            let (tcp, peer, local) = in_time(deadline, address, options, connected).await?;
            let connect = start.elapsed();
            let start = Instant::now();
            let (wire, tls) = if matches!(address, Address::Tls(_)) {
                let made = in_time(
                    deadline,
                    address,
                    options,
                    tls::connect(tcp, address, endpoint, options),
                )
                .await?;
                (Wire::Tls(Box::new(made)), Some(start.elapsed()))
            } else {
                (Wire::Tcp(tcp), None)
            };
            Ok(Opened {
                stream: Stream { wire, peer, local },
                lookup,
                connect,
                tls,
            })
        }
        Address::Unix(name) => {
            let connected = async {
                unix::connect(name)
                    .await
                    .map_err(|error| match error.kind() {
                        // A path where nothing is, is a name that leads nowhere.
                        io::ErrorKind::NotFound => Error::new(
                            "connect to",
                            address,
                            Kind::NameNotFound,
                            "no socket of this name",
                        ),
                        _ => Error::system("connect to", address, &error),
                    })
            };
            let stream = in_time(deadline, address, options, connected).await?;
            Ok(Opened {
                stream,
                lookup: Duration::ZERO,
                connect: start.elapsed(),
                tls: None,
            })
        }
        Address::Stdio => {
            let stream = Stream::stdio().map_err(|error| Error::system("open", address, &error))?;
            Ok(Opened {
                stream,
                lookup: Duration::ZERO,
                connect: Duration::ZERO,
                tls: None,
            })
        }
        Address::Udp(_) | Address::UnixDatagram(_) => Err(Error::new(
            "connect to",
            address,
            Kind::Local,
            "it is for datagrams, and a stream is needed",
        )),
    }
}

/// Opens a socket for datagrams to and from the address, `udp:` or `unixgram:`, and says who that is.
/// To a group or to everybody any peer may answer; otherwise only the address itself is heard.
pub async fn open_datagrams(
    address: &Address,
    options: &Options,
) -> Result<(Datagrams, Peer), Error> {
    let deadline = Instant::now() + options.connect_timeout;
    match address {
        Address::Udp(endpoint) => {
            in_time(
                deadline,
                address,
                options,
                open_udp(address, endpoint, options),
            )
            .await
        }
        Address::UnixDatagram(name) => {
            let (socket, peer) = unix::open_datagrams(name)
                .map_err(|error| Error::system("send to", address, &error))?;
            Ok((Datagrams::unix(socket, None), peer))
        }
        _ => Err(Error::new(
            "send to",
            address,
            Kind::Local,
            "it is a stream, and datagrams are needed",
        )),
    }
}

async fn open_udp(
    address: &Address,
    endpoint: &Endpoint,
    options: &Options,
) -> Result<(Datagrams, Peer), Error> {
    let found = resolve(address, endpoint, Any::Loopback, options).await?;
    // UDP has no handshake to race with: the first address to which this machine has a route is taken.
    let mut first_error = None;
    for to in found {
        match udp::to(to, options) {
            Ok(socket) => return Ok((Datagrams::udp(socket), Peer::Ip(to))),
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    let error = first_error.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into());
    Err(Error::system("send to", address, &error))
}

async fn in_time<T>(
    deadline: Instant,
    address: &Address,
    options: &Options,
    doing: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    match timeout_at(deadline, doing).await {
        Ok(done) => done,
        Err(_) => {
            let late = io::Error::from(io::ErrorKind::TimedOut);
            let why = format!(
                "{} after {:?} (--connect-timeout)",
                words(&late),
                options.connect_timeout
            );
            Err(Error::new("connect to", address, Kind::TimedOut, why))
        }
    }
}
