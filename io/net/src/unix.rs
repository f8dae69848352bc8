//! Unix sockets: paths and abstract names, streams and datagrams (unix(7)).
//!
//! Promises: a socket file left behind by a program that is gone is replaced; one that somebody still listens on is
//! refused; our own files are removed at the end.

use crate::peer::Peer;
use crate::stream::{Stream, Wire};
use hullo_wire::address::UnixName;
use std::io;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::FileTypeExt;
use std::os::unix::net::{self as unix, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::net::{UnixDatagram, UnixStream};

fn address_of(name: &UnixName) -> io::Result<SocketAddr> {
    match name {
        UnixName::Path(path) => SocketAddr::from_pathname(path),
        UnixName::Abstract(name) => SocketAddr::from_abstract_name(name.as_bytes()),
    }
}

/// The peer that a name stands for.
pub(crate) fn peer_of(name: &UnixName) -> Peer {
    match name {
        UnixName::Path(path) => Peer::Path(path.clone()),
        UnixName::Abstract(name) => Peer::Abstract(name.clone()),
    }
}

/// Removes the socket file when dropped.
#[derive(Debug)]
pub(crate) struct SocketFile(PathBuf);

impl Drop for SocketFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Binds with `bind`, after removing a socket file that nobody listens on (`alive` tells).
fn bind_file<T>(
    name: &UnixName,
    bind: impl Fn(&SocketAddr) -> io::Result<T>,
    alive: impl Fn(&SocketAddr) -> bool,
) -> io::Result<(T, Option<SocketFile>)> {
    let address = address_of(name)?;
    let bound = match bind(&address) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            let UnixName::Path(path) = name else {
                return Err(error);
            };
            let is_socket =
                std::fs::symlink_metadata(path).is_ok_and(|data| data.file_type().is_socket());
            if !is_socket {
                return Err(io::Error::new(
                    error.kind(),
                    "a file that is not a socket is there",
                ));
            }
            if alive(&address) {
                return Err(error);
            }
            std::fs::remove_file(path)?;
            bind(&address)?
        }
        done => done?,
    };
    let file = match name {
        UnixName::Path(path) => Some(SocketFile(path.clone())),
        UnixName::Abstract(_) => None,
    };
    Ok((bound, file))
}

/// A listening Unix stream socket.
pub(crate) struct UnixListener {
    listener: tokio::net::UnixListener,
    name: UnixName,
    _file: Option<SocketFile>,
}

impl UnixListener {
    pub(crate) fn bind(name: &UnixName) -> io::Result<UnixListener> {
        let (listener, file) = bind_file(name, unix::UnixListener::bind_addr, |address| {
            unix::UnixStream::connect_addr(address).is_ok()
        })?;
        listener.set_nonblocking(true)?;
        Ok(UnixListener {
            listener: tokio::net::UnixListener::from_std(listener)?,
            name: name.clone(),
            _file: file,
        })
    }

    /// One that somebody else has made, and whose file is somebody else's.
    pub(crate) fn made(listener: unix::UnixListener, name: UnixName) -> io::Result<UnixListener> {
        Ok(UnixListener {
            listener: tokio::net::UnixListener::from_std(listener)?,
            name,
            _file: None,
        })
    }

    /// The connection, its peer and our own name.
    pub(crate) async fn accept(&self) -> io::Result<(UnixStream, Peer, Peer)> {
        let (stream, from) = self.listener.accept().await?;
        Ok((stream, Peer::of_unix(&from.into()), peer_of(&self.name)))
    }
}

/// Connects a stream.
pub(crate) async fn connect(name: &UnixName) -> io::Result<Stream> {
    let stream = match name {
        UnixName::Path(path) => UnixStream::connect(path).await?,
        UnixName::Abstract(_) => {
            let stream = unix::UnixStream::connect_addr(&address_of(name)?)?;
            stream.set_nonblocking(true)?;
            UnixStream::from_std(stream)?
        }
    };
    let local = Peer::of_unix(&stream.local_addr()?.into());
    Ok(Stream {
        wire: Wire::Unix(stream),
        peer: peer_of(name),
        local,
    })
}

/// A datagram socket that hears at `name`.
pub(crate) fn bind_datagrams(name: &UnixName) -> io::Result<(UnixDatagram, Option<SocketFile>)> {
    let (socket, file) = bind_file(name, unix::UnixDatagram::bind_addr, |address| {
        unix::UnixDatagram::unbound().is_ok_and(|probe| probe.connect_addr(address).is_ok())
    })?;
    socket.set_nonblocking(true)?;
    Ok((UnixDatagram::from_std(socket)?, file))
}

/// A datagram socket connected to `name`, with an abstract name of its own so that it can be answered.
pub(crate) fn open_datagrams(name: &UnixName) -> io::Result<(UnixDatagram, Peer)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let own = format!(
        "hullo-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let socket = unix::UnixDatagram::bind_addr(&SocketAddr::from_abstract_name(own.as_bytes())?)?;
    socket.connect_addr(&address_of(name)?)?;
    socket.set_nonblocking(true)?;
    Ok((UnixDatagram::from_std(socket)?, peer_of(name)))
}
