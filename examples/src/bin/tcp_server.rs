//! A TCP server that hears one message from each client and answers it: `tcp_server [ADDRESS]`.
//!
//! The usual beginner's version serves one client and ends; a second one sits unseen in the backlog.
//! It takes one recv(1024) for one message, dies of a byte that is not UTF-8, and cannot be started
//! again for a minute because it lacks SO_REUSEADDR. This one gives each client a thread.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// How long a client may take to begin, and to take its answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// A client that has begun and then pauses this long is taken to have finished.
const QUIET: Duration = Duration::from_millis(500);
/// No stranger may fill our memory.
const LIMIT: usize = 1 << 20;

fn main() -> io::Result<()> {
    let address = std::env::args().nth(1);
    // socket(), bind() claims the address and port, listen() lets the system take connections into a
    // queue of 128. In between, on Unix, std sets SO_REUSEADDR: without it bind() fails while an old
    // connection still lingers in TIME_WAIT. (On Windows it does not: there it would let others in.)
    let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:12345"))?;
    eprintln!("listening tcp://{}", listener.local_addr()?); // getsockname(): port 0 means "any free one"
    loop {
        // accept() takes one connection from the queue and returns a new socket for it alone.
        let served = listener.accept().and_then(|(stream, peer)| {
            thread::Builder::new().spawn(move || {
                if let Err(error) = serve(stream) {
                    eprintln!("{peer}: {error}"); // this client's trouble, nobody else's
                }
            })
        });
        if let Err(error) = served {
            eprintln!("could not take a client: {error}"); // out of files or threads: some will come free
            thread::sleep(Duration::from_millis(100));
        }
    }
}

fn serve(mut stream: TcpStream) -> io::Result<()> {
    let peer = stream.peer_addr()?; // getpeername()
    stream.set_write_timeout(Some(PATIENCE))?; // setsockopt(SO_SNDTIMEO): a client need not read
    let message = hear(&mut stream)?;
    // Bytes that are not UTF-8 become U+FFFD; {:?} keeps a stranger's escape codes off this terminal.
    println!("{peer}: {:?}", String::from_utf8_lossy(&message));

    stream.write_all(&[b"You said: ", &message[..]].concat())?; // send() until all is taken
    stream.shutdown(Shutdown::Write)?; // FIN: "that was all"
    // close() while unread bytes wait would send RST, and RST can destroy our answer on its way: so hear
    // the client out, to its FIN.
    stream.set_read_timeout(Some(PATIENCE))?;
    io::copy(&mut stream, &mut io::sink())?;
    Ok(())
}

/// Everything up to the client's FIN. A client that neither ends its message nor closes its half can
/// only be guessed at: a short quiet ends it too. That guess is what a protocol with framing saves you.
fn hear(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut message = Vec::new();
    let mut part = [0; 4096];
    stream.set_read_timeout(Some(PATIENCE))?; // setsockopt(SO_RCVTIMEO)
    while message.len() <= LIMIT {
        match stream.read(&mut part) {
            Ok(0) => return Ok(message), // recv() returns 0 once, at the end: never for a message
            Ok(n) => message.extend_from_slice(&part[..n]), // any part of it, cut anywhere
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) if is_quiet(&e) && !message.is_empty() => return Ok(message),
            Err(e) => return Err(e),
        }
        stream.set_read_timeout(Some(QUIET))?;
    }
    Err(io::Error::other("said more than 1 MiB"))
}

fn is_quiet(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
