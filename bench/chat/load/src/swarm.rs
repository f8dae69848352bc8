//! All the clients of a run, on one thread.
//!
//! ```text
//! open → connected → (registered → joined) → ready        what is said meanwhile: swarm/talk.rs
//! ```
//!
//! A client that the server drops, or that it refuses something, is counted; a run with one of those has failed.

mod talk;

use crate::failed::Failed;
use crate::histogram::Histogram;
use crate::poll::Poll;
use crate::process::{now, raise_open_files};
use crate::socket;
use crate::tally::Tally;
use clap::{Args, ValueEnum};
use memchr::memchr;
use rustix::event::epoll::EventFlags;
use rustix::process::Pid;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::os::fd::OwnedFd;
use std::time::Duration;

const READ: usize = 1 << 18;
const SPARE_FILES: u64 = 20;
const SECOND: u64 = 1_000_000_000;
/// How long nothing may come in before what set-up caused (lists of names, joins) counts as over.
const QUIET: u64 = 150_000_000;

/// What the server speaks.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Dialect {
    /// NICK, USER, 001, JOIN, 366, PRIVMSG
    Irc,
    /// Lines without a registration: `ncat --broker`
    Lines,
    /// NATS: SUB, PUB, MSG
    Nats,
}

/// Whom to try, and how to come in.
#[derive(Args, Clone)]
pub struct Server {
    /// The server's address
    #[arg(long)]
    pub address: SocketAddrV4,
    /// What it speaks
    #[arg(long, value_enum, default_value = "irc")]
    pub dialect: Dialect,
    /// Its process, whose CPU time and memory are read
    #[arg(long, value_parser = pid)]
    pub pid: Pid,
    /// Spread the clients over so many source addresses: 127.0.1.1, 127.0.1.2 …; 0 leaves it to the kernel
    #[arg(long, default_value_t = 0)]
    pub sources: u64,
    /// Connections under way at once while coming in
    #[arg(long, default_value_t = 32)]
    pub opening: usize,
    /// Seconds that all may take to come in
    #[arg(long, default_value_t = 60)]
    pub patience: u64,
}

fn pid(text: &str) -> Result<Pid, String> {
    let number = text.parse().ok().and_then(Pid::from_raw);
    number.ok_or_else(|| "expected the number of a process".to_owned())
}

/// What the clients come for.
#[derive(Clone, Copy, PartialEq)]
pub enum Errand {
    /// To be registered, and no more.
    Register,
    /// To be in one room together.
    Meet,
    /// To register, join, part and quit.
    Cycle,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Stage {
    Away,
    Connecting,
    Registering,
    Joining,
    Ready,
    Parting,
    Quitting,
}

struct Client {
    socket: Option<OwnedFd>,
    stage: Stage,
    /// The beginning of a line whose end has not come.
    partial: Vec<u8>,
    out: Vec<u8>,
    written: usize,
    /// Whether it is waited for that the socket can be written to.
    wants: bool,
    born: u64,
    lives: u32,
}

/// All the clients of a run.
pub struct Swarm {
    server: Server,
    errand: Errand,
    poll: Poll,
    clients: Vec<Client>,
    buffer: Vec<u8>,
    opened: u64,
    ready: usize,
    /// How many clients were dropped or refused, and the last reason.
    pub failed: u64,
    /// See `failed`.
    pub last_failure: String,
    /// Cycles that came to their end.
    pub cycles: u64,
    /// How long each took.
    pub cycle_times: Histogram,
}

impl Swarm {
    /// Clients of whom none has come in yet.
    pub fn new(server: &Server, clients: usize, errand: Errand) -> Result<Swarm, Failed> {
        let limit = raise_open_files();
        if clients as u64 + SPARE_FILES > limit {
            let why = format!("{clients} clients need more than the {limit} open files allowed");
            return Err(Failed(why));
        }
        let client = || Client {
            socket: None,
            stage: Stage::Away,
            partial: Vec::new(),
            out: Vec::new(),
            written: 0,
            wants: false,
            born: 0,
            lives: 0,
        };
        Ok(Swarm {
            server: server.clone(),
            errand,
            poll: Poll::new()?,
            clients: (0..clients).map(|_| client()).collect(),
            buffer: vec![0; READ],
            opened: 0,
            ready: 0,
            failed: 0,
            last_failure: String::new(),
            cycles: 0,
            cycle_times: Histogram::default(),
        })
    }

    /// Brings everybody in; the seconds that took.
    pub fn come_in(&mut self) -> Result<f64, Failed> {
        let (all, began) = (self.clients.len(), now());
        // A server of plain lines never says that it has accepted somebody, and ncat's queue holds ten.
        let opening = match self.probes() {
            true => self.server.opening.min(4),
            false => self.server.opening,
        };
        let mut next = 0;
        while self.ready < all {
            while next < all && next - self.ready.min(next) < opening && self.open(next) {
                next += 1;
            }
            self.turn(2_000_000, None);
            if self.failed > 0 || now() > began + self.server.patience * SECOND {
                let (ready, failed, last) = (self.ready, self.failed, &self.last_failure);
                return Err(Failed(format!(
                    "{ready} of {all} came in, {failed} failures; last: {last}"
                )));
            }
        }
        let done = now();
        self.settle();
        Ok((done - began) as f64 / 1e9)
    }

