//! The least that a chat server can be: one thread that copies every line to all others, and does nothing else.
//!
//! What one wakeup brought is gathered and goes to each receiver in one send; nobody's own lines go back to them. What
//! a chat server costs above this is its own doing. It knows just enough IRC for one room of clients that are honest.

use chatload::failed::Failed;
use chatload::poll::Poll;
use chatload::process::raise_open_files;
use chatload::socket;
use clap::Parser;
use memchr::memchr;
use rustix::event::epoll::EventFlags;
use std::net::SocketAddrV4;
use std::os::fd::OwnedFd;
use std::process::ExitCode;

const READ: usize = 1 << 18;
/// The listener's number among the sockets.
const DOOR: usize = usize::MAX;

/// Copy every line to all others
#[derive(Parser)]
struct Args {
    /// Where
    listen: SocketAddrV4,
    /// Copy plain lines, without IRC's registration
    #[arg(long)]
    lines: bool,
}

struct Client {
    socket: OwnedFd,
    joined: bool,
    nick: Vec<u8>,
    source: Vec<u8>,
    partial: Vec<u8>,
    /// What the kernel has not taken yet.
    waiting: Vec<u8>,
    /// The last wakeup in which it said something.
    spoke: u64,
}

/// Consecutive lines of one client in what a wakeup gathered.
struct Said {
    who: usize,
    start: usize,
    end: usize,
}

struct Limit {
    lines: bool,
    poll: Poll,
    clients: Vec<Option<Client>>,
    free: Vec<usize>,
    joined: Vec<usize>,
    wakeup: u64,
    gathered: Vec<u8>,
    said: Vec<Said>,
}

impl Client {
    fn put(&mut self, poll: &Poll, index: usize, bytes: &[u8]) {
        if !self.waiting.is_empty() {
            return self.waiting.extend_from_slice(bytes);
        }
        // An error shows when it is read.
        let sent = socket::send(&self.socket, bytes).unwrap_or(bytes.len());
        if sent < bytes.len() {
            self.waiting.extend_from_slice(&bytes[sent..]);
            poll.want(&self.socket, index, true);
        }
    }

    fn drain(&mut self, poll: &Poll, index: usize) {
        let sent = socket::send(&self.socket, &self.waiting).unwrap_or(self.waiting.len());
        self.waiting.drain(..sent);
        poll.want(&self.socket, index, !self.waiting.is_empty());
    }
}

impl Limit {
    fn accept(&mut self, listener: &OwnedFd) {
        while let Ok(socket) = socket::accept(listener) {
            let index = self.free.pop().unwrap_or(self.clients.len());
            if self.poll.add(&socket, index, EventFlags::IN).is_err() {
                continue;
            }
            let client = Client {
                socket,
                joined: self.lines,
                nick: Vec::new(),
                source: Vec::new(),
                partial: Vec::new(),
                waiting: Vec::new(),
                spoke: 0,
            };
            if self.lines {
                self.joined.push(index);
            }
            match self.clients.get_mut(index) {
                Some(place) => *place = Some(client),
                None => self.clients.push(Some(client)),
            }
        }
    }

    fn read(&mut self, index: usize, buffer: &mut [u8]) {
        let Some(client) = &mut self.clients[index] else {
            return;
        };
        let kept = client.partial.len();
        buffer[..kept].copy_from_slice(&client.partial);
        client.partial.clear();
        let end = match socket::receive(&client.socket, &mut buffer[kept..]) {
            Ok(Some(0)) | Err(_) => return self.leave(index),
            Ok(received) => kept + received.unwrap_or(0),
        };
        let mut at = 0;
        while let Some(length) = memchr(b'\n', &buffer[at..end]) {
            self.hear(index, &buffer[at..=at + length]);
            at += length + 1;
        }
        if let Some(client) = &mut self.clients[index] {
            client.partial.extend_from_slice(&buffer[at..end]);
        }
    }

