//! What the clients say to come in and go, and what they understand of what they hear.

use crate::socket;
use crate::swarm::{Dialect, Errand, Stage, Swarm};
use memchr::memchr;
use memchr::memmem::find;

const ROOM: &str = "#load";
const SAID: &[u8] = b" PRIVMSG #load :";
const CONNECT: &str = "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false}\r\n";

impl Dialect {
    /// What stands before a message of so many bytes, and what behind.
    pub fn around(self, size: usize) -> (Vec<u8>, &'static [u8]) {
        match self {
            Dialect::Irc => (format!("PRIVMSG {ROOM} :").into_bytes(), b"\r\n"),
            Dialect::Lines => (Vec::new(), b"\n"),
            Dialect::Nats => (format!("PUB load {size}\r\n").into_bytes(), b"\r\n"),
        }
    }
}

impl Swarm {
    /// Whether who comes in says so, and waits until somebody hears it.
    pub(crate) fn probes(&self) -> bool {
        self.server.dialect == Dialect::Lines && self.errand == Errand::Meet
    }

    /// A message's text, if a line holds one.
    #[inline]
    pub(crate) fn text<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        match self.server.dialect {
            Dialect::Irc if line.first() == Some(&b':') => {
                line[memchr(b' ', line)?..].strip_prefix(SAID)
            }
            Dialect::Irc => None,
            Dialect::Lines => Some(&line[memchr(b'~', line)?..]),
            Dialect::Nats => line.starts_with(b"~").then_some(line),
        }
    }

    pub(crate) fn connected(&mut self, index: usize) {
        let Some(socket) = &self.clients[index].socket else {
            return;
        };
        if let Err(error) = socket::connected(socket) {
            self.fail(index, &error.to_string());
            return self.leave(index);
        }
        self.clients[index].stage = Stage::Registering;
        match self.server.dialect {
            Dialect::Irc => {
                let nick = match self.errand {
                    Errand::Cycle => format!("c{index}x{}", self.clients[index].lives % 10_000),
                    _ => format!("u{index:05}"),
                };
                self.write(index, &format!("NICK {nick}\r\nUSER u 0 * :load\r\n"));
            }
            Dialect::Lines if self.probes() => self.write(index, &format!("PROBE {index}\n")),
            Dialect::Lines => {
                self.is_ready(index);
                self.flush(index);
            }
            // It speaks first.
            Dialect::Nats => self.flush(index),
        }
    }

    /// A line that is no message.
    pub(crate) fn hear(&mut self, index: usize, line: &[u8]) {
        match self.server.dialect {
            Dialect::Irc => self.hear_irc(index, line),
            Dialect::Lines => self.hear_probe(index, line),
            Dialect::Nats => self.hear_nats(index, line),
        }
    }

    fn hear_irc(&mut self, index: usize, line: &[u8]) {
        let mut words = line.split(|byte| *byte == b' ');
        let mut word = words.next().unwrap_or_default();
        if word.starts_with(b":") {
            word = words.next().unwrap_or_default();
        }
        let room = match self.errand {
            Errand::Cycle => format!("#ch{index}"),
            _ => ROOM.to_owned(),
        };
        match (word, self.clients[index].stage) {
            (b"PING", _) => {
                let token = find(line, b"PING ").map_or(&b""[..], |at| &line[at + 5..]);
                let token = String::from_utf8_lossy(token).into_owned();
                self.write(index, &format!("PONG {token}\r\n"));
            }
            (b"001", Stage::Registering) if self.errand == Errand::Register => self.is_ready(index),
            (b"001", Stage::Registering) => {
                self.clients[index].stage = Stage::Joining;
                self.write(index, &format!("JOIN {room}\r\n"));
            }
            (b"366", Stage::Joining) if self.errand == Errand::Cycle => {
                self.clients[index].stage = Stage::Parting;
                self.write(index, &format!("PART {room}\r\n"));
            }
            (b"366", Stage::Joining) => self.is_ready(index),
            (b"PART", Stage::Parting) => {
                self.clients[index].stage = Stage::Quitting;
                self.write(index, "QUIT\r\n");
            }
            (b"ERROR", stage) if stage != Stage::Quitting => {
                self.last_failure = String::from_utf8_lossy(line).into_owned();
            }
            // A nick or a room refused, or not registered, banned, too fast.
            (b"404" | b"432" | b"433" | b"439" | b"451" | b"465" | b"471" | b"474", _) => {
                self.fail(index, &String::from_utf8_lossy(line));
            }
            _ => {}
        }
    }

    /// Somebody has heard that somebody has come in: both have.
    fn hear_probe(&mut self, index: usize, line: &[u8]) {
        let Some(at) = find(line, b"PROBE ") else {
            return;
        };
        let who = std::str::from_utf8(&line[at + 6..]).ok();
        let who = who.and_then(|digits| digits.parse().ok());
        for index in [Some(index), who].into_iter().flatten() {
            let client = self.clients.get(index);
            if client.is_some_and(|client| client.stage == Stage::Registering) {
                self.is_ready(index);
            }
        }
    }

    fn hear_nats(&mut self, index: usize, line: &[u8]) {
        let stage = self.clients[index].stage;
        if line.starts_with(b"INFO") && stage == Stage::Registering {
            self.clients[index].stage = Stage::Joining;
            let subscribe = match self.errand {
                Errand::Meet => "SUB load 1\r\n",
                _ => "",
            };
            self.write(index, &format!("{CONNECT}{subscribe}PING\r\n"));
        } else if line.starts_with(b"PING") {
            self.write(index, "PONG\r\n");
        } else if line.starts_with(b"PONG") && stage == Stage::Joining {
            match (&self.clients[index].socket, self.errand) {
                (Some(socket), Errand::Cycle) => {
                    socket::finish(socket);
                    self.clients[index].stage = Stage::Quitting;
                }
                _ => self.is_ready(index),
            }
        } else if line.starts_with(b"-ERR") {
            self.fail(index, &String::from_utf8_lossy(line));
        }
    }

    fn write(&mut self, index: usize, words: &str) {
        self.say(index, |out| out.extend_from_slice(words.as_bytes()));
    }

    fn is_ready(&mut self, index: usize) {
        if self.clients[index].stage != Stage::Ready {
            self.clients[index].stage = Stage::Ready;
            self.ready += 1;
        }
    }
}
