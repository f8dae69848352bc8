//! Where one connection's bytes go: standard output, events, or a file of its own.

use crate::event::{Event, Part};
use crate::output::{Events, LONGEST_LINE, Output};
use hullo_net::{Error, Kind, Local, Peer, Writer};
use hullo_wire::line::Lines;
use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// One connection's way out.
pub(crate) enum Sink<'a> {
    /// As bytes.
    Bytes(Writer),
    /// As events.
    Events(Cutter, &'a Events),
}

/// What became of bytes that were put.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Put {
    /// How many messages they were.
    pub(crate) messages: u64,
    /// Whether anybody still reads what we write.
    pub(crate) open: bool,
}

impl<'a> Sink<'a> {
    pub(crate) fn open(
        output: &Output,
        connection: u64,
        peer: &Peer,
        events: &'a Events,
    ) -> io::Result<Sink<'a>> {
        Ok(match output {
            Output::Raw => Sink::Bytes(Writer::Local(Some(Local::stdout()?))),
            Output::Folder(folder) => Sink::Bytes(file_of(folder, connection, peer)?),
            Output::Lines => Sink::Events(
                Cutter::new(Some(Lines::new(LONGEST_LINE)), connection, peer),
                events,
            ),
            Output::Reads => Sink::Events(Cutter::new(None, connection, peer), events),
        })
    }

    /// Passes on what a stream brought, at most `wanted` messages of it.
    pub(crate) async fn put(&mut self, bytes: &[u8], wanted: u64) -> io::Result<Put> {
        match self {
            Sink::Bytes(writer) => match writer.write_all(bytes).await {
                Ok(()) => Ok(Put {
                    messages: 1,
                    open: true,
                }),
                Err(error) => quiet_end(error).map(|()| Put {
                    messages: 1,
                    open: false,
                }),
            },
            Sink::Events(cutter, events) => {
                let mut put = Put {
                    messages: 0,
                    open: true,
                };
                for event in cutter
                    .push(bytes)
                    .into_iter()
                    .take(usize::try_from(wanted).unwrap_or(usize::MAX))
                {
                    put.messages += 1;
                    put.open &= events.send(event).await.is_ok();
                }
                Ok(put)
            }
        }
    }

    /// Passes on one datagram; false when nobody reads what we write any more.
    pub(crate) async fn put_datagram(&mut self, peer: &Peer, bytes: &[u8]) -> io::Result<bool> {
        match self {
            Sink::Bytes(_) => Ok(self.put(bytes, 1).await?.open),
            Sink::Events(_, events) => {
                let (peer, bytes, time) = (peer.clone(), bytes.to_vec(), SystemTime::now());
                let event = Event::Received {
                    connection: 0,
                    peer,
                    time,
                    bytes,
                    part: Part::Datagram,
                };
                Ok(events.send(event).await.is_ok())
            }
        }
    }

    /// Whether something stands that a pause would show.
    pub(crate) fn waits(&self) -> bool {
        matches!(self, Sink::Events(Cutter { lines: Some(lines), fresh: true, .. }, _) if !lines.is_empty())
    }

    /// A pause has passed: shows what stands without a line end. True if there was something.
    pub(crate) async fn pause(&mut self) -> bool {
        let Sink::Events(cutter, events) = self else {
            return false;
        };
        cutter.fresh = false;
        match cutter.lines.as_mut().and_then(Lines::flush) {
            Some(piece) => events
                .send(cutter.received(piece, Part::Piece))
                .await
                .is_ok(),
            None => false,
        }
    }

    /// The end has come: shows what stands. True if there was something.
    pub(crate) async fn finish(&mut self) -> bool {
        let Sink::Events(cutter, events) = self else {
            return false;
        };
        match cutter.lines.as_mut().and_then(Lines::finish) {
            Some(piece) => events
                .send(cutter.received(piece, Part::Piece))
                .await
                .is_ok(),
            None => false,
        }
    }
}

/// Cuts one connection's bytes into events.
pub(crate) struct Cutter {
    /// `None`: each read is an event.
    lines: Option<Lines>,
    /// Bytes came since the last pause; what a pause leaves standing (half a character) is not waited for again.
    fresh: bool,
    connection: u64,
    peer: Peer,
}

impl Cutter {
    fn new(lines: Option<Lines>, connection: u64, peer: &Peer) -> Cutter {
        Cutter {
            lines,
            fresh: false,
            connection,
            peer: peer.clone(),
        }
    }

    fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let Some(lines) = &mut self.lines else {
            return vec![self.received(bytes.to_vec(), Part::Read)];
        };
        lines.push(bytes);
        self.fresh = true;
        let whole: Vec<_> = std::iter::from_fn(|| lines.pop()).collect();
        whole
            .into_iter()
            .map(|line| self.received(line, Part::Line))
            .collect()
    }

    fn received(&self, bytes: Vec<u8>, part: Part) -> Event {
        let (connection, peer) = (self.connection, self.peer.clone());
        Event::Received {
            connection,
            peer,
            time: SystemTime::now(),
            bytes,
            part,
        }
    }
}

/// A reader of our output that goes away (`| head`) ends us quietly; anything else (a full disk) is an error.
pub(crate) fn quiet_end(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    }
}

/// The error of an output that cannot be written to.
pub(crate) fn stdout_failed(error: io::Error) -> Error {
    let why = error.to_string();
    Error::new("write to", "standard output", Kind::Local, why)
}

/// The file of one connection, or (connection 0) of one datagram peer: `SECONDS-NUMBER-PEER`, begun or gone on with.
pub(crate) fn file_of(folder: &Path, connection: u64, peer: &Peer) -> io::Result<Writer> {
    std::fs::create_dir_all(folder)?;
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() || letter == '.' {
            letter
        } else {
            '-'
        }
    };
    let peer: String = peer.to_string().chars().map(plain).collect();
    let name = if connection == 0 {
        format!("datagrams-{peer}")
    } else {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        format!("{}-{connection}-{peer}", now.as_secs())
    };
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join(name))?;
    Ok(Writer::Local(Some(Local::writer(file.into())?)))
}
