//! relay: join two addresses. Each client that comes in by the first gets a connection, or a flow of datagrams, of its
//! own to the second.
//!
//!     client ──► up ──► to        each way ends on its own; a reset is passed on as a reset
//!     client ◄─ down ◄─ to

use crate::door::{self, Host};
use crate::event::{Event, Way};
use crate::flow;
use crate::gate::Gate;
use crate::output::Events;
use crate::pump::{self, Broken};
use hullo_net::{Error, Identity, Listener, Options, Peer, Reader, Stream, Writer};
use hullo_wire::address::Address;
use hullo_wire::cidr::Rules;
use hullo_wire::frame::Frame;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What to join, and how.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where clients come in; `-` is one client, our own standard input and output.
    pub from: Address,
    /// Where they are led to.
    pub to: Address,
    /// How the sockets are made.
    pub options: Options,
    /// The certificate that is shown where `from` is `tls:`.
    pub identity: Identity,
    /// Who is let in.
    pub rules: Rules,
    /// Clients at once.
    pub max_clients: usize,
    /// How datagrams are told apart on a stream; without it a read is a datagram.
    pub frame: Option<Frame>,
    /// A flow of datagrams on which nothing passed for so long is forgotten.
    pub flow_timeout: Duration,
    /// Tell what passes, as events.
    pub trace: bool,
}

/// What has passed so far; may be read at any time.
#[derive(Debug, Default)]
pub struct Counts {
    /// Clients, or flows, that came.
    pub clients: AtomicU64,
    /// Clients, or flows, that are there.
    pub present: AtomicU64,
    /// Bytes from clients.
    pub up: AtomicU64,
    /// Bytes to clients.
    pub down: AtomicU64,
    /// Datagrams dropped because one side could not take them as fast as the other sent.
    pub dropped: AtomicU64,
}

impl Counts {
    pub(crate) fn of(&self, way: Way) -> &AtomicU64 {
        match way {
            Way::Up => &self.up,
            Way::Down => &self.down,
        }
    }
}

/// What all clients of one relay share.
#[derive(Debug)]
pub(crate) struct Yard {
    pub(crate) config: Config,
    pub(crate) gate: Gate,
    pub(crate) events: Events,
    pub(crate) counts: Arc<Counts>,
}

/// Relays until `stop`; with `-` as its client, until that has ended. `counts` goes on counting meanwhile.
pub async fn run(
    config: Config,
    counts: Arc<Counts>,
    events: Events,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let gate = Gate::new(config.rules.clone(), config.max_clients);
    let yard = Arc::new(Yard {
        gate,
        events,
        counts,
        config,
    });
    tokio::select! {
        done = relay(&yard) => done,
        () = stop => Ok(()),
    }
}

async fn relay(yard: &Arc<Yard>) -> Result<(), Error> {
    let from = &yard.config.from;
    if *from == Address::Stdio {
        let stream = Stream::stdio().map_err(|error| Error::system("open", from, &error))?;
        return yard.join(stream, 1).await;
    }
    if from.is_datagram() {
        return flow::keep(yard).await;
    }
    let listener = Listener::bind(from, &yard.config.options, &yard.config.identity).await?;
    let (address, fingerprint) = (listener.address().clone(), listener.fingerprint());
    let _ = yard
        .events
        .send(Event::Listening {
            address,
            fingerprint,
        })
        .await;
    door::keep(listener, yard.clone()).await
}

impl Host for Yard {
    fn gate(&self) -> &Gate {
        &self.gate
    }

    fn events(&self) -> &Events {
        &self.events
    }

    async fn serve(self: Arc<Self>, stream: Stream, number: u64) {
        let peer = stream.peer.clone();
        let _ = self
            .events
            .send(Event::Joined {
                connection: number,
                peer,
            })
            .await;
        // Whatever ended it has been told with the client's leaving.
        let _ = self.join(stream, number).await;
    }
}

impl Yard {
    /// Leads one client to the other address, and tells how it ended.
    async fn join(self: &Arc<Self>, client: Stream, number: u64) -> Result<(), Error> {
        let peer = client.peer.clone();
        let (up, down) = (AtomicU64::new(0), AtomicU64::new(0));
        let present = self.enter();
        let joined = if self.config.to.is_datagram() {
            flow::join(self, client, number, &up, &down).await
        } else {
            self.join_streams(client, number, &up, &down).await
        };
        drop(present);
        let error = joined.as_ref().err().map(ToString::to_string);
        let (received, sent) = (up.load(Ordering::Relaxed), down.load(Ordering::Relaxed));
        let _ = self
            .events
            .send(Event::Left {
                connection: number,
                peer,
                received,
                sent,
                error,
            })
            .await;
        joined
    }

    async fn join_streams(
        self: &Arc<Self>,
        client: Stream,
        number: u64,
        up: &AtomicU64,
        down: &AtomicU64,
    ) -> Result<(), Error> {
        let peer = client.peer.clone();
        let opened = hullo_net::open(&self.config.to, &self.config.options).await;
        let (mut client_reader, mut client_writer) = client.split();
        let target = match opened {
            Ok(opened) => opened.stream,
            Err(error) => {
                // The client must not take a server that cannot be reached for one that has nothing to say.
                client_writer.abort();
                return Err(error);
            }
        };
        let (mut target_reader, mut target_writer) = target.split();
        let both = async {
            tokio::try_join!(
                self.pass(
                    Way::Up,
                    &mut client_reader,
                    &mut target_writer,
                    number,
                    &peer,
                    up
                ),
                self.pass(
                    Way::Down,
                    &mut target_reader,
                    &mut client_writer,
                    number,
                    &peer,
                    down
                ),
            )
        };
        let Err(broken) = both.await else {
            return Ok(());
        };
        client_writer.abort();
        target_writer.abort();
        let error = match broken {
            Broken::Reading(error) | Broken::Writing(error) => error,
        };
        Err(Error::system("relay for", &peer, &error))
    }

    async fn pass(
        &self,
        way: Way,
        reader: &mut Reader,
        writer: &mut Writer,
        number: u64,
        peer: &Peer,
        moved: &AtomicU64,
    ) -> Result<(), Broken> {
        let moved = [moved, self.counts.of(way)];
        if !self.config.trace {
            return pump::pump(reader, writer, &moved).await;
        }
        let mut buffer = vec![0; 16 * 1024];
        loop {
            let count = reader.read(&mut buffer).await.map_err(Broken::Reading)?;
            if count == 0 {
                return writer.finish().await.map_err(Broken::Writing);
            }
            self.trace(way, number, peer, &buffer[..count]).await;
            writer
                .write_all(&buffer[..count])
                .await
                .map_err(Broken::Writing)?;
            for counter in moved {
                counter.fetch_add(count as u64, Ordering::Relaxed);
            }
        }
    }

    /// Tells what passes, where that was asked for; the relay goes no faster than it can be shown.
    pub(crate) async fn trace(&self, way: Way, connection: u64, peer: &Peer, bytes: &[u8]) {
        if self.config.trace {
            let passed = Event::Passed {
                connection,
                peer: peer.clone(),
                way,
                bytes: bytes.to_vec(),
            };
            let _ = self.events.send(passed).await;
        }
    }

    /// Somebody came.
    pub(crate) fn enter(&self) -> Present<'_> {
        self.counts.clients.fetch_add(1, Ordering::Relaxed);
        self.counts.present.fetch_add(1, Ordering::Relaxed);
        Present(&self.counts)
    }
}

/// A client or flow that is there; dropping it counts it out.
pub(crate) struct Present<'a>(&'a Counts);

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.present.fetch_sub(1, Ordering::Relaxed);
    }
}
