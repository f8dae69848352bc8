//! The server under test and the ways to its one port: over IPv4 and IPv6, in the clear and by TLS.

use crate::chatter::Chatter;
use crate::hullo::{Hullo, Start, missing_ipv6};

/// A server that keeps nothing, on one port a family.
pub(crate) struct Door {
    pub(crate) server: Hullo,
    families: usize,
}

/// One way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way<'a> {
    pub(crate) host: &'a str,
    pub(crate) port: u16,
    pub(crate) tls: bool,
}

impl Door {
    /// Opens it with more options; without a word about lines a second, everybody may say as many as he likes.
    #[track_caller]
    pub(crate) fn open(options: &[&str]) -> Door {
        let mut args = vec!["host", "tcp://127.0.0.1:0"];
        let families = if missing_ipv6() { 1 } else { 2 };
        if families == 2 {
            args.push("tcp://[::1]:0");
        }
        args.extend(options);
        if !options.contains(&"--rate") {
            args.extend(["--rate", "0"]);
        }
        Door {
            server: Start::hullo(&args).listening(families),
            families,
        }
    }

    /// Over IPv4.
    pub(crate) fn v4(&self) -> Way<'static> {
        Way {
            host: "127.0.0.1",
            port: self.server.port(0),
            tls: false,
        }
    }

    /// Over IPv6; where the machine has none, over IPv4.
    pub(crate) fn v6(&self) -> Way<'static> {
        match self.families {
            1 => self.v4(),
            _ => Way {
                host: "::1",
                port: self.server.port(1),
                tls: false,
            },
        }
    }

    /// A raw client that is welcome already.
    #[track_caller]
    pub(crate) fn chatter(&self, nick: &str, caps: &str) -> Chatter {
        Chatter::registered("127.0.0.1", self.server.port(0), nick, caps)
    }
}

impl Way<'_> {
    /// The same by TLS.
    pub(crate) fn by_tls(self) -> Self {
        Way { tls: true, ..self }
    }

    /// `127.0.0.1:40123`, `[::1]:40123`.
    pub(crate) fn place(self) -> String {
        match self.host.contains(':') {
            true => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }
}
