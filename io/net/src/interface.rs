//! A network interface found by its name or by one of its addresses.

use crate::error::words;
use rustix::fd::AsFd;
use std::cell::RefCell;
use std::io;
use std::net::IpAddr;

/// The kernel's index of the interface `text`, which is a name (`eth0`) or one of the interface's own addresses.
pub(crate) fn index(socket: impl AsFd, text: &str) -> io::Result<u32> {
    let name = match text.parse::<IpAddr>() {
        Ok(ip) => {
            name_with(ip)?.ok_or_else(|| fault(text, "no interface here has this address"))?
        }
        Err(_) => text.to_owned(),
    };
    rustix::net::netdevice::name_to_index(socket, &name)
        .map_err(|error| fault(text, &words(&error.into())))
}

fn fault(text: &str, why: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidInput,
        format!("interface {text:?}: {why}"),
    )
}

/// The name of the interface that bears `ip`.
fn name_with(ip: IpAddr) -> io::Result<Option<String>> {
    find(|entry| (address(entry.ifa_addr) == Some(ip)).then(|| name_of(entry)))
}

/// Whether `ip` is the broadcast address of a network that this machine is in, or everybody's (255.255.255.255).
pub(crate) fn is_broadcast(ip: IpAddr) -> io::Result<bool> {
    let IpAddr::V4(v4) = ip else { return Ok(false) };
    if v4.is_broadcast() {
        return Ok(true);
    }
    let found = find(|entry| {
        let can = entry.ifa_flags & libc::IFF_BROADCAST as libc::c_uint != 0;
        (can && address(entry.ifa_ifu) == Some(ip)).then_some(())
    })?;
    Ok(found.is_some())
}

/// The addresses by which the local network can reach this machine: those of interfaces that are up, private IPv4 ones
/// of real-looking interfaces first, no loopback, no link-local IPv6 (which need a zone).
pub fn lan_addresses() -> io::Result<Vec<IpAddr>> {
    let found = RefCell::new(Vec::new());
    find(|entry| {
        let up = entry.ifa_flags & libc::IFF_UP as libc::c_uint != 0;
        if up && let Some(ip) = address(entry.ifa_addr) {
            found.borrow_mut().push((name_of(entry), ip));
        }
        None::<()>
    })?;
    let mut found = found.into_inner();
    found.retain(|(_, ip)| match ip {
        IpAddr::V4(v4) => !v4.is_loopback(),
        IpAddr::V6(v6) => !v6.is_loopback() && !v6.is_unicast_link_local(),
    });
    // Bridges to containers and virtual machines are reached by these alone.
    let inner = |name: &str| {
        ["docker", "br-", "virbr", "veth", "lxc", "cni"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
    };
    found.sort_by_key(|(name, ip)| {
        let private = matches!(ip, IpAddr::V4(v4) if v4.is_private());
        (inner(name), !private, ip.is_ipv6())
    });
    Ok(found.into_iter().map(|(_, ip)| ip).collect())
}

/// The first entry of getifaddrs(3) for which `pick` gives something.
#[expect(
    unsafe_code,
    reason = "no kept crate without more dependencies wraps getifaddrs; read and freed here"
)]
fn find<T>(pick: impl Fn(&libc::ifaddrs) -> Option<T>) -> io::Result<Option<T>> {
    let mut list: *mut libc::ifaddrs = std::ptr::null_mut();
    // SAFETY: getifaddrs fills `list` or fails; it is freed below, once.
    if unsafe { libc::getifaddrs(&mut list) } != 0 {
        return Err(io::Error::last_os_error());
    }
    let mut found = None;
    let mut at = list;
    while !at.is_null() && found.is_none() {
        // SAFETY: `at` walks the list that getifaddrs made and that is not yet freed.
        let entry = unsafe { &*at };
        found = pick(entry);
        at = entry.ifa_next;
    }
    // SAFETY: the list came from getifaddrs and `pick` gave out nothing that borrows from it.
    unsafe { libc::freeifaddrs(list) };
    Ok(found)
}

#[expect(unsafe_code, reason = "a sockaddr's family says what it points to")]
fn address(at: *const libc::sockaddr) -> Option<IpAddr> {
    if at.is_null() {
        return None;
    }
    // SAFETY: `at` comes from an entry of getifaddrs and its family says how long it is.
    unsafe {
        match i32::from((*at).sa_family) {
            libc::AF_INET => Some(IpAddr::from(
                (*at.cast::<libc::sockaddr_in>())
                    .sin_addr
                    .s_addr
                    .to_ne_bytes(),
            )),
            libc::AF_INET6 => Some(IpAddr::from(
                (*at.cast::<libc::sockaddr_in6>()).sin6_addr.s6_addr,
            )),
            _ => None,
        }
    }
}

#[expect(unsafe_code, reason = "ifa_name is a C string")]
fn name_of(entry: &libc::ifaddrs) -> String {
    // SAFETY: ifa_name is a NUL-ended string that lives as long as the entry.
    unsafe { std::ffi::CStr::from_ptr(entry.ifa_name) }
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_found_by_name_and_by_address() {
        let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let by_name = index(&socket, "lo").unwrap();
        assert_eq!(index(&socket, "127.0.0.1").unwrap(), by_name);
    }

    #[test]
    fn an_interface_that_is_not_here_is_named_in_the_error() {
        let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
        let error = index(&socket, "nosuch0").unwrap_err().to_string();
        assert!(
            error.starts_with("interface \"nosuch0\": no such device"),
            "{error}"
        );
        assert!(
            index(&socket, "203.0.113.9")
                .unwrap_err()
                .to_string()
                .contains("no interface here has this address")
        );
    }
}
