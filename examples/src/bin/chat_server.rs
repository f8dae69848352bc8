//! A chat server that hears any number of clients and talks to all of them: `chat_server [ADDRESS]`.
//!
//! One thread takes what is typed, one takes new clients, and each client has one that prints what it
//! says. The usual beginner's version serves one client, in strict turns, and dies of one bad byte.
//! "exit" leaves; the end of the input (Ctrl-D) does not: the server hears on.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use hullo_examples::hear;

/// A client that takes nothing for this long is let go: the others must not wait for it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Everybody who is here, by address.
static CLIENTS: Mutex<BTreeMap<SocketAddr, TcpStream>> = Mutex::new(BTreeMap::new());

fn main() -> io::Result<()> {
    let address = std::env::args().nth(1);
    // socket(), setsockopt(SO_REUSEADDR) (std does this on Unix), bind(), listen().
    let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:12345"))?;
    eprintln!("listening tcp://{}", listener.local_addr()?); // getsockname(): port 0 means "any free one"
    let door = thread::spawn(move || take(&listener));

    for line in io::stdin().lock().split(b'\n') {
        let mut line = line?;
        if line.trim_ascii() == b"exit" {
            return Ok(()); // the system closes every socket; each client's recv() returns 0
        }
        line.push(b'\n'); // the framing: a message is a line
        clients().retain(|_, stream| {
            let sent = stream.write_all(&line).is_ok(); // send(), again and again until all is taken
            if !sent {
                // Gone, or stuck in the middle of a line. Its thread's recv() returns 0 now.
                let _ = stream.shutdown(Shutdown::Both);
            }
            sent
        });
    }
    door.join().map_err(|_| io::ErrorKind::Other.into())
}

fn take(listener: &TcpListener) {
    loop {
        // accept() returns a new socket for each client; the listening one only ever listens.
        let taken = listener.accept().and_then(|(stream, peer)| {
            thread::Builder::new().spawn(move || {
                if let Err(error) = serve(&stream, peer) {
                    eprintln!("{peer}: {error}"); // this client's trouble, nobody else's
                }
                clients().remove(&peer);
                eprintln!("{peer} left");
            })
        });
        if let Err(error) = taken {
            eprintln!("could not take a client: {error}"); // out of files or threads: some will come free
            thread::sleep(Duration::from_millis(100));
        }
    } // close() when a client's `stream` goes out of scope: our FIN
}

fn serve(stream: &TcpStream, peer: SocketAddr) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?; // setsockopt(SO_SNDTIMEO)
    clients().insert(peer, stream.try_clone()?); // dup(): the same connection for the thread that talks
    eprintln!("{peer} came");
    hear(stream, |line| println!("{peer}: {line}")) // recv() until it returns 0: the client's FIN
}

fn clients() -> MutexGuard<'static, BTreeMap<SocketAddr, TcpStream>> {
    CLIENTS.lock().unwrap_or_else(PoisonError::into_inner)
}
