//! Who is let in, how many at once, and when it is enough.

use hullo_net::Peer;
use hullo_wire::cidr::Rules;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use tokio::sync::watch;

/// Counts that all tasks of a listener share.
#[derive(Debug)]
pub(crate) struct Gate {
    rules: Rules,
    max_clients: usize,
    max_messages: Option<u64>,
    once: bool,
    present: AtomicUsize,
    connections: AtomicU64,
    messages: AtomicU64,
    received: AtomicU64,
    dropped: AtomicU64,
    closed: watch::Sender<bool>,
}

/// Somebody who is in; dropping it makes room.
#[derive(Debug)]
pub(crate) struct Pass<'a>(&'a Gate);

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.0.present.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pass<'_> {
    /// Leaves the place taken, for a task that [`Gate::remember`]s it.
    pub(crate) fn forget(self) {
        std::mem::forget(self);
    }
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
            present: AtomicUsize::new(0),
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

    /// Lets one client in, where there is room.
    pub(crate) fn enter(&self) -> Result<Pass<'_>, String> {
        if self.present.fetch_add(1, Ordering::Relaxed) >= self.max_clients {
            self.present.fetch_sub(1, Ordering::Relaxed);
            return Err(format!(
                "{} clients are here already (--max-clients)",
                self.max_clients
            ));
        }
        Ok(Pass(self))
    }

    /// A pass for a place that was taken before and forgotten.
    pub(crate) fn remember(&self) -> Pass<'_> {
        Pass(self)
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
