//! The conversation itself: what is heard is told, what is said is sent, until one side leaves.

use crate::event::{Event, Part};
use crate::output::{Events, PAUSE};
use crate::talk::config::{Config, LEAVE, Said};
use crate::talk::party::{Heard, Party};
use crate::talk::tape::Tape;
use hullo_net::{Error, Kind, Peer};
use hullo_wire::line::Lines;
use hullo_wire::record::Side;
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, timeout, timeout_at};

/// After our end, how long what still comes is heard, so that the peer is not reset.
const DRAIN: Duration = Duration::from_millis(250);

/// After the end of a script over datagrams, how long an answer is waited for: as long as for one to `send`.
const LAST_ANSWER: Duration = crate::send::DATAGRAM_PATIENCE;

pub(crate) struct Conversation<'a> {
    pub(crate) config: &'a Config,
    pub(crate) party: Party,
    pub(crate) lines: Lines,
    /// Bytes came since the last pause.
    pub(crate) fresh: bool,
    pub(crate) tape: Option<Tape>,
    pub(crate) events: Events,
    pub(crate) counts: (u64, u64),
    /// The peer has ended its side.
    pub(crate) peer_ended: bool,
}

enum Step {
    Heard(std::io::Result<Heard>),
    Said(Option<Said>),
    Pause,
}

impl Conversation<'_> {
    pub(crate) async fn converse(&mut self, said: &mut Receiver<Said>) -> Result<(), Error> {
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
