//! One connection, from its acceptance to its end.

use crate::desk::READ;
use crate::desk::hear::End;
use crate::desk::port::Port;
use crate::event::Event;
use crate::http::{self, Conduit};
use crate::hub::Hub;
use crate::seat::Seat;
use hullo_net::{Incoming, Reader, Stream};
use hullo_room::SessionId;
use hullo_session::Origin;
use std::cell::RefCell;
use std::future::poll_fn;
use std::io::IoSlice;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long agreeing on TLS may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

thread_local! {
    /// What one read brings is used up before the next client's turn, so that one buffer serves all.
    static BUFFER: RefCell<Box<[u8; READ]>> = RefCell::new(Box::new([0; READ]));
}

/// Serves one connection to its end.
pub(crate) async fn serve(incoming: Incoming, hub: Arc<Hub>) {
    let entered = Instant::now();
    // In a box of its own, which is given back when the connection stands.
    let stream = match Box::pin(incoming.open(HANDSHAKE)).await {
        Ok(stream) => stream,
        Err(error) => {
            return hub.say(Event::Warned {
                what: error.to_string(),
            });
        }
    };
    let origin = Origin {
        ip: stream.peer.ip(),
        secure: stream.is_private(),
    };
    let local = stream.local.clone();
    let Some((id, mut reader)) = enter(stream, origin, &hub, entered) else {
        return;
    };
    match chat(id, &mut reader, &hub).await {
        End::Closed => {
            hub.desk().leave(id);
            hub.left();
        }
        End::Http(first) => {
            let writer = hub.desk().stand_up(id);
            let seat = Seat::new(hub, origin);
            if let Some(writer) = writer {
                let conduit = Conduit::new(reader, writer, first);
                Box::pin(http::serve(conduit, local, seat)).await;
            }
        }
    }
}

/// Takes a place at the desk; who gets none is told why.
fn enter(
    stream: Stream,
    origin: Origin,
    hub: &Hub,
    entered: Instant,
) -> Option<(SessionId, Reader)> {
    let peer = stream.peer.clone();
    let (reader, writer) = stream.split();
    match hub.desk().enter(origin, writer, entered) {
        Ok(id) => Some((id, reader)),
        Err((why, writer)) => {
            let last = format!("ERROR :{why}\r\n");
            // Whoever does not read at once goes without a word.
            let _ = writer.try_write(&[IoSlice::new(last.as_bytes())]);
            hub.say(Event::Refused {
                peer,
                why: why.to_owned(),
            });
            None
        }
    }
}

/// Lets the client be heard until it is gone, or turns out to speak HTTP.
pub(crate) async fn chat(id: SessionId, port: &mut impl Port, hub: &Hub) -> End {
    poll_fn(|cx| BUFFER.with_borrow_mut(|buffer| hub.desk().poll_client(id, cx, port, buffer)))
        .await
}
