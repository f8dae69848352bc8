//! What relay shows of itself: what passes, counts, who is kept out.

use crate::hullo::{Hullo, PATIENCE, Start, wait_until};
use crate::peers::{connect, read_all, read_exactly, say, serve};
use rustix::process::Signal;
use serde_json::{Value, from_str, json};
use std::io::{Read, Write};
use std::net::TcpStream;

/// An echo server, and a relay to it with these options.
#[track_caller]
fn relayed(options: &[&str]) -> (Hullo, Hullo) {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let args = ["relay", "tcp://127.0.0.1:0", &server.address(0)];
    let relay = Start::hullo(&[&args[..], options].concat());
    (server, relay.listening(1))
}

/// A client that has sent this and heard it back.
#[track_caller]
fn echoed(relay: &Hullo, text: &[u8]) -> TcpStream {
    let mut client = connect(&relay.address(0));
    client.write_all(text).unwrap();
    assert_eq!(read_exactly(&mut client, text.len()), text);
    client
}

#[test]
fn the_trace_shows_each_line_its_way_and_its_client() {
    let (_server, relay) = relayed(&["--trace"]);
    let client = echoed(&relay, "你好\nred \x1b[31m".as_bytes());
    let name = client.local_addr().unwrap();
    relay.wait_for_output(&format!(" {name} → 你好\n"));
    relay.wait_for_output(&format!(" {name} → red \\x1b[31m\n"));
    let shown = relay.wait_for_output(&format!(" {name} ← red \\x1b[31m\n"));
    assert!(!shown.contains('\x1b'));
}

#[test]
fn the_hex_trace_shows_each_byte() {
    let (_server, relay) = relayed(&["--trace=hex"]);
    let client = echoed(&relay, b"\x00\xffhi");
    let name = client.local_addr().unwrap();
    let shown = relay.wait_for_output(&format!(" {name} ← 4 bytes\n"));
    assert!(shown.contains(&format!(" {name} → 4 bytes\n")), "{shown}");
    relay.wait_for_output("00 ff 68 69");
}

#[test]
fn the_trace_of_datagrams_shows_each() {
    let server = Hullo::listen(&["listen", "udp://127.0.0.1:0", "--echo"]);
    let args = ["relay", "udp://127.0.0.1:0", &server.address(0), "--trace"];
    let relay = Start::hullo(&args).listening(1);
    let answer = crate::hullo::run(&["send", &relay.address(0), "hello"]).expect_code(0);
    assert_eq!(answer.text().trim_end(), "hello");
    relay.wait_for_output("→ hello\n");
    relay.wait_for_output("← hello\n");
}

#[test]
fn counts_are_told_when_asked_for_and_at_the_end() {
    let (_server, relay) = relayed(&[]);
    let client = echoed(&relay, b"hello");
    relay.signal(Signal::USR1);
    relay.wait_for_word("1 client, 1 here now; 5 bytes up, 5 bytes down\n");
    drop(client);
    assert_eq!(say(&relay.address(0), b"more"), b"more");
    let ended = relay.stop().expect_code(0);
    assert!(
        ended
            .stderr
            .ends_with("2 clients, 0 here now; 9 bytes up, 9 bytes down\n"),
        "{}",
        ended.stderr
    );
    assert_eq!(ended.stdout, b"");
}

#[test]
fn counts_are_told_as_json() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let relay = Hullo::start(&["relay", "tcp://127.0.0.1:0", &server.address(0), "--json"]);
    let said = relay.wait_for_output("\n");
    let listening: Value = from_str(said.lines().next().unwrap()).unwrap();
    assert_eq!(listening["event"], json!("listening"));
    let mut client = connect(listening["address"].as_str().unwrap());
    client.write_all(b"hello").unwrap();
    assert_eq!(read_exactly(&mut client, 5), b"hello");
    relay.signal(Signal::USR1);
    let said = relay.wait_for_output("\"clients\"");
    let line = said
        .lines()
        .find(|line| line.contains("\"clients\""))
        .unwrap();
    let told: Value = from_str(line).unwrap();
    for (name, count) in [
        ("clients", 1),
        ("present", 1),
        ("up", 5),
        ("down", 5),
        ("dropped", 0),
    ] {
        assert_eq!(told[name], json!(count), "{line}");
    }
    drop(client);
    let ended = relay.stop().expect_code(0);
    assert_eq!(ended.stderr, "");
    let last: Value = from_str(ended.text().lines().last().unwrap()).unwrap();
    assert_eq!(last["clients"], json!(1));
}

#[test]
fn quiet_says_nothing_but_errors() {
    let (server, relay) = relayed(&["-v"]);
    assert_eq!(say(&relay.address(0), b"x"), b"x");
    relay.wait_for_word(" left (1 bytes in, 1 out)");
    drop((server, relay));
    let args = ["relay", "-", "tcp://127.0.0.1:9", "--quiet"];
    let ended = crate::hullo::run(&args).expect_code(4);
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
}

#[test]
fn who_is_not_allowed_is_closed_and_named() {
    for (options, let_in) in [
        (&["--deny", "127.0.0.0/8"][..], false),
        (&["--allow", "10.0.0.0/8"], false),
        (&["--allow", "127.0.0.1"], true),
        (&["--allow", "127.0.0.0/8", "--deny", "127.0.0.1/32"], false),
    ] {
        let (_server, relay) = relayed(options);
        assert_eq!(is_let_in(&relay), let_in, "{options:?}");
        if !let_in {
            relay.wait_for_word("not allowed here");
        }
    }
}

#[test]
fn no_more_clients_than_max_clients() {
    let (_server, relay) = relayed(&["--max-clients", "1"]);
    let first = echoed(&relay, b"one");
    assert!(!is_let_in(&relay));
    relay.wait_for_word("1 clients are here already");
    drop(first);
    wait_until("room for a client", || is_let_in(&relay).then_some(()));
}

/// Whether a client comes through to the echo. One that is kept out is reset, as early as in its connect.
fn is_let_in(relay: &Hullo) -> bool {
    let ask = || -> std::io::Result<()> {
        let mut client = TcpStream::connect(("127.0.0.1", relay.port(0)))?;
        client.set_read_timeout(Some(PATIENCE))?;
        client.write_all(b"hello")?;
        client.read_exact(&mut [0; 5])
    };
    ask().is_ok()
}

#[test]
fn ctrl_c_ends_with_clients_still_there() {
    for signal in [Signal::INT, Signal::TERM] {
        let (_server, relay) = relayed(&[]);
        let mut client = echoed(&relay, b"hello");
        relay.signal(signal);
        relay.ended().expect_code(0);
        // Its own connection is over as well, cleanly or not.
        let _ = client.read_to_end(&mut Vec::new());
    }
}

#[test]
fn a_taken_port_is_refused() {
    let (address, server) = serve(|mut stream| read_all(&mut stream));
    let ended = crate::hullo::run(&["relay", &address, "tcp://127.0.0.1:9"]).expect_code(2);
    assert!(ended.stderr.contains("in use"), "{}", ended.stderr);
    drop(connect(&address));
    server.join().unwrap();
}
