//! A chat client in which both sides talk whenever they like: `chat_client [ADDRESS]`.
//!
//! One thread sends what is typed, another prints what arrives. The usual beginner's version has one
//! thread and strict turns: say, then wait for the answer. Two answers in a row show one turn late, an
//! empty line sends nothing and both wait for ever, and "exit" cannot be typed while waiting.
//!
//! A message is a line: its newline is the framing, since one send() here is not one recv() there.
//! "exit" leaves; at the end of the input (Ctrl-D) the client says no more and listens on.

use std::io::{self, BufRead, Write};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;
use std::thread;

use hullo_examples::hear;

fn main() -> ExitCode {
    let address = std::env::args().nth(1);
    let address = address.as_deref().unwrap_or("127.0.0.1:12345");
    match chat(address) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("chat_client: tcp://{address}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn chat(address: &str) -> io::Result<()> {
    // socket() and connect(): SYN out, SYN-ACK back. The server's system took us, perhaps not yet its
    // program: against a server for one client at a time, a second one waits here and cannot tell.
    let stream = TcpStream::connect(address)?;
    let speaker = stream.try_clone()?; // dup(): the same connection for the other thread
    thread::spawn(move || {
        if let Err(error) = speak(&speaker) {
            eprintln!("could not send: {error}");
        }
    });
    // recv() until it returns 0: the server has left. Then so do we, even while speak() waits for a key.
    // (What arrives still breaks a half-typed line in two: cured by a line editor, as in `hullo talk`.)
    hear(&stream, |line| println!("Server: {line}"))
    // close(), by the system, when the program ends.
}

fn speak(mut stream: &TcpStream) -> io::Result<()> {
    for line in io::stdin().lock().split(b'\n') {
        let mut line = line?;
        if line.trim_ascii() == b"exit" {
            // shutdown(SHUT_RDWR): FIN to the server, and hear() on our side finds the end of the stream.
            return stream.shutdown(Shutdown::Both);
        }
        line.push(b'\n');
        stream.write_all(&line)?; // send(), again and again until all of the line is taken
    }
    stream.shutdown(Shutdown::Write) // shutdown(SHUT_WR): FIN, "I have said all", but we still hear
}
