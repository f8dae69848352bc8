//! The other party of a conversation, by a stream or by datagrams.

use crate::talk::config::LEAVE;
use hullo_net::{Batch, Datagrams, Peer, Reader, Stream, Writer};
use std::collections::VecDeque;
use std::io;

/// How many bytes of a stream are heard at once.
const READ: usize = 16 * 1024;

/// The way to the other party.
pub(crate) enum Party {
    Stream {
        reader: Reader,
        writer: Writer,
        buffer: Vec<u8>,
        peer: Peer,
    },
    Datagrams {
        socket: Datagrams,
        peer: Option<Peer>,
        batch: Batch,
        waiting: VecDeque<(Peer, Vec<u8>)>,
    },
}

/// What the other party did.
pub(crate) enum Heard {
    /// Bytes of a stream.
    Bytes(Vec<u8>),
    /// A datagram; from now on its sender is whom we answer.
    Datagram { bytes: Vec<u8>, is_new: bool },
    /// The stream's end.
    End,
}

impl Party {
    pub(crate) fn stream(stream: Stream) -> Party {
        let peer = stream.peer.clone();
        let (reader, writer) = stream.split();
        Party::Stream {
            reader,
            writer,
            buffer: vec![0; READ],
            peer,
        }
    }

    pub(crate) fn datagrams(socket: Datagrams, peer: Option<Peer>) -> Party {
        Party::Datagrams {
            socket,
            peer,
            batch: Batch::default(),
            waiting: VecDeque::new(),
        }
    }

    pub(crate) fn is_datagram(&self) -> bool {
        matches!(self, Party::Datagrams { .. })
    }

    /// Who it is; `None` while nobody has spoken to a datagram listener.
    pub(crate) fn peer(&self) -> Option<Peer> {
        match self {
            Party::Stream { peer, .. } => Some(peer.clone()),
            Party::Datagrams { peer, .. } => peer.clone(),
        }
    }

    /// Waits for something to be heard. May be dropped while it waits, nothing is lost.
    pub(crate) async fn hear(&mut self) -> io::Result<Heard> {
        match self {
            Party::Stream { reader, buffer, .. } => Ok(match reader.read(buffer).await? {
                0 => Heard::End,
                count => Heard::Bytes(buffer[..count].to_vec()),
            }),
            Party::Datagrams {
                socket,
                peer,
                batch,
                waiting,
            } => loop {
                if let Some((sender, bytes)) = waiting.pop_front() {
                    let is_new = peer.as_ref() != Some(&sender);
                    *peer = Some(sender);
                    return Ok(Heard::Datagram { bytes, is_new });
                }
                socket.receive(batch).await?;
                waiting.extend(
                    batch
                        .iter()
                        .map(|datagram| (datagram.peer.clone(), datagram.bytes.to_vec())),
                );
            },
        }
    }

    /// Says something to it.
    pub(crate) async fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Party::Stream { writer, .. } => writer.write_all(bytes).await,
            Party::Datagrams {
                socket,
                peer: Some(peer),
                ..
            } => socket.send(peer, None, bytes).await,
            Party::Datagrams { peer: None, .. } => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// Our input has ended: a stream is half-closed, datagrams have no such thing.
    pub(crate) async fn end_our_side(&mut self) -> io::Result<()> {
        match self {
            Party::Stream { writer, .. } => writer.finish().await,
            Party::Datagrams { .. } => Ok(()),
        }
    }

    /// We leave, and the other side is told.
    pub(crate) async fn leave(&mut self) -> io::Result<()> {
        match self {
            Party::Stream { writer, .. } => writer.finish().await,
            Party::Datagrams { .. } => self.say(LEAVE.as_bytes()).await,
        }
    }
}
