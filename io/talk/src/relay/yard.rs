//! What all clients of one relay share.

use crate::event::{Event, Way};
use crate::gate::Gate;
use crate::output::Events;
use crate::relay::config::{Config, Counts};
use hullo_net::Peer;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What all clients of one relay share.
#[derive(Debug)]
pub(crate) struct Yard {
    pub(crate) config: Config,
    pub(crate) gate: Gate,
    pub(crate) events: Events,
    pub(crate) counts: Arc<Counts>,
}

impl Yard {
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
