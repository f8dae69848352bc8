//! Somebody with netcat.

use crate::hullo::{Heard, Hullo};
use std::io::Write;
use std::net::TcpStream;

/// A plain client.
pub(crate) struct Caller {
    pub(crate) stream: TcpStream,
    heard: Heard,
}

impl Caller {
    /// Comes in and waits for this word.
    #[track_caller]
    pub(crate) fn comes(host: &Hullo, word: &str) -> Caller {
        Caller::comes_to(host.port(0), word)
    }

    /// The same at a port.
    #[track_caller]
    pub(crate) fn comes_to(port: u16, word: &str) -> Caller {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let heard = Heard::from(stream.try_clone().unwrap());
        let mut caller = Caller { stream, heard };
        // Who says something first need not be waited for.
        caller.says("");
        caller.hears(word);
        caller
    }

    #[track_caller]
    pub(crate) fn says(&mut self, line: &str) {
        self.stream
            .write_all(format!("{line}\n").as_bytes())
            .unwrap();
    }

    #[track_caller]
    pub(crate) fn hears(&self, word: &str) -> String {
        self.heard.wait_for("the caller", word)
    }

    /// All that it heard until the host closed.
    #[track_caller]
    pub(crate) fn hears_all(&self) -> String {
        String::from_utf8(self.heard.all("the caller")).unwrap()
    }
}
