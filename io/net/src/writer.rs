//! The direction from us to the peer. A write waits where the peer is slow; finishing half-closes.

use crate::local::Local;
use crate::pipe::Pipe;
use crate::straight::{Socket, Straight};
use crate::tls::Tls;
use rustix::net::Shutdown;
use std::io;
use std::os::fd::AsFd;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncWrite, AsyncWriteExt, Interest, WriteHalf};
use tokio::net::{TcpStream, UnixStream};

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

    /// The way straight to the kernel, where there is one: sockets without TLS.
    pub fn straight(&self) -> Option<Straight> {
        match self {
            Writer::Tcp(tcp) => Some(Straight(Socket::Tcp(tcp.clone()))),
            Writer::Unix(unix) => Some(Straight(Socket::Unix(unix.clone()))),
            Writer::Tls(_) | Writer::Local(_) => None,
        }
    }

    /// Writes some of it, as the peer takes it.
    pub fn poll_write(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self {
            Writer::Tcp(tcp) => loop {
                ready!(tcp.poll_write_ready(cx))?;
                match tcp.try_write(bytes) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    done => return Poll::Ready(done),
                }
            },
            Writer::Unix(unix) => loop {
                ready!(unix.poll_write_ready(cx))?;
                match unix.try_write(bytes) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    done => return Poll::Ready(done),
                }
            },
            Writer::Tls(tls) => Pin::new(tls).poll_write(cx, bytes),
            Writer::Local(_) => Poll::Ready(Err(io::ErrorKind::Unsupported.into())),
        }
    }

    /// Sees to it that all that was written by [`Writer::poll_write`] is with the kernel.
    pub fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            Writer::Tls(tls) => Pin::new(tls).poll_flush(cx),
            _ => Poll::Ready(Ok(())),
        }
    }

    /// As [`Writer::finish`].
    pub fn poll_finish(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            Writer::Tcp(tcp) => Poll::Ready(shut(&**tcp)),
            Writer::Unix(unix) => Poll::Ready(shut(&**unix)),
            Writer::Tls(tls) => Pin::new(tls).poll_shutdown(cx),
            Writer::Local(local) => {
                *local = None;
                Poll::Ready(Ok(()))
            }
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

fn shut(socket: impl AsFd) -> io::Result<()> {
    Ok(rustix::net::shutdown(socket, Shutdown::Write)?)
}
