//! UDP in batches: recvmmsg with GRO, sendmmsg, GSO; the address a datagram came to; the kernel's drops.

use crate::batch::{Batch, Run};
use crate::interface;
use crate::options::Options;
use crate::peer::Peer;
use crate::pipe::Pipe;
use crate::resolve::is_many;
use crate::socket::{self, Stack};
use quinn_udp::{RecvMeta, Transmit, UdpSockRef, UdpSocketState};
use rustix::net::{MMsgHdr, SendAncillaryBuffer, SendFlags, sendmmsg};
use std::io::{self, IoSlice};
use std::net::{IpAddr, SocketAddr};
use std::os::fd::{AsFd, AsRawFd};
use tokio::io::Interest;
use tokio::net::UdpSocket;

/// The longest payload of a datagram over IPv4: 65,535 bytes less the IP and UDP headers (RFC 768, RFC 791).
/// IPv6 has room for 20 bytes more, its own header not counting.
pub const LARGEST_DATAGRAM: usize = 65_535 - 20 - 8;

/// A UDP socket, its state for batches, and whether it is connected to one peer.
#[derive(Debug)]
pub(crate) struct Udp {
    socket: UdpSocket,
    state: UdpSocketState,
    connected: bool,
}

/// A socket to send to `to`: connected, so that ICMP errors come back, unless `to` is a group or everybody.
pub(crate) fn to(to: SocketAddr, options: &Options) -> io::Result<Udp> {
    let socket = socket::udp_to(to, options)?;
    let connected =
        !is_many(to.ip()) && (to.ip().is_loopback() || !interface::is_broadcast(to.ip())?);
    if connected {
        socket.connect(&to.into())?;
    }
    Udp::new(socket, connected)
}

/// A socket that hears at `at`.
pub(crate) fn at(at: SocketAddr, stack: Stack, options: &Options) -> io::Result<socket2::Socket> {
    socket::udp_at(at, stack, options)
}

impl Udp {
    pub(crate) fn new(socket: socket2::Socket, connected: bool) -> io::Result<Udp> {
        let state = UdpSocketState::new((&socket).into())?;
        let_it_fragment(&socket)?;
        Ok(Udp {
            socket: UdpSocket::from_std(socket.into())?,
            state,
            connected,
        })
    }

    pub(crate) fn local(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    pub(crate) async fn receive(&self, batch: &mut Batch) -> io::Result<()> {
        // An ICMP error alone makes the socket neither readable nor writable (EPOLLERR), and a read is what tells it.
        self.socket
            .async_io(Interest::READABLE | Interest::ERROR, || {
                batch.fill(|buffers, runs| {
                    let mut metas = [RecvMeta::default(); Batch::SLOTS];
                    let socket = UdpSockRef::from(&self.socket);
                    let count = self.state.recv(socket, buffers, &mut metas)?;
                    runs.extend(metas[..count].iter().map(|meta| Run {
                        peer: Peer::Ip(meta.addr),
                        to: meta.dst_ip.map(|ip| ip.to_canonical()),
                        length: meta.len,
                        // An empty datagram has no stride; one longer than all keeps the run whole.
                        stride: if meta.len == 0 { 1 } else { meta.stride },
                    }));
                    Ok(())
                })
            })
            .await
    }

    fn transmit<'a>(&self, to: SocketAddr, from: Option<IpAddr>, bytes: &'a [u8]) -> Transmit<'a> {
        let src_ip = from.filter(|ip| !is_many(*ip) && !self.connected);
        // On a dual-stack socket a v4 source goes with a v4 peer by control message, which takes the plain form.
        Transmit {
            destination: to,
            ecn: None,
            contents: bytes,
            segment_size: None,
            src_ip,
        }
    }

    pub(crate) async fn send(
        &self,
        to: SocketAddr,
        from: Option<IpAddr>,
        bytes: &[u8],
    ) -> io::Result<()> {
        let transmit = self.transmit(to, from, bytes);
        let sent = self.send_one(&transmit).await;
        match sent {
            // A network's own broadcast address is nobody's to send from, and looks like any other address.
            Err(error) if transmit.src_ip.is_some() && is_about_the_source(&error) => {
                let src_ip = None;
                self.send_one(&Transmit { src_ip, ..transmit }).await
            }
            sent => sent,
        }
    }

    async fn send_one(&self, transmit: &Transmit<'_>) -> io::Result<()> {
        self.socket
            .async_io(Interest::WRITABLE, || {
                self.state
                    .try_send(UdpSockRef::from(&self.socket), transmit)
            })
            .await
    }

    /// Sends all datagrams one by one, many in one call to the kernel.
    pub(crate) async fn send_each(&self, to: SocketAddr, datagrams: &[&[u8]]) -> io::Result<()> {
        if !self.connected || datagrams.len() == 1 {
            for datagram in datagrams {
                self.send(to, None, datagram).await?;
            }
            return Ok(());
        }
        let slices: Vec<[IoSlice<'_>; 1]> = datagrams
            .iter()
            .map(|datagram| [IoSlice::new(datagram)])
            .collect();
        let mut sent = 0;
        while sent < slices.len() {
            sent += self
                .socket
                .async_io(Interest::WRITABLE, || {
                    send_some(&self.socket, &slices[sent..])
                })
                .await?;
        }
        Ok(())
    }

    /// How many datagrams of `size` bytes the kernel takes as one bundle (generic segmentation offload); 1 is no bundling.
    pub(crate) fn bundle(&self, size: usize) -> usize {
        let longest = LARGEST_DATAGRAM / size.max(1);
        // Segments longer than the usual path takes whole would have to be fragmented, which GSO refuses.
        longest.min(self.state.max_gso_segments()).max(1)
    }

    /// Sends `bytes` as datagrams of `size` bytes each, the last perhaps shorter, in one bundle.
    pub(crate) async fn send_bundle(
        &self,
        to: SocketAddr,
        bytes: &[u8],
        size: usize,
    ) -> io::Result<()> {
        let transmit = Transmit {
            segment_size: Some(size),
            ..self.transmit(to, None, bytes)
        };
        self.socket
            .async_io(Interest::WRITABLE, || {
                self.state
                    .try_send(UdpSockRef::from(&self.socket), &transmit)
            })
            .await
    }

    /// Whether bundles can be spliced: a spliced datagram can only go to the peer that the socket is connected to.
    pub(crate) fn can_splice(&self) -> bool {
        self.connected
    }

    /// Lets the kernel cut whatever is sent from now on into datagrams of `size` bytes (UDP_SEGMENT, udp(7)).
    pub(crate) fn cut_into(&self, size: u16) -> io::Result<()> {
        set(&self.socket, libc::SOL_UDP, libc::UDP_SEGMENT, size.into())
    }

    /// Moves one bundle out of the pipe; the rest of one that the socket had no room for waits corked for more.
    pub(crate) async fn splice(&self, pipe: &Pipe, mut bytes: usize) -> io::Result<()> {
        while bytes > 0 {
            let moved = self
                .socket
                .async_io(Interest::WRITABLE, || pipe.drain(&self.socket, bytes));
            bytes -= moved.await?;
        }
        Ok(())
    }

    /// An error that came back since (an ICMP port unreachable), without waiting.
    pub(crate) fn take_error(&self) -> io::Result<()> {
        self.socket.take_error()?.map_or(Ok(()), Err)
    }

    /// Datagrams that the kernel has dropped at this socket because its receive buffer was full.
    pub(crate) fn drops(&self) -> io::Result<u64> {
        drops(&self.socket)
    }
}

