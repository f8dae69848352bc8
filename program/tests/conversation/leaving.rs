//! How a conversation on a terminal ends: the other side is told, the exit code is right, the terminal is given back.

use crate::hullo::missing;
use crate::peers::{connect, read_all, read_exactly, receive, reset, udp};
use crate::terminal::Terminal;
use std::io::Write;
use std::net::TcpStream;

#[track_caller]
fn called() -> (Terminal, TcpStream) {
    let terminal = Terminal::hullo(&["talk", "--listen", "tcp://127.0.0.1:0"]);
    let peer = connect(&terminal.address());
    terminal.wait_for("is here");
    (terminal, peer)
}

/// Leaves by these keys.
#[track_caller]
fn leave(terminal: &Terminal, how: &str) {
    match how {
        "exit" | "EXIT" => terminal.say(how),
        key => terminal.press(&[key]),
    }
}

#[test]
fn exit_and_control_d_and_control_c_leave_and_the_peer_is_told() {
    if missing("tmux") {
        return;
    }
    for how in ["exit", "EXIT", "C-d", "C-c"] {
        let (terminal, mut peer) = called();
        peer.write_all(b"still here\n").unwrap();
        terminal.wait_for("still here");
        leave(&terminal, how);
        assert_eq!(read_all(&mut peer), b"", "{how}");
        drop(peer);
        assert_eq!(terminal.code(), 0, "{how}");
    }
}

#[test]
fn leaving_works_too_while_nobody_has_come() {
    if missing("tmux") {
        return;
    }
    for how in ["exit", "C-d", "C-c"] {
        let terminal = Terminal::hullo(&["talk", "--listen", "tcp://127.0.0.1:0"]);
        terminal.address();
        leave(&terminal, how);
        assert_eq!(terminal.code(), 0, "{how}");
    }
}

#[test]
fn a_half_typed_line_is_not_said_by_control_c() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = called();
    terminal.type_text("not yet");
    terminal.wait_for_last("You: not yet");
    terminal.press(&["C-c"]);
    assert_eq!(read_all(&mut peer), b"");
    assert_eq!(terminal.code(), 0);
}

#[test]
fn over_datagrams_leaving_is_said_by_a_word() {
    if missing("tmux") {
        return;
    }
    for how in ["exit", "C-d", "C-c"] {
        let peer = udp("127.0.0.1:0");
        let address = format!("udp://{}", peer.local_addr().unwrap());
        let terminal = Terminal::hullo(&["talk", &address]);
        terminal.wait_for("is here");
        terminal.say("hi");
        assert_eq!(receive(&peer), b"hi");
        leave(&terminal, how);
        assert_eq!(receive(&peer), b"exit", "{how}");
        assert_eq!(terminal.code(), 0, "{how}");
    }
}

#[test]
fn a_reset_ends_with_code_7_and_gives_the_terminal_back() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = called();
    terminal.type_text("half a 行");
    terminal.wait_for_last("You: half a 行");
    let last: String = (0..50).map(|n| format!("last words {n}\n")).collect();
    peer.write_all(last.as_bytes()).unwrap();
    reset(peer);
    assert_eq!(terminal.code(), 7);
    let lines = terminal.lines();
    let last = lines.len() - 1;
    assert!(
        lines[last].ends_with("connection reset by peer"),
        "{lines:#?}"
    );
    assert_eq!(lines[last - 1], "You: half a 行", "{lines:#?}");
    assert!(lines[last - 2].ends_with(": last words 49"), "{lines:#?}");
    // The terminal echoes and edits again.
    terminal.type_text("echoed");
    terminal.wait_for_last("echoed");
}

#[test]
fn a_peer_that_leaves_is_named_and_enter_leaves_too() {
    if missing("tmux") {
        return;
    }
    let (terminal, peer) = called();
    let name = peer.local_addr().unwrap().to_string();
    terminal.type_text("wait");
    terminal.wait_for_last("You: wait");
    drop(peer);
    let lines = terminal.wait_for(&format!("* {name} has left"));
    assert_eq!(lines.last().unwrap(), "You: wait");
    terminal.press(&["C-u", "Enter"]);
    assert_eq!(terminal.code(), 0);
}

#[test]
fn a_call_that_nobody_takes_ends_with_its_code() {
    if missing("tmux") {
        return;
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", free.local_addr().unwrap());
    drop(free);
    let terminal = Terminal::hullo(&["talk", &address]);
    assert_eq!(terminal.code(), 4);
    terminal.wait_for("connection refused");
}

#[test]
fn two_terminals_talk() {
    if missing("tmux") {
        return;
    }
    let server = Terminal::hullo(&["talk", "--listen", "tcp://127.0.0.1:0", "--name", "Bob"]);
    let client = Terminal::hullo(&["talk", &server.address(), "--name", "Ann"]);
    server.wait_for("is here");
    client.wait_for("is here");
    client.say("你好");
    server.wait_for("Bob: 你好");
    server.say("hello");
    client.wait_for("Ann: hello");
    client.say("exit");
    assert_eq!(client.code(), 0);
    server.wait_for("has left");
    server.press(&["Enter"]);
    assert_eq!(server.code(), 0);
}

#[test]
fn a_signal_gives_the_terminal_back_and_the_peer_is_told() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = called();
    terminal.say("one");
    assert_eq!(read_exactly(&mut peer, 4), b"one\n");
    terminal.type_text("two");
    terminal.wait_for_last("You: two");
    terminal.terminate();
    assert_eq!(read_all(&mut peer), b"");
    assert_eq!(terminal.code(), 0);
}
