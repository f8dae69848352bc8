//! Straight to the kernel, without waiting: for who serves many and waits for none of them.

use rustix::net::{SendAncillaryBuffer, SendFlags, send, sendmsg};
use std::io::{self, IoSlice};
use std::sync::Arc;
use tokio::net::{TcpStream, UnixStream};

/// A socket's direction to the peer, to be written to only as far as the kernel takes it. Beside a
/// [`Writer`](crate::Writer), which waits: whoever uses both sees to the order.
#[derive(Debug)]
pub struct Straight(pub(crate) Socket);

#[derive(Debug)]
pub(crate) enum Socket {
    Tcp(Arc<TcpStream>),
    Unix(Arc<UnixStream>),
}

impl Straight {
    /// Gives the kernel what it takes at once of these pieces, at most 1,024, in one call; WouldBlock when it takes
    /// nothing.
    pub fn write(&self, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        let mut nothing = SendAncillaryBuffer::default();
        let sent = match (&self.0, pieces) {
            (Socket::Tcp(tcp), [piece]) => send(tcp, piece, flags)?,
            (Socket::Unix(unix), [piece]) => send(unix, piece, flags)?,
            (Socket::Tcp(tcp), _) => sendmsg(tcp, pieces, &mut nothing, flags)?,
            (Socket::Unix(unix), _) => sendmsg(unix, pieces, &mut nothing, flags)?,
        };
        Ok(sent)
    }
}
