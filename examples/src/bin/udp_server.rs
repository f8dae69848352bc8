//! A UDP server that sends every datagram back to whoever sent it: `udp_server [ADDRESS]`.
//!
//! There are no connections: one socket hears everybody, and each datagram says whom to answer, so
//! "one client at a time" is not a question here. What is: one recvfrom(1024) cuts a longer datagram
//! short without a word, and the usual beginner's version dies, for all, of one byte that is not UTF-8.

use std::io;
use std::net::UdpSocket;

fn main() -> io::Result<()> {
    let address = std::env::args().nth(1);
    // socket() and bind(): from here on the system queues what arrives, and drops what finds the queue
    // full. No listen(), no accept(). std sets no SO_REUSEADDR here, and none is missed: UDP has no
    // TIME_WAIT, and on UDP the option would let a second program take our datagrams.
    let socket = UdpSocket::bind(address.as_deref().unwrap_or("127.0.0.1:12345"))?;
    eprintln!("listening udp://{}", socket.local_addr()?); // getsockname(): port 0 means "any free one"

    // One byte more than the largest datagram, so that none is ever cut short.
    let mut room = vec![0; 65_536];
    loop {
        // recvfrom() returns one whole datagram and where it came from. 0 bytes is an empty datagram,
        // not an end. The sender's address is a claim: anybody can write any address there.
        let (length, peer) = match socket.recv_from(&mut room) {
            Ok(heard) => heard,
            Err(error) => {
                eprintln!("could not receive: {error}"); // about one datagram, not about the server
                continue;
            }
        };
        let datagram = &room[..length];
        // Bytes that are not UTF-8 become U+FFFD; {:?} keeps a stranger's escape codes off this terminal.
        println!("{peer}: {:?}", String::from_utf8_lossy(datagram));

        // sendto() that very address. The answer is no longer than the question, so that nobody can
        // use this server to pour more on a third party than he sends himself.
        if let Err(error) = socket.send_to(datagram, peer) {
            eprintln!("could not answer {peer}: {error}");
        }
    }
    // close() is the system's when the program ends. Nobody is told.
}
