//! Accepts connections, each into a task of its own, until the gate closes. An accept that fails is said, waited for
//! and tried again: a listener outlives its peers' errors and the lack of file descriptors.

use crate::connection;
use crate::event::Event;
use crate::listen::Hall;
use hullo_net::{Error, Incoming, Listener};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// How long a new connection may take to agree on TLS.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Between tries while the system has no file descriptors left.
const SHORTAGE: Duration = Duration::from_millis(100);

/// Accepts until the gate closes, or with `--once` until the first connection has ended.
pub(crate) async fn keep(listener: Listener, hall: Arc<Hall>) -> Result<(), Error> {
    let mut connections = JoinSet::new();
    let mut short = false;
    loop {
        tokio::select! {
            () = hall.gate.closing() => break,
            accepted = listener.accept() => match accepted {
                Ok(incoming) => {
                    short = false;
                    connections.spawn(admit(incoming, hall.clone()));
                    if hall.gate.once() {
                        break;
                    }
                }
                Err(error) => wait_out(&error, &mut short, &hall).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
    if hall.gate.once() {
        hall.gate.close();
    }
    Ok(())
}

/// Says once in a row of failures what is wrong, and waits where only time can help.
pub(crate) async fn wait_out(error: &io::Error, short: &mut bool, hall: &Hall) {
    // accept(2): the caller hung up, or the network failed, before we answered: nothing is short.
    if error.kind() == io::ErrorKind::ConnectionAborted {
        return;
    }
    if !*short {
        *short = true;
        let what =
            format!("could not accept a connection: {error}; waiting until one can be accepted");
        let _ = hall.events.send(Event::Warned { what }).await;
    }
    tokio::time::sleep(SHORTAGE).await;
}

async fn admit(incoming: Incoming, hall: Arc<Hall>) {
    let peer = incoming.peer().clone();
    let pass = match hall.gate.admit(&peer).and_then(|()| hall.gate.enter()) {
        Ok(pass) => pass,
        Err(why) => {
            let _ = hall.events.send(Event::Refused { peer, why }).await;
            return;
        }
    };
    match incoming.open(HANDSHAKE).await {
        Ok(stream) => {
            let number = hall.gate.number();
            connection::serve(stream, number, &hall).await;
        }
        Err(error) => {
            let _ = hall
                .events
                .send(Event::Warned {
                    what: error.to_string(),
                })
                .await;
        }
    }
    drop(pass);
}
