//! A stream of bytes both ways: TCP, TLS over TCP, a Unix socket, or our own standard input and output.
//!
//! Promises: the closed enum of byte streams; each direction ends on its own ([`Writer::finish`] half-closes and
//! the other direction goes on); nothing is buffered here, so that back-pressure is the kernel's.

use crate::local::Local;
use crate::peer::Peer;
use crate::reader::Reader;
use crate::tcp_info::TcpProbe;
use crate::tls::Tls;
use crate::writer::Writer;
use rustix::stdio::{dup2_stdin, dup2_stdout};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use tokio::net::{TcpStream, UnixStream};

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

    /// Whether nobody on the way can read along: TLS, or within this machine without a network.
    pub fn is_private(&self) -> bool {
        !matches!(self.wire, Wire::Tcp(_))
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
