//! Clients in Python: IRC libraries and a WebSocket library from PyPI, and the textbook's chat client.

use crate::door::Way;
use crate::guest::Guest;
use crate::hullo::{Hullo, Start, skipped};
use std::path::Path;

/// Where `./check strangers` puts the libraries that requirements.txt names.
const PYTHON: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/../strangers/bin/python");

/// Whether the libraries are not there; then the test returns.
#[track_caller]
pub(crate) fn missing_libraries() -> bool {
    !Path::new(PYTHON).is_file() && skipped("the Python libraries of ./check strangers are missing")
}

/// The library `irc`: RFC 1459, no capabilities.
#[track_caller]
pub(crate) fn irc_library(nick: &str, way: Way) -> Guest {
    library("irc_client", nick, way, &[])
}

/// The library `pydle`: IRCv3.
#[track_caller]
pub(crate) fn pydle(nick: &str, way: Way) -> Guest {
    library("pydle_client", nick, way, &[])
}

/// IRC over a WebSocket by the library `websockets`, each line a text.
#[track_caller]
pub(crate) fn websocket(nick: &str, way: Way) -> Guest {
    library("web_client", nick, way, &["text.ircv3.net"])
}

/// The same, each line as bytes.
#[track_caller]
pub(crate) fn binary_websocket(nick: &str, way: Way) -> Guest {
    library("web_client", nick, way, &["binary.ircv3.net"])
}

#[track_caller]
fn library(script: &str, nick: &str, way: Way, more: &[&str]) -> Guest {
    let path = format!(
        "{}/tests/meeting/python/{script}.py",
        env!("CARGO_MANIFEST_DIR")
    );
    let (port, tls) = (way.port.to_string(), if way.tls { "tls" } else { "clear" });
    let program = Start::program(
        PYTHON,
        &[&[&path, way.host, &port, nick, tls], more].concat(),
    )
    .env("PYTHONIOENCODING", "utf-8")
    .spawn();
    program.wait_for_output("in the room");
    Guest::piped(nick, "", program)
}

/// The textbook's chat client: it says a line without an end, then hears one piece.
pub(crate) struct Textbook {
    program: Hullo,
    turns: usize,
}

impl Textbook {
    #[track_caller]
    pub(crate) fn new(way: Way) -> Textbook {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/chat_client.py");
        let program = Start::program("python3", &[path, way.host, &way.port.to_string()])
            .env("PYTHONIOENCODING", "utf-8")
            .spawn();
        Textbook { program, turns: 0 }
    }

    /// Says something and waits for the piece that it hears then; all that it has heard so far.
    #[track_caller]
    pub(crate) fn turn(&mut self, text: &str) -> String {
        self.program.say(format!("{text}\n"));
        self.turns += 1;
        let turns = self.turns;
        self.program
            .stdout
            .wait_until("the textbook's client", "to hear something", |said| {
                said.matches("Server: ").count() >= turns && said.ends_with('\n')
                    || said.matches("You: ").count() > turns
            })
    }
}
