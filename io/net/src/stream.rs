//! A stream of bytes both ways: TCP, TLS over TCP, a Unix socket, or our own standard input and output.
//!
//! Promises: the closed enum of byte streams; each direction ends on its own ([`Writer::finish`] half-closes and
//! the other direction goes on); nothing is buffered here, so that back-pressure is the kernel's.

use crate::local::Local;
use crate::peer::Peer;
use crate::pipe::Pipe;
use crate::tcp_info::TcpProbe;
use rustix::net::Shutdown;
use rustix::stdio::{dup2_stdin, dup2_stdout};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, Interest, ReadHalf, WriteHalf};
use tokio::net::{TcpStream, UnixStream};

type Tls = tokio_rustls::TlsStream<TcpStream>;

/// A connection, with the names of its two ends.
#[derive(Debug)]
pub struct Stream {
    pub(crate) wire: Wire,
    /// Who is at the other end.
    pub peer: Peer,
    /// Our own end's address.
    pub local: Peer,
}

#[derive(Debug)]
pub(crate) enum Wire {
    Tcp(TcpStream),
    Tls(Box<Tls>),
    Unix(UnixStream),
    Local(Local, Local),
}

/// The direction from the peer to us.
#[derive(Debug)]
pub enum Reader {
    /// TCP.
    Tcp(Arc<TcpStream>),
    /// TLS over TCP.
    Tls(ReadHalf<Tls>),
    /// A Unix stream socket.
    Unix(Arc<UnixStream>),
    /// Standard input, a file, or a child's output.
    Local(Local),
}

/// The direction from us to the peer.
#[derive(Debug)]
pub enum Writer {
    /// TCP.
    Tcp(Arc<TcpStream>),
    /// TLS over TCP.
    Tls(WriteHalf<Tls>),
    /// A Unix stream socket.
    Unix(Arc<UnixStream>),
    /// Standard output, or a child's input; `None` once finished.
    Local(Option<Local>),
}

impl Stream {
    pub(crate) fn tcp(tcp: TcpStream, peer: Peer) -> io::Result<Stream> {
        let local = Peer::Ip(tcp.local_addr()?);
        Ok(Stream {
            wire: Wire::Tcp(tcp),
            peer,
            local,
        })
    }

    /// Our own standard input and output as one end. They are taken over: whoever else here reads or writes them from
    /// now on finds /dev/null, so that the reader of our output sees its end when this end is finished.
    pub fn stdio() -> io::Result<Stream> {
        let wire = Wire::Local(Local::stdin()?, Local::stdout()?);
        let nothing = File::options().read(true).write(true).open("/dev/null")?;
        dup2_stdin(&nothing)?;
        dup2_stdout(&nothing)?;
        Ok(Stream {
            wire,
            peer: Peer::Stdio,
            local: Peer::Stdio,
        })
    }

    /// The two directions, each usable on its own.
    pub fn split(self) -> (Reader, Writer) {
        match self.wire {
            Wire::Tcp(tcp) => {
                let tcp = Arc::new(tcp);
                (Reader::Tcp(tcp.clone()), Writer::Tcp(tcp))
            }
            Wire::Tls(tls) => {
                let (read, write) = tokio::io::split(*tls);
                (Reader::Tls(read), Writer::Tls(write))
            }
            Wire::Unix(unix) => {
                let unix = Arc::new(unix);
                (Reader::Unix(unix.clone()), Writer::Unix(unix))
            }
            Wire::Local(input, output) => (Reader::Local(input), Writer::Local(Some(output))),
        }
    }

    /// The bare socket in blocking mode, to hand to a child process; `None` for TLS and standard input and output.
    pub fn into_socket(self) -> io::Result<Result<OwnedFd, Stream>> {
        match self.wire {
            Wire::Tcp(tcp) => {
                let tcp = tcp.into_std()?;
                tcp.set_nonblocking(false)?;
                Ok(Ok(tcp.into()))
            }
            Wire::Unix(unix) => {
                let unix = unix.into_std()?;
                unix.set_nonblocking(false)?;
                Ok(Ok(unix.into()))
            }
            wire => Ok(Err(Stream { wire, ..self })),
        }
    }

    /// A way to ask the kernel about the TCP connection below at any later time; `None` where there is none.
    pub fn probe(&self) -> Option<TcpProbe> {
        match &self.wire {
            Wire::Tcp(tcp) => TcpProbe::of(tcp).ok(),
            Wire::Tls(tls) => TcpProbe::of(tls.get_ref().0).ok(),
            Wire::Unix(_) | Wire::Local(..) => None,
        }
    }
}

