//! relay from every kind of address to every other: text both ways, and between streams a megabyte each way with the
//! half-close of either side first.

use crate::hullo::{Folder, Hullo, Start};
use std::io::Write;

const KINDS: [&str; 6] = ["tcp", "tls", "unix", "udp", "unixgram", "-"];
const STREAMS: [&str; 4] = ["tcp", "tls", "unix", "-"];

/// A client, a relay and a server; where one of the addresses is `-`, the relay itself is that end.
struct Line {
    client: Option<Hullo>,
    server: Option<Hullo>,
    relay: Hullo,
    #[expect(dead_code, reason = "holds the sockets until the end")]
    folder: Folder,
}

fn listen_on(kind: &str, folder: &Folder, name: &str) -> String {
    match kind {
        "-" => "-".to_owned(),
        "unix" | "unixgram" => format!("{kind}:{}", folder.file(name)),
        _ => format!("{kind}://127.0.0.1:0"),
    }
}

/// What a client of this listener says on its command line: its address, and for TLS its certificate.
#[track_caller]
fn call(listener: &Hullo) -> Vec<String> {
    let mut words = vec![listener.address(0)];
    let said = listener.wait_for_word("listening ");
    if let Some(print) = said.split("certificate ").nth(1) {
        let print = print.split_whitespace().next().unwrap();
        words.extend(["--pin".to_owned(), print.to_owned()]);
    }
    words
}

impl Line {
    #[track_caller]
    fn between(from: &str, to: &str) -> Line {
        let folder = Folder::new();
        let server = (to != "-").then(|| {
            let address = listen_on(to, &folder, "server");
            Start::hullo(&["talk", "--listen", &address, "--newline", "lf"]).listening(1)
        });
        let target = server.as_ref().map_or(vec!["-".to_owned()], call);
        let from_address = listen_on(from, &folder, "relay");
        let mut args = vec!["relay", &from_address];
        args.extend(target.iter().map(|word| &**word));
        let relay = Start::hullo(&args).listening(usize::from(from != "-"));
        let client = (from != "-").then(|| {
            let called = call(&relay);
            let mut args = vec!["talk", "--newline", "lf"];
            args.extend(called.iter().map(|word| &**word));
            Hullo::start(&args)
        });
        Line {
            client,
            server,
            relay,
            folder,
        }
    }

    fn client(&mut self) -> &mut Hullo {
        self.client.as_mut().unwrap_or(&mut self.relay)
    }

    fn server(&mut self) -> &mut Hullo {
        self.server.as_mut().unwrap_or(&mut self.relay)
    }
}

#[test]
fn text_passes_both_ways_between_all_kinds_of_addresses() {
    for from in KINDS {
        for to in KINDS {
            if (from, to) == ("-", "-") {
                continue;
            }
            println!("{from} to {to}");
            let mut line = Line::between(from, to);
            line.client().say("from the client 你好\n");
            line.server().wait_for_output("from the client 你好\n");
            line.server().say("from the server 世界\n");
            line.client().wait_for_output("from the server 世界\n");
        }
    }
}

fn megabyte() -> String {
    (0..1049).map(|n| format!("{n:0>999}\n")).collect()
}

/// Says a megabyte from another thread, then ends.
fn say_all(speaker: &mut Hullo) {
    let mut input = speaker.take_input();
    std::thread::spawn(move || input.write_all(megabyte().as_bytes()));
}

/// One side says all and ends; only once the other has heard both does it say all itself.
#[track_caller]
fn half_closes(from: &str, to: &str, client_first: bool) {
    let mut line = Line::between(from, to);
    let name = format!("{from} to {to}, client first: {client_first}");
    let (client, server) = (line.client.is_some(), line.server.is_some());
    if client_first {
        say_all(line.client());
        hear_the_end(line.server(), server, &name);
        say_all(line.server());
        hear_the_end(line.client(), client, &name);
    } else {
        say_all(line.server());
        hear_the_end(line.client(), client, &name);
        say_all(line.client());
        hear_the_end(line.server(), server, &name);
    }
    for end in [line.client, line.server].into_iter().flatten() {
        let heard = end.ended().expect_code(0).stdout;
        assert!(heard == megabyte().as_bytes(), "{} bytes", heard.len());
    }
}

/// Waits for the end behind all that the other side says: talk tells it, of a bare relay the output ends.
#[track_caller]
fn hear_the_end(listener: &Hullo, talks: bool, name: &str) {
    if talks {
        listener.wait_for_word("has left");
    } else {
        let heard = listener.stdout.all(name);
        assert!(heard == megabyte().as_bytes(), "{} bytes", heard.len());
    }
}

#[test]
fn streams_carry_a_megabyte_each_way_when_the_client_ends_first() {
    for from in STREAMS {
        for to in STREAMS.into_iter().filter(|to| (from, *to) != ("-", "-")) {
            half_closes(from, to, true);
        }
    }
}

#[test]
fn streams_carry_a_megabyte_each_way_when_the_server_ends_first() {
    for from in STREAMS {
        for to in STREAMS.into_iter().filter(|to| (from, *to) != ("-", "-")) {
            half_closes(from, to, false);
        }
    }
}
