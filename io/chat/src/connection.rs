//! One connection, from its acceptance to its end.

use crate::desk::READ;
use crate::desk::hear::End;
use crate::desk::port::Port;
use crate::event::Event;
use crate::http::{self, Conduit};
use crate::hub::Hub;
use crate::seat::Seat;
use hullo_net::Incoming;
use hullo_room::SessionId;
use hullo_session::Origin;
use std::cell::RefCell;
use std::future::poll_fn;
use std::time::{Duration, Instant};

/// How long agreeing on TLS may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

thread_local! {
    /// What one read brings is used up before the next client's turn, so that one buffer serves all.
    static BUFFER: RefCell<Box<[u8; READ]>> = RefCell::new(Box::new([0; READ]));
}

/// Serves one connection to its end.
pub(crate) async fn serve(incoming: Incoming, mut seat: Seat) {
    let entered = Instant::now();
    let hub = seat.hub.clone();
    // In a box of its own, which is given back when the connection stands.
    let stream = match Box::pin(incoming.open(HANDSHAKE)).await {
        Ok(stream) => stream,
        Err(error) => {
            return hub.say(Event::Warned {
                what: error.to_string(),
            });
        }
    };
    seat.arrived(Origin {
        ip: stream.peer.ip(),
        secure: stream.is_private(),
    });
    let local = stream.local.clone();
    let (mut reader, writer) = stream.split();
    let id = hub.desk().sit_down(seat.origin, Some(writer), entered);
    let end = chat(id, &mut reader, &hub).await;
    let writer = hub.desk().stand_up(id);
    if let (End::Http(first), Some(writer)) = (end, writer) {
        let conduit = Conduit::new(reader, writer, first);
        Box::pin(http::serve(conduit, local, seat)).await;
    }
}

/// Lets the client be heard until it is gone, or turns out to speak HTTP.
pub(crate) async fn chat(id: SessionId, port: &mut impl Port, hub: &Hub) -> End {
    poll_fn(|cx| BUFFER.with_borrow_mut(|buffer| hub.desk().poll_client(id, cx, port, buffer)))
        .await
}
