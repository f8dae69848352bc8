//! Sockets made to order: source, interface, TTL, keepalive, buffers, multicast, broadcast.

use crate::interface;
use crate::options::Options;
use socket2::{Domain, InterfaceIndexOrAddress, Protocol, SockRef, Socket, TcpKeepalive, Type};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;

/// Receive buffer asked of the kernel for UDP: at 64-byte datagrams (about 1 KiB each with the kernel's own
/// accounting) 8 MiB hold some 10 ms of a million datagrams a second, where the default 212 KiB held 0.2 ms.
const UDP_RECEIVE_BUFFER: usize = 8 << 20;

fn new(at: SocketAddr, kind: Type, protocol: Protocol, options: &Options) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(at), kind.nonblocking(), Some(protocol))?;
    if let Some(bytes) = options.send_buffer {
        socket.set_send_buffer_size(bytes)?;
    }
    if let Some(bytes) = options.receive_buffer {
        socket.set_recv_buffer_size(bytes)?;
    }
    if let Some(ttl) = options.ttl {
        match at {
            SocketAddr::V4(_) => socket.set_ttl_v4(ttl.into())?,
            SocketAddr::V6(_) => socket.set_unicast_hops_v6(ttl.into())?,
        }
    }
    if let Some(text) = &options.interface
        && !at.ip().is_multicast()
    {
        let index = NonZeroU32::new(interface::index(&socket, text)?);
        match at {
            SocketAddr::V4(_) => socket.bind_device_by_index_v4(index)?,
            SocketAddr::V6(_) => socket.bind_device_by_index_v6(index)?,
        }
    }
    Ok(socket)
}

/// Binds to `--source` where its family fits; an address of the other family is an error, not ignored.
fn bind_source(socket: &Socket, to: SocketAddr, options: &Options) -> io::Result<()> {
    let Some(source) = options.source else {
        return Ok(());
    };
    let any: IpAddr = if to.is_ipv4() {
        Ipv4Addr::UNSPECIFIED.into()
    } else {
        Ipv6Addr::UNSPECIFIED.into()
    };
    let ip = source.ip.unwrap_or(any);
    if ip.is_ipv4() != to.is_ipv4() {
        let why = format!(
            "source {ip} and destination {} are of different families",
            to.ip()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    }
    socket
        .bind(&SocketAddr::new(ip, source.port).into())
        .map_err(|error| {
            io::Error::new(
                error.kind(),
                format!(
                    "source {ip}:{}: {}",
                    source.port,
                    crate::error::words(&error)
                ),
            )
        })
}

/// Settings that every TCP socket of ours has, opened or accepted.
pub(crate) fn tune_tcp(socket: &SockRef<'_>, options: &Options) -> io::Result<()> {
    socket.set_tcp_nodelay(!options.nagle)?;
    if let Some(after) = options.keepalive {
        socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(after).with_interval(after))?;
    }
    Ok(())
}

/// A TCP socket ready to connect to `to`.
pub(crate) fn tcp_to(to: SocketAddr, options: &Options) -> io::Result<Socket> {
    let socket = new(to, Type::STREAM, Protocol::TCP, options)?;
    tune_tcp(&SockRef::from(&socket), options)?;
    if options.source.is_some() {
        // Without it a source port cannot be used again for the minute that an old connection lies in TIME_WAIT.
        socket.set_reuse_address(true)?;
    }
    bind_source(&socket, to, options)?;
    Ok(socket)
}

/// Which families a wildcard socket hears.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stack {
    One,
    Dual,
}

fn bind(socket: &Socket, at: SocketAddr, stack: Stack) -> io::Result<()> {
    if at.is_ipv6() {
        socket.set_only_v6(stack == Stack::One)?;
    }
    socket.bind(&at.into())
}

/// A TCP socket listening at `at`.
pub(crate) fn tcp_at(at: SocketAddr, stack: Stack, options: &Options) -> io::Result<Socket> {
    let socket = new(at, Type::STREAM, Protocol::TCP, options)?;
    // On Linux this lets a server start again at once after its end (TIME_WAIT); a port with a listener stays refused.
    socket.set_reuse_address(true)?;
    bind(&socket, at, stack)?;
    // As many callers waiting as the system lets us have (net.core.somaxconn, 4096 by default).
    socket.listen(4096)?;
    Ok(socket)
}

/// A UDP socket to send to `to`; connected, so that an ICMP error comes back, unless `to` is a group or broadcast.
pub(crate) fn udp_to(to: SocketAddr, options: &Options) -> io::Result<Socket> {
    let socket = new(to, Type::DGRAM, Protocol::UDP, options)?;
    large_receive_buffer(&socket, options);
    if to.is_ipv4() {
        socket.set_broadcast(true)?;
    }
    if to.ip().is_multicast() {
        multicast_out(&socket, to, options)?;
    }
    bind_source(&socket, to, options)?;
    Ok(socket)
}

/// A UDP socket that hears at `at`; for a multicast address, joined to the group.
pub(crate) fn udp_at(at: SocketAddr, stack: Stack, options: &Options) -> io::Result<Socket> {
    let socket = new(at, Type::DGRAM, Protocol::UDP, options)?;
    large_receive_buffer(&socket, options);
    if at.is_ipv4() {
        socket.set_broadcast(true)?;
    }
    if at.ip().is_multicast() {
        // Several receivers of one group on one machine are the purpose of multicast; a unicast port is never shared.
        socket.set_reuse_address(true)?;
        let at = on_its_link(&socket, at, options)?;
        multicast_out(&socket, at, options)?;
        bind(&socket, at, stack)?;
        join(&socket, at, options)?;
    } else {
        bind(&socket, at, stack)?;
    }
    Ok(socket)
}

