//! Free ports in the place of those that a page uses.

use std::net::{TcpListener, UdpSocket};
use std::sync::atomic::{AtomicU32, Ordering};

/// A port on which nothing listens, over TCP and UDP. It is below those that the system gives out (32768 and up on
/// Linux, ip_local_port_range), so that no socket of another test takes it before it is used.
pub(crate) fn free() -> u16 {
    const FIRST: u32 = 20_000;
    const COUNT: u32 = 12_000;
    static NEXT: AtomicU32 = AtomicU32::new(0);
    for _ in 0..COUNT {
        // Two test programs at once begin far from each other.
        let n = std::process::id() * 97 + NEXT.fetch_add(1, Ordering::Relaxed);
        let port = u16::try_from(FIRST + n % COUNT).expect("below 65536");
        if TcpListener::bind(("::", port)).is_ok() && UdpSocket::bind(("::", port)).is_ok() {
            return port;
        }
    }
    panic!("all ports from {FIRST} on are taken");
}
