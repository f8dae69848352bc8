//! The direction from the peer to us. Nothing is buffered here: what is not read stays in the kernel, and slows the peer.

use crate::local::Local;
use crate::pipe::Pipe;
use crate::tls::Tls;
use rustix::net::RecvFlags;
use std::io;
use std::os::fd::AsFd;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncReadExt, Interest, ReadBuf, ReadHalf};
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

    /// Reads what is there; 0 is the end. For a task that shares its buffer with others: between two polls nothing is held.
    /// After a read that did not fill `into` no second one is tried, since the kernel tells when more comes.
    pub fn poll_read(&mut self, cx: &mut Context<'_>, into: &mut [u8]) -> Poll<io::Result<usize>> {
        match self {
            Reader::Tcp(tcp) => loop {
                ready!(tcp.poll_read_ready(cx))?;
                if let Some(done) =
                    read_once(into, |read| tcp.try_io(Interest::READABLE, read), &**tcp)
                {
                    return Poll::Ready(done);
                }
            },
            Reader::Unix(unix) => loop {
                ready!(unix.poll_read_ready(cx))?;
                if let Some(done) =
                    read_once(into, |read| unix.try_io(Interest::READABLE, read), &**unix)
                {
                    return Poll::Ready(done);
                }
            },
            Reader::Tls(tls) => {
                let mut buffer = ReadBuf::new(into);
                let read = ready!(Pin::new(tls).poll_read(cx, &mut buffer));
                Poll::Ready(read.map(|()| buffer.filled().len()).map_err(cut_short))
            }
            Reader::Local(_) => Poll::Ready(Err(io::ErrorKind::Unsupported.into())),
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

/// One recv(2). A short one empties the socket, which the runtime learns from a WouldBlock, as from a read too many.
/// `None`: nothing was there after all.
fn read_once(
    into: &mut [u8],
    attempt: impl FnOnce(&mut dyn FnMut() -> io::Result<()>) -> io::Result<()>,
    socket: impl AsFd,
) -> Option<io::Result<usize>> {
    let mut done = None;
    let outcome = attempt(&mut || {
        let read = rustix::net::recv(&socket, &mut *into, RecvFlags::empty())?.0;
        done = Some(Ok(read));
        match read < into.len() {
            true => Err(io::ErrorKind::WouldBlock.into()),
            false => Ok(()),
        }
    });
    match outcome {
        Err(error) if error.kind() != io::ErrorKind::WouldBlock => Some(Err(error)),
        _ => done,
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
