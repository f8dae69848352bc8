//! The direction from the peer to us. Nothing is buffered here: what is not read stays in the kernel, and slows the peer.

use crate::local::Local;
use crate::pipe::Pipe;
use crate::tls::Tls;
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, Interest, ReadHalf};
use tokio::net::{TcpStream, UnixStream};

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
