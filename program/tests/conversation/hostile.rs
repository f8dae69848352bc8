//! What a peer says is shown, never acted on.

use crate::hullo::{Folder, missing};
use crate::peers::connect;
use crate::terminal::Terminal;
use std::io::Write;
use std::os::unix::net::UnixDatagram;

#[test]
fn control_sequences_from_the_peer_are_shown_and_do_nothing() {
    if missing("tmux") {
        return;
    }
    let terminal = Terminal::hullo(&["talk", "--listen", "tcp://127.0.0.1:0", "--name", "Eve"]);
    let mut peer = connect(&terminal.address());
    terminal.wait_for("is here");
    terminal.type_text("safe 行");
    terminal.wait_for_last("You: safe 行");
    let (title, cursor) = (terminal.title(), terminal.cursor());
    let shown = [
        ("\x1b]0;pwned\x07", r"\x1b]0;pwned\x07"),
        ("\x1b[2J\x1b[H", r"\x1b[2J\x1b[H"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x1bc", r"\x1bc"),
        ("\u{9b}2J", r"\u{9b}2J"),
        ("\u{202e}gpj.exe", r"\u{202e}gpj.exe"),
        ("a\rb\x08c\td", r"a\rb\x08c\td"),
        ("\x07\x00\x7f", r"\x07\x00\x7f"),
    ];
    for (sent, _) in shown {
        peer.write_all(format!("{sent}\n").as_bytes()).unwrap();
    }
    peer.write_all(b"\xff\xfe broken\n").unwrap();
    let lines = terminal.wait_for(r"Eve: \xff\xfe broken");
    for (_, text) in shown {
        assert!(
            lines.contains(&format!("Eve: {text}")),
            "{text}: {lines:#?}"
        );
    }
    assert_eq!(lines.last().unwrap(), "You: safe 行");
    assert_eq!((terminal.title(), terminal.cursor()), (title, cursor));
    assert!(!terminal.colours().contains("\x1b[31m"));
}

#[test]
fn the_name_of_a_peer_is_shown_and_does_nothing() {
    if missing("tmux") {
        return;
    }
    let folder = Folder::new();
    let address = format!("unixgram:{}", folder.file("socket"));
    let terminal = Terminal::hullo(&["talk", "--listen", &address]);
    terminal.address();
    let title = terminal.title();
    let peer = UnixDatagram::bind(folder.file("\x1b]0;pwned\x07\u{202e}")).unwrap();
    peer.send_to(b"hi\n", folder.file("socket")).unwrap();
    let lines = terminal.wait_for(r"\x1b]0;pwned\x07\u{202e}: hi");
    let here = lines.iter().find(|line| line.contains("is here"));
    assert!(
        here.unwrap().contains(r"\x1b]0;pwned\x07\u{202e}"),
        "{lines:#?}"
    );
    drop(peer);
    terminal.say("nobody hears");
    terminal.wait_for("could not talk to");
    assert_eq!(terminal.title(), title);
}

#[test]
fn a_line_that_never_ends_comes_in_pieces() {
    if missing("tmux") {
        return;
    }
    let terminal = Terminal::hullo(&["talk", "--listen", "tcp://127.0.0.1:0", "--name", "Eve"]);
    let mut peer = connect(&terminal.address());
    terminal.wait_for("is here");
    // 64 KiB is the longest line; the terminal's history holds the end of what came.
    peer.write_all(&[b'z'; 100_000]).unwrap();
    peer.write_all(b"\nafter\n").unwrap();
    terminal.wait_for("Eve: after");
    terminal.wait_for_last("You:");
}
