//! relay when an end breaks: a reset stays a reset, a target that cannot be reached is no target with nothing to say.

use crate::hullo::{Folder, Hullo, Start, run};
use crate::peers::{connect, is_reset, read_exactly, reset, serve};
use rustix::process::Signal;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::channel;

#[track_caller]
fn relay(args: &[&str]) -> Hullo {
    Start::hullo(&[&["relay", "tcp://127.0.0.1:0"], args].concat()).listening(1)
}

/// What ends the stream: an error's kind, or nothing for a clean end.
#[track_caller]
fn how_it_ends(stream: &mut TcpStream) -> Option<ErrorKind> {
    let mut rest = Vec::new();
    stream
        .read_to_end(&mut rest)
        .err()
        .map(|error| error.kind())
}

/// An address where nobody listens.
fn free() -> String {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("tcp://{}", free.local_addr().unwrap())
}

#[test]
fn a_reset_of_the_client_is_a_reset_to_the_target() {
    // The trace has a way of its own through the relay.
    for options in [&[][..], &["--trace"]] {
        let (tell, told) = channel();
        let (address, server) = serve(move |mut stream| {
            read_exactly(&mut stream, 5);
            tell.send(()).unwrap();
            how_it_ends(&mut stream)
        });
        let relay = relay(&[&[&*address], options].concat());
        let mut client = connect(&relay.address(0));
        client.write_all(b"hello").unwrap();
        told.recv().unwrap();
        reset(client);
        assert_eq!(server.join().unwrap(), Some(ErrorKind::ConnectionReset));
        relay.wait_for_word("connection reset by peer");
    }
}

#[test]
fn a_reset_of_the_target_is_a_reset_to_the_client() {
    for options in [&[][..], &["--trace"]] {
        let (address, server) = serve(|mut stream| {
            read_exactly(&mut stream, 5);
            stream.write_all(b"half an ans").unwrap();
            reset(stream);
        });
        let relay = relay(&[&[&*address], options].concat());
        let mut client = connect(&relay.address(0));
        client.write_all(b"hello").unwrap();
        assert_eq!(how_it_ends(&mut client), Some(ErrorKind::ConnectionReset));
        server.join().unwrap();
    }
}

#[test]
fn a_reset_passes_in_the_middle_of_much() {
    let (address, server) = serve(|mut stream| how_it_ends(&mut stream));
    let relay = relay(&[&address]);
    let mut client = connect(&relay.address(0));
    client.write_all(&vec![7; 8 << 20]).unwrap();
    reset(client);
    assert_eq!(server.join().unwrap(), Some(ErrorKind::ConnectionReset));
}

#[test]
fn a_reset_after_a_half_close_is_a_reset_too() {
    let (tell, told) = channel();
    let (address, server) = serve(move |mut stream| {
        let mut asked = Vec::new();
        stream.read_to_end(&mut asked).unwrap();
        tell.send(()).unwrap();
        // Once the client has gone, some write finds out.
        while stream.write_all(&[0; 4096]).is_ok() {}
        asked
    });
    let relay = relay(&[&address]);
    let mut client = connect(&relay.address(0));
    client.write_all(b"hello").unwrap();
    client.shutdown(Shutdown::Write).unwrap();
    told.recv().unwrap();
    reset(client);
    assert_eq!(server.join().unwrap(), b"hello");
}

#[test]
fn a_target_that_refuses_is_a_reset_to_the_client_and_a_word() {
    let target = free();
    let relay = relay(&[&target]);
    for _ in 0..2 {
        assert!(is_reset(&relay.address(0)));
    }
    let said = relay.wait_for_word("connection refused");
    assert!(
        said.contains(&format!("could not connect to {target}")),
        "{said}"
    );
    let ended = relay.stop().expect_code(0);
    assert!(
        ended
            .stderr
            .ends_with("2 clients, 0 here now; 0 bytes up, 0 bytes down\n")
    );
}

#[test]
fn a_target_with_an_unknown_certificate_is_a_word_and_no_connection() {
    let server = Hullo::listen(&["listen", "tls://127.0.0.1:0", "--echo"]);
    let relay = relay(&[&server.address(0)]);
    let mut client = connect(&relay.address(0));
    let _ = client.write_all(b"secret");
    assert_eq!(how_it_ends(&mut client), Some(ErrorKind::ConnectionReset));
    relay.wait_for_word("certificate");
}

