//! Accepts connections, each into a task of its own. An accept that fails is said, waited for and tried again.

use crate::connection;
use crate::desk::Unwelcome;
use crate::event::Event;
use crate::hub::Hub;
use crate::seat::Seat;
use hullo_net::{Incoming, Listener};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Between tries while the system has no file descriptors left.
const SHORTAGE: Duration = Duration::from_millis(100);

/// A shortage that goes on is told so often.
const TELL_AGAIN: Duration = Duration::from_secs(10);

/// Accepts until it is dropped.
pub(crate) async fn keep(listener: Listener, hub: Arc<Hub>) {
    let mut told: Option<Instant> = None;
    loop {
        match listener.accept().await {
            Ok(incoming) => let_in(incoming, &hub),
            // accept(2): the caller hung up before we answered: nothing is short.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                if told.is_none_or(|told| told.elapsed() > TELL_AGAIN) {
                    told = Some(Instant::now());
                    let what = format!("could not accept a connection: {error}; waiting");
                    hub.say(Event::Warned { what });
                }
                tokio::time::sleep(SHORTAGE).await;
            }
        }
    }
}

/// Gives who calls a task, or turns them away.
fn let_in(incoming: Incoming, hub: &Arc<Hub>) {
    let peer = incoming.peer().clone();
    let admitted = hub.desk().admit(&peer);
    let why = match admitted {
        Ok(()) => {
            let seat = Seat::taken(hub.clone(), peer.ip());
            tokio::spawn(connection::serve(incoming, seat));
            return;
        }
        Err(Unwelcome::NotAllowed(why)) => {
            incoming.refuse();
            why
        }
        Err(Unwelcome::NoSeat(why)) => {
            incoming.turn_away(format!("ERROR :{why}\r\n").as_bytes());
            why.to_owned()
        }
    };
    hub.say(Event::Refused { peer, why });
}
