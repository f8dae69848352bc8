//! Datagrams as messages: one each, into the lobby, or with `#room` in front into that room.
//!
//! Promises: the answer is a receipt, sent when the log has the message, and never longer than what it answers; nobody
//! is answered for a receipt, so that two hosts cannot keep each other busy; what is over the rate of its address, is no
//! text, or may not be said there, is dropped without a word and counted.

use crate::callers::Callers;
use crate::desk::{Desk, Kept};
use crate::event::Event;
use crate::hub::Hub;
use hullo_net::{Batch, Datagram as Received, Datagrams, Peer};
use hullo_room::{Posting, Standing};
use hullo_session::{Datagram, MOST_TEXT, pieces};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::oneshot;

/// Longer ones are dropped, as longer bodies of a POST are.
const MOST: usize = 16 << 10;

/// Receipts that may wait for the log; senders beyond go without.
const RECEIPTS: usize = 1024;

/// Between tries while the system cannot receive.
const SHORTAGE: Duration = Duration::from_millis(100);

/// Who speaks.
const NICK: &str = "udp";

/// Somebody who is told once the log has their message.
struct Receipt {
    to: Peer,
    /// Our address that the datagram went to.
    from: Option<IpAddr>,
    length: usize,
    kept: oneshot::Receiver<Kept>,
}

/// Hears until it is dropped.
pub(crate) async fn keep(socket: Datagrams, hub: Arc<Hub>) {
    if hub.desk().terms.password.is_some() {
        let what = "datagrams are dropped: a password is asked for, and they cannot say it";
        hub.say(Event::Warned {
            what: what.to_owned(),
        });
    }
    let (receipts, waiting) = channel(RECEIPTS);
    tokio::join!(hear(&socket, &hub, receipts), answer(&socket, waiting));
}

async fn hear(socket: &Datagrams, hub: &Hub, receipts: Sender<Receipt>) {
    let mut batch = Batch::default();
    let mut callers = Callers::default();
    loop {
        // An error here is that of an earlier answer whose receiver is gone, or the system's.
        if socket.receive(&mut batch).await.is_err() {
            tokio::time::sleep(SHORTAGE).await;
            continue;
        }
        let now = Instant::now();
        let mut desk = hub.desk();
        for datagram in batch.iter() {
            desk.counters.datagrams += 1;
            let Some(kept) = take(&mut desk, &mut callers, &datagram, now) else {
                desk.counters.datagrams_dropped += 1;
                continue;
            };
            let length = datagram.bytes.len();
            if datagram.bytes != Datagram::receipt(length) {
                let (to, from) = (datagram.peer.clone(), datagram.to);
                // Where too many wait already, the message is said all the same.
                let _ = receipts.try_send(Receipt {
                    to,
                    from,
                    length,
                    kept,
                });
            }
        }
    }
}

/// Says what a datagram says; `None` where that may not be.
fn take(
    desk: &mut Desk,
    callers: &mut Callers,
    received: &Received<'_>,
    now: Instant,
) -> Option<oneshot::Receiver<Kept>> {
    let limits = &desk.terms.limits;
    let rate = (limits.datagrams_a_second, limits.burst);
    let ip = received.peer.ip();
    if ip.is_some_and(|ip| !desk.terms.networks.admits(ip)) {
        return None;
    }
    callers.take(ip, 1, rate, now).ok()?;
    if desk.terms.password.is_some() || received.bytes.len() > MOST {
        return None;
    }
    let datagram = Datagram::parse(received.bytes).ok()?;
    let texts = || pieces(&datagram.text, MOST_TEXT);
    callers.take(ip, texts().count() - 1, rate, now).ok()?;
    let lobby = desk.terms.rules.lobbies.first().cloned();
    let posting = Posting {
        nick: NICK,
        via: "udp",
        host: &ip.map_or_else(|| "localhost".to_owned(), |ip| ip.to_string()),
        room: datagram.room.or(lobby.as_deref())?,
        text: "",
        standing: Standing::Anybody,
    };
    desk.say_for(&posting, texts()).ok()
}

/// Sends receipts, in the order in which the log has what they are for.
async fn answer(socket: &Datagrams, mut waiting: Receiver<Receipt>) {
    while let Some(receipt) = waiting.recv().await {
        let text = Datagram::receipt(receipt.length);
        if let Ok(Ok(())) = receipt.kept.await
            && !text.is_empty()
        {
            // Whoever cannot be reached any more goes without.
            let _ = socket.send(&receipt.to, receipt.from, text).await;
        }
    }
}