#[test]
fn a_client_that_speaks_no_tls_ends_nobody_but_itself() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let args = ["relay", "tls://127.0.0.1:0", &server.address(0)];
    let relay = Start::hullo(&args).listening(1);
    let address = relay.address(0).replace("tls:", "tcp:");
    let mut rude = connect(&address);
    rude.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    how_it_ends(&mut rude);
    let args = ["send", "--insecure", &relay.address(0), "hello"];
    assert_eq!(run(&args).expect_code(0).text(), "hello");
}

#[test]
fn a_relay_for_one_ends_with_the_code_of_its_client() {
    run(&["relay", "-", &free()]).expect_code(4);
    let (address, server) = serve(reset);
    Hullo::start(&["relay", "-", &address])
        .ended()
        .expect_code(7);
    server.join().unwrap();
    let relay = relay(&["-"]);
    let mut client = connect(&relay.address(0));
    client.write_all(b"hello").unwrap();
    relay.wait_for_output("hello");
    reset(client);
    relay.ended().expect_code(7);
}

#[test]
fn what_cannot_be_joined_is_said_before_anything_is_done() {
    let folder = Folder::new();
    let socket = format!("unix:{}", folder.file("socket"));
    for (args, word) in [
        (
            &["relay", "tcp://127.0.0.1:7", "tcp://127.0.0.1:7"][..],
            "itself",
        ),
        (&["relay", ":7", "tcp://:7"], "itself"),
        (&["relay", &socket, &socket], "itself"),
        (&["relay", "-", "-"], "itself"),
        (&["relay", ":0", ":7", "--frame", "lines"], "--frame"),
        (
            &["relay", "udp://:0", "udp://:7", "--frame", "u16"],
            "--frame",
        ),
        (
            &["relay", "udp://:0", "udp://:7", "--flow-timeout", "0s"],
            "--flow-timeout",
        ),
        (&["relay", "-", ":7", "--trace"], "--trace"),
        (&["relay", "-", ":7", "--json"], "--json"),
        (&["relay", ":0"], "TO"),
    ] {
        let ended = run(args).expect_code(2);
        assert!(ended.stderr.contains(word), "{args:?}: {}", ended.stderr);
        assert_eq!(
            ended.stderr.lines().count(),
            1,
            "{args:?}: {}",
            ended.stderr
        );
    }
}

#[test]
fn a_relay_that_ends_in_the_middle_is_a_reset_to_both() {
    for signal in [Signal::INT, Signal::KILL] {
        let (tell, told) = channel();
        let (address, server) = serve(move |mut stream| {
            read_exactly(&mut stream, 5);
            tell.send(()).unwrap();
            how_it_ends(&mut stream)
        });
        let relay = relay(&[&address]);
        let mut client = connect(&relay.address(0));
        client.write_all(b"hello").unwrap();
        told.recv().unwrap();
        relay.signal(signal);
        let reset = Some(ErrorKind::ConnectionReset);
        assert_eq!(how_it_ends(&mut client), reset, "{signal:?}");
        assert_eq!(server.join().unwrap(), reset, "{signal:?}");
    }
}

#[test]
fn a_reset_of_the_target_is_no_clean_end_of_tls() {
    let (address, server) = serve(|mut stream| {
        read_exactly(&mut stream, 5);
        stream.write_all(b"half an ans").unwrap();
        reset(stream);
    });
    let relay = Start::hullo(&["relay", "tls://127.0.0.1:0", &address]).listening(1);
    let ended = run(&["send", "--insecure", &relay.address(0), "hello"]);
    let ended = ended.expect_code(7);
    assert!(
        ended.stderr.contains("could not hear all"),
        "{}",
        ended.stderr
    );
    server.join().unwrap();
}

#[test]
fn a_tls_target_that_vanishes_is_a_reset_to_the_client() {
    let (address, server) = serve(|mut stream| {
        read_exactly(&mut stream, 5);
        stream.write_all(b"half an ans").unwrap();
        reset(stream);
    });
    // A TLS server whose stream breaks without its close_notify.
    let tls = Start::hullo(&["relay", "tls://127.0.0.1:0", &address]).listening(1);
    let relay = relay(&[&tls.address(0), "--insecure"]);
    let mut client = connect(&relay.address(0));
    client.write_all(b"hello").unwrap();
    assert_eq!(how_it_ends(&mut client), Some(ErrorKind::ConnectionReset));
    server.join().unwrap();
}