    /// Takes in what is still on its way.
    fn settle(&mut self) {
        let began = now();
        let mut heard = began;
        while now() - heard < QUIET && now() - began < 20 * SECOND {
            if self.turn(QUIET / 3, None) > 0 {
                heard = now();
            }
        }
    }

    /// Starts again everybody who is away, and gives up on who has been at it for five seconds.
    pub fn restart(&mut self) {
        let now = now();
        for index in 0..self.clients.len() {
            if self.clients[index].stage == Stage::Away {
                self.open(index);
            } else if now.saturating_sub(self.clients[index].born) > 5 * SECOND {
                self.fail(index, "no progress for 5 s");
                self.leave(index);
            }
        }
    }

    /// Lets a client say something.
    pub fn say(&mut self, index: usize, print: impl FnOnce(&mut Vec<u8>)) {
        print(&mut self.clients[index].out);
        self.flush(index);
    }

    /// Waits for the server, at most so many nanoseconds, and deals with what comes; from how many clients.
    pub fn turn(&mut self, longest: u64, mut tally: Option<&mut Tally>) -> usize {
        let count = self.poll.wait(Some(Duration::from_nanos(longest)));
        for event in 0..count {
            let (index, write, read) = self.poll.ready(event);
            if write && self.clients[index].stage == Stage::Connecting {
                self.connected(index);
            } else if write {
                self.flush(index);
            }
            if read {
                self.read(index, tally.as_deref_mut());
            }
        }
        count
    }

    fn open(&mut self, index: usize) -> bool {
        let sources = self.server.sources;
        let from = (sources > 0).then(|| {
            let k = self.opened % sources;
            Ipv4Addr::new(127, 0, 1 + (k / 250) as u8, 1 + (k % 250) as u8)
        });
        self.opened += 1;
        let opened = socket::connect(self.server.address, from).and_then(|socket| {
            let both = EventFlags::IN | EventFlags::OUT;
            self.poll.add(&socket, index, both).map(|()| socket)
        });
        match opened {
            Ok(socket) => {
                let client = &mut self.clients[index];
                client.socket = Some(socket);
                client.stage = Stage::Connecting;
                client.partial.clear();
                client.out.clear();
                client.written = 0;
                client.wants = true;
                client.born = now();
                client.lives += 1;
                true
            }
            Err(error) => {
                self.fail(index, &error.to_string());
                false
            }
        }
    }

    fn read(&mut self, index: usize, mut tally: Option<&mut Tally>) {
        let client = &mut self.clients[index];
        let Some(socket) = &client.socket else { return };
        let mut buffer = std::mem::take(&mut self.buffer);
        let kept = client.partial.len();
        buffer[..kept].copy_from_slice(&client.partial);
        client.partial.clear();
        let received = socket::receive(socket, &mut buffer[kept..]);
        let now = now();
        let end = kept + received.as_ref().map_or(0, |length| length.unwrap_or(0));
        let mut at = 0;
        while let Some(length) = memchr(b'\n', &buffer[at..end]) {
            let line = &buffer[at..at + length];
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            at += length + 1;
            match (self.text(line), tally.as_deref_mut()) {
                (Some(text), Some(tally)) => tally.heard(index, text, now),
                _ => self.hear(index, line),
            }
        }
        self.clients[index]
            .partial
            .extend_from_slice(&buffer[at..end]);
        self.buffer = buffer;
        match received {
            Ok(Some(0)) => self.ended(index, "closed by the server"),
            Ok(_) => {}
            Err(error) => self.ended(index, &error.to_string()),
        }
    }

    fn flush(&mut self, index: usize) {
        let client = &mut self.clients[index];
        let Some(socket) = &client.socket else { return };
        if client.written < client.out.len() {
            // An error shows when it is read.
            client.written += socket::send(socket, &client.out[client.written..]).unwrap_or(0);
            if client.written == client.out.len() {
                client.out.clear();
                client.written = 0;
            }
        }
        let wants = client.written < client.out.len();
        if wants != client.wants {
            client.wants = wants;
            self.poll.want(socket, index, wants);
        }
    }

    fn ended(&mut self, index: usize, why: &str) {
        if self.clients[index].stage == Stage::Quitting {
            self.cycles += 1;
            self.cycle_times.add(now() - self.clients[index].born);
        } else {
            self.fail(index, why);
        }
        self.leave(index);
    }

    fn fail(&mut self, index: usize, why: &str) {
        self.failed += 1;
        self.last_failure = format!("client {index} ({:?}): {why}", self.clients[index].stage);
    }

    fn leave(&mut self, index: usize) {
        let client = &mut self.clients[index];
        client.socket = None;
        if client.stage == Stage::Ready {
            self.ready -= 1;
        }
        client.stage = Stage::Away;
    }
}
