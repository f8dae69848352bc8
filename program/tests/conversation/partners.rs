//! Whom one can talk to from a terminal: the programs people have, over every kind of address.

use crate::hullo::{Folder, Hullo, Start, missing, missing_ipv6};
use crate::terminal::Terminal;
use std::net::TcpListener;

const LISTEN: [&str; 3] = ["talk", "--listen", "tcp://127.0.0.1:0"];

/// Two programs in two terminals hear each other.
#[track_caller]
fn hear_each_other(hullo: &Terminal, other: &Terminal) {
    hullo.wait_for("is here");
    other.say("from the other 你好");
    hullo.wait_for(": from the other 你好");
    hullo.say("from hullo 世界");
    other.wait_for("from hullo 世界");
    assert_eq!(hullo.lines().last().unwrap(), "You:");
}

fn port(address: &str) -> &str {
    address.rsplit(':').next().unwrap()
}

#[test]
fn netcat_telnet_and_ncat_call() {
    if missing("tmux") {
        return;
    }
    for program in ["nc.openbsd", "ncat", "telnet"] {
        if missing(program) {
            continue;
        }
        let hullo = Terminal::hullo(&LISTEN);
        let address = hullo.address();
        let other = Terminal::start(&[program, "127.0.0.1", port(&address)]);
        if program == "telnet" {
            other.wait_for("Escape character");
        }
        hear_each_other(&hullo, &other);
        hullo.say("exit");
        assert_eq!(hullo.code(), 0, "{program}");
    }
}

#[test]
fn netcat_and_ncat_are_called() {
    if missing("tmux") {
        return;
    }
    for (program, args) in [("nc.openbsd", "-lv"), ("ncat", "-lv")] {
        if missing(program) {
            continue;
        }
        let free = free_port();
        let other = Terminal::start(&[program, args, "127.0.0.1", &free]);
        other.wait_for("istening on");
        let hullo = Terminal::hullo(&["talk", &format!("tcp://127.0.0.1:{free}")]);
        hear_each_other(&hullo, &other);
        hullo.press(&["C-d"]);
        assert_eq!(hullo.code(), 0, "{program}");
        assert_eq!(other.code(), 0, "{program} was told");
    }
}

/// For programs that cannot choose a port themselves.
fn free_port() -> String {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port().to_string()
}

#[test]
fn the_textbooks_chat_client_calls() {
    if missing("tmux") || missing("python3") {
        return;
    }
    let hullo = Terminal::hullo(&LISTEN);
    let address = hullo.address();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/chat_client.py");
    let other = Terminal::start(&["python3", script, "127.0.0.1", port(&address)]);
    other.wait_for("You:");
    other.say("早上好");
    hullo.wait_for(": 早上好");
    hullo.say("早");
    other.wait_for("Server: 早");
    other.say("exit");
    hullo.wait_for("has left");
    hullo.press(&["Enter"]);
    assert_eq!(hullo.code(), 0);
}

#[test]
fn the_textbooks_chat_server_is_called() {
    if missing("tmux") || missing("python3") {
        return;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/chat_server.py");
    let other = Terminal::start(&["python3", script, "127.0.0.1", "0"]);
    let lines = other.wait_for("listening ");
    let place = lines[0].strip_prefix("listening ").unwrap().to_owned();
    let hullo = Terminal::hullo(&[
        "talk",
        &format!("tcp://127.0.0.1:{place}"),
        "--newline",
        "none",
    ]);
    hullo.say("在吗");
    other.wait_for("Client: 在吗");
    other.say("在");
    hullo.wait_for(": 在");
}

#[test]
fn every_kind_of_address_carries_a_conversation() {
    if missing("tmux") {
        return;
    }
    let folder = Folder::new();
    let socket = format!("unix:{}", folder.file("socket"));
    let datagrams = format!("unixgram:{}", folder.file("datagrams"));
    let mut kinds = vec![
        "tcp://127.0.0.1:0",
        "udp://127.0.0.1:0",
        "tls://127.0.0.1:0",
        &socket,
        &datagrams,
    ];
    if !missing_ipv6() {
        kinds.extend(["tcp://[::1]:0", "udp://[::1]:0", "tls://[::1]:0"]);
    }
    for kind in kinds {
        let hullo = Terminal::hullo(&["talk", "--listen", kind]);
        let address = hullo.address();
        let lines = hullo.lines();
        let pin = lines
            .iter()
            .find_map(|line| line.split("certificate ").nth(1));
        let mut args = vec!["talk", &address, "--newline", "lf"];
        if let Some(pin) = pin {
            args.extend(["--pin", pin]);
        }
        // One end on a terminal, the other a script.
        let mut other = Hullo::start(&args);
        other.say("from the script 你好\n");
        hullo.wait_for(": from the script 你好");
        hullo.say("from the terminal 世界");
        other.wait_for_output("from the terminal 世界");
        hullo.say("exit");
        assert_eq!(hullo.code(), 0, "{kind}");
        other.wait_for_word("has left");
        other.end_input();
        other.ended().expect_code(0);
    }
}

#[test]
fn a_certificate_that_is_not_the_pinned_one_is_refused() {
    let listener = Start::hullo(&["talk", "--listen", "tls://127.0.0.1:0"]).listening(1);
    let pin = format!("sha256:{}", "00".repeat(32));
    let called = crate::hullo::run(&["talk", &listener.address(0), "--pin", &pin]);
    assert!(called.expect_code(8).stderr.contains("certificate"));
}
