//! What the kernel knows of a TCP connection: TCP_INFO (tcp(7), struct tcp_info of linux/tcp.h).

use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::time::Duration;

/// The figures of one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TcpInfo {
    /// Smoothed round-trip time (RFC 6298).
    pub rtt: Duration,
    /// Its mean deviation.
    pub rtt_variation: Duration,
    /// The least round trip seen lately.
    pub min_rtt: Duration,
    /// Segments sent again since the connection began.
    pub retransmits: u32,
    /// Congestion window, in segments.
    pub congestion_window: u32,
    /// Largest segment that we send, in bytes.
    pub segment_size: u32,
    /// The latest measured rate of delivery, in bytes a second.
    pub delivery_rate: u64,
}

/// A handle on a connection that can be asked while others read and write it. It keeps the connection open.
#[derive(Debug)]
pub struct TcpProbe(OwnedFd);

impl TcpProbe {
    pub(crate) fn of(socket: impl AsFd) -> io::Result<TcpProbe> {
        Ok(TcpProbe(socket.as_fd().try_clone_to_owned()?))
    }

    /// The figures now.
    pub fn ask(&self) -> io::Result<TcpInfo> {
        TcpInfo::of(&self.0)
    }
}

/// As far as the last field that we read (tcpi_delivery_rate ends at byte 168); older kernels fill less.
const SIZE: usize = 168;

impl TcpInfo {
    /// Asks the kernel.
    #[expect(
        unsafe_code,
        reason = "no safe wrapper returns the later fields of TCP_INFO"
    )]
    pub(crate) fn of(socket: impl AsFd) -> io::Result<TcpInfo> {
        let mut raw = [0u8; SIZE];
        let mut length = SIZE as libc::socklen_t;
        // SAFETY: the kernel writes at most `length` bytes into `raw`, which is that long.
        let done = unsafe {
            libc::getsockopt(
                socket.as_fd().as_raw_fd(),
                libc::IPPROTO_TCP,
                libc::TCP_INFO,
                raw.as_mut_ptr().cast(),
                &raw mut length,
            )
        };
        if done == 0 {
            Ok(TcpInfo::parse(&raw))
        } else {
            Err(io::Error::last_os_error())
        }
    }

    /// Offsets of struct tcp_info: 8 bytes of small fields, 24 words, then 64-bit counters.
    fn parse(raw: &[u8; SIZE]) -> TcpInfo {
        let word = |at: usize| u32::from_ne_bytes(raw[at..at + 4].try_into().expect("four bytes"));
        let micros = |at: usize| Duration::from_micros(word(at).into());
        TcpInfo {
            segment_size: word(16),
            rtt: micros(68),
            rtt_variation: micros(72),
            congestion_window: word(80),
            retransmits: word(100),
            min_rtt: micros(148),
            delivery_rate: u64::from_ne_bytes(raw[160..168].try_into().expect("eight bytes")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    #[test]
    fn a_live_connection_has_a_round_trip_and_a_window() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut near = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut far, _) = listener.accept().unwrap();
        near.write_all(b"x").unwrap();
        far.read_exact(&mut [0]).unwrap();
        let info = TcpInfo::of(&near).unwrap();
        assert!(
            info.rtt > Duration::ZERO && info.rtt < Duration::from_secs(1),
            "{info:?}"
        );
        assert!(
            info.congestion_window >= 10,
            "at least the initial window of RFC 6928: {info:?}"
        );
        assert!(info.segment_size > 500, "{info:?}");
        assert_eq!(info.retransmits, 0);
    }
}
