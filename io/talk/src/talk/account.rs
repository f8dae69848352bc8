//! What is told of a conversation: the peer's lines to the program, both sides to the record.

use crate::event::{Event, Part};
use crate::output::{Events, LONGEST_LINE, PAUSE};
use crate::talk::config::leaves;
use crate::talk::party::Heard;
use crate::talk::tape::Tape;
use hullo_net::Peer;
use hullo_wire::line::Lines;
use hullo_wire::record::Side;
use std::time::{Duration, SystemTime};
use tokio::time::{Instant, timeout};

/// How long the program may take to hear how it ended.
const LAST_WORD: Duration = Duration::from_millis(250);

/// The account of one conversation.
pub(crate) struct Account {
    /// Whom we answer; `None` while nobody has spoken to a datagram listener.
    pub(crate) peer: Option<Peer>,
    /// The peer has ended its side.
    pub(crate) peer_ended: bool,
    /// When something was heard last, or our side ended.
    pub(crate) quiet_since: Instant,
    lines: Lines,
    tape: Option<Tape>,
    events: Events,
    received: u64,
    sent: u64,
}

impl Account {
    pub(crate) fn new(peer: Option<Peer>, tape: Option<Tape>, events: Events) -> Account {
        Account {
            peer,
            peer_ended: false,
            quiet_since: Instant::now(),
            lines: Lines::new(LONGEST_LINE),
            tape,
            events,
            received: 0,
            sent: 0,
        }
    }

    /// When what stands without a line end is to be told, if nothing else comes.
    pub(crate) fn pause(&self) -> Option<Instant> {
        (!self.lines.is_empty()).then(|| self.quiet_since + PAUSE)
    }

    pub(crate) async fn hear(&mut self, heard: Heard) {
        self.quiet_since = Instant::now();
        match heard {
            Heard::Bytes(bytes) => {
                self.note(Side::Peer, &bytes);
                self.lines.push(&bytes);
                while let Some(line) = self.lines.pop() {
                    self.tell(line, Part::Line).await;
                }
            }
            Heard::Datagram(peer, bytes) => {
                if self.peer.as_ref() != Some(&peer) {
                    self.peer = Some(peer.clone());
                    self.send(Event::Joined {
                        connection: 1,
                        peer,
                    })
                    .await;
                }
                // Who speaks is there, even after an `exit`.
                self.peer_ended = false;
                self.note(Side::Peer, &bytes);
                if leaves(&bytes) {
                    return self.peer_ends().await;
                }
                self.tell_datagram(&bytes).await;
            }
            Heard::End => {
                if let Some(rest) = self.lines.finish() {
                    self.tell(rest, Part::Piece).await;
                }
                self.peer_ends().await;
            }
        }
    }

    async fn peer_ends(&mut self) {
        self.peer_ended = true;
        let peer = self.name();
        self.send(Event::Ended { peer }).await;
    }

    /// A datagram's lines, each told by itself; a datagram without any is told too.
    async fn tell_datagram(&mut self, bytes: &[u8]) {
        let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        for line in text.split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            self.tell(line.to_vec(), Part::Datagram).await;
        }
    }

    /// After a pause: what stands without a line end. Half a character waits for its rest.
    pub(crate) async fn tell_piece(&mut self) {
        self.quiet_since = Instant::now();
        if let Some(piece) = self.lines.flush() {
            self.tell(piece, Part::Piece).await;
        }
    }

    async fn tell(&mut self, bytes: Vec<u8>, part: Part) {
        let received = Event::Received {
            connection: 1,
            peer: self.name(),
            time: SystemTime::now(),
            bytes,
            part,
        };
        self.send(received).await;
    }

    pub(crate) async fn warn(&mut self, what: String) {
        self.send(Event::Warned { what }).await;
    }

    /// How it ended.
    pub(crate) async fn close(&mut self, error: Option<String>) {
        let left = Event::Left {
            connection: 1,
            peer: self.name(),
            received: self.received,
            sent: self.sent,
            error,
        };
        // A reader of our output who is stuck must not keep us.
        let _ = timeout(LAST_WORD, self.send(left)).await;
    }

    /// Counts and records what a side has said.
    pub(crate) fn note(&mut self, side: Side, bytes: &[u8]) {
        match side {
            Side::Us => self.sent += bytes.len() as u64,
            Side::Peer => self.received += bytes.len() as u64,
        }
        if let Some(tape) = &mut self.tape
            && let Err(error) = tape.write(side, bytes)
        {
            let what = format!("could not go on recording: {error}");
            self.tape = None;
            // The conversation matters more than its record; a full channel must not stop it.
            let _ = self.events.try_send(Event::Warned { what });
        }
    }

    fn name(&self) -> Peer {
        self.peer.clone().unwrap_or(Peer::Unnamed)
    }

    /// When the program has gone, so has the reason to tell anything.
    async fn send(&self, event: Event) {
        let _ = self.events.send(event).await;
    }
}
