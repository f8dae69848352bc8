//! Clients made of std's sockets, each of which does exactly what its test says.

use crate::hullo::PATIENCE;
use hullo_wire::irc::parse_from_server;
use rustix::net::sockopt::set_socket_recv_buffer_size;
use rustix::net::{AddressFamily, SocketType, bind, connect, socket};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};

/// A message as somebody heard it or the history has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) text: String,
}

/// One client.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    /// Every line that it has read.
    pub(crate) heard: Vec<String>,
}

impl Client {
    /// Connects, and says nothing yet.
    #[track_caller]
    pub(crate) fn connect(place: &str) -> Client {
        let address = place.to_socket_addrs().unwrap().next().unwrap();
        let stream = TcpStream::connect_timeout(&address, PATIENCE).unwrap();
        Client::over(stream)
    }

    /// A client over a connection that stands.
    #[track_caller]
    pub(crate) fn over(stream: TcpStream) -> Client {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Client {
            stream: BufReader::new(stream),
            heard: Vec::new(),
        }
    }

    /// An IRC client that is in, with these capabilities.
    #[track_caller]
    pub(crate) fn irc(place: &str, nick: &str, caps: &str) -> Client {
        let mut client = Client::connect(place);
        client.register(nick, caps);
        client
    }

    /// Says who it is, and waits until it is in.
    #[track_caller]
    pub(crate) fn register(&mut self, nick: &str, caps: &str) {
        self.say(&format!(
            "CAP REQ :{caps}\r\nNICK {nick}\r\nUSER {nick} 0 * :{nick}\r\nCAP END\r\nPING in"
        ));
        let said = self.until("PONG");
        assert!(said.iter().any(|line| line.contains(" 001 ")), "{said:?}");
    }

    /// A plain client that is in.
    #[track_caller]
    pub(crate) fn plain(place: &str) -> Client {
        let mut client = Client::connect(place);
        client.say("/help");
        client.until("say something");
        client.until("/quit");
        client
    }

    /// Sends bytes as they are; whether they could be.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        self.stream.get_mut().write_all(bytes).is_ok()
    }

    /// Sends a line.
    #[track_caller]
    pub(crate) fn say(&mut self, line: &str) {
        let said = self.send(format!("{line}\r\n").as_bytes());
        assert!(said, "could not say {line:?}");
    }

    /// The next line; `None` at the end, at half a line, and when the connection is lost.
    #[track_caller]
    pub(crate) fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        match self.stream.read_until(b'\n', &mut line) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                panic!(
                    "nothing came for {PATIENCE:?}, after {:?}",
                    String::from_utf8_lossy(&line)
                )
            }
            Err(_) => return None,
        }
        line.pop_if(|byte| *byte == b'\n')?;
        line.pop_if(|byte| *byte == b'\r');
        let line = String::from_utf8(line).expect("a host writes UTF-8");
        self.heard.push(line.clone());
        Some(line)
    }

    /// All lines up to the first that contains these words.
    #[track_caller]
    pub(crate) fn until(&mut self, words: &str) -> Vec<String> {
        let mut said = Vec::new();
        loop {
            let Some(line) = self.line() else {
                panic!("waited for {words:?}, but the connection ended after {said:#?}");
            };
            let last = line.contains(words);
            said.push(line);
            if last {
                return said;
            }
        }
    }

    /// All that the host has for it by now: what comes before the answer to a PING.
    #[track_caller]
    pub(crate) fn settle(&mut self, token: &str) -> Vec<String> {
        self.say(&format!("PING {token}"));
        self.until(&format!(":{token}"))
    }

    /// All lines up to the end.
    #[track_caller]
    pub(crate) fn rest(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.line()).collect()
    }

    /// Says that nothing more comes, and reads on.
    pub(crate) fn end(&mut self) {
        // Whoever is closed already has ended as well.
        let _ = self.stream.get_ref().shutdown(Shutdown::Write);
    }

    /// The messages to this target among all that it has read.
    #[track_caller]
    pub(crate) fn messages(&self, target: &str) -> Vec<Message> {
        let lines = self.heard.iter();
        lines.filter_map(|line| message(line, target)).collect()
    }

    /// Its socket.
    pub(crate) fn socket(&self) -> &TcpStream {
        self.stream.get_ref()
    }
}

/// The message that this line is, if it is one to this target.
pub(crate) fn message(line: &str, target: &str) -> Option<Message> {
    let read = parse_from_server(line).unwrap_or_else(|error| panic!("{line:?}: {error}"));
    if read.command != "PRIVMSG" || read.param(0) != Some(target) {
        return None;
    }
    Some(Message {
        id: read
            .tags
            .get("msgid")
            .expect("msgid is negotiated")
            .into_owned(),
        text: read.param(1).expect("a message has words").to_owned(),
    })
}

/// A connection from this address, which is one of the loopback's.
#[track_caller]
pub(crate) fn connect_from(address: [u8; 4], place: &str) -> Client {
    let to: SocketAddr = place.parse().unwrap();
    let socket = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
    bind(&socket, &SocketAddr::from((address, 0))).unwrap();
    connect(&socket, &to).unwrap();
    Client::over(socket.into())
}

/// A connection that takes in only some kilobytes before it is read from.
#[track_caller]
pub(crate) fn connect_narrow(place: &str) -> Client {
    let to: SocketAddr = place.parse().unwrap();
    let socket = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
    // Before the connection, since the window is agreed on there.
    set_socket_recv_buffer_size(&socket, 4096).unwrap();
    connect(&socket, &to).unwrap();
    Client::over(socket.into())
}
