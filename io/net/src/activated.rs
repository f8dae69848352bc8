//! Sockets that the process was started with, as systemd does it (sd_listen_fds(3)): `LISTEN_PID` is our number,
//! `LISTEN_FDS` how many there are, from file descriptor 3 on.

use crate::error::{Error, Kind};
use crate::peer::Peer;
use hullo_wire::address::{Address, Endpoint, Host, UnixName};
use socket2::{Domain, Socket, Type};
use std::io;
use std::os::fd::{FromRawFd, RawFd};
use std::sync::atomic::{AtomicBool, Ordering};

/// The first of them.
const FIRST: RawFd = 3;

/// A listening stream socket that somebody else has made.
#[derive(Debug)]
pub struct Activated {
    pub(crate) socket: Socket,
    pub(crate) address: Address,
}

impl Activated {
    /// All of them; none where the variables are not meant for us. They are given out once.
    pub fn all() -> Result<Vec<Activated>, Error> {
        static TAKEN: AtomicBool = AtomicBool::new(false);
        let number = |name| std::env::var(name).ok()?.parse::<u32>().ok();
        if number("LISTEN_PID") != Some(std::process::id()) || TAKEN.swap(true, Ordering::Relaxed) {
            return Ok(Vec::new());
        }
        let count = number("LISTEN_FDS").unwrap_or(0);
        let past = FIRST.saturating_add(count.try_into().unwrap_or(0));
        (FIRST..past).map(Activated::take).collect()
    }

    /// Where it listens.
    pub fn address(&self) -> &Address {
        &self.address
    }

    #[expect(unsafe_code, reason = "a number becomes an owner")]
    fn take(fd: RawFd) -> Result<Activated, Error> {
        let failed = |error: io::Error| {
            Error::system("use the socket of LISTEN_FDS with number", fd, &error)
        };
        // SAFETY: fcntl(2) only looks whether the number is open.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
            return Err(failed(io::Error::last_os_error()));
        }
        // SAFETY: it is open, the protocol gives it to us alone, and `all` hands each number out once.
        let socket = unsafe { Socket::from_raw_fd(fd) };
        socket.set_cloexec(true).map_err(failed)?;
        socket.set_nonblocking(true).map_err(failed)?;
        if socket.r#type().map_err(failed)? != Type::STREAM
            || !socket.is_listener().map_err(failed)?
        {
            let why = "it is not a listening stream socket (ListenStream=)";
            return Err(Error::new(
                "use the socket of LISTEN_FDS with number",
                fd,
                Kind::Local,
                why,
            ));
        }
        let address = address_of(&socket).map_err(failed)?;
        Ok(Activated { socket, address })
    }
}

fn address_of(socket: &Socket) -> io::Result<Address> {
    let local = socket.local_addr()?;
    if let Some(at) = local.as_socket() {
        return Ok(Address::Tcp(Endpoint {
            host: Host::Ip(at.ip()),
            port: at.port(),
        }));
    }
    let unix = (local.domain() == Domain::UNIX)
        .then(|| local.as_unix().map(|name| Peer::of_unix(&name)))
        .flatten();
    match unix {
        Some(Peer::Path(path)) => Ok(Address::Unix(UnixName::Path(path))),
        Some(Peer::Abstract(name)) => Ok(Address::Unix(UnixName::Abstract(name))),
        _ => Err(io::Error::other(
            "neither TCP nor a Unix socket with a name",
        )),
    }
}