fn large_receive_buffer(socket: &Socket, options: &Options) {
    if options.receive_buffer.is_none() {
        // More than net.core.rmem_max needs CAP_NET_ADMIN; what we get without it is what there is.
        if force_receive_buffer(socket, UDP_RECEIVE_BUFFER).is_err() {
            let _ = socket.set_recv_buffer_size(UDP_RECEIVE_BUFFER);
        }
    }
}

fn force_receive_buffer(socket: &Socket, bytes: usize) -> io::Result<()> {
    rustix::net::sockopt::set_socket_recv_buffer_size_force(socket, bytes).map_err(io::Error::from)
}

fn multicast_out(socket: &Socket, group: SocketAddr, options: &Options) -> io::Result<()> {
    let ttl = options.ttl.map(u32::from);
    match group {
        SocketAddr::V4(_) => {
            if let Some(text) = &options.interface {
                let index = interface::index(socket, text)?;
                // ip_mreqn with an index needs no address, so that nameless interfaces work too.
                rustix::net::sockopt::set_ip_multicast_if_with_ifindex(
                    socket,
                    &Ipv4Addr::UNSPECIFIED,
                    &Ipv4Addr::UNSPECIFIED,
                    index,
                )?;
            }
            if let Some(ttl) = ttl {
                socket.set_multicast_ttl_v4(ttl)?;
            }
            socket.set_multicast_loop_v4(!options.no_loop)
        }
        SocketAddr::V6(v6) => {
            if let Some(text) = &options.interface {
                socket.set_multicast_if_v6(interface::index(socket, text)?)?;
            } else if v6.scope_id() != 0 {
                socket.set_multicast_if_v6(v6.scope_id())?;
            }
            if let Some(ttl) = ttl {
                socket.set_multicast_hops_v6(ttl)?;
            }
            socket.set_multicast_loop_v6(!options.no_loop)
        }
    }
}

/// A link-local group (`ff02::…`, `ff12::…`) is bound only together with its link, which `--interface` or `%` names.
fn on_its_link(socket: &Socket, at: SocketAddr, options: &Options) -> io::Result<SocketAddr> {
    let SocketAddr::V6(mut v6) = at else {
        return Ok(at);
    };
    if let Some(text) = &options.interface {
        v6.set_scope_id(interface::index(socket, text)?);
    }
    let link_local = v6.ip().segments()[0] & 0xf == 2;
    if link_local && v6.scope_id() == 0 {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "a link-local group needs its interface: --interface IF, or %IF behind the group",
        ));
    }
    Ok(v6.into())
}

fn join(socket: &Socket, at: SocketAddr, options: &Options) -> io::Result<()> {
    let index = match (&options.interface, at) {
        (Some(text), _) => interface::index(socket, text)?,
        (None, SocketAddr::V6(v6)) => v6.scope_id(),
        (None, SocketAddr::V4(_)) => 0,
    };
    match (at.ip(), options.multicast_source) {
        (IpAddr::V4(group), None) => {
            socket.set_multicast_all_v4(false)?;
            socket.join_multicast_v4_n(&group, &InterfaceIndexOrAddress::Index(index))
        }
        (IpAddr::V6(group), None) => socket.join_multicast_v6(&group, index),
        (group, Some(source)) if group.is_ipv4() == source.is_ipv4() => {
            join_source(socket, group, source, index)
        }
        (group, Some(source)) => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("group {group} and its source {source} are of different families"),
        )),
    }
}

/// MCAST_JOIN_SOURCE_GROUP (RFC 3678 §5.1.4), which serves both families and takes an interface index.
#[expect(
    unsafe_code,
    reason = "socket2 has the v4-only form by interface address; this one serves v6 and names too"
)]
fn join_source(socket: &Socket, group: IpAddr, source: IpAddr, index: u32) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    const MCAST_JOIN_SOURCE_GROUP: libc::c_int = 46;
    #[repr(C)]
    struct GroupSourceReq {
        interface: u32,
        group: libc::sockaddr_storage,
        source: libc::sockaddr_storage,
    }
    let storage = |ip: IpAddr| {
        let address = socket2::SockAddr::from(SocketAddr::new(ip, 0));
        // SAFETY: sockaddr_storage is plain data for which all zeroes is a value.
        let mut out: libc::sockaddr_storage = unsafe { std::mem::zeroed() };
        // SAFETY: the address is at most a sockaddr_storage long, and both are plain bytes.
        unsafe {
            std::ptr::copy_nonoverlapping(
                address.as_ptr().cast::<u8>(),
                (&raw mut out).cast::<u8>(),
                address.len() as usize,
            );
        }
        out
    };
    let request = GroupSourceReq {
        interface: index,
        group: storage(group),
        source: storage(source),
    };
    let level = if group.is_ipv4() {
        libc::IPPROTO_IP
    } else {
        libc::IPPROTO_IPV6
    };
    // SAFETY: `request` outlives the call and has the layout of struct group_source_req.
    let done = unsafe {
        libc::setsockopt(
            socket.as_raw_fd(),
            level,
            MCAST_JOIN_SOURCE_GROUP,
            (&raw const request).cast(),
            size_of::<GroupSourceReq>() as libc::socklen_t,
        )
    };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}
