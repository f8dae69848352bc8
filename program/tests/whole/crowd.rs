//! Many clients: one after the other, at once, and more than the system has file descriptors for.

use crate::hullo::{Hullo, Start, missing};
use crate::peers::{connect, is_reset, read_all, read_exactly, say};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::io::Write;
use std::net::{Shutdown, TcpStream};

#[test]
fn ten_thousand_clients_one_after_the_other_are_answered() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    for number in 0..10_000 {
        let text = format!("client {number}\n");
        assert_eq!(say(&server.address(0), text.as_bytes()), text.as_bytes());
    }
    let done = server.stop().expect_code(0);
    assert_eq!(done.text().lines().count(), 10_000);
}

#[test]
fn a_thousand_clients_at_once_are_answered() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--reply", "hi\n", "--keep"]);
    let mut clients: Vec<TcpStream> = Vec::new();
    // The test has a thousand descriptors itself, as many as a usual soft limit.
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    setrlimit(Resource::Nofile, most).unwrap();
    let count = 1000;
    for number in 0..count {
        let mut client = connect(&server.address(0));
        client
            .write_all(format!("client {number}\n").as_bytes())
            .unwrap();
        clients.push(client);
    }
    for client in &mut clients {
        assert_eq!(read_exactly(client, 3), b"hi\n");
    }
    for client in &mut clients {
        client.shutdown(Shutdown::Write).unwrap();
        assert_eq!(read_all(client), b"");
    }
    let heard = server.stop().expect_code(0);
    for number in [0, count / 2, count - 1] {
        let line = format!(" client {number}\n");
        assert!(heard.text().contains(&line), "{line}");
    }
}

#[test]
fn clients_beyond_the_limit_are_reset_and_said_so() {
    let server = Hullo::listen(&[
        "listen",
        "tcp://127.0.0.1:0",
        "--echo",
        "--max-clients",
        "1",
    ]);
    let mut first = connect(&server.address(0));
    first.write_all(b"a").unwrap();
    read_exactly(&mut first, 1);
    assert!(is_reset(&server.address(0)));
    server.wait_for_word(" refused: 1 clients are here already (--max-clients)");
    first.shutdown(Shutdown::Write).unwrap();
    assert_eq!(read_all(&mut first), b"");
    server.stop().expect_code(0);
}

#[test]
fn a_listener_without_file_descriptors_says_so_waits_and_goes_on() {
    if missing("sh") {
        return;
    }
    let command = "ulimit -n 24; exec \"$HULLO\" listen tcp://127.0.0.1:0 --echo";
    let server = Start::program("sh", &["-c", command]).listening(1);
    let mut clients: Vec<TcpStream> = (0..40).map(|_| connect(&server.address(0))).collect();
    let said = server.wait_for_word("could not accept a connection: ");
    assert!(
        said.contains("hullo: could not accept a connection: "),
        "{said}"
    );
    // Once some leave, those who waited are served.
    let mut last = clients.pop().unwrap();
    drop(clients);
    last.write_all(b"at last").unwrap();
    assert_eq!(read_exactly(&mut last, 7), b"at last");
    server.stop().expect_code(0);
}