fn is_about_the_source(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::InvalidInput
    )
}

/// SO_MEMINFO (linux/sock_diag.h): an array of words, the ninth of which counts the drops.
#[expect(unsafe_code, reason = "no safe wrapper knows SO_MEMINFO")]
fn drops(socket: impl AsFd) -> io::Result<u64> {
    const SK_MEMINFO_DROPS: usize = 8;
    let mut words = [0u32; SK_MEMINFO_DROPS + 1];
    let mut length = size_of_val(&words) as libc::socklen_t;
    // SAFETY: the kernel writes at most `length` bytes into `words`, which is that long.
    let done = unsafe {
        libc::getsockopt(
            socket.as_fd().as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_MEMINFO,
            words.as_mut_ptr().cast(),
            &raw mut length,
        )
    };
    if done == 0 {
        Ok(words[SK_MEMINFO_DROPS].into())
    } else {
        Err(io::Error::last_os_error())
    }
}

fn send_some(socket: &UdpSocket, slices: &[[IoSlice<'_>; 1]]) -> io::Result<usize> {
    // One control buffer a message, all empty, since each header borrows its own.
    let mut controls: Vec<_> = slices
        .iter()
        .map(|_| SendAncillaryBuffer::default())
        .collect();
    let mut headers: Vec<_> = slices
        .iter()
        .zip(&mut controls)
        .map(|(slice, control)| MMsgHdr::new(slice, control))
        .collect();
    Ok(sendmmsg(socket, &mut headers, SendFlags::empty())?)
}

/// A datagram longer than the path takes is fragmented, as every netcat's is; quinn-udp, made for QUIC, forbids it.
fn let_it_fragment(socket: &socket2::Socket) -> io::Result<()> {
    if socket.local_addr()?.is_ipv6() {
        set(socket, libc::IPPROTO_IPV6, libc::IPV6_DONTFRAG, 0)?;
        set(
            socket,
            libc::IPPROTO_IPV6,
            libc::IPV6_MTU_DISCOVER,
            libc::IPV6_PMTUDISC_WANT,
        )?;
        // A dual-stack socket sends IPv4 too; one for IPv6 only refuses the option, and needs none.
        let _ = set(
            socket,
            libc::IPPROTO_IP,
            libc::IP_MTU_DISCOVER,
            libc::IP_PMTUDISC_WANT,
        );
        return Ok(());
    }
    set(
        socket,
        libc::IPPROTO_IP,
        libc::IP_MTU_DISCOVER,
        libc::IP_PMTUDISC_WANT,
    )
}

/// setsockopt(2) with an int.
#[expect(
    unsafe_code,
    reason = "no safe wrapper sets IP_MTU_DISCOVER or UDP_SEGMENT"
)]
fn set(
    socket: impl AsFd,
    level: libc::c_int,
    name: libc::c_int,
    value: libc::c_int,
) -> io::Result<()> {
    // SAFETY: `value` outlives the call and its length is given.
    let done = unsafe {
        libc::setsockopt(
            socket.as_fd().as_raw_fd(),
            level,
            name,
            (&raw const value).cast(),
            size_of::<libc::c_int>() as libc::socklen_t,
        )
    };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}
