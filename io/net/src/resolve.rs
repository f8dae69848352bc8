//! An endpoint's host to IP addresses, in the order to try them (RFC 8305 §4: families in turn).

use crate::error::{Error, Kind};
use crate::options::{Family, Options};
use hullo_wire::address::{Address, Endpoint, Host};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

/// What `Host::Any` stands for: nobody in particular to connect to is this machine, to listen is every address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Any {
    Loopback,
    Unspecified,
}

/// All addresses of the endpoint, never empty, families in turn beginning with the resolver's first choice.
pub(crate) async fn resolve(
    address: &Address,
    endpoint: &Endpoint,
    any: Any,
    options: &Options,
) -> Result<Vec<SocketAddr>, Error> {
    let found: Vec<SocketAddr> = match &endpoint.host {
        Host::Ip(ip) => vec![SocketAddr::new(*ip, endpoint.port)],
        Host::Scoped(ip, scope) => vec![scoped(address, *ip, scope, endpoint.port)?],
        Host::Any => {
            let (v6, v4) = match any {
                Any::Loopback => (Ipv6Addr::LOCALHOST, Ipv4Addr::LOCALHOST),
                Any::Unspecified => (Ipv6Addr::UNSPECIFIED, Ipv4Addr::UNSPECIFIED),
            };
            vec![
                SocketAddr::new(v6.into(), endpoint.port),
                SocketAddr::new(v4.into(), endpoint.port),
            ]
        }
        Host::Name(name) => tokio::net::lookup_host((name.as_str(), endpoint.port))
            .await
            .map_err(|error| {
                Error::new("find", address, Kind::NameNotFound, not_found(name, &error))
            })?
            .collect(),
    };
    let kept: Vec<SocketAddr> = found
        .iter()
        .copied()
        .filter(|a| options.family.is_none_or(|family| family.has(a.ip())))
        .collect();
    if kept.is_empty() {
        let why = match options.family {
            Some(Family::V4) => format!("{} has no IPv4 address", endpoint.host),
            Some(Family::V6) => format!("{} has no IPv6 address", endpoint.host),
            None => format!("{} has no address", endpoint.host),
        };
        return Err(Error::new("find", address, Kind::NameNotFound, why));
    }
    Ok(in_turn(kept))
}

fn not_found(name: &str, error: &std::io::Error) -> String {
    // getaddrinfo's words come behind a prefix of std's that says nothing more.
    let text = error.to_string();
    let words = text
        .strip_prefix("failed to lookup address information: ")
        .unwrap_or(&text);
    format!("name {name:?} not found ({})", words.trim().to_lowercase())
}

fn scoped(address: &Address, ip: Ipv6Addr, scope: &str, port: u16) -> Result<SocketAddr, Error> {
    let index = match scope.parse() {
        Ok(number) => number,
        Err(_) => std::net::UdpSocket::bind("127.0.0.1:0")
            .and_then(|socket| crate::interface::index(&socket, scope))
            .map_err(|error| Error::system("find", address, &error))?,
    };
    Ok(SocketAddrV6::new(ip, port, 0, index).into())
}

/// Families in turn, each in its own order, duplicates dropped.
fn in_turn(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let first_is_v6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (mut first, mut second): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|a| a.is_ipv6() == first_is_v6);
    first.dedup();
    second.dedup();
    let mut out = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    loop {
        match (first.next(), second.next()) {
            (None, None) => return out,
            (a, b) => out.extend(a.into_iter().chain(b)),
        }
    }
}

/// The broadcast address of the loopback network, whose interface does not say that it has one.
const LOOPBACK_BROADCAST: Ipv4Addr = Ipv4Addr::new(127, 255, 255, 255);

/// Whether the address is a group or everybody, who cannot answer as one peer.
pub(crate) fn is_many(ip: IpAddr) -> bool {
    ip.is_multicast()
        || ip == IpAddr::V4(Ipv4Addr::BROADCAST)
        || ip == IpAddr::V4(LOOPBACK_BROADCAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(list: &[&str]) -> Vec<String> {
        in_turn(list.iter().map(|a| a.parse().unwrap()).collect())
            .iter()
            .map(SocketAddr::to_string)
            .collect()
    }

    #[test]
    fn families_take_turns_and_the_resolvers_first_leads() {
        assert_eq!(
            turn(&["[::1]:1", "[::2]:1", "1.1.1.1:1", "2.2.2.2:1", "3.3.3.3:1"]),
            ["[::1]:1", "1.1.1.1:1", "[::2]:1", "2.2.2.2:1", "3.3.3.3:1"]
        );
        assert_eq!(turn(&["1.1.1.1:1", "[::1]:1"]), ["1.1.1.1:1", "[::1]:1"]);
    }

    #[test]
    fn the_same_address_twice_is_tried_once() {
        assert_eq!(turn(&["1.1.1.1:1", "1.1.1.1:1"]), ["1.1.1.1:1"]);
    }
}
