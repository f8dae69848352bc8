//! A UDP client that sends one datagram and prints the answer: `udp_client [ADDRESS [MESSAGE]]`.
//!
//! UDP keeps the borders of a message (one send is one recv, even an empty one) but may lose it,
//! repeat it or overtake it. The usual beginner's version waits for its answer without a clock: one
//! lost datagram, and it waits for ever. This one asks again, three times, each time more patiently.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::ExitCode;
use std::time::Duration;

const PATIENCE: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let address = args.next().unwrap_or("127.0.0.1:12345".into());
    let message = args
        .next()
        .unwrap_or("Hello, server! 你好，服务器！".into());
    match ask(&address, &message) {
        Ok(answer) => {
            // {:?} writes control characters as escapes: what a stranger sends must not drive this terminal.
            println!("Server: {:?}", String::from_utf8_lossy(&answer));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("udp_client: udp://{address}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn ask(address: &str, message: &str) -> io::Result<Vec<u8>> {
    let server = address
        .to_socket_addrs()?
        .next()
        .ok_or(ErrorKind::NotFound)?; // the name, looked up
    let any: SocketAddr = match server {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    let socket = UdpSocket::bind(any)?; // socket(), then bind() to a free port of the server's family
    // connect() sends nothing. It fixes the address, so that send() and recv() replace sendto() and
    // recvfrom(), a stranger's datagram is not taken for the answer, and "nobody listens on that port",
    // which comes back by ICMP, is told to us as "connection refused" instead of silence.
    socket.connect(server)?;

    // One byte more than the largest datagram: recv() cuts off, without a word, what does not fit.
    let mut room = vec![0; 65_536];
    for patience in PATIENCE {
        // One datagram, whole or not at all: over 65,507 bytes (IPv4) it is "message too long", and over
        // about 1,400 it travels in fragments, all of which must arrive.
        socket.send(message.as_bytes())?;
        socket.set_read_timeout(Some(patience))?; // setsockopt(SO_RCVTIMEO)
        match socket.recv(&mut room) {
            Ok(n) => return Ok(room[..n].to_vec()), // n = 0 is an empty datagram, not an end
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                // The question or the answer was lost, or is late: asking twice must do no harm.
                eprintln!("no answer in {patience:?}");
            }
            Err(e) => return Err(e),
        }
    }
    Err(ErrorKind::TimedOut.into())
    // close() when `socket` goes out of scope. It too sends nothing: nobody learns that we left.
}
