//! The other party of a conversation: an ear to hear it and a voice to speak to it, by a stream or by datagrams.
//! Each works while the other waits.

use hullo_net::{Batch, Datagrams, Peer, Reader, Stream, Writer};
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

/// How many bytes of a stream are heard at once.
const READ: usize = 16 * 1024;

/// Hears the other party.
pub(crate) enum Ear {
    Stream {
        reader: Reader,
        buffer: Vec<u8>,
    },
    Datagrams {
        socket: Arc<Datagrams>,
        batch: Batch,
        waiting: VecDeque<(Peer, Vec<u8>)>,
    },
}

/// Speaks to the other party.
pub(crate) enum Voice {
    Stream(Writer),
    Datagrams(Arc<Datagrams>),
}

/// What the other party did.
pub(crate) enum Heard {
    /// Bytes of a stream.
    Bytes(Vec<u8>),
    /// A datagram, and who sent it.
    Datagram(Peer, Vec<u8>),
    /// The stream's end.
    End,
}

pub(crate) fn stream(stream: Stream) -> (Ear, Voice) {
    let (reader, writer) = stream.split();
    let buffer = vec![0; READ];
    (Ear::Stream { reader, buffer }, Voice::Stream(writer))
}

pub(crate) fn datagrams(socket: Datagrams) -> (Ear, Voice) {
    let socket = Arc::new(socket);
    let ear = Ear::Datagrams {
        socket: socket.clone(),
        batch: Batch::small(),
        waiting: VecDeque::new(),
    };
    (ear, Voice::Datagrams(socket))
}

impl Ear {
    /// Waits for something to be heard. May be dropped while it waits, nothing is lost.
    pub(crate) async fn hear(&mut self) -> io::Result<Heard> {
        match self {
            Ear::Stream { reader, buffer } => Ok(match reader.read(buffer).await? {
                0 => Heard::End,
                count => Heard::Bytes(buffer[..count].to_vec()),
            }),
            Ear::Datagrams {
                socket,
                batch,
                waiting,
            } => loop {
                if let Some((sender, bytes)) = waiting.pop_front() {
                    return Ok(Heard::Datagram(sender, bytes));
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
}

impl Voice {
    pub(crate) fn is_datagram(&self) -> bool {
        matches!(self, Voice::Datagrams(_))
    }

    /// Says something to `peer`.
    pub(crate) async fn say(&mut self, peer: &Peer, bytes: &[u8]) -> io::Result<()> {
        match self {
            Voice::Stream(writer) => writer.write_all(bytes).await,
            Voice::Datagrams(socket) => socket.send(peer, None, bytes).await,
        }
    }

    /// Our input has ended: a stream is half-closed, datagrams have no such thing.
    pub(crate) async fn end(&mut self) -> io::Result<()> {
        match self {
            Voice::Stream(writer) => writer.finish().await,
            Voice::Datagrams(_) => Ok(()),
        }
    }
}
