//! Visitors that want too much, or one thing for another.

use crate::chatter::Chatter;
use crate::hullo::wait_until;
use crate::place::{exchange, host, host_with, visitor};
use std::io::{Read, Write};
use std::time::{Duration, Instant};

#[test]
fn heads_that_are_too_long_are_refused() {
    let host = host();
    let long = format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "x".repeat(40_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(100));
    for request in [long, many] {
        let answer = exchange(&host, request.as_bytes());
        assert!(answer.is_empty() || answer.contains(" 431 "), "{answer}");
    }
    let answer = exchange(&host, b"GET /\x01 HTTP/1.1\r\n\r\n");
    assert!(answer.contains(" 400 "), "{answer}");
}

#[test]
fn a_head_that_never_ends_is_not_waited_for() {
    let host = host();
    let mut stream = visitor(&host);
    let started = Instant::now();
    stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let took = started.elapsed();
    assert!(took > Duration::from_secs(10), "{took:?}");
    assert!(!String::from_utf8_lossy(&answer).contains(" 200 "));
}

#[test]
fn http_never_becomes_irc_nor_irc_http() {
    let host = host();
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    let smuggled = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 60\r\n\r\n\
                     NICK eve\r\nUSER e 0 * :e\r\nJOIN #lobby\r\nPRIVMSG #lobby :hi\r\n\r\n";
    let answer = exchange(&host, smuggled);
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert!(!answer.contains(" 001 "), "{answer}");
    irc.send("POST /room/lobby HTTP/1.1");
    irc.wait_for(" 421 ");
    let heard = irc.sync();
    assert!(heard.is_empty(), "{heard:?}");
}

#[test]
fn connections_that_speak_http_count_as_others_do() {
    let (host, _folder) = host_with("[limits]\nconnections_per_address = 2\n");
    let mut kept: Vec<_> = (0..2).map(|_| visitor(&host)).collect();
    for stream in &mut kept {
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
            .unwrap();
        let mut part = [0; 1024];
        assert_ne!(stream.read(&mut part).unwrap(), 0);
    }
    let answer = exchange(&host, b"");
    assert!(answer.contains("too many connections"), "{answer}");
    drop(kept.pop());
    wait_until("a seat", || {
        let answer = exchange(&host, b"GET /healthz HTTP/1.0\r\n\r\n");
        answer.contains(" 200 OK").then_some(())
    });
    // One who stays does not hold up the end.
    host.stop().expect_code(0);
}
