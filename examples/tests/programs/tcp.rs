//! tcp_client and tcp_server: one message, one answer.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::thread;

use crate::running::{PATIENCE, Running};

const CLIENT: &str = env!("CARGO_BIN_EXE_tcp_client");
const SERVER: &str = env!("CARGO_BIN_EXE_tcp_server");

fn server() -> (Running, SocketAddr) {
    let server = Running::start(SERVER, &["127.0.0.1:0"]);
    let address = server.address();
    (server, address)
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Says `message` whole, ends it, and hears the answer.
fn ask(address: SocketAddr, message: &[u8]) -> Vec<u8> {
    let mut stream = connect(address);
    stream.write_all(message).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

#[test]
fn each_message_is_answered_whole() {
    let (server, address) = server();
    let long = "长".repeat(33_333) + "!"; // 100 kB: every part that arrives may end within a character
    for message in ["hello", "你好，世界", "", &long] {
        let client = Running::start(CLIENT, &[&address.to_string(), message]);
        let (content, stdout, stderr) = client.ended();
        assert!(content, "{stderr}");
        assert_eq!(stdout, format!("Server: \"You said: {message}\"\n"));
        server.stdout.wait_for(&format!(": \"{message}\"\n"));
    }
}

#[test]
fn silent_client_does_not_keep_another_waiting() {
    let (_server, address) = server();
    let mut first = connect(address);
    assert_eq!(ask(address, b"second"), b"You said: second");
    first.set_nonblocking(true).unwrap();
    let closed = first.read(&mut [0]); // not so: the server has not had to finish with the first
    assert_eq!(closed.unwrap_err().kind(), ErrorKind::WouldBlock);
    first.set_nonblocking(false).unwrap();
    first.write_all("你".as_bytes()).unwrap();
    first.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    first.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "You said: 你");
}

#[test]
fn client_that_never_ends_its_message_is_answered() {
    let (_server, address) = server();
    let mut stream = connect(address);
    let (head, tail) = "你好".as_bytes().split_at(4); // within the second character
    stream.write_all(head).unwrap();
    stream.write_all(tail).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "You said: 你好");
}

#[test]
fn client_that_goes_on_after_the_answer_is_not_reset() {
    let (_server, address) = server();
    let mut stream = connect(address);
    stream.write_all(b"hello").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    for _ in 0..5 {
        ask(
            address,
            b"time for the server to have closed the first one, if it does",
        );
        stream.write_all(b" and by the way").unwrap();
    }
    assert!(stream.take_error().unwrap().is_none());
}

#[test]
fn bad_bytes_and_escape_codes_harm_nobody() {
    let (server, address) = server();
    let message = b"\xff\x1b]0;title\x07\n";
    assert_eq!(
        ask(address, message),
        [b"You said: ", &message[..]].concat()
    );
    server
        .stdout
        .wait_for("\"\u{fffd}\\u{1b}]0;title\\u{7}\\n\"\n");
    assert_eq!(ask(address, b"next"), b"You said: next");
}

#[test]
fn client_that_vanishes_or_says_too_much_harms_nobody() {
    let (server, address) = server();
    drop(connect(address));
    let mut flood = connect(address);
    while flood.write_all(&[b'x'; 65_536]).is_ok() {} // until the server will have no more of it
    server.stderr.wait_for("said more than 1 MiB");
    assert_eq!(ask(address, b"next"), b"You said: next");
}

#[test]
fn server_can_be_started_again_on_its_port_at_once() {
    let (server, address) = server();
    let mut stream = connect(address);
    stream.write_all(b"hello").unwrap(); // and no end, so the server closes first: TIME_WAIT is its own
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "You said: hello");
    drop(stream);
    drop(server);
    let again = Running::start(SERVER, &[&address.to_string()]);
    assert_eq!(again.address(), address);
}

#[test]
fn client_puts_an_answer_in_pieces_together() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let client = Running::start(CLIENT, &[&address.to_string(), "hi"]);
    let (mut stream, _) = listener.accept().unwrap();
    stream.set_nodelay(true).unwrap();
    let mut message = String::new();
    stream.read_to_string(&mut message).unwrap(); // ends, so the client has closed its half
    assert_eq!(message, "hi");
    for byte in "你好\x1b".as_bytes() {
        stream.write_all(&[*byte]).unwrap();
    }
    drop(stream);
    let (content, stdout, _) = client.ended();
    assert!(content);
    assert_eq!(stdout, "Server: \"你好\\u{1b}\"\n");
}

#[test]
fn client_says_so_when_nobody_listens() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    drop(taken);
    let (content, stdout, stderr) = Running::start(CLIENT, &[&address]).ended();
    assert!(!content);
    assert_eq!(stdout, "");
    assert!(
        stderr.contains(&address) && stderr.contains("refused"),
        "{stderr}"
    );
}

#[test]
fn client_does_not_take_a_reset_for_the_end() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let client = Running::start(CLIENT, &[&address, "unread"]);
    let (mut stream, _) = listener.accept().unwrap();
    stream.peek(&mut [0]).unwrap();
    stream.write_all(b"half an answ").unwrap();
    drop(stream); // closed with unread input: RST
    let (content, _, stderr) = client.ended();
    assert!(!content && stderr.contains("reset"), "{stderr}");
}

#[test]
fn textbook_client_is_answered() {
    let (server, address) = server();
    let port = address.port().to_string();
    let Some(client) = Running::textbook("tcp_client.py", &[&port, "你好"]) else {
        return;
    };
    let (content, stdout, stderr) = client.ended();
    assert!(content, "{stderr}");
    assert_eq!(stdout, "Server: You said: 你好\n");
    server.stdout.wait_for(": \"你好\"\n");
}

#[test]
fn two_textbook_clients_are_answered_at_once() {
    let (_server, address) = server();
    let port = address.port().to_string();
    let ask = |message: &'static str| {
        let port = port.clone();
        thread::spawn(move || {
            Running::textbook("tcp_client.py", &[&port, message]).map(Running::ended)
        })
    };
    for (asked, message) in [(ask("one"), "one"), (ask("two"), "two")] {
        if let Some((content, stdout, stderr)) = asked.join().unwrap() {
            assert!(content, "{stderr}");
            assert_eq!(stdout, format!("Server: You said: {message}\n"));
        }
    }
}

#[test]
fn textbook_server_is_understood() {
    let Some(server) = Running::textbook("tcp_server.py", &["0", "你好，客户端"]) else {
        return;
    };
    let client = Running::start(CLIENT, &[&server.address().to_string(), "你好"]);
    let (content, stdout, stderr) = client.ended();
    assert!(content, "{stderr}");
    assert_eq!(stdout, "Server: \"你好，客户端\"\n");
    assert_eq!(server.ended().1, "Client: 你好\n");
}
