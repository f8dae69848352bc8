//! Rows about `send` over streams: when it ends, how it connects, what it says and counts.

use crate::hullo::{Folder, Hullo, PATIENCE, Start, missing, missing_ipv6};
use crate::place::{Over, alone, free_port, serve};
use crate::table::row;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A server for one client, and what it has heard or seen at its end.
pub(crate) fn one_client<T: Send + 'static>(
    serve: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (String, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = thread::spawn(move || {
        let client = listener.accept().unwrap().0;
        client.set_read_timeout(Some(PATIENCE)).unwrap();
        serve(client)
    });
    (address, server)
}

/// All that a client says.
pub(crate) fn heard_out(client: &mut TcpStream) -> Vec<u8> {
    let mut heard = Vec::new();
    client.read_to_end(&mut heard).unwrap();
    heard
}

/// Bytes of every value that do not repeat soon.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_u32;
    let next = std::iter::repeat_with(|| {
        // Marsaglia's xorshift32.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    });
    next.take(length).collect()
}

#[test]
fn row_01_answer_is_printed_and_the_end_is_the_servers() {
    if missing("nc.openbsd") {
        return;
    }
    let (mut server, port) = serve(Over::Tcp, "127.0.0.1", |port| {
        Start::program("nc.openbsd", &["-lN", "127.0.0.1", &port.to_string()])
    });
    server.say("Hello, Client\n");
    server.end_input();
    let host = format!("127.0.0.1:{port}");
    let answer = row(1).command(0, &[("HOST:12345", &host)]).run();
    assert_eq!(answer.expect_code(0).text(), "Hello, Client\n");
    assert_eq!(server.ended().text(), "Hello, Server");
}

#[test]
fn row_02_late_answer_is_waited_for() {
    let (host, server) = one_client(|mut client| {
        let heard = heard_out(&mut client);
        thread::sleep(Duration::from_millis(1200)); // the lateness is the job
        client.write_all(b"late\n").unwrap();
        heard
    });
    let answer = row(2).command(0, &[("HOST:12345", &host)]).run();
    assert_eq!(answer.expect_code(0).text(), "late\n");
    assert_eq!(server.join().unwrap(), b"question\n");
}

#[test]
fn row_03_server_hears_the_end_before_it_answers() {
    let folder = Folder::new();
    let question = noise(300_000);
    std::fs::write(folder.file("question.txt"), &question).unwrap();
    let (host, server) = one_client(|mut client| {
        let heard = heard_out(&mut client);
        let answer = format!("you said {} bytes", heard.len());
        client.write_all(answer.as_bytes()).unwrap();
        heard
    });
    let answer = row(3)
        .command(0, &[("HOST:12345", &host)])
        .dir(folder.path())
        .run();
    assert_eq!(answer.expect_code(0).text(), "you said 300000 bytes");
    assert!(server.join().unwrap() == question);
}

#[test]
fn row_04_answer_of_a_server_that_never_closes_ends_by_quiet_or_by_lines() {
    for (n, changes) in [(0, vec![("1s", "200ms")]), (1, vec![])] {
        let (host, server) = one_client(|mut client| {
            client.write_all(b"answer\n").unwrap();
            // Our side stays open until the client has gone.
            heard_out(&mut client);
            client
        });
        let changes: Vec<_> = [("HOST:12345", host.as_str())]
            .into_iter()
            .chain(changes)
            .collect();
        let answer = row(4).command(n, &changes).run();
        assert_eq!(answer.expect_code(0).text(), "answer\n");
        server.join().unwrap();
    }
}

#[test]
fn row_28_server_that_comes_later_is_found() {
    if missing("nc.openbsd") {
        return;
    }
    let port = free_port("127.0.0.1");
    let host = format!("127.0.0.1:{port}");
    let client = row(28).command(0, &[("HOST:12345", &host)]).spawn();
    client.wait_for_word("trying again");
    let mut server = Start::program("nc.openbsd", &["-lN", "127.0.0.1", &port.to_string()]).spawn();
    server.say("up");
    server.end_input();
    assert_eq!(client.ended().expect_code(0).text(), "up");
    assert_eq!(server.ended().text(), "hello");
}

#[test]
fn row_30_source_address_and_port_are_ours() {
    let (host, server) = one_client(|mut client| {
        assert_eq!(heard_out(&mut client), b"hello");
        client.peer_addr().unwrap()
    });
    let source = format!("127.0.0.2:{}", free_port("127.0.0.2"));
    row(30)
        .command(0, &[("HOST:12345", &host), ("127.0.0.2:40000", &source)])
        .run()
        .expect_code(0);
    assert_eq!(server.join().unwrap(), source.parse().unwrap());
}

#[test]
fn row_32_dead_ipv6_address_does_not_hold_up_the_living_ipv4_one() {
    let test = "sending::row_32_dead_ipv6_address_does_not_hold_up_the_living_ipv4_one";
    let folder = Folder::new();
    let hosts = folder.file("hosts");
    std::fs::write(&hosts, "::1 two-families\n127.0.0.1 two-families\n").unwrap();
    if missing_ipv6() || !alone(test, &format!("mount --bind '{hosts}' /etc/hosts")) {
        return;
    }
    let port = free_port("127.0.0.1");
    let dead = Dead::at(&format!("[::1]:{port}"));
    let living = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let server = thread::spawn(move || heard_out(&mut living.accept().unwrap().0));
    let start = Instant::now();
    row(32)
        .command(0, &[("HOST:12345", &format!("two-families:{port}"))])
        .run()
        .expect_code(0);
    // nc and ncat take 3 s: TCP's second SYN goes out after 1 s, its third after 3 s (RFC 6298).
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(server.join().unwrap(), b"hello");
    drop(dead);
}

/// An address at which SYNs are dropped: its listener accepts nobody and its queue is full.
pub(crate) struct Dead {
    pub(crate) address: SocketAddr,
    #[expect(dead_code, reason = "held open so that the queue stays full")]
    callers: (TcpListener, Vec<TcpStream>),
}

impl Dead {
    pub(crate) fn at(address: &str) -> Dead {
        let listener = TcpListener::bind(address).unwrap();
        // Linux takes the new length of the queue of a socket that listens already.
        rustix::net::listen(&listener, 0).unwrap();
        let address = listener.local_addr().unwrap();
        let mut callers = Vec::new();
        // Linux queues one more than it was told to (accept queue > backlog is full).
        while let Ok(caller) = TcpStream::connect_timeout(&address, Duration::from_millis(300)) {
            callers.push(caller);
            assert!(callers.len() < 10, "the queue does not fill");
        }
        Dead {
            address,
            callers: (listener, callers),
        }
    }
}

#[test]
fn row_36_repeated_questions_are_paced_and_summed_up() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let host = server.address(0);
    let start = Instant::now();
    let done = row(36)
        .command(0, &[("HOST:12345", &host), ("200ms", "50ms")])
        .run()
        .expect_code(0);
    assert!(start.elapsed() >= Duration::from_millis(200));
    assert_eq!(done.text().matches("ping").count(), 5);
    assert!(
        done.stderr.contains("5 sent, 5 answered, 0.0% lost")
            && done.stderr.contains("p50")
            && done.stderr.contains("p99"),
        "{}",
        done.stderr
    );
}

