//! Which of an endpoint's addresses is bound, for which families, and where that turned out to be.

use crate::error::Error;
use crate::options::{Family, Options};
use crate::resolve::{Any, resolve};
use crate::socket::Stack;
use hullo_wire::address::{Address, Endpoint, Host};
use std::io;
use std::net::{IpAddr, SocketAddr};

/// Binds the first address of the endpoint that can be bound; without a host, one socket for both families.
pub(crate) async fn bind_first(
    address: &Address,
    endpoint: &Endpoint,
    options: &Options,
    make: impl Fn(SocketAddr, Stack) -> io::Result<socket2::Socket>,
) -> Result<(socket2::Socket, SocketAddr), Error> {
    let found = resolve(address, endpoint, Any::Unspecified, options).await?;
    let stack = match (&endpoint.host, options.family) {
        (Host::Any, None) => Stack::Dual,
        (Host::Any, Some(Family::V6)) => Stack::One,
        (Host::Ip(IpAddr::V6(ip)), None) if ip.is_unspecified() => Stack::Dual,
        _ => Stack::One,
    };
    let mut first_error = None;
    for at in found {
        match make(at, stack) {
            Ok(socket) => {
                let at = socket
                    .local_addr()
                    .map(|at| at.as_socket().expect("an IP socket has an IP address"))
                    .map_err(|error| Error::system("listen on", address, &error))?;
                return Ok((socket, at));
            }
            // A machine without IPv6 says so, and IPv4 alone is what it has; a port in use stays refused.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                return Err(Error::system("listen on", address, &error));
            }
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    let error = first_error.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into());
    Err(Error::system("listen on", address, &error))
}

/// The address as it was given, with the host and port that were really bound.
pub(crate) fn at_address(address: &Address, at: SocketAddr) -> Address {
    let endpoint = Endpoint {
        host: Host::Ip(at.ip()),
        port: at.port(),
    };
    match address {
        Address::Tls(_) => Address::Tls(endpoint),
        Address::Udp(_) => Address::Udp(endpoint),
        _ => Address::Tcp(endpoint),
    }
}
