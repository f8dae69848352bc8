//! listen: hear what comes on any number of addresses, streams and datagrams, and answer it.
//!
//!     address ──► door (streams) ──► a task a connection ─┐
//!     address ──► hear (datagrams) ───────────────────────┴─► output, reply

use crate::command::Command;
use crate::connection;
use crate::door::{self, Host};
use crate::event::Event;
use crate::gate::Gate;
use crate::hear;
use crate::input::Input;
use crate::output::{Events, Output};
use hullo_net::{Datagrams, Error, Identity, Listener, Options, Reader, Stream};
use hullo_wire::address::Address;
use hullo_wire::cidr::Rules;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::task::JoinSet;

/// Where to listen, what to do with what comes, and what to answer.
#[derive(Clone, Debug)]
pub struct Config {
    /// Any number of addresses.
    pub addresses: Vec<Address>,
    /// How the sockets are made.
    pub options: Options,
    /// The certificate of `tls:` addresses.
    pub identity: Identity,
    /// Where what comes goes to.
    pub output: Output,
    /// What is answered.
    pub reply: Reply,
    /// Who is let in.
    pub rules: Rules,
    /// Connections, or commands for datagrams, at once.
    pub max_clients: usize,
    /// End after so many messages.
    pub max_messages: Option<u64>,
    /// End after the first connection, or the first datagram.
    pub once: bool,
    /// Close a connection on which nothing came for so long.
    pub idle: Option<Duration>,
}

/// What is answered.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Nothing.
    Nothing,
    /// This text, to each datagram; on a stream once, when the sender pauses or has ended its side, and then our side
    /// is closed.
    Once(Arc<[u8]>),
    /// This text, to each datagram and each line of a stream, which stays open.
    Each(Arc<[u8]>),
    /// What came.
    Echo,
    /// What a command says, one process a connection or datagram.
    Command(Command),
    /// A file's contents, to each connection at once, to each datagram.
    File(PathBuf),
    /// What standard input says, to everybody.
    Stdin,
    /// What the others say, to everybody but its sender.
    Others,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    /// Connections accepted.
    pub connections: u64,
    /// Lines, reads or datagrams that came.
    pub messages: u64,
    /// Bytes that came.
    pub received: u64,
    /// Datagrams that the kernel dropped because we were slow to read them.
    pub dropped: u64,
}

/// What all tasks of one listener share.
#[derive(Debug)]
pub(crate) struct Hall {
    pub(crate) config: Config,
    pub(crate) gate: Gate,
    pub(crate) events: Events,
    /// What is said to everybody: by whom (0: standard input), and the bytes.
    pub(crate) crowd: broadcast::Sender<(u64, Arc<[u8]>)>,
}

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

/// What a slow client may lag behind the others before it misses something.
const CROWD_BACKLOG: usize = 256;

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
