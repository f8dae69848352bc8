//! Datagrams through a relay: a flow a client, each with a way of its own to the other address, forgotten after a
//! silence. A flow that cannot take datagrams as fast as they come drops them, as a network does; memory stays bounded.
//!
//! ```text
//! datagram peer ──► its flow: a socket, or a stream with frames ──► to
//! stream client ──► frames (or reads) ──► datagrams ──► to
//! ```

use crate::event::{Event, Way};
use crate::relay::cutter::{Cutter, bad_frame, count, frame};
use crate::relay::yard::{Waiting, Yard};
use hullo_net::{Batch, Datagrams, Error, Peer};
use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Datagrams that may wait for their flow; more are dropped.
const BACKLOG: usize = 64;

/// Hears datagram clients until the gate closes.
pub(crate) async fn keep(yard: &Arc<Yard>) -> Result<(), Error> {
    let (datagrams, address) = Datagrams::bind(&yard.config.from, &yard.config.options).await?;
    let _ = yard
        .events
        .send(Event::Listening {
            address,
            fingerprint: None,
        })
        .await;
    let datagrams = Arc::new(datagrams);
    let mut flows: HashMap<Peer, Sender<Waiting>> = HashMap::new();
    let mut tasks = JoinSet::new();
    let mut batch = Batch::default();
    loop {
        tokio::select! {
            received = datagrams.receive(&mut batch) => {
                if let Err(error) = received {
                    let what = format!("could not receive on {}: {error}", yard.config.from);
                    let _ = yard.events.send(Event::Warned { what }).await;
                    continue;
                }
                for datagram in batch.iter() {
                    let known = flows.get(datagram.peer).filter(|flow| !flow.is_closed());
                    let flow = match known {
                        Some(flow) => flow.clone(),
                        None => match yard.gate.admit(datagram.peer) {
                            Ok(()) if tasks.len() < yard.config.most() => {
                                let (sender, receiver) = channel(BACKLOG);
                                let client = Client {
                                    datagrams: datagrams.clone(),
                                    peer: datagram.peer.clone(),
                                    from: datagram.to,
                                    number: yard.gate.number(),
                                };
                                tasks.spawn(flow(yard.clone(), client, receiver));
                                flows.insert(datagram.peer.clone(), sender.clone());
                                sender
                            }
                            _ => {
                                yard.counts.dropped.fetch_add(1, Ordering::Relaxed);
                                continue;
                            }
                        },
                    };
                    let waiting = yard.waiting(datagram.bytes);
                    if waiting.is_none_or(|waiting| flow.try_send(waiting).is_err()) {
                        yard.counts.dropped.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
            Some(ended) = tasks.join_next() => {
                if yard.config.is_for_one() {
                    return yard.failure();
                }
                if let Ok(peer) = ended {
                    // A new flow of the same peer may have begun meanwhile.
                    if flows.get(&peer).is_some_and(Sender::is_closed) {
                        flows.remove(&peer);
                    }
                }
            }
        }
    }
}

/// A datagram client: where its answers go.
struct Client {
    datagrams: Arc<Datagrams>,
    peer: Peer,
    /// Our address that it wrote to.
    from: Option<IpAddr>,
    number: u64,
}

async fn flow(yard: Arc<Yard>, client: Client, mut coming: Receiver<Waiting>) -> Peer {
    let _ = yard
        .events
        .send(Event::Joined {
            connection: client.number,
            peer: client.peer.clone(),
        })
        .await;
    let present = yard.enter();
    let (up, down) = (AtomicU64::new(0), AtomicU64::new(0));
    let done = if yard.config.to.is_datagram() {
        to_datagrams(&yard, &client, &mut coming, &up, &down).await
    } else {
        to_stream(&yard, &client, &mut coming, &up, &down).await
    };
    drop(present);
    let error = yard.to_tell(&done);
    let (received, sent) = (up.load(Ordering::Relaxed), down.load(Ordering::Relaxed));
    let left = Event::Left {
        connection: client.number,
        peer: client.peer.clone(),
        received,
        sent,
        error,
    };
    let _ = yard.events.send(left).await;
    if let Err(error) = done {
        yard.fail(error);
    }
    client.peer
}

/// A flow to a datagram address, until nothing has passed for the flow's timeout.
async fn to_datagrams(
    yard: &Yard,
    client: &Client,
    coming: &mut Receiver<Waiting>,
    up: &AtomicU64,
    down: &AtomicU64,
) -> Result<(), Error> {
    let (target, to) = hullo_net::open_datagrams(&yard.config.to, &yard.config.options).await?;
    let failed = |error: io::Error| Error::system("relay to", &yard.config.to, &error);
    let mut batch = Batch::small();
    loop {
        let step = async {
            tokio::select! {
                datagram = coming.recv() => {
                    let Some(Waiting { bytes: datagram, .. }) = &datagram else { return Ok(false) };
                    yard.trace(Way::Up, client.number, &client.peer, datagram).await;
                    target.send(&to, None, datagram).await.map_err(failed)?;
                    count(&[up, &yard.counts.up], datagram.len());
                }
                received = target.receive(&mut batch) => {
                    received.map_err(failed)?;
                    for datagram in batch.iter() {
                        yard.trace(Way::Down, client.number, &client.peer, datagram.bytes).await;
                        answer(client, datagram.bytes).await?;
                        count(&[down, &yard.counts.down], datagram.bytes.len());
                    }
                }
            }
            Ok::<bool, Error>(true)
        };
        match timeout(yard.config.flow_timeout, step).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) | Err(_) => return Ok(()),
            Ok(Err(error)) => return Err(error),
        }
    }
}

/// A flow to a stream: datagrams become frames, frames (or reads) become datagrams.
async fn to_stream(
    yard: &Yard,
    client: &Client,
    coming: &mut Receiver<Waiting>,
    up: &AtomicU64,
    down: &AtomicU64,
) -> Result<(), Error> {
    let opened = hullo_net::open(&yard.config.to, &yard.config.options).await?;
    let (mut reader, mut writer) = opened.stream.split();
    let failed = |error: io::Error| Error::system("relay to", &yard.config.to, &error);
    let mut cutter = Cutter::new(yard.config.frame);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let step = async {
            tokio::select! {
                datagram = coming.recv() => {
                    let Some(Waiting { bytes: datagram, .. }) = &datagram else { return Ok(false) };
                    yard.trace(Way::Up, client.number, &client.peer, datagram).await;
                    match frame(yard.config.frame, datagram) {
                        Ok(framed) => {
                            writer.write_all(&framed).await.map_err(failed)?;
                            count(&[up, &yard.counts.up], datagram.len());
                        }
                        Err(why) => yard.leave_out(&client.peer, &why).await,
                    }
                    Ok::<bool, Error>(true)
                }
                read = reader.read(&mut buffer) => {
                    let read = read.map_err(failed)?;
                    cutter.push(&buffer[..read]);
                    while let Some(datagram) = cutter.pop() {
                        let datagram = datagram.map_err(|why| bad_frame(&yard.config.to, &why))?;
                        yard.trace(Way::Down, client.number, &client.peer, &datagram).await;
                        answer(client, &datagram).await?;
                        count(&[down, &yard.counts.down], datagram.len());
                    }
                    Ok(read > 0)
                }
            }
        };
        match timeout(yard.config.flow_timeout, step).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) | Err(_) => return Ok(()),
            Ok(Err(error)) => return Err(error),
        }
    }
}

async fn answer(client: &Client, bytes: &[u8]) -> Result<(), Error> {
    let sent = client
        .datagrams
        .send(&client.peer, client.from, bytes)
        .await;
    sent.map_err(|error| Error::system("answer", &client.peer, &error))
}
