//! talk: a conversation of two, over a stream or datagrams. The peer may be anything that sends text.
//!
//!     typed, standard input or a record ──Said──► converse ──► peer
//!     events (and a record)             ◄──────── converse ◄── peer
//!
//! Promises: what arrives without a line end is told after a pause, whole characters only; leaving is told to the other
//! side by the end of the stream, and over datagrams, which have no end, by the word `exit`.

use crate::door::HANDSHAKE;
use crate::event::{Event, Part};
use crate::output::{Events, LONGEST_LINE, PAUSE};
use crate::party::{Heard, Party};
use crate::tape::Tape;
use hullo_net::{Datagrams, Error, Identity, Kind, Listener, Options, Peer};
use hullo_wire::address::Address;
use hullo_wire::line::{LineEnd, Lines};
use hullo_wire::record::Side;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, timeout, timeout_at};

/// The word that leaves, on a line of its own.
pub const LEAVE: &str = "exit";

/// After our end, how long what still comes is heard, so that the peer is not reset.
const DRAIN: Duration = Duration::from_millis(250);

/// After the end of a script over datagrams, how long an answer is waited for: as long as for one to `send`.
const LAST_ANSWER: Duration = crate::send::DATAGRAM_PATIENCE;

/// With whom, and how.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address to call, or to listen on.
    pub address: Address,
    /// Which of the two.
    pub role: Role,
    /// How the socket is made.
    pub options: Options,
    /// The certificate that is shown on a `tls:` address.
    pub identity: Identity,
    /// What stands behind each line that we send.
    pub newline: LineEnd,
    /// Write the conversation into this file.
    pub record: Option<PathBuf>,
}

/// Who begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// We call.
    Caller,
    /// We wait for one caller.
    Listener,
}

/// What our side says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A line, without its end.
    Line(String),
    /// Bytes as they are.
    Bytes(Vec<u8>),
    /// Our input has ended; the peer may go on.
    End,
    /// We leave now.
    Leave,
}

/// Talks until one side leaves.
pub async fn run(config: &Config, mut said: Receiver<Said>, events: Events) -> Result<(), Error> {
    let tape = config.record.as_deref().map(Tape::open).transpose()?;
    let party = meet(config, &events).await?;
    let mut talk = Conversation {
        config,
        lines: Lines::new(LONGEST_LINE),
        fresh: false,
        party,
        tape,
        events,
        counts: (0, 0),
        peer_ended: false,
    };
    let ended = talk.converse(&mut said).await;
    let error = ended.as_ref().err().map(|error| error.why.clone());
    let peer = talk.party.peer().unwrap_or(Peer::Unnamed);
    let left = Event::Left {
        connection: 1,
        peer,
        received: talk.counts.0,
        sent: talk.counts.1,
        error,
    };
    let _ = talk.events.send(left).await;
    ended
}

/// Connects, or waits for the one caller.
async fn meet(config: &Config, events: &Events) -> Result<Party, Error> {
    let address = &config.address;
    let party = match (config.role, address.is_datagram()) {
        (Role::Caller, false) => {
            Party::stream(hullo_net::open(address, &config.options).await?.stream)
        }
        (Role::Caller, true) => {
            let (socket, peer) = hullo_net::open_datagrams(address, &config.options).await?;
            Party::datagrams(socket, Some(peer))
        }
        (Role::Listener, true) => {
            let (socket, at) = Datagrams::bind(address, &config.options).await?;
            let _ = events
                .send(Event::Listening {
                    address: at,
                    fingerprint: None,
                })
                .await;
            return Ok(Party::datagrams(socket, None));
        }
        (Role::Listener, false) => {
            let listener = Listener::bind(address, &config.options, &config.identity).await?;
            let (address, fingerprint) = (listener.address().clone(), listener.fingerprint());
            let _ = events
                .send(Event::Listening {
                    address,
                    fingerprint,
                })
                .await;
            loop {
                let accepted = match listener.accept().await {
                    Ok(incoming) => incoming.open(HANDSHAKE).await,
                    Err(error) => Err(Error::system(
                        "accept a caller on",
                        address_of(&listener),
                        &error,
                    )),
                };
                match accepted {
                    Ok(stream) => break Party::stream(stream),
                    // One caller's fault: the next may do better.
                    Err(error) => {
                        let _ = events
                            .send(Event::Warned {
                                what: error.to_string(),
                            })
                            .await;
                    }
                }
            }
        }
    };
    let peer = party.peer().unwrap_or(Peer::Unnamed);
    let _ = events
        .send(Event::Joined {
            connection: 1,
            peer,
        })
        .await;
    Ok(party)
}

fn address_of(listener: &Listener) -> String {
    listener.address().to_string()
}

struct Conversation<'a> {
    config: &'a Config,
    party: Party,
    lines: Lines,
    /// Bytes came since the last pause.
    fresh: bool,
    tape: Option<Tape>,
    events: Events,
    counts: (u64, u64),
    /// The peer has ended its side.
    peer_ended: bool,
}

enum Step {
    Heard(std::io::Result<Heard>),
    Said(Option<Said>),
    Pause,
}

