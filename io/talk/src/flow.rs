//! Datagrams through a relay: a flow a client, each with a way of its own to the other address, forgotten after a
//! silence. A flow that cannot take datagrams as fast as they come drops them, as a network does; memory stays bounded.
//!
//!     datagram peer ──► its flow: a socket, or a stream with frames ──► to
//!     stream client ──► frames (or reads) ──► datagrams ──► to

use crate::event::{Event, Way};
use crate::relay::Yard;
use hullo_net::{Batch, Datagrams, Error, Kind, LARGEST_DATAGRAM, Peer, Reader, Stream, Writer};
use hullo_wire::frame::{Frame, Frames, print};
use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Datagrams that may wait for their flow; more are dropped.
const BACKLOG: usize = 64;

/// After a stream client's end, how long answers to its last datagrams are waited for.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

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
    let mut flows: HashMap<Peer, Sender<Vec<u8>>> = HashMap::new();
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
                            Ok(()) if tasks.len() < yard.config.max_clients => {
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
                    if flow.try_send(datagram.bytes.to_vec()).is_err() {
                        yard.counts.dropped.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }
            Some(ended) = tasks.join_next() => {
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

async fn flow(yard: Arc<Yard>, client: Client, mut coming: Receiver<Vec<u8>>) -> Peer {
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
    let error = done.err().map(|error| error.to_string());
    let (received, sent) = (up.load(Ordering::Relaxed), down.load(Ordering::Relaxed));
    let left = Event::Left {
        connection: client.number,
        peer: client.peer.clone(),
        received,
        sent,
        error,
    };
    let _ = yard.events.send(left).await;
    client.peer
}

/// A flow to a datagram address, until nothing has passed for the flow's timeout.
async fn to_datagrams(
    yard: &Yard,
    client: &Client,
    coming: &mut Receiver<Vec<u8>>,
    up: &AtomicU64,
    down: &AtomicU64,
) -> Result<(), Error> {
    let (target, to) = hullo_net::open_datagrams(&yard.config.to, &yard.config.options).await?;
    let failed = |error: io::Error| Error::system("relay to", &yard.config.to, &error);
    let mut batch = Batch::default();
    loop {
        let step = async {
            tokio::select! {
                datagram = coming.recv() => {
                    let Some(datagram) = datagram else { return Ok(false) };
                    yard.trace(Way::Up, client.number, &client.peer, &datagram).await;
                    target.send(&to, None, &datagram).await.map_err(failed)?;
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
    coming: &mut Receiver<Vec<u8>>,
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
                    let Some(datagram) = datagram else { return Ok(false) };
                    yard.trace(Way::Up, client.number, &client.peer, &datagram).await;
                    let framed = frame(yard.config.frame, &datagram, &yard.config.to)?;
                    writer.write_all(&framed).await.map_err(failed)?;
                    count(&[up, &yard.counts.up], datagram.len());
                    Ok::<bool, Error>(true)
                }
                read = reader.read(&mut buffer) => {
                    let read = read.map_err(failed)?;
                    for datagram in cutter.cut(&buffer[..read]).map_err(|why| bad_frame(&yard.config.to, &why))? {
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
    {
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
        for datagram in cutter
            .cut(&buffer[..count_read])
            .map_err(|why| bad_frame(peer, &why))?
        {
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
    let mut batch = Batch::default();
    loop {
        let received = target.receive(&mut batch).await;
        received.map_err(|error| Error::system("relay to", &yard.config.to, &error))?;
        for datagram in batch.iter() {
            yard.trace(Way::Down, number, peer, datagram.bytes).await;
            let framed = frame(yard.config.frame, datagram.bytes, peer)?;
            let written = writer.write_all(&framed).await;
            written.map_err(|error| Error::system("relay for", peer, &error))?;
            count(&[down, &yard.counts.down], datagram.bytes.len());
        }
    }
}

/// Datagrams out of a stream: by frames, or each read as it is.
struct Cutter(Option<Frames>);

impl Cutter {
    fn new(frame: Option<Frame>) -> Cutter {
        Cutter(frame.map(|frame| Frames::new(frame, LARGEST_DATAGRAM)))
    }

    /// The datagrams that these bytes make whole; no bytes are the end.
    fn cut(&mut self, bytes: &[u8]) -> Result<Vec<Vec<u8>>, String> {
        let Some(frames) = &mut self.0 else {
            return Ok(if bytes.is_empty() {
                Vec::new()
            } else {
                vec![bytes.to_vec()]
            });
        };
        frames.push(bytes);
        let mut whole = Vec::new();
        while let Some(datagram) = frames.pop() {
            whole.push(datagram.map_err(|error| error.to_string())?);
        }
        if bytes.is_empty()
            && let Some(rest) = frames.finish()
        {
            whole.push(rest.map_err(|error| error.to_string())?);
        }
        Ok(whole)
    }
}

fn frame(kind: Option<Frame>, datagram: &[u8], address: &impl ToString) -> Result<Vec<u8>, Error> {
    let Some(kind) = kind else {
        return Ok(datagram.to_vec());
    };
    let mut framed = Vec::with_capacity(datagram.len() + 2);
    print(kind, datagram, &mut framed).map_err(|error| bad_frame(address, &error.to_string()))?;
    Ok(framed)
}

fn bad_frame(address: &impl ToString, why: &str) -> Error {
    Error::new("frame datagrams for", address.to_string(), Kind::Local, why)
}

fn count(counters: &[&AtomicU64], bytes: usize) {
    for counter in counters {
        counter.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}
