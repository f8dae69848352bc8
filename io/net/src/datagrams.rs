//! A socket for datagrams: UDP (unicast, broadcast, multicast) or a Unix datagram socket.
//!
//! Promises: the closed enum of datagram sockets; borders are kept, empty datagrams are datagrams, nothing is cut
//! silently (every slot of a [`Batch`] holds the longest datagram there is).

use crate::batch::{Batch, Run};
use crate::bind::{at_address, bind_first};
use crate::error::{Error, Kind};
use crate::options::Options;
use crate::peer::Peer;
use crate::pipe::Pipe;
use crate::udp::{self, LARGEST_DATAGRAM, Udp};
use crate::unix::{self, SocketFile};
use hullo_wire::address::Address;
use socket2::{SockAddr, SockRef};
use std::io;
use std::net::IpAddr;
use tokio::net::UnixDatagram;

/// A datagram socket, bound, or opened to one address.
#[derive(Debug)]
pub struct Datagrams(Socket);

#[derive(Debug)]
enum Socket {
    Udp(Box<Udp>),
    Unix(
        UnixDatagram,
        #[expect(dead_code, reason = "removes the socket file when dropped")] Option<SocketFile>,
    ),
}

impl Datagrams {
    pub(crate) fn udp(socket: Udp) -> Datagrams {
        Datagrams(Socket::Udp(Box::new(socket)))
    }

    pub(crate) fn unix(socket: UnixDatagram, file: Option<SocketFile>) -> Datagrams {
        Datagrams(Socket::Unix(socket, file))
    }

    /// Hears at a datagram address, and says where that is. Without a host both families are heard; port 0 takes a
    /// free one; a multicast group is joined.
    pub async fn bind(address: &Address, options: &Options) -> Result<(Datagrams, Address), Error> {
        let failed = |error: &io::Error| Error::system("listen on", address, error);
        match address {
            Address::Udp(endpoint) => {
                let (socket, at) = bind_first(address, endpoint, options, |at, stack| {
                    udp::at(at, stack, options)
                })
                .await?;
                let udp = Udp::new(socket, false).map_err(|error| failed(&error))?;
                Ok((Datagrams::udp(udp), at_address(address, at)))
            }
            Address::UnixDatagram(name) => {
                let (socket, file) = unix::bind_datagrams(name).map_err(|error| failed(&error))?;
                Ok((Datagrams::unix(socket, file), address.clone()))
            }
            _ => Err(Error::new(
                "listen on",
                address,
                Kind::Local,
                "it is a stream, and datagrams are needed",
            )),
        }
    }

    /// Our own address.
    pub fn local(&self) -> io::Result<Peer> {
        match &self.0 {
            Socket::Udp(udp) => Ok(Peer::Ip(udp.local()?)),
            Socket::Unix(unix, _) => Ok(Peer::of_unix(&unix.local_addr()?.into())),
        }
    }

    /// Waits for datagrams and takes what is there.
    pub async fn receive(&self, batch: &mut Batch) -> io::Result<()> {
        match &self.0 {
            Socket::Udp(udp) => udp.receive(batch).await,
            Socket::Unix(unix, _) => loop {
                unix.readable().await?;
                let received = batch.fill(|buffers, runs| {
                    let (length, from) = unix.try_recv_from(&mut buffers[0])?;
                    runs.push(Run {
                        peer: Peer::of_unix(&from.into()),
                        to: None,
                        length,
                        stride: length,
                    });
                    Ok(())
                });
                match received {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    done => return done,
                }
            },
        }
    }