impl Reader {
    /// Waits for bytes and reads some; 0 is the end.
    pub async fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Reader::Tcp(tcp) => loop {
                // Try first: on a busy connection the bytes are there already.
                match tcp.try_read(into) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                        tcp.readable().await?
                    }
                    done => return done,
                }
            },
            Reader::Unix(unix) => loop {
                match unix.try_read(into) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                        unix.readable().await?
                    }
                    done => return done,
                }
            },
            Reader::Tls(tls) => tls.read(into).await.map_err(cut_short),
            Reader::Local(local) => local.read(into).await,
        }
    }

    /// Whether [`Reader::splice_into`] can work here: all but TLS, whose bytes must be decrypted first.
    pub fn can_splice(&self) -> bool {
        !matches!(self, Reader::Tls(_))
    }

    /// Waits for bytes and moves some into the empty pipe without copying; 0 is the end.
    pub async fn splice_into(&mut self, pipe: &Pipe) -> io::Result<usize> {
        match self {
            Reader::Tcp(tcp) => tcp.async_io(Interest::READABLE, || pipe.fill(&**tcp)).await,
            Reader::Unix(unix) => {
                unix.async_io(Interest::READABLE, || pipe.fill(&**unix))
                    .await
            }
            Reader::Local(local) => local.splice_into(pipe).await,
            Reader::Tls(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// Waits until a read would not wait: bytes, the end or an error are there. TLS and files answer at once.
    pub async fn readable(&self) -> io::Result<()> {
        match self {
            Reader::Tcp(tcp) => tcp.readable().await,
            Reader::Unix(unix) => unix.readable().await,
            Reader::Tls(_) | Reader::Local(_) => Ok(()),
        }
    }
}

impl Writer {
    /// Writes everything; waits where the peer is slow.
    pub async fn write_all(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        match self {
            Writer::Tcp(tcp) => {
                while !bytes.is_empty() {
                    match tcp.try_write(bytes) {
                        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                            tcp.writable().await?
                        }
                        done => bytes = &bytes[done?..],
                    }
                }
                Ok(())
            }
            Writer::Unix(unix) => {
                while !bytes.is_empty() {
                    match unix.try_write(bytes) {
                        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                            unix.writable().await?
                        }
                        done => bytes = &bytes[done?..],
                    }
                }
                Ok(())
            }
            Writer::Tls(tls) => {
                tls.write_all(bytes).await?;
                tls.flush().await
            }
            Writer::Local(Some(local)) => local.write_all(bytes).await,
            Writer::Local(None) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Whether [`Writer::splice_from`] can work here.
    pub fn can_splice(&self) -> bool {
        !matches!(self, Writer::Tls(_))
    }

    /// Moves the `count` bytes that stand in the pipe to the peer, all of them.
    pub async fn splice_from(&mut self, pipe: &Pipe, mut count: usize) -> io::Result<()> {
        while count > 0 {
            let moved = match self {
                Writer::Tcp(tcp) => {
                    tcp.async_io(Interest::WRITABLE, || pipe.drain(&**tcp, count))
                        .await
                }
                Writer::Unix(unix) => {
                    unix.async_io(Interest::WRITABLE, || pipe.drain(&**unix, count))
                        .await
                }
                Writer::Local(Some(local)) => local.splice_from(pipe, count).await,
                Writer::Local(None) => Err(io::ErrorKind::BrokenPipe.into()),
                Writer::Tls(_) => Err(io::ErrorKind::InvalidInput.into()),
            };
            match moved {
                Ok(moved) => count -= moved,
                // splice(2): a file opened for appending and some devices cannot be spliced into.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                    return self.copy_from(pipe, count).await;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn copy_from(&mut self, pipe: &Pipe, mut count: usize) -> io::Result<()> {
        let mut buffer = vec![0; count.min(1 << 16)];
        while count > 0 {
            let most = count.min(buffer.len());
            let read = pipe.read(&mut buffer[..most])?;
            self.write_all(&buffer[..read]).await?;
            count -= read;
        }
        Ok(())
    }

    /// Lets the connection end in a reset when it is dropped (SO_LINGER of zero, tcp(7)): the peer must not take a
    /// broken stream for a whole one. Over TLS the missing close_notify says as much.
    pub fn abort(&self) {
        if let Writer::Tcp(tcp) = self {
            // A socket that refuses is closed in the ordinary way.
            let _ = rustix::net::sockopt::set_socket_linger(&**tcp, Some(Duration::ZERO));
        }
    }

    /// Takes back [`Writer::abort`]: the stream is whole, and what is on its way may arrive.
    pub fn settle(&self) {
        if let Writer::Tcp(tcp) = self {
            let _ = rustix::net::sockopt::set_socket_linger(&**tcp, None);
        }
    }

    /// Says that nothing more comes from us: a half-close for sockets, close_notify before it for TLS.
    pub async fn finish(&mut self) -> io::Result<()> {
        let done = match self {
            Writer::Tcp(tcp) => shut(&**tcp),
            Writer::Unix(unix) => shut(&**unix),
            Writer::Tls(tls) => tls.shutdown().await,
            Writer::Local(local) => {
                *local = None;
                Ok(())
            }
        };
        match done {
            // The peer has reset or left before: there is nobody to tell.
            Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(()),
            done => done,
        }
    }
}

/// TLS ends with close_notify; without it nobody can know whether more was said (RFC 8446 §6.1).
fn cut_short(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the end came without TLS's close_notify: something may be cut off",
        ),
        _ => error,
    }
}

fn shut(socket: impl AsFd) -> io::Result<()> {
    Ok(rustix::net::shutdown(socket, Shutdown::Write)?)
}
