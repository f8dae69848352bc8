//! A TCP client that says one thing and prints the whole answer: `tcp_client [ADDRESS [MESSAGE]]`.
//!
//! TCP carries a stream of bytes with an end, not messages. So this client marks the end of what it
//! says by closing its half of the connection, and takes the server's end as the end of the answer.
//!
//! The usual beginner's version calls send() once and recv(1024) once. send() may take only a part,
//! recv(1024) returns whatever has arrived (half an answer, half a character), and neither has a clock.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

/// How long the server may stay silent, or refuse to take more, before the client gives up.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let address = args.next().unwrap_or("127.0.0.1:12345".into());
    let message = args
        .next()
        .unwrap_or("Hello, server! 你好，服务器！".into());
    match ask(&address, &message) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tcp_client: tcp://{address}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn ask(address: &str, message: &str) -> io::Result<()> {
    // Looks the name up, then for each address it has: socket() makes the end of a connection, connect()
    // sends SYN and returns once the other side has answered SYN-ACK: its system took us, perhaps not yet
    // its program. bind() is not needed: connect() picks the interface and a free port for us.
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?; // setsockopt(SO_RCVTIMEO)
    stream.set_write_timeout(Some(PATIENCE))?; // setsockopt(SO_SNDTIMEO)

    // send() again and again until the system has taken every byte. It has then promised to carry them,
    // not that anybody has read them. (Against a server that answers while we still talk, send in one
    // thread and read in another, or both sides can end up waiting for room in the other's buffer.)
    // Then shutdown(SHUT_WR) sends FIN: "that was all". We can still hear. Without it, a server that
    // reads to the end of the message waits for us while we wait for it.
    let sent = stream
        .write_all(message.as_bytes())
        .and_then(|()| stream.shutdown(Shutdown::Write));

    // recv() again and again until it returns 0, which is the server's FIN. Only the whole answer is
    // decoded, so a character that two packets share is no matter.
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer);
    // {:?} writes control characters as escapes: what a stranger sends must not drive this terminal.
    println!("Server: {:?}", String::from_utf8_lossy(&answer));
    // Timed out, or reset: what came before that is printed, but it is not the whole answer.
    end?;
    sent
    // close() when `stream` goes out of scope, on the error paths too.
}