    /// Sends one datagram. `from` is our address to send it from, as [`Datagram::to`](crate::Datagram::to) told, where that matters.
    pub async fn send(&self, to: &Peer, from: Option<IpAddr>, bytes: &[u8]) -> io::Result<()> {
        match (&self.0, to) {
            (Socket::Udp(udp), Peer::Ip(to)) => udp
                .send(*to, from, bytes)
                .await
                .map_err(|error| too_long(error, bytes.len())),
            (Socket::Unix(unix, _), to) => send_unix(unix, to, bytes).await,
            _ => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    /// Sends datagrams that leave one by one, many in one call.
    pub async fn send_each(&self, to: &Peer, datagrams: &[&[u8]]) -> io::Result<()> {
        match (&self.0, to) {
            (Socket::Udp(udp), Peer::Ip(to)) => {
                let longest = datagrams
                    .iter()
                    .map(|datagram| datagram.len())
                    .max()
                    .unwrap_or(0);
                udp.send_each(*to, datagrams)
                    .await
                    .map_err(|error| too_long(error, longest))
            }
            _ => {
                for datagram in datagrams {
                    self.send(to, None, datagram).await?;
                }
                Ok(())
            }
        }
    }

    /// How many datagrams of `size` bytes [`Datagrams::send_bundle`] takes at once; 1 where bundling is not possible.
    pub fn bundle(&self, size: usize) -> usize {
        match &self.0 {
            Socket::Udp(udp) => udp.bundle(size),
            Socket::Unix(..) => 1,
        }
    }

    /// Sends `bytes` as datagrams of `size` bytes, the last perhaps shorter, as one bundle which the kernel or the
    /// network card splits (GSO): at most [`Datagrams::bundle`] of them. False, with nothing sent, where the path takes
    /// no such bundle: datagrams longer than its MTU, or a network card without checksum offload.
    pub async fn send_bundle(&self, to: &Peer, bytes: &[u8], size: usize) -> io::Result<bool> {
        let (Socket::Udp(udp), Peer::Ip(address), true) = (&self.0, to, bytes.len() > size) else {
            return self.send(to, None, bytes).await.map(|()| true);
        };
        match udp.send_bundle(*address, bytes, size).await {
            Ok(()) => Ok(true),
            Err(error) => match error.raw_os_error() {
                Some(libc::EINVAL | libc::EMSGSIZE | libc::EIO) => Ok(false),
                _ => Err(error),
            },
        }
    }

    /// Whether [`Datagrams::splice`] works here, for datagrams of `size` bytes: from now on the kernel cuts everything
    /// that is sent into such datagrams.
    pub fn splice_bundles(&self, size: usize) -> bool {
        match (&self.0, u16::try_from(size)) {
            (Socket::Udp(udp), Ok(size)) => udp.can_splice() && udp.cut_into(size).is_ok(),
            _ => false,
        }
    }

    /// Sends `bytes` bytes that stand in the pipe as one bundle, without copying them; see [`Datagrams::bundle`].
    pub async fn splice(&self, pipe: &Pipe, bytes: usize) -> io::Result<()> {
        match &self.0 {
            Socket::Udp(udp) => udp.splice(pipe, bytes).await,
            Socket::Unix(..) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// An error that came back for what was sent, without waiting for one: port unreachable reads as refused.
    pub fn take_error(&self) -> io::Result<()> {
        match &self.0 {
            Socket::Udp(udp) => udp.take_error(),
            Socket::Unix(unix, _) => unix.take_error()?.map_or(Ok(()), Err),
        }
    }

    /// Datagrams that the kernel dropped here because we were slow to read them; 0 where it does not say.
    pub fn drops(&self) -> u64 {
        match &self.0 {
            Socket::Udp(udp) => udp.drops().unwrap_or(0),
            Socket::Unix(..) => 0,
        }
    }
}

fn too_long(error: io::Error, length: usize) -> io::Error {
    if error.raw_os_error() != Some(libc::EMSGSIZE) {
        return error;
    }
    let why = format!(
        "a datagram of {length} bytes is too long: the limit is {LARGEST_DATAGRAM} over IPv4"
    );
    io::Error::new(io::ErrorKind::InvalidInput, why)
}

async fn send_unix(unix: &UnixDatagram, to: &Peer, bytes: &[u8]) -> io::Result<()> {
    let unnamed = || {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            "the sender has no name to answer to",
        )
    };
    let address = match to {
        Peer::Path(path) => SockAddr::unix(path)?,
        // A path that begins with NUL is an abstract name (unix(7)).
        Peer::Abstract(name) => SockAddr::unix(format!("\0{name}"))?,
        _ => return Err(unnamed()),
    };
    loop {
        unix.writable().await?;
        let sent = unix.try_io(tokio::io::Interest::WRITABLE, || {
            SockRef::from(unix).send_to(bytes, &address).map(drop)
        });
        match sent {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            done => return done,
        }
    }
}
