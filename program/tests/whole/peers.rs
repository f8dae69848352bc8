//! Peers in this process: made of std's sockets, so that each does exactly what its test says and nothing else.

use crate::hullo::PATIENCE;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A server for one connection, in a thread of its own: its address as hullo takes it, and what the thread gives.
pub(crate) fn serve<T: Send + 'static>(
    service: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (String, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let thread = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        patient(&stream);
        service(stream)
    });
    (address, thread)
}

/// A connection to what hullo listens on.
#[track_caller]
pub(crate) fn connect(address: &str) -> TcpStream {
    let place = address.trim_start_matches("tcp://");
    let place = place.to_socket_addrs().unwrap().next().unwrap();
    let stream = TcpStream::connect_timeout(&place, PATIENCE).unwrap();
    patient(&stream);
    stream
}

fn patient(stream: &TcpStream) {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
}

/// All that comes until the end.
#[track_caller]
pub(crate) fn read_all(stream: &mut TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    all
}

/// So many bytes.
#[track_caller]
pub(crate) fn read_exactly(stream: &mut TcpStream, count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    stream.read_exact(&mut bytes).unwrap();
    bytes
}

/// Says this, ends its side, and gives all that comes back.
#[track_caller]
pub(crate) fn say(address: &str, bytes: &[u8]) -> Vec<u8> {
    let mut stream = connect(address);
    stream.write_all(bytes).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    read_all(&mut stream)
}

/// Vanishes: what has not been read or sent is thrown away and the other side gets a reset (SO_LINGER of zero).
pub(crate) fn reset(stream: TcpStream) {
    rustix::net::sockopt::set_socket_linger(&stream, Some(Duration::ZERO)).unwrap();
}

/// Whether a caller is reset, right at the connection or as soon as it listens.
#[track_caller]
pub(crate) fn is_reset(address: &str) -> bool {
    let called = TcpStream::connect(address.trim_start_matches("tcp://"));
    let ended = called.and_then(|mut stream| {
        patient(&stream);
        stream.read_to_end(&mut Vec::new())
    });
    ended.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset)
}

/// A UDP socket of this process on the loopback of either family.
pub(crate) fn udp(address: &str) -> UdpSocket {
    let socket = UdpSocket::bind(address).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    socket
}

/// Sends a datagram and gives the answer to it.
#[track_caller]
pub(crate) fn ask(socket: &UdpSocket, address: &str, bytes: &[u8]) -> Vec<u8> {
    socket
        .send_to(bytes, address.trim_start_matches("udp://"))
        .unwrap();
    receive(socket)
}

/// The next datagram.
#[track_caller]
pub(crate) fn receive(socket: &UdpSocket) -> Vec<u8> {
    let mut buffer = vec![0; 1 << 16];
    let count = socket.recv(&mut buffer).unwrap();
    buffer.truncate(count);
    buffer
}

/// Bytes in which a lost, doubled or swapped part is seen.
pub(crate) fn numbered(count: usize) -> Vec<u8> {
    (0u32..).flat_map(u32::to_be_bytes).take(count).collect()
}
