//! What the two directions of an exchange know of each other.

use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use tokio::sync::Notify;
use tokio::time::Instant;

/// What both directions know of each other.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    pub(crate) sent: AtomicU64,
    pub(crate) received: AtomicU64,
    /// When the whole input had been said.
    pub(crate) spoken: OnceLock<Instant>,
    pub(crate) wake: Notify,
}
