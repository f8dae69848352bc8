//! What all clients of one relay share.

use crate::event::{Event, Way};
use crate::gate::Gate;
use crate::output::Events;
use crate::relay::config::{Config, Counts};
use hullo_net::{Error, Peer};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of datagrams that may wait for slow flows, those of all flows together; more are dropped.
const MOST_WAITING: usize = 4 << 20;

/// What all clients of one relay share.
#[derive(Debug)]
pub(crate) struct Yard {
    pub(crate) config: Config,
    pub(crate) gate: Gate,
    pub(crate) events: Events,
    pub(crate) counts: Arc<Counts>,
    /// Bytes of datagrams that wait for their flows.
    pub(crate) waiting: AtomicUsize,
    /// What ended the one client of a relay for one.
    pub(crate) failure: Mutex<Option<Error>>,
}

impl Yard {
    /// A datagram to wait for its flow, where there is room for it.
    pub(crate) fn waiting(self: &Arc<Self>, bytes: &[u8]) -> Option<Waiting> {
        let before = self.waiting.fetch_add(bytes.len(), Ordering::Relaxed);
        let waiting = Waiting {
            yard: self.clone(),
            bytes: bytes.to_vec(),
        };
        (before + bytes.len() <= MOST_WAITING).then_some(waiting)
    }

    /// Tells what passes, where that was asked for; the relay goes no faster than it can be shown.
    pub(crate) async fn trace(&self, way: Way, connection: u64, peer: &Peer, bytes: &[u8]) {
        if self.config.trace {
            let passed = Event::Passed {
                connection,
                peer: peer.clone(),
                way,
                bytes: bytes.to_vec(),
            };
            let _ = self.events.send(passed).await;
        }
    }

    /// Leaves out a datagram that the other side cannot take, and says why.
    pub(crate) async fn leave_out(&self, from: &impl ToString, why: &str) {
        self.counts.dropped.fetch_add(1, Ordering::Relaxed);
        let what = format!("a datagram from {} is left out: {why}", from.to_string());
        let _ = self.events.send(Event::Warned { what }).await;
    }

    /// Keeps how the one client of a relay for one failed.
    pub(crate) fn fail(&self, error: Error) {
        if self.config.is_for_one() {
            *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        }
    }

    /// How the one client ended.
    pub(crate) fn failure(&self) -> Result<(), Error> {
        let failure = self
            .failure
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        failure.map_or(Ok(()), Err)
    }

    /// What is told of a client's failure; that of the only one ends the relay, which is told by itself.
    pub(crate) fn to_tell(&self, joined: &Result<(), Error>) -> Option<String> {
        let error = joined.as_ref().err().filter(|_| !self.config.is_for_one());
        error.map(ToString::to_string)
    }

    /// Somebody came.
    pub(crate) fn enter(&self) -> Present<'_> {
        self.counts.clients.fetch_add(1, Ordering::Relaxed);
        self.counts.present.fetch_add(1, Ordering::Relaxed);
        Present(&self.counts)
    }
}

/// A client or flow that is there; dropping it counts it out.
pub(crate) struct Present<'a>(&'a Counts);

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.present.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A datagram that waits for its flow; gone, it makes room.
#[derive(Debug)]
pub(crate) struct Waiting {
    yard: Arc<Yard>,
    pub(crate) bytes: Vec<u8>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.yard
            .waiting
            .fetch_sub(self.bytes.len(), Ordering::Relaxed);
    }
}
