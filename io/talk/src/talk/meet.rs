//! How the two sides of a conversation come together: one calls, the other waits for one caller.

use crate::door::{HANDSHAKE, SHORTAGE};
use crate::event::Event;
use crate::output::Events;
use crate::talk::config::{Config, Role};
use crate::talk::party::{self, Ear, Voice};
use hullo_net::{Datagrams, Error, Listener, Peer, Stream};
use tokio::task::JoinSet;

/// Callers that may agree on TLS at the same time; the first to have agreed is the one we talk to.
const MOST_OPENING: usize = 16;

/// The other party, and who it is: `None` where nobody has spoken to a datagram listener yet.
pub(crate) type Met = (Ear, Voice, Option<Peer>);

/// Connects, or waits for the one caller.
pub(crate) async fn meet(config: &Config, events: &Events) -> Result<Met, Error> {
    let Config {
        address, options, ..
    } = config;
    let ((ear, voice), peer) = match (config.role, address.is_datagram()) {
        (Role::Caller, false) => {
            let stream = hullo_net::open(address, options).await?.stream;
            let peer = stream.peer.clone();
            (party::stream(stream), peer)
        }
        (Role::Caller, true) => {
            let (socket, peer) = hullo_net::open_datagrams(address, options).await?;
            (party::datagrams(socket), peer)
        }
        (Role::Listener, true) => {
            let (socket, address) = Datagrams::bind(address, options).await?;
            let listening = Event::Listening {
                address,
                fingerprint: None,
            };
            let _ = events.send(listening).await;
            let (ear, voice) = party::datagrams(socket);
            return Ok((ear, voice, None));
        }
        (Role::Listener, false) => {
            let stream = caller(config, events).await?;
            let peer = stream.peer.clone();
            (party::stream(stream), peer)
        }
    };
    let joined = Event::Joined {
        connection: 1,
        peer: peer.clone(),
    };
    let _ = events.send(joined).await;
    Ok((ear, voice, Some(peer)))
}

/// Waits for the one caller. With the return the listener is closed: a second caller is refused at once.
async fn caller(config: &Config, events: &Events) -> Result<Stream, Error> {
    let listener = Listener::bind(&config.address, &config.options, &config.identity).await?;
    let listening = Event::Listening {
        address: listener.address().clone(),
        fingerprint: listener.fingerprint(),
    };
    let _ = events.send(listening).await;
    let mut opening = JoinSet::new();
    loop {
        let failed = tokio::select! {
            // Whoever is ready is taken before another is let in.
            biased;
            Some(opened) = opening.join_next() => match opened {
                Ok(Ok(stream)) => return Ok(stream),
                // One caller's fault: the next may do better.
                Ok(Err(error)) => error,
                Err(_) => continue,
            },
            accepted = listener.accept(), if opening.len() < MOST_OPENING => match accepted {
                Ok(incoming) => {
                    // A caller that is slow to agree on TLS does not hold up the next.
                    opening.spawn(incoming.open(HANDSHAKE));
                    tokio::task::yield_now().await;
                    continue;
                }
                Err(error) => {
                    tokio::time::sleep(SHORTAGE).await;
                    Error::system("accept a caller on", listener.address(), &error)
                }
            },
        };
        let what = failed.to_string();
        let _ = events.send(Event::Warned { what }).await;
    }
}
