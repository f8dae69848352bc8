//! TCP sockets that never wait and never hold a small packet back.

use rustix::io::Errno;
use rustix::net::{
    self, AddressFamily, RecvFlags, SendFlags, SocketAddrV4, SocketFlags, SocketType, sockopt,
};
use std::io;
use std::net::Ipv4Addr;
use std::os::fd::OwnedFd;

const BACKLOG: i32 = 4096;

fn tcp() -> io::Result<OwnedFd> {
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    Ok(net::socket_with(
        AddressFamily::INET,
        SocketType::STREAM,
        flags,
        None,
    )?)
}

/// A connection under way, from a given address of this machine if one is named.
pub fn connect(to: SocketAddrV4, from: Option<Ipv4Addr>) -> io::Result<OwnedFd> {
    let socket = tcp()?;
    sockopt::set_tcp_nodelay(&socket, true)?;
    if let Some(from) = from {
        net::bind(&socket, &SocketAddrV4::new(from, 0))?;
    }
    match net::connect(&socket, &to) {
        Ok(()) | Err(Errno::INPROGRESS) => Ok(socket),
        Err(error) => Err(error.into()),
    }
}

/// Whether a connection that was under way has come about.
pub fn connected(socket: &OwnedFd) -> io::Result<()> {
    Ok(sockopt::socket_error(socket)??)
}

/// A listener, and the address it has.
pub fn listen(at: SocketAddrV4) -> io::Result<(OwnedFd, SocketAddrV4)> {
    let socket = tcp()?;
    sockopt::set_socket_reuseaddr(&socket, true)?;
    net::bind(&socket, &at)?;
    net::listen(&socket, BACKLOG)?;
    let name = net::getsockname(&socket)?;
    Ok((socket, name.try_into()?))
}

/// The next connection that came in.
pub fn accept(listener: &OwnedFd) -> io::Result<OwnedFd> {
    let socket = net::accept_with(listener, SocketFlags::NONBLOCK | SocketFlags::CLOEXEC)?;
    sockopt::set_tcp_nodelay(&socket, true)?;
    Ok(socket)
}

/// Reads what is there; `None` when that is nothing yet, 0 at the end.
pub fn receive(socket: &OwnedFd, into: &mut [u8]) -> io::Result<Option<usize>> {
    match net::recv(socket, into, RecvFlags::DONTWAIT) {
        Ok((_, length)) => Ok(Some(length)),
        Err(Errno::AGAIN) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes what the kernel takes now; how much that was.
pub fn send(socket: &OwnedFd, bytes: &[u8]) -> io::Result<usize> {
    match net::send(socket, bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL) {
        Err(Errno::AGAIN) => Ok(0),
        sent => Ok(sent?),
    }
}

/// Says that nothing more will be written.
pub fn finish(socket: &OwnedFd) {
    // One that has ended already has nothing to be told.
    let _ = net::shutdown(socket, net::Shutdown::Write);
}
