//! talk: a conversation of two, over a stream or datagrams. The peer may be anything that sends text.
//!
//!     typed, standard input or a record ──Said──► converse ──► peer
//!     events (and a record)             ◄──────── converse ◄── peer
//!
//! Promises: what arrives without a line end is told after a pause, whole characters only; leaving is told to the other
//! side by the end of the stream, and over datagrams, which have no end, by the word `exit`.

mod config;
mod conversation;
mod party;
mod script;
mod tape;

pub use crate::talk::config::{Config, LEAVE, Role, Said};
pub use crate::talk::script::read_lines;
pub use crate::talk::tape::Record;

use crate::door::HANDSHAKE;
use crate::event::Event;
use crate::output::{Events, LONGEST_LINE};
use crate::talk::conversation::Conversation;
use crate::talk::party::Party;
use crate::talk::tape::Tape;
use hullo_net::{Datagrams, Error, Listener, Peer};
use hullo_wire::line::Lines;
use tokio::sync::mpsc::Receiver;

/// Talks until one side leaves.
pub async fn run(config: &Config, mut said: Receiver<Said>, events: Events) -> Result<(), Error> {
    let tape = config.record.as_deref().map(Tape::open).transpose()?;
    let party = meet(config, &events).await?;
    let mut talk = Conversation {
        config,
        lines: Lines::new(LONGEST_LINE),
        fresh: false,
        party,
        tape,
        events,
        counts: (0, 0),
        peer_ended: false,
    };
    let ended = talk.converse(&mut said).await;
    let error = ended.as_ref().err().map(|error| error.why.clone());
    let peer = talk.party.peer().unwrap_or(Peer::Unnamed);
    let left = Event::Left {
        connection: 1,
        peer,
        received: talk.counts.0,
        sent: talk.counts.1,
        error,
    };
    let _ = talk.events.send(left).await;
    ended
}

/// Connects, or waits for the one caller.
async fn meet(config: &Config, events: &Events) -> Result<Party, Error> {
    let address = &config.address;
    let party = match (config.role, address.is_datagram()) {
        (Role::Caller, false) => {
            Party::stream(hullo_net::open(address, &config.options).await?.stream)
        }
        (Role::Caller, true) => {
            let (socket, peer) = hullo_net::open_datagrams(address, &config.options).await?;
            Party::datagrams(socket, Some(peer))
        }
        (Role::Listener, true) => {
            let (socket, at) = Datagrams::bind(address, &config.options).await?;
            let _ = events
                .send(Event::Listening {
                    address: at,
                    fingerprint: None,
                })
                .await;
            return Ok(Party::datagrams(socket, None));
        }
        (Role::Listener, false) => {
            let listener = Listener::bind(address, &config.options, &config.identity).await?;
            let (address, fingerprint) = (listener.address().clone(), listener.fingerprint());
            let _ = events
                .send(Event::Listening {
                    address,
                    fingerprint,
                })
                .await;
            loop {
                let accepted = match listener.accept().await {
                    Ok(incoming) => incoming.open(HANDSHAKE).await,
                    Err(error) => Err(Error::system(
                        "accept a caller on",
                        address_of(&listener),
                        &error,
                    )),
                };
                match accepted {
                    Ok(stream) => break Party::stream(stream),
                    // One caller's fault: the next may do better.
                    Err(error) => {
                        let _ = events
                            .send(Event::Warned {
                                what: error.to_string(),
                            })
                            .await;
                    }
                }
            }
        }
    };
    let peer = party.peer().unwrap_or(Peer::Unnamed);
    let _ = events
        .send(Event::Joined {
            connection: 1,
            peer,
        })
        .await;
    Ok(party)
}

fn address_of(listener: &Listener) -> String {
    listener.address().to_string()
}