    /// One line, its end included.
    fn hear(&mut self, index: usize, line: &[u8]) {
        let Some(client) = &mut self.clients[index] else {
            return;
        };
        let (poll, nick) = (&self.poll, &client.nick);
        let argument = line.get(5..).unwrap_or_default();
        let word = argument.trim_ascii_end();
        match line.get(..2) {
            _ if self.lines => self.say(index, line),
            Some(b"PR") => self.say(index, line),
            Some(b"NI") => {
                client.nick = word.to_vec();
                client.source = [b":", word, b"!u@127.0.0.1 "].concat();
            }
            Some(b"US") => client.put(
                poll,
                index,
                &[b":limit 001 ", &nick[..], b" :hi\r\n"].concat(),
            ),
            Some(b"JO") => {
                let end = [b":limit 366 ", &nick[..], b" ", word, b" :end\r\n"].concat();
                client.put(poll, index, &end);
                if !std::mem::replace(&mut client.joined, true) {
                    self.joined.push(index);
                }
            }
            Some(b"PA") => {
                client.put(poll, index, &[&client.source[..], line].concat());
                if std::mem::take(&mut client.joined) {
                    self.joined.retain(|other| *other != index);
                }
            }
            Some(b"PI") => client.put(poll, index, &[b":limit PONG limit ", argument].concat()),
            Some(b"QU") => self.leave(index),
            _ => {}
        }
    }

    fn say(&mut self, index: usize, line: &[u8]) {
        let Some(client) = &mut self.clients[index] else {
            return;
        };
        client.spoke = self.wakeup;
        let start = self.gathered.len();
        if !self.lines {
            self.gathered.extend_from_slice(&client.source);
        }
        self.gathered.extend_from_slice(line);
        let end = self.gathered.len();
        match self.said.last_mut() {
            Some(last) if last.who == index => last.end = end,
            _ => self.said.push(Said {
                who: index,
                start,
                end,
            }),
        }
    }

    /// Sends what this wakeup gathered.
    fn flush(&mut self) {
        if self.said.is_empty() {
            return;
        }
        for &index in &self.joined {
            let Some(client) = &mut self.clients[index] else {
                continue;
            };
            if client.spoke != self.wakeup {
                client.put(&self.poll, index, &self.gathered);
                continue;
            }
            let mut others = Vec::with_capacity(self.gathered.len());
            for said in self.said.iter().filter(|said| said.who != index) {
                others.extend_from_slice(&self.gathered[said.start..said.end]);
            }
            if !others.is_empty() {
                client.put(&self.poll, index, &others);
            }
        }
        self.gathered.clear();
        self.said.clear();
    }

    fn leave(&mut self, index: usize) {
        if let Some(client) = self.clients[index].take() {
            if client.joined {
                self.joined.retain(|other| *other != index);
            }
            self.free.push(index);
        }
    }
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("limit: {failed}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), Failed> {
    raise_open_files();
    let (listener, address) = socket::listen(args.listen)?;
    let mut limit = Limit {
        lines: args.lines,
        poll: Poll::new()?,
        clients: Vec::new(),
        free: Vec::new(),
        joined: Vec::new(),
        wakeup: 0,
        gathered: Vec::new(),
        said: Vec::new(),
    };
    limit.poll.add(&listener, DOOR, EventFlags::IN)?;
    eprintln!("listening tcp://{address}");
    let mut buffer = vec![0; READ];
    loop {
        let ready = limit.poll.wait(None);
        limit.wakeup += 1;
        for event in 0..ready {
            let (index, write, read) = limit.poll.ready(event);
            if index == DOOR {
                limit.accept(&listener);
                continue;
            }
            if let (true, Some(client)) = (write, &mut limit.clients[index]) {
                client.drain(&limit.poll, index);
            }
            if read {
                limit.read(index, &mut buffer);
            }
        }
        limit.flush();
    }
}