impl Conversation<'_> {
    async fn converse(&mut self, said: &mut Receiver<Said>) -> Result<(), Error> {
        let mut we_speak = true;
        loop {
            if self.peer_ended && !we_speak {
                return Ok(());
            }
            match self.step(said, we_speak).await {
                Step::Heard(heard) => self.hear(heard).await?,
                Step::Pause if !we_speak && !self.fresh => return self.leave().await,
                Step::Pause => self.tell_piece().await,
                Step::Said(Some(Said::Line(line))) => {
                    if line.trim().eq_ignore_ascii_case(LEAVE)
                        || (self.peer_ended && line.is_empty())
                    {
                        return self.leave().await;
                    }
                    let mut bytes = line.into_bytes();
                    bytes.extend_from_slice(self.config.newline.bytes());
                    self.say(&bytes).await?;
                }
                Step::Said(Some(Said::Bytes(bytes))) => self.say(&bytes).await?,
                Step::Said(Some(Said::End)) => {
                    we_speak = false;
                    self.party
                        .end_our_side()
                        .await
                        .map_err(|error| self.failed(&error))?;
                }
                Step::Said(Some(Said::Leave) | None) => return self.leave().await,
            }
        }
    }

    async fn step(&mut self, said: &mut Receiver<Said>, we_speak: bool) -> Step {
        // Datagrams have no end that would tell us that nothing more comes.
        let limit = match (self.fresh, !we_speak && self.party.is_datagram()) {
            (true, _) => Some(PAUSE),
            (false, true) => Some(LAST_ANSWER),
            (false, false) => None,
        };
        let both = async {
            tokio::select! {
                heard = self.party.hear(), if !self.peer_ended => Step::Heard(heard),
                said = said.recv(), if we_speak => Step::Said(said),
            }
        };
        match limit {
            None => both.await,
            Some(limit) => timeout_at(Instant::now() + limit, both)
                .await
                .unwrap_or(Step::Pause),
        }
    }

    async fn hear(&mut self, heard: std::io::Result<Heard>) -> Result<(), Error> {
        match heard {
            Ok(Heard::Bytes(bytes)) => {
                self.note(Side::Peer, &bytes);
                self.counts.0 += bytes.len() as u64;
                self.lines.push(&bytes);
                self.fresh = true;
                while let Some(line) = self.lines.pop() {
                    self.tell(line, Part::Line).await;
                }
                self.fresh = !self.lines.is_empty();
                Ok(())
            }
            Ok(Heard::Datagram { bytes, is_new }) => {
                if is_new {
                    let peer = self.party.peer().unwrap_or(Peer::Unnamed);
                    let _ = self
                        .events
                        .send(Event::Joined {
                            connection: 1,
                            peer,
                        })
                        .await;
                }
                self.note(Side::Peer, &bytes);
                self.counts.0 += bytes.len() as u64;
                if bytes.trim_ascii().eq_ignore_ascii_case(LEAVE.as_bytes()) {
                    return self.peer_ends().await;
                }
                self.tell_datagram(&bytes).await;
                Ok(())
            }
            Ok(Heard::End) => {
                if let Some(rest) = self.lines.finish() {
                    self.tell(rest, Part::Piece).await;
                }
                self.peer_ends().await
            }
            Err(error) => Err(self.failed(&error)),
        }
    }

    async fn peer_ends(&mut self) -> Result<(), Error> {
        self.peer_ended = true;
        self.fresh = false;
        let peer = self.party.peer().unwrap_or(Peer::Unnamed);
        let _ = self.events.send(Event::Ended { peer }).await;
        Ok(())
    }

    /// A datagram's lines, each told by itself; a datagram without any is told too.
    async fn tell_datagram(&mut self, bytes: &[u8]) {
        let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        for line in text.split(|byte| *byte == b'\n') {
            self.tell(
                line.strip_suffix(b"\r").unwrap_or(line).to_vec(),
                Part::Datagram,
            )
            .await;
        }
    }

    async fn tell_piece(&mut self) {
        self.fresh = false;
        if let Some(piece) = self.lines.flush() {
            self.tell(piece, Part::Piece).await;
        }
    }

    async fn tell(&mut self, bytes: Vec<u8>, part: Part) {
        let peer = self.party.peer().unwrap_or(Peer::Unnamed);
        let received = Event::Received {
            connection: 1,
            peer,
            time: SystemTime::now(),
            bytes,
            part,
        };
        let _ = self.events.send(received).await;
    }

    async fn say(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if self.party.peer().is_none() {
            let what = "nobody has spoken to us yet, so there is nobody to answer".to_owned();
            let _ = self.events.send(Event::Warned { what }).await;
            return Ok(());
        }
        match self.party.say(bytes).await {
            Ok(()) => {
                self.note(Side::Us, bytes);
                self.counts.1 += bytes.len() as u64;
                Ok(())
            }
            // It had said that it left; now we know that it does not hear us either.
            Err(_) if self.peer_ended => self.leave().await,
            Err(error) => Err(self.failed(&error)),
        }
    }

    /// Ends our side, and hears the peer out for a moment.
    async fn leave(&mut self) -> Result<(), Error> {
        let _ = self.party.leave().await;
        let out = async { while let Ok(Heard::Bytes(_)) = self.party.hear().await {} };
        if !self.peer_ended {
            let _ = timeout(DRAIN, out).await;
        }
        Ok(())
    }

    fn note(&mut self, side: Side, bytes: &[u8]) {
        if let Some(tape) = &mut self.tape
            && let Err(error) = tape.write(side, bytes)
        {
            let what = format!("could not go on recording: {error}");
            self.tape = None;
            // The conversation matters more than its record; a full channel must not stop it.
            let _ = self.events.try_send(Event::Warned { what });
        }
    }

    fn failed(&self, error: &std::io::Error) -> Error {
        match error.kind() {
            std::io::ErrorKind::ConnectionRefused => Error::new(
                "talk to",
                &self.config.address,
                Kind::Refused,
                "connection refused",
            ),
            _ => Error::system("talk to", &self.config.address, error),
        }
    }
}
