//! Who is let in, how many at once, and when it is enough.

use hullo_net::Peer;
use hullo_wire::cidr::Rules;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// Counts that all tasks of a listener share.
#[derive(Debug)]
pub(crate) struct Gate {
    rules: Rules,
    max_clients: usize,
    max_messages: Option<u64>,
    once: bool,
    /// Dropping a permit makes room.
    places: Arc<Semaphore>,
    connections: AtomicU64,
    messages: AtomicU64,
    received: AtomicU64,
    dropped: AtomicU64,
    closed: watch::Sender<bool>,
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

impl Gate {
    /// A gate for so many clients at once; messages and connections are not limited.
    pub(crate) fn new(rules: Rules, max_clients: usize) -> Gate {
        Gate {
            rules,
            max_clients,
            max_messages: None,
            once: false,
            places: Arc::new(Semaphore::new(max_clients.min(Semaphore::MAX_PERMITS))),
            connections: AtomicU64::new(0),
            messages: AtomicU64::new(0),
            received: AtomicU64::new(0),
            dropped: AtomicU64::new(0),
            closed: watch::Sender::new(false),
        }
    }

    /// The same gate, which also closes after so many messages, or after the first connection.
    pub(crate) fn until(self, max_messages: Option<u64>, once: bool) -> Gate {
        Gate {
            max_messages,
            once,
            ..self
        }
    }

    /// Whether this address may speak to us; the error says by which rule not.
    pub(crate) fn admit(&self, peer: &Peer) -> Result<(), String> {
        match peer.ip() {
            Some(ip) if !self.rules.admits(ip) => {
                Err("not allowed here (--allow, --deny)".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Lets one client in, where there is room; it is in until the permit is dropped.
    pub(crate) fn enter(&self) -> Result<OwnedSemaphorePermit, String> {
        self.places.clone().try_acquire_owned().map_err(|_| {
            format!(
                "{} clients are here already (--max-clients)",
                self.max_clients
            )
        })
    }

    /// The number of a new connection, from 1. With `--once` the doors close behind it.
    pub(crate) fn number(&self) -> u64 {
        self.connections.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Whether one connection is all that is wanted.
    pub(crate) fn once(&self) -> bool {
        self.once
    }

    /// Counts bytes that came.
    pub(crate) fn received(&self, bytes: u64) {
        self.received.fetch_add(bytes, Ordering::Relaxed);
    }

    /// How many more messages are wanted, so that no more of a batch is taken.
    pub(crate) fn wanted(&self) -> u64 {
        self.max_messages.map_or(u64::MAX, |most| {
            most.saturating_sub(self.messages.load(Ordering::Relaxed))
        })
    }

    /// Counts messages that came; false when no more are wanted after them.
    pub(crate) fn messages(&self, count: u64) -> bool {
        let now = self.messages.fetch_add(count, Ordering::Relaxed) + count;
        self.max_messages.is_none_or(|most| now < most)
    }

    pub(crate) fn dropped(&self, datagrams: u64) {
        self.dropped.fetch_add(datagrams, Ordering::Relaxed);
    }

    /// No more is wanted: all doors close.
    pub(crate) fn close(&self) {
        self.closed.send_replace(true);
    }

    /// Waits until the gate closes.
    pub(crate) async fn closing(&self) {
        // The sender lives in the gate, so waiting cannot fail while somebody waits.
        let _ = self.closed.subscribe().wait_for(|closed| *closed).await;
    }

    pub(crate) fn outcome(&self) -> Outcome {
        Outcome {
            connections: self.connections.load(Ordering::Relaxed),
            messages: self.messages.load(Ordering::Relaxed),
            received: self.received.load(Ordering::Relaxed),
            dropped: self.dropped.load(Ordering::Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(max_clients: usize) -> Gate {
        let rules = Rules {
            allow: vec!["127.0.0.0/8".parse().unwrap()],
            deny: Vec::new(),
        };
        Gate::new(rules, max_clients)
    }

    #[test]
    fn a_client_that_leaves_makes_room_for_the_next() {
        let gate = gate(1);
        let first = gate.enter().unwrap();
        assert!(gate.enter().unwrap_err().contains("--max-clients"));
        drop(first);
        assert!(gate.enter().is_ok());
    }

    #[test]
    fn rules_are_for_addresses_and_a_unix_peer_has_none() {
        let gate = gate(1);
        let ip = |text: &str| Peer::Ip(text.parse().unwrap());
        assert!(gate.admit(&ip("127.0.0.1:1")).is_ok());
        assert!(
            gate.admit(&ip("[::ffff:127.0.0.1]:1")).is_ok(),
            "a v4 peer of a dual-stack socket"
        );
        assert!(
            gate.admit(&ip("192.0.2.1:1"))
                .unwrap_err()
                .contains("--allow")
        );
        assert!(gate.admit(&Peer::Unnamed).is_ok());
    }

    #[test]
    fn the_last_wanted_message_says_that_it_is_the_last() {
        let gate = gate(1).until(Some(3), false);
        assert!(gate.messages(2));
        assert_eq!(gate.wanted(), 1);
        assert!(!gate.messages(1));
        assert_eq!(gate.wanted(), 0);
    }
}
