//! Datagrams as messages.

use crate::chatter::Chatter;
use crate::hullo::{Hullo, PATIENCE, Start, missing, missing_ipv6, run_with};
use std::io::ErrorKind;
use std::net::UdpSocket;
use std::time::Duration;

/// A host that hears datagrams; its second address is theirs.
fn host(at: &str) -> Hullo {
    Start::hullo(&["host", at, "--memory", "--udp"]).listening(2)
}

#[test]
fn a_datagram_is_a_message_on_both_families() {
    for (ip, name) in [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")] {
        if ip == "::1" && missing_ipv6() {
            return;
        }
        let host = host(&format!("{name}:0"));
        let mut irc = Chatter::registered(ip, host.port(0), "ann", "");
        irc.ask("JOIN #lobby");
        irc.ask("JOIN #kitchen");
        run_with(&["send", &host.address(1)], b"21.5C\n").expect_code(0);
        let source = irc.wait_for("21.5C");
        assert!(source.starts_with(":udp!udp@"), "{source}");
        assert!(source.ends_with(" PRIVMSG #lobby :21.5C"), "{source}");
        run_with(&["send", &host.address(1)], "#kitchen 茶\n".as_bytes()).expect_code(0);
        assert!(irc.wait_for("茶").ends_with(" PRIVMSG #kitchen :茶"));
    }
}

#[test]
fn nc_says_one_thing() {
    if missing("nc") {
        return;
    }
    let host = host("127.0.0.1:0");
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    let port = host.port(1).to_string();
    let nc = Start::program("nc", &["-u", "-w", "1", "127.0.0.1", &port]).run_with(b"by nc\n");
    assert_eq!(nc.text(), "ok");
    irc.wait_for("PRIVMSG #lobby :by nc");
}

#[test]
fn a_receipt_is_no_longer_than_its_datagram_and_no_receipt_is_answered() {
    let host = host("127.0.0.1:0");
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    let socket = sensor(&host);
    for (said, expected) in [
        ("21.5C", Some("ok")),
        ("x", None),
        ("ok", None),
        ("no", Some("ok")),
    ] {
        socket.send(said.as_bytes()).unwrap();
        irc.wait_for(&format!("PRIVMSG #lobby :{said}"));
        assert_eq!(
            receipt(&socket, expected.is_some()).as_deref(),
            expected,
            "{said}"
        );
    }
    for silent in [&b"caf\xe9"[..], b"", b"  \n", b"#none hello"] {
        socket.send(silent).unwrap();
        assert_eq!(receipt(&socket, false), None, "{silent:?}");
    }
    assert!(irc.sync().is_empty());
}

#[test]
fn more_than_the_rate_is_dropped() {
    let host = host("127.0.0.1:0");
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    let socket = sensor(&host);
    for number in 0..200 {
        socket.send(format!("n{number}").as_bytes()).unwrap();
    }
    let mut heard = 0;
    loop {
        let lines = irc.sync();
        heard += lines
            .iter()
            .filter(|line| line.contains("udp!udp@"))
            .count();
        if receipt(&socket, false).is_none() {
            break;
        }
    }
    assert!((40..100).contains(&heard), "{heard} of 200");
}

fn sensor(host: &Hullo) -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(("127.0.0.1", host.port(1))).unwrap();
    socket
}

/// What comes back. Where nothing should, it is waited for a little less.
fn receipt(socket: &UdpSocket, expected: bool) -> Option<String> {
    let patience = match expected {
        true => PATIENCE,
        false => Duration::from_millis(300),
    };
    socket.set_read_timeout(Some(patience)).unwrap();
    let mut bytes = [0; 64];
    match socket.recv(&mut bytes) {
        Ok(length) => Some(String::from_utf8(bytes[..length].to_vec()).unwrap()),
        Err(error) if error.kind() == ErrorKind::WouldBlock => None,
        Err(error) => panic!("{error}"),
    }
}
