//! relay: join two addresses. Each client that comes in by the first gets a connection, or a flow of datagrams, of its
//! own to the second.
//!
//! ```text
//! client ──► up ──► to        each way ends on its own; a reset is passed on as a reset
//! client ◄─ down ◄─ to
//! ```

mod config;
mod cutter;
mod flow;
mod framed;
mod yard;

pub use crate::relay::config::{Config, Counts};

use crate::door::{self, Host};
use crate::event::{Event, Way};
use crate::gate::Gate;
use crate::output::Events;
use crate::pump::{self, Broken};
use crate::relay::yard::Yard;
use hullo_net::{Error, Listener, Peer, Reader, Stream, Writer};
use hullo_wire::address::Address;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Relays until `stop`; with `-` as one end, until its one client has ended. `counts` goes on counting meanwhile.
pub async fn run(
    config: Config,
    counts: Arc<Counts>,
    events: Events,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let gate = Gate::new(config.rules.clone(), config.most()).until(None, config.is_for_one());
    let yard = Arc::new(Yard {
        gate,
        waiting: AtomicUsize::new(0),
        failure: Mutex::default(),
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
    door::keep(listener, yard.clone()).await?;
    yard.failure()
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
        // Whatever ended it has been told with the client's leaving, but to the only client it is the end of all.
        if let Err(error) = self.join(stream, number).await {
            self.fail(error);
        }
    }
}

impl Yard {
    /// Leads one client to the other address, and tells how it ended.
    async fn join(self: &Arc<Self>, client: Stream, number: u64) -> Result<(), Error> {
        let peer = client.peer.clone();
        let (up, down) = (AtomicU64::new(0), AtomicU64::new(0));
        let present = self.enter();
        let joined = if self.config.to.is_datagram() {
            framed::join(self, client, number, &up, &down).await
        } else {
            self.join_streams(client, number, &up, &down).await
        };
        drop(present);
        let error = self.to_tell(&joined);
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
        // Until both have ended, whatever ends us ends them in a reset: a part must not look like the whole.
        client_writer.abort();
        target_writer.abort();
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
        if let Err(Broken::Reading(error) | Broken::Writing(error)) = both.await {
            return Err(Error::system("relay for", &peer, &error));
        }
        client_writer.settle();
        target_writer.settle();
        Ok(())
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
}
