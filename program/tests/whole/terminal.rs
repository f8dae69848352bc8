//! Nothing that comes from the network acts on the terminal: no cursor moves, no title changes, no text is reordered.

use crate::hullo::{Folder, Start, missing};
use crate::peers::{connect, serve, udp};
use std::io::Write;
use std::net::Shutdown;
use std::os::unix::net::UnixDatagram;

/// Clear screen, title, bell, a carriage return over the line, C1 as bytes and as characters, bidirectional overrides,
/// a line separator, a cut character.
const NASTY: &[u8] = b"\x1b[2J\x1b]0;owned\x07\rroot# \x08\x9b31m\xc2\x9b31m\xe2\x80\xaegnp.exe\xe2\x80\xa8\x7f\xe4\xbd\n";

/// The same as far as it is text.
const NASTY_TEXT: &str =
    "\x1b[2J\x1b]0;owned\x07\rroot# \x08\u{9b}31m\u{202e}gnp.exe\u{2028}\x7f\n";

/// The binary under test with its standard input, output and error on a terminal.
fn on_terminal(args: &str) -> Start {
    let command = format!("\"$HULLO\" {args}");
    Start::program("script", &["-qec", &command, "/dev/null"])
}

#[track_caller]
fn is_harmless(shown: &str) {
    use hullo_wire::visible::acts;
    // The terminal driver writes line ends as CR LF.
    let acting: Vec<char> = shown
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| acts(*c) && *c != '\n')
        .collect();
    assert!(acting.is_empty(), "{acting:?} in {shown:?}");
    assert!(!shown.contains('\u{fffd}'), "raw bytes in {shown:?}");
}

#[test]
fn an_answer_cannot_act_on_the_terminal_of_send() {
    if missing("script") {
        return;
    }
    for options in ["", "--dump", "--json", "--count 1", "--lines 1", "-v"] {
        let (address, server) = serve(|mut stream| {
            stream.write_all(NASTY).unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
            crate::peers::read_all(&mut stream)
        });
        let ended = on_terminal(&format!("send {options} {address} hi"))
            .run()
            .expect_code(0);
        is_harmless(&String::from_utf8_lossy(&ended.stdout));
        assert!(ended.stdout.len() > 20, "{options}: {ended:?}");
        server.join().unwrap();
    }
}

#[test]
fn what_comes_cannot_act_on_the_terminal_of_listen() {
    if missing("script") {
        return;
    }
    for options in ["", "--hex", "--json", "--raw", "-v --echo"] {
        let folder = Folder::new();
        let path = folder.file("socket");
        let args = format!("listen tcp://127.0.0.1:0 udp://127.0.0.1:0 unixgram:{path} {options}");
        let listener = on_terminal(&args).spawn();
        let said = listener.stdout.wait_until("listen", "to listen", |said| {
            said.contains("unixgram:") && said.ends_with('\n')
        });
        let address = |scheme: &str| {
            let (_, rest) = said.split_once(scheme).unwrap();
            rest.split(['\r', '\n', '"']).next().unwrap().to_owned()
        };
        let mut client = connect(&address("tcp://"));
        client.write_all(NASTY).unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        udp("127.0.0.1:0")
            .send_to(NASTY_TEXT.as_bytes(), address("udp://"))
            .unwrap();
        // A peer chooses its own name.
        let name = folder.file("\x1b]0;owned\x07\n");
        UnixDatagram::bind(&name)
            .unwrap()
            .send_to(b"last one\n", &path)
            .unwrap();
        let shown = listener.stdout.wait_until("listen", options, |shown| {
            let in_hex = shown.matches("657865").count();
            shown.contains("last one") && shown.matches("exe").count() + in_hex >= 2
        });
        is_harmless(&shown);
    }
}