#[test]
fn row_37_steps_and_tcps_own_figures_are_printed() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let done = row(37)
        .command(0, &[("HOST:12345", &server.address(0))])
        .run()
        .expect_code(0);
    for word in [
        "lookup",
        "connect",
        "first byte",
        "rtt",
        "cwnd",
        "retransmits",
    ] {
        assert!(done.stderr.contains(word), "{word} in {}", done.stderr);
    }
    assert_eq!(done.text(), "hello");
}

#[test]
fn row_44_eight_mebibytes_come_back_as_they_went() {
    let folder = Folder::new();
    let image = noise(8 << 20);
    std::fs::write(folder.file("image.bin"), &image).unwrap();
    let server = row(44)
        .command(1, &[(":12345", "tcp://127.0.0.1:0")])
        .dir(folder.path())
        .listening(1);
    row(44)
        .command(0, &[("HOST:12345", &server.address(0))])
        .dir(folder.path())
        .run()
        .expect_code(0);
    for name in ["copy.bin", "received.bin"] {
        let copy = std::fs::read(folder.file(name)).unwrap();
        assert!(copy == image, "{name} has {} bytes", copy.len());
    }
}

#[test]
fn row_50_lines_end_in_cr_lf_once() {
    let (host, server) = one_client(|mut client| {
        let heard = heard_out(&mut client);
        client
            .write_all(b"HTTP/1.0 204 No Content\r\n\r\n")
            .unwrap();
        heard
    });
    let done = row(50).command(0, &[("HOST:12345", &host)]).run();
    assert_eq!(
        done.expect_code(0).text(),
        "HTTP/1.0 204 No Content\r\n\r\n"
    );
    assert_eq!(server.join().unwrap(), b"GET / HTTP/1.0\r\n\r\n");
    let (host, server) = one_client(|mut client| heard_out(&mut client));
    Start::hullo(&["send", &host, "--newline", "crlf"])
        .run_with(b"kept\r\nmade\n")
        .expect_code(0);
    assert_eq!(server.join().unwrap(), b"kept\r\nmade\r\n");
}
