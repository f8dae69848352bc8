//! listen: hear what comes on any number of addresses, streams and datagrams, and answer it.
//!
//! ```text
//! address ──► door (streams) ──► a task a connection ─┐
//! address ──► hear (datagrams) ───────────────────────┴─► output, reply
//! ```

mod answer;
mod config;
mod connection;
mod hall;
mod hear;
mod hearing;

pub use crate::gate::Outcome;
pub use crate::listen::config::{Config, Reply};

use crate::door::{self, Host};
use crate::event::Event;
use crate::gate::Gate;
use crate::input::Input;
use crate::listen::hall::{CROWD_BACKLOG, Hall};
use crate::output::Events;
use hullo_net::{Datagrams, Error, Listener, Reader, Stream};
use hullo_wire::address::Address;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::task::JoinSet;
use tokio::time::timeout;

impl Host for Hall {
    fn gate(&self) -> &Gate {
        &self.gate
    }

    fn events(&self) -> &Events {
        &self.events
    }

    async fn serve(self: Arc<Self>, stream: Stream, number: u64) {
        connection::serve(stream, number, &self).await;
    }
}

/// How long tasks may take to leave.
const LEAVING: Duration = Duration::from_secs(1);

/// Listens until a limit is reached or `stop` comes.
pub async fn run(
    config: Config,
    events: Events,
    stop: impl Future<Output = ()>,
) -> Result<Outcome, Error> {
    let gate =
        Gate::new(config.rules.clone(), config.max_clients).until(config.max_messages, config.once);
    let hall = Arc::new(Hall {
        gate,
        events,
        crowd: broadcast::channel(CROWD_BACKLOG).0,
        config,
    });
    let mut tasks = JoinSet::new();
    for (address, entrance) in bind_all(&hall.config).await? {
        let fingerprint = match &entrance {
            Entrance::Streams(listener) => listener.fingerprint(),
            Entrance::Datagrams(_) => None,
        };
        let _ = hall
            .events
            .send(Event::Listening {
                address,
                fingerprint,
            })
            .await;
        let hall = hall.clone();
        match entrance {
            Entrance::Streams(listener) => tasks.spawn(door::keep(*listener, hall)),
            Entrance::Datagrams(datagrams) => tasks.spawn(hear::hear(datagrams, hall)),
        };
    }
    let speaking = async {
        match hall.config.reply {
            Reply::Stdin => speak_to_all(&hall).await,
            _ => std::future::pending().await,
        }
    };
    tokio::pin!(stop, speaking);
    let mut failure = None;
    loop {
        tokio::select! {
            () = &mut stop => break,
            spoken = &mut speaking => {
                failure = spoken.err();
                break;
            }
            joined = tasks.join_next() => match joined {
                None => break,
                Some(Ok(Err(error))) => {
                    failure = Some(error);
                    break;
                }
                Some(_) => {}
            }
        }
    }
    hall.gate.close();
    // Connections end at once; who hears datagrams says first what the kernel has dropped.
    let leaving = async { while tasks.join_next().await.is_some() {} };
    let _ = timeout(LEAVING, leaving).await;
    failure.map_or_else(|| Ok(hall.gate.outcome()), Err)
}

enum Entrance {
    Streams(Box<Listener>),
    Datagrams(Datagrams),
}

/// All addresses before the first is announced: either all are ours or none.
async fn bind_all(config: &Config) -> Result<Vec<(Address, Entrance)>, Error> {
    let mut bound = Vec::new();
    for address in &config.addresses {
        if address.is_datagram() {
            let (datagrams, at) = Datagrams::bind(address, &config.options).await?;
            bound.push((at, Entrance::Datagrams(datagrams)));
        } else {
            let listener = Listener::bind(address, &config.options, &config.identity).await?;
            bound.push((
                listener.address().clone(),
                Entrance::Streams(Box::new(listener)),
            ));
        }
    }
    Ok(bound)
}

/// Standard input to everybody who is there; its end ends nothing that is still being said to us.
async fn speak_to_all(hall: &Hall) -> Result<(), Error> {
    let crate::input::Source::Reader(mut reader) = Input::Stdin.open()? else {
        return Ok(());
    };
    let mut buffer = vec![0; 16 * 1024];
    loop {
        match read(&mut reader, &mut buffer).await? {
            0 => std::future::pending().await,
            // Without receivers nobody is there to hear it, as in an empty room.
            count => drop(hall.crowd.send((0, buffer[..count].into()))),
        }
    }
}

async fn read(reader: &mut Reader, buffer: &mut [u8]) -> Result<usize, Error> {
    reader
        .read(buffer)
        .await
        .map_err(|error| Error::system("read", "standard input", &error))
}
