//! A stream client whose other side is a datagram address: what it sends becomes datagrams, answers become frames.

use crate::event::Way;
use crate::relay::cutter::{Cutter, bad_frame, count, frame};
use crate::relay::yard::Yard;
use hullo_net::{Batch, Datagrams, Error, LARGEST_DATAGRAM, Peer, Reader, Stream, Writer};
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::time::timeout;

/// After a stream client's end, how long answers to its last datagrams are waited for.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// A stream client whose other side is a datagram address: what it sends becomes datagrams, answers become frames.
pub(crate) async fn join(
    yard: &Yard,
    client: Stream,
    number: u64,
    up: &AtomicU64,
    down: &AtomicU64,
) -> Result<(), Error> {
    let peer = client.peer.clone();
    let (mut reader, mut writer) = client.split();
    let (target, to) = match hullo_net::open_datagrams(&yard.config.to, &yard.config.options).await
    {
        Ok(opened) => opened,
        Err(error) => {
            writer.abort();
            return Err(error);
        }
    };
    let both = async {
        let speaking = speak(yard, &mut reader, &target, &to, number, &peer, up);
        let hearing = hear(yard, &mut writer, &target, number, &peer, down);
        tokio::pin!(speaking, hearing);
        tokio::select! {
            spoken = &mut speaking => {
                spoken?;
                // A client that half-closed still wants the answers; silence is the only end that datagrams have.
                if let Ok(heard) = timeout(LAST_ANSWERS, &mut hearing).await {
                    heard?;
                }
            }
            heard = &mut hearing => heard?,
        }
        Ok(())
    };
    if let Err(error) = both.await {
        // A broken stream must not look like a whole one.
        writer.abort();
        return Err(error);
    }
    writer
        .finish()
        .await
        .map_err(|error| Error::system("relay for", &peer, &error))
}

async fn speak(
    yard: &Yard,
    reader: &mut Reader,
    target: &Datagrams,
    to: &Peer,
    number: u64,
    peer: &Peer,
    up: &AtomicU64,
) -> Result<(), Error> {
    let mut cutter = Cutter::new(yard.config.frame);
    // A read that becomes a datagram must fit into one.
    let mut buffer = vec![0; LARGEST_DATAGRAM];
    loop {
        let count_read = reader
            .read(&mut buffer)
            .await
            .map_err(|error| Error::system("relay for", peer, &error))?;
        cutter.push(&buffer[..count_read]);
        while let Some(datagram) = cutter.pop() {
            let datagram = datagram.map_err(|why| bad_frame(peer, &why))?;
            yard.trace(Way::Up, number, peer, &datagram).await;
            let sent = target.send(to, None, &datagram).await;
            sent.map_err(|error| Error::system("relay to", &yard.config.to, &error))?;
            count(&[up, &yard.counts.up], datagram.len());
        }
        if count_read == 0 {
            return Ok(());
        }
    }
}

async fn hear(
    yard: &Yard,
    writer: &mut Writer,
    target: &Datagrams,
    number: u64,
    peer: &Peer,
    down: &AtomicU64,
) -> Result<(), Error> {
    let mut batch = Batch::small();
    loop {
        let received = target.receive(&mut batch).await;
        received.map_err(|error| Error::system("relay to", &yard.config.to, &error))?;
        for datagram in batch.iter() {
            yard.trace(Way::Down, number, peer, datagram.bytes).await;
            let framed = match frame(yard.config.frame, datagram.bytes) {
                Ok(framed) => framed,
                Err(why) => {
                    yard.leave_out(&yard.config.to, &why).await;
                    continue;
                }
            };
            let written = writer.write_all(&framed).await;
            written.map_err(|error| Error::system("relay for", peer, &error))?;
            count(&[down, &yard.counts.down], datagram.bytes.len());
        }
    }
}
